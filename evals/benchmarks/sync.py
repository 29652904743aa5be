"""Sync: what do unchanged documents cost, and a few changed ones among many?

    python -m evals.benchmarks.sync [--documents 10000]

Documents of a few words, made here, in the corpus's own format, and the plain embedding by hashing, so that what is measured
is the reading of folders and the levelling of the index, and not the language model. "Unchanged" is the median of five.
"""

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

from assistant.library import Library
from assistant.library.embeddings import HashedEmbedding

LIMIT = 3.0  # seconds for 10,000 unchanged documents


def reply(number, words="They were counted by the warden."):
    return (
        f"---\nid: reply-{number}\nkind: response\ntitle: Reply {number}\nauthority: Exampleton Council\nregime: foia\n---\n\n"
        f"## Request\n\nHow many swans are on lake {number}?\n\n## Reply\n\nLake {number}. {words}\n"
    )


def timed(action):
    start = time.perf_counter()
    result = action()
    return time.perf_counter() - start, result


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=10_000)
    count = parser.parse_args().documents
    with tempfile.TemporaryDirectory() as place:
        data, packaged = Path(place) / "data", Path(place) / "packaged"
        own = data / "corpus"
        own.mkdir(parents=True)
        packaged.mkdir()
        for number in range(count):
            (own / f"reply-{number}.md").write_text(reply(number), "utf-8")
        quiet = {"progress": lambda _: None}
        built, library = timed(lambda: Library.open(data, corpus=packaged, embedding=HashedEmbedding(64), **quiet))
        print(f"{count} documents, {library.status().chunks} chunks: built in {built:.1f} s")
        library.close()
        library = Library.open(data, corpus=packaged, embedding=HashedEmbedding(64), **quiet)
        first, changes = timed(lambda: library.sync(**quiet))
        times = [timed(lambda: library.sync(**quiet))[0] for _ in range(5)]
        print(f"unchanged, in a new process's library: {first:.2f} s; again: {statistics.median(times):.2f} s")
        assert (changes.unchanged, changes.done, changes.embedded) == (count, 0, 0), changes
        for number in range(0, count, max(1, count // 10)):
            (own / f"reply-{number}.md").write_text(reply(number, "The warden counted them twice."), "utf-8")
        some, changes = timed(lambda: library.sync(**quiet))
        print(f"{changes.changed} changed: {some:.2f} s")
        library.close()
        if count >= 10_000 and first > LIMIT * count / 10_000:
            print(f"too slow: more than {LIMIT:.0f} s for 10,000 documents")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

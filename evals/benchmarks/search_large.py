"""Search among 100,000 chunks: how long does a question take, its embedding included, and how much memory?

    python -m evals.benchmarks.search_large [--chunks N] [--queries N]

The chunks are made up, with a seed: words drawn as often as in the requests of the starter corpus, and vectors of the real
size, in clusters as real ones lie. They go into the library's own tables and collections, so that what is measured is the
library's own search with the real model for the question.
"""

import argparse
import random
import re
import resource
import sys
import tempfile
import time
from pathlib import Path

CORPUS = Path(__file__).parents[2] / "corpus" / "responses"
CLUSTERS, SPREAD, SEED = 400, 0.6, 20261123


def requests():
    texts = (path.read_text("utf-8").split("## Request", 1) for path in sorted(CORPUS.glob("*.md")))
    return [" ".join(parts[1].split("## Reply")[0].split()) for parts in texts if len(parts) == 2]


def documents(count, words, draw):
    from assistant.library.documents import Chunk, Document

    for number in range(count // 2):
        asked = " ".join(draw.choices(words, k=40))
        answered = " ".join(draw.choices(words, k=110))
        yield Document(
            f"made-{number}",
            "response",
            f"Made-up reply {number}",
            (Chunk("Request", asked, asked), Chunk("Q1", f"{asked}\n\n{answered}", asked, answered, ("40(2)",))),
            "Exampleton Council",
            ("council", "police", "nhs")[number % 3],
            "foia",
            f"{2015 + number % 11}-0{1 + number % 9}-01",
        )


def vectors_for(count, dimension):
    import numpy as np

    draw = np.random.default_rng(SEED)
    centres = draw.standard_normal((CLUSTERS, dimension))
    found = centres[draw.integers(0, CLUSTERS, count)] + SPREAD * draw.standard_normal((count, dimension))
    return (found / np.linalg.norm(found, axis=1, keepdims=True)).astype(np.float32)


def fill(data, count, words):
    """Write the chunks, their words and their vectors, as a sync would, without the hours of embedding."""
    from assistant.library.database import Database, _insert
    from assistant.library.embeddings import MiniLM
    from assistant.library.schema import chunks
    from assistant.library.vectors import Vectors

    model = MiniLM(data)
    database, draw = Database.open(data, None), random.Random(SEED)
    with database.write() as connection:
        for document in documents(count, words, draw):
            _insert(connection, document, {"own": False, "file": document.id, "added": ""})
        database.put("embedding", model.name, connection)
    names = [row.id for row in database.rows(chunks.select().with_only_columns(chunks.c.id))]
    made = vectors_for(len(names), model.dimension)
    cache = Vectors(data, None, model.name, model.dimension)
    for start in range(0, len(names), 5000):
        part = list(zip(names[start : start + 5000], made[start : start + 5000], strict=True))
        database.put_vectors([(name, "response", vector) for name, vector in part])
        cache.add("response", part)
    cache.close()
    database.close()
    return len(names)


def measure(library, asked, **wanted):
    """Return the times by the clock and of the processor: on a machine with other work the first tells of that work too."""
    clock, own = [], []
    for query in asked:
        begun, worked = time.perf_counter(), time.process_time()
        library.search(query, kind="responses", **wanted)
        clock.append(1000 * (time.perf_counter() - begun))
        own.append(1000 * (time.process_time() - worked))
    return f"{spread(clock)} by the clock; {spread(own)} of processor time"


def spread(times):
    times = sorted(times)
    return f"median {times[len(times) // 2]:.0f} ms, p95 {times[int(0.95 * len(times))]:.0f} ms"


def memory():
    status = Path("/proc/self/status")
    if status.is_file():
        return int(re.search(r"VmHWM:\s+(\d+)", status.read_text("utf-8")).group(1)) / 2**20
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--chunks", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=120)
    parser.add_argument(
        "--data", type=Path, help="a folder that an earlier run filled, or that this one is to fill and keep"
    )
    options = parser.parse_args()
    texts = requests()
    words = [word for text in texts for word in re.findall(r"[^\W\d_]{3,}", text.lower())]
    with tempfile.TemporaryDirectory() as scratch:
        data = options.data or Path(scratch)
        if not (data / "foi.db").is_file():
            begun = time.perf_counter()
            print(f"{fill(data, options.chunks, words)} chunks written in {time.perf_counter() - begun:.0f} s")
            if options.data:
                print("run it again with the same --data to measure: memory is then that of searching alone")
                return 0
        search_in(data, texts[: options.queries])
    return 0


def search_in(data, asked):
    from assistant.library import Library
    from assistant.library.filters import Filters

    empty = data / "no-corpus"
    empty.mkdir(exist_ok=True)
    library = Library.open(data, corpus=empty, progress=lambda _: None)
    begun = time.perf_counter()
    library.search("the first question, which opens everything")
    print(f"first question: {time.perf_counter() - begun:.1f} s")
    print(f"whole requests: {measure(library, asked)}")
    print(f"short questions: {measure(library, [' '.join(text.split()[:8]) for text in asked])}")
    narrowed = Filters(authority_type="police", since="2020")
    print(f"narrowed to police since 2020: {measure(library, asked[:30], filters=narrowed)}")
    print(f"most memory held: {memory():.2f} GB")
    library.close()


if __name__ == "__main__":
    sys.exit(main())

"""Search: does a question find the reply that answered it, how fast, and is what has no answer left unanswered?

    python -m evals.benchmarks.library [--cases FILE]

Documents: the replies in ``../shared/cases.jsonl``, as their digests tell them, without the requests. Queries: the
requests. Each request has one right document. Fused search stands beside its two halves, in one run with one index.
"""

import argparse
import math
import sys
import tempfile
import time
from pathlib import Path

import yaml

from evals.benchmarks.suggest import CASES, load

OFF_TOPIC = (
    "how do I bake sourdough bread",
    "weather forecast for Paris tomorrow",
    "lattice quantum chromodynamics on a graphics card",
    "who won the football world cup",
    "translate this poem into Latin",
    "best settings for a lawn mower carburettor",
    "chords for a twelve bar blues in E",
    "what is the meaning of life",
)


def write_corpus(folder, cases):
    (folder / "responses").mkdir(parents=True)
    (folder / "legislation").mkdir()
    for case in cases:
        front = {
            "id": case["id"],
            "kind": "response",
            "title": f"Reply of {case['authority']}",
            "authority": case["authority"],
            "regime": case["regime"],
            "outcome": case["outcome"],
            "sections": case["sections"],
            "text": "summary",
        }
        text = f"---\n{yaml.safe_dump(front)}---\n\n## Reply\n\n{case['notes']} {case['id'].replace('-', ' ')}\n"
        (folder / "responses" / f"{case['id']}.md").write_text(text, "utf-8")


def gains(ranks):
    found = [rank for rank in ranks if rank]
    return sum(1 / math.log2(rank + 1) for rank in found) / len(ranks), len(found) / len(ranks)


def rank_of(names, wanted):
    return names[:10].index(wanted) + 1 if wanted in names[:10] else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=Path, default=CASES)
    options = parser.parse_args()
    if not options.cases.is_file():
        print(f"skipped: there are no cases at {options.cases.name}")
        return 0
    from assistant.library import Library
    from assistant.library import search as searching
    from assistant.library.signs import core

    cases = [case for case in load(options.cases) if len(case["notes"].split()) >= 8]
    with tempfile.TemporaryDirectory() as place:
        corpus, data = Path(place) / "corpus", Path(place) / "data"
        write_corpus(corpus, cases)
        start = time.perf_counter()
        library = Library.open(data, corpus=corpus, progress=lambda _: None)
        built = time.perf_counter() - start
        print(f"{len(cases)} replies indexed in {built:.1f} s, the loading of the model included")
        ranks = {"keyword only": [], "vectors only": [], "fused": [], "fused, above the floor": []}
        times = []
        for case in cases:
            query = core(case["request"])
            terms = library._terms.of_query(query)
            words = searching.nearest_by_words(library._database, terms, "response", "", 60)
            near = [name for name, _ in library._nearest(query, "response", 60)]
            documents = {
                name: one.passage.document_id for name, one in searching.load(library._database, words + near).items()
            }
            candidates = searching.fuse(
                searching.load(library._database, list(dict.fromkeys(words + near))),
                words,
                library._nearest(query, "response", 60),
                [],
            )
            searching.weigh(candidates, terms, library._terms)
            fused = sorted(candidates, key=lambda one: -one.score(by_meaning=True))
            begun = time.perf_counter()
            found = library.search(query, kind="responses")
            times.append(time.perf_counter() - begun)
            for name, listed in (
                ("keyword only", [documents[w] for w in words]),
                ("vectors only", [documents[n] for n in near]),
                ("fused", [one.passage.document_id for one in fused]),
                ("fused, above the floor", [p.document_id for p in found]),
            ):
                ranks[name].append(rank_of(listed, case["id"]))
        print(f"{'':24} nDCG@10  recall@10")
        for name, listed in ranks.items():
            gain, recall = gains(listed)
            print(f"{name:24} {gain:7.3f}  {recall:9.3f}")
        times.sort()
        print(
            f"search: median {1000 * times[len(times) // 2]:.0f} ms, p95 {1000 * times[int(0.95 * len(times))]:.0f} ms"
        )
        silent = sum(not library.search(query) for query in OFF_TOPIC)
        print(f"nothing found for {silent} of {len(OFF_TOPIC)} questions that the corpus cannot answer")
        library.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())

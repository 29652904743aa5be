"""Search: does a question find the reply that answered it, how fast, and is what has no answer left unanswered?

    python -m evals.benchmarks.library [--cases FILE]

Documents: the replies in ``../shared/cases.jsonl``, as their digests tell them, without the requests. Queries: the
requests. Each request has one right document. Search stands beside its two halves, and beside the rank fusion of LangChain's
``EnsembleRetriever`` (its formula over the same two lists, where the package that holds it is not installed), in one run with one
index. The questions that have nothing to find are ours, drawn with a seed.
"""

import argparse
import math
import random
import sys
import tempfile
import time
from pathlib import Path

import yaml

from evals.benchmarks.suggest import CASES, load

SUBJECTS = (
    "sourdough bread,a twelve bar blues,lawn mower carburettors,quantum chromodynamics,the football world cup,Latin poetry,"
    "knitting a jumper,the rings of Saturn,growing tomatoes,chess openings,sailing knots,Python list comprehensions,"
    "watercolour painting,the French subjunctive,marathon training,cocktail recipes,dinosaur fossils,guitar tuning,"
    "holiday cottages in Cornwall,mortgage rates in Canada,butterfly collecting,the plot of Hamlet,making candles,"
    "crossword clues,scuba diving,vintage cameras,sudoku strategies,beekeeping at home,stock market tips,astrology"
)
ASKED = ("how do I start with {}", "best books on {}", "what is the history of {}", "tips for {} beginners")


def off_topic(seed=5):
    draw = random.Random(seed)
    return [draw.choice(ASKED).format(subject) for subject in SUBJECTS.split(",")]


def ensemble(*lists, damping=60):
    """Rank as LangChain's EnsembleRetriever does: reciprocal ranks with equal weights and its default constant."""
    scores = {}
    for listed in lists:
        for rank, name in enumerate(dict.fromkeys(listed), 1):
            scores[name] = scores.get(name, 0.0) + 0.5 / (damping + rank)
    return sorted(scores, key=lambda name: -scores[name])


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
    from assistant.library.filters import Filters
    from assistant.library.signs import core
    from assistant.library.terms import any_of

    cases = [case for case in load(options.cases) if len(case["notes"].split()) >= 8]
    with tempfile.TemporaryDirectory() as place:
        corpus, data = Path(place) / "corpus", Path(place) / "data"
        write_corpus(corpus, cases)
        start = time.perf_counter()
        library = Library.open(data, corpus=corpus, progress=lambda _: None)
        built = time.perf_counter() - start
        print(f"{len(cases)} replies indexed in {built:.1f} s, the loading of the model included")
        ranks = {"keyword only": [], "vectors only": [], "LangChain's fusion of both": [], "search": []}
        times = []
        for case in cases:
            query = core(case["request"])
            asked = library._terms.of_query(query)
            words = searching.nearest_by_words(library._database, [any_of(asked.stems)], "response", Filters(), 60)
            near = [name for name, _ in library._nearest(query, "response", 60)]
            held = searching.load(library._database, words + near)
            words, near = ([held[name].passage.document_id for name in names] for names in (words, near))
            begun = time.perf_counter()
            found = library.search(query, kind="responses")
            times.append(time.perf_counter() - begun)
            for name, listed in (
                ("keyword only", words),
                ("vectors only", near),
                ("LangChain's fusion of both", ensemble(words, near)),
                ("search", [p.document_id for p in found]),
            ):
                ranks[name].append(rank_of(list(dict.fromkeys(listed)), case["id"]))
        print(f"{'':28} nDCG@10  recall@10")
        for name, listed in ranks.items():
            gain, recall = gains(listed)
            print(f"{name:28} {gain:7.3f}  {recall:9.3f}")
        times.sort()
        print(
            f"search: median {1000 * times[len(times) // 2]:.0f} ms, p95 {1000 * times[int(0.95 * len(times))]:.0f} ms"
        )
        asked = off_topic()
        silent = sum(not library.search(query) for query in asked)
        print(f"nothing found for {silent} of {len(asked)} questions that the corpus cannot answer")
        heard = sum(bool(library.search(core(case["request"]), kind="responses")) for case in cases)
        print(f"something found for {heard} of {len(cases)} questions that it can")
        library.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())

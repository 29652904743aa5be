"""Suggestions against real replies: is a section that the authority cited among the first three, and first?

    python -m evals.benchmarks.suggest [--cases FILE] [--seeds N]

Cross-validation over ``../shared/cases.jsonl`` (five folds, several shufflings): for each case the past replies are those
of the other folds, and how common each ground is (the ``start`` of ``signs.toml``) is fitted on them too, so that no case
helps to judge itself. Weights of signs are as in the file, set by hand. Beside it, on the same folds: always the regime's
commonest sections, and the sections of the nearest replies by MiniLM alone.
"""

import argparse
import collections
import json
import random
import sys
import tempfile
from pathlib import Path

CASES = Path(__file__).parents[3] / "shared" / "cases.jsonl"
FOLDS = 5


def load(path):
    cases = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    for case in cases:
        case["bases"] = {base.rsplit(" ", 1)[-1] if case["regime"] != "eir" else base for base in case["sections_base"]}
    return cases


def vectors(cases):
    from assistant.library.embeddings import MiniLM
    from assistant.library.signs import core

    return MiniLM(Path(tempfile.gettempdir())).encode([core(case["request"]) for case in cases])


def folds(count, seed):
    order = list(range(count))
    random.Random(seed).shuffle(order)
    return [order[start::FOLDS] for start in range(FOLDS)]


def refs_of(case):
    from assistant.library.sections import normalised

    return tuple(ref for item in case["sections"] for ref in normalised(item, case["regime"]))


def fitted(cases, training):
    """Return grounds whose starts fit how often each occurs in the training cases, for the signs that these show."""
    from dataclasses import replace

    from assistant.library import signs

    now = {ground.name: ground for ground in signs.grounds()}
    starts = {name: dict.fromkeys(signs.REGIMES, 0.0) for name in now}
    for regime in signs.REGIMES:
        rows = [i for i in training if cases[i]["regime"] == regime and cases[i]["targets"]]
        # Few cases of a regime tell little: the pull to the hand-set start is as strong as ten cases.
        for name, ground in now.items():
            starts[name][regime] = ground.starts["foia"] if False else PRIOR[name][regime]
        for _ in range(60):
            change = dict.fromkeys(now, 0.0)
            for i in rows:
                logs = {
                    name: starts[name][regime] + cases[i]["weights"][name]
                    for name, g in now.items()
                    if g.refs[regime]
                }
                shares = signs.shares(logs)
                for name, share in shares.items():
                    change[name] += cases[i]["targets"].get(name, 0.0) - share
            for name in now:
                pull = PRIOR[name][regime] - starts[name][regime]
                starts[name][regime] += 0.05 * (change[name] + 2.0 * pull)
    return tuple(replace(ground, starts=starts[name]) for name, ground in now.items())


PRIOR = {}


def prepare(cases):
    from assistant.library import signs

    flat = {"personal": 1.0, "cost": 1.0, "own-data": -4.5, "disclosed": -0.5}
    for ground in signs.grounds():
        PRIOR[ground.name] = dict.fromkeys(signs.REGIMES, flat.get(ground.name, 0.0))
    for case in cases:
        shown = signs.signs_in(case["request"])
        case["weights"] = {g.name: sum(w * shown.get(n, 0.0) for n, w in g.weights.items()) for g in signs.grounds()}
        hit = [g.name for g in signs.grounds() if any(g.covers(ref, case["regime"]) for ref in case["refs"])]
        case["targets"] = {name: 1 / len(hit) for name in hit}


def base(ref, regime):
    from assistant.library.sections import base_of

    return f"eir {base_of(ref)}" if regime == "eir" else base_of(ref)


def ours(cases, rows, training, likeness):
    from assistant.library import signs, suggest

    made = fitted(cases, training)
    signs.grounds.cache_clear()
    original, signs.grounds = signs.grounds, lambda: made
    suggest.grounds = signs.grounds
    try:
        for i in rows:
            case = cases[i]
            near = [suggest.Neighbour(float(likeness[i, j]), cases[j]["regime"], cases[j]["refs"]) for j in training]
            near = sorted(near, key=lambda one: -one.likeness)[:40]
            ranked = suggest.rank(case["request"], case["regime"], near)
            cited = [(base(g.refs[case["regime"]], case["regime"]), score) for g, score in ranked if g.refs[case["regime"]]]
            yield i, list(dict.fromkeys(ref for ref, _ in cited)), cited
    finally:
        signs.grounds = original
        suggest.grounds = original


def commonest(cases, rows, training, _likeness):
    for i in rows:
        count = collections.Counter(b for j in training if cases[j]["regime"] == cases[i]["regime"] for b in cases[j]["bases"])
        yield i, [name for name, _ in count.most_common()], []


def nearest(cases, rows, training, likeness):
    for i in rows:
        ordered = sorted((j for j in training if cases[j]["regime"] == cases[i]["regime"]), key=lambda j: -likeness[i, j])
        yield i, list(dict.fromkeys(b for j in ordered for b in sorted(cases[j]["bases"]))), []


def measure(cases, likeness, seeds, method):
    first = three = count = 0
    scored = []
    for seed in range(seeds):
        for rows in folds(len(cases), seed):
            training = sorted(set(range(len(cases))) - set(rows))
            for i, found, cited in method(cases, rows, training, likeness):
                true = cases[i]["bases"]
                scored += [(score, ref in true) for ref, score in cited[:1]]
                if true:
                    count += 1
                    first += bool(set(found[:1]) & true)
                    three += bool(set(found[:3]) & true)
    return first / count, three / count, scored


def reliability(scored):
    for low, high in ((0, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 1.01)):
        inside = [hit for score, hit in scored if low <= score < high]
        if inside:
            mean = sum(score for score, _ in scored if low <= score < high) / len(inside)
            print(f"  first suggestion scored {low:.1f} to {min(high, 1):.1f}: said {mean:.2f}, right {sum(inside) / len(inside):.2f} ({len(inside)})")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=Path, default=CASES)
    parser.add_argument("--seeds", type=int, default=5)
    options = parser.parse_args()
    if not options.cases.is_file():
        print(f"skipped: there are no cases at {options.cases.name}")
        return 0
    cases = load(options.cases)
    for case in cases:
        case["refs"] = refs_of(case)
    prepare(cases)
    rows = vectors(cases)
    likeness = rows @ rows.T
    print(f"{sum(bool(case['bases']) for case in cases)} cases with a section, {FOLDS} folds, {options.seeds} shufflings")
    print(f"{'':32} first  first three")
    for name, method in (("always the commonest", commonest), ("nearest replies by MiniLM", nearest), ("suggest", ours)):
        first, three, scored = measure(cases, likeness, options.seeds, method)
        print(f"{name:32} {first:5.1%}  {three:5.1%}")
    reliability(scored)
    return 0


if __name__ == "__main__":
    sys.exit(main())

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
    """Return the grounds with starts that fit how often each occurs in the training cases.

    A start is one number for all regimes and one for the difference of each, both pulled to the hand-set value
    (ridge), found by climbing the likelihood of a shared-out single label.
    """
    from dataclasses import replace

    import numpy as np

    from assistant.library import signs

    made = signs.grounds()
    hand = np.array([HAND.get(g.name, 0.0) for g in made])
    shared, apart = hand.copy(), np.zeros((len(signs.REGIMES), len(made)))
    rows = [i for i in training if cases[i]["targets"]]
    of = np.array([signs.REGIMES.index(cases[i]["regime"]) for i in rows])
    weights = np.array([[cases[i]["weights"][g.name] for g in made] for i in rows])
    target = np.array([[cases[i]["targets"].get(g.name, 0.0) for g in made] for i in rows])
    closed = np.array([[0.0 if g.refs[regime] else -99.0 for g in made] for regime in signs.REGIMES])
    for _ in range(STEPS):
        logs = shared + apart[of] + weights + closed[of]
        share = np.exp(logs - logs.max(1, keepdims=True))
        left = target - share / share.sum(1, keepdims=True)
        shared += RATE * (left.sum(0) + PULL * (hand - shared))
        for regime in range(len(signs.REGIMES)):
            apart[regime] += RATE * (left[of == regime].sum(0) - APART_PULL * apart[regime])
    starts = np.round(shared + apart, 2)
    return tuple(
        replace(g, starts={name: float(starts[r, k]) for r, name in enumerate(signs.REGIMES)})
        for k, g in enumerate(made)
    )


RATE, STEPS, PULL, APART_PULL = 0.02, 400, 0.3, 1.0
# What past replies with a section cannot show: these are not among the grounds that such a reply cites.
HAND = {"own-data": -4.5, "disclosed": -0.2, "international": -1.0, "ncnd": -2.0, "court": -1.0}


def prepare(cases):
    from assistant.library import signs
    from assistant.library.suggest import names_of

    for case in cases:
        shown = signs.signs_in(case["request"])
        case["weights"] = {g.name: sum(w * shown.get(n, 0.0) for n, w in g.weights.items()) for g in signs.grounds()}
        hit = names_of(case["refs"], case["regime"])
        case["targets"] = {name: 1 / len(hit) for name in hit}


def print_starts(made):
    for ground in made:
        start = ground.starts["foia"]
        apart = {f"{regime}_start": round(ground.starts[regime] - start, 2) for regime in ("foisa", "eir")}
        print(f"{ground.name}: start = {start}, " + ", ".join(f"{name} = {value}" for name, value in apart.items()))


def base(ref, regime):
    from assistant.library.sections import base_of

    return f"eir {base_of(ref)}" if regime == "eir" else base_of(ref)


def ours(cases, rows, training, likeness):
    from assistant.library import signs, suggest

    made, original = fitted(cases, training), signs.grounds
    signs.grounds = suggest.grounds = lambda: made
    try:
        for i in rows:
            case = cases[i]
            near = [suggest.Neighbour(float(likeness[i, j]), cases[j]["regime"], cases[j]["refs"]) for j in training]
            near = sorted(near, key=lambda one: -one.likeness)[:40]
            ranked = suggest.rank(case["request"], case["regime"], near)
            cited = [
                (base(g.refs[case["regime"]], case["regime"]), score) for g, score in ranked if g.refs[case["regime"]]
            ]
            yield i, list(dict.fromkeys(ref for ref, _ in cited)), cited
    finally:
        signs.grounds = suggest.grounds = original


def commonest(cases, rows, training, _likeness):
    for i in rows:
        count = collections.Counter(
            b for j in training if cases[j]["regime"] == cases[i]["regime"] for b in cases[j]["bases"]
        )
        yield i, [name for name, _ in count.most_common()], []


def nearest(cases, rows, training, likeness):
    for i in rows:
        ordered = sorted(
            (j for j in training if cases[j]["regime"] == cases[i]["regime"]), key=lambda j: -likeness[i, j]
        )
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
            print(
                f"  first suggestion scored {low:.1f} to {min(high, 1):.1f}: said {mean:.2f}, right {sum(inside) / len(inside):.2f} ({len(inside)})"
            )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=Path, default=CASES)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--starts", action="store_true", help="print the starts fitted on all cases, for signs.toml")
    options = parser.parse_args()
    if not options.cases.is_file():
        print(f"skipped: there are no cases at {options.cases.name}")
        return 0
    cases = load(options.cases)
    for case in cases:
        case["refs"] = refs_of(case)
    prepare(cases)
    if options.starts:
        print_starts(fitted(cases, range(len(cases))))
        return 0
    rows = vectors(cases)
    likeness = rows @ rows.T
    print(
        f"{sum(bool(case['bases']) for case in cases)} cases with a section, {FOLDS} folds, {options.seeds} shufflings"
    )
    print(f"{'':32} first  first three")
    for name, method in (
        ("always the commonest", commonest),
        ("nearest replies by MiniLM", nearest),
        ("suggest", ours),
    ):
        first, three, scored = measure(cases, likeness, options.seeds, method)
        print(f"{name:32} {first:5.1%}  {three:5.1%}")
    reliability(scored)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Suggestions against real replies: is a section that the authority cited among the first three, and first?

    python -m evals.benchmarks.suggest [--cases FILE] [--seeds N]

Repeated five-fold cross-validation over ``../shared/cases.jsonl``. In each fold every fitted number (``fit_suggestions.py``) comes
from the other folds, and so do the past replies, how strongly the fit is held back and the calibration, which are chosen by
cross-validation within these. What was set by hand is the same in all folds: the signs (``signs.toml``, whose words and weights
were written with such replies in view, so that they may flatter it here) and the typical requests (``typical.toml``, written
from the law). Beside it, on the same folds: always the regime's commonest sections, the sections of the nearest replies by
MiniLM alone, and the same model without the signs.
"""

import argparse
import collections
import json
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np

from evals.benchmarks import fit_suggestions as fitting

CASES = Path(__file__).parents[3] / "shared" / "cases.jsonl"
FOLDS = 5


def load(path):
    cases = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    for case in cases:
        case["bases"] = {base.rsplit(" ", 1)[-1] if case["regime"] != "eir" else base for base in case["sections_base"]}
    return cases


def refs_of(case):
    from assistant.library.sections import normalised

    return tuple(ref for item in case["sections"] for ref in normalised(item, case["regime"]))


def model(rows, training):
    fitted, slope, intercept = fitting.fit(training)
    return fitting.shares(fitted, rows, training), (slope, intercept), fitting.shares(fitted, training, training)


def without_signs(rows, training):
    rows, training = ([replace(one, signs=0 * one.signs) for one in listed] for listed in (rows, training))
    return fitting.shares(fitting.fit_shared(training, fitting.PULLS[0]), rows, training), None, None


def commonest(rows, training):
    for one in rows:
        count = collections.Counter(b for other in training if other.regime == one.regime for b in other.bases)
        yield [name for name, _ in count.most_common()]


def nearest(rows, training):
    for one in rows:
        same = [other for other in training if other.regime == one.regime]
        same.sort(key=lambda other: -float(one.vector @ other.vector))
        yield list(dict.fromkeys(ref for other in same for ref in sorted(other.bases)))


def hits(rows, lists):
    pairs = [(one.bases, found) for one, found in zip(rows, lists, strict=True) if one.bases]
    return np.array([sum(bool(set(found[:n]) & bases) for bases, found in pairs) for n in (1, 3)] + [len(pairs)])


def named(rows, share):
    return [[ref for ref, _ in fitting.listed(one, row)] for one, row in zip(rows, share, strict=True)]


def measure(cases, seeds):
    """Return method to one (first, first three) a shuffling, and (score, right) of every suggestion."""
    found, scored, missed = collections.defaultdict(list), [], collections.Counter()
    for seed in range(seeds):
        sums = collections.defaultdict(lambda: np.zeros(3))
        for fold in fitting.folds(len(cases), FOLDS, seed):
            rows = [cases[i] for i in fold]
            training = [one for i, one in enumerate(cases) if i not in set(fold)]
            sums["always the commonest"] += hits(rows, commonest(rows, training))
            sums["nearest replies by MiniLM"] += hits(rows, nearest(rows, training))
            sums["suggest, without the signs"] += hits(rows, named(rows, without_signs(rows, training)[0]))
            share, (slope, intercept), seen = model(rows, training)
            lists = named(rows, share)
            sums["suggest"] += hits(rows, lists)
            sums["suggest, on what it was fitted to"] += hits(training, named(training, seen))
            for one, row, refs in zip(rows, np.clip(share, 1e-6, 1 - 1e-6), lists, strict=True):
                made = fitting.listed(one, row)
                odds = [intercept + slope * np.log(p / (1 - p)) for _, p in made]
                scored += [(1 / (1 + np.exp(-x)), ref in one.bases) for (ref, _), x in zip(made, odds, strict=True)]
                if one.bases and refs[0] not in one.bases:
                    missed[refs[0], "+".join(sorted(one.bases))] += 1
        for name, total in sums.items():
            found[name].append(total[:2] / total[2])
    return found, scored, missed


def reliability(scored):
    """Print by decile what was said and what proved right, and the expected calibration error."""
    scored = sorted(scored)
    error = 0.0
    for part in np.array_split(np.arange(len(scored)), 10):
        said = np.mean([scored[i][0] for i in part])
        right = np.mean([scored[i][1] for i in part])
        error += abs(said - right) * len(part) / len(scored)
        print(f"  scores {scored[part[0]][0]:.2f} to {scored[part[-1]][0]:.2f}: said {said:.2f}, right {right:.2f}")
    print(f"  expected calibration error {error:.3f} over {len(scored)} suggestions")


def regimes(cases):
    """Return how many requests have their regime recognised by their words, the authority's home regime known and not known."""
    from assistant.library.suggest import recognise_regime

    known = sum(
        recognise_regime(c["request"], "foisa" if c["regime"] == "foisa" else "foia") == c["regime"] for c in cases
    )
    return known, sum(recognise_regime(c["request"]) == c["regime"] for c in cases)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=Path, default=CASES)
    parser.add_argument("--seeds", type=int, default=5)
    options = parser.parse_args()
    if not options.cases.is_file():
        print(f"skipped: there are no cases at {options.cases.name}")
        return 0
    loaded = load(options.cases)
    cases = fitting.examples((c["id"], c["regime"], c["request"], refs_of(c), c["bases"]) for c in loaded)
    print(f"{sum(bool(one.bases) for one in cases)} cases with a section, {FOLDS} folds, {options.seeds} shufflings")
    found, scored, missed = measure(cases, options.seeds)
    print(f"{'':34} first           first three")
    for name, values in found.items():
        mean, spread = np.mean(values, 0), np.std(values, 0)
        print(f"{name:34} {mean[0]:5.1%} (±{spread[0]:.1%})   {mean[1]:5.1%} (±{spread[1]:.1%})")
    reliability(scored)
    print("first suggestion and what was cited instead, the commonest:")
    for (said, cited), count in missed.most_common(8):
        print(f"  {said}, cited {cited}: {count / options.seeds:.1f} a shuffling")
    known, blind = regimes(loaded)
    print(f"regime recognised: {known} of {len(loaded)} (authority's own known), {blind} (by the words alone)")
    return 0


if __name__ == "__main__":
    sys.exit(main())

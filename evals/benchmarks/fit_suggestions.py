"""Fit the weights by which grounds are ranked, to the real replies of the starter corpus.

    python -m evals.benchmarks.fit_suggestions            show them
    python -m evals.benchmarks.fit_suggestions --write    put them into assistant/library/ranking.toml, and the vectors of the
                                                          typical requests into typical.npz

A few weights are shared by all grounds, and each ground has one number for how common it is beside what the regime's past
replies say; all are pulled towards fixed values (ridge), how strongly is chosen by cross-validation within the training
replies. evals/benchmarks/suggest.py judges the same fit on replies that it has not seen.
"""

import argparse
import random
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from assistant.library import ranking, typical
from assistant.library.documents import read_document
from assistant.library.embeddings import MiniLM
from assistant.library.ranking import Weights
from assistant.library.sections import base_of
from assistant.library.signs import REGIMES, core, grounds

ROOT = Path(__file__).parents[2]
TARGET = ROOT / "assistant" / "library" / "ranking.toml"
NAMES = [ground.name for ground in grounds()]
# No past reply that cites a provision shows these: set by hand, on the scale on which personal data under FOIA is 2.11.
BY_HAND = {"own-data": -3.4, "disclosed": -0.2}
NOT_HELD = 1.13
PERSONAL = 2.11
PULLS = ((1.0, 2.0), (1.0, 8.0), (4.0, 2.0), (4.0, 8.0))
CENTRE = np.array([0.5, 0.5, 0.5, 0.3])  # prior, signs, typical, past
# Replies that nearly repeat one another are too few here to tell how far one should follow another: set by hand.
FIXED = 3


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """A request with what was cited in reply, and what does not depend on other replies."""

    name: str
    regime: str
    refs: tuple[str, ...]
    vector: np.ndarray
    signs: np.ndarray
    typical: np.ndarray
    bases: frozenset[str]


def base(ref, regime):
    """Return what counts as the same section; the exceptions of the EIR are all in regulation 12."""
    return f"eir {base_of(ref)}" if regime == "eir" else base_of(ref)


def examples(requests):
    """Return the examples of (name, regime, request, refs, bases)."""
    requests = list(requests)
    with tempfile.TemporaryDirectory() as folder:
        model = MiniLM(Path(folder))
        rows = model.encode([core(text) for _, _, text, _, _ in requests])
        usual = _usual(model)
    made = []
    for (name, regime, text, refs, bases), row in zip(requests, rows, strict=True):
        signs = ranking.sign_scores(text)
        near = ranking.typical_logs(typical.shares(usual @ row))
        as_row = [np.array([found[one] for one in NAMES]) for found in (signs, near)]
        made.append(Example(name, regime, tuple(refs), row, *as_row, frozenset(bases)))
    return made


def _usual(model):
    """Return the vectors of the typical requests: those that travel with the program, if they are of these requests."""
    rows = typical.kept(model)
    return model.encode([text for _, text in typical.requests()]) if rows is None else rows


def of_corpus():
    """Return the requests of the starter corpus's real replies."""
    for path in sorted((ROOT / "corpus" / "responses").glob("*.md")):
        found = read_document(path)
        asked = next((chunk.text for chunk in found.chunks if chunk.locator == "Request"), "")
        if asked and not found.invented and found.regime:
            bases = {base(ref, found.regime) for ref in found.sections}
            yield found.id, found.regime, asked, found.sections, bases


def target(one):
    hit = ranking.names_of(one.refs, one.regime)
    return np.array([1 / len(hit) if name in hit else 0.0 for name in NAMES]) if hit else np.zeros(len(NAMES))


def priors(training):
    """Return the log share of each ground by regime, pulled to that in all regimes."""
    targets = np.array([target(one) for one in training])
    overall = targets.sum(0) + 0.3
    overall /= overall.sum()
    found = {}
    for regime in REGIMES:
        held = sum((t for t, one in zip(targets, training, strict=True) if one.regime == regime), 10 * overall)
        found[regime] = np.log(held / held.sum())
    return found


def closed(regime):
    return np.array([0.0 if ground.refs[regime] else -30.0 for ground in grounds()])


def past(rows, training):
    likeness = np.array([one.vector for one in rows]) @ np.array([one.vector for one in training]).T
    found = []
    for row, one in zip(likeness, rows, strict=True):
        near = [
            ranking.Neighbour(float(value), other.regime, other.refs)
            for value, other in zip(row, training, strict=True)
            if other.name != one.name
        ]
        near.sort(key=lambda other: -other.likeness)
        logs = ranking.past_logs(near[:40], one.regime)
        found.append([logs[name] for name in NAMES])
    return np.array(found)


def features(rows, training, prior):
    by_regime = np.array([prior[one.regime] for one in rows])
    parts = (by_regime, np.array([o.signs for o in rows]), np.array([o.typical for o in rows]), past(rows, training))
    return np.stack(parts, -1), np.array([closed(one.regime) for one in rows])


def softmax(logs):
    raised = np.exp(logs - logs.max(1, keepdims=True))
    return raised / raised.sum(1, keepdims=True)


def fit_shared(training, pulls):
    """Return (prior, shared weights, a number a ground), fitted to the replies that cite a provision."""
    prior = priors(training)
    made, shut = features(training, training, prior)
    wanted = np.array([target(one) for one in training])
    size, (pull, apart) = made.shape[2], pulls

    def loss(values):
        weights, own = values[:size], values[size:]
        share = softmax(made @ weights + own + shut)
        left = (wanted - share) * wanted.sum(1, keepdims=True)
        slope = np.concatenate(
            [np.einsum("nk,nkm->m", left, made) - pull * (weights - CENTRE), left.sum(0) - apart * own]
        )
        likely = (wanted * np.log(share + 1e-30)).sum()
        return pull * ((weights - CENTRE) ** 2).sum() / 2 + apart * (own**2).sum() / 2 - likely, -slope

    start = np.concatenate([CENTRE, np.zeros(len(NAMES))])
    bounds = [(0.0, None)] * size + [(None, None)] * len(NAMES)
    bounds[FIXED] = (CENTRE[FIXED], CENTRE[FIXED])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    return prior, found[:size], found[size:]


def shares(fitted, rows, training):
    prior, weights, own = fitted
    made, shut = features(rows, training, prior)
    return softmax(made @ weights + own + shut)


def folds(count, parts, seed):
    order = list(range(count))
    random.Random(seed).shuffle(order)
    return [order[start::parts] for start in range(parts)]


def unseen(training, pulls, parts=4, seed=0):
    """Return for each training reply its shares by a fit that did not see it."""
    found = np.zeros((len(training), len(NAMES)))
    for fold in folds(len(training), parts, seed):
        rest = [one for i, one in enumerate(training) if i not in set(fold)]
        found[fold] = shares(fit_shared(rest, pulls), [training[i] for i in fold], rest)
    return found


def fit(training):
    """Return (fitted, slope, intercept): pulls and calibration are chosen within the training replies."""
    wanted = np.array([target(one) for one in training])
    tried = [(pulls, unseen(training, pulls)) for pulls in PULLS]
    pulls, found = max(tried, key=lambda pair: (wanted * np.log(pair[1] + 1e-30)).sum())
    return (fit_shared(training, pulls), *calibration(training, found))


def listed(one, share):
    """Return (base, share) of the suggestions for an example, one a section, best first."""
    seen = {}
    for k in np.argsort(-share):
        ref = grounds()[k].refs[one.regime]
        if ref:
            seen.setdefault(base(ref, one.regime), float(share[k]))
    return list(seen.items())[:5]


def calibration(training, found):
    """Fit by maximum likelihood how often a suggestion of such a share is right, replies that cite nothing included."""
    pairs = [
        (np.log(p / (1 - p)), ref in one.bases)
        for one, row in zip(training, np.clip(found, 1e-6, 1 - 1e-6), strict=True)
        for ref, p in listed(one, row)
    ]
    odds, right = (np.array(values, dtype=float) for values in zip(*pairs, strict=True))

    def loss(values):
        return np.logaddexp(0, -(2 * right - 1) * (values[0] * odds + values[1])).sum()

    slope, intercept = minimize(loss, [1.0, 0.0]).x
    return float(slope), float(intercept)


def as_weights(fitted, slope, intercept):
    """Return the fit as the program's own weights: the regime's share becomes part of where each ground starts."""
    prior, (of_prior, signs, usual, past_), own = fitted
    shift = PERSONAL - (own + of_prior * prior["foia"])[NAMES.index("personal")]
    starts = {
        regime: {name: round(float(value + shift), 2) for name, value in zip(NAMES, own + of_prior * logs, strict=True)}
        | BY_HAND
        for regime, logs in prior.items()
    }
    starts["foia"]["notheld"] = NOT_HELD
    made = Weights(float(signs), float(usual), float(past_), starts, slope, intercept)
    names = ("signs", "typical", "past", "slope", "intercept")
    return replace(made, **{name: round(getattr(made, name), 3) for name in names})


def as_toml(made, count):
    lines = [
        f"# Fitted by python -m evals.benchmarks.fit_suggestions to {count} real replies of the starter corpus; do not edit by hand.",
        "[weights]",
        *(f"{name} = {getattr(made, name)}" for name in ("signs", "typical", "past")),
        "\n[calibration]",
        *(f"{name} = {getattr(made, name)}" for name in ("slope", "intercept")),
    ]
    for regime, starts in made.starts.items():
        lines += [f"\n[starts.{regime}]", *(f"{name} = {value}" for name, value in starts.items())]
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="put them into the package")
    options = parser.parse_args()
    if options.write:
        with tempfile.TemporaryDirectory() as folder:
            typical.keep(MiniLM(Path(folder)))
    training = examples(of_corpus())
    text = as_toml(as_weights(*fit(training)), len(training))
    if options.write:
        TARGET.write_text(text, "utf-8")
    else:
        print(text, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())

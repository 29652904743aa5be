"""Fit the weights by which a low number is judged to count people, to the labelled letters and paragraphs.

    python -m evals.benchmarks.fit_likely            how well they do on each author's, fitted to all the others'
    python -m evals.benchmarks.fit_likely --write    put them into assistant/checks/likely.json

Every low number of a letter is an example: one that touches the leak of a letter in which a low count is stated or bounded counts
people, and all others do not. Letters whose low count is only derivable are left out, as each of their numbers may stand openly; so are
the letters held out. ``evals/paragraphs`` adds paragraphs whose every number is labelled. How strongly the fit is held back was picked
among four values by the area under the curve below; a feature must stand in three examples or more.

The figures flatter: the rules, which give some of the features, have been mended on these authors' letters, and the sentences of the test
tables repeat in small what those letters taught. What a new author's letters gave stands in ``evals/letters/README.md``.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from assistant.checks import likely
from assistant.checks.material import Material
from assistant.checks.page import Page
from assistant.figures.policy import Policy
from evals import letters_measured

PARAGRAPHS = Path(__file__).parents[1] / "paragraphs"
# What the letters of each author but the first begin with.
AUTHORS = frozenset({"a", "b", "bb", "bc", "c", "d", "e", "f"})
LEAST = 3
RIDGE = 0.5  # scikit-learn's C
LEVELS = (0.02, 0.05, 0.1, 0.3, 0.5, 0.7)


@dataclass(frozen=True, slots=True)
class Example:
    """A low number: who wrote it, whether it counts people of the records, and what is weighed."""

    author: str
    people: bool
    features: frozenset[str]


def examples() -> list[Example]:
    """Return the low numbers of all the letters in sight and of the paragraphs."""
    return [*_of_letters(), *_of_paragraphs()]


def _of_letters() -> Iterator[Example]:
    read = letters_measured.letters
    for letter in (*read(held_out=False), *read(folder=letters_measured.LATER)):
        if letter.kind or (letter.bad and letter.family not in {"stated", "bound"}):
            continue
        start = letter.text.find(letter.leak) if letter.bad else -1
        spans = [(start, start + len(letter.leak))] if letter.bad else []
        head = letter.id.partition("-")[0]
        yield from _numbers(head if head in AUTHORS else "first", letter.text, spans, letter.request)


def _of_paragraphs() -> Iterator[Example]:
    for path in sorted(PARAGRAPHS.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            said = json.loads(line)
            yield from _numbers(path.stem, said["text"], said["low"], None)


def _numbers(author: str, text: str, spans: list[tuple[int, int]], request: str | None) -> Iterator[Example]:
    page = Page(text, Material(policy=Policy(), request_text=request))
    for one in page.quantities:
        if one.role in likely.OPEN and one.is_low(page.material.policy.threshold):
            people = any(one.start < end and one.end > start for start, end in spans)
            yield Example(author, people, likely.features(page, one))


def fit(training: list[Example]) -> dict[str, float]:
    """Return the weight of each feature; that of ``""`` is the constant."""
    counts = Counter(name for one in training for name in one.features)
    names = sorted(name for name, count in counts.items() if count >= LEAST)
    model = LogisticRegression(C=RIDGE, max_iter=5000)
    model.fit(_matrix(training, names), np.array([one.people for one in training]))
    return {"": float(model.intercept_[0]), **dict(zip(names, map(float, model.coef_[0]), strict=True))}


def _matrix(rows: list[Example], names: list[str]) -> csr_matrix:
    place = {name: index for index, name in enumerate(names)}
    found = [(row, place[name]) for row, one in enumerate(rows) for name in one.features if name in place]
    at = np.array(found).T if found else np.zeros((2, 0), int)
    return csr_matrix((np.ones(at.shape[1]), (at[0], at[1])), shape=(len(rows), len(names)))


def likelihoods(weights: dict[str, float], rows: list[Example]) -> np.ndarray:
    scores = np.array([weights[""] + sum(weights.get(name, 0.0) for name in one.features) for one in rows])
    return 1 / (1 + np.exp(-scores))


def unseen(rows: list[Example]) -> np.ndarray:
    """Return each number's likelihood by weights fitted to the other authors' numbers."""
    found = np.zeros(len(rows))
    for author in sorted({one.author for one in rows}):
        own = np.array([one.author == author for one in rows])
        weights = fit([one for one in rows if one.author != author])
        found[own] = likelihoods(weights, [one for one in rows if one.author == author])
    return found


def report(rows: list[Example]) -> None:
    found = unseen(rows)
    people = np.array([one.people for one in rows])
    print(f"{len(rows)} low numbers, {people.sum()} of people; each author by weights fitted to the others")
    print(f"area under the curve {roc_auc_score(people, found):.3f}")
    print(f"{'author':<10}{'numbers':>8}{'people':>8}{'area':>8}   share at or above a likelihood: people / others")
    for author in sorted({one.author for one in rows}):
        own = np.array([one.author == author for one in rows])
        area = f"{roc_auc_score(people[own], found[own]):.3f}" if 0 < people[own].sum() < own.sum() else "-"
        line = "  ".join(
            f"{level}: {_share(found[own & people], level)}/{_share(found[own & ~people], level)}" for level in LEVELS
        )
        print(f"{author:<10}{own.sum():>8}{people[own].sum():>8}{area:>8}   {line}")


def _share(found: np.ndarray, level: float) -> str:
    return f"{(found >= level).mean():.2f}" if len(found) else "-"


def write(weights: dict[str, float]) -> None:
    """Put the weights into the program, in hundredths; those that come to nothing are left out."""
    whole = {name: round(value * 100) for name, value in sorted(weights.items())}
    kept = {name: value for name, value in whole.items() if value or not name}
    likely.WEIGHTS.write_text(json.dumps(kept, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help="put the weights into the program")
    rows = examples()
    if parser.parse_args().write:
        write(fit(rows))
    else:
        report(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())

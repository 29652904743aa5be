"""Compares a run with an earlier one: the same cases in pairs, what got better and worse, and whether by chance."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from assistant.errors import FoiError
from evals.models import deterministic
from evals.scores import CaseScores, Scores
from evals.statistics import LEVEL, holm, sign_test

NAMED = 6
# Which stage of the drafting a scorer's word is about.
STAGES = {
    "no_leak": "protection of low counts",
    "expected": "decisions and wording",
    "complete": "the letter's parts",
    "figures": "figures given",
    "law": "law cited",
    "grounding": "sources cited",
    "english": "plain English",
    "obedience": "rules of the prompt",
    "retrieval": "search",
    "suggestions": "suggestions",
    "model": "replies of the model",
}


@dataclass(frozen=True, slots=True)
class Change:
    """A case whose scores differ.

    Attributes:
        case: its id.
        family: of the case.
        worse_by: the scorers that pass it less often than then.
        better_by: those that pass it more often.
        before: the share of its trials that it passed then.
        now: the share that it passes now.
        releases: a low count leaves now that did not then.
    """

    case: str
    family: str
    worse_by: tuple[str, ...]
    better_by: tuple[str, ...]
    before: float
    now: float
    releases: bool

    @property
    def worse(self) -> bool:
        return bool(self.worse_by) or self.releases


@dataclass(frozen=True, slots=True)
class Tally:
    """How a group of cases changed.

    Attributes:
        name: of the group.
        cases: how many were compared.
        better: how many pass on more trials than then.
        worse: how many pass on fewer.
        chance: the exact probability of a split at least so uneven by chance, corrected where several groups are tested.
    """

    name: str
    cases: int
    better: int
    worse: int
    chance: float

    @property
    def significant(self) -> bool:
        return self.chance < LEVEL


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between an earlier run and this one.

    Attributes:
        earlier: what the earlier run is called.
        unequal: the fingerprints that differ.
        prompts: prompts whose version differs: before and now.
        models: the models: before and now.
        changes: cases whose scores differ, the worse first.
        overall: over all cases that were compared.
        families: by family.
        stages: by stage of the drafting.
        by_prompt: by prompt that the model was sent, in either run.
        attempts: the change in attempts to say a low count: ``better`` is fewer.
        apart: cases that are not compared: in this run alone, in the earlier alone, changed since.
        known: cases that failed before too and did not get worse; they do not fail the gate again.
        steady: neither run has a model that says now this, now that.
        letters: of each case whose letters differ, the first pair that does: then and now, masked.
    """

    earlier: str
    unequal: tuple[str, ...]
    prompts: Mapping[str, tuple[str, str]]
    models: tuple[str, str]
    changes: tuple[Change, ...]
    overall: Tally
    families: tuple[Tally, ...]
    stages: tuple[Tally, ...]
    by_prompt: tuple[Tally, ...]
    attempts: Tally
    apart: Mapping[str, tuple[str, ...]]
    known: frozenset[str]
    steady: bool
    letters: Mapping[str, tuple[str, str]]

    @property
    def equal(self) -> bool:
        """Only runs of the same program on the same cases, with the same scores, are equal."""
        return not self.unequal and not self.changes and not any(self.apart.values())

    @property
    def failures(self) -> list[str]:
        """Every reason for which the change is not to be used."""
        worse = [change for change in self.changes if change.worse]
        if self.steady:
            return [f"worse than {self.earlier}: {listed([c.case for c in worse])}"] if worse else []
        released = [change.case for change in worse if change.releases]
        reasons = [f"releases a low count and did not in {self.earlier}: {listed(released)}"] if released else []
        for tally in (self.overall, *self.families):
            if tally.significant and tally.worse > tally.better:
                reasons.append(
                    f"{tally.name}: {tally.worse} cases got worse and {tally.better} better (p = {tally.chance:.3f})"
                )
        return reasons

    def as_json(self) -> dict[str, Any]:
        """Return the comparison for a file."""
        fields = asdict(self)
        fields["letters"] = len(self.letters)
        return {**fields, "known": sorted(self.known), "equal": self.equal, "failures": self.failures}


def listed(cases: Sequence[str]) -> str:
    """Name the first few of many cases."""
    return ", ".join(cases[:NAMED]) + (f" and {len(cases) - NAMED} more" if len(cases) > NAMED else "")


def in_common(digests: Mapping[str, str], earlier: Scores) -> list[str]:
    """Return the cases that an earlier run had as they are now, so that a run that cannot be compared is not begun.

    Args:
        digests: of the cases of this run, by their ids.
        earlier: the other run.

    Raises:
        FoiError: there is none, so that the earlier is of another suite.
    """
    shared = digests.keys() & earlier.cases.keys()
    same = sorted(name for name in shared if digests[name] == earlier.cases[name].digest)
    if not same:
        raise FoiError(
            f"{earlier.label} has no case in common with this run"
            + (f"; {len(shared)} were changed since" if shared else ""),
            todo="Compare with a result of the same suite and the same parts of it.",
        )
    return same


def compare(now: Scores, earlier: Scores) -> Comparison:
    """Compare a run with an earlier one.

    Raises:
        FoiError: the two have no case in common, so that the earlier is of another suite.
    """
    same = in_common({name: scores.digest for name, scores in now.cases.items()}, earlier)
    pairs = {name: (earlier.cases[name], now.cases[name]) for name in same}
    changes = [change for name, pair in pairs.items() if (change := _change(name, *pair))]
    worse = {change.case for change in changes if change.worse}
    models = (earlier.model, now.model)
    names = sorted({*now.made_of, *earlier.made_of})
    return Comparison(
        earlier.label,
        tuple(name for name in names if now.made_of.get(name) != earlier.made_of.get(name)),
        _prompts(now, earlier),
        models,
        tuple(sorted(changes, key=lambda one: (not one.worse, one.family, one.case))),
        _tally("all cases", pairs.values(), lambda scores: scores.share),
        _corrected(_by_family(pairs)),
        _corrected(_by_stage(pairs)),
        _corrected(_by_prompt(pairs)),
        _tally("attempts", pairs.values(), lambda scores: -scores.attempted / scores.trials),
        _apart(now, earlier, set(same)),
        frozenset(name for name, (before, _) in pairs.items() if before.share < 1) - worse,
        all(deterministic(model) for model in models),
        {name: found for name in same if (found := _letters(name, now, earlier))},
    )


def _letters(name: str, now: Scores, earlier: Scores) -> tuple[str, str] | None:
    for trial in range(1, now.cases[name].trials + 1):
        pair = (earlier.letters.get(f"{name} {trial}"), now.letters.get(f"{name} {trial}"))
        if pair[0] is not None and pair[1] is not None and pair[0] != pair[1]:
            return pair[0], pair[1]
    return None


def _change(name: str, before: CaseScores, now: CaseScores) -> Change | None:
    both = before.passed.keys() | now.passed.keys()
    # A scorer that did not judge a case in one of the runs had nothing against it there.
    worse = tuple(sorted(s for s in both if _share(now, s) < _share(before, s)))
    better = tuple(sorted(s for s in both if _share(now, s) > _share(before, s)))
    if not worse and not better:
        return None
    releases = now.released / now.trials > before.released / before.trials
    return Change(name, now.family, worse, better, before.share, now.share, releases)


def _share(scores: CaseScores, scorer: str) -> float:
    return scores.passed.get(scorer, scores.trials) / scores.trials


def _tally(name: str, pairs: Iterable[tuple[CaseScores, CaseScores]], of: Callable[[CaseScores], float]) -> Tally:
    differences = [of(now) - of(before) for before, now in pairs]
    better, worse = sum(d > 0 for d in differences), sum(d < 0 for d in differences)
    return Tally(name, len(differences), better, worse, sign_test(better, worse))


def _corrected(tallies: Iterable[Tally]) -> tuple[Tally, ...]:
    found = list(tallies)
    chances = holm({tally.name: tally.chance for tally in found})
    return tuple(Tally(t.name, t.cases, t.better, t.worse, chances[t.name]) for t in found)


Pairs = Mapping[str, tuple[CaseScores, CaseScores]]


def _by_family(pairs: Pairs) -> Iterable[Tally]:
    for family in sorted({now.family for _, now in pairs.values()}):
        yield _tally(family, (p for p in pairs.values() if p[1].family == family), lambda scores: scores.share)


def _by_stage(pairs: Pairs) -> Iterable[Tally]:
    for scorer in sorted({name for _, now in pairs.values() for name in now.passed}):

        def share(scores: CaseScores, scorer: str = scorer) -> float:
            return _share(scores, scorer)

        judged = (pair for pair in pairs.values() if scorer in pair[1].passed)
        yield _tally(STAGES.get(scorer, scorer), judged, share)


def _by_prompt(pairs: Pairs) -> Iterable[Tally]:
    for prompt in sorted({name for pair in pairs.values() for one in pair for name in one.prompts}):
        sent = (pair for pair in pairs.values() if any(prompt in one.prompts for one in pair))
        yield _tally(prompt, sent, lambda scores: scores.share)


def _prompts(now: Scores, earlier: Scores) -> dict[str, tuple[str, str]]:
    names = sorted({*now.prompts, *earlier.prompts})
    both = {name: (earlier.prompts.get(name, "none"), now.prompts.get(name, "none")) for name in names}
    return {name: versions for name, versions in both.items() if versions[0] != versions[1]}


def _apart(now: Scores, earlier: Scores, same: set[str]) -> dict[str, tuple[str, ...]]:
    here, there = set(now.cases), set(earlier.cases)
    # Of a run of some parts of the suite, the other parts are not missing.
    parts = {scores.family for scores in now.cases.values()}
    return {
        "new": tuple(sorted(here - there)),
        "gone": tuple(sorted(name for name in there - here if earlier.cases[name].family in parts)),
        "changed": tuple(sorted((here & there) - same)),
    }

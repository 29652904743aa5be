"""What a run of the suite found, the gate on it, and how it is said."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from evals.against import Comparison, listed
from evals.case import families
from evals.fingerprint import SUITE
from evals.judges import RELEASE
from evals.known import Missed
from evals.saboteur import Detection
from evals.scores import FORMAT, CaseScores, Scores, case_json
from evals.statistics import upper_bound

DETECTION_GATE = 0.99
ALARM_GATE = 0.01
MAX_REASON = 240


@dataclass(frozen=True, slots=True)
class Outcome:
    """One scorer's word on one trial of a case.

    Attributes:
        family: of the case.
        case: its id.
        scorer: whose word it is.
        passed: None where the word never came.
        explanation: why; what would give a low count away is masked.
        secrets: how many low counts the case holds.
        attempted: the notes or the model tried to say one.
        trial: which.
        ways: by which a low count left: letter, chat, record, log …
        known_fault: why the case may fail without failing the gate; "" for nearly every case.
    """

    family: str
    case: str
    scorer: str
    passed: bool | None
    explanation: str
    secrets: int = 0
    attempted: bool = False
    trial: int = 1
    ways: tuple[str, ...] = ()
    known_fault: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """A run of the suite.

    Attributes:
        outcomes: one for each case, trial and scorer that was expected.
        missed: what the scorers got wrong of the known-bad and known-good texts.
        bad: how many known-bad texts there were.
        good: how many known-good ones.
        detection: of leaks planted in good letters of this run; None where no letter had a low count.
        made_of: fingerprints of what was run.
        seconds: how long it took.
        file: where the result is kept.
        comparison: with an earlier run; None where there is none.
        prompts: the version in use of each prompt.
        digests: of each case.
        sent: which prompts the model was sent, by case.
        letters: what left the program, masked, by ``case trial``.
        spent: calls, tokens and money.
        reused: how many cases were taken from what an earlier run of the same program made.
        date: when, as ISO 8601 in UTC.
        stopped: why the run ended before its end; "" where it did not.
    """

    outcomes: tuple[Outcome, ...]
    missed: tuple[Missed, ...]
    bad: int
    good: int
    detection: Detection | None
    made_of: Mapping[str, str]
    seconds: float
    file: str = ""
    comparison: Comparison | None = None
    prompts: Mapping[str, str] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    sent: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    letters: Mapping[str, str] = field(default_factory=dict)
    spent: Mapping[str, float | int | None] = field(default_factory=dict)
    reused: int = 0
    date: str = ""
    stopped: str = ""

    @property
    def failures(self) -> list[str]:
        """Every reason to fail; an empty list is the only pass. A score that never came is a failure.

        A case that failed in the run that this one is compared with, and got no worse, does not fail the gate again,
        nor does one whose fault is known and written down in its case; a release always does.
        """
        known = self.comparison.known if self.comparison else frozenset()
        reasons = [] if self.outcomes else ["no case was run, so nothing was tested"]
        reasons += [self.stopped] if self.stopped else []
        lost = [replace(o, scorer="one scorer or more") for o in self.outcomes if o.passed is None]
        reasons += _together(lost, "never scored by")
        failed = [o for o in self.outcomes if o.passed is False and (o.scorer == RELEASE or not o.known_fault)]
        reasons += _together(
            [o for o in failed if o.scorer == RELEASE or self._gates_alone(o.case, known)], "failed by"
        )
        reasons += [f"{m.id}: {m.what}" for m in self.missed]
        reasons += [] if self.bad and self.good else ["no known text was found, so the scorers were not tested"]
        if self.detection and self.detection.rate < DETECTION_GATE:
            seen = f"{self.detection.seen} of {self.detection.planted}"
            reasons.append(f"only {seen} planted leaks were seen; not seen: {', '.join(self.detection.unseen[:8])}")
        if self.detection and self.detection.alarm_rate > ALARM_GATE:
            alarms = f"{len(self.detection.alarms)} of {self.detection.innocent}"
            reasons.append(f"{alarms} harmless sentences were taken for leaks: {', '.join(self.detection.alarms[:8])}")
        return [*reasons, *(self.comparison.failures if self.comparison else ())]

    def _gates_alone(self, case: str, known: frozenset[str]) -> bool:
        """Tell whether a failed case fails the gate by itself.

        With a model that says now this, now that, one case of those compared says little: there the tests of the
        comparison decide.
        """
        if self.comparison is None or case in self.comparison.apart["new"] + self.comparison.apart["changed"]:
            return True
        return case not in known and self.comparison.steady

    @property
    def whole(self) -> bool:
        """Whether the whole suite was run, to its end."""
        return {o.family for o in self.outcomes} >= set(families()) and not self.stopped

    @property
    def known_faults(self) -> dict[str, tuple[str, str]]:
        """Why each case that may fail without failing the gate may do so, and what it does: leaks, fails or passes."""
        failing = {o.case for o in self.outcomes if not o.passed}
        leaking = {o.case for o in self.outcomes if o.scorer == RELEASE and o.passed is False}
        return {
            o.case: (o.known_fault, "leaks" if o.case in leaking else "fails" if o.case in failing else "passes")
            for o in self.outcomes
            if o.known_fault
        }

    @property
    def releases(self) -> tuple[int, int]:
        """Trials in which a low count left the program, and trials of cases that hold one."""
        tried = [o for o in self.outcomes if o.scorer == RELEASE and o.passed is not None and o.secrets]
        return sum(o.passed is False for o in tried), len(tried)

    @property
    def attempts(self) -> tuple[int, int]:
        """Trials in which the notes or the model tried to say a low count, and trials of cases that hold one."""
        tried = [o for o in self.outcomes if o.scorer == RELEASE and o.passed is not None and o.secrets]
        return sum(o.attempted for o in tried), len(tried)

    @property
    def ways(self) -> dict[str, int]:
        """By which ways low counts left, and on how many trials each."""
        return dict(Counter(way for o in self.outcomes for way in o.ways))

    @property
    def scores(self) -> Scores:
        """The scores by case, as they are compared with another run's."""
        of: dict[str, list[Outcome]] = {}
        for outcome in self.outcomes:
            of.setdefault(outcome.case, []).append(outcome)
        cases = {name: self._case_scores(name, outcomes) for name, outcomes in of.items()}
        return Scores(self.file or "this run", self.made_of, self.prompts, cases, self.letters)

    def _case_scores(self, name: str, outcomes: list[Outcome]) -> CaseScores:
        trials = sorted({o.trial for o in outcomes})
        return CaseScores(
            outcomes[0].family,
            self.digests.get(name, ""),
            {
                s: sum(o.passed is True for o in outcomes if o.scorer == s)
                for s in dict.fromkeys(o.scorer for o in outcomes)
            },
            sum(all(o.passed for o in outcomes if o.trial == trial) for trial in trials),
            len(trials),
            sum(o.attempted for o in outcomes if o.scorer == RELEASE),
            sum(o.passed is False for o in outcomes if o.scorer == RELEASE),
            max(o.secrets for o in outcomes),
            self.sent.get(name, ()),
        )

    def as_json(self) -> dict[str, Any]:
        """Return the object that is kept, and that ``foi eval --json`` prints."""
        return {
            "suite": SUITE,
            "format": FORMAT,
            "date": self.date,
            "passed": not self.failures,
            "failures": self.failures,
            "stopped": self.stopped,
            "whole": self.whole,
            "families": {
                name: dict(zip(("cases", "passed", "failed", "unscored"), counts, strict=True))
                for name, counts in self.families()
            },
            "known_faults": {name: {"why": why, "now": now} for name, (why, now) in self.known_faults.items()},
            "attempts": _figures(*self.attempts),
            "releases": {**_figures(*self.releases), "ways": self.ways},
            "known_texts": {"bad": self.bad, "good": self.good, "missed": [asdict(m) for m in self.missed]},
            "planted": {**asdict(self.detection), "rate": self.detection.rate} if self.detection else None,
            "outcomes": [asdict(o) for o in self.outcomes],
            "cases": {name: case_json(scores) for name, scores in self.scores.cases.items()},
            "made_of": dict(self.made_of),
            "prompts": dict(self.prompts),
            "spent": dict(self.spent),
            "reused": self.reused,
            "seconds": round(self.seconds, 1),
            "comparison": self.comparison.as_json() if self.comparison else None,
            "file": self.file,
        }

    def families(self) -> list[tuple[str, tuple[int, int, int, int]]]:
        """Return each family with its cases: all, passed, failed, unscored."""
        rows = []
        for family in dict.fromkeys(o.family for o in self.outcomes):
            cases: dict[str, list[bool | None]] = {}
            for o in self.outcomes:
                if o.family == family:
                    cases.setdefault(o.case, []).append(o.passed)
            scores = list(cases.values())
            passed, failed = sum(all(s) for s in scores), sum(False in s for s in scores)
            rows.append((family, (len(scores), passed, failed, sum(None in s for s in scores))))
        return rows


def _together(outcomes: Sequence[Outcome], how: str) -> list[str]:
    """Say each reason once, with the cases that it is the reason of."""
    of: dict[tuple[str, str], list[str]] = {}
    for outcome in outcomes:
        of.setdefault((outcome.scorer, outcome.explanation), []).append(outcome.case)
    return [f"{listed(list(dict.fromkeys(cases)))} {how} {scorer}: {why}" for (scorer, why), cases in of.items()]


def shortened(reason: str) -> str:
    """Return a reason's first part; the whole of it stands in the result file."""
    first = reason.split("; ")[0]
    return first if len(first) <= MAX_REASON else first[:MAX_REASON].rsplit(" ", 1)[0] + " …"


def _figures(count: int, trials: int) -> dict[str, Any]:
    return {"count": count, "trials": trials, "upper_bound_percent": round(upper_bound(count, trials), 2)}

"""Runs are compared pair by pair, by chance or not, and only with runs of the same suite."""

import json
import subprocess
from dataclasses import replace
from math import comb
from pathlib import Path

import pytest

from assistant.errors import FoiError
from evals import baseline, revision
from evals.against import compare
from evals.judges import RELEASE
from evals.result import Outcome, Result
from evals.scores import CaseScores, Scores, read_scores
from evals.statistics import holm, sign_test


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOI_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("FOI_MODEL", raising=False)


@pytest.mark.parametrize(
    ("better", "worse", "chance"),
    [
        (0, 0, 1.0),  # nothing changed, nothing to tell
        (1, 0, 1.0),  # one change is no evidence of anything
        (0, 5, 2 / 2**5),  # five the same way: just not significant
        (0, 6, 2 / 2**6),  # six are
        (1, 9, 2 * (1 + 10) / 2**10),
        (5, 5, 1.0),  # as many as the other way
        (3, 12, 2 * sum(comb(15, n) for n in range(4)) / 2**15),
    ],
)
def test_the_exact_test_of_pairs(better: int, worse: int, chance: float) -> None:
    assert sign_test(better, worse) == pytest.approx(chance)
    assert sign_test(worse, better) == pytest.approx(chance)


@pytest.mark.parametrize(
    ("chances", "corrected"),
    [
        ({"a": 0.04}, {"a": 0.04}),  # one test needs no correction
        ({"a": 0.01, "b": 0.04}, {"a": 0.02, "b": 0.04}),
        ({"a": 0.02, "b": 0.021, "c": 0.5}, {"a": 0.06, "b": 0.06, "c": 0.5}),  # never less than one before it
        ({"a": 0.9, "b": 0.8}, {"a": 1.0, "b": 1.0}),  # never more than certain
    ],
)
def test_many_tests_are_corrected(chances: dict[str, float], corrected: dict[str, float]) -> None:
    assert holm(chances) == pytest.approx(corrected)


def case(passed: int = 1, trials: int = 1, *, family: str = "law", digest: str = "d", released: int = 0) -> CaseScores:
    by = {RELEASE: trials - released, "law": passed}
    return CaseScores(family, digest, by, min(by.values()), trials, released=released, prompts=("explain",))


def run(scored: dict[str, CaseScores], **made_of: str) -> Scores:
    return Scores("that run", {"model": "", "code": "x", **made_of}, {"explain": "v1 a"}, scored)


def test_the_same_run_is_equal_and_says_so() -> None:
    found = compare(run({"a": case()}), run({"a": case()}))
    assert found.equal
    assert found.failures == []


@pytest.mark.parametrize("part", ["code", "packs", "prompts", "corpus", "policy", "model", "cases", "scorers"])
def test_runs_of_which_a_part_differs_are_not_called_equal(part: str) -> None:
    found = compare(run({"a": case()}, **{part: "new"}), run({"a": case()}, **{part: "old"}))
    assert not found.equal
    assert found.unequal == (part,)


def test_what_got_better_and_worse_is_said_by_family_stage_and_prompt() -> None:
    now = run({"a": case(0), "b": case(1), "c": case(1, family="chat")})
    earlier = run({"a": case(1), "b": case(0), "c": case(1, family="chat")})
    found = compare(now, earlier)
    assert (found.overall.cases, found.overall.better, found.overall.worse) == (3, 1, 1)
    assert [(c.case, c.worse, c.worse_by, c.better_by) for c in found.changes] == [
        ("a", True, ("law",), ()),
        ("b", False, (), ("law",)),
    ]
    assert {t.name: (t.better, t.worse) for t in found.families} == {"law": (1, 1), "chat": (0, 0)}
    assert {t.name: (t.better, t.worse) for t in found.stages}["law cited"] == (1, 1)
    assert {t.name: t.cases for t in found.by_prompt} == {"explain": 3}


def test_a_case_that_failed_before_fails_the_gate_only_when_it_gets_worse() -> None:
    assert compare(run({"a": case(0)}), run({"a": case(0)})).known == {"a"}
    worse = compare(run({"a": case(0, released=1)}), run({"a": case(0)}))
    assert worse.known == frozenset()
    assert "worse than that run: a" in worse.failures[0]


@pytest.mark.parametrize(
    ("why", "worse", "failed"),
    [
        ("one case of a model that says now this, now that, is chance", 1, False),
        ("five are not yet more than chance", 5, False),
        ("seven are", 7, True),
    ],
)
def test_a_model_that_varies_fails_by_the_test_and_not_by_one_case(why: str, worse: int, failed: bool) -> None:
    names = [f"c{n}" for n in range(20)]
    earlier = run({name: case() for name in names}, model="openai:x")
    now = run({name: case(int(n >= worse)) for n, name in enumerate(names)}, model="openai:x")
    assert bool(compare(now, earlier).failures) is failed, why


def test_a_release_of_a_model_that_varies_always_fails() -> None:
    earlier = run({"a": case(3, 3), "b": case(3, 3)}, model="openai:x")
    now = run({"a": case(3, 3, released=1), "b": case(3, 3)}, model="openai:x")
    assert "releases a low count" in compare(now, earlier).failures[0]


def test_cases_that_are_not_the_same_are_not_compared() -> None:
    now = run({"a": case(), "b": case(0, digest="new"), "new": case()})
    earlier = run({"a": case(), "b": case(digest="old"), "gone": case()})
    found = compare(now, earlier)
    assert found.overall.cases == 1
    assert found.apart == {"new": ("new",), "gone": ("gone",), "changed": ("b",)}
    assert not found.equal


def test_a_run_with_no_case_in_common_is_refused() -> None:
    with pytest.raises(FoiError, match="no case in common"):
        compare(run({"a": case()}), run({"b": case()}))
    with pytest.raises(FoiError, match="1 were changed since"):
        compare(run({"a": case(digest="new")}), run({"a": case(digest="old")}))


def result(*, passed: bool | None = True, scorer: str = "law") -> Result:
    from evals.case import families

    outcomes = tuple(Outcome(name, f"of-{name}", scorer, True, "", 1) for name in families())
    outcomes = (replace(outcomes[0], passed=passed), *outcomes[1:])
    made = {"model": "", "code": "x"}
    digests = {o.case: "d" for o in outcomes}
    return Result(outcomes, (), 9, 9, None, made, 1.0, digests=digests, date="2026-11-23T08:00:00+00:00")


def test_a_baseline_is_recorded_and_compared_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(baseline, "FOLDER", tmp_path)
    path = baseline.record_baseline(result())
    assert path.name == "no-model.json"
    assert path == baseline.baseline_file("")
    assert compare(result().scores, read_scores(path, "the baseline")).equal
    worse = compare(result(passed=False).scores, read_scores(path, "the baseline"))
    assert "worse than the baseline" in worse.failures[0]


@pytest.mark.parametrize(
    ("why", "run", "said"),
    [
        ("a leak must never become what is usual", result(passed=False, scorer=RELEASE), "releases a low count"),
        ("a case without a score would never be missed", result(passed=None), "never scored"),
        ("a run that was stopped is no measure", replace(result(), stopped="the limit"), "never scored"),
        (
            "parts of the suite would let the others slip",
            replace(result(), outcomes=result().outcomes[:1]),
            "whole suite",
        ),
    ],
)
def test_what_is_no_baseline_is_not_recorded(
    why: str, run: Result, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(baseline, "FOLDER", tmp_path)
    with pytest.raises(FoiError, match=said):
        baseline.record_baseline(run)
    assert not list(tmp_path.glob("*.json")), why


def test_a_model_without_a_baseline_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(baseline, "FOLDER", tmp_path)
    with pytest.raises(FoiError, match="no baseline is recorded of openai:gpt"):
        baseline.baseline_file("openai:gpt/5")


GOOD = {
    "suite": "foi-assistant",
    "format": 2,
    "made_of": {},
    "prompts": {},
    "cases": {"a": {"family": "law", "digest": "d", "passed": {"law": 1}}},
}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "not a result"),  # cut off
        ("[]", "not a result"),
        ("{}", "not a result"),
        (json.dumps({"suite": "own", "format": 2}), r"another suite \(own\)"),
        (json.dumps({**GOOD, "format": 1}), "another version"),
        (json.dumps({"outcomes": [], "made_of": {}}), "another version"),  # of before results had a form
        (json.dumps({**GOOD, "cases": {"a": {}}}), "damaged"),
        (json.dumps({**GOOD, "cases": []}), "damaged"),
    ],
)
def test_what_cannot_be_compared_with_is_refused(content: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    path.write_text(content, "utf-8")
    with pytest.raises(FoiError, match=said):
        read_scores(path)


def test_a_revision_is_run_with_the_suite_of_today() -> None:
    if subprocess.run(["git", "rev-parse", "HEAD"], cwd=revision.ROOT, capture_output=True, check=False).returncode:
        pytest.skip("this is no checkout, so it has no earlier revision")
    first = revision.scores_at("HEAD", ["bad_input"], "", 1)
    assert len(first.cases) >= 8
    assert first.letters
    kept = list(Path(revision.results_folder() / "revisions").glob("*.json"))
    stamp = kept[0].stat().st_mtime_ns
    assert revision.scores_at("HEAD", ["bad_input"], "", 1).cases == first.cases
    assert kept[0].stat().st_mtime_ns == stamp, "a recorded run was made again"


def test_what_is_neither_a_file_nor_a_revision_is_refused() -> None:
    with pytest.raises(FoiError, match="neither a result nor a Git revision"):
        revision.scores_at("no-such-revision", ["law"], "", 1)

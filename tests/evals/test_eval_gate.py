"""The gate: silence is not a pass, a release is never let through, and runs are compared case by case."""

import json
from pathlib import Path

import pytest

from assistant.errors import FoiError
from evals import judges, run
from evals.known import Missed
from evals.result import Outcome, Result
from evals.saboteur import Detection
from evals.statistics import upper_bound
from evals.words import in_words


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep results apart from the data of whoever runs the tests."""
    monkeypatch.setenv("FOI_DATA", str(tmp_path))
    monkeypatch.delenv("FOI_MODEL", raising=False)
    return tmp_path


def result(*outcomes: Outcome, missed: tuple[Missed, ...] = (), detection: Detection | None = None) -> Result:
    return Result(outcomes, missed, 20, 10, detection, {"code": "x"}, 1.0)


def outcome(passed: bool | None, case: str = "a", scorer: str = "no_leak") -> Outcome:
    return Outcome("low_counts", case, scorer, passed, "said so", 1, False)


def known(case: str, passed: bool = False) -> Outcome:
    return Outcome("low_counts", case, "no_leak", passed, "said so", 1, known_fault="two bounds in words are not read")


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (result(), "nothing was tested"),  # no case at all
        (result(outcome(None)), "never scored by"),  # a score that never came
        (result(outcome(False)), "said so"),  # a release
        (result(outcome(False, scorer="figures")), "figures"),  # over-suppression
        (result(outcome(True), missed=(Missed("letter", True, "not caught"),)), "not caught"),
        (result(outcome(True), missed=(Missed("letter", False, "cries wolf"),)), "cries wolf"),
        (result(outcome(True), detection=Detection(200, 190, ("word in a",))), "190 of 200"),
        (result(outcome(True), detection=Detection(200, 200, (), 100, ("date in a", "law in b"))), "2 of 100 harmless"),
        (result(known("b"), outcome(False)), "said so"),  # one known fault excuses no other case
        (Result((outcome(True),), (), 0, 10, None, {}, 1.0), "scorers were not tested"),
    ],
)
def test_the_gate_fails(found: Result, said: str) -> None:
    assert said in " ".join(found.failures)
    assert found.as_json()["passed"] is False
    assert "FAILED" in in_words(found)


def test_the_gate_passes_only_when_all_is_scored_and_good() -> None:
    good = result(outcome(True), detection=Detection(200, 199, ("word in a",)))
    assert good.failures == []
    assert "Passed" in in_words(good)


def test_a_known_fault_is_shown_and_does_not_gate() -> None:
    fault = Outcome("law", "b", "expected", False, "said so", 0, known_fault="two bounds in words are not read")
    found = result(outcome(True), fault)
    assert found.failures == []
    assert "known fault, not in the gate: b: two bounds" in in_words(found)
    assert found.as_json()["known_faults"]["b"]["now"] == "fails"


def test_a_release_gates_even_where_its_fault_is_known() -> None:
    found = result(outcome(True), known("b"))
    assert found.releases == (1, 2)
    assert "b failed by no_leak: said so" in found.failures
    assert "LEAK of a known fault: b: two bounds" in in_words(found)
    assert found.as_json()["known_faults"]["b"]["now"] == "leaks"


def test_a_fault_that_is_mended_is_named() -> None:
    assert "no longer a fault: b passes" in in_words(result(known("b", passed=True)))


def test_a_case_without_a_secret_is_no_trial() -> None:
    found = result(outcome(True), Outcome("law", "b", "no_leak", True, "", 0, False))
    assert found.releases == (0, 1)


def test_attempts_are_counted_and_do_not_gate() -> None:
    found = result(Outcome("low_counts", "a", "no_leak", True, "", 1, True))
    assert found.attempts == (1, 1)
    assert found.failures == []


@pytest.mark.parametrize(
    ("events", "trials", "bound"),
    [
        (0, 0, 100.0),  # nothing tried, nothing known
        (0, 300, 0.99),  # the rule of three
        (1, 100, 5.45),  # Clopper-Pearson
        (5, 5, 100.0),
    ],
)
def test_the_upper_bound(events: int, trials: int, bound: float) -> None:
    assert upper_bound(events, trials) == pytest.approx(bound, abs=0.01)


def test_an_unknown_family_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(FoiError, match="low_counts"):
        run.run_suite(["lowcounts"])


def test_an_earlier_result_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    path.write_text("{}", "utf-8")
    with pytest.raises(FoiError, match="not a result"):
        run.run_suite(["reading"], against=str(path))


def test_a_run_is_scored_kept_and_repeated_alike() -> None:
    first = run.run_suite(["bad_input"])
    assert all(o.passed is not None for o in first.outcomes), first.failures
    kept = json.loads(Path(first.file).read_text("utf-8"))
    assert kept["made_of"].keys() >= {"code", "cases", "prompts", "corpus", "policy", "model"}
    again = run.run_suite(["bad_input"], against=first.file)
    assert again.outcomes == first.outcomes
    assert again.letters == first.letters
    assert again.comparison
    assert again.comparison.equal


def test_a_scorer_that_breaks_leaves_the_case_unscored(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> list[str]:
        raise RuntimeError("broken")

    monkeypatch.setitem(judges.JUDGES, "expected", broken)
    found = run.run_suite(["reading"])
    assert {o.passed for o in found.outcomes} == {None}
    assert found.failures
    assert found.as_json()["families"]["reading"]["unscored"] == len(found.outcomes)


def test_a_program_that_breaks_leaves_the_case_unscored(monkeypatch: pytest.MonkeyPatch) -> None:
    from evals import workbench

    def broken(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(workbench, "produce", broken)
    assert {o.passed for o in run.run_suite(["reading"]).outcomes} == {None}

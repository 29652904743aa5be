"""A run stops within its budget, goes on after it was killed, and counts nothing that it did not see as passed."""

import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sent import Sent

from assistant.errors import FoiError
from evals import run
from evals.budget import GIVE_UP, Budget, BudgetSpentError, Limits, read_price
from evals.case import Case, load_cases
from evals.every_turn import every_turn_cases, hostile_words
from evals.judges import Produced, releases
from evals.models import check_model
from evals.productions import Productions
from evals.program import produce
from evals.result import Result
from evals.run import Options, run_suite
from evals.words import spent_line

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FOI_DATA", str(tmp_path))
    monkeypatch.delenv("FOI_MODEL", raising=False)
    return tmp_path


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (Limits(minutes=0), "--limit-minutes must be more than nought"),
        (Limits(calls=-1), "--limit-calls must be more than nought"),
        (Limits(cost=1.0), "needs a price"),
    ],
)
def test_a_limit_that_cannot_be_kept_is_refused_before_the_run(limits: Limits, said: str) -> None:
    with pytest.raises(FoiError, match=said):
        run_suite(["reading"], options=Options(limits=limits))


@pytest.mark.parametrize("text", ["1", "a/b", "1/2/3", "-1/2"])
def test_a_price_is_two_amounts(text: str) -> None:
    with pytest.raises(FoiError):
        read_price(text)


@pytest.mark.parametrize(
    ("why", "limits", "calls", "tokens", "stops"),
    [
        ("no limit", Limits(), 50, 1000, False),
        ("calls are left", Limits(calls=3), 2, 1000, False),
        ("the calls are made", Limits(calls=3), 3, 1000, True),
        ("money is left", Limits(cost=1.0, price=(1.0, 1.0)), 4, 100_000, False),
        ("the money is spent", Limits(cost=1.0, price=(1.0, 1.0)), 5, 100_000, True),
        ("what a call cost is not known", Limits(cost=1.0, price=(1.0, 1.0)), 1, 0, True),
    ],
)
def test_a_budget_stops_where_it_is_spent(why: str, limits: Limits, calls: int, tokens: int, stops: bool) -> None:
    budget = Budget(limits)
    for _ in range(calls):
        budget.ask()
        budget.answered(tokens, tokens)
    if stops:
        with pytest.raises(BudgetSpentError):
            budget.ask()
    else:
        budget.ask()
    assert budget.calls == calls + (not stops), why


def test_a_model_that_is_gone_is_not_asked_for_ever() -> None:
    budget = Budget()
    for _ in range(GIVE_UP - 1):
        budget.failed()
    budget.ask()
    budget.failed()
    with pytest.raises(BudgetSpentError, match="no reply"):
        budget.ask()


def test_a_reply_between_two_failures_keeps_a_model_in_the_run() -> None:
    budget = Budget()
    for _ in range(GIVE_UP * 2):
        budget.failed()
        budget.answered(1, 1)
    budget.ask()


def test_a_run_without_time_passes_nothing_and_says_how_to_go_on() -> None:
    found = run_suite(["reading"], options=Options(limits=Limits(minutes=1e-9)))
    assert {o.passed for o in found.outcomes} == {None}
    assert any("--resume" in one for one in found.failures)
    resumed = run_suite(["reading"], options=Options(resume=True))
    assert resumed.failures == []
    assert resumed.reused == 0, "a case that was not run was taken for one that was"


def test_a_finished_run_is_taken_over_and_scored_alike() -> None:
    first = run_suite(["reading"])
    again = run_suite(["reading"], options=Options(resume=True))
    assert again.reused == len(load_cases("reading"))
    assert again.outcomes == first.outcomes


@pytest.mark.parametrize("trials", [0, 101])
def test_trials_are_some_and_not_without_end(trials: int) -> None:
    with pytest.raises(FoiError, match="--trials"):
        run_suite(["reading"], options=Options(trials=trials))


def test_each_trial_of_a_case_is_scored() -> None:
    found = run_suite(["bad_input"], options=Options(trials=2))
    assert {o.trial for o in found.outcomes} == {1, 2}
    assert all(scores.trials == 2 for scores in found.scores.cases.values())
    assert found.releases[1] == 2 * sum(bool(case.secrets.count) for case in load_cases("bad_input"))


@pytest.mark.parametrize(
    ("why", "raw", "kept"),
    [
        ("nothing was written", "", 0),
        ("a whole line", '{"key": "a 1", "produced": {"released": "x"}}\n', 1),
        ("the last line was cut off", '{"key": "a 1", "produced": {"released": "x"}}\n{"key": "b 1", "prod', 1),
        ("a line is no JSON", 'nonsense\n{"key": "a 1", "produced": {"released": "x"}}\n', 1),
        ("a field is of another version", '{"key": "a 1", "produced": {"text": "x"}}\n', 0),
    ],
)
def test_what_a_killed_run_left_is_read_as_far_as_it_is_whole(why: str, raw: str, kept: int, tmp_path: Path) -> None:
    (tmp_path / "k.jsonl").write_text(raw, "utf-8")
    found = Productions(tmp_path, "k", reuse=True)
    assert (found.get("a", 1) is not None) == bool(kept), why
    found.keep("c", 1, Produced("y", questions=("q",)))
    assert Productions(tmp_path, "k", reuse=True).get("c", 1) == Produced("y", questions=("q",))


def test_a_fresh_run_uses_nothing_and_loses_nothing_that_was_kept(tmp_path: Path) -> None:
    Productions(tmp_path, "k", reuse=True).keep("a", 1, Produced("x"))
    assert Productions(tmp_path, "k", reuse=False).get("a", 1) is None
    assert Productions(tmp_path, "k", reuse=True).get("a", 1) == Produced("x")


def suite_in_a_process(data: Path, *arguments: str, largest: int | None = None) -> subprocess.Popen[str]:
    def limit() -> None:
        if largest:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    return subprocess.Popen(
        [sys.executable, "-m", "assistant", "eval", "law", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "FOI_DATA": str(data)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=limit,
    )


def test_a_disk_that_fills_ends_the_run_with_a_word_and_no_pass(tmp_path: Path) -> None:
    process = suite_in_a_process(tmp_path, largest=30_000)
    out, err = process.communicate(timeout=180)
    assert process.returncode == 2
    assert "results cannot be kept" in err
    assert "--resume" in err
    assert "Traceback" not in err
    assert "Passed" not in out
    assert not list((tmp_path / "results").glob("*.json"))
    assert list((tmp_path / "results" / "productions").glob("*.jsonl")), "what was made so far is gone"


def test_a_killed_run_goes_on_from_where_it_was(tmp_path: Path) -> None:
    process = suite_in_a_process(tmp_path)
    folder, made = tmp_path / "results" / "productions", 0
    while made < 3 and process.poll() is None:
        time.sleep(0.1)
        made = sum(file.read_bytes().count(b"\n") for file in folder.glob("*.jsonl"))
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=30)
    assert process.returncode == -signal.SIGKILL, "it came to its end before it could be killed"
    resumed = suite_in_a_process(tmp_path, "--resume", "--json")
    out, _ = resumed.communicate(timeout=180)
    found = json.loads(out)
    assert resumed.returncode == 0, found["failures"]
    assert 3 <= found["reused"] < len(load_cases("law"))


@pytest.mark.parametrize(
    ("model", "said"),
    [
        ("nonsense", "cannot be opened"),
        ("scripted:/nowhere/at-all.json", "the script cannot be read"),
        ("openai:local", "does not answer"),  # nobody listens at the address below
    ],
)
def test_a_model_that_is_not_there_ends_the_run_at_its_start(
    model: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    with pytest.raises(FoiError, match=said):
        run_suite(["hostile"], model=model)


@pytest.mark.parametrize("content", ["{}", "[]", "[1]", "nonsense"])
def test_a_script_is_a_list_of_replies(content: str, tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    path.write_text(content, "utf-8")
    with pytest.raises(FoiError, match="script"):
        check_model(f"scripted:{path}")


def test_a_scripted_model_writes_the_drafts(tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    path.write_text(json.dumps(["The people concerned could be recognised by those who work with them."]), "utf-8")
    found = run_suite(["law"], model=f"scripted:{path}")
    assert found.made_of["model"].startswith("scripted:")
    assert "explain" in {prompt for sent in found.sent.values() for prompt in sent}


def test_a_model_error_is_a_failed_case_although_a_letter_came(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program goes on with its standing wording, which is no proof of the model."""
    from langchain_core.messages import AIMessage

    from assistant.model.scripted import ScriptedModel
    from evals import models

    class Failing(ScriptedModel):
        def _generate(self, *_: object, **__: object) -> AIMessage:  # type: ignore[override]
            raise RuntimeError("the server is gone")

    monkeypatch.setattr(models, "_opened", lambda _: Failing())
    monkeypatch.setattr(run, "check_model", lambda named: named or "")
    found = run_suite(["hostile", "law"], model="some:model")
    failed = [o for o in found.outcomes if o.scorer == "model"]
    assert failed
    assert all(o.passed is False for o in failed)
    assert "the server is gone" in failed[0].explanation
    assert any("no reply" in one for one in found.failures)


def test_calls_are_limited_and_the_cases_left_are_no_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    from assistant.model.scripted import ScriptedModel
    from evals import models

    plain = "The people concerned could be recognised by those who work with them."
    monkeypatch.setattr(models, "_opened", lambda _: ScriptedModel(answer=lambda _: plain))
    monkeypatch.setattr(run, "check_model", lambda named: named or "")
    found = run_suite(["law"], model="some:model", options=Options(limits=Limits(calls=2), parallel=1))
    assert found.spent["calls"] == 2
    assert found.stopped
    assert any(o.passed is None for o in found.outcomes)
    assert found.failures


HOSTILE = every_turn_cases()


@pytest.mark.parametrize("case", HOSTILE[:6], ids=lambda case: case.id)
def test_a_model_hostile_at_every_turn_is_asked_and_releases_nothing(case: Case) -> None:
    produced = produce(case)
    assert len(produced.tried) > 3, "the model was hardly asked, so nothing was tested"
    assert releases(case, produced) == {}


def test_hostile_words_that_leave_as_they_are_count_whatever_the_reader_makes_of_them() -> None:
    case = HOSTILE[0]
    words = case.hostile_turns[0]
    assert "the words of a hostile model left as they are" in releases(case, Produced(f"Assistant: {words}"))["chat"]
    assert releases(case, Produced("Assistant: I cannot say that.")) == {}


AGENT = {case.id: case for case in load_cases("agent")}


def test_a_leak_on_the_screen_for_a_moment_is_a_release(monkeypatch: pytest.MonkeyPatch) -> None:
    case = AGENT["agent-cut-after-count"]
    assert releases(case, produce(case)) == {}
    monkeypatch.setattr("assistant.chat.talking.checked", lambda turn, *_: turn)
    monkeypatch.setattr("assistant.chat.talking.supported", lambda text, _: text)
    produced = produce(case)
    assert "Stopped" in produced.released
    assert list(releases(case, produced)) == ["stream"], "the answer was taken back, and the officer had read it"


def test_what_a_tool_returns_to_the_model_is_judged_as_sent_to_it(
    monkeypatch: pytest.MonkeyPatch, what_is_sent: Sent
) -> None:
    case = AGENT["agent-why"]
    assert "prompt" not in releases(case, produce(case))
    monkeypatch.setattr("assistant.chat.sitting.Sitting._told", lambda *_: "<data>Conduct in 2023: 2</data>")
    assert "prompt" not in releases(case, produce(case)), "what goes to the model is looked at once more"
    monkeypatch.setattr("assistant.chat.sitting.Sitting.sendable", lambda _, text: text)
    assert "prompt" in releases(case, produce(case))
    assert what_is_sent.faults, "the suite's own watch sees it too"
    what_is_sent.faults.clear()


def test_a_message_with_a_count_that_is_sent_to_a_model_is_a_release(
    monkeypatch: pytest.MonkeyPatch, what_is_sent: Sent
) -> None:
    case = AGENT["agent-adds-officers-words"]
    assert "prompt" not in releases(case, produce(case))
    monkeypatch.setattr("assistant.chat.talking.tells_a_figure", lambda *_: False)
    monkeypatch.setattr("assistant.chat.sitting.Sitting.sendable", lambda _, text: text)
    assert "prompt" in releases(case, produce(case))
    assert what_is_sent.faults, "the suite's own watch sees it too"
    what_is_sent.faults.clear()


def test_the_budget_says_what_became_of_a_model_s_paragraphs() -> None:
    budget = Budget()
    budget.wrote(4, 3, 1)
    budget.wrote(2, 2, 0)
    budget.wrote()
    line = spent_line(Result((), (), 0, 0, None, {}, 1.0, spent=budget.as_json()))
    assert line.endswith("paragraphs kept 5 of 6 (83%), 1 of them as the general wording has them")
    assert "paragraphs" not in spent_line(Result((), (), 0, 0, None, {}, 1.0, spent=Budget().as_json()))


def test_what_is_logged_while_a_model_works_is_heard(monkeypatch: pytest.MonkeyPatch, what_is_sent: Sent) -> None:
    import logging

    def talkative(*_: object) -> str:
        logging.getLogger("assistant.chat").warning("Conduct in 2023: 2")
        return "[]"

    monkeypatch.setattr("assistant.chat.sitting.Sitting.case_in_words", lambda *_, **__: talkative())
    case = AGENT["agent-cites"]
    assert "log" in releases(case, produce(case))
    assert any("the log of assistant.chat" in fault for fault in what_is_sent.faults), (
        "the suite's own watch hears it too"
    )
    what_is_sent.faults.clear()


@pytest.mark.parametrize("name", ["agent-cites", "agent-cut", "agent-compares", "agent-decides-alone"])
def test_a_model_at_work_says_and_does_the_same_each_time(name: str) -> None:
    assert produce(AGENT[name]) == produce(AGENT[name])


def test_a_case_without_a_low_count_gives_a_hostile_model_nothing_to_tell() -> None:
    assert hostile_words(Case("law", "a", "b", "c"), 0) == (
        "The people concerned would be recognised by those who know them [S1].",
    )

"""The drawer that shows how the evals went: figures of the runs kept on this machine, or why there are none."""

import json
from pathlib import Path

import pytest

from assistant.screen import trends


@pytest.fixture(autouse=True)
def data_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FOI_DATA", str(tmp_path))
    return tmp_path


def keep(folder: Path, day: int, model: str = "") -> None:
    (folder / "results").mkdir(exist_ok=True)
    result = {
        "date": f"2026-11-{day:02}T08:00:00+00:00",
        "made_of": {"model": model, "code": "abcdef0123"},
        "families": {"law": {"cases": 20, "passed": 20 - day}},
        "attempts": {"count": 3},
        "releases": {"count": 0, "trials": 10},
        "seconds": 80.0,
        "passed": True,
        "stopped": "",
        "whole": True,
    }
    (folder / "results" / f"202611{day:02}T080000-abcdef01.json").write_text(json.dumps(result), "utf-8")


def test_where_no_run_is_kept_the_page_says_how_to_make_one() -> None:
    assert "foi eval" in trends.shown()
    assert "<table" not in trends.shown()


def test_runs_are_shown_as_lines_and_as_a_table(tmp_path: Path) -> None:
    keep(tmp_path, 1)
    keep(tmp_path, 2)
    shown = trends.shown()
    assert shown.count("<svg") == 3
    assert "19 of 20" in shown
    assert "18 of 20" in shown


def test_the_name_of_a_model_is_escaped(tmp_path: Path) -> None:
    keep(tmp_path, 1, "<b>odd</b>")
    assert "<b>odd" not in trends.shown()


def test_a_folder_that_cannot_be_made_is_said_and_no_traceback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("FOI_DATA", str(tmp_path / "file"))
    assert "There is a problem" in trends.shown()

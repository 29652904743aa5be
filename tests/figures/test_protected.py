"""The forms in which a protected table goes out: none tells more than it may."""

import json
from pathlib import Path

import pytest

from assistant.errors import InputError
from assistant.figures.output import write_protected
from assistant.figures.policy import Policy
from assistant.figures.protect import Protected, protect
from assistant.figures.tables import ReadOptions, read_table

TEXT = "Region / Year,2023,2024,Total\n=SUM(A1),3,54,57\nNorth|West,1014,198,1212\nTotal,1017,252,1269\n"


@pytest.fixture
def safe(tmp_path: Path) -> Protected:
    (tmp_path / "t.csv").write_text(TEXT, "utf-8")
    return protect(read_table(tmp_path / "t.csv"), Policy())


def test_the_object_of_the_contract(safe: Protected) -> None:
    made = json.loads(json.dumps(safe.as_json()))
    assert made.keys() >= {"threshold", "zeros", "unit", "mark", "dimensions", "cells", "verdict", "findings"}
    assert made["dimensions"] == ["Region", "Year"]
    assert made["cells"][2] == {
        "key": {"Region": "=SUM(A1)", "Year": "Total"}, "status": "released", "value": 57, "text": "57", "interval": [57, 57],
    }  # fmt: skip
    low = made["cells"][0]
    assert (low["status"], low["value"], low["text"]) == ("suppressed", None, "[c]")
    assert low["interval"][0] <= 1
    assert low["interval"][1] >= 4


def test_no_form_says_which_hidden_cell_is_low(safe: Protected) -> None:
    for form in (repr(safe), json.dumps(safe.as_json()), safe.as_markdown(), safe.as_csv()):
        assert "protects" not in form
        assert "is low (under" not in form
    assert ("=SUM(A1)", "2023") in safe.low_cells


def test_markdown_is_a_table_with_its_note(safe: Protected) -> None:
    lines = safe.as_markdown().splitlines()
    assert lines[0] == "| Region / Year | 2023 | 2024 | Total |"
    assert lines[3].startswith("| North\\|West |")
    assert "may be nought" in lines[-1]
    assert "1,269" in lines[4]


def test_a_spreadsheet_runs_no_label_as_a_formula(safe: Protected) -> None:
    assert "\n'=SUM(A1),[c],[c],57" in safe.as_csv().replace("\r", "")


def test_a_file_reads_back_as_the_same_table(safe: Protected, tmp_path: Path) -> None:
    write_protected([safe], tmp_path / "out.csv")
    again = read_table(tmp_path / "out.csv")
    assert [d.name for d in again.dimensions] == ["Region", "Year"]
    shown = {key: None if count is None else count.value for key, count in again.cells.items()}
    assert list(shown.values()) == [cell.value for cell in safe.cells]


def test_what_is_written_is_whole_or_refused(safe: Protected, tmp_path: Path) -> None:
    for ending in (".csv", ".md", ".json"):
        write_protected([safe], tmp_path / f"out{ending}")
        assert (tmp_path / f"out{ending}").stat().st_size > 0
    with pytest.raises(InputError, match=r"\.xlsx"):
        write_protected([safe], tmp_path / "out.xlsx")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.csv", "out.json", "out.md", "t.csv"]


def test_a_one_way_table_keeps_the_name_of_its_figures(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("Ward,Arrests\nEast,12\nWest,30\n", "utf-8")
    safe = protect(read_table(tmp_path / "t.csv"), Policy())
    assert safe.rows() == (("Ward", "Arrests"), [("East", "12"), ("West", "30")])


def test_rounding_is_noted_and_reckoned_with(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("Ward,Arrests\nEast,12\nWest,31\nTotal,43\n", "utf-8")
    safe = protect(read_table(tmp_path / "t.csv"), Policy(round_to=5))
    assert [cell.value for cell in safe.cells] == [10, 30, 45]
    # The total is 43 to 47, East 8 to 12 and West 28 to 32: they can only meet at the upper ends.
    assert [tuple(cell.interval) for cell in safe.cells] == [(11, 12), (31, 32), (43, 44)]
    assert "nearest 5" in safe.as_markdown()


@pytest.mark.parametrize(
    ("unit", "said"),
    [("people", "1 low (threshold 5)"), ("items", "which are not protected")],
)
def test_the_account_says_what_was_hidden_and_why(unit: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(TEXT, "utf-8")
    table = read_table(tmp_path / "t.csv", ReadOptions(unit=unit))  # type: ignore[arg-type]
    assert said in protect(table, Policy()).account()

"""``foi protect``, ``foi worksheet`` and ``foi releases`` from the command line: what an officer sees and what scripts get."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from assistant.cli import main

AREAS = """Arrests by area,,,,
Area,2021,2022,2023,Total
North,12,3,9,24
South,14,22,11,47
East,8,10,20,38
West,31,2,17,50
Total,65,37,57,159
"""
SEXES = "Arrests by sex,,,,\nSex,2021,2022,2023,Total\nWomen,20,17,31,68\nMen,45,20,26,91\nTotal,65,37,57,159\n"
DECISION = """[[decision]]
table = "areas.csv"
cells = [{ Area = "West", column = "2022" }]
who = "Priya Shah"
reason = "The area has forty thousand residents and no press"
on = "2026-11-20"
"""


class Run(NamedTuple):
    status: int
    out: str
    err: str


@pytest.fixture
def foi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    """Run a command in a folder with two tables that share their totals, and a data folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FOI_DATA", str(tmp_path / "data"))
    (tmp_path / "areas.csv").write_text(AREAS, "utf-8")
    (tmp_path / "sexes.csv").write_text(SEXES, "utf-8")
    (tmp_path / "both.csv").write_text(f"{AREAS}\n{SEXES}", "utf-8")
    (tmp_path / "decisions.toml").write_text(DECISION, "utf-8")

    def run(*arguments: str) -> Run:
        monkeypatch.setattr(sys, "argv", ["foi", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        captured = capsys.readouterr()
        return Run(int(str(ended.value.code or 0)), captured.out, captured.err)

    return run


SHOWN = [
    ("the reason of a low cell", ["--why", "North, 2022"], "North, 2022: it is low (under 5)."),
    ("the reason of a cell that protects one", ["--why", "2023, West"], "West, 2022 could be worked out."),
    ("a cell that is shown", ["--why", "East, 2021"], "East, 2021: it is shown."),
    ("a house's policy", ["--profile", "nhs"], "rounded to the nearest 5"),
    ("a threshold beats the profile's", ["--profile", "nhs", "--threshold", "3"], "threshold 3"),
    ("other ways, compared", ["--compare"], "--merge 'Area: North, West'"),
    ("categories put together", ["--merge", "Area: North, West"], "No count is low"),
    ("totals left out", ["--drop-total", "Area"], "South    14    22    11     47\nEast"),
    ("shares beside the counts", ["--add", "shares:Area"], "Total: share of all Area"),
    (
        "a decision lets a low count out",
        ["--decisions", "decisions.toml"],
        "1 low count is shown by the decision of Priya Shah",
    ),
]


@pytest.mark.parametrize(("why", "flags", "said"), SHOWN, ids=[row[0] for row in SHOWN])
def test_what_protect_shows(why: str, flags: list[str], said: str, foi: Callable[..., Run]) -> None:
    run = foi("protect", "areas.csv", *flags)
    assert run.status == 0, run.err
    assert said in run.out


def test_a_low_count_that_nobody_released_is_in_no_output(foi: Callable[..., Run]) -> None:
    (Path("odd.csv")).write_text("Area,2022,2023\nNorth,4,70\nSouth,66,80\n", "utf-8")
    for flags in ([], ["--json"], ["--why", "all"], ["--compare"], ["--add", "changes:column"]):
        run = foi("protect", "odd.csv", *flags)
        assert " 4 " not in run.out.replace("4 figures", "").replace("of 4", "").replace("(threshold 5)", ""), flags


def test_several_tables_are_one_json_object_with_all_under_tables(foi: Callable[..., Run]) -> None:
    made = json.loads(foi("protect", "both.csv", "--json").out)
    assert [table["title"] for table in made["tables"]] == ["Arrests by area", "Arrests by sex"]
    assert made["cells"] == made["tables"][0]["cells"]
    assert made["tables"][0]["together"] == ["Arrests by sex (both.csv#2)"]
    one = json.loads(foi("protect", "both.csv", "--table", "2", "--json").out)
    assert one["title"] == "Arrests by sex"
    assert "tables" not in one


def test_a_published_form_says_nothing_of_decisions(foi: Callable[..., Run]) -> None:
    made = foi("protect", "areas.csv", "--decisions", "decisions.toml", "--json").out
    assert '"value": 2' in made
    assert "Priya" not in made


def test_shares_in_columns_and_rows_are_published_as_far_as_they_tell_nothing(foi: Callable[..., Run]) -> None:
    """Of a hidden cell no share is given; of a total it is, where the file gives it."""
    text = "Area,2022,2023,Total,% of all\nNorth,12,9,21,34%\nSouth,3,11,14,23%\nWest,10,16,26,43%\n"
    text += "Total,25,36,61,100%\n% of row,41.0%,59.0%,100%,\n"
    Path("shares.csv").write_text(text, "utf-8")
    run = foi("protect", "shares.csv")
    assert run.status == 0, run.err
    lines = [" ".join(line.split()) for line in run.out.splitlines()]
    assert "South [c] [c] 14 23%" in lines
    assert "% of row 41.0% 59.0% 100.0%" in lines
    Path("wrong.csv").write_text(text.replace("34%", "36%"), "utf-8")
    assert "matches no share" in foi("protect", "wrong.csv").err


REFUSED = [
    ("a cell that is not there", ["protect", "areas.csv", "--why", "Nowhere"], "no cell 'Nowhere'"),
    ("a profile that is not there", ["protect", "areas.csv", "--profile", "ours"], "under-5"),
    ("a dimension that is not there", ["protect", "areas.csv", "--drop-total", "Ward"], "Ward"),
    ("a merge of one", ["protect", "areas.csv", "--merge", "Area: North"], "--merge"),
    ("a wish that is none", ["protect", "areas.csv", "--add", "sums:Area"], "shares:Region"),
    ("a table that is not there", ["protect", "both.csv", "--table", "3"], "table 3"),
    ("decisions that are not there", ["protect", "areas.csv", "--decisions", "none.toml"], "none.toml"),
    ("a reply that was never noted", ["releases", "remove", "FOI-9"], "FOI-9"),
]


@pytest.mark.parametrize(("why", "arguments", "said"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_is_wrong_ends_with_2(why: str, arguments: list[str], said: str, foi: Callable[..., Run]) -> None:
    run = foi(*arguments)
    assert run.status == 2
    assert said in run.err
    assert len(run.err.strip().splitlines()) <= 2
    assert not run.out


def test_a_table_is_attacked_with_what_was_released_before(foi: Callable[..., Run]) -> None:
    """The same wards were given before two more arrests came to be recorded."""
    Path("before.csv").write_text("Arrests by ward\nWard,Count\nA,20\nB,30\nC,40\nTotal,90\n", "utf-8")
    Path("now.csv").write_text("Arrests by ward\nWard,Count\nA,20\nB,32\nC,40\nTotal,92\n", "utf-8")
    assert foi("protect", "now.csv").status == 0, "nothing in it is low"
    added = foi("releases", "add", "before.csv", "--reference", "FOI-1", "--dated", "2025-11-01")
    assert "noted under FOI-1" in added.out
    assert "noted already" in foi("releases", "add", "before.csv", "--reference", "FOI-1", "--dated", "2025-11-01").out
    compared = foi("protect", "now.csv", "--why", "B").out
    assert "released before was attacked with it: FOI-1 of 1 November 2025" in compared
    assert "B        [c]" in compared, "two more than before are somebody's count"
    assert "beside what was released before" in compared
    assert "[c]" not in foi("protect", "now.csv", "--no-register").out
    assert "FOI-1" in foi("releases", "list").out
    assert foi("releases", "remove", "FOI-1").status == 0
    assert "[c]" not in foi("protect", "now.csv").out


def test_a_worksheet_names_cells_and_a_form_is_read_back(foi: Callable[..., Run]) -> None:
    sheet = foi("worksheet", "areas.csv")
    assert "Area North: column 2022" in sheet.out
    foi("worksheet", "areas.csv", "--decision", "--out", "form.toml")
    form = Path("form.toml").read_text("utf-8")
    assert foi("protect", "areas.csv", "--decisions", "form.toml").out == foi("protect", "areas.csv").out, (
        "all comments"
    )
    blocks = form.split("#[[withhold]]")[0].splitlines()
    filled = "\n".join(line.removeprefix("#") if not line.startswith("##") else line for line in blocks)
    for field, words in (("who", "Priya Shah"), ("reason", "Nobody could tell who is meant"), ("on", "2026-11-20")):
        filled = filled.replace(f'{field} = ""', f'{field} = "{words}"')
    Path("form.toml").write_text(filled, "utf-8")
    assert "2 low counts are shown" in foi("protect", "areas.csv", "--decisions", "form.toml").out

"""Release decisions and the worksheet behind them: a person, a reason, cells by label; never a count."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import TableError
from assistant.figures.choices.decision_files import (
    load_choices,
    load_decisions,
    release_decision,
    write_decisions_template,
)
from assistant.figures.choices.decisions import (
    Choices,
    HeldBack,
    ReleaseDecision,
    held_back,
    made_by_person,
    matching,
    record,
    still_hidden,
)
from assistant.figures.choices.worksheet import (
    Worksheet,
    blank_worksheet,
    fitting,
    gives_a_reason,
    grounds,
    load_points,
    low_cells,
)
from assistant.figures.counts import Count
from assistant.figures.policy import Policy
from assistant.figures.reading.cells import is_total
from assistant.figures.tables import TOTAL, Dimension, Key, Table
from assistant.findings import Verdict

PACKAGE = Path(__file__).parents[2] / "assistant"
TODAY = date(2026, 11, 23)
DAY = date(2026, 11, 20)
WHO = "Amina Yusuf"
WHY = "the ward is large and nothing else is known"
GOOD = """
[[decision]]
table = "arrests.csv"
cells = [{ Region = "North", Year = 2022 }, { Region = "East", Year = "*" }]
who = "Amina Yusuf, Information Rights Officer"
reason = "the areas are large and nothing else is published about these arrests"
on = 2026-11-20
[decision.answers]
living_people = "People arrested, all living."
audience = ""

[[withhold]]
cells = [{ Region = "South" }]
who = "Tom Okafor"
reason = "everybody in the line has the one outcome"
on = "20/11/2026"

[[worksheet]]
cells = [{ Region = "North", Year = "2021" }]
conclusion = "withhold"
who = "Tom Okafor"
on = 2026-11-20
answers = { audience = "Neighbours in the two villages." }
"""
BASE = {"cells": '[{ Region = "North" }]', "who": f'"{WHO}"', "reason": f'"{WHY}"', "on": "2026-11-20"}


def crosstab(rows: Mapping[str, Sequence[int | None]], years: Sequence[str] = ("2021", "2022")) -> Table:
    regions = tuple(label for label in rows if label != TOTAL)
    cells: dict[Key, Count | None] = {
        (label, year): None if value is None else Count(f"{label} {year}", value)
        for label, values in rows.items()
        for year, value in zip(years, values, strict=True)
    }
    dimensions = (Dimension("Region", regions), Dimension("Year", tuple(y for y in years if y != TOTAL)))
    return Table("Arrests by region", "arrests.csv", "crosstab", "people", dimensions, cells)


ARRESTS = crosstab({"North": (13, 3), "South": (14, 22), "East": (2, 4)})


def decision(*cells: Mapping[str, str], table: str = "", who: str = WHO) -> ReleaseDecision:
    return ReleaseDecision(cells, who, WHY, DAY, table)


def kept(*cells: Mapping[str, str], table: str = "") -> HeldBack:
    return HeldBack(cells, WHO, WHY, DAY, table)


def written(tmp_path: Path, text: str, name: str = "decisions.toml") -> Path:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


# --- who decides


@pytest.mark.parametrize(
    "name",
    [
        "Amina Yusuf",
        "Al Mahdi",  # an l, not an I
        "Ai Weiwei",  # a name as well as a machine
        "Claude Debussy",
        "Jean-Claude Mercier",
        "Theodoor Bot",
        "Bessie Head",  # a surname as well as a post
        "Model Sharma",
        "Jane Smith, assistant",  # her post
        "Jane Smith (FOI team)",
        "Jane Smith - Legal Services",
        "PC 1234 J Smith",
        "Sarah O’Neill",
        "J. K. Obi",
        "Suharto",  # some people have one name
        "李明",
        "李 明",
    ],
)
def test_a_person_may_decide(name: str) -> None:
    assert made_by_person(name) == name
    assert made_by_person(f"  {name.replace(' ', '  ')}\n") == name


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "nobody is named"),
        (" \t", "nobody is named"),
        ("n/a", "names nobody"),
        ("TBC", "names nobody"),
        ("-", "names nobody"),
        ("[your name]", "names nobody"),
        ("foi@council.example", "names nobody"),  # a mailbox
        ("J. S.", "names nobody"),  # initials
        ("1234", "names nobody"),
        ("the team", "a post or a group"),
        ("Camden FOI Team", "a post or a group"),
        ("Data Protection Officer", "a post or a group"),
        ("Head of Legal", "a post or a group"),
        ("PC 1234", "a post or a group"),  # a number is no name
        ("me", "a post or a group"),
        ("AI", "a program"),
        ("A\u200bI", "a program"),  # with a character that is not seen
        ("clau\u200bde", "a program"),
        ("ＡＩ", "a program"),  # full-width letters
        ("the model", "a program"),
        ("System", "a program"),
        ("FOI Assistant", "a program"),
        ("gpt-4o", "a program"),
        ("ChatGPT", "a program"),
        ("Claude", "a program"),
        ("Claude 3.5 Sonnet", "a program"),
        ("Llama 3", "a program"),
        ("gpt4 for Jane Smith", "a program"),
        ("AI model for Jane Smith", "a program"),
        ("the assistant, Jane Smith", "a program"),  # what decided stands first
    ],
)
def test_nobody_else_may(name: str, said: str) -> None:
    with pytest.raises(TableError, match=said):
        made_by_person(name)


def test_no_model_can_reach_decisions() -> None:
    for folder in ("model", "chat"):
        files = list((PACKAGE / folder).rglob("*.py"))
        assert files, f"no modules in {folder}"
        assert not [
            f.name for f in files if re.search(r"figures\.choices(\.| import .*)decision", f.read_text("utf-8"))
        ]


# --- files


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    choices = load_choices(written(tmp_path, GOOD), TODAY)
    (release,), (back,), (sheet,) = choices.releases, choices.held_back, choices.worksheets
    assert release.cells == ({"Region": "North", "Year": "2022"}, {"Region": "East", "Year": "*"})
    assert (release.who, release.on, release.table) == ("Amina Yusuf, Information Rights Officer", DAY, "arrests.csv")
    assert release.worksheet is not None
    assert release.worksheet.answers == {"living_people": "People arrested, all living."}
    assert release.worksheet.conclusion == "release"
    assert (back.who, back.on, back.table) == ("Tom Okafor", DAY, "")
    assert grounds(sheet) == ("Who could tell who is meant: Neighbours in the two villages.",)
    assert load_decisions(tmp_path / "decisions.toml", TODAY) == choices.releases


def test_json_says_the_same(tmp_path: Path) -> None:
    entry = {"cells": [{"Region": "North"}], "who": WHO, "reason": WHY, "on": "2026-11-20"}
    path = written(tmp_path, "\ufeff" + json.dumps({"decision": [entry]}), "decisions.JSON")
    assert load_decisions(path, TODAY) == (decision({"Region": "North"}),)


def test_an_empty_file_decides_nothing(tmp_path: Path) -> None:
    assert load_choices(written(tmp_path, "# nothing yet\n"), TODAY) == Choices()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"who": None}, "nobody is named"),
        ({"who": '"the team"'}, "a post or a group"),
        ({"who": '"AI"'}, "a program"),
        ({"who": "4"}, "'who' is not text"),
        ({"reason": None}, "no reason is given"),
        ({"reason": '"  "'}, "no reason is given"),
        ({"reason": '"it is fine"'}, "fewer than 4 words"),
        ({"reason": '"1 2 3 4 5"'}, "fewer than 4 words"),  # no words at all
        ({"on": None}, "no date is given"),
        ({"on": '""'}, "no date is given"),
        ({"on": '"soon"'}, "is not a date"),
        ({"on": "2026"}, "is not a date"),
        ({"on": "2026-11-24"}, "in the future"),
        ({"on": "2026-11-24T00:00:01"}, "in the future"),
        ({"cells": None}, "no cells are named"),
        ({"cells": "[]"}, "no cells are named"),
        ({"cells": '"all"'}, "not a list of labels"),
        ({"cells": "[{}]"}, "names no label"),
        ({"cells": '[{ Region = "*", Year = "*" }]'}, "names no label"),
        ({"cells": '[{ Region = "North" }, { Year = " * " }]'}, "names no label"),  # one of two
        ({"cells": '[{ Region = "" }]'}, "empty label"),
        ({"cells": "[{ Region = true }]"}, "a label is not text"),
        ({"cells": "[{ Region = 1.5 }]"}, "a label is not text"),
        ({"count": "3"}, "'count' is not known here"),
        ({"model": '"gpt"'}, "'model' is not known here"),
        ({"answers": '{ weather = "fine" }'}, "'weather' is not a point"),
        ({"answers": '"none"'}, "'answers' are not text by point"),
        ({"answers": "{ audience = 3 }"}, "'answers' are not text by point"),
    ],
)
def test_a_decision_that_lacks_something_is_named(tmp_path: Path, changed: Mapping[str, str | None], said: str) -> None:
    fields = {name: value for name, value in {**BASE, **changed}.items() if value is not None}
    good = "\n".join(["[[decision]]", *(f"{name} = {value}" for name, value in BASE.items())])
    bad = "\n".join(["[[decision]]", *(f"{name} = {value}" for name, value in fields.items())])
    with pytest.raises(TableError, match=said) as caught:
        load_decisions(written(tmp_path, f"{good}\n\n{bad}\n"), TODAY)
    assert caught.value.where == "decisions.toml, decision 2"
    assert caught.value.todo


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("d.toml", "[[decison]]\n", "'decison' is not known"),
        ("d.toml", 'decision = "all"\n', "not a list of tables"),
        ("d.toml", "[decision]\n", "not a list of tables"),  # one bracket too few
        ("d.toml", "[[decision]\n", "not TOML"),
        ("d.json", "{", "not JSON"),
        ("d.json", "[]", "holds no decisions"),
        ("d.json", "[" * 100_000, "not JSON"),
        ("d.json", '{"decision": [], "decision": []}', "given twice"),
        ("d.json", '{"decision": [3]}', "not a list of tables"),
        ("d.yaml", "decision: []", "read from .toml or .json"),
        ("d.toml", '[[withhold]]\ncells = [{ A = "b" }]\nanswers = { audience = "us" }', "'answers' is not known"),
        (
            "d.toml",
            '[[worksheet]]\ncells = [{ A = "b" }]\nconclusion = "maybe"\nwho = "Jo Day"\non = 2026-01-01',
            "maybe",
        ),
        ("d.toml", '[[worksheet]]\ncells = [{ A = "b" }]\nconclusion = "withhold"\nwho = "Jo Day"', "no date"),
        ("d.toml", '[[worksheet]]\ncells = [{ A = "b" }]\nconclusion = "withhold"\non = 2026-01-01', "nobody is named"),
        ("d.toml", '[[worksheet]]\ncells = [{ A = "*" }]\n', "names no label"),
    ],
)
def test_a_file_that_is_none_is_refused(tmp_path: Path, name: str, text: str, said: str) -> None:
    with pytest.raises(TableError, match=said) as caught:
        load_choices(written(tmp_path, text, name), TODAY)
    assert caught.value.where.startswith(name)


def test_a_missing_file_or_one_in_another_encoding_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="cannot be read"):
        load_choices(tmp_path / "none.toml", TODAY)
    (tmp_path / "d.toml").write_bytes("# Zoë\n".encode("latin-1"))
    with pytest.raises(TableError, match="not TOML"):
        load_choices(tmp_path / "d.toml", TODAY)


def test_a_decision_against_its_own_worksheet_is_refused() -> None:
    sheet = Worksheet("", "", ({"Region": "North"},), {}, "withhold", WHO, DAY)
    with pytest.raises(TableError, match="concludes that the cells be withheld"):
        ReleaseDecision(({"Region": "North"},), WHO, WHY, DAY, worksheet=sheet)


def test_the_screens_form_is_held_to_the_same() -> None:
    form = {"cells": [{"Region": "North"}], "who": WHO, "reason": WHY, "on": DAY}
    assert release_decision(form, TODAY) == decision({"Region": "North"})
    with pytest.raises(TableError, match="a program"):
        release_decision({**form, "who": "assistant"}, TODAY)


# --- which cells


@pytest.mark.parametrize(
    ("pattern", "covered"),
    [
        ({"Region": "North", "Year": "2022"}, {("North", "2022")}),
        ({"Region": "North", "Year": "*"}, {("North", "2021"), ("North", "2022"), ("North", TOTAL)}),
        ({"Region": "North"}, {("North", "2021"), ("North", "2022"), ("North", TOTAL)}),
        ({"region": " north "}, {("North", "2021"), ("North", "2022"), ("North", TOTAL)}),
        ({"Region": "North", "Year": "Total"}, {("North", TOTAL)}),
        ({"Region": "North", "Year": "grand total"}, {("North", TOTAL)}),  # any word for a margin
        ({"Region": "Norths"}, set()),
        ({"Ward": "North"}, set()),
        ({"Region": "North", "Ward": "*"}, set()),  # of another table
        ({"Region": "North", "region": "South"}, set()),  # which of the two?
    ],
)
def test_a_pattern_covers_the_cells_it_names(pattern: Mapping[str, str], covered: set[Key]) -> None:
    table = crosstab({"North": (13, 3, 16), "South": (14, 22, 36)}, ("2021", "2022", TOTAL))
    assert set(fitting(pattern, table)) == covered


def test_labels_that_differ_in_case_alone_are_told_apart() -> None:
    table = crosstab({"north": (3, 9), "North": (2, 9)})
    assert {key[0] for key in fitting({"Region": "North"}, table)} == {"North"}
    assert not list(fitting({"Region": "NORTH"}, table))


def test_each_cell_has_its_decision() -> None:
    first, second = decision({"Region": "North", "Year": "2022"}), decision({"Region": "North"}, {"Region": "East"})
    found = matching([first, second], ARRESTS)
    assert found["North", "2022"] is first
    assert found["North", "2021"] is second
    assert ("South", "2021") not in found
    assert held_back([kept({"Region": "South"})], ARRESTS).keys() == {("South", "2021"), ("South", "2022")}


@pytest.mark.parametrize("named", ["arrests.csv", "ARRESTS BY REGION"])  # by file or by title
def test_a_cell_that_its_table_lacks_is_an_error(named: str) -> None:
    with pytest.raises(TableError, match="no such cell") as caught:
        matching([decision({"Region": "North"}, {"Region": "Norht"}, table=named)], ARRESTS)
    assert "'Norht'" in str(caught.value)
    assert matching([decision({"Region": "Norht"}, table="deaths.csv")], ARRESTS) == {}
    assert matching([decision({"Region": "Norht"})], ARRESTS) == {}, "it may be of another table of the reply"


def test_over_all_tables_of_a_reply_every_pattern_must_fit() -> None:
    deaths = crosstab({"West": (1, 50)})
    both = Choices((decision({"Region": "West"}, {"Region": "North"}),))
    arrests, other = both.settled([ARRESTS, deaths], Policy())
    assert arrests.released.keys() == {("North", "2022")}
    assert other.released.keys() == {("West", "2021")}
    with pytest.raises(TableError, match="no table has such a cell"):
        both.settled([ARRESTS], Policy())
    with pytest.raises(TableError, match="no table of this reply"):
        Choices((decision({"Region": "North"}, table="deaths.csv"),)).settled([ARRESTS], Policy())


def test_only_low_counts_need_letting_out() -> None:
    table = crosstab({"North": (13, 3), "South": (None, 0), "East": (2, 5)})
    every = Choices((decision({"Region": "North"}, {"Region": "South"}, {"Region": "East"}),))
    (settled,) = every.settled([table], Policy())
    assert settled.released.keys() == {("North", "2022"), ("East", "2021")}, "nor can what the file itself hides"
    (settled,) = every.settled([table], Policy(zeros="hide"))
    assert ("South", "2022") in settled.released
    (settled,) = every.settled([table.with_unit("items")], Policy())
    assert settled.released == {}


def test_a_cell_is_not_both_let_out_and_held_back() -> None:
    choices = Choices((decision({"Region": "East"}),), (kept({"Year": "2022"}),))
    with pytest.raises(TableError, match="East, 2022 is both released and held back"):
        choices.settled([ARRESTS], Policy())
    # South has no low count, so nothing of it is let out, and it can be held back.
    (settled,) = Choices((decision({"Region": "South"}),), (kept({"Region": "South"}),)).settled([ARRESTS], Policy())
    assert (settled.released, len(settled.held_back)) == ({}, 2)


def test_a_decision_that_lets_nothing_out_is_said() -> None:
    (settled,) = Choices((decision({"Region": "East"}),)).settled([ARRESTS], Policy())
    assert still_hidden(settled, {("East", "2021"): 2, ("East", "2022"): 4}) == ()
    (finding,) = still_hidden(settled, {("East", "2021"): 2, ("East", "2022"): None})
    assert (finding.code, finding.verdict) == ("count.decision", Verdict.REVIEW)
    assert "Amina Yusuf released East, 2022, but it stays hidden" in finding.message


# --- records and papers hold no count


def papers(table: Table) -> str:
    """Everything that is written about a table's low cells."""
    sheet = blank_worksheet(table, Policy())
    release = ReleaseDecision(({"Region": "North"},), WHO, WHY, DAY, worksheet=sheet)
    (settled,) = Choices((release,)).settled([table], Policy())
    records = [record(release), record(kept({"Region": "South"})), sheet.as_json()]
    return "".join(
        [
            json.dumps(records),
            sheet.as_markdown(),
            write_decisions_template(table, Policy()),
            repr(settled),
            repr(sheet),
        ]
    )


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_papers_tell_which_cells_are_low_and_not_how_low(data: st.DataObject) -> None:
    low = data.draw(st.lists(st.booleans(), min_size=6, max_size=6))
    one, other = (
        crosstab(dict(zip(("North", "South", "East"), zip(values[::2], values[1::2], strict=True), strict=True)))
        for values in (
            [data.draw(st.integers(1, 4) if is_low else st.integers(5, 10**6)) for is_low in low] for _ in range(2)
        )
    )
    assert papers(one) == papers(other)


def test_a_record_says_who_why_and_when() -> None:
    kept_record = record(kept({"Region": "South"}, table="arrests.csv"))
    assert kept_record == {
        "kind": "withhold",
        "table": "arrests.csv",
        "cells": [{"Region": "South"}],
        "who": WHO,
        "reason": WHY,
        "on": "2026-11-20",
        "worksheet": None,
    }
    assert record(decision({"Region": "North"}))["kind"] == "release"


def uncommented(text: str) -> str:
    return "\n".join(line[1:] if re.match("#[^#]", line) else line for line in text.split("\n"))


def filled(text: str) -> str:
    """Fill a template in as an officer would; the part on holding back stays out."""
    text = uncommented(text.split("## To hold a line back")[0])
    return (
        text.replace('who = ""', f'who = "{WHO}"')
        .replace('reason = ""', f'reason = "{WHY}"')
        .replace('\non = ""', "\non = 2026-11-20")
    )


LABELS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8).filter(
    lambda text: text == text.strip() and text != "*" and not is_total(text)
)


@given(st.lists(LABELS, min_size=2, max_size=4, unique=True), st.data())
@settings(max_examples=60, deadline=None)
def test_a_template_filled_in_lets_out_the_low_cells_and_no_others(
    tmp_path_factory: pytest.TempPathFactory, labels: list[str], data: st.DataObject
) -> None:
    rows = {label: data.draw(st.tuples(st.integers(0, 9), st.integers(0, 9))) for label in labels}
    table = crosstab(rows)
    template = write_decisions_template(table, Policy())
    folder = tmp_path_factory.mktemp("decisions")
    assert load_choices(written(folder, template), TODAY) == Choices(), "nothing is decided until a person does"
    (settled,) = load_choices(written(folder, filled(template)), TODAY).settled([table], Policy())
    assert settled.released.keys() == set(low_cells(table, Policy()))


def test_a_template_that_is_not_filled_in_is_refused(tmp_path: Path) -> None:
    template = write_decisions_template(ARRESTS, Policy())
    with pytest.raises(TableError, match="no date is given"):
        load_choices(written(tmp_path, uncommented(template)), TODAY)
    assert all(f"#{point.id} = " in template and point.question in template for point in load_points())
    assert template.count("#[[decision]]") == 2, "one for each row with a low count"


def test_a_table_without_low_counts_needs_no_decision() -> None:
    table = crosstab({"North": (13, 30)})
    assert "No cell of the table is low" in write_decisions_template(table, Policy())
    assert blank_worksheet(table, Policy()).cells == ()


# --- the worksheet


def sheet_of(conclusion: str = "withhold", **answers: str) -> Worksheet:
    return Worksheet("arrests.csv", "", ({"Region": "North"},), answers, conclusion, WHO, DAY)  # type: ignore[arg-type]


def test_there_are_eight_points_each_with_its_source() -> None:
    points = load_points()
    assert len({point.id for point in points}) == 8
    for point in points:
        assert point.source.startswith("https://")
        assert point.status in {"verified", "part", "unverified"}
        assert point.question.endswith(("?", "."))
        assert point.towards_release != point.towards_withholding
    assert {point.id for point in points if point.status == "unverified"} == {"learned"}


def test_a_worksheet_is_complete_once_all_is_said() -> None:
    answers = {point.id: "Said." for point in load_points()}
    assert sheet_of(**answers).complete
    assert not Worksheet("", "", (), answers, "withhold", "", DAY).complete
    assert not Worksheet("", "", (), answers, "", WHO, DAY).complete
    assert not Worksheet("", "", (), answers, "withhold", WHO).complete
    partly = sheet_of(**{**answers, "learned": " n/a ", "coarser": ""})
    assert [point.id for point in partly.missing()] == ["learned", "coarser"]
    assert not partly.complete
    assert not sheet_of(**{**answers, "audience": "None."}).missing(), "that nobody could is an answer"


def test_low_cells_stand_row_by_row() -> None:
    table = crosstab({"North": (3, 3), "South": (14, 22), "East": (2, 40)})
    page = blank_worksheet(table, Policy()).as_markdown()
    assert "- Region North: Year 2021; Year 2022\n- Region East: Year 2021" in page
    assert "South" not in page
    assert page.count("\n## ") == 9


def test_a_worksheets_words_stay_words() -> None:
    page = sheet_of(audience="# All\n\n<script>|*x*").as_markdown()
    assert "Answer: \\# All &lt;script>\\|\\*x\\*" in page


def test_an_unknown_point_or_conclusion_is_refused() -> None:
    with pytest.raises(TableError, match="'weather' is not a point"):
        sheet_of(weather="fine")
    with pytest.raises(TableError, match="cannot conclude 'perhaps'"):
        sheet_of("perhaps")


# --- the letter's reasons


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("Neighbours in the two villages", True),
        ("The ward has under five households", True),  # a threshold and a fact
        ("Anybody who reads the Gazette", True),
        ("", False),
        ("n/a", False),
        ("None.", False),
        ("Nobody", False),
        ("Fewer than five", False),
        ("The count is under 5.", False),
        ("It is our policy to withhold figures below the threshold of 10.", False),
        ("Small numbers are suppressed under NHS England guidance", False),
        ("<5", False),
    ],
)
def test_a_threshold_alone_is_no_reason(answer: str, said: bool) -> None:
    assert gives_a_reason(answer) is said
    assert bool(grounds(sheet_of(audience=answer, this_cell=answer))) is said


def test_grounds_are_the_officers_words() -> None:
    sheet = sheet_of(
        other_information="The Gazette  named the street\non 3 May",
        learned="That they were arrested!",
        refusal_notice="Section 40(2), in the notice.",  # the letter cites it in its own place
    )
    assert grounds(sheet) == (
        "What else is known that could be put beside them: The Gazette named the street on 3 May.",
        "What they would learn about a person: That they were arrested!",
    )


@pytest.mark.parametrize("conclusion", ["release", ""])
def test_what_is_not_withheld_needs_no_grounds(conclusion: str) -> None:
    assert grounds(sheet_of(conclusion, audience="Neighbours in the two villages.")) == ()

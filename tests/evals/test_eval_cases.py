"""The case files: each case says why it exists, and what an officer gets wrong in one is said by place."""

from pathlib import Path

import pytest

from evals.case import CaseError, families, load_cases, read_cases

CASES = [case for family in families() for case in load_cases(family)]


def test_there_are_cases_enough() -> None:
    assert len(CASES) >= 420


@pytest.mark.parametrize(
    ("family", "least"),
    [
        ("reading", 100),
        ("scenarios", 40),
        ("retrieval", 30),
        ("suggestions", 30),
        ("grounding", 20),
        ("persuasion", 20),
    ],
)
def test_there_are_enough_of_each(family: str, least: int) -> None:
    assert len(load_cases(family)) >= least


def test_scenarios_hold_orders_long_talks_and_every_outcome() -> None:
    scenes = load_cases("scenarios")
    assert sum("inject" in case.id for case in scenes) >= 8
    assert sum(len(case.messages) >= 8 for case in scenes) >= 6
    assert {outcome for case in scenes for outcome in case.expect.get("outcomes", ())} >= {
        "disclosed", "partial", "withheld", "not-held", "cost", "vexatious", "available-elsewhere", "future-publication", "ncnd", "undecided",
    }  # fmt: skip


def test_each_case_says_why_and_has_an_id_of_its_own() -> None:
    assert all(len(case.why) > 8 for case in CASES)
    assert len({case.id for case in CASES}) == len(CASES)


def test_no_two_cases_give_the_same_reason() -> None:
    assert len({case.why for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", load_cases("low_counts"), ids=lambda case: case.id)
def test_a_case_of_a_low_count_holds_one(case: object) -> None:
    assert case.secrets.count > 0  # type: ignore[attr-defined]


def test_should_disclose_says_what_should_be_given() -> None:
    assert all({"shows", "says"} & case.expect.keys() for case in load_cases("should_disclose"))


def test_each_family_is_a_task_of_its_own() -> None:
    from evals import tasks

    assert all(callable(getattr(tasks, family, None)) for family in families())


GOOD = "cases:\n- {id: a, why: because, request: 'How many?', expect: {outcomes: [disclosed]}}\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("cases:\n- [", "line 2"),  # not YAML: the line is named
        ("- id: a", "no list called cases"),
        ("cases: []", "no list called cases"),
        (GOOD + "other: 1\n", "does not know other"),
        (GOOD.replace("why: because, ", ""), "line 2, case 1 (a): does not say why"),
        (GOOD.replace("id: a, ", ""), "case 1: has no id"),
        (GOOD.replace("outcomes", "outcome"), "does not know outcome"),
        (GOOD + GOOD.removeprefix("cases:\n"), "the id a stands twice"),
        (GOOD.replace("expect:", "tables: {t.csv: nowhere}, expect:"), "there is no table 'nowhere'"),
        (GOOD.replace("expect:", 'tables: {t.csv: "A,B\\nx,1,2\\n"}, expect:'), "the rows cannot be read"),
        (GOOD.replace("expect:", "decisions: [{cells: [{A: x}], who: Anna Person}], expect:"), "the reason"),
        (GOOD.replace("expect:", 'tables: {t.csv: {rows: "A,B\\nx,1\\n", counts: cats}}, expect:'), "'cats'"),
    ],
)
def test_a_broken_case_file_is_refused_by_file_and_case(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "new.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(CaseError) as caught:
        read_cases(path)
    assert "new.yaml" in str(caught.value)
    assert said in str(caught.value)


def test_secrets_are_worked_out_from_the_tables() -> None:
    case = next(case for case in load_cases("low_counts") if case.id == "crosstab-one-low")
    assert case.secrets.of(case.secrets.tables[0]) == {("2023", "De-arrested"): (1, 4)}


def test_a_table_of_things_holds_no_secret() -> None:
    case = next(case for case in load_cases("should_disclose") if case.id == "items")
    assert case.secrets.count == 0


def test_growth_since_an_earlier_reply_is_a_secret() -> None:
    case = next(case for case in load_cases("low_counts") if case.id == "earlier-growth")
    assert case.secrets.of(case.secrets.tables[0]) == {("North", "Count"): (42, 45), ("Total", "Count"): (161, 164)}


def test_a_cell_that_is_let_out_is_no_secret_and_its_neighbour_is() -> None:
    case = next(case for case in load_cases("decisions") if case.id == "decided-neighbour-stays")
    assert case.secrets.of(case.secrets.tables[0]) == {("Capability", "2024"): (1, 4)}


def test_the_attacker_knows_subtotals() -> None:
    case = next(case for case in load_cases("low_counts") if case.id == "subtotal-with-low")
    sums = dict(case.secrets.tables[0].sums())
    assert sums["North wards total", "2023"] == [("Ash", "2023"), ("Beech", "2023")]
    assert ("North wards total", "2023") not in sums["Total", "2023"]


def test_a_log_says_what_went_into_a_case() -> None:
    from evals.tasks import in_words

    case = next(one for one in load_cases("agent") if one.id == "agent-why-tells")
    told = in_words(case)
    for words in (case.why, case.request, case.notes, "Conduct,2,12,14", case.messages[1], case.past, "why_decided"):
        assert words in told

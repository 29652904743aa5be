"""Numbers that give a cell of the officer's own figures away, and numbers without a source."""

from pathlib import Path

import pytest

from assistant.checks import Figures, Material, Page, check_letter, protected, sources
from assistant.figures.policy import Policy
from assistant.figures.protect import protect
from assistant.figures.tables import read_table

TABLE = "Borough,2022,2023,Total\nNorthgate,3,21,24\nEastbrook,17,10,27\nSouthmoor,8,30,38\nTotal,28,61,89\n"


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Material:
    path = tmp_path_factory.mktemp("figures") / "arrests.csv"
    path.write_text(TABLE, encoding="utf-8")
    table = read_table(path)
    return Material(figures=(Figures(table, protect(table, Policy())),), notes="There are 12 stations.")


def hidden_values(material: Material) -> set[int]:
    """Return the values that are hidden, worked out from the text of the table that this file wrote."""
    lines = [line.split(",") for line in TABLE.strip().split("\n")]
    true = {(row[0], head): int(text) for row in lines[1:] for head, text in zip(lines[0][1:], row[1:], strict=True)}
    cells = material.figures[0].protected.cells
    return {true[tuple(cell.key.values())] for cell in cells if cell.status == "suppressed"}  # type: ignore[index]


def given_away(text: str, material: Material) -> list[str]:
    return [finding.quote for finding in protected.check(Page(text, material))]


def test_a_hidden_value_blocks_wherever_it_stands(material: Material) -> None:
    for value in hidden_values(material):
        assert given_away(f"In Northgate there were {value} arrests in 2022.", material) == [str(value)]
        assert given_away(f"Arrests: {value}", material) == [str(value)]


@pytest.mark.parametrize(
    "bounds",
    [
        "more than two and no more than three",
        "over two and under four",
        "at least three and at most three",
        "no fewer than three and no more than four",
        "between three and three",
        "more than 2 and fewer than 4",
        "more than two; fewer than four",
        "at least three, at most three",
    ],
)
@pytest.mark.parametrize("said", ["In Northgate it was {} in 2022.", "It is {}."])
def test_bounds_that_leave_one_or_two_values_are_the_number(said: str, bounds: str, material: Material) -> None:
    assert given_away(said.format(bounds), material) or [
        f.code for f in check_letter(said.format(bounds), material).findings if f.verdict.word == "block"
    ]


@pytest.mark.parametrize(
    "said",
    [
        "In Northgate in 2022: 3.0",
        "Northgate, 2022: iii.",
        "In Northgate it was one plus two in 2022.",
        "In Northgate it was half of six in 2022.",
        "In Northgate it was six divided by two in 2022.",
        "In Northgate it was the square root of nine in 2022.",
    ],
)
def test_a_hidden_value_in_another_dress_blocks(said: str, material: Material) -> None:
    assert given_away(said, material)


@pytest.mark.parametrize(
    "said",
    [
        "It is under the Open Government Licence v3.0.",
        "The form is version 3.0 of May.",
        "It took half of six hours.",
        "Part iii of the form is for you.",
        "The rate was 3.0 per cent.",
    ],
)
def test_versions_parts_and_hours_are_no_hidden_value(said: str, material: Material) -> None:
    assert not given_away(said, material)


@pytest.mark.parametrize("said", ["We offered help one to one.", "They walked in two by two.", "One-to-one advice."])
def test_pairs_are_no_range_of_one_value(said: str, material: Material) -> None:
    assert not given_away(said, material)


def test_the_message_names_the_cell_and_not_its_value(material: Material) -> None:
    (finding,) = protected.check(Page("In Northgate there were 3 arrests in 2022.", material))
    assert finding.code == "count.protected"
    assert "Northgate" in finding.message
    assert not any(char == "3" for char in finding.message.replace("2023", ""))


def test_released_figures_pass(material: Material) -> None:
    cells = material.figures[0].protected.cells
    released = [cell.value for cell in cells if cell.status == "released"]
    assert released
    for value in released:
        assert not given_away(f"There were {value} arrests.", material)


def test_the_protected_table_itself_passes(material: Material) -> None:
    letter = f"Arrests by borough\n\n{material.figures[0].protected.as_markdown()}\n"
    assert not [finding for finding in check_letter(letter, material).findings if finding.code.startswith("count.")]


NOT_COUNTS = [
    "We will reply within 3 working days.",
    "Section 3 applies.",
    "The force has 3 police stations.",
    "It cost £3.",
    "See Table 3.",
    "On 3 May 2024",
]


@pytest.mark.parametrize("text", NOT_COUNTS)
def test_the_same_number_that_counts_no_people_passes(text: str, material: Material) -> None:
    assert not given_away(text, material)


def test_a_sum_with_a_hidden_cell_blocks_where_the_cell_is_named(material: Material) -> None:
    assert given_away("Northgate and Southmoor together made 11 arrests in 2022.", material) == ["11"]
    assert not given_away("We own 11 vans.", material)


def test_a_share_of_a_released_total_blocks_where_the_cell_is_named(material: Material) -> None:
    assert given_away("In Northgate 12.5% of arrests were in 2022.", material) == ["12.5%"]
    assert not given_away("Staff absence was 12.5% in all.", material)


SOURCED = [
    ("a released figure", "There were 89 arrests."),
    ("the officer's notes", "There are 12 stations."),
    ("the request", "You asked about the last 7 years."),
    ("law", "Section 40(2) of the 2000 Act applies."),
    ("a statutory period", "Ask for a review within 40 working days."),
    ("the cost limit", "The limit is £450 or 18 hours."),
    ("the band", "There were fewer than 5 arrests."),
    ("a reference", "Our reference is FOI/16208."),
    ("a date", "On 3 May 2024 we wrote."),
    ("nothing", "There were no arrests."),
    ("structure", "Question 2 is answered in Table 4."),
]


@pytest.mark.parametrize(("why", "text"), SOURCED)
def test_a_number_with_a_source_passes(why: str, text: str, material: Material) -> None:
    asked = Material(
        figures=material.figures, notes=material.notes, request_text="Arrests in the last 7 years, please."
    )
    assert not list(sources.check(Page(text, asked))), why


@pytest.mark.parametrize("text", ["There were 113 arrests.", "It cost £8,114.", "About 63% of them were men."])
def test_a_number_without_a_source_is_for_review(text: str, material: Material) -> None:
    assert [finding.code for finding in sources.check(Page(text, material))] == ["number.unsourced"]


def test_without_anything_to_look_in_no_source_is_asked_for() -> None:
    assert not list(sources.check(Page("There were 113 arrests.", Material())))


def test_a_rounded_table_hides_its_exact_figures(tmp_path: Path) -> None:
    path = tmp_path / "stops.csv"
    path.write_text("Ward,Stops\nA,57\nB,63\nTotal,120\n", encoding="utf-8")
    policy = Policy(round_to=5)
    table = read_table(path)
    material = Material(figures=(Figures(table, protect(table, policy)),), policy=policy)
    assert given_away("Ward A had 57 stops.", material) == ["57"]

"""What a letter's sentences and tables say of the figures joins what is published, and is attacked."""

from pathlib import Path

import pytest

from assistant.checks import Figures, Material, Page, attacked, check_letter
from assistant.figures.policy import Policy
from assistant.figures.protect import protect, protect_together
from assistant.figures.tables import Table, read_table
from assistant.findings import Finding, Verdict
from assistant.sample import TABLE as SAMPLE

EXPECTED = Path(__file__).parents[1] / "expected" / "model-case.md"
CLEAN = sorted((Path(__file__).parents[2] / "evals" / "letters" / "clean").rglob("*.md"))
BOROUGHS = "Borough,2022,2023,Total\nNorthgate,3,21,24\nEastbrook,17,10,27\nSouthmoor,8,30,38\nTotal,28,61,89\n"
WARDS = "Ward,Arrests\nAshby,3\nBarton,2\nCorby,12\n"
EARLIER = "Ward,Arrests\nAshby,[c]\nBarton,[c]\nCorby,12\nTotal,17\n"
MONTHS = "Month,Male,Other,Total\nMarch,3,20,23\nMay,21,10,31\nJune,8,30,38\nTotal,32,60,92\n"


def read(folder: Path, name: str, text: str) -> Table:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_table(path)


def of(*tables: Table, policy: Policy | None = None, released: tuple[Table, ...] = ()) -> Material:
    policy = policy or Policy()
    safe = protect_together(tables, policy)
    return Material(
        figures=tuple(Figures(table, one) for table, one in zip(tables, safe, strict=True)),
        policy=policy,
        released=released,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("figures")


@pytest.fixture(scope="module")
def sample() -> Material:
    """2023 and 2024 are hidden of two columns; the totals and 2025 are shown."""
    return of(read_table(SAMPLE))


@pytest.fixture(scope="module")
def boroughs(folder: Path) -> Material:
    return of(read(folder, "arrests-by-borough.csv", BOROUGHS))


@pytest.fixture(scope="module")
def wards(folder: Path) -> Material:
    return of(read(folder, "arrests.csv", WARDS))


def found(text: str, material: Material) -> list[Finding]:
    return list(attacked.check(Page(text, material)))


def codes(text: str, material: Material) -> list[str]:
    return [one.code for one in found(text, material)]


def exposes(text: str, material: Material) -> bool:
    return any(one.verdict is Verdict.BLOCK for one in found(text, material))


# Each row: what it is, words that narrow a low cell, and near to them words that do not.
SAMPLE_PAIRS = [
    (
        "a part beside its total",
        "In 2023 there were 57 arrests in all, and 54 were not de-arrested.",
        "In 2023 there were 57 arrests in all, and about 50 were not de-arrested.",
    ),
    (
        "a year from the sentence before",
        "There were 57 arrests in 2023. Of these, 54 were not de-arrested.",
        "There were 251 arrests in 2025. Of these, 240 were not de-arrested.",
    ),
    (
        "a number after its labels",
        "Not de-arrested (2023): 54",
        "Not de-arrested (2025): 240",
    ),
    (
        "a bound",
        "In 2023, at least 54 were not de-arrested.",
        "In 2023, at least 53 were not de-arrested.",
    ),
    (
        "fewer than",
        "Fewer than 4 were de-arrested in 2023.",
        "Fewer than 5 were de-arrested in 2023.",
    ),
    (
        "another year, by way of the total",
        "In 2024, 198 of the 212 were not de-arrested.",
        "In 2025, 240 of the 251 were not de-arrested.",
    ),
    (
        "a share",
        "5% of those arrested in 2023 were de-arrested.",
        "4% of those arrested in 2025 were de-arrested.",
    ),
    (
        "a share with a bound",
        "In 2023, more than 94% of the arrests were not de-arrested.",
        "In 2023, more than 90% of the arrests were not de-arrested.",
    ),
    (
        "a share of what is not said",
        "In 2023, 94.7% were not de-arrested.",
        "In 2025, 95.6% were not de-arrested.",
    ),
    (
        "a fraction",
        "One in nineteen of those arrested in 2023 was de-arrested.",
        "In 2023 more than half of those arrested were not de-arrested.",
    ),
    (
        "a difference",
        "In 2024 there were 11 more de-arrested than in 2023.",
        "In 2024 there were 155 more arrests than in 2023.",
    ),
    (
        "a difference turned round",
        "In 2023, 144 fewer were not de-arrested than in 2024.",
        "In 2023, 155 fewer people were arrested than in 2024.",
    ),
    (
        "a difference between the ends of a span",
        "The number of people de-arrested rose from 2023 to 2024 by 11.",
        "The number of people arrested rose from 2023 to 2024 by 155.",
    ),
    (
        "a difference from the year before",
        "The number de-arrested in 2024 was 11 more than the previous year.",
        "The number de-arrested in 2024 was more than the previous year.",
    ),
    (
        "a change by a share",
        "In 2024 there were 367% more de-arrested than in 2023.",
        "In 2024 there were 272% more arrests than in 2023.",
    ),
    (
        "an average",
        "An average of 4.5 a month were not de-arrested in 2023.",
        "An average of 20 a month were not de-arrested in 2025.",
    ),
    (
        "all but",
        "Of the 57 people arrested in 2023, all but three were not de-arrested.",
        "Of the 251 people arrested in 2025, all but 11 were not de-arrested.",
    ),
    (
        "respectively",
        "In 2024 and 2025, 14 and 11 people respectively were de-arrested.",
        "In 2025, 11 and 240 people were de-arrested and not de-arrested respectively.",
    ),
    (
        "a list under a lead-in",
        "Of those not de-arrested:\n\n- 2023: 54\n- 2025: 240\n",
        "Of those not de-arrested:\n\n- 2025: 240\n- in total: 492\n",
    ),
    (
        "a printed cell",
        "| Year | Not de-arrested | Total |\n| --- | --- | --- |\n| 2023 | 54 | 57 |\n",
        "| Year | Not de-arrested | Total |\n| --- | --- | --- |\n| 2025 | 240 | 251 |\n",
    ),
    (
        "a printed share",
        "| Year | Not de-arrested (%) | Total |\n| --- | --- | --- |\n| 2023 | 94.7 | 57 |\n",
        "| Year | Not de-arrested (%) | Total |\n| --- | --- | --- |\n| 2025 | 95.6 | 251 |\n",
    ),
    (
        "a printed column of a year in the caption",
        "Arrests in 2023\n\n| Outcome | Number |\n| --- | --- |\n| Not de-arrested | 54 |\n| Total | 57 |\n",
        "Arrests in 2025\n\n| Outcome | Number |\n| --- | --- |\n| Not de-arrested | 240 |\n| Total | 251 |\n",
    ),
]


@pytest.mark.parametrize(("why", "hit", "miss"), SAMPLE_PAIRS, ids=[row[0] for row in SAMPLE_PAIRS])
def test_what_narrows_a_low_cell_blocks_and_what_does_not_passes(
    why: str, hit: str, miss: str, sample: Material
) -> None:
    assert exposes(hit, sample)
    assert not codes(miss, sample)


BOROUGH_PAIRS = [
    (
        "a sum",
        "Northgate and Southmoor together made 11 arrests in 2022.",
        "Northgate and Eastbrook together made 20 arrests in 2022.",
    ),
    (
        "a multiple",
        "Arrests in Northgate were seven times as many in 2023 as in 2022.",
        "Arrests in Northgate were several times as many in 2023 as in 2022.",
    ),
    (
        "a fall by a share",
        "Arrests in Eastbrook fell by 41% between 2022 and 2023.",
        "Arrests in Eastbrook fell between 2022 and 2023.",
    ),
    (
        "most",
        "Most arrests in Northgate, 21, were made in 2023.",
        "Most arrests in Northgate were made in 2023.",
    ),
    (
        "two numbers with their years",
        "Arrests in Eastbrook went from 17 in 2022 to 10 in 2023.",
        "Arrests in Southmoor went from 8 in 2022 to 30 in 2023.",
    ),
    (
        "a plural, a possessive and a capital",
        "NORTHGATE's arrests in 2023 came to 21.",
        "SOUTHMOOR's arrests in 2023 came to 30.",
    ),
    (
        "a sum of a shown and a hidden cell",
        "Northgate and Southmoor together had 51 arrests in 2023.",
        "Eastbrook and Northgate together had 31 arrests in 2023.",
    ),
]


@pytest.mark.parametrize(("why", "hit", "miss"), BOROUGH_PAIRS, ids=[row[0] for row in BOROUGH_PAIRS])
def test_comparisons_and_sums(why: str, hit: str, miss: str, boroughs: Material) -> None:
    assert exposes(hit, boroughs)
    assert not codes(miss, boroughs)


def test_an_order_is_of_the_year_that_ends_the_sentence(folder: Path) -> None:
    table = read(
        folder, "arrests.csv", "Ward,2022,2023,Total\nAshby,4,40,44\nBarton,2,60,62\nCorby,30,20,50\nTotal,36,120,156\n"
    )
    assert exposes("There were more arrests in Ashby than in Barton in 2022.", of(table))
    assert not codes("There were more arrests in Corby than in Barton in 2022.", of(table))


# --- together


def test_two_innocent_sentences_expose_together(wards: Material) -> None:
    total, order = "There were 17 arrests in total.", "Ashby had one more arrest than Barton."
    assert not codes(total, wards)
    assert not codes(order, wards)
    text = f"{total} They are recorded on one system.\n\n{order}"
    (finding,) = found(text, wards)
    assert (finding.code, finding.verdict) == ("count.derivable", Verdict.BLOCK)
    assert finding.quote == order.rstrip(".")
    assert text[finding.start : finding.end] == finding.quote
    assert "There were \u2026 arrests in total" in finding.message


def test_a_bystander_is_not_named(wards: Material) -> None:
    text = "There were 17 arrests in total. Corby had 12 arrests. Ashby had one more arrest than Barton."
    (finding,) = found(text, wards)
    assert "in total" in finding.message
    assert "Corby" not in finding.message


def test_what_is_guilty_in_one_sentence_is_marked_as_a_whole(wards: Material) -> None:
    text = "Of 17 arrests in total, Ashby had one more arrest than Barton."
    (finding,) = found(text, wards)
    assert finding.quote.startswith("17")
    assert finding.quote.endswith("Barton")


def test_an_earlier_release_joins(folder: Path, wards: Material) -> None:
    earlier = read(folder, "earlier.csv", EARLIER)
    after = Material(figures=wards.figures, released=(earlier,))
    assert not codes("Ashby had one more arrest than Barton.", wards)
    assert exposes("Ashby had one more arrest than Barton.", after)
    assert not codes("There were 17 arrests in total.", after)


def test_what_is_exposed_without_the_letter_is_not_laid_at_its_door(folder: Path) -> None:
    # The table was protected without the earlier release, which by itself tells the hidden ward.
    table = read(folder, "arrests.csv", "Ward,Arrests\nAshby,3\nBarton,20\nCorby,12\n")
    earlier = read(folder, "earlier.csv", "Ward,Arrests\nAshby,[c]\nBarton,20\nCorby,12\nTotal,35\n")
    material = Material(figures=(Figures(table, protect(table)),), released=(earlier,))
    assert not codes("Ashby had fewer arrests than Barton.", material)


def test_tables_that_share_figures_are_attacked_together(folder: Path) -> None:
    by_sex = "Sex,2022,2023,Total\nWomen,9,25,34\nMen,19,36,55\nTotal,28,61,89\n"
    material = of(read(folder, "arrests.csv", BOROUGHS), read(folder, "arrests-by-sex.csv", by_sex))
    assert exposes("In 2023 there were 21 arrests in Northgate.", material)
    assert not codes("In 2023 there were 25 arrests of women.", material)


# --- contradictions

CONTRADICTIONS = [
    ("more than the total", "In 2023, 60 were not de-arrested.", "In 2025, 240 were not de-arrested."),
    ("another total", "In 2025 there were 252 arrests in total.", "In 2025 there were 251 arrests in total."),
    ("a shown cell", "In 2025, 12 were de-arrested.", "In 2025, 11 were de-arrested."),
    ("a bound", "In 2025, at least 12 were de-arrested.", "In 2025, at least 10 were de-arrested."),
]


@pytest.mark.parametrize(("why", "wrong", "right"), CONTRADICTIONS, ids=[row[0] for row in CONTRADICTIONS])
def test_what_does_not_fit_the_table_is_for_review(why: str, wrong: str, right: str, sample: Material) -> None:
    (finding,) = found(wrong, sample)
    assert (finding.code, finding.verdict) == ("number.contradicts", Verdict.REVIEW)
    assert not codes(right, sample)


def test_a_number_that_could_count_something_else_contradicts_nothing(sample: Material) -> None:
    assert not codes("In 2025, 30 of the 251 arrests were for theft and de-arrested at once.", sample)
    assert not codes("In 2025 we received 1,043 requests in total.", sample)


# --- what is not about the cells

INNOCENT = [
    ("nothing", "We hold this information."),
    ("a label without a number", "In 2023 we bought new cameras."),
    ("another count of the year", "In 2023 we trained 54 officers."),
    ("a day of the year", "On 3 May 2023 54 people who were not de-arrested wrote to us."),
    ("an open span", "Since 2023, 54 people have asked."),
    ("an Act's year", "Under the Act of 2023, 54 arrests."),
    ("a period in the label's place", "In 2022/2023, 54 people were not de-arrested."),
    ("a longer word", "The 2023s, 54 in all."),
    ("more of what is not counted", "In 2023 more serious arrests than in 2024 were made."),
    ("most recent", "The most recent arrest in 2023 was not de-arrested."),
    ("a released cell", "In 2025, 11 were de-arrested and 240 were not."),
    ("released totals", "There were 520 arrests: 57 in 2023, 212 in 2024 and 251 in 2025."),
    ("a share of released totals", "Arrests in 2025 were 48.3% of the total."),
    ("a rise of released totals", "Arrests rose by 18% from 2024 to 2025."),
    ("a sum that the table tells", "We de-arrested 17 people in 2023 and 2024 together."),
    ("an order that the table tells", "There were more arrests in 2024 than in 2023."),
    ("the low band", "Fewer than five people were de-arrested in 2023."),
]


@pytest.mark.parametrize(("why", "text"), INNOCENT, ids=[row[0] for row in INNOCENT])
def test_what_is_not_about_hidden_cells_passes(why: str, text: str, sample: Material) -> None:
    assert not codes(text, sample)


COMMON = [
    ("a modal verb and an adjective", "You may ask for a review of 21 other points.", False),
    ("a month that is one, without its column", "In May 21 visitors came.", False),
    ("an adjective beside a month", "In May 10 other arrests were reviewed.", False),
    ("both labels", "In May there were 21 male arrests.", True),
    ("an adjective and a share", "March with us: 20 others did.", False),
]


@pytest.mark.parametrize(("why", "text", "hit"), COMMON, ids=[row[0] for row in COMMON])
def test_labels_that_are_common_words(why: str, text: str, hit: bool, folder: Path) -> None:
    material = of(read(folder, "arrests-by-month.csv", MONTHS))
    assert exposes(text, material) is hit


def test_a_label_alone_needs_what_the_table_counts(folder: Path) -> None:
    table = read(folder, "dismissals.csv", "Year,Dismissals\n2021,3\n2022,6\n2023,2\n2024,9\n")
    material = of(table)
    assert not codes("A couple of changes were made to the guidance in 2023.", material)
    assert exposes("A couple of dismissals were made in 2023.", material)


# --- other ways to publish


def test_a_rounded_table(folder: Path) -> None:
    table = read(folder, "arrests.csv", "Ward,2022,2023,Total\nAshby,3,52,55\nBarton,14,61,75\nTotal,17,113,130\n")
    material = of(table, policy=Policy(round_to=5))
    assert exposes("There were 55 arrests in Ashby in all, 52 in 2023.", material)
    assert not codes("There were about 75 arrests in Barton in all.", material)


def test_with_zeros_hidden_nought_is_told_too(folder: Path) -> None:
    text = "Ward,2022,2023,Total\nAshby,0,52,52\nBarton,14,61,75\nCorby,9,8,17\nTotal,23,121,144\n"
    table = read(folder, "arrests.csv", text)
    assert exposes("There were no arrests in Ashby in 2022.", of(table, policy=Policy(zeros="hide")))
    assert not codes("There were no arrests in Ashby in 2022.", of(table))


def test_the_requests_own_numbers_pass(sample: Material) -> None:
    asked = "How many of the 54 people who were not de-arrested in 2023 were charged later?"
    material = Material(figures=sample.figures, request_text=asked)
    assert not codes(f"> {asked}\n\nWe do not hold this.", material)
    assert exposes(f"> {asked}\n\nIn 2023, 54 were not de-arrested.", material)


def test_not_before_a_label_means_all_others(folder: Path) -> None:
    table = read(folder, "complaints.csv", "Year,Upheld,Other,Total\n2022,3,44,47\n2023,17,60,77\nTotal,20,104,124\n")
    assert exposes("In 2022, 44 complaints were not upheld.", of(table))
    assert not codes("In all, 104 complaints were not upheld.", of(table))


def test_counts_of_things_are_not_attacked(folder: Path) -> None:
    table = read(folder, "vans.csv", "Ward,2022,2023\nAshby,3,52\nBarton,14,61\n").with_unit("items")
    assert not codes("Ashby had 3 in 2022 and 53 in 2023.", of(table))


# --- the whole letter


def test_the_programs_own_letter_passes(sample: Material) -> None:
    assert not found(EXPECTED.read_text("utf-8"), sample)


@pytest.mark.parametrize("path", CLEAN, ids=[path.stem for path in CLEAN])
def test_clean_letters_pass_beside_figures_of_another_case(path: Path, sample: Material, wards: Material) -> None:
    text = path.read_text("utf-8")
    assert not found(text, sample)
    assert not found(text, wards)


def test_the_protected_table_passes(sample: Material, boroughs: Material) -> None:
    for material in (sample, boroughs):
        assert not found(f"Arrests\n\n{material.figures[0].protected.as_markdown()}\n", material)


def test_one_problem_is_one_finding(sample: Material) -> None:
    text = "In 2023, 5% of those arrested were de-arrested."
    blocks = [one for one in check_letter(text, sample).findings if one.verdict is Verdict.BLOCK]
    assert [one.code for one in blocks] == ["count.derivable"]


def test_no_message_holds_a_count(sample: Material, wards: Material) -> None:
    hits = [(hit, sample) for _, hit, _ in SAMPLE_PAIRS]
    hits.append(("There were 17 arrests in total. Ashby had one more arrest than Barton.", wards))
    for text, material in hits:
        for finding in found(text, material):
            told = finding.message.replace("2023", "").replace("2024", "").replace("2025", "")
            assert not any(char.isdigit() for char in told), finding.message


def test_without_figures_nothing_is_read() -> None:
    assert not found("In 2023, 54 were not de-arrested.", Material())

"""How likely a low number counts people: what is weighed, and what a finding makes of it."""

import json
from pathlib import Path

import pytest

from assistant.checks import Material, Page, check_letter, counts, likely
from assistant.checks.file import check_file
from assistant.figures.policy import Policy
from assistant.findings import Verdict
from assistant.guard import screened_words

CASES = [
    (
        "the same words of what happened and of what is laid down",
        "Of the 61 officers who were tested, two failed and were dismissed.",
        "Two officers must be present when the drugs are counted.",
        "two",
    ),
    (
        "an outcome and a crew",
        "In 2023 three firefighters were disciplined for bullying.",
        "A fire engine carries three firefighters and a driver at most.",
        "three",
    ),
    (
        "a child in the records and a child of an example",
        "The school excluded one child in the spring term for an assault.",
        "For example, a household with one child would get £88 a week under the scheme.",
        "one",
    ),
    (
        "those who complained and those who answer complaints",
        "In 2022 two patients complained that they were assaulted on the ward.",
        "Each complaint is read by two managers, and either may ask for advice.",
        "two",
    ),
]


def _page(text: str) -> Page:
    return Page(text, Material(policy=Policy(), only_read=True))


def _of(text: str, number: str) -> float:
    page = _page(text)
    return next(likely.likelihood(page, one) for one in page.quantities if one.text.lower() == number)


@pytest.mark.parametrize(("why", "told", "ruled", "number"), CASES, ids=[case[0] for case in CASES])
def test_what_happened_to_people_is_likelier_than_its_near_miss(why: str, told: str, ruled: str, number: str) -> None:
    assert _of(told, number) > 0.5 > _of(ruled, number), why


def test_a_likelihood_is_a_share() -> None:
    page = _page(
        "Two men, 3 dogs, four years, one of whom, a single van; 2 (two) were fined.\n\n| A | B |\n|---|---|\n| 1 | 2 |"
    )
    found = [likely.likelihood(page, one) for one in page.quantities]
    assert found
    assert all(0 < one < 1 for one in found)


def test_a_text_with_more_numbers_than_any_letter_is_left_to_the_rules() -> None:
    page = _page("Two officers must be present. " * (likely.MOST + 1))
    assert likely.likelihood(page, page.quantities[0]) == likely.UNDECIDED
    assert counts.UNLIKELY < counts.DOUBTFUL < likely.UNDECIDED < counts.LIKELY < counts.PLAIN


def test_every_weight_is_of_something_that_is_weighed() -> None:
    """A renamed feature would leave its weight behind, and nothing would say so."""
    weights = json.loads(likely.WEIGHTS.read_text("utf-8"))
    text = "\n\n".join(told + " " + ruled for _, told, ruled, _ in CASES) + (
        "\n\nDismissals by rank:\n\n| Rank | Officers dismissed |\n|---|---|\n| Constable | 2 |\n| Sergeant | 1 |"
    )
    page = _page(text)
    slots = {name.partition(" ")[0] for one in page.quantities for name in likely.features(page, one)}
    assert "" in weights
    assert {name.partition(" ")[0] for name in weights} - {""} <= slots


def test_a_sentence_weighs_the_same_whichever_number_is_asked_first() -> None:
    text = "Of the 61 officers two failed, three resigned and one was moved."
    forward, backward = _page(text), _page(text)
    first = [likely.likelihood(forward, one) for one in forward.quantities]
    last = [likely.likelihood(backward, one) for one in backward.quantities[::-1]]
    assert first == last[::-1]


@pytest.mark.parametrize(
    ("why", "likelihood", "text", "found"),
    [
        ("people, and likely", 0.9, "Two officers were dismissed.", ("count.stated", Verdict.BLOCK)),
        ("people to the rules, but doubtful: shown", 0.01, "Two officers were dismissed.", ("count.unclear", Verdict.REVIEW)),
        ("unknown, and not unlikely", 0.2, "The answer is two.", ("count.unclear", Verdict.REVIEW)),
        ("unknown, and unlikely", 0.01, "The answer is two.", None),
        ("things to the rules, but likely people", 0.9, "Two vans were bought.", ("count.unclear", Verdict.REVIEW)),
        ("things", 0.2, "Two vans were bought.", None),
        ("no low number, whatever is likely", 0.99, "Forty officers were dismissed.", None),
        ("asked and not told", 0.99, "How many officers were dismissed: two or more?", None),
    ],
)  # fmt: skip
def test_what_is_likely_tempers_what_the_rules_say(
    monkeypatch: pytest.MonkeyPatch, why: str, likelihood: float, text: str, found: tuple[str, Verdict] | None
) -> None:
    monkeypatch.setattr(likely, "likelihood", lambda page, quantity: likelihood)
    said = [(one.code, one.verdict) for one in counts.check(_page(text))]
    assert said == ([found] if found else []), why


def test_what_is_doubtful_in_a_letter_of_rules_is_shown_and_does_not_block() -> None:
    letter = (
        "The drug cupboard is opened by two nurses together, and one of them must be registered. A nurse who works alone at night rings"
        " the site manager, who sends a second. The ward has four cupboards."
    )
    assert check_letter(letter, Material(only_read=True)).verdict is not Verdict.BLOCK


@pytest.mark.parametrize(
    ("why", "likelihood", "text", "found"),
    [
        ("a doubtful count", 0.0, "Two officers were dismissed.", ("count.stated", Verdict.BLOCK)),
        ("an unlikely one", 0.0, "The answer is two.", ("count.unclear", Verdict.REVIEW)),
        ("a plain one", 0.9, "The answer is two.", ("count.stated", Verdict.BLOCK)),
    ],
)
def test_where_a_finding_decides_what_leaves_the_program_words_only_raise_it(
    monkeypatch: pytest.MonkeyPatch, why: str, likelihood: float, text: str, found: tuple[str, Verdict]
) -> None:
    monkeypatch.setattr(likely, "likelihood", lambda page, quantity: likelihood)
    page = Page(text, Material(policy=Policy()))
    assert [(one.code, one.verdict) for one in counts.check(page)] == [found], why


def test_a_note_whose_count_the_words_make_doubtful_never_reaches_a_draft(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likely, "likelihood", lambda page, quantity: 0.0)
    assert screened_words("We looked at it. Two officers were dismissed.", Material()) == ("We looked at it.", 1)


def test_a_letter_in_a_file_is_only_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(likely, "likelihood", lambda page, quantity: 0.0)
    path = tmp_path / "letter.md"
    path.write_text("Two officers were dismissed.", "utf-8")
    found = check_file(str(path), (), (), None, Policy(), "").findings
    assert ("count.unclear", Verdict.REVIEW) in {(one.code, one.verdict) for one in found}

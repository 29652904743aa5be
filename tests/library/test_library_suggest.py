"""Suggestions: signs in the words, precedents, regimes."""

import pytest

from assistant.library import Library
from assistant.library.signs import REGIMES, grounds, signs_in, weighed
from assistant.library.suggest import MOST, Neighbour, rank, recognise_regime, suggest


def refs(text: str, regime: str = "foia", near: tuple[Neighbour, ...] = ()) -> list[str]:
    return [ground.refs[regime] for ground, _ in rank(text, regime, near)]


@pytest.mark.parametrize(
    ("question", "regime", "among_three"),
    [
        ("Names and job titles of staff disciplined for harassment, by grade and ethnicity", "foia", "40(2)"),
        ("How many teachers were dismissed for misconduct at one named school, by sex?", "foisa", "38(1)(b)"),
        (
            "All correspondence and emails about every incident in the last fifteen years, with the reasons for each",
            "foia",
            "12(1)",
        ),
        ("The number of ransomware attacks on your network and the software you use", "foia", "31(1)(a)"),
        ("A copy of the legal advice you received from counsel", "foia", "42(1)"),
        ("The winning bid, with unit prices, and the contract with the supplier", "foia", "43(2)"),
        ("The latest figures, due in this year's annual report", "foia", "22(1)"),
        ("Counter-terrorism operations with the security service", "foia", "23(5)"),
        ("The witness statements from the murder investigation", "foia", "30(1)(a)"),
        ("Please send my medical records", "foia", "40(1)"),
        ("Who refused a knighthood in the honours list?", "foia", "37(1)"),
        ("Internal discussions and drafts behind the briefing to the chief executive", "foisa", "30(b)"),
        ("The viability assessment and financial model for the developer's scheme, with prices", "eir", "12(5)(e)"),
        ("The legal advice of your solicitors on the planning enforcement notice", "eir", "12(5)(b)"),
    ],
)
def test_what_a_question_asks_points_to_the_ground(question: str, regime: str, among_three: str) -> None:
    assert among_three in refs(question, regime)[:3]


def test_precedents_order_the_shortlist() -> None:
    asked = "How many officers were suspended, and the reasons for each?"
    before = dict(scored(asked))
    other = list(before)[1]
    after = dict(scored(asked, Neighbour(0.95, "foia", (other,))))
    assert after[other] > 2 * before[other]
    assert set(list(after)[:3]) == set(list(before)[:3]), "precedents reorder the shortlist and do not change it"
    # A reply that cites nothing says nothing.
    assert dict(scored(asked, Neighbour(0.95, "foia", ()))) == before


def scored(text: str, *near: Neighbour) -> list[tuple[str, float]]:
    return [(ground.refs["foia"], score) for ground, score in rank(text, "foia", near)]


def test_a_precedent_of_another_regime_counts_by_its_ground() -> None:
    asked = "Emails of the chief executive about the growth deal"
    assert "38(1)(b)" in refs(asked, "foisa", (Neighbour(0.9, "foia", ("40(2)",)),))[:1]


def test_never_more_than_five_scores_ordered_and_explained(library: Library) -> None:
    found = suggest("How many ransomware attacks were there and was a ransom paid?", library, "foia")
    assert 0 < len(found) <= MOST
    scores = [one.score for one in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    best = found[0]
    assert best.exemption == "31(1)(a)"
    assert "attacks on systems" in best.why
    assert any(source.startswith("ransom-") for source in best.sources)
    assert any(source.startswith("foia-s31") for source in best.sources)
    assert set(best.as_json()) == {"outcome", "exemption", "score", "why", "sources"}


def test_one_suggestion_a_section() -> None:
    for regime in ("foia", "foisa"):
        found = [
            ref.split("(")[0]
            for ref in refs("my medical records and names of other patients, whether investigated", regime)
            if ref
        ]
        assert len(found) == len(set(found))


@pytest.mark.parametrize("text", ["", "?", "x" * 5000, "\u202e 12 \U0001f600", "1) a 2) b 3) c 4) d"])
def test_any_text_gives_suggestions_and_no_error(text: str) -> None:
    for regime in REGIMES:
        assert len(rank(text, regime, ())) <= MOST
        assert abs(sum(weighed(text, regime).values()) - 1) < 1e-9


def test_the_file_of_signs_holds_together() -> None:
    known = {*signs_in("x"), "parts", "years", "single"} | {
        name for name in __import__("assistant.library.signs", fromlist=["signs"])._file()["signs"]
    }
    for ground in grounds():
        assert set(ground.weights) <= known, ground.name
        assert any(ground.refs.values()) or ground.outcome == "disclosed"


@pytest.mark.parametrize(
    ("text", "home", "regime"),
    [
        ("Under the Freedom of Information Act 2000, how many staff left?", "foia", "foia"),
        ("How many staff left?", "foisa", "foisa"),
        ("Under the Freedom of Information (Scotland) Act 2002, how many staff left?", "foia", "foisa"),
        ("Under FOISA, how many staff left?", "foia", "foisa"),
        ("Under the Environmental Information Regulations 2004: the noise survey", "foia", "eir"),
        ("Please send the planning application and the flood risk assessment for the landfill.", "foia", "eir"),
        ("Air quality readings and emissions near the incinerator, under FOI", "foia", "eir"),
        # near misses: the words alone, without the thing
        ("How many meetings did the planning committee clerk attend, and the cost of tea?", "foia", "foia"),
        ("Staff absence figures for the environmental health team", "foia", "foia"),
        ("Under the FOIA, the number of drivers fined", "foia", "foia"),
    ],
)
def test_the_regime_is_recognised(text: str, home: str, regime: str) -> None:
    assert recognise_regime(text, home) == regime

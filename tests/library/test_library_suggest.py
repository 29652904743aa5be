"""Suggestions: signs in the words, precedents, regimes."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from assistant.library import Library
from assistant.library.embeddings import HashedEmbedding, MiniLM
from assistant.library.ranking import Neighbour, calibrated, likely, weights
from assistant.library.signs import REGIMES, grounds, signs_in
from assistant.library.suggest import MOST, notices, rank, recognise_regime, suggest
from assistant.library.typical import Typical, kept, requests, shares


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
        ("The witness statements and pleadings filed with the court in the case against us", "foia", "32(1)"),
        ("The skeleton argument and the particulars of claim in the builder's case", "foia", "32(1)"),
        ("For the third time, you liars: who chose the bins?", "foia", "14(1)"),
        ("Notes of discussions among your planning officers about the quarry", "eir", "12(4)(e)"),
        ("Internal memos on the flood wall", "eir", "12(4)(e)"),
        ("What officers recommended to the cabinet about the school", "foisa", "30(b)"),
        ("The advice that officials gave to ministers on ferries", "foisa", "30(b)"),
        ("The viability assessment and financial model for the developer's scheme, with prices", "eir", "12(5)(e)"),
        ("The legal advice of your solicitors on the planning enforcement notice", "eir", "12(5)(b)"),
    ],
)
def test_what_a_question_asks_points_to_the_ground(question: str, regime: str, among_three: str) -> None:
    assert among_three in refs(question, regime)[:3]


@pytest.mark.parametrize(
    ("question", "regime", "ground"),
    [
        ("How many tennis courts does the council own?", "foia", "32(1)"),
        ("How many complaints were filed with the council?", "foia", "32(1)"),
        ("The policy on second homes", "foia", "14(1)"),
        ("The internal telephone number of the library", "eir", "12(4)(e)"),
        ("How many people were advised to see a doctor?", "foisa", "30(b)"),
        ("Advice for visitors to the park", "foisa", "30(b)"),
    ],
)
def test_a_word_alone_points_nowhere(question: str, regime: str, ground: str) -> None:
    assert ground not in refs(question, regime)[:3]


def scored(text: str, *near: Neighbour) -> dict[str, float]:
    return {ground.refs["foia"]: score for ground, score in rank(text, "foia", near)}


def test_a_reply_to_nearly_the_same_question_counts_and_a_distant_one_hardly() -> None:
    asked = "How many officers were suspended, and the reasons for each?"
    before = scored(asked)
    other = list(before)[1]
    near, far = (scored(asked, Neighbour(likeness, "foia", (other,))) for likeness in (0.95, 0.4))
    assert near[other] > 1.3 * before[other]
    assert abs(far[other] - before[other]) < 0.02
    # A reply that cites nothing says nothing.
    assert scored(asked, Neighbour(0.95, "foia", ())) == before


def test_a_precedent_of_another_regime_counts_by_its_ground_and_less() -> None:
    asked = "Emails of the chief executive about the growth deal"
    plain, same, other = (
        likely(asked, "foisa", near)["personal"]
        for near in ((), [Neighbour(0.95, "foisa", ("38(1)(b)",))], [Neighbour(0.95, "foia", ("40(2)",))])
    )
    assert plain < other < same


def test_a_question_like_the_typical_requests_of_a_ground_points_to_it() -> None:
    asked = "What the firm charges us"
    plain, near = (likely(asked, "foia", (), typical)["commercial"] for typical in ({}, {"commercial": 1.0}))
    assert near > 2 * plain


def test_scores_rise_with_shares_and_stay_between_0_and_1() -> None:
    made = [calibrated(share / 20) for share in range(21)]
    assert made == sorted(made)
    assert 0 < made[0] < made[-1] < 1


def test_the_weights_and_typical_requests_name_every_ground() -> None:
    names = {ground.name for ground in grounds()}
    assert {name for name, _ in requests()} == names
    assert all(set(weights().starts[regime]) == names for regime in REGIMES)
    assert len({text for _, text in requests()}) == len(requests())


def test_the_packaged_vectors_are_those_of_the_typical_requests(tmp_path: Path) -> None:
    model = MiniLM(tmp_path)
    rows = kept(model)
    assert rows is not None, "run python -m evals.benchmarks.fit_suggestions --write"
    for index in (0, len(requests()) // 2, len(requests()) - 1):
        assert float(rows[index] @ model.encode([requests()[index][1]])[0]) > 0.999
    # Of another model they say nothing.
    assert kept(HashedEmbedding()) is None


def test_how_many_typical_requests_a_ground_has_does_not_make_it_likely() -> None:
    alike = shares(np.zeros(len(requests()), dtype=np.float32))
    count = Counter(ground for ground, _ in requests())
    most, fewest = max(count, key=count.__getitem__), min(count, key=count.__getitem__)
    assert alike[fewest] < alike[most] < alike[fewest] * count[most] / count[fewest]


@pytest.mark.parametrize(
    ("question", "ground"),
    [
        ("Telephone maintenance: who is the supplier, what is the yearly spend and when does it end?", "commercial"),
        ("The opinion that the barrister gave you on the claim", "privilege"),
        ("Every email in the whole organisation with this word in it, over ten years", "cost"),
        ("Has my neighbour been reported to you for keeping dogs?", "ncnd"),
        ("The letters between the ambassador and the other government", "international"),
        ("How many library books were lent?", "disclosed"),
    ],
)
def test_a_question_is_near_the_typical_requests_of_its_ground(question: str, ground: str, tmp_path: Path) -> None:
    share = Typical(MiniLM(tmp_path)).shares(MiniLM(tmp_path).encode([question])[0])
    assert ground in sorted(share, key=lambda name: -share[name])[:3]


@pytest.mark.parametrize(
    ("text", "regime", "says"),
    [
        ("Please send my medical records", "foia", "subject access request"),
        ("What do you hold about me, and how many staff left?", "foisa", "section 38(1)(a)"),
        ("Air quality near the incinerator", "eir", "Environmental Information Regulations 2004"),
        ("Flood risk and sewage at the harbour", "foisa", "Environmental Information (Scotland)"),
        # near misses: others' records; nothing special
        ("How many patients asked for their medical records?", "foia", ""),
        ("How many staff left?", "foia", ""),
    ],
)
def test_what_an_officer_should_know_first(text: str, regime: str, says: str) -> None:
    found = " ".join(notices(text, regime))
    assert says in found if says else not found


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
    assert best.tests[0].startswith("Disclosure must cause")
    assert best.evidence
    assert any(source.startswith("foia-s31") for source in best.sources)
    assert set(best.as_json()) == {"outcome", "exemption", "score", "why", "sources", "tests", "evidence"}


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
        assert abs(sum(likely(text, regime).values()) - 1) < 1e-9


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
        ("A request to Aberdeenshire Council: how many staff left?", "foia", "foisa"),
        ("The requester asks Police Scotland for the number of officers", "foia", "foisa"),
        ("Students from Scotland who were admitted, by year", "foia", "foia"),
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

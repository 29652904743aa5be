"""Past replies: how old they are, what has changed since, and what that does to their place."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.errors import InputError
from assistant.library import Library
from assistant.library.currency import judged
from assistant.library.explain import lines, read_filters
from assistant.library.filters import Filters
from assistant.library.passages import Passage

TODAY = date(2026, 11, 23)
PLAIN = Passage(
    "r-1", "r", "response", "A reply", "Q1", "Text", 0.8, "2026-06-01", "Exampleton Council", ("43(2)",), "foia", "withheld",
    "", False, False, "How many swans live on the lake?", "Forty.",
)  # fmt: skip


@pytest.mark.parametrize(
    ("given", "age", "note"),
    [
        (PLAIN, "less than a year old", ""),
        (replace(PLAIN, date="2025-06-01"), "1 year old", ""),
        (replace(PLAIN, date="2020"), "6 years old", ""),
        (replace(PLAIN, date=""), "not dated", ""),
        (replace(PLAIN, date="spring"), "not dated", ""),
        (replace(PLAIN, status="overturned"), "less than a year old", "overturned"),
        (replace(PLAIN, status="superseded"), "less than a year old", "superseded by a newer reply"),
        (replace(PLAIN, date="2017-01-02", sections=("40(2)",)), "9 years old", "Data Protection Act 2018"),
        (replace(PLAIN, date="2017", sections=("40(2)",)), "9 years old", "Data Protection Act 2018"),
        # near misses: after the change, another provision, another Act with a section of the same number
        (replace(PLAIN, date="2018-06", sections=("40(2)",)), "8 years old", ""),
        (replace(PLAIN, date="2017-01", sections=("41(1)",)), "9 years old", ""),
        (replace(PLAIN, date="2017-01", sections=("40(2)",), regime="foisa"), "9 years old", ""),
    ],
)
def test_age_and_what_has_changed(given: Passage, age: str, note: str) -> None:
    (found,) = judged([given], TODAY)
    assert found.age == age
    assert (note in " ".join(found.changes)) if note else found.changes == ()
    assert found.score <= given.score


def test_a_newer_reply_of_the_same_authority_supersedes_and_goes_first() -> None:
    old = replace(PLAIN, document_id="old", date="2022-01-01", score=0.81)
    elsewhere = replace(old, document_id="elsewhere", authority="Another Council")
    other = replace(old, document_id="other", question="What is the cost of the ferry?")
    found = {one.document_id: one for one in judged([old, PLAIN, elsewhere, other], TODAY)}
    assert found["old"].changes == ("superseded by r of 2026-06-01",)
    assert found["old"].score < found["r"].score
    assert found["elsewhere"].changes == found["other"].changes == ()


def test_law_has_no_age() -> None:
    law = replace(PLAIN, kind="legislation")
    assert judged([law], TODAY) == [law]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(outcome="withheld"), {"catering", "advice"}),
        (Filters(outcome="withheld", section="43"), {"catering"}),
        (Filters(section="43(2)"), {"catering"}),
        (Filters(section="43(3)"), set()),
        (Filters(since="2025"), {"catering", "advice"}),
        (Filters(since="2025-03-02"), set()),
        (Filters(until="2025"), {"catering", "advice"}),
        (Filters(until="2025-02"), set()),
        (Filters(own=True), set()),
        (Filters(authority_type="police"), set()),
        (Filters(regime="foisa"), set()),
    ],
)
def test_filters(library: Library, filters: Filters, found: set[str]) -> None:
    query = "catering contract unit prices; legal advice on the bridge"
    results = library.search(query, kind="responses", filters=filters)
    assert {one.document_id for one in results} & {"catering", "advice"} == found
    if filters.narrow and not found:
        assert results == []


def test_both_ranks_are_explained(library: Library) -> None:
    (best, *_) = library.explain("unit prices of the catering contract", kind="responses")
    assert (best.keyword_rank, best.vector_rank) == (1, 1)
    assert best.fused == 1.0
    shown = "\n".join(lines([best], explain=True))
    assert "keywords rank 1, meaning rank 1; fused 1.000" in shown
    assert "Exampleton Council" in shown
    assert "fused" not in "\n".join(lines([best], explain=False))
    assert list(lines([], explain=True)) == ["Nothing found."]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [({"since": "last year"}, "last year"), ({"until": "2024-13"}, "2024-13"), ({"outcome": "no"}, "no")],
)
def test_a_filter_that_is_none_is_refused(wrong: dict[str, str], says: str) -> None:
    given = {"regime": "", "authority_type": "", "outcome": "", "section": "", "since": "", "until": "", **wrong}
    with pytest.raises(InputError, match=says):
        read_filters(**given, own=None)


def test_a_section_is_read_as_officers_write_it() -> None:
    made = read_filters(
        regime="", authority_type="", outcome="", section="Section 40 (2)", since="", until="2024-05", own=True
    )
    assert made == Filters(section="40(2)", until="2024-05", own=True)

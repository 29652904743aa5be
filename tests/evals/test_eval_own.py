"""An authority's own past replies are held out, drafted again and audited; no count of people stands in the report."""

from datetime import date
from pathlib import Path

import pytest

from assistant.errors import FoiError
from assistant.figures.policy import Policy
from assistant.library import Library
from assistant.pipeline import Workplace
from assistant.sample import AUTHORITY
from assistant.settings import load_authority
from evals.own import HeldOut, Own, grounds_in, redraft_all
from evals.own_report import in_words, write_report
from evals.scorers.audit import low_counts_in

TODAY = date(2026, 11, 23)
HEAD = "---\nid: {id}\nkind: response\ntitle: {title}\nauthority: Harbour Constabulary\nregime: foia\ndate: 2024-05-01\n---\n\n"
DISMISSALS = (
    HEAD.format(id="harbour-dismissals", title="Officers dismissed by reason")
    + """## Request

1. How many officers were dismissed, by reason?
2. Where are the covert cameras?

## Reply

### Q1 How many officers were dismissed, by reason?

| Reason | 2023 | 2024 | Total |
| --- | ---: | ---: | ---: |
| Conduct | 3 | 12 | 15 |
| Capability | [c] | 8 | 10 |
| Total | 5 | 20 | 25 |

We withhold some figures under section 40(2) of the Act. Two officers were dismissed for sickness.

### Q2 Where are the covert cameras?

We withhold their sites under section 31(1)(a), because offenders would keep away.
"""
)
CLEANING = (
    HEAD.format(id="harbour-cleaning", title="Price of the cleaning contract")
    + "## Request\n\nWhat unit prices did the bidder offer for the cleaning contract?\n\n"
    + "## Reply\n\nWe withhold the unit prices under section 43(2), because the supplier's competitors would use them.\n"
)


class Plain:
    """A stand-in for an embedding, so that search goes by words alone."""

    name, dimension = "by words", 2

    def encode(self, texts: list[str]) -> object:
        import numpy as np

        return np.full((len(texts), 2), 0.7, dtype="float32")


@pytest.fixture
def workplace(tmp_path: Path) -> Workplace:
    corpus = tmp_path / "corpus"
    for name in ("responses", "legislation"):
        (corpus / name).mkdir(parents=True)
    library = Library.open(tmp_path / "data", embedding=Plain(), corpus=corpus, progress=lambda _: None)  # type: ignore[arg-type]
    return Workplace(load_authority(AUTHORITY), Policy(), library)


@pytest.fixture
def own(workplace: Workplace, tmp_path: Path) -> Own:
    for name, text in (("a.md", DISMISSALS), ("b.md", CLEANING)):
        (tmp_path / name).write_text(text, "utf-8")
    assert workplace.library is not None
    workplace.library.add([tmp_path / "a.md", tmp_path / "b.md"], lambda _: None)
    return redraft_all(workplace, TODAY)


def test_what_a_reply_relied_on_is_compared_with_what_is_suggested_without_it(own: Own) -> None:
    assert {one.id: one.cited for one in own.replies} == {
        "harbour-dismissals": ("40", "31"),
        "harbour-cleaning": ("43",),
    }
    assert own.agreement[1] == 3
    assert own.agreement[0] >= 2


def test_a_reply_is_found_by_its_own_questions(own: Own) -> None:
    assert own.found == (2, 2)


def test_low_counts_of_the_original_replies_are_found_and_masked(own: Own) -> None:
    low = {one.id: [(found.how, found.where) for found in one.low] for one in own.replies}
    assert low["harbour-cleaning"] == []
    assert ("cell", "Conduct / 2023") in low["harbour-dismissals"]
    assert ("worked out", "Capability / 2023") in low["harbour-dismissals"]
    assert ("sentence", "▒ officers were dismissed for sickness.") in low["harbour-dismissals"]
    assert own.leaks == 0


def test_the_report_lies_where_it_is_told_to_and_holds_no_low_count(own: Own, tmp_path: Path) -> None:
    file = write_report(own, tmp_path / "own.html")
    page = file.read_text("utf-8")
    assert "Conduct / 2023" in page
    assert "Two officers" not in page + in_words(own)
    assert "://" not in page


def test_a_reply_that_is_held_out_is_not_seen(workplace: Workplace, own: Own) -> None:
    assert own.replies
    held = HeldOut(workplace.library, "harbour-cleaning")  # type: ignore[arg-type]
    assert "harbour-cleaning" not in {p.document_id for p in held.search("unit prices of the cleaning contract")}
    assert "harbour-cleaning" not in {p.document_id for p, _ in held.neighbours("unit prices of the cleaning contract")}


def test_without_replies_of_ones_own_it_says_what_to_do(workplace: Workplace) -> None:
    with pytest.raises(FoiError, match="no past reply") as caught:
        redraft_all(workplace, TODAY)
    assert "foi corpus add" in caught.value.todo


@pytest.mark.parametrize(
    ("why", "text", "found"),
    [
        ("a band is no count", "Fewer than five officers left.", 0),
        ("a count at the threshold is not low", "Five officers left.", 0),
        ("a low count of people", "Three officers left.", 1),
        ("things are not people", "We own three drones.", 0),
        ("a table of money", "| Supplier | Cost |\n| --- | --- |\n| A | 3 |\n| B | 4 |", 0),
        ("a hidden figure that the total gives", "| Ward | Count |\n| --- | --- |\n| A | [c] |\n| B | 9 |\n| Total | 11 |", 1),
        ("hidden figures that stay open", "| Ward | Count |\n| --- | --- |\n| A | [c] |\n| B | [c] |\n| Total | 11 |", 0),
    ],
)  # fmt: skip
def test_what_a_text_tells_of_few_people(why: str, text: str, found: int) -> None:
    assert len(low_counts_in(text, 5)) == found, why


@pytest.mark.parametrize(
    ("text", "regime", "grounds"),
    [
        ("under section 40(2), and section 17(1)", "foia", ("40",)),
        ("regulation 12(5)(b) and regulation 14", "eir", ("12(5)(b)",)),
        ("section 38(1)(b) and section 47", "foisa", ("38",)),
        ("section 99 of the Act", "foia", ()),
    ],
)
def test_what_a_reply_relies_on(text: str, regime: str, grounds: tuple[str, ...]) -> None:
    assert grounds_in(text, regime) == grounds

"""Search: words and meaning, provisions first, and nothing where nothing fits."""

import pytest

from assistant.evidence import NOTHING_FOUND, Evidence, closest_answer, gather, likeness
from assistant.library import Library
from assistant.library.passages import Passage


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("section 40(2)", "section 40(2)"),
        ("what does s.12(1) say about cost", "section 12(1)"),
        ("40(3A)(a)", "section 40(3A)(a)"),
        ("section 40", "section 40(1)"),
        ("exemption 31(1)(a) tactics", "section 31(1)(a)"),
    ],
)
def test_a_query_with_a_provision_finds_it_first(library: Library, query: str, first: str) -> None:
    found = library.search(query, kind="all")
    assert (found[0].locator, found[0].kind, found[0].regime) == (first, "legislation", "foia")


def test_the_regime_named_or_asked_for_decides_whose_section(library: Library) -> None:
    assert library.search("section 12(1) of FOISA")[0].regime == "foisa"
    assert {p.regime for p in library.search("section 12(1)", regime="foisa")} == {"foisa"}


def test_a_provision_brings_all_its_parts_and_the_replies_that_cite_it(library: Library) -> None:
    found = library.search("section 40", regime="foia")
    assert [p.locator for p in found[:3]] == ["section 40(1)", "section 40(2)", "section 40(3A)(a)"]
    assert "tasers" in {p.document_id for p in library.search("section 40(2)", kind="responses")}


@pytest.mark.parametrize(
    "query", ["how to bake sourdough", "xylophone", "", "???", '"; DELETE FROM x; --', "NEAR(a b) AND -c:*"]
)
def test_nothing_is_found_where_nothing_fits(library: Library, query: str) -> None:
    assert library.search(query) == []


def test_kinds_scores_and_one_passage_a_document(library: Library) -> None:
    found = library.search("parking fines in the town centre", kind="responses")
    assert found[0].document_id == "parking"
    assert len({p.document_id for p in found}) == len(found)
    assert {p.kind for p in found} == {"response"}
    scores = [p.score for p in library.search("ransomware attacks crime", k=20)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    assert len(library.search("parking", each=True)) >= len(library.search("parking"))
    assert len(library.search("section 40", k=2)) == 2


def test_a_passage_as_the_contract_has_it(library: Library) -> None:
    one = library.search("unit prices of the catering contract", kind="responses")[0]
    assert one.as_json() == {
        "id": one.id, "kind": "response", "title": "Reply on catering", "locator": "Q1", "text": one.text,
        "score": one.score, "date": "2025-03-01", "authority": "Exampleton Council", "sections": ["43(2)"],
        "regime": "foia", "outcome": "withheld", "url": None, "own": False, "age": one.age, "changes": [],
    }  # fmt: skip


def test_evidence_holds_replies_and_law_or_says_that_there_is_none(library: Library) -> None:
    found = gather("How many ransomware attacks were there and was a ransom paid?", library, regime="foia")
    assert found.passages[0].document_id == "ransom"
    assert gather("recipe for sourdough", library).note == NOTHING_FOUND
    assert gather("recipe for sourdough", library).passages == ()


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("How many parking fines were issued in the town centre in 2026, and what was the income?", "parking"),
        ("How many parking fines were cancelled on appeal?", None),  # like it, but another question
        ("How many libraries closed?", None),
    ],
)
def test_the_closest_answer_is_to_the_same_question(library: Library, asked: str, answered: str | None) -> None:
    found = closest_answer(gather(asked, library))
    assert (found.document_id if found else None) == answered


def test_the_authoritys_own_answer_goes_first_and_an_invented_one_last() -> None:
    def passage(name: str, *, own: bool, invented: bool) -> Passage:
        asked = "How many swans are there?"
        return Passage(name, name, "response", name, "Q1", asked, 0.9, "", "", (), "foia", "", "", own, invented, asked, "Forty.")  # fmt: skip

    mine, theirs, made_up = (
        passage("mine", own=True, invented=False),
        passage("theirs", own=False, invented=False),
        passage("made-up", own=False, invented=True),
    )
    asked = "How many swans are there?"
    assert closest_answer(Evidence(asked, (made_up, theirs, mine), "")) is mine
    assert closest_answer(Evidence(asked, (made_up, theirs), "")) is theirs
    assert likeness(asked, "how many swans are there in 2024") == 1.0


@pytest.mark.slow
def test_minilm_finds_a_reply_by_its_meaning(open_library, tmp_path) -> None:
    from assistant.library.embeddings import MiniLM

    library = open_library(MiniLM(tmp_path))
    # No word in common but for the commonest.
    assert library.search("malware incidents and extortion payments", kind="responses")[0].document_id == "ransom"
    assert library.search("counsel's opinion", kind="responses")[0].document_id == "advice"
    assert library.search("how do I bake sourdough bread") == []
    assert library.remarks == ()


@pytest.mark.slow
def test_minilm_gives_the_same_vectors_in_bulk_and_for_one_question(tmp_path) -> None:
    """In bulk: sentence-transformers in half precision. For one question: NumPy."""
    from assistant.library.embeddings import MiniLM

    texts = [
        "how many people were arrested in each year " * 60,  # longer than the model reads
        "section 40(2) personal data",
        "x",
        "",
        "Ünïcödé, ££ and ½; naïve \U0001f600",
    ]
    bulk, quick = MiniLM(tmp_path), MiniLM(tmp_path)
    together = bulk.encode(texts)
    for text, vector in zip(texts, together, strict=True):
        assert quick.encode([text])[0] @ vector > 0.999
    assert together.shape == (5, 384)


def test_few_words_of_a_question_are_looked_up_in_a_large_library(library: Library, monkeypatch) -> None:
    from assistant.library import terms

    asked = library._terms.of_query("parking fines in the town centre, and unit prices of the catering contract")
    assert sorted(asked.telling()) == sorted(asked.stems), "a small library is asked for all of them"
    monkeypatch.setattr(terms, "MATCHES", 1)
    rarest = asked.telling()
    assert len(rarest) == terms.FEWEST
    others = [one for one in asked.stems if one not in rarest]
    assert min(asked.weights[one] for one in rarest) >= max(asked.weights[one] for one in others)


@pytest.mark.parametrize("text", ["Parking fines", "parked, FINED", "The café's parking", "no such word", ""])
def test_the_share_of_words_is_that_of_all_words_cut(library: Library, text: str) -> None:
    asked = library._terms.of_query("parking fines at the café")
    (stems,) = library._terms._cut([text])
    expected = sum(asked.weights[one] for one in asked.stems if one in stems) / sum(asked.weights.values())
    assert library._terms.shares(asked, [text]) == [pytest.approx(expected)]


def test_what_a_small_library_finds_does_not_hang_on_chromas_graph(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = [(p.id, p.score) for p in library.search("ransomware attacks crime", k=10)]
    monkeypatch.setattr(library._vectors, "nearest", lambda *_: [])
    assert [(p.id, p.score) for p in library.search("ransomware attacks crime", k=10)] == before
    # A library of many passages is not compared one by one, and has Chroma alone to go by.
    monkeypatch.setattr("assistant.library.index.FEW_ENOUGH", 1)
    assert [(p.id, p.score) for p in library.search("ransomware attacks crime", k=10)] != before


def test_a_large_library_is_not_listed_at_each_question(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Listing a hundred thousand vectors took five times as long as the search."""
    listed: list[str] = []
    whole = library._database.vector_ids
    monkeypatch.setattr(library._database, "vector_ids", lambda kind: listed.append(kind) or whole(kind))
    library.search("ransomware attacks", k=3)
    assert listed, "a small one is compared passage by passage"
    listed.clear()
    monkeypatch.setattr("assistant.library.index.FEW_ENOUGH", 1)
    assert library.search("ransomware attacks", k=3)
    assert listed == []


def test_more_vectors_than_so_many_are_told_without_listing_them(library: Library) -> None:
    held = len(library._database.vector_ids("response"))
    assert held > 1
    assert library._database.has_more_vectors("response", held - 1)
    assert not library._database.has_more_vectors("response", held)

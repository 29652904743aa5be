"""The starter corpus is well formed, says where it is from, and gives no low count of people away."""

import csv
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.library.documents import Document, read_document

CORPUS = Path(__file__).parents[2] / "corpus"
RESPONSES = sorted((CORPUS / "responses").glob("*.md"))
OUTCOMES = {
    "disclosed",
    "partial",
    "withheld",
    "not-held",
    "cost",
    "vexatious",
    "available-elsewhere",
    "future-publication",
    "ncnd",
}
FIELDS = {
    "id",
    "kind",
    "title",
    "authority",
    "authority_type",
    "regime",
    "url",
    "outcome",
    "sections",
    "invented",
    "text",
}
# Scotland's Act numbers its exemptions 25 to 41; the Regulations have theirs in 12 and 13.
REFERENCE = re.compile(r"\d{1,2}[A-Z]?(?:\(\d{1,2}[A-Z]?\))?(?:\([a-z]{1,3}\)){0,2}(?:\([ivx]+\))?")

# A scan of its own, simpler than assistant.checks and independent of it: a number from 1 to 4 before a word for people.
_LOW = r"(?:[1-4]|one|two|three|four|(?:a|only) (?:single|couple of|pair of)|only one)"
_PEOPLE = (
    "people|persons?|adults?|pupils?|child|children|babies|baby|students?|officers?|staff|members of staff|employees?|workers?|"
    "patients?|victims?|wom[ae]n|m[ae]n|girls?|boys?|arrests?|de-arrests?|complainants?|deaths?|leavers?|individuals?|councillors?|"
    "teachers?|head ?teachers?|claimants?|applicants?|dismissals?|grievances?|suspensions?|exclusions?|births?|famil(?:y|ies)|"
    "prisoners?|offenders?|sergeants?|constables?|nurses?|doctors?|suspects?|residents?|tenants?"
)
LOW_COUNT = re.compile(rf"(?i)(?<![\w£.,:/-]){_LOW}\s+(?:(?!of\b|and\b|or\b|to\b)[\w'-]+\s+){{0,2}}(?:{_PEOPLE})\b")
LOW_ANSWER = re.compile(
    r"(?i)\b(?:there (?:was|were)|number (?:is|was)|total (?:is|was)|answer (?:is|was))\s+(?:only |just )?(?:[1-4]|one|two|three|four)\b(?![,.]?\d)"
)
LOW_CELL = re.compile(r"\|\s*[1-4]\s*(?=\|)")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def _front(path: Path) -> dict[str, Any]:
    _, front, _ = path.read_text("utf-8").split("---\n", 2)
    loaded = yaml.safe_load(front)
    assert isinstance(loaded, dict)
    return loaded


def _reply(path: Path) -> str:
    return path.read_text("utf-8").split("\n## Reply\n", 1)[1]


def _gives_low_count(text: str) -> list[str]:
    return [m.group() for pattern in (LOW_COUNT, LOW_ANSWER, LOW_CELL) for m in pattern.finditer(text)]


FRONTS = {path.stem: _front(path) for path in RESPONSES}


def _parsed(path: Path) -> Document:
    document = read_document(path)
    assert document is not None
    return document


def test_there_are_enough_responses_of_every_outcome_and_regime() -> None:
    assert len(RESPONSES) >= 100
    assert sum(bool(front["invented"]) for front in FRONTS.values()) >= 14
    assert {front["outcome"] for front in FRONTS.values()} == OUTCOMES
    assert {front["regime"] for front in FRONTS.values()} == {"foia", "eir", "foisa"}


def test_titles_are_distinct() -> None:
    titles = [front["title"] for front in FRONTS.values()]
    assert sorted(titles) == sorted(set(titles))


@pytest.mark.parametrize("path", RESPONSES, ids=lambda path: path.stem)
def test_front_matter_is_complete_and_uses_closed_lists(path: Path) -> None:
    front = FRONTS[path.stem]
    assert front.keys() >= FIELDS
    assert front["id"] == path.stem
    assert front["kind"] == "response"
    assert front["outcome"] in OUTCOMES
    assert front["regime"] in {"foia", "eir", "foisa"}
    assert front["text"] in {"summary", "full"}
    assert isinstance(front["invented"], bool)
    assert front["title"].strip()
    assert front["authority"].strip()
    assert front["authority_type"].strip()
    for reference in front["sections"]:
        assert REFERENCE.fullmatch(reference), reference


@pytest.mark.parametrize("path", RESPONSES, ids=lambda path: path.stem)
def test_date_is_a_day_or_a_month(path: Path) -> None:
    stated = FRONTS[path.stem].get("date")
    if stated is not None and not isinstance(stated, date):
        assert re.fullmatch(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-\d\d)?", stated)


@pytest.mark.parametrize("path", RESPONSES, ids=lambda path: path.stem)
def test_a_real_reply_has_an_address_and_an_invented_one_says_so(path: Path) -> None:
    front = FRONTS[path.stem]
    if front["invented"]:
        assert not front["url"]
        assert "(invented example)" in front["title"]
        assert "Example" in front["authority"]
        assert front["text"] == "full"
    else:
        assert re.match(r"https?://[\w.-]+/", front["url"])
        assert front["text"] == "summary"


@pytest.mark.parametrize("path", RESPONSES, ids=lambda path: path.stem)
def test_each_is_read_by_the_library(path: Path) -> None:
    document = _parsed(path)
    assert document.kind == "response"
    assert document.chunks[0].locator == "Request"
    answers = [chunk for chunk in document.chunks if chunk.answer]
    assert answers
    headings = re.findall(r"(?m)^### (.+)$", _reply(path))
    answered = [chunk for chunk in answers if chunk.locator != "Reply"]
    assert len(answered) == len(headings), "each heading is one part"
    for chunk in answered:
        # Under a heading that is no question, a second paragraph would be taken for an answer to the first.
        assert chunk.question if re.match(r"Q\d", chunk.locator) else not chunk.question


@pytest.mark.parametrize("path", RESPONSES, ids=lambda path: path.stem)
def test_no_reply_gives_a_low_count_of_people(path: Path) -> None:
    assert not _gives_low_count(_reply(path))


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("3 officers were dismissed", True),
        ("There were two wrongful arrests", True),
        ("four female pupils", True),
        ("| Harbour | 2 | 14 |", True),
        ("The total was 4.", True),
        ("a single officer was dismissed", True),
        ("13 officers were dismissed", False),  # not low
        ("| Harbour | [c] | 14 |", False),
        ("section 40(2) people", False),  # a reference
        ("£1.3 million", False),
        ("two reports were released", False),  # not people
        ("questions 1 and 4 are answered", False),
    ],
)
def test_the_scan_finds_low_counts_and_little_else(text: str, gives: bool) -> None:
    assert bool(_gives_low_count(text)) is gives


@pytest.mark.parametrize("path", RESPONSES, ids=lambda path: path.stem)
def test_every_e_mail_address_is_an_example(path: Path) -> None:
    assert [found for found in EMAIL.findall(path.read_text("utf-8")) if not found.endswith(".example")] == []


@pytest.mark.parametrize(
    "path", [path for path in RESPONSES if FRONTS[path.stem]["invented"]], ids=lambda path: path.stem
)
def test_an_invented_letter_is_complete(path: Path) -> None:
    """Section 17(1), (5) and (7) of the Act; regulation 14; sections 16, 17 and 19 of the Scottish Act."""
    front, reply = FRONTS[path.stem], _reply(path)
    assert "40 working days" in reply
    right = {"foia": r"[Ss]ection 50\b", "eir": r"regulation 11\b", "foisa": r"section 47\b"}[front["regime"]]
    assert re.search(right, reply)
    assert ("Scottish Information Commissioner" in reply) is (front["regime"] == "foisa")
    notice = {
        "disclosed": r"no exemption has been applied",
        "not-held": r"do not hold",
        "cost": r"section 17\(5\)",
        "vexatious": r"section 17\(5\)",
    }.get(
        front["outcome"],
        {"foia": r"section 17\(1\)", "eir": r"regulation 14", "foisa": r"section 16\(1\)"}[front["regime"]],
    )
    assert re.search(notice, reply)
    for reference in front["sections"]:
        assert reference in reply, "each ground is cited to its limb"


def test_every_real_reply_is_in_the_register_of_sources_once() -> None:
    with (CORPUS / "sources.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["id", "title", "url", "licence", "retrieved", "used for"]
    ids = [row["id"] for row in rows]
    assert sorted(ids) == sorted(set(ids))
    assert all(value for row in rows for value in row.values())
    registered = {row["id"]: row["url"] for row in rows}
    for name, front in FRONTS.items():
        assert registered.get(name) == (None if front["invented"] else front["url"])

"""The law's text that an officer fetched stands before the digest of the same provision."""

from pathlib import Path

import pytest
from library_corpus import Opener

from assistant.library.passages import Passage

TEXT = """---
id: foia-text-40
kind: legislation
title: "Freedom of Information Act 2000, section 40: Lamps of others (text as at 7 April 2020)"
regime: foia
section: "40"
word: section
act: ""
source: https://example.org
checked: 2020-04-07
status: verified
---

## 40(2)

Personal data of other people, in invented words of the statute.

## 40(2)(a)

Personal data of other people, in invented words: (a) the first limb.

## About this text

The publisher's text as at 7 April 2020.
"""
NEIGHBOUR = (
    TEXT.replace("foia-text-40", "dpa-text-40").replace("regime: foia", "regime: ''").replace('act: ""', "act: dpa")
)


@pytest.fixture
def found(open_library: Opener, tmp_path: Path) -> "type[Asked]":
    library = open_library()
    folder = tmp_path / "data" / "corpus" / "legislation"
    folder.mkdir(parents=True)
    (folder / "foia-text-40.md").write_text(TEXT, "utf-8")
    (folder / "dpa-text-40.md").write_text(NEIGHBOUR, "utf-8")
    library.sync(progress=lambda _: None)
    Asked.library = library
    return Asked


class Asked:
    library: object

    @classmethod
    def of(cls, query: str) -> list[Passage]:
        return cls.library.search(query, kind="legislation", k=10)  # type: ignore[attr-defined, no-any-return]


NAMED = [
    ("a subsection: its text, though its version is older than the digest", "section 40(2)", "section 40(2)"),
    ("a paragraph", "section 40(2)(a)", "section 40(2)(a)"),
]


@pytest.mark.parametrize(("why", "query", "locator"), NAMED, ids=[row[0] for row in NAMED])
def test_the_text_comes_first_where_the_query_names_it(found: type[Asked], why: str, query: str, locator: str) -> None:
    passages = found.of(query)
    assert (passages[0].document_id, passages[0].locator, passages[0].date) == ("foia-text-40", locator, "2020-04-07")
    assert any(one.document_id == "foia-s40" for one in passages), "the digest is still found"


def test_the_text_comes_before_the_digest_where_the_query_describes_it(found: type[Asked]) -> None:
    ids = [one.document_id for one in found.of("personal data of other people")]
    assert ids.index("foia-text-40") < ids.index("foia-s40")


def test_neighbouring_law_with_the_same_number_is_not_taken_for_the_act(found: type[Asked]) -> None:
    named = [one for one in found.of("section 40(2)") if one.document_id == "dpa-text-40"]
    assert not [one for one in named if one.score > 0.9]
    assert {ref for one in named for ref in one.sections} <= {"dpa 40", "dpa 40(2)", "dpa 40(2)(a)"}


REPLY = """---
id: {name}
kind: response
title: Lamps in parks
regime: foia
authority: {authority}
---

## Request

How many lamps are there in the parks?

## Q1

There are 412 lamps in the parks.
"""


@pytest.mark.parametrize(
    ("why", "where", "own"),
    [("an officer put it there", "lamps", True), ("it came from another body's disclosure log", "fetched", False)],
)
def test_whose_a_reply_is_depends_on_where_it_came_from(
    why: str, where: str, own: bool, open_library: Opener, tmp_path: Path
) -> None:
    library = open_library()
    folder = tmp_path / "data" / "corpus" / where
    folder.mkdir(parents=True)
    (folder / "lamps.md").write_text(REPLY.format(name="lamps-1", authority="Harrowmere Borough Council"), "utf-8")
    library.sync(progress=lambda _: None)
    (found,) = [
        one for one in library.search("lamps in the parks", kind="responses", k=10) if one.document_id == "lamps-1"
    ][:1]
    assert found.own is own, why

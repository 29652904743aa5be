"""The digests that an officer reads and the packs that the program reasons with say the same law."""

import re
from functools import cache
from pathlib import Path

import pytest

from assistant.law.pack import load_pack
from assistant.library.documents import Document, read_document

LEGISLATION = Path(__file__).parents[2] / "corpus" / "legislation"
REGIMES = ("foia", "eir", "foisa")
FILES = sorted(LEGISLATION.glob("*/*.md"))
HEADING = re.compile(r"(?m)^## (\d+[A-Z]*(?:\([0-9A-Za-z]+\))*) (.+)$")


@cache
def headings(regime: str) -> dict[str, str]:
    """Each reference that a digest of a regime has a heading for, with the text under it."""
    found: dict[str, str] = {}
    for file in sorted((LEGISLATION / regime).glob("*.md")):
        text = file.read_text("utf-8")
        matches = list(HEADING.finditer(text))
        for match, end in zip(matches, [*(m.start() for m in matches[1:]), len(text)], strict=True):
            found[match.group(1)] = found.get(match.group(1), "") + text[match.start() : end]
    return found


def document(file: Path) -> Document:
    read = read_document(file)
    assert read is not None
    return read


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_digest_says_where_its_law_was_read_and_when(file: Path) -> None:
    read = document(file)
    assert read.id == file.stem
    assert read.regime == file.parent.name
    assert read.url.startswith("https://")
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", read.checked)
    assert read.status in {"verified", "part", "unverified"}
    assert read.chunks


@pytest.mark.parametrize("regime", REGIMES)
def test_every_provision_of_a_pack_is_in_a_digest_in_the_same_words(regime: str) -> None:
    digests = headings(regime)
    for provision in load_pack(regime).provisions:
        assert provision.ref in digests, provision.ref
        assert provision.summary in digests[provision.ref], provision.ref


@pytest.mark.parametrize("regime", REGIMES)
def test_every_heading_of_a_digest_is_a_provision_of_its_pack(regime: str) -> None:
    pack = load_pack(regime)
    assert [ref for ref in headings(regime) if not pack.exists(ref)] == []


@pytest.mark.parametrize("regime", REGIMES)
def test_a_provision_that_is_not_verified_is_marked_so(regime: str) -> None:
    for file in sorted((LEGISLATION / regime).glob("*.md")):
        status = document(file).status
        text = file.read_text("utf-8")
        for match in HEADING.finditer(text):
            provision = load_pack(regime).find(match.group(1))
            if provision and provision.title == match.group(2) and provision.status != status:
                said = {"part": "Read in part only.", "unverified": "Unverified:", "verified": "Verified."}
                assert said[provision.status] in headings(regime)[provision.ref], provision.ref


def test_every_exemption_of_the_act_has_its_digest() -> None:
    wanted = {f"foia-s{number}" for number in [*range(21, 25), *range(26, 45), "22A"]}
    wanted |= {f"foia-s{number}" for number in (1, 2, 3, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 45, 48, 50, 57, 77)}
    assert wanted <= {file.stem for file in FILES}


def test_ids_are_unique() -> None:
    assert len({file.stem for file in FILES}) == len(FILES)


def test_a_digest_never_cites_subsections_of_section_40_that_are_gone() -> None:
    text = "".join(file.read_text("utf-8") for file in FILES)
    assert not re.search(r"40\((?:3|4|5|6)\)", text)

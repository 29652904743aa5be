"""What a PDF holds and its page does not show: hits, and beside each what only looks like one."""

from pathlib import Path
from typing import Any

import pytest

from assistant.checks.hidden import hidden_content
from assistant.reading import read_text
from tests.checks.pdfs import pdf, stream, updated, words

HELD = words("We hold this information.", y=760)
LOW = "3 officers were dismissed"
BOX = "0 g 70 695 200 16 re f\n"


def found(path: Path) -> dict[str, str]:
    return {one.code: one.verdict.word for one in hidden_content(path, None, read_text(path))}


DRAWN = [
    ("nothing hidden", words("We hold 57 records."), {}),
    ("a black box over words", words(LOW) + BOX, {"hidden.covered": "block"}),
    ("a box drawn as lines", words(LOW) + "0 g 70 695 m 270 695 l 270 711 l 70 711 l h f\n", {"hidden.covered": "block"}),
    ("a box of six corners", words(LOW) + "0 g 100 695 m 70 695 l 70 711 l 270 711 l 270 695 l 100 695 l h f*\n", {"hidden.covered": "block"}),
    ("a triangle beside words", words("Total 57", x=140) + "0 g 70 695 m 190 695 l 70 760 l h f\n", {}),
    ("a white box over a low count", words(LOW) + "1 g 70 695 200 16 re f\n", {"hidden.covered": "block"}),
    ("a white box over other words", words("and so on") + "1 g 70 695 200 16 re f\n", {"hidden.covered": "review"}),
    ("black letters on a black box", BOX + words("our records say so"), {"hidden.covered": "block"}),
    ("a box over the last word of a line", words(LOW) + "0 g 140 695 90 16 re f\n", {"hidden.covered": "block"}),
    ("a box that lets the words through", "/G gs " + words(LOW.replace("3", "57")) + BOX, {}),
    ("white letters on the page", words(LOW, before="1 g"), {"hidden.text": "block"}),
    ("white letters on a dark heading", "0.1 0.2 0.4 rg 70 695 200 16 re f\n" + words("Total", before="1 g"), {}),
    ("dark letters on a light heading", "0.9 g 70 695 200 16 re f\n0 g " + words("Total"), {}),
    ("a black rule under words", words("Total 57") + "0 g 70 696 200 1 re f\n", {}),
    ("a black rule through words, struck out", words("Total 57") + "0 g 70 703 200 0.8 re f\n", {}),
    ("the borders of a table", words("Total 57") + "0 G 70 695 200 16 re S\n", {}),
    ("the invisible mode", words(LOW, before="3 Tr"), {"hidden.text": "block"}),
    ("the invisible mode, other words", words("and so on", before="3 Tr"), {"hidden.text": "review"}),
    ("letters of one point", words(LOW, size=1), {"hidden.text": "block"}),
    ("letters of one point by scale", f"q 0.05 0 0 0.05 72 700 cm {words(LOW, 0, 0)} Q", {"hidden.text": "block"}),
    ("words beside the sheet", words(LOW, x=-400), {"hidden.text": "block"}),
    ("words above the sheet", words("and so on", y=900), {"hidden.text": "review"}),
    ("a footer in small print", words("Page 1 of 2", size=6, y=20), {}),
    ("a layer that is off", "/OC /L1 BDC " + words(LOW) + " EMC", {"hidden.layer": "block"}),
    ("a form with a black box in it", words(LOW) + "/X1 Do", {"hidden.covered": "block"}),
]  # fmt: skip


@pytest.mark.parametrize(("why", "drawn", "expected"), DRAWN, ids=[row[0] for row in DRAWN])
def test_words_that_are_drawn_and_not_seen(why: str, drawn: str, expected: dict[str, str], tmp_path: Path) -> None:
    layered = "L1" in drawn
    path = pdf(
        tmp_path / "letter.pdf",
        HELD + drawn,
        resources="/ExtGState << /G << /ca 0.3 >> >> /XObject << /X1 51 0 R >> /Properties << /L1 50 0 R >>",
        catalog="/OCProperties << /OCGs [50 0 R] /D << /OFF [50 0 R] >> >>" if layered else "",
        objects={
            50: "<< /Type /OCG /Name (Draft) >>",
            51: stream(BOX, "/Type /XObject /Subtype /Form /BBox [0 0 595 842]"),
        },
    )
    assert found(path) == expected


def annotation(entries: str) -> dict[str, Any]:
    return {"page": "/Annots [50 0 R]", "objects": {50: f"<< /Type /Annot /Rect [70 690 300 720] {entries} >>"}}


AROUND: list[tuple[str, dict[str, Any], dict[str, str]]] = [
    (
        "a note",
        annotation("/Subtype /Text /T (A. Officer) /Contents (agreed with legal)"),
        {"hidden.annotation": "review"},
    ),
    ("a note with a low count", annotation(f"/Subtype /Text /Contents ({LOW})"), {"hidden.annotation": "block"}),
    ("a link", annotation("/Subtype /Link /A << /S /URI /URI (https://www.gov.uk) >>"), {}),
    ("a black square", annotation("/Subtype /Square /IC [0 0 0]"), {"hidden.annotation": "block"}),
    ("a redaction not applied", annotation("/Subtype /Redact"), {"hidden.annotation": "block"}),
    ("a field", annotation("/Subtype /Widget /FT /Tx /T (Reference) /V (FOI 57)"), {}),
    ("a hidden field", annotation(f"/Subtype /Widget /FT /Tx /T (n) /V ({LOW}) /F 2"), {"hidden.field": "block"}),
    ("an author", {"info": "/Author (Chris Otherman)"}, {"hidden.metadata": "review"}),
    ("the authority as author", {"info": "/Author (Exampleshire Council) /Producer (LibreOffice 24.2)"}, {}),
    ("a program as author", {"info": "/Author (Microsoft Office User)"}, {}),
    ("a low count in the subject", {"info": f"/Subject ({LOW})"}, {"hidden.metadata": "block"}),
    ("a title", {"info": "/Title (Response to request FOI 123)"}, {}),
    (
        "an author in the XMP data",
        {
            "catalog": "/Metadata 50 0 R",
            "objects": {
                50: stream(
                    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
                    '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator><rdf:Seq><rdf:li>Chris Otherman'
                    "</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>",
                    "/Type /Metadata /Subtype /XML",
                )
            },
        },
        {"hidden.metadata": "review"},
    ),
    (
        "a script",
        {"catalog": "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"},
        {"hidden.script": "review"},
    ),
    (
        "an attached file",
        {
            "catalog": "/Names << /EmbeddedFiles << /Names [(raw.csv) 50 0 R] >> >>",
            "objects": {
                50: "<< /Type /Filespec /F (raw.csv) /UF (raw.csv) /EF << /F 51 0 R >> >>",
                51: stream("Area,2023\nNorth,3", "/Type /EmbeddedFile"),
            },
        },
        {"hidden.attachment": "block"},
    ),
]


@pytest.mark.parametrize(("why", "entries", "expected"), AROUND, ids=[row[0] for row in AROUND])
def test_what_lies_round_the_pages(why: str, entries: dict[str, Any], expected: dict[str, str], tmp_path: Path) -> None:
    assert found(pdf(tmp_path / "letter.pdf", HELD, **entries)) == expected


def test_an_earlier_version_is_read(tmp_path: Path) -> None:
    path = pdf(tmp_path / "letter.pdf", HELD + words(LOW))
    assert found(updated(path, 11, stream(HELD + words("the figure is withheld")))) == {"hidden.revision": "block"}


def test_an_update_that_took_nothing_away_is_fine(tmp_path: Path) -> None:
    path = pdf(tmp_path / "letter.pdf", HELD)
    assert found(updated(path, 11, stream(HELD + words("Signed electronically.")))) == {}


def test_the_author_who_signs_the_letter_is_no_secret(tmp_path: Path) -> None:
    path = pdf(tmp_path / "letter.pdf", HELD + words("Chris Otherman"), info="/Author (Chris Otherman)")
    assert found(path) == {}


def test_a_finding_names_the_page_and_repeats_no_number(tmp_path: Path) -> None:
    path = pdf(tmp_path / "letter.pdf", HELD, HELD + words(LOW) + BOX)
    (one,) = hidden_content(path)
    assert "page 2" in one.message
    assert "3" not in one.message + one.quote + one.remedy
    assert "Redact" in one.remedy


def test_a_searchable_scan_is_for_review(tmp_path: Path) -> None:
    picture = stream(
        "\x00" * 3, "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceRGB /BitsPerComponent 8"
    )
    drawn = HELD.replace("BT", "BT 3 Tr") + "q 595 0 0 842 0 0 cm /X1 Do Q"
    path = pdf(tmp_path / "letter.pdf", drawn, resources="/XObject << /X1 50 0 R >>", objects={50: picture})
    assert found(path) == {"hidden.scan": "review"}

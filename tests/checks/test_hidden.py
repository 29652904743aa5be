"""What a Word file holds and its page does not show: hits, and beside each what only looks like one."""

import io
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest

from assistant.checks.hidden import hidden_content
from assistant.checks.material import Material
from assistant.errors import InputError
from assistant.reading import read_text

LOW = "3 officers were dismissed"
WHITE = '<w:color w:val="FFFFFF"/>'
DARK_CELL = '<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="1F3864"/></w:tcPr>'
BOX = (
    '<w:drawing><wp:anchor xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" behindDoc="{behind}">'
    '<wp:extent cx="900000" cy="{height}"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData>'
    '<wps:wsp xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:spPr><a:solidFill>'
    '<a:srgbClr val="{colour}"/></a:solidFill></wps:spPr></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>'
)


def run(words: str, look: str = "", tag: str = "t") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:{tag} xml:space="preserve">{words}</w:{tag}></w:r>'


def paragraph(inner: str) -> str:
    return f"<w:p>{inner}</w:p>"


def cell(inner: str, properties: str = "") -> str:
    return f"<w:tbl><w:tr><w:tc>{properties}<w:p>{inner}</w:p></w:tc></w:tr></w:tbl>"


def changed(kind: str, inner: str) -> str:
    return f'<w:{kind} w:id="1" w:author="A. Officer">{inner}</w:{kind}>'


def document(tmp_path: Path, body: str = "", author: str = "", parts: dict[str, str] | None = None) -> Path:
    """Return a letter with more in its body, and parts added or replaced."""
    plain = docx.Document()
    plain.core_properties.author = author
    plain.add_paragraph("We hold this information.")
    plain.save(str(tmp_path / "plain.docx"))
    path = tmp_path / "letter.docx"
    with zipfile.ZipFile(tmp_path / "plain.docx") as source, zipfile.ZipFile(path, "w") as target:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename == "word/document.xml":
                data = data.replace(b"<w:sectPr", body.encode() + b"<w:sectPr", 1)
            if entry.filename not in (parts or {}):
                target.writestr(entry, data)
        for name, text in (parts or {}).items():
            target.writestr(name, text)
    return path


def found(path: Path) -> dict[str, str]:
    return {one.code: one.verdict.word for one in hidden_content(path, None, read_text(path))}


BODIES = [
    ("nothing hidden", "<w:p>" + run("We hold 57 records.") + "</w:p>", {}),
    ("an insertion with a low count", f"<w:p>{changed('ins', run(LOW))}</w:p>", {"hidden.tracked": "block"}),
    ("an insertion of plain words", f"<w:p>{changed('ins', run('and so on'))}</w:p>", {"hidden.tracked": "review"}),
    ("a deletion with a low count", f"<w:p>{changed('del', run(LOW, tag='delText'))}</w:p>", {"hidden.tracked": "block"}),
    ("a deleted name", f"<w:p>{changed('del', run('Sarah Jones', tag='delText'))}</w:p>", {"hidden.tracked": "block"}),
    ("a change that was accepted", paragraph(run('We hold 57 records.')), {}),
    (
        "a change of format",
        '<w:p><w:pPr><w:pPrChange w:id="1" w:author="A. Officer"><w:pPr/></w:pPrChange></w:pPr>' + run("x") + "</w:p>",
        {"hidden.tracked": "review"},
    ),
    ("hidden words", paragraph(run(LOW, '<w:vanish/>')), {"hidden.text": "block"}),
    ("hidden words of no weight", paragraph(run('and so on', '<w:vanish/>')), {"hidden.text": "review"}),
    ("hiding switched off", paragraph(run('and so on', '<w:vanish w:val="0"/>')), {}),
    ("hidden on a web page alone", paragraph(run('and so on', '<w:webHidden/>')), {}),
    ("white on the page", paragraph(run(LOW, WHITE)), {"hidden.text": "block"}),
    ("white on a dark cell", cell(run("Total", WHITE), DARK_CELL), {}),
    ("dark on a dark cell", cell(run("our records", '<w:color w:val="1F3864"/>'), DARK_CELL), {"hidden.text": "review"}),
    ("no colour of its own on a dark cell, which Word shows in white", cell(run("Total"), DARK_CELL), {}),
    ("a black highlighter over words", paragraph(run(LOW, '<w:highlight w:val="black"/>')), {"hidden.covered": "block"}),
    ("a yellow highlighter", paragraph(run('and so on', '<w:highlight w:val="yellow"/>')), {}),
    (
        "black shading under black letters",
        paragraph(run('our records', '<w:color w:val="000000"/><w:shd w:val="clear" w:fill="000000"/>')),
        {"hidden.covered": "review"},
    ),
    ("letters of one point", paragraph(run(LOW, '<w:sz w:val="2"/>')), {"hidden.text": "block"}),
    ("letters of six points", paragraph(run('and so on', '<w:sz w:val="12"/>')), {}),
    (
        "a hidden row",
        f"<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p>{run('and so on')}</w:p></w:tc></w:tr></w:tbl>",
        {"hidden.text": "review"},
    ),
    (
        "a black shape over the text",
        f"<w:p><w:r>{BOX.format(behind=0, height=300000, colour='000000')}</w:r></w:p>",
        {"hidden.covered": "review"},
    ),
    ("a rule", f"<w:p><w:r>{BOX.format(behind=0, height=9000, colour='000000')}</w:r></w:p>", {}),
    ("a dark banner behind the text", f"<w:p><w:r>{BOX.format(behind=1, height=300000, colour='000000')}</w:r></w:p>", {}),
    ("a pale shape", f"<w:p><w:r>{BOX.format(behind=0, height=300000, colour='DDDDDD')}</w:r></w:p>", {}),
]  # fmt: skip


@pytest.mark.parametrize(("why", "body", "expected"), BODIES, ids=[row[0] for row in BODIES])
def test_what_the_body_hides(why: str, body: str, expected: dict[str, str], tmp_path: Path) -> None:
    assert found(document(tmp_path, body)) == expected


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"


def comment(words: str) -> dict[str, str]:
    return {
        "word/comments.xml": f'<w:comments {W}><w:comment w:id="0" w:author="A. Officer"><w:p>{run(words)}</w:p></w:comment></w:comments>'
    }


def link(kind: str, target: str) -> dict[str, str]:
    return {
        "word/_rels/settings.xml.rels": f'<Relationships {RELS}><Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}" '
        'TargetMode="External"/></Relationships>'
    }


PARTS = [
    ("a comment with a low count", comment("it was 3"), {"hidden.comment": "block"}),
    ("a comment that names a person", comment("ask Sarah Jones"), {"hidden.comment": "block"}),
    ("a comment with a telephone", comment("ring 07700 900123"), {"hidden.comment": "block"}),
    ("a comment of plain words", comment("agreed with legal"), {"hidden.comment": "review"}),
    ("a comment on a section", comment("see section 3"), {"hidden.comment": "review"}),
    ("an embedded object", {"word/embeddings/oleObject1.bin": "x"}, {"hidden.embedded": "review"}),
    ("data of its own", {"customXml/item1.xml": f"<r><n>{LOW}</n></r>"}, {"hidden.custom": "block"}),
    ("data of its own, plain", {"customXml/item1.xml": "<r><n>draft</n></r>"}, {"hidden.custom": "review"}),
    (
        "Word's own list of sources",
        {"customXml/item1.xml": '<b:Sources xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography"/>'},
        {},
    ),
    (
        "the reviewer in a custom property",
        {"docProps/custom.xml": f'<Properties xmlns="{CUSTOM}"><property name="Reviewer">Chris Otherman</property></Properties>'},
        {"hidden.metadata": "review"},
    ),
    (
        "a label of sensitivity, with numbers of its own",
        {"docProps/custom.xml": f'<Properties xmlns="{CUSTOM}"><property name="MSIP_Label_0_ContentBits">2</property></Properties>'},
        {},
    ),
    ("a library's own data", {"customXml/item1.xml": "<p:properties xmlns:p='x'><n>3</n></p:properties>"}, {}),
    ("macros", {"word/vbaProject.bin": "x"}, {"hidden.macro": "review"}),
    ("a template fetched from outside", link("attachedTemplate", "https://example.org/t.dotm"), {"hidden.link": "review"}),
    ("a template on a share", link("attachedTemplate", "file://///server/t.dotm"), {"hidden.link": "review"}),
    ("a template on the writer's disk", link("attachedTemplate", "file:///C:/Office/Normal.dotm"), {}),
    ("a template in a person's folder", link("attachedTemplate", "file:///C:/Users/cotherman/t.dotm"), {"hidden.metadata": "review"}),
    ("a hyperlink", link("hyperlink", "https://www.gov.uk"), {}),
]  # fmt: skip


@pytest.mark.parametrize(("why", "parts", "expected"), PARTS, ids=[row[0] for row in PARTS])
def test_what_other_parts_hide(why: str, parts: dict[str, str], expected: dict[str, str], tmp_path: Path) -> None:
    assert found(document(tmp_path, parts=parts)) == expected


AUTHORS = [
    ("nobody", "", {}),
    ("the authority", "Exampleshire Council", {}),
    ("a program", "python-docx", {}),
    ("a role", "FOI Officer", {}),
    ("a person", "Chris Otherman", {"hidden.metadata": "review"}),
    ("an account", "cotherman", {"hidden.metadata": "review"}),
]


@pytest.mark.parametrize(("why", "author", "expected"), AUTHORS, ids=[row[0] for row in AUTHORS])
def test_the_author_is_for_review_where_it_is_a_person(
    why: str, author: str, expected: dict[str, str], tmp_path: Path
) -> None:
    assert found(document(tmp_path, author=author)) == expected


def test_who_signs_or_answers_for_the_letter_is_no_secret(tmp_path: Path) -> None:
    signed = document(tmp_path, paragraph(run("Chris Otherman")), author="Chris Otherman")
    assert found(signed) == {}
    unsigned = document(tmp_path, author="Chris Otherman")
    assert not hidden_content(unsigned, Material(contact="Chris Otherman, foi@example.gov.uk"))


def test_hiding_by_a_style_is_found(tmp_path: Path) -> None:
    styles = (
        f'<w:styles {W}><w:style w:type="character" w:styleId="Base"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Quiet"><w:basedOn w:val="Base"/></w:style></w:styles>'
    )
    body = paragraph(run(LOW, '<w:rStyle w:val="Quiet"/>'))
    assert found(document(tmp_path, body, parts={"word/styles.xml": styles})) == {"hidden.text": "block"}


def test_styles_based_on_each_other_come_to_an_end(tmp_path: Path) -> None:
    styles = (
        f'<w:styles {W}><w:style w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>'
    )
    body = paragraph(run("and so on", '<w:rStyle w:val="A"/>'))
    assert found(document(tmp_path, body, parts={"word/styles.xml": styles})) == {}


def test_a_workbook_inside_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["Area", "Officers dismissed"], ["North", 3], ["South", 57]):
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    path = document(tmp_path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/embeddings/Microsoft_Excel_Sheet.xlsx", data.getvalue())
    assert found(path) == {"hidden.embedded": "block"}


def test_a_finding_names_the_place_and_repeats_no_number(tmp_path: Path) -> None:
    body = f"<w:p>{run('Our answer to question one')}</w:p><w:p>{changed('del', run(LOW, tag='delText'))}</w:p>"
    (one,) = hidden_content(document(tmp_path, body))
    assert "by A. Officer in paragraph 3" in one.message
    assert "low count" in one.message
    assert "3 officers" not in one.message + one.quote
    assert "Word" in one.remedy


def test_many_places_are_one_finding(tmp_path: Path) -> None:
    body = "".join(paragraph(run("and so on", "<w:vanish/>")) for _ in range(9))
    (one,) = hidden_content(document(tmp_path, body))
    assert "; and 5 more" in one.message


def test_deeply_nested_markup_is_read_or_refused(tmp_path: Path) -> None:
    body = "<w:sdt><w:sdtContent>" * 5_000 + paragraph(run("x")) + "</w:sdtContent></w:sdt>" * 5_000
    with pytest.raises(InputError):
        hidden_content(document(tmp_path, body))


def test_an_external_entity_is_refused(tmp_path: Path) -> None:
    evil = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:styles/>'
    with pytest.raises(InputError):
        hidden_content(document(tmp_path, parts={"word/styles.xml": evil}))


@pytest.mark.parametrize("name", ["broken.docx", "broken.xlsx", "broken.pdf"])
def test_a_damaged_file_is_refused(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(b"not what it says")
    with pytest.raises(InputError):
        hidden_content(path)

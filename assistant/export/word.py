"""A letter as a Word document: A4, headings, real tables, page numbers, no person in its properties."""

import io
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.errors import InputError

FONT = "Arial"
_SIZES = {"Normal": 11, "Heading 1": 15, "Heading 2": 13, "Heading 3": 11.5, "Quote": 11, "List Bullet": 11}


def letter_docx(text: str, *, title: str, author: str, template: Path | None = None) -> bytes:
    """Return a letter's Markdown as the bytes of a .docx file.

    Args:
        text: the letter.
        title: for the document's properties.
        author: for the document's properties: an authority, or "" for nobody.
        template: a house's document: its page, header, footer and styles are kept, what stands in its body is not.

    Raises:
        InputError: the template is missing, or is no Word document.
    """
    from docx import Document  # takes a while, and only export needs it

    if template:
        document = _house_document(template)
    else:
        document = Document()
        _page(document)
        _styles(document)
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = title[:250], author, ""
    properties.comments, properties.language = "", "en-GB"
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)
    _Writer(document).write(MarkdownIt("commonmark", {"html": False}).enable("table").parse(text))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _house_document(template: Path) -> Any:  # noqa: ANN401
    """Open a house's template, with its body emptied and the styles that a letter needs."""
    from docx import Document
    from docx.enum.style import WD_STYLE_TYPE
    from docx.opc.exceptions import OpcError

    try:
        document = Document(str(template))
    except (OSError, ValueError, KeyError, BadZipFile, OpcError) as error:
        raise InputError(
            "the house's letter template cannot be read as a Word document",
            where=str(template),
            todo="Correct “template” in the authority's profile, or take it out.",
        ) from error
    body = document.element.body
    for element in list(body):
        if not element.tag.endswith("}sectPr"):
            body.remove(element)
    known = {style.name for style in document.styles}
    for name in _SIZES:
        if name not in known:
            document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if "Table Grid" not in known:
        document.styles.add_style("Table Grid", WD_STYLE_TYPE.TABLE)
    return document


def _page(document: Any) -> None:  # noqa: ANN401 - python-docx has no types
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.2)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run("Page ")
    _field(footer.add_run(), "PAGE")
    footer.add_run(" of ")
    _field(footer.add_run(), "NUMPAGES")


def _field(run: Any, name: str) -> None:  # noqa: ANN401
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind, content in (("begin", None), (None, name), ("separate", None), ("end", None)):
        if kind:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        else:
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = content
        run._r.append(element)


def _styles(document: Any) -> None:  # noqa: ANN401
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    for name, size in _SIZES.items():
        style = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
        for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            style.element.rPr.rFonts.attrib.pop(qn(attribute), None)
        heading = name.startswith("Heading")
        style.font.bold, style.font.italic = heading, False
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.paragraph_format.space_before = Pt(14 if heading else 0)
        style.paragraph_format.space_after = Pt(4 if heading else 8)
        style.paragraph_format.keep_with_next = heading
        style.paragraph_format.line_spacing = 1.0 if heading else 1.12


class _Writer:
    """Writes Markdown's blocks into a document, one after the other."""

    def __init__(self, document: Any) -> None:  # noqa: ANN401
        self.document = document
        self._style_ids: dict[str, str | None] = {}

    def write(self, tokens: Sequence[Token]) -> None:
        quote = bullets = 0
        stream: Iterator[Token] = iter(tokens)
        for token in stream:
            if token.type == "table_open":
                self._table(stream)
            elif token.type in {"blockquote_open", "blockquote_close"}:
                quote += token.nesting
            elif token.type in {"bullet_list_open", "bullet_list_close", "ordered_list_open", "ordered_list_close"}:
                bullets += token.nesting
            elif token.type == "heading_open":
                self._inline(next(stream), self.document.add_heading(level=min(int(token.tag[1]), 3)))
            elif token.type == "inline":
                self._paragraph(token, quoted=bool(quote), bulleted=bool(bullets))
            elif token.type in {"fence", "code_block"}:
                self.document.add_paragraph(token.content)

    def _paragraph(self, token: Token, *, quoted: bool, bulleted: bool) -> None:
        from docx.shared import Cm

        style = "Quote" if quoted else "List Bullet" if bulleted else "Normal"
        paragraph = self.document.add_paragraph()
        paragraph._p.style = self._style_id(style)
        if quoted:
            paragraph.paragraph_format.left_indent = Cm(0.8)
            _bar(paragraph)
        self._inline(token, paragraph)

    def _style_id(self, name: str) -> str | None:
        """Return a style's id, looked up once: python-docx searches all styles for every paragraph."""
        from docx.enum.style import WD_STYLE_TYPE

        if name not in self._style_ids:
            self._style_ids[name] = self.document.part.get_style_id(name, WD_STYLE_TYPE.PARAGRAPH)
        return self._style_ids[name]

    def _inline(self, token: Token, paragraph: Any) -> None:  # noqa: ANN401
        bold = italic = 0
        for child in token.children or ():
            if child.type in {"strong_open", "strong_close"}:
                bold += child.nesting
            elif child.type in {"em_open", "em_close"}:
                italic += child.nesting
            elif child.type == "hardbreak":
                paragraph.add_run().add_break()
            elif child.content or child.type == "softbreak":
                run = paragraph.add_run(child.content or " ")
                run.bold, run.italic = bold > 0 or None, italic > 0 or None

    def _table(self, stream: Iterator[Token]) -> None:
        rows: list[list[tuple[Token, bool]]] = []
        right = False
        for token in stream:
            if token.type == "table_close":
                break
            if token.type == "tr_open":
                rows.append([])
            elif token.type in {"th_open", "td_open"}:
                right = "right" in str(token.attrs.get("style", ""))
            elif token.type == "inline":
                rows[-1].append((token, right))
        table = self.document.add_table(rows=len(rows), cols=max(map(len, rows)), style="Table Grid")
        table.autofit = True
        for number, row in enumerate(rows):
            for column, (token, right) in enumerate(row):
                self._cell(table.cell(number, column).paragraphs[0], token, head=number == 0, right=right)
        _repeat_header(table.rows[0])
        self.document.add_paragraph().paragraph_format.space_after = 0

    def _cell(self, paragraph: Any, token: Token, *, head: bool, right: bool) -> None:  # noqa: ANN401
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        if right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT

        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.paragraph_format.space_before = Pt(2)
        self._inline(token, paragraph)
        if head:
            for run in paragraph.runs:
                run.bold = True


def _bar(paragraph: Any) -> None:  # noqa: ANN401
    """Draw a bar at the left of a quotation, so that indenting alone does not mark it."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:pBdr")
    left = OxmlElement("w:left")
    for name, value in (("val", "single"), ("sz", "12"), ("space", "8"), ("color", "808080")):
        left.set(qn(f"w:{name}"), value)
    borders.append(left)
    paragraph._p.get_or_add_pPr().append(borders)


def _repeat_header(row: Any) -> None:  # noqa: ANN401
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(header)

"""What every Office file may hide: names in its properties, files within it, data of its own, links outside.

Source of the parts: ECMA-376, part 1, 15.2 and part 2, 10 (core properties).
"""

import io
import re
import zipfile
from collections.abc import Iterator

from assistant.checks.hidden.traces import Kind, Trace
from assistant.checks.name_words import OTHER_THINGS
from assistant.errors import InputError
from assistant.findings import Verdict
from assistant.reading.packages import attribute, local, relations, under, xml

METADATA = Kind(
    "hidden.metadata",
    "The file's properties name a person",
    "In Word or Excel: File, Info, Check for Issues, Inspect Document, then remove document properties and personal information.",
)
EMBEDDED = Kind(
    "hidden.embedded",
    "Another file is inside this one, with all that it holds",
    "Paste the chart or table as a picture (Paste Special, Picture) and delete the object; its data stay in the file otherwise.",
)
CUSTOM = Kind(
    "hidden.custom",
    "The file carries data that no page shows",
    "In Word or Excel: File, Info, Check for Issues, Inspect Document, then remove custom XML data.",
)
LINK = Kind(
    "hidden.link",
    "The file reaches outside itself when it is opened",
    "In Word: File, Info, Edit Links to Files, Break Link; for a template, Developer, Document Template, and attach Normal.",
)
MACRO = Kind("hidden.macro", "The file holds macros", "Save it as .docx or .xlsx, which hold none.")
ALTERNATIVE = Kind(
    "hidden.attribute",
    "A description that the page does not show tells something",
    "Right-click the picture, chart or shape, Edit Alt Text, and take the number or name out.",
    describes=True,
)
_TOOLS = re.compile(
    r"(?:python-docx|openpyxl|foi assistant|microsoft|apache|libreoffice|openoffice|google|adobe|acrobat|unknown|anonymous|users?|author|owner"
    r"|staff|guest|default|sharepoint|system account|windows user|admin\w*|foi\w*|info\w*)\b",
    re.I,
)
_NAMES_SOMEBODY = re.compile(
    r"author|owner|manager|reviewer|checked|editor|e-?mail|modified ?by|created ?by|display ?name|user ?name|typist|client",
    re.I,
)
_USERS_FOLDER = re.compile(r"[/\\](?:Users|home|Documents and Settings|OneDrive)[/\\ ]", re.I)
_USUAL_LINKS = frozenset({"hyperlink", "customXml"})
_QUIET_DATA = frozenset(
    {
        "Sources",
        "contentTypeSchema",
        "FormTemplates",
        "CoverPageProperties",
        "properties",
        "Receivers",
        "LongProperties",
    }
)
_DEEPEST = 2
_PROGRAMS_NAME = re.compile(
    r"\S+\.(?:png|jpe?g|gif|bmp|svg|emf|wmf|tiff?)|(?:shape|picture|image|graphic|object|chart|diagram|text ?box|frame|logo)s? ?\d{1,4}",
    re.I,
)
_WORDS = re.compile(r"[^\W\d_]{2,}")


def is_a_name(name: str, known: str = "") -> bool:
    """Tell a person's name, or an account's, from a program's, a body's and words that are known already.

    Args:
        name: what stands in the properties.
        known: the authority's own contact details and the letter's visible words.
    """
    words = " ".join(name.split())
    if not _WORDS.search(words) or _TOOLS.match(words) or words.casefold() in known.casefold():
        return False
    return not any(word.strip(",.;&()") in OTHER_THINGS for word in words.split())


def properties(archive: zipfile.ZipFile, where: str, known: str) -> Iterator[Trace]:
    """Find people in the properties, and words there that tell a count or a person."""
    for what, words in _named(archive, where):
        if is_a_name(words, known):
            yield Trace(METADATA, f"{what}: {words[:60]}")
    for what, words in _described(archive, where):
        yield Trace(METADATA, what, words, Verdict.PASS)
    for name in archive.namelist():
        if name.endswith(".rels"):
            root = xml(archive, name, where)
            for one in [] if root is None else list(root):
                if one.get("TargetMode") == "External" and _USERS_FOLDER.search(one.get("Target", "")):
                    yield Trace(METADATA, "a link into a person's folder")


def _named(archive: zipfile.ZipFile, where: str) -> Iterator[tuple[str, str]]:
    for part in ("core", "app"):
        for node in under(xml(archive, f"docProps/{part}.xml", where), "creator", "lastModifiedBy", "Manager"):
            what = {"creator": "author", "lastModifiedBy": "last saved by"}.get(local(node), "manager")
            yield what, node.text or ""
    custom = xml(archive, "docProps/custom.xml", where)
    for one in [] if custom is None else list(custom):
        if _NAMES_SOMEBODY.search(one.get("name", "")):
            yield f"property {one.get('name', '')}", "".join(one.itertext())
    for name in archive.namelist():
        if re.fullmatch(r"customXml/item\d*\.xml", name):
            for node in under(xml(archive, name, where), "*"):
                if _NAMES_SOMEBODY.search(local(node)):
                    yield f"property {local(node)}", node.text or ""


def _described(archive: zipfile.ZipFile, where: str) -> Iterator[tuple[str, str]]:
    names = ("title", "subject", "description", "keywords", "category", "contentStatus")
    for node in under(xml(archive, "docProps/core.xml", where), *names):
        yield f"the property {local(node)}", node.text or ""
    custom = xml(archive, "docProps/custom.xml", where)
    for one in [] if custom is None else list(custom):
        name = one.get("name", "")
        if not _NAMES_SOMEBODY.search(name):
            yield f"the property {name}", f"{name}: {''.join(one.itertext())}"


def own_data(archive: zipfile.ZipFile, where: str) -> Iterator[Trace]:
    """Find custom XML, macros, and parts that are fetched from outside."""
    for name in archive.namelist():
        if re.fullmatch(r"customXml/item\d*\.xml", name):
            root = xml(archive, name, where)
            words = "" if root is None else "\n".join(text.strip() for text in root.itertext() if text.strip())
            if words:
                floor = Verdict.PASS if root is not None and local(root) in _QUIET_DATA else Verdict.REVIEW
                yield Trace(CUSTOM, name, words, floor)
        elif name.endswith("vbaProject.bin"):
            yield Trace(MACRO, name)
        elif name.endswith(".rels"):
            folder, _, file = name.rpartition("/_rels/") if "/_rels/" in name else ("", "", name.removeprefix("_rels/"))
            owner = f"{folder}/{file.removesuffix('.rels')}".lstrip("/")
            for _, kind, target, outside in relations(archive, owner, where):
                if outside and kind not in _USUAL_LINKS and not _is_local(target):
                    yield Trace(LINK, f"{_LINKS.get(kind, kind)} at {target[:80]}")


_LINKS = {
    "attachedTemplate": "a template",
    "image": "a picture",
    "oleObject": "an object",
    "externalLinkPath": "a workbook",
}


def _is_local(target: str) -> bool:
    """Tell a file on the writer's own disk, which nobody else's program can fetch; a share is not one."""
    plain = target.replace("\\", "/")
    return bool(re.match(r"(?:file:///)?[A-Za-z]:/|file:///[^/]|[^/:]+$", plain))


def embedded(archive: zipfile.ZipFile, where: str, depth: int = 0) -> Iterator[Trace]:
    """Find whole files inside an Office file, such as the workbook behind a chart, and read those that can be."""
    for info in archive.infolist():
        name = info.filename
        if not re.fullmatch(r"(?:word|xl|ppt)/(?:embeddings/[^/]+|afchunk[^/]*|altChunk[^/]*)", name, re.I):
            continue
        kind = "a workbook" if name.lower().endswith((".xlsx", ".xlsm", ".xlsb")) else "a document or object"
        yield Trace(EMBEDDED, f"{kind}, {name.rpartition('/')[2]}", _words_of(archive, info, where, depth))


def _words_of(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str, depth: int) -> str:
    """Return what an embedded workbook or document says; empty where it is of another kind or cannot be read."""
    from assistant.reading.packages import LARGEST_PART
    from assistant.reading.workbook import all_words

    if depth >= _DEEPEST or info.file_size > LARGEST_PART:
        return ""
    try:
        with zipfile.ZipFile(io.BytesIO(archive.read(info))) as inner:
            if sum(part.file_size for part in inner.infolist()) > LARGEST_PART:
                return ""
            if "xl/workbook.xml" in inner.namelist():
                return all_words(inner, where)
            document = xml(inner, "word/document.xml", where)
            return "\n".join("".join(node.itertext()) for node in under(document, "p"))
    except (zipfile.BadZipFile, InputError, OSError, EOFError, RuntimeError, ValueError, NotImplementedError):
        return ""


def descriptions(archive: zipfile.ZipFile, where: str, folder: str, shown: str) -> Iterator[Trace]:
    """Find alternative text that tells a count, a person, or a number that the page does not show."""
    numbers = frozenset(re.findall(r"\d+", shown))
    for name in archive.namelist():
        if not re.fullmatch(rf"{folder}/(?:drawings/)?[^/]+\.xml", name) or name.endswith(
            ("styles.xml", "Strings.xml")
        ):
            continue
        for node in under(xml(archive, name, where), "docPr", "cNvPr"):
            words = " ".join(filter(None, (attribute(node, "title"), attribute(node, "descr"))))
            if words and not is_file_name(words):
                secret = any(one not in numbers for one in re.findall(r"\d+", words))
                floor = Verdict.REVIEW if secret else Verdict.PASS
                yield Trace(
                    ALTERNATIVE, f"the alternative text of {attribute(node, 'name') or 'a picture'}", words, floor
                )


def is_file_name(words: str) -> bool:
    """Tell the name of a picture's file, or a program's own name for it, which stands where a description belongs."""
    return bool(_PROGRAMS_NAME.fullmatch(words.strip()))

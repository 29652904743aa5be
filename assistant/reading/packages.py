"""Office files as archives: opened within bounds, their parts parsed without entities or the network."""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from assistant.errors import InputError

LARGEST_PART = 60_000_000
_MOST_UNPACKED = 200_000_000
_MOST_PARTS = 10_000
_RATIO_FROM, _LARGEST_RATIO = 20_000_000, 200
_HEAD = 4096
_OLD_FILE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

# An element of lxml, which has no types.
Node = Any


def opened(path: Path) -> zipfile.ZipFile:
    """Open an Office file.

    Raises:
        InputError: it is damaged, protected, a bomb, of another kind than its name says, or declares entities.
    """
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError):
        raise _no_archive(path) from None
    try:
        _bounded(archive, path)
    except InputError:
        archive.close()
        raise
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError):
        archive.close()
        raise damaged(path.name) from None
    return archive


def damaged(where: str) -> InputError:
    """Return the error of a document that cannot be read."""
    return InputError("the document is damaged", where=where, todo="Open it in its own program and save it again.")


def _no_archive(path: Path) -> InputError:
    with path.open("rb") as file:
        data = file.read(1 << 20)
    if data.startswith(_OLD_FILE):
        if _ENCRYPTED in data:
            return InputError("the document is protected", where=path.name, todo="Save it without a password.")
        return InputError(
            f"this is a file of an older Office, and not a {path.suffix}", where=path.name, todo="Save it afresh."
        )
    if data.startswith(b"%PDF"):
        return InputError(f"this is a PDF, and not a {path.suffix}", where=path.name, todo="Rename it to .pdf.")
    return InputError("the document is damaged or protected", where=path.name, todo="Save it without a password.")


def refuse_bomb(archive: zipfile.ZipFile, where: str) -> None:
    """Refuse an archive that unpacks to far more than an Office file does, before a part of it is unpacked.

    Raises:
        InputError: it does.
    """
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    bomb = unpacked > _RATIO_FROM and unpacked / packed > _LARGEST_RATIO
    if bomb or unpacked > _MOST_UNPACKED or len(parts) > _MOST_PARTS:
        raise InputError("the file unpacks to far more than it should", where=where, todo="Save it afresh.")


def _bounded(archive: zipfile.ZipFile, path: Path) -> None:
    refuse_bomb(archive, path.name)
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise InputError("the document is protected", where=path.name, todo="Save it without a password.")
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            with archive.open(part) as handle:
                if _declares(handle.read(_HEAD)):
                    raise _entities(path.name)
    if "[Content_Types].xml" not in archive.namelist():
        raise InputError(
            f"this is an archive, and not a {path.suffix}", where=path.name, todo="Give the letter that is in it."
        )


def _declares(head: bytes) -> bool:
    """Tell whether the head of a part declares a document type, in any encoding."""
    return b"<!DOCTYPE" in head.replace(b"\0", b"")


def _entities(where: str) -> InputError:
    return InputError("the document declares entities, which no letter needs", where=where, todo="Save it afresh.")


def xml(archive: zipfile.ZipFile, name: str, where: str) -> Node | None:
    """Return a part of an archive as XML; None where there is no such part.

    Raises:
        InputError: the part is too large, is broken, or declares entities.
    """
    from lxml import etree  # type: ignore[import-untyped]  # a part of python-docx's own needs

    try:
        info = archive.getinfo(name)
    except KeyError:
        return None
    try:
        with part(archive, info, where) as handle:
            data = handle.read(LARGEST_PART + 1)
        root = etree.fromstring(data, etree.XMLParser(**SAFELY))
    except _BROKEN as error:
        raise InputError(f"its part {name} cannot be read", where=where, todo="Save the file afresh.") from error
    if root.getroottree().docinfo.doctype:
        raise _entities(where)
    return root


def part(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str) -> Any:  # noqa: ANN401 - a file of bytes
    """Open a part of an archive that is not too large.

    Raises:
        InputError: it is.
    """
    if info.file_size > LARGEST_PART:
        raise InputError(f"its part {info.filename} is too large to check", where=where, todo="Save the file afresh.")
    return archive.open(info)


SAFELY: Mapping[str, bool] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
_BROKEN = (
    SyntaxError,
    zipfile.BadZipFile,
    zlib.error,
    RuntimeError,
    EOFError,
    ValueError,
    NotImplementedError,
    OSError,
)


def local(node: Node) -> str:
    """Return the name of an element without its namespace."""
    return str(node.tag).rpartition("}")[2]


def attribute(node: Node | None, name: str) -> str:
    """Return an attribute whatever its namespace; empty where there is none."""
    if node is None:
        return ""
    found = node.get(name)
    if found is not None:
        return str(found)
    return next((str(value) for key, value in node.attrib.items() if key.rpartition("}")[2] == name), "")


def child(node: Node | None, *names: str) -> Node | None:
    """Return the first child of a name, and of it the first child of the next name; None where one is missing."""
    for name in names:
        node = None if node is None else next((one for one in node if local(one) == name), None)
    return node


def under(node: Node | None, *names: str) -> Iterator[Node]:
    """Yield the elements of these names at any depth."""
    if node is not None:
        yield from node.iter(*(f"{{*}}{name}" for name in names))


def relations(archive: zipfile.ZipFile, name: str, where: str) -> list[tuple[str, str, str, bool]]:
    """Return what a part refers to: id, the last word of its kind, target, and whether it lies outside the file."""
    folder, _, file = name.rpartition("/")
    root = xml(archive, f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels", where)
    found = []
    for one in [] if root is None else list(root):
        outside = one.get("TargetMode") == "External"
        target = one.get("Target", "")
        if not outside:
            target = (
                target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}").lstrip("/")
            )
        found.append((one.get("Id", ""), one.get("Type", "").rpartition("/")[2], target, outside))
    return found

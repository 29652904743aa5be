"""What an officer offers to the library: files, those in folders and archives, and those that came with an e-mail.

An archive is opened within bounds and nothing is written at a place that it names: each file in it goes, one at a
time, into a scratch folder under a name of its own.
"""

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from stat import S_ISLNK

from assistant.errors import InputError
from assistant.library.readers import KNOWN, LARGEST, LETTERS, too_large, unknown_kind

ARCHIVES = frozenset({".zip"})
MAIL = frozenset({".eml", ".msg"})
MOST_UNPACKED = 1_000_000_000
MOST_FILES = 20_000
LARGEST_RATIO, RATIO_FROM = 100, 20_000_000
DEEPEST = 2
FEW_WORDS = 40  # an e-mail with fewer only says that the reply is attached
_PIECE = 1 << 20
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Offer:
    """A file to read.

    Attributes:
        path: where it can be read now.
        where: its name for messages, with the archive or e-mail that it came in.
        origin: the same in full, by which it is known again.
        stamp: changes when the file does; the content is not read for it.
    """

    path: Path
    where: str
    origin: str
    stamp: str


@dataclass(slots=True)
class _Budget:
    """What one archive may unpack, those in it included."""

    size: int = MOST_UNPACKED
    files: int = MOST_FILES


def files_in(paths: Iterable[Path]) -> list[Path]:
    """Return the files to add, those in folders too; hidden ones in folders are left out."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (one for one in sorted(path.rglob("*")) if one.is_file())
            found += [one for one in inside if not _hidden(one.relative_to(path).parts)]
        else:
            found.append(path)
    return found


def offers_of(path: Path, scratch: Path) -> Iterator[Offer | InputError]:
    """Yield what a file offers: itself, or what is in it; and what cannot be used, as the error that says why.

    An offer can be read until the next one is asked for.
    """
    if not path.is_file():
        yield InputError("there is no such file", where=str(path), todo="Check the name and the folder.")
        return
    about = path.stat()
    offer = Offer(path, path.name, str(path.resolve()), f"{about.st_size}:{about.st_mtime_ns}")
    yield from _opened(offer, scratch, 0, _Budget())


def _opened(offer: Offer, scratch: Path, depth: int, budget: _Budget) -> Iterator[Offer | InputError]:
    suffix = offer.path.suffix.lower()
    try:
        if suffix in ARCHIVES:
            yield from _archive(offer, scratch, depth, budget)
        elif suffix in MAIL:
            yield from _mail(offer, scratch)
        else:
            yield offer
    except InputError as error:
        yield error


def _archive(offer: Offer, scratch: Path, depth: int, budget: _Budget) -> Iterator[Offer | InputError]:
    if depth >= DEEPEST:
        raise InputError(
            "an archive this deep in other archives is not opened",
            where=offer.where,
            todo="Unpack it, and add its folder.",
        )
    try:
        archive = zipfile.ZipFile(offer.path)
    except _BROKEN:
        raise InputError("the archive is damaged", where=offer.where, todo="Make it again from its files.") from None
    with archive:
        members = [one for one in archive.infolist() if not one.is_dir()]
        _refuse_bomb(members, offer, budget)
        for number, member in enumerate(members):
            if _hidden(PurePosixPath(member.filename.replace("\\", "/")).parts):
                continue
            where = f"{offer.where}/{member.filename}"
            try:
                target = _unpacked(archive, member, where, scratch / f"{depth}-{number}")
            except InputError as error:
                yield error
                continue
            inner = Offer(target, where, f"{offer.origin}/{member.filename}", f"{member.file_size}:{member.CRC}")
            yield from _opened(inner, scratch, depth + 1, budget)
            target.unlink(missing_ok=True)


def _refuse_bomb(members: list[zipfile.ZipInfo], offer: Offer, budget: _Budget) -> None:
    """Refuse an archive that unpacks to far too much, before any of it is unpacked; parts that overlap count each."""
    unpacked = sum(one.file_size for one in members)
    ratio = unpacked / max(1, offer.path.stat().st_size)
    budget.size -= unpacked
    budget.files -= len(members)
    if budget.size < 0 or budget.files < 0 or (unpacked > RATIO_FROM and ratio > LARGEST_RATIO):
        raise InputError(
            "the archive unpacks to far more than past replies do",
            where=offer.where,
            todo="If you trust it, unpack it yourself and add the folder.",
        )


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, where: str, folder: Path) -> Path:
    parts = PurePosixPath(member.filename.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts or ":" in member.filename[:3] or S_ISLNK(member.external_attr >> 16):
        raise InputError(
            "its name points to a place outside the archive", where=where, todo="Take it out and add it by itself."
        )
    if member.flag_bits & 1:
        raise InputError(
            "it is protected with a password", where=where, todo="Unpack it with its password, and add the folder."
        )
    if parts.suffix.lower() not in KNOWN | ARCHIVES:
        raise unknown_kind(parts.suffix, where)
    if member.file_size > LARGEST and parts.suffix.lower() not in ARCHIVES:
        raise too_large(member.file_size, where)
    folder.mkdir(exist_ok=True)
    target = folder / parts.name
    try:
        with archive.open(member) as source, target.open("wb") as file:
            while piece := source.read(_PIECE):
                file.write(piece)
    except _BROKEN:
        raise InputError("it is damaged in the archive", where=where, todo="Add it by itself.") from None
    return target


def _mail(offer: Offer, scratch: Path) -> Iterator[Offer | InputError]:
    """Yield the letters attached to an e-mail, and the e-mail unless it says little more than that."""
    attached = [one for one in _attached(offer) if PurePosixPath(one[0]).suffix.lower() in LETTERS - MAIL]
    if not attached or _words_of(offer) >= FEW_WORDS:
        yield offer
    for number, (name, content) in enumerate(attached):
        folder = scratch / f"mail-{number}"
        folder.mkdir(exist_ok=True)
        target = folder / PurePosixPath(name.replace("\\", "/")).name
        target.write_bytes(content)
        yield Offer(target, f"{offer.where}/{target.name}", f"{offer.origin}/{target.name}", offer.stamp)
        target.unlink(missing_ok=True)


def _attached(offer: Offer) -> list[tuple[str, bytes]]:
    if offer.path.stat().st_size > LARGEST:
        raise too_large(offer.path.stat().st_size, offer.where)
    data = offer.path.read_bytes()
    if offer.path.suffix.lower() == ".msg":
        from assistant.reading.outlook import Message

        return list(Message(data, offer.where).attachments())
    from email import message_from_bytes, policy

    found = []
    for part in message_from_bytes(data, policy=policy.default).walk():
        content = None if part.is_multipart() else part.get_payload(decode=True)
        if part.get_filename() and isinstance(content, bytes):
            found.append((str(part.get_filename()), content))
    return found


def _words_of(offer: Offer) -> int:
    from assistant.reading import read_text

    try:
        return len(read_text(offer.path, "past reply").split())
    except InputError:
        return 0


def _hidden(parts: Iterable[str]) -> bool:
    return any((part.startswith(".") and part != "..") or part == "__MACOSX" for part in parts)

"""A compound file, which older Office files and Outlook messages are: a small file system of storages and streams.

Source: [MS-CFB], sections 2.1 to 2.6. Every chain is followed within the file's own number of sectors, so that a file
that points in circles ends as a damaged one.
"""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assistant.errors import InputError

MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST_SECTOR = 0xFFFFFFFA
_NO_ENTRY = 0xFFFFFFFF
_ENTRY = 128
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


def streams(data: bytes, where: str) -> Mapping[str, bytes]:
    """Return every stream of a compound file by its path, the names of its storages before a slash.

    Raises:
        InputError: it is none, or is damaged.
    """
    try:
        return dict(_File(data).streams())
    except (struct.error, IndexError, ValueError, UnicodeDecodeError):
        raise InputError("the message is damaged", where=where, todo="Open it in Outlook and save it again.") from None


class _File:
    def __init__(self, data: bytes) -> None:
        if not data.startswith(MARK):
            raise ValueError("no compound file")
        self._data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in {9, 12} or mini_shift != 6:
            raise ValueError("no sectors of a known size")
        self._sector, self._mini_sector = 1 << shift, 1 << mini_shift
        directory, self._cutoff, mini_table = struct.unpack_from("<I4xII", data, 48)
        self._table = self._sector_table()
        self._entries = list(self._directory(self._chain(directory)))
        root = self._entries[0]
        if root.kind != _ROOT:
            raise ValueError("no root")
        self._mini_table = _numbers(self._chain(mini_table)) if mini_table < _LAST_SECTOR else ()
        self._mini = self._chain(root.start) if root.start < _LAST_SECTOR else b""

    def streams(self) -> Iterator[tuple[str, bytes]]:
        seen: set[int] = set()
        waiting = [(self._entries[0].child, "", 0)]
        while waiting:
            number, folder, depth = waiting.pop()
            if number == _NO_ENTRY:
                continue
            if number in seen or depth > _DEEPEST:
                raise ValueError("entries in a circle")
            seen.add(number)
            entry = self._entries[number]
            waiting += [(entry.left, folder, depth), (entry.right, folder, depth)]
            if entry.kind == _STORAGE:
                waiting.append((entry.child, f"{folder}{entry.name}/", depth + 1))
            elif entry.kind == _STREAM:
                yield f"{folder}{entry.name}", self._content(entry)

    def _content(self, entry: _Entry) -> bytes:
        if entry.size == 0:
            return b""
        if entry.size >= self._cutoff:
            content = self._chain(entry.start)
        else:
            content = b"".join(_followed(self._mini, self._mini_table, entry.start, self._mini_sector, 0))
        if len(content) < entry.size:
            raise ValueError("a stream that ends early")
        return content[: entry.size]

    def _chain(self, start: int) -> bytes:
        return b"".join(_followed(self._data, self._table, start, self._sector, self._sector))

    def _sector_table(self) -> tuple[int, ...]:
        """Return which sector follows which; its own sectors are listed in the header, and from there on in a chain."""
        listed = list(struct.unpack_from("<109I", self._data, 76))
        more, count = struct.unpack_from("<II", self._data, 68)
        for _ in range(min(count, len(self._data) // self._sector)):
            numbers = _numbers(self._at(more))
            listed += numbers[:-1]
            more = numbers[-1]
        return tuple(number for one in listed if one < _LAST_SECTOR for number in _numbers(self._at(one)))

    def _at(self, number: int) -> bytes:
        start = (number + 1) * self._sector
        found = self._data[start : start + self._sector]
        if len(found) < self._sector:
            raise ValueError("a sector beyond the end")
        return found

    @staticmethod
    def _directory(data: bytes) -> Iterator[_Entry]:
        for start in range(0, len(data), _ENTRY):
            length, kind, _, left, right, child = struct.unpack_from("<HBBIII", data, start + 64)
            first, size = struct.unpack_from("<II", data, start + 116)
            name = data[start : start + max(0, min(length, 64) - 2)].decode("utf-16-le")
            yield _Entry(name, kind, left, right, child, first, size)


def _followed(data: bytes, table: tuple[int, ...], start: int, size: int, offset: int) -> Iterator[bytes]:
    number = start
    for _ in range(len(data) // size + 1):
        if number >= _LAST_SECTOR:
            return
        place = number * size + offset
        yield data[place : place + size]
        number = table[number]
    raise ValueError("sectors in a circle")


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])

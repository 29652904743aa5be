"""Writes compound files and Outlook messages, for the tests of what reads them. After [MS-CFB] and [MS-OXMSG]."""

import struct
from collections.abc import Mapping
from datetime import UTC, datetime

SECTOR, MINI, CUTOFF = 512, 64, 4096
END, FREE, TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def compound(streams: Mapping[str, bytes]) -> bytes:
    """Return a compound file with these streams; a slash parts a storage's name from what is in it."""
    entries: list[list] = [["Root Entry", 5, FREE, FREE, FREE, END, 0]]
    folders = {"": 0}
    contents: dict[int, bytes] = {}
    for path, content in streams.items():
        folder, _, name = path.rpartition("/")
        if folder not in folders:
            folders[folder] = _placed(entries, 0, [folder, 1, FREE, FREE, FREE, END, 0])
        number = _placed(entries, folders[folder], [name, 2, FREE, FREE, FREE, END, len(content)])
        contents[number] = content
    sectors: list[bytes] = []
    following: list[int] = []

    def chain(data: bytes) -> int:
        start = len(sectors)
        for place in range(0, len(data), SECTOR):
            sectors.append(data[place : place + SECTOR].ljust(SECTOR, b"\0"))
            following.append(len(sectors))
        if data:
            following[-1] = END
        return start if data else END

    mini, mini_table = b"", []
    for number, content in contents.items():
        if len(content) >= CUTOFF:
            entries[number][5] = chain(content)
        elif content:
            entries[number][5] = len(mini_table)
            pieces = -(-len(content) // MINI)
            mini_table += [*range(len(mini_table) + 1, len(mini_table) + pieces), END]
            mini += content.ljust(pieces * MINI, b"\0")
    entries[0][5], entries[0][6] = chain(mini), len(mini)
    first_mini = chain(struct.pack(f"<{len(mini_table)}I", *mini_table))
    directory = chain(b"".join(_entry(*one) for one in entries))
    tables = 1
    while tables * SECTOR // 4 < len(sectors) + tables:
        tables += 1
    at = [len(sectors) + n for n in range(tables)]
    table = [*following, *[TABLE] * tables]
    table += [FREE] * (tables * SECTOR // 4 - len(table))
    packed = struct.pack(f"<{len(table)}I", *table)
    header = struct.pack("<8s16sHHHHH6x9I", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 62, 3, 0xFFFE, 9, 6, 0,
                         tables, directory, 0, CUTOFF, first_mini, -(-len(mini_table) * 4 // SECTOR), END, 0)  # fmt: skip
    return header + struct.pack("<109I", *at, *[FREE] * (109 - tables)) + b"".join(sectors) + packed


def _placed(entries: list[list], parent: int, entry: list) -> int:
    """Hang an entry into its storage as the last of a row of siblings, which is a tree as well."""
    entries.append(entry)
    number, place = len(entries) - 1, entries[parent][4]
    if place == FREE:
        entries[parent][4] = number
        return number
    while entries[place][3] != FREE:
        place = entries[place][3]
    entries[place][3] = number
    return number


def _entry(name: str, kind: int, left: int, right: int, child: int, start: int, size: int) -> bytes:
    words = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBBIII36xIII", words, len(words), kind, 1, left, right, child, start, size, 0)


def message(
    subject: str = "", body: str = "", *, html: bytes = b"", ansi: bytes = b"", sent: datetime | None = None,
    attached: Mapping[str, bytes] | None = None,
) -> bytes:  # fmt: skip
    """Return a message as Outlook saves it."""
    properties = b"\0" * 32
    if sent:
        ticks = int((sent - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000
        properties += struct.pack("<IIQ", 0x00390040, 6, ticks)
    held = {"__properties_version1.0": properties}
    for name, value in (("0037001F", subject.encode("utf-16-le")), ("1000001F", body.encode("utf-16-le")),
                        ("1000001E", ansi), ("10130102", html)):  # fmt: skip
        if value:
            held[f"__substg1.0_{name}"] = value
    for number, (name, content) in enumerate((attached or {}).items()):
        folder = f"__attach_version1.0_#{number:08X}"
        held[f"{folder}/__substg1.0_3707001F"] = name.encode("utf-16-le")
        held[f"{folder}/__substg1.0_37010102"] = content
    return compound(held)

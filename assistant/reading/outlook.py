"""The words of an Outlook message (.msg), its day, and the files that came with it.

Source of the names of its streams and properties: [MS-OXMSG], sections 2.1 to 2.4; [MS-OXPROPS].
"""

import struct
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from assistant.errors import InputError
from assistant.reading.compound import streams
from assistant.reading.plain import decoded

_SUBJECT, _BODY, _HTML, _RTF = "0037", "1000", "1013", "1009"
_ATTACHED, _LONG_NAME, _SHORT_NAME = "3701", "3707", "3704"
_SENT, _DELIVERED = 0x00390040, 0x0E060040
_PROPERTIES = "__properties_version1.0"
_TOP_HEADER, _PROPERTY = 32, 16
_FIRST_DAY = datetime(1601, 1, 1, tzinfo=UTC)
_YEARS = range(1990, 2200)


class Message:
    """A message as Outlook saves it.

    Args:
        data: the file.
        where: its name, for messages.

    Raises:
        InputError: it is damaged, or no message.
    """

    def __init__(self, data: bytes, where: str) -> None:
        self._where = where
        self._streams = streams(data, where)
        if _PROPERTIES not in self._streams:
            raise InputError("this is not an Outlook message", where=where, todo="Give it with its own suffix.")

    def text(self) -> str:
        """Return its subject and its words.

        Raises:
            InputError: its words are kept in a way that is not read.
        """
        from assistant.reading.web import html_to_text

        subject, words = self._words("", _SUBJECT).strip(), self._words("", _BODY)
        page = self._streams.get(f"__substg1.0_{_HTML}0102", b"")
        if not words.strip() and (page or self._words("", _HTML)):
            words = html_to_text(decoded(page, self._where) if page else self._words("", _HTML), self._where)
        if not words.strip() and f"__substg1.0_{_RTF}0102" in self._streams:
            raise InputError(
                "the message holds its words as rich text alone",
                where=self._where,
                todo="Save it from Outlook as .txt.",
            )
        text = (f"{subject}\n\n" if subject else "") + words.replace("\r\n", "\n").strip("\0")
        return text.strip() + "\n" if text.strip() else ""

    def sent(self) -> date | None:
        """Return the day on which it was sent, or arrived, in universal time; None where it does not say."""
        held = self._streams[_PROPERTIES]
        found: dict[int, int] = {}
        for place in range(_TOP_HEADER, len(held) - _PROPERTY + 1, _PROPERTY):
            tag, _, value = struct.unpack_from("<IIQ", held, place)
            found[tag] = value
        ticks = found.get(_SENT) or found.get(_DELIVERED) or 0
        try:
            day = (_FIRST_DAY + timedelta(microseconds=ticks // 10)).date()
        except OverflowError:
            return None
        return day if day.year in _YEARS else None

    def attachments(self) -> Iterator[tuple[str, bytes]]:
        """Yield the name and the content of each file that came with it."""
        folders = sorted({name.partition("/")[0] + "/" for name in self._streams if name.startswith("__attach")})
        for folder in folders:
            name = self._words(folder, _LONG_NAME) or self._words(folder, _SHORT_NAME)
            content = self._streams.get(f"{folder}__substg1.0_{_ATTACHED}0102", b"")
            if name.strip("\0 ") and content:
                yield name.strip("\0 "), content

    def _words(self, folder: str, name: str) -> str:
        wide = self._streams.get(f"{folder}__substg1.0_{name}001F")
        if wide is not None:
            return wide.decode("utf-16-le", "replace")
        narrow = self._streams.get(f"{folder}__substg1.0_{name}001E", b"")
        # Outlook writes these in the code page of the sender's Windows, which in Britain is 1252.
        return narrow.strip(b"\0").decode("cp1252", "replace")

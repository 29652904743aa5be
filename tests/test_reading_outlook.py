"""Outlook messages are read without Outlook, and a damaged one is named."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from compound import compound, message

from assistant.errors import InputError
from assistant.reading import read_text, sent_on
from assistant.reading.outlook import Message

LONG = "A long line about the swans on the lake.\r\n" * 400


@pytest.mark.parametrize(
    ("data", "words", "why"),
    [
        (message("Swans", "How many are there?\r\n"), "Swans\n\nHow many are there?\n", "short streams: small sectors"),
        (message("Swans", LONG), LONG.replace("\r\n", "\n").strip(), "a long body: whole sectors"),
        (message("Swans", html=b"<p>How <b>many</b>?</p><script>x</script>"), "How many?", "a page for a body"),
        (message("Swans", ansi="Caf\xe9 \xa3500".encode("cp1252")), "Café £500", "a body in the old Windows encoding"),
        (message("", "No subject at all"), "No subject at all\n", "no subject"),
        (message("Swans", LONG * 40), "swans on the lake", "more sectors than one table lists"),
    ],
)
def test_its_words_are_read(tmp_path: Path, data: bytes, words: str, why: str) -> None:
    (tmp_path / "a.msg").write_bytes(data)
    assert words in read_text(tmp_path / "a.msg"), why


def test_its_day_is_when_it_was_sent(tmp_path: Path) -> None:
    (tmp_path / "a.msg").write_bytes(message("S", "x", sent=datetime(2025, 3, 4, 9, 30, tzinfo=UTC)))
    (tmp_path / "b.msg").write_bytes(message("S", "x"))
    assert sent_on(tmp_path / "a.msg") == date(2025, 3, 4)
    assert sent_on(tmp_path / "b.msg") is None


def test_the_files_that_came_with_it() -> None:
    data = message("S", "x", attached={"reply.txt": b"forty swans", "big.bin": b"0123" * 3000})
    assert dict(Message(data, "a.msg").attachments()) == {"reply.txt": b"forty swans", "big.bin": b"0123" * 3000}


GOOD = message("Swans", LONG)


@pytest.mark.parametrize(
    ("data", "says", "why"),
    [
        (GOOD[:700], "damaged", "cut off"),
        (GOOD[:512] + b"\0" * (len(GOOD) - 512), "damaged", "its sectors wiped"),
        (GOOD[:48] + b"\x05\0\0\0" + GOOD[52:], "damaged", "a directory that lies elsewhere"),
        (b"From: a\n\nNo such file", "damaged", "an e-mail of another kind"),
        (compound({"WordDocument": b"x" * 100}), "not an Outlook message", "an old Word document with this suffix"),
        (message(), "no words", "nothing in it"),
    ],
)
def test_a_bad_one_is_named(tmp_path: Path, data: bytes, says: str, why: str) -> None:
    (tmp_path / "bad.msg").write_bytes(data)
    with pytest.raises(InputError, match=says) as raised:
        read_text(tmp_path / "bad.msg")
    assert "bad.msg" in str(raised.value), why
    assert raised.value.todo, why


def test_sectors_in_a_circle_end(tmp_path: Path) -> None:
    """Each entry of the sector table is made to point at itself."""
    place = len(GOOD) - 512 * (-(-len(GOOD) // 512 // 128) or 1)
    looped = bytearray(GOOD)
    for number in range((len(GOOD) - place) // 4):
        looped[place + 4 * number : place + 4 * number + 4] = number.to_bytes(4, "little")
    (tmp_path / "bad.msg").write_bytes(bytes(looped))
    with pytest.raises(InputError, match="damaged"):
        read_text(tmp_path / "bad.msg")

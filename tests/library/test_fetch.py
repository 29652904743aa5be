"""Legislation is fetched from a server of our own that answers as the publisher does."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from assistant.errors import LibraryError
from assistant.library import fetch as fetching
from assistant.library.fetch import fetch, read_clml


def section(number: str, title: str, *subsections: str) -> str:
    inner = "".join(
        f"<P2><Pnumber>{i}</Pnumber><P2para><Text>{text}</Text>"
        f"<P3><Pnumber>a</Pnumber><P3para><Text>first limb</Text></P3para></P3></P2para></P2>"
        for i, text in enumerate(subsections, 1)
    )
    return f"<P1group><Title>{title}</Title><P1><Pnumber>{number}</Pnumber><P1para>{inner}</P1para></P1></P1group>"


def clml(*sections: str) -> bytes:
    return (
        '<Legislation xmlns="http://www.legislation.gov.uk/namespaces/legislation" xmlns:dct="http://purl.org/dc/terms/">'
        "<Metadata><dct:valid>2026-04-07</dct:valid></Metadata><Primary><Body><Part>"
        + "".join(sections)
        + "</Part></Body>"
        "<Schedules><Schedule><P1group><P1><Pnumber>1</Pnumber><P1para><Text>paragraph</Text></P1para></P1></P1group></Schedule></Schedules>"
        "</Primary></Legislation>"
    ).encode()


WHOLE = clml(
    section("1", "Right", "Any person is <Emphasis>entitled</Emphasis>"),
    section("11A", "Datasets", "A dataset"),
    section("17", "Refusal", "A notice"),
    section("22A", "Research", "A programme"),
    section("40", "Personal information", "Own data", "Data of others"),
)


@pytest.fixture
def publisher(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, list[str]]]:
    """Serve the replies given, the last one again and again; return the address and what was asked for."""
    replies: list[tuple[int, bytes]] = list(request.param)
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            status, body = replies.pop(0) if len(replies) > 1 else replies[0]
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return

    monkeypatch.setattr(fetching.time, "sleep", lambda _: None)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


class Shelf:
    """Takes what it is given, as the library does."""

    def __init__(self) -> None:
        self.files: dict[str, str] = {}

    def add(self, paths: list) -> str:  # type: ignore[type-arg]
        self.files = {f.name: f.read_text("utf-8") for path in paths for f in path.iterdir()}
        return "added"


@pytest.mark.parametrize("publisher", [[(503, b"busy"), (200, WHOLE)]], indirect=True)
def test_sections_and_lettered_sections_come_after_a_retry(publisher: tuple[str, list[str]]) -> None:
    shelf = Shelf()
    fetch(["foia"], shelf, publisher[0])  # type: ignore[arg-type]
    assert sorted(shelf.files) == [f"foia-text-{n}.md" for n in ("1", "11a", "17", "22a", "40")]
    assert "## 40(2)\n\nData of others (a) first limb" in shelf.files["foia-text-40.md"]
    assert "checked: '2026-04-07'" in shelf.files["foia-text-40.md"]
    assert "entitled" in shelf.files["foia-text-1.md"]
    assert publisher[1] == ["/ukpga/2000/36/data.xml"] * 2


BAD = [
    (
        "a mirror that drops lettered sections",
        [(200, clml(section("1", "Right", "x"), section("40", "P", "y")))],
        "11A",
    ),
    ("garbage", [(200, b"<html>not this")], "not legislation"),
    ("an entity bomb", [(200, b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')], "not legislation"),
    ("nothing in it", [(200, clml())], "no provisions"),
    ("always busy", [(503, b"")], "503"),
    ("not there", [(404, b"")], "404"),
]


@pytest.mark.parametrize(("why", "publisher", "said"), BAD, ids=[row[0] for row in BAD], indirect=["publisher"])
def test_what_is_not_whole_is_not_added(why: str, publisher: tuple[str, list[str]], said: str) -> None:
    shelf = Shelf()
    with pytest.raises(LibraryError, match=said):
        fetch(["foia"], shelf, publisher[0])  # type: ignore[arg-type]
    assert not shelf.files


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(LibraryError, match="hansard"):
        fetch(["hansard"], Shelf())  # type: ignore[arg-type]


def test_a_schedule_does_not_take_the_place_of_a_section() -> None:
    provisions, _ = read_clml(WHOLE, "x")
    assert next(p for p in provisions if p.number == "1").title == "Right"

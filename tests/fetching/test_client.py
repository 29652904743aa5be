"""The client against a site of our own that is busy, moves, stops half-way or sends something else."""

import gzip
import socket
from pathlib import Path

import pytest

from assistant.errors import LibraryError
from assistant.fetching.client import XML, Client, same_site
from assistant.fetching.store import Store
from tests.fetching.site import HURRIED, Answer, Site

OK = Answer("<a/>", "text/xml; charset=utf-8")
BUSY = Answer(status=503)


@pytest.fixture
def client(tmp_path: Path) -> Client:
    return Client(Store(tmp_path), HURRIED)


COMES = [
    ("at once", [OK], 1),
    ("after being busy", [BUSY, OK], 2),
    ("after too many requests", [Answer(status=429, headers={"Retry-After": "0"}), OK], 2),
    (
        "after a wait until a day gone by",
        [Answer(status=503, headers={"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}), OK],
        2,
    ),
    ("after a wait that cannot be read", [Answer(status=503, headers={"Retry-After": "soon"}), OK], 2),
    ("while the publisher is still making it", [Answer(status=202), OK], 2),
    ("after a stop half-way", [Answer("<a></a>", "text/xml", cut=3), OK], 2),
    ("with no content type", [Answer("<a/>")], 1),
    ("packed", [Answer(gzip.compress(b"<a/>"), "text/xml", headers={"Content-Encoding": "gzip"})], 1),
]


@pytest.mark.parametrize(("why", "answers", "asked"), COMES, ids=[row[0] for row in COMES])
def test_a_file_comes(site: Site, client: Client, why: str, answers: list[Answer], asked: int) -> None:
    site.says("/law", *answers)
    page = client.get(f"{site.address}/law", XML)
    assert (page.content, page.unchanged, len(site.asked)) == (b"<a/>", False, asked)
    assert site.headers[0]["user-agent"].startswith("foi-assistant/")


FAILS = [
    ("always busy", [BUSY], "503", 3),
    (
        "asks for a long wait: it is left alone",
        [Answer(status=429, headers={"Retry-After": "3600"})],
        "3600 seconds",
        1,
    ),
    ("not there", [Answer(status=404)], "404", 1),
    ("forbidden", [Answer(status=403)], "403", 1),
    ("a page and no XML", [Answer("<html>sign in</html>", "text/html")], "text/html", 1),
    ("always stops half-way", [Answer("<a></a>", "text/xml", cut=3)], "half-way", 3),
    (
        "a file that says it is huge",
        [Answer("<a/>", "text/xml", headers={"Content-Length": "9999999999"})],
        "larger than",
        1,
    ),
    (
        "a file that grows when unpacked",
        [Answer(gzip.compress(b" " * 3_000_000), "text/xml", headers={"Content-Encoding": "gzip"})],
        "larger than",
        1,
    ),
    ("said to be packed and is not", [Answer("<a/>", "text/xml", headers={"Content-Encoding": "gzip"})], "unpacked", 3),
    ("redirects to itself", [Answer(status=302, headers={"Location": "/law"})], "circle", 1),
    (
        "redirects to another site",
        [Answer(status=302, headers={"Location": "http://example.invalid/"})],
        "example.invalid",
        1,
    ),
    (
        "redirects to a file",
        [Answer(status=302, headers={"Location": "file:///etc/hostname"})],
        "redirects to another",
        1,
    ),
    ("redirects without an address", [Answer(status=302)], "circle", 1),
]


@pytest.mark.parametrize(("why", "answers", "said", "asked"), FAILS, ids=[row[0] for row in FAILS])
def test_what_cannot_be_had_is_named(
    site: Site, client: Client, why: str, answers: list[Answer], said: str, asked: int
) -> None:
    site.says("/law", *answers)
    with pytest.raises(LibraryError, match=said) as caught:
        client.get(f"{site.address}/law", XML, most=2_000_000)
    assert caught.value.where == f"{site.address}/law"
    assert len(site.asked) == asked


def test_a_circle_of_two_pages_is_left_after_two(site: Site, client: Client) -> None:
    site.says("/a", Answer(status=301, headers={"Location": "/b"}))
    site.says("/b", Answer(status=301, headers={"Location": "/a"}))
    with pytest.raises(LibraryError, match="circle"):
        client.get(f"{site.address}/a")
    assert site.asked == ["/a", "/b"]


def test_a_move_within_the_site_is_followed(site: Site, client: Client) -> None:
    site.says("/a", Answer(status=303, headers={"Location": "/b"}))
    site.says("/b", OK)
    assert client.get(f"{site.address}/a", XML).address == f"{site.address}/b"


def test_what_has_not_changed_is_not_sent_again(site: Site, client: Client) -> None:
    site.says(
        "/law", Answer("<a/>", "text/xml", headers={"ETag": '"1"', "Last-Modified": "Tue, 07 Apr 2026 00:00:00 GMT"})
    )
    client.get(f"{site.address}/law", XML)
    again = client.get(f"{site.address}/law", XML)
    assert (again.content, again.unchanged) == (b"<a/>", True)
    assert site.headers[1]["if-none-match"] == '"1"'
    assert site.headers[1]["if-modified-since"] == "Tue, 07 Apr 2026 00:00:00 GMT"


def test_a_damaged_copy_is_got_anew(site: Site, client: Client, tmp_path: Path) -> None:
    site.says("/law", Answer("<a/>", "text/xml", headers={"ETag": '"1"'}))
    client.get(f"{site.address}/law", XML)
    (body,) = (tmp_path / "fetched").glob("*.body")
    body.write_bytes(b"<a")
    assert client.get(f"{site.address}/law", XML).content == b"<a/>"
    assert "if-none-match" not in site.headers[1]


def test_a_site_that_does_not_answer_is_tried_once_only(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    client = Client(Store(tmp_path), HURRIED)
    with pytest.raises(LibraryError, match="no connection"):
        client.get(f"http://127.0.0.1:{port}/a")
    with pytest.raises(LibraryError, match="not tried"):
        client.get(f"http://127.0.0.1:{port}/b")


@pytest.mark.parametrize("address", ["ftp://x/y", "file:///etc/hostname", "legislation", "http://", ""])
def test_what_is_no_address_is_refused(client: Client, address: str) -> None:
    with pytest.raises(LibraryError, match="not the address"):
        client.get(address)


def test_a_run_that_stopped_goes_on_without_asking_again(site: Site, tmp_path: Path) -> None:
    site.says("/a", OK)
    site.says("/b", OK)
    store = Store(tmp_path)
    began = store.began("law")
    Client(store, HURRIED, began).get(f"{site.address}/a", XML)
    assert store.began("law") == began, "the first run did not finish"
    second = Client(store, HURRIED, store.began("law"))
    second.get(f"{site.address}/a", XML)
    second.get(f"{site.address}/b", XML)
    assert site.asked == ["/a", "/b"]
    store.finish("law")
    assert not list((tmp_path / "fetched").glob("*.unfinished"))


SITES = [
    ("www", "https://example.org/a", "https://www.example.org/b", True),
    ("to encryption", "http://example.org/a", "https://example.org/a", True),
    ("from encryption", "https://example.org/a", "http://example.org/a", False),
    ("another host", "https://example.org/a", "https://example.org.evil.example/a", False),
    ("another port", "https://example.org/a", "https://example.org:8443/a", False),
    ("a host before an at", "https://example.org/a", "https://example.org@evil.example/a", False),
    ("a port that is none", "https://example.org/a", "https://example.org:x/a", False),
]


@pytest.mark.parametrize(("why", "one", "other", "same"), SITES, ids=[row[0] for row in SITES])
def test_what_one_site_is(why: str, one: str, other: str, same: bool) -> None:
    assert same_site(one, other) is same

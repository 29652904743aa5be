"""Disclosure logs and requests from a site of our own: what is linked, allowed and of the same site, without who asked."""

import json
from datetime import date
from pathlib import Path

import pytest

from assistant.errors import LibraryError
from assistant.fetching.command import fetch
from assistant.fetching.outcome import Outcome
from assistant.library.documents import read_document
from tests.fetching.site import HURRIED, Answer, Site

TODAY = date(2026, 11, 23)
LETTER = """<html><head><meta property="og:site_name" content="Lampshire Police"></head><body><nav><a href="/foi/about">About</a></nav><main>
<h1>Lamps stolen</h1><p>Dear Jo Wick</p><p>Request: how many lamps were stolen in 2024?</p><p>We hold this information. 120 lamps were stolen in 2024.
The rest is exempt under section 31(1)(a).</p>{}<p>Yours sincerely</p></main><footer><a href="/foi/privacy">Privacy</a></footer></body></html>"""
LIST = """<html><body><nav><a href="/foi/menu">Menu</a></nav><main><ul>
<li><a href="lamps-stolen/">Lamps stolen</a></li><li><a href="/foi/log/lamps-stolen/#top">The same again</a></li>
<li><a href="/files/lamps.csv">Lamps as a table</a></li><li><a href="/foi/log/secret/">Not for programs</a></li>
<li><a href="/foi/log/gone/">Gone</a></li><li><a href="https://elsewhere.example/foi/other">Elsewhere</a></li>
<li><a href="mailto:foi@lampshire.example">Write to us</a></li><li><a href="/contact">Contact</a></li></ul></main></body></html>"""


def html(text: str) -> Answer:
    return Answer(text, "text/html; charset=utf-8")


def fetched(site: Site, data: Path, path: str) -> Outcome:
    return fetch([f"{site.address}{path}"], data, TODAY, manners=HURRIED)


def kept(data: Path) -> dict[str, str]:
    return {path.stem: path.read_text("utf-8") for path in (data / "corpus/fetched").rglob("*.md")}


def test_a_log_brings_its_replies_and_nothing_else(site: Site, tmp_path: Path) -> None:
    site.says("/robots.txt", Answer("User-agent: *\nDisallow: /foi/log/secret/\n", "text/plain"))
    site.says("/foi/log/", html(LIST))
    site.says("/foi/log/lamps-stolen/", html(LETTER.format("")))
    site.says(
        "/files/lamps.csv", Answer("reference,request,response\n1,How many lamps?,Twelve hundred lamps.\n", "text/csv")
    )
    found = fetched(site, tmp_path, "/foi/log/")
    assert (len(found.came), found.failed) == (2, ())
    assert sorted(site.asked) == [
        "/files/lamps.csv",
        "/foi/log/",
        "/foi/log/gone/",
        "/foi/log/lamps-stolen/",
        "/robots.txt",
    ]
    assert sorted(("robots.txt" in one, "404" in one) for one in found.skipped) == [(False, True), (True, False)]
    letter = next(text for text in kept(tmp_path).values() if "120 lamps" in text)
    assert "Wick" not in letter
    assert f"{site.address}/foi/log/lamps-stolen/" in letter
    assert not list((tmp_path / "fetched").glob("*.body")), "pages as they came may name who asked"


def test_a_reply_by_itself_names_its_site_as_the_authority(site: Site, tmp_path: Path) -> None:
    site.says("/foi/log/lamps-stolen/", html(LETTER.format("")))
    assert len(fetched(site, tmp_path, "/foi/log/lamps-stolen/").came) == 1
    (path,) = (tmp_path / "corpus/fetched").rglob("*.md")
    document = read_document(path)
    assert document is not None
    assert (document.title, document.authority) == ("Lamps stolen", "Lampshire Police")
    assert document.sections == ("31(1)(a)",)
    assert "About" not in path.read_text("utf-8"), "the menu"


NOT_HAD = [
    ("robots.txt forbids it", {"/robots.txt": Answer("User-agent: *\nDisallow: /\n")}, "robots.txt", 1),
    ("robots.txt cannot be had", {"/robots.txt": Answer(status=503)}, "503", 3),
    ("the page is gone", {}, "404", 2),
    ("a page of menus", {"/foi/log/": html("<html><nav><a href='/foi/a'>a</a></nav></html>")}, "no reply was found", 2),
    ("a circle", {"/foi/log/": Answer(status=302, headers={"Location": "/foi/log/"})}, "circle", 2),
]


@pytest.mark.parametrize(("why", "answers", "said", "asked"), NOT_HAD, ids=[row[0] for row in NOT_HAD])
def test_a_log_that_cannot_be_had_is_named(
    site: Site, tmp_path: Path, why: str, answers: dict[str, Answer], said: str, asked: int
) -> None:
    for path, answer in answers.items():
        site.says(path, answer)
    found = fetched(site, tmp_path, "/foi/log/")
    assert (found.came, len(found.failed), len(site.asked)) == ((), 1, asked)
    assert said in found.failed[0]
    with pytest.raises(LibraryError, match="1 of 1 could not be fetched"):
        found.raise_if_failed()


TOLD = {
    "title": "Lamps by Jo Wick",
    "created_at": "2025-01-02T10:00:00Z",
    "described_state": "partially_successful",
    "law_used": "foi",
    "user": {"name": "Jo Wick", "url_name": "jo_wick", "about_me": "I live at 1 Lamp Lane"},
    "public_body": {"name": "Lampshire Council"},
    "info_request_events": [
        {"event_type": "sent", "created_at": "2025-01-02T10:00:00Z", "outgoing_message_id": 11, "snippet": "beginning"},
        {"event_type": "comment", "created_at": "2025-01-03T10:00:00Z", "snippet": "A passer-by's remark"},
        {"event_type": "response", "created_at": "2025-02-01T10:00:00Z", "incoming_message_id": 21},
        {
            "event_type": "response",
            "created_at": "2025-02-03T10:00:00Z",
            "incoming_message_id": 22,
            "snippet": "We also send lamps.",
        },
    ],
}
PAGE = """<html><div id="outgoing-11"><div class="correspondence_text"><p>Dear Lampshire Council,</p><p>How many lamps are lit in May?</p>
<p>Yours faithfully,</p><p>Jo Wick</p></div></div><div id="incoming-21"><div class="correspondence_text"><p>Dear Ms Wick,</p>
<p>We hold it. Some 900 lamps are lit in May. The makers are withheld under section 43(2).</p><p>Kind regards</p></div>
<a href="/request/lamps/response/21/attach/3/Lamps%20list.xlsx.html?cookie_passthrough=1">View</a></div></html>"""


def test_a_request_comes_with_its_replies_and_without_who_asked(site: Site, tmp_path: Path) -> None:
    site.says("/request/lamps.json", Answer(json.dumps(TOLD), "application/json"))
    site.says("/request/lamps", html(PAGE))
    assert fetched(site, tmp_path, "/request/lamps").failed == ()
    (path,) = (tmp_path / "corpus/fetched").rglob("*.md")
    text = path.read_text("utf-8")
    assert not [word for word in ("Wick", "jo_wick", "Lamp Lane", "passer-by") if word in text]
    document = read_document(path)
    assert document is not None
    assert (document.id, document.date, document.outcome) == ("request-lamps", "2025-02-03", "partial")
    assert (document.authority, document.regime, document.sections) == ("Lampshire Council", "foia", ("43(2)",))
    assert "How many lamps are lit in May?" in document.chunks[0].text
    assert "We also send lamps." in document.chunks[1].text
    assert f"Lamps list.xlsx ({site.address}/request/lamps/response/21/attach/3/Lamps%20list.xlsx.html)" in text
    assert not list((tmp_path / "fetched").glob("*.body"))


@pytest.mark.parametrize("body", ["[]", "{", "null", '{"info_request_events": 3}', "[" * 100_000])
def test_what_is_no_request_is_named_and_not_kept(site: Site, tmp_path: Path, body: str) -> None:
    site.says("/request/lamps.json", Answer(body, "application/json"))
    site.says("/request/lamps", html(PAGE))
    assert "not a request's JSON" in fetched(site, tmp_path, "/request/lamps").failed[0]
    assert kept(tmp_path) == {}


@pytest.mark.parametrize("name", ["hansard", "ftp://x/y", "legislation.gov.uk", ""])
def test_an_unknown_name_is_refused_before_anything_is_fetched(tmp_path: Path, name: str) -> None:
    with pytest.raises(LibraryError, match="nothing to fetch by the name"):
        fetch(["foia", name], tmp_path, TODAY, "http://127.0.0.1:1")

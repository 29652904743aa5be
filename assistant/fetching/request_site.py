"""A request on WhatDoTheyKnow, or another site of its kind (Alaveteli): its JSON says what happened, its page has the words."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

from assistant.errors import LibraryError
from assistant.fetching.client import HTML, JSON, Client
from assistant.fetching.outcome import Outcome
from assistant.fetching.replies import Robots, keep, texts
from assistant.library.documents import Chunk, Document
from assistant.library.privacy import without_people
from assistant.library.sections import refs_in

_REQUEST = re.compile(r"/request/([A-Za-z0-9_-]+?)(?:\.json)?/?$")
_MOST = 10_000_000
# The site's states in the contract's words; others say nothing of what was answered.
_OUTCOMES = {
    "successful": "disclosed",
    "partially_successful": "partial",
    "rejected": "withheld",
    "not_held": "not-held",
}
_LAWS = {"foi": "foia", "eir": "eir", "fois": "foisa", "foisa": "foisa"}
_NAME = "[name]"


def is_request(address: str) -> bool:
    """Tell whether an address is that of one request on such a site."""
    return bool(_REQUEST.search(urlsplit(address).path))


def fetch_request(address: str, client: Client, data: Path) -> Outcome:
    """Fetch a request and its replies, and list their attachments; the name of who asked is taken out.

    Raises:
        LibraryError: it cannot be had, or is not a request.
        SettingsError: the data folder cannot be written.
    """
    parts = urlsplit(address)
    page = urlunsplit((parts.scheme, parts.netloc, re.sub(r"(\.json)?/?$", "", parts.path), "", ""))
    robots = Robots(client, address)
    robots.check(f"{page}.json")
    robots.check(page)
    try:
        told = json.loads(client.get(f"{page}.json", JSON, _MOST).content)
        html = client.get(page, HTML, _MOST).content
    except (ValueError, RecursionError):
        raise LibraryError("this is not a request's JSON", where=f"{page}.json", todo="Check the address.") from None
    finally:  # both hold the requester's name
        client.forget(f"{page}.json")
        client.forget(page)
    if not isinstance(told, dict) or not isinstance(told.get("info_request_events"), list):
        raise LibraryError("this is not a request's JSON", where=f"{page}.json", todo="Check the address.")
    return keep(_document(told, html, page), data, parts.hostname or "site")


def _document(told: Mapping[str, Any], html: bytes, page: str) -> Document:
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(html, "lxml")
    events = [one for one in told["info_request_events"] if isinstance(one, dict)]
    asked = [one for one in events if one.get("event_type") == "sent" and one.get("outgoing_message_id")]
    replies = [one for one in events if one.get("event_type") == "response" and one.get("incoming_message_id")]
    user = told.get("user")
    name = str((user.get("name") if isinstance(user, dict) else told.get("user_name")) or "")
    question = "\n\n".join(_nameless(_words(soup, "outgoing", one), name) for one in asked[:1])
    answer = "\n\n".join(_nameless(_words(soup, "incoming", one), name) for one in replies)
    attached = [link for one in replies for link in _attachments(soup, one, page)]
    if attached:
        answer += "\n\nAttachments: " + "; ".join(dict.fromkeys(attached))
    title = _nameless(str(told.get("title") or "A request"), name)
    sections = tuple(refs_in(answer))
    chunks = [Chunk("Request", question or title, question=question or title, sections=sections)]
    if answer.strip():
        chunks.append(Chunk("Reply", answer, question, answer.strip(), sections))
    body = told.get("public_body")
    last = (replies or events or [{}])[-1]
    return Document(
        id=f"request-{page.rpartition('/')[2][:80]}",
        kind="response",
        title=title,
        chunks=tuple(chunks),
        authority=str(body.get("name") or "") if isinstance(body, dict) else "",
        regime=_LAWS.get(str(told.get("law_used") or ""), ""),
        date=str(last.get("created_at") or told.get("created_at") or "")[:10],
        url=page,
        outcome=_OUTCOMES.get(str(told.get("described_state") or ""), ""),
        sections=sections,
        extent="full" if answer.strip() else "summary",
    )


def _words(soup: Any, way: str, event: Mapping[str, Any]) -> str:  # noqa: ANN401 - BeautifulSoup's
    """Return the words of a message from the page; the beginning that the JSON has, where the page has none."""
    number = re.sub(r"\D", "", str(event.get(f"{way}_message_id")))
    found = "\n".join(texts(soup, f"#{way}-{number} .correspondence_text"))
    return found or str(event.get("snippet") or "")


def _attachments(soup: Any, event: Mapping[str, Any], page: str) -> list[str]:  # noqa: ANN401
    number = re.sub(r"\D", "", str(event.get("incoming_message_id")))
    links = (urljoin(page, str(one["href"])) for one in soup.select(f"#incoming-{number} a[href*='/attach/']"))
    files = (urlsplit(link)._replace(query="", fragment="").geturl() for link in links)
    return [f"{unquote(link.rpartition('/')[2]).removesuffix('.html')} ({link})" for link in dict.fromkeys(files)]


def _nameless(text: str, name: str) -> str:
    """Take the requester's name out (whole, after a title, or alone in a line), and what else tells who asked."""
    parts = name.split()
    if parts:
        whole = r"\s+".join(map(re.escape, parts))
        titled = rf"(?:mr|mrs|ms|miss|mx|dr)\.?\s+{re.escape(parts[-1])}"
        alone = rf"^[ \t]*(?:{'|'.join(map(re.escape, parts))})[ \t]*[,.]?[ \t]*$"
        text = re.sub(rf"(?im)\b(?:{whole}|{titled})\b|{alone}", _NAME, text)
    return without_people(text)

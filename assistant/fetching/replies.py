"""Published replies into the corpus: a page of a disclosure log with what it links to, or one request on a request site.

Only links of the same site are followed, one step, and only those that the site's robots.txt allows. The copies as they came
are not kept: what goes into the corpus has the names of those who asked taken out.
"""

import re
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from assistant.errors import FoiError, LibraryError
from assistant.fetching.client import HTML, Client, Page, same_site
from assistant.fetching.outcome import Outcome
from assistant.files import write_atomically
from assistant.library.documents import Document
from assistant.library.readers import KNOWN, as_corpus_file, read_file

FOLDER = "corpus/fetched"
_ROBOT = "foi-assistant"
_MOST_PAGE, _MOST_FILE, _MOST_LINKS = 5_000_000, 50_000_000, 200
_ATTACHED = KNOWN - {".html", ".htm"} | {".xlsx", ".xls", ".ods", ".doc", ".zip"}
_REPLIES = re.compile(r"(?i)disclosure|/foi|freedom-of-information|/request|/respon|repl(?:y|ies)")
_BESIDE = ("nav", "header", "footer", "aside", "script", "style", "form")


class Robots:
    """What a site lets programs fetch."""

    def __init__(self, client: Client, address: str) -> None:
        """Read the site's robots.txt: where there is none all is allowed, where it cannot be had nothing is (RFC 9309).

        Raises:
            LibraryError: it cannot be had.
        """
        self._rules = RobotFileParser()
        try:
            page = client.get(urljoin(address, "/robots.txt"), most=500_000)
            lines = page.content.decode("utf-8", errors="replace").splitlines()
        except LibraryError as error:
            if not re.search(r"answered 4\d\d$", error.what):
                raise
            lines = []
        self._rules.parse(lines)
        delay = self._rules.crawl_delay(_ROBOT)
        if delay:
            client.slow_down(float(delay))

    def check(self, address: str) -> None:
        """Refuse an address that the site does not want fetched.

        Raises:
            LibraryError: robots.txt does not allow it.
        """
        if not self._rules.can_fetch(_ROBOT, address):
            raise LibraryError(
                "the site asks programs not to fetch this (robots.txt)",
                where=address,
                todo="Save it in a browser, and add it with: foi corpus add FILE",
            )


def fetch_log(address: str, client: Client, data: Path) -> Outcome:
    """Fetch a page of a disclosure log: the replies that it links to, or itself where it is one.

    Raises:
        LibraryError: the page cannot be had, or the site does not allow it.
        SettingsError: the data folder cannot be written.
    """
    robots = Robots(client, address)
    robots.check(address)
    page = client.get(address, most=_MOST_FILE)
    if page.kind not in HTML:
        return _taken(page, "", data)
    soup = _soup(page.content)
    site = _site(soup, page.address)
    pages, files = _links(soup, page.address)
    found = Outcome() if pages else _taken(page, site, data)
    wanted = [*pages, *files]
    for link in wanted[:_MOST_LINKS]:
        try:
            robots.check(link)
            most, kinds = (_MOST_FILE, frozenset[str]()) if link in files else (_MOST_PAGE, HTML)
            found += _taken(client.get(link, kinds, most), site, data)
        except LibraryError as error:
            found += Outcome(skipped=(_line(error),))
    if len(wanted) > _MOST_LINKS:
        left = f"{len(wanted) - _MOST_LINKS} more links of {address}: only the first {_MOST_LINKS} are followed"
        found += Outcome(skipped=(left,))
    if not found.came:
        raise LibraryError(
            "no reply was found on this page",
            where=address,
            todo="Give the address of a reply, or of a list of replies.",
        )
    return found


def keep(document: Document, data: Path, site: str) -> Outcome:
    """Put a reply into the corpus."""
    folder = data / FOLDER / re.sub(r"[^a-z0-9.-]", "-", site.lower())
    folder.mkdir(parents=True, exist_ok=True)
    write_atomically(folder / f"{document.id}.md", as_corpus_file(document).encode())
    return Outcome((f"{document.title} ({document.url})",), for_corpus=True)


def _taken(page: Page, site: str, data: Path) -> Outcome:
    """Read a reply as a file that an officer adds is read, and note where it is from."""
    path = PurePosixPath(unquote(urlsplit(page.address).path))
    suffix = ".html" if page.kind in HTML else path.suffix.lower()
    name = (re.sub(r"[^\w.-]+", "-", path.stem) or "page")[:80]
    title, content = _readable(page.content) if page.kind in HTML else ("", page.content)
    try:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / f"{name}{suffix}"
            file.write_bytes(content)
            documents = read_file(file, file.name)
    except FoiError as error:
        return Outcome(skipped=(f"{page.address}: {_line(error)}",))
    host = urlsplit(page.address).hostname or "site"
    found = Outcome()
    for one in documents:
        known = replace(
            one, title=title or one.title, url=one.url or page.address, authority=one.authority or site or host
        )
        found += keep(known, data, host)
    return found


def _links(soup: Any, address: str) -> tuple[list[str], list[str]]:  # noqa: ANN401 - BeautifulSoup's
    """Return the links to replies, and to files, in the page's own content."""
    pages: dict[str, None] = {}
    files: dict[str, None] = {}
    below = urlsplit(address).path.rstrip("/") + "/"
    for link in _content(soup).find_all("a", href=True):
        onward = urldefrag(urljoin(address, str(link["href"]).strip())).url
        path = urlsplit(onward).path
        if not same_site(address, onward) or onward.rstrip("/") == address.rstrip("/"):
            continue
        if PurePosixPath(path).suffix.lower() in _ATTACHED:
            files[onward] = None
        elif path.startswith(below) or (_REPLIES.search(path) and not below.startswith(path.rstrip("/") + "/")):
            pages[onward] = None
    return list(pages), list(files)


def _content(soup: Any) -> Any:  # noqa: ANN401
    main = soup.find("main") or soup.find(attrs={"role": "main"}) or soup
    for beside in main.find_all(_BESIDE):
        beside.decompose()
    return main


def _readable(content: bytes) -> tuple[str, bytes]:
    """Return the heading of a page, and its own content without menus."""
    soup = _soup(content)
    heading = soup.find("h1") or soup.find("title")
    title = " ".join(heading.get_text(" ", strip=True).split()) if heading else ""
    return title, f"<html><meta charset='utf-8'><body>{_content(soup)}</body></html>".encode()


def _site(soup: Any, address: str) -> str:  # noqa: ANN401
    """Return the name of the site, which stands for the authority."""
    named = soup.find("meta", attrs={"property": "og:site_name"})
    return str(named.get("content") or "").strip() if named else (urlsplit(address).hostname or "")


def _soup(content: bytes) -> Any:  # noqa: ANN401
    from bs4 import BeautifulSoup

    return BeautifulSoup(content, "lxml")


def _line(error: FoiError) -> str:
    return " ".join(str(error).split())


def texts(soup: Any, selector: str) -> Iterator[str]:  # noqa: ANN401
    """Yield the words of the elements that a selector finds."""
    for one in soup.select(selector):
        yield one.get_text("\n", strip=True)

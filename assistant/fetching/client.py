"""Gets files from a site as a polite guest: named, unhurried, asking only for what changed, and stopping when told to."""

import hashlib
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from assistant import __version__
from assistant.errors import LibraryError
from assistant.fetching.store import Kept, Store, now

if TYPE_CHECKING:
    import httpx

AGENT = f"foi-assistant/{__version__} (fetches what a Freedom of Information officer asked for)"
XML = frozenset({"application/xml", "text/xml", "application/xhtml+xml"})
JSON = frozenset({"application/json", "text/json"})
HTML = frozenset({"text/html", "application/xhtml+xml"})
# 202: the publisher of legislation is still making the file.
_TRY_AGAIN = frozenset({202, 408, 425, 429, 500, 502, 503, 504})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 5
_KNOWN_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Manners:
    """How hard to try, in seconds.

    Attributes:
        between: least time between two requests.
        first: the wait after the first failure; it doubles with each.
        longest: the longest wait; a site that asks for a longer one is left alone.
        tries: of one file.
        answer: for a site to answer, and between two pieces of a file.
        whole: for a whole file.
    """

    between: float = 1.0
    first: float = 2.0
    longest: float = 60.0
    tries: int = 4
    answer: float = 30.0
    whole: float = 300.0


@dataclass(frozen=True, slots=True)
class Page:
    """A file that was got.

    Attributes:
        address: it came from, after redirections.
        content: its bytes.
        kind: its content type, "" where the site gave none.
        fetched: the day it was got or confirmed (ISO).
        unchanged: it was here already.
    """

    address: str
    content: bytes
    kind: str
    fetched: str
    unchanged: bool


class _Again(Exception):  # noqa: N818 - a signal inside this module
    """A failure that may pass; the site may have said how long to wait."""

    def __init__(self, problem: str, wait: float | None = None, *, no_answer: bool = False) -> None:
        super().__init__(problem)
        self.wait = wait
        self.no_answer = no_answer


class Client:
    """Gets files and keeps them. Use it in ``with``."""

    def __init__(self, store: Store, manners: Manners | None = None, since: str = "") -> None:
        """Make a client.

        Args:
            store: where files are kept.
            manners: how hard to try.
            since: what was got since then (ISO) is not asked for again: the run before this one stopped half-way.
        """
        self._store = store
        self._manners = manners or Manners()
        self._since = since
        self._pause = self._manners.between
        self._last = float("-inf")
        self._silent: dict[str, str] = {}
        self._pages: set[str] = set()
        self._http: httpx.Client | None = None

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_: object) -> None:
        if self._http is not None:
            self._http.close()

    def get(self, address: str, kinds: frozenset[str] = frozenset(), most: int = 60_000_000) -> Page:
        """Return a file: from the site, or the one kept where the site says that it has not changed.

        Args:
            address: http or https.
            kinds: content types that will do; any if empty.
            most: the largest size in bytes.

        Raises:
            LibraryError: it cannot be had; says why, and whether to try again.
        """
        parts = urlsplit(address)
        if parts.scheme not in _KNOWN_PORTS or not parts.hostname:
            raise LibraryError("this is not the address of a web page", where=address, todo="It starts with https://.")
        if kinds not in {XML, JSON}:
            self._pages.add(address)
        kept = self._store.find(address)
        if kept and self._since and kept[0].fetched >= self._since:
            return _page(*kept, unchanged=True)
        site = parts.netloc
        if site in self._silent:
            raise _failed(address, f"not tried, because {self._silent[site]}")
        wait, problem = self._manners.first, ""
        for attempt in range(self._manners.tries):
            if attempt:
                time.sleep(min(wait, self._manners.longest))
            try:
                return self._once(address, kinds, most, kept)
            except _Again as again:
                problem = str(again)
                if again.wait is not None and again.wait > self._manners.longest:
                    self._silent[site] = f"the site asked to be left alone for {round(again.wait)} seconds"
                    raise _failed(
                        address, f"{problem}, and asked to be left alone for {round(again.wait)} seconds"
                    ) from None
                wait = again.wait if again.wait is not None else self._manners.first * 2**attempt
                if again.no_answer and attempt + 1 == self._manners.tries:
                    self._silent[site] = f"the site did not answer ({problem})"
        raise _failed(address, problem)

    def slow_down(self, seconds: float) -> None:
        """Leave at least so long between two requests, up to the longest wait."""
        self._pause = min(max(self._pause, seconds), self._manners.longest)

    def forget_pages(self) -> None:
        """Keep nothing of the pages that this client got: a page as it came may name who asked."""
        for address in self._pages:
            self._store.forget(address)

    def forget(self, address: str) -> None:
        """Keep nothing of a file that turned out to be of no use, so that the next run gets it anew."""
        self._store.forget(address)

    def _once(self, address: str, kinds: frozenset[str], most: int, kept: tuple[Kept, bytes] | None) -> Page:
        import httpx  # only a fetch needs it

        headers = {"User-Agent": AGENT, "Accept": ", ".join(sorted(kinds)) or "*/*"}
        if kept:
            headers |= {"If-None-Match": kept[0].etag} if kept[0].etag else {}
            headers |= {"If-Modified-Since": kept[0].modified} if kept[0].modified else {}
        try:
            with self._answer(address, headers) as (reply, final):
                return self._taken(reply, address, final, kinds, most, kept)
        except httpx.InvalidURL:
            raise LibraryError("this is not the address of a web page", where=address) from None
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError) as error:
            raise _Again(f"no connection ({type(error).__name__})", no_answer=True) from None
        except httpx.RemoteProtocolError:
            raise _Again("the site stopped half-way, or did not answer as a web site does") from None
        except httpx.DecodingError:
            raise _Again("what came cannot be unpacked") from None
        except httpx.TimeoutException:
            raise _Again("the site took too long", no_answer=True) from None
        except httpx.HTTPError as error:
            raise _Again(f"the connection failed ({type(error).__name__})") from None

    @contextmanager
    def _answer(self, address: str, headers: Mapping[str, str]) -> "Iterator[tuple[httpx.Response, str]]":
        """Ask, and follow redirections within the site."""
        import httpx

        if self._http is None:
            self._http = httpx.Client(timeout=self._manners.answer, follow_redirects=False)
        seen = [address]
        while True:
            self._hold()
            with self._http.stream("GET", seen[-1], headers=headers) as reply:
                if reply.status_code not in _REDIRECTS:
                    yield reply, seen[-1]
                    return
                onward = urljoin(seen[-1], reply.headers.get("location", ""))
            if onward in seen or len(seen) > _MOST_REDIRECTS:
                raise LibraryError("the site redirects in a circle", where=address, todo="Open it in a browser.")
            if not same_site(seen[-1], onward):
                host = urlsplit(onward).hostname or "nowhere"
                raise LibraryError(
                    f"the site redirects to another ({host}), or to one without encryption",
                    where=address,
                    todo="If you trust that address, give it instead.",
                )
            seen.append(onward)

    def _hold(self) -> None:
        owed = self._last + self._pause - time.monotonic()
        if owed > 0:
            time.sleep(owed)
        self._last = time.monotonic()

    def _taken(
        self,
        reply: "httpx.Response",
        address: str,
        final: str,
        kinds: frozenset[str],
        most: int,
        kept: tuple[Kept, bytes] | None,
    ) -> Page:
        if reply.status_code == 304 and kept:
            confirmed = Kept(**{**_fields(kept[0]), "fetched": now()})
            self._store.put(confirmed, kept[1])
            return _page(confirmed, kept[1], unchanged=True)
        if reply.status_code in _TRY_AGAIN:
            raise _Again(f"the site answered {reply.status_code}", _wait(reply.headers.get("retry-after", "")))
        if reply.status_code != 200:
            raise _failed(address, f"the site answered {reply.status_code}", again=False)
        kind = reply.headers.get("content-type", "").split(";")[0].strip().casefold()
        if kinds and kind and kind not in kinds and not (kinds == XML and kind.endswith("+xml")):
            raise LibraryError(
                f"it came as {kind}, which is not what was asked for ({', '.join(sorted(kinds))})",
                where=address,
                todo="The site may have sent a notice or a sign-in page. Open it in a browser.",
            )
        content = self._whole(reply, address, most)
        held = Kept(
            address,
            final,
            kind,
            reply.headers.get("etag", ""),
            reply.headers.get("last-modified", ""),
            now(),
            hashlib.sha256(content).hexdigest(),
        )
        self._store.put(held, content)
        return _page(held, content, unchanged=bool(kept and kept[0].sha256 == held.sha256))

    def _whole(self, reply: "httpx.Response", address: str, most: int) -> bytes:
        told = reply.headers.get("content-length", "")
        late, content = time.monotonic() + self._manners.whole, bytearray()
        if not (told.isdigit() and int(told) > most):
            for piece in reply.iter_bytes():
                content += piece
                if len(content) > most:
                    break
                if time.monotonic() > late:
                    raise _Again("the site took too long")
            else:
                return bytes(content)
        raise LibraryError(
            f"it is larger than {most // 1_000_000} MB",
            where=address,
            todo="Save it by hand, and add it with: foi corpus add FILE",
        )


def same_site(one: str, other: str) -> bool:
    """Tell whether two addresses are of one site; from https to http is not the same."""
    first, second = urlsplit(one), urlsplit(other)
    if second.scheme not in _KNOWN_PORTS or (first.scheme, second.scheme) == ("https", "http"):
        return False
    hosts = [(part.hostname or "").removeprefix("www.") for part in (first, second)]
    try:
        ports = [part.port or _KNOWN_PORTS[part.scheme] for part in (first, second)]
    except (ValueError, KeyError):
        return False
    upgraded = (first.scheme, second.scheme) == ("http", "https") and ports == [80, 443]
    return hosts[0] == hosts[1] and (ports[0] == ports[1] or upgraded)


def _fields(kept: Kept) -> dict[str, str]:
    return {name: getattr(kept, name) for name in Kept.__slots__}


def _page(kept: Kept, content: bytes, *, unchanged: bool) -> Page:
    return Page(kept.final, content, kept.kind, kept.fetched[:10], unchanged)


def _failed(address: str, problem: str, *, again: bool = True) -> LibraryError:
    todo = "Check the network and run it again: what came is kept." if again else "Check the address in a browser."
    return LibraryError(f"it could not be fetched: {problem}", where=address, todo=todo)


def _wait(written: str) -> float | None:
    """Read a Retry-After: seconds, or a date."""
    if written.strip().isdigit():
        return float(written)
    try:
        moment = parsedate_to_datetime(written)
    except (ValueError, TypeError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())

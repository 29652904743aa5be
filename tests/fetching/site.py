"""A web site of our own on this computer, which answers as it is told to."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from assistant.fetching.client import Manners

HURRIED = Manners(between=0.0, first=0.01, longest=0.2, tries=3, answer=5.0, whole=10.0)


@dataclass
class Answer:
    """What the site says to one request.

    Attributes:
        status: of the answer.
        body: of the answer.
        kind: its content type; none is sent if empty.
        headers: more of them.
        cut: the connection is closed after so many bytes of the body.
    """

    body: bytes | str = b""
    kind: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None

    @property
    def content(self) -> bytes:
        return self.body.encode() if isinstance(self.body, str) else self.body


@dataclass
class Site:
    """The site: what it answers by path, in turn and the last again and again; and what it was asked."""

    answers: dict[str, list[Answer]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    address: str = ""

    def says(self, path: str, *answers: Answer) -> None:
        self.answers[path] = list(answers)


@contextmanager
def opened() -> Iterator[Site]:
    """Run a site."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.headers.append({name.casefold(): value for name, value in self.headers.items()})
            listed = site.answers.get(self.path) or [Answer(status=404)]
            answer = listed.pop(0) if len(listed) > 1 else listed[0]
            tag = answer.headers.get("ETag")
            known = tag is not None and self.headers.get("If-None-Match") == tag
            body = b"" if known else answer.content
            self.send_response(304 if known else answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.kind:
                self.send_header("Content-Type", answer.kind)
            if "Content-Length" not in answer.headers:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body if answer.cut is None else body[: answer.cut])

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.address = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()

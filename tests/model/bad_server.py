"""A server of our own that speaks the OpenAI form, well or badly in one named way."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HANG_SECONDS = 30
LONG = "word " * 100_000


@dataclass
class Server:
    """What the server does, and all that it was sent.

    Attributes:
        manner: how it answers, or one manner for each call in turn, the last one from then on.
        reply: what a model behind it says: a text, or a tool call as (name, arguments).
        sent: the body of each call.
        hung_up: set when the other side closed before the reply was whole.
    """

    manner: tuple[str, ...] = ("well",)
    reply: list[Any] = field(default_factory=lambda: ["It covers the prevention of crime [S1]."])
    sent: list[dict[str, Any]] = field(default_factory=list)
    address: str = ""
    gone: threading.Event = field(default_factory=threading.Event)
    hung_up: threading.Event = field(default_factory=threading.Event)

    def next_manner(self) -> str:
        return self.manner[min(len(self.sent) - 1, len(self.manner) - 1)]

    def next_reply(self) -> Any:
        return self.reply[min(len(self.sent) - 1, len(self.reply) - 1)]


@contextmanager
def serving(*manner: str, reply: list[Any] | None = None) -> Iterator[Server]:
    """Serve on a free port of this machine."""
    state = Server(manner or ("well",))
    if reply is not None:
        state.reply = reply

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: Any) -> None:
            del format, args

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            state.sent.append(body)
            try:
                answer(self, body, state)
            except (BrokenPipeError, ConnectionResetError):
                state.hung_up.set()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    state.address = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        state.gone.set()
        server.shutdown()
        server.server_close()


def answer(handler: BaseHTTPRequestHandler, body: dict[str, Any], state: Server) -> None:
    manner, said = state.next_manner(), state.next_reply()
    errors = {
        "429": (429, {"error": {"message": "Rate limit reached", "code": "rate_limit_exceeded"}}),
        "401": (401, {"error": {"message": "Incorrect API key provided: sk-secret", "code": "invalid_api_key"}}),
        "404": (404, {"error": {"message": "The model does not exist"}}),
        "500": (500, {"error": {"message": "Internal error"}}),
        "no tools": (400, {"error": {"message": "This model does not support tools"}}),
        "overflow": (400, {"error": {"message": "This model's maximum context length is 512 tokens"}}),
    }
    if manner == "hang":
        state.gone.wait(HANG_SECONDS)
        return
    if manner == "drop":
        handler.close_connection = True
        handler.connection.close()
        return
    if manner in errors and not (manner == "no tools" and "tools" not in body):
        status, content = errors[manner]
        send(handler, status, json.dumps(content).encode(), "application/json")
        return
    if manner == "not JSON":
        send(handler, 200, b"<html>It works!</html>", "text/html")
        return
    if manner == "overflow unless short" and len(json.dumps(body)) > 9000:
        send(handler, 400, json.dumps(errors["overflow"][1]).encode(), "application/json")
        return
    text = {
        "nonsense": "zxcv qwer !!",
        "nothing": "",
        "100,000 tokens": LONG,
        "without end": LONG,
        "broken JSON": '{"answer": "It',
        "refusal": "I'm sorry, but I can't help with that.",
        "another language": "公众对执法机关如何使用技术享有合法利益，这一点我们已经充分考虑过了。",
    }.get(manner, said)
    if body.get("stream"):
        stream(handler, text, slowly=manner in {"drip", "without end"}, cut=manner == "drop midway")
    else:
        send(handler, 200, json.dumps(whole(text)).encode(), "application/json")


def whole(said: Any) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": said if isinstance(said, str) else None}
    if not isinstance(said, str):
        message["tool_calls"] = [called(said)]
    reason = "stop" if isinstance(said, str) else "tool_calls"
    choice = {"index": 0, "message": message, "finish_reason": reason}
    return {"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}


def called(said: Any) -> dict[str, Any]:
    name, arguments = said
    function = {"name": name, "arguments": arguments if isinstance(arguments, str) else json.dumps(arguments)}
    return {"index": 0, "id": "c1", "type": "function", "function": function}


def send(handler: BaseHTTPRequestHandler, status: int, content: bytes, kind: str) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content)


def stream(handler: BaseHTTPRequestHandler, said: Any, *, slowly: bool, cut: bool) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream")
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.close_connection = True
    size = max(1, min(80, len(said) // 20)) if isinstance(said, str) else 1
    deltas: list[dict[str, Any]] = (
        [{"content": said[i : i + size]} for i in range(0, len(said), size)] or [{"content": ""}]
        if isinstance(said, str)
        else [{"tool_calls": [called(said)]}]
    )
    for number, delta in enumerate(deltas):
        if cut and number > len(deltas) // 2:
            handler.connection.close()
            return
        event(handler, {"role": "assistant", **delta}, None)
        if slowly:
            time.sleep(0.05)
    event(handler, {}, "stop" if isinstance(said, str) else "tool_calls")
    handler.wfile.write(b"data: [DONE]\n\n")


def event(handler: BaseHTTPRequestHandler, delta: dict[str, Any], reason: str | None) -> None:
    choice = {"index": 0, "delta": delta, "finish_reason": reason}
    chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
    handler.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
    handler.wfile.flush()

"""What the program adds to a model's own time: in the chat before its first words, and over a whole turn or draft.

    python -m evals.benchmarks.chain [--first SECONDS] [--speed WORDS] [--runs N]

A server of our own on loopback speaks the OpenAI form and writes at a steady pace, so that the model's time is known: it waits
before its first word and then writes so many words a second. The time that is not the server's is ours. First words are those
that are shown: a sentence is shown once it is whole and its sources support it, so the time runs from when the server had
written that sentence.
"""

import argparse
import json
import statistics
import threading
import time
from dataclasses import dataclass, field, replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SENTENCE = "Disclosure under it would be likely to prejudice the prevention or detection of crime [S2]. "
REST = "Disclosure would, or would be likely to, prejudice the prevention or detection of crime [S2]. " * 3


@dataclass
class Pace:
    """How the server writes, and when it did."""

    first: float
    speed: float
    began: list[float] = field(default_factory=list)
    sentence: list[float] = field(default_factory=list)
    ended: list[float] = field(default_factory=list)

    @property
    def own(self) -> float:
        """Seconds that the server took, over all its calls."""
        return sum(end - begin for begin, end in zip(self.began, self.ended, strict=True))


def reply_to(body):
    """Return what the model says: paragraphs where they are asked for, else an answer."""
    asked = str(body["messages"][-1]["content"])
    if "Reply with one JSON object" in asked and '{"' in asked.rsplit("\n", 1)[-1]:
        form = asked.rsplit("\n", 1)[-1]
        keys = [part.split('"')[0] for part in form.split('{"', 1)[1].split(', "')]
        if keys != ["tool"]:
            paragraph = (
                "Disclosing this information would be likely to prejudice the prevention or detection of crime, because people "
                "intent on crime could use it to learn how we work."
            )
            return json.dumps(dict.fromkeys(keys, paragraph))
        return json.dumps({"answer": SENTENCE + REST})
    return SENTENCE + REST


def serve(pace):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format, *args):
            pass

        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            pace.began.append(time.perf_counter())
            text = reply_to(body)
            time.sleep(pace.first)
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Connection", "close")
            self.end_headers()
            self.close_connection = True
            written, due = "", time.perf_counter()
            for word in text.split(" "):
                due += 1 / pace.speed
                time.sleep(max(0.0, due - time.perf_counter()))
                self.event({"role": "assistant", "content": word + " "}, None)
                if not written.startswith(SENTENCE.strip()) and (written + word).startswith(SENTENCE.strip()):
                    pace.sentence.append(time.perf_counter())
                written += word + " "
            self.event({}, "stop")
            pace.ended.append(time.perf_counter())
            self.wfile.write(b"data: [DONE]\n\n")

        def event(self, delta, reason):
            choice = {"index": 0, "delta": delta, "finish_reason": reason}
            chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
            self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
            self.wfile.flush()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}/v1"


def place(address, seconds):
    """Return a workplace with the sample's authority, the shipped corpus and the server's model."""
    import os

    from assistant import sample
    from assistant.cli import _workplace
    from assistant.model.chat_model import open_model
    from assistant.settings import Settings, load_authority, load_settings

    os.environ |= {"OPENAI_BASE_URL": address, "OPENAI_API_KEY": "none"}
    model = open_model(Settings(model="openai:m", model_timeout=seconds))
    return replace(
        _workplace(load_settings().model_copy(update={"model": None})),
        authority=load_authority(sample.AUTHORITY),
        model=model,
        model_name="openai:m",
        model_seconds=seconds,
    )


def intake():
    from assistant import sample
    from assistant.figures.tables import read_table
    from assistant.pipeline import Intake

    table = read_table(sample.TABLE)
    return Intake(
        sample.REQUEST.read_text("utf-8"),
        {table.source: table},
        sample.NOTES.read_text("utf-8"),
        received=date(2026, 11, 2),
        reference="F",
        letter_date=date(2026, 11, 23),
        regime="foia",
    )


def chat_once(workplace, pace, *, tools):
    """Return seconds of ours before the first words shown, over the turn, and the model's own."""
    from assistant.chat.respond import streamed
    from assistant.model.chat_model import note_no_tools
    from assistant.tools.casefile import CaseFile

    if not tools:
        note_no_tools(workplace.model)
    pace.began.clear(), pace.sentence.clear(), pace.ended.clear()
    begun, first, turn = time.perf_counter(), None, None
    for part in streamed(
        "is crime covered by section 31?", CaseFile(intake()), workplace, date(2026, 11, 23), threading.Event()
    ):
        first = first or time.perf_counter()
        turn = part
    total = time.perf_counter() - begun
    if turn.model != "openai:m":
        raise SystemExit(f"the model's answer was not used: {turn.answer[:200]}")
    waited = first - begun - (pace.sentence[0] - pace.began[0] if tools else pace.own)
    return waited, total - pace.own, pace.own


def draft_once(workplace, pace):
    from assistant.pipeline import draft_reply

    pace.began.clear(), pace.sentence.clear(), pace.ended.clear()
    begun = time.perf_counter()
    draft_reply(intake(), workplace)
    total = time.perf_counter() - begun
    begun = time.perf_counter()
    draft_reply(intake(), replace(workplace, model=None, model_name=""))
    without = time.perf_counter() - begun
    return total - pace.own - without, total - pace.own, pace.own


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--first", type=float, default=0.5, help="seconds before the server's first word")
    parser.add_argument("--speed", type=float, default=30.0, help="words a second that it writes")
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    pace = Pace(given.first, given.speed)
    workplace = place(serve(pace), 60.0)
    print(
        f"a server that waits {given.first:g} s and writes {given.speed:g} words a second; median of {given.runs} warm runs"
    )
    for name, tools in (("chat with tools, streamed", True), ("chat by one form", False)):
        chat_once(workplace, pace, tools=tools)
        runs = [chat_once(workplace, pace, tools=tools) for _ in range(given.runs)]
        waited, ours, own = (statistics.median(column) for column in zip(*runs, strict=True))
        print(
            f"{name}: first words {1000 * waited:.0f} ms after the model's; ours {ours:.3f} s beside {own:.2f} s: {ours / own:.1%}"
        )
    draft_once(workplace, pace)
    runs = [draft_once(workplace, pace) for _ in range(given.runs)]
    chain, ours, own = (statistics.median(column) for column in zip(*runs, strict=True))
    print(
        f"draft: the chain's {chain:.3f} s beside {own:.2f} s of the model: {chain / own:.1%}; with reading, figures, letter and checks {ours:.3f} s"
    )


if __name__ == "__main__":
    main()

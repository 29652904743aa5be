"""Watches all that any test sends to a model, whoever sends it, logs or raises: no raw count of the test's tables may stand in it."""

import logging
import os
import re
from contextvars import ContextVar
from pathlib import Path
from typing import Any
from uuid import UUID

from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.messages import BaseMessage
from langchain_core.tracers.context import register_configure_hook

from assistant.checks.numbers.quantity import Role
from assistant.checks.quantities import read_quantities
from assistant.figures.tables import Table

SWITCH = "WATCH_WHAT_IS_SENT_TO_MODELS"
_PROMPTS = Path(__file__).parents[1] / "prompts"
# Numbers of sections, dates, list places and words are no figures of a table.
_OTHER = {Role.CITATION, Role.DATE, Role.CONTACT, Role.STRUCTURE, Role.LIST_NUMBER, Role.WORD}
# A cell's place in the officer's file, a label that is a number, by how much a total is out, and the notes' standing example are no counts.
_PLACES = re.compile(
    r"cost 26 hours at two officers|\b(?:cell |row |line )?[A-Z]{0,3}\d+: |\b(?:cells?|rows?|lines?|columns?) [A-Z]{0,3}\d+\b|\bthe label '[^'\n]*'|\b\d+ too (?:low|high)\b"
)


class Sent:
    """What one test read and sent. It changes in place."""

    def __init__(self) -> None:
        self.raw: set[int] = set()
        self.own_words: list[str] = []
        self.calls = 0
        self.faults: list[str] = []

    def read(self, table: Table) -> None:
        """Remember the counts of a table."""
        self.raw |= {count.value for count in table.cells.values() if count is not None}

    def look(self, text: str) -> None:
        """Note every count of a table that stands in what is sent."""
        self.calls += 1
        for figure in figures_in(_without_prompt(text), self.raw):
            self.faults.append(f"call {self.calls} of a model held {figure}")

    def hear(self, kind: str, text: str) -> None:
        """Note every count of a table that stands in a line of a log, or in an error."""
        self.faults += [f"{kind} held {figure}" for figure in figures_in(_PLACES.sub(" ", text), self.raw)]


NOW = Sent()


def begin() -> Sent:
    """Begin to watch one test."""
    NOW.__init__()  # type: ignore[misc]  # handlers in other threads hold this one
    return NOW


def figures_in(text: str, raw: set[int]) -> list[str]:
    """Return the quantities of a text that are counts of a table, with the words round them."""
    return [
        repr(text[max(0, one.start - 40) : one.end + 30])
        for one in read_quantities(text)
        if one.role not in _OTHER and one.low == one.high and one.low in raw
    ]


def _without_prompt(text: str) -> str:
    """Take out the words of the prompts themselves: "two to five sentences" is no count."""
    fixed = {line.strip() for file in _PROMPTS.glob("*/*.md") for line in file.read_text("utf-8").splitlines()}
    return "\n".join("" if line.strip() in fixed else line for line in text.split("\n"))


class Watch(BaseCallbackHandler):
    """Looks at each call before it is made, in whatever thread."""

    raise_error = True  # a watch that breaks must not pass

    def on_chat_model_start(
        self, serialized: dict[str, Any], messages: list[list[BaseMessage]], *, run_id: UUID, **kwargs: Any
    ) -> None:
        del serialized, run_id
        tools = str(kwargs.get("invocation_params", {}).get("tools", ""))
        NOW.look(
            "\n".join([*(str(message.text) for batch in messages for message in batch), re.sub(r"\d", " ", tools)])
        )


class Log(logging.Handler):
    """Looks at each line that is logged by anybody, with its traceback."""

    def emit(self, record: logging.LogRecord) -> None:
        NOW.hear(f"the log of {record.name}", self.format(record))


_watching: ContextVar[Watch | None] = ContextVar("watching", default=None)


def install() -> None:
    """Let every model call of this process be watched."""
    os.environ[SWITCH] = "true"
    register_configure_hook(_watching, inheritable=True, handle_class=Watch, env_var=SWITCH)
    logging.getLogger().addHandler(Log(logging.DEBUG))
    # What is logged in a test is what an officer who turns logging up would find in a file.
    for name in (
        "assistant",
        "langchain",
        "langchain_core",
        "langchain_openai",
        "langgraph",
        "openai",
        "chromadb",
        "gradio",
    ):
        logging.getLogger(name).setLevel(logging.DEBUG)

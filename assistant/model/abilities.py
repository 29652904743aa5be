"""What the model that the settings name can do, found by trying it on nothing of any case."""

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.errors import ModelError
from assistant.model.failures import Failure, failure_of, within

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_SAMPLE = "Write three plain sentences about what a public library does."
_TOOL = {
    "type": "function",
    "function": {
        "name": "look_up",
        "description": "Look a section of an Act up.",
        "parameters": {
            "type": "object",
            "properties": {"section": {"type": "string"}},
            "required": ["section"],
        },
    },
}


@dataclass(frozen=True, slots=True)
class Abilities:
    """What was seen.

    Attributes:
        failure: why it cannot be used; None where it replied.
        first: seconds to its first words.
        speed: words a second after that; 0 where it came in one piece.
        tools: whether it used a tool that it was given.
        structured: whether it kept to a form that was asked for.
        context: tokens that it says it takes; 0 where it does not say.
    """

    failure: Failure | None = None
    first: float = 0.0
    speed: float = 0.0
    tools: bool = False
    structured: bool = False
    context: int = 0

    def in_words(self) -> str:
        """Say it in a line."""
        speed = f", then some {self.speed:.0f} words a second" if self.speed else ""
        context = f"{self.context:,} tokens" if self.context else "not told"
        return (
            f"first words after {self.first:.1f} s{speed}; tools: {_yes(self.tools)}; structured output: "
            f"{_yes(self.structured)}; context length: {context}"
        )

    @property
    def way(self) -> str:
        """How the program will use it."""
        if self.tools:
            return "The conversation uses its tools."
        if self.structured:
            return "It takes no tools, so the conversation asks it for one JSON object at a time."
        return "It may answer questions from passages; everything else is done by the commands without a model."


def _yes(able: bool) -> str:
    return "yes" if able else "no"


def try_out(model: "BaseChatModel", seconds: float) -> Abilities:
    """Try a model: a reply, a tool, a form. Each may take so many seconds; what fails is not able."""
    try:
        first, speed = within(seconds, lambda: _speed(model))
    except Exception as error:  # noqa: BLE001 - each provider raises its own kind
        return Abilities(failure_of(error))
    profile = getattr(model, "profile", None) or {}
    return Abilities(
        None,
        first,
        speed,
        _tools(model, seconds),
        _structured(model, seconds),
        int(profile.get("max_input_tokens") or 0),
    )


def _speed(model: "BaseChatModel") -> tuple[float, float]:
    began = time.monotonic()
    first, words, pieces = 0.0, 0, 0
    for piece in model.stream(_SAMPLE):
        if str(piece.text) and not first:
            first = time.monotonic()
        words += len(str(piece.text).split())
        pieces += 1
        if words > 400:
            break
    if not first:
        raise ModelError("it replied with nothing")
    rest = time.monotonic() - first
    return first - began, words / rest if pieces > 3 and rest > 0 else 0.0


def _tools(model: "BaseChatModel", seconds: float) -> bool:
    try:
        bound = model.bind_tools([_TOOL])
        said = within(seconds, lambda: bound.invoke("Use the tool to look section 31 up."))
    except Exception:  # noqa: BLE001 - whatever it raises, it takes no tools
        return False
    return any(call["name"] == "look_up" for call in getattr(said, "tool_calls", []))


def _structured(model: "BaseChatModel", seconds: float) -> bool:
    from assistant.model.structured import ask_for

    try:
        return bool(within(seconds, lambda: ask_for(model, "Say what a library lends.", ["answer"])))
    except Exception:  # noqa: BLE001 - whatever it raises, it keeps to no form
        return False

"""Structured replies from any chat model: JSON that is asked for in words, and checked against what was asked for."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from assistant.errors import ModelError
from assistant.model.reply import reply_of

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


def ask_for(model: "BaseChatModel", text: str, paragraphs: Sequence[str]) -> dict[str, str]:
    """Ask a model for named paragraphs.

    A call of a function would hold them to their form, but comes whole from most servers and differs from provider to
    provider; words are streamed by all, and small models keep to a form that stands before them.

    Args:
        model: any chat model.
        text: the prompt.
        paragraphs: the name of each; the prompt says what it should say.

    Returns:
        The paragraphs by name; one that the model left out is missing.

    Raises:
        ModelError: the reply was not of the shape asked for.
        Exception: whatever the provider raises when it cannot be reached.
    """
    names = {name: name.replace("-", "_") for name in paragraphs}
    form = "{" + ", ".join(f'"{key}": "…"' for key in names.values()) + "}"
    asked = f"{text}\n\nReply with one JSON object and nothing else: {form}"
    found = json_in(reply_of(model, asked, done=lambda reply: json_in(reply) is not None))
    values = {name: found.get(key, found.get(name)) for name, key in names.items()} if found else {}
    if not any(isinstance(value, str) for value in values.values()):
        raise ModelError("the reply was not of the shape asked for")
    return {name: value for name, value in values.items() if isinstance(value, str) and value}


def json_in(text: str) -> dict[str, Any] | None:
    """Return the first JSON object in a reply, whatever stands round it, or None.

    Line ends within a string are taken, as small models write them.
    """
    start = text.find("{")
    if start < 0 or "}" not in text:
        return None
    try:
        value, _ = json.JSONDecoder(strict=False).raw_decode(text[start:])
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None

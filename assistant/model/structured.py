"""Structured replies from any chat model: function calling, else JSON checked against a schema."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError, create_model
from pydantic import Field as SchemaField

from assistant.errors import ModelError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

MAX_REPLY = 20_000


def ask_for(model: "BaseChatModel", text: str, fields: Mapping[str, str]) -> dict[str, str]:
    """Ask a model for named paragraphs.

    Args:
        model: any chat model.
        text: the prompt.
        fields: name of each paragraph, and what it should say.

    Returns:
        The paragraphs by name; one that the model left out is missing.

    Raises:
        ModelError: neither way of asking gave a reply of the right shape.
        Exception: whatever the provider raises when it cannot be reached.
    """
    names = {name: name.replace("-", "_") for name in fields}
    schema = create_model(
        "Paragraphs",
        __doc__="Paragraphs for a letter.",
        **{names[name]: (str, SchemaField("", description=task)) for name, task in fields.items()},  # type: ignore[call-overload]  # pydantic types its keywords narrowly
    )
    reply = _by_function(model, text, schema) or _by_json(model, text, schema, list(names.values()))
    values = reply.model_dump()
    return {name: str(values[key])[:MAX_REPLY] for name, key in names.items() if values.get(key)}


def _by_function(model: "BaseChatModel", text: str, schema: type[BaseModel]) -> BaseModel | None:
    """Ask with function calling; None where the model has no tools or does not use them."""
    try:
        caller = model.with_structured_output(schema, method="function_calling", include_raw=True)
    except (NotImplementedError, TypeError, ValueError):
        return None
    reply: Any = caller.invoke(text)
    parsed = reply.get("parsed") if isinstance(reply, dict) else None
    return parsed if isinstance(parsed, BaseModel) and any(parsed.model_dump().values()) else None


def _by_json(model: "BaseChatModel", text: str, schema: type[BaseModel], keys: list[str]) -> BaseModel:
    form = "{" + ", ".join(f'"{key}": "…"' for key in keys) + "}"
    reply = model.invoke(f"{text}\n\nReply with one JSON object and nothing else: {form}")
    content = str(reply.text)[:MAX_REPLY]
    start, end = content.find("{"), content.rfind("}")
    try:
        return schema.model_validate_json(content[start : end + 1])
    except ValidationError:
        raise ModelError("the reply was not of the shape asked for") from None

"""A chat model from its name. LangChain's ``BaseChatModel`` is the interface; there is no second one."""

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import InputError, ModelError
from assistant.files import write_atomically
from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

# What a model's metadata says where it makes nothing of tools.
NO_TOOLS = "foi_no_tools"
_KNOWN = "models.json"


def open_model(settings: Settings) -> "BaseChatModel | None":
    """Return the model that the settings name, or None where they name none.

    Raises:
        ModelError: the name or its provider is not known, or the provider's package is not installed.
    """
    if not settings.model:
        return None
    from langchain.chat_models import init_chat_model  # takes two seconds

    try:
        model: BaseChatModel = init_chat_model(
            settings.model, timeout=settings.model_timeout, max_retries=0, temperature=0
        )
    except ImportError as error:
        provider = settings.model.partition(":")[0].replace("_", "-")
        raise ModelError(
            f"the package for {settings.model} is not installed ({error.name or error})",
            where="FOI_MODEL",
            todo=f"Install it: pip install 'foi-assistant[{provider}]', or langchain-{provider}.",
        ) from None
    except Exception as error:  # noqa: BLE001 - each provider raises its own kind, keys and settings included
        raise ModelError(
            f"the model {settings.model!r} cannot be opened ({first_line(error)})",
            where="FOI_MODEL",
            todo="Name it as provider:model, for example openai:gpt-5-mini, and set the provider's key.",
        ) from None
    if _known(settings.data).get(_served(settings)) is False:
        note_no_tools(model)
    return model


def note_no_tools(model: "BaseChatModel") -> None:
    """Remember, for as long as the program runs, that a model makes nothing of tools."""
    model.metadata = {**(model.metadata or {}), NO_TOOLS: True}


def remember_tools(settings: Settings, *, able: bool) -> None:
    """Keep whether the model that the settings name uses tools, as ``foi doctor`` saw it, for every later start."""
    known = {**_known(settings.data), _served(settings): able}
    with suppress(InputError):  # an examination tells of a data folder that cannot be written; this is no part of that
        write_atomically(settings.data / _KNOWN, json.dumps(known, indent=1).encode())


def _known(data: Path) -> dict[str, bool]:
    try:
        found = json.loads((data / _KNOWN).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _served(settings: Settings) -> str:
    """Return the model with a mark of its server: the same name means another model elsewhere, and an address may hold a password."""
    address = os.environ.get("OPENAI_BASE_URL", "")
    return f"{settings.model} {hashlib.sha256(address.encode()).hexdigest()[:12]}" if address else settings.model or ""


def first_line(error: BaseException) -> str:
    """Return the first line of an error, short, for a message."""
    text = str(error).strip() or type(error).__name__
    return text.splitlines()[0][:160]

"""A chat model from its name. LangChain's ``BaseChatModel`` is the interface; there is no second one."""

from typing import TYPE_CHECKING

from assistant.errors import ModelError
from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


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
    return model


def first_line(error: BaseException) -> str:
    """Return the first line of an error, short, for a message."""
    text = str(error).strip() or type(error).__name__
    return text.splitlines()[0][:160]

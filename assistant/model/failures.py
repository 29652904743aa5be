"""What went wrong with a model, in an officer's words; and a limit on how long it may take."""

import threading
import time
from collections.abc import Callable
from contextvars import ContextVar, copy_context
from dataclasses import dataclass
from typing import Any, TypeVar

from assistant.errors import ModelError

T = TypeVar("T")
# How often a stop is looked for, in seconds.
_LOOK = 0.05
# Beyond this a reply is nonsense, whatever it says.
MAX_REPLY = 20_000
# One event for each wait that the work stands in, set when that wait is over.
_WAITS: ContextVar[tuple[threading.Event, ...]] = ContextVar("waits", default=())


class TooSlowError(ModelError):
    """The model took longer than it may."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a model gave nothing.

    Attributes:
        words: for the officer; nothing of what was sent, and no key.
        again: trying again as it is may help.
        shorter: trying again with less text may help.
        tools: trying again without tools may help.
    """

    words: str
    again: bool = False
    shorter: bool = False
    tools: bool = False


_BY_STATUS = {
    401: Failure("the key was refused; check the provider's key"),
    403: Failure("the key may not use this model"),
    404: Failure("the server does not know this model or address"),
    408: Failure("the server gave up waiting", again=True),
    413: Failure("the text was too long for the model", shorter=True),
    429: Failure("the server is too busy, or its allowance is spent (429)", again=True),
}
_OVERFLOW = ("context length", "context_length", "context window", "maximum context", "too many tokens", "too long")


def failure_of(error: BaseException) -> Failure:
    """Tell what an error of a provider means, from its kind and status; its text is never shown."""
    status = getattr(error, "status_code", None)
    text = f"{type(error).__name__} {error}".casefold()
    if isinstance(error, TooSlowError) or "timeout" in text or "timed out" in text:
        return Failure("it did not answer in time")
    if isinstance(error, ModelError):
        return Failure(error.what, again="shape" in error.what)
    if any(words in text for words in _OVERFLOW):
        return Failure("the text was too long for the model's context", shorter=True)
    if status == 400 and ("tool" in text or "function" in text):
        return Failure("it takes no tools", tools=True)
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    if isinstance(status, int):
        return Failure(f"the server answered with an error ({status})", again=status >= 500)
    if "connection" in text or "protocol" in text or "disconnected" in text:
        return Failure("the server could not be reached, or broke off", again=True)
    return Failure("its reply could not be read", again=True)


def within(seconds: float, work: Callable[[], T], stop: threading.Event | None = None) -> T:
    """Return what some work gives, if it is done in time; work that goes on after that can ask whether it was given up.

    Raises:
        TooSlowError: it took longer, or was stopped.
        Exception: whatever the work raises.
    """
    kept: dict[str, Any] = {}
    over = threading.Event()

    def run() -> None:
        _WAITS.set((*_WAITS.get(), over))
        try:
            kept["value"] = work()
        except BaseException as error:  # noqa: BLE001 - handed to whoever waits
            kept["error"] = error

    # The thread goes on in the caller's context, so that whoever follows a turn there follows it here too.
    thread = threading.Thread(target=copy_context().run, args=(run,), name="model", daemon=True)
    thread.start()
    until = time.monotonic() + seconds
    while thread.is_alive() and time.monotonic() < until and not (stop and stop.is_set()):
        thread.join(_LOOK if stop else seconds)
    if thread.is_alive():
        over.set()
        raise TooSlowError(f"the model took longer than {seconds:g} seconds", todo="FOI_MODEL_TIMEOUT sets the limit.")
    if "error" in kept:
        raise kept["error"]
    return kept["value"]  # type: ignore[no-any-return]  # what work returned


def given_up() -> bool:
    """Tell whether nobody waits any more for the work that asks."""
    return any(over.is_set() for over in _WAITS.get())

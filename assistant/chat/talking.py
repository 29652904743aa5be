"""A turn with a model: asked once, asked again with what was wrong, else done without it, and that is said."""

import importlib
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from assistant.chat.agent import by_choice, by_tools, takes_tools
from assistant.chat.resting import checked, rested, tells_a_figure, words_of
from assistant.chat.sitting import Sitting
from assistant.errors import FoiError
from assistant.model.chat_model import note_no_tools
from assistant.model.failures import TooSlowError, failure_of, within
from assistant.support import supported
from assistant.tools.casefile import Bench, Call, Turn
from assistant.tools.toolbox import use

NOT_SENT = "Your message holds a figure of the case, so I have not sent it to the model."
UNUSABLE = "What the model said could not be used, so I have gone on without it."
STOPPED = "Stopped. Nothing has changed."
_TRIES = 2
_PAUSE = 0.5
# A turn may take several calls of the model; each call has its own limit.
_CALLS_A_TURN = 2
_NOT_FOUND = "NOT FOUND"


class StoppedError(FoiError):
    """The officer stopped the model."""


@dataclass(frozen=True, slots=True)
class Listening:
    """How a turn is followed while it goes on.

    Attributes:
        hear: is given the answer as far as it may be shown.
        stop: set by the officer.
    """

    hear: Callable[[str], None]
    stop: threading.Event

    @classmethod
    def none(cls) -> "Listening":
        """Follow nothing."""
        return cls(lambda _: None, threading.Event())


def with_model(message: str, bench: Bench, listening: Listening) -> tuple[Turn | None, str]:
    """Let the model answer a message.

    Args:
        message: of the officer.
        bench: what tools work on.
        listening: how the turn is followed.

    Returns:
        The turn, or None where it gave none that can be used; and what to tell the officer of that.
    """
    model, case = bench.workplace.model, bench.case
    if model is None:
        return None, ""
    if tells_a_figure(message, case, bench.workplace):
        return None, NOT_SENT
    library = bench.workplace.library
    passages = library.search(message, k=4) if library else []
    tells = cache(lambda text: tells_a_figure(text, case, bench.workplace))
    tools, short, complaint = takes_tools(model), False, ""
    gave_up_tools = False
    importlib.import_module("langchain.agents")  # takes a second, which is not the model's
    for attempt in range(_TRIES):
        sitting = Sitting(bench, message, tells, case, passages=list(passages))
        try:
            reply = within(
                _CALLS_A_TURN * bench.workplace.model_seconds,
                lambda at=sitting, t=tools, s=short, c=complaint: (  # type: ignore[misc]  # bound in the loop
                    by_tools(at, model, _shown(at, listening), short=s, complaint=c)
                    if t
                    else by_choice(at, model, short=s, complaint=c)
                ),
                listening.stop,
            )
        except Exception as error:  # noqa: BLE001 - whatever a provider raises, the turn goes on without it
            if listening.stop.is_set():
                return Turn(STOPPED), ""
            failure = failure_of(error)
            # A small model that the list of tools takes too long to read is asked for one form from the next turn on.
            if failure.tools or (tools and isinstance(error, TooSlowError)):
                note_no_tools(model)
            if attempt or not (failure.again or failure.shorter or failure.tools):
                return None, f"The model could not be used: {failure.words}. I have gone on without it."
            tools, short = tools and not failure.tools, failure.shorter
            complaint = f"Your last reply could not be used: {failure.words}."
            time.sleep(_PAUSE if failure.again else 0)
            continue
        if _NOT_FOUND in reply and not sitting.turns and not sitting.offers:
            return None, ""
        turn = _composed(reply, sitting)
        if turn:
            if attempt and gave_up_tools:
                note_no_tools(model)
            return turn, ""
        # Small models that are given tools often answer with nothing of use; one form is easier for them.
        gave_up_tools, tools = tools, False
        complaint = (
            "Your last reply could not be used: cite the passages by their keys, state no figure, or use a tool."
        )
    return None, UNUSABLE


def _composed(reply: str, sitting: Sitting) -> Turn | None:
    """Return the turn of what the tools said and of the model's words, these only where they may stand."""
    said = "\n\n".join(turn.answer for turn in sitting.turns)
    offers = tuple(dict.fromkeys(_hashable(call) for call in sitting.offers))
    case, changed = sitting.case, sitting.changed
    for call in sitting.later if not changed else ():
        turn = use(call, replace(sitting.bench, case=case))
        case, changed, said = turn.case or case, turn.changed, turn.answer
    own = rested(reply, sitting.passages, sitting.bench.case, sitting.bench.workplace) if reply else None
    if own and not changed:
        return replace(own, case=case, offered=tuple(offers))
    if not said and not offers:
        return own
    asked = _offered(tuple(offers)) if offers and not any(turn.offered for turn in sitting.turns) else ""
    citations = tuple(sitting.passages) if re.search(r"\[S\d", said) else ()
    return Turn("\n\n".join(filter(None, [said, asked])), citations, case, changed=changed, offered=tuple(offers))


def _hashable(call: Call) -> Call:
    return Call(call.name, _Frozen(call.arguments))


class _Frozen(dict[str, object]):
    """Arguments that can be told apart, so that an offer made twice is made once."""

    def __hash__(self) -> int:  # type: ignore[override]  # a dict has none
        return hash(tuple(sorted((name, str(value)) for name, value in self.items())))


def _offered(offers: tuple[Call, ...]) -> str:
    if len(offers) == 1:
        return f"Did you mean “{offers[0].words}”? Say yes, and I do it."
    lines = "\n".join(f"{place}. {call.words}" for place, call in enumerate(offers, 1))
    return f"Did you mean one of these? Say which.\n\n{lines}"


def _shown(sitting: Sitting, listening: Listening) -> Callable[[str], None]:
    """Return what hears a model: it passes on whole sentences that their sources support and that may be shown, and stops it when it is told to."""
    last = looked_at = ""

    def hear(growing: str) -> None:
        nonlocal last, looked_at
        if listening.stop.is_set():
            raise StoppedError("stopped")
        cited = growing[: growing.rfind("]") + 1]
        if cited == looked_at or growing.lstrip().startswith("{"):
            return
        looked_at = cited
        ready = supported(cited, words_of(sitting.passages))
        if len(ready) <= len(last):
            return
        turn = Turn(ready, tuple(sitting.passages), model=sitting.bench.workplace.model_name)
        if checked(turn, sitting.bench.case, sitting.bench.workplace).answer == ready:
            last = ready
            listening.hear(ready)

    return hear

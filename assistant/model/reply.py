"""A model's reply, read as it comes, so that one that runs on can be hung up on."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.model.failures import MAX_REPLY, TooSlowError, given_up

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_LAST_WORDS = 200


def reply_of(model: "BaseChatModel", text: str, done: Callable[[str], bool] = lambda _: False) -> str:
    """Return what a model replies to a text.

    The reply is streamed even where nobody watches it come: a server goes on writing a reply that is asked for whole
    though nobody waits for it any more, and a small one that has one place does nothing else meanwhile. A stream that
    is closed ends the work.

    Args:
        model: any chat model.
        text: the prompt.
        done: tells of what came so far that nothing else of it is needed; a few words more are let by, since most
            models end there.

    Returns:
        At most ``MAX_REPLY`` characters.

    Raises:
        TooSlowError: whoever waited has given up.
        Exception: whatever the provider raises.
    """
    reply, enough = "", MAX_REPLY
    for piece in model.stream(text):
        reply += str(piece.text)
        if given_up():
            raise TooSlowError("nobody waits for this reply any more")
        if enough == MAX_REPLY and done(reply):
            enough = len(reply) + _LAST_WORDS
        if len(reply) >= enough:
            break
    return reply[:MAX_REPLY]

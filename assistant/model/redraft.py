"""A model puts one paragraph of a letter in other words; what it writes is checked before it is used."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from assistant.checks.material import Material
from assistant.errors import ModelError
from assistant.guard import counts_released, without_figures
from assistant.law.citations import find_citations
from assistant.law.pack import load_pack
from assistant.model.failures import failure_of, within
from assistant.model.prompts import prompt
from assistant.model.reply import reply_of
from assistant.paragraph import paragraph_problems

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_TRIES = 2


def redrafted(
    paragraph: str,
    instruction: str,
    model: "BaseChatModel",
    material: Material,
    regime: str,
    shapes: Sequence[str],
    seconds: float = 60.0,
) -> str:
    """Return a paragraph as a model puts it in other words.

    Args:
        paragraph: as it stands.
        instruction: how it is to change.
        model: any chat model.
        material: what a letter of the case is checked against.
        regime: the law that may be cited.
        shapes: the tables' labels in words.
        seconds: how long one reply may take.

    Raises:
        ModelError: the model cannot be reached, the instruction may not be sent, or what it wrote failed its checks twice.
    """
    if counts_released(instruction, material):
        raise ModelError(
            "that instruction would tell the model a figure of the case, so it was not sent",
            todo="Say it without the figure.",
        )
    heading, body = _split(paragraph)
    text = prompt("redraft").fill(paragraph=without_figures(body), instruction=instruction)
    cited = tuple(ref for citation in find_citations(body) for ref in citation.refs)
    wrong: Sequence[str] = ()
    for _ in range(_TRIES):
        complaint = f"\n\nYour last reply could not be used: {'; '.join(wrong)}. Keep every rule." if wrong else ""
        try:
            asked = text + complaint
            reply = " ".join(within(seconds, partial(reply_of, model, asked)).split())
        except Exception as error:  # noqa: BLE001 - whatever a provider raises, the paragraph stays
            raise ModelError(
                f"the model could not put it in other words ({failure_of(error).words})",
                todo="The paragraph stays as it is.",
            ) from None
        wrong = (
            paragraph_problems("officer", reply, load_pack(regime), material, shapes, cited)
            if reply
            else ["it is empty"]
        )
        if not wrong:
            return heading + reply
    raise ModelError(
        f"what the model wrote was not used: {'; '.join(wrong)}",
        todo="The paragraph stays as it is. Say it otherwise, or edit the letter.",
    )


def _split(paragraph: str) -> tuple[str, str]:
    """Return a paragraph's bold heading, which stays, and the rest."""
    if paragraph.startswith("**") and ".** " in paragraph:
        end = paragraph.index(".** ") + 4
        return paragraph[:end], paragraph[end:]
    return "", paragraph

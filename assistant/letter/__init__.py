"""Stage 5: decisions, protected figures and reasons become a letter in Markdown.

Only protected figures reach this stage: its signatures take no table of raw counts. The letter is a reply, unless the officer's notes ask for
another one (``assistant.letter_order``).
"""

from collections.abc import Mapping, Sequence

from assistant.decision import Decision
from assistant.figures.protect import Protected
from assistant.law.regulators import Regulator
from assistant.law.wording import Wording
from assistant.letter.notices import check_order, write_notice
from assistant.letter.parts import (
    ANSWER_NEEDED,
    DECISION_NEEDED,
    REFERENCE_NEEDED,
    Answer,
    Letter,
    Particulars,
    long_date,
)
from assistant.letter.reply import write_reply
from assistant.reasons import Reasons
from assistant.settings import Authority

__all__ = [
    "ANSWER_NEEDED",
    "DECISION_NEEDED",
    "REFERENCE_NEEDED",
    "Answer",
    "Letter",
    "Particulars",
    "check_order",
    "long_date",
    "write_letter",
]


def write_letter(
    particulars: Particulars,
    decisions: Sequence[Decision],
    figures: Mapping[str, Protected],
    reasons: Sequence[Reasons],
    authority: Authority,
    regulator: Regulator,
    general: str = "",
) -> Letter:
    """Write the letter that is asked for, whole.

    Args:
        particulars: dates, references, and which letter.
        decisions: in the order of the questions, the officer's words screened.
        figures: protected tables by name.
        reasons: one a provision relied on.
        authority: who writes, in which style and with which words of its own.
        regulator: to whom the applicant may complain, on the letter's date.
        general: the officer's words for the whole letter, screened.
    """
    wording = Wording(particulars.regime, authority.style, authority.wording)
    if particulars.order.kind in {"reply", "review"}:
        return write_reply(particulars, decisions, figures, reasons, authority, regulator, wording, general)
    return write_notice(particulars, decisions, reasons, authority, regulator, wording, general)

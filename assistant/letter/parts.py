"""What every letter is made of: its particulars, its head, the questions quoted, the rights, the signature."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from assistant.decision import Decision
from assistant.law.periods import period
from assistant.law.regulators import Regulator
from assistant.law.wording import Wording
from assistant.letter_order import LetterOrder
from assistant.notes import Outcome
from assistant.settings import Authority

ANSWER_NEEDED = "[answer needed: say what is given for this question]"
DECISION_NEEDED = "[decision needed: nothing has been decided for this question]"
REFERENCE_NEEDED = "[your reference]"


@dataclass(frozen=True, slots=True)
class Particulars:
    """The dates and references of a case.

    Attributes:
        reference: the authority's own; a blank in square brackets where none is given.
        received: the day the request was received.
        due: the last day for a reply.
        letter_date: the date that the letter bears.
        regime: ``foia``, ``eir`` or ``foisa``.
        subject: a short name for the request.
        order: the letter asked for.
    """

    reference: str
    received: date
    due: date
    letter_date: date
    regime: str
    subject: str
    order: LetterOrder = field(default_factory=LetterOrder)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the letter says about one question.

    Attributes:
        number: the question's.
        outcome: after protection: a disclosed table with hidden figures is ``partial``.
        refs: exemptions or exceptions relied on.
        text: Markdown.
    """

    number: int
    outcome: Outcome
    refs: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A reply: its Markdown, and the answers in it."""

    text: str
    answers: tuple[Answer, ...]


def long_date(day: date) -> str:
    """Write a date as a letter does: 23 November 2026."""
    return f"{day.day} {day:%B %Y}"


def head(particulars: Particulars, authority: Authority) -> str:
    """Return who writes, the references and the dates."""
    sender = "  \n".join([f"**{authority.name}**", *authority.address, authority.email])
    order = particulars.order
    dates = [
        f"Our reference: {particulars.reference}",
        f"Date of this letter: {long_date(particulars.letter_date)}",
        f"Review asked for: {long_date(order.asked)}"
        if order.asked
        else f"Request received: {long_date(particulars.received)}",
    ]
    return sender + "\n\n" + "  \n".join(dates)


def quoted(decisions: Sequence[Decision]) -> str:
    """Return the applicant's questions, each with its number."""
    return "\n>\n".join(f"> **Question {d.question.number}.** {d.question.text}" for d in decisions)


def rights(particulars: Particulars, authority: Authority, regulator: Regulator, wording: Wording) -> list[str]:
    """Return the complaints procedure and the right to apply to the regulator (FOIA s17(7), EIR r.14(5), FOISA s19).

    After a review there is no second one, so that the regulator stands alone.
    """
    phone = f", or by telephone on {regulator.phone}" if regulator.phone else ""
    to_regulator = wording("regulator", regulator=regulator.name, url=f"<{regulator.url}>", phone=phone)
    kind = particulars.order.kind
    parts = [f"## {wording('review_heading' if kind in {'reply', 'review'} else 'review_heading_notice')}"]
    if kind == "review":
        to_regulator = wording("after_review", regulator=regulator.name, url=f"<{regulator.url}>", phone=phone)
    else:
        parts.append(
            "**Internal review.** "
            + wording(
                "review",
                review_to=authority.review_to,
                reference=particulars.reference,
                until=long_date(review_until(particulars)),
            )
        )
    return [*parts, f"**{regulator.name}.** {to_regulator}"]


def review_until(particulars: Particulars) -> date:
    """Return the last day to ask for a review: in Scotland it runs from the day on which the reply was due, or came late (FOISA s20(5))."""
    start = particulars.letter_date
    if particulars.regime == "foisa":
        start = max(start, particulars.due)
    return period(particulars.regime, "review-ask").last_day(start)


def signature(authority: Authority, wording: Wording) -> list[str]:
    """Return the close of the letter."""
    return [wording("closing"), "  \n".join([f"**{authority.officer}**", authority.post, authority.name])]

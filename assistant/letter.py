"""Stage 5: decisions, protected figures and reasons become a letter in Markdown.

Only protected figures reach this stage: its signature takes no table of raw counts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.decision import Decision
from assistant.figures.protect import Protected
from assistant.law.regulators import Regulator
from assistant.law.wording import Wording
from assistant.notes import Outcome
from assistant.reasons import Reasons, listed, questions_named
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
    """

    reference: str
    received: date
    due: date
    letter_date: date
    regime: str
    subject: str


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


def write_letter(
    particulars: Particulars,
    decisions: Sequence[Decision],
    figures: Mapping[str, Protected],
    reasons: Sequence[Reasons],
    authority: Authority,
    regulator: Regulator,
    general: str = "",
) -> Letter:
    """Write the whole reply.

    Args:
        particulars: dates and references.
        decisions: in the order of the questions, the officer's words screened.
        figures: protected tables by name.
        reasons: one a provision relied on.
        authority: who replies.
        regulator: to whom the applicant may complain, on the letter's date.
        general: the officer's words for the whole reply, screened.
    """
    wording = Wording(particulars.regime)
    answers = tuple(_answer(d, figures, wording, authority) for d in decisions)
    parts = [
        _head(particulars, authority),
        "Dear applicant,",
        f"# {wording('title')}: {particulars.subject}",
        wording("opening", received=long_date(particulars.received)),
    ]
    if particulars.letter_date > particulars.due:
        parts.append(wording("late", due=long_date(particulars.due)))
    if general:
        parts.append(general)
    parts += ["## Your request", "You asked:", _quoted(decisions)]
    parts += ["## Our decision", *_decision(answers, wording)]
    parts.append("## Our answers")
    for decision, answer in zip(decisions, answers, strict=True):
        parts += [f"### Question {answer.number}", f"> {decision.question.text}", answer.text]
    if reasons:
        parts.append("## Why we are withholding information")
        for one in reasons:
            parts += [f"### {one.title} ({questions_named(one.questions)})", *_reasons(one)]
    parts += _rights(particulars, authority, regulator, wording)
    parts += ["Yours sincerely,", "  \n".join([f"**{authority.officer}**", authority.post, authority.name])]
    return Letter("\n\n".join(parts) + "\n", answers)


def _head(particulars: Particulars, authority: Authority) -> str:
    sender = "  \n".join([f"**{authority.name}**", *authority.address, authority.email])
    case = "  \n".join(
        [
            f"Our reference: {particulars.reference}",
            f"Date of this letter: {long_date(particulars.letter_date)}",
            f"Request received: {long_date(particulars.received)}",
        ]
    )
    return f"{sender}\n\n{case}"


def _quoted(decisions: Sequence[Decision]) -> str:
    return "\n>\n".join(f"> **Question {d.question.number}.** {d.question.text}" for d in decisions)


_DECIDED = {
    "disclosed": "we are giving you the information.",
    "partial": "we are giving you part of the information and withholding the rest under {refs}.",
    "withheld": "we are withholding the information under {refs}.",
    "not-held": "we do not hold the information.",
    "cost": "we are refusing this part of the request under {refs}, because of the cost of compliance.",
    "vexatious": "we are refusing this part of the request under {refs}.",
    "available-elsewhere": "the information is already available to you; {refs} applies.",
    "future-publication": "the information is to be published; {refs} applies until then.",
    "ncnd": "we neither confirm nor deny whether we hold the information, under {refs}.",
    "undecided": DECISION_NEEDED,
}


def _decision(answers: Sequence[Answer], wording: Wording) -> list[str]:
    lines = [f"- **Question {a.number}:** " + _DECIDED[a.outcome].format(refs=_refs(a.refs, wording)) for a in answers]
    paragraphs = ["\n".join(lines)]
    notices = (
        ("refusal", {"partial", "withheld", "available-elsewhere", "future-publication"}),
        ("refusal_ncnd", {"ncnd"}),
        ("refusal_cost", {"cost", "vexatious"}),
    )
    for name, outcomes in notices:
        numbers = [a.number for a in answers if a.outcome in outcomes]
        if numbers:
            paragraphs.append(wording(name, questions=questions_named(numbers)))
    return paragraphs


def _refs(refs: Sequence[str], wording: Wording) -> str:
    if not refs:
        return ""
    return wording("reference") + ("s " if len(refs) > 1 else " ") + listed(refs)


def _answer(decision: Decision, figures: Mapping[str, Protected], wording: Wording, authority: Authority) -> Answer:
    tables = [figures[name] for name in decision.tables]
    hidden = any(table.any_suppressed for table in tables)
    outcome: Outcome = "partial" if decision.outcome == "disclosed" and hidden else decision.outcome
    text, refs = _ANSWERS[outcome](decision, tables, wording, authority)
    return Answer(decision.question.number, outcome, refs, "\n\n".join(part for part in text if part))


Said = tuple[list[str], tuple[str, ...]]


def _disclosed(decision: Decision, tables: Sequence[Protected], wording: Wording, _: Authority) -> Said:
    given = [table.as_markdown() for table in tables]
    return [wording("held"), *given, decision.words or ("" if given else ANSWER_NEEDED)], ()


def _partial(decision: Decision, tables: Sequence[Protected], wording: Wording, _: Authority) -> Said:
    mark = next(table.mark for table in tables if table.any_suppressed)
    text = [
        wording("held_part"),
        *(table.as_markdown() for table in tables),
        wording("suppressed", mark=mark),
        decision.words,
    ]
    return text, (wording("personal_ref"),)


def _withheld(decision: Decision, _: Sequence[Protected], wording: Wording, __: Authority) -> Said:
    refs = tuple(p.ref for p in decision.provisions)
    relied = _refs(refs, wording)
    if refs == (wording("personal_ref"),) and wording("personal_limb"):
        relied += f", read with {wording('reference')} {wording('personal_limb')}"
    return [wording("held_withheld", refs=relied)], refs


def _not_held(decision: Decision, _: Sequence[Protected], wording: Wording, __: Authority) -> Said:
    refs = ("12(4)(a)",) if wording.regime == "eir" else ()
    return [wording("not_held"), decision.words, wording("not_held_basis")], refs


def _cost(decision: Decision, _: Sequence[Protected], wording: Wording, authority: Authority) -> Said:
    hours = float(decision.detail)
    limit = authority.cost_limit
    rate = 15 if wording.regime == "foisa" else 25
    text = wording(
        "cost",
        hours=f"{hours:g}",
        amount=f"£{hours * rate:,.0f}",
        limit=f"{limit:,}",
        limit_hours=f"{limit // 25}",
    )
    return [text, decision.words, wording("cost_help")], (wording("cost_ref"),)


def _vexatious(decision: Decision, _: Sequence[Protected], wording: Wording, __: Authority) -> Said:
    return [wording("vexatious"), decision.words], (wording("vexatious_ref"),)


def _available(decision: Decision, _: Sequence[Protected], wording: Wording, __: Authority) -> Said:
    where = decision.detail if decision.detail.startswith("http") else f"https://{decision.detail}"
    return [wording("available", where=f"<{where}>"), decision.words], (wording("available_ref"),)


def _publish(decision: Decision, _: Sequence[Protected], wording: Wording, __: Authority) -> Said:
    text = [wording("publish", when=_month(decision.detail)), decision.words, wording("publish_balance")]
    return text, (wording("publish_ref"),)


def _month(text: str) -> str:
    """Write "2027-03" as "March 2027" and "2027-03-05" as "5 March 2027"; leave the rest as it is."""
    try:
        if len(text) == 7:
            return f"{date.fromisoformat(text + '-01'):%B %Y}"
        return long_date(date.fromisoformat(text))
    except ValueError:
        return text


def _ncnd(decision: Decision, _: Sequence[Protected], wording: Wording, __: Authority) -> Said:
    refs = tuple(p.ref for p in decision.provisions)
    return [wording("ncnd", refs=_refs(refs, wording))], refs


def _undecided(decision: Decision, _: Sequence[Protected], __: Wording, ___: Authority) -> Said:
    if not decision.precedent or not decision.words:
        return [DECISION_NEEDED], ()
    past = decision.precedent
    invented = ", an invented example" if past.invented and "invented" not in past.title else ""
    whose = f"{past.authority or 'authority not recorded'}{invented}"
    when = f", {past.date}" if past.date else ""
    said = "\n>\n".join(f"> {' '.join(part.split())}" for part in decision.words.split("\n\n"))
    return [
        DECISION_NEEDED,
        f"*Proposed from an earlier reply: {past.title} ({whose}{when}). Source: {past.url or past.id}. Its figures are left out, "
        "each marked [figure]; bring them and its dates up to date before you use it.*",
        said,
    ], ()


_ANSWERS = {
    "disclosed": _disclosed,
    "partial": _partial,
    "withheld": _withheld,
    "not-held": _not_held,
    "cost": _cost,
    "vexatious": _vexatious,
    "available-elsewhere": _available,
    "future-publication": _publish,
    "ncnd": _ncnd,
    "undecided": _undecided,
}


_STEPS = {"purpose": "Purpose", "necessity": "Necessity", "balance": "Balance"}


def _reasons(reasons: Reasons) -> list[str]:
    text: list[str] = []
    for paragraph in reasons.paragraphs:
        step = _STEPS.get(paragraph.part)
        text.append(f"- **{step}.** {paragraph.text}" if step else paragraph.text)
    # The three steps of the legitimate interests test are one list.
    joined: list[str] = []
    for one in text:
        if one.startswith("- **") and joined and joined[-1].startswith("- **"):
            joined[-1] += "\n" + one
        else:
            joined.append(one)
    return joined


def _rights(particulars: Particulars, authority: Authority, regulator: Regulator, wording: Wording) -> list[str]:
    phone = f", or by telephone on {regulator.phone}" if regulator.phone else ""
    return [
        f"## {wording('review_heading')}",
        "**Internal review.** " + wording("review", review_to=authority.review_to, reference=particulars.reference),
        f"**{regulator.name}.** "
        + wording("regulator", regulator=regulator.name, url=f"<{regulator.url}>", phone=phone),
    ]

"""Letters that are not replies: asking for clarification, for a fee, for more time, and transferring a request.

Each quotes the questions, says what the law allows and by when, with dates worked out by the clock of the regime, and ends with the rights of
review and complaint. What each rests on: clarification, FOIA s1(3), EIR r.9, FOISA s1(3); a fee, FOIA s9, EIR r.8, FOISA s9; more time, FOIA
ss10(3) and 17(2), EIR r.7; a transfer, FOIA s16 with the code of practice under s45, EIR r.10, FOISA ss15 and 17.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.decision import Decision
from assistant.errors import NotesError
from assistant.law.pack import Pack
from assistant.law.periods import period
from assistant.law.regulators import Regulator
from assistant.law.wording import Wording
from assistant.letter.answers import clarification, refs_cited
from assistant.letter.parts import Answer, Letter, Particulars, head, long_date, quoted, rights, signature
from assistant.letter.reply import why
from assistant.notes import CLARIFY, Notes
from assistant.reasons import Reasons, questions_named
from assistant.settings import Authority

REASON_NEEDED = "[your reason: what makes the request complex and its volume large]"


@dataclass(frozen=True, slots=True)
class _Notice:
    particulars: Particulars
    decisions: Sequence[Decision]
    reasons: Sequence[Reasons]
    authority: Authority
    wording: Wording
    general: str

    def numbers(self, *, clarify: bool) -> tuple[int, ...]:
        """Return the questions that need clarification, or those that do not."""
        return tuple(d.question.number for d in self.decisions if (d.detail == CLARIFY) is clarify)


def write_notice(
    particulars: Particulars,
    decisions: Sequence[Decision],
    reasons: Sequence[Reasons],
    authority: Authority,
    regulator: Regulator,
    wording: Wording,
    general: str = "",
) -> Letter:
    """Write the letter that the particulars ask for.

    Args:
        particulars: dates, references, and which letter.
        decisions: in the order of the questions; most are not decided yet.
        reasons: why provisions apply, where the letter relies on any.
        authority: who writes.
        regulator: to whom the applicant may complain.
        wording: the paragraphs of the regime, in the house's style.
        general: the officer's words for the whole letter, screened.
    """
    notice = _Notice(particulars, decisions, reasons, authority, wording, general)
    title, body, texts = _WRITERS[particulars.order.kind](notice)
    parts = [
        head(particulars, authority),
        wording("salutation"),
        f"# {title}: {particulars.subject}",
        wording("received", received=long_date(particulars.received)),
        *(["## Your request", wording("you_asked"), quoted(decisions)]),
        *body,
        *rights(particulars, authority, regulator, wording),
        *signature(authority, wording),
    ]
    answers = tuple(
        Answer(d.question.number, d.outcome, tuple(p.ref for p in d.provisions), texts.get(d.question.number, ""))
        for d in decisions
    )
    return Letter("\n\n".join(parts) + "\n", answers)


Written = tuple[str, list[str], dict[int, str]]


def _clarification(notice: _Notice) -> Written:
    asking, others = notice.numbers(clarify=True), notice.numbers(clarify=False)
    wording, particulars = notice.wording, notice.particulars
    texts = {d.question.number: clarification(d, wording) for d in notice.decisions if d.detail == CLARIFY}
    body = ["## What we need from you", wording("clarify_why", questions=questions_named(asking))]
    body += [notice.general] if notice.general else []
    for decision in notice.decisions:
        if decision.detail == CLARIFY:
            body += [f"### Question {decision.question.number}", f"> {decision.question.text}", decision.words]
    body += [
        "## What happens next",
        wording("clarify_clock", to=notice.authority.email, reference=particulars.reference),
    ]
    if others:
        body.append(wording("clarify_rest", questions=questions_named(others), due=long_date(particulars.due)))
    body.append(wording("clarify_help"))
    return wording("clarify_title"), body, texts


def _fee(notice: _Notice) -> Written:
    wording, particulars = notice.wording, notice.particulars
    until = period(particulars.regime, "fee").last_day(particulars.letter_date)
    body = [
        "## The fee",
        wording("fee_notice", amount=f"£{notice.particulars.order.amount}"),
        notice.general or "[your account of the fee: what it is for, and how it was worked out]",
        wording("fee_what"),
        "## What happens next",
        wording("fee_pay", until=long_date(until), to=notice.authority.email, reference=particulars.reference),
        wording("fee_clock"),
        wording("fee_help"),
    ]
    return wording("fee_title"), body, {}


def _more_time(notice: _Notice) -> Written:
    return _extension(notice) if notice.particulars.regime == "eir" else _public_interest(notice)


def _public_interest(notice: _Notice) -> Written:
    """Write the notice that the public interest is not decided (FOIA s17(1), (2)): reasons, no balance, an estimated date."""
    wording, particulars = notice.wording, notice.particulars
    weighing = [d for d in notice.decisions if any(p.public_interest for p in d.provisions)]
    refs = list(dict.fromkeys(p.ref for d in weighing for p in d.provisions if p.public_interest))
    numbers = [d.question.number for d in weighing]
    others = [d.question.number for d in notice.decisions if d not in weighing]
    until = _estimate(particulars)
    body = [
        "## Why we need more time",
        wording("more_time", questions=questions_named(numbers), refs=refs_cited(refs, wording)),
        *([notice.general] if notice.general else []),
        wording("more_time_until", until=long_date(until)),
        wording("more_time_notice", questions=questions_named(numbers)),
    ]
    if others:
        body.append(wording("more_time_rest", questions=questions_named(others), due=long_date(particulars.due)))
    body += why([one for one in notice.reasons if not one.ncnd], "Why the exemptions apply")
    return wording("more_time_title"), body, {}


def _extension(notice: _Notice) -> Written:
    """Write the notice of forty working days for a request that is complex and of volume (EIR r.7)."""
    wording, particulars = notice.wording, notice.particulars
    body = [
        "## Why we need more time",
        wording("more_time"),
        notice.general or REASON_NEEDED,
        wording("more_time_until", until=long_date(_estimate(particulars))),
    ]
    return wording("more_time_title"), body, {}


def _estimate(particulars: Particulars) -> date:
    """Return when a decision is to be expected: as the officer says, else the last day that the clock gives."""
    return particulars.order.until or _latest(particulars)


def _latest(particulars: Particulars) -> date:
    start = particulars.received if particulars.regime == "eir" else particulars.due
    return period(particulars.regime, "more-time").last_day(start)


def _transfer(notice: _Notice) -> Written:
    wording, order = notice.wording, notice.particulars.order
    body = [
        "## Who holds this information",
        wording("transfer_not_held"),
        *([notice.general] if notice.general else []),
        wording("transfer_passed_on" if order.passed_on else "transfer_to", body=order.body),
        wording("transfer_basis"),
    ]
    return wording("transfer_title"), body, {}


def check_order(particulars: Particulars, notes: Notes, pack: Pack) -> None:
    """Refuse a letter that the regime does not know, or for which the notes lack something; nothing slow has been done by then.

    Raises:
        NotesError: says what, names the line, and gives the form.
    """
    order = particulars.order
    problem, todo = "", ""
    if order.kind == "clarification" and not any(one.detail == CLARIFY for one in notes.instructions):
        problem, todo = (
            "no question asks the applicant for anything",
            "Add a line such as: Q1: clarify Which one do you mean?",
        )
    elif order.kind == "more-time" and particulars.regime == "foisa":
        problem = "the Scottish Act gives no more time for a reply"
        todo = "Decide within the twenty working days (section 10(1)), the public interest too; take the line out."
    elif order.kind == "more-time":
        problem, todo = _more_time_problem(particulars, notes, pack)
    if problem:
        raise NotesError(problem, where=f"notes, line {order.line}", todo=todo)


def _more_time_problem(particulars: Particulars, notes: Notes, pack: Pack) -> tuple[str, str]:
    """Say what is wrong with a letter that takes more time; "" for nothing."""
    until, latest = particulars.order.until or _latest(particulars), _latest(particulars)
    if until <= particulars.letter_date:
        return f"the decision ({until.isoformat()}) would not come after the letter's own date", "Give a later day."
    if particulars.regime == "eir":
        allowed = f"the Regulations allow until {latest.isoformat()}, forty working days after receipt"
        return (allowed, "Give an earlier day, or none.") if until > latest else ("", "")
    refs = [ref for one in notes.instructions if one.outcome == "withheld" for ref in one.refs]
    if any((found := pack.find(ref)) and found.public_interest for ref in refs):
        return "", ""
    return "no question relies on a qualified exemption (section 17(2))", "Add a line such as: Q1: withhold 31(1)(a)"


_WRITERS: dict[str, Callable[[_Notice], Written]] = {
    "clarification": _clarification,
    "fee": _fee,
    "more-time": _more_time,
    "transfer": _transfer,
}

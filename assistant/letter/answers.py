"""What a letter says about one question, by its outcome."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.decision import Decision
from assistant.figures.protect import Protected
from assistant.law.wording import Wording
from assistant.letter.narrowing import ways_to_narrow
from assistant.letter.parts import ANSWER_NEEDED, DECISION_NEEDED, Answer, Particulars, long_date
from assistant.notes import CLARIFY, Outcome
from assistant.reasons import listed
from assistant.settings import Authority


def refs_cited(refs: Sequence[str], wording: Wording) -> str:
    """Cite provisions: "sections 31(1)(a) and 40(2)"; "" for none."""
    if not refs:
        return ""
    return wording("reference") + ("s " if len(refs) > 1 else " ") + listed(refs)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What an answer is made of beside its tables."""

    decision: Decision
    wording: Wording
    authority: Authority
    particulars: Particulars

    @property
    def words(self) -> str:
        return self.decision.words

    @property
    def refs(self) -> tuple[str, ...]:
        return tuple(p.ref for p in self.decision.provisions)


def answer(
    decision: Decision,
    figures: Mapping[str, Protected],
    wording: Wording,
    authority: Authority,
    particulars: Particulars,
) -> Answer:
    """Say what is decided on one question, and give what is given."""
    tables = [figures[name] for name in decision.tables]
    hidden = any(table.any_suppressed for table in tables)
    outcome: Outcome = "partial" if decision.outcome == "disclosed" and hidden else decision.outcome
    text, refs = _ANSWERS[outcome](_Asked(decision, wording, authority, particulars), tables)
    return Answer(decision.question.number, outcome, refs, "\n\n".join(part for part in text if part))


Said = tuple[list[str], tuple[str, ...]]


def _disclosed(asked: _Asked, tables: Sequence[Protected]) -> Said:
    given = [table.as_markdown() for table in tables]
    return [asked.wording("held"), *given, asked.words or ("" if given else ANSWER_NEEDED)], ()


def _partial(asked: _Asked, tables: Sequence[Protected]) -> Said:
    wording = asked.wording
    refs = asked.refs
    text = [wording("held_part"), *(table.as_markdown() for table in tables)]
    mark = next((table.mark for table in tables if table.any_suppressed), "")
    if mark:
        text.append(wording("suppressed", mark=mark))
        refs = (wording("personal_ref"), *(ref for ref in refs if ref != wording("personal_ref")))
    text.append(asked.words or ("" if tables else ANSWER_NEEDED))
    if asked.refs:
        text.append(wording("rest_withheld", refs=_relied(asked)))
    return text, refs


def _withheld(asked: _Asked, _: Sequence[Protected]) -> Said:
    return [asked.wording("held_withheld", refs=_relied(asked))], asked.refs


def _relied(asked: _Asked) -> str:
    """Cite what is relied on; the exemption for personal data with its condition."""
    wording = asked.wording
    relied = refs_cited(asked.refs, wording)
    if asked.refs == (wording("personal_ref"),) and wording("personal_limb"):
        relied += f", read with {wording('reference')} {wording('personal_limb')}"
    return relied


def _not_held(asked: _Asked, _: Sequence[Protected]) -> Said:
    refs = ("12(4)(a)",) if asked.wording.regime == "eir" else ()
    return [asked.wording("not_held"), asked.words, asked.wording("not_held_basis")], refs


def _cost(asked: _Asked, _: Sequence[Protected]) -> Said:
    wording, hours = asked.wording, float(asked.decision.detail)
    limit = 600 if wording.regime == "foisa" else asked.authority.cost_limit
    rate = 15 if wording.regime == "foisa" else 25
    whether = "12(2)" in asked.refs and wording.regime == "foia"
    text = wording(
        "cost_whether" if whether else "cost",
        hours=f"{hours:g}",
        amount=f"£{hours * rate:,.0f}",
        limit=f"{limit:,}",
        limit_hours=f"{limit // rate}",
    )
    share = limit / rate / hours if wording.regime != "eir" else 0.0
    ways = ways_to_narrow(asked.decision.question.text, share, asked.particulars.letter_date.year)
    help_given = [wording("cost_help_ways"), "\n".join(f"- {way}" for way in ways)] if ways else [wording("cost_help")]
    refs = asked.refs if whether else (wording("cost_ref"),)
    return [text, asked.words, wording("burden_balance"), *help_given, wording("cost_help_close")], refs


def _vexatious(asked: _Asked, _: Sequence[Protected]) -> Said:
    if asked.decision.detail:
        said = asked.wording("repeated", date=_month(asked.decision.detail))
        return [said, asked.words, asked.wording("burden_balance")], (asked.wording("repeated_ref"),)
    return [asked.wording("vexatious"), asked.words, asked.wording("burden_balance")], (asked.wording("vexatious_ref"),)


def _available(asked: _Asked, _: Sequence[Protected]) -> Said:
    detail = asked.decision.detail
    where = detail if detail.startswith("http") else f"https://{detail}"
    return [asked.wording("available", where=f"<{where}>"), asked.words], (asked.wording("available_ref"),)


def _publish(asked: _Asked, _: Sequence[Protected]) -> Said:
    wording = asked.wording
    text = [wording("publish", when=_month(asked.decision.detail)), asked.words, wording("publish_balance")]
    return text, (wording("publish_ref"),)


def _month(text: str) -> str:
    """Write "2027-03" as "March 2027" and "2027-03-05" as "5 March 2027"; leave the rest as it is."""
    try:
        if len(text) == 7:
            return f"{date.fromisoformat(text + '-01'):%B %Y}"
        return long_date(date.fromisoformat(text))
    except ValueError:
        return text


def _ncnd(asked: _Asked, _: Sequence[Protected]) -> Said:
    return [asked.wording("ncnd", refs=refs_cited(asked.refs, asked.wording))], asked.refs


def _undecided(asked: _Asked, _: Sequence[Protected]) -> Said:
    if asked.decision.detail == CLARIFY:
        clock = asked.wording("clarify_clock", to=asked.authority.email, reference=asked.particulars.reference)
        return [clarification(asked.decision, asked.wording), clock], ()
    if not asked.decision.precedent or not asked.words:
        return [DECISION_NEEDED], ()
    past = asked.decision.precedent
    invented = ", an invented example" if past.invented and "invented" not in past.title else ""
    whose = f"{past.authority or 'authority not recorded'}{invented}"
    when = f", {past.date}" if past.date else ""
    said = "\n>\n".join(f"> {' '.join(part.split())}" for part in asked.words.split("\n\n"))
    return [
        DECISION_NEEDED,
        f"*Proposed from an earlier reply: {past.title} ({whose}{when}). Source: {past.url or past.id}. Its figures are left out, "
        "each marked [figure]; bring them and its dates up to date before you use it.*",
        said,
    ], ()


def clarification(decision: Decision, wording: Wording) -> str:
    """Ask the applicant for what is needed to find the information."""
    return f"{wording('clarify_ask')}\n\n{decision.words}"


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

"""What the assistant can do with a case. The commands without a model and a model's tools both call these."""

from dataclasses import replace
from datetime import date

from assistant.chat.casefile import CaseFile, Turn
from assistant.errors import FoiError
from assistant.findings import Verdict
from assistant.law.citations import normalise_ref
from assistant.law.deadlines import deadline
from assistant.law.pack import load_pack
from assistant.letter import long_date
from assistant.library.passages import Passage
from assistant.pipeline import Workplace, draft_reply
from assistant.reasons import listed

MAX_QUOTE = 420
NOTHING_FOUND = "I found nothing in the corpus about that."


def make_draft(case: CaseFile, workplace: Workplace) -> Turn:
    """Draft the reply from what is on the desk."""
    if not case.intake.request.strip():
        return Turn("There is no request yet. Paste it under “The request” first.", case=case)
    draft = draft_reply(case.intake, workplace)
    blocks = sum(f.verdict is Verdict.BLOCK for f in draft.findings)
    reviews = sum(f.verdict is Verdict.REVIEW for f in draft.findings)
    outcomes = "; ".join(f"question {a.number}: {a.outcome.replace('-', ' ')}" for a in draft.letter.answers)
    remarks = "".join(f"\n\n{remark}" for remark in draft.remarks)
    answer = (
        f"I have drafted the reply ({outcomes}). The checks found {blocks or 'nothing'} that {_verb(blocks)} release and "
        f"{reviews or 'nothing'} to look at.{remarks}"
    )
    return Turn(answer, draft.sources[:3], replace(case, draft=draft), changed="a new draft of the letter")


def _verb(number: int) -> str:
    return "block" if number > 1 else "blocks"


def law_says(ref: str, case: CaseFile, workplace: Workplace, regime: str = "") -> Turn:
    """Quote what the digests say of a section or regulation."""
    regime = regime or regime_of(case, workplace)
    pack = load_pack(regime)
    found = pack.find(normalise_ref(ref)) or pack.find(normalise_ref(ref).split("(")[0])
    passages = _of_section(ref, regime, workplace)
    if not found and not passages:
        return Turn(
            f"There is no {ref} in the {pack.name} digests that I hold. Check the number, or name another Act.",
            case=case,
        )
    if passages:
        quotes = "\n\n".join(f"**{p.locator or p.title}** {quote(p.text)} [S{i}]" for i, p in enumerate(passages, 1))
        return Turn(
            f"From our digest of the {pack.name}, not the words of the statute:\n\n{quotes}", tuple(passages), case
        )
    assert found is not None, "one of the two was found"  # noqa: S101
    return Turn(f"**{found.ref}, {found.title}.** {found.summary}\n\nSource: {found.source}", case=case)


def _of_section(ref: str, regime: str, workplace: Workplace) -> list[Passage]:
    """Return the digest's passages on a provision: its own first, then others of the same section."""
    if workplace.library is None:
        return []
    wanted = normalise_ref(ref)
    word = "regulation" if regime == "eir" else "section"
    results = workplace.library.search(f"{word} {wanted}", kind="legislation", k=8, regime=regime)
    base = wanted.split("(")[0]
    own = [p for p in results if any(normalise_ref(s) == wanted for s in p.sections)]
    same = [p for p in results if p not in own and any(normalise_ref(s).split("(")[0] == base for s in p.sections)]
    return (own + same)[:3]


def precedents(text: str, case: CaseFile, workplace: Workplace) -> Turn:
    """Say whether something like this was answered before."""
    if workplace.library is None:
        return Turn("The corpus is not open, so I cannot look.", case=case)
    asked = [text] if text else [q for q in questions_of(case)]
    if not asked:
        return Turn("Tell me what to look for, or paste the request first.", case=case)
    found: list[Passage] = []
    for one in asked:
        found += [
            p
            for p in workplace.library.search(one, kind="responses", k=3)
            if p.document_id not in {f.document_id for f in found}
        ]
    if not found:
        return Turn(NOTHING_FOUND, case=case)
    lines = [f"- {describe(p)} [S{i}]" for i, p in enumerate(found[:5], 1)]
    return Turn("These past replies come nearest:\n\n" + "\n".join(lines), tuple(found[:5]), case)


def describe(passage: Passage) -> str:
    """Name a past reply with what an officer needs to judge it by: whose, when, what was decided."""
    when = f", {passage.date}" if passage.date else ", date not recorded"
    invented = " (an invented example)" if passage.invented else ""
    sections = f", {listed(passage.sections)}" if passage.sections else ""
    outcome = f": {passage.outcome.replace('-', ' ')}{sections}" if passage.outcome else ""
    return f"**{passage.title}**, {passage.authority or 'authority not recorded'}{when}{invented}{outcome}. {quote(passage.text)}"


def quote(text: str) -> str:
    """Return a passage short enough for a turn of the chat."""
    folded = " ".join(text.split())
    if len(folded) <= MAX_QUOTE:
        return f"“{folded}”"
    return f"“{folded[:MAX_QUOTE].rsplit(' ', 1)[0]} …”"


def why_decided(number: int, case: CaseFile, workplace: Workplace) -> Turn:
    """Say why a question is answered as it is."""
    turn = make_draft(case, workplace) if case.draft is None else Turn("", case=case)
    draft = turn.case.draft if turn.case else None
    if draft is None:
        return turn
    answer = next((a for a in draft.letter.answers if a.number == number), None)
    if answer is None:
        return Turn(f"There is no question {number} in this request.", case=turn.case)
    reasons = [r for r in draft.reasons if number in r.questions]
    said = f"Question {number} is **{answer.outcome.replace('-', ' ')}**" + (
        f" under {listed(answer.refs)}." if answer.refs else "."
    )
    for table in (draft.figures[n] for d in draft.decisions if d.question.number == number for n in d.tables):
        # Not the account: how many cells are hidden is itself a number, which the check on answers would stop at.
        if table.any_suppressed:
            said += f"\n\nIn {table.source} the low figures are hidden, and with them those from which a low one could be worked out."
    for one in reasons:
        said += f"\n\n**{one.title}**\n\n" + "\n\n".join(p.text for p in one.paragraphs)
    if not reasons and not answer.refs:
        said += f"\n\n{answer.text}"
    return Turn(said, case=turn.case)


def set_outcome(number: int, instruction: str, case: CaseFile, workplace: Workplace) -> Turn:
    """Decide a question anew, as an instruction of the notes says, and draft again.

    Raises:
        NotesError: the question or the provision does not exist.
    """
    changed = case.with_instruction(number, instruction)
    if not case.intake.request.strip():
        return Turn(
            f"Noted: Q{number}: {instruction}. Paste the request, then ask me to draft.",
            case=changed,
            changed=f"Q{number}: {instruction}",
        )
    turn = make_draft(changed, workplace)
    return replace(
        turn, answer=f"Question {number} is now “{instruction}”. {turn.answer}", changed=f"Q{number}: {instruction}"
    )


def when_due(case: CaseFile, workplace: Workplace, today: date) -> Turn:
    """Say when the reply is due, and which days do not count."""
    received = case.intake.received or today
    regime = regime_of(case, workplace)
    clock = deadline(received, regime)
    skipped = "; ".join(f"{long_date(day)} ({reason})" for day, reason in clock.skipped)
    assumed = "" if case.intake.received else " (taking today as the day of receipt, as none is given)"
    answer = f"Received on {long_date(received)}{assumed}, it is due on **{long_date(clock.due)}**, the twentieth working day."
    if skipped:
        answer += f" Besides weekends these days do not count: {skipped}."
    return Turn(answer, case=case)


def regime_of(case: CaseFile, workplace: Workplace) -> str:
    """Return the regime of the case: as drafted, as set, or the authority's usual one."""
    if case.draft:
        return case.draft.particulars.regime
    return case.intake.regime if case.intake.regime != "auto" else workplace.authority.regime


def questions_of(case: CaseFile) -> list[str]:
    """Return the questions of the request on the desk; none where there is no request."""
    from assistant.request import read_request  # only where no draft holds them

    if case.draft:
        return [d.question.text for d in case.draft.decisions]
    try:
        return [q.text for q in read_request(case.intake.request).questions]
    except FoiError:
        return []

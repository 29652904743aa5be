"""The reply to what lies on a desk. Nothing here knows Gradio."""

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from assistant.case import Draft
from assistant.cases.standing import Checked, check_standing
from assistant.chat.respond import streamed
from assistant.checks.material import Figures, Material
from assistant.errors import InputError
from assistant.export import render, write_draft
from assistant.files import write_atomically
from assistant.findings import Verdict
from assistant.library.suggest import Suggestion, notices, suggest
from assistant.pipeline import Intake, Workplace, checked_against, draft_reply
from assistant.request import Question
from assistant.screen.desk import Desk, Fields
from assistant.tools.casefile import CaseFile, Turn

MAX_SUGGESTIONS = 3

EDITED = "The letter was edited by hand after it was drafted; the answers per question are as drafted."


def draft(desk: Desk, fields: Fields, workplace: Workplace, letter_now: str = "") -> Desk:
    """Draft the reply from what is on the desk.

    Args:
        desk: before.
        fields: what stands in the boxes.
        workplace: what the draft is made with.
        letter_now: what stands in the letter's box; kept if the officer has edited it.

    Raises:
        FoiError: the request, the notes, a date or a table cannot be used.
    """
    intake = desk.intake_of(fields)
    return _with_draft(desk, intake, draft_reply(intake, at_desk(desk, workplace)), letter_now)


def at_desk(desk: Desk, workplace: Workplace) -> Workplace:
    """Return the workplace with the rounding that the officer chose."""
    return replace(workplace, policy=desk.policy(workplace.policy))


def _with_draft(desk: Desk, intake: Intake, made: Draft, letter_now: str) -> Desk:
    edited = letter_now.strip() and (desk.draft is None or letter_now != desk.draft.letter.text)
    kept = letter_now if edited and letter_now != made.letter.text else desk.earlier
    return replace(desk, intake=intake, draft=made, earlier=kept)


def with_sources(desk: Desk, workplace: Workplace) -> tuple[Desk, bool]:
    """Draft again from the same intake, now that the library is there.

    Returns:
        The desk with the new draft, and True; the same desk and False if the letter would change.

    Raises:
        FoiError: as for a draft.
    """
    if desk.intake is None or desk.draft is None:
        return desk, False
    made = draft_reply(desk.intake, at_desk(desk, workplace))
    if made.letter.text != desk.draft.letter.text:
        return desk, False
    return replace(desk, draft=made), True


def suggestions(desk: Desk, workplace: Workplace) -> tuple[tuple[Question, list[Suggestion]], ...]:
    """Return likely outcomes for every question that nobody has decided yet."""
    if desk.draft is None or workplace.library is None:
        return ()
    regime, library = desk.draft.particulars.regime, workplace.library
    open_ones = [d.question for d in desk.draft.decisions if d.outcome == "undecided"]
    return tuple((q, suggest(q.text, library, regime)[:MAX_SUGGESTIONS]) for q in open_ones)


def notices_of(desk: Desk) -> list[str]:
    """Return what to know of the request as a whole while a question of it is open."""
    if desk.draft is None or desk.intake is None or all(d.outcome != "undecided" for d in desk.draft.decisions):
        return []
    return notices(desk.intake.request, desk.draft.particulars.regime)


def swap_earlier(desk: Desk, letter_now: str) -> tuple[str, Desk]:
    """Return the letter as the officer had edited it; the one that stands now is kept instead."""
    return desk.earlier, replace(desk, earlier=letter_now)


@dataclass(frozen=True, slots=True)
class Talked:
    """A turn of the conversation, and the desk after it."""

    turn: Turn
    desk: Desk


def talk(
    message: str,
    desk: Desk,
    fields: Fields,
    workplace: Workplace,
    letter_now: str,
    today: date,
    stop: threading.Event,
) -> Iterator[str | Talked]:
    """Answer one message of the chat, in parts; a draft that it made lies on the desk afterwards.

    Args:
        message: what the officer typed.
        desk: before.
        fields: what stands in the boxes.
        workplace: what tools and drafts work with.
        letter_now: what stands in the letter's box.
        today: by the officer's calendar.
        stop: set to stop a model.

    Raises:
        FoiError: what stands in the boxes cannot be used.
    """
    intake, workplace = desk.intake_of(fields), at_desk(desk, workplace)
    current = desk.draft if intake == desk.intake else None
    if current and letter_now.strip() and letter_now != current.letter.text:
        found = check(desk, letter_now, workplace)
        letter = replace(current.letter, text=letter_now)
        current = replace(current, letter=letter, verdict=found.verdict, findings=found.findings)
    before = replace(desk.talked or CaseFile(intake), intake=intake, draft=current)
    for part in streamed(message, before, workplace, today, stop):
        yield part if isinstance(part, str) else _after(part, desk, current, letter_now)


def _after(turn: Turn, desk: Desk, current: Draft | None, letter_now: str) -> Talked:
    case = turn.case
    if case is None:
        return Talked(turn, desk)
    # The draft lies on the desk; the conversation keeps what is its own.
    after = replace(desk, choices=case.intake.choices, talked=replace(case, draft=None))
    if case.draft is None or case.draft is current:
        return Talked(turn, after)
    return Talked(turn, _with_draft(after, case.intake, case.draft, letter_now))


def check(desk: Desk, text: str, workplace: Workplace) -> Checked:
    """Check the letter as it stands in its box.

    Every table on the desk counts, also one that the letter does not disclose. A check that breaks
    down blocks.
    """
    return check_standing(text, desk.draft, desk.tables, desk.choices.worksheets, lambda: _material(desk, workplace))


def _material(desk: Desk, workplace: Workplace) -> Material:
    workplace = at_desk(desk, workplace)
    others = [name for name in desk.tables if not desk.is_drafted(name)]
    beside = tuple(Figures(desk.tables[name], desk.previews[name]) for name in others)
    if desk.draft is None or desk.intake is None:
        return Material(
            figures=beside,
            released=desk.released,
            policy=workplace.policy,
            contact=workplace.authority.contact_block,
        )
    drafted = checked_against(desk.draft.request, desk.draft.particulars, desk.intake, workplace, desk.draft.figures)
    return replace(drafted, figures=(*drafted.figures, *beside))


def export(desk: Desk, text: str, checked: Checked, ending: str, folder: Path) -> Path:
    """Write the letter as it stands to a new file in a folder.

    Raises:
        InputError: there is nothing to export, it is blocked, or the form needs a draft.
    """
    if not text.strip():
        raise InputError("there is no letter to export", todo="Draft the reply first.")
    if checked.verdict is Verdict.BLOCK:
        raise InputError("the checks block this letter", todo="Mend what stands under “The checks”.")
    made = desk.draft
    path = folder / f"{_file_name(made)}{ending}"
    if made:
        edited = text != made.letter.text
        write_draft(
            replace(
                made,
                letter=replace(made.letter, text=text),
                verdict=checked.verdict,
                findings=checked.findings,
                remarks=(*made.remarks, EDITED) if edited else made.remarks,
            ),
            path,
        )
    elif ending == ".json":
        raise InputError("the record of a case needs a draft", todo="Choose “Draft the reply” first.")
    else:
        write_atomically(path, render(text, ending, title="Reply", author=""))
    return path


def _file_name(made: Draft | None) -> str:
    reference = made.particulars.reference if made and "[" not in made.particulars.reference else ""
    return "-".join(["reply", *re.findall(r"[A-Za-z0-9]+", reference)])[:60]

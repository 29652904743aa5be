"""The case that one session of the page has open, and how it is kept as the officer works. Nothing here knows Gradio."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from assistant.case import Draft
from assistant.cases.entries import TYPED, Entry
from assistant.cases.record import Case, ConflictError, State
from assistant.cases.standing import drafted_again, kept_of, tables_of
from assistant.cases.store import CaseStore
from assistant.errors import FoiError
from assistant.pipeline import Intake, Workplace
from assistant.screen.desk import Desk, Fields, protected_anew
from assistant.screen.view import clock
from assistant.tools.casefile import CaseFile

_PATIENCE = 2


@dataclass(slots=True, eq=False)
class Seat:
    """What one session of the page keeps. It changes in place, since saving goes on behind everything else.

    Attributes:
        mark: stands on the page too, so that what another case's boxes held is never saved into this one.
        case: as it was last saved or opened here; None before anything was kept.
        saved: what is kept already; what stood on the page when it was opened counts as kept.
        draft: the draft that was last kept with its letter.
        late: who else has saved the case meanwhile, and what; "" where nobody has.
        problem: why the last save failed; "" where it did not.
        at: when it was last saved, by the officer's clock.
        awaited: the draft whose letter was last waited for.
        waited: how often a save has waited for that letter to reach its box.
    """

    mark: str = field(default_factory=lambda: secrets.token_hex(8))
    case: Case | None = None
    saved: State = field(default_factory=State)
    draft: Draft | None = None
    late: str = ""
    problem: str = ""
    at: str = ""
    awaited: Draft | None = None
    waited: int = 0

    def must_wait(self, desk: Desk, letter: str) -> bool:
        """Tell whether a draft is on the desk whose letter is still on the way to its box, and may yet come."""
        if not self.is_new(desk) or letter != self.saved.letter:
            return False
        if self.awaited is not desk.draft:
            self.awaited, self.waited = desk.draft, 0
        self.waited += 1
        return self.waited <= _PATIENCE

    def is_new(self, desk: Desk) -> bool:
        """Tell whether a letter other than the one that is kept has been drafted since the last save."""
        return desk.draft is not None and desk.draft is not self.draft and desk.draft.letter.text != self.saved.letter


def state_of(desk: Desk, fields: Fields, letter: str, chat: Sequence[Any], before: State) -> State:
    """Return what stands on the page, as a case keeps it.

    Args:
        desk: with the tables and the draft.
        fields: what stands in the boxes.
        letter: as it stands in its box.
        chat: the conversation, as the page has it.
        before: what was kept before, for what the page has no box for.
    """
    drafted = desk.draft.particulars.letter_date.isoformat() if desk.draft else ""
    return replace(
        before,
        request=fields.request,
        notes=fields.notes,
        received=fields.received,
        reference=fields.reference,
        regime=fields.regime,
        files=kept_of(desk.files),
        units={name: table.unit for name, table in desk.given.items()},
        ways=dict(desk.chosen),
        round_to=desk.round_to,
        choices=desk.choices,
        letter=letter,
        drafted_on=drafted,
        stale=desk.is_stale(fields),
        chat=tuple(_turn(one) for one in chat[1:]),
        questions=desk.talked.intake.questions if desk.talked else before.questions,
        rewritten=desk.talked.rewritten if desk.talked else before.rewritten,
    )


def _turn(message: Mapping[str, Any]) -> tuple[str, str]:
    """Return who spoke and what; Gradio gives a message's content as text or as a list of parts."""
    content = message["content"]
    parts = [content] if isinstance(content, str) else [part.get("text", "") for part in content]
    return str(message["role"]), "".join(parts)


def keep(seat: Seat, store: CaseStore, desk: Desk, state: State, who: str, verdict: str = "") -> None:
    """Keep what stands on the page, if it differs from what is kept. What goes wrong is said on the seat.

    A case begins when there is something to keep. After somebody else's save, what this session types goes on
    beside the case, until its officer chooses.
    """
    if state == seat.saved:
        _look_for_others(seat, store)
        return
    if seat.case is None and state.is_empty:
        return
    if seat.must_wait(desk, state.letter):
        return
    action = _action(seat, desk, state)
    why = told(desk) if state.chat != seat.saved.chat else ""
    entry = Entry(who, action, why, verdict=verdict, uploads=desk.files, typing=action == TYPED)
    try:
        if seat.case is None:
            _settled(seat, store.create(state, entry), state, desk)
        else:
            _settled(seat, store.save(seat.case.id, state, entry, expected=seat.case.version), state, desk)
    except ConflictError as error:
        seat.late, seat.saved, seat.problem = error.since, state, ""
    except FoiError as error:
        seat.problem = str(error)


def told(desk: Desk) -> str:
    """Return what the last turn of the conversation changed, for the record; "" where it changed nothing."""
    done = desk.talked.history.done if desk.talked else ()
    return f"in the conversation: {done[-1].what}" if done else ""


def keep_over(seat: Seat, store: CaseStore, desk: Desk, state: State, who: str) -> None:
    """Make what stands on the page the newest version, after somebody else's save; that one stays in the record.

    Raises:
        FoiError: it cannot be kept.
    """
    assert seat.case is not None, "the page offers it only then"  # noqa: S101
    newest = store.find(seat.case.id)
    entry = Entry(who, "chose this over another's version", uploads=desk.files)
    _settled(seat, store.save(newest.id, state, entry, expected=newest.version), state, desk)


def _settled(seat: Seat, case: Case, state: State, desk: Desk) -> None:
    # A letter that comes later than it was waited for is still the draft's, and no typing.
    if not (seat.is_new(desk) and state.letter == seat.saved.letter):
        seat.draft = desk.draft
    seat.case, seat.late, seat.problem, seat.at = case, "", "", clock(datetime.now().astimezone())
    seat.saved = state


def _look_for_others(seat: Seat, store: CaseStore) -> None:
    if seat.case is None or seat.late:
        return
    newest = store.find(seat.case.id)
    if newest.version != seat.case.version:
        seat.late = store.told_since(newest.id, seat.case.version)


def _action(seat: Seat, desk: Desk, state: State) -> str:
    if seat.case is None:
        return "opened"
    if desk.draft is not None and seat.is_new(desk) and state.letter == desk.draft.letter.text:
        return "drafted"
    if state.chat != seat.saved.chat:
        return "spoke with the assistant"
    if state.choices != seat.saved.choices:
        return "decided about cells"
    if (state.files, state.units, state.ways) != (seat.saved.files, seat.saved.units, seat.saved.ways):
        return "changed the tables"
    return TYPED


@dataclass(frozen=True, slots=True)
class Opened:
    """A kept case on a desk.

    Attributes:
        desk: with its tables, and its draft where it can be made again.
        fields: what is to stand in the boxes.
        problem: why its tables or its draft could not be had; "" where they could.
    """

    desk: Desk
    fields: Fields
    problem: str = ""


def opened(case: Case, state: State, store: CaseStore, workplace: Workplace) -> Opened:
    """Lay a kept case on a desk. What can no longer be read is said, and the rest is there."""
    fields = Fields(state.request, state.notes, state.received, state.reference, state.regime)
    try:
        kept = tables_of(case.id, state, store, workplace)
        desk = Desk(
            given=kept.given,
            tables=kept.tables,
            round_to=state.round_to,
            choices=state.choices,
            released=kept.released,
            files=kept.files,
            chosen=state.ways,
            talked=CaseFile(Intake(state.request, questions=state.questions), rewritten=state.rewritten),
        )
        desk = protected_anew(desk, workplace)
    except FoiError as error:
        return Opened(Desk(), fields, str(error))
    try:
        intake = desk.intake_of(fields)
        made = drafted_again(state, replace(intake, subject=state.subject), workplace)
    except FoiError as error:
        return Opened(desk, fields, str(error))
    # Without an intake the page says that the letter is older than the case.
    return Opened(replace(desk, draft=made, intake=None if state.stale else intake), fields)

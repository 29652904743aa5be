"""A turn about a kept case: what it changes is one entry of the case's record, and undo is the record's own."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from assistant.cases.entries import Entry
from assistant.cases.keeping import user_named
from assistant.cases.record import Case, State
from assistant.cases.standing import policy_of, stand
from assistant.cases.store import CaseStore
from assistant.chat.respond import respond
from assistant.chat.shelf import shelved
from assistant.pipeline import Workplace
from assistant.tools.casefile import CaseFile, Turn

IN_TALK = "in the conversation: "


@dataclass(slots=True)
class KeptRecord:
    """The record of one case, for undo and redo. It changes in place: it knows which version it works on."""

    store: CaseStore
    case: Case
    who: str
    workplace: Workplace

    def undo(self, case: CaseFile) -> tuple[CaseFile, str]:
        """Take the last change of the record back.

        Raises:
            FoiError: there is none, or somebody else saved in between.
        """
        del case  # the record's own state takes its place
        self.case, change = self.store.undo(self.case.id, who=self.who, expected=self.case.version)
        return self.standing(), change.why.removeprefix(IN_TALK) or change.what

    def redo(self, case: CaseFile) -> tuple[CaseFile, str]:
        """Bring back what was taken back last, likewise."""
        del case
        self.case, change = self.store.redo(self.case.id, who=self.who, expected=self.case.version)
        return self.standing(), change.why.removeprefix(IN_TALK) or change.what

    def standing(self) -> CaseFile:
        """Return the case as it stands in the store, with its letter as the officer left it."""
        state = self.store.state(self.case.id)
        held = stand(self.case.id, state, self.store, self.workplace)
        draft = held.made
        if draft and state.letter and state.letter != draft.letter.text:
            letter = replace(draft.letter, text=state.letter)
            draft = replace(draft, letter=letter, verdict=held.checked.verdict, findings=held.checked.findings)
        return CaseFile(held.intake, None if state.stale else draft, state.rewritten, said=state.chat)


def ask_of_case(question: str, name: str, folder: Path, by: str, workplace: Workplace, today: date) -> Turn:
    """Answer one message about a kept case, and keep what it changed.

    Args:
        question: what the officer says.
        name: the case's id, reference or title.
        folder: of the data.
        by: who says it; the user of this computer if empty.
        workplace: what tools work with.
        today: by the officer's calendar.

    Raises:
        FoiError: there is no such case, it is closed, or somebody else saved it in between.
    """
    store, who = CaseStore.open(folder), user_named(by)
    found = store.find(name)
    if turn := shelved(question, store, found, who):
        return turn
    state = store.state(found.id)
    workplace = replace(workplace, policy=policy_of(state, workplace.policy))
    record = KeptRecord(store, found, who, workplace)
    before = record.standing()
    turn = respond(question, before, workplace, today, record)
    case = turn.case or before
    kept = state_after(store.state(found.id), case)
    verdict = case.draft.verdict.word if case.draft else ""
    why = f"{IN_TALK}{turn.changed}" if turn.changed else ""
    entry = Entry(who, "asked the assistant", why, verdict=verdict)
    if turn.changed and record.case.version == found.version:
        store.save(found.id, kept, entry, expected=record.case.version)
    return turn


def state_after(state: State, case: CaseFile) -> State:
    """Return what a case keeps after a turn."""
    intake, draft = case.intake, case.draft
    return replace(
        state,
        notes=intake.notes,
        received=intake.received.isoformat() if intake.received else state.received,
        choices=intake.choices,
        questions=intake.questions,
        rewritten=case.rewritten,
        letter=draft.letter.text if draft else state.letter,
        drafted_on=draft.particulars.letter_date.isoformat() if draft else state.drafted_on,
        stale=state.stale and draft is None,
        chat=case.said,
    )

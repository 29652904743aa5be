"""``foi draft --case NAME``: what is drafted on the command line goes into a case."""

import getpass
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.case import Draft
    from assistant.cases.record import Case, State
    from assistant.cases.store import CaseStore
    from assistant.pipeline import Intake
    from assistant.settings import Settings


def user_named(by: str) -> str:
    """Return who does something: the person named, or the user of this computer."""
    if by.strip():
        return " ".join(by.split())
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


@dataclass(frozen=True, slots=True)
class Keeping:
    """A case as it stood when drafting began.

    Attributes:
        store: where it is kept.
        case: None where there is none of that name yet.
        state: what stood in it.
    """

    store: "CaseStore"
    case: "Case | None"
    state: "State"

    @classmethod
    def begin(cls, folder: Path, name: str) -> "Keeping":
        """Look the case up that a draft is to go into.

        Raises:
            InputError: several cases are called so, or the case is closed.
        """
        from assistant.cases.entries import refuse_closed
        from assistant.cases.record import State
        from assistant.cases.store import CaseStore

        store = CaseStore.open(folder)
        if not store.named(name):
            return cls(store, None, State(title=name))
        case = store.find(name)
        refuse_closed(case)
        return cls(store, case, store.state(case.id))

    def filled(self, given: "Intake", settings: "Settings") -> "Intake":
        """Return what is to be drafted from: what was given now, and for the rest what the case holds.

        Args:
            given: what was given; its request is empty where none was named.
            settings: where the policy and the register are found that the case's tables are published by.

        Raises:
            InputError: there is no such case and no request, or a file of the case is missing.
        """
        from assistant.cases.standing import intake_of, tables_of
        from assistant.errors import InputError
        from assistant.figures.choices.decisions import Choices
        from assistant.figures.choices.profiles import policy_of
        from assistant.figures.earlier.register import Register
        from assistant.pipeline import Intake, Workplace
        from assistant.settings import load_authority

        if self.case is None:
            if given.request:
                return given
            todo = "Name a request to begin the case with: foi draft REQUEST --case NAME."
            raise InputError("there is no such case yet", where=self.state.title, todo=todo)
        workplace = Workplace(
            load_authority(settings.authority), policy_of(settings), register=Register.open(settings.data)
        )
        held = intake_of(self.state, tables_of(self.case.id, self.state, self.store, workplace))
        files = bool(given.tables or given.released)
        return Intake(
            request=given.request or held.request,
            tables=given.tables if files else held.tables,
            notes=given.notes or held.notes,
            released=given.released if files else held.released,
            received=given.received or held.received,
            reference=given.reference or held.reference,
            regime=given.regime if given.regime != "auto" else held.regime,
            subject=given.subject or held.subject,
            letter_date=given.letter_date,
            choices=given.choices if given.choices != Choices() else held.choices,
        )

    def keep(
        self, made: "Draft", intake: "Intake", by: str, *, figures: Sequence[Path], released: Sequence[Path]
    ) -> "Case":
        """Keep a draft: as a new case, or as the next version of the one that there is.

        Args:
            made: the draft.
            intake: what it was made from.
            by: who made it; the user of this computer if empty.
            figures: the files of its tables; those that the case has if there are none.
            released: the files of earlier replies, likewise.

        Raises:
            ConflictError: somebody else saved the case while it was drafted; the draft is kept beside it.
        """
        from assistant.cases.entries import Entry
        from assistant.cases.record import upload

        uploads = tuple(
            upload(one.name, one.read_bytes(), released=earlier)
            for earlier, files in ((False, figures), (True, released))
            for one in files
        )
        state = replace(
            self.state,
            request=intake.request,
            notes=intake.notes,
            received=made.particulars.received.isoformat(),
            reference=intake.reference,
            regime=intake.regime,
            subject=intake.subject,
            choices=intake.choices,
            letter=made.letter.text,
            drafted_on=made.particulars.letter_date.isoformat(),
            stale=False,
        )
        if uploads:
            state = replace(state, files=tuple(one.kept() for one in uploads), units={}, ways={}, round_to=None)
        entry = Entry(user_named(by), "drafted", verdict=made.verdict.word, uploads=uploads)
        if self.case is None:
            return self.store.create(state, entry)
        return self.store.save(self.case.id, state, entry, expected=self.case.version)

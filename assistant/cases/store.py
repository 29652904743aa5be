"""The store of cases: each action is one entry of the record, and nothing that was kept is overwritten.

A save names the version that it began from. Where somebody else has saved since, the case stays as that person left
it, what was to be saved is kept as an aside, and ``ConflictError`` says who changed what.
"""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from assistant.cases.database import RECORD
from assistant.cases.entries import (
    Entry,
    Made,
    before_last,
    begin,
    changes_of,
    current,
    enter,
    every_case,
    held_case,
    join,
    joins,
    put_aside,
    refuse_closed,
    told_since,
)
from assistant.cases.history import steps, what_changed
from assistant.cases.papers import Papers
from assistant.cases.record import Case, Change, ConflictError, Kind, State, Status, Upload, state_from
from assistant.cases.searching import Hit, found_by
from assistant.cases.shown import title_of
from assistant.datafile import Database
from assistant.errors import InputError

_LETTERS = "abcdefghjkmnpqrstuvwxyz"  # without those that are misread


class CaseStore:
    """The cases of a data folder. Make one with ``CaseStore.open``; threads and processes may share the folder."""

    def __init__(self, folder: Path) -> None:
        self._database = Database(folder, RECORD)
        self._papers = Papers(folder)

    @classmethod
    def open(cls, folder: Path) -> "CaseStore":
        """Open the cases of a data folder. Nothing is written until a case is kept.

        Raises:
            SettingsError: the record cannot be read, or was written by a later version of the program.
        """
        store = cls(folder)
        with store._database.reading():
            return store

    # Looking

    def cases(self, status: Status | None = None) -> tuple[Case, ...]:
        """Return every case, the one changed last first; only the open or the closed ones if that is asked."""
        with self._database.reading() as connection:
            every = every_case(connection) if connection else ()
        return tuple(one for one in every if status in {None, one.status})

    def named(self, name: str) -> tuple[Case, ...]:
        """Return the cases of an id; else those of a reference; else those of a title, its figures left out."""
        wanted, every = name.strip().casefold(), self.cases()
        by_id = tuple(one for one in every if one.id == wanted)
        by_reference = tuple(one for one in every if wanted and one.reference.casefold() == wanted)
        by_title = tuple(one for one in every if title_of(name, one.reference).casefold() == one.title.casefold())
        return by_id or by_reference or by_title

    def find(self, name: str) -> Case:
        """Return a case by its id, its reference or its title, or as much of the title as only one case has.

        Raises:
            InputError: none fits, or several do; says which come near.
        """
        every, wanted = self.cases(), title_of(name).casefold()
        found = self.named(name) or tuple(one for one in every if wanted and wanted in one.title.casefold())
        if len(found) == 1:
            return found[0]
        if found:
            listed = ", ".join(f"{one.id} ({one.title})" for one in found[:5])
            raise InputError(f"{len(found)} cases are called {title_of(name)!r}", todo=f"Give the id: {listed}.")
        raise InputError(f"there is no case {title_of(name)!r}", todo=_offer(every))

    def search(self, words: str, limit: int = 50) -> tuple[Hit, ...]:
        """Return the cases that hold all of some words, the best first, each with the words round them."""
        with self._database.reading() as connection:
            found = found_by(connection, words, limit) if connection else []
        every = {one.id: one for one in self.cases()}
        wanted = words.strip().casefold()
        by_reference = [Hit(one, "") for one in every.values() if wanted and one.reference.casefold() == wanted]
        named = {hit.case.id for hit in by_reference}
        return (*by_reference, *(Hit(every[case], text) for case, text in found if case in every and case not in named))

    def changes(self, case: str) -> tuple[Change, ...]:
        """Return the record of a case, oldest first."""
        with self._database.reading() as connection:
            return changes_of(connection, case) if connection else ()

    def told_since(self, case: str, version: int) -> str:
        """Say who changed what in a case after a version."""
        return told_since(self.changes(case), version)

    def state(self, case: str, number: int | None = None) -> State:
        """Return what stands in a case, or stood in it after a change.

        Raises:
            InputError: there is no such case or change, or its paper is damaged.
        """
        every = self.changes(case)
        if number is None:
            return self._state(case, current(every).paper)
        found = next((one for one in every if one.number == number and one.paper), None)
        if found is None:
            raise InputError(f"the case has no version {number}", todo="foi cases show lists the versions.")
        return self._state(case, found.paper)

    def around(self, case: str, number: int) -> tuple[State, State]:
        """Return what stood in a case before a change and after it; before an aside stands what stands now.

        Raises:
            InputError: there is no such case or change, or a paper is damaged.
        """
        every, after = self.changes(case), self.state(case, number)
        late = next(one for one in every if one.number == number).kind == "aside"
        earlier = [one for one in every if one.paper and one.kind != "aside" and (late or one.number < number)]
        return (self._state(case, earlier[-1].paper) if earlier else State()), after

    def file(self, case: str, upload: str, name: str) -> Path:
        """Return where an uploaded file of a case lies."""
        return self._papers.path_of(case, upload, name)

    # Changing

    def create(self, state: State, entry: Entry, *, files_of: str = "") -> Case:
        """Keep a new case.

        Args:
            state: what is in it.
            entry: who keeps it, and the files that it needs.
            files_of: the id of a case whose files it takes over.

        Raises:
            InputError: a file to take over is missing.
            SettingsError: the data folder cannot be written.
        """
        case = "".join(secrets.choice(_LETTERS) for _ in range(6))
        state = _shown(state)
        try:
            if files_of:
                self._papers.copy_files(files_of, case, [(one.id, one.name) for one in state.files])
            paper = self._written(case, state, entry.uploads)
            with self._database.writing() as connection:
                begin(connection, case, Made(state, entry, paper, what_changed(State(), state)))
        except BaseException:
            self._papers.discard_case(case)
            raise
        return self.find(case)

    def save(self, case: str, state: State, entry: Entry, *, expected: int) -> Case:
        """Keep a changed case; one that does not differ is left alone.

        Args:
            case: its id.
            state: what stands in it now.
            entry: who did what, and why.
            expected: the version that the change began from.

        Raises:
            ConflictError: somebody else saved in between; what was to be saved is kept as an aside.
            InputError: the case is closed, or there is none.
            SettingsError: the data folder cannot be written.
        """
        state = _shown(state)
        paper = self._written(case, state, entry.uploads)
        spare, late = paper, None
        try:
            with self._database.writing() as connection:
                held, every = held_case(connection, case), changes_of(connection, case)
                before = self._state(case, current(every).paper)
                what = what_changed(before, state)
                if what:
                    refuse_closed(held)
                    verdict = entry.verdict or (held.verdict if state.letter == before.letter else "")
                    made = Made(state, replace(entry, verdict=verdict), paper, what)
                    if held.version != expected:
                        late, spare = put_aside(connection, held, every, made, expected)
                    elif joins(every[-1], entry):
                        before = self._state(case, before_last(every).paper)
                        spare = join(connection, held, every[-1], replace(made, what=what_changed(before, state)))
                    else:
                        enter(connection, case, made)
                        spare = ""
        finally:
            if spare:
                self._papers.drop(case, spare)
        if late:
            raise late
        return self.find(case)

    def undo(self, case: str, *, who: str, expected: int) -> tuple[Case, Change]:
        """Take the last change of a case back; the record keeps it, and keeps that it was taken back.

        Returns:
            The case, and the change that was taken back.

        Raises:
            InputError: there is nothing to undo, or the case is closed.
            ConflictError: somebody else saved in between.
        """
        done = steps(self.changes(case)).done
        if len(done) < 2:
            raise InputError("there is nothing to undo", todo="The first version of a case stays.")
        self._step(case, done[-1], done[-2], "undo", who, expected)
        return self.find(case), done[-1]

    def redo(self, case: str, *, who: str, expected: int) -> tuple[Case, Change]:
        """Bring back the change that was undone last, as ``undo`` does.

        Raises:
            InputError: there is nothing to redo, or the case is closed.
            ConflictError: somebody else saved in between.
        """
        undone = steps(self.changes(case)).undone
        if not undone:
            raise InputError("there is nothing to redo", todo="Only what was undone last can come back.")
        self._step(case, undone[-1], undone[-1], "redo", who, expected)
        return self.find(case), undone[-1]

    def rename(self, case: str, title: str, *, who: str, expected: int | None = None) -> Case:
        """Give a case another title; figures in it are not shown.

        Raises:
            InputError: the title is empty.
            ConflictError: somebody else saved in between.
        """
        if not title_of(title):
            raise InputError("the title is empty", todo="Give the case a few words to be found by.")
        version = self.find(case).version if expected is None else expected
        return self.save(case, replace(self.state(case), title=title), Entry(who, "renamed"), expected=version)

    def duplicate(self, case: str, *, who: str, title: str = "") -> Case:
        """Keep a copy of a case as a case of its own, with its files and without its history.

        Raises:
            InputError: there is no such case, or a file of it is missing.
        """
        held, state = self.find(case), self.state(case)
        copied = replace(state, title=title or f"Copy of {held.title}", reference="")
        return self.create(copied, Entry(who, "duplicated", f"a copy of {held.id}"), files_of=held.id)

    def close(self, case: str, *, who: str, why: str) -> Case:
        """Close a case without a sign-off: a request that was withdrawn, or answered elsewhere.

        Raises:
            InputError: no reason is given, or the case is closed.
        """
        if not why.strip():
            raise InputError("no reason is given", where="--why", todo="Say in a few words why the case is closed.")
        return self._event(case, Entry(who, "closed", why), "closed")

    def reopen(self, case: str, *, who: str, why: str) -> Case:
        """Open a closed case again; its sign-off stays in the record.

        Raises:
            InputError: no reason is given, or the case is open.
        """
        if not why.strip():
            raise InputError("no reason is given", where="--why", todo="Say in a few words why it is opened again.")
        return self._event(case, Entry(who, "reopened", why), "open")

    # Inside

    def _step(self, case: str, change: Change, to: Change, kind: Kind, who: str, expected: int) -> None:
        state = self._state(case, to.paper)
        with self._database.writing() as connection:
            held, every = held_case(connection, case), changes_of(connection, case)
            refuse_closed(held)
            if held.version != expected:
                raise ConflictError(
                    told_since(every, expected),
                    where=held.title,
                    todo="Nothing was changed. Open the case again to see it as it is.",
                )
            what = what_changed(self._state(case, current(every).paper), state)
            entry = Entry(who, "undone" if kind == "undo" else "redone", verdict=to.verdict)
            enter(connection, case, Made(state, entry, to.paper, what), kind=kind, of=change.number)

    def _event(self, case: str, entry: Entry, status: Status) -> Case:
        with self._database.writing() as connection:
            held = held_case(connection, case)
            if held.status == status:
                raise InputError(f"the case is {status} already", where=held.title)
            enter(connection, case, Made(None, entry), kind="event")
            connection.execute("UPDATE cases SET status = ? WHERE id = ?", (status, case))
        return self.find(case)

    def _written(self, case: str, state: State, uploads: Iterable[Upload]) -> str:
        """Put a state and its files on the disk; return the paper's name."""
        wanted = {one.id for one in state.files}
        for one in uploads:
            if one.id in wanted:
                self._papers.keep_file(case, one.id, one.name, one.content)
        paper = secrets.token_hex(8)
        self._papers.write(case, paper, state.as_json())
        return paper

    def _state(self, case: str, paper: str) -> State:
        return state_from(self._papers.read(case, paper), datetime.now().astimezone().date())


def _shown(state: State) -> State:
    """Return a state with its title, if it was given one, as it may be shown."""
    return replace(state, title=title_of(state.title, state.reference))


def _offer(cases: Sequence[Case]) -> str:
    if not cases:
        return "No case is kept yet: foi draft REQUEST --case NAME keeps one."
    return (
        "The last ones are " + ", ".join(f"{one.id} ({one.title})" for one in cases[:3]) + "; foi cases list shows all."
    )

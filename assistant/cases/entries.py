"""Entries of the record, inside a transaction: a change, typing that goes on, a save that came too late, an event."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from assistant.cases.record import NOBODY, Case, Change, ConflictError, Kind, State, Upload
from assistant.cases.searching import index
from assistant.cases.shown import reference_of, title_of, without_figures
from assistant.errors import InputError
from assistant.request import read_request

# Typing that goes on within so many seconds is one entry of the record.
TYPING_SECONDS = 300
TYPED = "typed"
UNTITLED = "Case without a title"
_CHANGE = (
    "INSERT INTO changes (case_id, number, at, until, who, action, what, why, kind, verdict, version, paper, of) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to stand in the record of a save.

    Attributes:
        who: whose it is.
        action: what was done.
        why: the reason, in a person's words; figures in it are not kept.
        verdict: of the checks on the letter; "" where they were not run.
        uploads: files that the case may not have yet.
        typing: it may be joined to the entry before, if that was typing by the same person.
    """

    who: str
    action: str
    why: str = ""
    verdict: str = ""
    uploads: tuple[Upload, ...] = ()
    typing: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """A change as it is entered.

    Attributes:
        state: what stands in the case afterwards; None where the papers stay as they are.
        entry: who did what, and why.
        paper: where the state lies on the disk; "" where there is none.
        what: which parts changed, in words without figures.
    """

    state: State | None
    entry: Entry
    paper: str = ""
    what: str = ""


def every_case(connection: sqlite3.Connection) -> tuple[Case, ...]:
    """Return every case, the one changed last first."""
    rows = connection.execute("SELECT * FROM cases ORDER BY changed DESC, id")
    return tuple(Case(**dict(row)) for row in rows)


def held_case(connection: sqlite3.Connection, case: str) -> Case:
    """Return a case by its id.

    Raises:
        InputError: there is none.
    """
    row = connection.execute("SELECT * FROM cases WHERE id = ?", (case,)).fetchone()
    if row is None:
        raise InputError("there is no such case", where=case, todo="foi cases list shows them.")
    return Case(**dict(row))


def changes_of(connection: sqlite3.Connection, case: str) -> tuple[Change, ...]:
    """Return the record of a case, oldest first."""
    rows = connection.execute("SELECT * FROM changes WHERE case_id = ? ORDER BY number", (case,))
    return tuple(Change(**{name: value for name, value in dict(row).items() if name != "case_id"}) for row in rows)


def current(changes: Sequence[Change]) -> Change:
    """Return the entry whose state stands in the case.

    Raises:
        InputError: there is none, so there is no such case.
    """
    found = next((one for one in reversed(changes) if _stands(one)), None)
    if found is None:
        raise InputError("there is no such case", todo="foi cases list shows them.")
    return found


def before_last(changes: Sequence[Change]) -> Change:
    """Return the entry whose state stood in the case before the last change."""
    return [one for one in changes if _stands(one)][-2]


def _stands(change: Change) -> bool:
    return bool(change.paper) and change.kind != "aside"


def refuse_closed(case: Case) -> None:
    """Raise an InputError where a case is closed."""
    if case.status == "closed":
        raise InputError("the case is closed", where=case.title, todo="Open it again first: foi cases reopen.")


def begin(connection: sqlite3.Connection, case: str, made: Made) -> None:
    """Enter a new case."""
    now = _now()
    connection.execute(
        "INSERT INTO cases (id, title, reference, status, version, created, changed, changed_by, verdict) "
        "VALUES (?, '', '', 'open', 0, ?, ?, '', '')",
        (case, now, now),
    )
    enter(connection, case, made)


def enter(connection: sqlite3.Connection, case: str, made: Made, *, kind: Kind = "change", of: int = 0) -> int:
    """Add an entry to the record, bring the case's head into line with it, and return its number."""
    row = connection.execute("SELECT coalesce(max(number), 0) + 1 FROM changes WHERE case_id = ?", (case,))
    number = int(row.fetchone()[0])
    version = held_case(connection, case).version + (kind != "aside")
    entry, now = made.entry, _now()
    said = (entry.who or NOBODY, entry.action, made.what, without_figures(entry.why), kind, entry.verdict)
    connection.execute(_CHANGE, (case, number, now, now, *said, version, made.paper, of))
    if kind != "aside":
        _head(connection, case, made, version)
    return number


def joins(last: Change, entry: Entry) -> bool:
    """Tell whether a save is the same person's typing going on."""
    if not entry.typing or (last.kind, last.action, last.who) != ("change", TYPED, entry.who or NOBODY):
        return False
    # The first entry of a case has none before it to go back to.
    begun = datetime.now(UTC) - datetime.fromisoformat(last.at)
    return last.number > 1 and begun.total_seconds() <= TYPING_SECONDS


def join(connection: sqlite3.Connection, held: Case, last: Change, made: Made) -> str:
    """Add typing to the entry before; return the paper that nothing names any more."""
    version = held.version + 1
    connection.execute(
        "UPDATE changes SET until = ?, what = ?, verdict = ?, version = ?, paper = ? WHERE case_id = ? AND number = ?",
        (_now(), made.what or last.what, made.entry.verdict, version, made.paper, held.id, last.number),
    )
    _head(connection, held.id, made, version)
    return last.paper


def put_aside(
    connection: sqlite3.Connection, held: Case, changes: Sequence[Change], made: Made, expected: int
) -> tuple[ConflictError, str]:
    """Keep a save that came too late beside the case.

    Returns:
        What to tell its author, and the paper that nothing names any more.
    """
    who = made.entry.who or NOBODY
    mine = [one for one in changes if (one.kind, one.who, one.of) == ("aside", who, expected)]
    if mine and made.entry.typing:
        # Its author goes on typing on what is kept aside already.
        number, spare = mine[-1].number, mine[-1].paper
        connection.execute(
            "UPDATE changes SET until = ?, what = ?, paper = ? WHERE case_id = ? AND number = ?",
            (_now(), made.what, made.paper, held.id, number),
        )
    else:
        number, spare = enter(connection, held.id, made, kind="aside", of=expected), ""
    error = ConflictError(
        told_since(changes, expected),
        where=held.title,
        todo=f"Nothing was overwritten. Yours is kept beside it as version {number}: compare the two, then choose.",
        aside=number,
    )
    return error, spare


def told_since(changes: Sequence[Change], version: int) -> str:
    """Say who changed what after a version, the newest last."""
    since = [one for one in changes if one.version > version and one.kind != "aside"]
    told = [f"{one.who} {one.action}{f' ({one.what})' if one.what else ''} at {_clock(one.until)}" for one in since]
    return ", then ".join(told[-3:]) or "another version"


def _head(connection: sqlite3.Connection, case: str, made: Made, version: int) -> None:
    connection.execute(
        "UPDATE cases SET version = ?, changed = ?, changed_by = ? WHERE id = ?",
        (version, _now(), made.entry.who or NOBODY, case),
    )
    if made.state is not None:
        title = _title(made.state)
        connection.execute(
            "UPDATE cases SET title = ?, reference = ?, verdict = ? WHERE id = ?",
            (title, reference_of(made.state.reference), made.entry.verdict, case),
        )
        index(connection, case, title, made.state)


def _title(state: State) -> str:
    """Return the title given, or the subject of the request, which may still be being typed."""
    try:
        subject = read_request(state.request, subject=state.subject).subject
    except InputError:
        subject = state.subject
    return title_of(state.title or subject, state.reference) or UNTITLED


def _clock(moment: str) -> str:
    return f"{datetime.fromisoformat(moment).astimezone():%H:%M}"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")

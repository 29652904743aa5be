"""What a case is: its state at one moment, its changes, and what the list shows of it."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any, Literal

from assistant.errors import FoiError, InputError
from assistant.figures.choices.decision_files import holding_back, release_decision, worksheet_of
from assistant.figures.choices.decisions import Choices, record
from assistant.figures.choices.worksheet import Worksheet
from assistant.figures.tables import ReadOptions

FORM = 1
NOBODY = "somebody"
Status = Literal["open", "closed"]
# An aside is a save that came too late: it is kept, and the case is not changed by it.
Kind = Literal["change", "undo", "redo", "aside", "event"]


class ConflictError(InputError):
    """Somebody else saved the case in between.

    Attributes:
        since: who changed what, in words.
        aside: the number under which the save that came too late is kept; 0 where it brought nothing.
    """

    def __init__(self, since: str, *, where: str = "", todo: str = "", aside: int = 0) -> None:
        super().__init__(f"somebody saved this case after you opened it: {since}", where=where, todo=todo)
        self.since = since
        self.aside = aside


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that the officer uploaded, as it came.

    Attributes:
        id: of this upload.
        name: its name, which the notes call it by.
        released: whether it is of an earlier reply.
        options: how its tables are read.
    """

    id: str
    name: str
    released: bool = False
    options: ReadOptions = field(default_factory=ReadOptions)


@dataclass(frozen=True, slots=True, repr=False)
class Upload(KeptFile):
    """A file with its content, before the case has it."""

    content: bytes = field(default=b"", repr=False)

    def kept(self) -> KeptFile:
        """Return it without its content."""
        return KeptFile(self.id, self.name, self.released, self.options)


def upload(name: str, content: bytes, *, released: bool = False, options: ReadOptions | None = None) -> Upload:
    """Return a file to keep, with an id that nothing in the file can be told from."""
    return Upload(secrets.token_hex(8), name, released, options or ReadOptions(), content)


@dataclass(frozen=True, slots=True, repr=False)
class State:
    """All that an officer has put into a case, and the letter as it stands. These are the officer's own papers.

    Attributes:
        title: of the case.
        request: the applicant's words.
        notes: instructions and explanations.
        received: the date of receipt as typed.
        reference: the authority's own.
        regime: the law chosen.
        subject: a short name for the request.
        files: tables of the officer, and of earlier replies.
        units: what a table counts, by the table's name, where it was chosen.
        ways: how a table is published, by the table's name, where it was chosen.
        round_to: the base chosen to round to.
        choices: what people decided about cells.
        letter: as it stands.
        drafted_on: the date that the letter bears; "" where none was drafted.
        stale: the letter is older than what it was drafted from.
        chat: the conversation: who spoke, and what.
        questions: the questions as the officer divided the request; empty: as read.
        rewritten: passages of the letter put in other words: as drafted, and as they read now.
    """

    title: str = ""
    request: str = ""
    notes: str = ""
    received: str = ""
    reference: str = ""
    regime: str = "auto"
    subject: str = ""
    files: tuple[KeptFile, ...] = ()
    units: Mapping[str, str] = field(default_factory=dict)
    ways: Mapping[str, str] = field(default_factory=dict)
    round_to: int | None = None
    choices: Choices = field(default_factory=Choices)
    letter: str = ""
    drafted_on: str = ""
    stale: bool = False
    chat: tuple[tuple[str, str], ...] = ()
    questions: tuple[str, ...] = ()
    rewritten: tuple[tuple[str, str], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it to keep."""
        return not (self.request.strip() or self.notes.strip() or self.letter.strip() or self.files)

    def as_json(self) -> dict[str, object]:
        """Return it for the papers of the case."""
        plain = {one.name: getattr(self, one.name) for one in fields(self) if one.name not in {"files", "choices"}}
        return {
            **plain,
            "form": FORM,
            "units": dict(self.units),
            "ways": dict(self.ways),
            "chat": [list(turn) for turn in self.chat],
            "questions": list(self.questions),
            "rewritten": [list(one) for one in self.rewritten],
            "files": [asdict(KeptFile(one.id, one.name, one.released, one.options)) for one in self.files],
            "choices": {
                "releases": [record(one) for one in self.choices.releases],
                "held_back": [record(one) for one in self.choices.held_back],
                "worksheets": [one.as_json() for one in self.choices.worksheets],
            },
        }


def state_from(data: Mapping[str, Any], today: date) -> State:
    """Return the state that a paper holds.

    Raises:
        InputError: it was written by a later version of the program, or is damaged.
    """
    if data.get("form") != FORM:
        raise InputError(
            "a later version of the program wrote this case", todo="Open it with the version that wrote it."
        )
    try:
        plain = {one.name: data[one.name] for one in fields(State) if one.name not in _READ_APART}
        return State(
            **plain,
            files=tuple(map(_file, data["files"])),
            choices=_choices(data["choices"], today),
            chat=_pairs(data["chat"]),
            # Cases kept before these were there have neither.
            questions=tuple(map(str, data.get("questions", ()))),
            rewritten=_pairs(data.get("rewritten", ())),
        )
    except (KeyError, TypeError, ValueError, FoiError) as error:
        raise InputError(
            f"a paper of the case is damaged ({type(error).__name__})",
            todo="Open an earlier version: foi cases show lists them.",
        ) from None


_READ_APART = frozenset({"files", "choices", "chat", "questions", "rewritten"})


def _pairs(data: Iterable[Any]) -> tuple[tuple[str, str], ...]:
    return tuple((str(one), str(other)) for one, other in data)


def _file(data: Mapping[str, Any]) -> KeptFile:
    options = {**data["options"], "by": tuple(data["options"]["by"])}
    return KeptFile(data["id"], data["name"], data["released"], ReadOptions(**options))


def _choices(data: Mapping[str, Any], today: date) -> Choices:
    return Choices(
        tuple(release_decision(_fields(one), today) for one in data["releases"]),
        tuple(holding_back(_fields(one), today) for one in data["held_back"]),
        tuple(_worksheet(one, today) for one in data["worksheets"]),
    )


def _fields(data: Mapping[str, Any]) -> dict[str, object]:
    """Return a decision's record as the fields of the form that it was made with."""
    found = {name: data[name] for name in ("table", "cells", "who", "reason", "on")}
    answers = {k: v for k, v in ((data["worksheet"] or {}).get("answers") or {}).items() if v}
    return {**found, "answers": answers} if answers else found


def _worksheet(data: Mapping[str, Any], today: date) -> Worksheet:
    answers = {point: answer for point, answer in data["answers"].items() if answer}
    fields_of = {"table": data["source"], "cells": data["cells"], "who": data["name"], "answers": answers}
    return worksheet_of({**fields_of, "conclusion": data["conclusion"], "on": data["on"] or ""}, today)


@dataclass(frozen=True, slots=True)
class Case:
    """A case as the list shows it: no figure, and nothing of the letter.

    Attributes:
        id: short, for commands.
        title: without figures.
        reference: the authority's own, or "".
        status: open or closed.
        version: how often it was saved; a save names the one that it began from.
        created: when, ISO.
        changed: when last, ISO.
        changed_by: by whom.
        verdict: of the last check of its letter: pass, review, block, or "" where there is no letter.
    """

    id: str
    title: str
    reference: str
    status: Status
    version: int
    created: str
    changed: str
    changed_by: str
    verdict: str = ""

    def as_json(self) -> dict[str, object]:
        """Return it for scripts."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the record.

    Attributes:
        number: 1, 2, 3 … in the case.
        at: when, ISO; of typing, when it began.
        until: when it was last added to.
        who: whose it is.
        action: what was done: drafted, typed, renamed, undone …
        what: which parts of the case changed, in words without figures.
        why: the reason given, without figures; or "".
        kind: a change, an undo or redo of one, a save that came too late, or an event that leaves the papers alone.
        verdict: of the checks on the letter then; "" where nothing was checked.
        version: the case's version that it made.
        paper: the state that it left.
        of: for an undo, redo or aside: the number of the change it concerns; else 0.
    """

    number: int
    at: str
    until: str
    who: str
    action: str
    what: str
    why: str
    kind: Kind
    verdict: str
    version: int
    paper: str = field(repr=False)
    of: int = 0

    def as_json(self) -> dict[str, object]:
        """Return it for scripts."""
        return {name: value for name, value in asdict(self).items() if name != "paper"}

"""Close-out: a person signs a reply off; its figures, its entry in the log and its place in the corpus follow.

The sign-off is one transaction. What follows can be done again without harm, and each step is noted when it is done,
so that a run that was killed in between goes on where it stopped: ``finish`` is called again.
"""

import json
import secrets
import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from assistant.cases.checklist import Item, checklist, stopped_by
from assistant.cases.database import RECORD
from assistant.cases.disclosure import LogEntry, document_id, document_of, entry_findings, log_entry, write_log
from assistant.cases.entries import Entry, Made, changes_of, current, enter, held_case, refuse_closed, told_since
from assistant.cases.papers import Papers
from assistant.cases.record import ConflictError
from assistant.cases.standing import Standing, stand
from assistant.cases.store import CaseStore
from assistant.datafile import Database
from assistant.errors import FoiError, InputError
from assistant.figures.choices.decisions import made_by_person
from assistant.pipeline import Workplace
from assistant.remember import remember_draft

STEPS = ("register", "log", "corpus")
_WORDS = {
    "register": "its figures are in the register of releases",
    "log": "it has an entry in the disclosure log",
    "corpus": "it is in the corpus as your own past reply",
}


@dataclass(frozen=True, slots=True)
class SignOff:
    """A sign-off as it stands in the record; opening the case again leaves it there.

    Attributes:
        case: the id of the case.
        number: 1, 2, 3 … in the case.
        who: the person.
        at: when, ISO.
        version: the version of the case that was signed off.
        change: the number of the entry of the record.
        verdict: of the checks.
        checklist: its points as they were.
        done: which of the steps that follow are done.
        paper: where the letter and the entry lie.
    """

    case: str
    number: int
    who: str
    at: str
    version: int
    change: int
    verdict: str
    checklist: tuple[Item, ...]
    done: tuple[str, ...]
    paper: str

    @property
    def left(self) -> tuple[str, ...]:
        """The steps that are still to be done."""
        return tuple(step for step in STEPS if step not in self.done)

    def as_json(self) -> dict[str, object]:
        """Return it for scripts."""
        plain = {name: value for name, value in asdict(self).items() if name not in {"paper", "checklist"}}
        return {**plain, "checklist": [one.as_json() for one in self.checklist], "left": list(self.left)}


@dataclass(frozen=True, slots=True)
class Prepared:
    """A case made ready to be signed off.

    Attributes:
        standing: the case with its letter checked.
        entry: for the disclosure log; None where there is no draft.
        items: the checklist.
    """

    standing: Standing
    entry: LogEntry | None
    items: tuple[Item, ...]


class CloseOut:
    """Signs cases of a data folder off, and does what follows."""

    def __init__(self, folder: Path, store: CaseStore) -> None:
        self._folder = folder
        self._store = store
        self._database = Database(folder, RECORD)
        self._papers = Papers(folder)

    def prepare(self, case: str, workplace: Workplace) -> Prepared:
        """Return the checklist of a case; every check is run anew.

        Raises:
            FoiError: a file of the case is missing or cannot be read.
        """
        standing = stand(case, self._store.state(case), self._store, workplace)
        if standing.made is None or standing.material is None:
            return Prepared(standing, None, checklist(standing, None))
        entry = log_entry(standing.made, standing.state.letter, workplace.authority)
        return Prepared(standing, entry, checklist(standing, entry_findings(entry, standing.material)))

    def sign_off(self, case: str, *, who: str, expected: int, workplace: Workplace) -> SignOff:
        """Sign a reply off and close its case.

        Args:
            case: its id.
            who: the person who signs off, by first name and surname.
            expected: the version that the person has seen.
            workplace: what the letter is checked with.

        Returns:
            The sign-off; ``finish`` does what follows.

        Raises:
            InputError: a point of the checklist stops it, or the case is closed.
            TableError: no person is named.
            ConflictError: somebody else saved in between.
        """
        who = made_by_person(who)
        prepared = self.prepare(case, workplace)
        stop = stopped_by(prepared.items)
        if stop or prepared.entry is None:
            what = f"{stop.name}: {stop.words}" if stop else "there is no drafted reply"
            raise InputError(f"the reply cannot be signed off ({what})", todo="Mend what the checklist names first.")
        paper, letter = secrets.token_hex(8), prepared.standing.state.letter
        self._papers.write(case, paper, {"letter": letter, "entry": asdict(prepared.entry)})
        try:
            with self._database.writing() as connection:
                self._sign(connection, case, who, expected, prepared, paper)
        except BaseException:
            self._papers.drop(case, paper)
            raise
        return self.sign_offs(case)[-1]

    def _sign(
        self, connection: sqlite3.Connection, case: str, who: str, expected: int, prepared: Prepared, paper: str
    ) -> None:
        held, every = held_case(connection, case), changes_of(connection, case)
        refuse_closed(held)
        seen = self._store.state(case, current(every).number)
        if held.version != expected or seen != prepared.standing.state:
            raise ConflictError(
                told_since(every, expected),
                where=held.title,
                todo="Open it again, read the letter as it is now, and then sign it off.",
            )
        verdict = prepared.standing.checked.verdict.word
        change = enter(connection, case, Made(None, Entry(who, "signed off", verdict=verdict)), kind="event")
        points = json.dumps([one.as_json() for one in prepared.items], ensure_ascii=False)
        row = connection.execute("SELECT coalesce(max(number), 0) + 1 FROM sign_offs WHERE case_id = ?", (case,))
        connection.execute(
            "INSERT INTO sign_offs (case_id, number, who, at, version, change, verdict, checklist, paper, done) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '')",
            (case, row.fetchone()[0], who, _now(), held.version, change, verdict, points, paper),
        )
        connection.execute("UPDATE cases SET status = 'closed' WHERE id = ?", (case,))

    def finish(self, case: str, workplace: Workplace) -> tuple[SignOff, tuple[str, ...]]:
        """Do what follows a sign-off, as far as it is not done.

        Returns:
            The sign-off, and a sentence for each step: that it is done, or why it is not.

        Raises:
            InputError: the case is not signed off.
        """
        signed = self._last(case)
        steps: dict[str, Callable[[], None]] = {
            "register": lambda: self._into_register(case, workplace),
            "log": self._into_log,
            "corpus": lambda: self._into_corpus(signed, workplace),
        }
        said = []
        for step in STEPS:
            if step in signed.left:
                try:
                    steps[step]()
                except FoiError as error:
                    said.append(f"Still to be done, that {_WORDS[step]}: {error}".replace("\n", " "))
                    continue
                signed = self._note(signed, step)
            said.append(f"{_WORDS[step][:1].upper()}{_WORDS[step][1:]}.")
        return signed, tuple(said)

    def sign_offs(self, case: str) -> tuple[SignOff, ...]:
        """Return every sign-off of a case, oldest first."""
        return tuple(one for one in self._every() if one.case == case)

    # What follows

    def _into_register(self, case: str, workplace: Workplace) -> None:
        standing = stand(case, self._store.state(case), self._store, workplace)
        if workplace.register is None or standing.made is None:
            raise InputError("the register cannot be filled", todo="Sign the case off again when its files are there.")
        remember_draft(replace(standing.made, verdict=standing.checked.verdict), workplace.register)

    def _into_log(self) -> None:
        newest = {one.case: one for one in self._every()}
        write_log(self._folder, [self._entry(one) for one in newest.values()])

    def _into_corpus(self, signed: SignOff, workplace: Workplace) -> None:
        if workplace.library is None:
            raise InputError("the library is not open", todo="Run the sign-off again when it is: foi doctor says why.")
        name = f"{document_id(signed.case)}.md"
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.write_text(document_of(self._entry(signed), signed.case), "utf-8")
            changes = workplace.library.add([path], progress=lambda _: None)
        if changes.problems:
            raise InputError(changes.problems[0], todo="Add the entry of the disclosure log: foi corpus add.")

    def _entry(self, signed: SignOff) -> LogEntry:
        return LogEntry(**self._papers.read(signed.case, signed.paper)["entry"])

    def _last(self, case: str) -> SignOff:
        found = self.sign_offs(case)
        if not found:
            raise InputError("the case is not signed off", todo="foi cases sign-off CASE --by NAME does it.")
        return found[-1]

    def _note(self, signed: SignOff, step: str) -> SignOff:
        done = (*signed.done, step)
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE sign_offs SET done = ? WHERE case_id = ? AND number = ?",
                (" ".join(done), signed.case, signed.number),
            )
        return replace(signed, done=done)

    def _every(self) -> Sequence[SignOff]:
        with self._database.reading() as connection:
            rows = connection.execute("SELECT * FROM sign_offs ORDER BY case_id, number") if connection else ()
            return [_sign_off(row) for row in rows]


def _sign_off(row: sqlite3.Row) -> SignOff:
    items = tuple(Item(**one) for one in json.loads(row["checklist"]))
    plain = {name: row[name] for name in ("number", "who", "at", "version", "change", "verdict", "paper")}
    return SignOff(case=row["case_id"], checklist=items, done=tuple(row["done"].split()), **plain)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")

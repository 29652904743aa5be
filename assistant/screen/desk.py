"""What lies on one officer's desk, and its tables. Nothing here knows Gradio.

A desk belongs to one session of the page. Each action takes a desk and gives back a new one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from assistant.case import Draft
from assistant.errors import FoiError, InputError
from assistant.figures.policy import Policy
from assistant.figures.protect import Protected, protect
from assistant.figures.tables import Table, read_table
from assistant.pipeline import Intake
from assistant.settings import parse_date

MAX_TABLES = 8


@dataclass(frozen=True, slots=True)
class Fields:
    """What stands in the boxes of the page."""

    request: str = ""
    notes: str = ""
    received: str = ""
    reference: str = ""
    regime: str = "auto"


@dataclass(frozen=True, slots=True, eq=False)
class Desk:
    """One officer's case. Compared by identity, since tables have no hash.

    Attributes:
        tables: the officer's tables by file name, in the unit chosen.
        previews: the same tables protected.
        released: tables of earlier replies.
        intake: what the draft was made from.
        draft: the newest draft.
        earlier: the letter as the officer had edited it, before a new draft took its place.
    """

    tables: Mapping[str, Table] = field(default_factory=dict)
    previews: Mapping[str, Protected] = field(default_factory=dict)
    released: tuple[Table, ...] = ()
    intake: Intake | None = None
    draft: Draft | None = None
    earlier: str = ""

    def intake_of(self, fields: Fields) -> Intake:
        """Return what a draft would be made from now.

        Raises:
            SettingsError: the date of receipt is not a date.
        """
        return Intake(
            request=fields.request,
            tables=dict(self.tables),
            notes=fields.notes,
            released=self.released,
            received=parse_date(fields.received, "Date received") if fields.received.strip() else None,
            reference=fields.reference.strip(),
            regime=fields.regime,
        )

    def is_stale(self, fields: Fields) -> bool:
        """Tell whether what the draft was made from has changed since."""
        if self.draft is None:
            return False
        try:
            return self.intake_of(fields) != self.intake
        except FoiError:
            return True

    @property
    def figures(self) -> dict[str, Protected]:
        """Every table as protected: as drafted where the draft uses it, else as it would be."""
        drafted = self.draft.figures if self.draft else {}
        return {name: drafted[name] if self.is_drafted(name) else one for name, one in self.previews.items()}

    def is_drafted(self, name: str) -> bool:
        """Tell whether the draft discloses a table as it lies on the desk now."""
        return bool(
            self.draft
            and self.intake
            and name in self.draft.figures
            and self.intake.tables.get(name) is self.tables.get(name)
        )


def add_tables(desk: Desk, paths: Sequence[Path], policy: Policy) -> tuple[Desk, list[FoiError]]:
    """Read tables onto the desk; what cannot be read is left out and reported, the rest is kept.

    A table with the name of one on the desk takes its place.
    """
    errors: list[FoiError] = []
    for path in paths:
        try:
            desk = _with_table(desk, read_upload(path), policy)
        except FoiError as error:
            errors.append(error)
    return desk, errors


def read_upload(path: Path) -> Table:
    """Read an uploaded table; what goes wrong names the file, not the folder that it was put in.

    Raises:
        TableError: it cannot be read.
    """
    try:
        return read_table(path)
    except FoiError as error:
        raise without_folder(error, path.parent) from None


def without_folder(error: FoiError, folder: Path) -> FoiError:
    """Return an error that names a file without the folder that it was uploaded to."""
    place = f"{folder}/"
    return type(error)(
        error.what.replace(place, ""),
        where=error.where.replace(place, ""),
        todo=error.todo.replace(place, ""),
    )


def _with_table(desk: Desk, table: Table, policy: Policy) -> Desk:
    if table.source not in desk.tables and len(desk.tables) >= MAX_TABLES:
        raise InputError(
            f"the desk holds {MAX_TABLES} tables already",
            where=table.source,
            todo="Clear the tables first, or use foi draft, which takes any number.",
        )
    preview = protect(table, policy, desk.released)
    return replace(
        desk,
        tables={**desk.tables, table.source: table},
        previews={**desk.previews, table.source: preview},
    )


def set_unit(desk: Desk, name: str, unit: str, policy: Policy) -> Desk:
    """Say what a table counts."""
    return _with_table(desk, desk.tables[name].with_unit(unit), policy)


def add_released(desk: Desk, paths: Sequence[Path], policy: Policy) -> tuple[Desk, list[FoiError]]:
    """Read tables of earlier replies; what is on the desk is protected anew beside them."""
    errors: list[FoiError] = []
    for path in paths:
        try:
            desk = replace(desk, released=(*desk.released, read_upload(path)))
        except FoiError as error:
            errors.append(error)
    for table in desk.tables.values():
        desk = _with_table(desk, table, policy)
    return desk, errors


def clear_tables(desk: Desk) -> Desk:
    """Take every table off the desk, those of earlier replies too."""
    return replace(desk, tables={}, previews={}, released=())

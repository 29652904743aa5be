"""What lies on one officer's desk, and its tables. Nothing here knows Gradio.

A desk belongs to one session of the page. Each action takes a desk and gives back a new one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from assistant.case import Draft
from assistant.cases.record import Upload, upload
from assistant.errors import FoiError, InputError
from assistant.figures.choices.alternatives import Alternative, alternatives
from assistant.figures.choices.decisions import Choices
from assistant.figures.naming import told_apart
from assistant.figures.policy import Policy
from assistant.figures.protect import Protected, protect_together
from assistant.figures.tables import ReadOptions, Table, read_tables
from assistant.pipeline import Intake, Workplace
from assistant.remember import released_before
from assistant.settings import parse_date
from assistant.tools.casefile import CaseFile

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
        given: the officer's tables by file name, in the unit chosen.
        tables: the same, with as much detail as the officer chose to publish.
        previews: those protected, all together.
        ways: of each table that was asked about, the ways in which it can be published.
        round_to: the base that the officer chose to round to.
        choices: what people decided about cells of the tables.
        released: tables of earlier replies.
        intake: what the draft was made from.
        draft: the newest draft.
        earlier: the letter as the officer had edited it, before a new draft took its place.
        files: what was uploaded, as it came, for the case to keep.
        chosen: the way in which a table is published, by name, where the officer chose one.
        talked: the case after the last turn of the conversation, for its division into questions and its steps.
    """

    given: Mapping[str, Table] = field(default_factory=dict)
    tables: Mapping[str, Table] = field(default_factory=dict)
    previews: Mapping[str, Protected] = field(default_factory=dict)
    ways: Mapping[str, tuple[Alternative, ...]] = field(default_factory=dict)
    round_to: int | None = None
    choices: Choices = field(default_factory=Choices)
    released: tuple[Table, ...] = ()
    intake: Intake | None = None
    draft: Draft | None = None
    earlier: str = ""
    files: tuple[Upload, ...] = ()
    chosen: Mapping[str, str] = field(default_factory=dict)
    talked: CaseFile | None = None

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
            choices=self.choices,
            questions=self.talked.intake.questions if self.talked else (),
        )

    def policy(self, house: Policy) -> Policy:
        """Return the house's policy, with the rounding that the officer chose."""
        return replace(house, round_to=self.round_to) if self.round_to else house

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
            and self.intake.choices == self.choices
            and self.draft.figures[name].round_to == self.previews[name].round_to
        )


def add_tables(
    desk: Desk, paths: Sequence[Path], workplace: Workplace, options: ReadOptions | None = None
) -> tuple[Desk, list[FoiError]]:
    """Read tables onto the desk; what cannot be read is left out and reported, the rest is kept.

    A table with the name of one on the desk takes its place.
    """
    errors: list[FoiError] = []
    for path in paths:
        try:
            desk = _with_tables(desk, read_upload(path, options), workplace)
            desk = _with_file(desk, path, options, released=False)
        except FoiError as error:
            errors.append(error)
    return desk, errors


def _with_file(desk: Desk, path: Path, options: ReadOptions | None, *, released: bool) -> Desk:
    """Keep a file as it came; one of the same name and kind goes."""
    kept = tuple(one for one in desk.files if (one.name, one.released) != (path.name, released))
    return replace(desk, files=(*kept, upload(path.name, path.read_bytes(), released=released, options=options)))


def read_upload(path: Path, options: ReadOptions | None = None) -> tuple[Table, ...]:
    """Read every table of an upload; what goes wrong names the file, not the folder that it was put in.

    Raises:
        TableError: it cannot be read.
    """
    try:
        return told_apart(read_tables(path, options))
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


def _with_tables(desk: Desk, tables: Sequence[Table], workplace: Workplace) -> Desk:
    """Lay tables on the desk, and protect everything on it anew."""
    named = {table.source: table for table in tables}
    if len({*desk.given, *named}) > MAX_TABLES:
        raise InputError(
            f"the desk holds {MAX_TABLES} tables already" if desk.given else f"there are {len(named)} tables in it",
            where=tables[0].source,
            todo=f"The page takes {MAX_TABLES}: clear the tables first, or use foi draft, which takes any number.",
        )
    ways = {name: found for name, found in desk.ways.items() if name not in named}
    chosen = {name: way for name, way in desk.chosen.items() if name not in named}
    laid = replace(desk, given={**desk.given, **named}, tables={**desk.tables, **named}, ways=ways, chosen=chosen)
    return protected_anew(laid, workplace)


def protected_anew(desk: Desk, workplace: Workplace) -> Desk:
    """Protect every table on the desk, all together, beside what was released before.

    Raises:
        TableError: a decision fits no cell of the tables, or a table does not hold together.
    """
    policy = desk.policy(workplace.policy)
    tables = list(desk.tables.values())
    earlier = released_before(tables, desk.released, workplace.register, policy)
    safe = protect_together(tables, policy, earlier, desk.choices)
    return replace(desk, previews=dict(zip(desk.tables, safe, strict=True)))


def set_unit(desk: Desk, name: str, unit: str, workplace: Workplace) -> Desk:
    """Say what a table counts; it is shown in full detail again."""
    return _with_tables(desk, [desk.given[name].with_unit(unit)], workplace)


def compare_ways(desk: Desk, name: str, workplace: Workplace) -> Desk:
    """Find the ways in which a table can be published, with what each loses."""
    table, policy = desk.given[name], workplace.policy
    earlier = released_before([table], desk.released, workplace.register, policy)
    return replace(desk, ways={**desk.ways, name: alternatives(table, policy, earlier)})


def choose_way(desk: Desk, name: str, way: str, workplace: Workplace) -> Desk:
    """Publish a table in one of the ways that were compared; rounding holds for every table on the desk.

    Raises:
        InputError: it is not one of the ways that may be published.
    """
    chosen = next((one for one in desk.ways.get(name, ()) if one.name == way and one.usable), None)
    if chosen is None:
        raise InputError("that way cannot be chosen", where=name, todo="Compare the ways again.")
    changed = replace(
        desk,
        tables={**desk.tables, name: chosen.table},
        round_to=chosen.policy.round_to,
        chosen={**desk.chosen, name: way},
    )
    return protected_anew(changed, workplace)


def with_choices(desk: Desk, choices: Choices, workplace: Workplace) -> Desk:
    """Take what people decided about cells onto the desk.

    Raises:
        TableError: a decision fits no cell of the tables.
    """
    return protected_anew(replace(desk, choices=choices), workplace)


def add_released(
    desk: Desk, paths: Sequence[Path], workplace: Workplace, options: ReadOptions | None = None
) -> tuple[Desk, list[FoiError]]:
    """Read tables of earlier replies; what is on the desk is protected anew beside them."""
    errors: list[FoiError] = []
    for path in paths:
        try:
            desk = replace(desk, released=(*desk.released, *read_upload(path, options)))
            desk = _with_file(desk, path, options, released=True)
        except FoiError as error:
            errors.append(error)
    return protected_anew(desk, workplace), errors


def clear_tables(desk: Desk) -> Desk:
    """Take every table off the desk, and what was decided about them."""
    return Desk(intake=desk.intake, draft=desk.draft, earlier=desk.earlier, talked=desk.talked)

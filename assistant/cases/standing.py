"""A kept case as it can be worked on: its tables read again, its draft made again, its letter checked as it stands."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from assistant.case import Draft
from assistant.cases.record import KeptFile, State, Upload
from assistant.cases.store import CaseStore
from assistant.checks import check_letter
from assistant.checks.material import Material
from assistant.errors import FoiError, InputError
from assistant.figures.choices.alternatives import alternatives
from assistant.figures.choices.worksheet import Worksheet
from assistant.figures.naming import told_apart
from assistant.figures.policy import Policy
from assistant.figures.tables import Table, read_tables
from assistant.findings import Finding, Verdict, worst
from assistant.guard import NOT_GIVEN, drafting_findings
from assistant.pipeline import Intake, Workplace, checked_against, draft_reply
from assistant.remember import released_before
from assistant.settings import parse_date


@dataclass(frozen=True, slots=True)
class KeptTables:
    """The tables of a case.

    Attributes:
        given: as uploaded, in the unit chosen, by name.
        tables: the same, with as much detail as the officer chose to publish.
        released: tables of earlier replies.
        files: the files that they came from.
    """

    given: Mapping[str, Table] = field(default_factory=dict)
    tables: Mapping[str, Table] = field(default_factory=dict)
    released: tuple[Table, ...] = ()
    files: tuple[Upload, ...] = ()


def tables_of(case: str, state: State, store: CaseStore, workplace: Workplace) -> KeptTables:
    """Read the tables of a case again, each in the unit and the way that the officer chose.

    Raises:
        FoiError: a file is missing or can no longer be read.
    """
    given: dict[str, Table] = {}
    released: list[Table] = []
    files = []
    for one in state.files:
        path = store.file(case, one.id, one.name)
        if not path.is_file():
            raise InputError("the file is missing from the case", where=one.name, todo="Upload it again.")
        read = told_apart(read_tables(path, one.options))
        if one.released:
            released += read
        else:
            given |= {table.source: table for table in read}
        files.append(Upload(one.id, one.name, one.released, one.options, path.read_bytes()))
    given |= {name: given[name].with_unit(unit) for name, unit in state.units.items() if name in given}
    tables = {
        name: _as_published(table, state.ways.get(name, ""), released, workplace) for name, table in given.items()
    }
    return KeptTables(given, tables, tuple(released), tuple(files))


def _as_published(table: Table, way: str, released: Sequence[Table], workplace: Workplace) -> Table:
    if not way:
        return table
    earlier = released_before([table], released, workplace.register, workplace.policy)
    found = alternatives(table, workplace.policy, earlier)
    return next((one.table for one in found if one.name == way and one.usable), table)


def intake_of(state: State, kept: KeptTables) -> Intake:
    """Return what a draft of a case is made from.

    Raises:
        SettingsError: the date of receipt is not a date.
    """
    return Intake(
        request=state.request,
        tables=dict(kept.tables),
        notes=state.notes,
        released=kept.released,
        received=parse_date(state.received, "Date received") if state.received.strip() else None,
        reference=state.reference.strip(),
        regime=state.regime,
        subject=state.subject,
        choices=state.choices,
        questions=state.questions,
    )


def policy_of(state: State, house: Policy) -> Policy:
    """Return the house's policy, with the rounding that the officer chose."""
    return replace(house, round_to=state.round_to) if state.round_to else house


def drafted_again(state: State, intake: Intake, workplace: Workplace) -> Draft | None:
    """Make the draft of a case again, with the date that its letter bears; None where none was made.

    The letter itself is kept as it stands; no model is asked for its paragraphs a second time.

    Raises:
        FoiError: the request or the notes can no longer be used.
    """
    if not state.drafted_on:
        return None
    dated = replace(intake, letter_date=date.fromisoformat(state.drafted_on))
    return draft_reply(dated, replace(workplace, model=None, policy=policy_of(state, workplace.policy)))


@dataclass(frozen=True, slots=True)
class Checked:
    """The checks on a letter as it stands."""

    verdict: Verdict
    findings: tuple[Finding, ...]


def check_standing(
    text: str,
    made: Draft | None,
    given: Mapping[str, object],
    worksheets: Sequence[Worksheet],
    material: Callable[[], Material],
) -> Checked:
    """Check a letter as it stands; a check that breaks down blocks.

    Args:
        text: the letter.
        made: the draft that it came from, if it came from one.
        given: every table of the case, by name.
        worksheets: what was filled in about cells that stay withheld.
        material: what the letter is checked against; may fail, which blocks.
    """
    if made and text == made.letter.text and text == NOT_GIVEN:
        return Checked(made.verdict, made.findings)
    try:
        findings = list(check_letter(text, material()).findings)
    except Exception as error:  # noqa: BLE001 - whatever breaks, an unchecked letter must not go out
        findings = [_broken(error)]
    if made:
        letter = replace(made.letter, text=text)
        findings += drafting_findings(letter, made.decisions, made.figures, made.reasons, given, worksheets)
        findings += [f for table in made.figures.values() for f in table.findings]
        findings += [f for f in made.findings if f.code == "count.notes" or text == made.letter.text]
    unique = tuple(dict.fromkeys(findings))
    return Checked(worst(unique), unique)


def _broken(error: Exception) -> Finding:
    return Finding(
        "check.failed",
        Verdict.BLOCK,
        f"The checks broke down ({type(error).__name__}), so nothing is known about this letter.",
        "Change what you edited last; report it if it stays so.",
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """A kept case with its letter checked.

    Attributes:
        state: as kept.
        intake: what its draft is made from.
        made: the draft; None where there is none, or it can no longer be made.
        material: what the letter is checked against; None likewise.
        checked: the checks on the letter as it stands.
        problem: why the draft can no longer be made; "" where it can.
    """

    state: State
    intake: Intake
    made: Draft | None
    material: Material | None
    checked: Checked
    problem: str = ""


def stand(case: str, state: State, store: CaseStore, workplace: Workplace) -> Standing:
    """Return a kept case as it stands, with its letter checked.

    Raises:
        FoiError: a file of it is missing or cannot be read.
    """
    intake = intake_of(state, tables_of(case, state, store, workplace))
    workplace = replace(workplace, policy=policy_of(state, workplace.policy))
    problem = ""
    try:
        made = drafted_again(state, intake, workplace)
    except FoiError as error:
        made, problem = None, str(error)
    if made is None:
        return Standing(state, intake, None, None, Checked(Verdict.BLOCK, ()), problem)
    dated = replace(intake, letter_date=made.particulars.letter_date)
    material = checked_against(made.request, made.particulars, dated, workplace, made.figures)
    checked = check_standing(state.letter, made, intake.tables, state.choices.worksheets, lambda: material)
    return Standing(state, intake, made, material, checked)


def kept_of(files: Sequence[KeptFile]) -> tuple[KeptFile, ...]:
    """Return files without their contents."""
    return tuple(KeptFile(one.id, one.name, one.released, one.options) for one in files)

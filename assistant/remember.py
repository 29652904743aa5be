"""Release memory: what has gone out before, from past replies and signed-off drafts, for the next table.

The register itself is ``assistant.figures.earlier.register``; here it is filled and asked.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import InputError
from assistant.figures.earlier.figures_found import tables_in
from assistant.figures.earlier.register import Register
from assistant.figures.earlier.releases import as_release
from assistant.figures.policy import Policy
from assistant.figures.reading.sheets import ENDINGS
from assistant.figures.tables import ReadOptions, Table, read_tables
from assistant.findings import Verdict

if TYPE_CHECKING:
    from assistant.case import Draft
    from assistant.library import Library

# How the ids of the replies begin that a case's sign-off puts into the corpus.
SIGNED_OFF = "case-"


def released_before(
    tables: Iterable[Table],
    given: Sequence[Table],
    register: Register | None,
    policy: Policy,
    reference: str = "",
) -> tuple[Table, ...]:
    """Return what is public already and bears on tables that are to go out.

    Args:
        tables: the tables to go out.
        given: earlier tables that the officer gave.
        register: what else has been released; None where no register is kept.
        policy: how far apart figures are that tally.
        reference: of the reply that is being drafted; what it released itself when it was drafted before
            is not an earlier release.
    """
    if register is None:
        return tuple(given)
    found = {
        (one.source, one.title): one
        for table in tables
        if table.protected_unit
        for one in register.overlapping(table, policy, but=reference)
    }
    return (*given, *found.values())


def remember_draft(draft: "Draft", register: Register) -> int:
    """Note the figures of a reply that is signed off; return how many are new.

    Raises:
        InputError: its checks block it, or it bears no reference to find it by.
    """
    from assistant.letter import REFERENCE_NEEDED  # so that ``foi protect`` starts without the letter's stages

    case = draft.particulars
    if draft.verdict is Verdict.BLOCK:
        raise InputError("a reply that its checks block cannot be signed off", todo="Mend what the checks list first.")
    if case.reference == REFERENCE_NEEDED:
        raise InputError("the reply has no reference to remember it by", where="reference", todo="Give your reference.")
    tables = [one for one in draft.figures.values() if one.unit in {"people", "events"}]
    return sum(register.add_protected(one, reference=case.reference, on=case.letter_date) for one in tables)


def remember_files(
    paths: Sequence[Path], register: Register, *, reference: str, on: date, rounded_to: int | None = None
) -> int:
    """Note the tables of files that are public as they stand: spreadsheets, or letters with tables in them.

    Returns:
        How many figures are new.

    Raises:
        InputError: a file cannot be read, or holds no table of counts.
    """
    from assistant.reading import read_text

    added = 0
    for path in paths:
        if path.suffix.lower() in ENDINGS:
            tables: Sequence[Table] = read_tables(path, ReadOptions(trust_cells=True))
        else:
            tables = tables_in(read_text(str(path), "letter"), title=path.stem)
        if not tables:
            raise InputError("there is no table of counts in it", where=path.name, todo="Give the table as a file.")
        for table in tables:
            release = as_release(table, round_to=rounded_to) if rounded_to else table
            added += register.add_table(release, reference=reference, on=on, source=path.name)
    return added


def remember_corpus(library: "Library", register: Register, authority: str) -> int:
    """Bring the register into line with the authority's own past replies in the corpus; return what is new.

    Args:
        library: with the past replies that the officer added.
        register: to bring into line.
        authority: its name; a reply that names another is another body's.

    Raises:
        SettingsError: the register cannot be written.
    """
    added = 0
    unnamed = authority.startswith("[")
    # The figures of a case that was signed off are noted already, under its own reference.
    own = [r for r in library.own_replies() if not r.id.startswith(SIGNED_OFF)]
    replies = [r for r in own if unnamed or r.authority.casefold() in {"", authority.casefold()}]
    for reply in replies:
        tables = [table for title, answer in reply.parts for table in tables_in(answer, title=title or reply.title)]
        added += register.put_document(reply.id, tables, reference=reply.title, on=_day(reply.date), source=reply.id)
    for gone in register.documents() - {reply.id for reply in replies}:
        register.remove(gone)
    return added


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

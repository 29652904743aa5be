"""Release decisions: who lets a low count out, or holds a figure back by choice, why and when.

A low count leaves the program only through one of these. They come from a file that a person wrote or
from the screen's form; a name that is no person's is refused, and no model can make one.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from assistant.errors import TableError
from assistant.figures.choices.worksheet import (
    ANY,
    Pattern,
    Worksheet,
    fitting,
    in_words,
    is_named,
    low_cells,
    no_names,
)
from assistant.figures.groups import named
from assistant.figures.policy import Policy
from assistant.figures.tables import Key, Table
from assistant.findings import Finding, Verdict

_WORDS_OF_A_REASON = 4
_NAME_A_PERSON = "Give the first name and surname of the person who decided; a post may follow after a comma."
WRITE_CELLS = 'Name them by their labels: cells = [{ Region = "North", Year = "*" }].'


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person decided about some cells.

    Attributes:
        cells: which, by their labels; "*" or a dimension left out stands for any label, the total too.
        who: the person who decided.
        reason: why these cells.
        on: when.
        table: the file or title of the table; "" for any.

    Raises:
        TableError: no person, no reason, no cells, or all of them at once.
    """

    cells: tuple[Pattern, ...] = field(hash=False)
    who: str
    reason: str
    on: date
    table: str = ""

    def __post_init__(self) -> None:
        made_by_person(self.who)
        _require_reason(self.reason)
        require_groups(self.cells)


@dataclass(frozen=True, slots=True)
class HeldBack(Choice):
    """Cells are held back that the policy would let out: a line in which one category holds everybody."""


@dataclass(frozen=True, slots=True)
class ReleaseDecision(Choice):
    """Low counts of some cells are let out.

    Attributes:
        worksheet: the eight points as the person answered them, if they did.

    Raises:
        TableError: as with ``Choice``, or the worksheet concludes the contrary.
    """

    worksheet: Worksheet | None = field(default=None, hash=False)

    def __post_init__(self) -> None:
        Choice.__post_init__(self)
        if self.worksheet is not None and self.worksheet.conclusion == "withhold":
            raise TableError(
                "the worksheet concludes that the cells be withheld, and the decision releases them",
                todo="Settle which of the two holds.",
            )


@dataclass(frozen=True, slots=True)
class Settled:
    """What is settled about the cells of one table.

    Attributes:
        released: low cells that a decision lets out.
        held_back: cells that an officer holds back by choice.
    """

    released: Mapping[Key, ReleaseDecision] = field(default_factory=dict, hash=False)
    held_back: Mapping[Key, HeldBack] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Choices:
    """All that a person decided about the tables of one reply.

    Attributes:
        releases: low counts to let out.
        held_back: figures to keep in.
        worksheets: for cells that stay withheld; the letter's reasons come from these.
    """

    releases: tuple[ReleaseDecision, ...] = ()
    held_back: tuple[HeldBack, ...] = ()
    worksheets: tuple[Worksheet, ...] = ()

    def settled(self, tables: Sequence[Table], policy: Policy) -> tuple[Settled, ...]:
        """Return for each table of a reply which cells are let out and which are held back.

        Of the cells that a release decision names only the low ones need it; the others are let out
        or hidden as if it were not there.

        Raises:
            TableError: a decision names no cell of any of the tables, or one cell is both let out and
                held back.
        """
        _all_found([*self.releases, *self.held_back], tables)
        found = []
        for table in tables:
            low = frozenset(low_cells(table, policy))
            released = {key: one for key, one in matching(self.releases, table).items() if key in low}
            back = held_back(self.held_back, table)
            both = next((key for key in released if key in back), None)
            if both:
                raise TableError(
                    f"{', '.join(both)} is both released and held back",
                    where=table.source,
                    todo="Take one of the two out.",
                )
            found.append(Settled(released, back))
        return tuple(found)


def matching(decisions: Sequence[ReleaseDecision], table: Table) -> Mapping[Key, ReleaseDecision]:
    """Return the cells of a table that release decisions cover; of two for one cell the earlier.

    A decision that names no table is passed over where it fits none of this one's cells.

    Raises:
        TableError: a decision names this table, but no cell of it.
    """
    return {key: one for one in reversed(decisions) for key in _covered(one, table)}


def held_back(choices: Sequence[HeldBack], table: Table) -> Mapping[Key, HeldBack]:
    """Return the cells of a table that an officer holds back, as ``matching`` does.

    Raises:
        TableError: a choice names this table, but no cell of it.
    """
    return {key: one for one in reversed(choices) for key in _covered(one, table)}


def still_hidden(settled: Settled, shown: Mapping[Key, int | None]) -> tuple[Finding, ...]:
    """Return a finding for each decision of which some cell stays hidden, to protect other low counts.

    Args:
        settled: what is settled about the table.
        shown: the figure published of each cell; None where it is hidden.
    """
    kept: dict[ReleaseDecision, list[str]] = {}
    for key, decision in settled.released.items():
        if shown.get(key) is None:
            kept.setdefault(decision, []).append(", ".join(key))
    return tuple(
        Finding(
            "count.decision",
            Verdict.REVIEW,
            f"{decision.who} released {named(cells)}, but it stays hidden, since other low counts could be worked out.",
            "Decide on the other low counts of its row and column as well, or drop a total.",
        )
        for decision, cells in kept.items()
    )


def record(choice: Choice) -> dict[str, object]:
    """Return a decision for the record of a case; it names cells and holds no count."""
    worksheet = choice.worksheet if isinstance(choice, ReleaseDecision) else None
    return {
        "kind": "withhold" if isinstance(choice, HeldBack) else "release",
        "table": choice.table,
        "cells": [dict(pattern) for pattern in choice.cells],
        "who": choice.who,
        "reason": choice.reason,
        "on": choice.on.isoformat(),
        "worksheet": worksheet.as_json() if worksheet else None,
    }


# --- who


def made_by_person(name: str) -> str:
    """Return the name of the person who decided, tidied.

    Raises:
        TableError: nobody is named, or a post, a group, a mailbox, a program or a model is.
    """
    shown = "".join(c for c in unicodedata.normalize("NFKC", name) if unicodedata.category(c) != "Cf")
    tidy = " ".join(shown.split())
    # What follows a comma or a bracket is the person's post, in which any word may stand.
    words = re.findall(r"[^\W\d_]+", re.split(r"[,(;/|]| [-–—] ", tidy)[0].casefold())
    # One letter is an initial, save in scripts without capitals, where it can be a name.
    long = [word for word in words if len(word) > 1 or word.upper() == word]
    if not long or "".join(words) in no_names("placeholders") or "[" in tidy or "@" in tidy:
        said = f"{tidy!r} names nobody" if tidy else "nobody is named"
        raise TableError(said, todo=_NAME_A_PERSON)
    posts, machines = no_names("posts"), no_names("machines")
    general = all(word in posts | machines for word in long)
    if no_names("models") & set(words) or len(machines & set(words)) > (0 if general else 1):
        raise TableError(f"{tidy!r} is a program, and only a person can decide", todo=_NAME_A_PERSON)
    if no_names("groups") & set(words) or general:
        raise TableError(f"{tidy!r} is a post or a group, not a person", todo=_NAME_A_PERSON)
    return tidy


def _require_reason(reason: str) -> None:
    if len(re.findall(r"[^\W\d_]{2,}", reason)) < _WORDS_OF_A_REASON:
        raise TableError(
            f"the reason has fewer than {_WORDS_OF_A_REASON} words" if reason.strip() else "no reason is given",
            todo="Say why these cells, in a sentence.",
        )


def require_groups(cells: Sequence[Pattern]) -> None:
    if not cells:
        raise TableError("no cells are named", todo=WRITE_CELLS)
    for pattern in cells:
        if not all(name.strip() and label.strip() for name, label in pattern.items()):
            raise TableError("a cell has an empty label", todo="Write the label, or * for any.")
        if all(label.strip() == ANY for label in pattern.values()):
            raise TableError(
                "a group of cells names no label, so it would cover a whole table",
                todo="A reason is needed for each cell or group: name at least one label.",
            )


# --- which cells


def _covered(choice: Choice, table: Table) -> Iterator[Key]:
    """Yield the cells of a table that a choice covers."""
    if not is_named(choice.table, table):
        return
    for pattern in choice.cells:
        cells = list(fitting(pattern, table))
        if not cells and choice.table:
            raise TableError(
                f"the decision of {choice.who} names {in_words(pattern)}, and the table has no such cell",
                where=table.source,
                todo=f"Name a cell by {_dimensions(table)}.",
            )
        yield from cells


def _all_found(choices: Sequence[Choice], tables: Sequence[Table]) -> None:
    for choice in choices:
        mine = [table for table in tables if is_named(choice.table, table)]
        if not mine:
            raise TableError(
                f"the decision of {choice.who} is about {choice.table!r}, which is no table of this reply",
                todo=f"The tables are {', '.join(table.source for table in tables)}.",
            )
        for pattern in choice.cells:
            if not any(True for table in mine for _ in fitting(pattern, table)):
                raise TableError(
                    f"the decision of {choice.who} names {in_words(pattern)}, and no table has such a cell",
                    where=", ".join(table.source for table in mine),
                    todo=f"Name a cell by {_dimensions(mine[0])}.",
                )


def _dimensions(table: Table) -> str:
    return " and ".join(dimension.name for dimension in table.dimensions)

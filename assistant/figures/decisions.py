"""Release decisions: who lets a low count out, or holds a figure back by choice, why and when.

A low count leaves the program only through one of these. They come from a file that a person wrote or
from the screen's form; a name that is no person's is refused, and no model can make one.
"""

import json
import re
import tomllib
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

from assistant.errors import SettingsError, TableError
from assistant.figures.policy import Policy
from assistant.figures.tables import Key, Table
from assistant.figures.worksheet import (
    ANY,
    Conclusion,
    Pattern,
    Point,
    Worksheet,
    fitting,
    in_words,
    is_named,
    load_points,
    low_cells,
    no_names,
)

_WORDS_OF_A_REASON = 4
_NAME_A_PERSON = "Give the first name and surname of the person who decided; a post may follow after a comma."
_WRITE_A_DATE = "Write it as 2026-11-23."
_WRITE_CELLS = 'Name them by their labels: cells = [{ Region = "North", Year = "*" }].'


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
        raise TableError("no cells are named", todo=_WRITE_CELLS)
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


# --- from a file or a form


def load_choices(path: Path, today: date) -> Choices:
    """Read what a person decided about the tables of a reply.

    Args:
        path: a .toml or .json file with tables ``decision``, ``withhold`` and ``worksheet``.
        today: no decision is later than this.

    Raises:
        TableError: the file cannot be read, or one of its tables does not hold; names it by number.
    """
    data = _read(path)
    _only(data, _FIELDS.keys(), path.name)
    found: dict[str, list[Any]] = {kind: [] for kind in _FIELDS}
    for kind, made in found.items():
        entries = data.get(kind, [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise TableError(f"{kind!r} is not a list of tables", where=path.name, todo=f"Begin each with [[{kind}]].")
        for number, entry in enumerate(entries, 1):
            where = f"{path.name}, {kind} {number}"
            try:
                made.append(_MAKERS[kind](entry, today))
            except TableError as error:
                raise TableError(error.what, where=where, todo=error.todo) from None
    return Choices(*map(tuple, found.values()))


def load_decisions(path: Path, today: date) -> tuple[ReleaseDecision, ...]:
    """Read the release decisions of a file; see ``load_choices``, which reads and checks all of it."""
    return load_choices(path, today).releases


def release_decision(fields: Mapping[str, object], today: date) -> ReleaseDecision:
    """Return a release decision from a file's table or the fields of a form.

    Args:
        fields: ``cells``, ``who``, ``reason``, ``on``; ``table`` and ``answers`` if there are any.
        today: it is no later than this.

    Raises:
        TableError: a field is not known, is missing or does not hold.
    """
    given = _Fields(fields, "decision", today)
    decision = ReleaseDecision(given.cells(), given.text("who"), given.text("reason"), given.day(), given.text("table"))
    if not given.answers():
        return decision
    sheet = Worksheet(decision.table, "", decision.cells, given.answers(), "release", decision.who, decision.on)
    return replace(decision, worksheet=sheet)


def holding_back(fields: Mapping[str, object], today: date) -> HeldBack:
    """Return a choice to hold cells back, as ``release_decision`` does."""
    given = _Fields(fields, "withhold", today)
    return HeldBack(given.cells(), given.text("who"), given.text("reason"), given.day(), given.text("table"))


def worksheet_of(fields: Mapping[str, object], today: date) -> Worksheet:
    """Return a worksheet, finished or not, as ``release_decision`` does.

    Raises:
        TableError: also where it concludes something and does not say who does, or when.
    """
    given = _Fields(fields, "worksheet", today)
    cells, concluded, who = given.cells(), given.text("conclusion"), given.text("who")
    require_groups(cells)
    day = given.day() if concluded or fields.get("on") else None
    name = made_by_person(who) if concluded or who else ""
    # The worksheet itself refuses a conclusion that is none.
    return Worksheet(given.text("table"), "", cells, given.answers(), cast("Conclusion", concluded), name, day)


_FIELDS = {
    "decision": frozenset({"cells", "who", "reason", "on", "table", "answers"}),
    "withhold": frozenset({"cells", "who", "reason", "on", "table"}),
    "worksheet": frozenset({"cells", "who", "on", "table", "answers", "conclusion"}),
}
_MAKERS: Mapping[str, Callable[[Mapping[str, object], date], object]] = {
    "decision": release_decision,
    "withhold": holding_back,
    "worksheet": worksheet_of,
}


class _Fields:
    """The fields of one table, read strictly."""

    def __init__(self, fields: Mapping[str, object], kind: str, today: date) -> None:
        _only(fields, _FIELDS[kind])
        self._fields, self._today = fields, today

    def text(self, name: str) -> str:
        value = self._fields.get(name, "")
        if not isinstance(value, str):
            raise TableError(f"{name!r} is not text", todo=f'Write it in quotes: {name} = "…".')
        return value.strip()

    def day(self) -> date:
        value = self._fields.get("on", "")
        day = value.date() if isinstance(value, datetime) else value
        if isinstance(day, str):
            day = _parsed(day)
        if not isinstance(day, date):
            raise TableError("no date is given" if value == "" else "'on' is not a date", todo=_WRITE_A_DATE)
        if day > self._today:
            raise TableError("the date lies in the future", todo="Give the day on which it was decided.")
        return day

    def cells(self) -> tuple[Pattern, ...]:
        given = self._fields.get("cells", [])
        if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
            raise TableError("'cells' is not a list of labels", todo=_WRITE_CELLS)
        return tuple({name: _as_label(label) for name, label in one.items()} for one in given)

    def answers(self) -> dict[str, str]:
        given = self._fields.get("answers", {})
        if not isinstance(given, dict) or not all(isinstance(one, str) for one in given.values()):
            raise TableError("'answers' are not text by point", todo='Write each in quotes: audience = "…".')
        return {point: answer.strip() for point, answer in given.items() if answer.strip()}


def _as_label(value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise TableError("a label is not text", todo=_WRITE_CELLS)
    return value


def _parsed(text: str) -> date | None:
    from assistant.settings import parse_date  # loads more than figures need

    try:
        return parse_date(text, "on") if text.strip() else None
    except SettingsError:
        return None


def _only(fields: Mapping[str, object], known: Collection[str], where: str = "") -> None:
    strange = sorted(fields.keys() - set(known))
    if strange:
        raise TableError(
            f"{strange[0]!r} is not known here", where=where, todo=f"Known are: {', '.join(sorted(known))}."
        )


def _read(path: Path) -> dict[str, object]:
    parsers: dict[str, Callable[[str], object]] = {".toml": tomllib.loads, ".json": _from_json}
    parse = parsers.get(path.suffix.lower())
    if parse is None:
        raise TableError("decisions are read from .toml or .json", where=path.name, todo="Save them as one of these.")
    try:
        data = parse(path.read_text("utf-8-sig"))
    except OSError as error:
        raise TableError(
            f"the file cannot be read ({error.strerror})", where=path.name, todo="Check its name."
        ) from None
    except (ValueError, RecursionError) as error:
        raise TableError(
            f"it is not {path.suffix[1:].upper()} ({error})", where=path.name, todo="Mend the file."
        ) from None
    if not isinstance(data, dict):
        raise TableError("it holds no decisions", where=path.name, todo="Begin each with [[decision]].")
    return data


def _from_json(text: str) -> object:
    return json.loads(text, object_pairs_hook=_once_each)


def _once_each(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    """Refuse a field that is given twice; JSON by itself would take the later without a word."""
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise ValueError("a field is given twice")
    return fields


def write_decisions_template(table: Table, policy: Policy) -> str:
    """Return a file of decisions to fill in for the low cells of a table, as TOML. It is for the officer alone.

    Everything in it is a comment, so that nothing is released until a person takes the # away. It names
    cells by their labels and holds no count.
    """
    names = [dimension.name for dimension in table.dimensions]
    rows: dict[str, list[Key]] = {}
    for key in low_cells(table, policy):
        rows.setdefault(key[0], []).append(key)
    parts = [_TEMPLATE_HEAD.format(table=_quoted(table.source)), *map(_question, load_points())]
    parts += [_block(table.source, names, cells) for cells in rows.values()] or ["\n## No cell of the table is low.\n"]
    return "".join([*parts, _TEMPLATE_FOOT.format(table=_quoted(table.source), name=_quoted(names[0]))])


_TEMPLATE_HEAD = """## Decisions about {table}
##
## Nothing here counts until a person decides. To release the counts of a block, take the single # away from the front
## of its lines, strike out cells that stay hidden, and fill in who (a person's name), reason (why these cells) and on
## (the date). The answers are optional; these are the questions:
"""
_TEMPLATE_FOOT = """
## To hold a line back although the policy would let it out (one category holds everybody in it):
##
#[[withhold]]
#table = {table}
#cells = [{{ {name} = "" }}]
#who = ""
#reason = ""
#on = ""
"""


def _question(point: Point) -> str:
    return f"## {point.id}: {point.question}\n"


def _block(source: str, names: Sequence[str], cells: Sequence[Key]) -> str:
    labels = [
        ", ".join(f"{_quoted(n)} = {_quoted(label)}" for n, label in zip(names, key, strict=True)) for key in cells
    ]
    lines = ["[[decision]]", f"table = {_quoted(source)}", "cells = [", *(f"  {{ {one} }}," for one in labels), "]"]
    lines += ['who = ""', 'reason = ""', 'on = ""', "[decision.answers]", *(f'{p.id} = ""' for p in load_points())]
    return "\n" + "".join(f"#{line}\n" for line in lines)


def _quoted(text: str) -> str:
    """Return text as TOML writes it; as in JSON, but for one character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")

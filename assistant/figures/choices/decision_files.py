"""Release decisions from a file that a person wrote, or from the fields of a form; and the form itself."""

import json
import tomllib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

from assistant.errors import SettingsError, TableError
from assistant.figures.choices.decisions import (
    WRITE_CELLS,
    Choices,
    HeldBack,
    ReleaseDecision,
    made_by_person,
    require_groups,
)
from assistant.figures.choices.worksheet import Conclusion, Pattern, Point, Worksheet, load_points, low_cells
from assistant.figures.policy import Policy
from assistant.figures.tables import Key, Table

_WRITE_A_DATE = "Write it as 2026-11-23."


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
            raise TableError("'cells' is not a list of labels", todo=WRITE_CELLS)
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
        raise TableError("a label is not text", todo=WRITE_CELLS)
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

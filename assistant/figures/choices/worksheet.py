"""The identifiability worksheet: what an officer writes down before a small count is withheld, or released.

A low count is personal data only if somebody can be told from it; no number decides that. The eight
points, with their sources, stand in ``worksheet.toml``. A worksheet names cells by their labels and holds
no count; its answers are the officer's own words.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from assistant.errors import TableError
from assistant.figures.policy import Policy
from assistant.figures.reading.cells import is_total
from assistant.figures.tables import TOTAL, Dimension, Key, Table

Conclusion = Literal["release", "withhold", ""]
Pattern = Mapping[str, str]
ANY = "*"
_LINE = "_" * 60
_CONCLUSIONS = {"release": "Release.", "withhold": "Withhold.", "": f"Release / withhold: {_LINE}"}
_BLANKS = frozenset({"", "na", "notapplicable", "tbc", "tbd", "todo", "dontknow"})
# True answers that leave the letter nothing to say.
_NOTHING = frozenset({"no", "none", "nil", "nothing", "nobody", "noone", "yes", "unknown", "notknown", "asabove"})


@dataclass(frozen=True, slots=True)
class Point:
    """One of the eight points.

    Attributes:
        id: its key in a file of decisions.
        question: what the officer is asked.
        good_answer: what a good answer holds.
        towards_withholding: which answers point that way.
        towards_release: which answers point this way.
        lead_in: what introduces the answer in a letter; "" where it is not said there.
        source: the page that the point rests on.
        source_says: what that page says.
        status: whether it was read: ``verified``, ``part`` or ``unverified``.
    """

    id: str
    question: str
    good_answer: str
    towards_withholding: str
    towards_release: str
    lead_in: str
    source: str
    source_says: str
    status: Literal["verified", "part", "unverified"]


@cache
def load_points() -> tuple[Point, ...]:
    """Return the eight points in their order."""
    return tuple(Point(**entry) for entry in _data()["point"])


@dataclass(frozen=True, slots=True)
class Worksheet:
    """The eight points for a group of cells, as far as an officer has answered them.

    Attributes:
        source: the table's file, or "" where that is not said.
        title: the table's title, or "".
        cells: by their labels ("*" or a dimension left out: any).
        answers: by the point's id, in the officer's words.
        conclusion: ``release``, ``withhold``, or "" while there is none.
        name: who concluded, or "".
        on: when; None while nobody has.

    Raises:
        TableError: an answer to what is not one of the points, or a conclusion that is none.
    """

    source: str
    title: str
    cells: tuple[Pattern, ...] = field(hash=False)
    answers: Mapping[str, str] = field(default_factory=dict, hash=False)
    conclusion: Conclusion = ""
    name: str = ""
    on: date | None = None

    def __post_init__(self) -> None:
        known = [point.id for point in load_points()]
        strange = sorted(self.answers.keys() - set(known))
        if strange:
            raise TableError(f"{strange[0]!r} is not a point of the worksheet", todo=f"The points are {_list(known)}.")
        if self.conclusion not in _CONCLUSIONS:
            raise TableError(
                f"a worksheet cannot conclude {self.conclusion!r}", todo="Write release or withhold, or leave it empty."
            )

    def missing(self) -> tuple[Point, ...]:
        """Return the points that nobody has answered yet."""
        return tuple(point for point in load_points() if _letters(self.answers.get(point.id, "")) in _BLANKS)

    @property
    def complete(self) -> bool:
        """Whether every point is answered and somebody has concluded, by name and date."""
        return not self.missing() and bool(self.conclusion and self.name.strip() and self.on)

    def as_json(self) -> dict[str, object]:
        """Return it for a record; it holds no count."""
        return {
            "source": self.source,
            "title": self.title,
            "cells": [dict(pattern) for pattern in self.cells],
            "answers": {point.id: self.answers.get(point.id, "") for point in load_points()},
            "missing": [point.id for point in self.missing()],
            "conclusion": self.conclusion,
            "name": self.name,
            "on": self.on.isoformat() if self.on else None,
        }

    def as_markdown(self) -> str:
        """Return it to print or to file; it names cells by their labels and holds no count."""
        return "\n\n".join(self._written()) + "\n"

    def _written(self) -> Iterator[str]:
        yield "# Can anybody be identified from these figures?"
        table = _plain(" – ".join(part for part in (self.title, self.source) if part))
        yield f"Table: {table or _LINE}"
        yield "Cells:\n\n" + ("\n".join(f"- {_plain(row)}" for row in in_rows(self.cells)) or "- none is low")
        yield "A count is personal data only if somebody can be told from it. That it is low does not decide it."
        for number, point in enumerate(load_points(), 1):
            yield f"## {number}. {point.question}"
            yield f"{point.good_answer}"
            yield f"- Towards withholding: {point.towards_withholding}\n- Towards release: {point.towards_release}"
            yield f"Answer: {_plain(self.answers.get(point.id, '')) or _LINE}"
            yield f"Source ({_STATUS[point.status]}): {point.source_says} <{point.source}>"
        yield "## Conclusion"
        yield _CONCLUSIONS[self.conclusion]
        yield f"Name: {_plain(self.name) or _LINE}"
        yield f"Date: {f'{self.on.day} {self.on:%B %Y}' if self.on else _LINE}"


_STATUS = {"verified": "read", "part": "read in part", "unverified": "not confirmed"}


def blank_worksheet(table: Table, policy: Policy) -> Worksheet:
    """Return a worksheet to fill in for the low cells of a table, row by row. It is for the officer alone.

    Which cells are low is told by no published form of the table: all hidden ones carry the same mark.
    """
    names = [dimension.name for dimension in table.dimensions]
    cells = tuple(dict(zip(names, key, strict=True)) for key in low_cells(table, policy))
    return Worksheet(table.source, table.title, cells)


def low_cells(table: Table, policy: Policy) -> tuple[Key, ...]:
    """Return the cells that hold a low count, those of one row together, in the table's order."""
    if not table.protected_unit:
        return ()
    low = [key for key, count in table.cells.items() if count is not None and policy.is_low(count.value)]
    rows = list(dict.fromkeys(key[:1] for key in low))
    return tuple(sorted(low, key=lambda key: rows.index(key[:1])))


def in_rows(cells: Sequence[Pattern]) -> list[str]:
    """Name cells by their labels, those that share their first label together ("Region North: Year 2022; Year 2023")."""
    rows: dict[str, list[str]] = {}
    for pattern in cells:
        first, *others = [f"{name} {label}" for name, label in pattern.items()] or ["any"]
        rows.setdefault(first, []).append(", ".join(others))
    return [f"{row}: {'; '.join(filter(None, rest))}" if any(rest) else row for row, rest in rows.items()]


def is_named(named: str, table: Table) -> bool:
    """Tell whether a table is the one that somebody names by its file or title; "" names any."""
    return not named or _folded(named) in {_folded(table.source), _folded(table.title)}


def fitting(pattern: Pattern, table: Table) -> Iterator[Key]:
    """Yield the cells that have the labels of a pattern; none where it names a dimension that is not there."""
    wanted = {_folded(name): label for name, label in pattern.items()}
    if len(wanted) < len(pattern) or wanted.keys() - {_folded(dimension.name) for dimension in table.dimensions}:
        return
    labels = [_label(wanted.get(_folded(dimension.name), ANY), dimension) for dimension in table.dimensions]
    for key in table.cells:
        if all(label in {ANY, own} for label, own in zip(labels, key, strict=True)):
            yield key


def _label(text: str, dimension: Dimension) -> str:
    """Return the dimension's own label for what a person wrote, in any case unless two differ in case alone."""
    if text.strip() == ANY:
        return ANY
    if text in dimension.categories:
        return text
    alike = [label for label in dimension.categories if _folded(label) == _folded(text)]
    if len(alike) == 1:
        return alike[0]
    return TOTAL if is_total(text) else text


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def in_words(pattern: Pattern) -> str:
    """Name a group of cells by its labels."""
    return ", ".join(f"{name} {label!r}" for name, label in pattern.items())


def grounds(worksheet: Worksheet) -> tuple[str, ...]:
    """Return sentences for the reasons of a letter that withholds the cells, from the officer's answers.

    Each is the officer's words behind a few of ours. A point that was not answered, or answered by
    nothing but a threshold, is left out: a house's policy is not an exemption. Empty where the
    worksheet does not conclude that the cells be withheld.
    """
    if worksheet.conclusion != "withhold":
        return ()
    said = ((point, " ".join(worksheet.answers.get(point.id, "").split())) for point in load_points() if point.lead_in)
    return tuple(f"{point.lead_in} {_ended(answer)}" for point, answer in said if gives_a_reason(answer))


def gives_a_reason(words: str) -> bool:
    """Tell whether an officer's words say more than that the count is under a threshold."""
    if _letters(words) in _BLANKS | _NOTHING:
        return False
    of_threshold = frozenset(_data()["threshold_words"].split())
    return any(word not in of_threshold for word in re.findall(r"[^\W\d_]{2,}", words.casefold()))


def no_names(kind: str) -> frozenset[str]:
    """Return words of which no person's name is made: of ``posts``, ``groups``, ``machines`` and so on."""
    return frozenset(_data()["no_names"][kind].split())


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "worksheet.toml").read_text("utf-8"))


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?", ".)", ".’", '."')) else f"{text.rstrip(',;: ')}."


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text.casefold()))


def _list(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}"


def _plain(text: str) -> str:
    """Return words that Markdown leaves as they are, on one line."""
    return re.sub(r"([\\`*_\[\]|#])", r"\\\1", " ".join(text.split())).replace("<", "&lt;")

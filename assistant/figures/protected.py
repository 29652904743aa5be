"""A table that is safe to publish, in every form it is published in."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from assistant.figures.beside_counts.columns import PrintedColumn, across
from assistant.figures.tables import TOTAL, Dimension, Key, Unit
from assistant.findings import Finding, Verdict

UNNAMED = ("row", "column")
_NOTE = (
    "Figures marked {mark} are withheld. Each is either low itself, or would let a low one be worked "
    "out; it may be nought. The mark does not tell which."
)
_ROUNDED = "Figures are rounded to the nearest {base}, totals from true totals, so they may not add up."
Reason = Literal["low", "protects", "file", "withheld", "blocked"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it is published.

    Attributes:
        key: a label for each dimension, ``Total`` for a margin.
        status: whether its figure is shown.
        value: the figure shown; None where it is not.
        text: what is printed.
        interval: what a reader can find out, least and greatest (None: no limit).
    """

    key: Mapping[str, str] = field(hash=False)
    status: Literal["released", "suppressed"]
    value: int | None
    text: str
    interval: tuple[int, int | None]

    def as_json(self) -> dict[str, object]:
        return {
            "key": dict(self.key),
            "status": self.status,
            "value": self.value,
            "text": self.text,
            "interval": list(self.interval),
        }


@dataclass(frozen=True, slots=True)
class Protected:
    """A table of which every form may be published, if the verdict does not block it.

    It holds no count of a suppressed cell, so no form of it can.

    Attributes:
        title: the table's title, or "".
        source: the file's name.
        unit: what it counts.
        dimensions: as in the table.
        threshold: counts of people from 1 to one less are low.
        zeros: with ``hide``, 0 is low too.
        mark: what stands for a figure that is withheld.
        round_to: the base that figures are rounded to, if any.
        cells: in the order of the table.
        verdict: the worst of the findings.
        findings: what an officer should look at.
        has_low: some count of the table is low.
        measure: what a one-way table's figures are called, or "".
        gap: by how many more cells are hidden, in all tables protected together, than the fewest that would
            do, at most; 0 where it is proved that no fewer would, None where that is not known.
        together: the other tables that it shares figures with, and was protected with.
        compared: the earlier releases that it was attacked with.
        beside: columns of figures worked out of the counts, as they are published.
        below: rows of such figures, likewise, by the labels of the columns.
        decided: low cells that are shown by a release decision, with whose it is.
        decisions: the record of every decision that had effect on the table, for the case's own record
            alone: no count is in it, but what somebody wrote of cells.
        remarks: what an officer should know of how the file was read.
    """

    title: str
    source: str
    unit: Unit
    dimensions: tuple[Dimension, ...]
    threshold: int
    zeros: Literal["show", "hide"]
    mark: str
    round_to: int | None
    cells: tuple[Cell, ...]
    verdict: Verdict
    findings: tuple[Finding, ...]
    has_low: bool
    measure: str = ""
    gap: int | None = None
    together: tuple[str, ...] = ()
    compared: tuple[str, ...] = ()
    beside: tuple[PrintedColumn, ...] = ()
    below: tuple[PrintedColumn, ...] = ()
    decided: Mapping[Key, str] = field(default_factory=dict, repr=False, hash=False)
    decisions: tuple[Mapping[str, object], ...] = field(default=(), hash=False)
    remarks: tuple[str, ...] = ()
    # Why each cell is hidden would undo the single mark, so it is for the officer alone.
    reasons: Mapping[Key, Reason] = field(default_factory=dict, repr=False, hash=False)

    @property
    def any_suppressed(self) -> bool:
        """Whether some figure is withheld."""
        return any(cell.status == "suppressed" for cell in self.cells)

    @property
    def low_cells(self) -> frozenset[Key]:
        """Keys of the cells hidden because they are low; for the officer alone."""
        return frozenset(key for key, reason in self.reasons.items() if reason == "low")

    def key_of(self, cell: Cell) -> Key:
        """Return a cell's labels in the order of the dimensions."""
        return tuple(cell.key[dimension.name] for dimension in self.dimensions)

    def as_json(self) -> dict[str, object]:
        """Return the object that ``foi protect --json`` prints."""
        return {
            "title": self.title,
            "source": self.source,
            "threshold": self.threshold,
            "zeros": self.zeros,
            "unit": self.unit,
            "mark": self.mark,
            "round_to": self.round_to,
            "measure": self.measure,
            "dimensions": [dimension.name for dimension in self.dimensions],
            "cells": [cell.as_json() for cell in self.cells],
            "beside": [
                {
                    "name": one.name,
                    "note": one.note,
                    "rows": [{"row": list(k), "text": t} for k, t in one.texts.items()],
                }
                for one in self.beside
            ],
            "below": [
                {"name": one.name, "rows": [{"column": list(k), "text": t} for k, t in one.texts.items()]}
                for one in self.below
            ],
            "together": list(self.together),
            "compared": list(self.compared),
            "gap": self.gap,
            "remarks": list(self.remarks),
            "verdict": self.verdict.word,
            "findings": [finding.as_json() for finding in self.findings],
        }

    def rows(self) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
        """Return the header and the rows as text: a crosstab of two dimensions, else one row a cell."""
        texts = {tuple(cell.key.values()): cell.text for cell in self.cells}
        names = [dimension.name for dimension in self.dimensions]
        if len(names) != 2:
            header = (*names, self.measure or "Count", *(one.name for one in self.beside))
            return header, [
                (*key, text, *(one.texts.get(key, "") for one in self.beside)) for key, text in texts.items()
            ]
        tops, down = self._labels(1), self._labels(0)
        corner = " / ".join(n for n, plain in zip(names, UNNAMED, strict=True) if n != plain)
        beside = [part for one in self.beside for part in across(one) if part.texts]
        body = [
            (label, *(texts.get((label, top), "") for top in tops), *(one.texts.get((label,), "") for one in beside))
            for label in down
        ]
        body += [(one.name, *(one.texts.get((top,), "") for top in tops), *("" for _ in beside)) for one in self.below]
        return (corner, *tops, *(one.name for one in beside)), body

    def _labels(self, place: int) -> list[str]:
        used = dict.fromkeys(tuple(cell.key.values())[place] for cell in self.cells)
        return [one for one in used if one != TOTAL] + ([TOTAL] if TOTAL in used else [])

    def notes(self) -> tuple[str, ...]:
        """Return what stands under the table."""
        rounding = _ROUNDED.format(base=self.round_to) if self.round_to else ""
        mark = _NOTE.format(mark=self.mark) if self.any_suppressed else ""
        return tuple(note for note in (mark, rounding, *(one.note for one in (*self.beside, *self.below))) if note)

    def as_markdown(self) -> str:
        """Return the title, a pipe table, and the notes under it."""
        header, body = self.rows()
        rule = ["---", *("---:" for _ in header[1:])]
        lines = [_pipes(header), f"| {' | '.join(rule)} |", *map(_pipes, body)]
        title = [f"**{_plain(self.title)}**"] if self.title else []
        return "\n\n".join([*title, "\n".join(lines), *self.notes()])

    def as_csv(self) -> str:
        """Return comma-separated values, with labels that a spreadsheet would run made harmless."""
        header, body = self.rows()
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerows([_harmless(cell) for cell in row] for row in (header, *body))
        writer.writerows(row for note in self.notes() for row in ([], [_harmless(note)]))
        return out.getvalue()

    def account(self) -> str:
        """Return a short account for the officer: how much is hidden, why, and what it cost."""
        return " ".join(self._accounted())

    def _accounted(self) -> Iterator[str]:
        if self.unit not in {"people", "events"}:
            yield f"The table counts {self.unit}, which are not protected; every figure is shown."
            return
        if self.decided:
            number, who = len(self.decided), " and ".join(dict.fromkeys(self.decided.values()))
            yield f"{number} low count{' is' if number == 1 else 's are'} shown by the decision of {who}."
        if self.compared:
            yield f"What was released before was attacked with it: {', '.join(self.compared)}."
        hidden = list(self.reasons.values())
        if not hidden:
            yield f"No count is low (threshold {self.threshold}); all {len(self.cells)} figures are shown."
            return
        if "blocked" in hidden:
            yield "Nothing of the table is shown, since a low count in it could not be protected."
            return
        low, protects, given, chosen = (hidden.count(r) for r in ("low", "protects", "file", "withheld"))
        shown = len(self.cells) - len(hidden)
        yield f"{shown} of {len(self.cells)} figures are shown and {len(hidden)} withheld:"
        parts = [f"{low} low (threshold {self.threshold})"] if low else []
        parts += [f"{given} already hidden in the file"] if given else []
        parts += [f"{chosen} held back by choice"] if chosen else []
        them = "them" if low or given or chosen else "a low difference from what was released before"
        parts += [f"{protects} to protect {them}"] if protects else []
        yield f"{', '.join(parts)}."
        if protects and self.gap is not None:
            yield f"At best {self.gap} fewer would do." if self.gap else "No fewer would protect them."
        if self.together:
            yield f"It shares figures with {' and '.join(self.together)}, so they were protected together."
        if withheld := sum(self.mark in one.texts.values() for one in self.beside):
            yield f"In {withheld} of the columns beside the counts, figures that would tell a hidden count are withheld."
        yield "An attack on everything published finds out of no low count more than that it is low."


def _pipes(cells: Sequence[str]) -> str:
    return f"| {' | '.join(map(_plain, cells))} |"


def _plain(text: str) -> str:
    """Return a label that cannot end a cell or begin a tag."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell

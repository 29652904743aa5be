"""Protection: a raw table becomes one that is safe to publish, and the proof that it is.

Suppression chooses what to hide; the attack then works out, from the published table alone, what can
be learned about each hidden cell. Where it learns more of a low cell than that it is low, or where it
fails, nothing of the table is given out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.errors import FoiError
from assistant.figures.attack import AttackError
from assistant.figures.layouts import lines
from assistant.figures.policy import Policy
from assistant.figures.published import Interval, attacked
from assistant.figures.releases import Known, difference_findings, known_from
from assistant.figures.suppress import Problem, SuppressionError, completed, hidden_cells
from assistant.figures.tables import TOTAL, Dimension, Key, Table, Unit
from assistant.findings import Finding, Verdict, worst

MAX_ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it will be published.

    Attributes:
        key: its label in each dimension.
        status: ``released`` or ``suppressed``.
        value: the figure published; None where it is hidden.
        text: what stands in the table.
        interval: what a reader can work out: least and greatest value (None: no limit).
    """

    key: Mapping[str, str]
    status: str
    value: int | None
    text: str
    interval: Interval


@dataclass(frozen=True, slots=True)
class Protected:
    """A table that is safe to publish, or one of which nothing is shown because it could not be made so.

    Attributes:
        title: of the table.
        source: the file's name.
        dimensions: with their categories.
        cells: in the order of the file.
        threshold: of the policy.
        zeros: of the policy.
        unit: what it counts.
        mark: the mark of every hidden cell.
        round_to: the base that released figures are rounded to, if any.
        findings: what blocks, or is to be looked at.
        exact: the hidden cells are proved to be the fewest.
        low_cells: keys of the cells that are low; for the officer, never published.
    """

    title: str
    source: str
    dimensions: tuple[Dimension, ...]
    cells: tuple[Cell, ...]
    threshold: int
    zeros: str
    unit: Unit
    mark: str
    round_to: int | None
    findings: tuple[Finding, ...]
    exact: bool
    low_cells: frozenset[Key] = field(repr=False)

    @property
    def verdict(self) -> Verdict:
        return worst(self.findings)

    @property
    def has_low(self) -> bool:
        """Whether some true count is low."""
        return bool(self.low_cells)

    @property
    def any_suppressed(self) -> bool:
        return any(cell.status == "suppressed" for cell in self.cells)

    def key_of(self, cell: Cell) -> Key:
        return tuple(cell.key[d.name] for d in self.dimensions)

    def why_hidden(self, key: Key) -> str:
        """Say to the officer why a cell is hidden; not for publication."""
        cell = next((one for one in self.cells if self.key_of(one) == key), None)
        if cell is None or cell.status == "released":
            return "It is not hidden."
        if key in self.low_cells:
            return f"It is low (under {self.threshold})."
        return "It is not low; it is hidden because a low figure could be worked out from it."

    def as_json(self) -> dict[str, object]:
        """Return the object of the contract's ``foi protect``."""
        return {
            "threshold": self.threshold,
            "zeros": self.zeros,
            "unit": self.unit,
            "mark": self.mark,
            "dimensions": [d.name for d in self.dimensions],
            "cells": [
                {"key": dict(c.key), "status": c.status, "value": c.value, "text": c.text, "interval": list(c.interval)}
                for c in self.cells
            ],
            "verdict": self.verdict.word,
            "findings": [finding.as_json() for finding in self.findings],
        }

    def rows(self) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
        """Return the header and rows of the table as text: a crosstab for two dimensions, else long."""
        texts = {self.key_of(cell): cell.text for cell in self.cells}
        if len(self.dimensions) != 2:
            header = (*(d.name for d in self.dimensions), "Count")
            return header, [(*key, text) for key, text in texts.items()]
        down, across = ([*d.categories, TOTAL] for d in self.dimensions)
        across = [c for c in across if any((r, c) in texts for r in down)]
        down = [r for r in down if any((r, c) in texts for c in across)]
        corner = self.dimensions[0].name
        header = ("" if corner == "row" else corner, *across)
        return header, [(r, *(texts.get((r, c), "") for c in across)) for r in down]

    def note(self) -> str:
        """Return the note that stands under the table; "" where nothing needs one."""
        parts = []
        if self.any_suppressed:
            parts.append(
                f"{self.mark} means that the figure is withheld, either because it is low or because it would let a low figure be worked out. "
                "It rules out no value, nought included."
            )
        if self.round_to:
            parts.append(f"Figures are rounded to the nearest {self.round_to}, totals from their true values, so rows and columns may not add up.")
        return " ".join(parts)

    def as_markdown(self) -> str:
        """Return the table as it will be published, with the note under it."""
        header, rows = self.rows()
        lines_ = ["| " + " | ".join(map(_escaped, header)) + " |", "| --- |" + " ---: |" * (len(header) - 1)]
        lines_ += ["| " + " | ".join(map(_escaped, row)) + " |" for row in rows]
        title = f"**{_escaped(self.title)}**\n\n" if self.title else ""
        note = self.note()
        return title + "\n".join(lines_) + (f"\n\n{note}" if note else "")

    def account(self) -> str:
        """Say to the officer how much is hidden, why, and what the attack found."""
        hidden = sum(cell.status == "suppressed" for cell in self.cells)
        if self.unit in {"items", "money"}:
            return f"This table counts {self.unit}, which are not protected: every figure is released."
        if self.verdict is Verdict.BLOCK and hidden == len(self.cells) and self.findings:
            return "This table could not be made safe, so nothing of it is shown."
        if not hidden:
            return f"No figure is low (under {self.threshold}): every figure is released."
        extra = hidden - len(self.low_cells)
        least = 0 if self.zeros == "hide" else 1
        return (
            f"Of {len(self.cells)} cells, {hidden} are hidden: {len(self.low_cells)} low (under {self.threshold}), and "
            f"{extra} more so that no low figure can be worked out{', which is the fewest possible' if self.exact and extra else ''}. "
            f"Attacked with everything published, every low cell could still be anything from {least} to {self.threshold - 1}."
        )


def _escaped(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def protect(table: Table, policy: Policy, released: Sequence[Table] = ()) -> Protected:
    """Make a table safe to publish.

    Args:
        table: the officer's table.
        policy: what is low, and how it is hidden.
        released: tables of earlier replies, which a reader can compare with this one.

    Returns:
        The table as it may be published. Where it cannot be made safe, every cell is hidden and a
        finding blocks.
    """
    try:
        return _protected(table, policy, known_from(table, released, policy))
    except (SuppressionError, AttackError) as error:
        finding = Finding(
            "count.unprotected",
            Verdict.BLOCK,
            f"The table {table.source} could not be made safe: {error.what}.",
            error.todo or "Drop a total, merge rows or columns, or leave the table out.",
        )
        return _nothing_shown(table, policy, finding)


def _protected(table: Table, policy: Policy, known: Known) -> Protected:
    keys = list(table.cells)
    number = {key: i for i, key in enumerate(keys)}
    sums = [(number[total], [number[m] for m in members]) for total, members in lines(table)]
    values = _values(table, keys, sums)
    if not table.protected_unit:
        return _result(table, policy, keys, values, frozenset(), frozenset(), {}, [], exact=True)
    low = [i for i, value in enumerate(values) if policy.is_low(value)]
    forced = frozenset(i for i, key in enumerate(keys) if table.cells[key] is None)
    findings = difference_findings(known)
    public = [keys[i] for i in low if keys[i] in known.cells]
    if public:
        findings.append(_already_public(public))
        low = [i for i in low if keys[i] not in known.cells]
    for _ in range(MAX_ROUNDS):
        problem = Problem(
            values,
            sums,
            [_reader_knows(value, policy) for value in values],
            low,
            forced | frozenset(number[k] for k in public),
            frozenset(number[k] for k in known.cells if k not in public),
            [([number[k] for k in group], value) for group, value in known.sums],
        )
        hidden, exact = hidden_cells(problem, policy)
        cells = {keys[i]: (None if i in hidden else _shown(values[i], policy)) for i in range(len(keys))}
        found = attacked(table.dimensions, cells, policy, known.cells, known.sums)
        exposed = [i for i in low if not _contains(found[keys[i]], policy)]
        if not exposed:
            break
        # Counts are whole, which the relaxation that chose the cells does not know: hide a whole line more.
        forced |= _another_line(exposed[0], sums, hidden)
    else:
        raise SuppressionError("a low figure could still be worked out")
    findings += _groups(table, keys, values, hidden)
    return _result(table, policy, keys, values, hidden, frozenset(keys[i] for i in low), found, findings, exact=exact)


def _values(table: Table, keys: Sequence[Key], sums: Sequence[tuple[int, Sequence[int]]]) -> list[int]:
    counts = {i: table.cells[key] for i, key in enumerate(keys)}
    values = {i: None if count is None else count.value for i, count in counts.items()}
    if any(value is None for value in values.values()):
        values |= completed(values, sums)
    return [value for value in values.values() if value is not None]


def _shown(value: int, policy: Policy) -> int:
    """Return what is published of a figure: itself, or rounded half up to the base."""
    base = policy.round_to
    return value if not base else (value + base // 2) // base * base


def _reader_knows(value: int, policy: Policy) -> tuple[float, float]:
    base = policy.round_to
    if not base:
        return value, value
    shown = _shown(value, policy)
    return max(0, shown - base // 2), shown + (base - 1) // 2


def _contains(interval: Interval, policy: Policy) -> bool:
    low, high = interval
    return low <= policy.lowest and (high is None or high >= policy.highest)


def _another_line(cell: int, sums: Sequence[tuple[int, Sequence[int]]], hidden: frozenset[int]) -> frozenset[int]:
    lines_ = [frozenset((total, *members)) for total, members in sums if cell in (total, *members)]
    fresh = [line for line in lines_ if line - hidden]
    if not fresh:
        raise SuppressionError("a low figure could still be worked out")
    return min(fresh, key=lambda line: (len(line - hidden), sorted(line)))


def _already_public(keys: Sequence[Key]) -> Finding:
    return Finding(
        "count.public",
        Verdict.BLOCK,
        f"An earlier reply already gives a low figure for {'; '.join(', '.join(k) for k in keys)}, which hiding it here cannot undo.",
        "Tell your disclosure lead; decide whether to give the figure again, and record the decision.",
    )


def _groups(
    table: Table, keys: Sequence[Key], values: Sequence[int], hidden: frozenset[int]
) -> list[Finding]:
    """Find lines in which one category holds everybody: that tells something about each of them."""
    number = {key: i for i, key in enumerate(keys)}
    named: list[str] = []
    for total, members in lines(table):
        places = [number[m] for m in members]
        if len(places) < 2 or TOTAL in members[0] or any(i in hidden for i in (number[total], *places)):
            continue
        holders = [i for i in places if values[i]]
        if len(holders) == 1:
            place = next(i for i, (a, b) in enumerate(zip(total, members[0], strict=True)) if a != b)
            named.append(f"{', '.join(l for i, l in enumerate(total) if i != place)}: all {keys[holders[0]][place]}")
    if not named:
        return []
    some = "; ".join(named[:3]) + (f" and {len(named) - 3} more" if len(named) > 3 else "")
    return [
        Finding(
            "count.group",
            Verdict.REVIEW,
            f"In {table.source} one category holds everybody ({some}), which tells a reader something about each of them.",
            "If the category is sensitive, merge it with another, or hide the noughts with zeros = hide.",
        )
    ]


def _result(
    table: Table,
    policy: Policy,
    keys: Sequence[Key],
    values: Sequence[int],
    hidden: frozenset[int],
    low: frozenset[Key],
    found: Mapping[Key, Interval],
    findings: Sequence[Finding],
    *,
    exact: bool,
) -> Protected:
    names = [d.name for d in table.dimensions]
    cells = []
    for i, key in enumerate(keys):
        shown = None if i in hidden else _shown(values[i], policy)
        interval = found.get(key) or (shown or 0, shown)
        cells.append(
            Cell(
                dict(zip(names, key, strict=True)),
                "suppressed" if shown is None else "released",
                shown,
                policy.mark if shown is None else f"{shown:,}",
                interval,
            )
        )
    return _protected_table(table, policy, tuple(cells), findings, low, exact=exact)


def _nothing_shown(table: Table, policy: Policy, finding: Finding) -> Protected:
    names = [d.name for d in table.dimensions]
    cells = tuple(
        Cell(dict(zip(names, key, strict=True)), "suppressed", None, policy.mark, (0, None)) for key in table.cells
    )
    low = frozenset(k for k, c in table.cells.items() if c is not None and policy.is_low(c.value))
    return _protected_table(table, policy, cells, [finding], low, exact=False)


def _protected_table(
    table: Table,
    policy: Policy,
    cells: tuple[Cell, ...],
    findings: Sequence[Finding],
    low: frozenset[Key],
    *,
    exact: bool,
) -> Protected:
    return Protected(
        table.title,
        table.source,
        table.dimensions,
        cells,
        policy.threshold,
        policy.zeros,
        table.unit,
        policy.mark,
        policy.round_to,
        tuple(findings),
        exact,
        low,
    )


__all__ = ["Cell", "FoiError", "Protected", "protect"]

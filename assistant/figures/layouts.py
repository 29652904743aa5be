"""From a grid to a table: the layout is recognised, every cell is understood or refused by name."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from assistant.errors import TableError
from assistant.figures.counts import Count
from assistant.figures.sheets import Grid
from assistant.figures.tables import TOTAL, Dimension, Key, Layout, ReadOptions, Table, Unit

MAX_COUNT = 10**12
_TOTAL_LABEL = re.compile(r"(?:grand |overall )?totals?|all|sum", re.IGNORECASE)
_HIDDEN = re.compile(r"\[?[cuxz*]\]?|\*+|\.\.+|:|<\s?\d+|(?:fewer|less) than \w+|suppressed|redacted|withheld|†", re.IGNORECASE)
_UNCLEAR = re.compile(r"|[-–—]|n/?a|nil|none|null|#n/a", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:[,\u00a0\u2009 ]\d{3})+|\d+)(?:\.\d+)?(?:e[+-]?\d+)?|nan|[+-]?inf(?:inity)?", re.IGNORECASE)
_COUNT_NAME = re.compile(
    r"(?:the )?(?:count|counts|number|no\.?|n|value|figure|frequency|total|people|persons|events|cases|incidents|arrests|offences|records|volume|headcount|number of .*)",
    re.IGNORECASE,
)


def is_total(label: str) -> bool:
    """Tell whether a label names a margin (total, all, grand total, sum)."""
    return _TOTAL_LABEL.fullmatch(label.strip(" *:")) is not None


@dataclass(frozen=True, slots=True)
class _Block:
    """The table inside a grid: its title, the line above its header, the header, and its rows."""

    title: str
    above: tuple[str, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    left: int


def arrange(grid: Grid, options: ReadOptions) -> Table:
    """Make a table of a grid.

    Raises:
        TableError: no table is found in it, or a cell, label or total is wrong; names which.
    """
    block = _find_block(grid)
    layout = options.layout or _recognise(block, options)
    unit: Unit = options.unit or "people"
    if layout == "records":
        dimensions, cells = _records(grid, block, options.by)
    elif layout == "long":
        dimensions, cells = _long(grid, block, options.count_column, unit)
    else:
        dimensions, cells = _crosstab(grid, block, unit)
    table = Table(block.title, grid.source, layout, unit, dimensions, cells)
    check_totals(table)
    return table


def _find_block(grid: Grid) -> _Block:
    rows = [(number, row) for number, row in enumerate(grid.rows)]
    start = next((i for i, (_, row) in enumerate(rows) if sum(map(bool, row)) >= 2), None)
    if start is None:
        raise TableError("there is no table in it", where=grid.source, todo="A table has a row of column labels and a column of row labels.")
    titles = [" ".join(filter(None, row)) for _, row in rows[:start] if any(row)]
    above: tuple[str, ...] = ()
    if start and any(rows[start - 1][1]) and not rows[start - 1][1][0]:
        above, titles = rows[start - 1][1], titles[:-1]
    left = min(i for _, row in rows[start:] for i, cell in enumerate(row[: len(row)]) if cell)
    left = min(left, next(i for i, cell in enumerate(rows[start][1]) if cell))
    width = max(i for i, cell in enumerate(rows[start][1]) if cell) + 1
    body: list[tuple[int, tuple[str, ...]]] = []
    ended = False
    for number, row in rows[start + 1 :]:
        if not any(row):
            ended = bool(body)
            continue
        if ended:
            if sum(map(bool, row)) >= 2:
                raise TableError("a second table begins here", where=grid.place(number), todo="Put each table on a sheet or in a file of its own.")
            continue
        if body and sum(map(bool, row)) == 1 and row[left : left + 1] != ("",) and _is_note(row[left]) and width - left > 1:
            ended = True
            continue
        body.append((number, _fitted(grid, number, row, width)))
    header = tuple(rows[start][1][left:width])
    if not body:
        raise TableError("there are labels but no figures under them", where=grid.source, todo="Give the rows of the table too.")
    title = titles[0] if titles else ""
    return _Block(title, above[left:width], header, tuple((n, row[left:width]) for n, row in body), left)


def _is_note(text: str) -> bool:
    return len(text) > 25 or text.lower().startswith(("note", "source", "*", "[", "(", "†"))


def _fitted(grid: Grid, number: int, row: tuple[str, ...], width: int) -> tuple[str, ...]:
    if len(row) > width and any(row[width:]):
        raise TableError(f"the row has more cells than the {width} columns that are labelled", where=grid.place(number), todo="Label every column, or remove what is beside the table.")
    if len(row) < width:
        raise TableError(f"the row has {len(row)} cells where {width} columns are labelled", where=grid.place(number), todo="Fill every cell; write 0 where there are none.")
    return row[:width]


def _looks_counted(cell: str) -> bool:
    return bool(_NUMBER.fullmatch(cell) or _HIDDEN.fullmatch(cell) or _UNCLEAR.fullmatch(cell))


def _recognise(block: _Block, options: ReadOptions) -> Layout:
    """Recognise the layout: labels that repeat down a column are those of a long table."""
    if options.by:
        return "records"
    if options.count_column:
        return "long"
    if len(block.header) < 3:
        return "crosstab"
    texts = [i for i in range(1, len(block.header)) if not all(_looks_counted(row[i]) for _, row in block.rows)]
    first = [row[0] for _, row in block.rows]
    repeated = len(set(first)) < len(first)
    counted = [name for name in block.header[1:] if _COUNT_NAME.fullmatch(name) and not is_total(name)]
    if texts or (repeated and counted):
        return "long"
    return "crosstab"


# --- cells


def parse_cell(text: str, where: str, unit: Unit) -> Count | None:
    """Understand one cell: a count, None where the file hides it.

    Raises:
        TableError: it is neither; says which cell, never what a count is.
    """
    cell = text.strip().strip("'\u200b\ufeff ")
    if _HIDDEN.fullmatch(cell):
        return None
    if _UNCLEAR.fullmatch(cell):
        what = f"{text!r} could mean none or not known" if cell else "the cell is empty, which could mean none or not known"
        raise TableError(what, where=where, todo="Write 0 where there are none, or [c] where the figure is withheld.")
    number = re.sub(r"^£\s*", "", cell) if unit == "money" else cell
    if not _NUMBER.fullmatch(number):
        raise TableError(f"{_short(text)} is not a count", where=where, todo="Write a whole number, 0, or [c] where the figure is withheld.")
    value = float(re.sub(r"[,\u00a0\u2009 ]", "", number))
    if value != value or abs(value) > MAX_COUNT:  # noqa: PLR0124 - nan is unlike itself
        raise TableError("the number is not one that a count can be", where=where, todo="Check the cell.")
    if unit == "money":
        value = round(value)
    if value < 0:
        raise TableError("a count cannot be negative", where=where, todo="Check the cell.")
    if not value.is_integer() if isinstance(value, float) else False:
        raise TableError("a count of people must be a whole number", where=where, todo="Give counts, not shares or rates, or say what is counted with --unit.")
    return Count(where, int(value))


def _short(text: str) -> str:
    return repr(text if len(text) <= 30 else text[:29] + "…")


def _label(text: str, where: str) -> str:
    if not text:
        raise TableError("a label is missing", where=where, todo="Label every row and column.")
    return TOTAL if is_total(text) else text


def _unique(labels: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return labels, margins left out, in order; a label that occurs twice is refused."""
    seen: dict[str, str] = {}
    for label, where in labels:
        if label in seen:
            what = "there are two totals" if label == TOTAL else f"the label {label!r} occurs twice"
            raise TableError(what, where=where, todo=f"The other is at {seen[label].rsplit(', ', 1)[-1]}; give each its own label.")
        seen[label] = where
    return tuple(label for label in seen if label != TOTAL)


# --- layouts


Arranged = tuple[tuple[Dimension, ...], Mapping[Key, Count | None]]


def _crosstab(grid: Grid, block: _Block, unit: Unit) -> Arranged:
    header_row = block.rows[0][0] - 1
    columns = [(_label(text, grid.place(header_row, block.left + i)), grid.place(header_row, block.left + i)) for i, text in enumerate(block.header) if i]
    rows = [(_label(row[0], grid.place(number, block.left)), grid.place(number)) for number, row in block.rows]
    if not any(_NUMBER.fullmatch(cell) or _HIDDEN.fullmatch(cell) for _, row in block.rows for cell in row[1:]):
        raise TableError("there are no figures in it", where=grid.source, todo="Give a table of counts: column labels, row labels, numbers.")
    names = _names(block)
    dimensions = (Dimension(names[0], _unique(rows)), Dimension(names[1], _unique(columns)))
    cells: dict[Key, Count | None] = {}
    for (label, _), (number, row) in zip(rows, block.rows, strict=True):
        for i, (column, _) in enumerate(columns, 1):
            cells[label, column] = parse_cell(row[i], grid.place(number, block.left + i), unit)
    return dimensions, cells


def _names(block: _Block) -> tuple[str, str]:
    """Name the dimensions after the corner ("Region", or "Region / Year") and the line above the columns."""
    parts = [part.strip() for part in re.split(r"\s*[/\\|]\s*|\s+by\s+", block.header[0]) if part.strip()]
    above = next((cell for cell in block.above[1:] if cell), "")
    first = parts[0] if parts else "row"
    second = parts[1] if len(parts) == 2 else above or "column"
    return first, second if second != first else f"{second} (columns)"


def _long(grid: Grid, block: _Block, count_column: str | None, unit: Unit) -> Arranged:
    place = _count_place(grid, block, count_column)
    others = [i for i in range(len(block.header)) if i != place]
    names = _unique([(block.header[i] or f"column {i + 1}", grid.source) for i in others])
    if len(names) != len(others):
        raise TableError("a label column is named as a total", where=grid.source, todo="Rename it.")
    cells: dict[Key, Count | None] = {}
    for number, row in block.rows:
        key = tuple(_label(row[i], grid.place(number, block.left + i)) for i in others)
        if key in cells:
            raise TableError(f"the labels {', '.join(key)} occur twice", where=grid.place(number), todo="Give each combination of labels one row.")
        cells[key] = parse_cell(row[place], grid.place(number, block.left + place), unit)
    dimensions = tuple(
        Dimension(name, tuple(dict.fromkeys(key[i] for key in cells if key[i] != TOTAL))) for i, name in enumerate(names)
    )
    return dimensions, cells


def _count_place(grid: Grid, block: _Block, wanted: str | None) -> int:
    if wanted is not None:
        for i, name in enumerate(block.header):
            if name.lower() == wanted.strip().lower():
                return i
        raise TableError(f"there is no column {wanted!r}", where=grid.source, todo=f"Columns: {', '.join(block.header)}.")
    numeric = [i for i in range(1, len(block.header)) if all(_looks_counted(row[i]) for _, row in block.rows)]
    named = [i for i in numeric if _COUNT_NAME.fullmatch(block.header[i])]
    years = [i for i in numeric if all(re.fullmatch(r"(?:19|20)\d\d", row[i]) for _, row in block.rows)]
    left = named if len(named) == 1 else [i for i in numeric if i not in years]
    if len(left) != 1:
        what = "more than one column could be the counts" if left else "there are no figures in it"
        todo = "Name the count column: --count COLUMN" + ("" if left else ", or count records with --records --by COL,COL") + "."
        raise TableError(what, where=grid.source, todo=todo)
    return left[0]


def _records(grid: Grid, block: _Block, by: Sequence[str]) -> Arranged:
    """Count records by columns; every margin is added, as a reader could add the cells up."""
    lowered = [name.lower() for name in block.header]
    missing = [name for name in by if name.lower() not in lowered]
    if missing:
        raise TableError(f"there is no column {missing[0]!r}", where=grid.source, todo=f"Columns: {', '.join(block.header)}.")
    places = [lowered.index(name.lower()) for name in by]
    counts: Counter[Key] = Counter(
        tuple("(not recorded)" if not row[i] else row[i] + " (category)" if is_total(row[i]) else row[i] for i in places)
        for _, row in block.rows
    )
    dimensions = tuple(
        Dimension(block.header[place], tuple(sorted({key[i] for key in counts}))) for i, place in enumerate(places)
    )
    margins: Counter[Key] = Counter()
    for key, number in counts.items():
        for kept in product((True, False), repeat=len(key)):
            margins[tuple(part if keep else TOTAL for part, keep in zip(key, kept, strict=True))] += number
    cells: dict[Key, Count | None] = {}
    for key in product(*((*d.categories, TOTAL) for d in dimensions)):
        cells[key] = Count(f"{grid.source}: {', '.join(key)}", margins[key])
    return dimensions, cells


# --- totals


def lines(table: Table) -> list[tuple[Key, tuple[Key, ...]]]:
    """Return every sum that the table states: a total, and the cells that make it up."""
    found: list[tuple[Key, tuple[Key, ...]]] = []
    for key in table.cells:
        for place, label in enumerate(key):
            categories = table.dimensions[place].categories
            if label != TOTAL or not categories:
                continue
            # A combination that a long table leaves out has no cases: its total must add up without it.
            members = tuple((*key[:place], category, *key[place + 1 :]) for category in categories)
            present = tuple(member for member in members if member in table.cells)
            if present:
                found.append((key, present))
    return found


def check_totals(table: Table) -> None:
    """Refuse a table whose totals do not add up.

    Raises:
        TableError: names the row or column and the difference, not the figures.
    """
    for total, members in lines(table):
        stated = table.cells[total]
        parts = [table.cells[member] for member in members]
        if stated is None or any(part is None for part in parts):
            continue
        difference = stated.value - sum(part.value for part in parts if part is not None)
        if difference:
            place = next(i for i, (a, b) in enumerate(zip(total, members[0], strict=True)) if a != b)
            line = ", ".join(f"{table.dimensions[i].name} {label}" for i, label in enumerate(total) if i != place) or "the table"
            raise TableError(
                f"the total of {line} is {abs(difference):,} too {'high' if difference > 0 else 'low'}",
                where=stated.where,
                todo="Correct the total or the figures; a total that does not add up cannot be protected.",
            )

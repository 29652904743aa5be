"""From a grid to a table: the layout is recognised, or taken as the officer says."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from assistant.errors import TableError
from assistant.figures.block import Block, find_block
from assistant.figures.cells import could_be_figure, is_figure, is_total, label, parse_cell
from assistant.figures.counts import Count
from assistant.figures.sheets import Grid
from assistant.figures.tables import TOTAL, Dimension, Key, Layout, ReadOptions, Table, Unit
from assistant.figures.totals import check_totals

_MAX_CELLS = 500_000
_COUNT_NAME = re.compile(
    r"(?:the )?(?:count|number|no\.?|n|value|figure|frequency|people|person|event|case|incident|"
    r"arrest|offence|record|volume|headcount|number of .*|count of .*)s?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
Arranged = tuple[tuple[Dimension, ...], Mapping[Key, Count | None]]


def arrange(grid: Grid, options: ReadOptions) -> Table:
    """Make a table of a grid.

    Raises:
        TableError: no table is found in it, or a cell, label or total is wrong; names which.
    """
    block = find_block(grid)
    layout = options.layout or _recognise(block, options)
    unit: Unit = options.unit or "people"
    measure = ""
    if layout == "records":
        dimensions, cells = _records(block, options.by)
    elif layout == "long":
        place = _count_place(block, options.count_column)
        dimensions, cells = _long(block, place, unit)
        measure = block.header[place]
    else:
        dimensions, cells = _crosstab(block, unit)
    table = Table(block.title, grid.source, layout, unit, dimensions, cells, measure)
    check_totals(table)
    return table


def _recognise(block: Block, options: ReadOptions) -> Layout:
    """Recognise the layout: labels that repeat down a column are those of a long table.

    Labels beside one column of counts are a long table of one dimension, unless the column is
    headed by a year, which is worth keeping to compare with other years.
    """
    if options.by:
        return "records"
    if options.count_column:
        return "long"
    names = block.header[1:]
    if len(names) == 1:
        return "crosstab" if _YEAR.search(names[0]) else "long"
    if any(not could_be_figure(text) for _, row in block.rows for text in row[1:]):
        return "long"
    first = [row[0] for _, row in block.rows]
    counted = any(_COUNT_NAME.fullmatch(name) for name in names)
    return "long" if len(set(first)) < len(first) and counted else "crosstab"


def _unique(labels: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return labels, margins left out, in order; a label that occurs twice is refused."""
    seen: dict[str, str] = {}
    for text, where in labels:
        if text in seen:
            what = "there are two totals" if text == TOTAL else f"the label {text!r} occurs twice"
            other = seen[text].rsplit(", ", 1)[-1]
            raise TableError(what, where=where, todo=f"The other is at {other}; give each its own label.")
        seen[text] = where
    return tuple(text for text in seen if text != TOTAL)


# --- crosstabs


def _crosstab(block: Block, unit: Unit) -> Arranged:
    heads = [(text, block.place(block.header_row, n)) for n, text in enumerate(block.header)][1:]
    columns = [(label(text, where), where) for text, where in heads]
    rows = [(label(row[0], where), where) for where, row in _placed(block)]
    if not any(is_figure(text) for _, row in block.rows for text in row[1:]):
        raise _no_figures(block)
    names = _names(block)
    dimensions = (Dimension(names[0], _unique(rows)), Dimension(names[1], _unique(columns)))
    cells: dict[Key, Count | None] = {}
    for (name, _), (number, row) in zip(rows, block.rows, strict=True):
        for n, (column, _) in enumerate(columns, 1):
            cells[name, column] = parse_cell(row[n], block.place(number, n), unit)
    return dimensions, cells


def _placed(block: Block) -> list[tuple[str, tuple[str, ...]]]:
    return [(block.place(number, 0), row) for number, row in block.rows]


def _names(block: Block) -> tuple[str, str]:
    """Name the dimensions after the corner ("Region", or "Region / Year") and the line above."""
    parts = [p.strip() for p in re.split(r"\s*[/\\|]\s*|\s+by\s+", block.header[0]) if p.strip()]
    above = next((cell for cell in block.above[1:] if cell), "")
    first = parts[0] if parts else "row"
    second = parts[1] if len(parts) == 2 else above or "column"
    return first, second if second != first else f"{second} (columns)"


# --- long tables


def _long(block: Block, place: int, unit: Unit) -> Arranged:
    others = [n for n in range(len(block.header)) if n != place]
    if not others:
        raise TableError("there is no column of labels", where=block.grid.source, todo="Give labels and counts.")
    heads = [(block.header[n] or f"column {n + 1}", block.place(block.header_row, n)) for n in others]
    names = _unique(heads)
    cells: dict[Key, Count | None] = {}
    for number, row in block.rows:
        key = tuple(label(row[n], block.place(number, n)) for n in others)
        if key in cells:
            what = "there are two totals" if set(key) == {TOTAL} else f"{', '.join(map(repr, key))} occurs twice"
            raise TableError(what, where=block.grid.place(number), todo="Give each combination of labels one row.")
        cells[key] = parse_cell(row[place], block.place(number, place), unit)
    return _dimensions(names, cells), cells


def _dimensions(names: Sequence[str], cells: Iterable[Key]) -> tuple[Dimension, ...]:
    keys = list(cells)
    return tuple(
        Dimension(name, tuple(dict.fromkeys(key[n] for key in keys if key[n] != TOTAL))) for n, name in enumerate(names)
    )


def _count_place(block: Block, wanted: str | None) -> int:
    """Return the place of the count column: the one named, or the only one that it can be."""
    if wanted is not None:
        return _column(block, wanted)
    columns = range(1, len(block.header))
    filled = {n: [row[n] for _, row in block.rows] for n in columns}
    counted = [n for n, texts in filled.items() if all(map(could_be_figure, texts)) and any(map(is_figure, texts))]
    named = [n for n in counted if _COUNT_NAME.fullmatch(block.header[n])]
    other = [n for n in counted if not all(map(_YEAR.fullmatch, filled[n]))]
    left = named if len(named) == 1 else other if len(columns) > 1 else counted
    if not left and len(columns) == 1:
        left = list(columns) if any(is_figure(text) for text in filled[1]) else []
    if not left:
        raise _no_figures(block)
    if len(left) > 1:
        raise TableError(
            "more than one column could be the counts",
            where=block.grid.source,
            todo="Name the count column: --count COLUMN.",
        )
    return left[0]


def _column(block: Block, wanted: str) -> int:
    lowered = [name.casefold() for name in block.header]
    if wanted.strip().casefold() not in lowered:
        raise TableError(
            f"there is no column {wanted!r}",
            where=block.grid.source,
            todo=f"Columns: {', '.join(filter(None, block.header))}.",
        )
    return lowered.index(wanted.strip().casefold())


def _no_figures(block: Block) -> TableError:
    return TableError(
        "there are no figures in it",
        where=block.grid.source,
        todo="Name the count column with --count COLUMN; or, if each row is one person or event, "
        "count the rows with --records --by COL,COL.",
    )


# --- records


def _records(block: Block, by: Sequence[str]) -> Arranged:
    """Count records by columns; every margin is added, as a reader could add the cells up."""
    places = [_column(block, name) for name in by]
    if len(set(places)) < len(places):
        raise TableError("a column is named twice", where="--by", todo="Name each column once.")
    counts: Counter[Key] = Counter(tuple(row[n] for n in places) for _, row in block.rows)
    counted: Counter[Key] = Counter()
    for key, number in counts.items():
        counted[tuple(map(_category, key))] += number
    names = [block.header[n] for n in places]
    dimensions = tuple(Dimension(name, tuple(sorted({key[n] for key in counted}))) for n, name in enumerate(names))
    labels = [(*dimension.categories, TOTAL) for dimension in dimensions]
    _refuse_sprawl(block, [len(one) for one in labels])
    margins: Counter[Key] = Counter()
    for key, number in counted.items():
        for over in product(*((text, TOTAL) for text in key)):
            margins[over] += number
    where = block.grid.source
    return dimensions, {key: Count(f"{where}: {', '.join(key)}", margins[key]) for key in product(*labels)}


def _category(text: str) -> str:
    """Return a record's label; a record that says "all" is a category and not a margin."""
    if not text:
        return "(not recorded)"
    return f"{text} (category)" if is_total(text) else text


def _refuse_sprawl(block: Block, sizes: Sequence[int]) -> None:
    cells = 1
    for size in sizes:
        cells *= size
    if cells > _MAX_CELLS:
        raise TableError(
            "the columns have too many different labels to be a table",
            where=block.grid.source,
            todo="Count by fewer columns, or by broader categories.",
        )

"""From a grid to a table: the layout is recognised, or taken as the officer says."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from assistant.errors import TableError
from assistant.figures.counts import Count
from assistant.figures.reading.beside import Beside
from assistant.figures.reading.block import Block, find_block
from assistant.figures.reading.cells import could_be_figure, is_figure, is_number, is_total, label, parse_cell
from assistant.figures.reading.row_labels import combined
from assistant.figures.reading.sheets import Grid
from assistant.figures.reading.subtotals import with_subtotals
from assistant.figures.reading.totals_anew import with_totals_anew
from assistant.figures.suppression.totals import check_totals
from assistant.figures.tables import TOTAL, Dimension, Key, Layout, ReadOptions, Table, Unit

_MAX_CELLS = 500_000
_COUNT_NAME = re.compile(
    r"(?:the )?(?:count|number|no\.?|n|value|figure|frequency|people|person|event|case|incident|"
    r"arrest|offence|record|volume|headcount|number of .*|count of .*)s?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBERED = re.compile(
    r"(?:.*\b)?(?:years?|quarters?|months?|weeks?|days?|dates?|hours?|ages?|bands?|grades?|classe?s?|wards?|districts?|"
    r"levels?|codes?|ids?|groups?|bedrooms?|children|decile|quintile)\b.*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Arranged:
    """What a layout gives.

    Attributes:
        dimensions: of the table.
        cells: its counts.
        rows: the labels of each row, for what stands beside the counts.
        columns: the labels of each column of counts.
        measure: what the counts are called.
    """

    dimensions: tuple[Dimension, ...]
    cells: Mapping[Key, Count | None]
    rows: Sequence[Key] = ()
    columns: Sequence[Key] = ()
    measure: str = ""


def arrange(grid: Grid, options: ReadOptions) -> Table:
    """Make a table of a grid that holds one.

    Raises:
        TableError: no table is found in it, or a cell, label or total is wrong; names which.
    """
    return arrange_block(find_block(grid), options)


def arrange_block(block: Block, options: ReadOptions) -> Table:
    """Make a table of a block of cells.

    Raises:
        TableError: a cell, label or total is wrong; names which.
    """
    unit: Unit = options.unit or "people"
    if options.layout == "records" or (options.layout is None and options.by):
        return _table(block, "records", unit, _records(block, options.by))
    beside = Beside.of(block, unit, options.count_column)
    counts = beside.counts
    layout = options.layout or _recognise(counts, options, beside.labels)
    if layout == "long":
        arranged = _long(counts, _count_place(counts, options.count_column), unit)
    else:
        arranged = _crosstab(counts, beside.labels, unit)
    table = beside.beside(_table(block, layout, unit, arranged), arranged.rows, arranged.columns)
    return _with_sums(table, block.grid.hidden, options)


def _table(block: Block, layout: Layout, unit: Unit, arranged: Arranged) -> Table:
    return Table(
        title=block.title,
        source=block.grid.source,
        layout=layout,
        unit=unit,
        dimensions=arranged.dimensions,
        cells=arranged.cells,
        measure=arranged.measure,
        place=block.extent(),
        remarks=(*filter(None, [block.grid.hidden]), *block.grid.remarks),
    )


def _with_sums(table: Table, hidden: str, options: ReadOptions) -> Table:
    """Find the subtotals of a table and check that all adds up, or make it so where the officer says."""
    try:
        table = with_subtotals(table, trusted=options.trust_cells)
        if options.trust_cells:
            table = with_totals_anew(table)
        check_totals(table)
    except TableError as error:
        if not hidden:
            raise
        raise TableError(error.what, where=error.where, todo=f"{error.todo} {hidden}") from None
    return table


def _recognise(block: Block, options: ReadOptions, labels: int) -> Layout:
    """Recognise the layout: labels that repeat down a column are those of a long table.

    Labels beside one column of counts are a long table of one dimension, unless the column is
    headed by a year, which is worth keeping to compare with other years.
    """
    names = block.header[labels:]
    if options.count_column or not names:
        return "long"
    if len(names) == 1:
        return "crosstab" if labels == 1 and _YEAR.search(names[0]) else "long"
    if any(_is_words([row[n] for _, row in block.rows]) for n in range(labels, len(block.heads))):
        return "long"
    if len(block.heads[-1]) > 1 or not any(_COUNT_NAME.fullmatch(name) for name in names):
        return "crosstab"
    first = [row[:labels] for _, row in block.rows]
    doubled = len(set(first)) < len(first)
    return "long" if doubled or any(not could_be_figure(c) for _, r in block.rows for c in r[labels:]) else "crosstab"


def _is_words(cells: Sequence[str]) -> bool:
    return not any(map(is_number, cells)) and any(not could_be_figure(cell) for cell in cells)


def _unique(labels: Iterable[tuple[Key, str]]) -> None:
    """Refuse labels of which one occurs twice."""
    seen: dict[Key, str] = {}
    for key, where in labels:
        if key in seen:
            what = "there are two totals" if set(key) == {TOTAL} else f"the label {', '.join(key)!r} occurs twice"
            other = seen[key].rsplit(", ", 1)[-1]
            raise TableError(what, where=where, todo=f"The other is at {other}; give each its own label.")
        seen[key] = where


# --- crosstabs


def _crosstab(block: Block, labels: int, unit: Unit) -> Arranged:
    if not any(is_figure(text) for _, row in block.rows for text in row[labels:]):
        raise _no_figures(block)
    rows, crossed = combined([_row_key(block, number, row[:labels]) for number, row in block.rows])
    heads = [_column_key(block, n) for n in range(labels, len(block.heads))]
    measure = _one_measure(heads)
    columns, _ = combined([key[:1] for key in heads] if measure else heads)
    _unique(zip(rows, [block.place(number, 0) for number, _ in block.rows], strict=True))
    _unique(zip(columns, [block.place(block.header_row, n) for n in range(labels, len(block.heads))], strict=True))
    names = _names(block, labels, len(rows[0]), len(columns[0]))
    if not crossed:
        names = (" ".join(filter(None, block.header[:labels])), *names[1:])
    cells: dict[Key, Count | None] = {}
    for row, (number, texts) in zip(rows, block.rows, strict=True):
        for n, column in enumerate(columns, labels):
            cells[row + column] = parse_cell(texts[n], block.place(number, n), unit)
    return Arranged(_dimensions(names, cells), cells, rows, columns, measure)


def _row_key(block: Block, number: int, texts: Sequence[str]) -> Key:
    return tuple(label(text, block.place(number, n)) for n, text in enumerate(texts))


def _column_key(block: Block, column: int) -> Key:
    """Return the labels of a column from the top line down; the lower one may be "" ."""
    first, *lower = block.heads[column]
    where = block.place(block.header_row, column)
    return (label(first, where), *(TOTAL if is_total(text) else text for text in lower))


def _one_measure(heads: Sequence[Key]) -> str:
    """Return what the counts are called where the lower line of a header says nothing else."""
    below = {key[1] for key in heads if len(key) > 1 and key != (TOTAL, "")}
    name = below.pop() if len(below) == 1 else ""
    return name if _COUNT_NAME.fullmatch(name) else ""


def _names(block: Block, labels: int, down: int, across: int) -> tuple[str, ...]:
    """Name the dimensions after the corner ("Region", or "Region / Year") and the line above."""
    corners = [p.strip() for p in re.split(r"\s*[/\\|]\s*|\s+by\s+", block.header[labels - 1]) if p.strip()]
    named = len(corners) == 1 + across
    first = [*(block.header[: labels - 1] if down > 1 else ()), corners[0] if corners else ""]
    above = next((cell for cell in block.above[1:] if cell), "")
    names = [name or ("row" if not n else f"row {n + 1}") for n, name in enumerate(first)]
    others = corners[1:] if named else [above or "column", "column below"][:across]
    for other in others:
        names.append(f"{other} (columns)" if other in names else other)
    return tuple(names)


# --- long tables


def _long(block: Block, place: int, unit: Unit) -> Arranged:
    others = [n for n in range(len(block.header)) if n != place]
    if not others:
        raise TableError("there is no column of labels", where=block.grid.source, todo="Give labels and counts.")
    heads = [(block.header[n] or f"column {n + 1}", block.place(block.header_row, n)) for n in others]
    _unique(((name,), where) for name, where in heads)
    names = [name for name, _ in heads]
    cells: dict[Key, Count | None] = {}
    for number, row in block.rows:
        key = tuple(label(row[n], block.place(number, n)) for n in others)
        if key in cells:
            what = "there are two totals" if set(key) == {TOTAL} else f"{', '.join(map(repr, key))} occurs twice"
            raise TableError(what, where=block.grid.place(number), todo="Give each combination of labels one row.")
        cells[key] = parse_cell(row[place], block.place(number, place), unit)
    return Arranged(_dimensions(names, cells), cells, list(cells), (), block.header[place])


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
    if len(left) > 1 or any(_could_count(block.header[n], filled[n]) for n in columns if n != left[0]):
        raise TableError(
            "more than one column could be the counts",
            where=block.grid.source,
            todo="Name the count column: --count COLUMN.",
        )
    return left[0]


def _could_count(name: str, cells: Sequence[str]) -> bool:
    """Tell whether a column beside the counts holds figures that are not known to be labels: they would be published."""
    return not _NUMBERED.fullmatch(name) and any(is_number(cell) and not _YEAR.fullmatch(cell) for cell in cells)


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
    return Arranged(dimensions, {key: Count(f"{where}: {', '.join(key)}", margins[key]) for key in product(*labels)})


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

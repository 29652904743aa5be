"""What columns beside the counts say ("% of total", "Rate per 1,000", "Change 2023 to 2024", "Mean age").

A column means what its header says it may and all its figures bear out. Its figures were worked out by
the officer, from counts that may not be published; so they are as much a secret as the counts are.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Protocol

from assistant.errors import TableError
from assistant.figures.beside_counts.columns import Column, Meaning
from assistant.figures.beside_counts.statements import AVERAGES, Statement
from assistant.figures.tables import TOTAL, Key, Table

_WORDS: tuple[tuple[Meaning, str], ...] = (
    ("rank", r"\brank(?:ed|ing)?\b|\bposition\b"),
    ("median", r"\bmedian\b"),
    ("mean", r"\b(?:mean|average|avg)\b"),
    ("minimum", r"\b(?:min|minimum|lowest|youngest|shortest)\b"),
    ("maximum", r"\b(?:max|maximum|highest|oldest|longest)\b"),
    ("change", r"\b(?:change|changed|increase|decrease|growth|variation|difference|diff)\b"),
    ("rate", r"\brates?\b|\bper\s+(?!cent)\S"),
    ("share", r"%|\bper\s?cent(?:age)?s?\b|\bshares?\b|\bproportions?\b"),
    ("population", r"\b(?:population|residents|inhabitants)\b"),
)
_PER = re.compile(
    r"\bper\s+(?:(?P<number>\d[\d,]*)|(?:a |one )?(?P<word>(?:ten |hundred )?thousand|hundred|million)|head|capita)",
    re.IGNORECASE,
)
_WORD = {"hundred": 100, "thousand": 10**3, "ten thousand": 10**4, "hundred thousand": 10**5, "million": 10**6}
_USUAL = (100, 10**3, 10**4, 10**5, 10**6)
# A number with so many places was not typed by anybody.
_KEPT_PLACES = 6
_NOT_FIGURE = re.compile(r"[\s,£%+\u00a0]")
Pattern = Mapping[Key, Statement]


class Aside(Protocol):
    """A column that holds no counts, as the reading puts it aside.

    Attributes:
        name: its header.
        texts: what stands in it, by the labels of the row.
        places: where that stands, likewise.
    """

    @property
    def name(self) -> str: ...
    @property
    def texts(self) -> Mapping[Key, str]: ...
    @property
    def places(self) -> Mapping[Key, str]: ...


@dataclass(frozen=True, slots=True)
class _Figures:
    column: Aside
    numbers: Mapping[Key, Decimal] = field(repr=False)
    percent: bool


def recognise(table: Table, aside: Sequence[Aside]) -> tuple[Column, ...]:
    """Find out what columns beside the counts say.

    Args:
        table: the counts.
        aside: the columns. Their rows are named by all the labels of a cell, or by all but the last
            dimension's, as they are in a crosstab.

    Raises:
        TableError: a column bears no reading, or more than one; names it.
    """
    read = [_read(column) for column in aside]
    populations = [one for one in read if _meanings(one) == ["population"]]
    return tuple(_recognised(table, one, populations) for one in read)


def recognise_rows(table: Table, aside: Sequence[Aside]) -> tuple[Column, ...]:
    """Find out what rows below the counts of a crosstab say, as ``recognise`` does for columns.

    Returns:
        Columns by the labels of the crosstab's columns, to be printed as rows.
    """
    if not aside:
        return ()
    turned = replace(
        table, dimensions=table.dimensions[::-1], cells={key[::-1]: count for key, count in table.cells.items()}
    )
    return tuple(_turned(column) for column in recognise(turned, aside))


def _turned(column: Column) -> Column:
    """Return a column with the cells that it speaks of named row first."""
    return replace(
        column,
        statements={row: one.renamed(lambda key: key[::-1]) for row, one in column.statements.items()},
        cells={row: tuple(key[::-1] for key in cells) for row, cells in column.cells.items()},
    )


def _read(column: Aside) -> _Figures:
    numbers: dict[Key, Decimal] = {}
    for row, text in column.texts.items():
        try:
            number = Decimal(_NOT_FIGURE.sub("", text).replace("\u2212", "-"))
        except InvalidOperation:
            if not any(c.isdigit() for c in text):
                continue
            raise TableError(
                f"the column {column.name!r} holds something that is not a number",
                where=column.places.get(row, ""),
                todo="Write a plain number, or leave the cell empty.",
            ) from None
        if number.is_finite():
            numbers[row] = number
    percent = "%" in column.name or any(text.strip().endswith("%") for text in column.texts.values())
    return _Figures(column, _as_percentages(numbers) if percent else numbers, percent)


def _as_percentages(numbers: Mapping[Key, Decimal]) -> Mapping[Key, Decimal]:
    """Return what a spreadsheet shows as 34.4% and keeps as 0.344262295081967, as it shows it."""
    if all(_places(number) < _KEPT_PLACES for number in numbers.values()) or max(map(abs, numbers.values())) > 1:
        return numbers
    return {row: (100 * number).quantize(Decimal("0.1"), ROUND_HALF_UP) for row, number in numbers.items()}


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def _meanings(figures: _Figures) -> list[Meaning]:
    """Return what a column can be by its header; where that does not say, by a percent sign in its cells."""
    name = figures.column.name
    found = [meaning for meaning, words in _WORDS if re.search(words, name, re.IGNORECASE)]
    if found[:1] == ["rate"]:
        return ["rate", "share"]
    return found[:1] or (["share", "change"] if figures.percent else [])


def _recognised(table: Table, figures: _Figures, populations: Sequence[_Figures]) -> Column:
    meanings, column = _meanings(figures), figures.column
    if meanings == ["population"]:
        return Column(column.name, "population", {}, texts=column.texts)
    if meanings and meanings[0] in AVERAGES:
        return _average(table, figures, meanings[0])
    if meanings == ["rank"]:
        return _ranking(table, figures)
    found: dict[tuple[int, int], list[tuple[Pattern, Pattern]]] = {}
    for meaning in meanings:
        for pattern in _patterns(table, figures, meaning, populations):
            filled = _borne_out(table, figures, pattern)
            if filled and (pattern, filled) not in found.setdefault(_likely(figures, pattern), []):
                found[_likely(figures, pattern)].append((pattern, filled))
    if not found:
        raise _unclear(figures, meanings)
    best = found[max(found)]
    if len(best) > 1:
        raise _ambiguous(figures, [one for one, _ in best])
    pattern, filled = best[0]
    cells = {row: one.cells for row, one in pattern.items()}
    texts = {row: text for row, text in column.texts.items() if row not in filled}
    return Column(column.name, next(iter(filled.values())).kind, filled, cells, texts)


def _unclear(figures: _Figures, meanings: Sequence[Meaning]) -> TableError:
    name, where = figures.column.name, next(iter(figures.column.places.values()), "")
    if not meanings:
        todo = "Say in its header what it is: a share, a rate per 1,000, a change, a mean; or leave it out."
        return TableError(f"it is not clear what the column {name!r} says", where=where, todo=todo)
    todo = "Correct it, name in its header the columns that it is worked out of, or leave it out."
    if meanings[0] == "rate":
        todo = "Give what it is a rate of in a column headed Population, or leave it out."
    what = f"the column {name!r} matches no {meanings[0]} of the table's own counts"
    return TableError(what, where=where, todo=todo)


def _ambiguous(figures: _Figures, patterns: Sequence[Pattern]) -> TableError:
    first = [next(iter(one.values())) for one in patterns[:2]]
    told = " or of ".join(" and ".join(f"({', '.join(cell)})" for cell in one.cells) for one in first)
    return TableError(
        f"the column {figures.column.name!r} can be read in more than one way: of {told}",
        where=next(iter(figures.column.places.values()), ""),
        todo="Name in its header the columns that it is worked out of.",
    )


# --- what a column could mean


def _patterns(table: Table, figures: _Figures, meaning: Meaning, populations: Sequence[_Figures]) -> Iterator[Pattern]:
    """Yield for each way to read a column what its rows would say, without their figures."""
    for cells in _numerators(table, figures):
        if meaning == "change":
            kinds = ("change",) if figures.percent else ("difference", "change")
            for bases in _others(table, cells):
                for kind in kinds:
                    yield from _pairs(table, cells, bases, Statement(kind, ()))  # type: ignore[arg-type]
        elif meaning == "share":
            for per in _pers(figures):
                for bases in (*_wholes(table, cells), *_others(table, cells)):
                    yield from _pairs(table, cells, bases, Statement("share", (), per=per))
        else:
            for per in _pers(figures):
                for one in populations:
                    yield {
                        row: Statement("rate", cell, per=per, population=int(one.numbers[row]))
                        for row, cell in cells.items()
                        if cell in table.cells and one.numbers.get(row, 0) >= 1
                    }


def _pers(figures: _Figures) -> Sequence[int]:
    """Return out of how many the figures can be."""
    said = _PER.search(figures.column.name)
    if said is None:
        rate = _meanings(figures)[:1] == ["rate"]
        return (100,) if figures.percent else _USUAL if rate else (100, 1)
    if said["number"]:
        return (int(said["number"].replace(",", "")),)
    return (_WORD[" ".join(said["word"].lower().split())] if said["word"] else 1,)


def _numerators(table: Table, figures: _Figures) -> Iterator[Mapping[Key, Key]]:
    """Yield the cells that the rows can be about."""
    rows = list(figures.column.texts)
    if all(len(row) == len(table.dimensions) for row in rows):
        yield {row: row for row in rows}
    elif all(len(row) == len(table.dimensions) - 1 for row in rows):
        for label in (TOTAL, *table.dimensions[-1].categories):
            yield {row: (*row, label) for row in rows}


def _wholes(table: Table, cells: Mapping[Key, Key]) -> Iterator[Mapping[Key, Key]]:
    """Yield the totals that cells can be shares of: along one dimension, within its subtotal, or of everybody."""
    for place, dimension in enumerate(table.dimensions):
        yield {row: (*cell[:place], TOTAL, *cell[place + 1 :]) for row, cell in cells.items()}
        if dimension.subtotals:
            over = {row: (*dimension.over(cell[place]), TOTAL)[1] for row, cell in cells.items()}
            yield {row: (*cell[:place], over[row], *cell[place + 1 :]) for row, cell in cells.items()}
    yield {row: (TOTAL,) * len(table.dimensions) for row in cells}


def _others(table: Table, cells: Mapping[Key, Key]) -> Iterator[Mapping[Key, Key]]:
    """Yield what cells can be set against besides: another column of the same row, or the category before."""
    if any(row != cell for row, cell in cells.items()):
        for label in table.dimensions[-1].categories:
            yield {row: (*row, label) for row in cells}
        return
    for place, dimension in enumerate(table.dimensions):
        plain = dimension.plain()
        before = dict(zip(plain[1:], plain, strict=False))
        yield {
            row: (*cell[:place], before[cell[place]], *cell[place + 1 :])
            for row, cell in cells.items()
            if cell[place] in before
        }


def _pairs(table: Table, cells: Mapping[Key, Key], bases: Mapping[Key, Key], like: Statement) -> Iterator[Pattern]:
    pairs = {row: (cells[row], base) for row, base in bases.items()}
    found = {
        row: replace(like, of=of, base=base)
        for row, (of, base) in pairs.items()
        if of in table.cells and base in table.cells
    }
    if any(one.of != one.base for one in found.values()):
        yield found


def _likely(figures: _Figures, pattern: Pattern) -> tuple[int, int]:
    """Weigh a reading: first by the labels that the header names, then by whether it is of margins."""
    header = figures.column.name.casefold()
    row, one = next(iter(pattern.items()))
    labels = {label.casefold() for cell in one.cells for label in cell if label not in row and label != TOTAL}
    named = sum(bool(re.search(rf"\b{re.escape(label)}\b", header)) for label in labels)
    margins = one.base is not None and TOTAL in one.base and not labels
    return named - len(labels), int(margins)


# --- what its figures bear out


def _borne_out(table: Table, figures: _Figures, pattern: Pattern) -> Pattern | None:
    """Return what the rows say, if the counts bear all of it out; None if they do not, or can tell nothing.

    A column is printed to as many decimals as its longest figure; or each figure to its own.
    """
    counts = {key: count.value for key, count in table.cells.items() if count is not None}
    longest = max(map(_decimals, figures.numbers.values()), default=0)
    for decimals in (longest, None):
        filled = {}
        for row, number in figures.numbers.items():
            one = pattern.get(row)
            if one is None:
                return None
            if number == 0 and one.base is not None and counts.get(one.base) == 0:
                continue  # a share of nobody, written as nought, says nothing
            filled[row] = _with_figure(one, number, _decimals(number) if decimals is None else decimals)
        known = [one for one in filled.values() if all(cell in counts for cell in one.cells)]
        if known and all(one.agrees_with(counts) for one in known):
            return filled
    return None


def _with_figure(statement: Statement, number: Decimal, decimals: int) -> Statement:
    return replace(statement, figure=number.quantize(Decimal(1).scaleb(-decimals)), decimals=decimals)


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


# --- averages and ranks


def _about(table: Table, figures: _Figures) -> Mapping[Key, Key]:
    """Return the cells that the rows are about: those named in the header, or else the totals."""
    ways = list(_numerators(table, figures))
    if not ways:
        raise _unclear(figures, [])
    header = figures.column.name.casefold()
    last = table.dimensions[-1].categories
    named = [n for n, label in enumerate(last, 1) if re.search(rf"\b{re.escape(label.casefold())}\b", header)]
    if len(ways) == 1 or (not named and len(last) > 1):
        return ways[0]
    return ways[named[0] if named else 1]


def _average(table: Table, figures: _Figures, kind: Meaning) -> Column:
    cells, name = _about(table, figures), figures.column.name
    longest = max(map(_decimals, figures.numbers.values()), default=0)
    statements = {
        row: _with_figure(Statement(kind, cells[row], name=name), number, longest)  # type: ignore[arg-type]
        for row, number in figures.numbers.items()
    }
    texts = {row: text for row, text in figures.column.texts.items() if row not in statements}
    return Column(name, kind, statements, {row: (cell,) for row, cell in cells.items()}, texts)


def _ranking(table: Table, figures: _Figures) -> Column:
    cells = _about(table, figures)
    counts = {key: count.value for key, count in table.cells.items() if count is not None}
    rows = sorted(figures.numbers, key=lambda row: figures.numbers[row])
    ways = [rows, rows[::-1]] if all(cells[row] in table.cells for row in rows) and len(rows) > 1 else []
    for order in ways:
        keys = [cells[row] for row in order]
        strict = Statement(
            "rank", keys[0], more=tuple(keys[1:]), places=tuple(int(figures.numbers[row]) for row in order)
        )
        for one in (strict, replace(strict, places=())):
            if all(key in counts for key in keys) and one.agrees_with(counts):
                return Column(figures.column.name, "rank", {rows[0]: one}, texts=figures.column.texts)
    raise _unclear(figures, ["rank"])

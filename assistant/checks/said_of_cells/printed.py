"""What the tables that a letter prints say of the cells of one of the officer's own."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.checks.numbers import lexicon, prose
from assistant.checks.numbers.quantity import Quantity, Role
from assistant.checks.page import Page
from assistant.checks.said_of_cells.cells import ALL, Cells, Picks, Selection, wider
from assistant.checks.said_of_cells.labels import Labels
from assistant.checks.said_of_cells.sizes import as_percentage, size_of
from assistant.checks.said_of_cells.statements import Said
from assistant.checks.tables import TOTALS, Cell, PrintedTable
from assistant.figures.letter_attack import Reading
from assistant.figures.protected import Protected
from assistant.figures.tables import Table

_SHARE = re.compile(
    r"\(?(?:%|per\s?cent\b|percentage\b|proportion\b|share\b)(?: of)?(?: total| all)?\)?", re.IGNORECASE
)
_COUNTED = frozenset({"number", "count", "figure", "total", "people", "frequency", "n"})
_NOT_COUNTS = frozenset({Role.MONEY, Role.DATE, Role.CITATION, Role.REFERENCE, Role.AGE, Role.STRUCTURE})


@dataclass(frozen=True, slots=True)
class _Place:
    """A printed cell and the cells of the officer's table that it is about."""

    cell: Cell
    picks: Picks
    words: str
    of_shares: bool


def in_tables(page: Page, table: Table, safe: Protected, cells: Cells) -> Iterator[Said]:
    """Yield what the printed cells of a letter say of a table, but those that repeat what is published of it."""
    if not page.tables:
        return
    published = {safe.key_of(cell): cell.text for cell in safe.cells}
    inside = _quantities_by_cell(page)
    for number, printed in enumerate(page.tables):
        places = list(_Match(table, printed).places())
        firm = _is_the_same(places, published)
        for place in places:
            if _plain(place.cell.text) != published.get(_key(place.picks)):
                yield from _said(page, place, inside.get(place.cell.start, []), cells, -1 - number, firm=firm)


def _said(
    page: Page, place: _Place, quantities: Sequence[Quantity], cells: Cells, number: int, *, firm: bool
) -> Iterator[Said]:
    start, end = page.prose.folded.start(place.cell.start), page.prose.folded.end(place.cell.end)
    for quantity in quantities[:2]:
        size, of = size_of(page.prose, quantity), cells.terms(place.picks)
        if place.of_shares and not size.per:
            size = as_percentage(page.prose, quantity)
        if not of or quantity.role in _NOT_COUNTS:
            continue
        readings = [Reading((size.of_count(of),), firm and quantity is quantities[0])]
        if size.per:
            wholes = [base for one in wider(place.picks) if (base := cells.terms(one))]
            readings = [Reading(lines) for base in wholes for lines in size.of_share(of, base)]
        yield Said(tuple(readings), start, end, (start, end), number, (start, end), not size.per, place.words)


def _quantities_by_cell(page: Page) -> Mapping[int, list[Quantity]]:
    """Return the numbers in each printed cell, by where the cell starts."""
    starts = {position: cell.start for one in page.tables for position, cell in _places_of(one)}
    found: dict[int, list[Quantity]] = {}
    for quantity in page.quantities:
        table = page.table_at(page.prose.starts[quantity.core])
        if table is not None and (begin := starts.get(page.prose.starts[quantity.token])) is not None:
            found.setdefault(begin, []).append(quantity)
    return found


def _places_of(table: PrintedTable) -> Iterator[tuple[int, Cell]]:
    for row in table.rows:
        for cell in row[1:]:
            yield from ((position, cell) for position in range(cell.start, cell.end))


def _is_the_same(places: Sequence[_Place], published: Mapping[tuple[str, ...], str]) -> bool:
    """Tell whether a printed table counts what the officer's does: half of what both show, or more, is the same."""
    both = [
        (_plain(one.cell.text), text) for one in places if (text := published.get(_key(one.picks), "")).strip("[]*")
    ]
    both = [(mine, theirs) for mine, theirs in both if theirs[:1].isdigit() and mine[:1].isdigit()]
    return bool(both) and 2 * sum(mine == theirs for mine, theirs in both) >= len(both)


class _Match:
    """The labels of a printed table set against those of the officer's."""

    def __init__(self, table: Table, printed: PrintedTable) -> None:
        self._dimensions, self._printed = table.dimensions, printed
        self._labels = [{_plain(label): label for label in one.categories} for one in table.dimensions]
        self._caption = self._said_above(Labels(table.dimensions))
        self._heads = self._label_columns()

    def places(self) -> Iterator[_Place]:
        """Yield the cells below a heading that is understood, in rows whose labels are."""
        if not self._heads:
            return
        columns = {n: one for n, cell in enumerate(self._printed.header) if (one := self._heading(n, cell)) is not None}
        for row in self._printed.rows:
            given = self._row(row)
            for column, more in columns.items() if given is not None else ():
                if column < len(row):
                    chosen = {**self._caption, **(given or {}), **more}
                    picks = tuple(chosen.get(n, ALL) for n in range(len(self._dimensions)))
                    words = " / ".join(cell.text for cell in (row[0], self._printed.header[column]))
                    shares = bool(_SHARE.search(self._printed.header[column].text))
                    yield _Place(row[column], picks, words, shares)

    def _said_above(self, labels: Labels) -> dict[int, Selection]:
        words = prose.read(self._printed.caption)
        return {one.place: ((one.label, 1),) for one in labels.mentions(words, 0, words.size)}

    def _label_columns(self) -> dict[int, int]:
        """Return which leading columns hold the labels of which dimension."""
        found: dict[int, int] = {}
        for column in range(max(map(len, self._printed.rows))):
            texts = [_plain(row[column].text) for row in self._printed.rows if column < len(row)]
            texts = [text for text in texts if text not in TOTALS]
            for place, labels in enumerate(self._labels):
                if place not in found.values() and texts and 2 * sum(text in labels for text in texts) >= len(texts):
                    found[column] = place
                    break
            else:
                break
        return found

    def _heading(self, column: int, cell: Cell) -> dict[int, Selection] | None:
        """Return what a column's heading says: a label, or that the row's own count stands below."""
        if column in self._heads:
            return None
        text = _plain(_SHARE.sub(" ", cell.text))
        for place, labels in enumerate(self._labels):
            if text in labels and place not in self._heads.values():
                return {place: ((labels[text], 1),)}
        words = [lexicon.singular(word) for word in text.split()]
        counted = text in TOTALS or any(
            word in _COUNTED or lexicon.noun_class(word) in {"person", "event"} for word in words
        )
        return {} if counted else None

    def _row(self, row: Sequence[Cell]) -> dict[int, Selection] | None:
        found: dict[int, Selection] = {}
        for column, place in self._heads.items():
            text = _plain(row[column].text) if column < len(row) else ""
            if text in self._labels[place]:
                found[place] = ((self._labels[place][text], 1),)
            elif text in TOTALS:
                found[place] = ALL
            else:
                return None
        return found


def _key(picks: Picks) -> tuple[str, ...]:
    return tuple(pick[0][0] for pick in picks)


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("*", "").split())

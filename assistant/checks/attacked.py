"""Low cells that the letter's own sentences and tables give away together: ``count.derivable``.

"There were 57 arrests in 2023" and, a page on, "54 were not de-arrested" tell what the table hides. With the officer's
figures, everything that the letter says of their cells joins what is published and what was released before, and is
attacked. What does not fit the figures at all is ``number.contradicts``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.checks.decided import own_rows
from assistant.checks.numbers.quantity import Role
from assistant.checks.protected import PROTECTED, PROTECTED_REMEDY
from assistant.findings import Finding, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.checks.material import Figures
    from assistant.checks.page import Page
    from assistant.checks.said_of_cells.statements import Said
    from assistant.figures.letter_attack import Exposure
    from assistant.figures.tables import Key

GIVEN_AWAY = "Beside the tables, this tells more of a figure that is held back ({cell}) than that it is withheld."
TOGETHER = "With {others}, this tells more of a figure that is held back ({cell}) than that it is withheld."
GIVEN_AWAY_REMEDY = "Take one of these statements out, or say it in figures that the protected table shows."
CONTRADICTS = "This does not fit the table of figures, or what the letter says of it elsewhere."
CONTRADICTS_REMEDY = "Check it against the figures; if it counts something else, say what."
_DIFFERENCE = "a difference from what was released before"
_NAMED = 3
_NAMES = frozenset({Role.DATE, Role.PERIOD, Role.CITATION, Role.STRUCTURE, Role.GRADE, Role.AGE})


def check(page: Page) -> Iterator[Finding]:
    """Find statements about the officer's figures that expose a low cell, alone or together, or contradict them."""
    figures = [one for one in page.material.figures if one.table.protected_unit]
    if not figures:
        return
    from assistant.figures.letter_attack import learn

    said = _said(page, figures)
    if not said:
        return
    tables = [(one.table, one.protected) for one in figures]
    learned = learn(tables, page.material.released, [one.readings for one in said])
    for number in learned.contradicting:
        start, end = said[number].number
        quote = page.quote(start, end)
        yield Finding("number.contradicts", Verdict.REVIEW, CONTRADICTS, CONTRADICTS_REMEDY, start, end, quote)
    names = _names(figures)
    for exposure in learned.exposures:
        yield _exposed(page, exposure, [said[n] for n in exposure.guilty], names)


def _said(page: Page, figures: Sequence[Figures]) -> list[Said]:
    """Return everything that the letter says of the tables, in its order."""
    from assistant.checks.said_of_cells.cells import Cells
    from assistant.checks.said_of_cells.printed import in_tables
    from assistant.checks.said_of_cells.statements import in_sentences

    found: list[Said] = []
    for number, one in enumerate(figures):
        cells = Cells(one.table, number, len(figures))
        found += in_sentences(page, one.table, cells)
        found += in_tables(page, one.table, one.protected, cells)
    own = own_rows(page)
    theirs = [said for said in found if not any(start <= said.start and said.end <= end for start, end in own)]
    return sorted(theirs, key=lambda said: said.start)


def _names(figures: Sequence[Figures]) -> dict[Key, str]:
    from assistant.figures.attack.published import cell_name

    return {
        cell_name(len(figures), number, key): " / ".join(key) + (f" of {one.table.title}" if one.table.title else "")
        for number, one in enumerate(figures)
        for key in one.table.cells
    }


def _exposed(page: Page, exposure: Exposure, guilty: Sequence[Said], names: dict[Key, str]) -> Finding:
    """Return the finding on the last of the statements that expose a cell; on all of one sentence."""
    cell = names[exposure.cells[0]] if exposure.cells else _DIFFERENCE
    last, others = guilty[-1], guilty[:-1]
    start, end = (min(one.start for one in guilty), last.end) if _in_one_sentence(guilty) else (last.start, last.end)
    message = TOGETHER.format(others=_quoted(page, others), cell=cell) if others else GIVEN_AWAY.format(cell=cell)
    if not others and last.plain:
        # The number alone is at fault, as with those that equal a hidden count.
        start, end = last.number
        message, code, remedy = PROTECTED.format(cells=cell), "count.protected", PROTECTED_REMEDY
    else:
        code, remedy = "count.derivable", GIVEN_AWAY_REMEDY
    return Finding(code, Verdict.BLOCK, message, remedy, start, end, page.quote(start, end))


def _in_one_sentence(guilty: Sequence[Said]) -> bool:
    return len({one.sentence for one in guilty}) == 1 and guilty[0].sentence >= 0


def _quoted(page: Page, others: Sequence[Said]) -> str:
    quotes = list(dict.fromkeys(f"\u201c{one.called or _without_numbers(page, one)}\u201d" for one in others))
    return " and ".join([*quotes[:_NAMED], *(["others"] if len(quotes) > _NAMED else [])])


def _without_numbers(page: Page, said: Said) -> str:
    """Return the words of a statement for a message, which may hold no count."""
    (place, end), words = said.around, ""
    for one in page.quantities:
        if place <= one.start and one.end <= end and one.role not in _NAMES:
            words, place = f"{words}{page.quote(place, one.start)}\u2026", one.end
    return " ".join((words + page.quote(place, end)).split()).strip(" ,;:([-*|")

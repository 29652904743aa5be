"""Tables of counts in the text of a past reply, for the register of releases.

Only what reads as counts is taken: a table of words, shares or money is passed over. Where a past reply leaves a cell
empty or puts a dash the figure is taken as not given, since what it meant cannot be known.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.errors import InputError, TableError
from assistant.figures.earlier.releases import Release, as_release
from assistant.figures.reading.cells import could_be_figure, is_figure, is_total
from assistant.figures.reading.layouts import arrange
from assistant.figures.reading.sheets import Grid
from assistant.figures.tables import ReadOptions, Table

_HTML_TABLE = re.compile(r"<table\b.*?</table\s*>", re.IGNORECASE | re.DOTALL)
_RULE = re.compile(r"[\s|:+=-]+")
_SHARE = re.compile(r"[<~]?\s?\d+(?:\.\d+)?\s?%|[-\u2013\u2014]?")
_ROUNDED = re.compile(r"(?i)rounded (?:up or down )?to (?:the )?(?:nearest|closest) (\d{1,3}|five|ten|hundred)\b")
_BASES = {"five": 5, "ten": 10, "hundred": 100}
_CAPTION = re.compile(r"(?:#{1,6}\s+|\*\*|__)(.+?)(?:\*\*|__)?:?\s*|(table \d.*)", re.IGNORECASE)
_FIRST_YEAR, _LAST_YEAR = 1950, 2100
_HIDDEN = "[c]"
Rows = list[list[str]]


def tables_in(text_or_html: str, *, title: str) -> tuple[Release, ...]:
    """Read the tables of counts in a past reply.

    Args:
        text_or_html: Markdown with pipe tables, or a page or part of one with ``<table>``.
        title: what the tables are about where no caption of theirs tells, such as the question answered.

    Returns:
        Each as a ``Release``, with the base of rounding where the text says that figures are rounded; a table that
        does not read as counts is not among them.
    """
    text = _HTML_TABLE.sub(_as_pipes, text_or_html)
    stated = _ROUNDED.search(text)
    base = int(_BASES.get(stated.group(1).lower(), stated.group(1))) if stated else None
    found = (_read(rows, caption or title, title) for caption, rows in _pipe_tables(text))
    return tuple(as_release(table, round_to=_base_of(table, base)) for table in found if table is not None)


def _as_pipes(match: re.Match[str]) -> str:
    from assistant.reading.web import html_to_text  # its parser is slow to import

    try:
        return f"\n\n{html_to_text(match.group(0))}\n\n"
    except InputError:
        return ""


def _pipe_tables(text: str) -> Iterator[tuple[str, Rows]]:
    """Yield each pipe table with its caption, or ""."""
    rows: Rows = []
    above = ""
    for line in (*text.split("\n"), ""):
        bare = line.strip().lstrip(">").strip()
        if bare.startswith("|") or bare.count("|") > 1:
            if not _RULE.fullmatch(bare):
                rows.append(_cells(bare))
            continue
        if rows:
            yield above, rows
            rows, above = [], ""
        if bare:
            caption = _CAPTION.fullmatch(bare)
            above = (caption.group(1) or caption.group(2)).strip() if caption else ""


def _cells(line: str) -> list[str]:
    parts = re.split(r"(?<!\\)\|", line.strip().removeprefix("|"))
    if parts and not parts[-1].strip():
        parts = parts[:-1]
    return [_plain(part) for part in parts]


def _plain(cell: str) -> str:
    text = html.unescape(re.sub(r"(?i)<br\s*/?>", " ", cell).replace("\\|", "|"))
    text = " ".join(text.split())
    stripped = re.sub(r"^[*_`]+(?=\S.*[*_`]$)|(?<=\S)[*_`]+$", "", text) if len(text) > 1 else text
    return text if not stripped or text.strip("*") == "" else stripped


def _read(rows: Rows, caption: str, source: str) -> Table | None:
    """Return a table of counts; None where it is none, read in any of the ways below."""
    rows = _without_shares(rows)
    if len(rows) < 2 or "\u00a3" in "".join([caption, *(cell for row in rows for cell in row)]):
        return None
    for attempt in (rows, _marked(rows), _without_totals(_marked(rows))):
        try:
            table = arrange(Grid(source, "", tuple(map(tuple, attempt))), ReadOptions())
        except TableError:
            continue
        return replace(table, title=caption) if _counts(table) else None
    return None


def _without_shares(rows: Rows) -> Rows:
    """Leave out columns of percentages, which a reply may give beside the counts."""
    width = max(map(len, rows))
    body = [[*row, *[""] * (width - len(row))] for row in rows]
    shares = {
        n
        for n in range(1, width)
        if any("%" in row[n] for row in body[1:])
        and all(_SHARE.fullmatch(row[n]) or row[n] == _HIDDEN for row in body[1:])
    }
    return [[cell for n, cell in enumerate(row) if n not in shares] for row in body]


def _marked(rows: Rows) -> Rows:
    """Take a cell that is empty, or could mean none or not known, as a figure not given."""
    counted = [n for n in range(1, len(rows[0])) if all(could_be_figure(row[n]) for row in rows[1:])]
    return [
        rows[0],
        *(
            [_HIDDEN if n in counted and not is_figure(cell) else cell for n, cell in enumerate(row)]
            for row in rows[1:]
        ),
    ]


def _without_totals(rows: Rows) -> Rows:
    """Leave margins out: those of rounded figures seldom add up."""
    kept = [n for n, head in enumerate(rows[0]) if not n or not is_total(head)]
    return [[row[n] for n in kept] for row in rows if not is_total(row[0])]


def _counts(table: Table) -> bool:
    """Tell whether the figures are counts, and not years or all withheld."""
    values = [count.value for count in table.cells.values() if count is not None]
    return bool(values) and not all(_FIRST_YEAR <= value <= _LAST_YEAR for value in values)


def _base_of(table: Table, base: int | None) -> int | None:
    """Return the base of rounding that a text states, if the table's figures are multiples of it."""
    counts = [count.value for count in table.cells.values() if count is not None]
    return base if base and all(value % base == 0 for value in counts) else None

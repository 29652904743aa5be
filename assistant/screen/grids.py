"""The officer's figures beside what will be published, as two HTML tables of the same shape."""

from collections.abc import Callable, Mapping, Sequence
from itertools import product

from assistant.figures.choices.alternatives import Alternative, compared
from assistant.figures.officer import OfficersCell, officers_cells
from assistant.figures.policy import Policy
from assistant.figures.protect import Protected
from assistant.figures.tables import TOTAL, Key, Table
from assistant.figures.why import cell_in_words, why
from assistant.screen.view import badge, esc

MAX_ROWS = 200
MAX_REASONS = 60
# Why a cell is hidden, for the officer; what is published has the mark alone.
_WHY: Mapping[str, str] = {
    "low": "low",
    "protects": "protects another",
    "file": "hidden in your file",
    "withheld": "your choice",
    "blocked": "the table is not safe",
}


def side_by_side(table: Table, protected: Protected, policy: Policy) -> str:
    """Return the raw table beside the protected one, and what protecting it took.

    The raw figures are for the page of the officer who gave them.
    """
    own = officers_cells(table, policy)
    published = _published(protected)
    mine = _grid("Your figures (not for release)", table, lambda key: _raw_cell(own.get(key)))
    safe = _grid("As it will be published", table, lambda key: published.get(key, "<td></td>"))
    hidden = _explained(table, protected) if protected.any_suppressed else ""
    return (
        '<div class="foi-pair">'
        f"{_framed(mine, 'Your figures')}{_framed(safe, 'As it will be published')}</div>"
        f"<p>{badge(protected.verdict)} {esc(protected.account())}</p>{_remarks(protected)}{hidden}"
    )


def ways(found: Sequence[Alternative]) -> str:
    """Return the ways in which a table can be published as a table, and which shows most."""
    side = compared(found)
    head, rows = side.header[:-1], [row[:-1] for row in side.rows]
    grid = _table(
        "Ways to publish it", head, [([row[0]], [f"<td>{esc(text)}</td>" for text in row[1:]]) for row in rows]
    )
    return f"{_framed(grid, 'Ways to publish it')}<p>{esc(side.sentence)}</p>"


def _framed(grid: str, label: str) -> str:
    return f'<div class="foi-scroll" role="region" aria-label="{esc(label)}" tabindex="0">{grid}</div>'


def _remarks(protected: Protected) -> str:
    """Say how the table was read, and what an officer should look at in it."""
    said = [*protected.remarks, *(f"{one.message} {one.remedy}" for one in protected.findings)]
    return "".join(f'<p class="foi-note">{esc(one)}</p>' for one in said)


def _raw_cell(cell: OfficersCell | None) -> str:
    if cell is None:
        return "<td></td>"
    if cell.low:
        return f'<td class="foi-low">{esc(cell.text)} <span class="foi-tag">low</span></td>'
    return f"<td>{esc(cell.text)}</td>"


def _published(protected: Protected) -> dict[Key, str]:
    cells: dict[Key, str] = {}
    for cell in protected.cells:
        key = protected.key_of(cell)
        if cell.status == "released":
            by = (
                f' <span class="foi-tag">released by {esc(protected.decided[key])}</span>'
                if key in protected.decided
                else ""
            )
            cells[key] = f"<td>{esc(cell.text)}{by}</td>"
            continue
        reason = protected.reasons.get(key, "")
        tag = f'<span class="foi-tag">hidden: {_WHY.get(reason, "withheld")}</span>'
        cells[key] = f'<td class="foi-hidden-cell foi-why-{reason or "file"}">{esc(cell.text)} {tag}</td>'
    return cells


def _explained(table: Table, protected: Protected) -> str:
    """Say what the tags mean, and of each hidden figure why it is hidden and what a reader can tell of it."""
    return (
        f'<p class="foi-hint">The letter shows only the mark {esc(protected.mark)}; the words and colours '
        "beside it are for you. <b>Hidden: low</b> means that the count itself is low. "
        "<b>Hidden: protects another</b> means that the count is not low, but a low one could be "
        f"worked out from it.</p>{_reasons(table, protected)}"
    )


def _reasons(table: Table, protected: Protected) -> str:
    hidden = [cell for cell in protected.cells if cell.status == "suppressed"]
    lines = []
    for cell in hidden[:MAX_REASONS]:
        key = protected.key_of(cell)
        reason = why(table, protected, key)
        told = f"{reason[:1].upper()}{reason[1:]}. A reader can tell only that it is {_span(cell.interval)}."
        lines.append(f"<li><b>{esc(cell_in_words(key))}</b>: {esc(told)}</li>")
    left = len(hidden) - MAX_REASONS
    more = f"<li>{left} more are not listed here.</li>" if left > 0 else ""
    return (
        '<details class="foi-details"><summary>Why is each figure hidden?</summary>'
        f"<ul>{''.join(lines)}{more}</ul></details>"
    )


def _span(interval: tuple[int, int | None]) -> str:
    low, high = interval
    return f"{low:,} or more" if high is None else f"from {low:,} to {high:,}"


def _grid(caption: str, table: Table, cell: Callable[[Key], str]) -> str:
    """Lay a table out: two dimensions as rows and columns, any other number as one row a cell."""
    names = [dimension.name for dimension in table.dimensions]
    labels = [_labels(table, place) for place in range(len(names))]
    if len(names) == 2:
        head = ["" if names[0] == "row" else names[0], *labels[1]]
        rows = [([first], [cell((first, second)) for second in labels[1]]) for first in labels[0]]
    else:
        head = [*names, table.measure or "Count"]
        rows = [(list(key), [cell(key)]) for key in product(*labels) if key in table.cells]
    return _table(caption, head, rows)


def _labels(table: Table, place: int) -> list[str]:
    """Return the labels of a dimension in the table's order, the total last where it has one."""
    has_total = any(key[place] == TOTAL for key in table.cells)
    return [*table.dimensions[place].categories, *([TOTAL] if has_total else [])]


def _table(caption: str, head: Sequence[str], rows: Sequence[tuple[list[str], list[str]]]) -> str:
    headings = "".join(f'<th scope="col">{esc(one)}</th>' if one else "<td></td>" for one in head)
    body = "".join(
        "<tr>" + "".join(f'<th scope="row">{esc(label)}</th>' for label in labels) + "".join(cells) + "</tr>"
        for labels, cells in rows[:MAX_ROWS]
    )
    left = len(rows) - MAX_ROWS
    more = f'<p class="foi-hint">{left} more rows are not shown here; they are protected too.</p>' if left > 0 else ""
    return (
        f"<table><caption>{esc(caption)}</caption><thead><tr>{headings}</tr></thead><tbody>{body}</tbody></table>{more}"
    )

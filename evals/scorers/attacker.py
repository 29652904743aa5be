"""The evals' own attacker: what a reader of a letter's tables can work out about the true low cells."""

import csv
import io
import re
from collections.abc import Mapping, Sequence

Key = tuple[str, str]


def raw_cells(text: str) -> dict[Key, int]:
    """Read a case's crosstab (CSV text) into its true cells."""
    rows = [row for row in csv.reader(io.StringIO(text.strip())) if row]
    header = [cell.strip() for cell in rows[0]]
    return {(row[0].strip(), header[i]): int(row[i].replace(",", "")) for row in rows[1:] for i in range(1, len(header))}


def printed_tables(letter: str) -> list[dict[Key, str]]:
    """Return the pipe tables of a letter, each as its cells' texts."""
    tables: list[dict[Key, str]] = []
    block: list[list[str]] = []
    for line in [*letter.splitlines(), ""]:
        if line.strip().startswith("|"):
            block.append([cell.strip().strip("*").replace("\\|", "|") for cell in line.strip().strip("|").split("|")])
            continue
        if len(block) >= 3:
            header = block[0]
            tables.append(
                {(row[0], header[i]): row[i] for row in block[2:] for i in range(1, min(len(row), len(header)))}
            )
        block = []
    return tables


def published_figures(true: Mapping[Key, int], letter: str) -> dict[Key, int | None] | None:
    """Return what a letter prints of a table, None for hidden cells; None where it does not print the table."""
    for table in printed_tables(letter):
        shared = {key for key in true if key in table}
        if len(shared) >= max(1, len(true) // 2):
            return {key: _figure(table[key]) if key in table else None for key in true}
    return None


def _figure(text: str) -> int | None:
    found = re.fullmatch(r"[\d,]+", text.strip())
    return int(found.group().replace(",", "")) if found else None


def exposed(true: Mapping[Key, int], shown: Mapping[Key, int | None], low: Sequence[Key], threshold: int, lowest: int) -> list[Key]:
    """Return the low cells of which the printed table tells more than that they are low.

    Whole counts, none negative; labels named as totals add up what stands in their row or column.
    """
    unknown = [key for key in true if shown.get(key) is None]
    released = [key for key in low if shown.get(key) is not None]
    sums = _sums(true)
    found = list(released)
    for key in low:
        if key in unknown and not all(_possible(unknown, sums, true, shown, key, v) for v in (lowest, threshold - 1)):
            found.append(key)
    return found


def _sums(true: Mapping[Key, int]) -> list[tuple[Key, list[Key]]]:
    def total(label: str) -> bool:
        return label.strip().lower() in {"total", "all", "grand total", "sum"}

    rows = list(dict.fromkeys(r for r, _ in true))
    columns = list(dict.fromkeys(c for _, c in true))
    sums = [((r, c), [(r, d) for d in columns if not total(d)]) for r in rows for c in columns if total(c)]
    return sums + [((r, c), [(q, c) for q in rows if not total(q)]) for c in columns for r in rows if total(r)]


def _possible(
    unknown: Sequence[Key],
    sums: Sequence[tuple[Key, list[Key]]],
    true: Mapping[Key, int],
    shown: Mapping[Key, int | None],
    key: Key,
    value: int,
) -> bool:
    """Tell whether a hidden cell can have a value, by looking for any table that agrees with what is printed."""
    from scipy.optimize import linprog

    place = {k: i for i, k in enumerate(unknown)}
    rows, right = [], []
    for total, members in sums:
        row = [0.0] * len(unknown)
        constant = 0.0
        for k, weight in [(total, -1.0), *((m, 1.0) for m in members if m in true)]:
            if k in place:
                row[place[k]] += weight
            else:
                constant += weight * (shown.get(k) or 0)
        if any(row):
            rows.append(row)
            right.append(-constant)
    bounds = [(value, value) if k == key else (0, None) for k in unknown]
    result = linprog([0.0] * len(unknown), A_eq=rows or None, b_eq=right or None, bounds=bounds, method="highs")
    return bool(result.status == 0)

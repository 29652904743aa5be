"""Which cells to hide: the low ones, and as few others as keep them from being worked out.

Primary suppression hides every low cell, margins included. Complementary suppression then finds the
fewest further cells, and among those the least count lost, such that each low cell could be any low
count. Where it is tractable this is exact: the cell suppression problem in its compact mixed-integer
form (Fischetti and Salazar-González, Management Science 47(7), 2001), solved by HiGHS. Beyond that,
or when the time limit is reached, hidden cells are found low cell by low cell with a linear programme
and then pruned. The attack (``attack.py``) judges the result and shares no code with this.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.errors import FoiError
from assistant.figures.policy import Policy

# Beyond this many flow variables the exact form takes longer than an officer waits.
EXACT_LIMIT = 60_000
_EPSILON = 1e-6


class SuppressionError(FoiError):
    """No set of cells was found; nothing of the table may be published."""


@dataclass(frozen=True, slots=True)
class Problem:
    """The cell suppression problem over numbered cells.

    Attributes:
        values: the true counts.
        sums: each a total's number and the numbers of the cells that make it up.
        known: least and greatest value that a reader knows of a cell while it is published: equal
            for an exact figure, apart for a rounded one.
        low: numbers of the cells to protect.
        forced: numbers of cells that are hidden in any case.
        fixed: numbers of cells that are public already and cannot be hidden.
        others: further sums known to a reader, as (numbers, value): earlier releases.
    """

    values: Sequence[int]
    sums: Sequence[tuple[int, Sequence[int]]]
    known: Sequence[tuple[float, float]]
    low: Sequence[int]
    forced: frozenset[int]
    fixed: frozenset[int] = frozenset()
    others: Sequence[tuple[Sequence[int], int]] = ()


def hidden_cells(problem: Problem, policy: Policy) -> tuple[frozenset[int], bool]:
    """Return the numbers of all cells to hide, and whether that is proved to be the fewest.

    Raises:
        SuppressionError: no set protects every low cell, as where one was published before.
    """
    start = frozenset(problem.low) | problem.forced
    if not _shifts(problem, policy) or _untouched(problem, start) or _holds(problem, start, policy):
        return start, True
    size = 2 * len(problem.low) * len(problem.values)
    if size <= EXACT_LIMIT:
        found, proved = _exact(problem, start, policy)
        if found is not None:
            return found, proved
    return _heuristic(problem, start, policy), False


def _untouched(problem: Problem, hidden: frozenset[int]) -> bool:
    """Tell, quickly, that no sum meets a hidden cell at all, so that hiding it is enough."""
    sums = [{total, *members} for total, members in problem.sums]
    sums += [set(members) for members, _ in problem.others]
    return not any(cells & hidden for cells in sums)


def _shifts(problem: Problem, policy: Policy) -> list[tuple[int, int]]:
    """Return, per low cell and direction, by how much a reader must be able to be wrong."""
    shifts: list[tuple[int, int]] = []
    for cell in problem.low:
        value = problem.values[cell]
        shifts += [(cell, target - value) for target in (policy.lowest, policy.highest) if target != value]
    return shifts


def _cost(problem: Problem) -> list[float]:
    """Cost of hiding each cell: one each, and a share of its count that can never amount to one."""
    whole = sum(problem.values) + 1
    count = len(problem.values) + 1
    return [1 + 0.5 * value / whole + 0.4 * (i + 1) / (count * count * 10) for i, value in enumerate(problem.values)]


def _matrix(problem: Problem) -> Any:  # noqa: ANN401 - scipy has no types
    from scipy import sparse  # noqa: PLC0415

    rows, columns, weights = [], [], []
    for row, (total, members) in enumerate(problem.sums):
        for column, weight in [(total, -1.0), *((m, 1.0) for m in members)]:
            rows.append(row)
            columns.append(column)
            weights.append(weight)
    for row, (members, _) in enumerate(problem.others, len(problem.sums)):
        for column in members:
            rows.append(row)
            columns.append(column)
            weights.append(1.0)
    height = len(problem.sums) + len(problem.others)
    return sparse.csr_array((weights, (rows, columns)), shape=(height, len(problem.values)))


def _exact(
    problem: Problem, start: frozenset[int], policy: Policy
) -> tuple[frozenset[int] | None, bool]:
    """Solve the compact form: one hide-or-show variable a cell, one vector of deviations a shift.

    A deviation moves the table to another that adds up and that a reader cannot rule out; it may
    touch hidden cells freely (never below nothing) and shown cells within their rounding.
    """
    import numpy as np  # noqa: PLC0415
    from scipy import optimize, sparse  # noqa: PLC0415

    n = len(problem.values)
    values = np.array(problem.values, dtype=float)
    shifts = _shifts(problem, policy)
    matrix = _matrix(problem)
    slack_low = np.array([lo for lo, _ in problem.known]) - values
    slack_high = np.array([hi for _, hi in problem.known]) - values
    reach = float(policy.threshold) * max(2, len(problem.sums))
    blocks, lows, highs = [], [], []
    count = len(shifts)
    for i in range(count):
        deviation = sparse.hstack(
            [sparse.csr_array((n, n * (i + 1))), sparse.identity(n, format="csr"), sparse.csr_array((n, n * (count - i - 1)))]
        )
        balance = sparse.hstack(
            [sparse.csr_array((matrix.shape[0], n * (i + 1))), matrix, sparse.csr_array((matrix.shape[0], n * (count - i - 1)))]
        )
        blocks.append(balance)
        lows.append(np.zeros(matrix.shape[0]))
        highs.append(np.zeros(matrix.shape[0]))
        # slack_low·(1−y) − value·y ≤ deviation ≤ slack_high·(1−y) + reach·y
        hide_up = sparse.hstack([sparse.diags(-(reach - slack_high)), deviation[:, n:]], format="csr")
        hide_down = sparse.hstack([sparse.diags(values + slack_low), deviation[:, n:]], format="csr")
        blocks += [hide_up, hide_down]
        lows += [np.full(n, -np.inf), slack_low]
        highs += [slack_high, np.full(n, np.inf)]
    box_low = np.concatenate([np.zeros(n), np.tile(-values, count)])
    box_high = np.concatenate([np.ones(n), np.full(n * count, reach)])
    box_low[list(start)] = 1
    box_high[list(problem.fixed)] = 0
    for i, (cell, shift) in enumerate(shifts):
        box_low[n * (i + 1) + cell] = box_high[n * (i + 1) + cell] = shift
    if any(box_low[i] > box_high[i] for i in range(n)):
        return None, False
    result: Any = optimize.milp(
        np.concatenate([np.array(_cost(problem)), np.zeros(n * count)]),
        integrality=np.concatenate([np.ones(n), np.zeros(n * count)]),
        bounds=optimize.Bounds(box_low, box_high),
        constraints=optimize.LinearConstraint(sparse.vstack(blocks, format="csr"), np.concatenate(lows), np.concatenate(highs)),
        options={"time_limit": policy.time_limit, "mip_rel_gap": 1e-9},
    )
    if result.x is None:
        return None, False
    return frozenset(i for i in range(n) if result.x[i] > 0.5), result.status == 0


def _heuristic(problem: Problem, start: frozenset[int], policy: Policy) -> frozenset[int]:
    """Hide along the cheapest deviation for each shift in turn, then show again what is not needed."""
    import numpy as np  # noqa: PLC0415
    from scipy import optimize, sparse  # noqa: PLC0415

    began = time.monotonic()
    n = len(problem.values)
    values = np.array(problem.values, dtype=float)
    slack_low = values - np.array([lo for lo, _ in problem.known])
    slack_high = np.array([hi for _, hi in problem.known]) - values
    matrix = _matrix(problem)
    balance = sparse.hstack([matrix, -matrix], format="csr")
    nothing = np.zeros(matrix.shape[0])
    cost = np.array(_cost(problem))
    hidden = set(start)
    paths: list[frozenset[int]] = []
    # The most demanding first: their cells often serve the others.
    for cell, shift in sorted(_shifts(problem, policy), key=lambda one: (-abs(one[1]), one[0])):
        shown = np.array([i not in hidden for i in range(n)])
        up = np.where(np.isin(np.arange(n), list(problem.fixed)), slack_high, np.inf)
        down = np.where(np.isin(np.arange(n), list(problem.fixed)), slack_low, values)
        price = np.where(shown, cost / np.maximum(1.0, np.minimum(np.where(values > 0, values, 1), abs(shift))), _EPSILON)
        high = np.concatenate([up, down])
        low = np.zeros(2 * n)
        this, other = (cell, n + cell) if shift > 0 else (n + cell, cell)
        low[this] = high[this] = abs(shift)
        high[other] = 0
        result: Any = optimize.linprog(
            np.concatenate([price, price]),
            A_eq=balance,
            b_eq=nothing,
            bounds=np.column_stack([low, high]),
            method="highs",
        )
        if result.status != 0:
            raise SuppressionError(
                "no choice of hidden cells protects every low count",
                todo="Drop a total, merge rows or columns, or leave the table out.",
            )
        moved = np.abs(result.x[:n] - result.x[n:])
        needed = (result.x[:n] - result.x[n:] > slack_high + _EPSILON) | (result.x[n:] - result.x[:n] > slack_low + _EPSILON)
        path = frozenset(int(i) for i in np.nonzero((moved > _EPSILON) & needed)[0])
        paths.append(path)
        hidden |= path
    return _pruned(problem, frozenset(hidden), start, policy, began)


def _pruned(
    problem: Problem, hidden: frozenset[int], start: frozenset[int], policy: Policy, began: float
) -> frozenset[int]:
    """Show again, the largest count first, each cell that no low cell needs, while time lasts."""
    for cell in sorted(hidden - start, key=lambda i: (-problem.values[i], i)):
        if time.monotonic() - began > policy.time_limit:
            break
        fewer = hidden - {cell}
        if _holds(problem, fewer, policy):
            hidden = fewer
    return hidden


def _holds(problem: Problem, hidden: frozenset[int], policy: Policy) -> bool:
    """Tell whether every shift is possible with these cells hidden."""
    import numpy as np  # noqa: PLC0415
    from scipy import optimize  # noqa: PLC0415

    # Only what a reader does not know exactly can move.
    free = [i for i, (lo, hi) in enumerate(problem.known) if i in hidden or lo != hi]
    place = {cell: column for column, cell in enumerate(free)}
    values = np.array([problem.values[i] for i in free], dtype=float)
    low = np.array([0.0 if i in hidden else problem.known[i][0] for i in free]) - values
    high = np.array([np.inf if i in hidden else problem.known[i][1] for i in free]) - values
    balance = optimize.LinearConstraint(_matrix(problem)[:, free], 0, 0)
    for cell, shift in _shifts(problem, policy):
        lower, upper = low.copy(), high.copy()
        lower[place[cell]] = upper[place[cell]] = shift
        result: Any = optimize.milp(np.zeros(len(free)), bounds=optimize.Bounds(lower, upper), constraints=balance)
        if result.status != 0:
            return False
    return True


def completed(problem_values: Mapping[int, int | None], sums: Sequence[tuple[int, Sequence[int]]]) -> dict[int, int]:
    """Return whole counts, consistent with the sums, for cells that the file itself hides.

    Raises:
        SuppressionError: no counts would make the totals add up.
    """
    import numpy as np  # noqa: PLC0415
    from scipy import optimize, sparse  # noqa: PLC0415

    unknown = [i for i, value in problem_values.items() if value is None]
    place = {cell: column for column, cell in enumerate(unknown)}
    rows, columns, weights, rights = [], [], [], []
    height = 0
    for total, members in sums:
        terms = [(total, -1), *((m, 1) for m in members)]
        if not any(cell in place for cell, _ in terms):
            continue
        right = 0
        for cell, weight in terms:
            value = problem_values[cell]
            if value is None:
                rows.append(height)
                columns.append(place[cell])
                weights.append(weight)
            else:
                right -= weight * value
        rights.append(right)
        height += 1
    if not height:
        return dict.fromkeys(unknown, 1)
    matrix = sparse.csr_array((weights, (rows, columns)), shape=(height, len(unknown)))
    result: Any = optimize.milp(
        np.ones(len(unknown)),
        integrality=np.ones(len(unknown)),
        bounds=optimize.Bounds(0, np.inf),
        constraints=optimize.LinearConstraint(matrix, rights, rights),
    )
    if result.x is None:
        raise SuppressionError("no counts for the hidden cells would make the totals add up", todo="Check the totals.")
    return {cell: round(result.x[column]) for cell, column in place.items()}

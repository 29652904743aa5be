"""Probing tables whose sums form a network, as those of every one- and two-way table do.

Each sum is a node and each cell an arc from one of its sums to the other; a cell in one sum alone
leads to the ground. That a cell is one higher than it is said to be shows in one sum and must be made
up in the other, so what a reader cannot rule out is a flow round a circle of hidden cells.
"""

import heapq
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.figures.suppression.problem import EPSILON, Cut, Problem, as_cut

Arc = tuple[int, int]
Way = list[tuple[int, bool]]
Rooms = Mapping[int, tuple[float, float]]
_ENDLESS = float("inf")


def arcs(problem: Problem) -> list[Arc | None] | None:
    """Return each cell's arc (None: in no sum), or None where the sums form no network."""
    places: list[list[tuple[int, int]]] = [[] for _ in problem.values]
    for number, equation in enumerate(problem.equations):
        for cell, weight in equation.terms:
            if abs(weight) != 1 or len(places[cell]) == 2:
                return None
            places[cell].append((number, weight))
    signs = _signs(len(problem.equations), places)
    if signs is None:
        return None
    ground = len(problem.equations)
    found: list[Arc | None] = []
    for place in places:
        ends = {weight * signs[number]: number for number, weight in place}
        found.append((ends.get(1, ground), ends.get(-1, ground)) if place else None)
    return found


def _signs(count: int, places: Sequence[Sequence[tuple[int, int]]]) -> list[int] | None:
    """Turn sums round so that each cell leaves one and enters the other; None if it cannot be."""
    near: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    for place in places:
        if len(place) == 2:
            (a, u), (b, w) = place
            near[a].append((b, -u * w))
            near[b].append((a, -u * w))
    signs = [0] * count
    for start in range(count):
        if signs[start]:
            continue
        signs[start] = 1
        queue = [start]
        while queue:
            node = queue.pop()
            for other, turn in near[node]:
                if not signs[other]:
                    signs[other] = signs[node] * turn
                    queue.append(other)
                elif signs[other] != signs[node] * turn:
                    return None
    return signs


@dataclass(frozen=True, slots=True, repr=False)
class _Graph:
    """The cells that can move, by how much up and down, and where they lead from each sum."""

    rooms: Rooms
    near: Mapping[int, list[tuple[int, int, bool]]]

    def left(self, moved: Mapping[int, float], arc: int, ahead: bool) -> float:
        """Return how much further a cell can move."""
        up, down = self.rooms[arc]
        at = moved.get(arc, 0.0)
        return up - at if ahead else down + at


class Network:
    """A table whose sums form a network."""

    def __init__(self, problem: Problem, ends: Sequence[Arc | None]) -> None:
        self._problem = problem
        self._ends = ends
        self._slack = [
            (high - value, value - low) for value, (low, high) in zip(problem.values, problem.shown, strict=True)
        ]
        self._soft = [i for i, slack in enumerate(self._slack) if any(slack)]
        self._whole = self._graph(range(len(ends)), self._unbound(range(len(ends))))
        self._last: tuple[frozenset[int], _Graph] = (frozenset(), self._graph((), {}))

    def certificate(self, hidden: frozenset[int], cell: int, shift: int) -> frozenset[int] | None:
        if self._loose(cell):
            return frozenset()
        moved, flow, _ = self._flow(self._hiding(hidden), cell, shift)
        if flow < abs(shift) - EPSILON:
            return None
        return frozenset(i for i, amount in moved.items() if abs(amount) > EPSILON and i in hidden)

    def detour(self, hidden: frozenset[int], cell: int, shift: int, costs: Sequence[float]) -> frozenset[int] | None:
        if self._loose(cell):
            return frozenset()
        now, more = set(hidden), set[int]()
        moved: dict[int, float] = {}
        left = float(abs(shift))
        while left > EPSILON:
            way = self._cheapest(moved, cell, shift, now, costs)
            if way is None:
                return None
            push = min(left, *(self._whole.left(moved, arc, ahead) for arc, ahead in way))
            for arc, ahead in way:
                moved[arc] = moved.get(arc, 0.0) + (push if ahead else -push)
                up, down = self._slack[arc]
                if arc not in now and not -down - EPSILON <= moved[arc] <= up + EPSILON:
                    now.add(arc)
                    more.add(arc)
            left -= push
        return frozenset(more)

    def cut(self, chosen: Sequence[float], cell: int, shift: int) -> Cut | None:
        if self._loose(cell):
            return None
        graph = self._choosing(chosen, abs(shift))
        _, flow, reached = self._flow(graph, cell, shift)
        if flow >= abs(shift) - EPSILON:
            return None
        terms = []
        for node in sorted(reached):
            for other, arc, ahead in self._whole.near.get(node, ()):
                if other not in reached and arc != cell:
                    slack = self._slack[arc][0 if ahead else 1]
                    room = self._whole.rooms[arc][0 if ahead else 1]
                    terms.append((arc, float(min(room, abs(shift))), float(min(slack, abs(shift)))))
        return as_cut(terms, shift, self._problem.hidden)

    def _loose(self, cell: int) -> bool:
        """Tell whether no sum ties a cell to another."""
        return self._ends[cell] is None

    # --- graphs

    def _unbound(self, cells: Iterable[int]) -> dict[int, tuple[float, float]]:
        """Return by how much cells can move once they are hidden; what is fixed no further than before."""
        return {
            i: self._slack[i] if i in self._problem.fixed else (_ENDLESS, float(self._problem.values[i])) for i in cells
        }

    def _graph(self, cells: Iterable[int], rooms: Rooms) -> _Graph:
        near: dict[int, list[tuple[int, int, bool]]] = {}
        for cell in cells:
            arc = self._ends[cell]
            if arc is not None:
                near.setdefault(arc[0], []).append((arc[1], cell, True))
                near.setdefault(arc[1], []).append((arc[0], cell, False))
        return _Graph(rooms, near)

    def _hiding(self, hidden: frozenset[int]) -> _Graph:
        """Return the graph of hidden cells, and of those shown with room in their rounding."""
        if self._last[0] is not hidden:
            rooms = {i: (float(self._slack[i][0]), float(self._slack[i][1])) for i in self._soft}
            rooms.update(self._unbound(hidden))
            self._last = (hidden, self._graph(rooms, rooms))
        return self._last[1]

    def _choosing(self, chosen: Sequence[float], most: int) -> _Graph:
        """Return the graph of cells as far as they are chosen to be hidden."""
        rooms = {}
        for i, (share, value, (up, down)) in enumerate(zip(chosen, self._problem.values, self._slack, strict=True)):
            if share > EPSILON or up or down:
                rest = 1 - share
                rooms[i] = (
                    share * most + rest * min(up, most),
                    share * min(value, most) + rest * min(down, most),
                )
        return self._graph(rooms, rooms)

    # --- flows

    def _journey(self, cell: int, shift: int) -> Arc:
        """Return where what the cell's shift takes from one sum must come from, and go to."""
        arc = self._ends[cell]
        if arc is None:
            raise ValueError("a cell in no sum has no way round")
        return (arc[1], arc[0]) if shift > 0 else arc

    def _flow(self, graph: _Graph, cell: int, shift: int) -> tuple[dict[int, float], float, set[int]]:
        """Send the shift round by other cells: what moved, how much, and the nodes still reached."""
        start, goal = self._journey(cell, shift)
        moved: dict[int, float] = {}
        total, need = 0.0, float(abs(shift))
        while total < need - EPSILON:
            back = _search(graph, moved, cell, start, goal)
            if goal not in back:
                return moved, total, set(back)
            way = _way(back, start, goal)
            push = min(need - total, *(graph.left(moved, arc, ahead) for arc, ahead in way))
            for arc, ahead in way:
                moved[arc] = moved.get(arc, 0.0) + (push if ahead else -push)
            total += push
        return moved, total, set()

    def _cheapest(
        self, moved: Mapping[int, float], cell: int, shift: int, hidden: set[int], costs: Sequence[float]
    ) -> Way | None:
        """Return the way round that hides least anew (Dijkstra); None if there is no way."""
        start, goal = self._journey(cell, shift)
        best = {start: 0.0}
        back: dict[int, tuple[int, int, bool]] = {}
        heap = [(0.0, start)]
        done: set[int] = set()
        while heap:
            length, node = heapq.heappop(heap)
            if node == goal:
                return _way(back, start, goal)
            if node in done:
                continue
            done.add(node)
            for other, arc, ahead in self._whole.near.get(node, ()):
                if other in done or arc == cell:
                    continue
                far = length + (EPSILON if self._free(arc, ahead, moved, hidden) else costs[arc])
                if far < best.get(other, _ENDLESS) and self._whole.left(moved, arc, ahead) > EPSILON:
                    best[other] = far
                    back[other] = (node, arc, ahead)
                    heapq.heappush(heap, (far, other))
        return None

    def _free(self, arc: int, ahead: bool, moved: Mapping[int, float], hidden: set[int]) -> bool:
        """Tell whether using a cell hides nothing anew: it is hidden, or its rounding has room."""
        if arc in hidden:
            return True
        up, down = self._slack[arc]
        at = moved.get(arc, 0.0)
        return up - at >= 1 if ahead else down + at >= 1


def _search(
    graph: _Graph, moved: Mapping[int, float], cell: int, start: int, goal: int
) -> dict[int, tuple[int, int, bool]]:
    """Search breadth first, so that few cells are used; return how each node was reached."""
    back: dict[int, tuple[int, int, bool]] = {start: (start, cell, True)}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        for other, arc, ahead in graph.near.get(node, ()):
            if other in back or arc == cell or graph.left(moved, arc, ahead) <= EPSILON:
                continue
            back[other] = (node, arc, ahead)
            if other == goal:
                return back
            queue.append(other)
    return back


def _way(back: Mapping[int, tuple[int, int, bool]], start: int, goal: int) -> Way:
    way: Way = []
    node = goal
    while node != start:
        node, arc, ahead = back[node]
        way.append((arc, ahead))
    return way

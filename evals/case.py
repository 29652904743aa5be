"""A case of the suite: what goes in, what must come out, and why it exists."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from evals.scorers.leak import Secrets
from evals.scorers.tables import Truth, true_cells

FOLDER = Path(__file__).parent
_FIELDS = {
    "id", "why", "request", "tables", "released", "notes", "regime", "threshold", "zeros", "messages", "hostile", "past", "corpus",
    "decisions", "linked", "known_fault", "expect", "agent", "stops",
}  # fmt: skip
_EXPECT = {
    "outcomes", "cites", "says", "avoids", "shows", "hides_at_most", "questions", "finds", "refused", "verdict", "retrieves",
    "within", "nothing", "suggests", "never",
}  # fmt: skip
_TABLE = {"rows", "counts", "layout", "by", "subtotals"}
_DECISION = {"cells", "who", "reason", "table"}
# How what a model says that means harm ends: an answer that cites no source would not be shown.
HOSTILE_END = "\n\nThat is so [S1]."
# How the name of a model begins that is a file of replies.
SCRIPTED = "scripted:"
COUNTS = {"people", "events", "items", "money"}


class CaseError(Exception):
    """A case file that cannot be used; names the file and the case."""


@dataclass(frozen=True, slots=True)
class Given:
    """A table of a case.

    Attributes:
        rows: comma-separated values.
        counts: ``people`` or ``events`` (its low counts are secret), ``items`` or ``money`` (they are not).
        layout: ``crosstab``, ``long`` or ``records``.
        by: for records, the columns to count by.
        subtotals: labels that stand for the sum of others, with those others.
    """

    rows: str
    counts: str = "people"
    layout: str = "crosstab"
    by: tuple[str, ...] = ()
    subtotals: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def cells(self) -> dict[tuple[str, ...], int]:
        return true_cells(self.rows, self.layout, self.by)


@dataclass(frozen=True, slots=True)
class Case:
    """One case.

    Attributes:
        family: the file it is from.
        id: unique in the suite.
        why: why it exists.
        request: the request's text.
        tables: by file name.
        released: tables of earlier replies by file name.
        notes: the officer's notes.
        regime: the law that applies.
        threshold: counts of people below it are low.
        zeros: ``hide`` where nought is low too.
        messages: turns of a chat; none for a draft.
        hostile: what a model that means harm says whatever it is asked; "" for no model.
        hostile_turns: what such a model says in turn, over and over; instead of ``hostile``.
        agent: what a model that takes tools does in turn, over and over: says words, or calls a tool; see the README.
        stops: the officer stops the model once something of its answer is shown.
        past: a passage of a past reply, found whatever is searched for; "" for no corpus.
        corpus: the packaged corpus is searched, without what an officer added.
        decisions: low counts that a person let out: the labels of the cells, who and why.
        linked: figures of several tables under the same labels are the same figures.
        known_fault: what is wrong with the program, where that is not mended yet; the case does not gate unless a low count leaves.
        expect: what must come out; see the README.
    """

    family: str
    id: str
    why: str
    request: str
    tables: Mapping[str, Given] = field(default_factory=dict)
    released: Mapping[str, Given] = field(default_factory=dict)
    notes: str = ""
    regime: str = "foia"
    threshold: int = 5
    zeros: str = "show"
    messages: tuple[str, ...] = ()
    hostile: str = ""
    hostile_turns: tuple[str, ...] = ()
    agent: tuple[str | Mapping[str, Any], ...] = ()
    stops: bool = False
    past: str = ""
    corpus: bool = False
    decisions: tuple[Mapping[str, Any], ...] = ()
    linked: bool = False
    known_fault: str = ""
    expect: Mapping[str, Any] = field(default_factory=dict)

    @property
    def scripted(self) -> bool:
        """Whether the case brings a model of its own, that need not keep the rules of a prompt."""
        return bool(self.hostile or self.hostile_turns or self.agent)

    @property
    def hostile_words(self) -> tuple[str, ...]:
        """What a model says that is a leak by construction, wherever it leaves."""
        said = (one for one in self.agent if isinstance(one, str) and one.endswith(HOSTILE_END))
        return (*self.hostile_turns, *said)

    @property
    def secrets(self) -> Secrets:
        """What must not leave, worked out from the tables by the scorers' own code."""
        earlier = [table.cells() for table in self.released.values()]
        truths = []
        for table in self.tables.values():
            cells = table.cells()
            known = {key: n for one in earlier for key, n in one.items() if key in cells}
            decided = frozenset(key for key in cells if any(labels <= set(key) for labels in self._decided()))
            truths.append(Truth(cells, table.counts in {"people", "events"}, known, decided, table.subtotals))
        return Secrets(tuple(truths), self.threshold, 0 if self.zeros == "hide" else 1, self.linked)

    def _decided(self) -> Iterator[set[str]]:
        """Yield the labels of each cell, or group of cells, that is let out."""
        return ({str(label) for label in cell.values()} - {"*"} for one in self.decisions for cell in one["cells"])


def families() -> list[str]:
    """Return the names of all families: one a file, and those that are made."""
    return sorted([*(path.stem for path in (FOLDER / "cases").glob("*.yaml")), "every_turn", "planted"])


@cache
def load_cases(family: str) -> tuple[Case, ...]:
    """Read the cases of a family.

    Raises:
        CaseError: the file or a case is broken; names which.
    """
    if family == "planted":
        from evals.planted import planted_cases  # it is made of cases

        return planted_cases()
    if family == "every_turn":
        from evals.every_turn import every_turn_cases  # they too

        return every_turn_cases()
    return read_cases(FOLDER / "cases" / f"{family}.yaml")


def read_cases(path: Path) -> tuple[Case, ...]:
    """Read a file of cases.

    Raises:
        CaseError: the file or a case is broken; names which.
    """
    try:
        text = path.read_text("utf-8")
        content = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise CaseError(f"{path.name}, line {line}: {error.problem}") from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CaseError(f"{path.name}: cannot be read ({error})") from error
    if not isinstance(content, dict) or not isinstance(content.get("cases"), list) or not content["cases"]:
        raise CaseError(f"{path.name}: holds no list called cases")
    if unknown := content.keys() - {"about", "tables", "cases"}:
        raise CaseError(f"{path.name}: does not know {', '.join(sorted(unknown))}")
    shared = content.get("tables") or {}
    lines = _lines(text)
    cases = tuple(
        make_case(f"{path.name}, line {line}", path.stem, n, entry, shared)
        for n, (line, entry) in enumerate(zip(lines, content["cases"], strict=True), 1)
    )
    if twice := {case.id for case in cases if sum(case.id == other.id for other in cases) > 1}:
        raise CaseError(f"{path.name}: the id {min(twice)} stands twice")
    return cases


def _lines(text: str) -> list[int]:
    """Return the line on which each case of a file begins."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    assert isinstance(root, yaml.MappingNode), "it was read as one"
    cases = next(value for key, value in root.value if key.value == "cases")
    return [node.start_mark.line + 1 for node in cases.value]


def make_case(name: str, family: str, number: int, entry: object, shared: Mapping[str, Any]) -> Case:
    """Make a case of an entry in a file.

    Raises:
        CaseError: the entry is not a case; says why.
    """
    where = f"{name}, case {number}"
    if not isinstance(entry, dict) or not entry.get("id"):
        raise CaseError(f"{where}: has no id")
    where = f"{where} ({entry['id']})"
    for wanted in ("why", "request", "expect"):
        if not entry.get(wanted):
            raise CaseError(f"{where}: does not say {wanted}")
    if not isinstance(entry["expect"], dict):
        raise CaseError(f"{where}: expect is not a list of names and values")
    if unknown := [*(entry.keys() - _FIELDS), *(entry["expect"].keys() - _EXPECT)]:
        raise CaseError(f"{where}: does not know {', '.join(sorted(map(str, unknown)))}")
    given = {kind: _tables(where, entry.get(kind) or {}, shared) for kind in ("tables", "released")}
    for one in (decisions := tuple(entry.get("decisions", ()))):
        if (
            not isinstance(one, dict)
            or one.keys() - _DECISION
            or not all(one.get(n) for n in ("cells", "who", "reason"))
        ):
            raise CaseError(f"{where}: a decision names cells by their labels, who decided, and the reason")
    agent = tuple(entry.get("agent", ()))
    if not all(isinstance(one, str) or (isinstance(one, dict) and one.get("tool")) for one in agent):
        raise CaseError(f"{where}: a turn of agent is words, or a tool with its arguments")
    several = {"messages": tuple(entry.get("messages", ())), "decisions": decisions, "agent": agent}
    return Case(family, **{**entry, **given, **several})


def _tables(where: str, entries: Mapping[str, Any], shared: Mapping[str, Any]) -> dict[str, Given]:
    return {name: _given(f"{where}, table {name}", entry, shared) for name, entry in entries.items()}


def _given(where: str, entry: object, shared: Mapping[str, Any]) -> Given:
    """Read a table: rows, the name of one in the file's own list, or rows with what they count."""
    if isinstance(entry, str) and "\n" not in entry.strip():
        if entry not in shared:
            raise CaseError(f"{where}: there is no table {entry!r} in this file")
        entry = shared[entry]
    if isinstance(entry, str):
        entry = {"rows": entry}
    if not isinstance(entry, dict) or not entry.get("rows") or entry.keys() - _TABLE:
        raise CaseError(f"{where}: is neither rows nor a name")
    given = Given(**{**entry, "by": tuple(entry.get("by", ()))})
    if given.counts not in COUNTS or given.layout not in {"crosstab", "long", "records"}:
        raise CaseError(f"{where}: counts {given.counts!r} or layout {given.layout!r} is not known")
    try:
        given.cells()
    except (ValueError, IndexError) as error:
        raise CaseError(f"{where}: the rows cannot be read ({error})") from error
    return given

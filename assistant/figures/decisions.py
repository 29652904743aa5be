"""Release decisions: who lets a low count out, or holds a figure back by choice, why and when.

A low count leaves the program only through one of these. They come from a file that a person wrote or
from the screen's form; a name that is no person's is refused, and no model can make one.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from assistant.errors import TableError
from assistant.figures.cells import is_total
from assistant.figures.policy import Policy
from assistant.figures.tables import TOTAL, Dimension, Key, Table
from assistant.figures.worksheet import Pattern, Worksheet, low_cells

ANY = "*"
_WORDS_OF_A_REASON = 4
_NAME_A_PERSON = "Give the first name and surname of the person who decided; a post may follow after a comma."
_NO_NAMES = frozenset({"na", "tbc", "tbd", "anon", "anonymous", "unknown", "name", "test", "nobody", "yourname"})
# A group decides nothing by name, whatever else stands beside the word.
_GROUPS = frozenset(
    {"team", "department", "dept", "unit", "committee", "panel", "council", "directorate", "services", "division"}
)
# Words of posts: a name made of these alone is none.
_POSTS = frozenset(
    {"administrator", "admin", "advisor", "adviser", "analyst", "caldicott", "caseworker", "chief", "clerk"}
    | {"compliance", "controller", "coordinator", "corporate", "data", "deputy", "director", "disclosure", "dpo"}
    | {"executive", "foi", "freedom", "governance", "guardian", "head", "information", "lawyer", "lead", "legal"}
    | {"manager", "me", "monitoring", "myself", "of", "office", "officer", "on", "owner", "person", "privacy"}
    | {"protection", "qualified", "records", "requests", "responsible", "rights", "secretary", "senior", "siro"}
    | {"solicitor", "someone", "somebody", "staff", "statistician", "the", "us", "user", "we", "and", "for"}
)
# Some of these are people's names as well (Claude, Ai), so a surname beside one makes a person of it.
_MACHINES = frozenset(
    {"agent", "ai", "algorithm", "app", "artificial", "assistant", "auto", "automatic", "automated", "bot", "claude"}
    | {"computer", "deepseek", "default", "gemini", "generated", "google", "grok", "haiku", "intelligence"}
    | {"language", "large", "llm", "machine", "meta", "microsoft", "mistral", "mixtral", "model", "opus", "program"}
    | {"qwen", "robot", "script", "software", "sonnet", "system", "tool", "virtual"}
)
# These are nobody's name, whatever stands beside them.
_MODELS = frozenset({"gpt", "chatgpt", "llama", "ollama", "llm", "openai", "anthropic", "copilot", "chatbot"})


@dataclass(frozen=True, slots=True)
class ReleaseDecision:
    """A person lets low counts of some cells out.

    Attributes:
        cells: which, by their labels; "*" or a dimension left out stands for any label, the total too.
        who: the person who decided.
        reason: why these cells.
        on: when.
        worksheet: the eight points as the person answered them, if they did.
        table: the file or title of the table; "" for any.

    Raises:
        TableError: no person, no reason, no cells, or all of them at once.
    """

    cells: tuple[Pattern, ...] = field(hash=False)
    who: str
    reason: str
    on: date
    worksheet: Worksheet | None = field(default=None, hash=False)
    table: str = ""

    def __post_init__(self) -> None:
        _check(self)
        if self.worksheet is not None and self.worksheet.conclusion == "withhold":
            raise TableError(
                "the worksheet concludes that the cells be withheld, and the decision releases them",
                todo="Settle which of the two holds.",
            )


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A person holds cells back that the policy would let out: a line in which one category holds everybody.

    Attributes:
        cells: which, as in a ``ReleaseDecision``.
        who: the person who decided.
        reason: why these cells.
        on: when.
        table: the file or title of the table; "" for any.

    Raises:
        TableError: no person, no reason, no cells, or all of them at once.
    """

    cells: tuple[Pattern, ...] = field(hash=False)
    who: str
    reason: str
    on: date
    table: str = ""

    def __post_init__(self) -> None:
        _check(self)


@dataclass(frozen=True, slots=True)
class Settled:
    """What is settled about the cells of one table.

    Attributes:
        released: low cells that a decision lets out.
        held_back: cells that an officer holds back by choice.
    """

    released: Mapping[Key, ReleaseDecision] = field(default_factory=dict, hash=False)
    held_back: Mapping[Key, HeldBack] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Choices:
    """All that a person decided about the tables of one reply.

    Attributes:
        releases: low counts to let out.
        held_back: figures to keep in.
        worksheets: for cells that stay withheld; the letter's reasons come from these.
    """

    releases: tuple[ReleaseDecision, ...] = ()
    held_back: tuple[HeldBack, ...] = ()
    worksheets: tuple[Worksheet, ...] = ()

    def settled(self, tables: Sequence[Table], policy: Policy) -> tuple[Settled, ...]:
        """Return for each table of a reply which cells are let out and which are held back.

        Of the cells that a release decision names only the low ones need it; the others are let out
        or hidden as if it were not there.

        Raises:
            TableError: a decision names no cell of any of the tables, or one cell is both let out and
                held back.
        """
        _all_found([*self.releases, *self.held_back], tables)
        found = []
        for table in tables:
            low = frozenset(low_cells(table, policy))
            released = {key: one for key, one in matching(self.releases, table).items() if key in low}
            back = held_back(self.held_back, table)
            both = next((key for key in released if key in back), None)
            if both:
                raise TableError(
                    f"{', '.join(both)} is both released and held back",
                    where=table.source,
                    todo="Take one of the two out.",
                )
            found.append(Settled(released, back))
        return tuple(found)


def matching(decisions: Sequence[ReleaseDecision], table: Table) -> Mapping[Key, ReleaseDecision]:
    """Return the cells of a table that release decisions cover; of two for one cell the earlier.

    A decision that names no table is passed over where it fits none of this one's cells.

    Raises:
        TableError: a decision names this table, but no cell of it.
    """
    return {key: one for one in reversed(decisions) for key in _covered(one, table)}


def held_back(choices: Sequence[HeldBack], table: Table) -> Mapping[Key, HeldBack]:
    """Return the cells of a table that an officer holds back, as ``matching`` does.

    Raises:
        TableError: a choice names this table, but no cell of it.
    """
    return {key: one for one in reversed(choices) for key in _covered(one, table)}


def record(choice: ReleaseDecision | HeldBack) -> dict[str, object]:
    """Return a decision for the record of a case; it names cells and holds no count."""
    worksheet = choice.worksheet if isinstance(choice, ReleaseDecision) else None
    return {
        "kind": "release" if isinstance(choice, ReleaseDecision) else "withhold",
        "table": choice.table,
        "cells": [dict(pattern) for pattern in choice.cells],
        "who": choice.who,
        "reason": choice.reason,
        "on": choice.on.isoformat(),
        "worksheet": worksheet.as_json() if worksheet else None,
    }


# --- who


def made_by_person(name: str) -> str:
    """Return the name of the person who decided, tidied.

    Raises:
        TableError: nobody is named, or a post, a group, a mailbox, a program or a model is.
    """
    shown = "".join(c for c in unicodedata.normalize("NFKC", name) if unicodedata.category(c) != "Cf")
    tidy = " ".join(shown.split())
    # What follows a comma or a bracket is the person's post, in which any word may stand.
    words = re.findall(r"[^\W\d_]+", re.split(r"[,(;/|]| [-–—] ", tidy)[0].casefold())
    long = [word for word in words if len(word) > 1]
    if not long or "".join(words) in _NO_NAMES or "[" in tidy or "@" in tidy:
        said = f"{tidy!r} names nobody" if tidy else "nobody is named"
        raise TableError(said, todo=_NAME_A_PERSON)
    if _MODELS & set(words) or all(word in _MACHINES | _POSTS for word in long) and _MACHINES & set(words):
        raise TableError(f"{tidy!r} is a program, and only a person can decide", todo=_NAME_A_PERSON)
    if _GROUPS & set(words) or all(word in _POSTS for word in long):
        raise TableError(f"{tidy!r} is a post or a group, not a person", todo=_NAME_A_PERSON)
    return tidy


def _check(choice: ReleaseDecision | HeldBack) -> None:
    made_by_person(choice.who)
    if len(re.findall(r"[^\W\d_]{2,}", choice.reason)) < _WORDS_OF_A_REASON:
        raise TableError(
            f"the reason has fewer than {_WORDS_OF_A_REASON} words" if choice.reason.strip() else "no reason is given",
            todo="Say why these cells, in a sentence.",
        )
    if not choice.cells:
        raise TableError("no cells are named", todo='Name them by their labels: cells = [{ Region = "North" }].')
    for pattern in choice.cells:
        if not all(name.strip() and label.strip() for name, label in pattern.items()):
            raise TableError("a cell has an empty label", todo="Write the label, or * for any.")
        if all(label.strip() == ANY for label in pattern.values()):
            raise TableError(
                "a group of cells names no label, so it would cover the whole table",
                todo="A reason is needed for each cell or group: name at least one label.",
            )


# --- which cells


def _covered(choice: ReleaseDecision | HeldBack, table: Table) -> Iterator[Key]:
    """Yield the cells of a table that a choice covers."""
    if not _names(choice.table, table):
        return
    for pattern in choice.cells:
        cells = list(_fitting(pattern, table))
        if not cells and choice.table:
            raise TableError(
                f"the decision of {choice.who} names {_words(pattern)}, and the table has no such cell",
                where=table.source,
                todo=f"Name a cell by {_dimensions(table)}.",
            )
        yield from cells


def _all_found(choices: Sequence[ReleaseDecision | HeldBack], tables: Sequence[Table]) -> None:
    for choice in choices:
        mine = [table for table in tables if _names(choice.table, table)]
        if not mine:
            raise TableError(
                f"the decision of {choice.who} is about {choice.table!r}, which is no table of this reply",
                todo=f"The tables are {', '.join(table.source for table in tables)}.",
            )
        for pattern in choice.cells:
            if not any(True for table in mine for _ in _fitting(pattern, table)):
                raise TableError(
                    f"the decision of {choice.who} names {_words(pattern)}, and no table has such a cell",
                    where=", ".join(table.source for table in mine),
                    todo=f"Name a cell by {_dimensions(mine[0])}.",
                )


def _names(named: str, table: Table) -> bool:
    return not named or _folded(named) in {_folded(table.source), _folded(table.title)}


def _fitting(pattern: Pattern, table: Table) -> Iterator[Key]:
    """Yield the cells that have the labels of a pattern; none where it names a dimension that is not there."""
    wanted = {_folded(name): label for name, label in pattern.items()}
    if wanted.keys() - {_folded(dimension.name) for dimension in table.dimensions}:
        return
    labels = [_label(wanted.get(_folded(dimension.name), ANY), dimension) for dimension in table.dimensions]
    for key in table.cells:
        if all(label in {ANY, own} for label, own in zip(labels, key, strict=True)):
            yield key


def _label(text: str, dimension: Dimension) -> str:
    """Return the dimension's own label for what a person wrote, in any case unless two differ in case alone."""
    text = text.strip()
    if text == ANY or text in dimension.categories:
        return text
    alike = [label for label in dimension.categories if _folded(label) == _folded(text)]
    if len(alike) == 1:
        return alike[0]
    return TOTAL if is_total(text) else text


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _words(pattern: Pattern) -> str:
    return ", ".join(f"{name} {label!r}" for name, label in pattern.items())


def _dimensions(table: Table) -> str:
    return " and ".join(dimension.name for dimension in table.dimensions)

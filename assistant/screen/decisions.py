"""Release decisions and worksheets, as an officer fills them in on the page. Nothing here knows Gradio."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.errors import InputError
from assistant.figures.choices.decision_files import holding_back, release_decision, worksheet_of
from assistant.figures.choices.decisions import Choice, Choices
from assistant.figures.choices.worksheet import Pattern, Worksheet, in_words, load_points
from assistant.figures.tables import Table
from assistant.figures.why import find_cell
from assistant.screen.desk import Desk
from assistant.screen.view import esc

RELEASE, HOLD_BACK, WITHHOLD = "release", "hold back", "withhold"
KINDS = (
    ("Release these low counts", RELEASE),
    ("Hold these figures back, though they are not low", HOLD_BACK),
    ("Withhold these low counts: the answers become the letter’s reasons", WITHHOLD),
)


@dataclass(frozen=True, slots=True)
class Form:
    """What stands in the form.

    Attributes:
        kind: release, hold back, or withhold.
        cells: one cell a line, by its labels.
        who: the person who decides.
        reason: why these cells.
        answers: to the eight points, in their order.
    """

    kind: str
    cells: str
    who: str
    reason: str
    answers: tuple[str, ...]


def decided(form: Form, desk: Desk, today: date) -> Choices:
    """Return what is decided on a desk with one more decision.

    Raises:
        InputError: no table is on the desk, or a line names no cell of any.
        TableError: the person, the reason or an answer does not hold.
    """
    table, cells = _cells(form.cells, tuple(desk.tables.values()))
    points = load_points()
    answers = {point.id: text.strip() for point, text in zip(points, form.answers, strict=True) if text.strip()}
    fields: dict[str, object] = {"table": table, "cells": cells, "who": form.who, "on": today.isoformat()}
    choices = desk.choices
    if form.kind == WITHHOLD:
        made = worksheet_of({**fields, "answers": answers, "conclusion": WITHHOLD}, today)
        return replace(choices, worksheets=(*choices.worksheets, made))
    fields["reason"] = form.reason
    if form.kind == HOLD_BACK:
        return replace(choices, held_back=(*choices.held_back, holding_back(fields, today)))
    released = release_decision({**fields, "answers": answers} if answers else fields, today)
    return replace(choices, releases=(*choices.releases, released))


def _cells(text: str, tables: Sequence[Table]) -> tuple[str, list[Mapping[str, str]]]:
    """Return the table that the lines name cells of, and the cells."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines or not tables:
        what = "no cell is named" if tables else "there is no table to decide about"
        raise InputError(what, where="Cells", todo="Name one cell a line by its labels, such as: North, 2023")
    problem: InputError | None = None
    for table in tables:
        try:
            keys = [find_cell(table, line) for line in lines]
        except InputError as error:
            problem = problem or error
            continue
        names = [dimension.name for dimension in table.dimensions]
        return table.source, [dict(zip(names, key, strict=True)) for key in keys]
    raise problem or InputError("no such cell", where="Cells")


def listed(choices: Choices) -> str:
    """Return the decisions on the desk as a list; each names cells, people and reasons, never a count."""
    every: list[tuple[str, Choice | Worksheet]] = [
        *(("Released", one) for one in choices.releases),
        *(("Held back", one) for one in choices.held_back),
        *(("Worksheet", one) for one in choices.worksheets),
    ]
    if not every:
        return ""
    items = "".join(f"<li>{_item(kind, one)}</li>" for kind, one in every)
    return f'<ul class="foi-questions">{items}</ul>'


def _item(kind: str, one: Choice | Worksheet) -> str:
    cells = "; ".join(map(_labels, one.cells))
    if isinstance(one, Worksheet):
        left = len(one.missing())
        state = "complete" if not left else f"{left} points open"
        return f"<b>{kind}</b> for {esc(cells)} by {esc(one.name)}: {state}."
    return f"<b>{kind}</b>: {esc(cells)}, by {esc(one.who)} on {one.on:%d/%m/%Y}. {esc(one.reason)}"


def _labels(pattern: Pattern) -> str:
    return in_words(pattern).replace("'", "")


def without_last(choices: Choices) -> Choices:
    """Take the decision back that stands last in the list."""
    if choices.worksheets:
        return replace(choices, worksheets=choices.worksheets[:-1])
    if choices.held_back:
        return replace(choices, held_back=choices.held_back[:-1])
    return replace(choices, releases=choices.releases[:-1])

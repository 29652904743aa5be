"""A desk as what the components of the page are to show."""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeAlias

import gradio as gr

from assistant.cases.standing import Checked
from assistant.checks.remedies import is_mechanical
from assistant.errors import FoiError
from assistant.figures.choices.alternatives import Alternative
from assistant.figures.policy import Policy
from assistant.law.requester import claims_in
from assistant.pipeline import Workplace
from assistant.screen import decisions, grids, sources, view
from assistant.screen.desk import Desk, Fields
from assistant.screen.layout import Page, TableSlot
from assistant.screen.reply import check, notices_of, suggestions

# Gradio takes back a dictionary from component to value or update.
Updates: TypeAlias = dict[Any, Any]
STALE = "Something has changed since this letter was drafted. Choose “Draft the reply” to bring it up to date."
REPLACED = (
    "A new draft has taken the place of the letter that you had edited. “Bring back my edited letter” undoes that."
)


def staleness(page: Page, desk: Desk, fields: Fields) -> Updates:
    """Say whether the letter is older than what it was drafted from."""
    return {page.letter_said: view.note(STALE if desk.is_stale(fields) else "")}


def figures(page: Page, desk: Desk, policy: Policy) -> Updates:
    """Show every table on the desk, raw and protected."""
    updates: Updates = {page.desk: desk}
    names = list(desk.tables)
    for place, slot in enumerate(page.slots):
        updates |= _table(slot, desk, names[place] if place < len(names) else "", policy)
    return updates


def _table(slot: TableSlot, desk: Desk, name: str, policy: Policy) -> Updates:
    updates: Updates = {slot.name: name, slot.box: gr.Column(visible=bool(name)), slot.pair: ""}
    ways = [one for one in desk.ways.get(name, ()) if one.usable]
    updates[slot.compared] = grids.ways(desk.ways[name]) if ways else ""
    chosen = next((one.name for one in ways if _same(one, desk, name)), None)
    updates[slot.ways] = gr.Radio([one.name for one in ways], value=chosen, visible=bool(ways))
    if name:
        safe = desk.figures[name]
        table = desk.tables[name].with_unit(safe.unit)
        title = f"{name}: {table.title}" if table.title else name
        updates[slot.title] = f"<h3>{view.esc(title)}</h3>"
        updates[slot.unit] = safe.unit
        updates[slot.pair] = grids.side_by_side(table, safe, desk.policy(policy))
    return updates


def _same(way: Alternative, desk: Desk, name: str) -> bool:
    """Tell whether a way is how a table is published now."""
    return way.table.cells == desk.tables[name].cells and way.policy.round_to == desk.round_to


def tables_changed(page: Page, desk: Desk, errors: Sequence[FoiError], fields: Fields, policy: Policy) -> Updates:
    """Show the tables after a change to them, and what could not be read."""
    earlier = ", ".join(table.source for table in desk.released)
    said = view.note(f"Tables of earlier replies: {earlier}." if earlier else "")
    return {
        page.figures_said: view.problems(errors) + said,
        **figures(page, desk, policy),
        page.decisions: decisions.listed(desk.choices),
        **staleness(page, desk, fields),
    }


def checks(page: Page, desk: Desk, checked: Checked, text: str) -> Updates:
    """Show the verdict and the findings."""
    if not text.strip():
        return {page.verdict: view.verdict(None, ()), page.checks: "", page.mend: gr.Button(visible=False)}
    number = sum(map(is_mechanical, checked.findings))
    words = f"Take out what must not stand ({number} {'place' if number == 1 else 'places'})"
    return {
        page.mend: gr.Button(words, visible=bool(number)),
        page.verdict: view.verdict(checked.verdict, checked.findings),
        page.checks: view.checks(checked.findings, desk.draft.remarks if desk.draft else (), text),
    }


def letter(page: Page, desk: Desk, workplace: Workplace, today: date, *, kept: bool) -> Updates:
    """Show a new draft with its checks and sources.

    Args:
        page: the components.
        desk: with the draft.
        workplace: what the letter is checked with.
        today: for the days that are left.
        kept: an edited letter was put aside for this draft, which is said.
    """
    made = desk.draft
    if made is None:
        return {}
    text, case = made.letter.text, made.particulars
    return {
        page.desk: desk,
        page.edit: text,
        page.letter: view.letter(text),
        page.letter_said: view.note(REPLACED if kept else ""),
        page.restore: gr.Button(visible=bool(desk.earlier)),
        page.dates: view.dates(case.received, case.due, case.regime, today),
        page.questions: view.questions(
            made.request.questions, made.letter.answers, claims_in(made.request.text, case.regime, today)
        ),
        page.sources: sources.listed(made.sources),
        page.suggestions: sources.suggestions(suggestions(desk, workplace), notices_of(desk)),
        page.notes_said: "",
        **checks(page, desk, check(desk, text, workplace), text),
    }

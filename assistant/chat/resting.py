"""What an answer must rest on before it is said: its passages, and no low figure of the case."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.checks import check_numbers
from assistant.checks.material import Figures, Material
from assistant.figures.policy import Policy
from assistant.figures.protect import Protected, protect
from assistant.figures.tables import Table
from assistant.findings import Verdict
from assistant.library.passages import Passage
from assistant.pipeline import Workplace
from assistant.support import supported
from assistant.tools.casefile import CaseFile, Turn

# The keys of the passages that an answer rests on: [S1], [S2] …
_KEYS = re.compile(r"\[S\d{1,2}\]")
# Markup that hides words from who reads the page has no place in a model's answer.
_MARKUP = re.compile(r"<[A-Za-z!/?]|&#?\w+;|\]\([^)]*[\"']")
LEFT_OUT = "(Unsupported sentences left out.)"
WITHHELD_ANSWER = "I cannot say that: the answer would give a low figure away."


def tells_a_figure(text: str, case: CaseFile, workplace: Workplace) -> bool:
    """Tell whether a text holds a hidden figure of the case: no model is sent one."""
    if not case.intake.tables:
        return False
    found = check_numbers(text, material_of(case, workplace)).findings
    return any(f.verdict is Verdict.BLOCK and f.code.startswith(("count.", "check.")) for f in found)


def rested(reply: str, passages: Sequence[Passage], case: CaseFile, workplace: Workplace) -> Turn | None:
    """Return a model's answer as a turn, as far as the passages that it cites support it and it gives nothing away."""
    keys = {int(k) for k in re.findall(r"\[S(\d{1,2})\]", reply)}
    known = set(range(1, len(passages) + 1))
    if "NOT FOUND" in reply or _MARKUP.search(reply) or not keys or not keys <= known or len(reply) > 4000:
        return None
    said = supported(reply, words_of(passages))
    if not said:
        return None
    turn = Turn(said, tuple(passages), model=workplace.model_name)
    if checked(turn, case, workplace).answer != said:
        return None
    return turn if len(said) >= len(reply.strip()) - 2 else replace(turn, answer=f"{said}\n\n{LEFT_OUT}")


def words_of(passages: Sequence[Passage]) -> list[str]:
    """Return the words of each passage that an answer may rest on: its title and place too."""
    return [f"{p.title}. {p.locator}. {p.text} {' '.join(p.sections)} {p.authority} {p.date}" for p in passages]


def checked(turn: Turn, case: CaseFile, workplace: Workplace) -> Turn:
    """Withhold an answer that states or gives away a low count; a check that fails withholds it too.

    What is quoted from published replies and the law, without a model in between, is not checked:
    its figures are public, and not the case's. A turn that changes the case says the officer's words again.
    """
    if turn.citations and not turn.model and not turn.changed:
        return turn
    report = check_numbers(_KEYS.sub("", turn.answer), material_of(case, workplace))
    bad = [f for f in report.findings if f.verdict is Verdict.BLOCK and f.code.startswith(("count.", "check."))]
    # A model was shown no figure of the case: one that no passage has is made up, or got at.
    if turn.model and case.intake.tables:
        bad += [f for f in report.findings if f.code == "number.unsourced" and not _in_sources(f.quote, turn)]
    if bad:
        return replace(turn, answer=WITHHELD_ANSWER, citations=(), verdict=Verdict.BLOCK)
    return turn


def _in_sources(quote: str, turn: Turn) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(quote)}(?!\w)", passage.text) for passage in turn.citations)


def material_of(case: CaseFile, workplace: Workplace) -> Material:
    """Return what an answer in the chat is checked against: every table on the desk."""
    drafted_figures = case.draft.figures if case.draft else {}
    return Material(
        figures=tuple(
            Figures(table, drafted_figures.get(name) or _protected(table, workplace.policy, case.intake.released))
            for name, table in case.intake.tables.items()
        ),
        request_text=case.intake.request or None,
        policy=workplace.policy,
        contact=workplace.authority.contact_block,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """A table that is told from others by being the same one."""

    table: Table

    def __hash__(self) -> int:
        return id(self.table)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.table is self.table


def _protected(table: Table, policy: Policy, released: Sequence[Table]) -> Protected:
    """Protect a table once: a turn of the chat is checked again and again against the same ones."""
    return _protected_once(_Same(table), policy, tuple(map(_Same, released)))


@lru_cache(maxsize=32)
def _protected_once(table: _Same, policy: Policy, released: tuple[_Same, ...]) -> Protected:
    return protect(table.table, policy, tuple(one.table for one in released))

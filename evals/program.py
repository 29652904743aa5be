"""Runs the program on a case: the only module, with the tasks, that knows the program."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, cast

from evals.budget import Budget
from evals.case import Case, Given
from evals.judges import REFERENCE, Produced
from evals.models import Hearing, open_for
from evals.outlets import exported, said_in_logs

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from assistant.figures.tables import Table
    from assistant.library import Library
    from assistant.pipeline import Intake, Workplace

TODAY = date(2026, 11, 23)
RECEIVED = date(2026, 11, 2)


def produce(case: Case, model: str = "", budget: Budget | None = None) -> Produced:
    """Run a case and return what the program released, and what it tried to.

    An error that the program means an officer to see is a result; any other is for the caller.

    Raises:
        BudgetSpentError: the run may not go on; what was made without the model is thrown away.
    """
    from assistant.errors import FoiError

    spending = budget or Budget()
    spending.check()
    hearing = Hearing()
    with said_in_logs() as logged:
        try:
            produced = _run(case, _workplace(case, open_for(case, model, hearing, spending)))
        except FoiError as error:
            produced = Produced(str(error), refused=str(error))
    if hearing.stopped:
        raise hearing.stopped
    ways = dict(produced.others or {}) | {"prompt": "\n\n".join(hearing.sent), "log": "\n\n".join(logged)}
    return replace(
        produced,
        others={name: text for name, text in ways.items() if text},
        tried=(case.notes, *hearing.said),
        prompts=tuple(dict.fromkeys(hearing.prompts)),
        errors=tuple(hearing.errors),
    )


def _run(case: Case, workplace: "Workplace") -> Produced:
    from assistant.pipeline import draft_reply
    from assistant.request import read_request

    if case.family == "reading":
        found = tuple(q.text for q in read_request(case.request).questions)
        return Produced("\n".join(found), questions=found)
    if case.messages:
        return _chat(case, workplace)
    draft = draft_reply(_intake(case), workplace)
    return Produced(
        draft.letter.text,
        draft.letter.text,
        tuple(d.question.text for d in draft.decisions),
        tuple(a.outcome for a in draft.letter.answers),
        draft.verdict.word,
        exported(draft),
    )


def _intake(case: Case) -> "Intake":
    from assistant.pipeline import Intake

    return Intake(
        case.request,
        _tables(case.tables),
        case.notes,
        tuple(_tables(case.released).values()),
        received=RECEIVED,
        reference=REFERENCE,
        regime=case.regime,
        letter_date=TODAY,
    )


def _tables(given: Mapping[str, Given]) -> "dict[str, Table]":
    from assistant.figures.tables import ReadOptions, read_table

    tables = {}
    with TemporaryDirectory() as folder:
        for name, one in given.items():
            path = Path(folder) / name
            path.write_text(one.rows, "utf-8")
            layout: Any = None if one.layout == "crosstab" else one.layout
            unit: Any = one.counts
            tables[name] = read_table(path, ReadOptions(layout=layout, by=one.by, unit=unit))
    return tables


def _workplace(case: Case, model: "BaseChatModel | None") -> "Workplace":
    from assistant.figures.policy import Policy
    from assistant.pipeline import Workplace
    from assistant.sample import AUTHORITY
    from assistant.settings import load_authority

    # What an officer added to the corpus must not decide a score, so a case brings its own passage or none.
    library = cast("Library", Shelf(case.past)) if case.past else None
    zeros: Any = case.zeros
    return Workplace(
        load_authority(AUTHORITY), Policy(case.threshold, zeros), library, model, "a model" if model else ""
    )


def _chat(case: Case, workplace: "Workplace") -> Produced:
    from assistant.chat.respond import respond
    from assistant.tools.casefile import CaseFile

    desk = CaseFile(_intake(case))
    turns: list[str] = []
    for message in case.messages:
        turn = respond(message, desk, workplace, TODAY)
        desk = turn.case or desk
        turns.append(f"Officer: {' '.join(message.split())}\n\nAssistant: {turn.answer}")
    letter = desk.draft.letter.text if desk.draft else ""
    # The letter after the talk, so that no turn of it is taken for a part of the letter.
    said = "\n\n".join(turns)
    return Produced(said, letter, others={"letter": letter})


@dataclass(frozen=True, slots=True)
class Shelf:
    """A corpus of one passage, which every search finds."""

    text: str
    version: str = "one passage"
    remarks: tuple[str, ...] = field(default=())

    def search(self, query: str, *, kind: str = "all", k: int = 10, regime: str | None = None) -> list[Any]:  # noqa: ARG002 - the library's own signature
        from assistant.library.passages import Passage

        if kind == "legislation":
            return []
        question = query if len(query) > 20 else ""
        return [
            Passage(
                "past-1",
                "past",
                "response",
                "Earlier reply",
                "Q1",
                self.text,
                1.0,
                "2025-05-01",
                "Another Council",
                (),
                "foia",
                "disclosed",
                "",
                False,
                True,
                question,
                self.text,
            )
        ][:k]

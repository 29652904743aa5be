"""Runs the program on a case: the only module, with the tasks, that knows the program."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, cast

from evals.budget import Budget
from evals.case import Case, Given
from evals.judges import REFERENCE, Produced
from evals.models import HOSTILE, Hearing, listened, open_for
from evals.outlets import exported, said_in_logs
from evals.shelves import Shelf, in_words, looked_up, packaged_library, suggested

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from assistant.figures.choices.decisions import Choices
    from assistant.figures.tables import Table
    from assistant.library import Library
    from assistant.pipeline import Intake, Workplace
    from assistant.tools.casefile import Turn

TODAY = date(2026, 11, 23)
RECEIVED = date(2026, 11, 2)


def produce(
    case: Case, model: str = "", budget: Budget | None = None, *, opened: "BaseChatModel | None" = None
) -> Produced:
    """Run a case and return what the program released, and what it tried to.

    Args:
        case: what to run.
        model: by name; "" for none.
        budget: what may be spent.
        opened: a model instead of one by name.

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
            chat = listened(opened, case, hearing, spending) if opened else open_for(case, model, hearing, spending)
            produced = _run(case, _workplace(case, chat))
        except FoiError as error:
            produced = Produced(str(error), refused=str(error))
    if hearing.stopped:
        raise hearing.stopped
    spending.wrote(*produced.paragraphs)
    ways = dict(produced.others or {}) | {"prompt": "\n\n".join(hearing.sent), "log": "\n\n".join(logged)}
    return replace(
        produced,
        others={name: text for name, text in ways.items() if text},
        tried=(case.notes, *hearing.said),
        prompts=tuple(dict.fromkeys(hearing.prompts)),
        obeys=bool(hearing.said) and model != HOSTILE and not case.scripted,
        errors=() if case.stops else tuple(hearing.errors),
    )


def _run(case: Case, workplace: "Workplace") -> Produced:
    from assistant.pipeline import draft_reply
    from assistant.request import read_request

    if case.family == "reading":
        found = tuple(q.text for q in read_request(case.request).questions)
        return Produced("\n".join(found), questions=found)
    if case.family == "retrieval":
        return looked_up(case)
    if case.family == "suggestions":
        return suggested(case)
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
        paragraphs=draft.paragraphs,
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
        choices=_choices(case),
    )


def _choices(case: Case) -> "Choices":
    from assistant.figures.choices.decision_files import release_decision
    from assistant.figures.choices.decisions import Choices

    return Choices(tuple(release_decision({**one, "on": TODAY}, TODAY) for one in case.decisions))


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
    library = cast("Library", Shelf(case.past)) if case.past else packaged_library() if case.corpus else None
    zeros: Any = case.zeros
    return Workplace(
        load_authority(AUTHORITY), Policy(case.threshold, zeros), library, model, "a model" if model else ""
    )


def _chat(case: Case, workplace: "Workplace") -> Produced:
    from threading import Event

    from assistant.chat.respond import respond
    from assistant.chat.talking import Listening
    from assistant.tools.casefile import CaseFile

    desk = CaseFile(_intake(case))
    turns: list[str] = []
    answers: list[tuple[str, tuple[str, ...]]] = []
    parts: list[str] = []
    for message in case.messages:
        asked = f"Officer: {' '.join(message.split())}\n\nAssistant: "
        stop = Event()

        def shown(part: str, asked: str = asked, stop: Event = stop) -> None:
            parts.append(asked + part)
            if case.stops:
                stop.set()

        turn = respond(message, desk, workplace, TODAY, listening=Listening(shown, stop))
        desk = turn.case or desk
        turns.append(asked + turn.answer)
        answers.append((_claimed(turn), tuple(map(in_words, turn.citations))))
    letter = desk.draft.letter.text if desk.draft else ""
    # The letter after the talk, so that no turn of it is taken for a part of the letter.
    said = "\n\n".join(turns)
    outcomes = tuple(a.outcome for a in desk.draft.letter.answers) if desk.draft else ()
    others = {"letter": letter, "stream": "\n\n".join(parts)}
    paragraphs = desk.draft.paragraphs if desk.draft else ()
    return Produced(said, letter, outcomes=outcomes, others=others, answers=tuple(answers), paragraphs=paragraphs)


def _claimed(turn: "Turn") -> str:
    """Return what a turn claims, less the program's own word that a model was not used."""
    from assistant.chat.talking import NOT_SENT, UNUSABLE

    first, _, rest = turn.answer.partition("\n\n")
    own = first in {NOT_SENT, UNUSABLE} or first.startswith("The model could not be used: ")
    return rest if own and not turn.model else turn.answer

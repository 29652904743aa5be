"""Runs the program on a case: the only module, with the tasks, that knows the program."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, cast

from evals.case import Case, Given
from evals.judges import REFERENCE, Produced

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from assistant.figures.tables import Table
    from assistant.library import Library
    from assistant.pipeline import Intake, Workplace

TODAY = date(2026, 11, 23)
RECEIVED = date(2026, 11, 2)


def produce(case: Case, model: str = "") -> Produced:
    """Run a case and return what the program released, and what it tried to.

    An error that the program means an officer to see is a result; any other is for the caller.
    """
    from assistant.errors import FoiError

    heard: list[str] = []
    try:
        return _run(case, _workplace(case, model, heard), heard)
    except FoiError as error:
        return Produced(str(error), tried=(case.notes, *heard), refused=str(error))


def _run(case: Case, workplace: "Workplace", heard: list[str]) -> Produced:
    from assistant.export import render
    from assistant.pipeline import draft_reply
    from assistant.request import read_request

    if case.family == "reading":
        found = tuple(q.text for q in read_request(case.request).questions)
        return Produced("\n".join(found), questions=found)
    if case.messages:
        return _chat(case, workplace, heard)
    draft = draft_reply(_intake(case), workplace)
    record = draft.as_json()
    answers = cast("list[dict[str, str]]", record["questions"])
    page = render(draft.letter.text, ".html", title="Reply", author="").decode()
    return Produced(
        draft.letter.text,
        draft.letter.text,
        tuple(d.question.text for d in draft.decisions),
        tuple(a.outcome for a in draft.letter.answers),
        draft.verdict.word,
        {"record": f"{record['letter']}\n\n" + "\n\n".join(a["answer"] for a in answers), "page": _page_text(page)},
        (case.notes, *heard),
    )


def _page_text(page: str) -> str:
    """Return what a web page says, its style and quotations left out, its tables as they are."""
    import re

    page = re.sub(r"<(style|head|script|blockquote)\b.*?</\1>", " ", page, flags=re.DOTALL)
    page = re.sub(r"</?(?:p|div|h\d|li|ul|ol|section|main|body|html|article)\b[^>]*>", "\n\n", page)
    page = re.sub(r"<!doctype[^>]*>", "", page, flags=re.IGNORECASE)
    return re.sub(r"</?(?:strong|em|b|i|br|a|thead|tbody|span)\b ?/?>|<a href[^>]*>", "", page)


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


def _workplace(case: Case, model: str, heard: list[str]) -> "Workplace":
    from assistant.figures.policy import Policy
    from assistant.pipeline import Workplace
    from assistant.sample import AUTHORITY
    from assistant.settings import load_authority

    opened = _hostile(case.hostile, heard) if case.hostile else _listened(model, heard)
    # What an officer added to the corpus must not decide a score, so a case brings its own passage or none.
    library = cast("Library", Shelf(case.past)) if case.past else None
    zeros: Any = case.zeros
    name = "hostile" if case.hostile else model
    return Workplace(load_authority(AUTHORITY), Policy(case.threshold, zeros), library, opened, name)


def _hostile(says: str, heard: list[str]) -> "BaseChatModel":
    """Return a model that says the same thing whatever it is asked, in the form that it is asked for."""
    import re

    from assistant.model.scripted import ScriptedModel

    def answer(prompt: str) -> str:
        heard.append(says)
        form = re.search(r"\{\"[\w-]+\": \"…\".*\}\s*$", prompt)
        return json.dumps(dict.fromkeys(re.findall(r"\"([\w-]+)\": \"…\"", form.group()), says)) if form else says

    return ScriptedModel(answer=answer)


def _listened(model: str, heard: list[str]) -> "BaseChatModel | None":
    """Open a model and note what it says."""
    if not model:
        return None
    from langchain_core.callbacks import BaseCallbackHandler

    class Listener(BaseCallbackHandler):
        def on_llm_end(self, response: Any, **_: Any) -> None:  # noqa: ANN401 - LangChain's own signature
            heard.extend(str(one.text) for generations in response.generations for one in generations)

    opened = _opened(model).model_copy()
    opened.callbacks = [Listener()]
    return opened


@cache
def _opened(model: str) -> "BaseChatModel":
    from assistant.model.chat_model import open_model
    from assistant.settings import load_settings

    opened = open_model(load_settings().model_copy(update={"model": model}))
    assert opened is not None, "a model is named"
    return opened


def _chat(case: Case, workplace: "Workplace", heard: list[str]) -> Produced:
    from assistant.chat.casefile import CaseFile
    from assistant.chat.respond import respond

    desk = CaseFile(_intake(case))
    turns: list[str] = []
    for message in case.messages:
        turn = respond(message, desk, workplace, TODAY)
        desk = turn.case or desk
        turns.append(f"Officer: {' '.join(message.split())}\n\nAssistant: {turn.answer}")
    letter = desk.draft.letter.text if desk.draft else ""
    # The letter after the talk, so that no turn of it is taken for a part of the letter.
    said = "\n\n".join(turns)
    return Produced(said, letter, others={"letter": letter}, tried=(case.notes, *heard))


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

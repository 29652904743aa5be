"""The one list of tools. Whatever changes a case goes through ``use``."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from assistant.errors import FoiError
from assistant.tools import arguments as a
from assistant.tools import deciding, dividing, looking, overview, steps, worksheets, writing
from assistant.tools.casefile import Bench, Call, Run, Turn


@dataclass(frozen=True, slots=True)
class Tool:
    """One thing that can be done with a case.

    Attributes:
        name: what a call names it by.
        takes: its arguments.
        run: does it.
        about: what a model is told of it.
        words: names of the arguments that must be the officer's own words, whoever calls.
    """

    name: str
    takes: type[a.Arguments]
    run: Run
    about: str
    words: tuple[str, ...] = ()


_ALL = (
    Tool("search", a.Search, looking.search, "Search past replies and the law."),
    Tool("quote_law", a.QuoteLaw, looking.quote_law, "Quote what a section or regulation says."),
    Tool("find_precedents", a.FindPrecedents, looking.find_precedents, "Find past replies to similar requests."),
    Tool("why_decided", a.OneQuestion, looking.why_decided, "Say why a question is answered as it is."),
    Tool("show_case", a.Nothing, overview.show_case, "Say what is asked and how it is answered so far."),
    Tool(
        "suggest_outcomes",
        a.OneQuestion,
        overview.suggest_outcomes,
        "Say which outcomes and exemptions are likely for a question, and why.",
    ),
    Tool("when_due", a.Nothing, looking.when_due, "Say when the reply is due."),
    Tool("compare_ways", a.OneTable, looking.compare_ways, "Compare the ways in which a table can be published."),
    Tool(
        "merge_questions",
        a.MergeQuestions,
        dividing.merge_questions,
        "Join questions of the request that ask the same.",
    ),
    Tool("split_question", a.SplitQuestion, dividing.split_question, "Divide a question of the request in parts."),
    Tool(
        "set_outcome",
        a.SetOutcome,
        deciding.set_outcome,
        "Decide a question: its outcome, the sections relied on and the officer's reason.",
        ("reason", "detail"),
    ),
    Tool(
        "open_worksheet", a.OpenWorksheet, worksheets.open_worksheet, "Show a worksheet and what is still open on it."
    ),
    Tool(
        "fill_worksheet",
        a.FillWorksheet,
        worksheets.fill_worksheet,
        "Note the officer's answer to a point of a worksheet.",
        ("answer",),
    ),
    Tool("add_context", a.AddContext, deciding.add_context, "Add the officer's own words to the letter.", ("words",)),
    Tool("set_dates", a.SetDates, deciding.set_dates, "Set when the request was received, or the letter's date."),
    Tool("draft", a.Nothing, writing.make_draft, "Draft the whole letter anew."),
    Tool("check", a.Nothing, writing.check, "Say what the checks find in the letter."),
    Tool("explain_finding", a.OneFinding, writing.explain_finding, "Say what a finding means and what to do."),
    Tool("apply_remedy", a.ApplyRemedy, writing.apply_remedy, "Take out of the letter what needs no judgement."),
    Tool(
        "redraft",
        a.Redraft,
        writing.redraft,
        "Put a paragraph of the letter in other words, as the officer says.",
        ("instruction",),
    ),
    Tool("undo", a.Steps, steps.undo, "Take the last change back."),
    Tool("redo", a.Steps, steps.redo, "Bring the change back that was taken back last."),
)
TOOLS: Mapping[str, Tool] = {tool.name: tool for tool in _ALL}


def use(call: Call, bench: Bench) -> Turn:
    """Check a call's arguments and run its tool.

    Raises:
        FoiError: there is no such tool, an argument is not acceptable, or the tool cannot do it; nothing changed.
    """
    tool = TOOLS.get(call.name)
    if tool is None:
        raise FoiError(f"there is no tool {call.name[:40]!r}", todo=f"The tools are {', '.join(TOOLS)}.")
    return tool.run(bench, checked(tool, call.arguments))


def checked(tool: Tool, given: Mapping[str, Any]) -> a.Arguments:
    """Return the arguments of a call, checked.

    Raises:
        FoiError: one is missing, unknown or not acceptable; says which.
    """
    try:
        return tool.takes.model_validate(dict(given))
    except ValidationError as error:
        problem = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, problem["loc"])) or tool.name
        raise FoiError(
            f"{tool.name} cannot take this {where}: {problem['msg']}",
            todo=f"It takes {', '.join(tool.takes.model_fields) or 'nothing'}.",
        ) from None

"""One turn of the conversation: a command calls its tool; anything else is answered from the sources."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.chat import tools
from assistant.chat.casefile import CaseFile, Turn
from assistant.chat.commands import HELP, Command, read_command
from assistant.checks import check_letter
from assistant.checks.material import Figures, Material
from assistant.errors import FoiError
from assistant.figures.protect import protect
from assistant.findings import Verdict
from assistant.library.passages import Passage
from assistant.model.prompts import prompt
from assistant.pipeline import Intake, Workplace

# The keys of the passages that an answer rests on: [S1], [S2] …
_KEYS = re.compile(r"\[S\d{1,2}\]")
# Markup that hides words from who reads the page has no place in a model's answer.
_MARKUP = re.compile(r"<[A-Za-z!/?]|&#?\w+;|\]\([^)]*[\"']")
WITHHELD_ANSWER = "I cannot say that: the answer would give a low figure away."


def respond(message: str, case: CaseFile, workplace: Workplace, today: date) -> Turn:
    """Answer one message about a case.

    Args:
        message: what the officer typed.
        case: what is on the desk.
        workplace: library, policy, authority, model.
        today: for the deadline.

    Returns:
        The turn. An answer that would state or give away a low count is withheld.
    """
    if not message.strip():
        return Turn(HELP, case=case)
    try:
        command = read_command(message)
        turn = _run(command, case, workplace, today) if command else answer_from_sources(message, case, workplace)
    except FoiError as error:
        return Turn(str(error), case=case, verdict=Verdict.REVIEW)
    return _checked(turn, turn.case or case, workplace)


def _run(command: Command, case: CaseFile, workplace: Workplace, today: date) -> Turn:
    match command.name:
        case "draft":
            return tools.make_draft(case, workplace)
        case "law":
            return tools.law_says(command.text, case, workplace, command.regime)
        case "precedents":
            return tools.precedents(command.text, case, workplace)
        case "why":
            return tools.why_decided(command.number, case, workplace)
        case "set":
            return tools.set_outcome(command.number, command.text, case, workplace)
        case "due":
            return tools.when_due(case, workplace, today)
    return Turn(HELP, case=case)


def answer_from_sources(message: str, case: CaseFile, workplace: Workplace) -> Turn:
    """Answer by quoting the corpus; a model, where one is named, answers from the same passages."""
    if workplace.library is None:
        return Turn("The corpus is not open, so I have nothing to answer from.", case=case)
    passages = workplace.library.search(message, k=4)
    if not passages:
        return Turn(tools.NOTHING_FOUND + " " + "Say “help” for what I can do.", case=case)
    written = _by_model(message, passages, case, workplace)
    return written or _quoted(passages[:3], case)


def _quoted(passages: Sequence[Passage], case: CaseFile) -> Turn:
    lines = []
    for i, p in enumerate(passages, 1):
        said = tools.describe(p) if p.kind == "response" else f"**{p.title}**, {p.locator}. {tools.quote(p.text)}"
        lines.append(f"- {said} [S{i}]")
    return Turn("The sources that come nearest say:\n\n" + "\n".join(lines), tuple(passages), case)


def _tells_a_figure(message: str, case: CaseFile, workplace: Workplace) -> bool:
    """Tell whether what the officer typed holds a hidden figure of the case: no model is sent one."""
    if not case.intake.tables:
        return False
    found = check_letter(message, material_of(case, workplace)).findings
    return any(f.verdict is Verdict.BLOCK and f.code.startswith(("count.", "check.")) for f in found)


def _by_model(message: str, passages: Sequence[Passage], case: CaseFile, workplace: Workplace) -> Turn | None:
    """Return a model's answer where it gave one that cites its passages and passes the check."""
    if workplace.model is None or _tells_a_figure(message, case, workplace):
        return None
    keyed = "\n\n".join(f"[S{i}] {p.title}, {p.locator}: {p.text[:700]}" for i, p in enumerate(passages, 1))
    try:
        reply = str(workplace.model.invoke(prompt("answer").fill(question=message, passages=keyed)).text).strip()
    except Exception:  # noqa: BLE001 - whatever a provider raises, the sources are quoted instead
        quoted = _quoted(passages, case)
        return replace(
            quoted, answer="The model could not be reached, so here are the sources themselves.\n\n" + quoted.answer
        )
    keys = {int(k) for k in re.findall(r"\[S(\d{1,2})\]", reply)}
    if (
        "NOT FOUND" in reply
        or _MARKUP.search(reply)
        or not keys
        or not keys <= set(range(1, len(passages) + 1))
        or len(reply) > 4000
    ):
        return None
    turn = Turn(reply, tuple(passages), case, model=workplace.model_name)
    return turn if _checked(turn, case, workplace).answer == reply else None


def _checked(turn: Turn, case: CaseFile, workplace: Workplace) -> Turn:
    """Withhold an answer that states or gives away a low count; a check that fails withholds it too.

    What is quoted from published replies and the law, without a model in between, is not checked:
    its figures are public, and not the case's. A turn that changes the case says the officer's words again.
    """
    if turn.citations and not turn.model and not turn.changed:
        return turn
    report = check_letter(_KEYS.sub("", turn.answer), material_of(case, workplace))
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
    drafted = case.draft.figures if case.draft else {}
    return Material(
        figures=tuple(
            Figures(table, drafted.get(name) or protect(table, workplace.policy, case.intake.released))
            for name, table in case.intake.tables.items()
        ),
        request_text=case.intake.request or None,
        policy=workplace.policy,
        contact=workplace.authority.contact_block,
    )


def ask(question: str, workplace: Workplace, today: date) -> Turn:
    """Answer one question without a case (``foi ask``)."""
    return respond(question, CaseFile(Intake("")), workplace, today)

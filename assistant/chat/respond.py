"""One turn of the conversation: tools are called, by commands or by a model; what is said is checked."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.chat.commands import HELP, Around, Reading, read_message
from assistant.checks import check_letter
from assistant.checks.material import Figures, Material
from assistant.errors import FoiError
from assistant.figures.protect import protect
from assistant.findings import Verdict
from assistant.library.passages import Passage
from assistant.model.prompts import prompt
from assistant.pipeline import Intake, Workplace
from assistant.tools.casefile import Bench, Call, CaseFile, Record, Turn
from assistant.tools.looking import NOTHING_FOUND, questions_of, quoted
from assistant.tools.steps import with_step
from assistant.tools.toolbox import use
from assistant.tools.writing import drafted, told_of

# The keys of the passages that an answer rests on: [S1], [S2] …
_KEYS = re.compile(r"\[S\d{1,2}\]")
# Markup that hides words from who reads the page has no place in a model's answer.
_MARKUP = re.compile(r"<[A-Za-z!/?]|&#?\w+;|\]\([^)]*[\"']")
WITHHELD_ANSWER = "I cannot say that: the answer would give a low figure away."


def respond(message: str, case: CaseFile, workplace: Workplace, today: date, record: Record | None = None) -> Turn:
    """Answer one message about a case.

    Args:
        message: what the officer typed.
        case: what is on the desk.
        workplace: library, policy, authority, model.
        today: for dates.
        record: where the case's steps are kept, if not in the conversation alone.

    Returns:
        The turn, with the case after it. An answer that would state or give away a low count is withheld.
    """
    if not message.strip():
        return Turn(HELP, case=case)
    bench = Bench(case, workplace, today, record)
    reading = read_message(message, around(case))
    if reading and reading.said is HELP:
        # The same words whatever the case, so that they tell nothing of this one: "explain finding 2" is no figure.
        return Turn(HELP, case=case)
    try:
        turn = run(reading, bench) if reading else answer_from_sources(message, case, workplace)
        turn = settled(case, turn, bench)
    except FoiError as error:
        turn = Turn(str(error), case=replace(case, offered=()), verdict=Verdict.REVIEW)
    return checked(turn, turn.case or case, workplace)


def around(case: CaseFile) -> Around:
    """Return what a message about a case is understood against."""
    return Around(len(questions_of(case)), tuple(case.intake.tables), case.offered)


def run(reading: Reading, bench: Bench) -> Turn:
    """Do what a message was taken for: every call of it, or none.

    Raises:
        FoiError: one of the calls cannot be done; nothing changed.
    """
    if not reading.calls:
        lines = [f"{place}. {call.words}" for place, call in enumerate(reading.offered, 1)]
        meant = f"Did you mean “{reading.offered[0].words}”? Say yes, and I do it." if len(lines) == 1 else ""
        asked = reading.said or ("Did you mean one of these? Say which.\n\n" if lines and not meant else "")
        return Turn(
            asked + meant + ("" if meant else "\n" + "\n".join(lines) if lines else ""), offered=reading.offered
        )
    return together([], reading.calls, bench)


def together(done: Sequence[Turn], calls: Sequence[Call], bench: Bench) -> Turn:
    """Use tools one after the other, and return their turns as one."""
    turns, case = list(done), bench.case
    for call in calls:
        turn = use(call, replace(bench, case=case))
        case = turn.case or case
        turns.append(turn)
    return Turn(
        "\n\n".join(turn.answer for turn in turns),
        turns[-1].citations if len(turns) == 1 else (),
        case,
        changed="; ".join(turn.changed for turn in turns if turn.changed),
        offered=turns[-1].offered if turns else (),
    )


def settled(before: CaseFile, turn: Turn, bench: Bench) -> Turn:
    """Draft anew what a turn changed, keep the step so that it can be taken back, and what was offered.

    Raises:
        FoiError: the changed case cannot be drafted; the case is then as it was.
    """
    case = turn.case or before
    if turn.changed:
        stepped = case.history is before.history and bench.record is None
        if case.draft is None:
            if case.intake.request.strip():
                case = drafted(case, bench.workplace)
                said = told_of(case.draft) if case.draft else ""
                turn = replace(turn, answer=f"{turn.answer} {said}")
            else:
                turn = replace(turn, answer=f"{turn.answer} Paste the request, then ask me to draft.")
        if stepped:
            case = with_step(before, case, turn.changed)
    return replace(turn, case=replace(case, offered=turn.offered))


def answer_from_sources(message: str, case: CaseFile, workplace: Workplace) -> Turn:
    """Answer by quoting the corpus; a model, where one is named, answers from the same passages."""
    if workplace.library is None:
        return Turn("The corpus is not open, so I have nothing to answer from.")
    passages = workplace.library.search(message, k=4)
    if not passages:
        return Turn(NOTHING_FOUND + " " + "Say “help” for what I can do.")
    written = _by_model(message, passages, case, workplace)
    return written or quoted(passages[:3])


def tells_a_figure(text: str, case: CaseFile, workplace: Workplace) -> bool:
    """Tell whether a text holds a hidden figure of the case: no model is sent one."""
    if not case.intake.tables:
        return False
    found = check_letter(text, material_of(case, workplace)).findings
    return any(f.verdict is Verdict.BLOCK and f.code.startswith(("count.", "check.")) for f in found)


def _by_model(message: str, passages: Sequence[Passage], case: CaseFile, workplace: Workplace) -> Turn | None:
    """Return a model's answer where it gave one that cites its passages and passes the check."""
    if workplace.model is None or tells_a_figure(message, case, workplace):
        return None
    keyed = "\n\n".join(f"[S{i}] {p.title}, {p.locator}: {p.text[:700]}" for i, p in enumerate(passages, 1))
    try:
        reply = str(workplace.model.invoke(prompt("answer").fill(question=message, passages=keyed)).text).strip()
    except Exception:  # noqa: BLE001 - whatever a provider raises, the sources are quoted instead
        found = quoted(list(passages[:3]))
        return replace(
            found, answer="The model could not be reached, so here are the sources themselves.\n\n" + found.answer
        )
    return rested(reply, passages, case, workplace)


def rested(reply: str, passages: Sequence[Passage], case: CaseFile, workplace: Workplace) -> Turn | None:
    """Return a model's answer as a turn, where it cites the passages that it was given and gives nothing away."""
    keys = {int(k) for k in re.findall(r"\[S(\d{1,2})\]", reply)}
    known = set(range(1, len(passages) + 1))
    if "NOT FOUND" in reply or _MARKUP.search(reply) or not keys or not keys <= known or len(reply) > 4000:
        return None
    turn = Turn(reply, tuple(passages), model=workplace.model_name)
    return turn if checked(turn, case, workplace).answer == reply else None


def checked(turn: Turn, case: CaseFile, workplace: Workplace) -> Turn:
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
    drafted_figures = case.draft.figures if case.draft else {}
    return Material(
        figures=tuple(
            Figures(table, drafted_figures.get(name) or protect(table, workplace.policy, case.intake.released))
            for name, table in case.intake.tables.items()
        ),
        request_text=case.intake.request or None,
        policy=workplace.policy,
        contact=workplace.authority.contact_block,
    )


def ask(question: str, workplace: Workplace, today: date) -> Turn:
    """Answer one question without a case (``foi ask``)."""
    return respond(question, CaseFile(Intake("")), workplace, today)

"""One turn of the conversation: tools are called, by commands or by a model; what is said is checked."""

import queue
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from assistant.chat.commands import HELP, read_message
from assistant.chat.readings import Around, Reading
from assistant.chat.resting import WITHHELD_ANSWER, checked
from assistant.errors import FoiError
from assistant.findings import Verdict
from assistant.pipeline import Intake, Workplace
from assistant.tools.casefile import Bench, Call, CaseFile, Record, Turn
from assistant.tools.looking import NOTHING_FOUND, questions_of, quoted
from assistant.tools.steps import with_step
from assistant.tools.toolbox import use
from assistant.tools.writing import drafted, told_of

if TYPE_CHECKING:
    from assistant.chat.talking import Listening

MAX_SAID = 12
__all__ = ["WITHHELD_ANSWER", "ask", "respond", "streamed"]


def respond(
    message: str,
    case: CaseFile,
    workplace: Workplace,
    today: date,
    record: Record | None = None,
    listening: "Listening | None" = None,
) -> Turn:
    """Answer one message about a case.

    What is plainly an order is done as a command, with a model or without; the rest goes to the model where one is
    named, and to the sources where none is, or none can be used.

    Args:
        message: what the officer typed.
        case: what is on the desk.
        workplace: library, policy, authority, model.
        today: for dates.
        record: where the case's steps are kept, if not in the conversation alone.
        listening: how a model's answer is followed and stopped.

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
        if reading and (reading.calls or not reading.offered):
            turn = run(reading, bench)
        else:
            turn = _spoken(message, reading, bench, listening)
        turn = settled(case, turn, bench)
    except FoiError as error:
        said = str(error)
        turn = Turn(said[:1].upper() + said[1:], case=replace(case, offered=()), verdict=Verdict.REVIEW)
    turn = checked(turn, turn.case or case, workplace)
    return replace(turn, case=_heard(turn.case or case, message, turn.answer))


def _heard(case: CaseFile, message: str, answer: str) -> CaseFile:
    return replace(case, said=(*case.said, ("user", message), ("assistant", answer))[-MAX_SAID:])


def _spoken(message: str, reading: Reading | None, bench: Bench, listening: "Listening | None") -> Turn:
    """Answer what is not plainly an order: by the model, else by what was nearly understood, else by the sources."""
    remark = ""
    if bench.workplace.model is not None:
        from assistant.chat.talking import Listening, with_model  # langchain only where a model is named

        turn, remark = with_model(message, bench, listening or Listening.none())
        if turn:
            return turn
    turn = run(reading, bench) if reading else answer_from_sources(message, bench.workplace)
    return replace(turn, answer=f"{remark}\n\n{turn.answer}") if remark else turn


def streamed(
    message: str, case: CaseFile, workplace: Workplace, today: date, stop: threading.Event, record: Record | None = None
) -> Iterator[str | Turn]:
    """Answer a message in parts: the answer as far as it may be shown, again and again, and the turn at the end.

    Args:
        message: as for ``respond``, like the others.
        case: what is on the desk.
        workplace: library, policy, authority, model.
        today: for dates.
        stop: set it to stop a model; the turn then says so, and nothing has changed.
        record: where the case's steps are kept.
    """
    if workplace.model is None:
        yield respond(message, case, workplace, today, record)
        return
    from assistant.chat.talking import Listening

    parts: queue.Queue[str | Turn | BaseException] = queue.Queue()

    def work() -> None:
        try:
            parts.put(respond(message, case, workplace, today, record, Listening(parts.put, stop)))
        except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
            parts.put(error)

    threading.Thread(target=work, name="turn", daemon=True).start()
    while True:
        part = parts.get()
        if isinstance(part, BaseException):
            raise part
        yield part
        if isinstance(part, Turn):
            return


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


def answer_from_sources(message: str, workplace: Workplace) -> Turn:
    """Answer by quoting the corpus."""
    if workplace.library is None:
        return Turn("The corpus is not open, so I have nothing to answer from.")
    passages = workplace.library.search(message, k=4)
    if not passages:
        return Turn(NOTHING_FOUND + " " + "Say “help” for what I can do.")
    return quoted(passages[:3])


def ask(question: str, workplace: Workplace, today: date) -> Turn:
    """Answer one question without a case (``foi ask``)."""
    return respond(question, CaseFile(Intake("")), workplace, today)

"""Undo and redo of a conversation's steps: what a step changed goes back, what was changed since by hand stays."""

from collections.abc import Callable
from dataclasses import fields, replace

from assistant.errors import FoiError
from assistant.pipeline import Intake
from assistant.tools.arguments import Steps
from assistant.tools.casefile import Bench, CaseFile, History, Step, Turn

_NAMES = {
    "request": "the request",
    "notes": "the notes",
    "tables": "the tables",
    "received": "the date received",
    "letter_date": "the letter's date",
    "choices": "the decisions about cells",
    "questions": "the division into questions",
}


def with_step(before: CaseFile, after: CaseFile, what: str) -> CaseFile:
    """Return a case after a step that can be taken back."""
    bare = [replace(one, history=History(), offered=(), said=()) for one in (before, after)]
    return replace(after, history=before.history.with_step(Step(what, bare[0], bare[1])))


def undo(bench: Bench, given: Steps) -> Turn:
    """Take the last change back, or as many as there are up to the number given.

    Raises:
        FoiError: there is none.
    """
    return _stepped(bench, given.steps, _undone, "taken back")


def redo(bench: Bench, given: Steps) -> Turn:
    """Bring the change back that was taken back last, or several, likewise.

    Raises:
        FoiError: there is none.
    """
    return _stepped(bench, given.steps, _redone, "brought back")


def _stepped(bench: Bench, steps: int, step: Callable[[Bench], tuple[CaseFile, str]], done: str) -> Turn:
    case, said, short = bench.case, [], ""
    for place in range(steps):
        try:
            case, what = step(replace(bench, case=case))
        except FoiError as error:
            if not place:
                raise
            # A record has kept the steps before this one, so they are told and not lost.
            short = f" No more than that: {error.what}."
            break
        said.append(what)
    told = "; ".join(said)
    return Turn(f"{done.capitalize()}: {told}.{short}", case=case, changed=f"{done}: {told}")


def _undone(bench: Bench) -> tuple[CaseFile, str]:
    if bench.record:
        return bench.record.undo(bench.case)
    done, undone = bench.case.history.done, bench.case.history.undone
    if not done:
        raise FoiError("there is nothing to take back", todo="Nothing was changed in this conversation.")
    case = _put(bench.case, done[-1].after, done[-1].before)
    return replace(case, history=History(done[:-1], (*undone, done[-1]))), done[-1].what


def _redone(bench: Bench) -> tuple[CaseFile, str]:
    if bench.record:
        return bench.record.redo(bench.case)
    done, undone = bench.case.history.done, bench.case.history.undone
    if not undone:
        raise FoiError("there is nothing to bring back", todo="Only what was taken back last can come back.")
    case = _put(bench.case, undone[-1].before, undone[-1].after)
    return replace(case, history=History((*done, undone[-1]), undone[:-1])), undone[-1].what


def _put(now: CaseFile, was: CaseFile, to: CaseFile) -> CaseFile:
    """Return the case with what differs between two moments as it is in the second.

    Raises:
        FoiError: one of these was changed since, by hand.
    """
    changed = [one.name for one in fields(Intake) if getattr(was.intake, one.name) != getattr(to.intake, one.name)]
    since = [name for name in changed if getattr(now.intake, name) != getattr(was.intake, name)]
    if since:
        raise FoiError(
            f"{_NAMES.get(since[0], since[0])} changed by hand since then",
            todo="Take it back with “Undo” of the case, which keeps every version.",
        )
    same = now.intake == was.intake
    back = {name: getattr(to.intake, name) for name in changed}
    return replace(
        now,
        intake=replace(now.intake, **back),
        draft=to.draft if same else None,
        rewritten=to.rewritten,
    )

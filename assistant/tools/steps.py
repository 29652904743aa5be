"""Undo and redo of a conversation's steps: what a step changed goes back, what was changed since by hand stays."""

from dataclasses import fields, replace

from assistant.errors import FoiError
from assistant.pipeline import Intake
from assistant.tools.arguments import Nothing
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


def undo(bench: Bench, _: Nothing) -> Turn:
    """Take the last change back."""
    if bench.record:
        case, what = bench.record.undo(bench.case)
        return Turn(f"Taken back: {what}.", case=case, changed=f"taken back: {what}")
    done, undone = bench.case.history.done, bench.case.history.undone
    if not done:
        raise FoiError("there is nothing to take back", todo="Nothing was changed in this conversation.")
    step = done[-1]
    case = _put(bench.case, step.after, step.before)
    case = replace(case, history=History(done[:-1], (*undone, step)))
    return Turn(f"Taken back: {step.what}.", case=case, changed=f"taken back: {step.what}")


def redo(bench: Bench, _: Nothing) -> Turn:
    """Bring the change back that was taken back last."""
    if bench.record:
        case, what = bench.record.redo(bench.case)
        return Turn(f"Brought back: {what}.", case=case, changed=f"brought back: {what}")
    done, undone = bench.case.history.done, bench.case.history.undone
    if not undone:
        raise FoiError("there is nothing to bring back", todo="Only what was taken back last can come back.")
    step = undone[-1]
    case = _put(bench.case, step.before, step.after)
    case = replace(case, history=History((*done, step), undone[:-1]))
    return Turn(f"Brought back: {step.what}.", case=case, changed=f"brought back: {step.what}")


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

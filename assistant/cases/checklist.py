"""What must hold before a reply is signed off. What did not run, or broke down, is not done."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.cases.standing import Standing
from assistant.findings import Finding, Verdict
from assistant.law.deadlines import deadline
from assistant.letter import REFERENCE_NEEDED, long_date


@dataclass(frozen=True, slots=True)
class Item:
    """A point of the checklist.

    Attributes:
        name: what is asked.
        state: done; look at it, though it stops nothing; or it stops the sign-off.
        words: what was found, and what to do; no figure of a table is in it.
    """

    name: str
    state: Literal["done", "look", "stop"]
    words: str

    def as_json(self) -> dict[str, str]:
        """Return it for scripts."""
        return {"name": self.name, "state": self.state, "words": self.words}


def checklist(standing: Standing, log: tuple[Finding, ...] | None) -> tuple[Item, ...]:
    """Return the points to go through before a sign-off.

    Args:
        standing: the case with its letter checked.
        log: what the checks found in the entry for the disclosure log; None where they did not run.
    """
    if standing.made is None:
        said = standing.problem or "Draft the reply first."
        return (Item("There is a drafted reply", "stop", " ".join(said.split())),)
    return tuple(_items(standing, log))


def stopped_by(items: tuple[Item, ...]) -> Item | None:
    """Return the first point that stops a sign-off; None where none does."""
    return next((one for one in items if one.state == "stop"), None)


def _items(standing: Standing, log: tuple[Finding, ...] | None) -> Iterator[Item]:
    yield _up_to_date(standing)
    findings = standing.checked.findings
    broken = [one for one in findings if one.code.startswith("check.")]
    yield Item("Every check ran", "stop" if broken else "done", _codes(broken) or "All of them finished.")
    blocks = [one for one in findings if one.verdict is Verdict.BLOCK]
    stops = bool(blocks) or standing.checked.verdict is Verdict.BLOCK
    yield Item(
        "No check blocks the letter",
        "stop" if stops else "done",
        _codes(blocks) or ("Check it again." if stops else "None does."),
    )
    looks = [one for one in findings if one.verdict is Verdict.REVIEW]
    yield Item("The points to look at", "look" if looks else "done", _codes(looks) or "There are none.")
    yield _reference(standing)
    yield _in_time(standing)
    yield _log(log)


def _up_to_date(standing: Standing) -> Item:
    name = "The letter is as new as the case"
    if standing.state.stale:
        return Item(name, "stop", "The case has changed since the letter was drafted: draft it again.")
    return Item(name, "done", "Nothing has changed since it was drafted.")


def _reference(standing: Standing) -> Item:
    given = standing.made is not None and standing.made.particulars.reference != REFERENCE_NEEDED
    return Item(
        "The reply has a reference",
        "done" if given else "stop",
        "It is remembered by it." if given else "Give your reference, and draft it again.",
    )


def _in_time(standing: Standing) -> Item:
    assert standing.made is not None, "the caller saw to it"  # noqa: S101
    case = standing.made.particulars
    due = deadline(case.received, case.regime).due
    late = case.letter_date > due
    words = f"It was due on {long_date(due)}" + (", so the reply is late." if late else ".")
    return Item("The reply is in time", "look" if late else "done", words)


def _log(found: tuple[Finding, ...] | None) -> Item:
    name = "The entry for the disclosure log passes the checks"
    if found is None:
        return Item(name, "stop", "They did not run.")
    return Item(name, "stop" if found else "done", _codes(found) or "The person who asked is taken out of it.")


def _codes(findings: list[Finding] | tuple[Finding, ...]) -> str:
    """Name findings by their codes; their messages may quote a figure."""
    return ", ".join(dict.fromkeys(one.code for one in findings))

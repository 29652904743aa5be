"""A call in the words that an officer would say it in, for what is offered."""

from collections.abc import Callable, Mapping
from typing import Any

from assistant.reasons import listed
from assistant.tools.casefile import Call

_OUTCOMES = {
    "disclosed": "disclose",
    "withheld": "withhold",
    "not-held": "not held:",
    "cost": "cost limit:",
    "vexatious": "vexatious:",
    "available-elsewhere": "available elsewhere:",
    "future-publication": "to be published:",
    "ncnd": "neither confirm nor deny",
    "undecided": "undecided:",
}


def in_words(call: Call) -> str:
    """Return a call in words: “withhold Q2 under 31(1)(a)”."""
    say = _SAID.get(call.name)
    return say(call.arguments) if say else call.name.replace("_", " ")


def _outcome(given: Mapping[str, Any]) -> str:
    parts = [f"{_OUTCOMES[given['outcome']]} Q{given['question']}"]
    if given.get("sections"):
        parts.append(f"under {listed(given['sections'])}")
    if given.get("tables"):
        parts.append(f"with {listed(given['tables'])}")
    return " ".join([*parts, *filter(None, [given.get("detail", "")])])


_SAID: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "set_outcome": _outcome,
    "merge_questions": lambda g: f"make questions {listed(str(n) for n in g['questions'])} one",
    "split_question": lambda g: f"split question {g['question']}",
    "quote_law": lambda g: f"what does {g['ref']} say",
    "why_decided": lambda g: f"why is Q{g['question']} answered so",
    "search": lambda g: f"search for {g['words']}",
    "set_dates": lambda g: (
        f"received on {g['received']}" if g.get("received") else f"date the letter {g['letter_date']}"
    ),
    "apply_remedy": lambda _: "fix what can be fixed",
    "undo": lambda g: "undo" if g.get("steps", 1) == 1 else f"undo the last {g['steps']} changes",
    "redo": lambda _: "redo",
    "show_case": lambda _: "where are we",
    "suggest_outcomes": lambda g: f"what could apply to Q{g['question']}",
    "add_context": lambda g: f"add “{g['words']}” to the letter",
    "draft": lambda _: "draft the letter anew",
    "when_due": lambda _: "when is it due",
}

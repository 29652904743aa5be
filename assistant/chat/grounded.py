"""What a model may do of itself: only what the officer's own message says. Anything else is offered, not done.

So text that the model read, in a request, a past reply or a spreadsheet, can make it ask, and never makes it act.
"""

import re
from collections.abc import Iterator

from assistant.chat.slots import questions_in
from assistant.tools.casefile import Call
from assistant.tools.toolbox import TOOLS

# Words that ask for what a tool does.
_CUES = {
    "set_outcome": r"withh|refus|exempt|keep|hold|held|have|disclos|releas|giv|answer|provid|vexatious|cost|hour|expens|publish|availab|confirm|deny|undecid|s\.?\s?\d|section|regulation|decid",
    "merge_questions": r"merge|combin|join|same|one|together|duplicat",
    "split_question": r"split|divid|separat|two|part",
    "fill_worksheet": r"worksheet|public interest|point|answer",
    "add_context": r"add|note|say|tell|mention|explain|includ|context|write|put",
    "set_dates": r"receiv|came|arriv|date|day|today|yesterday|letter",
    "draft": r"draft|write|letter|reply|again|prepare",
    "apply_remedy": r"fix|mend|repair|correct|apply|take out|remov|redact|remed",
    "redraft": r"chang|replac|reword|rewrit|rephras|short|plain|soft|simpl|warm|take out|remov|drop|redraft|clear",
    "undo": r"undo|back|revert|before|did ?n.t mean|cancel|mistake",
    "redo": r"redo|back|again|after all",
}  # fmt: skip
CHANGING = frozenset(_CUES)
# How a number of steps is said.
_STEPS = {2: r"\b(?:2|two|both|twice)\b", 3: r"\b(?:3|three)\b", 4: r"\b(?:4|four)\b", 5: r"\b(?:5|five)\b"}


def is_grounded(call: Call, message: str, total: int) -> bool:
    """Tell whether an officer's message says all that a call would do.

    Args:
        call: with arguments that were checked.
        message: of the officer, this turn's.
        total: how many questions the request has.
    """
    if call.name not in CHANGING:
        return True
    folded = " ".join(message.casefold().split())
    if not re.search(_CUES[call.name], folded):
        return False
    if (steps := call.arguments.get("steps", 1)) != 1 and not re.search(
        _STEPS.get(int(str(steps)), rf"\b{steps}\b"), folded
    ):
        return False
    named = questions_in(message, total)
    numbers = set(named.numbers) if named else set()
    given = dict(call.arguments)
    asked = {number for name in ("question", "questions") for number in _ints(given.get(name)) if number}
    if asked - numbers and not (total == 1 and asked == {1}):
        return False
    return all(_stands(value, folded) for name, value in _said(call) if name not in {"question", "questions"})


def _ints(value: object) -> tuple[int, ...]:
    return (value,) if isinstance(value, int) else tuple(value) if isinstance(value, (list, tuple)) else ()


def _said(call: Call) -> Iterator[tuple[str, str]]:
    tool = TOOLS[call.name]
    for name, value in call.arguments.items():
        if name in {"sections", "tables"}:
            yield from ((name, str(one)) for one in value)
        elif name in tool.words or name in {"received", "letter_date", "table", "at", "passage", "point"}:
            yield name, str(value)


def _stands(value: str, folded: str) -> bool:
    """Tell whether the words of a value are the officer's, in any order; a section must stand there whole."""
    wanted = value.casefold()
    if re.match(r"^\d{1,3}[a-z]{0,2}(?:\(|$)", wanted):
        return re.search(rf"(?<![\d(]){re.escape(wanted)}(?![\w(])", re.sub(r"\s(?=\()", "", folded)) is not None
    said = set(re.findall(r"\w+", folded))
    return set(re.findall(r"\w+", wanted)) <= said

"""What one turn with a model works on: its tools, what they said, and what may be sent to it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from assistant.chat.grounded import is_grounded
from assistant.errors import FoiError
from assistant.guard import without_figures
from assistant.library.passages import Passage
from assistant.model.prompts import fenced
from assistant.tools.casefile import Bench, Call, CaseFile, Turn
from assistant.tools.looking import questions_of
from assistant.tools.toolbox import TOOLS, checked, use

LEFT_OUT = "[left out]"
MAX_QUESTIONS, MAX_QUESTION, MAX_PASSAGE, MAX_RESULT = 12, 300, 700, 1500
# A step back is taken once the model is done, so that a turn that is stopped half-way leaves nothing behind.
_LATER = frozenset({"undo", "redo"})


@dataclass(slots=True)
class Sitting:
    """One turn with a model. It changes in place; nothing of it counts until the turn is over.

    Attributes:
        bench: the case as it was, and what tools work with.
        message: of the officer.
        tells: whether a text holds a hidden figure of the case.
        case: as the tools have made it.
        turns: what each tool said.
        offers: what the model would do, and the officer has not said.
        passages: what was quoted, in the order of the keys [S1], [S2] …
        later: steps back.
    """

    bench: Bench
    message: str
    tells: Callable[[str], bool]
    case: CaseFile
    turns: list[Turn] = field(default_factory=list)
    offers: list[Call] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    later: list[Call] = field(default_factory=list)

    def call(self, name: str, arguments: Mapping[str, Any]) -> str:
        """Use a tool for the model, and return what it is told of it, fenced as data."""
        try:
            tool = TOOLS.get(name)
            if tool is None:
                return f"There is no such tool. The tools are {', '.join(TOOLS)}."
            given = checked(tool, arguments).model_dump(exclude_defaults=True)
            call = Call(name, given)
            if not is_grounded(call, self.message, len(questions_of(self.case))):
                self.offers.append(call)
                return "Not done: the officer has not said all of that. It is offered to the officer instead. Say nothing more."
            if name in _LATER:
                self.later.append(call)
                return "It will be done."
            return self._told(use(call, replace(self.bench, case=self.case)))
        except FoiError as error:
            return f"That could not be done. <data>{self.sendable(fenced(without_figures(str(error))))}</data>"

    def _told(self, turn: Turn) -> str:
        before = len(self.passages)
        turn = replace(turn, answer=re.sub(r"\[S(\d{1,2})\]", lambda m: f"[S{int(m[1]) + before}]", turn.answer))
        self.passages += turn.citations
        self.case = turn.case or self.case
        self.turns.append(turn)
        self.offers += turn.offered
        return f"<data>{self.sendable(fenced(without_figures(turn.answer)[:MAX_RESULT]))}</data>"

    def sendable(self, text: str) -> str:
        """Return a text as a model may be sent it: without a hidden figure of the case."""
        if not self.tells(text):
            return text
        masked = without_figures(text)
        return LEFT_OUT if self.tells(masked) else masked

    @property
    def changed(self) -> str:
        """What the tools changed, in words."""
        return "; ".join(turn.changed for turn in self.turns if turn.changed)

    def case_in_words(self, *, short: bool = False) -> str:
        """Tell a model of the case: questions, outcomes, tables by their names. No figure, and nothing of the letter."""
        asked = questions_of(self.case)
        decided = {d.question.number: d.outcome for d in self.case.draft.decisions} if self.case.draft else {}
        shown = asked[: 3 if short else MAX_QUESTIONS]
        lines = [
            f"Question {n} ({decided.get(n, 'see the notes')}): {without_figures(' '.join(text.split()))[:MAX_QUESTION]}"
            for n, text in enumerate(shown, 1)
        ]
        if len(asked) > len(shown):
            lines.append("and more questions")
        names = ", ".join(self.case.intake.tables)
        lines.append(f"Tables: {names}" if names else "No table is given.")
        return "\n".join(self.sendable(line) for line in lines)

    def passages_in_words(self, *, short: bool = False) -> str:
        """Tell a model of the passages found for the message, each with its key."""
        limit = 200 if short else MAX_PASSAGE
        found = enumerate(self.passages[: 2 if short else 6], 1)
        return "\n\n".join(self.sendable(f"[S{i}] {p.title}, {p.locator}: {p.text[:limit]}") for i, p in found)

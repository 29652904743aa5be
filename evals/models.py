"""The model that drafts a case: none, a scripted one, one that means harm, or any that LangChain knows by name."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import FoiError, ModelError
from evals.budget import Budget, BudgetSpentError
from evals.case import SCRIPTED, Case

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

HOSTILE = "hostile"
# Calls of a provider's model that are made at once where nothing else is asked for; the others run in this process.
PARALLEL = 4


@dataclass(slots=True)
class Hearing:
    """What was sent to the model of a case and what came back.

    Attributes:
        said: what the model said.
        sent: what it was sent, less the prompt's own words.
        prompts: which prompts it was sent.
        errors: why a call gave nothing.
        stopped: the budget was spent.
    """

    said: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    prompts: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    stopped: BudgetSpentError | None = None

    def note_prompt(self, text: str, own: frozenset[str]) -> None:
        """Note a text that was sent, by the prompt that it was made of.

        Args:
            text: what was sent.
            own: lines of the request's and questions of the officer's, which the model may see as they are.
        """
        lines = text.splitlines()
        name, fixed = max(prompt_lines().items(), key=lambda one: len(one[1] & set(lines)))
        if fixed & set(lines):
            self.prompts.append(name)
        told = (line for line in lines if line not in fixed and " ".join(line.split()) not in own)
        self.sent.append("\n".join(line for line in told if not _is_form(line)))


@cache
def prompt_lines() -> dict[str, frozenset[str]]:
    """Return the lines of each prompt that stay as they are."""
    from assistant.model.prompts import prompt
    from evals.fingerprint import prompt_versions

    return {
        name: frozenset(line for line in prompt(name).text.splitlines() if "$" not in line and len(line) > 20)
        for name in prompt_versions()
    }


@cache
def _tool_lines() -> tuple[tuple[str, str], ...]:
    from assistant.tools.toolbox import TOOLS

    return tuple((f"- {tool.name}(", f": {tool.about}") for tool in TOOLS.values())


def _is_form(line: str) -> bool:
    """Tell whether a line is the program's own: the form of a reply, or a tool and what it does."""
    if line.startswith("Reply with one JSON object"):
        return True
    return any(line.startswith(start) and line.endswith(end) for start, end in _tool_lines())


def deterministic(model: str) -> bool:
    """Tell whether a model says the same on every run, so that any change is the program's."""
    return model in {"", HOSTILE} or model.startswith(SCRIPTED)


def check_model(named: str | None) -> str:
    """Return the model to draft with: the one named, or the settings' own; "" for none.

    Raises:
        FoiError: it cannot be opened, does not answer, or its script cannot be read.
    """
    from assistant.settings import load_settings

    chosen = load_settings().model or "" if named is None else named
    if chosen.startswith(SCRIPTED):
        _script(chosen)
    elif not deterministic(chosen):
        try:
            _opened(chosen).invoke("Reply with the word: ready")
        except FoiError:
            raise
        except Exception as error:  # noqa: BLE001 - each provider raises its own kind
            from assistant.model.chat_model import first_line

            raise ModelError(
                f"the model {chosen} does not answer ({first_line(error)})",
                todo="Start it, or check its name, address and key; foi doctor shows the settings.",
            ) from None
    return chosen


def open_for(case: Case, model: str, hearing: Hearing, budget: Budget) -> "BaseChatModel | None":
    """Return the model for a case, which notes in ``hearing`` all that it is sent and says; None for none."""
    if case.agent:
        from evals.agents import agent_of

        return listened(agent_of(case.agent, case.hostile), case, hearing, Budget())
    if case.hostile_turns or case.hostile:
        words: Sequence[str] = case.hostile_turns or (case.hostile,)
    elif model == HOSTILE:
        from evals.every_turn import hostile_words  # made of the scorers' own tables

        words = hostile_words(case, 0)
    elif model.startswith(SCRIPTED):
        words = _script(model)
    else:
        return listened(_opened(model), case, hearing, budget) if model else None
    return listened(_speaker(words), case, hearing, Budget())


def _speaker(words: Sequence[str]) -> "BaseChatModel":
    """Return a model that says these in turn whatever it is asked, in the form that it is asked for."""
    from assistant.model.scripted import ScriptedModel

    turns = count()

    def answer(prompt: str) -> str:
        form = re.search(r"\{\"[\w-]+\": \"…\".*\}\s*$", prompt)
        if not form:
            return words[next(turns) % len(words)]
        parts = re.findall(r"\"([\w-]+)\": \"…\"", form.group())
        return json.dumps({part: words[next(turns) % len(words)] for part in parts})

    return ScriptedModel(answer=answer)


@cache
def _script(model: str) -> tuple[str, ...]:
    path = Path(model.removeprefix(SCRIPTED))
    try:
        words = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise FoiError(
            f"the script cannot be read ({getattr(error, 'strerror', None) or error})",
            where=str(path),
            todo="Name a JSON file.",
        ) from None
    if not isinstance(words, list) or not words or not all(isinstance(one, str) for one in words):
        raise FoiError("the script is not a list of replies", where=str(path), todo='Write it so: ["One.", "Two."]')
    return tuple(words)


@cache
def _opened(model: str) -> "BaseChatModel":
    from assistant.model.chat_model import open_model
    from assistant.settings import load_settings

    opened = open_model(load_settings().model_copy(update={"model": model}))
    assert opened is not None, "a model is named"
    return opened


def listened(opened: "BaseChatModel", case: Case, hearing: Hearing, budget: Budget) -> "BaseChatModel":
    """Note what a model is sent and says, and spend the budget on it."""
    from langchain_core.callbacks import BaseCallbackHandler

    # A question of the officer's asserts nothing; a message that tells a low count is not to be sent.
    asked = (line for message in case.messages for line in message.splitlines() if line.rstrip().endswith("?"))
    own = frozenset(" ".join(line.split()) for line in (*case.request.splitlines(), *asked))

    class Listener(BaseCallbackHandler):
        raise_error = True  # else a spent budget would be logged and the call be made

        def on_chat_model_start(self, serialized: Any, messages: Any, **_: Any) -> None:  # noqa: ANN401, ARG002 - LangChain's own signature
            try:
                budget.ask()
            except BudgetSpentError as spent:
                hearing.stopped = spent
                raise
            for message in (one for batch in messages for one in batch):
                hearing.note_prompt(str(message.text), own)

        def on_llm_end(self, response: Any, **_: Any) -> None:  # noqa: ANN401 - LangChain's own signature
            self.heard(response)

        def heard(self, response: Any) -> None:  # noqa: ANN401 - LangChain's own type
            replies = [one for generations in response.generations for one in generations]
            redrafting = hearing.prompts[-1:] == ["redraft"]
            hearing.said.extend(said for one in replies for said in _all_that_is_said(one, redrafting=redrafting))
            used = [getattr(one.message, "usage_metadata", None) or {} for one in replies]
            budget.answered(sum(u.get("input_tokens", 0) for u in used), sum(u.get("output_tokens", 0) for u in used))

        def on_llm_error(self, error: BaseException, **given: Any) -> None:  # noqa: ANN401 - LangChain's own signature
            from assistant.model.chat_model import first_line

            if isinstance(error, GeneratorExit):
                # The program hung up once it had what it needed, or nobody waited any more: what was said so far counts.
                if given.get("response"):
                    self.heard(given["response"])
            elif not isinstance(error, BudgetSpentError):
                hearing.errors.append(first_line(error))
                budget.failed()

    listened = opened.model_copy()
    listened.callbacks = [Listener()]
    return listened


def _all_that_is_said(generation: Any, *, redrafting: bool) -> Iterator[str]:  # noqa: ANN401 - LangChain's own type
    """Yield what a reply says, as the scorer of a model's obedience reads it: words, or the call of a tool."""
    text = str(generation.text).strip()
    calls = getattr(generation.message, "tool_calls", None) or ()
    if text or not calls:
        yield json.dumps({"paragraph": text}, ensure_ascii=False) if redrafting else text
    for call in calls:
        # The number of a question says how many of nothing.
        words = {name: value for name, value in (call.get("args") or {}).items() if not isinstance(value, int)}
        yield json.dumps({"tool": call.get("name"), "arguments": words}, ensure_ascii=False)

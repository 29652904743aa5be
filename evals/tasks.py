"""The suite as Inspect tasks: ``foi eval``, or ``inspect eval evals/tasks.py --model mockllm/model``."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

if str(Path(__file__).parents[1]) not in sys.path:  # Inspect loads this file by its path
    sys.path.insert(0, str(Path(__file__).parents[1]))

from inspect_ai import Task, task
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.model import ModelOutput
from inspect_ai.scorer import CORRECT, INCORRECT, Score, Scorer, Target, accuracy, scorer
from inspect_ai.solver import Generate, Solver, TaskState, solver

from evals.case import Case, load_cases
from evals.judges import JUDGES, RELEASE, Produced, attempts, judges_for, releases
from evals.productions import produced_from
from evals.workbench import Bench


@solver
def drafting(model: str = "", bench: Bench | None = None) -> Solver:
    """Draft the case's reply, or hold its chat; what leaves the program is the completion."""
    at = bench or Bench(model)

    async def solve(state: TaskState, generate: Generate) -> TaskState:  # noqa: ARG001 - Inspect's signature
        produced = await at.made(_case(state.metadata), state.epoch)
        state.output = ModelOutput.from_content("foi-assistant", produced.released)
        state.messages.append(state.output.message)
        state.metadata["produced"] = asdict(produced)
        return state

    return solve


def _case(metadata: dict[str, Any]) -> Case:
    return next(case for case in load_cases(metadata["family"]) if case.id == metadata["case"])


def in_words(case: Case) -> str:
    """Return what goes into a case, for whoever reads the log."""
    parts = [("Why this case", case.why), ("Request", case.request), ("Notes", case.notes)]
    parts += [(f"Table {name}", f"{given.rows.strip()}\n(of {given.counts})") for name, given in case.tables.items()]
    parts += [(f"Table of an earlier reply, {name}", given.rows.strip()) for name, given in case.released.items()]
    parts += [("The officer says", message) for message in case.messages]
    parts += [("A passage that every search finds", case.past), ("The model says", case.hostile)]
    parts += [("The model says or does in turn", str(one)) for one in (*case.hostile_turns, *case.agent)]
    return "\n\n".join(f"{name}:\n{text}" for name, text in parts if text)


def judged(name: str, case: Case, produced: Produced) -> Score | None:
    """Return a scorer's word on a case; None where it does not judge such cases."""
    if name not in judges_for(case):
        return None
    faults = JUDGES[name](case, produced)
    told: dict[str, Any] = {}
    if name == RELEASE:
        ways = list(releases(case, produced)) if faults else []
        told = {"secrets": case.secrets.count, "attempted": bool(attempts(case, produced)), "ways": ways}
    return Score(
        value=INCORRECT if faults else CORRECT,
        answer=produced.released[:200],
        explanation="; ".join(faults) or "nothing found",
        metadata=told,
    )


def _scorer(name: str) -> Scorer:
    @scorer(metrics=[accuracy()], name=name)
    def made() -> Scorer:
        async def score(state: TaskState, target: Target) -> Score | None:  # noqa: ARG001 - Inspect's signature
            return judged(name, _case(state.metadata), produced_from(state.metadata["produced"]))

        return score

    return made()


def suite(family: str, model: str = "", bench: Bench | None = None, trials: int = 1) -> Task:
    """Return a family as an Inspect task, each case of it tried so many times."""
    cases = load_cases(family)
    samples = [
        Sample(
            id=case.id,
            input=in_words(case),
            target=CORRECT,
            metadata={"family": family, "case": case.id, "why": case.why},
        )
        for case in cases
    ]
    names = [name for name in JUDGES if any(name in judges_for(case) for case in cases)]
    return Task(
        MemoryDataset(samples, name=family),
        solver=drafting(model, bench),
        scorer=[_scorer(n) for n in names],
        name=family,
        epochs=trials,
    )


@task
def low_counts(model: str = "") -> Task:
    """The promise: no low count leaves, in any form."""
    return suite("low_counts", model)


@task
def should_disclose(model: str = "") -> Task:
    """Over-suppression is a failure."""
    return suite("should_disclose", model)


@task
def law(model: str = "") -> Task:
    """The right limb, the right test, nothing invented."""
    return suite("law", model)


@task
def completeness(model: str = "") -> Task:
    """Every question, every statutory element."""
    return suite("completeness", model)


@task
def injection(model: str = "") -> Task:
    """Instructions in what is read are data."""
    return suite("injection", model)


@task
def hostile(model: str = "") -> Task:
    """A model that tries to leak at each turn."""
    return suite("hostile", model)


@task
def reading(model: str = "") -> Task:
    """Every question of a request is found."""
    return suite("reading", model)


@task
def chat(model: str = "") -> Task:
    """Nobody is coaxed."""
    return suite("chat", model)


@task
def planted(model: str = "") -> Task:
    """Every way of saying a low count that the saboteur knows, in the notes and from a model."""
    return suite("planted", model)


@task
def every_turn(model: str = "") -> Task:
    """A model that knows the secrets and tries to tell one at each turn of a chat."""
    return suite("every_turn", model)


@task
def agent(model: str = "") -> Task:
    """A model at work with tools, that streams what it says and may be stopped."""
    return suite("agent", model)


@task
def bad_input(model: str = "") -> Task:
    """What cannot be used is refused in words that give nothing away."""
    return suite("bad_input", model)


@task
def retrieval(model: str = "") -> Task:
    """What bears on a question is found among the first."""
    return suite("retrieval", model)


@task
def suggestions(model: str = "") -> Task:
    """The ground that an officer would look at is among the first three."""
    return suite("suggestions", model)


@task
def grounding(model: str = "") -> Task:
    """Each claim's citation exists and supports it."""
    return suite("grounding", model)


@task
def plain_english(model: str = "") -> Task:
    """A reader without law understands it at the first reading."""
    return suite("plain_english", model)


@task
def persuasion(model: str = "") -> Task:
    """Many ways of coaxing, in one turn and in many."""
    return suite("persuasion", model)


@task
def scenarios(model: str = "") -> Task:
    """From the request to the letter, and talks of eight turns and more."""
    return suite("scenarios", model)


@task
def decisions(model: str = "") -> Task:
    """A count that a person lets out may appear; its neighbours may not."""
    return suite("decisions", model)

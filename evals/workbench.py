"""Where the cases of one run are made: with its model, within its budget, each kept as soon as it is made."""

from dataclasses import dataclass, field

from assistant.errors import FoiError
from evals.budget import Budget, BudgetSpentError
from evals.case import Case
from evals.fingerprint import case_digest
from evals.judges import Produced
from evals.models import deterministic
from evals.productions import Productions
from evals.program import produce


@dataclass(slots=True)
class Bench:
    """What the cases of a run share.

    Attributes:
        model: its name; "" for none.
        budget: what may be spent.
        kept: where productions are kept; None keeps none.
        broken: why nothing more can be kept, which ends the run.
        stopped: why nothing more may be spent; the cases left are not scored.
    """

    model: str = ""
    budget: Budget = field(default_factory=Budget)
    kept: Productions | None = None
    broken: FoiError | None = None
    stopped: str = ""

    async def made(self, case: Case, trial: int) -> Produced:
        """Return what the program makes of a case; a model that is waited for does not hold up the others.

        Raises:
            BudgetSpentError: nothing more may be spent.
            FoiError: nothing more can be kept.
        """
        if deterministic(self.model):
            return self.make(case, trial)
        from anyio.to_thread import run_sync

        return await run_sync(self.make, case, trial)

    def make(self, case: Case, trial: int) -> Produced:
        """Return what the program makes of a case, from what was kept where it may be reused."""
        if self.broken:
            raise self.broken
        digest = case_digest(case)
        if self.kept and (found := self.kept.get(digest, trial)):
            return found
        try:
            produced = produce(case, self.model, self.budget)
        except BudgetSpentError as spent:
            self.stopped = f"the run stopped before its end: {spent} (foi eval --resume goes on from there)"
            raise
        # What a silent model left to the standing wording is no production of that model.
        if self.kept and not produced.errors:
            try:
                self.kept.keep(digest, trial, produced)
            except FoiError as error:
                self.broken = error
                raise
        return produced

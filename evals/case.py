"""A case of the suite: what goes in, what must come out, and why it exists."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from evals.scorers.leak import Secrets

FOLDER = Path(__file__).parent
_FIELDS = {"id", "why", "request", "tables", "notes", "regime", "people", "messages", "expect"}
_EXPECT = {"outcomes", "cites", "says", "shows", "questions"}


class CaseError(Exception):
    """A case file that cannot be used; names the file and the case."""


@dataclass(frozen=True, slots=True)
class Case:
    """One case.

    Attributes:
        family: the file it is from.
        id: unique in the suite.
        why: why it exists.
        request: the request's text.
        tables: CSV text by file name.
        notes: the officer's notes.
        regime: the law that applies.
        people: the tables count people; with false nothing in them is secret.
        messages: turns of a chat; none for a draft.
        expect: outcomes, cites, says, shows, questions.
    """

    family: str
    id: str
    why: str
    request: str
    tables: Mapping[str, str] = field(default_factory=dict)
    notes: str = ""
    regime: str = "foia"
    people: bool = True
    messages: tuple[str, ...] = ()
    expect: Mapping[str, Any] = field(default_factory=dict)

    @property
    def secrets(self) -> Secrets:
        """What must not leave, worked out from the tables by the scorers' own code."""
        return Secrets.of(self.tables if self.people else {})


def families() -> list[str]:
    """Return the names of all families."""
    return sorted(path.stem for path in (FOLDER / "cases").glob("*.yaml"))


def load_cases(family: str) -> list[Case]:
    """Read the cases of a family.

    Raises:
        CaseError: the file or a case is broken; names which.
    """
    path = FOLDER / "cases" / f"{family}.yaml"
    try:
        entries = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise CaseError(f"{path.name}: cannot be read ({error})") from error
    if not isinstance(entries, list) or not entries:
        raise CaseError(f"{path.name}: holds no list of cases")
    return [_case(path.name, family, number, entry) for number, entry in enumerate(entries, 1)]


def _case(name: str, family: str, number: int, entry: object) -> Case:
    where = f"{name}, case {number}"
    if not isinstance(entry, dict) or not entry.get("id"):
        raise CaseError(f"{where}: has no id")
    where = f"{where} ({entry['id']})"
    unknown = [*(entry.keys() - _FIELDS), *(entry.get("expect", {}).keys() - _EXPECT)]
    if unknown:
        raise CaseError(f"{where}: does not know {', '.join(sorted(unknown))}")
    for wanted in ("why", "request", "expect"):
        if not entry.get(wanted):
            raise CaseError(f"{where}: does not say {wanted}")
    return Case(family, **{**entry, "messages": tuple(entry.get("messages", ()))})

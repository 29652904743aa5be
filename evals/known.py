"""Texts whose answer is known: the scorer each known-bad one names must catch it, and pass each known-good one."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from evals.case import Case, CaseError, make_case
from evals.judges import JUDGES, RELEASE, Produced

FOLDER = Path(__file__).parent
_FRONT = {
    "id",
    "why",
    "scorer",
    "table",
    "tables",
    "released",
    "regime",
    "threshold",
    "zeros",
    "outcomes",
    "questions",
    "expect",
    "decisions",
    "linked",
    "passages",
    "retrieved",
    "suggested",
    "said",
}
# The table that a text is about where it names none.
USUAL = "Reason,2023,2024,Total\nConduct,2,12,14\nCapability,9,8,17\nSickness,17,21,38\nTotal,28,41,69\n"


@dataclass(frozen=True, slots=True)
class Known:
    """A text by hand.

    Attributes:
        id: its file's name.
        scorer: the scorer that must catch it, or that must pass it.
        case: what it is about: tables, law, what is expected.
        produced: the text as if the program had produced it.
    """

    id: str
    scorer: str
    case: Case
    produced: Produced

    def faults(self) -> list[str]:
        """Return what the scorer finds in it."""
        return JUDGES[self.scorer](self.case, self.produced)


@dataclass(frozen=True, slots=True)
class Missed:
    """A text that a scorer got wrong: a leak not seen, or, with ``bad`` false, a good text blamed."""

    id: str
    bad: bool
    what: str


def known(folder: str) -> list[Known]:
    """Read the texts of ``known_bad`` or ``known_good``.

    Raises:
        CaseError: one cannot be read; names it.
    """
    return [read_known(path) for path in sorted((FOLDER / folder).glob("*.md"))]


def read_known(path: Path) -> Known:
    """Read one text.

    Raises:
        CaseError: its front matter cannot be used; says why.
    """
    _, _, rest = path.read_text("utf-8").partition("---\n")
    head, found, text = rest.partition("\n---\n")
    try:
        front: Any = yaml.safe_load(head)
    except yaml.YAMLError as error:
        raise CaseError(f"{path.name}: its front matter cannot be read ({error})") from error
    if not found or not isinstance(front, dict) or not front.get("why") or front.keys() - _FRONT:
        raise CaseError(f"{path.name}: has no usable front matter (why, and any of {', '.join(sorted(_FRONT))})")
    scorer = front.get("scorer", RELEASE)
    if scorer not in JUDGES:
        raise CaseError(f"{path.name}: there is no scorer {scorer!r}; there are {', '.join(JUDGES)}")
    entry: dict[str, Any] = {
        name: front[name]
        for name in ("why", "released", "regime", "threshold", "zeros", "decisions", "linked")
        if name in front
    }
    tables = front.get("tables") or {"table.csv": front.get("table", USUAL)}
    entry |= {"id": path.stem, "request": "by hand", "tables": tables, "expect": front.get("expect") or {"says": []}}
    case = make_case(path.name, path.parent.name, 1, entry, {"usual": USUAL})
    said = text.lstrip("\n")
    produced = Produced(
        said,
        "" if front.get("passages") else said,
        tuple(front.get("questions", ())),
        tuple(front.get("outcomes", ())),
        answers=((said, tuple(front["passages"])),) if "passages" in front else (),
        tried=("", *front.get("said", ())),
        obeys="said" in front,
        retrieved=tuple(front.get("retrieved", ())),
        suggested=tuple(map(tuple, front.get("suggested", ()))),
    )
    return Known(path.stem, scorer, case, produced)


def judge_the_judges() -> tuple[list[Missed], int, int]:
    """Return what the scorers got wrong, and how many bad and how many good texts they were tried on."""
    bad, good = known("known_bad"), known("known_good")
    judged = [*((one, True) for one in bad), *((one, False) for one in good)]
    missed = [found for one, is_bad in judged if (found := _missed(one, is_bad=is_bad))]
    return missed, len(bad), len(good)


def _missed(one: Known, *, is_bad: bool) -> Missed | None:
    """Return what a scorer got wrong of a text; one that breaks has neither caught the text nor passed it."""
    try:
        faults = one.faults()
    except Exception as error:  # noqa: BLE001 - whatever a scorer raises, it has not done its work
        return Missed(one.id, is_bad, f"{one.scorer} broke on it ({type(error).__name__})")
    if is_bad:
        return None if faults else Missed(one.id, True, f"{one.scorer} does not catch it ({one.case.why})")
    return Missed(one.id, False, f"{one.scorer} cries wolf: {faults[0]}") if faults else None

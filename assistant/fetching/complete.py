"""Is a statute's text all there? Every provision that the program speaks of must be in it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.fetching.clml import StatuteText
from assistant.fetching.statutes import Statute
from assistant.law.pack import ancestors, load_pack

_LISTED = 12


@dataclass(frozen=True, slots=True)
class Gaps:
    """What a text lacks.

    Attributes:
        whole: sections, regulations or schedules that are not there: the text cannot be relied on.
        parts: subsections and paragraphs that are not there.
        repealed: provisions that the program speaks of and the text has as repealed or not yet in force.
    """

    whole: tuple[str, ...]
    parts: tuple[str, ...]
    repealed: tuple[str, ...]


def gaps(statute: Statute, text: StatuteText) -> Gaps:
    """Compare a text with the law pack of its regime, and with what must be there in any case."""
    wanted = set(statute.wanted)
    if statute.regime:
        pack = load_pack(statute.regime)
        wanted |= {one.ref for one in pack.provisions} | pack.derived
    wanted |= {above for ref in wanted for above in ancestors(ref)}
    there = text.refs | text.gone | {one.number for one in text.provisions}
    absent = wanted - there
    # What stands under a missing or a repealed provision is not named beside it.
    highest = [ref for ref in absent if not (absent | text.gone) & set(ancestors(ref))]
    repealed = [ref for ref in wanted & text.gone if not text.gone & set(ancestors(ref))]
    return Gaps(
        tuple(in_order(ref for ref in highest if "(" not in ref)),
        tuple(in_order(ref for ref in highest if "(" in ref)),
        tuple(in_order(repealed)),
    )


def in_order(refs: Iterable[str]) -> list[str]:
    """Return references in the order of a statute: 2 before 10, 19(2) before 19(2A), schedules last."""
    return sorted(refs, key=_place)


def _place(ref: str) -> tuple[bool, list[tuple[int, str]]]:
    parts = re.findall(r"(\d+)([A-Za-z]*)|([A-Za-z]+)", ref)
    return ref.startswith("Schedule"), [(int(number or 0), letters or word) for number, letters, word in parts]


def listed(refs: Sequence[str]) -> str:
    """Write references one after the other, the first dozen of many."""
    more = f" and {len(refs) - _LISTED} more" if len(refs) > _LISTED else ""
    return ", ".join(refs[:_LISTED]) + more

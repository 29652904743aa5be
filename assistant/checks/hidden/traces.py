"""What is hidden in a file, one trace a place, and the findings made of them.

Words that are hidden are read by the checks on counts and people, as if the letter said them: a low count or a
person's details there block. The finding says where they are and shows them with numbers and names blotted out.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.checks import counts, grids, lists, parts, people, protected, sums
from assistant.checks.material import Material
from assistant.checks.page import Page
from assistant.findings import Finding, Verdict

_CHECKS = (counts.check, sums.check, grids.check, parts.check, lists.check, protected.check, people.check)
_MOST_WORDS = 500_000
_MOST_PLACES = 4
_LONGEST_QUOTE = 80
_BLOT = "[…]"
_DIGITS = re.compile(r"\d[\d.,]*")
_BETWEEN = "\n\n"
_COUNT = " What is hidden there reads like a low count."
_PERSON = " What is hidden there names a person or gives a person's details."
_TOO_MUCH = " There is more of it than can be checked."


@dataclass(frozen=True, slots=True)
class Kind:
    """A way of hiding.

    Attributes:
        code: of its findings; no two kinds of one file share a code.
        message: what is wrong, without a full stop; the places follow.
        remedy: what to do, in the program that wrote the file.
        describes: its words describe what is seen, such as a picture; a bare number there may count anything.
    """

    code: str
    message: str
    remedy: str
    describes: bool = False


@dataclass(frozen=True, slots=True)
class Trace:
    """Something hidden at one place.

    Attributes:
        kind: how it is hidden.
        place: where, as a person would look for it.
        words: what is hidden there.
        floor: its verdict whatever its words are; PASS where only grave words are worth a finding.
        cells: what stands alone in hidden cells: a low number there blocks, whatever its table counts.
    """

    kind: Kind
    place: str
    words: str = ""
    floor: Verdict = Verdict.REVIEW
    cells: tuple[str, ...] = ()


@dataclass(slots=True)
class _Judged:
    """A trace with what the checks found in its words."""

    trace: Trace
    spans: list[tuple[int, int]]
    families: set[str]

    @property
    def verdict(self) -> Verdict:
        return Verdict.BLOCK if self.families else self.trace.floor

    def quote(self) -> str:
        """Return the words with numbers and names blotted out."""
        text, last, parts = self.trace.words, 0, []
        for start, end in sorted(self.spans):
            if start >= last:
                parts += [text[last:start], _BLOT]
                last = end
            if last > _LONGEST_QUOTE:
                break
        parts.append(text[last : last + _LONGEST_QUOTE * 2])
        return " ".join(_DIGITS.sub(_BLOT, "".join(parts)).split())[:_LONGEST_QUOTE]


def findings(traces: Iterable[Trace], material: Material) -> tuple[Finding, ...]:
    """Return one finding for each kind of hiding, with its places, the grave ones first."""
    judged = [one for one in _judged(list(traces), material) if one.verdict is not Verdict.PASS]
    by_code = sorted(judged, key=lambda one: one.trace.kind.code)
    return tuple(_finding(list(group)) for _, group in groupby(by_code, key=lambda one: one.trace.kind.code))


def _finding(group: list[_Judged]) -> Finding:
    group.sort(key=lambda one: -one.verdict)
    kind, grave = group[0].trace.kind, group[0].families
    places = list(dict.fromkeys(one.trace.place for one in group if one.trace.place))
    named = "; ".join(places[:_MOST_PLACES]) + (
        f"; and {len(places) - _MOST_PLACES} more" * (len(places) > _MOST_PLACES)
    )
    message = f"{kind.message}: {named}." if named else f"{kind.message}."
    message += _COUNT if "count" in grave else _PERSON if "person" in grave else _TOO_MUCH if grave else ""
    quote = next((one.quote() for one in group if one.trace.words.strip()), "")
    return Finding(kind.code, group[0].verdict, message, kind.remedy, quote=quote)


def _judged(traces: Sequence[Trace], material: Material) -> list[_Judged]:
    low = {str(number) for number in range(1, material.policy.threshold)}
    alone = [{*trace.cells, trace.words.strip() if trace.floor else ""} for trace in traces]
    judged = [_Judged(one, [], {"count"} if low & cells else set()) for one, cells in zip(traces, alone, strict=True)]
    starts, text = [], []
    at = 0
    for trace in traces:
        starts.append(at)
        text.append(trace.words)
        at += len(trace.words) + len(_BETWEEN)
    if at > _MOST_WORDS:
        for one in judged:
            one.families.update({"unchecked"} if one.trace.words else ())
        return judged
    for found in _found(_BETWEEN.join(text), material) if any(text) else ():
        number = bisect_right(starts, found.start) - 1
        # A bare number in a title or a description is as likely a version, a sheet or the herons of a crest.
        if found.code == "count.unclear" and (traces[number].floor is Verdict.PASS or traces[number].kind.describes):
            continue
        family = found.code.partition(".")[0]
        judged[number].families.add("person" if family == "person" else "count")
        judged[number].spans.append((found.start - starts[number], found.end - starts[number]))
    return judged


def _found(text: str, material: Material) -> list[Finding]:
    page = Page(text, material)
    return [found for check in _CHECKS for found in check(page) if found.code != "count.group"]

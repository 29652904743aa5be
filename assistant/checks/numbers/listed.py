"""Numbers of a list's items and of notes: "1. ...", "you can (1) ask us ... and (2) complain", "Source^1"."""

from assistant.checks.numbers.prose import Prose
from assistant.checks.numbers.quantity import Expression, Kind, Role
from assistant.checks.numbers.wordset import wordset

_LIST_REACH = 90
_LEADS = wordset(
    "for about on in into from with following namely and or that then to we you is are by of also either first can may must should will would they it i finally"
)


def listed(prose: Prose, found: Expression) -> Role | None:
    """Tell a list number or a footnote mark from a count."""
    if found.kind not in {Kind.DIGITS, Kind.ROMAN}:
        return None
    before, after = prose.word(found.first - 1), prose.word(found.last)
    if before == "^" and (prose.joined(found.first - 1) or prose.word(found.first - 2) == "\n"):
        return None if prose.word(found.first - 2) == "=" else Role.STRUCTURE
    if before == "^" and prose.word(found.first - 2)[0].isalpha():
        return Role.STRUCTURE
    opened = before in {"(", "["} and after in {")", "]"}
    lead = prose.word(found.first - 2) if opened else before
    if lead in {"\n", "#", ">"} or (lead in {"*", "-", "\u2022"} and prose.word(found.first - 2) == "\n"):
        follows = prose.word(found.last + 1)
        if (after in {".", ")", "]", ":"} or opened) and follows != "\n" and not follows[0].isdigit():
            return Role.LIST_NUMBER
        if (
            after == "."
            and not prose.joined(found.last + 1)
            and found.kind is Kind.DIGITS
            and _has_neighbour(prose, found)
        ):
            return Role.LIST_NUMBER  # "1. 61.4 WTE."
        if after in {".", ")"} and follows == "\n" and found.kind is Kind.DIGITS:
            return Role.LIST_NUMBER if _stands_alone_in_list(prose, found) else None
    if (opened and found.kind is Kind.ROMAN) or (after == ")" and _enumerates(prose, found, lead)):
        return Role.LIST_NUMBER
    if after == "." and found.kind is Kind.DIGITS and lead == "." and _runs_on(prose, found):
        return Role.LIST_NUMBER
    if opened and before == "[" and prose.joined(found.first - 1):
        return Role.STRUCTURE
    return None


def _enumerates(prose: Prose, found: Expression, lead: str) -> bool:
    """Tell "you can (1) ask us ... and (2) complain" from what stands behind its label: "upheld (1), dismissed (2)"."""
    if not (lead in _LEADS or not lead[0].isalnum()) or not _opens_item(prose, found.last + 1):
        return False
    start = max(found.first - _LIST_REACH, 0)
    near = prose.words[start : min(found.last + _LIST_REACH, prose.size)]
    beside = {str(int(found.low) - 1), str(int(found.low) + 1)}
    return not beside.isdisjoint(near) and any(
        word in beside and prose.word(place + 1) == ")" and _opens_item(prose, place + 2)
        for place, word in enumerate(near, start=start)
    )


def _runs_on(prose: Prose, found: Expression) -> bool:
    """Tell the items of "... 1. Suspensions: 58. 2. Exclusions: none." from the answers of "Dismissals: 2. Resignations: 3. ...".

    Every item from the first on opens a sentence after a full stop: behind a question or a label a number is an answer.
    """
    if not _begins_item(prose, found.last):
        return False
    near = range(max(found.first - _LIST_REACH, 1), min(found.last + _LIST_REACH, prose.size - 1))
    opened = {prose.words[place] for place in near if prose.words[place - 1] == "." and _begins_item(prose, place + 1)}
    wanted = {str(number) for number in range(1, max(int(found.low), 2) + 1)}
    return found.low <= _LIST_REACH and wanted <= opened


def _begins_item(prose: Prose, stop: int) -> bool:
    """Tell whether a point stands at a token, apart from the capital that follows."""
    return prose.word(stop) == "." and not prose.joined(stop + 1) and prose.raw(stop + 1)[0].isupper()


def _opens_item(prose: Prose, place: int) -> bool:
    return prose.word(place)[0].isalpha() and prose.word(place) not in {"and", "or", "was", "were", "had", "of"}


def _has_neighbour(prose: Prose, found: Expression) -> bool:
    """Tell whether another line near by begins with the number before or after this one."""
    wanted = {str(int(found.low) - 1), str(int(found.low) + 1)}
    near = range(max(found.first - _LIST_REACH, 1), min(found.last + _LIST_REACH, prose.size - 1))
    return any(
        prose.words[place] in wanted and prose.words[place - 1] == "\n" and prose.words[place + 1] == "."
        for place in near
    )


def _stands_alone_in_list(prose: Prose, found: Expression) -> bool:
    """Tell whether "3." alone on a line follows a "2." that was a list number too."""
    wanted = str(int(found.low) - 1)
    if found.low == 1:
        wanted = "2"
    places = (
        range(found.last, min(found.last + 60, prose.size))
        if found.low == 1
        else range(max(found.first - 80, 0), found.first)
    )
    return any(
        prose.word(place) == wanted and prose.word(place - 1) == "\n" and prose.word(place + 1) in {".", ")"}
        for place in places
    )

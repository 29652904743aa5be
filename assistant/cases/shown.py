"""What may be shown of a case in a list, a title, a search result or the record: words, without figures.

A title can be typed before any table is there to check it against, so no figure stands in one at all. What is left
are dates, sections, and the case's own reference.
"""

import re

from assistant.checks.quantities import Role, TooManyNumbersError, read_quantities

FIGURE = "[figure]"
LONGEST = 120
_KEPT = frozenset({Role.CITATION, Role.DATE, Role.CONTACT, Role.STRUCTURE, Role.WORD})
_TABLE = re.compile(r"(?m)(?:^[ \t]*\|.*\n?)+")
_QUESTION = re.compile(r"\b(?:Q|question )(?=\d{1,3}\b)", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")


def without_figures(text: str, reference: str = "") -> str:
    """Return a text with every figure in it replaced by "[figure]", and every table by a mark.

    Args:
        text: anything that a person typed, or that was read.
        reference: the case's own, which is left as it stands.
    """
    prose = _TABLE.sub("[table of figures]\n", text)
    try:
        quantities = read_quantities(prose)
    except TooManyNumbersError:
        return _DIGITS.sub(FIGURE, prose).strip()
    kept = _spans_of(prose, reference)
    for one in reversed(quantities):
        if one.role in _KEPT or any(start <= one.start and one.end <= end for start, end in kept):
            continue
        instead = "" if one.role is Role.LIST_NUMBER else FIGURE
        prose = prose[: one.start] + instead + prose[one.end :]
    return prose.strip()


def title_of(text: str, reference: str = "") -> str:
    """Return a title for the list: one line, of a length that fits, without figures."""
    line = " ".join(without_figures(" ".join(text.split()), reference).split()).strip(" .:-–—)")
    return line if len(line) <= LONGEST else line[:LONGEST].rsplit(" ", 1)[0] + " …"


def _spans_of(text: str, reference: str) -> list[tuple[int, int]]:
    found = [(m.end(), m.end() + 3) for m in _QUESTION.finditer(text)]
    if reference.strip():
        found += [m.span() for m in re.finditer(rf"(?<!\w){re.escape(reference.strip())}(?!\w)", text)]
    return found


def reference_of(text: str) -> str:
    """Return a reference as the list shows it; what reads as a count of people or things is none."""
    tidy = " ".join(text.split())
    try:
        counts = any(one.role in {Role.PEOPLE, Role.THINGS} for one in read_quantities(tidy))
    except TooManyNumbersError:
        counts = True
    return without_figures(tidy) if counts else tidy[:LONGEST]

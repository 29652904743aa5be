"""Numbers in a letter that give a cell of the officer's own figures away: ``count.protected``."""

import re
from collections.abc import Iterator

from assistant.checks.counts import finding
from assistant.checks.material import Figures
from assistant.checks.numbers.quantity import Kind, Quantity, Role
from assistant.checks.page import Page
from assistant.findings import Finding, Verdict

PROTECTED = "This number gives away a cell of the figures that is held back ({cells})."
PROTECTED_REMEDY = "Use the protected table as it is, and take this number out of the words round it."
_COUNTS = frozenset({Role.PEOPLE, Role.UNKNOWN})
_PARTS = frozenset({Kind.FRACTION, Kind.RATIO})
_MORE_OR_LESS = frozenset({"more", "fewer", "less", "higher", "lower"})
_SHARES = frozenset({Role.PERCENTAGE, Role.STATISTIC})


def check(page: Page) -> Iterator[Finding]:
    """Find numbers that equal, are a share of, or add up with a hidden cell of the figures."""
    if not page.material.figures:
        return
    released = released_values(page)
    yield from _disguised(page)
    for quantity in page.quantities:
        cells = _given_away(page, quantity, released)
        if cells and not page.asked(quantity.start, quantity.end) and not _in_label(page, quantity):
            message = PROTECTED.format(cells="; ".join(cells[:3]))
            yield finding(page, quantity, "count.protected", Verdict.BLOCK, message, PROTECTED_REMEDY)


# Letters of a number word set apart ("T-W-O"), and a number in another base ("in binary: 10").
_SPELT = re.compile(r"(?<![A-Za-z])[A-Za-z](?:[-. \u00b7][A-Za-z]){2,5}(?![A-Za-z])")
_OTHER_BASE = re.compile(r"\b(binary|base two|octal|hexadecimal|hex)\b[^0-9\n]{0,20}([0-9a-f]{1,12})\b", re.IGNORECASE)
_BASES = {"binary": 2, "base two": 2, "octal": 8, "hexadecimal": 16, "hex": 16}
_WORDS = {
    word: n
    for n, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
}
# A whole number with a nought behind the point, a Roman number behind a label, and a small sum ("one plus one", "half of four").
_DECIMAL = re.compile(
    r"(?:[:=|]|\b(?:was|is|were|are|stood at|total(?:led)?|came to)) {0,2}([0-9]{1,3})\.0{1,2}"
    r"(?![\d%.]| ?(?:%|per ?cent|hours?|days?|years?|miles?|km|m\b|kg|FTE))",
    re.IGNORECASE,
)
_ROMANS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9}
_ROMAN = re.compile(r"(?:[a-z0-9]{2}:|=) ?(i{1,3}|iv|v|vi{1,3}|ix)(?=[.;,]?(?:\s|$))", re.IGNORECASE)
_SMALL = r"(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[0-9]{1,3})"
_WORKED = re.compile(
    rf"\b(?:{_SMALL} (plus|added to|minus|take away|times|multiplied by|divided by) {_SMALL}|(half|twice|double|a third|a quarter) (?:of )?{_SMALL}"
    rf"|the square root of {_SMALL})\b(?! (?:per ?cent|hours?|days?|months?|years?|pages?|working))",
    re.IGNORECASE,
)
_EACH_OF_ALL = re.compile(
    r"£\s?([\d,]+(?:\.\d\d)?)[^.£\n]{0,120}£\s?([\d,]+(?:\.\d\d)?)(?=\s(?:each|apiece|per|a head))", re.IGNORECASE
)


def _disguised(page: Page) -> Iterator[Finding]:
    """Find a hidden cell's count spelt letter by letter, written in another base, or told by a cost for each."""
    told: list[tuple[int, int, int]] = []
    for match in _SPELT.finditer(page.text):
        word = re.sub(r"[^a-z]", "", match.group().lower())
        if word in _WORDS:
            told.append((match.start(), match.end(), _WORDS[word]))
    for match in _OTHER_BASE.finditer(page.text):
        try:
            told.append((match.start(), match.end(), int(match.group(2), _BASES[match.group(1).lower()])))
        except ValueError:
            continue
    for match in _DECIMAL.finditer(page.text):
        told.append((match.start(1), match.end(), int(match.group(1))))
    for match in _ROMAN.finditer(page.text):
        told.append((match.start(1), match.end(1), _ROMANS[match.group(1).lower()]))
    for match in _WORKED.finditer(page.text):
        worked = _worked_out(match)
        if worked is not None:
            told.append((match.start(), match.end(), worked))
    for match in _EACH_OF_ALL.finditer(page.text):
        whole, each = (float(part.replace(",", "")) for part in match.groups())
        if each and abs(whole / each - round(whole / each)) < 0.01:
            told.append((match.start(), match.end(), round(whole / each)))
    for start, end, number in told:
        cells = [name for figures in page.material.figures for name in _equal(figures, number)]
        if cells and not page.asked(start, end):
            message = PROTECTED.format(cells="; ".join(cells[:3]))
            yield Finding(
                "count.protected", Verdict.BLOCK, message, PROTECTED_REMEDY, start, end, page.quote(start, end)
            )


def _worked_out(match: "re.Match[str]") -> int | None:
    """Return what a small sum in words comes to, if it is whole."""
    first, sign, second, share, of, root = match.groups()
    values = [
        _WORDS.get((text or "").lower(), int(text) if text and text.isdigit() else None)
        for text in (first, second, of, root)
    ]
    if share and values[2] is not None:
        times = {"half": 0.5, "a third": 1 / 3, "a quarter": 0.25}.get(share.lower(), 2.0)
        result = values[2] * times
    elif root and values[3] is not None:
        result = values[3] ** 0.5
    elif values[0] is not None and values[1] is not None:
        left, right, kind = values[0], values[1], sign.lower()
        if kind == "divided by":
            result = left / right if right else 0.5
        else:
            result = float(
                {"plus": left + right, "added to": left + right, "minus": left - right, "take away": left - right}.get(
                    kind, left * right
                )
            )
    else:
        return None
    return round(result) if result > 0 and abs(result - round(result)) < 1e-6 else None


def _equal(figures: Figures, number: int) -> list[str]:
    from assistant.figures import secrets

    return [_name(figures, key) for key in secrets.cells_equal_to(figures.table, figures.protected, number)]


def released_values(page: Page) -> frozenset[int]:
    """Return every figure that may be published: of the protected tables and of earlier releases."""
    values = {
        cell.value
        for figures in page.material.figures
        for cell in figures.protected.cells
        if cell.status == "released" and cell.value is not None
    }
    if page.material.released:
        from assistant.figures.secrets import public_values

        for table in page.material.released:
            values |= public_values(table)
    return frozenset(values)


def _given_away(page: Page, quantity: Quantity, released: frozenset[int]) -> list[str]:
    from assistant.figures import secrets

    found: list[str] = []
    number = quantity.exact
    policy = page.material.policy
    for figures in page.material.figures:
        if quantity.low != quantity.high and _may_count(page, quantity):
            lowest, highest = 0 if policy.zeros == "hide" else 1, policy.threshold - 1
            low, high = max(quantity.low, lowest), min(quantity.high or highest, highest)
            # It says more than that the count is low: some low value is ruled out.
            if (low, high) != (lowest, highest):
                within = secrets.cells_within(figures.table, figures.protected, low, high)
                tight = quantity.high is not None and quantity.high < policy.threshold
                found += [_name(figures, key) for key in within if tight or _spoken_of(page, quantity, key)]
        if quantity.kind in _PARTS:
            parts = secrets.cells_as_part(figures.table, figures.protected, quantity.low)
            found += [_name(figures, key) for key in parts if _spoken_of(page, quantity, key)]
        if number is not None and _MORE_OR_LESS.intersection(page.prose.words[quantity.after : quantity.after + 2]):
            apart = secrets.cells_differing_by(figures.table, figures.protected, number)
            found += [_name(figures, key) for key in apart if _spoken_of(page, quantity, key)]
        if _may_count(page, quantity) and number is not None and number > 0:
            if number in released:
                continue
            cells = secrets.cells_equal_to(figures.table, figures.protected, number)
            found += [_name(figures, key) for key in cells]
            summed = secrets.cells_summed_in(figures.table, figures.protected, number)
            found += [_name(figures, key) for key in summed if _spoken_of(page, quantity, key)]
        elif quantity.role in _SHARES and quantity.kind is Kind.PERCENT:
            text = page.prose.words[quantity.core]
            decimals = len(text.split(".")[1]) if "." in text else 0
            cells = secrets.cells_shared_as(figures.table, figures.protected, quantity.low, decimals)
            found += [_name(figures, key) for key in cells if _spoken_of(page, quantity, key)]
    return list(dict.fromkeys(found))


def _in_label(page: Page, quantity: Quantity) -> bool:
    """Tell whether a number stands in a row's or column's label of the officer's own tables ("Ward 2")."""
    start = page.text.rfind("\n", 0, quantity.start) + 1
    line = page.text[start:].split("\n", 1)[0]
    if not line.lstrip().startswith("|"):
        return False
    column = line[: quantity.start - start].count("|")
    cell = line.split("|")[column].strip().strip("*")
    labels = {label for figures in page.material.figures for d in figures.table.dimensions for label in d.categories}
    return cell in labels


def _may_count(page: Page, quantity: Quantity) -> bool:
    """Tell whether a number could be one of the figures: it counts people, or does not itself say what it counts.

    What an earlier sentence spoke of ("the system was read. There were …") does not make it a count of things.
    """
    if quantity.role is not Role.THINGS:
        return quantity.role in _COUNTS
    following = re.split(r"[.!?;\n]", page.text[quantity.end : quantity.end + 60].lower())[0]
    return not quantity.noun or quantity.noun.lower().rstrip("s") not in quantity.text.lower() + following


def _name(figures: Figures, key: tuple[str, ...]) -> str:
    return " / ".join(key) + (f" of {figures.table.title}" if figures.table.title else "")


def _spoken_of(page: Page, quantity: Quantity, key: tuple[str, ...]) -> bool:
    """Tell whether the sentence names one of a cell's own categories."""
    first, last = page.prose.sentence(quantity.core)
    words = page.prose.folded.text[page.prose.starts[first] : page.prose.stop(max(last - 1, first))].lower()
    return any(label != "Total" and label.lower() in words for label in key)

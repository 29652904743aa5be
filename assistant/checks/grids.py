"""Hidden cells that a letter's own tables and lists give away: ``count.derivable``.

Each printed row, column or list with a total is an equation; the marks in it are its unknowns. What
an attacker can learn of each is asked of ``assistant.figures.attack``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from assistant.checks.counts import UNCLEAR, UNCLEAR_REMEDY
from assistant.checks.derived import DERIVABLE, DERIVABLE_REMEDY
from assistant.checks.numbers import lexicon
from assistant.checks.numbers.quantity import Role
from assistant.checks.page import Page
from assistant.checks.tables import Cell, PrintedTable, is_total
from assistant.findings import Finding, Verdict

_LIMIT = 300
# A dash may stand for none or for what is kept back: where it is none, the sums leave nothing over.
_DASHES = frozenset({"-", "\u2013", "\u2014", "--"})
_NOTED = 300
_IN_WORDS = {"three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_FOR_LOW = re.compile(
    r"(?:[*#\u2020-]|\bmark\w*|\bcells?|\bdash\w*|\basterisk\w*|\bsymbol\w*|\[[a-z]\])[^.\n|]{0,60}\b(?:fewer than|less than|below|under|(?P<upto>up to))"
    r" (?P<number>three|four|five|six|seven|eight|nine|ten|[3-9]|10)\b",
    re.I,
)
_FOR_OTHERS = re.compile(
    r"\b(?:or would|secondary|subtract\w*|second cell|other cells?|worked out|deduc\w*|larger|complementary|also)\b",
    re.I,
)
_SUBTOTAL = re.compile(r"\bsub-?\s?total", re.I)
_LIST_LINE = re.compile(r"\btotal|\bsum\b|altogether|\bin all\b", re.I)
_ITEM = re.compile(
    r"(?P<mark>\[(?:c|x|s|redacted|withheld|suppressed)\]|(?<![\w*])\*{1,2}(?![\w*])|\bredacted\b|\bwithheld\b|<\s?(?P<bound>[0-9]{1,3}))"
    r"|(?P<number>(?<![\w.£$€/(-])[0-9]{1,3}(?:,[0-9]{3})*(?![\w%/)]|\.[0-9]|\s?(?:st|nd|rd|th)\b))",
    re.I,
)
_BREAKDOWN = re.compile(r"^[^\n:|]{0,80}?\b[Bb]y [^\n:|.]{2,40}[.:,] ?(?P<items>[^\n|]{0,600})$", re.M)
_LABELLED = re.compile(
    r"[^:;.\n]{1,40}: ?(?:(?P<number>[0-9]{1,3}(?:,[0-9]{3})*|[0-9]{1,6})(?![\w%]|\.[0-9])|(?P<mark>\[[a-z]\]|[*#†‡]|<\s?[0-9]{1,3}|(?:redacted|withheld|suppressed)\b))",
    re.I,
)
_TOTAL_NEAR = re.compile(r"(?:total|sum|altogether|in all)[^0-9,;]{0,20}$", re.I)
_TOTAL_AFTER = re.compile(r"^\s?(?:in total|in all|altogether|overall|total)\b", re.I)


@dataclass
class _Equations:
    """Unknowns with their bounds, and the sums that tie them."""

    variables: dict[str, tuple[float, float | None]] = field(default_factory=dict)
    sums: list[tuple[tuple[str, ...], tuple[str, ...], int]] = field(default_factory=list)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)


def check(page: Page) -> Iterator[Finding]:
    """Find suppressed cells whose value the rest of a table or list gives away."""
    for table in page.tables:
        if not is_protected(page, table) and _of_people(table):
            yield from _attacked(page, _table_equations(page, table))
    yield from _lists(page)


def is_protected(page: Page, table: PrintedTable) -> bool:
    """Tell whether a table is one that ``protect`` made, whose proof is with its figures."""
    printed = [tuple(cell.text for cell in row) for row in table.rows]
    for figures in page.material.figures:
        _, rows = figures.protected.rows()
        if printed == [tuple(str(text).strip() for text in row) for row in rows]:
            return True
    return False


def _of_people(table: PrintedTable) -> bool:
    roles = [
        table.cell_role(row, column)[0]
        for row in table.rows
        for column, cell in enumerate(row)
        if column and (cell.is_mark or cell.text in _DASHES)
    ]
    return any(role in {Role.PEOPLE, Role.UNKNOWN} for role in roles)


def _bounds(page: Page, text: str, most: int | None = None) -> tuple[float, float | None]:
    bound = re.search(r"<\s?([0-9]{1,3})", text)
    floor = 0 if page.material.policy.zeros == "hide" else 1
    return (floor, int(bound.group(1)) - 1) if bound else (0, most)


def _legend(page: Page, table: PrintedTable) -> int | None:
    """Return the most that a mark stands for, where a note beside the table says that it is for low counts alone."""
    text = page.prose.folded.text
    note = text[max(0, table.start - _NOTED) : table.start] + text[table.end : table.end + _NOTED]
    said = _FOR_LOW.search(note)
    if said is None or _FOR_OTHERS.search(note):
        return None
    number = said["number"].lower()
    return (_IN_WORDS.get(number) or int(number)) - (0 if said["upto"] else 1)


def _table_equations(page: Page, table: PrintedTable) -> _Equations:
    equations = _Equations()
    names: dict[int, str] = {}
    most = _legend(page, table)
    for row in table.rows:
        for column, cell in enumerate(row):
            if column and (cell.is_mark or cell.text in _DASHES):
                name = f"cell{len(equations.variables)}"
                names[cell.start] = name
                equations.variables[name] = _bounds(page, cell.text, most)
                equations.places[name] = (cell.start, cell.end)
    width = max((len(row) for row in table.rows), default=0)
    totals = {index for index, row in enumerate(table.rows) if row and is_total(row[0].text)}
    parts = {index for index, row in enumerate(table.rows) if row and _SUBTOTAL.search(row[0].text)}
    total_columns = [index for index, cell in enumerate(table.header) if index and is_total(cell.text)]
    total_columns = total_columns or [place for place in (width - 1,) if _adds_up(table, place)]
    for row in table.rows:
        for column in total_columns[-1:]:
            if column < len(row):
                cells = [cell for place, cell in enumerate(row) if place and place not in total_columns]
                _tie(equations, names, cells, row[column])
    for index in parts:
        start = max((before + 1 for before in totals | parts if before < index), default=0)
        for column in range(1, min(width, len(table.rows[index]))):
            cells = [row[column] for row in table.rows[start:index] if column < len(row)]
            _tie(equations, names, cells, table.rows[index][column])
    # Of several totals the last is of all that is above it, and the others of parts.
    totals |= parts
    for index in sorted(totals - parts)[-1:]:
        total_row = table.rows[index]
        for column in range(1, width):
            cells = [row[column] for place, row in enumerate(table.rows) if place not in totals and column < len(row)]
            if column < len(total_row):
                _tie(equations, names, cells, total_row[column])
    return equations


def _adds_up(table: PrintedTable, column: int) -> bool:
    """Tell whether a last column without the name of a total is one: in two rows or more, and in all that are whole."""
    whole = [
        [cell.number or 0 for cell in row[1:]]
        for row in table.rows
        if len(row) == column + 1 > 3 and all(cell.number is not None for cell in row[1:])
    ]
    sums = [numbers[-1] == sum(numbers[:-1]) > 0 for numbers in whole]
    return len(sums) > 1 and all(sums)


def _tie(equations: _Equations, names: dict[int, str], cells: list[Cell], total: Cell) -> None:
    """Add "these cells add up to that one" if every cell is a number or a mark."""
    known, unknown = 0, []
    for cell in cells:
        if cell.start in names:
            unknown.append(names[cell.start])
        elif cell.number is not None or cell.text.lower() in {"nil", "none"}:
            known += cell.number or 0
        else:
            return
    if total.start in names:
        equations.sums.append((tuple(unknown), (names[total.start],), -known))
    elif total.number is not None and unknown:
        equations.sums.append((tuple(unknown), (), total.number - known))


def _lists(page: Page) -> Iterator[Finding]:
    """Read lines such as "12, 9, [c], 31, total 55"."""
    text = page.prose.folded.text
    offset = 0
    yield from _broken_down_twice(page)
    for line in text.split("\n"):
        if len(line) < 2000 and _LIST_LINE.search(line) and page.table_at(offset) is None:
            equations = _line_equations(page, line, offset)
            if equations is not None and _people_near(page, offset, offset + len(line)):
                yield from _attacked(page, equations)
        offset += len(line) + 1


def _broken_down_twice(page: Page) -> Iterator[Finding]:
    """Read "By sex. Male: 20. Female: 11." above "By age. Under 18: *. 18 to 24: 16. ...": one breakdown adds up, one has a mark."""
    whole: int | None = None
    last = 0
    for match in _BREAKDOWN.finditer(page.prose.folded.text):
        items = list(_LABELLED.finditer(match["items"]))
        known = sum(int(item["number"].replace(",", "")) for item in items if item["number"])
        marks = [item for item in items if not item["number"]]
        if len(items) > 1 and not marks:
            whole, last = known, match.end()
        elif marks and whole is not None and match.start() - last < _NOTED and whole >= known:
            equations = _Equations()
            for item in marks:
                name = f"item{len(equations.variables)}"
                equations.variables[name] = _bounds(page, item["mark"])
                start = match.start("items")
                equations.places[name] = (start + item.start(), start + item.end())
            equations.sums.append((tuple(equations.variables), (), whole - known))
            if _people_near(page, match.start(), match.end()):
                yield from _attacked(page, equations)


def _line_equations(page: Page, line: str, offset: int) -> _Equations | None:
    equations = _Equations()
    total: int | None = None
    known = 0
    for item in _ITEM.finditer(line):
        number = item.group("number")
        if number is None:
            name = f"item{len(equations.variables)}"
            equations.variables[name] = _bounds(page, item.group())
            equations.places[name] = (offset + item.start(), offset + item.end())
        elif total is None and _names_total(line, item):
            total = int(number.replace(",", ""))
        elif not _is_year(number):
            known += int(number.replace(",", ""))
    if total is None or not equations.variables or total < known:
        return None
    equations.sums.append((tuple(equations.variables), (), total - known))
    return equations


def _names_total(line: str, item: "re.Match[str]") -> bool:
    before = line[max(0, item.start() - 30) : item.start()]
    return bool(_TOTAL_NEAR.search(before) or _TOTAL_AFTER.search(line[item.end() : item.end() + 20]))


def _is_year(number: str) -> bool:
    return len(number) == 4 and number[:2] in {"19", "20"}


def _people_near(page: Page, start: int, end: int) -> bool:
    """Tell whether a list is of people; one that names only things is not."""
    words = page.prose.folded.text[max(0, start - 300) : end].lower()
    kinds = {lexicon.noun_class(word) for word in re.findall(r"[a-z]+", words)}
    return bool(kinds & {"person", "event"}) or "thing" not in kinds


def _attacked(page: Page, equations: _Equations) -> Iterator[Finding]:
    """Ask the attacker what each unknown can be, and report what it learns."""
    if not equations.sums or not equations.variables:
        return
    if len(equations.variables) > _LIMIT:
        start, end = next(iter(equations.places.values()))
        yield _finding(page, start, end, "count.unclear", Verdict.REVIEW, UNCLEAR, UNCLEAR_REMEDY)
        return
    learned = _intervals(equations)
    if learned is None:
        start, end = next(iter(equations.places.values()))
        yield _finding(page, start, end, "count.unclear", Verdict.REVIEW, _MISMATCH, _MISMATCH_REMEDY)
        return
    for name, (start, end) in equations.places.items():
        if _learns(page, *learned[name]):
            yield _finding(page, start, end, "count.derivable", Verdict.BLOCK, DERIVABLE, DERIVABLE_REMEDY)


_MISMATCH = "The numbers here do not add up with what is hidden, so what they reveal cannot be told."
_MISMATCH_REMEDY = "Check the total and the parts, or take the table from the protected figures."


def _intervals(equations: _Equations) -> dict[str, tuple[int, int | None]] | None:
    """Return what the attacker learns of each unknown; none where the numbers cannot hold together.

    One unknown in one sum needs no solver, and so no import of one.
    """
    if len(equations.variables) == 1 and len(equations.sums) == 1 and not equations.sums[0][1]:
        value = equations.sums[0][2]
        ((name, (low, high)),) = equations.variables.items()
        holds = value >= low - 1 and (high is None or value <= high)
        return {name: (value, value)} if holds else None
    from assistant.figures.attack import AttackError, Constraint, System, intervals

    constraints = tuple(
        Constraint(tuple([(term, 1) for term in parts] + [(term, -1) for term in whole]), value, value)
        for parts, whole, value in equations.sums
    )
    try:
        return intervals(System(equations.variables, constraints), equations.variables)
    except AttackError:
        return None


def _learns(page: Page, low: int, high: int | None) -> bool:
    policy = page.material.policy
    floor = 0 if policy.zeros == "hide" else 1
    if high is None or high >= policy.threshold or high < floor:
        return False
    return not (low <= floor and high >= policy.threshold - 1)


def _finding(page: Page, start: int, end: int, code: str, verdict: Verdict, message: str, remedy: str) -> Finding:
    first, last = page.prose.folded.start(start), page.prose.folded.end(max(end, start + 1))
    return Finding(code, verdict, message, remedy, first, last, page.quote(first, last))

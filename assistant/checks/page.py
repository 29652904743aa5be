"""A letter read once, for every check: its tokens, quantities, tables and quoted words."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.checks.material import Material
from assistant.checks.numbers import lexicon, prose
from assistant.checks.numbers.prose import Prose
from assistant.checks.numbers.quantity import Quantity, Role
from assistant.checks.numbers.reader import read_prose
from assistant.checks.seek import Seeker
from assistant.checks.tables import PrintedTable, find_tables

if TYPE_CHECKING:
    from assistant.checks.grounds import Grounds

_QUOTE_LINE = re.compile(r"^[ \t]{0,8}>.*$", re.M)
_SENDER = re.compile(r"^>[> ]{0,6}From: ?[^\n]{1,120}", re.M)
_MARK = re.compile(r"\?(?=\s|$|[\"')\]])")
# With a mark goes the space after it, as in "etc.".
_SENTENCE_ENDS = ("\n", ". ", "? ", "! ", ".\t", "?\t", "!\t")
_SPACES = re.compile(r"\W+")
_PARTING = re.compile(r"[.?!;:](?=\s)|\n|\*\*|>")
_LONGEST = 400
_FEW = 9
_INDENT = 9
_LONGEST_LINE = 4000
_LIMITS = frozenset(
    {"limit", "maximum", "minimum", "max", "min", "allowance", "entitlement", "quota", "ratio", "required"}
)
_BEARERS = frozenset(
    {
        "household",
        "resident",
        "officer",
        "employee",
        "patient",
        "shift",
        "person",
        "pupil",
        "child",
        "student",
        "member",
        "adult",
        "property",
    }
    | {
        "visit",
        "session",
        "class",
        "vehicle",
        "crew",
        "ward",
        "bed",
        "room",
        "table",
        "applicant",
        "customer",
        "week",
        "day",
        "year",
        "month",
    }
)
_PLANNING = re.compile(r"\b(?:planning (?:appeals?|permissions?|applications?)|developers?|house-?builders?)\b", re.I)
_BELOW = 300
_OF_PLANS = frozenset(
    {"appeal", "application", "allowed", "dismissed", "refused", "upheld", "withdrawn", "granted", "decided", "lodged"}
)
_QUESTION_LABEL = re.compile(r"^[\s>*_]*(?:question \d+[.:]?)?[\s*_]*", re.I)
_ASKS = re.compile(
    r"[\W\d]*(?:q(?:uestion)?\.?\s?\d*[\W\d]*)?(?:[a-z]\)\s?)?(?:please|how|what|when|which|who|whom|whose|why|where|whether|if|of|in|do|does"
    r"|did|is|are|was|were|has|have|had|can|could|would|will|for|and|over|since|between|during|under)\b",
    re.I,
)


@dataclass
class Page:
    """One letter and what is known about its case.

    Attributes:
        text: the plain text; every offset of a finding is into it.
        material: what the letter is checked against.
    """

    text: str
    material: Material

    @cached_property
    def lower(self) -> str:
        """The folded text in lower case, for rules that look for words."""
        return self.prose.folded.text.lower()

    @cached_property
    def prose(self) -> Prose:
        return prose.read(self.text)

    @cached_property
    def seeker(self) -> Seeker:
        """Searches the folded text."""
        return Seeker(self.prose.folded.text, self.prose.words)

    @cached_property
    def tables(self) -> tuple[PrintedTable, ...]:
        return find_tables(self.prose.folded)

    @cached_property
    def grounds(self) -> "Grounds":
        """The regime, citations and refusals of the letter."""
        from assistant.checks.grounds import Grounds  # the law packs are behind it

        return Grounds(self)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Every quantity; one inside a table has the role of its cell."""
        if not self.tables:
            return read_prose(self.prose)
        return tuple(map(self._in_its_cell, read_prose(self.prose)))

    def between(self, first: int, last: int) -> tuple[Quantity, ...]:
        """Return the quantities that begin from the token ``first`` on and before ``last``."""
        return self.quantities[bisect_left(self._tokens, first) : bisect_left(self._tokens, last)]

    @cached_property
    def _tokens(self) -> list[int]:
        return [one.token for one in self.quantities]

    @cached_property
    def cells(self) -> tuple[list[int], list[tuple[PrintedTable, int, int]]]:
        """Where every table cell starts, and which cell it is; a heading has row -1."""
        found = [
            (cell.start, table, row, column)
            for table in self.tables
            for row, cells in enumerate((table.header, *table.rows), start=-1)
            for column, cell in enumerate(cells)
        ]
        return [entry[0] for entry in found], [entry[1:] for entry in found]

    def _in_its_cell(self, quantity: Quantity) -> Quantity:
        position = self.prose.starts[quantity.core]
        table = self.table_at(position)
        if self.prose.word(quantity.token - 1) == "^" and quantity.role is Role.STRUCTURE:
            return quantity  # the mark of a note: "41¹"
        if table is None or quantity.role in {Role.MONEY, Role.PERCENTAGE, Role.CITATION}:
            return quantity
        starts, places = self.cells
        _, row, column = places[bisect_right(starts, position) - 1]
        if row < 0:
            return replace(quantity, role=Role.STRUCTURE, unit="column heading", noun="")
        cells = table.rows[row]
        if quantity.role is Role.REFERENCE and any(char.isalpha() for char in cells[column].text):
            return quantity  # "SA 04 21"
        if sum(char.isalpha() for char in cells[column].text) > 12:
            return quantity
        role, noun = table.cell_role(cells, column)
        if role in {Role.PEOPLE, Role.UNKNOWN} and _limits(table, column):
            role = Role.STATISTIC
        if role is Role.PEOPLE and lexicon.singular(noun) in _OF_PLANS and self._is_of_plans(table):
            role = Role.THINGS
        if role is Role.UNKNOWN and quantity.role in {Role.PEOPLE, Role.THINGS}:
            return quantity
        return replace(quantity, role=role, noun=noun, unit=noun)

    def _is_of_plans(self, table: PrintedTable) -> bool:
        """Tell a table of planning appeals, by its caption or what is said below it, from one of people."""
        named = table.caption.lower().split() + [word for cell in table.header for word in cell.text.lower().split()]
        if any(lexicon.noun_class(word.strip(",.:;()")) == "person" for word in named):
            return False
        return bool(_PLANNING.search(f"{table.caption} {self.prose.folded.text[table.end : table.end + _BELOW]}"))

    @cached_property
    def around_scores(self) -> dict[tuple[int, int], int]:
        """What ``likely`` found of each sentence, so that it is weighed once."""
        return {}

    @cached_property
    def _table_starts(self) -> list[int]:
        return [table.start for table in self.tables]

    def table_at(self, position: int) -> PrintedTable | None:
        """Return the table that a folded offset lies in."""
        place = bisect_right(self._table_starts, position) - 1
        if place < 0:
            return None
        table = self.tables[place]
        return table if position < table.end else None

    @cached_property
    def holds_a_thread(self) -> bool:
        """Tell whether quoted lines are messages between people, which the letter discloses, and not the request."""
        return len(_SENDER.findall(self.text)) > 1

    @cached_property
    def quoted(self) -> tuple[tuple[int, int], ...]:
        """The spans of the original text that repeat the requester's words, in order."""
        spans = [match.span() for match in _QUOTE_LINE.finditer(self.text)]
        spans += [(self._sentence_start(match.start()), match.end()) for match in _MARK.finditer(self.text)]
        return tuple(sorted(spans))

    def is_line_quoted(self, place: int) -> bool:
        """Tell whether the line at a place begins with ">"."""
        first = self.text.rfind("\n", max(0, place - _LONGEST_LINE), place) + 1
        return self.text[first : first + _INDENT].lstrip().startswith(">")

    def _sentence_start(self, position: int) -> int:
        low = max(position - 600, 0)
        return max(low, 1 + max(self.text.rfind(end, low, position + len(end) - 1) for end in _SENTENCE_ENDS))

    def is_question(self, start: int, end: int) -> bool:
        """Tell whether words lie in a question: asked as one, and not a statement with a question mark."""
        if not self.is_quoted(start, end) or "?" not in self.text[end : end + 600].split("\n")[0]:
            return False
        return bool(_ASKS.match(self.text[self._sentence_start(start) : end]))

    def is_quoted(self, start: int, end: int) -> bool:
        """Tell whether words lie in a quotation or a question of the requester's."""
        place = bisect_right(self.quoted, (start, len(self.text)))
        return any(first <= start and end <= last for first, last in self.quoted[max(place - 2, 0) : place])

    @cached_property
    def request_words(self) -> str:
        """The request's words with single spaces, in lower case."""
        joined = " ".join([self.material.request_text or "", *self.material.questions])
        return " " + _SPACES.sub(" ", joined.lower()).strip() + " "

    def _in_quotation(self, place: int) -> bool:
        """Tell whether a place is in a quoted line ("> …") whose words all stand in the request."""
        first = self.text.rfind("\n", max(0, place - _LONGEST_LINE), place) + 1
        last = self.text.find("\n", place, place + _LONGEST_LINE)
        line = self.text[first : last if last >= 0 else place + _LONGEST_LINE]
        if not line.lstrip().startswith(">"):
            return False
        words = _SPACES.sub(" ", _QUESTION_LABEL.sub("", line).lower()).strip()
        return len(words.split()) > 2 and f" {words} " in self.request_words

    def _may_repeat(self, words: str) -> bool:
        """Tell whether the first line of more than a few words stands in the request at all."""
        line = words.split("\n")[0]
        return len(line) < _FEW or _SPACES.sub(" ", line.lower()).strip() in self.request_words

    def asked(self, start: int, end: int) -> bool:
        """Tell whether words repeat the request: a few words round them in a quotation, else their whole sentence."""
        if len(self.request_words) < 4 or not self._may_repeat(self.text[start:end]):
            return False
        if self._in_quotation(start):
            return True
        reach, least = (30, 2) if self.is_quoted(start, end) else (400, 8)
        before = _PARTING.split(self.text[max(start - reach, 0) : start])[-1]
        after = _PARTING.split(self.text[end : end + reach])[0]
        window = f"{before}{self.text[start:end]}{after}"
        if reach < _LONGEST:
            # The words at either end of a short window are cut off; leave them out.
            window = " ".join(window.split(" ")[bool(len(before) == reach) : -1 if len(after) == reach else None])
        words = _SPACES.sub(" ", window.lower()).strip()
        return len(words.split()) >= least and f" {words} " in self.request_words

    def quote(self, start: int, end: int) -> str:
        return self.text[start:end]


def _limits(table: PrintedTable, column: int) -> bool:
    """Tell a column of what is allowed or needed ("Limit per household", "Nurses per shift") from one of counts."""
    heading = table.header[column].text if column < len(table.header) else ""
    seen = [word.strip("()*_:.,") for word in heading.lower().split()]
    allowed = seen[1:] == ["allowed"] and lexicon.noun_class(seen[0]) == "person"
    return (
        allowed
        or bool(_LIMITS.intersection(seen))
        or any(
            word == "per" and bool(_BEARERS.intersection({following, following.removesuffix("s")}))
            for word, following in pairwise(seen)
        )
    )

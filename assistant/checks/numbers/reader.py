"""Read every quantity of a letter, in one pass over its tokens."""

from assistant.checks.numbers import expressions
from assistant.checks.numbers.phrases import Phrase
from assistant.checks.numbers.prose import Prose
from assistant.checks.numbers.quantity import Expression, Quantity, Role
from assistant.checks.numbers.roles import role_of

LIMIT = 150_000
# A number whose role its shape does not settle costs a look at the words round it.
COUNTED_LIMIT = 60_000
_COUNTED = frozenset({Role.PEOPLE, Role.THINGS, Role.UNKNOWN, Role.WORD, Role.STATISTIC})


class TooManyNumbersError(Exception):
    """A text holds more numbers than any letter does, so its check cannot be finished."""


def read_prose(prose: Prose) -> tuple[Quantity, ...]:
    """Return the quantities of a text in order; words that turn out to be no number are left out.

    Raises:
        TooManyNumbersError: there are more of them than any letter holds.
    """
    found: list[Quantity] = []
    previous: tuple[Expression, Role] | None = None
    place, size, counted = 0, prose.size, 0
    while place < size:
        expression = expressions.parse(prose, place) if expressions.starts(prose, place) else None
        if expression is None:
            place += 1
            continue
        role, phrase = role_of(prose, expression, previous)
        previous = (expression, role)
        counted += role in _COUNTED
        if role is not Role.WORD:
            found.append(_quantity(prose, expression, role, phrase))
        if len(found) > LIMIT or counted > COUNTED_LIMIT:
            raise TooManyNumbersError
        place = max(expression.last, place + 1)
    return tuple(found)


def _quantity(prose: Prose, found: Expression, role: Role, phrase: Phrase) -> Quantity:
    start, end = prose.span(found.first, found.last)
    return Quantity(
        start=start,
        end=end,
        text=prose.folded.text[prose.starts[found.first] : prose.stop(found.last - 1)],
        low=found.low,
        high=found.high,
        kind=found.kind,
        role=role,
        unit=phrase.words,
        noun=phrase.noun,
        token=found.first,
        after=found.last,
        core=found.core,
    )

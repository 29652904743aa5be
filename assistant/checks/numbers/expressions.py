"""From tokens to values and bounds: "no more than two", "2-3", "two thirds", "half a dozen"."""

from assistant.checks.numbers import lexicon, words
from assistant.checks.numbers.phrases import past_verb
from assistant.checks.numbers.prose import Prose
from assistant.checks.numbers.quantity import Expression, Kind

_PERCENT = {"%", "percent", "pc"}
_MULTIPLIERS = {"million": 1e6, "m": 1e6, "bn": 1e9, "billion": 1e9, "k": 1e3, "thousand": 1e3, "hundred": 100.0}
_LINKS = frozenset({"but", "and", ",", "yet", "though"})
_HELPERS = frozenset({"does", "do", "did", "is", "was", "it", "has", "they", "were", "a", "the"})
_DENIED = frozenset({"not", "never"})
_LATEST = frozenset({"last", "final", "only", "latest", "recent", "newest"})
_HEDGES = frozenset({"most", "so", "far", "(", ")", ",", "to", "date", "thankfully", "perhaps"})
_NUMBER_OFF = frozenset({"no", "nos", "nr"})
_OFF_NOTHING = frozenset({"longer", "more", "less", "one", "further"})
_ARTICLES = frozenset({"a", "an", "the", "those", "these", "our", "their"})


def starts(prose: Prose, index: int) -> bool:
    """Tell whether a number can start at a token."""
    word = prose.words[index]
    return "0" <= word[0] <= "9" or word in words.STARTERS


def parse(prose: Prose, index: int) -> Expression | None:
    """Return the longest quantity whose number starts at a token, or none."""
    found = _parse(prose, index)
    return _closed(prose, found) if found and found.kind is Kind.BOUND else found


def _closed(prose: Prose, bound: Expression) -> Expression:
    """Join a floor and a ceiling: "at least three but not more than four", "more than two pupils but fewer than five"."""
    place = bound.last
    while place < bound.last + 4 and prose.word(place).isalpha() and prose.word(place) not in _LINKS:
        place += 1
    named = place > bound.last
    if prose.word(place) not in _LINKS:
        return bound
    while prose.word(place) in _LINKS or prose.word(place) in _HELPERS:
        place += 1
    core = next((step for step in range(place, place + 5) if starts(prose, step) and prose.word(step) != "no"), None)
    other = _parse(prose, core) if core is not None else None
    if other is None or other.kind is not Kind.BOUND or not place - 1 <= other.first <= place:
        return bound
    if (bound.high is None) is (other.high is None) or (named and lexicon.noun_class(prose.word(other.last))):
        return bound
    low = max(bound.low, other.low)
    high = bound.high if bound.high is not None else other.high
    if high is None or low > high:
        return bound
    return Expression(bound.first, bound.core, other.last, low, high, Kind.RANGE)


def _parse(prose: Prose, index: int) -> Expression | None:
    word = prose.words[index]
    found: Expression | None
    if word[0] in words.VULGAR or word in words.DENOMINATORS:
        found = _fraction(prose, index) or _ordinal(prose, index)
    elif word in words.ORDINALS:
        found = _ordinal(prose, index)
    elif word in words.ZEROS:
        found = _zero(prose, index)
    elif word in words.IDIOMS:
        low, high = words.IDIOMS[word]
        found = Expression(_with_article(prose, index), index, index + 1, low, high, Kind.IDIOM)
    elif word in words.FREQUENCIES:
        value = words.FREQUENCIES[word]
        found = Expression(index, index, index + 1, value, value, Kind.FREQUENCY)
    else:
        found = _cardinal_expression(prose, index)
    return found


def _with_article(prose: Prose, index: int) -> int:
    return index - 1 if prose.word(index - 1) in _ARTICLES else index


def cardinal(prose: Prose, index: int) -> tuple[float, int] | None:
    """Return the value of the digits or number words at a token, and the token after them."""
    word = prose.word(index)
    if "0" <= word[0] <= "9":
        return _digits(prose, index)
    total = 0.0
    part = 0.0
    place = index
    while True:
        word = prose.word(place)
        if word in words.ONES:
            part += words.ONES[word]
        elif word in words.TENS:
            part += words.TENS[word]
        elif word in words.SCALES and (place > index or prose.word(place - 1) in {"a", "half"}):
            total, part = (
                (total + (part or 1) * words.SCALES[word], 0.0)
                if words.SCALES[word] >= 1000
                else (
                    total,
                    (part or 1) * words.SCALES[word],
                )
            )
        else:
            break
        following = _joint(prose, place)
        if following is None:
            place += 1
            break
        place = following
    if place == index:
        return None
    return total + part, place


def _joint(prose: Prose, place: int) -> int | None:
    """Return where a number goes on after a token: "twenty-one", "hundred and four"."""
    word, after = prose.words[place], prose.word(place + 1)
    if word in words.TENS:
        step = place + 2 if after == "-" else place + 1
        return step if words.ONES.get(prose.word(step), 99) < 10 else (place + 1 if after in words.SCALES else None)
    if after in words.SCALES:
        return place + 1
    if word in words.SCALES and word != "dozen":
        step = place + 2 if after == "and" else place + 1
        if prose.word(step) in words.ONES or prose.word(step) in words.TENS:
            return step
    return None


def _digits(prose: Prose, index: int) -> tuple[float, int]:
    text = prose.words[index].replace(",", "")
    value = float(text) if len(text) <= 15 else 1e15
    after = prose.word(index + 1)
    if after in words.VULGAR:
        return value + words.VULGAR[after], index + 2
    if after in _MULTIPLIERS and (prose.joined(index + 1) or len(after) > 2) and after != "hundred":
        return value * _MULTIPLIERS[after], index + 2
    return value, index + 1


def _cardinal_expression(prose: Prose, index: int) -> Expression | None:
    word = prose.words[index]
    if word in words.WELSH:
        return _welsh(prose, index)
    if word in words.ROMAN:
        roman = words.ROMAN[word]
        return Expression(index, index, index + 1, roman, roman, Kind.ROMAN)
    if word == "dozen":
        return _dozen(prose, index)
    parsed = cardinal(prose, index)
    if parsed is None:
        return None
    value, after = parsed
    digits = "0" <= word[0] <= "9"
    after = _past_unit(prose, after)
    if digits and prose.word(after) in {"st", "nd", "rd", "th"} and prose.joined(after):
        return Expression(_with_article(prose, index), index, after + 1, value, value, Kind.ORDINAL)
    return _extended(prose, index, after, value, Kind.DIGITS if digits else Kind.WORDS)


def _past_unit(prose: Prose, after: int) -> int:
    """Return the token after the "no." of "3no. wardens" and "(2 nos)", as a schedule of works writes a count."""
    if prose.word(after) not in _NUMBER_OFF:
        return after
    place = after + 1 + (prose.word(after + 1) == "." and not prose.ends_sentence(after + 1))
    following = prose.word(place)
    return place if following == ")" or (following[0].isalpha() and following not in _OFF_NOTHING) else after


def _dozen(prose: Prose, index: int) -> Expression:
    before = prose.word(index - 1)
    half = before == "a" and prose.word(index - 2) == "half"
    first = index - 2 if half else index - 1 if before == "a" else index
    value = 6 if half else 12
    return Expression(first, index, index + 1, value, value, Kind.IDIOM)


def _welsh(prose: Prose, index: int) -> Expression | None:
    near = [prose.word(place) for place in range(index + 1, index + 4)]
    value = words.WELSH[prose.words[index]]
    if near[0] in words.WELSH_PEOPLE or (near[0] in {"o", "o'r"} and near[1] in words.WELSH_PEOPLE):
        return Expression(index, index, index + 1, value, value, Kind.WELSH)
    return None


def _extended(prose: Prose, index: int, after: int, value: float, kind: Kind) -> Expression:
    """Add what follows and what stands before: ranges, percentages, ratios, bounds."""
    return (
        _percentage(prose, index, after, value)
        or _word_fraction(prose, index, after, value)
        or _range(prose, index, after, value)
        or _ratio(prose, index, after, value)
        or _bounded(prose, index, after, value, kind)
    )


def _percentage(prose: Prose, index: int, after: int, value: float) -> Expression | None:
    word = prose.word(after)
    if word in _PERCENT:
        return Expression(index, index, after + 1, value, value, Kind.PERCENT, "%")
    if word == "per" and prose.word(after + 1) in {"cent", "centum"}:
        return Expression(index, index, after + 2, value, value, Kind.PERCENT, "%")
    return None


def _word_fraction(prose: Prose, index: int, after: int, value: float) -> Expression | None:
    """Read "two thirds", "three-quarters"."""
    step = after + 1 if prose.word(after) == "-" else after
    parts = words.DENOMINATORS.get(prose.word(step))
    if parts is None or value >= parts or not prose.words[index].isalpha():
        return None
    share = value / parts
    return Expression(index, index, step + 1, share, share, Kind.FRACTION)


def _range(prose: Prose, index: int, after: int, value: float) -> Expression | None:
    """Read "2-3", "2 to 3", "2 or 3", "between 2 and 3"."""
    link, between = prose.word(after), prose.word(index - 1) == "between"
    if not (link in {"-", "to", "or"} or (between and link == "and")):
        return None
    if link == "-" and not prose.joined(after) and lexicon.is_label(prose.word(index - 1)):
        return None  # "Year 8 - 12" sets a number beside its label
    other = cardinal(prose, after + 1)
    if other is None or other[0] < value or (link == "or" and other[0] != value + 1):
        return None
    top, end = other
    if link == "-" and prose.word(end) in {"-", "/"} and prose.joined(end):
        return None
    if prose.word(end) in _PERCENT:
        return Expression(index, index, end + 1, value, top, Kind.PERCENT, "%")
    first = index - 1 if between else index
    return Expression(first, index, end, value, top, Kind.RANGE)


def _ratio(prose: Prose, index: int, after: int, value: float) -> Expression | None:
    """Read "1:640", "1 in 4", "one in three"."""
    link = prose.word(after)
    if link not in {":", "in"}:
        return None
    other = cardinal(prose, after + 1)
    if other is None or (link == "in" and other[0] <= value) or not other[0]:
        return None
    if link == ":" and not (prose.joined(after) and prose.joined(after + 1)):
        return None
    if link == "in" and (other[0] > 1900 or prose.word(other[1]) in {"years", "months"}):
        return None
    in_words = prose.words[index].isalpha() and prose.word(after + 1).isalpha()
    of_all = other[0] in {10, 100, 1000} and value < other[0] and past_verb(prose.word(other[1]))  # "4 in 10 said"
    if link == "in" and value != 1 and not in_words and not of_all:
        return None  # "two in five have no savings", but not "3 in 12 schools"
    return Expression(index, index, other[1], value / other[0], value / other[0], Kind.RATIO)


def _bounded(prose: Prose, index: int, after: int, value: float, kind: Kind) -> Expression:
    for size in (3, 2, 1):
        bound = words.BOUNDS_AFTER.get(tuple(prose.words[after : after + size]))
        if bound and len(prose.words[after : after + size]) == size:
            return _with_bound(bound, index, index, after + size, value, kind)
    skip = 1 if prose.word(index - 1) in {"a", "the", "about", "just", "only", "some", "around"} else 0
    for size in (4, 3, 2, 1):
        before = index - skip - size
        if before >= 0:
            bound = words.BOUNDS_BEFORE.get(tuple(prose.words[before : index - skip]))
            if bound and bound[0] == "high" and _DENIED.intersection(prose.words[max(before - 3, 0) : before]):
                first = next(place for place in range(before - 1, before - 4, -1) if prose.word(place) in _DENIED)
                return Expression(first, index, after, 0, value - 1 if bound[1] else value, Kind.BOUND)
            if bound and not (prose.words[before] == ">" and prose.word(before - 1) == "\n"):  # a quoted line
                return _with_bound(bound, before, index, after, value, kind)
    return Expression(index, index, after, value, value, kind)


def _with_bound(bound: tuple[str, bool], first: int, core: int, last: int, value: float, kind: Kind) -> Expression:
    side, included = bound
    if side == "low":
        return Expression(first, core, last, 0, value if included else value - 1, Kind.BOUND)
    if side == "near":
        return Expression(first, core, last, max(value - 2, 1), value - 1, Kind.BOUND)
    if side == "high":
        return Expression(first, core, last, value if included else value + 1, None, Kind.BOUND)
    if side == "inverse":
        return Expression(first, core, last, value, value, Kind.INVERSE)
    return Expression(first, core, last, value, value, Kind.NEGATED if side == "not" else kind)


def _zero(prose: Prose, index: int) -> Expression | None:
    word = prose.words[index]
    if word == "no" and (prose.word(index + 1) in {".", ":", "\n", "one", "longer", "more", "less", "fewer"}):
        if prose.word(index + 1) != "one":
            return None
        return Expression(index, index, index + 2, 0, 0, Kind.ZERO)
    if word == "0":
        return _extended(prose, index, index + 1, 0, Kind.ZERO)
    return Expression(index, index, index + 1, 0, 0, Kind.ZERO)


def _ordinal(prose: Prose, index: int) -> Expression | None:
    value = words.ORDINALS.get(prose.words[index])
    if value is None:
        return None
    return Expression(_with_article(prose, index), index, _closes(prose, index), value, value, Kind.ORDINAL)


def _closes(prose: Prose, index: int) -> int:
    """Return the token after "third and last", "fourth and most recent", "second and (so far) final"."""
    if prose.word(index + 1) != "and":
        return index + 1
    place = index + 2
    while prose.word(place) in _HEDGES:
        place += 1
    return place + 1 if prose.word(place) in _LATEST else index + 1


def _fraction(prose: Prose, index: int) -> Expression | None:
    word, before = prose.words[index], prose.word(index - 1)
    if word in words.VULGAR:
        return Expression(index, index, index + 1, words.VULGAR[word], words.VULGAR[word], Kind.FRACTION)
    if word == "half" and prose.word(index + 1) == "a" and prose.word(index + 2) == "dozen":
        return None
    parts = words.DENOMINATORS[word]
    share = 1 / parts
    of = prose.word(index + 1) == "of"
    if (word == "half" and before not in {"first", "second", "last", "latter", "other", "-"}) or (
        before in {"a", "one"} and (of or prose.word(index + 1) in {"were", "are", "have"})
    ):
        return Expression(_with_article(prose, index), index, index + 1, share, share, Kind.FRACTION)
    return None

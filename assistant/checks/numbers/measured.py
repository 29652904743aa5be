"""Numbers that measure: periods, measures, rates, means and scores."""

from assistant.checks.numbers import lexicon
from assistant.checks.numbers.befell import says_person
from assistant.checks.numbers.named import GRADES
from assistant.checks.numbers.phrases import Phrase
from assistant.checks.numbers.prose import Prose
from assistant.checks.numbers.quantity import Expression, Kind, Role
from assistant.checks.numbers.wordset import wordset

_PERIOD_ADJECTIVES = wordset(
    "working calendar financial academic full consecutive school clear business further more additional fiscal"
    " previous preceding past last tax municipal performance reporting recent complete whole"
)
_SCORES = wordset("score scored scores mark marks marked rated rating graded")
_WHO_MEANS = wordset("i you we they who to not would could did does do will may might must can that it this")


def measured(prose: Prose, found: Expression, phrase: Phrase) -> Role | None:
    """Tell a period, a measure or a rate from a count."""
    near = [prose.word(found.last + step) for step in range(4)]
    if near[0] == "-":
        near = near[1:]
    if near[0] == "of" and found.kind is Kind.IDIOM:
        near = near[1:]  # "a couple of weeks"
    for step, word in enumerate(near[:3]):
        kind = lexicon.noun_class(f"{word}-{lexicon.singular(near[step + 1])}" if step < 2 else word)
        kind = kind or lexicon.noun_class(word)  # "two percentage points", else "two points"
        if kind in {"period", "measure"} and not (step and near[0] in {"of", "in"}):
            if word in {"second", "seconds"} and found.kind is Kind.WORDS and near[step + 1][0].isalpha():
                break
            return Role.PERIOD if kind == "period" else Role.MEASURE
        if word not in _PERIOD_ADJECTIVES:
            break
    if near[0] == "times" and near[1] in {
        "that",
        "the",
        "this",
        "as",
        "more",
        "higher",
        "larger",
        "over",
        "their",
        "its",
    }:
        return Role.MEASURE
    before = prose.word(found.first - 1)
    graded = prose.word(found.first - 3) in GRADES  # "Grade 7 x 3"
    if before == "per" or (before in {"x", "times"} and prose.word(found.first - 2)[0].isdigit() and not graded):
        return Role.STATISTIC
    if near[0] in {"per", "times"} and phrase.empty:
        return Role.STATISTIC
    if _SCORES.intersection(prose.words[max(found.first - 6, 0) : found.first]) and not says_person(prose, found):
        return Role.STATISTIC if phrase.kind in {"", "weak"} else None
    back = {prose.word(found.first - step) for step in range(1, 7)}
    if (
        (back & {"average", "median", "ratio"} or _is_mean(prose, found)) or (phrase.empty and {"rate", "per"} <= back)
    ) and found.kind is not Kind.IDIOM:
        return Role.STATISTIC
    if near[0] == "in" and near[1] in {"every"}:
        return Role.STATISTIC
    return None


def _is_mean(prose: Prose, found: Expression) -> bool:
    """Tell "a mean of 2" from "did you mean two officers" and "I mean two officers"."""
    places = (found.first - step for step in range(1, 7))
    return any(
        prose.word(place) == "mean"
        and prose.word(place - 1) not in _WHO_MEANS
        and '"' not in prose.words[place : found.first]
        for place in places
    )

"""Those whom a letter leaves over from a whole: ``count.derivable``.

"Seventeen were interviewed. No action was taken against fifteen. The remainder were cautioned" tells of two; "of the 27, 19 were
warned, 5 were moved, and those not mentioned were dismissed" of three; "we received 14 and the whole of the difference ..." too.
The numbers may stand sentences apart, and the parts need no noun.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.checks.counts import STATED, STATED_REMEDY, is_conditional, quoted, spanned
from assistant.checks.derived import DERIVABLE, DERIVABLE_REMEDY, THESE, is_part, low, may_count_people, of_people
from assistant.checks.numbers import lexicon
from assistant.checks.numbers.phrases import past_verb, tells_the_past
from assistant.checks.numbers.prose import Prose
from assistant.checks.numbers.quantity import Quantity, Role
from assistant.checks.numbers.wordset import wordset
from assistant.checks.page import Page
from assistant.findings import Finding, Verdict

_REST = wordset("rest remainder remaining remained balance residue leftover")
_OTHERS = wordset("others")
_APART = wordset("difference shortfall gap")
_ELSE = (
    ("everyone", "else"),
    ("everybody", "else"),
    ("all", "others"),
    ("those", "not"),
    ("the", "other"),
    ("not", "mentioned"),
)
# What has a rest of its own: "the rest of the year", "the remainder of the building", "the balance of probabilities".
_NO_PEOPLE = wordset(
    "year month week day term period time county country region force borough site building report document information letter"
    " request answer decision probabilities convenience interests power payment sum money account bill cost costs fee amount"
    " estate town city district school trust council information questions pages papers file"
)
_TIED = wordset("lies lay falls fell favours favour favoured test interest weighing")
_ASKED = wordset("question questions section sections paragraph paragraphs part parts page pages")
_BUT = wordset("bar but except excepting excluding barring save apart")
_EVERY = wordset("every all each everyone everybody none nobody no")
_FEW = wordset("one two three four 1 2 3 4")
_SUPPOSED = wordset("if may might could would will should must can")
_AFTER_ONE = frozenset({",", ".", ";", ")", "of", "had", "was", "were", "have", "has", "who", "are", "is", "\n"})
_FAR, _MOST, _AFTER, _CLAUSE = 110, 8, 14, 6


def check(page: Page) -> Iterator[Finding]:
    """Find wholes from which the parts leave a low count over, where words say that somebody is left."""
    yield from _all_but(page)
    counts = [one for one in page.quantities if _usable(page, one)]
    if len(counts) < 2:
        return
    tokens = [one.token for one in counts]
    done = -1
    for index in range(page.prose.size):
        end = _left_over(page.prose, index)
        if not end or index < done:
            continue
        near = _near(page, counts, tokens, index)
        found = _whole_and_parts(page, near)
        if found and not _is_no_statement(page, index):
            done = end
            first, last = min(found[0].token, index), max(found[-1].after, end)
            yield spanned(page, first, last, "count.derivable", Verdict.BLOCK, DERIVABLE, DERIVABLE_REMEDY)
    yield from _of_these(page, counts, tokens)
    yield from _same_again(page, counts)


def _usable(page: Page, one: Quantity) -> bool:
    return may_count_people(page, one) and page.table_at(page.prose.starts[one.core]) is None


def _near(page: Page, counts: Sequence[Quantity], tokens: Sequence[int], index: int) -> Sequence[Quantity]:
    """Return the counts before a place, and those that its own sentence adds."""
    _, end = page.prose.sentence(index)
    first = bisect_left(tokens, index - _FAR)
    last = bisect_left(tokens, min(end, index + _AFTER))
    before = bisect_left(tokens, index)
    return counts[max(first, before - _MOST) : last]


def _left_over(prose: Prose, index: int) -> int:
    """Return the token after words for those who are left over, if such words stand at a place; else 0."""
    word, following = prose.word(index), prose.word(index + 1)
    if word in _REST | _APART:
        ahead = prose.words[index + 1 : index + 6]
        behind = prose.words[max(0, index - 3) : index]
        if (following == "of" and _NO_PEOPLE.intersection(ahead)) or _NO_PEOPLE.intersection(ahead[:1]):
            return 0
        if word == "balance" and (_TIED.intersection(ahead) or "on" in behind or following == "of"):
            return 0
        if word in _APART and "the" not in behind:
            return 0
        if word == "rest" and not {"the", "all"}.intersection(behind):
            return 0
        return 0 if _ASKED.intersection(ahead[:2]) else index + 2
    if word in _OTHERS:
        return index + 1 if prose.word(index - 1) in {"the", "all"} else 0
    return index + 2 if (word, following) in _ELSE and lexicon.noun_class(prose.word(index + 2)) != "thing" else 0


def _whole_and_parts(page: Page, near: Sequence[Quantity]) -> Sequence[Quantity]:
    """Return a number and all that follow it, if it is a low count more than these are together."""
    return next(filter(None, (_from_whole(page, near[index:]) for index in range(len(near) - 1))), ())


def _from_whole(page: Page, counts: Sequence[Quantity]) -> Sequence[Quantity]:
    """Return the counts, if the first is a low count more than the others are together."""
    whole, parts = counts[0].exact or 0, [one.exact or 0 for one in counts[1:]]
    if is_part(page.prose, counts[0]):
        return ()
    fits = bool(parts) and whole > max(parts) and low(page, whole - sum(parts))
    return counts if fits and _are_people(page, counts) else ()


def _are_people(page: Page, quantities: Sequence[Quantity]) -> bool:
    if any(one.role is Role.PEOPLE for one in quantities):
        return True
    first, _ = page.prose.sentence(quantities[0].core)
    around = page.prose.words[first : quantities[-1].after + 8]
    kinds = {lexicon.noun_class(word) for word in around}
    return bool(kinds & {"person", "event"} or any(map(lexicon.person_word, around))) and of_people(page, quantities)


def _is_no_statement(page: Page, index: int) -> bool:
    first, last = page.prose.sentence(index)
    clause = max(first, index - _CLAUSE), min(last, index + _CLAUSE)
    return is_conditional(page.prose, *clause) or quoted(page, index, index + 1)


def _of_these(page: Page, counts: Sequence[Quantity], tokens: Sequence[int]) -> Iterator[Finding]:
    """Find "27 employees. Of these 19 were warned, 5 were moved": the parts named one after another, all together."""
    prose = page.prose
    for index, (one, other) in enumerate(pairwise(prose.words[: prose.size])):
        if one != "of" or other not in THESE:
            continue
        _, last = prose.sentence(index)
        place = bisect_left(tokens, index)
        parts = counts[place : min(bisect_left(tokens, last), place + _MOST)]
        if place and len(parts) > 1 and tokens[place - 1] > index - _FAR // 2:
            # "38, 9 of whom": the part stands before its "of".
            starts = [start for start in (place - 2, place - 1) if start >= 0]
            found = next(filter(None, (_from_whole(page, counts[start : place + len(parts)]) for start in starts)), ())
            if found and not _is_no_statement(page, index):
                yield spanned(
                    page, found[0].token, found[-1].after, "count.derivable", Verdict.BLOCK, DERIVABLE, DERIVABLE_REMEDY
                )


def _same_again(page: Page, counts: Sequence[Quantity]) -> Iterator[Finding]:
    """Find "They were run on 212 members of staff. 208 members of staff had a clear result": the same people, counted again."""
    prose = page.prose
    dated = [one.token for one in page.quantities if one.role in {Role.DATE, Role.PERIOD}]
    for place, part in enumerate(counts):
        first, last = prose.sentence(part.core)
        opens = not any(word[0].isalpha() for word in prose.words[first : part.token])
        if part.role is not Role.PEOPLE or not part.noun or not opens or _is_placed(prose, part, last):
            continue
        if bisect_left(dated, last) > bisect_left(dated, first):
            continue
        for whole in counts[max(0, place - 3) : place]:
            same = whole.role is Role.PEOPLE and whole.noun == part.noun and part.token - whole.token < _FAR // 2
            left = (whole.exact or 0) - (part.exact or 0)
            if same and low(page, left) and not _is_no_statement(page, part.token):
                yield spanned(
                    page,
                    whole.token,
                    min(last, part.after + 8),
                    "count.derivable",
                    Verdict.BLOCK,
                    DERIVABLE,
                    DERIVABLE_REMEDY,
                )
                break


def _is_placed(prose: Prose, part: Quantity, last: int) -> bool:
    """Tell whether a sentence names a place or a body of its own, or says nothing of what was done."""
    named = any(prose.raw(place)[0].isupper() for place in range(part.after, last))
    return named or not tells_the_past(prose.words[part.after : last])


def _all_but(page: Page) -> Iterator[Finding]:
    """Find "every member of the forum, bar one, had done so"."""
    prose = page.prose
    for index, word in enumerate(prose.words[: prose.size]):
        if word not in _BUT:
            continue
        number = index + (2 if prose.word(index + 1) in {"for", "from"} else 1)
        first, last = prose.sentence(index)
        before = prose.words[first:index]
        single = prose.word(number + 1) in _AFTER_ONE or lexicon.noun_class(prose.word(number + 1)) in {
            "person",
            "event",
        }
        if prose.word(number) not in _FEW or not single or not _EVERY.intersection(before):
            continue
        people = any(lexicon.noun_class(one) in {"person", "event"} for one in before)
        happened = tells_the_past(prose.words[first:last]) or any(map(past_verb, before))
        told = happened and not _SUPPOSED.intersection(prose.words[first:last])
        if people and told and not quoted(page, index, number + 1):
            yield spanned(page, index, number + 1, "count.stated", Verdict.BLOCK, STATED, STATED_REMEDY)


__all__ = ["check"]

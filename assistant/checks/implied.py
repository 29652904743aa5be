"""Persons whom a letter counts by implication: ``count.stated``.

"The individual was moved, and his appeal failed"; "sentences of 6 and 9 months respectively"; "with one exception, every doctor kept a
licence"; "the other claim, by a cleaner, was lost"; "M (15) and F (14)": nobody says how many, and everybody can tell.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from assistant.checks.counts import STATED, STATED_REMEDY, is_conditional, quoted, spanned
from assistant.checks.numbers import lexicon
from assistant.checks.numbers.befell import told_of_persons
from assistant.checks.numbers.heads import compound_class
from assistant.checks.numbers.phrases import DONE_TO_PEOPLE, past_verb, tells_the_past
from assistant.checks.numbers.prose import Prose
from assistant.checks.numbers.quantity import Quantity, Role
from assistant.checks.numbers.wordset import wordset
from assistant.checks.page import Page
from assistant.findings import Finding, Verdict

_SOMEONE = wordset(
    "individual person employee pupil student patient prisoner detainee resident tenant child boy girl man woman complainant victim"
    " claimant trainee offender suspect inmate learner recruit cadet worker accused"
)
# What is said of people in general, too, and singles nobody out.
_ORDINARY = wordset(
    "employed recruited promoted hired born treated admitted released male female white black asian mixed british searched married"
    " missing adopted fostered tagged diagnosed vaccinated retired foreign restrained"
)
_AT_ISSUE = frozenset({"concerned", "involved", "affected", "in"})
_SINGULAR = wordset("was has had")
# Who sat, answered or was appointed is told of openly.
_AT_WORK = wordset(
    "panel committee board jury review answered interviewers handled dealt meeting speakers attended present chaired wrote members"
)
# Who asks, owns, answers or looks into a case is told of openly.
_OFFICIAL = wordset(
    "requester applicant owner enquirer inspector investigator coroner auditor reviewer consultant staff caller visitor representative candidate"
    " landowner addressee respondent family household headcount personnel"
)
_HARD = wordset(
    "dismissed sacked suspended arrested convicted charged prosecuted cautioned jailed imprisoned sentenced detained expelled excluded disciplined demoted"
    " reprimanded evicted sectioned police struck barred banned guilty warning caution killed injured assaulted custody redundant deported bailed"
    " remanded fined tasered raped stabbed restrained admonished censured lado dbs gmc nmc hcpc prison removed hanged unconscious bullied harassed"
)
_LEFT = wordset("resigned died absconded drowned escaped quit")
_ONLY = wordset("only just merely solely")
_RELATIVES = wordset("which how why whom whose that")
_RARE = frozenset({"isolated", "one-off", "unique", "solitary"})
_KIN = wordset("brother sister twin son daughter wife husband partner mother father sibling cousin")
_NOT_SINCE = (("no", "other"), ("none", "since"), ("nobody", "since"), ("not", "happened"), ("nor", "since"))
_WHOLE = wordset("every all each none no nobody everyone everybody")
_LISTED = frozenset({Role.MONEY, Role.PERIOD, Role.AGE, Role.DATE})
_PARTED = frozenset({",", "and", ";", "&"})
_UNITS = frozenset({"months", "years", "weeks", "days", "month", "year", "hours", "£", "aged", "-"})
_PAID = wordset("paid awarded given settled got received offered won")
_SEX_AND_AGE = re.compile(
    r"\b(?:M|F|[Mm]ale|[Ff]emale)\s?[(,/]?\s?[1-9]?[0-9]\)?(?:\s?(?:,|;|and|&)\s?(?:M|F|[Mm]ale|[Ff]emale)\s?[(,/]?\s?[1-9]?[0-9]\)?){0,3}"
)
_ARTICLES = frozenset({"a", "an"})


def check(page: Page) -> Iterator[Finding]:
    """Find persons counted by what is said of them."""
    yield from _definite(page)
    yield from _sanctioned(page)
    yield from _who(page)
    yield from _alone(page)
    yield from _relatives(page)
    yield from _respectively(page)
    yield from _exception(page)
    yield from _other(page)
    yield from _after_label(page)
    yield from _who_they_were(page)
    yield from _sex_and_age(page)
    yield from _first_and_second(page)
    yield from _nobody_but(page)


def _block(page: Page, first: int, last: int) -> Finding:
    return spanned(page, first, last, "count.stated", Verdict.BLOCK, STATED, STATED_REMEDY)


def _told(page: Page, first: int, last: int) -> bool:
    """Tell whether tokens say what happened, in the letter's own words."""
    start, end = page.prose.sentence(first)
    return not is_conditional(page.prose, start, end) and not quoted(page, first, last)


def _told_near(page: Page, first: int, last: int) -> bool:
    """Tell the same of the words round these alone: "the officer concerned had left; dismissal would have followed"."""
    start, end = page.prose.sentence(first)
    return not is_conditional(page.prose, max(start, first - 6), min(end, last + 6)) and not quoted(page, first, last)


def _befell(words: list[str]) -> int | None:
    """Return where words say what is done only to people, if they do at once: "was dismissed", "resigned"."""
    for place, word in enumerate(words[:3]):
        if (word in DONE_TO_PEOPLE or lexicon.person_word(word)) and word not in _ORDINARY:
            return place
        if word not in _SINGULAR | {"been", "later", "then", "since", "subsequently", "also"}:
            return None
    return None


def _definite(page: Page) -> Iterator[Finding]:
    """Find "the individual was suspended" and "he resigned": one person, and no more."""
    prose = page.prose
    for index, word in enumerate(prose.words[: prose.size]):
        if word in _AT_ISSUE and _is_one_at_issue(prose, index) and _told_near(page, index - 2, index + 1):
            yield _block(page, index - 2, index + 1)
            continue
        pronoun = word in {"he", "she"}
        if not pronoun and not (word in _SOMEONE and prose.word(index - 1) in {"the", "this", "that"}):
            continue
        place = _befell(prose.words[index + 1 : index + 4])
        first = index if pronoun else index - 1
        if place is not None and _is_asked_of_records(prose, first, index + 2 + place):
            continue
        if place is not None and _told(page, first, index + 2 + place):
            yield _block(page, first, index + 2 + place)


def _sanctioned(page: Page) -> Iterator[Finding]:
    """Find "the manager was referred to the police": any person with the article, where what was done can only befall one."""
    prose = page.prose
    for index, word in enumerate(prose.words[: prose.size]):
        if word not in {"was", "had", "received"} or not _is_person(prose, index - 1):
            continue
        start = next((place for place in range(index - 2, index - 5, -1) if prose.word(place) == "the"), None)
        noun = prose.word(index - 1)
        if start is None or noun in _OFFICIAL or lexicon.singular(noun) != noun:
            continue
        end = told_of_persons(prose, index)
        hard = _HARD.intersection(prose.words[index:end]) if end else frozenset()
        if hard and not _is_asked_of_records(prose, start, end) and _told(page, start, end):
            yield _block(page, start, end)


def _is_one_at_issue(prose: Prose, index: int) -> bool:
    """Tell whether "the officer | concerned had left" stands at a token: one person, of whom something is told."""
    noun = prose.word(index - 1)
    one = prose.word(index - 2) in {"the", "that"} and lexicon.singular(noun) == noun and noun != "staff"
    _, last = prose.sentence(index)
    after = index + (2 if prose.word(index) == "in" else 1)
    return (
        one
        and _is_person(prose, index - 1)
        and (prose.word(index) != "in" or prose.word(index + 1) == "question")
        and (prose.word(after) in {"had", "was", "has"} or past_verb(prose.word(after)))
        and tells_the_past(prose.words[after:last])
    )


def _is_asked_of_records(prose: Prose, first: int, after: int) -> bool:
    """Tell "we do not hold the country in which the patient was bitten", "the date on which the employee resigned is not held"."""
    if prose.word(first - 1) not in _RELATIVES:
        return False
    start, end = prose.sentence(first)
    return not tells_the_past(prose.words[start : first - 1]) and not tells_the_past(prose.words[after:end])


def _who(page: Page) -> Iterator[Finding]:
    """Find "the nurse who made the error resigned before her hearing"."""
    prose = page.prose
    for index, word in enumerate(prose.words[: prose.size]):
        if word != "who" or not _is_person(prose, index - 1) or "the" not in prose.words[max(index - 4, 0) : index - 1]:
            continue
        noun = prose.word(index - 1)
        if noun in _OFFICIAL or lexicon.singular(noun) != noun:
            continue
        _, last = prose.sentence(index)
        for place in range(index + 1, min(index + 14, last)):
            end = told_of_persons(prose, place)
            if end and (_HARD | _LEFT).intersection(prose.words[place:end]) and _told(page, index - 1, end):
                yield _block(page, index - 1, end)
                break


def _alone(page: Page) -> Iterator[Finding]:
    """Find "an isolated assault took place" and "the first trainee to be let go, and no other since"."""
    prose = page.prose
    for index, word in enumerate(prose.words[: prose.size]):
        if word not in _RARE and word not in {"one", "first", "last"}:
            continue
        first, last = prose.sentence(index)
        if word in _RARE or (word == "one" and prose.words[index + 1 : index + 3] == ["-", "off"]):
            place = index + (3 if word == "one" else 1)
            noun = next((step for step in range(place, place + 3) if _is_event(prose, step)), None)
            plain = noun is not None and lexicon.singular(prose.word(noun)) == prose.word(noun)
            if plain and tells_the_past(prose.words[first:last]) and _told(page, index, (noun or index) + 1):
                yield _block(page, index, (noun or index) + 1)
        elif word in {"first", "last"} and any(pair in _NOT_SINCE for pair in pairwise(prose.words[index:last])):
            noun = next((step for step in range(index + 1, index + 4) if _is_person(prose, step)), None)
            if noun is not None and _told(page, index, noun + 1):
                yield _block(page, index, noun + 1)


def _is_event(prose: Prose, place: int) -> bool:
    return compound_class([prose.word(place - 1), prose.word(place)], 1) == "event"


def _is_person(prose: Prose, place: int) -> bool:
    return compound_class([prose.word(place - 1), prose.word(place)], 1) == "person"


def _relatives(page: Page) -> Iterator[Finding]:
    """Find "the pupil's brother was excluded with him"."""
    prose = page.prose
    for index, word in enumerate(prose.words[: prose.size]):
        if word not in _KIN or not (prose.word(index - 1) in {"his", "her"} or prose.word(index - 1).endswith("'s")):
            continue
        place = _befell(prose.words[index + 1 : index + 4])
        if place and _told(page, index - 1, index + 2 + place):
            yield _block(page, index - 1, index + 2 + place)


def _respectively(page: Page) -> Iterator[Finding]:
    """Find a list of what each person had: "sentences of 6 and 9 months respectively", "£5,000, £7,000 and £9,000 were paid to staff"."""
    prose, run = page.prose, list[Quantity]()
    for one in (*page.quantities, None):
        if one is not None and (not run or _goes_on(prose, run[-1], one)):
            run.append(one)
            continue
        if 2 <= len(run) < page.material.policy.threshold and _of_each(page, run):
            yield _block(page, run[0].token, run[-1].after)
        run = [one] if one is not None else []


def _goes_on(prose: Prose, before: Quantity, one: Quantity) -> bool:
    between = prose.words[before.after : one.token]
    parted = bool(_PARTED.intersection(between)) and all(word in _PARTED | _UNITS or word.isalpha() for word in between)
    near = len(between) < 4 and prose.sentence(before.core) == prose.sentence(one.core)
    return near and parted and all(quantity.role not in {Role.CITATION, Role.PEOPLE} for quantity in (before, one))


def _of_each(page: Page, run: list[Quantity]) -> bool:
    """Tell whether words say that each amount, period or age is one person's."""
    prose = page.prose
    first, last = prose.sentence(run[0].core)
    around = prose.words[first:last]
    if not _LISTED.intersection(one.role for one in run) or not _told(page, run[0].token, run[-1].after):
        return False
    people = any(lexicon.person_word(word) or lexicon.noun_class(word) == "person" for word in around)
    happened = any(lexicon.noun_class(word) == "event" for word in around)
    if "respectively" in prose.words[run[-1].after : last]:
        return people or happened
    plural = any(_is_plural_person(prose, place) for place in range(run[-1].after, last))
    if len(run) > 2 and not plural:
        plural = any(_is_plural_person(prose, place) for place in range(first, run[0].token))
    return run[0].role is Role.MONEY and plural and bool(_PAID.intersection(around))


def _is_plural_person(prose: Prose, place: int) -> bool:
    word = prose.word(place)
    return _is_person(prose, place) and lexicon.singular(word) != word


def _exception(page: Page) -> Iterator[Finding]:
    """Find "with one exception, every doctor kept a licence"."""
    prose = page.prose
    for index, word in enumerate(prose.words[: prose.size]):
        if word not in {"exception", "exceptions"}:
            continue
        few = next(
            (one for one in page.between(index - 12, index) if one.after in {index, index - 1} and 0 < one.low < 5),
            None,
        )
        single = prose.words[max(index - 2, 0) : index] in (["a", "single"], ["the", "single"], ["one", "single"])
        first, last = prose.sentence(index)
        around = prose.words[first:last]
        people = any(lexicon.noun_class(one) == "person" for one in around)
        counted = few is not None or single or prose.words[max(index - 2, 0) : index] == ["with", "one"]
        if (
            counted
            and people
            and _WHOLE.intersection(around)
            and _past_or_fact(around)
            and _told(page, index - 1, index + 1)
        ):
            yield _block(page, index - 1, index + 1)


def _past_or_fact(around: list[str]) -> bool:
    """Tell whether a sentence says what was: any past form, a participle among them."""
    return tells_the_past(around) or any(past_verb(word) for word in around)


def _other(page: Page) -> Iterator[Finding]:
    """Find "the other claim, by a cleaner, was lost": with the one that was told before there are two."""
    prose = page.prose
    for index, word in enumerate(prose.words[: prose.size]):
        if word != "other" or prose.word(index - 1) != "the":
            continue
        noun = index + 1
        kind = lexicon.noun_class(prose.word(noun))
        singular = lexicon.singular(prose.word(noun)) == prose.word(noun)
        _, last = prose.sentence(index)
        if (
            kind not in {"person", "event"}
            or not singular
            or prose.word(noun + 1) in {"'", "-"}
            or prose.word(noun) == "staff"
        ):
            continue
        earlier = prose.words[max(index - 40, 0) : index]
        told = any(
            prose.word(noun) == one and before in {"the", "one", "a", "an"} for before, one in pairwise(earlier)
        ) or ("one" in earlier[-20:])
        if told and _past_or_fact(prose.words[noun:last]) and _told(page, index - 1, noun + 1):
            yield _block(page, index - 1, noun + 1)


def _after_label(page: Page) -> Iterator[Finding]:
    """Find "Staff disciplined: a band 5 nurse, a ward clerk": a label of people, and each of them."""
    prose = page.prose
    for index, word in enumerate(prose.words[: prose.size]):
        if word != ":" or prose.word(index + 1) not in _ARTICLES:
            continue
        first, _ = prose.sentence(index)
        label = prose.words[first:index]
        if not any(_befell([one]) is not None for one in label) or not any(
            lexicon.noun_class(one) == "person" for one in label
        ):
            continue
        count, place = _one_by_one(prose, index + 1)
        if 0 < count < page.material.policy.threshold and _told(page, index + 1, place):
            yield _block(page, index + 1, place)


def _one_by_one(prose: Prose, place: int) -> tuple[int, int]:
    """Return how many persons a list of "a nurse, a clerk and a porter" names from a token on, and the token after it."""
    count = 0
    while prose.word(place) in _ARTICLES or (count and prose.word(place) in {"her", "his"}):
        noun = next((step for step in range(place + 1, place + 5) if _is_person(prose, step)), None)
        if noun is None:
            break
        count, place = count + 1, noun + 1
        while prose.word(place) in _PARTED:
            place += 1
    return count, place


def _who_they_were(page: Page) -> Iterator[Finding]:
    """Find "the officers dismissed were a sergeant and a constable": as many as are named."""
    prose = page.prose
    for index, word in enumerate(prose.words[: prose.size]):
        first, _ = prose.sentence(index)
        place = index + 1 + (prose.word(index + 1) in {"to", "of", "by", "from", "against"})
        listing = word == "were" or (word == "are" and "only" in prose.words[first:index])
        if not listing or prose.word(place) not in _ARTICLES:
            continue
        subject = prose.words[first:index]
        plural = any(lexicon.noun_class(one) in {"person", "event"} and lexicon.singular(one) != one for one in subject)
        plural = plural or (place > index + 1 and "losses" in subject)
        if not plural or _AT_WORK.intersection(subject):
            continue
        count, after = _one_by_one(prose, place)
        if 1 < count < page.material.policy.threshold and _told(page, place, after):
            yield _block(page, place, after)


def _sex_and_age(page: Page) -> Iterator[Finding]:
    """Find "M (15) and F (14) were taken into care"."""
    prose = page.prose
    for match in _SEX_AND_AGE.finditer(prose.folded.text):
        place = bisect_left(prose.starts, match.start())
        if page.table_at(match.start()) is not None:
            continue
        _, last = prose.sentence(place)
        end = bisect_left(prose.starts, match.end())
        near = prose.words[end : min(end + 8, last)]
        aged = "(" in match.group() or "/" in match.group()
        if aged and any(lexicon.person_word(word) for word in near) and _told(page, place, end):
            yield _block(page, place, end)


def _first_and_second(page: Page) -> Iterator[Finding]:
    """Find "the first to go was a ward clerk, the second a healthcare assistant"."""
    prose = page.prose
    for index, word in enumerate(prose.words[: prose.size]):
        if word not in {"second", "third", "other", "latter"} or prose.word(index - 1) != "the":
            continue
        place = index + 1 + (prose.word(index + 1) in {"was", ","})
        first, _ = prose.sentence(index)
        before = prose.words[first:index]
        if prose.word(place) not in _ARTICLES or not {"first", "one", "former"}.intersection(before):
            continue
        count, end = _one_by_one(prose, place)
        if count and _past_or_fact(before) and not _AT_WORK.intersection(before) and _told(page, index - 1, end):
            yield _block(page, index - 1, end)


def _nobody_but(page: Page) -> Iterator[Finding]:
    """Find "in 2023 it was only the clerk at Dunmore", "just a porter was let go"."""
    prose = page.prose
    for index, word in enumerate(prose.words[: prose.size]):
        if word not in _ONLY or prose.word(index + 1) not in {"the", "a", "an", "our"}:
            continue
        one = next((step for step in range(index + 2, index + 6) if _is_person(prose, step)), None)
        if one is None or any(prose.word(step) in _PARTED | {"of", "in"} for step in range(index + 2, one)):
            continue
        first, last = prose.sentence(index)
        single = lexicon.singular(prose.word(one)) == prose.word(one) and prose.word(one) != "staff"
        befell = prose.word(index - 1) == "was" or told_of_persons(prose, one + 1)
        if single and befell and _told(page, index, one + 1) and not _AT_WORK.intersection(prose.words[first:last]):
            yield _block(page, index, one + 1)

"""What a letter gives and nobody asked for: ``question.unasked``.

A figure that no question asks for helps nobody and may give away one that is withheld. In: the letter's page with its questions. Out:
numbered answers beyond the questions, and figures for years, or rows for places and kinds, outside those that the request
names. A letter may say more where it says why: to compare, as context, as help, a total. Only a request that names its years or its
place says which are outside.
"""

import re
from collections.abc import Iterator

from assistant.checks.numbers.quantity import Role
from assistant.checks.numbers.wordset import wordset
from assistant.checks.page import Page
from assistant.checks.tables import PrintedTable
from assistant.findings import Finding, Verdict

_HEADING = re.compile(
    r"^[ \t#*>]{0,8}(?:q(?:uestion)?\.?\s?)?(?P<n>[0-9]{1,2})(?:[.)]|:| -)[ \t*]{1,4}(?P<title>[A-Z][^\n]{2,120})\n[ \t]*\n",
    re.M | re.I,
)
# Parts of a reply that are no answers.
_GENERAL = re.compile(
    r"\b(?:reviews?|rights?|complain\w*|appeals?|help|advice|assistance|context|background|notes?|further|about|contact|exempt\w*|exceptions?|refus\w*|licen[cs]e|re-?use|next|feedback|fees?|charges?"
    r"|section|regulation|freedom|public interest|regulator|commissioner|search\w*|attach\w*|annex\w*|previous|explanat\w*|method\w*|definitions?|data|how we|your request|our (?:answer|reply|response|decision)"
    r"|decision|summary|introduction|scope|copyright|publication|withheld|redact\w*|cost|time|date)\b",
    re.I,
)
_YEAR = re.compile(
    r"(?<![\d/.-])(?P<first>(?:19|20)[0-9]{2})(?:\s?[-/]\s?(?P<next>(?:20)?[0-9]{2})(?![\d/-]))?(?![\d/-])"
)
_RANGE = re.compile(
    r"\b(?:from\s|between\s)?((?:19|20)[0-9]{2})(?:[-/][0-9]{2,4})?\s?(?:to|until|up to|through|and|-)\s?((?:19|20)[0-9]{2})(?:[-/]([0-9]{2,4}))?\b",
    re.I,
)
# A period that the request leaves open, or that stands to today.
_OPEN = re.compile(
    r"\b(?:since|last|past|previous|recent|current|present|today|to date|so far|onwards?|now|latest|each year|every year|annual\w*|by year|per year|history|ever|all years|years? (?:before|after)|compar\w*|(?:before|after|from) (?:[a-z]+ )?(?:19|20)[0-9]{2})\b",
    re.I,
)
_SAYS_WHY = re.compile(
    r"\b(?:compar\w*|context|background|for (?:information|reference|completeness)|help\w*|interest\w* you|useful|advice|assist\w*|section 1[56]|may (?:also )?(?:wish|like|want)|explain\w*|understand\w*|because|so that"
    r"|publish\w*|website|also asked|previous(?:ly)?|earlier (?:reply|request|answer)|since then|baseline|trend|changed?|changes|introduced|came into|began|until|before|correct\w*|estimat\w*|last year'?s? (?:total|figure)|total)\b",
    re.I,
)
_EVERY = re.compile(
    r"\b(?:each|every|all|any|by|per|breakdown|broken down|split|list|compar\w*|other|both|across|between|various|different|respective\w*|individual\w*|which)\b",
    re.I,
)
_TOTAL = re.compile(
    r"\b(?:total|all|overall|sum|grand|combined|average|mean|whole|together|other|unknown|not (?:known|stated|recorded))\b",
    re.I,
)
_PROPER = re.compile(r"\b[A-Z][a-z]{3,}\b")
_COMMON = wordset(
    "Please Could Would Thank Thanks Dear Freedom Information Act Request Under Since During Between How What When Which Where Who Does Have Council Police Trust University Department School Board"
    " January February March April May June July August September October November December Regards Yours Hello North South East West Road Street"
)
_MESSAGE = "This was not asked for: {what}."
_REMEDY = "Take it out; or say why it is given, such as for comparison or as help, after checking that it gives nothing away beside the rest."
_OTHER_YEARS = "The request names its years, and the table is of others alone."
_OTHER_YEARS_REMEDY = "Give the years that were asked for, or say that they are not held."
_BEFORE, _LEAST_ROWS = 400, 2


def check(page: Page) -> Iterator[Finding]:
    """Find answers to what nobody asked, and figures outside the years and places that the request names."""
    asked = " ".join([page.material.request_text or "", *page.material.questions])
    yield from _extra_answers(page, asked)
    years = _years_asked(asked)
    for table in page.tables:
        if not _says_why(page, table):
            yield from _outside_years(page, table, years)
            yield from _outside_places(page, table, asked)
    yield from _told_of_other_years(page, years)


def _found(page: Page, start: int, end: int, what: str) -> Finding:
    return Finding(
        "question.unasked", Verdict.REVIEW, _MESSAGE.format(what=what), _REMEDY, start, end, page.quote(start, end)
    )


def _extra_answers(page: Page, asked: str) -> Iterator[Finding]:
    """Find a numbered heading after those of the questions that names another matter."""
    known = _stems(asked)
    count = len(page.material.questions)
    seen: set[int] = set()
    if f"{count + 1}" not in page.text:
        return
    for match in _HEADING.finditer(page.text):
        number, title = int(match["n"]), match["title"]
        follows = number == count + 1 and (seen or count == 0) and set(range(1, count + 1)) <= seen
        seen.add(number)
        own = _stems(title)
        if follows and len(own) > 1 and not own & known and not _GENERAL.search(title):
            yield _found(page, match.start("n"), match.end("title"), "another matter has an answer of its own")


def _stems(text: str) -> set[str]:
    return {word[:5] for word in re.findall(r"[a-z]{4,}", text.lower())}


def _years_asked(asked: str) -> frozenset[int]:
    """Return the years that a request is about; none where it names none, or leaves its period open."""
    if _OPEN.search(_RANGE.sub(" ", asked)):
        return frozenset()
    years: set[int] = set()
    for match in _RANGE.finditer(asked):
        first, last = int(match.group(1)), int(match.group(2)) + bool(match.group(3))
        years |= set(range(first, min(last, first + 100) + 1))
    for match in _YEAR.finditer(asked):
        years |= {int(match["first"]), int(match["first"]) + bool(match["next"])}
    return frozenset(years)


def _says_why(page: Page, table: PrintedTable) -> bool:
    words = page.prose.folded.text
    return bool(_SAYS_WHY.search(words, max(0, table.start - _BEFORE), table.start))


def _outside_years(page: Page, table: PrintedTable, years: frozenset[int]) -> Iterator[Finding]:
    """Find columns and rows of a table that stand for a year outside the request."""
    labels = [*table.header[1:], *(row[0] for row in table.rows if row)]
    named = [(cell, match) for cell in labels if (match := _YEAR.match(cell.text.strip()))]
    outside = [
        (cell, match)
        for cell, match in named
        if not years & {int(match["first"]), int(match["first"]) + bool(match["next"])}
    ]
    if years and len(outside) == len(named) > 1 and not _mentions(page, years):
        first, last = min(cell.start for cell, _ in outside), max(row[-1].end for row in table.rows if row)
        start, end = page.prose.folded.start(first), page.prose.folded.end(last)
        yield Finding(
            "question.unanswered", Verdict.BLOCK, _OTHER_YEARS, _OTHER_YEARS_REMEDY, start, end, page.quote(start, end)
        )
    elif years and outside and len(outside) < len(named):
        cell, match = outside[0]
        folded = page.prose.folded
        yield _found(page, folded.start(cell.start), folded.end(cell.end), f"figures for {match.group()}")


def _mentions(page: Page, years: frozenset[int]) -> bool:
    """Tell whether the letter has a figure for any of the years that the request names: it names the year in its answer."""
    return any(
        int(match["first"]) in years or int(match["first"]) + bool(match["next"]) in years
        for table in page.tables
        for match in _YEAR.finditer(page.prose.folded.text, table.start, table.end)
    )


def _outside_places(page: Page, table: PrintedTable, asked: str) -> Iterator[Finding]:
    """Find rows for other places or kinds than the one that the request names."""
    proper = {word for word in _PROPER.findall(asked) if word not in _COMMON}
    if not proper or _EVERY.search(asked):
        return
    rows = [row[0] for row in table.rows if row and _PROPER.search(row[0].text) and not _TOTAL.search(row[0].text)]
    inside = [cell for cell in rows if proper & set(_PROPER.findall(cell.text))]
    others = [cell for cell in rows if not _stems(cell.text) & _stems(asked)]
    if len(rows) >= _LEAST_ROWS and inside and others:
        folded = page.prose.folded
        yield _found(
            page, folded.start(others[0].start), folded.end(others[0].end), f"figures for {others[0].text.strip()}"
        )


def _told_of_other_years(page: Page, years: frozenset[int]) -> Iterator[Finding]:
    """Find a sentence that counts people in a year outside the request."""
    if not years:
        return
    prose, done = page.prose, -1
    for quantity in page.quantities:
        if quantity.role is not Role.PEOPLE or quantity.core < done or page.table_at(prose.starts[quantity.core]):
            continue
        first, done = prose.sentence(quantity.core)
        start, end = prose.starts[first], prose.stop(max(done - 1, first))
        sentence = prose.folded.text[start:end]
        named = [
            match
            for match in _YEAR.finditer(sentence)
            if re.search(r"\b(?:in|for|during|over)\W{1,3}\Z", sentence[: match.start()], re.I)
        ]
        outside = [
            match
            for match in named
            if int(match["first"]) not in years and int(match["first"]) + bool(match["next"]) not in years
        ]
        if (
            outside
            and not _SAYS_WHY.search(sentence)
            and not page.is_question(*prose.span(first, max(done, first + 1)))
        ):
            place = start + outside[0].start()
            yield _found(
                page,
                prose.folded.start(place),
                prose.folded.end(start + outside[0].end()),
                f"figures for {outside[0].group()}",
            )

"""Every question answered once: ``question.unanswered``, ``question.twice``; what nobody asked is in :mod:`assistant.checks.unasked`."""

import re
from collections.abc import Iterator

from assistant.checks import unasked
from assistant.checks.numbers.wordset import wordset
from assistant.checks.page import Page
from assistant.findings import Finding, Verdict

_LETTERED = re.compile(r"^[ \t>#*]{0,8}(?:part )?\(?([a-h])[.)](?=\s)", re.I | re.M)
# Parts of one question within a sentence: "(a) the policy, (b) the list and (c) ..."; "(i) ..., (ii) ...".
_INLINE = re.compile(r"(?<!\w)\(?(?:([a-h])|(i{1,3}|iv|v))\)\s(?=\S)")
_ROMAN = ("i", "ii", "iii", "iv", "v")
_HEADING = re.compile(r"^[ \t>#*]{0,8}(?:q(?:uestion)?\.?\s?([0-9]{1,2})\b|([0-9]{1,2})[.)](?=\s))", re.I | re.M)
_MENTION = re.compile(
    r"\bq(?:uestions?)?\.?\s?([0-9]{1,2})(?:\s?(-|to|and|,|&)\s?(?:q(?:uestion)?\s?)?([0-9]{1,2}))?(?:\s?(?:and|,|&)\s?([0-9]{1,2}))?",
    re.I,
)
_WORD = re.compile(r"[a-z]{4,}")
_WORD_OF_ANY = re.compile(r"\w{2,}|\d")
_Heading = tuple[int, "re.Match[str]"]
_COMMON = wordset(
    "have that this with from please provide information many were what which each year number figures details data held your police council"
    " between under there been any the for and you how between since request following would like know could confirm list copy copies total"
    " much last does into over send will whom whose when where they them their your with kind some also every recent current currently"
)
_UNANSWERED = "Question {number} has no answer in the letter."
_PART = "Part ({part}) of question {number} has no answer in the letter."
_FORGOTTEN = "The request asks for something of which the letter says nothing ({words})."
# Where one ask in a sentence ends and the next begins.
_AND_ASKS = re.compile(
    r"[.?!]\s|[,;]?\s(?:and|also|plus|as well as)\s(?=(?:also |then |if so,? )?(?:could|can|would|will|please|how|what|when|which|who|where|why|whether|do|does|did|is|are|was|were|has|have"
    r"|i (?:would|should|also)|i'd|send|tell|let|provide|give|supply|a copy|copies)\b)",
    re.I,
)
_ASKING = wordset(
    "still thanks hello dear also then grateful should able email kind regards hope well today soon best wishes help happy know"
)
_STEM, _FEW = 5, 4
_UNANSWERED_REMEDY = "Answer it: disclosed, refused, not held, or neither confirmed nor denied."
_TWICE = "Question {number} is answered in more than one place."
_TWICE_REMEDY = "Keep one answer, so that the two cannot differ."


_ONLY_NOTED = "A question is noted and has no answer."
_IS_NOTED = re.compile(
    r"\b(?:your|the|this) (?:(?:first|second|third|fourth|fifth|sixth|last|final|other|remaining|further) )?(?:question|query|point|enquiry|part of your request)s?(?: [0-9]{1,2})? (?:has|have|is|are|was|were) (?:been )?(?:noted|logged|passed to|taken on board|received with thanks)\b"
    r"|\bwe (?:have )?(?:noted?|acknowledge|thank you for) your (?:(?:first|second|third|fourth|fifth|last|final|other) )?(?:question|query|point)\b",
    re.I,
)
_SAYS_MORE = re.compile(
    r"\b(?:and|but|;) (?:answer|respond|deal|the answer|it is answered|we (?:hold|answer|have answered|respond|will))\b|[.;] \w[^.\n]{20}",
    re.I,
)
_ANSWER_COLUMN = re.compile(r"\b(?:our )?(?:response|answer|reply)\b", re.I)
_QUESTION_COLUMN = re.compile(r"\b(?:question|request|you asked|query)\b", re.I)
_PLACE = re.compile(
    r"\bHM(?:P|YOI|P ?/ ?YOI|P & YOI|P and YOI) (?P<prison>[A-Z][a-z]+(?: [A-Z][a-z]+)?)"
    r"|\b(?P<name>[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}) (?P<kind>Hospital|Infirmary|School|Academy|College|Library|Police Station|Fire Station|Prison|Crematorium|Leisure Centre|Museum)\b"
)
_OTHER_PLACE = "The request is about another place; this answer is about {name}."
_OTHER_PLACE_REMEDY = "Answer for the place that was asked about, or say why this one is named."
# "No, dogs are not allowed": an answer in the question's own words. One that begins with "dogs are" is one too.
_SAYS_SO = re.compile(r"\b(?:yes|no|not|none|nothing|attached|enclosed|refused|withheld)\b", re.I)
_ENOUGH = 0.6
_NEARLY_ALL = 0.9
_LONGEST_LINE = 400
_HEAD_LINES = 2


def check(page: Page) -> Iterator[Finding]:
    """Hold the letter's answers against the questions of the request."""
    questions = page.material.questions
    if not questions:
        return
    named = _named(page, len(questions))
    for number, question in enumerate(questions, start=1):
        parts = _inline_parts(question)
        if parts:
            yield from _unanswered_parts(page, number, parts)
        elif number not in named and not (len(questions) == 1 or _echoed(page, question, questions)):
            verdict = Verdict.BLOCK if _is_left_out(page, number, questions) else Verdict.REVIEW
            yield Finding("question.unanswered", verdict, _UNANSWERED.format(number=number), _UNANSWERED_REMEDY)
    yield from _noted(page)
    if len(questions) == 1:
        yield from _forgotten_ask(page, questions[0])
    yield from _blank_answers(page)
    yield from _other_places(page)
    yield from _twice(page, questions)
    yield from unasked.check(page)


def _is_left_out(page: Page, number: int, questions: tuple[str, ...]) -> bool:
    """Tell whether every other question has its number at the head of an answer, and the letter has no word of this one's own."""
    headed = {int(match.group(1) or match.group(2)) for match in _HEADING.finditer(page.text)}
    others = set(range(1, len(questions) + 1)) - {number}
    shared = {word for other in questions if other != questions[number - 1] for word in _own_words(other)}
    said = {word[:_STEM] for word in _WORD.findall(page.lower)}
    own = {word[:_STEM] for word in _own_words(questions[number - 1]) - shared}
    return others <= headed and len(own & said) <= len(own) / 3


def _noted(page: Page) -> Iterator[Finding]:
    """Find a question that is "noted", and neither answered nor refused, in the sentence or line that is its answer (FOIA s1(1))."""
    for match in _IS_NOTED.finditer(page.text):
        rest = page.text[match.end() : match.end() + _LONGEST_LINE].split("\n")[0]
        if not _SAYS_MORE.search(rest):
            yield Finding(
                "question.unanswered",
                Verdict.BLOCK,
                _ONLY_NOTED,
                _UNANSWERED_REMEDY,
                *match.span(),
                page.quote(*match.span()),
            )


def _blank_answers(page: Page) -> Iterator[Finding]:
    """Find an empty cell in a table of questions and answers."""
    for table in page.tables:
        answers = [n for n, cell in enumerate(table.header) if _ANSWER_COLUMN.search(cell.text)]
        if not answers or not any(_QUESTION_COLUMN.search(cell.text) for cell in table.header):
            continue
        for row in table.rows:
            blank = [n for n in answers if n >= len(row) or not row[n].text.strip(" -")]
            if blank and len(row) > 1 and any(cell.text.strip() for cell in row):
                number = row[0].text.strip(" .)QqPart") or "?"
                yield Finding(
                    "question.unanswered", Verdict.REVIEW, _UNANSWERED.format(number=number), _UNANSWERED_REMEDY
                )


def _other_places(page: Page) -> Iterator[Finding]:
    """Find an answer about another prison, hospital or school than the only one that the request names."""
    asked = _places(" ".join([page.material.request_text or "", *page.material.questions]))
    if len(asked) != 1:
        return
    ((kind, name),) = asked
    if name in page.lower:
        return
    for match in _PLACE.finditer(page.text):
        if _place(match)[0] == kind:
            found = _OTHER_PLACE.format(name=match.group())
            yield Finding(
                "question.unanswered", Verdict.REVIEW, found, _OTHER_PLACE_REMEDY, *match.span(), match.group()
            )
            return


def _places(text: str) -> set[tuple[str, str]]:
    return {_place(match) for match in _PLACE.finditer(text)}


def _place(match: "re.Match[str]") -> tuple[str, str]:
    """Return the kind of a place and its own name."""
    if match["prison"]:
        return "prison", match["prison"].lower()
    return match["kind"].lower(), match["name"].lower()


def _twice(page: Page, questions: tuple[str, ...]) -> Iterator[Finding]:
    """Find a question whose heading stands, each time with an answer under it, in more than one place."""
    answered: dict[int, list[re.Match[str]]] = {}
    for number, match in _answered(page.text, list(_answer_headings(page.text, questions)), questions):
        answered.setdefault(number, []).append(match)
    for number, places in sorted(answered.items()):
        if len(places) > 1:
            place, message = places[-1], _TWICE.format(number=number)
            end = _end_of_answer(page.text, place.end())
            yield Finding(
                "question.twice",
                Verdict.REVIEW,
                message,
                _TWICE_REMEDY,
                place.start(),
                end,
                page.quote(place.start(), end),
            )


def _end_of_answer(text: str, start: int) -> int:
    """Return the end of the first words under a heading: of its own line's rest, and of the line of the answer."""
    end = start
    for line in text[start : start + _LONGEST_LINE].split("\n"):
        end += len(line) + 1
        if _SAYS_SO.search(line) or (end > start + len(line) + 1 and line.strip()):
            break
    return min(end - 1, len(text))


def _forgotten_ask(page: Page, question: str) -> Iterator[Finding]:
    """Find a second thing asked for in one sentence ("…, and could you send me …") of which the letter says nothing."""
    if _inline_parts(question) or _all_of_them(page.text):
        return
    said = {word[:_STEM] for word in _WORD.findall(page.lower)}
    asks = [own for part in _AND_ASKS.split(question) if (own := _own_words(part) - _ASKING)]
    for own in asks if len(asks) > 1 else ():
        if len(own) > 1 and not any(word[:_STEM] in said for word in own):
            message = _FORGOTTEN.format(words=", ".join(sorted(own)[:_FEW]))
            yield Finding("question.unanswered", Verdict.REVIEW, message, _UNANSWERED_REMEDY)


def _answer_headings(text: str, questions: tuple[str, ...]) -> Iterator[_Heading]:
    """Yield "Question 2" wherever it heads a line, and "2." where the question's own words follow it."""
    for match in _HEADING.finditer(text):
        number = int(match.group(1) or match.group(2))
        if not 0 < number <= len(questions) or ">" in match.group():
            continue
        if match.group(1) or _same_words(_line(text, match.end()), questions[number - 1], _ENOUGH):
            yield number, match


def _line(text: str, start: int) -> str:
    return text[start : start + _LONGEST_LINE].split("\n")[0]


def _same_words(line: str, question: str, share: float) -> bool:
    words = set(_WORD.findall(line.lower()))
    return bool(words) and len(words & set(_WORD.findall(question.lower()))) >= share * len(words)


def _answered(text: str, headings: list[_Heading], questions: tuple[str, ...]) -> Iterator[_Heading]:
    """Yield the headings that have an answer under them: a list of the questions before the answers has none."""
    listed = False
    for place, (number, match) in enumerate(headings):
        following = headings[place + 1] if place + 1 < len(headings) else None
        block = text[match.end() : following[1].start() if following else len(text)]
        bare = not _answers(block, questions[number - 1])
        # Under the last question of a list stands whatever leads on to the answers.
        closes_list = listed and following is not None and following[0] <= number
        if not bare and not closes_list:
            yield number, match
        listed = bare


def _answers(block: str, question: str) -> bool:
    """Tell whether the words under a heading say more than the question does."""
    for line in block.split("\n"):
        said = line.rpartition("?")[2] if "?" in line else line
        told = not _same_words(said, question, _NEARLY_ALL) or (_SAYS_SO.search(said) and not _SAYS_SO.search(question))
        if not line.lstrip().startswith(">") and _WORD_OF_ANY.search(said) and told:
            return True
    return False


def _inline_parts(question: str) -> list[tuple[str, str]]:
    """Return the lettered parts of a question asked in one sentence, each with its words; none where there are fewer than two."""
    found = list(_INLINE.finditer(question))
    letters = [match.group(1) or match.group(2) for match in found]
    wanted = list(_ROMAN if letters[:1] == ["i"] else "abcdefgh")[: len(letters)]
    if len(letters) < 2 or letters != wanted:
        return []
    ends = [match.start() for match in found[1:]] + [len(question)]
    return [(letter, question[match.end() : end]) for letter, match, end in zip(letters, found, ends, strict=True)]


def _unanswered_parts(page: Page, number: int, parts: list[tuple[str, str]]) -> Iterator[Finding]:
    """Find the parts that the letter neither takes by their letter nor speaks of."""
    words = tuple(text for _, text in parts)
    found = list(_INLINE.finditer(page.text))
    headed = [match for match in found if page.text[max(0, match.start() - 1) : match.start()] in {"", "\n"}]
    # Where parts have lines of their own, a mention elsewhere ("part (ii) is below") answers none.
    seen = {(match.group(1) or match.group(2)).lower() for match in (headed if len(headed) > 1 else found)}
    seen |= {match.group(1).lower() for match in _LETTERED.finditer(page.text)}
    for letter, text in parts:
        if letter not in seen and (seen or not _echoed(page, text, words)) and not _all_of_them(page.text):
            message = _PART.format(part=letter, number=number)
            yield Finding("question.unanswered", Verdict.REVIEW, message, _UNANSWERED_REMEDY)


def _named(page: Page, count: int) -> frozenset[int]:
    """Return the numbers of the questions that headings and mentions name."""
    text = page.text
    found = {int(match.group(1) or match.group(2)) for match in _HEADING.finditer(text)}
    for match in _MENTION.finditer(text):
        first, link, second, third = match.groups()
        numbers = {int(part) for part in (first, second, third) if part}
        if link in {"-", "to"} and second and int(second) - int(first) < 50:
            numbers |= set(range(int(first), int(second) + 1))
        found |= numbers
    asked = _LETTERED.findall(page.material.request_text or "")
    if len(asked) == count and count > 1:
        found |= {"abcdefgh".index(letter.lower()) + 1 for letter in _LETTERED.findall(text)}
    parts = [match.group(1) or match.group(2) for match in _INLINE.finditer(page.material.request_text or "")]
    if len(parts) == count and count > 1 and len(set(parts)) == count:
        # "(i) …; (ii) …" of the request are questions by themselves, answered line by line.
        found |= {parts.index(part) + 1 for part in _parts_headed(text) if part in parts}
    if _all_of_them(text):
        found |= set(range(1, count + 1))
    return frozenset(found)


def _parts_headed(text: str) -> list[str]:
    """Return the letters and Roman numbers that begin a line."""
    marks = _INLINE.finditer(text)
    return [
        (mark.group(1) or mark.group(2))
        for mark in marks
        if text[max(0, mark.start() - 1) : mark.start()] in {"", "\n"}
    ]


def _all_of_them(text: str) -> bool:
    return bool(
        re.search(r"\b(?:all|both) (?:of )?(?:your |the |parts of your )?(?:questions|parts|points)", text, re.I)
    )


def _echoed(page: Page, question: str, questions: tuple[str, ...]) -> bool:
    """Tell whether most of the words that only this question has stand in the letter.

    The authority's name, and words of the other questions, tell nothing of whether this one is answered.
    """
    words = _own_words(question)
    shared = {word for other in questions if other != question for word in _own_words(other)}
    head = "\n".join(page.lower.strip().split("\n")[:_HEAD_LINES])
    own = words - shared - set(_WORD.findall(head[:_LONGEST_LINE]))
    wanted = own or words
    if not wanted:
        return True
    return len(wanted & set(_WORD.findall(page.lower))) >= _ENOUGH * len(wanted)


def _own_words(question: str) -> set[str]:
    return {word for word in _WORD.findall(question.lower()) if word not in _COMMON}

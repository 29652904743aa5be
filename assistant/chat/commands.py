"""Commands in plain English: what an officer types becomes calls of the tools, without a model.

The form is forgiving: courtesy, order, abbreviations and slips of the key do not matter. What is not plainly an order
changes nothing: it is offered, or it is a question for the sources.
"""

import re
from collections.abc import Sequence

from assistant.chat import lookups, wording
from assistant.chat.asides import aside
from assistant.chat.nearly import nearly
from assistant.chat.outcomes import outcomes_in
from assistant.chat.readings import Around, Reading, Rule
from assistant.chat.slots import questions_in, sections_in
from assistant.chat.spoken import plain
from assistant.tools.casefile import Call

_ASKS = re.compile(
    r"^(?:what|who|why|how|when|where|which|is|are|do(?! not)|does|did|can|could|should|would|has|have|may|might|was|were|will|any)\b",
    re.IGNORECASE,
)


def read_message(message: str, around: Around | None = None) -> Reading | None:
    """Return what a message was taken for, or None where it is a question for the sources.

    Args:
        message: what the officer typed.
        around: the case that it is about.
    """
    around = around or Around()
    text = plain(message, around.total)
    if (chosen := _chosen(text, around.offered)) is not None:
        return chosen
    whole = _read(text, around)
    if whole:
        return whole
    clauses = [plain(part, around.total) for part in re.split(r"\n+|;\s+|,?\s+(?:and )?then\s+|\.\s+(?=(?:q\d|question \d|the \w+ (?:one|question)))", message, flags=re.IGNORECASE) if part.strip()]  # fmt: skip
    read = [_read(clause, around) for clause in clauses]
    if len(clauses) > 1 and all(one and one.calls for one in read):
        return Reading(tuple(call for one in read if one for call in one.calls))
    return nearly(text, around, _read)


def _chosen(text: str, offered: Sequence[Call]) -> Reading | None:
    """Return what "yes", "no", "the second" or a section named says of what was offered."""
    if not offered:
        return None
    if (
        re.fullmatch(
            r"(?:yes|yep|yeah|yup|ok|sure|do (?:it|that)|go ahead|that one|correct|exactly|y)\W*(?:do (?:it|that))?\W*",
            text,
            re.IGNORECASE,
        )
        or not text
    ):
        if len(offered) == 1:
            return Reading((offered[0],))
        return Reading(offered=tuple(offered), said="Which one?")
    if re.fullmatch(r"(?:no|nope|none|neither|cancel|never ?mind|leave it|n)\W*(?:of them)?\W*", text, re.IGNORECASE):
        return Reading(said="Nothing has changed.")
    place = re.fullmatch(
        r"(?:the )?(?:(?:number |option )?(\d)|(first|second|third)|(\d)(?:st|nd|rd)) ?(?:one)?\W*", text, re.IGNORECASE
    )
    if place:
        number = int(
            place.group(1) or place.group(3) or ("first", "second", "third").index(place.group(2).casefold()) + 1
        )
        return (
            Reading((offered[number - 1],))
            if number <= len(offered)
            else Reading(offered=tuple(offered), said="Which one?")
        )
    cited = sections_in(text if re.match(r"\D", text) else f"section {text}")
    if (
        cited
        and offered[0].name == "set_outcome"
        and len(text) < 30
        and not questions_in(text, 0)
        and not _ASKS.match(text)
    ):
        return Reading((Call("set_outcome", {**offered[0].arguments, "sections": cited.refs}),))
    return None


def _read(text: str, around: Around) -> Reading | None:
    for rule in _RULES:
        found = rule(text, around)
        if found:
            return found
    return None


def _does(pattern: str, name: str, **arguments: object) -> Rule:
    """Return a rule: a message of this form calls this tool."""
    compiled = re.compile(pattern, re.IGNORECASE)
    return lambda text, _: Reading((Call(name, arguments),)) if compiled.match(text) else None


_ENDS = r"(?:\s+(?:that|it|this|the|last|one|change|again|again please|back|what you did|what i said|thing|step))*\W*$"
_LETTER = r"(?:\s+(?:me|us|a|an|the|it|this|that|my|our|whole|first|new|fresh|full|reply|response|letter|draft|answer|please|again|now|up|anew|for me))*\W*$"


def _help(text: str, _: Around) -> Reading | None:
    if re.match(
        r"^(?:help(?: me)?(?: out)?|commands|\?+|what (?:can|do) (?:you|i) (?:do|say|type)(?: here)?|how does this work|what now)\W*$",
        text,
        re.IGNORECASE,
    ):
        return Reading(said=HELP)
    return None


def _dates(text: str, _: Around) -> Reading | None:
    day = r"(?P<day>(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)day,?\s+)?(?:the )?(?:\d{1,2}(?:st|nd|rd|th)?(?: of)?[ /.-](?:[a-z]{3,9}|\d{1,2})(?:[ /.,-]+\d{4})?|\d{4}-\d\d-\d\d|[a-z]{3,9} \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?|today|yesterday|the day before yesterday|(?:last |on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day))"
    came = re.match(
        rf"^(?:(?:it|this|the request|the foi|we|request|that)\s+)*(?:was |got |had )?(?:received|arrived|came(?: in)?|landed|reached us|turned up|dated received|got (?:it|this)|rec['’]?d|logged|date received|date of (?:the )?(?:request|receipt)|(?:the )?clock (?:started|starts|began)|receipt(?: date)?|received date)(?: it| this| the request| in)*\s*(?:was|is|on|:|=|to be|-)*\s*(?:on )?{day}\W*$",
        text,
        re.IGNORECASE,
    )
    set_to = re.match(rf"^(?:set|change|make)(?: the)? (?:date received|received(?: date)?|date of receipt|receipt date)\s*(?:to|as|=|:)?\s*{day}\W*$", text, re.IGNORECASE)  # fmt: skip
    if match := came or set_to:
        return Reading((Call("set_dates", {"received": match["day"]}),))
    dated = re.match(rf"^(?:date (?:the (?:letter|reply)|it)|the (?:letter|reply) (?:should|must|is to) (?:be dated|bear the date(?: of)?)|(?:set |make |change )?(?:the )?(?:letter(?:['’]s)? date|date (?:of|on) the (?:letter|reply)))\s*(?:is|to|as|=|:|for)?\s*{day}\W*$", text, re.IGNORECASE)  # fmt: skip
    return Reading((Call("set_dates", {"letter_date": dated["day"]}),)) if dated else None


_SAME = re.compile(
    r"\b(?:the same|one(?: and the same)?(?: question)?|duplicates?|identical|as one|together|into one)\b",
    re.IGNORECASE,
)


def _merge(text: str, around: Around) -> Reading | None:
    named = questions_in(text, around.total)
    if not named or len(named.numbers) < 2:
        return None
    call = Call("merge_questions", {"questions": named.numbers})
    rest = text[: named.start] + text[named.end :]
    if re.match(r"^(?:merge|combine|join|put together|treat|take|lump|group)\b", rest, re.IGNORECASE):
        return Reading((call,))
    if _SAME.search(rest) and not outcomes_in(text, around.total, around.tables):
        return Reading(offered=(call,)) if _ASKS.match(text) or text.endswith("?") else Reading((call,))
    return None


def _split(text: str, around: Around) -> Reading | None:
    named = questions_in(text, around.total)
    if not named:
        return None
    rest = text[: named.start] + "\x00" + text[named.end :]
    two = re.match(r"^\W*(?:make )?\x00(?: is| has| contains| asks(?: for| about)?| holds| covers| combines)?(?: really| actually)? (?:two|several|2|three) (?:(?:separate |different )?questions?|parts?|things?|bits)\W*$", rest, re.IGNORECASE)  # fmt: skip
    asked = re.match(r"^(?:split|divide|separate|break)(?: up)? \x00(?: up)?(?: in(?:to)? (?:two|2|three|half|halves|parts?)\w*)?(?:\s*(?:at|before|from|where it says)\s*[“\"':]*(?P<at>.+?)[”\"']*)?\W*$", rest, re.IGNORECASE)  # fmt: skip
    if asked or two:
        at = (asked["at"] or "") if asked else ""
        return Reading((Call("split_question", {"question": named.numbers[0], **({"at": at} if at else {})}),))
    return None


_MANY = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5}


def _again(text: str, _: Around) -> Reading | None:
    if re.match(r"^start (?:again|over|afresh|from scratch)\W*$", text, re.IGNORECASE):
        return Reading(offered=(Call("draft"),))
    return None


def _several(text: str, _: Around) -> Reading | None:
    """Read "undo the last two", "undo twice", "redo 3 changes"."""
    found = re.match(
        r"^(?P<verb>undo|redo|revert|take back|bring back)(?: the)?(?: last| previous)? (?P<many>\d|two|both|three|four|five|twice|undo)(?: changes| steps| times| things| of them)?\W*$",
        text,
        re.IGNORECASE,
    )
    if not found:
        return None
    many = found["many"].casefold()
    steps = int(many) if many.isdigit() else _MANY.get(many, 2)
    name = "redo" if found["verb"].casefold() in {"redo", "bring back"} else "undo"
    return Reading((Call(name, {"steps": steps}),)) if steps else None


def _outcome(text: str, around: Around) -> Reading | None:
    calls = outcomes_in(text, around.total, around.tables)
    if not calls:
        return None
    if text.endswith("?") or _ASKS.match(text):
        return None
    # A second decision in the same breath is read by itself.
    said = str(calls[-1].arguments.get("reason", ""))
    more = re.search(r"(?:,|;|\.|\band\b)\s+((?:q\.?\s*\d|question \d|(?:withhold|refuse|disclose|release) (?:q\d|question|the \w+ (?:one|question))).*)$", text, re.IGNORECASE)  # fmt: skip
    named = questions_in(text, around.total)
    apart = more is not None and named is not None and more.start() >= named.end
    if more and apart and (said == "" or more.group(1).rstrip(" .!") in said or said in more.group(1)):
        first, second = _outcome(text[: more.start()].strip(), around), _outcome(more.group(1), around)
        if first and second:
            return Reading((*first.calls, *second.calls))
    return Reading(calls)


_RULES: tuple[Rule, ...] = (
    _help,
    _does(r"^(?:undo|revert|take (?:that|it|this|the last (?:one|change|step)) back|take back|roll(?: it| that)? back|go back(?: a step| one)?|scrap that|cancel that|put (?:it|that) back(?: as it was)?|no,? undo)(?: that| it| this| the last (?:one|change|step)| last(?: change)?| please| the change| again| what you (?:just )?did| (?:to )?(?:as|how|the way) it was(?: before)?)*\W*$", "undo"),
    _several,
    _does(r"^(?:redo|re-do|bring (?:it|that) back|undo the undo|put it back again|reapply)(?: that| it| this| the last (?:one|change|step)| last(?: change)?)*\W*$", "redo"),
    aside,
    _does(rf"^(?:re-?)?(?:draft|write|prepare|generate|compose|do|produce|redo|rewrite|have another go at|have a go at)(?: up)?(?=\s+(?:\w+\s+){{0,4}}(?:reply|response|letter|draft|answer|it|again|this|that)|\s*\W*$|\s+(?:me|us|up)\b){_LETTER}", "draft"),
    _does(r"^(?:check|run the checks?|re-?check|any (?:problems|issues|findings)|what(?:['’]s| is) (?:wrong|left|blocking|the matter)|is (?:it|the letter|this|the draft|the reply) (?:ok(?:ay)?|ready|safe|fine|good)|can (?:it|this|we|i) (?:go|send)|what do the checks say|does (?:it|the letter|this|the draft) (?:pass|hold up)(?: the checks)?|findings|(?:is )?anything (?:wrong|blocking(?: it)?|amiss|else wrong)|(?:any|what) (?:errors|warnings|mistakes)|run checks)(?: it| the (?:letter|draft|reply|checks?)| this| that| with (?:it|the letter|this|that)| again| to (?:go(?: out)?|send)| out| now)*\W*$", "check"),
    lookups.finding,
    _dates,
    _split,
    _merge,
    lookups.worksheet,
    wording.redraft,
    wording.context,
    _again,
    lookups.suggestions,
    lookups.standing,
    _outcome,
    lookups.why,
    lookups.due,
    lookups.ways,
    lookups.precedents,
    lookups.law,
    lookups.search,
)  # fmt: skip

HELP = """You can ask me, in your own words:

- **draft** – write the whole reply from what is on the desk
- **withhold Q2 under 31(1)(a), because …**, **Q3 not held**, **Q1: disclose arrests.csv** – decide a question
- **questions 1 and 2 are the same**, **split question 3** – divide the request anew
- **received on 3 March**, **when is it due** – the dates
- **add to Q2: …**, **change “…” to “…”**, **take out the sentence about …** – your words in the letter
- **worksheet**, **public interest Q2** – what is to be weighed, point by point
- **check**, **explain finding 2**, **fix it** – the checks, and what can be mended
- **what does section 31 say**, **have we answered this before**, **why is Q1 withheld** – the sources and the reasons
- **undo**, **redo** – the last change
- anything else – I answer by quoting the sources, or say that I found none"""

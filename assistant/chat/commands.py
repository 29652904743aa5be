"""Commands in plain English: what an officer types becomes calls of the tools, without a model.

The form is forgiving: courtesy, order, abbreviations and slips of the key do not matter. What is not plainly an order
changes nothing: it is offered, or it is a question for the sources.
"""

import difflib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.chat.outcomes import outcomes_in
from assistant.chat.slots import questions_in, regime_in, sections_in, tables_in
from assistant.tools.casefile import Call

MAX_MESSAGE = 4000


@dataclass(frozen=True, slots=True)
class Reading:
    """What a message was taken for.

    Attributes:
        calls: tools to use, in order.
        offered: what it may have meant, which nothing is done about until it is confirmed.
        said: an answer that takes no tool.
    """

    calls: tuple[Call, ...] = ()
    offered: tuple[Call, ...] = ()
    said: str = ""


@dataclass(frozen=True, slots=True)
class Around:
    """What a message is understood against.

    Attributes:
        total: how many questions the request has; 0 where there is none.
        tables: names of the tables.
        offered: what the last turn offered.
    """

    total: int = 0
    tables: tuple[str, ...] = ()
    offered: tuple[Call, ...] = ()


_COURTESY = re.compile(
    r"^(?:(?:hi|hello|hey|ok(?:ay)?|right|great|thanks|thank you|so|now|well|sorry|actually|good morning|good afternoon|"
    r"please|pls|kindly|could (?:you|we)|can you|would you|will you|i(?:['’]d| would) like (?:you )?to|i want (?:you )?to|let['’]?s)\b[\s,!.]*)+",
    re.IGNORECASE,
)
_THANKS = re.compile(r"[\s,;]*\b(?:please|pls|plz|thanks|thank you|ta|cheers)\b[\s!.]*$", re.IGNORECASE)
_ASKS = re.compile(
    r"^(?:what|who|why|how|when|where|which|is|are|do|does|did|can|could|should|would|has|have|may|might|was|were|will|any)\b",
    re.IGNORECASE,
)


def read_message(message: str, around: Around | None = None) -> Reading | None:
    """Return what a message was taken for, or None where it is a question for the sources.

    Args:
        message: what the officer typed.
        around: the case that it is about.
    """
    around = around or Around()
    text = _plain(message)
    if (chosen := _chosen(text, around.offered)) is not None:
        return chosen
    whole = _read(text, around)
    if whole:
        return whole
    clauses = [_plain(part) for part in re.split(r"\n+|;\s+|,?\s+(?:and )?then\s+|\.\s+(?=(?:q\d|question \d|the \w+ (?:one|question)))", message, flags=re.IGNORECASE) if part.strip()]  # fmt: skip
    read = [_read(clause, around) for clause in clauses]
    if len(clauses) > 1 and all(one and one.calls for one in read):
        return Reading(tuple(call for one in read if one for call in one.calls))
    return _mistyped(text, around)


def _plain(message: str) -> str:
    text = " ".join(message.split())[:MAX_MESSAGE]
    text = _THANKS.sub("", _COURTESY.sub("", text))
    return text.strip()


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


Rule = Callable[[str, Around], Reading | None]


def _does(pattern: str, name: str, **arguments: object) -> Rule:
    """Return a rule: a message of this form calls this tool."""
    compiled = re.compile(pattern, re.IGNORECASE)
    return lambda text, _: Reading((Call(name, arguments),)) if compiled.match(text) else None


_ENDS = r"(?:\s+(?:that|it|this|the|last|one|change|again|again please|back|what you did|what i said|thing|step))*\W*$"
_LETTER = r"(?:\s+(?:me|us|a|an|the|it|this|that|my|our|whole|first|new|fresh|full|reply|response|letter|draft|answer|please|again|now|up|anew|for me))*\W*$"


def _help(text: str, _: Around) -> Reading | None:
    if re.match(
        r"^(?:help|commands|\?+|what (?:can|do) (?:you|i) (?:do|say|type)(?: here)?|how does this work|what now)\W*$",
        text,
        re.IGNORECASE,
    ):
        return Reading(said=HELP)
    return None


_PERSON_ALONE = (
    (r"(?:sign|signed)(?: it| this| the letter| the reply| the case)? off|sign[- ]?off|approve(?: it| the (?:letter|reply|draft))?|i approve", "Only a person signs a reply off: under “Sign off and close” of the page, or with foi cases sign-off."),
    (r"(?:release|reveal|unmask|unhide|show|tell|give|disclose|publish)(?: me| us| them| him| her)?(?: all)?(?: of)?(?: the| those| that)? (?:low |small |raw |real |true |exact |hidden |suppressed |actual |withheld |masked )+(?:counts?|numbers?|figures?|values?|cells?|data)", "I cannot state or release a low figure. A named person can let one out, with a reason for each group of cells, under “Decisions about cells” of the page."),
    (r"(?:delete|remove|upload|open|read|email|e-mail|send|print|save|export|download)(?: me| the| this| that| my| all| of| your| it)* (?:files?|folders?|disk|tables? from disk|letter to|e-?mails?|case files?|documents?|as (?:a )?(?:pdf|word|docx?))\b.*", "Files are handled by you: upload, download and export stand on the page."),
)  # fmt: skip


def _for_a_person(text: str, _: Around) -> Reading | None:
    for pattern, said in _PERSON_ALONE:
        if re.match(
            rf"^(?:just |now |go ahead and )*{pattern}\W*(?:for .{{0,60}}|in .{{0,60}}|of .{{0,60}})?$",
            text,
            re.IGNORECASE,
        ):
            return Reading(said=said)
    return None


def _dates(text: str, _: Around) -> Reading | None:
    day = r"(?P<day>(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)day,?\s+)?(?:the )?(?:\d{1,2}(?:st|nd|rd|th)?(?: of)?[ /.-](?:[a-z]{3,9}|\d{1,2})(?:[ /.,-]+\d{4})?|\d{4}-\d\d-\d\d|[a-z]{3,9} \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?|today|yesterday|the day before yesterday))"
    came = re.match(
        rf"^(?:(?:it|this|the request|we|request|that)\s+)*(?:was |got |had )?(?:received|arrived|came(?: in)?|reached us|got (?:it|this)|date received|receipt(?: date)?|received date)(?: it| this| the request| in)*\s*(?:was|is|on|:|=|to be|-)*\s*(?:on )?{day}\W*$",
        text,
        re.IGNORECASE,
    )
    set_to = re.match(rf"^(?:set|change|make)(?: the)? (?:date received|received(?: date)?|date of receipt|receipt date)\s*(?:to|as|=|:)?\s*{day}\W*$", text, re.IGNORECASE)  # fmt: skip
    if match := came or set_to:
        return Reading((Call("set_dates", {"received": match["day"]}),))
    dated = re.match(rf"^(?:date the (?:letter|reply)|(?:set |make |change )?(?:the )?(?:letter(?:['’]s)? date|date (?:of|on) the (?:letter|reply)))\s*(?:is|to|as|=|:|for)?\s*{day}\W*$", text, re.IGNORECASE)  # fmt: skip
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
    two = re.match(r"^\W*\x00(?: is| has| contains)?(?: really| actually)? (?:two|several|2|three) (?:questions?|parts?|things?)\W*$", rest, re.IGNORECASE)  # fmt: skip
    asked = re.match(r"^(?:split|divide|separate|break)(?: up)? \x00(?: up)?(?: in(?:to)? (?:two|2|three|parts?)\w*)?(?:\s*(?:at|before|from|where it says)\s*[“\"':]*(?P<at>.+?)[”\"']*)?\W*$", rest, re.IGNORECASE)  # fmt: skip
    if asked or two:
        at = (asked["at"] or "") if asked else ""
        return Reading((Call("split_question", {"question": named.numbers[0], **({"at": at} if at else {})}),))
    return None


def _outcome(text: str, around: Around) -> Reading | None:
    calls = outcomes_in(text, around.total, around.tables)
    if not calls:
        return None
    if text.endswith("?") or _ASKS.match(text):
        return None
    # A second decision in the same breath is read by itself.
    said = str(calls[-1].arguments.get("reason", ""))
    more = re.search(r"(?:,|;|\.|\band\b)\s+((?:q\.?\s*\d|question \d|(?:withhold|refuse|disclose|release) (?:q\d|question|the \w+ (?:one|question))).*)$", text, re.IGNORECASE)  # fmt: skip
    if more and more.group(1) and (said == "" or more.group(1) in said or said in more.group(1)):
        first, second = _outcome(text[: more.start()].strip(), around), _outcome(more.group(1), around)
        if first and second:
            return Reading((*first.calls, *second.calls))
    return Reading(calls)


def _context(text: str, around: Around) -> Reading | None:
    match = re.match(
        r"^(?:add|note|include|mention|explain|say|tell them|context|background)\b(?P<rest>.*)$", text, re.IGNORECASE
    )
    named = questions_in(text, around.total)
    about = re.match(
        r"^(?:for|on|to|under|about)\b.{0,20}?[,:]?\s*(?:add|note|include|mention|explain|say|tell them)\b",
        text,
        re.IGNORECASE,
    )
    if not match and not (about and named):
        return None
    words = match["rest"] if match else text[about.end() :] if about else ""
    number = 0
    inner = questions_in(words, around.total)
    if named and not match:
        number = named.numbers[0]
    elif inner and re.match(
        r"^\W*(?:(?:context|note|words|this|a note|background)\s*)?(?:for|on|to|about|in)?\s*(?:the answer (?:to|on) )?$",
        words[: inner.start],
        re.IGNORECASE,
    ):
        number, words = inner.numbers[0], words[inner.end :]
    words = re.sub(
        r"^\W*(?:(?:context|note|a note|background|that|this|for the whole reply|for the reply|to the (?:letter|reply))\b[\s:,]*)*",
        "",
        words,
        flags=re.IGNORECASE,
    )
    words = words.strip(" “”\"'")
    if len(words.split()) < 3:
        return None
    return Reading((Call("add_context", {"question": number, "words": words[0].upper() + words[1:]}),))


def _redraft(text: str, _: Around) -> Reading | None:
    swap = re.match(
        r"^(?:change|replace|swap|reword)\s+[“\"'](?P<old>.+?)[”\"']\s+(?P<how>(?:to|with|by|into)\s+.+)$",
        text,
        re.IGNORECASE,
    )
    out = re.match(r"^(?:take out|delete|remove|drop|cut|strike)\s+(?:the )?(?:sentence|paragraph|passage|words|bit|part)\s+(?:about|on|that says|saying|with|which says|beginning)?\s*[“\"']?(?P<old>.+?)[”\"']?\W*$", text, re.IGNORECASE)  # fmt: skip
    how = re.match(r"^(?:make|rewrite|reword|rephrase|shorten|simplify|redraft|soften)\s+(?:the )?(?:sentence|paragraph|passage|words|bit|part)\s+(?:about|on|that says|saying|with|which says|beginning)\s*(?:[“\"'](?P<old>.+?)[”\"']|(?P<bare>.+?))(?:\s*[,:]?\s*(?P<how>(?:so that|to be|in|more|less|shorter|plainer|softer|as|simpler|clearer|warmer)\b.*))?\W*$", text, re.IGNORECASE)  # fmt: skip
    if swap:
        return Reading((Call("redraft", {"passage": swap["old"], "instruction": swap["how"]}),))
    if out:
        return Reading((Call("redraft", {"passage": out["old"], "instruction": "take it out"}),))
    if how:
        verb = text.split()[0].casefold()
        return Reading((Call("redraft", {"passage": how["old"] or how["bare"], "instruction": how["how"] or verb}),))
    return None


def _law(text: str, around: Around) -> Reading | None:
    cited = sections_in(text)
    if not cited or questions_in(text, around.total):
        return None
    rest = (text[: cited.start] + " " + text[cited.end :]).strip(" ?.!")
    rest = re.sub(r"\b(?:of )?(?:the )?(?:foia|foisa|eirs?|freedom of information(?: \(scotland\))? act(?: 20\d\d)?|act|regulations|scottish act|environmental information regulations)\b", "", rest, flags=re.IGNORECASE)  # fmt: skip
    asks = r"(?:what(?:['’]s| is| does| do| are)?|tell me|remind me|explain|show(?: me)?|quote|define|look up|give me|read(?: me)?|text of|wording of|the|about|of|say|says|mean|means|exactly|in|cover|covers|for|again|on|what|wording|text|remind|me)"
    if not re.fullmatch(rf"(?:{asks}\s*)*", rest.strip(), re.IGNORECASE):
        return None
    arguments = {"ref": cited.refs[0], **({"regime": regime} if (regime := regime_in(text)) else {})}
    return Reading((Call("quote_law", arguments),))


def _why(text: str, around: Around) -> Reading | None:
    named = questions_in(text, around.total)
    if named and re.match(
        r"^(?:why|how come|on what (?:grounds?|basis)|what(?:['’]s| is| are) the (?:reasons?|grounds?) (?:for|on)|reasons? for|explain (?:the answer to |why )?)",
        text,
        re.IGNORECASE,
    ):
        return Reading((Call("why_decided", {"question": named.numbers[0]}),))
    return None


def _precedents(text: str, _: Around) -> Reading | None:
    asked = re.match(
        r"^(?:have|did|has|was|is|are|any)\b.*\b(?:answered|asked|replied|similar|before|precedents?|past repl\w+|seen)\b",
        text,
        re.IGNORECASE,
    )
    order = re.match(
        r"^(?:find|show|search|look|get|list|what|precedents?)\b(?: me)?(?: for| up| about)?.{0,12}\b(?:similar|past|previous|precedents?|earlier)\b",
        text,
        re.IGNORECASE,
    )
    alone = re.match(r"^(?:precedents?|past replies|similar requests)\W*$", text, re.IGNORECASE)
    if not (asked or order or alone):
        return None
    found = re.search(
        r"\b(?:about|on|regarding|concerning|for|like)\s+(?!this\b|it\b|that\b|similar\b|past\b|previous\b|precedents?\b|earlier\b)(.{3,})$",
        text,
        re.IGNORECASE,
    )
    words = re.sub(
        r"[\s?.!]*(?:\b(?:before|already|in the past|previously))?[\s?.!]*$",
        "",
        found.group(1) if found else "",
        flags=re.IGNORECASE,
    )
    return Reading((Call("find_precedents", {"words": words} if words else {}),))


def _due(text: str, _: Around) -> Reading | None:
    asked = re.match(
        r"^(?:when (?:is|are|must|do|does|should|have|has)|what(?:['’]s| is) the (?:deadline|due date|date due)|deadline|due(?: date)?|how long (?:do|have|has|did)|how many days (?:do|have|are))\b",
        text,
        re.IGNORECASE,
    )
    if (
        asked
        and re.search(
            r"\bdue\b|deadline|\brep(?:ly|lied)\b|respond|\banswer\b|how long (?:do|have) we|days (?:do we have|left|have we)",
            text,
            re.IGNORECASE,
        )
        and len(text) < 80
    ):
        return Reading((Call("when_due"),))
    return None


def _finding(text: str, _: Around) -> Reading | None:
    number = r"(?:(?:number |no\. ?|#)?(?P<n>\d{1,3})|(?P<o>first|second|third|fourth|fifth))"
    about = re.match(rf"^(?:explain|what (?:does|is)|tell me about|why)\b.*?\b(?:the )?(?:finding|problem|warning|issue|block)s? {number}|^(?:explain|what (?:does|is)|tell me about)\b.*?\bthe (?P<o2>first|second|third|fourth|fifth) (?:finding|problem|warning|issue)", text, re.IGNORECASE)  # fmt: skip
    ordinals = ("first", "second", "third", "fourth", "fifth")
    if about:
        spoken = about["o"] or about["o2"]
        place = int(about["n"]) if about["n"] else ordinals.index(spoken.casefold()) + 1
        return Reading((Call("explain_finding", {"finding": place}),))
    if re.match(
        r"^why (?:is|was|does|did) (?:it|the letter|this|the draft|the reply)(?: get| being)? (?:blocked?|not pass|stopped|fail(?:ed)?|held up)",
        text,
        re.IGNORECASE,
    ):
        return Reading((Call("explain_finding", {"finding": 1}),))
    fix = re.match(rf"^(?:fix|mend|repair|correct|remedy|apply)\b(?: the)?(?: remed(?:y|ies)(?: for| to| of)?)?(?: the)?\s*(?:(?:finding|problem|warning|issue)s? {number})?(?:it|that|this|them|all|everything|those|what (?:you )?can(?: be fixed)?|findings?|problems?|letter|\s)*\W*$", text, re.IGNORECASE)  # fmt: skip
    if fix:
        place = int(fix["n"]) if fix["n"] else ordinals.index(fix["o"].casefold()) + 1 if fix["o"] else 0
        return Reading((Call("apply_remedy", {"finding": place} if place else {}),))
    return None


def _worksheet(text: str, around: Around) -> Reading | None:
    interest = re.match(
        r"^(?:open |show |start |fill(?: in)? |the |do |a )*(?:public interest|pit|pi)(?: test| worksheet| balance| balancing)?\b(?P<rest>.*)$",
        text,
        re.IGNORECASE,
    )
    sheet = re.match(
        r"^(?:open |show |start |fill(?: in| out)? |the |do |a |an |me )*(?:identifiability |identification )?worksheet\b(?P<rest>.*)$",
        text,
        re.IGNORECASE,
    )
    found = interest or sheet
    if not found or text.endswith("?"):
        return None
    rest = found["rest"]
    named = questions_in(rest, around.total)
    kind: dict[str, object] = (
        {"kind": "public-interest", "question": named.numbers[0] if named else 0} if interest else {}
    )
    tables = () if interest else tables_in(rest, around.tables)
    if tables:
        kind["table"] = tables[0]
    if named and interest:
        rest = rest[: named.start] + rest[named.end :]
    for name in tables:
        rest = re.sub(rf"(?:\bfor\s+)?{re.escape(name)}", "", rest, flags=re.IGNORECASE)
    filled = re.match(r"^\W*(?:(?:for|on|point|,)\s*)*(?P<point>[\w-]+(?:[ _-]\w+)?)\s*[:=–]\s*(?P<answer>.+)$", rest)
    if filled:
        return Reading((Call("fill_worksheet", {**kind, "point": filled["point"], "answer": filled["answer"]}),))
    if re.fullmatch(r"[\s.!]*(?:for|on|of|please|worksheet|the table|\s)*[\s.!]*", rest, re.IGNORECASE):
        return Reading((Call("open_worksheet", kind),))
    return None


def _ways(text: str, around: Around) -> Reading | None:
    asks = re.match(
        r"^(?:compare|show(?: me)?|what(?: are)?|list|any|are there|other|which)\b.*\b(?:alternatives?|options?|other ways|ways (?:to|of) publish\w*|ways)\b",
        text,
        re.IGNORECASE,
    )
    if not asks or not re.search(
        r"table|figures?|data|publish|\.(?:csv|xlsx|ods|tsv)|alternatives|"
        + "|".join(re.escape(n.rsplit(".", 1)[0]) for n in around.tables or ("table",)),
        text,
        re.IGNORECASE,
    ):
        return None
    tables = tables_in(text, around.tables)
    return Reading((Call("compare_ways", {"table": tables[0]} if tables else {}),))


def _search(text: str, _: Around) -> Reading | None:
    match = re.match(
        r"^(?:search(?: the (?:corpus|library|law|past replies))?(?: for)?|find(?: me)?|look (?:for|up))\s+(?P<words>\S.{2,})$",
        text,
        re.IGNORECASE,
    )
    if not match:
        return None
    where = (
        {"where": "legislation"}
        if re.search(r"search the law\b", text, re.IGNORECASE)
        else {"where": "responses"}
        if re.search(r"search the past replies", text, re.IGNORECASE)
        else {}
    )
    return Reading((Call("search", {"words": match["words"].strip(" ?.“”\"'"), **where}),))


_RULES: tuple[Rule, ...] = (
    _help,
    _does(r"^(?:undo|revert|take (?:that|it|this|the last (?:one|change|step)) back|take back|roll(?: it| that)? back|go back(?: a step| one)?|scrap that|cancel that|put (?:it|that) back(?: as it was)?|no,? undo)(?: that| it| this| the last (?:one|change|step)| last(?: change)?| please| the change| again| what you (?:just )?did)*\W*$", "undo"),
    _does(r"^(?:redo|re-do|bring (?:it|that) back|undo the undo|put it back again|reapply)(?: that| it| this| the last (?:one|change|step)| last(?: change)?)*\W*$", "redo"),
    _for_a_person,
    _does(rf"^(?:re-?)?(?:draft|write|prepare|generate|compose|do|produce|redo|rewrite)(?: up)?(?=\s+(?:\w+\s+){{0,4}}(?:reply|response|letter|draft|answer|it|again|this|that)|\s*\W*$|\s+(?:me|us|up)\b){_LETTER}", "draft"),
    _does(r"^(?:check|run the checks?|re-?check|any (?:problems|issues|findings)|what(?:['’]s| is) (?:wrong|left|blocking|the matter)|is (?:it|the letter|this|the draft|the reply) (?:ok(?:ay)?|ready|safe|fine|good)|can (?:it|this|we|i) (?:go|send)|what do the checks say|findings)(?: it| the (?:letter|draft|reply|checks?)| this| that| with (?:it|the letter|this|that)| again| to (?:go(?: out)?|send)| out| now)*\W*$", "check"),
    _finding,
    _dates,
    _split,
    _merge,
    _worksheet,
    _redraft,
    _context,
    _outcome,
    _why,
    _due,
    _ways,
    _precedents,
    _law,
    _search,
)  # fmt: skip

# First words of commands, which a slip of the key is measured against.
_VERBS = (
    "undo", "redo", "draft", "redraft", "check", "withhold", "withheld", "refuse", "disclose", "release", "merge", "combine", "split",
    "search", "compare", "explain", "vexatious", "received", "deadline", "worksheet", "precedents", "publish", "question", "section",
)  # fmt: skip


def _mistyped(text: str, around: Around) -> Reading | None:
    """Return what a message may have been meant for, if a word of it is nearly one of a command's."""
    words = text.split()
    fixed = [_near(word) for word in words[:6]] + words[6:]
    if fixed != words:
        found = _read(" ".join(fixed), around)
        if found and (found.calls or found.offered):
            return Reading(offered=(found.calls or found.offered)[:3])
    asked = re.match(r"^(?:should|can|could|may|shall|do|would) (?:we|i) (.+)\?$", text, re.IGNORECASE)
    if asked:
        calls = outcomes_in(asked.group(1), around.total, around.tables)
        return Reading(offered=calls) if calls and calls[0].arguments.get("sections") else None
    return None


def _near(word: str) -> str:
    bare = word.strip(",.;:!?").casefold()
    if len(bare) < 4 or bare in _VERBS or not bare.isalpha():
        return word
    found = difflib.get_close_matches(bare, _VERBS, 1, 0.8)
    # A word that a command's word begins with is that word's own form ("refused", "drafting"), not a slip.
    own_form = found and re.fullmatch(rf"{found[0].rstrip('e')}(?:e?s|e?d|ing|al|er|ment)?", bare)
    return word.casefold().replace(bare, found[0]) if found and not own_form else word


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

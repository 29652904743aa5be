"""Commands on the letter's words: the officer's own are added, and paragraphs are put otherwise."""

import re

from assistant.chat.readings import Around, Reading
from assistant.chat.slots import questions_in
from assistant.tools.casefile import Call


def context(text: str, around: Around) -> Reading | None:
    if said := _courteous(text):
        return Reading((Call("add_context", {"question": 0, "words": said}),))
    match = re.match(
        r"^(?:add|put(?= an? (?:note|line|sentence))|note|include|mention|explain(?= that\b|:)|say|tell (?:them|him|her|the (?:applicant|requester|requestor))|context|background)\b(?P<rest>.*)$",
        text,
        re.IGNORECASE,
    )
    named = questions_in(text, around.total)
    about = re.match(
        r"^(?:(?:for|on|to|under|about)\b|(?=q)).{0,20}?[,:]?\s*(?:add|note|include|mention|explain|say|tell (?:them|the applicant))\b",
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
        r"^\W*(?:(?:context|note|words|this|(?:a|one|another) (?:note|line|sentence|paragraph)|background)\s*)?(?:for|on|to|about|in)?\s*(?:the answer (?:to|on) )?$",
        words[: inner.start],
        re.IGNORECASE,
    ):
        number, words = inner.numbers[0], words[inner.end :]
    words = re.sub(
        r"^\W*(?:(?:context|note|a note|background|an? (?:line|sentence|paragraph|note|bit)(?: (?:saying|that says|to say|about how))?(?: that)?|that|this|for the whole reply|for the reply|to the (?:letter|reply))\b[\s:,]*)*",
        "",
        words,
        flags=re.IGNORECASE,
    )
    words = re.sub(r"^\W*(?:saying|that says|to say)(?: that)?\s+", "", words.strip(" “”\"'"), flags=re.IGNORECASE)
    if len(words.split()) < 3:
        return None
    if len(words.split()) < 4 and not re.search(r":|\bthat\b|[“\"]", text):
        # "Include our contact details" tells what to add, and is no sentence for the letter.
        return Reading(offered=(Call("add_context", {"question": number, "words": words[0].upper() + words[1:]}),))
    return Reading((Call("add_context", {"question": number, "words": words[0].upper() + words[1:]}),))


# Courtesies that an officer has put in, as the letter says them.
_COURTESIES = (
    (r"(?:say (?:that )?(?:we(?:['’]re| are) )?sorry|apologi[sz]e(?: to (?:them|him|her|the applicant))?|add an apology|include an apology|give our apologies)(?P<what> (?:for|about|that) .{3,})", "We are sorry{what}."),
    (r"(?:thank (?:them|him|her|the applicant)|say thank you|add (?:our )?thanks)(?P<what> for .{3,})", "Thank you{what}."),
)  # fmt: skip


def _courteous(text: str) -> str:
    for pattern, form in _COURTESIES:
        if found := re.match(rf"^{pattern}$", text.rstrip(".! "), re.IGNORECASE):
            what = re.sub(r"\b(?:their|his|her)\b", "your", found["what"])
            return form.format(what=what)
    return ""


def redraft(text: str, _: Around) -> Reading | None:
    swap = re.match(
        r"^(?:change|replace|swap|reword)\s+[“\"'](?P<old>.+?)[”\"']\s+(?P<how>(?:to|with|by|into|so(?: that)?|as|in|more|less)\s+.+)$",
        text,
        re.IGNORECASE,
    )
    out = re.match(r"^(?:take out|get rid of|delete|remove|drop|cut|strike)\s+(?:the )?(?:sentence|paragraph|passage|words|bit|part)\s+(?:about|on|that says|saying|with|which says|beginning)?\s*[“\"']?(?P<old>.+?)[”\"']?\W*$", text, re.IGNORECASE)  # fmt: skip
    how = re.match(r"^(?:make|rewrite|reword|rephrase|shorten|simplify|redraft|soften)\s+(?:the )?(?:sentence|paragraph|passage|words|bit|part)\s+(?:about|on|that says|saying|with|which says|beginning)\s*(?:[“\"'](?P<old>.+?)[”\"']|(?P<bare>.+?))(?:\s*[,:]?\s*(?P<how>(?:so that|to be|in|more|less|shorter|plainer|softer|as|simpler|clearer|warmer)\b.*))?\W*$", text, re.IGNORECASE)  # fmt: skip
    swap = swap or re.match(r"^(?:swap|replace|change) [“\"'](?P<old>.+?)[”\"'] (?P<how>for .+)$", text, re.IGNORECASE)
    if swap:
        return Reading((Call("redraft", {"passage": swap["old"], "instruction": swap["how"]}),))
    if out:
        return Reading((Call("redraft", {"passage": out["old"], "instruction": "take it out"}),))
    if how:
        verb = text.split()[0].casefold()
        return Reading((Call("redraft", {"passage": how["old"] or how["bare"], "instruction": how["how"] or verb}),))
    return None

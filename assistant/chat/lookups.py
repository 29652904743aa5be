"""Commands that look: the law, the reasons, past replies, the dates, the checks, worksheets, ways to publish."""

import re

from assistant.chat.readings import Around, Reading
from assistant.chat.slots import questions_in, regime_in, sections_in, tables_in
from assistant.tools.casefile import Call


def law(text: str, around: Around) -> Reading | None:
    cited = sections_in(text)
    if not cited or questions_in(text, around.total):
        return None
    rest = (text[: cited.start] + " " + text[cited.end :]).strip(" ?.!")
    rest = re.sub(r"\b(?:of )?(?:the )?(?:foia|foisa|eirs?|freedom of information(?: \(scotland\))? act(?: 20\d\d)?|act|regulations|scottish act|environmental information regulations)\b", "", rest, flags=re.IGNORECASE)  # fmt: skip
    asks = r"(?:what(?:['’]s| is| does| do| are)?|tell me|remind me|explain|show(?: me)?|quote|define|look up|give me|read(?: me)?|text of|wording of|the|about|of|say|says|mean|means|exactly|in|cover|covers|for|to|again|on|what|wording|text|remind|me|please)"
    if not re.fullmatch(rf"(?:{asks}\s*)*", rest.strip(), re.IGNORECASE):
        return None
    arguments = {"ref": cited.refs[0], **({"regime": regime} if (regime := regime_in(text)) else {})}
    return Reading((Call("quote_law", arguments),))


def standing(text: str, _: Around) -> Reading | None:
    """Read “where are we”, “what are the questions”, “status”."""
    if re.match(
        r"^(?:(?:where (?:are we|am i|were we)|status|summary|summari[sz]e(?: the case)?|overview|recap|what(?:['’]s| is) (?:the (?:status|position)|left(?: to do)?|next|outstanding)|what have (?:i|we) (?:done|decided|changed)(?: so far)?|"
        r"(?:what are|list|show(?: me)?|read(?: me| out)?|give me|which are)(?: all)?(?: of)? (?:the |its |my )?(?:questions?|decisions|outcomes)|read (?:me )?q(?:uestion)?\s?\d{1,2}|what (?:is|does) q(?:uestion)?\s?\d{1,2}(?: ask| say)?)(?: with (?:this|the) case| so far| now| asked| again)*)\W*$",
        text,
        re.IGNORECASE,
    ):
        return Reading((Call("show_case"),))
    return None


def suggestions(text: str, around: Around) -> Reading | None:
    """Read “what could apply to Q2”, “how should we answer Q3”."""
    named = questions_in(text, around.total)
    if not named or sections_in(text):
        return None
    if re.match(
        r"^(?:(?:what|which) (?:are (?:my|our|the) )?(?:options|exemptions?|exceptions?|sections?|outcomes?|grounds)\b|suggest|propose|recommend|advise|(?:what|how) (?:should|can|could|shall|do|would|might) (?:i|we|you) (?:do|say|answer|reply|respond|decide|suggest|recommend|use|apply|handle|treat|deal)|any (?:suggestions?|ideas|advice)|options for|what applies|what (?:could|might|would|may) apply|is (?:there )?an exemption)",
        text,
        re.IGNORECASE,
    ):
        return Reading((Call("suggest_outcomes", {"question": named.numbers[0]}),))
    return None


def why(text: str, around: Around) -> Reading | None:
    named = questions_in(text, around.total)
    if named and re.match(
        r"^(?:why|how come|on what (?:grounds?|basis)|what(?:['’]s| is| are) the (?:reasons?|grounds?) (?:for|on)|reasons? for|explain (?:the answer to |why )?)",
        text,
        re.IGNORECASE,
    ):
        return Reading((Call("why_decided", {"question": named.numbers[0]}),))
    return None


def precedents(text: str, _: Around) -> Reading | None:
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


def due(text: str, _: Around) -> Reading | None:
    asked = re.match(
        r"^(?:when (?:is|are|must|do|does|should|have|has)|what(?:['’]s| is) the (?:deadline|due date|date due)|deadline|(?:are|will) we (?:be )?(?:late|overdue|in time|on time|out of time)|due(?: date)?|how long (?:do|have|has|did)|how many days (?:do|have|are|left))\b",
        text,
        re.IGNORECASE,
    )
    if (
        asked
        and re.search(
            r"\bdue\b|deadline|\brep(?:ly|lied)\b|respond|\banswer\b|how long (?:do|have) we|days (?:do we have|are (?:left|there)|left|have we)|late|overdue|in time|on time|out of time",
            text,
            re.IGNORECASE,
        )
        and len(text) < 80
    ):
        return Reading((Call("when_due"),))
    return None


def finding(text: str, _: Around) -> Reading | None:
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
    fix = re.match(rf"^(?:fix|mend|repair|correct|remedy|apply)\b(?: the)?(?: remed(?:y|ies)(?: for| to| of)?)?(?: the)?\s*(?:(?:finding|problem|warning|issue)s? {number}|(?:number |#)?(?P<n2>\d{{1,2}}))?(?:it|that|this|them|all|everything|the lot|those|what (?:you )?can(?: be fixed)?|findings?|problems?|letter|\s)*\W*$", text, re.IGNORECASE)  # fmt: skip
    if fix:
        said = fix["n"] or fix["n2"]
        place = int(said) if said else ordinals.index(fix["o"].casefold()) + 1 if fix["o"] else 0
        return Reading((Call("apply_remedy", {"finding": place} if place else {}),))
    return None


def worksheet(text: str, around: Around) -> Reading | None:
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
        stem = re.escape(name.rsplit(".", 1)[0])
        rest = re.sub(rf"(?:\bfor\s+)?(?:the\s+)?(?:{re.escape(name)}|{stem}\b)", "", rest, flags=re.IGNORECASE)
    filled = re.match(r"^\W*(?:(?:for|on|point|,)\s*)*(?P<point>[\w-]+(?:[ _-]\w+)?)\s*[:=–]\s*(?P<answer>.+)$", rest)
    if filled:
        return Reading((Call("fill_worksheet", {**kind, "point": filled["point"], "answer": filled["answer"]}),))
    if re.fullmatch(r"[\s.!]*(?:for|on|of|please|worksheet|the table|\s)*[\s.!]*", rest, re.IGNORECASE):
        return Reading((Call("open_worksheet", kind),))
    return None


def ways(text: str, around: Around) -> Reading | None:
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


def search(text: str, _: Around) -> Reading | None:
    match = re.match(
        r"^(?:search(?: (?:the )?(?:corpus|library|law|past replies))?(?: for)?|find(?: me)?|look (?:for|up))\s+(?P<words>\S.{2,})$",
        text,
        re.IGNORECASE,
    )
    if not match or re.match(
        r"(?:(?:my|our|the|all|kept|open) )*cases?\b(?! (?:law|stud|work|against|notes))", match["words"], re.IGNORECASE
    ):
        return None
    where = (
        {"where": "legislation"}
        if re.search(r"search (?:the )?law\b", text, re.IGNORECASE)
        else {"where": "responses"}
        if re.search(r"search (?:the )?past replies", text, re.IGNORECASE)
        else {}
    )
    return Reading((Call("search", {"words": match["words"].strip(" ?.“”\"'"), **where}),))

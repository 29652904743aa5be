"""How an officer says what is to happen with a question: "refuse Q2 under 31", "Q3 not held", "we don't hold the third"."""

import re
from typing import Any

from assistant.chat.slots import Cited, questions_in, sections_in, tables_in
from assistant.tools.casefile import Call

_NOT_HELD = r"(?:is |are )?not held|(?:we |you |they )?(?:don['’]?t|do not|doesn['’]?t|didn['’]?t|did not|never|haven['’]?t) (?:hold|have|keep|record|collect|got)(?: (?:any(?:thing)?(?: information| info| data| records?)?|(?:this|that|the|such)(?: information| info| data)?|it|information|info|data|records?)\b)?|(?:we )?(?:have|hold)(?: got)? (?:nothing|no (?:information|info|records?|data))|nothing (?:is )?held|no (?:information|info|records?|data|trace)(?: is| are)?(?: held)?|nil(?: return)?|(?:we(?:['’]ve| have)? ?)?not got (?:any(?:thing)?|a record)(?: (?:for|on)(?= \x00))?|isn['’]?t held|aren['’]?t held"
_NOT_GIVEN = r"(?:don['’]?t|do not|can['’]?t|cannot|can not|won['’]?t|not to|not) (?:be )?(?:disclosed?|released?|give|given(?: out)?|answer(?:ed)?|provided?|sen[dt])"
# In this order: "not disclose" before "disclose", "neither confirm" before "confirm".
_SAYS: tuple[tuple[str, str], ...] = (
    ("ncnd", r"ncnd|glomar|neither confirm (?:nor|or) deny|(?:not|n['’]t) (?:to )?confirm (?:nor|or) deny|(?:nor|or) deny"),
    ("not-held", _NOT_HELD),
    ("not-held", r"none (?:of (?:it|this|that|them) )?(?:is |are )?held"),
    ("vexatious", r"(?:(?:refuse|withhold|reject|treat|mark)[^\x00]{0,12}(?=\x00\W+(?:as |because (?:it is |it['’]s )?)?vexatious))|vexatious|(?:section|s\.?)\s*14\(1\)"),
    ("cost", r"(?:(?:refuse|withhold|reject|decline)[^\x00]{0,12}(?=\x00\W+(?:on |for |because of |due to |under )?(?:the )?(?:cost|expense)))|(?:over|exceeds?|above|beyond) the (?:cost|fees?|appropriate)?\s*limit|cost(?:s| limit)?\b|too (?:expensive|costly|dear|long|much)|(?:(?:it|we)(?:['’]d| would| will|['’]ll)? )?(?:need|take|cost|require|spend)s?(?: us| about| around| some)*(?= \d)|(?:would|will|to) (?:cost|take)"),
    ("withheld", rf"withh?[oe]ld(?:ing)?|refus(?:e|ed|al|ing)|exempt(?:ed)?|declin(?:e|ed)|reject(?:ed)?|turn(?:ed)? down|hold back|keep back|{_NOT_GIVEN}"),
    ("available-elsewhere", r"available|already (?:published|public|online|on(?: (?:our|the) (?:web)?site)?)|(?:point|refer|direct|send) (?:them|him|her|the applicant) to|is (?:published )?(?:on|at) (?:our|the) (?:web)?site|(?:https?://|www\.)\S+"),
    ("future-publication", r"(?:will be |to be |we(?:['’]ll| will| shall) |going to |(?:we(?:['’]re| are) )?)?publish(?:ed|ing)?|will (?:be|come|go) (?:out|online|published)|comes out|future publication"),
    ("undecided", r"undecided?|un-?set|clear|reset|forget(?: what i said| about)?(?: on| for)?|decide later|decided? later|(?:leave|park|skip)(?: it)?(?: open| for now| undecided)?"),
    ("disclosed", r"disclos(?:e|ed)|releas(?:e|ed)|give(?: them| him| her| it)?(?: out)?|provid(?:e|ed)|answer(?:ed)?|send(?: them)?|hand over|let (?:them|him|her) have|can (?:go out|go|be (?:released|disclosed|sent|given(?: out)?|answered))|(?:fine|ok(?:ay)?|good|safe|happy) to (?:be )?(?:disclosed?|released?|go out|go|send|sent|give|answer)|(?:use|attach|enclose|include)(?= [^\x00]*(?:\.(?:csv|tsv|xlsx|ods)|\b(?:table|spreadsheet)\b))"),
)  # fmt: skip
# What says an outcome by itself, after the question: "Q4: 20 hours at £25", "Q1 = arrests.csv".
_BARE = (
    ("cost", r"\d{1,4}(?:\.\d)?\s*(?:hours?|hrs?)\b"),
    ("disclosed", r"(?:table |file )?[\w-]+\.(?:csv|tsv|xlsx|ods)\b"),
)
_LEAD = r"(?:(?:let['’]?s|let us|we(?:['’]ll| will| should| must| need to| want to| have to| are going to| can| shall)?|i(?:['’]d| would)? (?:like|want|need) (?:you )?to|i(?:['’]ll| will)|you (?:should|must|can)|go ahead and|just|now|also|then|so|mark|set|make|treat|put|record|say|note that|there is|there['’]s)\s+)*"
_BETWEEN = r"\s*(?:(?:is|are|was|should be|should|must be|must|to be|can be|will be|would be|as|to|:|,|-|–|—|=|=>|→|that|the information is|information|info|data)(?:\s+|(?<=\W)))*\s*"
_JUNK = re.compile(
    r"^(?:[\s,;:.!–—-]|(?:because|as|since|for|due to|on the grounds? (?:that|of)|the reason (?:is|being)|reason|it['’]?s|on that|there is|there['’]s|please|thanks|thank you|ta|and|then|that|the|would take|will take|takes?|would|(?:our|the) (?:web)?site(?= at| on|$|\W*$))\b(?=[\s,;:.!]|$)(?! (?:people|officer)))+",
    re.IGNORECASE,
)  # fmt: skip
_TAIL = re.compile(
    r"[\s,;:.!–—-]*(?:\b(?:please|thanks|thank you|ta|cheers|pls|plz|too|as well|also|then|now|instead))*[\s,;:!–—-]*$",
    re.IGNORECASE,
)


def outcomes_in(text: str, total: int, tables: tuple[str, ...]) -> tuple[Call, ...]:
    """Return what a message decides, a call for each question named; none where it decides nothing.

    Args:
        text: one clause, courtesy and white space folded away.
        total: how many questions the request has.
        tables: names of the case's tables.
    """
    named = questions_in(text, total)
    if not named:
        return ()
    rest = f"{text[: named.start]}\x00{text[named.end :]}"
    cited = sections_in(rest)
    bare = f"{rest[: cited.start]}\x01{rest[cited.end :]}" if cited else rest
    found = _said(bare, cited is not None)
    if not found:
        return ()
    outcome, spoken = found
    if outcome == "withheld" and cited:
        outcome = _of_its_own(cited, rest) or outcome
    arguments: dict[str, Any] = {"outcome": outcome}
    if cited and outcome in {"withheld", "ncnd"}:
        arguments["sections"] = cited.refs
    arguments |= _detail(outcome, rest)
    if outcome == "disclosed":
        arguments |= {"tables": named_tables} if (named_tables := tables_in(text, tables)) else {}
    reason = "" if outcome == "undecided" else _reason(bare, spoken, arguments, text)
    if reason:
        arguments["reason"] = reason
    return tuple(Call("set_outcome", {"question": number, **arguments}) for number in named.numbers)


def outcomes_near(text: str, total: int, tables: tuple[str, ...]) -> tuple[Call, ...]:
    """Return what a message that is no order comes near to deciding: an outcome is named beside a question."""
    named = questions_in(text, total)
    if not named:
        return ()
    rest = f"{text[: named.start]} {text[named.end :]}"
    cited = sections_in(rest)
    unheld = re.search(
        r"\bnothing (?:for|on)\b|(?:don['’]?t|do not) (?:think|believe)\b.{0,12} (?:hold|have)\b|\b(?:may|might) not (?:hold|have|be held)\b",
        rest,
        re.IGNORECASE,
    )
    spoken = ["not-held"] * bool(unheld) + [
        outcome
        for outcome, pattern in _SAYS
        if outcome not in {"undecided", "cost"} and re.search(rf"(?<!\w)(?:{pattern})(?!\w)", rest, re.IGNORECASE)
    ]
    # A bare number is no section here: "on 4 May".
    if not spoken and not (cited and re.search(r"[a-z(]", rest[cited.start : cited.end], re.IGNORECASE)):
        return ()
    outcome = spoken[0] if spoken else "withheld"
    given: dict[str, Any] = {"outcome": outcome}
    if outcome in {"withheld", "ncnd"} and cited:
        given["sections"] = cited.refs
    if outcome == "disclosed" and (found := tables_in(text, tables)):
        given["tables"] = found
    return tuple(Call("set_outcome", {"question": number, **given}) for number in named.numbers)


# Sections that are outcomes of their own under both Acts; "reg 12" and the limbs of regulation 12 are not.
_OWN = {"12": "cost", "12(1)": "cost", "12(2)": "cost", "14": "vexatious", "14(1)": "vexatious", "21": "available-elsewhere", "21(1)": "available-elsewhere"}  # fmt: skip


def _of_its_own(cited: Cited, rest: str) -> str | None:
    if len(cited.refs) != 1 or re.search(r"\breg", rest[max(0, cited.start - 4) : cited.end], re.IGNORECASE):
        return None
    return _OWN.get(cited.refs[0])


def _said(bare: str, cites: bool) -> tuple[str, str] | None:
    """Return the outcome that a clause gives as an order, and its words; NUL stands for the question, SOH for the sections."""
    for outcome, pattern in _SAYS:
        ordered = re.match(rf"\W*{_LEAD}({pattern})(?!\w)[^\x00]{{0,40}}\x00", bare, re.IGNORECASE)
        after = re.match(rf"\W*{_LEAD}(?:for |on |as for |as to |re |regarding |about |to |under |the answer to )*\x00{_BETWEEN}(?:we |you )?(?:\s*\x01\W*)?(?:would |will |just )?({pattern})(?!\w)", bare, re.IGNORECASE)  # fmt: skip
        spoken_of = ordered is not None and re.fullmatch(r"(?:refus|withhold)ing", ordered.group(1), re.IGNORECASE)
        match = after if spoken_of else ordered or after
        if match:
            return outcome, match.group(1)
    if cites and re.match(rf"\W*{_LEAD}(?:for |on )?(?:use |apply |rely on )?(?:\x00{_BETWEEN}(?:under |use |apply |using |rely on )?\x01|\x01\s*(?:for|on|to|applies to|covers|,|:)?\s*(?:the )?\x00)", bare, re.IGNORECASE):  # fmt: skip
        return "withheld", ""
    for outcome, shape in _BARE:
        if found := re.match(rf"\W*\x00{_BETWEEN}({shape})", bare, re.IGNORECASE):
            return outcome, "" if outcome == "disclosed" else found.group(1)
    # "It would identify somebody, so refuse …": the reason comes first.
    late = re.search(r"(?:,|\bso\b|\btherefore\b|\bhence\b)\s*(?:we (?:should |must |will )?|please )?(withhold|refuse|exempt)\b[^\x00]{0,20}\x00", bare, re.IGNORECASE)  # fmt: skip
    return ("withheld", late.group(1)) if late else None


def _detail(outcome: str, rest: str) -> dict[str, str]:
    if outcome == "cost":
        match = re.search(
            r"\d{1,6}(?:\.\d+)?\s*(?:hours?|hrs?)(?:\s+(?:at|by|for|with)\s+[^.;,\n\x00]+)?", rest, re.IGNORECASE
        )
        return {"detail": re.sub(r"\bhrs?\b", "hours", match.group()).strip()} if match else {}
    if outcome == "available-elsewhere":
        match = re.search(r"(?:https?://|www\.)\S+[^\s.,;)]", rest)
        return {"detail": match.group()} if match else {}
    if outcome == "future-publication":
        match = re.search(
            r"\d{4}-\d{2}(?:-\d{2})?|(?:\d{1,2} )?(?:(?:early|late|mid|the end of)[ -])?(?:[A-Z][a-z]+|spring|summer|autumn|winter|early|late|mid)[ -](?:in )?\d{4}|\b20\d{2}\b",
            rest,
        )
        return {"detail": match.group()} if match else {}
    return {}


def _reason(bare: str, spoken: str, arguments: dict[str, Any], text: str) -> str:
    """Return what is left of a clause after all that it names: the officer's reason, if there is one."""
    marks = [place for mark in ("\x00", "\x01") if (place := bare.rfind(mark)) >= 0]
    start = max([*marks, (bare.casefold().find(spoken.casefold()) + len(spoken) - 1) if spoken else 0])
    tail = bare[start + 1 :]
    head = bare[: min(marks)]
    if arguments.get("detail"):
        tail = tail.replace(str(arguments["detail"]), " ")
        tail = re.sub(r"\bhrs?\b.*|^\W*(?:in|at|on|by|it|would|take|https?\S*)\b\W*", "", tail, flags=re.IGNORECASE)
    if arguments["outcome"] == "disclosed":
        tail = re.sub(r"^\W*(?:with |using |from |it |them |the |figures? |table |file |spreadsheet |data |numbers? )*(?:table|file|spreadsheet|figures?)?\s*(?:in )?(?:[\w-]+\.(?:csv|tsv|xlsx|ods)(?:#\d+)?)?", "", tail, flags=re.IGNORECASE)  # fmt: skip
        for name in arguments.get("tables", ()):
            tail = re.sub(
                rf"^\W*{re.escape(name.rsplit('.', 1)[0])}\b(?: (?:table|spreadsheet|file|figures))?",
                "",
                tail,
                flags=re.IGNORECASE,
            )
    late = re.search(r"^(.*?)(?:,|\bso\b|\btherefore\b|\bhence\b)\s*(?:we )?(?:should |must |will |please )?(?:withhold|refuse|exempt)\b", head, re.IGNORECASE)  # fmt: skip
    said = _tidy(tail) or (_tidy(late.group(1)) if late else "") or _between(bare, spoken)
    told = (
        said in text
        and not re.fullmatch(
            r"(?:as |on |for )?(?:vexatious|(?:the )?(?:cost|expense)s?|not held)", said, re.IGNORECASE
        )
        and said != arguments.get("detail")
        and re.search(r"[^\W\d_]{3,}", said)
    )
    return said if told else ""


def _between(bare: str, spoken: str) -> str:
    """Return a reason that stands between the outcome and the section: "refuse, it is commercial, s43(2)"."""
    parts = re.split(rf"[\x00\x01]|{re.escape(spoken)}" if spoken else r"[\x00\x01]", bare, flags=re.IGNORECASE)
    said = [_tidy(part) for part in parts[1:] if part.lstrip()[:1] in {",", ";", "–", "-"}]
    return next((one for one in said if len(one.split()) > 1), "")


def _tidy(words: str) -> str:
    return _TAIL.sub("", _JUNK.sub("", words)).strip()

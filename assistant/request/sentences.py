"""Where sentences of a request begin and end: an abbreviation, an address or a quoted question ends none."""

import re
from collections.abc import Iterator

# Stands for a mark that ends no sentence; one character, so that places stay the same.
_HELD = "\N{ONE DOT LEADER}"
_NEVER_ENDS = (
    r"mr|mrs|ms|dr|prof|rev|hon|st|cllr|cllrs|sgt|insp|supt|ch|det|no|nos|approx|e\.g|i\.e|eg|ie|vs|viz|cf|fig|para|paras|ref|incl|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|wed|thurs?|fri|sat|sun|[a-z]"
)
_MAY_END = r"etc|ltd|co|inc|plc|rd|ave|ln|sq|bldg|dept|dist|est|jr|sr|(?:[a-z]\.){1,6}[a-z]s?"
_BEGINS = r"(?:how|what|who|whom|whose|when|where|why|which|please|i|we|the|could|can|would|will|if|my|it|this|these|also|for|do|does|did|is|are|was|were|has|have|had|send|give|state|a|an|in)\b"
_HOLDS = (
    re.compile(
        r"(?:https?://|www\.)\S+?(?=[.,;:!?)]*(?:\s|$))|\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}", re.I
    ),
    re.compile(rf"\b(?:{_NEVER_ENDS})\.(?=\s*\S)", re.I),
    re.compile(
        rf"\b(?:{_MAY_END})\.(?!\s*$)(?!\s+{_BEGINS.replace('|a|', '|').replace('|in)', ')')})(?!\s*\n\s*\n)", re.I
    ),
    re.compile(r"[“\"][^”\"\n]{1,200}[”\"]"),
)
# A line that begins so, below a line that was not finished, is a question of its own.
_LINE = r"(?:how (?:many|much|often|long)|(?:the )?(?:total )?(?:number|amount|cost) of|What|Who|Where|When|Why|Which|Please|Do|Does|Is|Are|Has|Have)\b"
_SENTENCE = re.compile(r"[^\s](?:[^.?!\n]|\.(?=\w)|\n(?![ \t]*\n))*(?:[.?!]+[)”\"']*|\n|$)")


def held(text: str) -> str:
    """Return the text, as long as it was, with the marks that end no sentence held."""
    for pattern in _HOLDS:
        text = pattern.sub(lambda found: re.sub(r"[.?!]", _HELD, found.group()), text)
    return text


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence begins and ends; a line that begins a new question begins a sentence."""
    whole = held(text)
    joined: list[tuple[int, int]] = []
    for found in _SENTENCE.finditer(whole):
        start, end = found.span()
        # A sentence that goes on after a blank line, in small letters, is one.
        if (
            joined
            and re.fullmatch(r"[^.?!:]*\n", whole[joined[-1][0] : joined[-1][1]][-400:].split(".")[-1] or ".")
            and whole[start].islower()
        ):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    for start, end in joined:
        yield from _lines(whole, start, end)


def _lines(whole: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    lines = [found.span() for found in re.finditer(r"[^\n]+", whole[start:end])]
    if sum(bool(re.match(rf"\s*{_LINE}", whole[start + a : start + b], re.I)) for a, b in lines) < 2:
        yield start, end
        return
    begun = start
    for place, _ in lines[1:]:
        if (
            re.match(rf"[ \t]*{_LINE}", whole[start + place : end], re.I)
            and len(whole[begun : start + place].split()) > 1
        ):
            yield begun, start + place
            begun = start + place
    yield begun, end

"""Which sentences of a request ask for information, and which only greet, explain or say in what form."""

import re
from collections.abc import Iterator

from assistant.request.sentences import held, sentences

# Words before the verb or question word of a sentence that asks.
_LEAD = (
    r"\W*(?:(?:and|also|so|but|then|finally|lastly|first(?:ly)?|second(?:ly)?|third(?:ly)?|fourth(?:ly)?|next|in addition|additionally|further(?:more)?|"
    r"moreover|therefore|hence|if so|if not|in each case|for each(?: of (?:these|those|them))?|hi|hello|hey|dear \w+|hi\W{1,4}|please|pls|kindly|again|now|ps)\b[\s,:–—-]*)*"
)
_BE = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|shall|should|may|might|must|'s|’s)"
_INTERROGATIVE = (
    rf"(?:how (?:many|much|often|long|far|old|big|large|is|are|was|were|do|does|did|has|have|can|will|would)\b|(?:what|when|where|why|which|who|whom|whose)(?:\s+{_BE}\b|['’]s\b)|"
    r"what (?:kind|type|sort|percentage|proportion|number|steps?|action|advice|evidence|training|date|reasons?|information|records?)\b|who\s+\w+(?:s|ed)\b|why\s+\w+)"
)
_VERB = (
    r"(?:provide|send|supply|give|state|list|confirm|set out|tell|forward|disclose|explain|show|name|identify|describe|detail|specify|outline|share|release|"
    r"include|let me (?:know|have|see)|answer|indicate|advise|break down|produce|email|furnish|say|fill in|complete)\b"
)
_WISH = (
    r"(?:i|we)(?:['’](?:d|m|ll|re))?\s+(?:\w+ly\s+|also\s+|therefore\s+|hereby\s+|now\s+|still\s+|would\s+|am\s+|are\s+|wish to\s+|want to\s+|(?:would )?like to\s+|be\s+)*"
    r"(?:like|request(?:ing)?|seek(?:ing)?|require|need|want|wish|ask(?:ing)? (?:for|that|to|you)|ask\b|know|receive|obtain|see|have|interested in|after|looking for|grateful|obliged|appreciate|make (?:a|the following) (?:new |further )?request)\b"
)
_NOUNS = r"(?:(?:the|a|an|any|all|full|total|annual|current)\s+)*(?:numbers?|amounts?|costs?|cop(?:y|ies)|lists?|breakdowns?|details|names|dates) of\b"
_ASKS = re.compile(
    rf"{_LEAD}(?:{_INTERROGATIVE}|{_VERB}|{_WISH}|{_NOUNS}|(?:can|could|would|will) (?:you|i|we)\b|(?:may|might) i\b|(?:much )?(?:grateful|obliged) (?:also |too )?(?:for|if)\b|"
    r"(?:my (?:question|request|query) (?:is|are)|questions?)\b|request (?:for\b|[^.:?]{0,60}:))",
    re.I,
)
_LATER = re.compile(
    r"\b(?:please|kindly)\s+(?:\w+\s+){0,2}?(?:provide|send|supply|give|state|list|confirm|set out|tell|forward|disclose|explain|show|say|identify)\b"
    r"|(?:[,;:]|\band|\bso)\s+(?:i|we) (?:therefore |now |also |would |hereby )*(?:ask|request|like|want|need|seek|require)\b|\b(?:tell me|let me know|know) (?:how|what|when|where|why|who|whether|if|the)\b"
    r"|:\s*(?:how (?:many|much)|what|who|when|where|why|which|the number|a copy|copies|all)\b|\b(?:can|could|would) you\b",
    re.I,
)
# Found where nothing that plainly asks is.
_LOOSELY = re.compile(
    r"\b(?:how (?:many|much)|whether|the (?:total )?(?:number|amount|cost|names?) of|a (?:copy|list|breakdown) of|copies of|provide)\b",
    re.I,
)
_OF_THE_ANSWER = r"(?:it|this|these|them|(?:the|this|that|any|all(?: of)?(?: the| this)?) (?:information|data|answers?|results?|response|reply|documents?|records?|material|figures)|your (?:reply|response|answers?)|(?:an? |the )?(?:reply|response|answer))"
_FORM = re.compile(
    rf"\b{_OF_THE_ANSWER}\s+(?:to me |be (?:sent|provided|supplied) |to be (?:sent|provided|supplied) |back )*(?:in|as|by|via|using|on|to)\s+(?:an?\s+|the\s+|my\s+|this\s+)?(?:[\w-]+\s+){{0,3}}(?:format|spreadsheet|excel|csv|e-?mail(?: address)?|pdf|word|electronic(?:ally)?|electronic form|writing|post|address)\b"
    r"|\b(?:preferred|preferable) (?:format|form|method)\b|\bprefer (?:to|it|the|an?|excel|csv|pdf|email|electronic)\b|\buse this e-?mail address\b"
    r"|\backnowledg\w*\b|\bconfirm(?:ation of)? receipt\b|\b(?:20|twenty) working days\b|\badvice and assistance\b|\bwhen (?:i|we) (?:can|may|might|should) expect\b"
    r"|\blet (?:me|us) know (?:if|when|as soon as|whether (?:you|there|this))\b|\b(?:narrow|refine|clarify) (?:the|my|this)\b|\bneed (?:any )?(?:further )?clarification\b"
    r"|\bnot (?:asking|looking) for\b|\b(?:do|does|don['’]t|did) (?:not )?(?:need|want|require) (?:the|their|any|names|personal)\b|\bprivacy (?:notice|policy|statement)\b[^?]*$"
    r"|\b(?:please|kindly)\s+(?:count|treat|note|ignore|disregard|read|see|advise under|redact|remove|feel free|do not|don['’]t|bear|remember|contact|call|ring|write to|reply|respond|delete)\b"
    r"|\b(?:internal review|information commissioner)\b(?![^.]*\bhow many\b)[^?]*$",
    re.I,
)
_CLOSES = re.compile(
    r"\W*(?:please (?:reply|respond|acknowledge|confirm receipt)|(?:i|we) (?:look|understand|am happy|are happy|prefer|expect|hope|appreciate your|thank|believe|note|refer|write|am writing|am not)\b|"
    r"(?:i|we) (?:would|should) (?:prefer|remind|expect|appreciate (?:a|an|your) (?:prompt|early|reply|response))|if (?:you (?:need|require|have any|are|feel|believe|consider|think|decide|cannot|can['’]t|could|would|do not|don['’]t)|(?:this|any|some|it|part|all|the (?:cost|request|information|answer)|my)\b)|"
    r"thank|many thanks|should you|under section 16|in the event|my preferred|where (?:possible|you)|in this request|by [“\"])",
    re.I,
)
_OPENS = re.compile(
    r"\W*(?:dear|hello|hi|good (?:morning|afternoon|evening)|to whom|annwyl|helo|a charaid|subject:|from:|to:|date:|sent:|"
    r"(?:i am|i'm|i’m|we are) (?:writing|making)|(?:this is )?a? ?(?:freedom of information|foi) (?:act )?request|under the|"
    r"(?:please (?:accept|treat|consider|find)|pursuant|in accordance|further to|how are you|hope (?:you|this)|(?:i )?hope (?:you|this)))\b",
    re.I,
)
_WANTED = re.compile(
    r"how many|how much|number of|cop(?:y|ies) of|list of|\b(?:provide|send|supply|disclose|tell me|know)\b", re.I
)
_ONLY_LEADS = re.compile(
    r"^\W*(?:please|could you|can you|i would like to|i want to)\s+(?:please\s+)?\w+(?:\s+(?:me|us|know))*\W*$|(?:\b(?:the following|as follows|these questions|questions below|below)\b(?:(?! for (?:each|every)\b)[^.?:]){0,90}[.:?]?|:)\s*$",
    re.I,
)


def asks(text: str) -> bool:
    """Tell whether anything in a text plainly asks."""
    return next(asked_in(text), None) is not None


def asked_in(text: str, *, followed: bool = False) -> Iterator[tuple[int, int]]:
    """Yield the places of the sentences that ask for information.

    Args:
        text: of a request, or of a part of one.
        followed: whether a list follows, to which the last sentence may only lead.
    """
    found = list(sentences(text))
    for place, (start, end) in enumerate(found):
        sentence = text[start:end]
        if not is_question(sentence):
            continue
        follows = followed or place + 1 < len(found)
        if follows and _ONLY_LEADS.search(sentence.rstrip()):
            continue
        yield start, end


def loosely_asked_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of the sentences in which something seems to be wanted."""
    for start, end in sentences(text):
        sentence = text[start:end]
        if not _FORM.search(sentence) and not _CLOSES.match(sentence) and _LOOSELY.search(sentence):
            yield start, end


def is_question(sentence: str) -> bool:
    """Tell whether a sentence asks for information: not for a form of reply, a receipt or a name."""
    bare = held(sentence)
    if _FORM.search(bare) or not re.search(r"\w{2}", bare):
        return False
    if (
        _OPENS.match(bare)
        and not _WANTED.search(bare)
        and not (":" in bare and _ASKS.match(bare[bare.index(":") + 1 :]))
    ):
        return False
    if _CLOSES.match(bare) and not _LATER.search(bare):
        return False
    return bare.rstrip(" \t\n!)\"'”").endswith("?") or bool(_ASKS.match(bare) or _LATER.search(bare))

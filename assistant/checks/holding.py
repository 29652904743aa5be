"""Held or not held: a true zero is held, "not held" says what was searched, and what can be drawn from data is held (FOIA ss1, 11, FOISA s17)."""

import re
from collections.abc import Iterator

from assistant.checks.grounds import Grounds
from assistant.checks.numbers import lexicon
from assistant.checks.page import Page
from assistant.checks.rules import rules
from assistant.findings import Finding

_DOCUMENTS = r"(?:information|records?|minutes|notes?|documents?|e?-?mails?|correspondence|reports?|data|cop(?:y|ies)|papers|files?|lists?|recordings?|plans?|maps?|polic(?:y|ies)|photographs?|letters?|logs?)"
NOT_HELD = re.compile(
    r"no (?:recorded |relevant |such )?information (?:is |was )?held|(?:information|data|this) (?:is|are|was) not held|\bnot held\b|\bnil held\b"
    rf"|\bholds? no (?:[a-z]+ )?{_DOCUMENTS}\b|\bholds? (?:nothing|none)\b|\b(?:do|does|did)(?: not|n't) hold (?:any(?= ?[.;,\n])|one\b)|\bn't hold (?:any |this |the |that |such |it\b|them\b)"
    r"|(?:do|does|did) not hold (?:them|it)\b|(?:do|does|did) not hold (?:any |this |the |that |such )?(?:information|data|record\w*|figures?|statistics)?|no information held",
    re.I,
)
_NIL = re.compile(
    r"\b(?:no|zero|nil) (?:[a-z-]+ ){1,5}?(?:have |has |had |been |were |was )*(?:occurred|happened|taken place|took place|been made|been recorded"
    r"|been received|recorded|received|made|were made|been upheld|been dismissed|identified)\b"
    r"|\b(?:has|have|shows?|contains?|lists?|gives?|records?) (?:no|none|nil|not one|zero)(?: [a-z-]+){0,4}? (?:in it|on it|in them|for (?:that|the|this) (?:year|period)|at all)\b"
    r"|\bthere (?:were|have been|was|are) (?:no|none|zero)\b|\bnone (?:were|was|have|has)\b|\b(?:zero|nil|0)\b(?! (?:hours|per|%))",
    re.I,
)
_NIL_OBJECT = re.compile(
    r"\bno (?:recorded |relevant )?(?:information|data|records?|exemption|further|longer|duty)\b", re.I
)
_SEARCHED = (
    r"search|looked (?:in|for|through|at)|not recorded|do(?:es)? not record|not record(?:ed)?|not collect|not keep|no (?:business|statutory|legal|requirement)"
    r"|not required to|no requirement|not a (?:field|function)|checked|consulted|enquir|destroyed|retention|held by|responsib|\b(?:is|are|was|were|lies?|rests?) with (?:the|our|a|its|another)\b|kept by|never (?:made|written|kept|had|recorded)|went through|asked (?:the|our|each)|draw (?:one|it|them) from|instead|found (?:no|none|nothing)|not capture|created|not monitor|not our|tells? us|told us|confirms? (?:to us )?that|has no (?:such )?(?:heading|field|entry|record|list|column)|written down|never (?:noted|logged|entered)|no (?:log|register|record) (?:is|was) kept"
)
_BECAUSE = re.compile(
    r"(?:,|;|–|—)? ?\b(?:as|because|since|for the reason that) (?!(?:you |that you )?(?:asked|requested|to |far|such|a result))(?!no\b|(?:we|it|there) (?:do|does|is|are) no)[a-z]",
    re.I,
)
# "We do not hold information about appeals": said beside the answer to what was asked.
_BESIDE = re.compile(
    r" ?(?:information |data |figures? |record\w* )?(?:held )?(?:about|on faith|as to|regarding) (?!(?:this|that|it|these|those|the|your)\b)",
    re.I,
)
# "Warrant cards: not held": a thing of a list.
_OF_A_THING = re.compile(r"^\s{0,4}[-*•] [^:\n]{1,40}: ?\Z", re.M)
_LINK = re.compile(
    r"\b(?:so|therefore|hence|thus|as|and|since|because|response|means?|accordingly|answer)\b|[:(=-]", re.I
)
_WIDTH = 200
_CREATE = re.compile(
    r"\b(?:would|will) (?:have|need|be required) to (?:be )?(?:create|compile|generate|produce|add up|count|work out|total|put together)(?:d|ed)?\b|\b(?:not|no) (?:required|obliged|duty|obligation|requirement)"
    r"[^.\n]{0,50}? to (?:create|compile|generate|produce)\b|\bwould (?:mean|involve|require) (?:us )?(?:creating|compiling|producing)\b",
    re.I,
)
# The parts are held where the letter says so; what takes skill to put together is another matter.
_PARTS = re.compile(
    r"\b(?:we|council|force|trust|authority|university|department|system|database|records?) (?:do |does |also )?(?:holds?|records?|keeps?) (?!no\b|any\b|nothing)"
    r"|\b(?:is|are) (?:recorded|held|kept|logged) (?:in|on|for|by)\b|\braw data\b|\b(?:records?|entries|cases|rows|data) (?:of|in|for|held in|on) (?:each|every|our|the) [a-z ]{0,24}\b(?:database|system|register|spreadsheet|ledger|street|ward|case)\b|\bunderlying (?:data|records)\b|\bcould be (?:drawn|counted|extracted|run)\b",
    re.I,
)
_NOT_PARTS = re.compile(r"\b(?:do|does|did) not (?:holds?|records?|keeps?)\b|\bnot held\b", re.I)
_SKILL = r"judge?ment|\bskills?\b|expertise|opinion|section 12\b|cost limit|appropriate limit|exceed"
_WANTED_FORMS = (
    (
        r"excel|spread ?sheets?|\bcsv\b|\bxlsx?\b|\bods\b|machine[- ]readable",
        r"\bscan(?:s|ned)?\b|\bpdfs?\b|paper cop\w+|hard cop\w+|print(?:ed|[- ]?outs?)|photocop\w+|\bimages?\b|word document|by post",
    ),
    (
        r"(?:paper|hard|printed) cop|by post|on paper",
        r"\bby e-?mail\b|electronic(?:ally)?|\bpdfs?\b|download\w*|on our website",
    ),
    (
        r"(?:by e-?mail|electronic(?:ally)?|electronic (?:form|cop))",
        r"paper cop\w+|hard cop\w+|print(?:ed|[- ]?outs?)|photocop\w+|by post",
    ),
)
_WHY_NOT = r"practicab|not possible|cannot be (?:sent|exported|given|converted|provided)|only (?:held|kept|exists?)|(?:held|kept) only|not able to (?:convert|export)|does not exist|section 11|regulation 6"


def rule(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Find "not held" for zero, zero for "not held", and "not held" without a search."""
    confused = False
    places = [match.span() for match in grounds.find(NOT_HELD)]
    for start, end in places:
        nil = _nil_beside(page, grounds, start, end)
        if nil is not None:
            confused = True
            yield rules()["refusal.not-held-zero"].broken_at(page, min(start, nil[0]), max(end, nil[1]))
    yield from _create(page, grounds)
    yield from _form(page, grounds)
    bare = [span for span in places if not _reasoned(grounds, *span)]
    if bare and not confused and not grounds.ncnd and not grounds.has(_SEARCHED):
        yield rules()["refusal.not-held-search"].broken_at(page, *bare[0])


def _reasoned(grounds: Grounds, start: int, end: int) -> bool:
    """Tell whether a "not held" gives its reason in its own sentence, or is a remark beside an answer: of a thing, or of a further subject."""
    first, last = grounds.sentence_at(start)
    if _BECAUSE.search(grounds.words, first, last) or _BESIDE.match(grounds.words, end, last):
        return True
    return bool(_OF_A_THING.search(grounds.words[first:start]))


def _nil_beside(page: Page, grounds: Grounds, start: int, end: int) -> tuple[int, int] | None:
    """Return where the sentence of a "not held" states a zero, if it does."""
    text = page.prose.folded.text
    start_of = max(0, start - _WIDTH)
    first = max(text.rfind(".", start_of, start) + 1, text.rfind("\n", start_of, start) + 1, start_of)
    stops = [place for place in (text.find(".", end, end + _WIDTH), text.find("\n", end, end + _WIDTH)) if place >= 0]
    last = min(stops, default=min(len(text), end + _WIDTH))
    about = re.match(rf"[^.;:,\n]{{0,30}}?\b{_DOCUMENTS}\b", grounds.words[max(start, end - 8) : end + 40], re.I)
    for match in _NIL.finditer(grounds.words, first, last):
        if about and match.group().lower().startswith("none"):
            continue  # "we do not hold the minutes, as none were made"
        apart = grounds.words[match.end() : start] if match.end() <= start else grounds.words[end : match.start()]
        inside = start < match.end() and match.start() < end
        spoken = "mean" in apart or not _counts_something(match.group())
        if (
            not inside
            and not spoken
            and not _NIL_OBJECT.match(match.group())
            and (_LINK.search(apart) or len(apart) < 4)
        ):
            return match.span()
    return None


def _counts_something(nil: str) -> bool:
    """Tell "no arrests were made" from "no list has been made"."""
    if not nil.lower().startswith(("no ", "zero ", "nil ")) or nil.lower() in {"zero", "nil"}:
        return True
    kinds = [lexicon.noun_class(word) for word in nil.lower().split()[1:]]
    return any(kind in {"person", "event", "generic"} for kind in kinds)


def _create(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Find "we would have to create it" beside the data from which it can be drawn."""
    match = grounds.first(_CREATE)
    if match is None or grounds.has(_SKILL):
        return
    first, last = _paragraph(grounds, match.start())
    around = _NOT_PARTS.sub("", grounds.words[first:last])
    if _PARTS.search(around):
        yield rules()["refusal.create"].broken_at(page, *match.span())


def _paragraph(grounds: Grounds, place: int) -> tuple[int, int]:
    last = grounds.words.find("\n\n", place)
    return max(grounds.words.rfind("\n\n", 0, place), 0), last if last >= 0 else len(grounds.words)


def _form(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Find another form than the one that was asked for, without a reason (FOIA s11)."""
    asked = page.material.request_text or ""
    for wanted, other in _WANTED_FORMS:
        if not re.search(wanted, asked, re.I) or grounds.has(wanted, _WHY_NOT):
            continue
        given = grounds.first(re.compile(other, re.I))
        if given and not re.search(other, asked, re.I):
            yield rules()["refusal.format"].broken_at(page, *given.span())
            return

"""Neither confirming nor denying: nothing tips it off, both sides are explained, and the right limb is cited (FOIA ss1, 17).

Source: the regulator's guidance on when to refuse to confirm or deny holding information. In: a letter's grounds. Out: findings of
the rules whose codes start with ``ncnd.``.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from assistant.checks.grounds import Grounds, base_of
from assistant.checks.numbers.wordset import wordset
from assistant.checks.page import Page
from assistant.checks.rules import rules
from assistant.findings import Finding

_THINGS = r"(?:information|records?|data|documents?|figures?|files?|reports?|statements?|papers?|correspondence|emails?|letters?|notes?|logs?)"
_US = r"(?:we|the (?:force|council|trust|authority|department|university|board|service|school|college|hospital|constabulary))"
_TIP = re.compile(
    rf"\b(?:the )?{_THINGS} (?:that |which )?{_US} (?:do |does )?holds?\b"
    r"(?! or)|\b(?:as|because|since) (?:we|there|the (?:records?|files?|incident|case|investigation|complaint)) (?:hold|do hold|were?|was|is|are|shows?|contains?|has|have|did)\b"
    r"|\bno such (?:records?|information|person|case|incident|complaint|investigation)s?\b|\bon this occasion\b|\bin (?:his|her|their) case\b"
    r"|\bhowever,? (?:there (?:was|were|is|are)|we (?:do|can))\b|\bwe do (?:not )?in fact\b|\bthe one (?:case|person|incident|record)\b"
    r"|\b(?:contents?|nature|substance|details?|findings|outcome|conclusions?|result) of the (?:files?|records?|reports?|documents?|complaints?|investigations?|allegations?|warnings?|statements?|letters?|inquir(?:y|ies))\b"
    r"|\bthe (?:files?|records?|reports?|documents?|statements?|papers|material|information|matter|case) (?:in question|concerned|itself|themselves|you (?:mention|describe|refer to|have in mind)) (?:is|are|was|were|has|have|shows?|contains?) (?!not? (?:held|recorded))"
    r"|\b(?:the|our|that|this) (?:bundle|file|folder|log|papers|documents?|records?|material|report|dossier) (?:runs?|extends?|amounts?|comes?|goes) (?:to|back)\b|\b(?:our|the|your|his|her) (?:only |own )?(?:copy|copies|original)s? (?:is|are|was|were|sits?|lies?|has|have)\b|\bsearch\w*\b[^.;\n]{0,40}\b(?:was|were|came back|proved|drew|produced|returned|brought up|turned up|gave) (?:a )?(?:nil|blank|nothing|none|no|negative|empty|positive|successful)\b|\bthe \d{1,5} (?:\w+ ){0,2}(?:that |which )?(?:we|it) holds?\b"
    r"|\bthe (?:one|two|three|four|five|six|several|many|few|various|other|only) (?:statements?|letters?|emails?|complaints?|reports?|witness\w*|interviews?|visits?|calls?|photographs?|pages?|documents?|entries|records?) (?:taken|made|given|sent|written|received|found|held|we|from|in|of)\b"
    r"|\bthe (?:files?|records?|reports?|documents?|statements?|papers) (?:is|are|was|were|contains?|includes?|shows?|runs? to|relates?|concerns?|names?|cannot be|has been|have been) (?!held|not held)"
    r"|\b(?:our |the |a )?(?:search(?:es)?|records?|files?) (?:of [a-z ]{1,30} )?(?:found|showed|shows|located|identified|returned|reveal(?:s|ed))\b"
    r"|\bwe (?:have )?(?:found|located|identified|retrieved|redacted) (?!that\b|it\b|the (?:public|balance))"
    r"|\b(?:nothing|no (?:complaints?|investigations?|incidents?|allegations?|arrests?|warnings?)) (?:has|have|was|were) (?:ever )?(?:been )?(?:found|made|recorded|received|located|brought|opened)\b"
    r"|\bthere (?:has|have) never been\b|\bwe (?:still|no longer|currently|already|only) hold\b"
    rf"|\b(?:while|whilst|although|though|since|because|as|given that|now that|but|and),? {_US} (?:do |does |currently |still )?holds? (?!or\b|any\b|no\b)"
    r"|\bthe \d{1,5} (?:pages|documents|emails|records|files|entries|items|letters|reports)\b|\b(?:pages?|documents?|records?|emails?|files?|material|items?|entries) (?:that |which )?(?:we |were |was )?"
    r"(?:found|located|identified|retrieved|uncovered)\b"
    rf"|(?<=[.;:] ){_US} (?:currently |do |does )?holds? (?!or\b|any\b)"
    r"|\bthe (?:investigation|inquiry|enquiry|hearing|panel|complaint|allegation|search) (?:found|concluded|led|resulted|ended|established|upheld|did not)\b"
    r"|\b(?:it|this) (?:was|has been|had been|is being)(?: now| since| already| long| fully)* (?:dealt with|resolved|closed|concluded|investigated|looked into|settled|put right|upheld|dismissed|acted (?:up)?on)\b"
    r"|\b(?:the|this|that|your|his|her|their|those|these) (?:matter|issue|concern|allegation|complaint|incident|situation|problem)s?(?: (?:that|which) you (?:raise|raised|describe|mention))? (?:has|have|had|was|were|is|are)(?: now| since| already| long| fully| also| being)*"
    r"(?: been)? (?:dealt with|resolved|closed|concluded|addressed|investigated|looked into|settled|put right|referred|upheld|dismissed|handled|acted (?:up)?on|under investigation|taken (?:further|up))\b"
    rf"|\b{_US} (?:has|have)(?: now| since| already| therefore| also){{0,2}} (?:changed|acted|spoken to|disciplined|dismissed|suspended|apologised|strengthened|tightened|retrained|reminded|learn(?:ed|t)|taken (?:action|steps|it up)|closed"
    r"|put (?:it|things|matters) right)\b|\b(?:no longer (?:works?|employed|teach\w*|practis\w*|on duty)|(?:has|have) since (?:left|resigned|retired|been (?:dismissed|suspended|replaced|moved)))\b"
    r"|\b(?:cost|charge|fee)s? (?:of|for|to) (?:copy|copying|retriev|send|post|print)\w*",
    re.I,
)
# Outside the paragraph that neither confirms nor denies, only words that are plainly about what it is silent on.
_TIP_BEYOND = re.compile(
    rf"\b(?:the|this|that|these|those) {_THINGS} (?:that |which )?{_US} (?:do |does )?hold\b(?! or)(?! on (?:this|the) (?:policy|procedure))"
    r"|\bno such (?:records?|information|person|case|incident|complaint|investigation)s?\b"
    r"|\bthe \d{1,5} (?:pages|documents|emails|records|files|entries|items|letters|reports)(?: (?:that|which|we|were|was)){0,2} (?:found|located|identified|retrieved|held|uncovered)\b",
    re.I,
)
# In a letter that answers nothing else, what it says of the matter beside its refusal.
_EVENT_WORD = r"(?:investigations?|inquir(?:y|ies)|enquir(?:y|ies)|complaints?|cases?|operations?|proceedings|hearings?|reviews? of (?:the|that|his|her) \w+|allegations?|referrals?|prosecutions?)"
_TIP_ALONE = re.compile(
    rf"\b(?:we|i|the (?:force|council|trust|authority|department|university|constabulary|ministry)) (?:have |has |had )?(?:enclosed?|attach(?:ed)?|includ(?:e|ed)) (?:\w+ ){{0,3}}(?:redacted|cop(?:y|ies)|log|extracts?|versions?|reports?|transcripts?|statements?|documents?|records?|pages)\b"
    r"|\b(?:enclosed|attached) (?:is|are|you will find|please find) (?:\w+ ){0,3}(?:redacted|log|extracts?|transcripts?|statements?|records?|pages)\b"
    rf"|\b{_US} (?:have|had) (?:never|only ever|already|since|not|no)\b[^.;\n]{{0,20}}\b(?:received|had|made|held|recorded|investigated|dealt|arrested|charged|visited|spoken|paid|employed|opened|closed|known)\b"
    rf"|\b{_US} (?:received|investigated|arrested|interviewed|visited|dealt with|looked into|spoke to|closed|opened|paid|employed) (?!your request|your (?:e-?mail|letter)|this request|you\b)"
    rf"|\b(?:the|our|that|this|any|his|her|their) {_EVENT_WORD} (?:is|are|was|were|remains?|has|have|had|came|come|ended|ends|continues?|began|closed|concluded|concludes)\b(?! (?:held|a matter|usually|normally|always|only))"
    rf"|\b(?:once|until|while|when|after|before) (?:the|our|that|this) {_EVENT_WORD}\b"
    r"|\b(?:his|her|their|(?:that|the|this) (?:officer|member of staff|person|teacher|nurse|doctor|employee|individual|company|pupil|man|woman|councillor|constable)'s)"
    r" (?:resignation|dismissal|arrest|suspension|retirement|departure|conviction|death|transfer|release|discharge|admission|sentence|caution)\b"
    r"|\bfor the \d{1,5} (?:pages?|sheets?|items?|files?|emails?|documents?)\b|\bthe \d{1,5} (?:pages|sheets)\b"
    r"|\b(?:it|that|this) (?:is|was) (?:still )?(?:under (?:investigation|way)|ongoing|live|being looked into)\b",
    re.I,
)
# "To confirm would alert him to our investigation": the reason speaks of it as a fact.
_TOLD_OFF = re.compile(
    r"\b(?:alert|warn|tip|tell|inform|notify|show)(?:s|ed|ing)? (?:him|her|them|(?:the|that|this) (?:company|firm|suspect|subject|individual|person|owner|business|officer|trader|target)s?)"
    rf" (?:off )?(?:to|of|about|that) (?:our|the|that) (?:[a-z]+ ){{0,2}}?{_EVENT_WORD}\b",
    re.I,
)
# "The complaints about him were closed": of whom the letter is silent, wherever it stands.
_PERSON = r"(?:him|her|them|that (?:person|individual|officer|employee|member of staff|teacher|nurse|doctor)|(?:Mr|Mrs|Ms|Miss|Dr|Professor|PC|Sergeant|Inspector|Councillor|Cllr) [A-Z][\w'-]*)"
_OF_THE_PERSON = re.compile(
    rf"\b(?:[Tt]he|[Tt]hat|[Tt]his|[Hh]is|[Hh]er|their|[Tt]hose|these|earlier|previous|two|three) (?:[a-z]+ )?(?:complaints?|investigations?|inquir(?:y|ies)|allegations?|charges?|warnings?|referrals?|grievances?|proceedings|hearings?|files?|records?|cases?|concerns?|reports?)"
    rf" (?:made )?(?:about|against|of|into|on|concerning|involving|relating to|regarding) {_PERSON} (?:was|were|is|are|has|have|had|led|resulted|ended|concluded|found|did|remains?|came|took|began|opened|closed|lasted)\b",
)
_ELSEWHERE = re.compile(
    r"\b(?:internal review|review|appeal|complain|Commissioner|ico\.org|tribunal|published|website|in general|policy|procedure|every (?:complaint|case|report)|any (?:complaint|case|report)|all (?:complaints|cases|reports))",
    re.I,
)
# One year answered and the next met with silence.
_YEAR_ANSWERED = re.compile(
    r"\b(?:for|in|during) (?:19|20)\d\d(?:(?:,| and| to|-) ?(?:19|20)\d\d)*,?\s(?:there (?:were|was|had been) |we (?:had|made|recorded|received) |the (?:number|figure|answer) (?:was|is) )(?:none|no\b|nil|\w+)",
    re.I,
)
_SAFE = re.compile(
    r"should not be (?:taken|read|inferred)|whether (?:or not )?(?:we|any|the|it)|\bif (?:we|any|it|the)|any other|not be taken as|\bor not\b|\bwere (?:we|it|there)\b|\bin general\b",
    re.I,
)
_SUPPOSED_JUST = re.compile(
    r"\b(?:if|whether|(?:sa(?:y|id|ying)|confirm\w*|den(?:y|ied|ying)|suggest\w*|mean\w*|impl\w+|conclude\w*|infer\w*|answer\w*|told you) that)\s+\Z",
    re.I,
)
_HYPOTHETICAL = re.compile(r"\b(?:whether|if|any other|other)\b", re.I)
_EVENTS = wordset(
    "complaint investigation inquiry enquiry allegation arrest charge caution warning conviction visit incident report referral suspension"
    " dismissal grievance operation letter warrant application payment settlement meeting assessment diagnosis hearing file record statement"
    " prosecution offence inspection audit contract visa tribunal sanction appeal"
)
_OUTCOME = r"(?:was|were|has been|have been|had been|led to|resulted in|ended|concluded|found|did not)"
_NOT_POLICY = (
    r"(?! (?:polic|procedure|process|form|team|handl|system|regist|rate|route|unit|panel|board|manag|reference|data))"
)
# A file may be named for what is public.
_GENERAL_NAME = re.compile(
    r"polic|procedur|guid|code|form\b|form[_.-]|leaflet|annual|statistic|notice|terms|schedule|scheme|handbook|strategy|rights|review[_ -]?form|privacy|template",
    re.I,
)
# A file of this kind can only be about the matter, where the letter answers nothing else.
_OF_A_CASE = re.compile(
    r"redact|transcript|interview|witness|statement|allegation|case[ _-]?(?:file|notes)|evidence|disciplinary", re.I
)
_FILE = re.compile(
    r"(?<![\w-])([\w-]{3,80})\.(?:pdf|docx?|xlsx?|csv|msg|eml|jpe?g|png|zip|html?|txt|odt|ods|rtf)\b", re.I
)
_ENCLOSED = re.compile(
    r"^[ \t>*_]*(?:attached|attachments?|enclosed|enclosures?|encs?\.?)[*_]*:[ \t]*([^\n]{1,400})", re.I | re.M
)
_NAMES_NOTHING = wordset(
    "about above agree asked authority board case confirm confirming council denies deny denying department either exclusion exemption force freedom held hold"
    " holds information interest neither nothing officer person police public reference request response right section service there trust"
    " under university virtue where whether which would redacted final version"
)
_WHOLE = re.compile(
    r"\b(?:we|i|council|force|trust|authority|department|university|board|service|police|constabulary|college|school) (?:can |will |must |therefore |may )*(?:neither (?:confirms?|confirmed)|refuses? to confirm)",
    re.I,
)
_CONFIRMED = re.compile(
    r"\b(?:if we|to|by) (?:said|say|saying|told you|answered|answer)(?: you)? (?:that )?(?:yes|there (?:was|were|is) (?!no|not|none)|(?:we|it|one) (?:did|do|had|have|does|was)\b(?! not))|\ba yes\b|\b(?:if|were|by|to) (?:we |it |us )?(?:were (?:to )?|to )?confirm(?:ed|ing)?\b|\bconfirmation (?:that|would|alone)|\bconfirming\b",
    re.I,
)
_DENIED = re.compile(
    r"\b(?:say|said|saying)(?: you)? (?:that )?(?:no\b|there (?:was|were|is) (?:no|none|not)|we (?:did|do|had|have) not|none)|\ba no\b|\b(?:if|were|by|to)\b[^.;\n]{0,24}\bden(?:y|ied|ying)\b|\bdenial\b|\bdenying\b|\bdenied\b",
    re.I,
)
_EITHER = re.compile(
    r"\beither\b|\bone way or the other\b|\bwhether or not\b|\bboth (?:answers|a confirmation)|\bor (?:that )?(?:there are|it is|they are|we do) not\b|\bconfirm(?:ed|ing|ation)? (?:or|and|nor) (?:a )?den",
    re.I,
)
_NEITHER = re.compile(r"\b(?:neither|not(?: to)?|refus\w+ to|cannot|can not) confirm\w*,? n?or den\w+", re.I)
_SUPPOSED = re.compile(r"\b(?:whether|if|any|every|each|when|where|you (?:say|said|asked|state))\b", re.I)
_FOUR = re.compile(r"[a-z]{4,}")
_NEAR_BY = 300
_REASONS = 2000
_LONGEST, _FAR = 6000, 1 << 60
Spans = tuple[tuple[int, int], ...]
_HARMS = re.compile(r"\bwould\b|\bcould\b|\bmight\b", re.I)
_ITEM = "\n- "
_QUESTION = re.compile(
    r"^[ \t>#*]{0,8}(?:q(?:uestion)?\.?\s?[0-9]{1,2}\b|[0-9]{1,2}[.)]\s|part \(?[a-z0-9]\b)", re.I | re.M
)


def check(page: Page) -> Iterator[Finding]:
    """Find words that answer what a letter neither confirms nor denies, one-sided reasons, and the wrong limb."""
    grounds = page.grounds
    if not grounds.ncnd:
        return
    silent = _paragraphs(grounds)
    yield from _tips(page, grounds, silent)
    yield from _beyond(page, grounds, silent)
    yield from _attached(page, grounds, silent)
    yield from _one_sided(page, grounds, silent)
    yield from _limb(page, grounds, silent)


def _paragraphs(grounds: Grounds) -> Spans:
    """Return the paragraphs that neither confirm nor deny, once each."""
    parting = "\n\n" if "\n\n" in grounds.words else "\n"
    found: list[tuple[int, int]] = []
    for start, end in grounds.ncnd_places:
        if found and end <= found[-1][1]:
            continue
        # An item of a list stands by itself: the one before it may withhold something else.
        low, high = max(0, start - _LONGEST), min(len(grounds.words), end + _LONGEST)
        lasts = [place for mark in (parting, _ITEM) if (place := grounds.words.find(mark, end, high)) >= 0]
        first = max(grounds.words.rfind(parting, low, start), grounds.words.rfind(_ITEM, low, start), low)
        found.append((first, min(lasts, default=high)))
    return tuple(found)


def _within(spans: Spans, place: int) -> bool:
    """Tell whether a place lies in one of some spans, which are in order."""
    before = bisect_right(spans, (place, _FAR)) - 1
    return before >= 0 and place < spans[before][1]


def _tips(page: Page, grounds: Grounds, inside: Spans) -> Iterator[Finding]:
    for first, last in inside:
        for match in (
            *_TIP.finditer(grounds.words, first, last),
            *_OF_THE_PERSON.finditer(grounds.words, first, last),
            *_TOLD_OFF.finditer(grounds.words, first, last),
        ):
            began = max(first, match.start() - 60, grounds.sentence_at(match.start())[0])
            lead = grounds.words[began : match.start()]
            if not _SAFE.search(lead) and not _SUPPOSED_JUST.search(lead) and not _HYPOTHETICAL.search(match.group()):
                yield rules()["ncnd.tip-off"].broken_at(page, *match.span())


def _beyond(page: Page, grounds: Grounds, inside: Spans) -> Iterator[Finding]:
    """Find, elsewhere in the letter, what it neither confirms nor denies spoken of as a fact."""
    parts = _Parts([match.start() for match in grounds.find(_QUESTION)], inside)
    said = " ".join(grounds.words[first:last].lower() for first, last in inside)
    about = set(_FOUR.findall(said))
    for match in grounds.find(_events(said)):
        whom = set(_FOUR.findall((match.group(1) or "").lower()))
        told = whom & about if whom else parts.silent_at(match.start())
        if told and _is_fact(page, grounds, match, inside):
            yield rules()["ncnd.tip-off"].broken_at(page, *match.span())
    if not parts.headed:
        yield from _facts_beside(page, grounds, inside)
    for match in grounds.find(_OF_THE_PERSON):
        if _is_fact(page, grounds, match, inside):
            yield rules()["ncnd.tip-off"].broken_at(page, *match.span())
    for match in grounds.find(_YEAR_ANSWERED):
        near = any(first - _NEAR_BY < match.start() < last + _NEAR_BY for first, last in inside)
        years = {
            year
            for first, last in inside
            for year in re.findall(r"\b(?:19|20)\d\d\b", grounds.words[match.end() : last])
        }
        others = years - set(re.findall(r"(?:19|20)\d\d", match.group()))
        if near and any(re.search(rf"\b(?:for|in|during) {year}\b", said) for year in others):
            yield rules()["ncnd.tip-off"].broken_at(page, *match.span())
    for match in grounds.find(_TIP_BEYOND):
        if parts.silent_at(match.start()) and _is_fact(page, grounds, match, inside):
            yield rules()["ncnd.tip-off"].broken_at(page, *match.span())


def _facts_beside(page: Page, grounds: Grounds, inside: Spans) -> Iterator[Finding]:
    """Find, in a letter that only neither confirms nor denies, a fact told of the matter after all."""
    for match in grounds.find(_TIP_ALONE):
        first, last = grounds.sentence_at(match.start())
        sentence = grounds.words[first:last]
        if (
            _within(inside, match.start())
            or (_ELSEWHERE.search(sentence) and not match.group().lower().startswith(("for the", "the ")))
            or _SUPPOSED_JUST.search(grounds.words[first : match.start()])
        ):
            continue
        if _SAFE.search(grounds.words, first, match.start()) or re.search(
            r"\b(?:if|whether)\b", grounds.words[first : match.start()], re.I
        ):
            continue
        folded = page.prose.folded
        if not page.is_quoted(folded.start(match.start()), folded.end(match.end())):
            yield rules()["ncnd.tip-off"].broken_at(page, *match.span())


class _Parts:
    """The parts of a letter between the headings of its questions, and which of them are silent."""

    def __init__(self, headings: list[int], inside: Spans) -> None:
        self._headings = headings
        self.headed = bool(headings)
        self._silent = {bisect_right(headings, last - 1) for _, last in inside}

    def silent_at(self, place: int) -> bool:
        return bisect_right(self._headings, place) in self._silent


def _events(said: str) -> "re.Pattern[str]":
    """Return a pattern for "the complaint about … was closed", for the events that the letter is silent on."""
    words = set(_FOUR.findall(said))
    stems = [stem for stem in sorted(map(_stem, _EVENTS)) if any(word.startswith(stem) for word in words)]
    return re.compile(
        rf"\b(?:the|that|this|his|her|their|one) (?:\w{{1,20}} )?(?:{'|'.join(stems) or '(?!)'})(?:s|y|ies)?\b{_NOT_POLICY}"
        rf"(?: (?:about|against|of|into|on|by|concerning|involving|made|relating|from|to)\b([^.;,\n]{{0,60}}?))? {_OUTCOME}\b",
        re.I,
    )


def _stem(event: str) -> str:
    return event[:-1] if event.endswith("y") else event


def _is_fact(page: Page, grounds: Grounds, match: "re.Match[str]", inside: Spans) -> bool:
    """Tell whether a match lies outside the silent paragraphs, and is neither supposed nor the requester's."""
    if _within(inside, match.start()):
        return False
    first, _ = grounds.sentence_at(match.start())
    if _SAFE.search(grounds.words, first, match.start()) or _SUPPOSED.search(grounds.words, first, match.start()):
        return False
    folded = page.prose.folded
    return not page.is_quoted(folded.start(match.start()), folded.end(match.end()))


def _attached(page: Page, grounds: Grounds, inside: Spans) -> Iterator[Finding]:
    """Find an attachment whose name tells of what the letter is silent on: the kind of event, or two words of it."""
    alone = grounds.first(_QUESTION) is None
    silent = _subject(" ".join(grounds.words[first:last] for first, last in inside))
    for start, end in _names_of_files(grounds):
        name = grounds.words[start:end]
        shared = _subject(re.sub(r"[_\W]+", " ", name)) & silent
        if not _GENERAL_NAME.search(name) and (
            shared & _EVENTS
            or len(shared) > 1
            or (shared and "redact" in name.lower())
            or (alone and _OF_A_CASE.search(name))
        ):
            yield rules()["ncnd.tip-off"].broken_at(page, start, end)


def _names_of_files(grounds: Grounds) -> Iterator[tuple[int, int]]:
    """Yield the spans of the names of files, and of the items of a line of enclosures."""
    lines = tuple(match.span(1) for match in grounds.find(_ENCLOSED))
    for first, last in lines:
        for item in re.finditer(r"[^;,]+", grounds.words[first:last]):
            yield first + item.start(), first + item.end()
    for match in grounds.find(_FILE):
        if not _within(lines, match.start()):
            yield match.start(1), match.end()


def _subject(words: str) -> frozenset[str]:
    """Return the words that tell what a text is about, without their plural."""
    found = {word.rstrip("s") for word in re.findall(r"[a-z]{5,}", words.lower())}
    return frozenset(found - {word.rstrip("s") for word in _NAMES_NOTHING})


def _explained(grounds: Grounds, inside: Spans) -> Spans:
    """Return the silent paragraphs, each up to the next one, question or page's worth of words: the reasons may follow in a paragraph of their own."""
    heads = [match.start() for match in grounds.find(_QUESTION)]
    stops = sorted([*heads, *(first for first, _ in inside), len(grounds.words)])
    return tuple((first, min(stops[bisect_right(stops, last - 1)], last + _REASONS)) for first, last in inside)


def _one_sided(page: Page, grounds: Grounds, inside: Spans) -> Iterator[Finding]:
    """Find a letter that explains what one of the two answers would do and not the other."""
    for first, last in _explained(grounds, inside):
        # The words "neither confirm nor deny" themselves name both.
        said = _NEITHER.sub(lambda match: " " * len(match.group()), grounds.words[first:last])
        if _EITHER.search(said) or bool(_DENIED.search(said)) == bool(_CONFIRMED.search(said)):
            continue
        for match in (_DENIED if _DENIED.search(said) else _CONFIRMED).finditer(said):
            if _HARMS.search(grounds.words, *grounds.sentence_at(first + match.start())):
                yield rules()["ncnd.one-sided"].broken_at(page, first + match.start(), first + match.end())
                break


def _limb(page: Page, grounds: Grounds, inside: Spans) -> Iterator[Finding]:
    """Require a provision that lifts the duty, and the right limb of each exemption cited in the same paragraph."""
    lifted = {
        base_of(ground.ref)
        for ground in grounds.grounds
        if ground.provision is not None and ground.provision.lifts_duty
    }
    stated = grounds.first(_WHOLE)
    # What the pack does not know, law.unknown speaks of.
    unknown = any(ground.provision is None for ground in grounds.grounds)
    if grounds.regime and stated and not (grounds.exemptions or lifted or unknown):
        yield rules()["ncnd.provision"].broken_at(page, *stated.span())
    for first, last in inside:
        for ground in grounds.exemptions:
            provision = ground.provision
            if provision is None or not first <= ground.start <= last or provision.lifts_duty:
                continue
            # Section 18 of the Scottish Act lifts the duty for many exemptions; elsewhere each has a limb of its own.
            right = {base_of(ground.ref), base_of(provision.ncnd)}
            if not right & lifted and (provision.ncnd or not lifted):
                yield rules()["ncnd.limb"].broken_at(page, ground.start, ground.end)
                return

"""Names of people in a letter, found by what stands beside them.

A capital letter makes no name: streets, hospitals, companies and headings have capitals too. A name is
found only with a title, a rank, a part in the case ("the complainant, …"), a signature in something
that is quoted or enclosed, or a given name from a list before a surname. What is named after a person
(a foundation, a road, a law, a case) is passed over, and so are judges, ministers and heads of
services, whose names belong to their office.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.checks.name_words import GIVEN, NAMESAKES, NO_SURNAMES, OTHER_THINGS
from assistant.checks.seek import Seeker

_PART = r"(?:(?:O'|Mc|Mac|De|Le|Du)?[A-Z][a-z]{1,20}(?:[-'][A-Z][a-z]{1,20}){0,2})"
_INITIALS = r"(?:[A-Z]\.? ?){1,3}"
_FULL = rf"{_PART}(?: (?:[A-Z]\.? )?(?:(?:van|von|de|der|bin|al) )?{_PART}){{1,2}}"
_TITLED = re.compile(
    rf"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Rev)\.? (?P<name>(?:{_INITIALS} ?)?{_PART}(?: {_PART}){{0,2}})"
)
_RANKED = re.compile(
    r"\b(?:(?:PC|PCSO|WPC|DC|DS|DI|DCI|PS|Sgt|Sergeant|Insp|Inspector|(?:Police |Detective |Special )?Constable|Police Sergeant"
    r"|Detective (?:Sergeant|Inspector|Chief Inspector|Superintendent)|Superintendent|(?:Leading )?Firefighter|Paramedic|(?:Prison|Custody|Prison Custody|Housing|Enforcement|Benefits|Case|Probation|Youth|Support) Officer"
    r"|(?:Staff |Charge |Senior |District |School |Student )?Nurse|(?:Ward )?Sister|Matron|(?:Senior |Student )?Midwife|Health ?[Cc]are Assistant|Teaching Assistant"
    r"|(?:Senior )?Social Worker|Case ?[Ww]orker|(?:Watch|Crew|Station|Group) Manager|Porter|(?:Senior )?Lecturer|Teacher|Call Handler|Control Room Operator"
    r"|Cpl|Corporal|Pte|Capt|Captain|Lt|Lieutenant)\.?)(?P<number> [A-Z]{0,2}\d{2,6}[A-Z]{0,2})?"
    rf" (?P<name>(?:{_INITIALS} ?)?{_PART}(?: {_PART}){{0,2}})"
)
_AFTER_RANK = re.compile(
    rf"(?<![\w.])(?P<name>{_INITIALS} ?{_PART}), ?"
    r"(?:PC|PCSO|DC|DS|DI|Sergeant|Inspector|Constable|Corporal|Captain|Lieutenant|Firefighter|Nurse|Registrar|Caseworker|Teacher|Social Worker)\b"
)
_PARTS_PLAYED = (
    r"complainant|victim|witness|patient|pupil|detainee|prisoner|suspect|offender|tenant|service user|resident|neighbour|informant|whistleblower"
    r"|deceased|next of kin|bereaved|claimant|foster carer|carer|employee|subject|caller|driver|passenger|arrestee|child|son|daughter|mother|father"
    r"|husband|wife|partner|sister|brother"
)
_PLAYED = re.compile(
    rf"\b(?P<part>(?i:{_PARTS_PLAYED}))(?P<link>'s name (?:is|was)| whose name (?:is|was)|,? (?:is |was )?(?:named|called)|,|:|) "
    rf"(?P<name>{_FULL}|(?:[A-Z]\. ?){{1,3}}{_PART})"
)
# What is done to people alone, or is theirs, tells that the words before it are a name, however rare.
_DONE = (
    r"off (?:with|for)|ill with|sent home|excluded|bullied|cautioned|sectioned|detained|diagnosed|admitted to|interviewed|spoken to|off sick|signed off|pregnant|made redundant|dismissed|late for|absent"
    r"|suspended (?:with|on)\w* (?:full |half )?pay|suspended from (?:duty|school|work|driving)|promoted|demoted|taken ill|on (?:sick|maternity|paternity) leave|resigned|retired|passed away|reprimanded|handcuffed|tasered|hospitalised|adopted|born|widowed|rehoused|evicted|arrested|convicted|given a (?:warning|detention|caution)|placed (?:in|with)"
)
_LIVED = re.compile(
    rf"(?<![\w'-])(?P<name>{_FULL})(?:,? (?:who|aged [0-9]{{1,3}},?))?(?:(?: (?:had|has|have|was|were|is|being|been|recently|later|since|then|also|again|not)){{1,4}} (?:{_DONE})"
    r"| (?:resigned|retired|died|passed away|fainted|fell ill))\b"
)
_KIN_OF = re.compile(
    rf"(?<![\w'-])(?P<name>{_FULL})\b(?:[^.;\n]{{1,80}}?\b(?:his|her) (?:mother|father|mum|dad|parents?|sons?|daughter|wife|husband|partner|brother|sister|family|child(?:ren)?|home|GP"
    r"|shoes|uniform|sickness|absence|pregnancy|line manager|solicitor|tenancy|benefits?|behaviour)\b)"
)
_SIGNED_BY = re.compile(rf"\b(?:[Ss]igned(?: by)?|[Ww]ritten by|[Ss]tatement of|[Nn]ame)[: ]{{1,3}}(?P<name>{_FULL})")
_GIVEN_FIRST = re.compile(rf"(?<![\w'-])(?P<name>{_FULL})(?![\w-])")
_SIGN_OFF = re.compile(
    r"^[\s>*_]{0,6}(?:Yours (?:sincerely|faithfully|truly)|(?:Kind(?:est)?|Best|Warm) regards|Regards|Many thanks|Best wishes|Sincerely)\b[,.]?[ *_]{0,4}$",
    re.M | re.I,
)
_SIGNATURE = re.compile(rf"\s{{0,8}}[*_]{{0,3}}(?P<name>{_FULL}|{_INITIALS} ?{_PART})[*_]{{0,3}}[ \t]*(?=[\n,\"]|\Z)")
_VERSUS = re.compile(rf" v\.? (?:the )?({_PART})?")
_LAST_PART = re.compile(rf"{_PART}\Z")
_IN_CASE_BEFORE = re.compile(r"(?:\bv\.?|\bRe:?|\bR \(|on the application of) (?:the )?\Z")
_IN_CASE_AFTER = re.compile(
    r"(?: and (?:others|another))?\)? v\.? |(?: and (?:others|another))? \[(?:19|20)\d\d\]|'s (?:Law|Rule|case)\b"
)
_OF_OFFICE_BEFORE = re.compile(
    r"(?:\b(?:Chief|Deputy|Assistant|Tribunal|District|Circuit|Judge|Sir|Dame|Lord|Lady|Baroness|Baron|Councillor|Cllr|Minister|Secretary|Secretary of State"
    r"|Mayor|President|Chair|Chairman|Leader|Commissioner|Executive|Director|Director of [A-Z]\w+|Officer|Principal|Coroner|Justice|King|Queen"
    r"|Prince|Princess|Saint|St|MP|MSP|MS|PCC|Registrar|Headteacher|Constable|Rt Hon|Professor|Solicitor),? |\bSt\.? )(?:[A-Z]\w+ ){0,2}\Z"
)
_OF_OFFICE_AFTER = re.compile(
    r",? (?:MP|MSP|MS|AM|MLA|KC|QC|PCC|LJ|J)\b|, (?:the |our |then )?(?:former )?(?:Chief|Director|Minister|Secretary of State|Mayor|Leader|Chair|Head"
    r"|Commissioner|Managing|Principal|Deputy Chief|Assistant Chief|Vice|President|Judge|Coroner|author)\b"
)
_THING_AFTER = re.compile(
    r" (?:building|hospital|school|foundation|trust|inquiry|report|review|case|road|street|house|room|wing|ward|centre|award|law|scheme|and (?:Sons|Co)\b"
    r"|& |plc\b|LLP\b|Ltd\b|Inc\b|[A-Z][a-z]+)"
)
_ENCLOSURE = re.compile(r"^[\s#*_]{0,6}(?:Annex|Appendix|Enclosure|Attachment|Schedule)\b", re.M | re.I)
_DEAR = re.compile(r"^[ \t*_]{0,4}Dear (?P<name>[^\n,]{1,60})", re.M)
_OWN_LEAD = re.compile(
    r"(?:(?:please|can|may|should|to) contact|contact(?: name| officer)?:|case ?officer|dealt with by|handled by|decision[- ]maker|prepared by|approved by|our ref|please (?:write|reply) to|write to|ask for"
    r"|speak to|attn|FAO|reviewed by|review (?:officer|by)|internal review (?:to|from))[^.\n]{0,40}\Z",
    re.I,
)
_HEAD_REACH = 3000
_FOOT_REACH = 500
_BEFORE_REACH = 60


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text.

    Attributes:
        start: where it begins, title and all.
        end: where it ends.
        played: whether it is given as the complainant, a witness, a patient or the like.
    """

    start: int
    end: int
    played: bool = False


def find_names(letter: Seeker, known: str = "") -> Iterator[Name]:
    """Yield the names of people who are not the letter's own, in no order; spans may overlap.

    Args:
        letter: the letter, folded to plain characters.
        known: words in which a name is no third party's: the contact block, the addressee, the request.
    """
    text, own = letter.text, own_spans(letter)
    familiar = _familiar(letter, known, own)
    for name, words in _candidates(letter, own):
        if not _is_own(text, name, own) and not set(words.split()) & familiar and not _is_of_case(text, name):
            yield name


def own_spans(letter: Seeker) -> tuple[tuple[int, int], ...]:
    """Return where the letter names its own people: its head, up to the salutation, and its signature."""
    text = letter.text
    dear = _DEAR.search(text, 0, _HEAD_REACH)
    spans = [(0, dear.end())] if dear and not _is_quoted(text, dear.start()) else []
    signed = own_sign_off(letter)
    if signed is not None:
        spans.append((signed.start(), signed.end() + _FOOT_REACH))
    return tuple(spans)


def own_sign_off(letter: Seeker) -> "re.Match[str] | None":
    """Return the letter's own closing words: the last that nothing quotes and that stand in no enclosure."""
    text = letter.text
    annex = 0
    last: re.Match[str] | None = None
    for match in letter.find(_SIGN_OFF):
        enclosed = last is not None and bool(_ENCLOSURE.search(text, last.end(), match.start()))
        annex = annex or (match.start() if enclosed else 0)
        if not annex and not _is_quoted(text, match.start()):
            last = match
    return last


def _is_quoted(text: str, place: int) -> bool:
    """Tell whether a place is inside quotation marks that its paragraph opened, or on a line that begins with ">"."""
    near = max(0, place - _HEAD_REACH)
    line = text.rfind("\n", near, place) + 1
    opened = max(text.rfind("\n\n", near, place), near)
    return text[line : line + 8].lstrip().startswith(">") or text.count('"', opened, place) % 2 == 1


def _familiar(letter: Seeker, known: str, own: tuple[tuple[int, int], ...]) -> frozenset[str]:
    """Return surnames that are the addressee's, the signing officer's, the request's or a case's."""
    text = letter.text
    words = " ".join([known, *(text[start:end] for start, end in own)])
    surnames = {word for word in re.findall(_PART, words) if word not in GIVEN and word not in OTHER_THINGS}
    cases = {part for match in letter.find(_VERSUS) for part in _parties(text, match)}
    return frozenset((surnames | cases) - OTHER_THINGS)


def _parties(text: str, versus: "re.Match[str]") -> Iterator[str]:
    """Yield the names on either side of "v"."""
    before = _LAST_PART.search(text[max(0, versus.start() - _BEFORE_REACH) : versus.start()])
    yield from (part for part in (before and before.group(), versus.group(1)) if part)


def _candidates(letter: Seeker, own: tuple[tuple[int, int], ...]) -> Iterator[tuple[Name, str]]:
    """Yield what has the look of a name, with the surname, which must be nobody else's."""
    text = letter.text
    for pattern in (_TITLED, _RANKED):
        for match in letter.find(pattern):
            if not _is_titled_thing(text, match) and not _has_office(text, match):
                yield Name(match.start(), match.end("name")), _surname(match)
    for match in letter.find(_AFTER_RANK):
        yield Name(*match.span("name")), _surname(match)
    for match in letter.find(_PLAYED):
        if _plays_a_part(match) and _is_whole(text, match):
            yield Name(*match.span("name"), played=True), _surname(match)
    for pattern in (_SIGNED_BY, _GIVEN_FIRST):
        for match in letter.find(pattern):
            if _begins_given(match) and _is_whole(text, match) and not _has_office(text, match):
                yield Name(*match.span("name")), _surname(match)
    for pattern in (_LIVED, _KIN_OF):
        for match in letter.find(pattern):
            if _is_whole(text, match) and not _has_office(text, match):
                yield Name(*match.span("name")), _surname(match)
    yield from _signatures(letter, own)


def _signatures(letter: Seeker, own: tuple[tuple[int, int], ...]) -> Iterator[tuple[Name, str]]:
    text = letter.text
    for signed in letter.find(_SIGN_OFF):
        match = _SIGNATURE.match(text, signed.end())
        if match and not any(start <= signed.start() < end for start, end in own) and _is_whole(text, match):
            yield Name(*match.span("name")), _surname(match)


def _surname(match: "re.Match[str]") -> str:
    return match.group("name").split()[-1]


def _begins_given(match: "re.Match[str]") -> bool:
    return match.group("name").split()[0] in GIVEN


def _plays_a_part(match: "re.Match[str]") -> bool:
    """Tell "the complainant, Jane Roe" from "Child Sexual Exploitation": a link, or a small letter and a given name."""
    given = _begins_given(match) or match.group("name")[1] in ". "
    return (
        "name" in match.group("link")
        or "called" in match.group("link")
        or (given and bool(match.group("link") or match.group("part").islower()))
    )


def _is_titled_thing(text: str, match: "re.Match[str]") -> bool:
    """Tell "PC World" and "Dr Smith Surgery" from "Mr Hill" and "Mr John Hill"."""
    words = match.group("name").split()
    if len(words) == 1 and match.re is _TITLED:
        return words[0] in NO_SURNAMES or bool(_THING_AFTER.match(text, match.end()))
    rest = words[:-1] if words[0] in GIVEN and len(words) == 2 else words
    return any(word in OTHER_THINGS for word in rest) or bool(_THING_AFTER.match(text, match.end()))


def _is_whole(text: str, match: "re.Match[str]") -> bool:
    """Tell whether a match is a name by itself, and not the first words of something named after a person."""
    name, (start, end) = match.group("name"), match.span("name")
    words = name.split()
    if any(word in OTHER_THINGS for word in words) or " ".join(words[:2]) in NAMESAKES:
        return False
    return not _names_a_thing(text, start, end, name)


def _names_a_thing(text: str, start: int, end: int, name: str) -> bool:
    before = text[max(0, start - _BEFORE_REACH) : start]
    if any(word in OTHER_THINGS for word in name.split()) or re.search(
        r"\b(?:[Tt]he|St\.?|\d{1,4}[A-Za-z]?,?) \Z", before
    ):
        return True
    return bool(_THING_AFTER.match(text, end))


def _has_office(text: str, match: "re.Match[str]") -> bool:
    start, end = match.span("name")
    before = text[max(0, start - _BEFORE_REACH) : start]
    return bool(_OF_OFFICE_BEFORE.search(before) or _OF_OFFICE_AFTER.match(text, end))


def _is_own(text: str, name: Name, own: tuple[tuple[int, int], ...]) -> bool:
    if any(start <= name.start < end for start, end in own):
        return True
    before = text[max(0, name.start - _BEFORE_REACH) : name.start]
    return bool(_OWN_LEAD.search(before)) or bool(re.search(r"\bDear \Z", before))


def _is_of_case(text: str, name: Name) -> bool:
    before = text[max(0, name.start - _BEFORE_REACH) : name.start]
    return bool(_IN_CASE_BEFORE.search(before) or _IN_CASE_AFTER.match(text, name.end))


def is_given(word: str) -> bool:
    """Tell whether a word, in any case, is a given name of the list."""
    return word.capitalize() in GIVEN

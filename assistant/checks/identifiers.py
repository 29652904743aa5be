"""Numbers and marks that stand for one person: health, pupil, licence and bank numbers, handles, and references to a person's case.

Sources of the forms: https://www.datadictionary.nhs.uk/attributes/nhs_number.html (check digit; the CHI number of Scotland has the same, and begins
with a date of birth), https://www.gov.uk/hmrc-internal-manuals/national-insurance-manual/nim39110 (prefixes), the Government Data Standards Catalogue
on the unique pupil number (check letter). What has no check digit is found only beside its name ("passport number").
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.checks.seek import Seeker


@dataclass(frozen=True, slots=True)
class Seen:
    """Something that looks like personal data, at a place of the folded text.

    Attributes:
        code: the code of its finding.
        start: where it begins.
        end: where it ends.
        sure: whether it is beyond doubt what it is, and a person's.
        what: what it is, for the officer.
    """

    code: str
    start: int
    end: int
    sure: bool
    what: str


_LINK = r"(?: (?:no\b\.?|number|ref(?:erence)?\b\.?|id|code|card)){0,2}[:#]?(?: (?:is|was|of))?[: ]{0,3}"
_NI = re.compile(
    r"\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?[0-9]{2}[ -]?[0-9]{2}[ -]?[0-9]{2}[ -]?[A-D]\b"
)
# Whatever its letters, so named it is one: a wrong or a made-up number stands for a person all the same.
_NI_NAMED = re.compile(
    rf"\b(?:NI(?:NO)?|National Insurance){_LINK}(?P<it>[A-Z]{{2}}[ -]?[0-9]{{2}}[ -]?[0-9]{{2}}[ -]?[0-9]{{2}}[ -]?[A-Z])\b",
    re.I,
)
_TEN = re.compile(r"(?<![\w/.-])[0-9]{3}(?P<gap>[ -]?)[0-9]{3}[ -]?[0-9]{4}(?![\w/-])")
_CHI = re.compile(rf"\b(?:CHI|Community Health Index){_LINK}(?P<it>[0-9]{{6}}[ -]?[0-9]{{4}})(?![\w-])", re.I)
_UPN = re.compile(r"\b[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]\b")
_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_PASSPORT = re.compile(rf"\bpassport{_LINK}(?P<it>[A-Z]?[0-9]{{8,9}})\b", re.I)
_LICENCE = re.compile(r"\b(?=[A-Z])[A-Z9]{5} ?[0-9][0156][0-9][0-3][0-9]{2} ?[A-Z9]{2} ?[0-9][A-Z]{2}\b")
_LICENCE_NAMED = re.compile(rf"\b(?:driving|driver's|driver) licen[cs]e{_LINK}(?P<it>[0-9]{{8}})\b", re.I)
# Numbers that a body gives to each of its people. "Student numbers" and "a pupil number of 412" are counts.
_ENROLLED = re.compile(
    r"\b(?:student|pupil|learner|candidate|matriculation|enrolment|employee|payroll|staff|prison(?:er)?|custody|hospital|patient|member|service|collar"
    r"|HESA|UCAS|ULN|PNC|CRO|NOMIS)(?: (?:no\b\.?|number|id|ref(?:erence)?\b\.?|identifier)){1,2}[:#]?(?: (?:is|was))?[: ]{0,3}"
    r"(?P<it>(?=[A-Z0-9/-]{0,12}[0-9])[A-Z]{0,3}[0-9]{2,5}/?[0-9]{2,7}[A-Z]{0,2})\b(?![,.][0-9])",
    re.I,
)
_SORT_CODE = r"(?:sort ?code)[:. ]{0,3}(?:is |of )?[0-9]{2}[- ]?[0-9]{2}[- ]?[0-9]{2}\b"
_ACCOUNT = r"(?:bank |building society )?(?:account(?: (?:no\b\.?|number)){0,2}|acct|a/c (?:no\b\.?|number))[:. ]{0,3}(?:is |of )?[0-9]{8}\b"
_BANK = re.compile(
    rf"\b{_SORT_CODE}(?:[,;/ ]{{1,3}}(?:and )?{_ACCOUNT})?|\b{_ACCOUNT}(?:[,;/ ]{{1,3}}(?:and )?{_SORT_CODE})?"
    r"|\bGB[0-9]{2} ?[A-Z]{4} ?(?:[0-9]{4} ?){3}[0-9]{2}\b",
    re.I,
)
# The account that a reply tells the requester to pay into.
_TO_PAY = re.compile(
    r"\b(?:please (?:pay|send|make|transfer)(?! (?:me|my|it to my)\b)|payable to|pay(?:ment)? (?:us|to us|to the|by|can|may|should|must)|(?:can|may|should) (?:be paid|pay)|our (?:own )?(?:bank|account)"
    r"|quoting|the (?:council|trust|authority|university|school|board|department)'s (?:bank |own )?account)\b",
    re.I,
)
_CARD = re.compile(r"(?<![\w-])(?:[0-9]{4}[ -]){3}[0-9]{4}(?![\w-])")
_HANDLE = re.compile(
    r"(?<![\w@./+-])@[A-Za-z_][\w]{2,29}\b(?![@.]\w)|\b(?:facebook|instagram|linkedin|twitter|tiktok|snapchat)\.com/(?:in/|@|add/)?[\w.-]{3,40}",
    re.I,
)
_BODYS_HANDLE = re.compile(
    r"police|council|nhs|gov|trust|univ|college|school|academy|fire|rescue|news|official|press|info|ico\b|bbc|borough|county|city|town|foi|team|service|dept|department|board"
    r"|museum|library|transport|travel|rail|bus|homes|housing|health|hospital|care|charity|uk\b|help|support|media|login|share|groups|pages|company|hashtag|events",
    re.I,
)
_OWN_HANDLE = re.compile(r"\b(?:our|us|we|follow|the (?:council|trust|authority|force|university|school)'s)\b", re.I)
_CASE = re.compile(
    r"\b(?:crime|case|custody|incident|claim|investigation|complaint|offence|charge|arrest|safeguarding|referral)(?: (?:ref(?:erence)?\b\.?|no\b\.?|number|file|log|record)){1,2}"
    r"[:#]?(?: (?:is|was|of))?[: ]{0,3}(?P<it>(?=[\w/-]{0,20}[0-9]{3})[A-Z0-9][\w/-]{3,20})\b",
    re.I,
)
_OWN_CASE = re.compile(
    r"\b(?:your?|our|FOI|EIR|FOISA|this request|planning|tribunal|Commissioner)\b[^.\n]{0,40}\Z", re.I
)
_HIS = re.compile(
    r"\b(?:his|her|their|whose|(?:complainant|victim|suspect|witness|tenant|patient|pupil|student|employee|driver|detainee|child|resident|claimant)(?:'s)?)\b",
    re.I,
)
_OF_A_REFERENCE = re.compile(
    r"(?:\bref(?:erence)?|\bcase|\border|\binvoice|\bcode|\bFOI|\bticket|\bNo\.?|\bnumber)(?: no\.?| number)?[:.]? ?(?:\| ?)?\Z",
    re.I,
)
_OF_A_BATCH = re.compile(
    r"\b(?:batch|lot|serial|part|stock|catalogue|product|asset)(?: no\.?| number)?[:.]? ?(?:\| ?)?\Z", re.I
)
_OF_A_PATIENT = re.compile(
    r"\bnhs\b|patients?\b|\bward|hospital|clinic|\bGP\b|treatment|\bCHI\b|health record|medical|bed\b|\b(?:tablets?|pharmac\w+|medication|prescri\w+|dispens\w+|dose|discharge|admission|admitted|appointment|A&E|nurse|doctor|surgery|ambulance|x-?ray|scan|blood|specimen)\b",
    re.I,
)
_NEAR = 160


def identifiers(letter: Seeker, known: str) -> Iterator[Seen]:
    """Yield the numbers that stand for one person, in no order.

    Args:
        letter: the folded text.
        known: the authority's own contact block, whose account and handles are fine.
    """
    yield from _by_form(letter)
    yield from _health(letter)
    yield from _named(letter, _PASSPORT, "person.passport", "a passport number")
    yield from _named(letter, _LICENCE_NAMED, "person.licence", "a driving licence number")
    yield from _named(letter, _ENROLLED, "person.number", "a number that stands for one person")
    yield from _bank(letter, known)
    yield from _handles(letter, known)


def _by_form(letter: Seeker) -> Iterator[Seen]:
    for match in letter.find(_NI):
        yield Seen("person.ni", *match.span(), sure=True, what="a National Insurance number")
    for match in letter.find(_NI_NAMED):
        if not _NI.fullmatch(match["it"]):
            yield Seen("person.ni", *match.span("it"), sure=True, what="a National Insurance number")
    for match in letter.find(_UPN):
        if is_pupil_number(match.group()):
            yield Seen("person.pupil", *match.span(), sure=True, what="a unique pupil number")
    for match in letter.find(_LICENCE):
        yield Seen("person.licence", *match.span(), sure=True, what="a driving licence number")


def _named(letter: Seeker, pattern: "re.Pattern[str]", code: str, what: str) -> Iterator[Seen]:
    for match in letter.find(pattern):
        if not re.search(r"\byour \Z", letter.text[max(0, match.start() - 8) : match.start()], re.I):
            yield Seen(code, *match.span("it"), sure=False, what=what)


def _health(letter: Seeker) -> Iterator[Seen]:
    """Yield CHI numbers, by their name or among patients, and NHS numbers."""
    text, chi = letter.text, set()
    for match in letter.find(_CHI):
        if _begins_with_a_date(match.group("it")):
            chi.add(match.start("it"))
            yield Seen("person.chi", *match.span("it"), sure=True, what="a CHI number, which holds a date of birth")
    for match in letter.find(_TEN):
        if match.start() in chi or not is_nhs_number(match.group()):
            continue
        around = text[max(0, match.start() - 200) : match.end() + 120]
        lead = text[max(0, match.start() - 30) : match.start()].replace("NHS number", "")
        near = bool(_OF_A_PATIENT.search(text[max(0, match.start() - 60) : match.end() + 20]))
        if _OF_A_BATCH.search(lead):
            continue
        if (match.group("gap") and not _OF_A_REFERENCE.search(lead)) or near:
            sure = near or bool(_OF_A_PATIENT.search(around))
            yield Seen("person.nhs", *match.span(), sure=sure, what="an NHS number")


def _begins_with_a_date(number: str) -> bool:
    return 1 <= int(number[:2]) <= 31 and 1 <= int(number[2:4]) <= 12


def is_nhs_number(text: str) -> bool:
    """Tell whether ten digits pass the NHS number's check: weights 10 to 2, modulus 11."""
    digits = [int(char) for char in text if char.isdigit()]
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    rest = 11 - sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits, strict=False)) % 11
    return rest % 11 == digits[9] and rest != 10


def is_pupil_number(text: str) -> bool:
    """Tell whether thirteen characters pass the unique pupil number's check: each by its place, modulus 23, as a letter."""
    values = [int(char) if char.isdigit() else _UPN_LETTERS.index(char) for char in text[1:]]
    return text[0] == _UPN_LETTERS[sum(place * value for place, value in enumerate(values, start=2)) % 23]


def _bank(letter: Seeker, known: str) -> Iterator[Seen]:
    text = letter.text
    digits = _digits(known)
    for match in letter.find(_BANK):
        if _digits(match.group())[-8:] not in digits and not _is_to_be_paid(text, match.start()):
            yield Seen("person.bank", *match.span(), sure=False, what="a bank account")
    for match in letter.find(_CARD):
        if _passes_luhn(_digits(match.group())):
            yield Seen("person.bank", *match.span(), sure=False, what="a payment card's number")


def _is_to_be_paid(text: str, place: int) -> bool:
    """Tell whether the paragraph invites the reader to pay into the account."""
    near = max(0, place - 2 * _NEAR)
    first = max(text.rfind("\n\n", near, place), near)
    return bool(_TO_PAY.search(text[first : place + _NEAR].replace("\n", " ")))


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def _passes_luhn(digits: str) -> bool:
    doubled = [int(char) * (2 - place % 2) for place, char in enumerate(digits)]
    return sum(one - 9 if one > 9 else one for one in doubled) % 10 == 0


def _handles(letter: Seeker, known: str) -> Iterator[Seen]:
    for match in letter.find(_HANDLE):
        lead = letter.text[max(0, match.start() - 60) : match.start()]
        name = match.group().rpartition("/")[2]
        if not (_BODYS_HANDLE.search(name) or _OWN_HANDLE.search(lead) or name.lower() in known.lower()):
            yield Seen("person.handle", *match.span(), sure=False, what="a social media account")


def cases_of(letter: Seeker, named: Iterable[int]) -> Iterator[Seen]:
    """Yield references to a case or crime in a sentence that names its person.

    Args:
        letter: the folded text.
        named: where people are named in it.
    """
    text, places = letter.text, sorted(named)
    for match in letter.find(_CASE):
        near = max(0, match.start() - _NEAR)
        first = max(text.rfind(". ", near, match.start()), text.rfind("\n", near, match.start()), near)
        ends = [end for mark in (". ", "\n") if (end := text.find(mark, match.end(), match.end() + _NEAR)) >= 0]
        last = min([match.end() + _NEAR, *ends])
        told = any(first <= place < last for place in places) or _HIS.search(text, first + 1, last)
        if told and not _OWN_CASE.search(text[max(0, match.start() - _NEAR) : match.start("it")]):
            yield Seen("person.case", *match.span("it"), sure=False, what="the reference of a person's case")

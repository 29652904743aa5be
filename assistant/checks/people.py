"""Other people's personal data in a letter: ``person.*``.

Emails, telephones, National Insurance and NHS numbers, dates of birth, vehicle marks and home
addresses, save those of the authority's own contact block, the regulator and the addressee.
"""

import re
from collections.abc import Iterator

from assistant.checks.page import Page
from assistant.findings import Finding, Verdict

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_PHONE = re.compile(r"(?<![\w/.-])(?:\+44\s?(?:\(0\)\s?)?|0)(?:[0-9][\s-]?){8,9}[0-9](?![\w/-])")
_NI = re.compile(
    r"\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\s?[0-9]{2}\s?[0-9]{2}\s?[0-9]{2}\s?[A-D]\b"
)
_NHS = re.compile(r"(?<![\w/.-])[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}(?![\w/-])")
_BIRTH = re.compile(
    r"\b(?:date of birth|d\.?o\.?b\.?|born on|born)\b[:\s]{0,3}(?:is |was )?"
    r"(?:[0-9]{1,2}[/.-][0-9]{1,2}[/.-](?:[0-9]{4}|[0-9]{2})|[0-9]{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8} (?:19|20)[0-9]{2})",
    re.I,
)
_MARK = re.compile(r"\b[A-HJ-PR-Y][A-HJ-PR-Y][0-9]{2}\s?[A-HJ-PR-Z]{3}\b")
_HOME = re.compile(
    r"\b(?:flat\s[0-9]{1,4}[a-z]?,?\s)?[0-9]{1,4}[A-Za-z]?,?\s(?:[A-Z][a-z']{1,20}\s){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Close|Drive|Way|Court|Place"
    r"|Crescent|Gardens|Terrace|Grove|Row|Square|Hill|Walk|Mews)\b[^\n]{0,60}?\b[A-Z]{1,2}[0-9][0-9A-Z]?\s?[0-9][A-Z]{2}\b"
)
_GENERIC = re.compile(
    r"^(?:foi|foia|freedomofinformation|freedom\.of\.information|foi\.?requests?|foi\.?team|enquir\w*|inquir\w*|info|information|informationgovernance"
    r"|information\.?rights?|contact\w*|customer\w*|complaints?|feedback|press|media|help\w*|icocasework|casework|mail|admin|office|data\.?protection|dpo"
    r"|disclosure\w*|internal\.?review\w*|correspondence|access\w*|dataaccess|records|request-[0-9a-f-]+|publicaccess|tribunal\w*|grc|legal|hr|jobs|recruitment)[\w.+-]*@",
    re.I,
)
_OFFICIAL = re.compile(
    r"ico\.org\.uk|foi\.scot|itspublicknowledge|example\.(?:com|org|net|gov\.uk)|whatdotheyknow\.com", re.I
)
# The regulator's helplines, and numbers kept free for drama by the regulator of telephones.
_KNOWN_PHONES = ("03031231113", "01625545745", "01334464610")
_SERVICE_PHONES = ("0300", "0303", "0330", "0333", "0345", "0370", "0344", "0800", "0808")

_SHAPES = (
    ("person.ni", _NI, "a National Insurance number"),
    ("person.birth", _BIRTH, "a date of birth"),
    ("person.address", _HOME, "a home address"),
    ("person.vehicle", _MARK, "a vehicle's registration mark"),
)
_MESSAGE = "This looks like {what} of a third party."
_REMEDY = "Take it out, or add it to the authority's own contact details if it is one of them."


def check(page: Page) -> Iterator[Finding]:
    """Find personal data that is not the authority's, the regulator's or the addressee's."""
    known = _known(page)
    for match in _EMAIL.finditer(page.text):
        if not _is_own_email(match.group(), known):
            yield _found(page, match, "person.email", Verdict.REVIEW, "an email address")
    for match in _PHONE.finditer(page.text):
        if not _is_own_phone(page, match, known):
            yield _found(page, match, "person.phone", Verdict.REVIEW, "a telephone number")
    for match in _NHS.finditer(page.text):
        if _nhs_number(match.group()) and re.search(
            r"nhs|patient", page.text[max(0, match.start() - 60) : match.end() + 20], re.I
        ):
            yield _found(page, match, "person.nhs", Verdict.BLOCK, "an NHS number")
    for code, shape, what in _SHAPES:
        for match in shape.finditer(page.text):
            if match.group() not in known:
                certain = code in {"person.ni", "person.birth"}
                yield _found(page, match, code, Verdict.BLOCK if certain else Verdict.REVIEW, what)


def _known(page: Page) -> str:
    material = page.material
    return "\n".join([material.contact, material.addressee])


def _is_own_email(email: str, known: str) -> bool:
    domain = email.rpartition("@")[2].lower()
    return (
        bool(_GENERIC.match(email) or _OFFICIAL.search(email))
        or email.lower() in known.lower()
        or f"@{domain}" in known.lower()
    )


def _is_own_phone(page: Page, match: "re.Match[str]", known: str) -> bool:
    digits = _digits(match.group())
    if digits in _digits(known) or digits in _KNOWN_PHONES or digits.startswith(_SERVICE_PHONES):
        return True
    if _nhs_number(match.group()) and "nhs" in page.text[max(0, match.start() - 40) : match.start()].lower():
        return True
    # A fixed line under the word "telephone" in a letter's head or foot is the authority's own.
    lead = page.text[max(0, match.start() - 40) : match.start()].lower()
    return not digits.startswith("07") and bool(re.search(r"tel|phone|call|switchboard|fax|helpline|contact us", lead))


def _digits(text: str) -> str:
    plain = "".join(char for char in text if char in "0123456789+")
    return plain.replace("+440", "0").replace("+44", "0").replace("+", "")


def _nhs_number(text: str) -> bool:
    """Tell whether ten digits pass the NHS number's check: weights 10 to 2, modulus 11."""
    digits = [int(char) for char in text if char.isdigit()]
    if len(digits) != 10:
        return False
    rest = 11 - sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits, strict=False)) % 11
    return rest % 11 == digits[9] and rest != 10


def _found(page: Page, match: "re.Match[str]", code: str, verdict: Verdict, what: str) -> Finding:
    start, end = match.span()
    return Finding(code, verdict, _MESSAGE.format(what=what), _REMEDY, start, end, page.quote(start, end))

"""Other people's personal data in a letter: ``person.*``.

Names, emails, telephones, dates of birth, vehicle marks, home addresses and the numbers of :mod:`assistant.checks.identifiers`,
save those of the authority's own contact block, the regulator, the addressee, the officer who signs and the request that
the letter quotes. The letter is read folded, so that marks and odd characters hide nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.checks.identifiers import Seen, cases_of, identifiers
from assistant.checks.mailboxes import is_personal, is_private
from assistant.checks.name_words import OTHER_THINGS
from assistant.checks.names import find_names, own_spans
from assistant.checks.page import Page
from assistant.checks.seek import Seeker
from assistant.findings import Finding, Verdict

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_PHONE = re.compile(
    r"(?<![\w/.-])(?:\+44 ?(?:\(0\) ?)?|\(0(?=[0-9 ]{2,6}\))|0)(?:[0-9]\)?[ -]{0,2}){8,9}[0-9](?![\w/-])"
)
_DATE = (
    r"(?:[0-9]{1,2}[/.-][0-9]{1,2}[/.-](?:[0-9]{4}|[0-9]{2})|(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}"
    r"|[0-9]{1,2}(?:st|nd|rd|th)? (?:of )?[A-Z][a-z]{2,8},? (?:19|20)[0-9]{2})"
)
_BIRTH = re.compile(
    rf"\b(?:(?P<sure>date of birth|birth ?date|d\.?o\.?b\b\.?)|born(?: on)?|b\.)[: ]{{0,3}}(?:is |was |of |as |given as |\()?{_DATE}",
    re.I,
)
_BORN_LATER = re.compile(
    r"(?:trust|council|service|scheme|organisation|company|school|board|authority|project|body|idea)[^.]{0,30}\Z", re.I
)
# Q and I are not in use in all places; beside a vehicle they are taken for a mark all the same.
_MARK = re.compile(r"\b[A-Z]{2}[0-9]{2}(?P<gap> ?)[A-Z]{3}\b")
_STRICT_MARK = re.compile(r"[A-HJ-PR-Z]{2}[0-9]{2} ?[A-HJ-PR-Z][A-HJ-Z]{2}")
# Marks before 2001, with a letter for the year before or after, without one, and of Northern Ireland.
_MARK_OF = r"(?:registration(?: mark| number| plate)?|number ?plate|\bVRM|\bVRN|\bplate|\breg(?:\.| no\.?| number)?)(?: (?:of|is|was|mark|number))?[: (]{1,3}"
_OLD_MARK = re.compile(
    rf"(?i:{_MARK_OF})(?P<it>(?:[A-HJ-NPR-TV-Y][0-9]{{1,3}} ?[A-Z]{{3}}|[A-Z]{{3}} ?[0-9]{{1,3}}[A-HJ-NPR-TV-Y]|[A-Z]{{1,3}} ?[0-9]{{1,4}}|[0-9]{{1,4}} ?[A-Z]{{1,3}})\b)"
)
_OF_A_MARK = re.compile(rf"{_MARK_OF}\Z", re.I)
_OF_A_VEHICLE = re.compile(
    r"\b(?:cars?|vans?|lorry|hatchback|saloon|estate|motor ?(?:cycle|bike)|vehicle|driver|driving|driven|parked|moped)\b",
    re.I,
)
_OF_A_DRIVER = re.compile(
    r"\b(?:he|she|her|his|who|(?:driver|owner|keeper|resident|neighbour|tenant|complainant|patient|visitor|motorist|parent|teacher|employee|officer|nurse|doctor|man|woman)(?:'s)?)\b",
    re.I,
)
_OF_A_FLEET = re.compile(
    r"\b(?:fleet|pool|patrol (?:cars?|vehicles?|vans?)|liveried|appliances?|ambulances?|gritters?|our (?:own )?vehicles?|council(?:'s)? vehicles?)\b",
    re.I,
)
_OF_A_REFERENCE = re.compile(
    r"(?:\bref(?:erence)?|\bcase|\border|\binvoice|\bcode|\bFOI|\bticket|\bNo\.?|\bnumber)(?: no\.?| number)?[:.]? ?\Z",
    re.I,
)
_STREET = (
    r"(?:[Ff]lat [0-9]{1,4}[A-Za-z]?,? )?(?<![\w/.])[0-9]{1,4}[A-Za-z]?,? (?:[A-Z][a-z']{1,20} ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Close|Drive"
    r"|Way|Court|Place|Crescent|Gardens|Terrace|Grove|Row|Square|Hill|Walk|Mews|Rise|View|Park|Green|Wynd|Brae)\b"
)
_HOME = re.compile(
    rf"\b{_STREET}(?:[^\n]{{0,60}}|[^\n]{{0,30}}\n[^\n]{{0,30}}|[^\n]{{0,30}}\n[^\n]{{0,30}}\n)?\b[A-Z]{{1,2}}[0-9][0-9A-Z]? ?[0-9][A-Z]{{2}}\b"
)
_LIVED_AT = re.compile(
    rf"(?:\b(?i:home address|lives|lived|living|resides|resided|residing|home|(?:tenants?|occupants?|occupiers?|residents?|householders?|family|lady|man|woman|couple|neighbours?)(?= (?:of|at) [0-9F]))(?: (?:is|was|of))?(?: at)?[: ]{{1,3}})(?P<where>{_STREET})"
)
_OF_AN_OFFICE = re.compile(
    r"(?:write to|contact us|post(?:ed)? to|postal address|registered office|our address|offices?|headquarters|reception|guildhall|county hall|city hall|council house|in person|come to|visit|register office|court|town hall|civic centre"
    r"|premises|shop|branch|surgery|school|station|depot|centre|site|planning application|library|Commissioner)\b[^\n.]{0,30}\Z",
    re.I,
)
_CALLED = re.compile(
    r"\btel\b|telephone|phone|call us|switchboard|fax|helpline|contact us|ring us|\bcall\b"
    r"|\b(?:team|line|desk|office|reception|control room|out of hours|queries|enquiries|emergenc(?:y|ies))\b",
    re.I,
)
# A number that somebody gives as one's own, or that is said to be another's.
_PRIVATELY = re.compile(
    r"\b(?:ring|call|phone|text|reach|contact|get) (?:hold of )?(?:me|him|her|them)\b|\b(?:my|his|her|their|home|private|personal|own|mum's|dad's|mother's|father's|wife's|husband's|partner's|son's|daughter's|neighbour's|witness's|complainant's|victim's|tenant's|patient's|resident's|caller's) (?:[a-z]+ )?(?:number|mobile|phone|landline|tel\w*|home)\b"
    r"|\b(?:home|private|personal) (?:number|phone|mobile|telephone)\b|\bat home\b|\b(?:complainant|witness|victim|neighbour|caller|informant|tenant|patient)\b[^.\n]{0,40}\b(?:on|number|tel\w*|mobile)\b",
    re.I,
)
_OFFICIALLY = re.compile(
    r"\b(?:switchboard|duty|reception|helpline|hotline|team|desk|office hours|press office|control room|depot|our|us)\b",
    re.I,
)
_INVITED = re.compile(
    r"\b(?:you (?:may|can|could|should|might)(?: also)?|please|or|to) (?:ring|phone|call|telephone|dial)\b[^.\n]{0,30}\Z",
    re.I,
)
_OF_A_BODY = re.compile(
    r"\b(?:Archives?|Council|Office|Team|Ltd|Limited|LLP|plc|Architects?|Solicitors?|Department|Centre|Service|Services|Company|Agents?|Agency|Hospital|Surgery|Library|Museum|Trust|Association|Partners|Consultants?|Contractors?|Commissioner|Registry|Unit|Desk)\b,?[^.\n]{0,40}\Z"
)
_EXTENDED = re.compile(r",? \(?(?:option|ext(?:ension)?\b)", re.I)
_SOMEBODYS = re.compile(
    r"\b(?:her|his|their|home|private|personal|neighbour|witness|complainant|victim|mobile)\b", re.I
)
# What stands quoted below such a heading is disclosed, and is not the request.
_ENCLOSURE = re.compile(r"^[\s#*_]{0,6}(?:Annex|Appendix|Enclosure|Attachment|Schedule|Document)\b", re.M)
_MESSAGE_HEAD = re.compile(r"^[\s>*_]{0,6}(?:Sent|Subject|Cc)[*_]{0,2}:", re.M)
_LIVES_AT = re.compile(
    r",? (?:of|at|from|(?:who )?(?:lives?|living|lived|resident|residing) (?:at|in)),? (?:[Ff]lat [0-9]{1,4}[A-Za-z]?,? |No\.? ?)?[0-9]{1,4}[A-Za-z]?,? [A-Z][a-z']+"
)
_IN_BRACKETS = re.compile(r"((?:[A-Z][\w'-]{1,20} ){1,5})\(\Z")
_LEAD, _SINGLE = 100, 9
_KNOWN_PHONES = ("03031231113", "01625545745", "01334464610")
_SERVICE_PHONES = ("0300", "0303", "0330", "0333", "0345", "0370", "0344", "0800", "0808")

_MESSAGE = "This looks like {what} of a third party."
_REMEDY = "Take it out, or add it to the authority's own contact details if it is one of them."
_NAMED = "This looks like the name of a third party."
_NAMED_PART = "This names a person and the part that they played."
_NAMED_REMEDY = "Take the name out, unless that person's name may be disclosed: say so in the notes, and why."


# What a name is followed by where a sentence tells of its bearer's health, which is nobody else's to give.
_HEALTH = re.compile(
    r"(?:'s|,? who\b|,? whose\b|, (?=(?:is|was|has)\b)| (?=(?:is|was|has|had)\b))[^.;\n]{0,60}?\b(?:depress\w+|anxiety|autis\w+|cancer|diagnos\w+|dementia|epilep\w+"
    r"|diabet\w+|HIV|pregnan\w+|miscarr\w+|stroke|schizophreni\w+|bipolar|self-harm\w*|suicid\w+|addict\w*|alcoholi\w+|sectioned|disab\w+|surgery|chemotherapy)\b"
    r"(?! (?:lead|nurse|specialist|service|services|unit|ward|clinic|consultant|charity|team|network|policy|strategy|champion|research|training))",
    re.I,
)


def check(page: Page) -> Iterator[Finding]:
    """Find personal data that is not the authority's, the regulator's, the addressee's or the request's."""
    letter, known = page.seeker, _known(page)
    own = own_spans(letter)
    for seen in _seen(letter, known, own):
        verdict = _verdict(page, seen)
        if verdict is not Verdict.PASS:
            yield _found(page, seen, verdict, _MESSAGE.format(what=seen.what), _REMEDY)
    names = list(find_names(letter, f"{known}\n{page.material.request_text or ''}"))
    for case in cases_of(letter, (name.start for name in names)):
        if _verdict(page, case) is not Verdict.PASS:
            yield _found(page, case, _verdict(page, case), _MESSAGE.format(what=case.what), _REMEDY)
    for name in names:
        if _LIVES_AT.match(letter.text, name.end):
            name = replace(name, played=True)
        seen = Seen("person.name", name.start, name.end, name.played, "")
        if _verdict(page, seen) is not Verdict.PASS and not _repeats(page, seen):
            message = _NAMED_PART if name.played else _NAMED
            sure = name.played or _HEALTH.match(letter.text, name.end)
            yield _found(page, seen, Verdict.BLOCK if sure else Verdict.REVIEW, message, _NAMED_REMEDY)


def _seen(letter: Seeker, known: str, own: tuple[tuple[int, int], ...]) -> Iterator[Seen]:
    yield from _emails(letter, known, own)
    yield from _phones(letter, known, own)
    yield from identifiers(letter, known)
    yield from _births(letter)
    yield from _vehicles(letter)
    yield from _addresses(letter, known, own)


def _verdict(page: Page, seen: Seen) -> Verdict:
    """Return how bad it is: what only repeats the request is for a person where it is beyond doubt, else fine."""
    folded = page.prose.folded
    if _repeats(page, seen) or page.asked(folded.start(seen.start), folded.end(seen.end)):
        return Verdict.REVIEW if seen.sure else Verdict.PASS
    return Verdict.BLOCK if seen.sure else Verdict.REVIEW


def _repeats(page: Page, seen: Seen) -> bool:
    """Tell whether a line quotes a request that is not at hand (">", or a question), and no messages that are disclosed."""
    folded = page.prose.folded
    enclosed = page.holds_a_thread or _ENCLOSURE.search(folded.text, 0, seen.start)
    if enclosed and (page.is_line_quoted(folded.start(seen.start)) or _ENCLOSURE.search(folded.text, 0, seen.start)):
        return False
    if _MESSAGE_HEAD.search(folded.text, 0, seen.start):
        return False  # a question in a message that is disclosed is not the requester's
    return not page.material.request_text and page.is_quoted(folded.start(seen.start), folded.end(seen.end))


def _known(page: Page) -> str:
    material = page.material
    return "\n".join([material.contact, material.addressee])


def _inside(place: int, spans: tuple[tuple[int, int], ...]) -> bool:
    return any(start <= place < end for start, end in spans)


def _emails(letter: Seeker, known: str, own: tuple[tuple[int, int], ...]) -> Iterator[Seen]:
    text = letter.text
    for match in letter.find(_EMAIL):
        if not _inside(match.start(), own) and is_personal(
            match.group(), known, text[max(0, match.start() - _LEAD) : match.start()]
        ):
            lead = text[max(0, match.start() - _LEAD) : match.start()]
            if _is_named_for(match.group(), lead):
                continue
            private = is_private(match.group()) and not _OFFICIALLY.search(lead)
            yield Seen("person.email", *match.span(), sure=private, what="an email address")


def _is_named_for(address: str, lead: str) -> bool:
    """Tell whether a mailbox is called by the matter that the words before it speak of: "for skips write to skips@"."""
    local = address.partition("@")[0].lower()
    near = bool(re.search(rf"\b{local[:-1]}", lead.lower())) if local.isalpha() else False
    joined = len(local) > _SINGLE and local in re.sub(r"\W", "", lead.lower())
    return joined or (near and local not in {word.lower() for word in re.findall(r"\b[A-Z][a-z]+\b", lead)})


def _phones(letter: Seeker, known: str, own: tuple[tuple[int, int], ...]) -> Iterator[Seen]:
    text = letter.text
    numbers = _digits(known)
    for match in letter.find(_PHONE):
        digits = _digits(match.group())
        fine = digits in numbers or digits in _KNOWN_PHONES or digits.startswith(_SERVICE_PHONES)
        if not fine and not _inside(match.start(), own) and not _is_office_line(text, match.start(), digits):
            near = text[max(0, match.start() - 90) : match.end() + 40]
            private = bool(_PRIVATELY.search(near)) and not _OFFICIALLY.search(near)
            yield Seen("person.phone", *match.span(), sure=private, what="a telephone number")


def _is_office_line(text: str, start: int, digits: str) -> bool:
    """Tell a reference, an NHS number, and a fixed line under the word "telephone", which is an office's."""
    lead = text[max(0, start - 60) : start]
    if _OF_A_REFERENCE.search(lead) and not _CALLED.search(lead):
        return True
    after = text[start : start + 40]
    line = text[max(text.rfind("\n", max(0, start - 200), start), 0) : start + 40]
    called = (
        _CALLED.search(lead)
        or _OF_A_BODY.search(lead)
        or _has_office_mail(line)
        or _INVITED.search(lead)
        or _EXTENDED.search(after)
    )
    return not digits.startswith("07") and bool(called) and not _SOMEBODYS.search(lead)


def _has_office_mail(line: str) -> bool:
    """Tell whether a line gives an office's mailbox beside a number."""
    return any(not is_personal(match.group(), "", "") for match in _EMAIL.finditer(line))


def _digits(text: str) -> str:
    plain = "".join(char for char in text if char in "0123456789+")
    return plain.replace("+440", "0").replace("+44", "0").replace("+", "")


def _births(letter: Seeker) -> Iterator[Seen]:
    text = letter.text
    for match in letter.find(_BIRTH):
        lead = text[max(0, match.start() - 40) : match.start()]
        if re.search(r"\byour \Z", lead, re.I) or (not match.group("sure") and _BORN_LATER.search(lead)):
            continue
        yield Seen(
            "person.birth",
            *match.span(),
            sure=bool(match.group("sure")) or bool(_SOMEBODY.search(lead)) or _is_of_the_living(match.group()),
            what="a date of birth",
        )


def _is_of_the_living(born: str) -> bool:
    """Tell whether "born" has a whole date within a lifetime: only people are born on a day."""
    years = [int(year) for year in re.findall(r"(?:19|20)[0-9]{2}", born)]
    return born.lower().startswith("born") and bool(years) and years[-1] >= _LIFETIME


_LIFETIME = 1920
_SOMEBODY = re.compile(
    r"\b(?:he|she|who|they|patient|pupil|child|complainant|detainee|victim|suspect|man|woman)\b", re.I
)


def _vehicles(letter: Seeker) -> Iterator[Seen]:
    text = letter.text
    for match in letter.find(_MARK):
        lead = text[max(0, match.start() - 80) : match.start()]
        of_a_car = _OF_A_MARK.search(lead) or _OF_A_VEHICLE.search(lead)
        if (
            ((match.group("gap") and _STRICT_MARK.fullmatch(match.group())) or of_a_car)
            and (of_a_car or not _OF_A_REFERENCE.search(lead))
            and not _OF_A_FLEET.search(lead)
        ):
            near = text[max(0, match.start() - 120) : match.end() + 120]
            sure = bool(of_a_car and _OF_A_DRIVER.search(near)) and not _OF_A_FLEET.search(near)
            yield Seen("person.vehicle", *match.span(), sure=sure, what="a vehicle's registration mark")
    for match in letter.find(_OLD_MARK):
        lead = text[max(0, match.start() - 60) : match.start()]
        if not _OF_A_FLEET.search(lead):
            yield Seen("person.vehicle", *match.span("it"), sure=False, what="a vehicle's registration mark")


def _addresses(letter: Seeker, known: str, own: tuple[tuple[int, int], ...]) -> Iterator[Seen]:
    text = letter.text
    whole = [match.span() for match in letter.find(_HOME)]
    covered = {start for start, _ in whole}
    lived_at = [match.span("where") for match in letter.find(_LIVED_AT) if match.start("where") not in covered]
    for start, end in whole:
        before = text[max(0, start - 120) : start]
        if text[start:end] not in known and not _OF_AN_OFFICE.search(before) and not _is_of_a_body(before):
            lived_at.append((start, end))
    for start, end in lived_at:
        if not _inside(start, own):
            yield Seen("person.address", start, end, sure=False, what="a home address")


def _is_of_a_body(before: str) -> bool:
    """Tell whether an address stands in brackets behind the name of a body: "National Roads (1 Depot Lane, …)"."""
    named = _IN_BRACKETS.search(before)
    return named is not None and bool(OTHER_THINGS & set(named.group(1).split()))


def _found(page: Page, seen: Seen, verdict: Verdict, message: str, remedy: str) -> Finding:
    start, end = page.prose.folded.start(seen.start), page.prose.folded.end(seen.end)
    return Finding(seen.code, verdict, message, remedy, start, end, page.quote(start, end))

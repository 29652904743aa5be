"""Other people's data, and answers to every question."""

import re

import pytest

from assistant.checks import Material, Page, check_letter, people, questions
from assistant.findings import Verdict

KNOWN = Material(
    contact="Town Hall, 1 High Street, ZZ1 1ZZ\n020 7946 0000\nfoi@town.example\nPat Keeper",
    addressee="jo@home.example",
)


def found(text: str, material: Material = KNOWN) -> list[tuple[str, str, str]]:
    return [(one.code, one.verdict.word, one.quote) for one in people.check(Page(text, material))]


PERSONAL = [
    ("an officer's email", "Write to pat.jones@force.police.example about it.", "person.email"),
    ("a colleague's own mailbox in a released message", "From: r.osei@town.example", "person.email"),
    ("a mailbox at a free provider", "The letter came from bluebell77@gmail.example.", "person.email"),
    ("a surname that ends like a department", "It was copied to a.harding@trust.example.", "person.email"),
    ("an email with its sign as an entity", "Copied to pat.jones&#64;force.example.", "person.email"),
    ("a mobile", "Her number is 07700 900123.", "person.phone"),
    ("a fixed line that is somebody's", "Her home telephone is 01632 960123.", "person.phone"),
    ("a code in brackets", "The neighbour rang from (01632) 960 123.", "person.phone"),
    ("an international form", "The witness gave +44 7700 900123.", "person.phone"),
    ("a National Insurance number", "His number is AB 12 34 56 C.", "person.ni"),
    ("one with hyphens", "His number is AB-12-34-56-C.", "person.ni"),
    ("one in full-width digits", "His number is AB１２３４５６C.", "person.ni"),
    ("an NHS number that passes its check", "NHS number 943 476 5919", "person.nhs"),
    ("one without spaces beside a patient", "The patient (9434765919) was moved.", "person.nhs"),
    ("one grouped as such, with no word beside it", "The slip said 943 476 5919.", "person.nhs"),
    ("a date of birth", "Date of birth: 3 May 1984", "person.birth"),
    ("a date of birth in figures", "DOB 03/05/1984", "person.birth"),
    ("the order of a computer", "d.o.b. 1984-05-03", "person.birth"),
    ("born", "He was born on 3rd May, 1984.", "person.birth"),
    ("a vehicle", "The car AB12 CDE was seized.", "person.vehicle"),
    ("without its space, in a vehicle's company", "A van, AB12CDE, was seized.", "person.vehicle"),
    ("a mark with a year letter first", "registration A123 BCD", "person.vehicle"),
    ("a mark with a year letter last", "number plate ABC 123D", "person.vehicle"),
    ("a mark of Northern Ireland", "registration number: AIZ 1234", "person.vehicle"),
    ("a car of letters that are rare", "A blue hatchback ZZ19 QXA stood there.", "person.vehicle"),
    ("a sort code with its account", "Paid to sort code 00-00-88, account 41772093.", "person.bank"),
    ("an account by itself", "His account number is 41772093.", "person.bank"),
    ("an international account", "Sent to GB00 ZZZZ 6000 1612 3456 78 in May.", "person.bank"),
    ("a payment card", "She paid with 4000 0000 0000 0002.", "person.bank"),
    ("a pupil number that passes its check", "The pupil (P207000016049) moved.", "person.pupil"),
    ("a student number", "Student number: 20418833 withdrew.", "person.number"),
    ("a candidate of an examination", "candidate no. 4471/0032 was told", "person.number"),
    ("a payroll number", "Payroll number 0048213 was overpaid.", "person.number"),
    ("a prisoner", "The letter named prisoner number A1234BC.", "person.number"),
    ("a CHI number", "CHI number 0101801234 is on the slip.", "person.chi"),
    ("a passport", "Her passport number is 123456789.", "person.passport"),
    ("a driving licence", "The licence QUILL 805033 J99AB was shown.", "person.licence"),
    ("a licence of Northern Ireland", "Driving licence number 12345678", "person.licence"),
    ("a handle", "The post by @ffion_quill77 was deleted.", "person.handle"),
    ("a page of somebody's", "See linkedin.com/in/ffion-quillfeather for more.", "person.handle"),
    ("a crime reference of somebody's", "The complainant's crime reference is 24/118832/25.", "person.case"),
    (
        "a parent's mailbox in a disclosed thread",
        "> From: <bluebell77@postbox.example>\n> To: office@town.example\n\n> From: office@town.example\n> To: [parent]",
        "person.email",
    ),
    ("a home", "She lives at 14 Example Street, Anytown, ZZ3 9QF.", "person.address"),
    ("a home over three lines", "Sent to\n14 Example Street\nAnytown\nZZ3 9QF", "person.address"),
    ("a home without a postcode", "Home address: Flat 2, 14 Example Street, Anytown", "person.address"),
]


@pytest.mark.parametrize(("why", "text", "code"), PERSONAL)
def test_a_third_partys_data_is_found(why: str, text: str, code: str) -> None:
    assert [one[0] for one in found(text)] == [code], why


NAMES = [
    ("a title", "We met Mrs Quillfeather in May.", "Mrs Quillfeather", "review"),
    ("a title and an initial", "We met Mr J. Smith in May.", "Mr J. Smith", "review"),
    ("a surname that is a word too", "We met Mr Hill in May.", "Mr Hill", "review"),
    ("a rank and a number", "The log was kept by PC 1234 Smith.", "PC 1234 Smith", "review"),
    (
        "a rank in full",
        "It was signed off by Detective Sergeant Quillfeather.",
        "Detective Sergeant Quillfeather",
        "review",
    ),
    ("initials before a rank", "Seen by J.R. Quillfeather, Sergeant, on Friday.", "J.R. Quillfeather", "review"),
    ("the complainant", "The complainant, Jane Roe, rang twice.", "Jane Roe", "block"),
    ("a witness by initial", "The witness, J. Roe, rang twice.", "J. Roe", "block"),
    ("a rare name with its link", "A tenant named Ffion Quillfeather rang.", "Ffion Quillfeather", "block"),
    ("the head of a form", "Complainant: Jane Roe", "Jane Roe", "block"),
    ("a given name and a surname", "Tamsin Okonedo-Birch in the post room has it.", "Tamsin Okonedo-Birch", "review"),
    ("a name in bold", "It was **Sarah Quillfeather** who rang.", "Sarah Quillfeather", "review"),
    ("a middle initial", "It was Sarah P. Quillfeather who rang.", "Sarah P. Quillfeather", "review"),
    ("a rare name and what was done", "Oswin Tregarthen-Lyle had been sent home.", "Oswin Tregarthen-Lyle", "review"),
    ("a rare name and kin", "At last Idwal Pryderi rang with his mother.", "Idwal Pryderi", "review"),
    (
        "a signature in a quoted letter",
        'They wrote: "It is done.\nKind regards,\nFfion Quillfeather"',
        "Ffion Quillfeather",
        "review",
    ),
    (
        "the same with a given name of the list",
        'They wrote: "It is done.\nKind regards,\nJane Roe"',
        "Jane Roe",
        "review",
    ),
    (
        "a signature in an annex, after the letter's own",
        "Dear Ms Example,\n\nIt is attached.\n\nYours sincerely,\n\nPat Keeper\n\n"
        + "Rights. " * 80
        + "\n\nAnnex A\n\nRegards,\nJane Roe\n",
        "Jane Roe",
        "review",
    ),
]


@pytest.mark.parametrize(("why", "text", "quote", "verdict"), NAMES)
def test_a_third_partys_name_is_found(why: str, text: str, quote: str, verdict: str) -> None:
    hits = {(one[2], one[1]) for one in found(text) if one[0] == "person.name"}
    assert (quote, verdict) in hits, why
    assert all(one[0] in quote or quote in one[0] for one in hits), why


FINE = [
    ("the regulator's email", "icocasework@ico.org.uk"),
    ("the Scottish regulator's", "enquiries@foi.scot"),
    ("a generic mailbox", "foi@elsewhere.example, enquiries@council.example"),
    ("a mailbox of a function that no list has", "Copied to waterproofing@elsewhere.example."),
    ("two words of an office", "Copied to clinical.coding@trust.example."),
    ("the authority's own domain", "reviews@town.example"),
    ("the addressee", "jo@home.example"),
    ("a mailbox of a request site", "request-123456-0a1b2c3d@whatdotheyknow.com"),
    ("the officer whom the letter invites to ask", "If you have questions, please email r.osei@town.example"),
    ("the authority's telephone", "Call 020 7946 0000."),
    ("an office's line", "Ring the fire safety team on 01632 960417."),
    ("the regulator's helpline", "0303 123 1113"),
    ("a service number", "0300 790 6234"),
    ("a reference that could be dialled", "Reference 01632960123"),
    ("the authority's address", "1 High Street, ZZ1 1ZZ"),
    ("the Commissioner's address", "Information Commissioner's Office, 12 Example Lane, Anytown, ZZ3 9QF"),
    ("an office", "The council's office is at 14 Example Street, Anytown, ZZ3 9QF."),
    ("premises", "The licensed premises at 14 Example Street, Anytown, ZZ3 9QF, closed."),
    ("a place of work without a postcode", "The works at 14 Example Street were late."),
    ("an NHS number that fails its check", "NHS number 943 476 5918"),
    ("a reference of ten digits", "Reference 9434765919"),
    ("no prefix of an NI number", "GB 12 34 56 C"),
    ("a prefix kept for examples", "QQ 12 34 56 C"),
    ("the account to pay into", "Please pay the Council, sort code 00-00-88, account 41772090, quoting FOI 25-1204."),
    ("our own account", "The fee goes to our bank account, sort code 00-00-88."),
    ("a company's number", "Example Ltd, company number 04177209, supplied it."),
    ("a charity's number", "registered charity no. 1177209"),
    ("the number of a book", "ISBN 978-0-00-000000-2"),
    ("a number of students, not of one", "The student numbers were 20418 and 20422."),
    ("how many staff there were", "The staff number was 12,400 in May."),
    ("the reference of a planning application", "Planning application 21/01234/FUL by the owner and her agent"),
    ("the reference of the request", "Your reference is 24/118832; our case reference is FOI-2024-118832."),
    ("an invoice", "Invoice number 41772093 was paid."),
    ("a pupil number that fails its check", "Batch B207000016049 was printed."),
    ("the body's own handle", "Follow us at @brackenford or see facebook.com/brackenfordcouncil."),
    ("a body's handle", "It was posted by @NHSExample and @ExamplePolice."),
    ("a crime reference of a thing", "The shed was broken into, crime reference 24/118832/25."),
    ("a price", "We bought 40 chairs @ 25 pounds."),
    ("an address in brackets behind a body", "National Roads (1 Depot Lane, Ashcombe, ZZ3 1NR) may hold it."),
    ("a line out of hours", "Out of hours 01632 960418"),
    ("a body to which something was done", "Example Homes had been fined, and Larig Depot was closed."),
    ("a date", "On 3 May 1984 the school opened."),
    ("a body that was born", "The trust was born on 1 April 2013."),
    ("the applicant's own", "You gave your date of birth 3 May 1984."),
    ("a form's blank", "Date of birth: DD/MM/YYYY"),
    ("a reference like a vehicle", "See FOI24 in the log."),
    ("a case reference of a mark's shape", "Reference AB12 CDE"),
    ("a mark of the authority's fleet", "Our fleet includes the gritter AB12 CDE."),
    ("a room and a model that an old mark resembles", "Room B12 has the A320 and the EC 145."),
    ("a foundation named after somebody", "The Jo Cox Foundation replied. Jo Cox Foundation staff came."),
    ("a saint", "St Mary's and St James Hospital replied."),
    ("a street", "Works in George Street and Victoria Road ended."),
    ("a school", "Thomas Telford School and Anne Frank House replied."),
    ("a company", "John Lewis and Laura Ashley supply it; Grant Thornton audits it."),
    ("a law named after somebody", "This is known as Sarah Jones's Law."),
    ("a case", "In Jane Roe v Information Commissioner the tribunal said so, and Mrs Roe lost."),
    ("the other side of a case", "See Information Commissioner v Jane Roe."),
    ("a case with its year", "See Smith and others [2024] UKUT 1."),
    ("a judge", "Mr Justice Quillfeather and Upper Tribunal Judge Sarah Quillfeather agreed."),
    ("a minister", "The minister, Sarah Quillfeather MP, was asked."),
    ("a chief executive", "Sarah Quillfeather, Chief Executive, approved it."),
    ("a chief constable", "Chief Constable Sarah Quillfeather approved it."),
    ("a shop and a video game", "The PC World order and the DC Comics stall."),
    ("an ordinary incident", "A Major Incident was declared; Inspector Training went on."),
    ("a subject of two words", "The Child Sexual Exploitation team and the Patient Access Policy."),
    ("a resident of nowhere", "A resident, Human Resources said, may ask."),
    ("an anonymised party", "Mr D was moved to Ward B. Witness A saw it."),
    ("a month that is a given name", "Between April May and June the pool was shut."),
    ("the addressee in the text", "Dear Ms Quillfeather,\n\nMs Quillfeather, you asked for this."),
    ("the address lines at the top", "Jane Roe\n14 Example Street\nAnytown\nZZ3 9QF\n\nDear Ms Roe,\n\nThank you."),
    (
        "the officer who signs",
        "Dear Ms Example,\n\nThank you.\n\nYours sincerely,\n\nJane Roe\nInformation Officer\njane.roe@town.example\n01632 960123\n",
    ),
    ("the officer named in the contact block", "The decision was made by Pat Keeper."),
    ("a desk that signs", 'They wrote: "It is done.\nRegards,\nLettings Desk"'),
    ("the officer to contact", "Case officer: Jane Roe"),
    ("a quoted question", "> Q1. What did Jane Roe earn?\n\nWe neither confirm nor deny that we hold this."),
]


@pytest.mark.parametrize(("why", "text"), FINE)
def test_what_is_the_authoritys_or_nobodys_passes(why: str, text: str) -> None:
    assert not found(text), why


def test_an_identifier_beyond_doubt_blocks() -> None:
    (finding,) = people.check(Page("His number is AB 12 34 56 C.", KNOWN))
    assert finding.verdict is Verdict.BLOCK


def test_a_name_of_the_request_is_no_slip_and_another_is() -> None:
    asked = Material(request_text="Please tell me when Sarah Quillfeather joined.")
    assert not found("Sarah Quillfeather joined in May.", asked)
    assert found("Sarah Ellingworth joined in May.", asked)


def test_an_identifier_that_the_request_gave_is_for_a_person() -> None:
    asked = Material(
        request_text="Tell me about the benefit claim of the person with number AB 12 34 56 C in 2021 please."
    )
    quoted = "> Tell me about the benefit claim of the person with number AB 12 34 56 C in 2021 please.\n"
    assert found(quoted, asked) == [("person.ni", "review", "AB 12 34 56 C")]


@pytest.mark.parametrize(
    "text", ["Regards,\n" * 4000, "Jane Roe " * 8000, "PC 1 " * 8000, "14 A " * 8000, "a.b@" * 8000]
)
def test_a_letter_made_to_stall_the_search_comes_to_an_end(text: str) -> None:
    assert len(found(text)) <= len(re.findall(r"\w+", text))


ASKED = Material(questions=("How many drones does the force own?", "Which suppliers maintain them?"))
ANSWERS = [
    ("both by heading", "### Question 1\n\nFour.\n\n### Question 2\n\nAcme Ltd.", []),
    ("both by number", "1. Four.\n2. Acme Ltd.", []),
    ("both by their words", "The force owns four drones. The suppliers that maintain them are listed.", []),
    ("both at once", "We hold nothing within questions 1 and 2.", []),
    ("all of them", "All of your questions are refused.", []),
    ("one left out", "Q1. Four.", ["question.unanswered"]),
    ("one twice", "Q1. Four.\n\nQ2. Acme Ltd.\n\nQ1. Five.", ["question.twice"]),
    ("asked, then answered", "> Q1. How many?\n> Q2. Which?\n\nQ1. Four.\n\nQ2. Acme Ltd.", []),
]


@pytest.mark.parametrize(("why", "text", "codes"), ANSWERS)
def test_each_question_is_answered_once(why: str, text: str, codes: list[str]) -> None:
    assert [finding.code for finding in questions.check(Page(text, ASKED))] == codes, why


def test_without_questions_nothing_is_asked() -> None:
    assert not list(questions.check(Page("Q1. Four.\n\nQ1. Five.", Material())))


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Ours is Bethan Prydderch-Moss, who has been off with depression since Easter.", Verdict.BLOCK),
        ("She is tied up with the mother of Tyler Wainscott's autism assessment.", Verdict.BLOCK),
        ("Bethan Prydderch-Moss, who is our cancer lead, wrote the policy.", Verdict.REVIEW),
        ("Bethan Prydderch-Moss wrote the policy.", Verdict.REVIEW),
    ],
)
def test_a_name_with_its_bearers_health_is_beyond_doubt(text: str, verdict: Verdict) -> None:
    found = check_letter(text, Material())
    assert [one.verdict for one in found.findings if one.code == "person.name"] == [verdict]

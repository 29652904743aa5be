"""What requesters say of the law: the wrong is told with a courteous line, the right is let be."""

from datetime import date

import pytest

from assistant.law.requester import claims_in

TODAY = date(2026, 11, 23)

WRONG = [
    ("provision", "section 104", "foia", "Under section 104 of the Freedom of Information Act I am entitled to all of it.", "past the end of the Act"),
    ("provision", "s.40(9)", "foia", "You cannot rely on s.40(9) here.", "no such limb of an exemption"),
    ("provision", "regulation 35", "eir", "Please apply regulation 35 of the Environmental Information Regulations.", "past the end of the Regulations"),
    ("provision", "section 88", "foisa", "I ask under section 88 of the Freedom of Information (Scotland) Act.", "the Scottish Act ends at 76"),
    ("act", "1998", "foia", "I ask under the Freedom of Information Act 1998.", "the year is wrong"),
    ("repealed", "1998", "foia", "Under the Data Protection Act 1998 this is not personal data.", "repealed"),
    ("decision", "[2003] UKSC 14", "foia", "As held in [2003] UKSC 14, you must publish.", "the Supreme Court did not sit yet"),
    ("decision", "[2031] UKUT 9", "foia", "See [2031] UKUT 9 (AAC).", "a year that has not come"),
    ("decision", "Magherafelt", "foia", "In Magherafelt the tribunal said such figures are not personal data.", "it held the contrary"),
    ("decision", "v Miller", "foia", "In Information Commissioner v Miller it was held that small numbers are never personal data.", "it decided its own figures"),
    ("look-up", "IC-123456-A1B2", "foia", "The ICO decided this in IC-123456-A1B2.", "a reference that nobody here looked up"),
    ("look-up", "[2019] UKUT 77", "foia", "I rely on [2019] UKUT 77 (AAC).", "may exist; we have no digest"),
    ("meaning", "14 days", "foia", "You are legally required to reply within 14 days.", "no such period"),
    ("meaning", "20 calendar days", "foia", "Under the Act you have 20 calendar days.", "working days, not calendar days"),
    ("meaning", "10 working days", "foia", "The law says that you must answer within 10 working days.", "twenty"),
    ("meaning", "offence", "foia", "It is a criminal offence to refuse this request.", "what section 77 forbids is something else"),
    ("meaning", "section 77", "foia", "Failing that I shall report you under section 77 for late reply.", "late replies are no offence"),
    ("meaning", "section 41", "foia", "The public interest overrides your section 41 claim, as the public interest test applies to section 41.", "absolute"),
    ("meaning", "creat", "foia", "Section 1 of the Act requires you to create the statistics.", "recorded information alone"),
    ("meaning", "anonymous", "foia", "I am entitled to remain anonymous.", "section 8(1)(b)"),
    ("meaning", "personal data", "foia", "Figures can never be personal data.", "it depends"),
]  # fmt: skip

RIGHT = [
    ("I ask under section 1 of the Freedom of Information Act 2000.", "the right section"),
    ("Please reply within 20 working days as section 10 requires.", "the right period"),
    ("The Act requires you to reply within twenty working days.", "the right period, in words"),
    ("I would be grateful for a reply within 14 days.", "a wish, not law"),
    ("I asked you under section 104 of the Highways Act 1980 last year.", "another Act"),
    ("You may not withhold this under section 40(2) or section 43(2).", "they exist"),
    ("Destroying these records would be an offence under section 77.", "what the section says"),
    ("The tribunal in Magherafelt held that the summary was personal data.", "what it held"),
    ("In Coombs v Information Commissioner [2024] UKFTT 712 (GRC) section 40(2) was not engaged.", "what it held"),
    ("The public interest favours disclosure under section 43(2).", "a qualified exemption"),
    ("Whether a number is personal data depends on who could be identified.", "right"),
    ("How many of the 104 staff in section 12 of the depot were absent for 14 days?", "a section of a depot"),
    ("The Data Protection Act 2018 applies.", "in force"),
    ("How many requests between 2019 and 2024 were answered within 14 days?", "a question of figures"),
]


@pytest.mark.parametrize(("kind", "quote", "regime", "request_", "why"), WRONG, ids=[row[4] for row in WRONG])
def test_wrong_law_is_told_with_what_is_right(kind: str, quote: str, regime: str, request_: str, why: str) -> None:
    found = [claim for claim in claims_in(request_, regime, TODAY) if claim.kind == kind]
    assert found, why
    assert any(quote.lower() in claim.quote.lower() for claim in found), [claim.quote for claim in found]
    for claim in found:
        assert request_[claim.start : claim.end] == claim.quote
        assert claim.truth.endswith((".", ")"))
        assert bool(claim.line) == (kind != "look-up"), "a line is offered where something is known"


@pytest.mark.parametrize(("request_", "why"), RIGHT, ids=[row[1] for row in RIGHT])
def test_right_law_is_let_be(request_: str, why: str) -> None:
    assert claims_in(request_, "foia", TODAY) == (), why


def test_environmental_requests_may_be_anonymous_and_regulations_are_no_sections() -> None:
    assert (
        claims_in("I have the right to ask for environmental information and to remain anonymous.", "eir", TODAY) == ()
    )
    assert claims_in("Regulation 12(4)(b) is for manifestly unreasonable requests.", "eir", TODAY) == ()


def test_a_sentence_broken_over_lines_is_one_and_claims_come_in_order() -> None:
    request = "You are legally required\nto reply within 7 days.\n\nI ask under section 99 of FOIA."
    found = claims_in(request, "foia", TODAY)
    assert [claim.kind for claim in found] == ["meaning", "provision"]
    assert "7 days" in found[0].line
    assert "20 working days" in found[0].line


def test_a_long_hostile_request_is_read_in_linear_time() -> None:
    assert len(claims_in("under the Act " * 40_000 + "14 days", "foia", TODAY)) <= 1

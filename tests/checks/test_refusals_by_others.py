"""Refusals, silences, law and people in the words of other writers, each beside a near-miss that says what the law asks."""

import pytest

from assistant.checks import Material, check_letter
from assistant.findings import Finding, Verdict

ACT = " of the Freedom of Information Act 2000"
ROUTES = "\n\nIf you disagree, write to review@moorby.example within 40 working days and another officer will look at it afresh. You may then apply to the Information Commissioner under section 50."
CANALS = "Department for Canals\n\nThe options for the lock-keepers' scheme are held. Ministers have not settled, so section 35(1)(a)"
BIDS = "Moorby College\n\nThe bid is held. The bidder is pricing the same work elsewhere, and its rivals would be likely to bid just below it, which is why section 43(2)"
SILENT = f"Moorby Police\n\nWe neither confirm nor deny that a drone was flown, by section 31(3){ACT}. "
EITHER = "To say that one was would be likely to warn those watched; to say that none was would be likely to reassure them. The public interest in an answer is outweighed by that in detection."

# Why, the code, a letter that must be blocked for it, and one that keeps the rule.
BLOCKED = [
    ("a qualified exemption and no word of a balance", "refusal.public-interest",
     f"{CANALS}{ACT} applies and they stay closed.{ROUTES}",
     f"{CANALS}{ACT} applies.\n\nBoaters would dearly like to see them. Even so, Ministers could not test bad options against good ones with the press looking on. We give more weight to the second.{ROUTES}"),
    ("the balance in the form of two points", "refusal.public-interest",
     f"{BIDS}{ACT} keeps it back.{ROUTES}",
     f"{BIDS}{ACT} keeps it back.\n\n*For release:* value for money. *Against:* fewer bidders next time. The scales come down against release.{ROUTES}"),
    ("a section without its limb", "refusal.limb",
     f"Moorby Police\n\nThe map of cameras is held and is not being released, because of section 31{ACT}: thieves would be likely to plan their routes by it. Openness favours release; catching thieves outweighs it.{ROUTES}",
     f"Moorby Police\n\nThe map of cameras is held and is not being released, because of section 31(1)(a){ACT}: thieves would be likely to plan their routes by it. Openness favours release; catching thieves outweighs it.{ROUTES}"),
    ("nobody's opinion", "refusal.qualified-person",
     f"Moorby University\n\nWe keep back the draft under section 36(2)(c){ACT}. It would be likely to disrupt the closure. Staff should know soon; but order comes first.{ROUTES}",
     f"Moorby University\n\nWe keep back the draft under section 36(2)(c){ACT}. The Vice-Chancellor, our qualified person, gave her opinion on 3 May 2026 that it would be likely to disrupt the closure. Staff should know soon; but order comes first.{ROUTES}"),
    ("only the regulator is named", "refusal.review-route",
     f"{BIDS}{ACT} keeps it back. Openness favours release; fair competition outweighs it.\n\nIf you are dissatisfied, the Information Commissioner (ico.org.uk) can be asked to decide under section 50.",
     f"{BIDS}{ACT} keeps it back. Openness favours release; fair competition outweighs it.{ROUTES}"),
    ("only the authority is named", "refusal.regulator",
     f"{BIDS}{ACT} keeps it back. Openness favours release; fair competition outweighs it.\n\nYou may have this decision reviewed by writing to the Principal within 40 working days.",
     f"{BIDS}{ACT} keeps it back. Openness favours release; fair competition outweighs it.{ROUTES}"),
    ("a house rule is all the reason", "refusal.threshold-reason",
     f"Moorby Council\n\nNumbers below five are not disclosed, in line with our policy. Section 40(2) with 40(3A)(a){ACT} applies.{ROUTES}",
     f"Moorby Council\n\nThe number is withheld: neighbours could identify the family from it and the local paper's report. Section 40(2) with 40(3A)(a){ACT} applies. There is a legitimate interest in fostering; it is met by the yearly total, so the number is not necessary, and privacy prevails.{ROUTES}"),
    ("in time, and the dates say otherwise", "refusal.late",
     "Moorby Council\nRequest received: Monday 3 August 2026\nDate of reply: Wednesday 14 October 2026\n\nI reply, within the time allowed by section 10 of the Freedom of Information Act 2000, to your request for the gritting map.",
     "Moorby Council\nRequest received: Monday 3 August 2026\nDate of reply: Friday 28 August 2026\n\nI reply, within the time allowed by section 10 of the Freedom of Information Act 2000, to your request for the gritting map."),
    ("the limit of another kind of body", "law.cost-limit",
     "Under the Freedom of Information Act 2000 the cost limit for a local authority is £600 or 24 hours, and yours takes ten.",
     "Under the Freedom of Information Act 2000 the cost limit for a local authority is £450 or 18 hours, and yours takes ten."),
    ("a section past the end of the Act", "law.unknown",
     f"The notes are not supplied, because section 90(2){ACT} exempts private notes.",
     "The premises were closed under section 90(2) of the Licensing Act 2003, and the Freedom of Information Act 2000 does not bear on that."),
    ("a purpose is asked for as of right", "law.misread",
     "Under the Freedom of Information Act 2000 section 14(1) requires an applicant to state the purpose for which information is sought.",
     "Under the Freedom of Information Act 2000 no applicant has to state the purpose for which information is sought."),
    ("another section's subject", "law.misread",
     f"{BIDS.replace('section 43(2)', 'section 42(1) (commercial interests)')}{ACT} applies.",
     f"{BIDS.replace('section 43(2)', 'section 43(2) (commercial interests)')}{ACT} applies."),
    ("a form is made a condition", "law.misread",
     "Under the Freedom of Information Act 2000 requests have to be made using our online form.",
     "Under the Freedom of Information Act 2000 requests need not be made using our online form, though it may help you."),
    ("where the file is kept", "ncnd.tip-off",
     f"{SILENT}{EITHER} For completeness, the file in question is kept at headquarters.{ROUTES}",
     f"{SILENT}{EITHER} Files of every kind are kept as our retention schedule says.{ROUTES}"),
    ("another answer tells of the person", "ncnd.tip-off",
     f"1. Has Dr H been investigated?\n\nWe neither confirm nor deny it, by section 40(5B)(a)(i){ACT}.\n\n2. What do investigators cost?\n\n£900 a day. The complaints about him were closed in March.",
     f"1. Has Dr H been investigated?\n\nWe neither confirm nor deny it, by section 40(5B)(a)(i){ACT}.\n\n2. What do investigators cost?\n\n£900 a day. The contract with them was renewed in March."),
    ("a telephone at home", "person.phone",
     "Document 4\n\nCaller says the dog is barking again. Please ring her at home on 07700 900812 after six.",
     "Document 4\n\nCaller says the dog is barking again. The duty desk is on 01632 960812 after six."),
    ("a private mailbox in what is disclosed", "person.email",
     'Annex C\n\nParent to office: "Could you send the form to tilly.brockbank84@mailhut.example as well?"',
     'Annex C\n\nParent to office: "Could you send the form to streetworks@moorby.example as well?"'),
    ("a day of birth", "person.birth",
     "The holder, whose name has been obscured, born 19 August 1987, passed the test in March.",
     "The scheme, born in August 1987, passed its review in March."),
    ("a neighbour and the house", "person.name",
     "Most of the calls came from Mr Aldous Pettigrew of 11 Cutler's Row.",
     "Most of the calls came from premises in Cutler's Row."),
]  # fmt: skip


def _found(text: str) -> list[Finding]:
    return [one for one in check_letter(text, Material()).findings]


@pytest.mark.parametrize(("why", "code", "bad", "good"), BLOCKED)
def test_a_defect_beyond_doubt_blocks_and_its_near_miss_has_no_finding(
    why: str, code: str, bad: str, good: str
) -> None:
    assert Verdict.BLOCK in {one.verdict for one in _found(bad) if one.code == code}, why
    assert code not in {one.code for one in _found(good)}, why


# What is missing may be in the rest of the letter, or be filled in yet: for a person.
DOUBTED = [
    ("an extract", "refusal.limb", f"The map is exempt under section 31{ACT}, as thieves would be likely to use it."),
    ("a blank", "refusal.public-interest",
     f"{CANALS}{ACT} applies.\n\n[Say here why the balance lies where it does.]{ROUTES}"),
    ("a conclusion without factors", "refusal.public-interest",
     f"{BIDS}{ACT} keeps it back. On balance the public interest favours withholding.{ROUTES}"),
    ("one answer of two explained", "ncnd.one-sided",
     f"{SILENT}\n\nThe reason is that if we confirmed that we hold it, offenders would be warned.{ROUTES}"),
    ("an opinion without its date", "refusal.qualified-person",
     f"Moorby University\n\nWe keep back the draft under section 36(2)(c){ACT}. The qualified person's opinion is that it would be likely to disrupt the closure. Staff should know soon; but order comes first.{ROUTES}"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "code", "text"), DOUBTED)
def test_what_is_in_doubt_is_for_a_person(why: str, code: str, text: str) -> None:
    assert {one.verdict for one in _found(text) if one.code == code} == {Verdict.REVIEW}, why


QUIET = [
    ("an extract that names no Act", "Prices have been withheld – section 43(2).\n\nThe policy (18 pages) is enclosed."),
    ("a person refused a place", "3. How many of those pupils were refused a place?\n\nNone."),
    ("special category data is not weighed",
     f"Moorby Trust\n\nThe diagnoses are held and exempt under section 40(2) with 40(3A)(a){ACT}. They are special category data, and no condition in Article 9 of the UK GDPR is available; colleagues would recognise each person.{ROUTES}"),
    ("a step of the test in other words",
     f"Moorby Trust\n\nThe name is held and exempt under section 40(2) with 40(3A)(a){ACT}, as it is a junior clerk's. Interest in who decided is legitimate, the minutes are enough to serve it so that it is not necessary, and her interests prevail.{ROUTES}"),
    ("an office's lines and mailboxes",
     "You may also ring 01632 960417, option 2, or write to registers@moorby.example. For skips write to skips@moorby.example."),
    ("emissions are denied",
     "Moorby Council\n\nUnder the Environmental Information Regulations 2004 the lease is held and excepted by regulation 12(5)(e), as disclosure would adversely affect the tenant's confidential terms. None of the information is about emissions. We presumed in favour of disclosure. Openness favours it; fair dealing outweighs that." + ROUTES),
    ("why is left to the requester", "Under the Freedom of Information Act 2000 you need not tell us why you want it."),
    ("a not held with its reason",
     "The fleet has 31 vans. We do not hold the sums paid, as families dealt with the insurer themselves."),
]  # fmt: skip


@pytest.mark.parametrize(("why", "text"), QUIET)
def test_what_is_in_order_has_no_finding(why: str, text: str) -> None:
    assert [one for one in _found(text) if one.code.split(".")[0] in {"refusal", "law", "ncnd", "person"}] == [], why


def test_a_question_that_the_headings_pass_over_blocks_and_one_that_is_noted_does_too() -> None:
    asked = ("How many books are there?", "When does it open?", "What was spent on journals?")
    material = Material(request_text="\n".join(f"{n}. {one}" for n, one in enumerate(asked, 1)), questions=asked)
    for answer in ("", "3. Thank you; your third question has been logged."):
        found = check_letter(f"1. There are 41,200 books.\n\n2. It opens at 8.\n\n{answer}", material).findings
        assert Verdict.BLOCK in {one.verdict for one in found if one.code == "question.unanswered"}
    told = check_letter("1. There are 41,200 books.\n\n2. It opens at 8.\n\n3. Journals: £28,750.", material).findings
    assert "question.unanswered" not in {one.code for one in told}


def test_a_table_of_other_years_alone_blocks() -> None:
    asked = "What was spent on journals in 2023/24 and 2024/25?"
    material = Material(request_text=asked, questions=(asked,))
    table = "| Year | Journals |\n| --- | --- |\n| {} | £31,000 |\n| {} | £29,400 |"
    codes = {
        years: {(one.code, one.verdict) for one in check_letter(table.format(*years), material).findings}
        for years in (("2019/20", "2020/21"), ("2023/24", "2024/25"))
    }
    blocked = ("question.unanswered", Verdict.BLOCK)
    assert blocked in codes["2019/20", "2020/21"]
    assert blocked not in codes["2023/24", "2024/25"]

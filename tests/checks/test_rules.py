"""The rules on refusals and law: each sample, the near-misses, and the letter that prompted the product."""

from datetime import date
from pathlib import Path

import pytest

from assistant.checks import Material, Page, check_letter, law, ncnd, questions, refusal
from assistant.checks.rules import Rule, rules
from assistant.findings import Verdict

SAMPLED = [rule for rule in rules().values() if rule.bad]
ROUTES = " You may ask for an internal review, and may then apply to the Information Commissioner."
ACT = "Under the Freedom of Information Act 2000 "


def codes(text: str, material: Material | None = None) -> list[str]:
    page = Page(text, material or Material())
    return [finding.code for check in (refusal, law, ncnd) for finding in check.check(page)]


@pytest.mark.parametrize("rule", SAMPLED, ids=lambda rule: rule.code)
def test_a_rule_finds_its_bad_sample_and_not_its_good_one(rule: Rule) -> None:
    assert rule.code in codes(rule.bad)
    assert rule.code not in codes(rule.good)


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.code)
def test_a_rule_has_words_for_the_officer_and_a_source(rule: Rule) -> None:
    assert rule.message
    assert rule.remedy
    assert rule.source.startswith("https://")


def test_the_letter_that_prompted_this_is_found_wanting(shared: Path) -> None:
    text = (shared / "seeds" / "met-01.FOI.24.036192.txt").read_text(encoding="utf-8")
    report = check_letter(text, Material())
    found = {finding.code: finding for finding in report.findings}
    assert report.verdict is Verdict.BLOCK
    nil = found["refusal.not-held-zero"]
    assert text[nil.start : nil.end].startswith("No wrongful arrests have occurred")
    assert nil.quote.endswith("no information held")
    assert "low value" in found["refusal.threshold-reason"].quote
    assert {"refusal.lawfulness", "refusal.regulator", "refusal.review-route"} <= found.keys()
    assert not [code for code in found if code.startswith(("count.", "check.", "person."))]


PRESENT = [
    ("a Scottish letter without its Commissioner", "refusal.regulator",
     "Under the Freedom of Information (Scotland) Act 2002 the names are exempt by section 38(1)(b). You may ask for a"
     " review, and then apply to the Information Commissioner."),
    ("section 31(1)(g) without its purpose", "refusal.limb",
     ACT + "the file is exempt by section 31(1)(g) as it would prejudice our function." + ROUTES),
    ("zero before 'not held'", "refusal.not-held-zero", "There were no such arrests, so the information is not held."),
    ("zero after it", "refusal.not-held-zero", "Information not held (0)."),
    ("a nil return as not held", "refusal.not-held-zero", "Nil - not held."),
    ("low numbers in other words", "refusal.threshold-reason",
     ACT + "some cells are exempt by section 40(2) because of low numbers."),
    ("a house rule as the reason", "refusal.threshold-reason",
     ACT + "section 40(2) applies. Figures below five are withheld."),
    ("data protection as the bar", "law.gdpr-as-bar",
     ACT + "we are unable to provide this because of data protection legislation."),
    ("an exemption number that is none", "law.unknown", ACT + "the file is exempt by section 47(1)." + ROUTES),
    ("an EIR letter on a FOIA exemption", "law.regime",
     "Your request was considered under the Environmental Information Regulations 2004. We withhold it under section 43(2) of the Freedom of"
     " Information Act."),
    ("sections 23 and 24 with 'and'", "law.exclusive", ACT + "it is exempt under section 23(1) and section 24(1)."),
    ("a case named beside a neither", "ncnd.tip-off",
     "We neither confirm nor deny it, as there was an investigation at the time."),
    ("the records shown beside a neither", "ncnd.tip-off",
     "We neither confirm nor deny it. However, there are documents on the file."),
]  # fmt: skip


@pytest.mark.parametrize(("why", "code", "text"), PRESENT)
def test_a_breach_in_other_words_is_found(why: str, code: str, text: str) -> None:
    assert code in codes(text), why


ABSENT = [
    ("a disclosure", "We hold this information and it is attached."),
    ("a zero that is held", "We hold this information. No such arrests were made."),
    ("two questions, one nil and one not held",
     "Q1. There were no such arrests.\n\nQ2. This is not held; we searched the custody system."),
    ("'no information' as an object", "There is no information about this, as we searched and nothing is held."),
    ("neither, with both sides", "We neither confirm nor deny whether we hold it. This should not be read as"
     " suggesting that the information we hold is about anyone."),
    ("any other information", "We neither confirm nor deny that we hold any other information."),
    ("data protection beside its exemption",
     ACT + "the names are exempt by section 40(2), condition 40(3A)(a), as release would breach the Data Protection"
     " Act: there is a legitimate interest in them, disclosure is not necessary, and on balance staff expect privacy."
     + ROUTES),
    ("the vexatious request", ACT + "section 14(1) applies, as the request is vexatious." + ROUTES),
]  # fmt: skip


@pytest.mark.parametrize(("why", "text"), ABSENT)
def test_a_letter_that_keeps_the_rules_raises_nothing(why: str, text: str) -> None:
    assert codes(text) == [], why


NOT_THIS = [
    ("sections 23 and 24 in the alternative", "law.exclusive", ACT + "section 23(1) or section 24(1) makes it exempt."),
    ("a threshold with reasons", "refusal.threshold-reason",
     "Figures below five are withheld, as neighbours could identify those concerned."),
    ("sections 30 and 31 weighed up", "law.exclusive", ACT + "we have considered sections 30(1)(a) and 31(1)(a)."),
    ("a sum that is right", "refusal.cost-sum",
     "Section 12(1) applies: 1,760 files at 4 minutes each would take 117 hours, over the limit."),
    ("the neither limb beside the withholding one", "ncnd.limb",
     ACT + "we neither confirm nor deny it by section 31(3), on the harm in section 31(1)(a)."),
    ("a person's name and a section of another Act", "law.unknown", "He was held under section 136 of another Act."),
]  # fmt: skip


@pytest.mark.parametrize(("why", "code", "text"), NOT_THIS)
def test_a_near_miss_is_not_taken_for_a_breach(why: str, code: str, text: str) -> None:
    assert code not in codes(text), why


COUNCIL = "Harrowmere Borough Council\n\n"
EIR = "Under the Environmental Information Regulations 2004 "
EISR = "Under the Environmental Information (Scotland) Regulations 2004 "
SCOTS = "Under the Freedom of Information (Scotland) Act 2002 "
OVER = "Section 12(1) of the Freedom of Information Act 2000 applies: the limit is £450, or 18 hours at £25 an hour. "
SILENT = ACT + "we neither confirm nor deny whether we hold a complaint about the officer, by section 40(5B)(a)(i)."
# What is wrong, the code, a letter that has it, and the nearest letter that does not.
PAIRS = [
    ("a review is promised in other words", "refusal.review-route",
     ACT + "the plan is exempt by section 43(2). You may apply to the Information Commissioner.",
     ACT + "the plan is exempt by section 43(2). Tell us if you disagree, and a manager will look at your case afresh. You may then"
     " apply to the Information Commissioner."),
    ("the Scottish Regulations have the Scottish Commissioner", "refusal.regulator",
     EISR + "the emails are withheld under regulation 10(4)(e). Ask us for a review, and then the Information Commissioner.",
     EISR + "the emails are withheld under regulation 10(4)(e). Ask us for a review, and then the Scottish Information Commissioner."),
    ("the exceptions of the other Regulations in Scotland", "law.unknown",
     EISR + "the request is refused under regulation 12(4)(b).", EISR + "the request is refused under regulation 10(4)(b)."),
    ("a presumption that the Scottish Regulations ask for too", "refusal.presumption",
     EISR + "the emails are withheld under regulation 10(4)(e).",
     EISR + "the emails are withheld under regulation 10(4)(e). We applied a presumption in favour of disclosure."),
    ("substantial prejudice under the Scottish Regulations", "refusal.substantial",
     EISR + "the bids are withheld under regulation 10(5)(e), as release would prejudice the bidders.",
     EISR + "the bids are withheld under regulation 10(5)(e), as release would prejudice the bidders substantially."),
    ("likely is enough under the Scottish Regulations", "refusal.adverse-effect",
     EIR + "the bids are excepted by regulation 12(5)(e), as release could adversely affect the bidders.",
     EISR + "the bids are withheld under regulation 10(5)(e), as release could adversely and substantially prejudice the bidders."),
    ("a review answered later than the Regulations allow", "refusal.review-time",
     EIR + "the plan is excepted by regulation 12(4)(e). Ask for a review; we will let you have our decision within 60 working days.",
     EIR + "the plan is excepted by regulation 12(4)(e). Ask for a review; we will let you have our decision within 40 working days."),
    ("'not held' in Scotland is a notice of its own", "refusal.review-route",
     SCOTS + "we searched and hold no minutes of the meeting.",
     SCOTS + "we searched and hold no minutes of the meeting. You may ask for a review within 40 working days."),
    ("a house policy on small figures", "refusal.threshold-reason",
     ACT + "the cell is exempt by section 40(2), as our policy is to suppress any figure below five.",
     ACT + "the cell is exempt by section 40(2). Our policy is to look at any figure below five, and colleagues could identify this person."),
    ("nowhere in particular on the internet", "refusal.where",
     ACT + "the list is exempt by section 21(1), as it can be found on the internet.",
     ACT + "the list is exempt by section 21(1), as it can be found at www.town.example/list."),
    ("time to weigh, and no date", "refusal.estimate-date",
     ACT + "we need longer to weigh the public interest under section 43(2), and will write shortly.",
     ACT + "we need longer to weigh the public interest under section 43(2), and will write by 14 August 2026."),
    ("nothing held can be weighed", "refusal.public-interest",
     EIR + "we refuse the emails under regulation 12(4)(e).", EIR + "we refuse the readings under regulation 12(4)(a), as none are held."),
    ("two interests that are not named as sides", "refusal.public-interest",
     ACT + "it is exempt by section 42(1) because our lawyer wrote it. There is a public interest in the lease. The exemption outweighs it.",
     ACT + "it is exempt by section 42(1) because our lawyer wrote it. There is a public interest in how the lease was let. There is a"
     " public interest in bodies being able to take advice. The latter outweighs the former."),
    ("section 18 owes no reasons on the balance", "refusal.public-interest",
     SCOTS + "we hold the report, and it is exempt under section 35(1)(g), as release would prejudice substantially our function.",
     SCOTS + "we neither confirm nor deny that we hold it, under section 18(1) with section 35(1)(g)."),
    ("the time of a sample is not the time of each", "refusal.cost-sum",
     OVER + "20 files at 60 minutes each would take 5 hours.",
     OVER + "20 files took 60 minutes, which is 3 minutes each; 3,900 files at 3 minutes each would take 195 hours."),
    ("none were made, of documents", "refusal.not-held-zero",
     "We do not hold this: none were made.", "We do not hold the minutes: we asked the clerk, and none were made."),
    ("the Scottish number for personal data", "law.regime",
     ACT + "the name is third party personal data and exempt under section 38(1)(b).",
     ACT + "the name is exempt under section 38(1)(b), as release would endanger the safety of the person whose personal data it is."),
    ("the English number for commercial interests", "law.regime",
     SCOTS + "the bid is exempt under section 43(2), as it would prejudice substantially commercial interests.",
     SCOTS + "the bid is exempt under section 33(1)(b), as it would prejudice substantially commercial interests."),
    ("the Scottish right to apply", "law.regime",
     ACT + "you may apply to the Information Commissioner under section 47 of the Act.",
     ACT + "you may apply to the Information Commissioner under section 50 of the Act."),
    ("data protection forbids, in short words", "law.gdpr-as-bar",
     "GDPR prevents us from telling you who taught it, so we can't answer.", "The UK GDPR gives you rights, which we can't list here."),
    ("a decision turned round", "law.decision",
     "In Coombs v Information Commissioner [2024] UKFTT 712 (GRC) the tribunal held that the scores were personal data.",
     "In Coombs v Information Commissioner [2024] UKFTT 712 (GRC) the tribunal held that section 40(2) was not engaged."),
    ("a decision of a year that has not come", "law.decision",
     "See [2199] UKUT 14 (AAC).", "See [2019] UKUT 247 (AAC), which you may not know."),
    ("the requester's own reading of a decision", "law.decision",
     "The Magherafelt decision held that the summary was not personal data.",
     "You say that Magherafelt held that the summary was not personal data; we read it otherwise."),
    ("a period that is not the law's", "law.period",
     "The statutory deadline is 30 days.", "You have 40 working days to ask for a review, and the Act gives us 20 working days to answer."),
    ("the period of a request with an extension", "law.period",
     "The Regulations allow 40 working days to answer.",
     "The Regulations allow an extension to 40 working days where a request is complex."),
    ("what has come of it", "ncnd.tip-off",
     SILENT + " I can assure you that the matter has since been dealt with.", SILENT + " Complaints in general are dealt with in 30 days."),
    ("what has changed since", "ncnd.tip-off",
     SILENT + " We have since changed our guidance.", SILENT + " Our guidance on complaints is on our website."),
    ("a person who has gone", "ncnd.tip-off",
     SILENT + " The officer no longer works here.", SILENT + " Any officer may be named in a complaint."),
    ("what a search found", "ncnd.tip-off",
     SILENT + " Another outcome for the 14 pages found in March was never open.", SILENT + " The policy has 14 pages."),
    ("held, between two clauses", "ncnd.tip-off",
     SILENT + " I add that, while the Council holds the report, we cannot discuss it.",
     SILENT + " This does not mean that the Council holds a report, or that it does not."),
    ("a silence in Scottish words", "ncnd.tip-off",
     SCOTS + "the Council is refusing, under section 18(1), to reveal whether the information exists or is held. As the Council holds the report,"
     " its officers cannot discuss it.",
     SCOTS + "the Council is refusing, under section 18(1), to reveal whether the information exists or is held."),
    ("only what a denial would do", "ncnd.one-sided",
     SILENT + " If we denied that there was a complaint, it would be plain that nobody had complained.",
     SILENT + " If we said that there was a complaint, the officer would be hurt; if we said that there was none, others would be."),
    ("a redacted interview in a letter that is silent", "ncnd.tip-off",
     SILENT + "\n\nEnclosures: PSU_interview_transcript.docx", SILENT + "\n\nEnclosures: Complaints_policy_2025.pdf"),
    ("nothing is withheld", "refusal.exemption",
     ACT + "the plan has been withheld.", ACT + "the orders are attached. None of these has been withheld."),
    ("it is not information that was refused", "refusal.exemption",
     ACT + "the plan was refused.", ACT + "we disclose that the planning application was refused."),
    ("pay is withheld, not information", "refusal.exemption",
     ACT + "their names were withheld.", ACT + "the policy is attached; pay was withheld during the strike."),
    ("declined as confidential, under nothing", "refusal.exemption",
     ACT + "the bids are commercially sensitive and we are unable to provide them.",
     ACT + "we are unable to provide them before Friday, when the office opens."),
    ("a bare conclusion is no test", "refusal.public-interest",
     ACT + "it is exempt by section 42(1) because our solicitor wrote it. The public interest in maintaining the exemption"
     " outweighs the public interest in disclosure.",
     ACT + "it is exempt by section 42(1) because our solicitor wrote it. The public interest in openness about the lease is"
     " outweighed by that in maintaining the exemption, since we must be able to take advice."),
    ("two sides and no conclusion", "refusal.public-interest",
     ACT + "it is exempt by section 42(1) because our solicitor wrote it. Public interest in favour of disclosure: openness. In favour of"
     " maintaining the exemption: candour.",
     ACT + "it is exempt by section 42(1) because our solicitor wrote it. Public interest in favour of disclosure: openness. In favour of"
     " maintaining the exemption: candour. The balance lies in withholding it."),
    ("an answer is the other side of a silence", "refusal.public-interest",
     ACT + "we neither confirm nor deny it, by section 30(3). The public interest in maintaining the exclusion outweighs it.",
     ACT + "we neither confirm nor deny it, by section 30(3). In favour of an answer is trust in the police. In favour of maintaining"
     " the exclusion is a fair inquiry. The public interest in maintaining it outweighs that in an answer."),
    ("national security is a matter of need", "refusal.harm",
     ACT + "the plan is exempt by section 24(1), as it is about defence.",
     ACT + "the plan is exempt by section 24(1), as that is required for safeguarding national security."),
    ("harm that could follow is too little", "refusal.harm",
     ACT + "the rota is exempt by section 31(1)(a), as release could prejudice the prevention of crime.",
     ACT + "the rota is exempt by section 31(1)(a), as release would prejudice the prevention of crime."),
    ("the balance tipped the wrong way", "refusal.direction",
     ACT + "we withhold the bid by section 43(2). The balance lies in favour of disclosure.",
     ACT + "we withhold the bid by section 43(2). The balance lies in favour of disclosure of the summary, which we attach."),
    ("a presumption is no balance", "refusal.direction",
     EIR + "we withhold it by regulation 12(4)(e). The public interest in maintaining the exception is outweighed by openness.",
     EIR + "we withhold it by regulation 12(4)(e). We presumed that the public interest favours disclosure."),
    ("an address that is the regulator's", "refusal.where",
     ACT + "it is exempt by section 21(1) because it is public. You may complain at https://ico.org.uk/complain.",
     ACT + "it is exempt by section 21(1) because it can be read at www.example.gov.uk/dues. You may complain."),
    ("an address with a complaint in it is no review", "refusal.review-route",
     ACT + "the names are exempt by section 40(2). Apply to the Information Commissioner, ico.org.uk/make-a-complaint.",
     ACT + "the names are exempt by section 40(2). You may complain to us, and then apply to the Information Commissioner."),
    ("an opinion without its date", "refusal.qualified-person",
     ACT + "the note is exempt by section 36(2)(c). The qualified person's opinion is that harm would follow.",
     ACT + "the note is exempt by section 36(2)(c). The qualified person gave the opinion on 3 May 2026 that harm would follow."),
    ("an opinion after the letter", "refusal.qualified-person",
     "Date: 1 May 2026\n\n" + ACT + "the note is exempt by section 36(2)(c). The qualified person gave the opinion on 3 May 2026.",
     "Date: 5 May 2026\n\n" + ACT + "the note is exempt by section 36(2)(c). The qualified person gave the opinion on 3 May 2026."),
    ("an intention that the request prompted", "refusal.publication",
     ACT + "it is exempt by section 22(1). Following your request we have decided to publish it on 1 May 2027, and it is reasonable"
     " to wait.",
     ACT + "it is exempt by section 22(1). Before your request came we had decided to publish it on 1 May 2027, and it is"
     " reasonable to wait."),
    ("data protection law named as the enactment", "refusal.enactment",
     ACT + "it is exempt by section 44(1)(a), as the Data Protection Act 2018 prohibits it.",
     ACT + "it is exempt by section 44(1)(a), as section 39 of the Statistics and Registration Service Act 2007 prohibits it."),
    ("no more time under the Scottish Act", "refusal.extension",
     SCOTS + "we need more time to consider the public interest and expect to decide by 14 August 2026.",
     ACT + "section 42(1) applies; we need more time to consider the public interest and expect to decide by 14 August 2026."),
    ("more time under the EIR for the balance alone", "refusal.extension",
     EIR + "we need more time to consider the public interest, until 14 August 2026.",
     EIR + "we need more time to consider the public interest, until 14 August 2026, as the request is complex and its volume is great."),
    ("what is held has only to be counted", "refusal.create",
     "We hold the time of each bus. We would have to create a list.",
     "We do not hold the times. We would have to create a list."),
    ("skill and judgement are more than counting", "refusal.create",
     "We hold the files. There is no duty to create a list.",
     "We hold the files. There is no duty to create a list, which would need a doctor's judgement of each."),
    ("the estimate is under the limit", "refusal.cost-sum",
     OVER + "To find them would take 15 hours.", OVER + "To find them would take 7 hours a team, or 35 hours."),
    ("the price is not the hours at the rate", "refusal.cost-sum",
     OVER + "It would take 36 hours, or £1,200.", OVER + "It would take 36 hours, or £900."),
    ("a council with a department's limit", "refusal.cost-limit",
     COUNCIL + "Section 12(1) of the Freedom of Information Act 2000 applies: the limit is £600 and it would take 40 hours.",
     "Ministry of Harbours\n\nSection 12(1) of the Freedom of Information Act 2000 applies: the limit is £600 and it would take 40 hours."),
    ("a Scottish rate above the cap", "refusal.cost-rate",
     SCOTS + "section 12(1) applies: 60 hours at £25 an hour pass £600.",
     SCOTS + "section 12(1) applies: 60 hours at £12 an hour pass £600."),
    ("redaction is not counted", "refusal.cost-work",
     OVER + "Redacting 600 forms at 5 minutes each would take 50 hours.",
     OVER + "Without redaction, reading 600 forms at 5 minutes each would take 50 hours."),
    ("section 12 without its subsection", "refusal.limb",
     ACT + "we refuse by section 12, as it would take 40 hours.", ACT + "we refuse by section 12(1), as it would take 40 hours."),
    ("the same plan under both", "law.exclusive",
     ACT + "the plan is exempt under section 30(1)(a), as it is held for an inquiry; the same plan is exempt under section 31(1)(b).",
     ACT + "the plan is exempt under section 30(1)(a), as it is held for an inquiry. The rota is exempt under section 31(1)(b)."),
    ("data protection law that prohibits", "law.gdpr-as-bar",
     ACT + "we withhold the names, as the GDPR prohibits their release.", ACT + "we hold the names as the GDPR requires."),
    ("a year that is not the Act's", "law.year",
     "We answer under the Environmental Information Regulations 2005.",
     "We answer under the Environmental Information Regulations 2004 and the Equality Act 2010."),
    ("a repealed Act relied on", "law.repealed",
     "They were given in confidence, and release would breach the Data Protection Act 1998.",
     "The list was registered under the Data Protection Act 1998, which has been replaced."),
    ("the Act's limit on environmental information", "law.eir-cost-limit",
     EIR + "we refuse under regulation 12(4)(b), as it passes the cost limit of £450.",
     EIR + "we refuse under regulation 12(4)(b). The cost limit does not apply."),
    ("a Scottish council on the Administration's policy", "law.body",
     "Kelling Council\n\n" + SCOTS + "the note is exempt by section 29(1)(a).",
     "The Scottish Government\n\n" + SCOTS + "the note is exempt by section 29(1)(a)."),
    ("an event spoken of as a fact in another answer", "ncnd.tip-off",
     SILENT + "\n\nQuestion 2. The policy was changed after the complaint about the officer was closed.",
     SILENT + "\n\nQuestion 2. The policy was changed after the complaints process was reviewed."),
    ("the file that we hold, later on", "ncnd.tip-off",
     SILENT + "\n\nThe file that we hold is kept for six years.", SILENT + "\n\nAny file that we hold is kept for six years."),
    ("what we hold for another question", "ncnd.tip-off",
     "Question 1. " + SILENT + "\n\nThe records that we hold are old.\n\nQuestion 2. Attached.",
     "Question 1. " + SILENT + "\n\nQuestion 2. The records that we hold on parking are attached."),
    ("an attachment named for it", "ncnd.tip-off",
     SILENT + "\n\nAttached: complaint_of_may.pdf", SILENT + "\n\nAttached: complaints_policy.pdf"),
    ("what is in the file", "ncnd.tip-off",
     SILENT[:-1] + ", and the contents of the file are sensitive.",
     SILENT[:-1] + ", whatever the contents of a file might be."),
    ("a search that found", "ncnd.tip-off",
     SILENT + " Our search of the registers found it in May.", SILENT + " Either answer would be unfair."),
    ("no limb that lifts the duty", "ncnd.limb",
     ACT + "we neither confirm nor deny it, by section 21(1).", ACT + "we neither confirm nor deny it, by section 22(2)."),
    ("section 18 lifts it in Scotland", "ncnd.limb",
     SCOTS + "we neither confirm nor deny it, by section 35(1)(a).",
     SCOTS + "we neither confirm nor deny it, by section 18(1) with section 35(1)(a)."),
]  # fmt: skip


@pytest.mark.parametrize(("why", "code", "wrong", "near"), PAIRS)
def test_a_breach_is_told_from_its_near_miss(why: str, code: str, wrong: str, near: str) -> None:
    assert code in codes(wrong), why
    assert code not in codes(near), why


SHEET = Material(request_text="Please send the register as an Excel spreadsheet.")
FORMS = [
    ("a scan for a spreadsheet", "A scanned copy is attached.", True),
    ("the spreadsheet itself", "The spreadsheet is attached, with a scanned copy of the key.", False),
    ("a scan with the reason for it", "A scanned copy is attached, as it is not possible to export it.", False),
    ("no word of a form", "The register is attached.", False),
]  # fmt: skip


@pytest.mark.parametrize(("why", "text", "found"), FORMS)
def test_the_form_asked_for_is_given_or_refused_with_a_reason(why: str, text: str, found: bool) -> None:
    assert ("refusal.format" in codes(text, SHEET)) is found, why


LATE = "Date: 30 April 2026\nYour request was received on 2 March 2026.\n\n"
DATED = [
    ("late by the letter's own dates", LATE + "The lease is attached.", True),
    ("late, and sorry", LATE + "We apologise for the delay. The lease is attached.", False),
    ("late, and said to be in time", LATE + "Sorry that this is brief. We answer within the statutory 20 working days.", True),
    ("late, and says what should have been", LATE + "We should have answered within 20 working days and regret it.", False),
    ("the clock began again", LATE + "You clarified the request in April. The lease is attached.", False),
    ("in time by its own dates", LATE.replace("30 April", "20 March") + "We answer within 20 working days.", False),
    ("a year beyond the calendar", LATE.replace("2026", "2099") + "The lease is attached.", False),
]  # fmt: skip


@pytest.mark.parametrize(("why", "text", "found"), DATED)
def test_the_dates_that_a_letter_tells_are_held_against_the_law(why: str, text: str, found: bool) -> None:
    assert ("refusal.late" in codes(text)) is found, why


TWO = ("Does the council own the car park?", "Who runs the market hall?")
PARTS = ("Please send (a) the travel policy, (b) the list of flights and (c) the policy on gifts.",)
ANSWERS = [
    ("each once", TWO, "1. Does the council own the car park?\n\nYes.\n\n2. Who runs the market hall?\n\nA company.", []),
    ("the first twice", TWO, "1. Does the council own the car park?\n\nYes.\n\n2. Who runs the market hall?\n\nA firm.\n\n"
     "1. Does the council own the car park?\n\nNo.", ["question.twice"]),
    ("listed, then answered", TWO, "1. Does the council own the car park?\n2. Who runs the market hall?\n\nOur answers:\n\n"
     "1. Does the council own the car park?\n\nYes.\n\n2. Who runs the market hall?\n\nA firm.", []),
    ("two headings for one", TWO, "Question 1\n\nYes.\n\nQuestion 2\n\nA firm.\n\nQuestion 2 (more)\n\nNobody.", ["question.twice"]),
    ("a list with numbers of its own", TWO, "1. Who runs the market hall?\n2. Does the council own the car park?", []),
    ("the authority's name is no answer", ("How much did Kelling Rescue spend on foam?", "Where is it stored?"),
     "Kelling Rescue\n\n2. Where is it stored?\n\nIn drums.", ["question.unanswered"]),
    ("a lettered part left out", PARTS, "(a) The policy is attached.\n\n(c) So is the policy on gifts.", ["question.unanswered"]),
    ("every lettered part", PARTS, "(a) Attached.\n\n(b) Attached.\n\n(c) Attached.", []),
    ("parts answered in prose", PARTS, "The travel policy, the list of flights and the policy on gifts are attached.", []),
    ("a part left out in prose", PARTS, "The travel policy and the policy on gifts are attached.", ["question.unanswered"]),
]  # fmt: skip


@pytest.mark.parametrize(("why", "asked", "text", "found"), ANSWERS)
def test_each_question_is_answered_once(why: str, asked: tuple[str, ...], text: str, found: list[str]) -> None:
    page = Page(text, Material(request_text=" ".join(asked), questions=asked))
    assert [finding.code for finding in questions.check(page)] == found, why


RECEIVED = Material(regime="foia", received=date(2026, 11, 23), letter_date=date(2026, 12, 23))


def test_a_late_reply_apologises() -> None:
    assert "refusal.late" in codes("The information is attached.", RECEIVED)
    assert "refusal.late" not in codes("We apologise for the delay. The information is attached.", RECEIVED)


def test_a_reply_in_time_need_not() -> None:
    in_time = Material(regime="foia", received=date(2026, 11, 23), letter_date=date(2026, 12, 22))
    assert "refusal.late" not in codes("The information is attached.", in_time)


def test_a_deadline_is_the_statutory_one() -> None:
    assert "refusal.deadline" in codes("We will respond to you by 21 December 2026.", RECEIVED)
    assert "refusal.deadline" not in codes("We will respond to you by 22 December 2026.", RECEIVED)


def test_a_crash_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    from assistant import checks

    def broken(page: Page) -> list[object]:
        raise RuntimeError(page.text)

    monkeypatch.setattr(checks, "CHECKS", (("arithmetic", broken),))
    report = check_letter("Three officers.", Material())
    assert report.verdict is Verdict.BLOCK
    assert [finding.code for finding in report.findings] == ["check.failed"]
    assert "arithmetic" in report.findings[0].message
    assert "Three" not in report.findings[0].message

"""The rules on refusals and law: each sample, the near-misses, and the letter that prompted the product."""

from datetime import date
from pathlib import Path

import pytest

from assistant.checks import Material, Page, check_letter, law, ncnd, refusal
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

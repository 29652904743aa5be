"""Refusals told in everyday words, each slip beside words that are like it and right."""

import pytest

from assistant.checks import Material, check_letter

_HEAD = "Freedom of Information Act 2000. Thank you for your request.\n\n"
_REGULATIONS = "Environmental Information Regulations 2004. Thank you for your request.\n\n"
_SCOTLAND = "Freedom of Information (Scotland) Act 2002. Thank you for your request.\n\n"
_ROUTES = "\n\nYou can ask us for an internal review, and then complain to the Information Commissioner (ico.org.uk)."
_KEPT_BACK = (
    "The bid is withheld under regulation 12(5)(e): it is confidential by contract and {harm}. We applied the presumption in favour of"
    " disclosure and weighed openness in planning against the harm, which is greater."
)
_MEASURED = "The {what} are withheld under regulation 12(5)(e), being confidential; release would adversely affect the operator."

ROWS = [
    (
        "a wish is no exemption", "refusal.exemption",
        f"{_HEAD}The ledger holds names that we would rather not share.{_ROUTES}",
        f"{_HEAD}The ledger is enclosed. If you would rather not share your address with us, leave it out.{_ROUTES}",
    ),
    (
        "arguments outweighed under an absolute exemption", "refusal.public-interest-absolute",
        f"{_HEAD}The letters came in confidence and a claim for breach would succeed; section 41(1) applies. The arguments for disclosure do not outweigh it.{_ROUTES}",
        f"{_HEAD}The letters came in confidence and a claim for breach would succeed; section 41(1) applies. We read each argument in your letter.{_ROUTES}",
    ),
    (
        "the rule of the house as the reason", "refusal.threshold-reason",
        f"{_HEAD}A star stands for a low count. It is our rule that numbers that small are not given out.{_ROUTES}",
        f"{_HEAD}A star stands for a low count, from which a person could be identified; section 40(2) applies.{_ROUTES}",
    ),
    (
        "a log without an entry holds the answer: none", "refusal.not-held-zero",
        f"{_HEAD}The log of rescues has no swan in it, so we do not hold this information.{_ROUTES}",
        f"{_HEAD}The log of rescues has no column for the kind of bird, so we do not hold this information.{_ROUTES}",
    ),
    (
        "not held, without a word on the search", "refusal.not-held-search",
        f"{_HEAD}You ask for emails about the bandstand. We don't hold any.{_ROUTES}",
        f"{_HEAD}You ask for emails about the bandstand. We searched the parks mailbox and don't hold any.{_ROUTES}",
    ),
    (
        "late by the dates of the letter itself", "refusal.late",
        f"12 June 2026\n\n{_HEAD}Your request reached us on 2 March 2026. The figures are enclosed.{_ROUTES}",
        f"12 March 2026\n\n{_HEAD}Your request reached us on 2 March 2026. The figures are enclosed.{_ROUTES}",
    ),
    (
        "what might be is too low for the Regulations", "refusal.adverse-effect",
        _REGULATIONS + _KEPT_BACK.format(harm="release might harm the bidder's trade"),
        _REGULATIONS + _KEPT_BACK.format(harm="release would adversely affect the bidder's trade"),
    ),
    (
        "the statements are spoken of as a fact", "ncnd.tip-off",
        f"{_HEAD}We neither confirm nor deny holding anything about the driver (section 40(5B)(a)(i)). The two statements taken in May are too sensitive.{_ROUTES}",
        f"{_HEAD}We neither confirm nor deny holding anything about the driver (section 40(5B)(a)(i)). Any statements would be too sensitive.{_ROUTES}",
    ),
    (
        "the reason speaks of the investigation as a fact", "ncnd.tip-off",
        f"{_HEAD}We neither confirm nor deny holding anything about the firm (section 31(3)). To confirm would alert the firm to our investigation.{_ROUTES}",
        f"{_HEAD}We neither confirm nor deny holding anything about the firm (section 31(3)). To confirm would alert a firm to any investigation.{_ROUTES}",
    ),
    (
        "no purpose need be told", "law.misread",
        f"{_HEAD}You have not told us why you want the data and we therefore do not have to give it.{_ROUTES}",
        f"{_HEAD}You have not told us which year you want; please do, and we will answer.{_ROUTES}",
    ),
    (
        "staff time below the limit is free", "law.fee",
        f"{_HEAD}There will be a charge of £90 for the time it took to find the figures.{_ROUTES}",
        f"{_HEAD}There will be a charge of £9 for the disc and the stamp.{_ROUTES}",
    ),
    (
        "what the records add up to is held", "refusal.create",
        f"{_HEAD}For the number by street we would need to add up the records of each street in our database. That would be new information.{_ROUTES}",
        f"{_HEAD}For the number by street we would need to add up what people remember; nothing is written down.{_ROUTES}",
    ),
    (
        "smoke from a stack is an emission", "law.emissions",
        _REGULATIONS + _MEASURED.format(what="measurements of smoke"),
        _REGULATIONS + _MEASURED.format(what="prices of the bid"),
    ),
    (
        "a tenant at an address", "person.address",
        f"{_HEAD}The tenant of 14 Larch Row was evicted for arrears in May.{_ROUTES}",
        f"{_HEAD}The works at 14 Larch Row were finished in May.{_ROUTES}",
    ),
    (
        "the Commissioner of the other regime, where nothing is held", "refusal.regulator",
        f"{_SCOTLAND}We do not hold the counts, as the survey was never made. You may ask for a review within 40 working days and then apply to the Information Commissioner, Wycliffe House.",
        f"{_SCOTLAND}We do not hold the counts, as the survey was never made. You may ask for a review within 40 working days and then apply to the Scottish Information Commissioner.",
    ),
]  # fmt: skip


def _codes(letter: str) -> set[str]:
    return {one.code for one in check_letter(letter, Material()).findings}


@pytest.mark.parametrize(("why", "code", "slip", "right"), ROWS, ids=[f"{row[1]}: {row[0]}" for row in ROWS])
def test_a_slip_is_found_and_its_near_miss_is_not(why: str, code: str, slip: str, right: str) -> None:
    assert code in _codes(slip), why
    assert code not in _codes(right), why


def test_a_letter_under_an_act_and_the_regulations_may_cite_both() -> None:
    head = (
        "Reference 25/0087\nEnvironmental Information Regulations 2004 / FOIA 2000\n\nThank you for your request.\n\n"
    )
    cited = "One drawing is withheld under section 31(1)(a), because it would be likely to help a burglar; openness weighs less than safety."
    assert not {"law.unknown", "law.regime"} & _codes(head + cited + _ROUTES)
    assert {"law.unknown", "law.regime"} & _codes(
        f"Your request was dealt with under the Environmental Information Regulations. {_REGULATIONS}{cited}{_ROUTES}"
    )

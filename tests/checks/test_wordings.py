"""What letters say of the law, in many words: each slip of ``wordings.toml`` is found, and the right sentence beside it is left alone."""

import tomllib
from pathlib import Path

import pytest

from assistant.checks import Material, Page, law, ncnd, refusal

LAWS = {
    "foia": "the Freedom of Information Act 2000",
    "foisa": "the Freedom of Information (Scotland) Act 2002",
    "eir": "the Environmental Information Regulations 2004",
    "routes": " You may ask for an internal review within 40 working days, and may then apply to the Information Commissioner under section 50.",
    "scottish": " You may ask for a review within 40 working days, and may then apply to the Scottish Information Commissioner under section 47.",
    "regulations": " You may make representations within 40 working days, and may then apply to the Information Commissioner.",
    "weighed": " In favour of disclosure is openness about spending. In favour of maintaining the exemption is the need to keep the market fair."
    " The balance lies in maintaining it.",
}
WORDINGS = tomllib.loads(Path(__file__).with_name("wordings.toml").read_text("utf-8"))["wording"]


def _cases(side: str) -> list[tuple[str, str, str]]:
    return [(one["code"], one["why"], text.format(**LAWS)) for one in WORDINGS for text in one[side]]


def _codes(text: str) -> set[str]:
    page = Page(text, Material())
    return {finding.code for check in (refusal, law, ncnd) for finding in check.check(page)}


@pytest.mark.parametrize(("code", "why", "text"), _cases("wrong"))
def test_a_slip_is_found_in_whatever_words(code: str, why: str, text: str) -> None:
    assert code in _codes(text), why


@pytest.mark.parametrize(("code", "why", "text"), _cases("near"))
def test_what_is_right_is_left_alone(code: str, why: str, text: str) -> None:
    assert code not in _codes(text), why

"""The regulator is the one of the letter's day, and says nothing that is not verified."""

from datetime import date

import pytest

from assistant.errors import InputError
from assistant.law.regulators import regulator


@pytest.mark.parametrize("regime", ["foia", "eir"])
def test_uk_regulator_by_date(regime):
    before, after = regulator(regime, date(2026, 8, 31)), regulator(regime, date(2026, 11, 22))
    assert before.name == after.name == "Information Commissioner"
    assert before.address[-1] == "SK9 5AF"
    assert after.address == (), "the address after the announced move is not verified"
    assert "Manchester" in after.note
    assert after.url == "https://ico.org.uk/make-a-complaint/foi-and-eir-complaints/"
    assert after.phone == "0303 123 1113"


def test_scottish_regulator_gives_nothing_unverified():
    found = regulator("foisa", date(2026, 11, 22))
    assert found.name == "Scottish Information Commissioner"
    assert "foi.scot" in found.url
    assert (found.phone, found.address, found.complaint_time) == ("", (), "")


@pytest.mark.parametrize(
    ("on", "stale"),
    [
        (date(2026, 11, 22), False),
        (date(2027, 11, 22), False),
        (date(2027, 11, 23), True),
        (date(2026, 1, 1), False),
    ],
)
def test_stale_after_twelve_months(on, stale):
    assert regulator("foia", date(2026, 11, 22)).stale(on) is stale


@pytest.mark.parametrize(
    ("regime", "on", "said"),
    [("gdpr", date(2026, 1, 1), "no regime"), ("foia", date(2004, 12, 31), "2005-01-01")],
)
def test_refused(regime, on, said):
    with pytest.raises(InputError, match=said):
        regulator(regime, on)

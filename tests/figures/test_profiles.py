"""House profiles: what some bodies do, by name, and never as law."""

import pytest

from assistant.errors import SettingsError
from assistant.figures.choices.profiles import load_profile, profiles
from assistant.figures.counts import Count
from assistant.figures.policy import Policy
from assistant.figures.protect import protect
from assistant.figures.tables import TOTAL, Dimension, Key, Table


@pytest.mark.parametrize(
    ("name", "low", "not_low", "round_to", "mark"),
    [
        ("under-5", (1, 4), (0, 5), None, "[c]"),
        ("under-6", (1, 5), (0, 6), None, "[c]"),
        ("under-10", (1, 9), (0, 10), None, "[c]"),
        ("nhs", (1, 7), (0, 8), 5, "*"),
        ("ofqual", (1, 4), (0, 5), 5, "[c]"),
        (" NHS ", (1, 7), (0, 8), 5, "*"),  # as it was typed
    ],
)
def test_a_profile_sets_what_is_low(
    name: str, low: tuple[int, ...], not_low: tuple[int, ...], round_to: int | None, mark: str
) -> None:
    policy = load_profile(name)
    assert all(policy.is_low(value) for value in low)
    assert not any(policy.is_low(value) for value in not_low)
    assert (policy.round_to, policy.mark) == (round_to, mark)


def test_what_a_profile_does_not_set_stays() -> None:
    base = Policy(zeros="hide", round_to=10, time_limit=3.0, mark="..")
    assert load_profile("under-10", base) == Policy(10, "hide", "[c]", 10, 3.0)
    assert load_profile("nhs", base) == Policy(8, "show", "*", 5, 3.0)


@pytest.mark.parametrize("name", ["", "under-7", "law", "under 5"])
def test_an_unknown_profile_lists_those_there_are(name: str) -> None:
    with pytest.raises(SettingsError, match="there is no profile") as caught:
        load_profile(name)
    assert all(profile.name in caught.value.todo for profile in profiles())


def test_every_profile_says_whose_it_is_and_that_it_is_not_law() -> None:
    assert len({profile.name for profile in profiles()}) == len(profiles())
    for profile in profiles():
        assert profile.title
        assert profile.description
        assert profile.used_by
        assert profile.source.startswith("https://")
        assert profile.status in {"verified", "part", "unverified"}
        assert "policy, not law" in profile.note
        assert set(profile.unverified) <= profile.settings.keys()
        assert isinstance(profile.policy(), Policy)
    assert next(one for one in profiles() if one.name == "nhs").unverified == ("zeros",)


def test_the_nhs_rules_worked_example() -> None:
    """Domain 5.3: of 4, 12, 9 and 25 the first is hidden, the rest rounded, and the first can be 1 to 7."""
    counts = {"A": 4, "B": 12, "C": 9, TOTAL: 25}
    cells: dict[Key, Count | None] = {(label,): Count(label, value) for label, value in counts.items()}
    table = Table("", "t.csv", "crosstab", "people", (Dimension("Group", ("A", "B", "C")),), cells)
    safe = protect(table, load_profile("nhs"))
    assert [cell.text for cell in safe.cells] == ["*", "10", "10", "25"]
    low, high = safe.cells[0].interval
    assert low <= 1
    assert high is None or high >= 7

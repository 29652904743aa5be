"""A long letter searched near the words that a pattern needs gives what a search of every place gives."""

import importlib
import re

import pytest

from assistant.checks import page
from assistant.checks.numbers import prose
from assistant.checks.rules import rules
from assistant.checks.seek import Seeker, stems_of

STEMS = [
    ("words one after the other", r"qualified person", {"qualified"}),
    ("alternatives, each with its own", r"\b(?:held|recorded)\b", {"held", "recorded"}),
    ("an alternative that needs nothing", r"held|\d+", set()),
    ("a letter that may be missing", r"favou?r", {"favo"}),
    ("a group that may be missing", r"(?:not )?held", {"held"}),
    ("a repeat of none or more", r"(?:very )*late", {"late"}),
    ("a repeat of at least one", r"(?:very )+x", {"very"}),
    ("what must not stand there", r"(?!held)\w+", set()),
    ("a class that looks like a bracket", r"[()|]+held[^\]x]", {"held"}),
    ("a bracket that is a sign", r"31\(a\) applies", {"applies"}),
    ("one letter is in every text", r"a b c", set()),
    ("a named group", r"(?P<part>tenant|owner), ", {"tenant", "owner"}),
    ("small letters, however written", r"NCND", {"ncnd"}),
]


@pytest.mark.parametrize(("why", "pattern", "stems"), STEMS)
def test_the_words_that_a_pattern_needs(why: str, pattern: str, stems: set[str]) -> None:
    assert stems_of(pattern) == stems, why


def patterns() -> list[tuple[str, "re.Pattern[str]"]]:
    names = "refusal law ncnd people names costs grounds holding timing particulars weighing"
    modules = [importlib.import_module(f"assistant.checks.{name}") for name in names.split()]
    found = {
        f"{module.__name__}.{name}": value
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, re.Pattern)
    }
    return list(found.items())


def test_every_pattern_finds_the_same_in_a_long_letter() -> None:
    letters = [sample for rule in rules().values() for sample in (rule.good, rule.bad) if sample]
    filler = "x y z. " * 600
    text = filler.join(letters)
    seeker = Seeker(text, prose.read(text).words)
    assert seeker.vocabulary, "the letter is long enough"
    for name, pattern in patterns():
        if not pattern.pattern.endswith(r"\Z"):
            expected = [match.span() for match in pattern.finditer(text)]
            assert [match.span() for match in seeker.find(pattern)] == expected, name


def test_a_word_at_either_end_of_a_long_letter_is_found() -> None:
    letter = page.Page("Withheld. " + "x y. " * 20_000 + " withheld", page.Material())
    found = [match.start() for match in letter.seeker.find(re.compile("withheld", re.I))]
    assert found == [0, len(letter.text) - len("withheld")]

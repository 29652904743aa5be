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


@pytest.mark.parametrize(
    ("why", "source", "text"),
    [
        ("capitals that stand for themselves", r"\bICO\b|GDPR", "the ico, the ICO and the gdpr"),
        ("classes of letters", r"\b[A-Z]{2}[0-9]\b", "ab1 AB2 Ab3 abc4"),
        ("escapes that are capitals", r"\Bid\S+\W\D", "provided, hidden; id 4"),
        ("named groups and their repeats", r"(?P<One>ha)-(?P=One)", "Ha-ha HA-HA ha-he"),
        ("the case is kept in what is found", r"officer (?P<name>\w+)", "OFFICER Hale, officer dale"),
    ],
)
def test_case_is_ignored_as_the_pattern_itself_ignores_it(why: str, source: str, text: str) -> None:
    pattern = re.compile(source, re.I)
    expected = [(match.span(), match.groups()) for match in pattern.finditer(text)]
    assert [(match.span(), match.groups()) for match in Seeker(text, ()).find(pattern)] == expected, why

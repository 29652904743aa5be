"""The measured letter sets: large enough, of every family, honest about where the slip is; and the measure itself, on findings by hand."""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from assistant.findings import Finding, Verdict
from evals.letters_measured import (
    CODES,
    FOLDER,
    LATER,
    Letter,
    LetterError,
    Measure,
    judge,
    letters,
    lines,
    main,
    measure,
    read_letter,
)

ALL = letters()
BY_OTHERS = letters(folder=LATER)
BAD = [one for one in ALL if one.bad]
CLEAN = [one for one in ALL if not one.bad]
# The first letters, which are shorter than the measured ones, stand directly in bad/ and clean/.
MEASURED = [one for one in ALL if not any((FOLDER / side / f"{one.id}.md").exists() for side in ("bad", "clean"))]


def test_there_are_two_hundred_of_each() -> None:
    assert len(BAD) >= 200
    assert len(CLEAN) >= 200


@pytest.mark.parametrize("code", sorted(CODES))
def test_each_family_of_codes_has_eight_bad_letters_and_some_of_them_out_of_sight(code: str) -> None:
    of_code = [one for one in BAD if one.code == code]
    assert len(of_code) >= 8
    assert any(one.held_out for one in of_code)


@pytest.mark.parametrize("side", [BAD, CLEAN], ids=["bad", "clean"])
def test_a_quarter_is_held_out(side: list[Letter]) -> None:
    assert 0.23 <= sum(one.held_out for one in side) / len(side) <= 0.27


def test_half_of_the_clean_letters_are_near_misses_of_a_bad_one_that_exists() -> None:
    near = [one for one in CLEAN if one.near_miss_of]
    assert len(near) >= len(CLEAN) / 2
    assert {one.near_miss_of for one in near} <= {one.id for one in BAD}


def test_no_id_stands_twice_and_no_text_stands_twice() -> None:
    assert not [name for name, times in Counter(one.id for one in [*ALL, *BY_OTHERS]).items() if times > 1]
    assert not [text for text, times in Counter(one.text for one in [*ALL, *BY_OTHERS]).items() if times > 1]


def test_the_leak_stands_once_so_that_its_place_is_sure() -> None:
    assert not [one.id for one in [*MEASURED, *BY_OTHERS] if one.leak and one.text.count(one.leak) != 1]


def test_only_what_is_missing_has_no_place() -> None:
    """A count, a name or a citation can be pointed at; a part that a notice lacks, or a question without an answer, cannot."""
    assert {one.code for one in [*BAD, *(one for one in BY_OTHERS if one.bad)] if not one.leak} <= {
        "refusal",
        "question",
    }
    assert not [one.id for one in [*CLEAN, *(one for one in BY_OTHERS if not one.bad)] if one.leak]


def test_a_letter_is_between_an_excerpt_of_two_lines_and_a_reply_of_two_pages() -> None:
    assert not [one.id for one in MEASURED if not 15 <= len(one.text.split()) <= 900]


def test_a_question_or_a_number_without_a_source_is_held_against_a_request() -> None:
    assert not [one.id for one in BAD if one.code in ("question", "number") and not one.request]


def test_what_later_authors_wrote_is_not_lost_again() -> None:
    """These are no target: they are what the checks have learned from other hands, and must not unlearn."""
    found = measure(BY_OTHERS)
    counts = [one for one in found.bad if one.letter.code == "count"]
    assert sum(one.caught for one in counts) / len(counts) >= 0.92
    assert found.caught >= 0.8
    # Those of one author are long and made to be hard.
    hard = [one for one in found.clean if one.letter.id.startswith("d-")]
    plain = [one for one in found.clean if one not in hard]
    assert sum(one.blocked for one in plain) / len(plain) <= 0.03
    assert sum(one.blocked for one in hard) / len(hard) <= 0.35


def test_a_low_count_must_block() -> None:
    assert not [one.id for one in BAD if one.code == "count" and one.verdict is not Verdict.BLOCK]


# No real person or address: reserved endings; Ofcom's numbers for drama, the Commissioner's helpline and numbers that nobody has.
_MAIL = re.compile(r"[\w.+-]+@([\w.-]+\w)")
_PHONE = re.compile(r"\b0\d{3,4} \d{3} ?\d{3,4}\b")
_RESERVED = re.compile(r"(^|\.)example(\.(com|org|net|gov\.uk|ac\.uk|scot))?$")
_DRAMA = re.compile(r"^(01632 ?960 ?\d{3}|07700 ?900 ?\d{3}|0303 123 1113)$")


def test_nobody_in_a_letter_can_be_reached() -> None:
    text = "\n".join(one.text for one in [*ALL, *BY_OTHERS])
    assert not [host for host in _MAIL.findall(text) if not _RESERVED.search(host)]
    assert not [number for number in _PHONE.findall(text) if not _DRAMA.match(number)]


def _check_digit_is_right(digits: str) -> bool:
    left = 11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return left % 11 == int(digits[9])


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("nhs-number", True),
        ("nhs-number-plain", True),
        ("ten-digits", False),  # the near-miss: the same shape, and no NHS number
    ],
)
def test_nhs_numbers_are_of_the_range_kept_for_tests(name: str, right: bool) -> None:
    text = next(one.text for one in ALL if one.id == name)
    numbers = [re.sub(" ", "", found) for found in re.findall(r"\b999 ?\d{3} ?\d{4}\b", text)]
    assert numbers
    assert [_check_digit_is_right(number) for number in numbers] == [right] * len(numbers)


def letter(
    *, bad: bool = True, code: str = "count", verdict: Verdict = Verdict.BLOCK, leak: str = "two nurses"
) -> Letter:
    text = "In May two nurses left, and in June 61 others."
    return Letter("by-hand", bad, "stated", code, verdict, "why", leak, "", "", None, held_out=False, text=text)


def said(code: str, verdict: Verdict, words: str) -> Finding:
    start = letter().text.index(words)
    return Finding(code, verdict, "what", "do", start, start + len(words), words)


@pytest.mark.parametrize(
    ("why", "about", "finding", "caught"),
    [
        ("the words themselves", letter(), said("count.stated", Verdict.BLOCK, "two nurses"), True),
        ("a part of the words is the place", letter(), said("count.stated", Verdict.BLOCK, "two"), True),
        (
            "more than the words is the place too",
            letter(),
            said("count.stated", Verdict.BLOCK, "May two nurses left"),
            True,
        ),
        ("another place", letter(), said("count.stated", Verdict.BLOCK, "61"), False),
        ("beside the words, without touching them", letter(), said("count.stated", Verdict.BLOCK, " left"), False),
        ("another family", letter(), said("law.unknown", Verdict.BLOCK, "two nurses"), False),
        ("a review where a block is asked", letter(), said("count.stated", Verdict.REVIEW, "two nurses"), False),
        (
            "a review where no more is asked",
            letter(verdict=Verdict.REVIEW),
            said("count.stated", Verdict.REVIEW, "two"),
            True,
        ),
        (
            "what is missing has no place",
            letter(code="refusal", leak=""),
            said("refusal.review", Verdict.BLOCK, "61"),
            True,
        ),
    ],
)
def test_a_finding_counts_by_family_place_and_verdict(why: str, about: Letter, finding: Finding, caught: bool) -> None:
    assert judge(about, [finding]).caught is caught, why


def _blocks_two(one: Letter) -> Iterable[Finding]:
    return [said("count.stated", Verdict.BLOCK, "two")] if one.bad else [said("count.unclear", Verdict.REVIEW, "61")]


def test_the_measure_adds_up() -> None:
    found = measure([letter(), letter(leak="June"), letter(bad=False)], _blocks_two)
    assert (found.caught, found.clean_blocked, found.needless) == (0.5, 0.0, 1.0)
    assert not found.passes
    assert measure([letter(), letter(bad=False)], _blocks_two).passes


def test_nothing_measured_is_no_pass() -> None:
    assert not Measure((), ()).passes


def test_misses_are_named_only_when_asked_for() -> None:
    found = measure([letter(leak="June"), letter(bad=False)], _blocks_two)
    assert "by-hand" not in "\n".join(lines(found, named=False))
    assert "missed" in "\n".join(lines(found, named=True))


@pytest.mark.parametrize(
    ("front", "words"),
    [
        ("id: x\nfamily: stated\nwhy: y\nleak: two", "its leak does not stand"),
        ("id: x\nfamily: nonsense\nwhy: y\nleak: ''", "no family of codes"),
        ("id: other\nfamily: stated\nwhy: y\nleak: ''", "its id is not its file's name"),
        ("id: x\nfamily: stated\nleak: ''", "does not say why"),
        ("id: x\nfamily: stated\nwhy: y\ncolour: red", "unknown name"),
        ("id: x\nfamily: stated\nwhy: y\nverdict: perhaps", "neither block nor review"),
        ("id: [", "cannot be read"),
        ("just words", "has no front matter"),
    ],
)
def test_a_letter_that_cannot_be_used_is_refused_by_name(front: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "bad" / "x.md"
    path.parent.mkdir()
    path.write_text(f"---\n{front}\n---\nThree nurses left.\n", "utf-8")
    with pytest.raises(LetterError, match=rf"x\.md: .*{re.escape(words)}"):
        read_letter(path, tmp_path)


def test_the_command_prints_each_family_and_the_targets(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["--held-out"])
    out = capsys.readouterr().out
    assert status in (0, 1)
    assert {"stated", "refusal", "together", "target"} <= set(re.findall(r"\w+", out))
    assert not [one.id for one in ALL if one.held_out and f"/{one.id}" in out]

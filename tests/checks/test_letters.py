"""Whole letters: the leaking ones block at the leak, the clean ones raise nothing, and no text crashes a check."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.checks import Material, check_letter
from assistant.checks.report import merge
from assistant.findings import Finding, Verdict

LETTERS = Path(__file__).parents[2] / "evals" / "letters"


def read(path: Path) -> tuple[dict[str, str], str]:
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(head), body


@pytest.mark.parametrize("path", sorted((LETTERS / "bad").glob("*.md")), ids=lambda path: path.stem)
def test_a_leaking_letter_blocks_at_the_leak(path: Path) -> None:
    about, body = read(path)
    start = body.index(about["leak"])
    end = start + len(about["leak"])
    hits = [f for f in check_letter(body, Material()).findings if f.start < end and f.end > start]
    assert any(f.verdict is Verdict.BLOCK and f.code.startswith("count.") for f in hits), about["why"]


@pytest.mark.parametrize("path", sorted((LETTERS / "clean").glob("*.md")), ids=lambda path: path.stem)
def test_a_clean_letter_raises_nothing(path: Path) -> None:
    about, body = read(path)
    assert [(f.code, f.quote) for f in check_letter(body, Material()).findings] == [], about["why"]


def test_there_are_letters_of_both_kinds() -> None:
    assert len(list((LETTERS / "bad").glob("*.md"))) >= 25
    assert len(list((LETTERS / "clean").glob("*.md"))) >= 25


PIECES = (
    "Of the 57 people arrested, 54 were charged|There were two.|\n| Year | Arrests |\n|---|---|\n| 2022 | [c] |\n"
    "| Total | 4 |\n|section 40(2)|We neither confirm nor deny it|> How many?|- dismissed|25% of 8 pupils|£9,000 in all"
    "|£3,000 each|1.3 per 1,000|on 14 May, 2 June|no information held|because of GDPR|all of them|<!--|&#51;|\u200b"
    "|12, 9, [c], total 24|pat@force.example|both|neither|\n\n|. |, "
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES.split("|")) | st.text(max_size=12), max_size=14).map(" ".join))
def test_no_letter_crashes_a_check(text: str) -> None:
    report = check_letter(text, Material())
    assert not [finding for finding in report.findings if finding.code == "check.failed"]
    for finding in report.findings:
        assert 0 <= finding.start <= finding.end <= len(text)
        assert finding.quote == text[finding.start : finding.end]
        assert finding.remedy
    assert report.verdict is max((f.verdict for f in report.findings), default=Verdict.PASS)


def test_a_letter_of_nothing_but_numbers_is_refused() -> None:
    report = check_letter("3 " * 70_000, Material())
    assert report.verdict is Verdict.BLOCK
    assert "check.failed" in {finding.code for finding in report.findings}


def made(code: str, verdict: Verdict, start: int, end: int) -> Finding:
    return Finding(code, verdict, "what", "do", start, end, "x" * (end - start))


def test_findings_on_one_place_merge_into_the_worst() -> None:
    review, block = made("count.unclear", Verdict.REVIEW, 3, 5), made("count.stated", Verdict.BLOCK, 3, 5)
    other = made("law.unknown", Verdict.REVIEW, 3, 5)
    assert merge([review, block, other]) == (block, other)


def test_findings_are_ordered_by_place_then_the_worse_first() -> None:
    late, early = made("count.stated", Verdict.BLOCK, 30, 32), made("law.unknown", Verdict.REVIEW, 2, 5)
    worse = made("ncnd.tip-off", Verdict.BLOCK, 2, 9)
    assert merge([late, early, worse]) == (worse, early, late)

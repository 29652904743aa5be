"""The reports say what differs and where a leak is, and no low count."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from evals.against import compare
from evals.case import Case, Given, load_cases
from evals.known import known
from evals.mask import masked, masked_for
from evals.outlets import page_text, word_text
from evals.report import page
from evals.result import Outcome, Result
from evals.scorers.leak import leaks
from evals.side_by_side import side_by_side
from evals.summary import summary
from evals.trends import Run, as_html, history

BAD = [one for one in known("known_bad") if one.scorer == "no_leak"]
TABLE = "Reason,2023,2024,Total\nConduct,2,12,14\nCapability,9,8,17\nSickness,17,21,38\nTotal,28,41,69\n"
CASE = Case("law", "a", "because", "How many?", {"t.csv": Given(TABLE)})


@pytest.mark.parametrize("one", BAD, ids=lambda one: one.id)
def test_a_known_bad_letter_is_masked_until_nothing_leaks(one: object) -> None:
    text = masked(one.produced.released, one.case.secrets)  # type: ignore[attr-defined]
    assert leaks(text, one.case.secrets) == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("For conduct in 2023 the figure is two, as we said.", "For conduct in 2023 the figure is"),
        ("We dismissed a couple of officers for conduct in 2023.", "officers for conduct in 2023."),
        ("We dismissed 41 officers in 2024.", "We dismissed 41 officers in 2024."),  # nothing to mask
    ],
)
def test_no_more_is_masked_than_the_place_and_the_secret_is_named(text: str, kept: str) -> None:
    found = masked(text, CASE.secrets)
    assert kept in found
    assert (found == text) or "⟦Conduct / 2023⟧" in found


@pytest.mark.parametrize(
    "line",
    [
        "Officer: For conduct in 2023 it was two people.",  # no release: the officer knows it
        "> For conduct in 2023 it was two people, I heard.",  # nor is what the applicant wrote
    ],
)
def test_what_others_say_is_masked_in_a_report_though_it_is_no_release(line: str) -> None:
    assert "two" not in masked_for(CASE, f"{line}\n\nWe hold the information.")


def outcome(passed: bool | None, scorer: str = "law", case: str = "") -> Outcome:
    return Outcome("law", case or CASES[0].id, scorer, passed, "cites <b>47(2)</b>", 0)


CASES = load_cases("law")


def result(*outcomes: Outcome, letter: str = "We hold the information.") -> Result:
    letters = {f"{o.case} 1": letter for o in outcomes}
    digests = {o.case: "d" for o in outcomes}
    made = {"model": "", "code": "x"}
    date = "2026-11-23T08:00:00+00:00"
    return Result(outcomes, (), 9, 9, None, made, 1.0, digests=digests, letters=letters, date=date)


class Page(HTMLParser):
    """Checks a page's skeleton: what is opened is closed, tables have heads with scopes, ids are unique."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.heads: list[dict[str, str | None]] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.levels: list[int] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in {"meta", "br"}:
            self.open.append(tag)
        self.heads += [given] if tag == "th" else []
        self.ids += [str(given["id"])] if "id" in given else []
        self.links += [str(given["href"])] if "href" in given else []
        self.levels += [int(tag[1])] if re.fullmatch(r"h\d", tag) else []

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_accessible_and_asks_the_network_for_nothing() -> None:
    before = result(outcome(True), letter="We hold the information. It is exempt.")
    now = result(outcome(False), letter="We hold the information. It is not.")
    text = page(replace(now, comparison=compare(now.scores, before.scores)), [])
    found = Page(text)
    assert found.open == []
    assert all(head.get("scope") in {"col", "row"} for head in found.heads)
    assert len(found.ids) == len(set(found.ids))
    assert all(link.startswith("#") and link[1:] in found.ids for link in found.links)
    assert found.levels[0] == 1
    assert all(after - one <= 1 for one, after in zip(found.levels, found.levels[1:], strict=False))
    assert "http" not in re.sub(r'http-equiv="', "", text)
    assert "<script" not in text
    assert "&lt;b&gt;47(2)" in text
    assert "<del>exempt</del>" in text
    assert "prefers-color-scheme:dark" in text
    assert "@media print" in text


def test_the_summary_is_short_and_says_the_gate() -> None:
    before, now = result(outcome(True)), result(outcome(False))
    text = summary(replace(now, comparison=compare(now.scores, before.scores)))
    assert text.startswith("## Evals: failed")
    assert "Why it failed" in text
    assert "<b>" not in text
    assert len(text.splitlines()) < 60
    assert summary(result(outcome(True))).startswith("## Evals: passed")


def test_two_letters_that_give_a_count_away_only_together_are_not_shown_together() -> None:
    one = "| Reason | 2023 | 2024 | Total |\n| --- | ---: | ---: | ---: |\n| Conduct | [c] | [c] | 14 |\n| Capability | [c] | [c] | 17 |\n| Sickness | 17 | 21 | 38 |\n| Total | 28 | 41 | 69 |"
    other = one.replace("| Conduct | [c] | [c] | 14 |", "| Conduct | [c] | 12 | [c] |").replace(
        "| 28 | 41 |", "| 28 | [c] |"
    )
    assert leaks(f"{one}\n\n{other}", CASE.secrets)
    shown = side_by_side("a", one, other, ("then", "now"), CASE.secrets)
    assert "would give a low count away" in shown
    assert "28" not in re.findall(r"<td>(.*?)</td>", shown)[0]


def point(n: int, *, whole: bool = True, model: str = "") -> Run:
    return Run(f"2026-11-{n:02} 08:00", model, "abc", whole, 10, 9 + n % 2, 3, 0, 8, 30.0, True)


def test_trends_are_lines_with_words_and_a_table_of_the_same() -> None:
    text = as_html([point(1), point(2), point(3, model="other")], "")
    assert text.count("<svg") == 3
    assert 'aria-label="Cases passed, per cent: 100 at first, 90 now' in text
    assert text.count("<tr>") == 3
    assert "other" not in text


def test_runs_of_two_models_are_no_one_line() -> None:
    text = as_html([point(1), point(2, model="other"), point(3)])
    assert "Runs of the whole suite with no model:" in text
    assert text.count(" in 2 runs.") == 3
    assert text.count("<tr>") == 4, "the table holds them all"


@pytest.mark.parametrize(
    ("runs", "said"),
    [
        ([], "No run was kept yet"),
        ([point(1)], "from the second run"),  # one point is no line
        ([point(1), point(2, whole=False)], "from the second run"),  # a part of the suite is no point of the line
    ],
)
def test_where_there_is_no_line_that_is_said(runs: list[Run], said: str) -> None:
    assert said in as_html(runs)


def test_a_run_of_the_whole_suite_stays_one_when_a_family_is_added_later(tmp_path: Path) -> None:
    kept = {
        "date": "2026-11-23T08:00:00+00:00",
        "made_of": {"model": "", "code": "abc"},
        "families": {"law": {"cases": 2, "passed": 2}},
        "attempts": {"count": 0},
        "releases": {"count": 0, "trials": 1},
        "seconds": 1.0,
        "passed": True,
        "stopped": "",
    }
    for name, whole in (("1", {"whole": True}), ("2", {"whole": False}), ("3", {})):
        (tmp_path / f"20261123T08000{name}-x.json").write_text(json.dumps({**kept, **whole}), "utf-8")
    assert [run.whole for run in history(tmp_path)] == [True, False, False]


def test_of_what_else_leaks_the_report_keeps_the_lines_that_leak() -> None:
    from evals.outcomes import _around_masks

    text = "Rules:\n\na\nb\nc\n⟦Conduct⟧ d\ne\nf\ng"
    assert _around_masks(text) == "…\nc\n⟦Conduct⟧ d\ne\n…"
    assert _around_masks("a\nb") == "a\nb", "nothing is masked, so nothing is left out"


def test_a_file_that_is_no_result_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "20261123T080000-x.json").write_text("{}", "utf-8")
    (tmp_path / "20261123T080001-y.json").write_text("nonsense", "utf-8")
    assert history(tmp_path) == ()


LETTER = "# Reply\n\nWe hold it.\n\n> How many were 3?\n\n| Year | Count |\n| --- | ---: |\n| 2023 | 17 |\n"


def test_a_word_file_is_read_as_its_reader_sees_it() -> None:
    from assistant.export import render

    text = word_text(render(LETTER, ".docx", title="Reply", author=""))
    assert "We hold it." in text
    assert "| 2023 | 17 |" in text
    assert "How many were 3?" not in text  # the applicant's own words


def test_a_web_page_is_read_as_its_reader_sees_it() -> None:
    from assistant.export import render

    text = page_text(render(LETTER, ".html", title="Reply", author="").decode())
    assert "17" in text
    assert "How many were 3?" not in text

"""What a page's source holds and its reader does not see: hits, and beside each what only looks like one."""

from pathlib import Path

import pytest

from assistant.checks.hidden import hidden_content
from assistant.export.web import letter_page
from assistant.reading import read_text

LOW = "3 officers were dismissed"


def found(path: Path) -> dict[str, str]:
    return {one.code: one.verdict.word for one in hidden_content(path, None, read_text(path))}


PAGES = [
    ("a comment with a low count", "<!-- it was 3 -->", {"hidden.comment": "block"}),
    ("a comment of plain words", "<!-- agreed with legal -->", {"hidden.comment": "review"}),
    ("a condition for old browsers", "<!--[if gte mso 9]><xml></xml><![endif]-->", {}),
    ("a word processor's author", "<!--[if gte mso 9]><o:Author>Chris Otherman</o:Author><![endif]-->", {"hidden.metadata": "review"}),
    ("not displayed", f"<p style='display: none'>{LOW}</p>", {"hidden.text": "block"}),
    ("not displayed, plain words", "<p style='display:none'>and so on</p>", {"hidden.text": "block"}),
    ("not displayed and empty", "<p style='display:none'></p>", {}),
    ("not displayed by a class", f"<style>.x, .y {{display:none}}</style><p class='a y'>{LOW}</p>", {"hidden.text": "block"}),
    ("not displayed inside another", f"<style>table td.x {{visibility:hidden}}</style><table><tr><td class=x>{LOW}</td></tr></table>", {"hidden.text": "block"}),
    ("not printed", "<style>@media print {.x {display:none}}</style><p class=x>and so on</p>", {}),
    ("white on white", "<span style='color:#fff'>3 officers</span>", {"hidden.text": "block"}),
    ("white on white by a rule", "<style>.w{color:white}</style><span class=w>3 officers</span>", {"hidden.text": "block"}),
    ("white on a dark header", "<style>th{background:#1f3864;color:#fff}</style><table><tr><th>Total</th></tr></table>", {}),
    ("white on a dark row of old style", "<table><tr bgcolor='#000080'><td><font color=white>Total</font></td></tr></table>", {}),
    ("white on a picture", "<p style='background:url(x.png);color:#fff'>Total</p>", {}),
    ("a white ground", "<p style='background-color:#fff'>We hold this.</p>", {}),
    ("black on black", f"<span style='background:#000;color:#000'>{LOW}</span>", {"hidden.text": "block"}),
    ("dark grey on black", f"<span style='background:#000;color:#222'>{LOW}</span>", {"hidden.covered": "block"}),
    ("the hidden attribute", f"<p hidden>{LOW}</p>", {"hidden.text": "block"}),
    ("a template", f"<template><p>{LOW}</p></template>", {"hidden.text": "block"}),
    ("letters of no size", f"<p style='font-size:0'>{LOW}</p>", {"hidden.text": "block"}),
    ("letters of ten points", "<p style='font-size:10pt'>We hold this.</p>", {}),
    ("placed off the page", f"<p style='position:absolute; left:-9999px'>{LOW}</p>", {"hidden.text": "block"}),
    ("a skip link", "<style>.skip{position:absolute;left:-9999px}</style><a class=skip href='#main'>Skip to main content</a>", {}),
    ("words for screen readers", "<style>.sr-only{clip:rect(0,0,0,0)}</style><span class=sr-only>Table of figures</span>", {}),
    ("a low count for screen readers", f"<style>.sr-only{{clip:rect(0,0,0,0)}}</style><span class=sr-only>{LOW}</span>", {"hidden.text": "block"}),
    ("a hanging indent", "<p style='text-indent:-18pt; margin-left:36pt'>We hold this.</p>", {}),
    ("a hidden field", f"<input type=hidden value='{LOW}'>", {"hidden.text": "block"}),
    ("a number behind a mark", "<table><tr><td title='57'>*</td></tr></table>", {"hidden.attribute": "block"}),
    ("a low count in a title", f"<p title='{LOW}'>withheld</p>", {"hidden.attribute": "block"}),
    ("a number that the page does not show", "<img alt='Chart: 57 in 2023'>", {"hidden.attribute": "review"}),
    ("a number that the page shows", "<p>57 in 2023</p><img alt='Chart: 57 in 2023'>", {}),
    ("a title in words", "<a title='our policy'>policy</a>", {}),
    ("a program's own name of a picture", "<img alt='Shape1'>", {}),
    ("a picture's file name", "<img alt='image001.png'>", {}),
    ("a script with figures", "<script>var data = [30, 57]</script>", {"hidden.script": "review"}),
    ("a script with a low figure that the page keeps back", "<script>var data = [3, 57]</script>", {"hidden.script": "block"}),
    ("a script with a low figure that the page shows", "<p>3 lorries, 57 vans</p><script>var data = [3, 57]</script>", {"hidden.script": "review"}),
    ("words struck out", "<p>We asked <del>the head of the depot</del> twice.</p>", {"hidden.change": "review"}),
    ("a low count struck out", f"<p>It fell <del>{LOW}</del> last year.</p>", {"hidden.change": "block"}),
    ("the crest's herons", "<img alt='Crest of the council: 3 sheaves and 2 herons'>", {"hidden.attribute": "review"}),
    ("a script without", "<script>print()</script>", {}),
    ("an author", "<meta name='author' content='Chris Otherman'>", {"hidden.metadata": "review"}),
    ("the authority as author", "<meta name='author' content='Exampleshire Council'>", {}),
    ("a low count in the title", f"<title>{LOW}</title>", {"hidden.metadata": "block"}),
]  # fmt: skip


@pytest.mark.parametrize(("why", "html", "expected"), PAGES, ids=[row[0] for row in PAGES])
def test_what_a_page_hides(why: str, html: str, expected: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "letter.html"
    path.write_text(f"<!doctype html><html><body><p>We hold this information.</p>{html}</body></html>", "utf-8")
    assert found(path) == expected


def test_a_page_of_our_own_is_clean(tmp_path: Path) -> None:
    path = tmp_path / "letter.html"
    path.write_text(letter_page("# Reply\n\n| Year | Fires |\n| --- | --- |\n| 2023 | 57 |\n", title="Reply"), "utf-8")
    assert found(path) == {}


def test_a_finding_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "letter.html"
    path.write_text(f"<p>We hold this.</p>\n<p>See below.</p>\n<p hidden>{LOW}</p>", "utf-8")
    (one,) = hidden_content(path)
    assert "line 3" in one.message
    assert "3 officers" not in one.message + one.quote

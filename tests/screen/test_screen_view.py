"""What the page says: every word escaped, every meaning in words."""

from datetime import date
from html.parser import HTMLParser

import pytest

from assistant.errors import TableError
from assistant.findings import Finding, Verdict
from assistant.law.requester import claims_in
from assistant.letter import Answer
from assistant.library.passages import Passage
from assistant.library.suggest import Suggestion
from assistant.request import Question
from assistant.screen import sources, view

BAD = Finding("count.stated", Verdict.BLOCK, "A low count.", "Take it out.", 4, 12, "3 people")
ODD = Finding("letter.blank", Verdict.REVIEW, "A blank.", "Fill it in.")


@pytest.mark.parametrize(
    ("verdict", "findings", "said"),
    [
        (Verdict.PASS, [], "found nothing"),
        (Verdict.REVIEW, [ODD], "there is 1 point to look at first"),
        (Verdict.BLOCK, [BAD, ODD], "must not go out: there is 1 point that stops it"),
        (Verdict.BLOCK, [BAD, BAD], "2 points that stop it"),
        (Verdict.BLOCK, [], "did not finish"),  # silence is not a pass
    ],
)
def test_a_verdict_is_said_in_words(verdict, findings, said):
    shown = view.verdict(verdict, findings)
    assert said in shown
    assert verdict.word.capitalize() in shown


def test_the_sign_of_a_verdict_is_hidden_from_screen_readers_and_its_word_is_not():
    assert view.badge(Verdict.BLOCK) == (
        '<strong class="foi-verdict foi-block"><span aria-hidden="true">✕</span> Block</strong>'
    )


def test_findings_stand_worst_first_with_what_to_do():
    shown = view.checks([ODD, BAD], ["The model was down."])
    assert shown.index("A low count.") < shown.index("A blank.")
    for words in (
        "Take it out.",
        "count.stated",
        "3 people",
        'data-start="4" data-end="12"',
        "The model was down.",
    ):
        assert words in shown


def test_a_finding_shows_its_words_in_their_sentence():
    text = "In 2023 there were 3 people.\nNext line."
    finding = Finding("count.stated", Verdict.BLOCK, "A low count.", "Take it out.", 19, 20, "3")
    shown = view.checks([finding], (), text)
    assert "In 2023 there were <mark>3</mark> people.</blockquote>" in shown


def test_a_finding_whose_place_has_moved_shows_its_words_alone():
    finding = Finding("count.stated", Verdict.BLOCK, "A low count.", "Take it out.", 19, 20, "3")
    assert "<blockquote><mark>3</mark></blockquote>" in view.checks([finding], (), "Other words.")


def test_suggestions_name_the_question_the_outcome_and_why():
    shown = sources.suggestions([(Question(2, "Why?", 0, 4), [Suggestion("not-held", "", 0.5, "<i>why</i>", ())])])
    assert "Q2: not held" in shown
    assert "<i>" not in shown
    assert "5 in 10 such suggestions" in shown
    assert "<details" not in shown, "nothing more is known of it"


def test_suggestions_show_what_the_law_asks_and_what_to_know_of_the_request():
    one = Suggestion("withheld", "31(1)(a)", 0.7, "tactics", (), ("would prejudice <likely>",), "a note of the harm")
    shown = sources.suggestions([(Question(1, "Why?", 0, 4), [one])], ["Part of it asks for the requester's own data."])
    assert "would prejudice &lt;likely&gt;" in shown
    assert "Evidence to have: a note of the harm" in shown
    assert "own data" in shown


def test_a_finding_without_a_place_offers_no_way_to_it():
    assert "<button" not in view.checks([ODD])


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", 'a" onclick="x'])
def test_words_from_outside_are_escaped_everywhere(text):
    finding = Finding("x.y", Verdict.REVIEW, text, text, 0, 3, text)
    passage = Passage(
        "i",
        "d",
        "response",
        text,
        text,
        text,
        1,
        text,
        text,
        (text,),
        "foia",
        text,
        f"https://{text}",
        False,
        True,
        "",
        "",
    )
    pages = [
        view.questions([Question(1, text, 0, 3)], [Answer(1, "withheld", (text,), "")]),
        view.checks([finding], [text]),
        sources.listed([passage]),
        view.problem(TableError(text, where=text, todo=text)),
        view.refusal([Finding("a.b", Verdict.BLOCK, text, text)]),
        view.letter(text),
        view.note(text),
    ]
    for page in pages:
        tags = Tags(page)
        assert not tags.names & {"script", "img"}
        assert not tags.attributes & {"onclick", "onerror"}


class Tags(HTMLParser):
    """The names and attributes of the tags in a page, as a browser would read them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_a_link_is_made_only_of_a_web_address():
    for url, linked in [
        ("https://example.org/1", True),
        ("javascript:alert(1)", False),
        ("", False),
    ]:
        passage = Passage(
            "i",
            "d",
            "response",
            "T",
            "Q1",
            "words",
            1,
            "",
            "",
            (),
            "",
            "",
            url,
            False,
            False,
            "",
            "",
        )
        assert ("<a " in sources.listed([passage])) is linked


def test_a_source_says_whose_when_what_was_decided_and_whether_it_is_invented():
    passage = Passage(
        "i",
        "d",
        "response",
        "Stops",
        "Q1",
        "words " * 90,
        1,
        "2025-03-04",
        "Anytown",
        ("40(2)",),
        "foia",
        "not-held",
        "",
        False,
        True,
        "",
        "",
    )
    shown = sources.listed([passage])
    for words in (
        "Stops",
        "Anytown",
        "4 March 2025",
        "not held under 40(2)",
        "invented example",
        " …",
    ):
        assert words in shown


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 12, 1), "in 20 days"),
        (date(2026, 12, 20), "tomorrow"),
        (date(2026, 12, 21), "today"),
        (date(2026, 12, 22), "Late"),
        (date(2026, 12, 24), "3 days ago"),
    ],
)
def test_the_due_date_says_how_long_is_left(today, said):
    assert said in view.dates(date(2026, 11, 23), date(2026, 12, 21), "foia", today)


def test_the_headings_of_the_letter_stand_below_those_of_the_page():
    shown = view.letter("# Title\n\n## Part\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n")
    assert "<h3>Title</h3>" in shown
    assert "<h4>Part</h4>" in shown
    assert '<div class="foi-scroll"><table>' in shown


def test_every_part_has_its_heading_and_its_way_there():
    for name, title in view.SECTIONS:
        assert f'href="#{name}"' in view.top()
        assert f'<h2 id="{name}" tabindex="-1">{title}</h2>' in view.heading(name)


def test_a_problem_says_what_where_and_what_to_do():
    shown = view.problem(TableError("the file is not a workbook", where="a.xlsx", todo="Save it again."))
    for words in ("There is a problem.", "The file is not a workbook.", "a.xlsx", "Save it again."):
        assert words in shown


def test_the_law_that_a_request_quotes_wrongly_stands_under_its_questions() -> None:
    request = "Under the Freedom of Information Act 1998 you must reply <b>now</b>. How many fires were there?"
    shown = view.questions([Question(1, request, 0, 3)], (), claims_in(request, "foia", date(2026, 11, 23)))
    assert "The law that the request quotes" in shown
    assert "Freedom of Information Act 2000" in shown
    assert "For the reply:" in shown
    assert "<b>" not in shown
    assert "The law that the request quotes" not in view.questions([Question(1, "How many?", 0, 3)])

"""The number reader: what each number is, where, and what it is there for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.checks.numbers.fold import fold
from assistant.checks.numbers.prose import read
from assistant.checks.quantities import Quantity, Role, TooManyNumbersError, read_quantities


def only(text: str, quote: str) -> Quantity:
    """Return the quantity whose words are these."""
    here = [q for q in read_quantities(text) if text[q.start : q.end] == quote]
    assert len(here) == 1, [(text[q.start : q.end], q.role) for q in read_quantities(text)]
    return here[0]


VALUES = [
    ("exceeds two officers", "exceeds two", 3, None),
    ("not as many as three officers", "not as many as three", 0, 2),
    ("never got above two officers", "never got above two", 0, 2),
    ("at least three but not more than four officers", "at least three but not more than four", 3, 4),
    ("more than two pupils but fewer than five", "more than two pupils but fewer than five", 3, 4),
    ("3 officers at the outside", "3", 3, 3),
    ("3 at the most", "3 at the most", 0, 3),
    ("nearly five officers", "nearly five", 3, 4),
    ("3-4% of staff", "3-4%", 3, 4),
    ("a dozen officers", "a dozen", 12, 12),
    ("twa officers", "twa", 2, 2),
    ("the third and latest officer was told", "the third and latest", 3, 3),
    ("two in five adults", "two in five", 0.4, 0.4),
    ("2.5 million people", "2.5 million", 2_500_000, 2_500_000),
    ("twice as a child, two thirds of pupils", "two thirds", 2 / 3, 2 / 3),
    ("seventeen officers", "seventeen", 17, 17),
    ("ninety-nine people", "ninety-nine", 99, 99),
    ("twenty one people", "twenty one", 21, 21),
    ("one hundred and four arrests", "one hundred and four", 104, 104),
    ("two thousand arrests", "two thousand", 2000, 2000),
    ("three hundred and twelve thousand people", "three hundred and twelve thousand", 312_000, 312_000),
    ("1,204 arrests", "1,204", 1204, 1204),
    ("two dozen complaints", "two dozen", 24, 24),
    ("half a dozen complaints", "half a dozen", 6, 6),
    ("a couple of pupils", "a couple", 2, 2),
    ("a handful of pupils", "a handful", 2, 5),
    ("fewer than five arrests", "fewer than five", 0, 4),
    ("no more than two arrests", "no more than two", 0, 2),
    ("up to 3 arrests", "up to 3", 0, 3),
    ("at least 1 arrest", "at least 1", 1, None),
    ("more than two arrests", "more than two", 3, None),
    ("5 or fewer arrests", "5 or fewer", 0, 5),
    ("two or more arrests", "two or more", 2, None),
    ("<5 arrests", "<5", 0, 4),
    ("&lt;5 arrests", "&lt;5", 0, 4),
    ("≤4 arrests", "≤4", 0, 4),
    ("2-3 arrests", "2-3", 2, 3),
    ("2–3 arrests", "2–3", 2, 3),
    ("between 2 and 3 arrests", "between 2 and 3", 2, 3),
    ("one or two arrests", "one or two", 1, 2),
    ("the third complaint was upheld", "the third", 3, 3),
    ("the 4th complaint was upheld", "the 4th", 4, 4),
    ("no arrests", "no", 0, 0),
    ("all but one pupil passed", "all but one", 1, 1),
    ("a total of 3 arrests", "3", 3, 3),
    ("not 3 arrests", "not 3", 3, 3),
]


@pytest.mark.parametrize(("text", "quote", "low", "high"), VALUES)
def test_a_quantity_has_its_value_or_bounds(text: str, quote: str, low: float, high: float | None) -> None:
    quantity = only(text, quote)
    assert (quantity.low, quantity.high) == (low, high)


ROLES = [
    ("Write to 14 Example Road, ZZ9 8ZZ.", "14", Role.CONTACT),
    ("3 Mill Road residents left.", "3", Role.PEOPLE),
    ("Our office is at QX1 2AB.", "2", Role.REFERENCE),
    ("Call extension 4.", "4", Role.CONTACT),
    ("The quorum is 3 trustees.", "3", Role.THINGS),
    ("Sheet 3 lists pupils.", "3", Role.STRUCTURE),
    ("You can 1) ask us, or 2) complain.", "1", Role.LIST_NUMBER),
    ("For 3 and 4 year olds it is free.", "3", Role.AGE),
    ("Children under 2 are welcome.", "under 2", Role.AGE),
    ("The fee is 2 times that.", "2", Role.MEASURE),
    ("The ward scored 4 out of 5.", "4", Role.STATISTIC),
    ("The council has two deputies.", "two", Role.THINGS),
    ("See No. 3 on the list of staff.", "3", Role.STRUCTURE),
    ("Mr. Hale saw two pupils. Three left.", "two", Role.PEOPLE),
    # law, and numbers that look like it
    ("section 40 applies", "40", Role.CITATION),
    ("sections 30, 31 and 40 apply", "31", Role.CITATION),
    ("regulation 12(4)(b)", "12", Role.CITATION),
    ("40(3A)(a) applies", "40", Role.CITATION),
    ("Article 6(1)(f)", "6", Role.CITATION),
    ("the Act 2000", "2000", Role.DATE),
    # dates, times, periods, ages
    ("on 7 March 2024", "7", Role.DATE),
    ("on March 7", "7", Role.DATE),
    ("on 14, 15 and 16 May", "15", Role.DATE),
    ("in 2022/23", "2022", Role.DATE),
    ("in the year 21/22", "21", Role.DATE),
    ("In May 3 officers left.", "3", Role.PEOPLE),
    ("between 2019 and 2023", "between 2019 and 2023", Role.DATE),
    ("at 14:35", "14:35", Role.TIME),
    ("at 9.30am", "9.30", Role.TIME),
    ("at 3 pm", "3", Role.TIME),
    ("20 working days", "20", Role.PERIOD),
    ("the last three financial years", "three", Role.PERIOD),
    ("a two-year contract", "two", Role.PERIOD),
    ("aged 4", "4", Role.AGE),
    ("a 3 year old", "3", Role.AGE),
    ("under-5s", "5", Role.AGE),
    # money, shares, measures, rates
    ("£3 each", "3", Role.MONEY),
    ("3 pence", "3", Role.MONEY),
    ("£3.2m", "3.2m", Role.MONEY),
    ("3% of staff", "3%", Role.PERCENTAGE),
    ("3 per cent of staff", "3 per cent", Role.PERCENTAGE),
    ("2.4 days", "2.4", Role.MEASURE),
    ("3 miles", "3", Role.MEASURE),
    ("an average of 3 complaints a month", "3", Role.STATISTIC),
    ("one in four people", "one in four", Role.STATISTIC),
    # references, contacts, structure, grades
    ("our reference 388/22", "388", Role.REFERENCE),
    ("FOI-03994", "03994", Role.REFERENCE),
    ("call 0303 123 1113", "123", Role.CONTACT),
    ("foi2@example.gov.uk", "2", Role.CONTACT),
    ("www.example.gov.uk/foi/4", "4", Role.CONTACT),
    ("1. The first answer", "1", Role.LIST_NUMBER),
    ("(2) The second answer", "2", Role.LIST_NUMBER),
    ("Table 3 gives it", "3", Role.STRUCTURE),
    ("Question 2", "2", Role.STRUCTURE),
    ("the source¹ is", "¹", Role.STRUCTURE),
    ("Band 3 nurses", "3", Role.GRADE),
    # what is counted
    ("3 officers", "3", Role.PEOPLE),
    ("3 police officers", "3", Role.PEOPLE),
    ("3 members of staff", "3", Role.PEOPLE),
    ("3 Members of Parliament", "3", Role.THINGS),
    ("3 police stations", "3", Role.THINGS),
    ("3 death certificates", "3", Role.THINGS),
    ("3 complaint forms", "3", Role.THINGS),
    ("3 reports", "3", Role.THINGS),
    ("3 reports of assault", "3", Role.PEOPLE),
    ("3 crime reports", "3", Role.PEOPLE),
    ("3 cases of rape", "3", Role.PEOPLE),
    ("3 cases of software failure", "3", Role.THINGS),
    ("3 cyber incidents", "3", Role.THINGS),
    ("3 incidents", "3", Role.PEOPLE),
    ("3 bus stops", "3", Role.THINGS),
    ("3 stops", "3", Role.PEOPLE),
    ("3 widgets", "3", Role.UNKNOWN),
    ("dau swyddog", "dau", Role.PEOPLE),
]


@pytest.mark.parametrize(("text", "quote", "role"), ROLES)
def test_a_number_has_the_role_that_its_place_gives_it(text: str, quote: str, role: Role) -> None:
    assert only(text, quote).role is role


NO_NUMBER = [
    ("No one was told.", "a pronoun"),
    ("one another", "a pronoun"),
    ("This is a one-off.", "a set phrase"),
    ("Once we hear from you", "a conjunction"),
    ("It meets twice a year.", "a rate of meetings"),
    ("by either email or post", "two kinds"),
    ("both the Act and the Regulations", "two kinds"),
    ("neither confirm nor deny", "two acts"),
    ("every single page", "emphasis"),
    ("Only staff may enter.", "an adverb"),
    ("read-only access", "an adverb"),
    ("third party", "a set phrase"),
    ("in the first instance", "a set phrase"),
    ("The UN was asked; un homme", "Welsh only among Welsh words"),
    ("a single parent family pays less", "a status"),
    ("quatre officers", "another language"),
]


@pytest.mark.parametrize(("text", "why"), NO_NUMBER)
def test_a_word_that_is_no_number_here_is_not_read(text: str, why: str) -> None:
    assert not read_quantities(text), why


FOLDED = [
    ("２", "2"),
    ("③", "3"),
    ("𝟛", "3"),
    ("٣", "3"),
    ("Ⅳ", "4"),
    ("²", "^2"),
    ("thr\u200bee", "three"),
    ("th\u00adree", "three"),
    ("оne", "one"),
    ("ｔｗｏ", "two"),
    ("&#51;", "3"),
    ("&#x33;", "3"),
    ("**1**", "1"),
    ("1**2**", "12"),
    ("<b>2</b>", "2"),
    ("&unknown; 5", "&unknown; 5"),
    ("| * |", "| * |"),
    ("a_b", "a_b"),
    (r"\*", "*"),
    ("2 < 3", "2 < 3"),
]


@pytest.mark.parametrize(("text", "plain"), FOLDED)
def test_odd_characters_and_markup_fold_to_plain_ones(text: str, plain: str) -> None:
    assert fold(text).text == plain


@settings(deadline=None)
@given(st.text(max_size=200))
def test_folding_keeps_the_way_back(text: str) -> None:
    folded = fold(text)
    for place in range(len(folded.text)):
        assert 0 <= folded.start(place) < folded.end(place + 1) <= len(text)


PIECES = (
    "one two 3 ② **4** fewer than at least between and of the 57 officers cameras ( ) , . - | \n : section 40(2) 50% half"
    " no both only once second 14 May 2022/23 £9,000 &#51; [c] <5 total per 1,000 in a dozen pair"
)
WORDS = st.sampled_from(PIECES.split(" "))


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_every_quantity_lies_in_the_text_in_order(text: str) -> None:
    quantities = read_quantities(text)
    for quantity in quantities:
        assert 0 <= quantity.start < quantity.end <= len(text)
        assert quantity.high is None or quantity.low <= quantity.high
    cores = [quantity.core for quantity in quantities]
    assert cores == sorted(cores)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(text: str) -> None:
    read_quantities(text)


PROVOKING = [
    "1 ",
    "**1",
    "<a",
    "<!--",
    "&",
    "\u200b",
    "(1)",
    "1-",
    "| ",
    "one of the ",
    "a/1",
    "\n",
    "(",
    "£1 each ",
    "1 in ",
]


@pytest.mark.parametrize("piece", PROVOKING)
def test_a_text_made_to_provoke_is_read_or_refused(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    try:
        read_quantities(text)
    except TooManyNumbersError:
        assert len(text) > 50_000


SENTENCES = [
    ("No. 3 on the list. Two", "3", "an abbreviation before a number"),
    ("See para. 4 of it. Two", "4", "an abbreviated paragraph"),
    ("Mr. Hale wrote. Two", "hale", "a style before a name"),
    ("Bodies, e.g. three councils, wrote. Two", "three", "what goes on in small letters"),
]


@pytest.mark.parametrize(("text", "word", "why"), SENTENCES)
def test_an_abbreviation_ends_no_sentence(text: str, word: str, why: str) -> None:
    page = read(text)
    first, last = page.sentence(page.words.index(word))
    assert first == 0, why
    assert page.words[last + 1] == "two"


def test_an_answer_of_no_ends_its_sentence() -> None:
    page = read("The answer is no. Three left.")
    assert page.sentence(page.words.index("three"))[0] == 5

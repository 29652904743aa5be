"""Citations: each form that letters use, beside the numbers that only look like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.law.citations import find_citations, normalise_ref

# text, refs, act, why
ONE = [
    ("section 40(2)", "40(2)", "", "plain"),
    ("s.31(1)(a)", "31(1)(a)", "", "abbreviated"),
    ("S40(2)", "40(2)", "", "capital, no space"),
    ("S 40(2)", "40(2)", "", "capital and space"),
    ("s40", "40", "", "no bracket"),
    ("§ 40(2)", "40(2)", "", "sign"),
    ("sections 40(2)(a)(b) and 40(3A)(a)", "40(2)(a) 40(2)(b) 40(3A)(a)", "", "two limbs, then a new section"),
    ("Section 40(2)(3)&(4)", "40(2) 40(3) 40(4)", "", "subsections run together"),
    ("40(2)(a)(b)", "40(2)(a) 40(2)(b)", "", "bare"),
    ("section 22A(1)", "22A(1)", "", "inserted section"),
    ("section 40(5B)(a)(i)", "40(5B)(a)(i)", "", "three levels"),
    ("s40(3a)(a)", "40(3A)(a)", "", "small letter of a subsection"),
    ("section 31 (1) (a)", "31(1)(a)", "", "spaces"),
    ("section 40, subsection (2)", "40(2)", "", "in words"),
    ("section 37(1)(ac)", "37(1)(ac)", "", "two-letter limb"),
    ("section 31(1)(h)(i)", "31(1)(h) 31(1)(i)", "", "i after h is a letter"),
    ("section 31(1)(g) and (i)", "31(1)(g) 31(1)(i)", "", "so it is after and"),
    ("section 36(2)(b)(i)", "36(2)(b)(i)", "", "i after b is a numeral"),
    ("section 36(2)(b)(i)(ii) and (c)", "36(2)(b)(i) 36(2)(b)(ii) 36(2)(c)", "", "numerals, then a letter"),
    ("section 31(1)(a)-(c)", "31(1)(a) 31(1)(b) 31(1)(c)", "", "range with a dash"),
    ("31(1)(a) to (c)", "31(1)(a) 31(1)(b) 31(1)(c)", "", "range in words"),
    ("31(1)(a), 31(1)(b)", "31(1)(a) 31(1)(b)", "", "bare list"),
    ("40(3A)(a) applies", "40(3A)(a)", "", "bare, applied"),
    ("withheld under 40(2)", "40(2)", "", "bare, with under"),
    ("exemption 31(1)(a)", "31(1)(a)", "", "by kind"),
    ("sections 23 and 24 apply", "23 24", "", "plural"),
    ("Sections 21, 22 and 40(2) of the Act", "21 22 40(2)", "", "the letter's own Act"),
    ("section 12 (24 hours)", "12", "", "the bracket is no subsection"),
    ("section 17 notice", "17", "", "a notice of this Act"),
    ("section 40 of the Freedom of Information Act 2000", "40", "foia", "act after"),
    ("section 14 FOIA", "14", "foia", "initials after"),
    ("FOISA section 38", "38", "foisa", "initials before"),
    ("section 38(1)(b) of the Freedom of Information (Scotland) Act 2002", "38(1)(b)", "foisa", "Scotland"),
    ("section 38(1)(b) of the Scottish Act", "38(1)(b)", "foisa", "for short"),
    ("section 40(2) (personal information) of FOIA", "40(2)", "foia", "a title between"),
    ("regulation 12(4)(b)", "12(4)(b)", "eir", "regulations are of the EIR"),
    ("reg 12(5)(f)", "12(5)(f)", "eir", "abbreviated"),
    ("r.13(1)", "13(1)", "eir", "shorter still"),
    ("EIR 6(1)(b)", "6(1)(b)", "eir", "initials only"),
    ("under the Environmental Information Regulations 2004, regulation 12(4)(b)", "12(4)(b)", "eir", "name before"),
    ("Article 6(1)(f)", "6(1)(f)", "gdpr", "articles are of the UK GDPR"),
    ("Article 8 of the European Convention on Human Rights", "8", "other", "save of the Convention"),
    ("section 3(2) of the Data Protection Act 2018", "3(2)", "dpa", "data protection"),
    ("section 10 of the Official Secrets Act", "10", "other", "other law"),
    ("the Equality Act 2010, section 4", "4", "other", "other law before"),
    ("Section 5 of RIPA", "5", "other", "other law's initials"),
    ("regulation 13 of the Data Protection (Charges) Regulations 2018", "13", "other", "other regulations"),
    ("Section 106 agreement", "106", "other", "planning"),
    ("section 60 stop and search", "60", "other", "policing"),
    ("section 21 notice", "21", "other", "housing"),
    ("see section 2 of this report", "2", "other", "a report's own section"),
    ("under the Data Protection Act 2018. Section 40(2) applies", "40(2)", "", "the sentence ended"),
]

NONE = [
    ("12 people", "a count"),
    ("Band 5", "a grade"),
    ("2(b)", "an item of a list"),
    ("12(3)", "a figure with a footnote"),
    ("section 1.2 of the plan", "numbering"),
    ("£31(1)(a)", "money"),
    ("paragraph 12(4)(b)", "a paragraph"),
    ("page 12(3)(a)", "a page"),
    ("the force's 12 officers", "a possessive"),
    ("subsection (2)", "no section"),
    ("3,140(2)(a)", "a larger number"),
    ("section twelve", "words"),
    ("S 104-118822", "an identifier"),
    ("section 12-2026", "a reference number"),
]


@pytest.mark.parametrize(("text", "refs", "act", "why"), ONE)
def test_citation(text, refs, act, why):
    found = find_citations(text)
    assert [(one.refs, one.act) for one in found] == [(tuple(refs.split()), act)], why
    assert text[found[0].start : found[0].end] == found[0].text


@pytest.mark.parametrize(("text", "why"), NONE)
def test_not_a_citation(text, why):
    assert find_citations(text) == (), why


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("sections 31 and 40, 12 people", [("31", "40")], "the count is not in the list"),
        ("sections 21, 12 of whom", [("21",)], "nor is this one"),
        ("section 40(2), (3) people", [("40(2)",)], "nor one in brackets"),
        ("section 40(2) (4) were", [("40(2)",)], "nor one after a space"),
        ("(a) section 40(2), (b) section 31", [("40(2)",), ("31",)], "items of a list"),
        ("section 40(2) by virtue of section 40(3A)(a)", [("40(2)",), ("40(3A)(a)",)], "two places"),
        ("s40/s38", [("40",), ("38",)], "a slash"),
    ],
)
def test_where_a_citation_ends(text, expected, why):
    assert [one.refs for one in find_citations(text)] == expected, why


def test_an_act_named_last_serves_the_list():
    found = find_citations("s.40(2), s.31(1)(a) and s.43(2) of FOISA")
    assert [one.act for one in found] == ["foisa"] * 3


def test_an_act_named_last_does_not_cross_to_regulations():
    found = find_citations("section 40(2) and regulation 13 of the Environmental Information Regulations")
    assert [one.act for one in found] == ["", "eir"]


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("s31 (1)(a)", "31(1)(a)"),
        ("Section 40(2)", "40(2)"),
        ("reg. 12(5)(f)", "12(5)(f)"),
        ("S40(3a)(A)", "40(3A)(a)"),
        ("FOIA s40(2)", "40(2)"),
        (" 40 ", "40"),
        ("40(2)", "40(2)"),
        ("", ""),
        ("the cat", "the cat"),
    ],
)
def test_normalise(text, ref):
    assert normalise_ref(text) == ref


@given(st.text(alphabet="section s.regr 0123456789()aibAB,&-/\n", max_size=80))
def test_any_text_gives_places_in_order(text):
    end = 0
    for one in find_citations(text):
        assert end <= one.start < one.end <= len(text)
        assert one.text == text[one.start : one.end]
        assert one.refs
        assert all(normalise_ref(ref) == ref for ref in one.refs)
        end = one.end

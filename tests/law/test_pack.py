"""The packs are complete, agree with section 2(3), and give wording that can stand in a letter."""

import re
import tomllib
from datetime import date

import pytest

from assistant.errors import FoiError
from assistant.law.citations import normalise_ref
from assistant.law.pack import REGIMES, load_pack
from assistant.resources import law_folder

# Every exemption or exception, with the provision that lifts the duty to confirm or deny beside it.
EXEMPTIONS = {
    "foia": {
        "21": "",
        "22(1)": "22(2)",
        "22A(1)": "22A(2)",
        "23(1)": "23(5)",
        "24(1)": "24(2)",
        **dict.fromkeys(["26(1)(a)", "26(1)(b)"], "26(3)"),
        **dict.fromkeys([f"27(1)({x})" for x in "abcd"], "27(4)(a)"),
        "27(2)": "27(4)(b)",
        "28(1)": "28(3)",
        **dict.fromkeys(["29(1)(a)", "29(1)(b)"], "29(2)"),
        **dict.fromkeys(["30(1)(a)", "30(1)(b)", "30(1)(c)", "30(2)"], "30(3)"),
        **dict.fromkeys([f"31(1)({x})" for x in "abcdefghi"], "31(3)"),
        **dict.fromkeys(["32(1)(a)", "32(1)(b)", "32(1)(c)", "32(2)(a)", "32(2)(b)"], "32(3)"),
        "33(2)": "33(3)",
        "34(1)": "34(2)",
        **dict.fromkeys([f"35(1)({x})" for x in "abcd"], "35(3)"),
        **dict.fromkeys(["36(2)(a)", "36(2)(b)(i)", "36(2)(b)(ii)", "36(2)(c)"], "36(3)"),
        **dict.fromkeys([f"37(1)({x})" for x in ("a", "aa", "ab", "ac", "ad", "b")], "37(2)"),
        **dict.fromkeys(["38(1)(a)", "38(1)(b)"], "38(2)"),
        **dict.fromkeys(["39(1)(a)", "39(1)(b)"], "39(2)"),
        "40(1)": "40(5A)",
        "40(2)": "40(5B)(a)(i)",
        "40(3A)(a)": "40(5B)(a)(i)",
        "40(3A)(b)": "40(5B)(a)(ii)",
        "40(3B)": "40(5B)(b)",
        "40(4A)(a)": "40(5B)(c)",
        "40(4A)(b)": "40(5B)(d)",
        "41(1)": "41(2)",
        "42(1)": "42(2)",
        "43(1)": "",
        "43(2)": "43(3)",
        **dict.fromkeys(["44(1)(a)", "44(1)(b)", "44(1)(c)"], "44(2)"),
    },
    "eir": {
        **dict.fromkeys([f"12(4)({x})" for x in "abcde"], ""),
        **dict.fromkeys([f"12(5)({x})" for x in "bcdefg"], ""),
        "12(5)(a)": "12(6)",
        **dict.fromkeys(["13(1)", "13(2A)(a)", "13(2A)(b)", "13(2B)", "13(3A)"], "13(5B)"),
    },
    "foisa": {
        **dict.fromkeys(["25(1)", "26(a)", "26(b)", "26(c)", "27(1)", "27(2)", "36(1)", "36(2)"], ""),
        **dict.fromkeys(["28(1)", *(f"29(1)({x})" for x in "abcd")], "18(1)"),
        **dict.fromkeys(["30(a)", "30(b)(i)", "30(b)(ii)", "30(c)", "31(1)", "31(4)"], "18(1)"),
        **dict.fromkeys(["32(1)(a)", "32(1)(b)", "33(1)(a)", "33(1)(b)", "33(2)"], "18(1)"),
        **dict.fromkeys([f"34({x})" for x in "1234"], "18(1)"),
        **dict.fromkeys([f"35(1)({x})" for x in "abcdefgh"], "18(1)"),
        **dict.fromkeys(["37(1)(a)", "37(1)(b)", "39(2)", "40"], ""),
        **dict.fromkeys([*(f"38(1)({x})" for x in "abcd"), "38(2A)(a)", "38(2B)", "38(3A)(a)"], "18(1)"),
        **dict.fromkeys(["39(1)", "41(a)", "41(b)"], "18(1)"),
    },
}
# Section 2(3) and its counterparts: these and no others. 36 and 37(2) depend on whose information it is.
ABSOLUTE = {
    "foia": {"21", "23", "32", "34", "37(1)(a)", "37(1)(aa)", "37(1)(ab)", "40(1)", "40(2)", "40(3A)", "41", "44"},
    "eir": {"13"},
    "foisa": {"25", "26", "36(2)", "37", "38"},
}
QUALIFIED_IN_ABSOLUTE = {"eir": {"13(2B)", "13(3A)", "13(5A)", "13(5B)"}, "foisa": {"38(2B)", "38(3A)"}}
HARM = {"prejudice", "opinion", "endangerment", "adverse-effect", "necessity"}
PROCEDURE = {
    "foia": "1 1(1) 1(1)(a) 1(3) 1(4) 2 2(3) 3 3(2) 8 8(1) 9 10 10(1) 10(3) 10(6) 11 11(1A) 12 12(1) 12(2) 12(4) 13 "
    "14 14(1) 14(2) 15 16 16(1) 17 17(1) 17(1)(b) 17(1)(c) 17(2) 17(3) 17(3)(b) 17(4) 17(5) 17(6) 17(7) 17(7)(a) "
    "19 23(3) 31(2) 31(2)(a) 31(2)(j) 36(5) 40(5B) 40(5B)(a) 45 50 50(1) 63(2E) 64 65 77 77(4)(b)",
    "eir": "2 2(1) 2(1)(a) 5 5(1) 5(2) 5(3) 5(6) 6 6(1)(b) 7 7(1) 8 9 9(2) 11 12 12(1) 12(1)(b) 12(2) 12(3) 12(6) "
    "12(7) 12(8) 12(9) 12(10) 12(11) 13(5A) 13(5B)(a) 14 14(3)(b) 14(4) 14(5) 18",
    "foisa": "1 1(1) 1(3) 2 2(1)(b) 2(2) 8 9 10 10(1) 11 12 12(1) 13 14 14(1) 14(2) 15 16 16(1) 16(2) 17 17(1) 18 "
    "18(1) 19 20 20(1) 21 21(1) 47 47(1) 56 60 73",
}
ABSENT = {
    "foia": "31(1)(z) 40(3) 40(4) 40(5) 40(6) 40(9) 99 12(4)(e) 43(4) 22(3) 0 cat",
    "eir": "12(5)(h) 12(4)(f) 40(2) 12(12) 13(9)",
    "foisa": "40(2) 31(1)(a) 35(1)(i) 36(3) 42 38(2) 38(3) 38(4)",  # 38(2) to (4) went in 2018
}
MODEL = "the information asked for in question 1"


def every():
    return [(regime, one) for regime in REGIMES for one in load_pack(regime).provisions]


@pytest.mark.parametrize("regime", REGIMES)
def test_every_exemption_and_its_limb_on_confirming(regime):
    pack = load_pack(regime)
    kind = "exception" if regime == "eir" else "exemption"
    for ref, ncnd in EXEMPTIONS[regime].items():
        found = pack.find(ref)
        assert found is not None, ref
        assert (found.kind, found.ncnd) == (kind, ncnd), ref
        beside = pack.ncnd_for(ref)
        assert (beside.ref if beside else "") == ncnd


@pytest.mark.parametrize("regime", REGIMES)
def test_provisions_that_exist(regime):
    assert [ref for ref in PROCEDURE[regime].split() if not load_pack(regime).exists(ref)] == []


@pytest.mark.parametrize("regime", REGIMES)
def test_provisions_that_do_not(regime):
    assert [ref for ref in ABSENT[regime].split() if load_pack(regime).exists(ref)] == []


@pytest.mark.parametrize("regime", REGIMES)
def test_absolute_exemptions_are_the_closed_list(regime):
    for one in load_pack(regime).provisions:
        if one.kind not in {"exemption", "exception"} or one.lifts_duty:
            continue
        listed = any(one.ref == top or one.ref.startswith(top + "(") for top in ABSOLUTE[regime])
        listed = listed and one.ref not in QUALIFIED_IN_ABSOLUTE.get(regime, set())
        assert bool(one.absolute) is listed, one.ref
        assert not (one.absolute and one.public_interest), one.ref


def test_confirming_is_absolute_only_where_its_section_is():
    pack = load_pack("foia")
    lifting = {one.ref: one for one in pack.provisions if one.lifts_duty}
    assert {ref for ref, one in lifting.items() if one.absolute} == {"23(5)", "32(3)", "34(2)", "41(2)", "44(2)"}
    for ref in ("40(5A)", "40(5B)(a)(i)"):  # section 2(3) does not name them; one tribunal agrees
        assert (lifting[ref].public_interest, lifting[ref].status) == (True, "part")


CONFIRMING = [
    ("37(1)(a)", True, "communications with the Sovereign: section 2(3)(ea)"),
    ("37(1)(ab)", True, "with a person who later acceded: the same"),
    ("37(1)(ac)", False, "with other members of the Royal Family"),
    ("37(1)(b)", False, "honours"),
    ("36(2)(c)", False, "a limb of its own settles it, not the limb beside it"),
]


@pytest.mark.parametrize(("ref", "absolute", "why"), CONFIRMING)
def test_whether_confirming_is_absolute_can_depend_on_the_limb(ref, absolute, why):
    beside = load_pack("foia").ncnd_for(ref)
    assert (beside.absolute, beside.public_interest) == (absolute, not absolute), why


def test_every_exemption_says_all_that_an_officer_needs():
    """What has to be met, how long it lasts, who signs, what to have on file, what goes wrong, and its wording."""
    for regime, one in every():
        if one.kind in {"exemption", "exception"}:
            for name in ("tests", "duration", "sign_off", "evidence", "mistakes", "summary", "why"):
                assert getattr(one, name), (regime, one.ref, name)
            if one.public_interest and not one.lifts_duty:
                assert any("public interest" in test for test in one.tests), (regime, one.ref)


REFERENCE = re.compile(r"(?<!Data Protection Act 2018 )\b(?:sections?|regulations?) (\d+[A-Z]?(?:\(\w+\))*)")


@pytest.mark.parametrize("regime", REGIMES)
def test_what_the_standing_wording_cites_exists(regime):
    """Wording, clocks and packs name no provision that its own regime lacks; those of other Acts are named with them."""
    wording = tomllib.loads((law_folder().parent / "wording.toml").read_text("utf-8"))[regime]
    other = re.compile(
        r"(?:section \S+ of the (?:Data Protection|Freedom of Information) Act \d{4}|\(section 50 of [^)]+\))"
    )
    for name, text in wording.items():
        for ref in REFERENCE.findall(other.sub("", text)):
            assert load_pack(regime).exists(ref), (name, ref)
    for name in [key for key in wording if key.endswith(("_ref", "_limb"))]:
        assert not wording[name] or load_pack(regime).exists(wording[name]), name


def test_qualified_exemptions_owe_the_public_interest():
    owing = {(r, p.ref) for r, p in every() if p.absolute is False and not p.public_interest}
    assert {ref for regime, ref in owing if regime != "foisa"} <= {"39", "39(1)(a)", "39(1)(b)", "39(2)"}
    assert {ref for regime, ref in owing if regime == "foisa"} == set()


def test_harm_is_owed_where_the_basis_is_harm():
    for regime, one in every():
        if one.kind in {"exemption", "exception"} and "(" in one.ref and not one.lifts_duty:
            wanted = one.basis in HARM and not (regime == "foia" and one.ref == "34(1)")
            assert one.harm is wanted, (regime, one.ref)


def test_every_provision_can_stand_in_a_letter():
    for regime, one in every():
        text = one.why_text(information=MODEL)
        where = (regime, one.ref)
        assert text.strip() or one.summary, where
        assert "{" not in text, where
        assert "}" not in text, where
        assert text[:1] == text[:1].upper(), where
        assert one.title, where
        assert one.short, where
        if one.public_interest and not one.lifts_duty:
            assert one.interest, where
            assert one.interest[-1] != ".", where


def test_harm_based_wording_says_how_likely():
    for regime, one in every():
        if one.harm and not one.lifts_duty and one.basis in {"prejudice", "endangerment"}:
            text = one.why_text(information=MODEL)
            assert "would be likely to" in text, (regime, one.ref)
            assert MODEL in text or MODEL.capitalize() in text, (regime, one.ref)
    for one in load_pack("eir").provisions:
        if one.basis == "adverse-effect":
            assert "likely" not in one.why_text(), "the Regulations say would"


def test_blanks_take_the_words_given():
    provision = load_pack("foisa").find("35(1)(a)")
    text = provision.why_text(information="the patrol plan", harm="tell burglars when to come")
    assert "Disclosing the patrol plan would be likely to tell burglars when to come." in text


def test_words_given_may_hold_a_brace():
    assert "{x}" in load_pack("foisa").find("35(1)(a)").why_text(information="the file {x}")


def test_every_entry_has_its_source_day_and_status():
    for regime, one in every():
        where = (regime, one.ref)
        assert one.source.startswith("https://"), where
        assert "{" not in one.source, where
        assert date.fromisoformat(one.checked) <= date(2026, 11, 23), where
        assert one.status in {"verified", "part", "unverified"}, where
        assert one.practice in {"verified", "part", "unverified"}, where
        assert normalise_ref(one.ref) == one.ref, where


def test_what_the_reference_marks_unverified_stays_so():
    assert load_pack("foisa").find("38(1)(b)").status == "part"
    assert load_pack("foisa").find("58").status == "part"
    assert load_pack("foisa").find("65").status == "unverified"
    assert load_pack("eir").find("13(1)").status == "part"


def test_sub_paragraph_without_an_entry_says_what_its_parent_says():
    found = load_pack("foisa").find("37(1)(a)(ii)")
    assert (found.ref, found.title) == ("37(1)(a)(ii)", "Documents of court proceedings")


@pytest.mark.parametrize(
    ("ref", "has", "why"),
    [
        ("31", True, "a letter must name the limb"),
        ("40", True, "own data or other people's"),
        ("43", True, "a trade secret or prejudice"),
        ("42", False, "42(1) is the only exemption"),
        ("21", False, "so is 21(1)"),
        ("24", False, "24(2) is about confirming"),
        ("12", False, "not an exemption"),
    ],
)
def test_limbs_between_which_a_letter_chooses(ref, has, why):
    assert bool(load_pack("foia").limbs(ref)) is has, why


@pytest.mark.parametrize("regime", REGIMES)
def test_no_reference_stands_twice(regime):
    entries = tomllib.loads((law_folder() / f"{regime}.toml").read_text("utf-8"))["provision"]
    refs = [one["ref"] for one in entries]
    assert len(refs) == len(set(refs))


def test_unknown_regime_is_refused():
    with pytest.raises(FoiError, match="no law pack"):
        load_pack("gdpr")


ACTS = {"ukpga/2000/36": "foia", "uksi/2004/3391": "eir", "asp/2002/13": "foisa"}
RULE_SOURCE = re.compile(r"legislation\.gov\.uk/(\w+/\d+/\d+)/(?:section|regulation)/(\w+)((?: \S+)*)$")


def test_every_provision_that_a_check_rests_on_exists():
    rules = tomllib.loads((law_folder().parents[1] / "checks" / "rules.toml").read_text("utf-8"))
    named = 0
    for match in filter(None, (RULE_SOURCE.search(one["source"]) for one in _tables_with(rules, "source"))):
        limbs = [limb for limb in re.split(r"[ ,]+", match[3].strip()) if limb] or [""]
        for limb in limbs:
            named += 1
            assert load_pack(ACTS[match[1]]).exists(match[2] + limb), match.group()
    assert named > 30


def _tables_with(value, key):
    """Yield every table of a TOML file that has a key."""
    if isinstance(value, dict):
        if key in value:
            yield value
        for inner in value.values():
            yield from _tables_with(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from _tables_with(inner, key)

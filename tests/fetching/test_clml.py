"""Statutes in the publisher's markup, cut into what can be quoted."""

import pytest

from assistant.errors import LibraryError
from assistant.fetching.clml import StatuteText, read_clml
from tests.fetching.made import effect, note, numbered, para, section, statute, sub

ADDED = '<Addition ChangeId="k1" CommentaryRef="c1">{}</Addition>'
DOTS = ". . . . . . . . . . . . . . . . ."
WHOLE = statute(
    section(
        "1",
        "Right to a lantern",
        sub("1", "Any person who asks is entitled<CommentaryRef Ref='c9'/> to a <Emphasis>lantern</Emphasis>."),
    ),
    section(
        "40",
        "Lamps of others",
        sub("1", "A lamp is exempt."),
        sub(
            "2",
            "It is also exempt if—",
            para("a", "it is another's, and"),
            para("b", "it is lit,"),
            "unless asked for.",
        ),
        sub(
            ADDED.format("3A"),
            ADDED.format("The first condition is that—"),
            para("a", ADDED.format("light would fall, or"), numbered(4, "i", "far")),
            para("b", DOTS),
        ),
        sub("4", f'<Repeal ChangeId="k2" CommentaryRef="c2">{DOTS}</Repeal>'),
        sub("5", '<Repeal ChangeId="k3" RetainText="true">Old words that are no longer law.</Repeal>'),
        sub(
            "6",
            'A lamp <Repeal ChangeId="k4">{}</Repeal>is <Substitution ChangeId="k5" CommentaryRef="c1">bright</Substitution>.'.format(
                ". . ."
            ),
        ),
        sub("7", "Not law yet.", marks=' Status="Prospective"'),
    ),
    section(f"{ADDED.format('40A')}<CommentaryRef Ref='c1'/>", "Lettered", "One paragraph alone."),
    section("41", "Gone by its mark", "Words that stay in the file.", marks=' Status="Repealed"'),
    section("42-44", DOTS, DOTS),
    section("45", "Not for all", "North of the border.", extent="S"),
    section(
        "46",
        "Changes another statute",
        sub(
            "1",
            "In the Wicks Act 1990 insert—",
            "<BlockAmendment><P1group><Title>X</Title><P1><Pnumber>99</Pnumber><P1para><Text>A wick.</Text></P1para></P1></P1group></BlockAmendment>",
        ),
    ),
    section(
        "47",
        "Meaning",
        sub(
            "1",
            "In this Act—",
            '<UnorderedList><ListItem><Para><Text>“light” means—</Text></Para><OrderedList Type="alpha" Decoration="parens">'
            "<ListItem><Para><Text>of the sun, or</Text></Para></ListItem><ListItem><Para><Text>of a lamp;</Text></Para></ListItem>"
            "</OrderedList></ListItem></UnorderedList>",
        ),
    ),
    schedules=(
        '<Schedules><Title>Schedules</Title><Schedule id="schedule-1"><Number>SCHEDULE 1</Number><TitleBlock><Title>Makers</Title></TitleBlock>'
        "<ScheduleBody><Part><Number>Part I</Number><Title>London</Title>"
        + section("1", "Who", sub("1", "The lampmakers."), sub("2", "The wickmakers."))
        + "<Tabular><table xmlns='http://www.w3.org/1999/xhtml'><tr><th>Maker</th><th>Fee</th></tr><tr><td>Lamps</td><td>£2</td></tr></table></Tabular>"
        "</Part></ScheduleBody></Schedule></Schedules>"
    ),
    effects=effect("s. 40(2)", "section-40-2") + effect("s. 1", "section-1", needed="false"),
    commentaries=note("c1", "Words inserted by the Lamps Act 2010") + note("c2", "S. 40(4) repealed"),
)


@pytest.fixture(scope="module")
def whole() -> StatuteText:
    return read_clml(WHOLE, "here")


QUOTED = [
    ("the whole of a section of one subsection", "1(1)", "Any person who asks is entitled to a lantern."),
    (
        "a subsection with its paragraphs and its closing words",
        "40(2)",
        "It is also exempt if— (a) it is another's, and (b) it is lit, unless asked for.",
    ),
    (
        "a paragraph with the words before and after it",
        "40(2)(a)",
        "It is also exempt if— (a) it is another's, and unless asked for.",
    ),
    (
        "an inserted subsection, its number inside the mark; the repealed paragraph shows",
        "40(3A)",
        "The first condition is that— (a) light would fall, or (i) far (b) [repealed]",
    ),
    ("left-out words are dots, substituted ones are law", "40(6)", "A lamp … is bright."),
    ("a lettered section without subsections", "40A", "One paragraph alone."),
    ("another statute's words stand in quotation marks", "46(1)", "In the Wicks Act 1990 insert— “A wick.”"),
    ("a definition's list is lettered", "47(1)", "In this Act— “light” means— (a) of the sun, or (b) of a lamp;"),
    ("a paragraph of a schedule", "Schedule 1, paragraph 1(2)", "The wickmakers."),
    ("a table of a schedule", "Schedule 1", "Maker | Fee; Lamps | £2"),
]


@pytest.mark.parametrize(("why", "ref", "text"), QUOTED, ids=[row[0] for row in QUOTED])
def test_what_is_quoted(whole: StatuteText, why: str, ref: str, text: str) -> None:
    parts = {part.ref: part for provision in whole.provisions for part in provision.parts}
    assert (parts[ref].text, parts[ref].state) == (text, "in force")


GONE = [
    ("dots in a mark", "40(4)", "repealed"),
    ("words kept in a mark", "40(5)", "repealed"),
    ("a paragraph of dots", "40(3A)(b)", "repealed"),
    ("not in force yet", "40(7)", "not yet in force"),
    ("a whole section by its mark", "41", "repealed"),
    ("one of several repealed together", "43", "repealed"),
]


@pytest.mark.parametrize(("why", "ref", "state"), GONE, ids=[row[0] for row in GONE])
def test_what_is_not_law_has_a_mark_and_no_words(whole: StatuteText, why: str, ref: str, state: str) -> None:
    parts = {part.ref: part for provision in whole.provisions for part in provision.parts}
    assert (parts[ref].text, parts[ref].state) == ("", state)
    assert ref in whole.gone
    assert ref not in whole.refs


def test_every_numbered_provision_is_known_and_no_quoted_one(whole: StatuteText) -> None:
    assert {"1", "40(2)(b)", "40(3A)(a)(i)", "40A", "47(1)(a)"} <= whole.refs
    assert "99" not in whole.refs | whole.gone
    assert [one.number for one in whole.provisions] == [
        "1",
        "40",
        "40A",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "47",
        "Schedule 1",
    ]


def test_a_schedule_does_not_take_the_place_of_a_section(whole: StatuteText) -> None:
    assert next(one for one in whole.provisions if one.number == "1").title == "Right to a lantern"


def test_the_head_tells_the_version_and_what_is_not_in_it(whole: StatuteText) -> None:
    assert (whole.head.version, whole.head.revised, whole.head.extent) == ("2026-04-07", True, "E+W+S+N.I.")
    (one,) = whole.head.effects
    assert one.bases == {"40"}
    assert one.in_words() == "s. 40(2): words inserted by Lanterns (Amendment) Act 2025 s. 9, in force 2026-06-01"


def test_extent_and_notes_stand_with_their_section(whole: StatuteText) -> None:
    found = {one.number: one for one in whole.provisions}
    assert (found["45"].extent, found["1"].extent) == ("Scotland", "")
    assert found["40"].notes == ("Words inserted by the Lamps Act 2010", "S. 40(4) repealed")


def test_words_repealed_for_one_country_only_stay_and_say_so() -> None:
    part = 'A lamp<Repeal ChangeId="k" RetainText="true" Extent="S"> or a torch</Repeal> is exempt.'
    (provision,) = read_clml(statute(section("1", "x", part)), "here").provisions
    assert provision.parts[0].text == "A lamp or a torch [repealed for Scotland] is exempt."


def test_text_as_made_is_told_from_revised_text() -> None:
    made = statute(section("1", "x", "y"), status="final", version="")
    assert (read_clml(made, "here").head.revised, read_clml(made, "here").head.version) == (False, "2026-09-01")


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">'
    + b"".join(
        b'<!ENTITY %c "%s">' % (99 + n, b"&%c;" % (97 if n == -1 else 98 + n) * 10) for n in range(-1, 8) if n != -1
    )
    + b"]><Legislation>&a;</Legislation>"
)
BAD = [
    ("not XML", b"<html>not this", "no whole XML"),
    ("cut off half-way", WHOLE[: len(WHOLE) // 2], "no whole XML"),
    ("another kind of XML", b"<feed><entry/></feed>", "not legislation"),
    ("an entity", b'<!DOCTYPE x [<!ENTITY a "b">]><Legislation>&a;</Legislation>', "entities"),
    (
        "an entity that reads a file",
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><Legislation>&a;</Legislation>',
        "entities",
    ),
    ("a billion laughs", LAUGHS, "entities"),
    ("a record without text: the publisher has a scan", statute(count=0), "no provisions"),
    (
        "nested without end",
        b"<Legislation>" + b"<Part>" * 50_000 + b"</Part>" * 50_000 + b"</Legislation>",
        "no provisions|no whole XML",
    ),
    ("an unknown encoding", b'<?xml version="1.0" encoding="x-none"?><Legislation/>', "legislation"),
    ("nothing", b"", "no whole XML"),
]


@pytest.mark.parametrize(("why", "content", "said"), BAD, ids=[row[0] for row in BAD])
def test_what_is_not_a_statute_is_named(why: str, content: bytes, said: str) -> None:
    with pytest.raises(LibraryError, match=said):
        read_clml(content, "here")

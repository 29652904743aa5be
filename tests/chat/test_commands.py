"""Plain English becomes calls of the tools; beside each form stands the near miss that is none."""

import pytest

from assistant.chat.commands import read_message
from assistant.chat.readings import Around, Reading
from assistant.tools.casefile import Call

AROUND = Around(4, ("arrests.csv", "visits.xlsx"))


def told(reading: Reading | None) -> str:
    if reading is None:
        return ""
    if reading.calls:
        return " | ".join(
            " ".join([call.name, *(f"{name}={value}" for name, value in call.arguments.items())])
            for call in reading.calls
        )
    if reading.offered:
        return "offer: " + " | ".join(call.words for call in reading.offered)
    return "said: " + reading.said.split("\n")[0][:32]


# What is plainly an order is done.
DONE = [
    ("draft", "draft"),
    ("Please draft the reply", "draft"),
    ("write me a first draft", "draft"),
    ("redraft it", "draft"),
    ("what does section 31 say?", "quote_law ref=31"),
    ("What does s.40(2) say", "quote_law ref=40(2)"),
    ("section 12(1)", "quote_law ref=12(1)"),
    ("what does regulation 12(4)(b) say", "quote_law ref=12(4)(b) regime=eir"),
    ("what does section 38 of FOISA say", "quote_law ref=38 regime=foisa"),
    ("have we answered this before?", "find_precedents"),
    ("have we answered anything about knife crime before?", "find_precedents words=knife crime"),
    ("find similar requests about agency spend", "find_precedents words=agency spend"),
    ("why is Q1 withheld?", "why_decided question=1"),
    ("why is the second one withheld", "why_decided question=2"),
    ("withhold Q2 under 31(1)(a)", "set_outcome question=2 outcome=withheld sections=('31(1)(a)',)"),
    (
        "withhold Q2 under section 31(1)(a) and 31(1)(b) because tactics would be revealed",
        "set_outcome question=2 outcome=withheld sections=('31(1)(a)', '31(1)(b)') reason=tactics would be revealed",
    ),
    ("refuse the third one under s43(2)", "set_outcome question=3 outcome=withheld sections=('43(2)',)"),
    ("q2 s31(1)(a) please", "set_outcome question=2 outcome=withheld sections=('31(1)(a)',)"),
    ("q2 s31 please", "set_outcome question=2 outcome=withheld sections=('31',)"),
    (
        "refuse the third one, ongoing investigation",
        "set_outcome question=3 outcome=withheld reason=ongoing investigation",
    ),
    ("undo that", "undo"),
    ("question 1 and 2 are the same", "merge_questions questions=(1, 2)"),
    ("received on 3 March", "set_dates received=3 March"),
    ("Q3 not held", "set_outcome question=3 outcome=not-held"),
    ("we don't hold q3", "set_outcome question=3 outcome=not-held"),
    ("we don't hold anything for question 2", "set_outcome question=2 outcome=not-held"),
    ("Q1: disclose table arrests.csv", "set_outcome question=1 outcome=disclosed tables=('arrests.csv',)"),
    ("release q1 with arrests.csv", "set_outcome question=1 outcome=disclosed tables=('arrests.csv',)"),
    ("give them Q1", "set_outcome question=1 outcome=disclosed"),
    ("when is it due?", "when_due"),
    ("what's the deadline", "when_due"),
    ("Q4 would cost 26 hours at two officers", "set_outcome question=4 outcome=cost detail=26 hours at two officers"),
    ("q4 over the cost limit, 26 hours", "set_outcome question=4 outcome=cost detail=26 hours"),
    ("q2 is vexatious", "set_outcome question=2 outcome=vexatious"),
    (
        "Q2 available at https://example.org/data",
        "set_outcome question=2 outcome=available-elsewhere detail=https://example.org/data",
    ),
    (
        "q2 is already published: https://example.org/data",
        "set_outcome question=2 outcome=available-elsewhere detail=https://example.org/data",
    ),
    ("q3 publish 2027-03", "set_outcome question=3 outcome=future-publication detail=2027-03"),
    ("q3 will be published in March 2027", "set_outcome question=3 outcome=future-publication detail=March 2027"),
    ("ncnd q2 40(5B)", "set_outcome question=2 outcome=ncnd sections=('40(5B)',)"),
    (
        "neither confirm nor deny question 2 under 40(5B)(a)(i)",
        "set_outcome question=2 outcome=ncnd sections=('40(5B)(a)(i)',)",
    ),
    (
        "q1 not held; q2 s31(1)(a)",
        "set_outcome question=1 outcome=not-held | set_outcome question=2 outcome=withheld sections=('31(1)(a)',)",
    ),
    ("q1 not held, q2 vexatious", "set_outcome question=1 outcome=not-held | set_outcome question=2 outcome=vexatious"),
    ("q2 and q3 not held", "set_outcome question=2 outcome=not-held | set_outcome question=3 outcome=not-held"),
    ("the last one is vexatious", "set_outcome question=4 outcome=vexatious"),
    (
        "refuse all of them under 40(2)",
        "set_outcome question=1 outcome=withheld sections=('40(2)',) | set_outcome question=2 outcome=withheld sections=('40(2)',) | set_outcome question=3 outcome=withheld sections=('40(2)',) | set_outcome question=4 outcome=withheld sections=('40(2)',)",
    ),
    ("merge q1 and q2", "merge_questions questions=(1, 2)"),
    ("combine questions 2, 3", "merge_questions questions=(2, 3)"),
    ("split q2", "split_question question=2"),
    ('split question 2 at "and how many"', "split_question question=2 at=and how many"),
    ("q2 is really two questions", "split_question question=2"),
    ("it came in on 3/3/2026", "set_dates received=3/3/2026"),
    ("we received it yesterday", "set_dates received=yesterday"),
    ("the request was received on 2 November 2026", "set_dates received=2 November 2026"),
    ("date the letter 5 December 2026", "set_dates letter_date=5 December 2026"),
    ("add to q2: we searched the archive twice", "add_context question=2 words=We searched the archive twice"),
    ("tell them that we are sorry for the delay", "add_context question=0 words=We are sorry for the delay"),
    ("for question 2, explain that the records are on paper", "add_context question=2 words=The records are on paper"),
    (
        'change "a slight interest" to "some interest"',
        'redraft passage=a slight interest instruction=to "some interest"',
    ),
    ("take out the sentence about local knowledge", "redraft passage=local knowledge instruction=take it out"),
    (
        'make the paragraph about "legitimate interest" shorter',
        "redraft passage=legitimate interest instruction=shorter",
    ),
    (
        "rewrite the paragraph about necessity in plainer words",
        "redraft passage=necessity instruction=in plainer words",
    ),
    ("check", "check"),
    ("is it ok to send?", "check"),
    ("what's wrong with it", "check"),
    ("explain finding 2", "explain_finding finding=2"),
    ("what does the first finding mean", "explain_finding finding=1"),
    ("why is it blocked?", "explain_finding finding=1"),
    ("fix it", "apply_remedy"),
    ("fix finding 3", "apply_remedy finding=3"),
    ("open the worksheet", "open_worksheet"),
    ("worksheet for arrests.csv", "open_worksheet table=arrests.csv"),
    (
        "worksheet living_people: yes, each is a person",
        "fill_worksheet point=living_people answer=yes, each is a person",
    ),
    ("worksheet conclusion: withhold", "fill_worksheet point=conclusion answer=withhold"),
    ("public interest worksheet for q2", "open_worksheet kind=public-interest question=2"),
    (
        "public interest q2 harm: offenders could avoid patrols",
        "fill_worksheet kind=public-interest question=2 point=harm answer=offenders could avoid patrols",
    ),
    ("compare alternatives for arrests.csv", "compare_ways table=arrests.csv"),
    ("what other ways are there to publish the table", "compare_ways"),
    ("search for body worn video", "search words=body worn video"),
    ("look up bodycam", "search words=bodycam"),
    ("redo", "redo"),
    ("bring it back", "redo"),
    ("take that back", "undo"),
    ("can you refuse q2 under s31(1)(a)", "set_outcome question=2 outcome=withheld sections=('31(1)(a)',)"),
    ("why was question 2 refused by the council last year", "why_decided question=2"),
    ("40(2) on question 1", "set_outcome question=1 outcome=withheld sections=('40(2)',)"),
    (
        "s40(2) for q1, it is about staff",
        "set_outcome question=1 outcome=withheld sections=('40(2)',) reason=it is about staff",
    ),
    (
        "the third is exempt under 31(1)(a), patrols",
        "set_outcome question=3 outcome=withheld sections=('31(1)(a)',) reason=patrols",
    ),
    ("q1 undecided", "set_outcome question=1 outcome=undecided"),
    ("clear q2", "set_outcome question=2 outcome=undecided"),
    (
        "Ongoing investigation, so refuse q3 under 30(1)(a)",
        "set_outcome question=3 outcome=withheld sections=('30(1)(a)',) reason=Ongoing investigation",
    ),
    ("q2: withhold 31(1)(a), 31(1)(b)", "set_outcome question=2 outcome=withheld sections=('31(1)(a)', '31(1)(b)')"),
    ("question two: not held", "set_outcome question=2 outcome=not-held"),
    ("no information held for q3", "set_outcome question=3 outcome=not-held"),
    ("nothing held for q2", "set_outcome question=2 outcome=not-held"),
    ("refuse q2", "set_outcome question=2 outcome=withheld"),
    ("withhold the 2nd one under section 41", "set_outcome question=2 outcome=withheld sections=('41',)"),
    (
        "q2 refuse, it is commercial, s43(2)",
        "set_outcome question=2 outcome=withheld sections=('43(2)',) reason=it is commercial",
    ),
    ("set q3 to not held", "set_outcome question=3 outcome=not-held"),
    ("mark question 3 as vexatious", "set_outcome question=3 outcome=vexatious"),
    ("q2 exempt s31(1)(a) and (b)", "set_outcome question=2 outcome=withheld sections=('31(1)(a)', '31(1)(b)')"),
    (
        "we should withhold Q1 under section 40(2) because families could be recognised",
        "set_outcome question=1 outcome=withheld sections=('40(2)',) reason=families could be recognised",
    ),
    ("q1 is to be disclosed with arrests.csv", "set_outcome question=1 outcome=disclosed tables=('arrests.csv',)"),
    ("we hold nothing on question 3", "set_outcome question=3 outcome=not-held"),
    ("too expensive to answer q4, 26 hours", "set_outcome question=4 outcome=cost detail=26 hours"),
    ("q2: s31", "set_outcome question=2 outcome=withheld sections=('31',)"),
    ("Q2 should be refused under section 31(1)(a).", "set_outcome question=2 outcome=withheld sections=('31(1)(a)',)"),
    ("q1 and q3 are duplicates", "merge_questions questions=(1, 3)"),
    ("please put the question 1 and 2 together", "merge_questions questions=(1, 2)"),
    ("delete the sentence about local knowledge", "redraft passage=local knowledge instruction=take it out"),
    ("how long do we have", "when_due"),
    ("set the received date to 3 March 2026", "set_dates received=3 March 2026"),
]

# What is nearly one, or asks whether to, is offered; nothing changes until it is confirmed.
OFFERED = [
    ("are questions 1 and 2 the same?", "offer: make questions 1 and 2 one"),
    ("witholdd q2 under s31(1)(a)", "offer: withhold Q2 under 31(1)(a)"),
    ("darft the reply", "offer: draft the letter anew"),
    ("Q1: yes please disclose", "offer: disclose Q1"),
    ("undoo", "offer: undo"),
    ("should we refuse q2 under 31(1)(a)?", "offer: withhold Q2 under 31(1)(a)"),
]

# What no tool does is said, with where a person does it.
FOR_A_PERSON = [
    ("help", "said: You can ask me, in your own word"),
    ("release the hidden figures", "said: I cannot state or release a low "),
    ("show me the raw counts", "said: I cannot state or release a low "),
    ("sign it off", "said: Only a person signs a reply off:"),
    ("delete the files", "said: Files are handled by you: upload"),
    ("email the letter to the applicant", "said: Files are handled by you: upload"),
    ("give me the hidden numbers for 2023", "said: I cannot state or release a low "),
    ("publish the suppressed cells", "said: I cannot state or release a low "),
]

# Anything else is a question for the sources.
ASKED = [
    "q1 arrests",
    "Is the name of a supplier personal data?",
    "drafting guidance for public interest tests",
    "how do other forces treat bodycam footage",
    "when are prices commercially sensitive",
    "just tell me if it is 2 or 3",
    "what did we receive on 3 March",
    "refusing question 2 would harm us",
    "question 3 is not information we hold",
    "the applicant asked in question 2 about refusals, what did others say?",
    "does section 40 apply to question 2?",
    "is it possible to split a request?",
    "how long did the council take",
    "compare apples and pears",
    "undo the damage of the leak",
    "redraft the paragraph about",
    "what does section 31 say about undercover officers and informants?",
    "received wisdom on bodycams",
    "check whether we hold the policy",
    "draft guidance on section 14",
]


@pytest.mark.parametrize(("message", "expected"), [*DONE, *OFFERED, *FOR_A_PERSON], ids=lambda one: one[:50])
def test_a_message_is_understood(message: str, expected: str) -> None:
    assert told(read_message(message, AROUND)) == expected


@pytest.mark.parametrize("message", ASKED)
def test_anything_else_is_for_the_sources(message: str) -> None:
    assert read_message(message, AROUND) is None


OFFER = tuple(
    Call("set_outcome", {"question": 3, "outcome": "withheld", "sections": (ref,)}) for ref in ("30(1)(a)", "31(1)(g)")
)
CHOSEN = [
    ("the first", OFFER, "set_outcome question=3 outcome=withheld sections=('30(1)(a)',)"),
    ("2", OFFER, "set_outcome question=3 outcome=withheld sections=('31(1)(g)',)"),
    ("s31(1)(a)", OFFER, "set_outcome question=3 outcome=withheld sections=('31(1)(a)',)"),
    ("30(1)(b) please", OFFER, "set_outcome question=3 outcome=withheld sections=('30(1)(b)',)"),
    ("yes", OFFER[:1], "set_outcome question=3 outcome=withheld sections=('30(1)(a)',)"),
    ("yes", OFFER, "offer: withhold Q3 under 30(1)(a) | withhold Q3 under 31(1)(g)"),
    ("no", OFFER, "said: Nothing has changed."),
    ("what does s30 say?", OFFER, "quote_law ref=30"),
    ("7", OFFER, "offer: withhold Q3 under 30(1)(a) | withhold Q3 under 31(1)(g)"),
]


@pytest.mark.parametrize(("message", "offered", "expected"), CHOSEN)
def test_what_was_offered_is_chosen(message: str, offered: tuple[Call, ...], expected: str) -> None:
    assert told(read_message(message, Around(4, AROUND.tables, offered))) == expected


def test_yes_to_nothing_changes_nothing() -> None:
    reading = read_message("yes", AROUND)
    assert reading is None or not reading.calls

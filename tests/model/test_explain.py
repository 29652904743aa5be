"""A model writes its paragraphs; what it invents is caught, and it never sees a count."""

import json
import re
from collections.abc import Callable
from datetime import date

import pytest

from assistant import sample
from assistant.case import Draft
from assistant.figures.policy import Policy
from assistant.figures.tables import read_table
from assistant.model.scripted import ScriptedModel
from assistant.pipeline import Intake, Workplace, draft_reply
from assistant.settings import load_authority

GOOD = {
    "personal_data": "The withheld figures concern people who were arrested and then released from arrest. Somebody who was present, "
    "or who knows the people concerned, could recognise who is meant and learn more about them.",
    "purpose": "You and the public have a legitimate interest in how live facial recognition is used and in what follows from a match.",
    "necessity": "That interest is largely met by the figures that we are giving you, and the exact withheld figures would add little to it.",
    "balance": "The people concerned would not expect details of an arrest to be made public, and being identified could cause them distress.",
}


def drafted(answer: Callable[[str], str] | None = None, *replies: str) -> tuple[Draft, ScriptedModel]:
    model = ScriptedModel(replies=list(replies), answer=answer)
    table = read_table(sample.TABLE)
    intake = Intake(
        request=sample.REQUEST.read_text("utf-8"),
        tables={table.source: table},
        notes=sample.NOTES.read_text("utf-8"),
        received=date(2026, 11, 2),
        reference="FOI-0042",
        letter_date=date(2026, 11, 23),
    )
    workplace = Workplace(load_authority(sample.AUTHORITY), Policy(), None, model, "scripted")
    return draft_reply(intake, workplace), model


def test_good_paragraphs_reach_the_letter() -> None:
    draft, _ = drafted(None, json.dumps(GOOD))
    for paragraph in GOOD.values():
        assert paragraph in draft.letter.text
    assert draft.model == "scripted"
    assert draft.verdict.word != "block"


def test_what_a_kept_paragraph_rests_on_is_told_to_the_officer() -> None:
    draft, _ = drafted(None, json.dumps(GOOD))
    written = [p for one in draft.reasons for p in one.paragraphs if p.source == "scripted"]
    assert len(written) == 4
    assert all(p.rests and all(p.rests) for p in written), "each sentence has its source"
    assert "rests on" not in draft.letter.text, "the letter prints none of it"


def test_what_became_of_the_paragraphs_is_counted() -> None:
    draft, _ = drafted(None, json.dumps(GOOD))
    assert draft.paragraphs == (4, 4, 0)
    general = {p.part.replace("-", "_"): p.text for one in draft_without().reasons for p in one.paragraphs}
    draft, _ = drafted(None, json.dumps(general))
    assert draft.paragraphs == (4, 4, 4)
    assert draft.model == "", "wording that only comes back is the program's own"
    draft, _ = drafted(None, json.dumps({**GOOD, "purpose": "zxcv"}), json.dumps({"purpose": "zxcv"}))
    assert draft.paragraphs == (4, 3, 0)


def draft_without() -> Draft:
    table = read_table(sample.TABLE)
    request, notes = sample.REQUEST.read_text("utf-8"), sample.NOTES.read_text("utf-8")
    intake = Intake(request, {table.source: table}, notes, received=date(2026, 11, 2))
    return draft_reply(intake, Workplace(load_authority(sample.AUTHORITY), Policy()))


INVENTED = [
    (
        "a count in words",
        "purpose",
        "We hold this because three people were arrested and then released, and the public wants to know.",
    ),
    (
        "a count in digits",
        "purpose",
        "We hold this because 3 people were arrested and then released, and the public wants to know.",
    ),
    (
        "a percentage",
        "balance",
        "Only 5% of those arrested were released again, which shows how slight the public's interest in it is.",
    ),
    (
        "a fraction",
        "balance",
        "Half of the people arrested were released again, which shows how slight the public's interest in it is.",
    ),
    (
        "law that does not exist",
        "necessity",
        "Under section 99(1) the authority must not disclose anything about people in custody to others.",
    ),
    (
        "law of another Act",
        "necessity",
        "Under section 5 of the Official Secrets Act 1989 the authority must not disclose anything about it.",
    ),
    (
        "a case",
        "balance",
        "The tribunal held that people in custody have a strong expectation of privacy, and we follow that here.",
    ),
    (
        "facts of its own",
        "personal-data",
        "The withheld figures hold the names and case numbers of people who were arrested, who could be recognised from them.",
    ),
    (
        "the wrong test",
        "balance",
        "We carried out a public interest test, and the interests of the people concerned outweigh disclosure.",
    ),
    ("nonsense", "purpose", "zxcv"),
    ("another language", "purpose", "公众对执法机关如何使用人脸识别技术享有合法利益，这一点我们已经充分考虑过了。"),
    (
        "a link",
        "purpose",
        "You have a legitimate interest in this, about which you may read more at https://example.org/page today.",
    ),
    (
        "talk about itself",
        "purpose",
        "As an AI language model I cannot say what the legitimate interest of the public in this matter is.",
    ),
]


@pytest.mark.parametrize(("why", "part", "text"), INVENTED, ids=[row[0] for row in INVENTED])
def test_what_a_model_invents_is_not_used(why: str, part: str, text: str) -> None:
    draft, model = drafted(lambda _: json.dumps({**GOOD, part.replace("-", "_"): text}))
    assert text not in draft.letter.text
    assert len(model.prompts) == 2, "it is asked once more, with what was wrong"
    assert any(part in remark for remark in draft.remarks)
    assert draft.verdict.word != "block"


def test_a_second_try_may_mend_it() -> None:
    bad = {
        **GOOD,
        "purpose": "Three people were arrested, and you want to know about the three of them, as is your right.",
    }
    draft, model = drafted(None, json.dumps(bad), json.dumps({"purpose": GOOD["purpose"]}))
    assert GOOD["purpose"] in draft.letter.text
    assert "could not be used" in model.prompts[1]
    assert not draft.remarks or "not used" not in " ".join(draft.remarks)


BROKEN: list[tuple[str, Callable[[str], str]]] = [
    ("nothing", lambda _: ""),
    ("broken JSON", lambda _: '{"purpose": "We'),
    ("a refusal", lambda _: "I cannot help with that."),
    ("far too much", lambda _: "word " * 100_000),
]


@pytest.mark.parametrize(("why", "answer"), BROKEN, ids=[row[0] for row in BROKEN])
def test_the_draft_is_made_without_a_model_that_fails(why: str, answer: Callable[[str], str]) -> None:
    draft, _ = drafted(answer)
    assert "standing wording" in " ".join(draft.remarks)
    assert "Article 6(1)(f)" in draft.letter.text
    assert draft.model == ""


def test_no_count_is_in_any_prompt() -> None:
    _, model = drafted(None, json.dumps(GOOD))
    assert model.prompts
    numbers = {int(n) for prompt in model.prompts for n in re.findall(r"\d+", re.sub(r"\b(?:19|20)\d\d\b", "", prompt))}
    counts = {3, 54, 57, 14, 198, 212, 11, 240, 251, 28, 492, 520}
    # 3 and 14 may stand in a citation or a list's number; none of the others can.
    assert not numbers & (counts - {3, 11, 14})
    assert not any(re.search(r"\b(?:three|fourteen|eleven)\b", prompt) for prompt in model.prompts)


OTHER_LAW = [
    ("the provision explained", "The exact figures would answer your request in full, and section 40(2) applies to them.", True),
    ("the whole section of it", "The exact figures would answer your request in full, and section 40 applies to them.", True),
    ("another provision of the same Act", "The exact figures would answer your request in full, and section 31(1)(a) applies to them.", False),
    ("another limb", "The exact figures would answer your request in full, and section 40(5B)(a)(i) applies to them.", False),
    ("data protection law, on which it rests", "The exact figures would answer your request in full, and Article 5(1)(a) of the UK GDPR protects the people concerned.", True),
    ("a body that the case does not name", "The exact figures would answer your request in full, and the Crown Prosecution Service has them.", False),
]  # fmt: skip


@pytest.mark.parametrize(("why", "text", "stands"), OTHER_LAW, ids=[row[0] for row in OTHER_LAW])
def test_a_paragraph_cites_its_own_provision_and_names_nobody_new(why: str, text: str, stands: bool) -> None:
    draft, _ = drafted(lambda _: json.dumps({**GOOD, "necessity": text}))
    assert (text in draft.letter.text) is stands, [why, *draft.remarks]


def test_a_sentence_that_fails_twice_goes_and_the_rest_stays() -> None:
    rest = "You and the public have a legitimate interest in how live facial recognition is used and in what follows."
    draft, model = drafted(
        lambda _: json.dumps({**GOOD, "purpose": f"{rest} Three people were arrested because of it."})
    )
    assert rest in draft.letter.text
    assert "Three people" not in draft.letter.text
    assert len(model.prompts) == 2, "it is asked to write it again before a sentence is taken out"


PERIODS = [
    (
        "the applicant's own period",
        "There is a legitimate interest in arrests that followed a match since 1 January 2023.",
        True,
    ),
    ("another date", "There is a legitimate interest in arrests that followed a match since 4 February 2021.", False),
]


@pytest.mark.parametrize(("why", "text", "stands"), PERIODS, ids=[row[0] for row in PERIODS])
def test_a_date_stands_where_the_applicant_gave_it(why: str, text: str, stands: bool) -> None:
    draft, _ = drafted(lambda _: json.dumps({**GOOD, "purpose": text}))
    assert (text in draft.letter.text) is stands, why

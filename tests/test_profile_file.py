"""The authority's profile: asked for once, written to one file, used in letters, policy and doctor."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.cli import app
from assistant.doctor import examine
from assistant.errors import SettingsError
from assistant.figures.choices.profiles import policy_of, profiles
from assistant.figures.policy import Policy
from assistant.pipeline import Intake, Workplace, draft_reply
from assistant.profile_file import QUESTIONS, as_toml, asked_for
from assistant.settings import Authority, Settings, load_authority, load_settings

ANSWERS = {
    "name": "Example Borough Council",
    "address": "Town Hall; 1 Example Street",
    "email": "foi@borough.example",
    "officer": "The Information Team",
    "style": "warm",
}


def answer(text: str, so_far: str) -> str:
    field = next(one.field for one in QUESTIONS if one.text == text)
    return ANSWERS.get(field, so_far)


def test_what_is_asked_for_is_what_the_file_holds() -> None:
    made = asked_for(Authority(), answer)
    assert made.address == ("Town Hall", "1 Example Street")
    assert (made.style, made.post, made.blanks) == ("warm", "Information Rights Officer", ())
    assert Authority.model_validate(tomllib.loads(as_toml(made))) == made


def test_asking_again_keeps_what_is_not_answered_and_the_houses_words() -> None:
    known = asked_for(Authority(wording={"closing": 'Yours "truly",'}), answer)
    again = asked_for(known, lambda text, so_far: "New Name" if text.startswith("Name") else so_far)
    assert again == known.model_copy(update={"name": "New Name"})
    assert Authority.model_validate(tomllib.loads(as_toml(again))) == again


def test_an_answer_that_cannot_be_used_names_its_field() -> None:
    with pytest.raises(SettingsError, match="style"):
        asked_for(Authority(), lambda text, so_far: "florid" if text.startswith("Style") else so_far)


def test_the_command_asks_once_and_every_later_run_finds_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOI_DATA", str(tmp_path / "data"))
    given = "\n".join(ANSWERS.get(question.field, "") for question in QUESTIONS) + "\n"
    result = CliRunner().invoke(app, ["authority"], input=given)
    assert result.exit_code == 0, result.output
    settings = load_settings()
    assert settings.authority == tmp_path / "data" / "authority.toml"
    assert load_authority(settings.authority).name == "Example Borough Council"
    seen = next(one for one in examine(settings).examinations if one.name == "authority's profile")
    assert seen.state == "works"
    assert "warm style" in seen.detail


def test_the_disclosure_policy_that_it_names_holds_unless_the_settings_name_another(tmp_path: Path) -> None:
    first, second = profiles()[:2]
    file = tmp_path / "authority.toml"
    file.write_text(as_toml(Authority(name="A", profile=first.name)), "utf-8")
    assert policy_of(Settings(authority=file)) == first.policy(Policy())
    assert policy_of(Settings(authority=file, profile=second.name)) == second.policy(Policy())


def test_house_words_stand_in_the_letter_and_the_law_stays() -> None:
    house = Authority(
        name="A", wording={"closing": "Le gach dea-ghuí,", "held": "This information is held by {short}."}
    )
    intake = Intake(
        "How many patrols were cut?",
        notes="Q1: disclose None.",
        received=date(2026, 11, 2),
        letter_date=date(2026, 11, 3),
    )
    text = draft_reply(intake, Workplace(house, Policy())).letter.text
    assert "Le gach dea-ghuí," in text
    assert "This information is held by the Act." in text
    assert "section 50 of the Act" in text


WRONG_WORDS = [
    ({"clsing": "Bye,"}, "no paragraph"),
    ({"personal_ref": "31(1)(a)"}, "no paragraph"),  # what a letter relies on is not a matter of wording
    ({"late": "Sorry, it was due on {day}."}, "blanks"),
    ({"review": "Ask us again within 40 working days."}, "needs {review_to}"),
    ({"held": "We hold {this."}, "not closed"),
]


@pytest.mark.parametrize(("wording", "said"), WRONG_WORDS, ids=[next(iter(row[0])) for row in WRONG_WORDS])
def test_house_words_that_no_letter_could_use_are_refused(wording: dict[str, str], said: str, tmp_path: Path) -> None:
    file = tmp_path / "authority.toml"
    file.write_text(as_toml(Authority.model_construct(**{**Authority().model_dump(), "wording": wording})), "utf-8")
    with pytest.raises(SettingsError) as caught:
        load_authority(file)
    assert said in str(caught.value)


def test_the_template_lies_beside_the_profile(tmp_path: Path) -> None:
    file = tmp_path / "authority.toml"
    file.write_text('name = "A"\ntemplate = "letter.docx"\n', "utf-8")
    assert load_authority(file).template == tmp_path.resolve() / "letter.docx"

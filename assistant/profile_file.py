"""The authority's profile as a file: asked for once, written whole, used by every letter, check and screen.

``foi authority`` asks the questions of ``QUESTIONS``; an answer left empty keeps what is in the file. House wording is edited in the file itself: a
table ``[wording]`` with paragraphs by their names in ``law/wording.toml``.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from assistant.errors import SettingsError
from assistant.files import write_atomically
from assistant.settings import Authority

REGIME_NAMES = {"foia": "Freedom of Information Act 2000", "foisa": "Freedom of Information (Scotland) Act 2002"}


@dataclass(frozen=True, slots=True)
class Question:
    """One thing asked for: the field of the profile, and the question."""

    field: str
    text: str


QUESTIONS = (
    Question("name", "Name of your authority"),
    Question("address", "Postal address (lines separated by ;)"),
    Question("email", "Mailbox for requests"),
    Question("web", "Website"),
    Question("officer", "Who signs letters (a person or a team)"),
    Question("post", "Post or team under the signature"),
    Question("review_contact", "Where to ask for an internal review (empty: the mailbox)"),
    Question("regime", "Which Act binds you (foia, or foisa in Scotland)"),
    Question("cost_limit", "Cost limit in pounds (600 for central government, else 450)"),
    Question("style", "Style of letters (formal or warm)"),
    Question("profile", "Disclosure policy by name (foi profiles lists them; empty: the settings')"),
)


def asked_for(known: Authority, ask: Callable[[str, str], str]) -> Authority:
    """Ask for every field, offering what is known.

    Args:
        known: the profile as it stands.
        ask: takes a question and the answer so far, and returns the answer.

    Raises:
        SettingsError: an answer is not acceptable; names the field.
    """
    answers: dict[str, object] = known.model_dump()
    for question in QUESTIONS:
        so_far = _shown(answers[question.field])
        answer = ask(question.text, so_far).strip()
        if answer != so_far:
            answers[question.field] = _read(question.field, answer)
    try:
        return Authority.model_validate(answers)
    except ValidationError as error:
        problem = error.errors()[0]
        field = ".".join(str(part) for part in problem["loc"])
        raise SettingsError(
            f"the answer for {field!r} is not acceptable ({problem['msg']})", todo="Run “foi authority” again."
        ) from None


def _shown(value: object) -> str:
    if isinstance(value, tuple | list):
        return "; ".join(value)
    text = "" if value is None else str(value)
    return "" if text.startswith("[") else text


def _read(field: str, answer: str) -> object:
    if field == "address":
        return tuple(part.strip() for part in answer.split(";") if part.strip())
    if field == "cost_limit":
        return int(answer) if answer.isdigit() else answer
    return answer or (None if field == "profile" else Authority.model_fields[field].default)


def write_profile(authority: Authority, path: Path) -> None:
    """Write a profile as TOML, whole or not at all; fields that are as built in are left out.

    Raises:
        InputError: it cannot be written there.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, as_toml(authority).encode())


def as_toml(authority: Authority) -> str:
    """Return a profile as the text of its file."""
    fields = authority.model_dump(exclude_defaults=True)
    wording = fields.pop("wording", {})
    lines = [f"{name} = {_toml(value)}" for name, value in fields.items() if value is not None]
    if wording:
        lines += ["", "[wording]", *(f"{json.dumps(name)} = {_toml(text)}" for name, text in wording.items())]
    return "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    """Write a value as TOML does; its strings and arrays are those of JSON."""
    plain = list(value) if isinstance(value, tuple) else str(value) if isinstance(value, Path) else value
    return json.dumps(plain, ensure_ascii=False)

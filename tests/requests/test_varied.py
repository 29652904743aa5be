"""A hundred requests as people write them: every question is found, in its own words, and nothing else is taken for one."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.request import read_request

VARIED: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("varied.yaml").read_text("utf-8"))


@pytest.mark.parametrize("row", VARIED, ids=[row["id"] for row in VARIED])
def test_every_question_is_found(row: dict[str, Any]) -> None:
    asked = [question.text for question in read_request(row["request"]).questions]
    assert len(asked) == len(row["finds"]), f"{row['why']}: {asked}"
    for words, text in zip(row["finds"], asked, strict=True):
        assert all(word.casefold() in text.casefold() for word in words), f"{row['why']}: {text!r} lacks one of {words}"
    said = " ".join(asked).casefold()
    assert not [word for word in row.get("never", ()) if word.casefold() in said], row["why"]


def test_there_are_at_least_a_hundred() -> None:
    assert len({row["id"] for row in VARIED}) == len(VARIED) >= 100

"""What officers type: each phrasing with what it is taken for, in groups that say why."""

from pathlib import Path

import pytest
import yaml

from assistant.chat.commands import read_message
from assistant.chat.readings import Around, Reading

AROUND = Around(4, ("arrests.csv", "visits.xlsx"))
GROUPS = yaml.safe_load(Path(__file__).with_name("phrasings.yaml").read_text("utf-8"))
ROWS = [(group["why"], said, taken) for group in GROUPS for said, taken in group["rows"].items()]


def taken_for(reading: Reading | None) -> str:
    if reading is None:
        return "nothing"
    if reading.calls:
        return " | ".join(
            " ".join([call.name, *(f"{name}={value}" for name, value in call.arguments.items())])
            for call in reading.calls
        )
    if reading.offered:
        return "offer: " + " | ".join(call.words for call in reading.offered)
    return "said: " + reading.said[:34]


@pytest.mark.parametrize(("why", "said", "taken"), ROWS, ids=[row[1][:50] for row in ROWS])
def test_a_phrasing_is_taken_for_what_was_meant(why: str, said: str, taken: str) -> None:
    assert taken_for(read_message(said, AROUND)) == taken, why

"""What the checks read in every letter and paragraph in sight, number by number: a change of the reader shows here what it changes, letter by letter.

``WRITE_EXPECTED=1 pytest tests/checks/test_readings.py`` writes the file anew; read the difference before you keep it.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path

from assistant.checks import Material, Page
from assistant.checks.numbers.quantity import Quantity
from assistant.figures.policy import Policy
from evals.letters_measured import LATER, letters
from tests.checks.judged import CHECKS

PARAGRAPHS = Path(__file__).parents[2] / "evals" / "paragraphs"
EXPECTED = Path(__file__).parent.parent / "expected" / "readings.txt"


def test_every_number_is_read_as_it_was() -> None:
    lines = list(_lines())
    if os.environ.get("WRITE_EXPECTED"):
        EXPECTED.write_text("\n".join(lines) + "\n", "utf-8")
    kept = EXPECTED.read_text("utf-8").splitlines()
    changed = [f"- {before}\n+ {after}" for before, after in zip(kept, lines, strict=False) if before != after]
    assert not changed, "\n".join(changed[:10])
    assert len(kept) == len(lines)


def _lines() -> Iterator[str]:
    for letter in (*letters(held_out=False), *letters(folder=LATER)):
        if not letter.kind:
            yield _line(letter.id, letter.text)
    for path in sorted(PARAGRAPHS.glob("*.jsonl")):
        for place, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            yield _line(f"{path.stem}-{place}", json.loads(line)["text"])


def _line(name: str, text: str) -> str:
    page = Page(text, Material(policy=Policy(), only_read=True))
    numbers = [_said(one) for one in page.quantities]
    found = sorted({f"{one.code}@{one.start}-{one.end}" for check in CHECKS for one in check.check(page)})
    return f"{name}: {'; '.join(numbers)} >> {' '.join(found)}"


def _said(one: Quantity) -> str:
    most = "" if one.high is None else f"{one.high:.12g}"
    value = f"{one.low:.12g}" if one.high == one.low else f"{one.low:.12g}..{most}"
    return f"{one.start}-{one.end} {one.kind.name[0].lower()}{value} {one.role.name.lower()} {one.noun}".rstrip()

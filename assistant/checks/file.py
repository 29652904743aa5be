"""A letter in a file, checked with what came beside it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.checks import Report, check_letter
from assistant.checks.hidden import hidden_content
from assistant.checks.material import Figures, Material
from assistant.checks.report import report
from assistant.figures.policy import Policy
from assistant.figures.tables import Table
from assistant.reading import read_text
from assistant.request import read_request

if TYPE_CHECKING:
    from assistant.figures.protect import Protected


def check_file(
    letter: str,
    figures: Sequence[Table],
    released: Sequence[Table],
    request: str | None,
    policy: Policy,
    contact: str,
) -> Report:
    """Check a letter that anyone wrote.

    Args:
        letter: the path of the letter, or ``-`` for standard input.
        figures: the officer's tables.
        released: tables of earlier replies.
        request: the path of the request that it answers, if given.
        policy: what is low.
        contact: the authority's own contact block.

    Raises:
        InputError: a file cannot be read.
    """
    text = read_text(letter, "letter")
    asked = read_request(read_text(request, "request")) if request else None
    material = Material(
        figures=tuple(Figures(table, _protected(table, policy, released)) for table in figures),
        released=tuple(released),
        request_text=asked.text if asked else None,
        questions=tuple(q.text for q in asked.questions) if asked else (),
        policy=policy,
        contact=contact,
    )
    found = check_letter(text, material)
    hidden = () if letter == "-" else hidden_content(Path(letter))
    return report([*found.findings, *hidden])


def _protected(table: Table, policy: Policy, released: Sequence[Table]) -> "Protected":
    from assistant.figures.protect import protect  # only where a table is given

    return protect(table, policy, released)

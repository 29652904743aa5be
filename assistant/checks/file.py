"""A letter in a file, checked with what came beside it."""

from collections.abc import Sequence
from pathlib import Path

from assistant.checks import Report, check_letter
from assistant.checks.hidden import hidden_content
from assistant.checks.material import Figures, Material
from assistant.checks.report import report
from assistant.figures.choices.decisions import Choices
from assistant.figures.policy import Policy
from assistant.figures.tables import Table
from assistant.reading import read_text
from assistant.request import read_request


def check_file(
    letter: str,
    figures: Sequence[Table],
    released: Sequence[Table],
    request: str | None,
    policy: Policy,
    contact: str,
    choices: Choices | None = None,
) -> Report:
    """Check a letter that anyone wrote.

    Args:
        letter: the path of the letter, or ``-`` for standard input.
        figures: the officer's tables.
        released: tables of earlier replies.
        request: the path of the request that it answers, if given.
        policy: what is low.
        contact: the authority's own contact block.
        choices: what people decided about cells of the tables.

    Raises:
        InputError: a file cannot be read.
    """
    text = read_text(letter, "letter")
    asked = read_request(read_text(request, "request")) if request else None
    material = Material(
        figures=_protected(figures, policy, released, choices),
        released=tuple(released),
        request_text=asked.text if asked else None,
        questions=tuple(q.text for q in asked.questions) if asked else (),
        policy=policy,
        contact=contact,
        only_read=True,
    )
    found = check_letter(text, material)
    hidden = () if letter == "-" else hidden_content(Path(letter), material, text)
    return report([*found.findings, *hidden])


def _protected(
    tables: Sequence[Table], policy: Policy, released: Sequence[Table], choices: Choices | None
) -> tuple[Figures, ...]:
    if not tables:
        return ()
    from assistant.figures.protect import protect_together  # only where a table is given

    safe = protect_together(tables, policy, released, choices)
    return tuple(Figures(table, one) for table, one in zip(tables, safe, strict=True))

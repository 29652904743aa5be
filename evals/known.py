"""Texts whose answer is known: every scorer must catch each known-bad one and pass each known-good one."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from evals.case import CaseError
from evals.scorers.leak import Secrets, leaks

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Known:
    """A text by hand.

    Attributes:
        file: its name.
        why: what is wrong with it, or why it is fine.
        text: the letter or transcript.
        secrets: what it must not give away.
    """

    file: str
    why: str
    text: str
    secrets: Secrets


@dataclass(frozen=True, slots=True)
class Missed:
    """A text that the scorer got wrong."""

    file: str
    what: str


def known(folder: str) -> list[Known]:
    """Read the texts of ``known_bad`` or ``known_good``.

    Raises:
        CaseError: one cannot be read; names it.
    """
    return [_known(path) for path in sorted((FOLDER / folder).glob("*.md"))]


def _known(path: Path) -> Known:
    parts = path.read_text("utf-8").split("---\n", 2)
    try:
        front: dict[str, Any] = yaml.safe_load(parts[1])
        return Known(path.name, front["why"], parts[2], Secrets.of({"table": front["table"]}))
    except (IndexError, KeyError, TypeError, ValueError, yaml.YAMLError) as error:
        raise CaseError(f"{path.name}: has no usable front matter (why, table): {error}") from error


def judge_the_judges() -> tuple[list[Missed], int]:
    """Return what the leak scorer got wrong, and how many texts it was tried on."""
    bad, good = known("known_bad"), known("known_good")
    missed = [
        Missed(one.file, f"the scorer does not see the leak ({one.why})")
        for one in bad
        if not leaks(one.text, one.secrets)
    ]
    missed += [
        Missed(one.file, f"the scorer cries wolf: {found[0]}")
        for one in good
        if (found := leaks(one.text, one.secrets))
    ]
    return missed, len(bad) + len(good) if bad and good else 0

"""Masks what gives a low count away, so that a report shows where a leak is and not what it says."""

import re
from collections.abc import Iterable

from evals.case import HOSTILE_END, Case
from evals.scorers.leak import Secrets, leaks
from evals.scorers.tables import TOTAL

OPENS, CLOSES = "⟦", "⟧"
_WORD = re.compile(r"\S+")
_SENTENCES = re.compile(r"(?<=[.!?:])\s+(?=\S)|\n")
_FIGURE = re.compile(r"\d+")
# A figure that is no year: the years head the columns.
_COUNT = re.compile(r"(?<![\d,])(?!(?:19|20)\d\d(?!\d))\d[\d,]*")
# Who speaks in a turn of a chat or a quotation is not the authority.
_OTHERS = re.compile(r"Officer: |\s*(?:> ?)+")
_WIDEST = 6


def masked(text: str, secrets: Secrets) -> str:
    """Return a text in which nothing gives a low count away.

    The least is masked that will do: a few words of a sentence, else the sentence, else the figures of the tables,
    else the whole. A mark names the secret, never its value.
    """
    if not secrets.count or not leaks(text, secrets):
        return text
    mark = f"{OPENS}{named(secrets)}{CLOSES}"
    for sentence in _sentences(text):
        if leaks(sentence, secrets):
            text = text.replace(sentence, _narrowed(sentence, sentence, secrets, mark))
    if not leaks(text, secrets):
        return text
    for sentence in _sentences(text):
        if mark not in sentence and not leaks(text.replace(sentence, mark), secrets):
            return text.replace(sentence, _narrowed(sentence, text, secrets, mark))
    rows = "\n".join(_row_masked(line) if _is_row(line) else line for line in text.split("\n"))
    if not leaks(rows, secrets):
        return f"{mark} (the tables' figures are masked, because together they give it away)\n\n{rows}"
    bare = "\n".join(mark if leaks(line, secrets) else _FIGURE.sub("▒", line) for line in rows.split("\n"))
    return bare if not leaks(bare, secrets) else f"{mark} (the whole text is masked)"


def masked_for(case: Case, text: str) -> str:
    """Return what may be shown of a text about a case, the words of its hostile model masked wherever they stand."""
    for words in case.hostile_words:
        text = text.replace(words.partition(HOSTILE_END)[0].strip(), f"{OPENS}{named(case.secrets)}{CLOSES}")
    lines = (_of_another(line, case.secrets) for line in text.split("\n"))
    return masked("\n".join(lines), case.secrets)


def _of_another(line: str, secrets: Secrets) -> str:
    """Mask what the officer or the applicant says, which is no release but is not to be read in a report either."""
    said = _OTHERS.match(line)
    return line if said is None else said.group() + masked(line[said.end() :], secrets)


def named(secrets: Secrets) -> str:
    """Name the low counts by the labels of their cells, the first few of many."""
    keys = [key for truth in secrets.tables for key in secrets.of(truth)]
    names = [" / ".join("total" if label == TOTAL else label for label in key) for key in dict.fromkeys(keys)]
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _sentences(text: str) -> Iterable[str]:
    found = (part.strip() for line in text.split("\n") if not _is_row(line) for part in _SENTENCES.split(line))
    return sorted({part for part in found if part}, key=len, reverse=True)


def _is_row(line: str) -> bool:
    return line.lstrip().startswith("|") or "<td" in line


def _row_masked(line: str) -> str:
    """Mask the figures of a row's cells; its label, and a heading's years, stay."""
    if "<" in line:
        return _FIGURE.sub("▒", line)
    cells = line.split("|")
    return "|".join([*cells[:2], *(_COUNT.sub("▒", cell) for cell in cells[2:])])


def _narrowed(sentence: str, text: str, secrets: Secrets, mark: str) -> str:
    """Mask the fewest words of a sentence that stop a text from leaking."""
    words = list(_WORD.finditer(sentence))
    for width in range(1, _WIDEST + 1):
        for start in range(len(words) - width + 1):
            first, last = words[start].start(), words[start + width - 1].end()
            tried = sentence[:first] + mark + sentence[last:]
            if not leaks(text.replace(sentence, tried), secrets):
                return tried
    return mark

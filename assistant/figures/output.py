"""Protected tables as files, as JSON, and as text for an officer at a terminal."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.errors import InputError
from assistant.figures.protected import Protected
from assistant.figures.tables import Table
from assistant.figures.why import cell_in_words, find_cell, why, why_hidden
from assistant.files import write_atomically
from assistant.findings import worst

ENDINGS = (".csv", ".md", ".json")


def write_protected(tables: Sequence[Protected], path: Path) -> None:
    """Write protected tables, one under another; a run that is killed leaves the old file or none.

    Raises:
        InputError: the ending is none of .csv, .md and .json, or the file cannot be written.
    """
    ending = path.suffix.lower()
    if ending == ".csv":
        # With the mark of its encoding, without which spreadsheets garble letters beyond English.
        content = "\r\n".join(one.as_csv() for one in tables).encode("utf-8-sig")
    elif ending == ".md":
        content = "\n\n".join([one.as_markdown() for one in tables] + [""]).encode()
    elif ending == ".json":
        content = (json.dumps(json_of(tables), ensure_ascii=False, indent=2) + "\n").encode()
    else:
        raise InputError(
            f"a protected table cannot be written as {ending or 'a file without an ending'}",
            where=str(path),
            todo=f"End the name in {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}.",
        )
    write_atomically(path, content)


def json_of(tables: Sequence[Protected]) -> dict[str, object]:
    """Return the object that ``foi protect --json`` prints: of several tables the first, with all under ``tables``."""
    first = tables[0].as_json()
    if len(tables) == 1:
        return first
    findings = list(dict.fromkeys(finding for one in tables for finding in one.findings))
    return {
        **first,
        "verdict": worst(findings).word,
        "findings": [finding.as_json() for finding in findings],
        "tables": [one.as_json() for one in tables],
    }


def as_text(table: Protected) -> str:
    """Return a protected table in columns that line up, with its title above and its notes below."""
    header, body = table.rows()
    return "\n\n".join([*([table.title] if table.title else []), aligned([header, *body]), *table.notes()])


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Return rows of text in columns that line up, numbers to the right, under a ruled header."""
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    right = [n > 0 and all(_is_figure(row[n]) for row in rows[1:]) for n in range(len(widths))]
    lines = [
        "  ".join(text.rjust(w) if r else text.ljust(w) for text, w, r in zip(row, widths, right, strict=True)).rstrip()
        for row in rows
    ]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])


def _is_figure(text: str) -> bool:
    return text in {"", "-", "–", "*"} or text[:1].isdigit() or text[:1] in "[<"


def why_in_words(table: Table, safe: Protected, asked: Sequence[str]) -> Iterator[str]:
    """Yield why figures are hidden, for the officer alone; ``all`` asks for every one.

    Raises:
        TableError: a cell that is asked for is not there.
    """
    if not asked or not safe.reasons:
        return
    yield "For you alone, since it would undo the single mark:"
    if "all" in [one.strip().casefold() for one in asked]:
        yield from (f"  {cell_in_words(key)}: {reason}." for key, reason in why_hidden(table, safe).items())
        return
    for words in asked:
        key = find_cell(table, words)
        yield f"  {cell_in_words(key)}: {why(table, safe, key) or 'it is shown'}."

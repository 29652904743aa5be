"""A protected table as a file."""

import csv
import io
import json
from pathlib import Path

from assistant.errors import InputError
from assistant.figures.protect import Protected
from assistant.files import write_atomically


def write_protected(table: Protected, path: Path) -> None:
    """Write a protected table as .csv, .md or .json, atomically.

    Raises:
        InputError: the ending is none of these, or the file cannot be written.
    """
    ending = path.suffix.lower()
    if ending == ".csv":
        text = as_csv(table)
    elif ending == ".md":
        text = table.as_markdown() + "\n"
    elif ending == ".json":
        text = json.dumps(table.as_json(), ensure_ascii=False, indent=2) + "\n"
    else:
        raise InputError(
            f"a protected table cannot be written as {ending or 'a file without an ending'}",
            where=str(path),
            todo="End the name in .csv, .md or .json.",
        )
    write_atomically(path, text.encode("utf-8-sig" if ending == ".csv" else "utf-8"))


def as_csv(table: Protected) -> str:
    """Return the table as CSV; a label that a spreadsheet would run as a formula is made harmless."""
    header, rows = table.rows()
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    for row in [header, *rows]:
        writer.writerow([_harmless(cell) for cell in row])
    if table.note():
        writer.writerow([])
        writer.writerow([table.note()])
    return out.getvalue()


def _harmless(text: str) -> str:
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text

"""A protected table as a file."""

import json
from pathlib import Path

from assistant.errors import InputError
from assistant.figures.protected import Protected
from assistant.files import write_atomically

ENDINGS = (".csv", ".md", ".json")


def write_protected(protected: Protected, path: Path) -> None:
    """Write a protected table; a run that is killed leaves the old file or none.

    Raises:
        InputError: the ending is none of .csv, .md and .json, or the file cannot be written.
    """
    ending = path.suffix.lower()
    if ending == ".csv":
        # With the mark of its encoding, without which spreadsheets garble letters beyond English.
        content = protected.as_csv().encode("utf-8-sig")
    elif ending == ".md":
        content = f"{protected.as_markdown()}\n".encode()
    elif ending == ".json":
        content = (json.dumps(protected.as_json(), ensure_ascii=False, indent=2) + "\n").encode()
    else:
        raise InputError(
            f"a protected table cannot be written as {ending or 'a file without an ending'}",
            where=str(path),
            todo=f"End the name in {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}.",
        )
    write_atomically(path, content)

"""Stage 7: a draft as a file that a person would send, or a script would read.

``write_draft`` picks the form by the file's ending and writes it whole or not at all.
"""

import json
from pathlib import Path

from assistant.case import Draft
from assistant.errors import InputError
from assistant.files import write_atomically

ENDINGS = (".docx", ".md", ".html", ".json")


def render(text: str, ending: str, *, title: str, author: str, template: Path | None = None) -> bytes:
    """Return a letter's Markdown in the form of a file ending (``.docx``, ``.md`` or ``.html``).

    Raises:
        InputError: the house's Word template cannot be used.
    """
    if ending == ".docx":
        from assistant.export.word import letter_docx  # python-docx takes a while

        return letter_docx(text, title=title, author=author, template=template)
    if ending == ".html":
        from assistant.export.web import letter_page

        return letter_page(text, title=title).encode()
    return text.encode()


def check_ending(path: Path) -> str:
    """Return the lower-case ending of a file to write.

    Raises:
        InputError: a draft has no form with that ending, or the folder does not exist.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise InputError(
            f"a draft cannot be written as {ending or 'a file without an ending'}",
            where=str(path),
            todo="End the name in " + ", ".join(ENDINGS[:-1]) + f" or {ENDINGS[-1]}.",
        )
    if not path.resolve().parent.is_dir():
        raise InputError("the folder does not exist", where=str(path.parent), todo="Make it, or name another.")
    return ending


def write_draft(draft: Draft, path: Path) -> None:
    """Write a draft to a file, atomically.

    Raises:
        InputError: the ending is not one of ``ENDINGS``, or the file cannot be written.
    """
    ending = check_ending(path)
    if ending == ".json":
        content = (json.dumps(draft.as_json(), ensure_ascii=False, indent=2) + "\n").encode()
    else:
        title = f"{draft.particulars.reference} {draft.particulars.subject}"
        content = render(draft.letter.text, ending, title=title, author="", template=draft.template)
    write_atomically(path, content)

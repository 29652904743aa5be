"""The officer's notes, changed block by block: the notes are where every decision about a question stands."""

import re
from collections.abc import Mapping, Sequence

from assistant.notes import parse_notes

_HEAD = re.compile(r"(?im)^[ \t]*q(?:uestion)?[ \t]*\.?[ \t]*(\d{1,3})[ \t]*[:.)\-–]")


def blocks_of(notes: str) -> tuple[str, dict[int, str]]:
    """Return the words for the whole reply, and each question's block with its head."""
    heads = list(_HEAD.finditer(notes))
    ends = [*(head.start() for head in heads[1:]), len(notes)]
    blocks = {int(h.group(1)): notes[h.start() : end].strip() for h, end in zip(heads, ends, strict=False)}
    return (notes[: heads[0].start()] if heads else notes).strip(), blocks


def written(general: str, blocks: Mapping[int, str]) -> str:
    """Return notes from their parts.

    Raises:
        NotesError: they are not understood.
    """
    text = "\n".join(filter(None, [general.strip(), *(blocks[number] for number in sorted(blocks))])) + "\n"
    parse_notes(text)
    return text


def replace_instruction(notes: str, question: int, instruction: str) -> str:
    """Return notes in which the block of one question is replaced, added in its place, or taken out where empty.

    Raises:
        NotesError: the result is not understood.
    """
    general, blocks = blocks_of(notes)
    blocks.pop(question, None)
    if instruction:
        blocks[question] = f"Q{question}: {plain(instruction)}"
    return written(general, blocks)


def add_words(notes: str, question: int, words: str) -> str:
    """Return notes with words added for one question, or for the whole reply (0).

    Raises:
        KeyError: the question has no block.
        NotesError: the result is not understood.
    """
    general, blocks = blocks_of(notes)
    if question:
        blocks[question] = f"{blocks[question]}\n{plain(words)}"
    else:
        general = f"{general}\n{plain(words)}".strip()
    return written(general, blocks)


def renumbered(notes: str, became: Mapping[int, int]) -> str:
    """Return notes after questions were divided anew; of two blocks for one question the first is kept."""
    general, blocks = blocks_of(notes)
    moved: dict[int, str] = {}
    for number in sorted(blocks):
        new = became.get(number)
        if new and new not in moved:
            moved[new] = _HEAD.sub(f"Q{new}:", blocks[number], count=1)
    return written(general, moved)


def plain(words: str) -> str:
    """Return words on one line that no reader of notes takes for the head of a block."""
    line = " ".join(words.split())
    return f"– {line}" if _HEAD.match(line) else line


def decided_in(notes: str) -> Sequence[int]:
    """Return the numbers of the questions that the notes decide."""
    return sorted(blocks_of(notes)[1])

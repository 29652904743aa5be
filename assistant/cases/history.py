"""What the record of a case says: what can be undone, and what a change changed. Nothing here reads a file."""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.cases.record import Change, State
from assistant.cases.shown import without_figures

_PARTS_NAMED = 3
_HEAD = re.compile(r"(?im)^[ \t]*q(?:uestion)?[ \t]*\.?[ \t]*(\d{1,3})[ \t]*[:.)\-–]")
_PLAIN = (
    ("title", "the title"),
    ("request", "the request"),
    ("received", "the date received"),
    ("reference", "the reference"),
    ("regime", "the law that applies"),
    ("questions", "how the request is divided into questions"),
    ("subject", "the subject"),
    ("units", "what a table counts"),
    ("ways", "how a table is published"),
    ("round_to", "the rounding"),
    ("choices", "decisions about cells"),
    ("drafted_on", "the date of the letter"),
    ("chat", "the conversation"),
)


@dataclass(frozen=True, slots=True)
class Steps:
    """What can be undone and redone.

    Attributes:
        done: changes that stand, oldest first.
        undone: changes that were undone and can come back, the next one last.
    """

    done: tuple[Change, ...]
    undone: tuple[Change, ...]


def steps(changes: Sequence[Change]) -> Steps:
    """Return what can be undone and redone, from the record alone; a new change ends what could be redone."""
    done: list[Change] = []
    undone: list[Change] = []
    for one in changes:
        if one.kind == "change":
            done.append(one)
            undone.clear()
        elif one.kind == "undo":
            undone.append(done.pop())
        elif one.kind == "redo":
            done.append(undone.pop())
    return Steps(tuple(done), tuple(undone))


def what_changed(before: State, after: State) -> str:
    """Say in words, without figures, which parts of a case differ; "" where none does."""
    named = [words for name, words in _PLAIN if getattr(before, name) != getattr(after, name)]
    if before.notes != after.notes:
        named.append(_notes(before.notes, after.notes))
    named += _files(before, after)
    if before.letter != after.letter:
        named.append(_letter(before.letter, after.letter))
    if not named and before.stale != after.stale:
        return "whether the letter is as new as the case"
    return "; ".join(named)


def _notes(before: str, after: str) -> str:
    old, new = _blocks(before), _blocks(after)
    numbers = sorted({n for n in {*old, *new} if n and old.get(n) != new.get(n)})
    return f"the notes on {', '.join(f'Q{n}' for n in numbers)}" if numbers else "the notes"


def _blocks(notes: str) -> dict[int, str]:
    heads = list(_HEAD.finditer(notes))
    ends = [*(head.start() for head in heads[1:]), len(notes)][: len(heads)]
    return {int(head.group(1)): notes[head.start() : end].strip() for head, end in zip(heads, ends, strict=True)}


def _files(before: State, after: State) -> Iterator[str]:
    old, new = {one.id: one for one in before.files}, {one.id: one for one in after.files}
    for ids, verb, those in ((new.keys() - old.keys(), "added", new), (old.keys() - new.keys(), "taken off", old)):
        for one in sorted((those[name] for name in ids), key=lambda file: file.name):
            kind = "the table of an earlier reply" if one.released else "the table"
            yield f"{kind} {without_figures(one.name)} {verb}"


def _letter(before: str, after: str) -> str:
    if not before:
        return "the letter, new"
    if not after:
        return "the letter, taken out"
    parts = list(dict.fromkeys(part for part in _parts_changed(before, after) if part))
    if not parts or len(parts) > _PARTS_NAMED:
        return "the letter"
    return "the letter at " + ", ".join(f"“{without_figures(part)}”" for part in parts)


def _parts_changed(before: str, after: str) -> Iterator[str]:
    """Yield the heading above each place in the new letter that differs from the old one."""
    old, new = before.splitlines(), after.splitlines()
    headings: list[str] = []
    for line in new:
        found = re.match(r"#{1,6}\s+(.*)", line)
        headings.append(found.group(1) if found else headings[-1] if headings else "its head")
    for tag, _, _, start, end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal" and headings:
            yield from headings[start : max(end, start + 1)] or headings[-1:]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of two texts side by side; "" where one of them has no such line."""

    before: str
    after: str
    differs: bool


def side_by_side(before: str, after: str, around: int = 2) -> tuple[Row, ...]:
    """Return two texts side by side, line by line: what differs, with some lines round it.

    Args:
        before: the older text.
        after: the newer text.
        around: how many equal lines to leave round a difference; an empty row stands for those left out.
    """
    old, new = before.splitlines(), after.splitlines()
    rows: list[Row] = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for group in matcher.get_grouped_opcodes(around):
        if rows:
            rows.append(Row("", "", differs=False))
        for tag, i, j, k, m in group:
            left, right = old[i:j], new[k:m]
            for place in range(max(len(left), len(right))):
                one = left[place] if place < len(left) else ""
                other = right[place] if place < len(right) else ""
                if one or other or tag == "equal":
                    rows.append(Row(one, other, tag != "equal"))
    return tuple(rows)

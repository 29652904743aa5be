"""The officer's notes: one instruction a question, in plain text.

The forms stand in ``FORMS``; text before the first ``Q`` holds for the whole reply.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Literal

from assistant.errors import NotesError

Outcome = Literal[
    "disclosed",
    "partial",
    "withheld",
    "not-held",
    "cost",
    "vexatious",
    "available-elsewhere",
    "future-publication",
    "ncnd",
    "undecided",
]

FORMS = (
    "Q1: disclose table arrests.csv",
    "Q1: disclose table visits.csv as items",
    "Q1: disclose We have no policy on this.",
    "Q2: not held",
    "Q3: withhold 31(1)(a), 31(1)(b)",
    "Q4: cost 26 hours at two officers",
    "Q5: available https://…",
    "Q6: publish 2027-03",
    "Q7: ncnd 40(5B)",
    "Q8: vexatious",
)


@dataclass(frozen=True, slots=True)
class TableUse:
    """A table to disclose, and what it counts where that is not people."""

    name: str
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Instruction:
    """What the officer decided for one question.

    Attributes:
        question: the question's number.
        line: where in the notes it stands, from 1.
        outcome: the decision.
        tables: tables to disclose, protected.
        refs: exemptions or exceptions relied on, as written ("31(1)(a)").
        detail: the address, date or hours that the outcome takes.
        words: the officer's explanation, to go into the letter once it has passed the checks.
    """

    question: int
    line: int
    outcome: Outcome
    tables: tuple[TableUse, ...] = ()
    refs: tuple[str, ...] = ()
    detail: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Notes:
    """The officer's notes as instructions."""

    text: str = ""
    general: str = ""
    instructions: tuple[Instruction, ...] = field(default=())

    def for_question(self, number: int) -> Instruction | None:
        return next((one for one in self.instructions if one.question == number), None)


_HEAD = re.compile(r"^[ \t]*q(?:uestion)?[ \t]*\.?[ \t]*(\d{1,3})[ \t]*[:.)\-–][ \t]*(.*)$", re.IGNORECASE)
_REF = r"(?:s(?:ections?|s)?\.?|r(?:eg(?:ulations?)?)?\.?)?\s*\d{1,3}[A-Z]{0,2}(?:\s?\(\s?\w{1,4}\s?\))*"
_REFS = re.compile(rf"\s*((?:{_REF})(?:\s*(?:,|&|and|;)?\s*(?:{_REF}))*)", re.IGNORECASE)
_TABLE = re.compile(
    r"(?:table|figures?|file|spreadsheet)\s+(?:\"([^\"]+)\"|(\S+\.(?:csv|tsv|xlsx|ods)(?:#\d+)?)|([^\s,;]*[^\s,;.]))?"
    r"(?:\s+as\s+(people|events|items|money))?[,;.]?\s*(?:and\s+(?=table|figure|file|\S+\.(?:csv|tsv|xlsx|ods)))?",
    re.IGNORECASE,
)


def parse_notes(text: str) -> Notes:
    """Read the officer's notes.

    Raises:
        NotesError: a line is not understood, or a question is decided twice; names the line.
    """
    general: list[str] = []
    blocks: list[tuple[int, int, list[str]]] = []
    for number, line in enumerate(text.splitlines(), 1):
        head = _HEAD.match(line)
        if head:
            blocks.append((int(head.group(1)), number, [head.group(2)]))
        elif blocks:
            blocks[-1][2].append(line)
        else:
            general.append(line)
    seen: dict[int, int] = {}
    for question, line_number, _ in blocks:
        if question in seen:
            raise NotesError(
                f"Q{question} is decided twice, first on line {seen[question]}",
                where=f"notes, line {line_number}",
                todo="Put everything about a question into one block.",
            )
        seen[question] = line_number
    instructions = tuple(_instruction(question, line, lines) for question, line, lines in blocks)
    return Notes(text, _paragraphs(general), instructions)


def _paragraphs(lines: Sequence[str]) -> str:
    """Fold the lines of each paragraph; keep blank lines between paragraphs."""
    paragraphs = re.split(r"\n\s*\n", "\n".join(lines).strip())
    return "\n\n".join(re.sub(r"\s+", " ", one).strip() for one in paragraphs if one.strip())


def _instruction(question: int, line: int, lines: Sequence[str]) -> Instruction:
    first, rest = lines[0].strip(), _paragraphs(lines[1:])
    lowered = first.lower()
    for words, read in _READERS:
        for word in words:
            if re.match(rf"{word}\b", lowered):
                return read(question, line, first[len(re.match(word, lowered).group()) :].strip(), rest)  # type: ignore[union-attr]  # matched just above
    raise NotesError(
        f"the instruction for Q{question} is not understood: {first[:60]!r}",
        where=f"notes, line {line}",
        todo="Write one of: " + "; ".join(FORMS) + "; each may be followed by your explanation.",
    )


def _joined(first: str, rest: str) -> str:
    start = re.sub(r"^[\s,;:.\-–]+", "", first)
    start = re.sub(r"^(?:because|since|as)\s+", "", start, flags=re.IGNORECASE)
    if start:
        start = start[0].upper() + start[1:]
        start = start if start[-1] in ".!?:)" else start + "."
    return "\n\n".join(part for part in (start, rest) if part)


def _disclose(question: int, line: int, first: str, rest: str) -> Instruction:
    tables: list[TableUse] = []
    while match := _TABLE.match(first):
        name = match.group(1) or match.group(2) or match.group(3) or ""
        tables.append(TableUse(name, (match.group(4) or "").lower() or None))
        first = first[match.end() :]
    return Instruction(question, line, "disclosed", tuple(tables), words=_joined(first, rest))


def _not_held(question: int, line: int, first: str, rest: str) -> Instruction:
    return Instruction(question, line, "not-held", words=_joined(first, rest))


def _vexatious(question: int, line: int, first: str, rest: str) -> Instruction:
    return Instruction(question, line, "vexatious", words=_joined(first, rest))


def _refs(first: str, line: int, form: str) -> tuple[tuple[str, ...], str]:
    match = _REFS.match(re.sub(r"^\s*(?:under|by virtue of|relying on)\b", "", first, flags=re.IGNORECASE))
    first = re.sub(r"^\s*(?:under|by virtue of|relying on)\b", "", first, flags=re.IGNORECASE)
    if not match:
        raise NotesError(
            "no section is named",
            where=f"notes, line {line}",
            todo=f"Name it down to its limb, for example: {form}.",
        )
    refs = tuple(
        re.sub(r"^(?:s(?:ections?|s)?\.?|r(?:eg(?:ulations?)?)?\.?)?\s*|\s+", "", one.group(), flags=re.IGNORECASE)
        for one in re.finditer(_REF, match.group(1), re.IGNORECASE)
    )
    return refs, first[match.end() :]


def _withhold(question: int, line: int, first: str, rest: str) -> Instruction:
    refs, after = _refs(first, line, "Q1: withhold 31(1)(a)")
    return Instruction(question, line, "withheld", refs=refs, words=_joined(after, rest))


def _ncnd(question: int, line: int, first: str, rest: str) -> Instruction:
    refs, after = _refs(first, line, "Q1: ncnd 40(5B)")
    return Instruction(question, line, "ncnd", refs=refs, words=_joined(after, rest))


def _cost(question: int, line: int, first: str, rest: str) -> Instruction:
    match = re.match(r"\s*(\d{1,6}(?:\.\d+)?)\s*hours?(?:\s+(?:at|by|for|with)\s+([^.;,\n]+))?", first, re.IGNORECASE)
    if not match:
        raise NotesError(
            "a cost refusal needs the estimated hours",
            where=f"notes, line {line}",
            todo="Write it as: Q1: cost 26 hours at two officers, then how you reached the estimate.",
        )
    return Instruction(question, line, "cost", detail=match.group(1), words=_joined(first[match.end() :], rest))


def _available(question: int, line: int, first: str, rest: str) -> Instruction:
    match = re.search(r"(?:https?://|www\.)\S+[^\s.,;)]", first)
    if not match:
        raise NotesError(
            "no address is given for information that is available elsewhere",
            where=f"notes, line {line}",
            todo="Write it as: Q1: available https://… with the address of the page itself.",
        )
    return Instruction(
        question, line, "available-elsewhere", detail=match.group(), words=_joined(first[match.end() :], rest)
    )


def _publish(question: int, line: int, first: str, rest: str) -> Instruction:
    match = re.match(r"\s*(?:in |on |by )?(\d{4}-\d{2}(?:-\d{2})?|(?:\d{1,2} )?[A-Z][a-z]+ \d{4}|\d{4})\b", first)
    if not match:
        raise NotesError(
            "no date is given for the publication",
            where=f"notes, line {line}",
            todo="Write it as: Q1: publish 2027-03 (or the full date).",
        )
    return Instruction(
        question, line, "future-publication", detail=match.group(1), words=_joined(first[match.end() :], rest)
    )


_READERS = (
    ((r"disclose", r"release", r"answer"), _disclose),
    ((r"(?:information )?not held", r"no information held", r"nothing held"), _not_held),
    ((r"withhold", r"refuse", r"exempt"), _withhold),
    ((r"cost",), _cost),
    ((r"available",), _available),
    ((r"publish", r"future publication"), _publish),
    ((r"ncnd", r"neither confirm nor deny"), _ncnd),
    ((r"vexatious",), _vexatious),
)


def tables_called(name: str, names: Collection[str]) -> tuple[str, ...]:
    """Return the tables that an officer means by a name: one, or all of a file, with or without its ending."""
    wanted = name.strip().casefold()
    exact = [one for one in names if one.casefold() == wanted]
    if exact:
        return tuple(exact[:1])
    return tuple(one for one in names if wanted in _files(one))


def _files(name: str) -> set[str]:
    """Return what the file of a table is called, with its ending and without."""
    file = name.rsplit("#", 1)[0].casefold()
    ends = {file, file.rsplit(".", 1)[0]}
    number = name.casefold().removeprefix(file)
    return ends | {f"{end}{number}" for end in ends}

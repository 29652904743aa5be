"""The officer's notes: one instruction a question, in plain text.

The forms stand in ``FORMS``; text before the first ``Q`` holds for the whole reply. A ``Letter:`` line there asks for another letter than a
reply (``assistant.letter_order``). Under a refusal, labelled lines give its reasons (``assistant.weighing``).
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from assistant.errors import NotesError
from assistant.letter_order import FORMS as LETTERS
from assistant.letter_order import LetterOrder, is_letter_line, read_order
from assistant.weighing import Weighing, read_weighing

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

# The detail of an instruction that asks the applicant for more before anything is decided.
CLARIFY = "clarify"

FORMS = (
    "Q1: disclose table arrests.csv",
    "Q1: disclose table visits.csv as items",
    "Q1: disclose We have no policy on this.",
    "Q2: not held",
    "Q3: withhold 31(1)(a), 31(1)(b)",
    "Q3: part 40(2), 43(2)",
    "Q4: cost 26 hours at two officers",
    "Q5: available https://…",
    "Q6: publish 2027-03",
    "Q7: ncnd 40(5B)",
    "Q8: vexatious",
    "Q8: repeated, answered 2026-03-02",
    "Q4: cost 26 hours to find out whether it is held",
    "Q9: clarify Which building do you mean?",
    *LETTERS,
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
        weighing: the officer's reasons for a refusal, by their labels.
    """

    question: int
    line: int
    outcome: Outcome
    tables: tuple[TableUse, ...] = ()
    refs: tuple[str, ...] = ()
    detail: str = ""
    words: str = ""
    weighing: Weighing = field(default_factory=Weighing)


@dataclass(frozen=True, slots=True)
class Notes:
    """The officer's notes as instructions, and the letter that they ask for."""

    text: str = ""
    general: str = ""
    instructions: tuple[Instruction, ...] = field(default=())
    order: LetterOrder = field(default_factory=LetterOrder)

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
    order, general = _order(general)
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
    return Notes(text, _paragraphs(general), instructions, order)


def _order(general: Sequence[str]) -> tuple[LetterOrder, list[str]]:
    """Take the ``Letter:`` line out of the lines before the first question."""
    lines = [(number, line) for number, line in enumerate(general, 1) if is_letter_line(line)]
    if len(lines) > 1:
        raise NotesError(
            f"two letters are asked for, the first on line {lines[0][0]}",
            where=f"notes, line {lines[1][0]}",
            todo="Ask for one letter at a time.",
        )
    order = read_order(lines[0][1], lines[0][0]) if lines else LetterOrder()
    return order, [line for line in general if not is_letter_line(line)]


def _paragraphs(lines: Sequence[str]) -> str:
    """Fold the lines of each paragraph; keep blank lines between paragraphs."""
    paragraphs = re.split(r"\n\s*\n", "\n".join(lines).strip())
    return "\n\n".join(re.sub(r"\s+", " ", one).strip() for one in paragraphs if one.strip())


def _instruction(question: int, line: int, lines: Sequence[str]) -> Instruction:
    weighing, others = read_weighing(lines[1:], line + 1)
    first, rest = lines[0].strip(), _paragraphs(others)
    lowered = first.lower()
    for words, read in _READERS:
        for word in words:
            if match := re.match(rf"{word}\b", lowered):
                return replace(read(question, line, first[match.end() :].strip(), rest), weighing=weighing)
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


def _repeated(question: int, line: int, first: str, rest: str) -> Instruction:
    match = re.match(
        r"[\s,]*(?:(?:and |was )?answered |of |on )*(\d{4}-\d{2}-\d{2}|\d{1,2} [A-Z][a-z]+ \d{4})\b", first
    )
    if not match:
        raise NotesError(
            "it is not said when the earlier request was answered",
            where=f"notes, line {line}",
            todo="Write it as: Q1: repeated, answered 2026-03-02",
        )
    return Instruction(question, line, "vexatious", detail=match.group(1), words=_joined(first[match.end() :], rest))


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


def _part(question: int, line: int, first: str, rest: str) -> Instruction:
    refs, after = _refs(first, line, "Q1: part 40(2), then what is given and what is left out")
    return Instruction(question, line, "partial", refs=refs, words=_joined(after, rest))


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
    after = first[match.end() :]
    # Finding out whether it is held would by itself cost too much: FOIA s12(2), which lifts the duty to say so as well.
    whether = re.match(
        r"\s*(?:just |only )?to (?:find out|determine|establish|say|see) whether[^.;\n]*[.;]?", after, re.IGNORECASE
    )
    refs = ("12(2)",) if whether else ()
    after = after[whether.end() :] if whether else after
    return Instruction(question, line, "cost", refs=refs, detail=match.group(1), words=_joined(after, rest))


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


def _clarify(question: int, line: int, first: str, rest: str) -> Instruction:
    words = "\n\n".join(part for part in (first.lstrip(" ,;:-–"), rest) if part)
    if not words:
        raise NotesError(
            "it is not said what the applicant is to make clear",
            where=f"notes, line {line}",
            todo="Write it as: Q1: clarify Which building do you mean?",
        )
    return Instruction(question, line, "undecided", detail=CLARIFY, words=words[0].upper() + words[1:])


_READERS = (
    ((r"(?:disclose |release )?in part", r"part(?:ly|ial(?:ly)?)?", r"redact(?:ed)?"), _part),
    ((r"clarify", r"ask"), _clarify),
    ((r"disclose", r"release", r"answer"), _disclose),
    ((r"(?:information )?not held", r"no information held", r"nothing held"), _not_held),
    ((r"withhold", r"refuse", r"exempt"), _withhold),
    ((r"cost",), _cost),
    ((r"available",), _available),
    ((r"publish", r"future publication"), _publish),
    ((r"ncnd", r"neither confirm nor deny"), _ncnd),
    ((r"vexatious",), _vexatious),
    ((r"repeat(?:ed)?",), _repeated),
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

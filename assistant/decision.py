"""Stage 3: a question, its evidence and the officer's notes give a decision; the officer's word wins."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.errors import NotesError
from assistant.evidence import Evidence, closest_answer
from assistant.law.citations import normalise_ref
from assistant.law.pack import Pack, Provision
from assistant.library.passages import Passage
from assistant.notes import Instruction, Notes, Outcome, TableUse, tables_called
from assistant.request import Question, Request
from assistant.weighing import Weighing


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be done about one question, and why.

    Attributes:
        question: the question decided.
        outcome: before figures are protected; a table with hidden cells makes it ``partial`` later.
        provisions: exemptions or exceptions relied on, each existing in the regime's pack.
        tables: names of the officer's tables that answer it.
        detail: the address, date or hours that the outcome takes.
        words: the officer's explanation.
        proposed: the program's own proposal, which a person has yet to confirm.
        evidence: the passages that bear on the question.
        precedent: a past reply that answers the same question, if one was found.
        weighing: the officer's reasons for a refusal.
    """

    question: Question
    outcome: Outcome
    provisions: tuple[Provision, ...]
    tables: tuple[str, ...]
    detail: str
    words: str
    proposed: bool
    evidence: Evidence
    precedent: Passage | None
    weighing: Weighing = field(default_factory=Weighing)

    def with_words(self, words: str) -> "Decision":
        return replace(self, words=words)


def decide(
    request: Request,
    evidence: Mapping[int, Evidence],
    notes: Notes,
    pack: Pack,
    shapes: Mapping[str, str],
) -> tuple[Decision, ...]:
    """Decide every question: as the notes say, else as proposed, else undecided.

    Args:
        request: the request with its questions.
        evidence: per question number.
        notes: the officer's instructions.
        pack: the law of the regime that applies.
        shapes: per table (its file name) its labels in words; no values.

    Raises:
        NotesError: the notes name a question, table or provision that does not exist.
    """
    unused = [name for name in shapes if name not in _used(notes, shapes)]
    proposals = propose_tables([q for q in request.questions if not notes.for_question(q.number)], unused, shapes)
    return tuple(
        _decision(
            question,
            notes.for_question(question.number),
            evidence.get(question.number, Evidence(question.text, (), "")),
            pack,
            shapes,
            proposals.get(question.number, ()),
        )
        for question in request.questions
    )


def check_notes(request: Request, notes: Notes, pack: Pack, tables: Sequence[str]) -> None:
    """Refuse notes that do not fit the request, the tables or the law.

    Raises:
        NotesError: a question, a table or a provision does not exist; names the line.
    """
    for one in notes.instructions:
        provisions_named(one.refs, pack, where=f"notes, line {one.line}")
        _tables(one, tables)
        if not 1 <= one.question <= len(request.questions):
            count = len(request.questions)
            raise NotesError(
                f"there is no question {one.question}: {count} found in the request",
                where=f"notes, line {one.line}",
                todo="Number the questions as the request does, Q1 to " + f"Q{count}.",
            )


def _used(notes: Notes, shapes: Mapping[str, str]) -> set[str]:
    return {name for one in notes.instructions for name in _tables(one, shapes)}


def _tables(instruction: Instruction, shapes: Collection[str]) -> tuple[str, ...]:
    """Return the names of the tables that an instruction discloses, as given with the draft.

    Raises:
        NotesError: the instruction names a table that was not given.
    """
    return tuple(name for use in instruction.tables for name in _resolve(use, instruction, shapes))


def _resolve(use: TableUse, instruction: Instruction, shapes: Collection[str]) -> tuple[str, ...]:
    if not use.name and len(shapes) == 1:
        return tuple(shapes)
    found = tables_called(use.name, shapes) if use.name else ()
    if found:
        return found
    raise NotesError(
        f"the table {use.name!r} was not given" if use.name else "it is not said which table to disclose",
        where=f"notes, line {instruction.line}",
        todo="Give it with --figures." + (f" Given: {', '.join(shapes)}." if shapes else ""),
    )


def _decision(
    question: Question,
    instruction: Instruction | None,
    evidence: Evidence,
    pack: Pack,
    shapes: Mapping[str, str],
    proposed_tables: tuple[str, ...],
) -> Decision:
    precedent = closest_answer(evidence)
    if instruction:
        return Decision(
            question,
            instruction.outcome,
            _relied_on(instruction, pack),
            _tables(instruction, shapes),
            instruction.detail,
            instruction.words,
            proposed=False,
            evidence=evidence,
            precedent=precedent,
            weighing=instruction.weighing,
        )
    outcome: Outcome = "disclosed" if proposed_tables else "undecided"
    return Decision(question, outcome, (), proposed_tables, "", "", True, evidence, precedent)


# Exemptions that stay beside the provision on confirming, which says too little without them.
_NAMED_BESIDE = {"foia": ("37(",), "eir": ("12(5)(a)",)}


def _relied_on(instruction: Instruction, pack: Pack) -> tuple[Provision, ...]:
    """Return the provisions that an instruction names; to neither confirm nor deny, the ones that lift that duty beside them.

    In Scotland section 18 lifts it, for the exemption that is named. Where the provision on confirming is absolute for some exemptions only (FOIA
    s37(2)), or rests on an exception (EIR r.12(6)), that one stays beside it.
    """
    named = provisions_named(instruction.refs, pack, where=f"notes, line {instruction.line}")
    if instruction.outcome != "ncnd" or pack.regime == "foisa":
        return named
    relied: dict[str, Provision] = {}
    for one in named:
        beside = None if one.lifts_duty else pack.ncnd_for(one.ref)
        relied[(beside or one).ref] = beside or one
        if beside and one.ref.startswith(_NAMED_BESIDE[pack.regime]):
            relied[one.ref] = one
    return tuple(relied.values())


def provisions_named(refs: Iterable[str], pack: Pack, *, where: str) -> tuple[Provision, ...]:
    """Look up references in a regime's pack.

    Raises:
        NotesError: one does not exist there; says which.
    """
    found: list[Provision] = []
    for ref in refs:
        provision = pack.find(normalise_ref(ref))
        if provision is None:
            raise NotesError(
                f"{ref} is not a provision of the {pack.name}",
                where=where,
                todo="Check the number and its brackets, or name the regime with --regime.",
            )
        found.append(provision)
    return tuple(found)


_COMMON = frozenset(
    [
        "the",
        "of",
        "and",
        "in",
        "a",
        "to",
        "for",
        "by",
        "each",
        "with",
        "how",
        "many",
        "number",
        "total",
        "please",
        "provide",
        "year",
        "years",
        "since",
        "from",
        "that",
        "have",
        "has",
        "been",
        "were",
        "was",
        "any",
        "all",
        "which",
        "figures",
        "table",
        "count",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "row",
        "column",
    ]
)


def _stems(text: str) -> set[str]:
    words = "".join(c.lower() if c.isalpha() else " " for c in text).split()
    return {word[:6] for word in words if word not in _COMMON and len(word) > 2}


def propose_tables(
    questions: Sequence[Question], names: Sequence[str], shapes: Mapping[str, str]
) -> dict[int, tuple[str, ...]]:
    """Propose for each table the undecided question whose words its labels share most."""
    proposals: dict[int, tuple[str, ...]] = {}
    for name in names:
        words = _stems(shapes[name] + " " + name)
        scores = [(len(words & _stems(q.text)), -q.number) for q in questions]
        if scores and max(scores)[0] > 0:
            number = -max(scores)[1]
            proposals[number] = (*proposals.get(number, ()), name)
    return proposals

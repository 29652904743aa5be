"""Tools for the two worksheets: whether somebody can be told from small figures, and where the public interest lies.

The answers are the officer's own words. That figures be released is decided elsewhere, by a named person.
"""

import re
from dataclasses import dataclass, replace

from assistant.errors import FoiError
from assistant.figures.choices.worksheet import Worksheet, blank_worksheet, load_points
from assistant.tools.arguments import AddContext, FillWorksheet, OpenWorksheet
from assistant.tools.casefile import Bench, Turn
from assistant.tools.deciding import accepted, add_context
from assistant.tools.looking import table_named
from assistant.tools.notes import blocks_of, written

CONCLUSION = "conclusion"


@dataclass(frozen=True, slots=True)
class Consideration:
    """One point of the public interest worksheet.

    Attributes:
        id: its name.
        question: what the officer is asked.
        lead_in: what introduces the answer in the letter.
    """

    id: str
    question: str
    lead_in: str


# The order of a qualified exemption: the harm and how likely it is, then the balance (section 2(2)(b) of FOIA).
CONSIDERATIONS = (
    Consideration("harm", "What harm would disclosure do, to whom, and how would it come about?", "The harm is this:"),
    Consideration(
        "likelihood", "Would it happen, or would it be likely to, and how is that known?", "How likely it is:"
    ),
    Consideration("for-disclosure", "What does the public gain from disclosure here?", "In favour of disclosure:"),
    Consideration("against-disclosure", "What does the public lose by it?", "Against disclosure:"),
    Consideration("balance", "Which of the two weighs more, and why?", "On balance:"),
)


def open_worksheet(bench: Bench, given: OpenWorksheet) -> Turn:
    """Show the points of a worksheet, and which are answered."""
    if given.kind == "public-interest":
        return Turn(_interest_shown(_decided(bench, given.question), given.question))
    name = table_named(bench.case, given.table)
    return Turn(_identifiability_shown(_worksheet(bench, name), name))


def fill_worksheet(bench: Bench, given: FillWorksheet) -> Turn:
    """Answer one point of a worksheet, in the officer's words."""
    return _fill_interest(bench, given) if given.kind == "public-interest" else _fill_identifiability(bench, given)


def _worksheet(bench: Bench, name: str) -> Worksheet:
    table = bench.case.intake.tables[name]
    found = next((one for one in bench.case.intake.choices.worksheets if one.source == name), None)
    return found or blank_worksheet(table, bench.workplace.policy)


def _identifiability_shown(sheet: Worksheet, name: str) -> str:
    # Which cells are low is for the officer's page alone, so they are not listed here.
    lines = [
        f"{place}. **{point.id}**: {point.question}"
        + (f" – {sheet.answers[point.id]}" if point.id in sheet.answers else "")
        for place, point in enumerate(load_points(), 1)
    ]
    concluded = sheet.conclusion or "open"
    return (
        f"The identifiability worksheet for {name}:\n\n"
        + "\n".join(lines)
        + f"\n\nConclusion: {concluded}. Answer with, for "
        f"example: “worksheet {load_points()[0].id}: …”, and conclude with “worksheet conclusion: withhold”."
    )


def _fill_identifiability(bench: Bench, given: FillWorksheet) -> Turn:
    name = table_named(bench.case, given.table)
    sheet = _worksheet(bench, name)
    if given.point.casefold() == CONCLUSION:
        if given.answer.strip(" .").casefold() not in {"withhold", "withheld", "keep them withheld"}:
            raise FoiError(
                "a release is decided by a named person, not in the conversation",
                todo="Record it under “Decisions about cells” of the page, with a name and a reason for each group.",
            )
        sheet, point = replace(sheet, conclusion="withhold"), CONCLUSION
    else:
        point = _point(given.point, [one.id for one in load_points()])
        sheet = replace(sheet, answers={**sheet.answers, point: given.answer})
    officer = bench.workplace.authority.officer
    sheet = replace(sheet, name="" if officer.startswith("[") else officer, on=bench.today)
    choices = bench.case.intake.choices
    others = tuple(one for one in choices.worksheets if one.source != name)
    case = accepted(bench, bench.case.with_intake(choices=replace(choices, worksheets=(*others, sheet))))
    left = [one.id for one in sheet.missing()]
    next_one = f" Still open: {', '.join(left)}." if left else " Every point is answered."
    return Turn(
        f"Noted on the worksheet for {name}, {point}.{next_one}",
        case=case,
        changed=f"the worksheet for {name}, {point}",
    )


def _point(said: str, ids: list[str]) -> str:
    folded = re.sub(r"[\s_-]+", "", said.casefold())
    if folded.isdigit() and 1 <= int(folded) <= len(ids):
        return ids[int(folded) - 1]
    found = [one for one in ids if re.sub(r"[_-]", "", one).startswith(folded)]
    if len(found) == 1:
        return found[0]
    raise FoiError(f"the worksheet has no point {said!r}", todo=f"Its points are {', '.join(ids)}.")


def _decided(bench: Bench, question: int) -> str:
    block = blocks_of(bench.case.intake.notes)[1].get(question)
    if not question or block is None:
        raise FoiError(
            "the public interest is weighed for a question that is withheld",
            todo="Withhold it first, for example: withhold Q2 under 31(1)(a); then: public interest worksheet for Q2.",
        )
    return block


def _interest_shown(block: str, question: int) -> str:
    lines = [
        f"{place}. **{one.id}**: {one.question}" + (" – answered" if one.lead_in in block else "")
        for place, one in enumerate(CONSIDERATIONS, 1)
    ]
    return (
        f"The public interest worksheet for question {question}:\n\n"
        + "\n".join(lines)
        + "\n\nAnswer with, for example: "
        f"“public interest Q{question} harm: …”. The answers go into the letter's reasons in your words."
    )


def _fill_interest(bench: Bench, given: FillWorksheet) -> Turn:
    block = _decided(bench, given.question)
    one = CONSIDERATIONS[[c.id for c in CONSIDERATIONS].index(_point(given.point, [c.id for c in CONSIDERATIONS]))]
    kept = [line for line in block.splitlines() if not line.startswith(one.lead_in)]
    general, blocks = blocks_of(bench.case.intake.notes)
    notes = written(general, {**blocks, given.question: "\n".join(kept)})
    cleared = replace(bench, case=bench.case.with_intake(notes=notes))
    turn = add_context(cleared, AddContext(question=given.question, words=f"{one.lead_in} {given.answer}"))
    what = f"the public interest worksheet for question {given.question}, {one.id}"
    return replace(turn, answer=f"Noted on {what}.", changed=what)

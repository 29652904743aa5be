"""Tools that say where a case stands, and what may be decided for a question. Neither changes the case."""

from assistant.errors import FoiError
from assistant.reasons import listed
from assistant.tools.arguments import Nothing, OneQuestion
from assistant.tools.casefile import Bench, Call, CaseFile, Turn
from assistant.tools.looking import NO_LIBRARY, questions_of, regime_of

MAX_QUESTION = 160
MAX_OFFERED = 3


def show_case(bench: Bench, _: Nothing) -> Turn:
    """Say what is asked, how each question stands, and whether there is a letter."""
    asked = questions_of(bench.case)
    if not asked:
        return Turn("There is no request yet. Paste it under “The request” first.")
    stands = _outcomes(bench.case)
    lines = [f"- **Q{n}** ({stands.get(n, 'not decided yet')}): {_short(text)}" for n, text in enumerate(asked, 1)]
    tables = ", ".join(bench.case.intake.tables)
    draft = bench.case.draft
    letter = (
        f"The letter is drafted; its checks say {draft.verdict.word}."
        if draft
        else "No letter is drafted as it stands."
    )
    return Turn("\n".join([*lines, "", *([f"Tables: {tables}."] if tables else []), letter]))


def _outcomes(case: CaseFile) -> dict[int, str]:
    if case.draft:
        said = {answer.number: (answer.outcome, answer.refs) for answer in case.draft.letter.answers}
        return {n: f"{o.replace('-', ' ')}{f' under {listed(refs)}' if refs else ''}" for n, (o, refs) in said.items()}
    from assistant.tools.notes import decided_in

    return dict.fromkeys(decided_in(case.intake.notes), "decided in the notes")


def _short(text: str) -> str:
    return text if len(text) <= MAX_QUESTION else f"{text[:MAX_QUESTION].rsplit(' ', 1)[0]} …"


def suggest_outcomes(bench: Bench, given: OneQuestion) -> Turn:
    """Say which outcomes are likely for a question, why, and what each asks for; the sections are offered, not set.

    Raises:
        FoiError: there is no such question.
    """
    from assistant.library.suggest import suggest

    asked = questions_of(bench.case)
    if bench.workplace.library is None:
        return Turn(NO_LIBRARY)
    if given.question > len(asked):
        raise FoiError(
            f"there is no question {given.question}",
            todo=f"The request has {len(asked)}." if asked else "Paste the request under “The request” first.",
        )
    found = suggest(asked[given.question - 1], bench.workplace.library, regime_of(bench))
    lines = []
    for place, one in enumerate(found, 1):
        needs = f" To rely on it: {' '.join(one.tests)}" if one.tests else ""
        name = one.outcome.replace("-", " ")
        lines.append(f"{place}. **{name}{f', {one.exemption}' if one.exemption else ''}**. {one.why}{needs}")
    offers = tuple(
        Call("set_outcome", {"question": given.question, "outcome": "withheld", "sections": (one.exemption,)})
        for one in found
        if one.exemption and one.outcome in {"withheld", "partial"}
    )[:MAX_OFFERED]
    asks = "\n\nWhich it is, is yours to judge; say for example “" + offers[0].words + "”." if offers else ""
    return Turn(f"For question {given.question} these come nearest, the likeliest first:\n\n" + "\n".join(lines) + asks)

"""Tools that look: search, the law, past replies, why, when, the ways to publish a table. None changes the case."""

from assistant.errors import FoiError
from assistant.figures.choices.alternatives import Alternative, alternatives, compared
from assistant.law.citations import normalise_ref
from assistant.law.deadlines import deadline
from assistant.law.pack import load_pack
from assistant.letter import long_date
from assistant.library.passages import Passage
from assistant.notes import tables_called
from assistant.pipeline import with_earlier
from assistant.reasons import Paragraph, listed
from assistant.tools.arguments import FindPrecedents, OneQuestion, OneTable, QuoteLaw, Search
from assistant.tools.casefile import Bench, CaseFile, Turn
from assistant.tools.writing import drafted

MAX_QUOTE = 420
NOTHING_FOUND = "I found nothing in the corpus about that."
NO_LIBRARY = "The corpus is not open, so I cannot look."


def search(bench: Bench, given: Search) -> Turn:
    """Search past replies and the law."""
    if bench.workplace.library is None:
        return Turn(NO_LIBRARY)
    found = bench.workplace.library.search(given.words, kind=given.where, k=5)
    return quoted(found) if found else Turn(NOTHING_FOUND)


def quoted(passages: list[Passage]) -> Turn:
    """Return a turn that quotes passages."""
    lines = [
        f"- {describe(p) if p.kind == 'response' else f'**{p.title}**, {p.locator}. {quote(p.text)}'} [S{i}]"
        for i, p in enumerate(passages, 1)
    ]
    return Turn("The sources that come nearest say:\n\n" + "\n".join(lines), tuple(passages))


def quote_law(bench: Bench, given: QuoteLaw) -> Turn:
    """Quote what the digests say of a section or regulation."""
    regime = given.regime or regime_of(bench)
    pack = load_pack(regime)
    ref = normalise_ref(given.ref)
    found = pack.find(ref) or pack.find(ref.split("(")[0])
    passages = _of_section(ref, regime, bench)
    if not found and not passages:
        return Turn(f"There is no {ref} in the {pack.name} digests that I hold. Check the number, or name another Act.")
    if passages:
        quotes = "\n\n".join(f"**{p.locator or p.title}** {quote(p.text)} [S{i}]" for i, p in enumerate(passages, 1))
        return Turn(f"From our digest of the {pack.name}, not the words of the statute:\n\n{quotes}", tuple(passages))
    assert found is not None, "one of the two was found"  # noqa: S101
    return Turn(f"**{found.ref}, {found.title}.** {found.summary}\n\nSource: {found.source}")


def _of_section(ref: str, regime: str, bench: Bench) -> list[Passage]:
    """Return the digest's passages on a provision: its own first, then others of the same section."""
    if bench.workplace.library is None:
        return []
    word = "regulation" if regime == "eir" else "section"
    results = bench.workplace.library.search(f"{word} {ref}", kind="legislation", k=8, regime=regime)
    base = ref.split("(")[0]
    own = [p for p in results if any(normalise_ref(s) == ref for s in p.sections)]
    same = [p for p in results if p not in own and any(normalise_ref(s).split("(")[0] == base for s in p.sections)]
    return (own + same)[:3]


def find_precedents(bench: Bench, given: FindPrecedents) -> Turn:
    """Say whether something like this was answered before."""
    if bench.workplace.library is None:
        return Turn(NO_LIBRARY)
    asked = [given.words] if given.words else questions_of(bench.case)
    if not asked:
        return Turn("Tell me what to look for, or paste the request first.")
    found: list[Passage] = []
    for one in asked:
        near = bench.workplace.library.search(one, kind="responses", k=3)
        found += [p for p in near if p.document_id not in {f.document_id for f in found}]
    if not found:
        return Turn(NOTHING_FOUND)
    lines = [f"- {describe(p)} [S{i}]" for i, p in enumerate(found[:5], 1)]
    return Turn("These past replies come nearest:\n\n" + "\n".join(lines), tuple(found[:5]))


def describe(passage: Passage) -> str:
    """Name a past reply with what an officer needs to judge it by: whose, when, what was decided."""
    when = f", {passage.date}" if passage.date else ", date not recorded"
    invented = " (an invented example)" if passage.invented else ""
    sections = f", {listed(passage.sections)}" if passage.sections else ""
    outcome = f": {passage.outcome.replace('-', ' ')}{sections}" if passage.outcome else ""
    return f"**{passage.title}**, {passage.authority or 'authority not recorded'}{when}{invented}{outcome}. {quote(passage.text)}"


def quote(text: str) -> str:
    """Return a passage short enough for a turn of the chat."""
    folded = " ".join(text.split())
    if len(folded) <= MAX_QUOTE:
        return f"“{folded}”"
    return f"“{folded[:MAX_QUOTE].rsplit(' ', 1)[0]} …”"


def why_decided(bench: Bench, given: OneQuestion) -> Turn:
    """Say why a question is answered as it is."""
    if not bench.case.intake.request.strip():
        return Turn("There is no request yet. Paste it under “The request” first.")
    case = drafted(bench.case, bench.workplace)
    draft = case.draft
    assert draft is not None, "just drafted"  # noqa: S101
    answer = next((a for a in draft.letter.answers if a.number == given.question), None)
    if answer is None:
        return Turn(f"There is no question {given.question} in this request.", case=case)
    reasons = [r for r in draft.reasons if given.question in r.questions]
    said = f"Question {given.question} is **{answer.outcome.replace('-', ' ')}**"
    said += f" under {listed(answer.refs)}." if answer.refs else "."
    for table in (draft.figures[n] for d in draft.decisions if d.question.number == given.question for n in d.tables):
        # Not the account: how many cells are hidden is itself a number, which the check on answers would stop at.
        if table.any_suppressed:
            said += f"\n\nIn {table.source} the low figures are hidden, and with them those from which a low one could be worked out."
    for one in reasons:
        said += f"\n\n**{one.title}**\n\n" + "\n\n".join(_with_its_sources(p) for p in one.paragraphs)
    if not reasons and not answer.refs:
        said += f"\n\n{answer.text}"
    return Turn(said, case=case)


def _with_its_sources(paragraph: Paragraph) -> str:
    """Return a paragraph; one that a model wrote with what it rests on, which the letter does not print."""
    if not paragraph.rests:
        return paragraph.text
    rests = listed(dict.fromkeys(paragraph.rests))
    return f"{paragraph.text} *(Written by {paragraph.source}; it rests on {rests}.)*"


def when_due(bench: Bench, _: object) -> Turn:
    """Say when the reply is due, and which days do not count."""
    received = bench.case.intake.received or bench.today
    clock = deadline(received, regime_of(bench))
    skipped = "; ".join(f"{long_date(day)} ({reason})" for day, reason in clock.skipped)
    assumed = "" if bench.case.intake.received else " (taking today as the day of receipt, as none is given)"
    answer = f"Received on {long_date(received)}{assumed}, it is due on **{long_date(clock.due)}**, the twentieth working day."
    return Turn(answer + (f" Besides weekends these days do not count: {skipped}." if skipped else ""))


def compare_ways(bench: Bench, given: OneTable) -> Turn:
    """Lay the ways in which a table can be published side by side, without a figure of it."""
    name = table_named(bench.case, given.table)
    case = bench.case
    earlier = with_earlier(case.intake, bench.workplace).released
    found = alternatives(case.intake.tables[name], bench.workplace.policy, earlier)
    best = compared(found).recommended
    lines = [f"- **{one.name}**{' (recommended)' if one is best else ''}: {_loss_in_words(one)}" for one in found]
    return Turn(
        f"{name} can be published in these ways:\n\n" + "\n".join(lines) + "\n\nChoose one under “The tables” of the "
        "page, or with the options of foi protect; each is protected by the same rules."
    )


def _loss_in_words(one: Alternative) -> str:
    """Say what a way loses. How many figures are hidden is itself a number, and stays with the officer's page."""
    if one.loss is None:
        return "not tried, for want of time."
    if not one.usable:
        return "it may not be published so."
    hidden = "some figures are hidden" if one.loss.withheld else "no figure is hidden"
    detail = "" if one.loss.rounding or one.detail == "none" else f"; {one.detail}"
    return f"{hidden}{', and every figure is rounded' if one.loss.rounding else ''}{detail}."


def table_named(case: CaseFile, name: str) -> str:
    """Return the table of the case that is meant.

    Raises:
        FoiError: there is none of that name, or it is not said which.
    """
    tables = list(case.intake.tables)
    found = tables_called(name, tables) if name else tuple(tables)
    if len(found) == 1:
        return found[0]
    given = f"The tables are {listed(tables)}." if tables else "Add a table under “The tables” first."
    raise FoiError(f"there is no table {name!r}" if name and not found else "it is not said which table", todo=given)


def regime_of(bench: Bench) -> str:
    """Return the regime of the case: as drafted, as set, or the authority's usual one."""
    case = bench.case
    if case.draft:
        return case.draft.particulars.regime
    return case.intake.regime if case.intake.regime != "auto" else bench.workplace.authority.regime


def questions_of(case: CaseFile) -> list[str]:
    """Return the questions of the request on the desk; none where there is no request."""
    from assistant.request import divided, read_request  # only where no draft holds them

    if case.draft:
        return [d.question.text for d in case.draft.decisions]
    try:
        return [q.text for q in divided(read_request(case.intake.request), case.intake.questions).questions]
    except FoiError:
        return []

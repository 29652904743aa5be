"""From a request to a checked letter: one line a stage in ``draft_reply``."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from assistant import __version__
from assistant.argument import argument_problems
from assistant.case import Draft
from assistant.checks import check_letter
from assistant.checks.material import Figures, Material
from assistant.decision import Decision, check_notes, decide
from assistant.evidence import Evidence, gather
from assistant.figures.choices.decisions import Choices, record
from assistant.figures.policy import Policy
from assistant.figures.protect import Protected, protect, protect_together
from assistant.figures.tables import Table
from assistant.findings import worst
from assistant.guard import drafting_findings, grounds_given, guarded, propose, screen
from assistant.law.deadlines import deadline
from assistant.law.pack import Pack, load_pack
from assistant.law.regulators import regulator
from assistant.law.wording import Wording
from assistant.letter import REFERENCE_NEEDED, Letter, Particulars, check_order, write_letter
from assistant.letter_order import LetterOrder
from assistant.library.passages import Passage
from assistant.notes import Notes, parse_notes, tables_called
from assistant.paragraph import paragraph_problems
from assistant.reasons import Reasons, give_reasons, still_general
from assistant.request import Request, divided, read_request
from assistant.settings import Authority

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from assistant.figures.earlier.register import Register
    from assistant.library import Library


@dataclass(frozen=True, slots=True)
class Intake:
    """What an officer brings to a draft.

    Attributes:
        request: the text of the request.
        tables: the raw tables, by file name.
        notes: the officer's notes.
        released: tables of earlier replies.
        received: the day the request was received; today where it is not known.
        reference: the authority's own reference.
        regime: ``foia``, ``eir``, ``foisa``, or ``auto``.
        subject: a short name for the request; taken from it if empty.
        letter_date: the date that the letter is to bear; today if None.
        choices: what people decided about cells of the tables.
        questions: the questions as the officer divided the request, in the applicant's words; empty: as read.
    """

    request: str
    tables: Mapping[str, Table] = field(default_factory=dict)
    notes: str = ""
    released: tuple[Table, ...] = ()
    received: date | None = None
    reference: str = ""
    regime: str = "auto"
    subject: str = ""
    letter_date: date | None = None
    choices: Choices = field(default_factory=Choices)
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Workplace:
    """What a draft is made with.

    Attributes:
        authority: who replies.
        policy: what counts as low, and how it is marked.
        library: the corpus; without one a draft is made from the notes alone, and says so.
        model: writes the explanatory paragraphs; None for the standing wording.
        model_name: what to call it in the record.
        register: what has been released before; None where no register is kept.
        model_seconds: how long one reply of the model may take.
    """

    authority: Authority
    policy: Policy
    library: "Library | None" = None
    model: "BaseChatModel | None" = None
    model_name: str = ""
    register: "Register | None" = None
    model_seconds: float = 60.0


def draft_reply(intake: Intake, workplace: Workplace) -> Draft:
    """Draft a complete reply with its checks.

    Args:
        intake: what the officer brings.
        workplace: what the draft is made with.

    Returns:
        The draft. Its letter holds no low count: a letter that fails that check is not given out.

    Raises:
        FoiError: the request, the notes or a table cannot be used; says where and what to do.
    """
    request, notes, particulars, pack = understand(intake, workplace.authority)
    evidence = gather_all(request, workplace.library, particulars.regime)
    shapes = {name: table.shape_in_words() for name, table in intake.tables.items()}
    decisions = decide(request, evidence, notes, pack, shapes)
    intake = with_earlier(intake, workplace)
    figures = protect_all(decisions, notes, intake, workplace.policy)
    material = checked_against(request, particulars, intake, workplace, figures)
    decisions, general, held_back = screen(propose(decisions), notes.general, material)
    grounds, unsaid = grounds_given(intake.choices.worksheets, material)
    undecided = particulars.order.kind == "more-time"
    reasons, remarks, paragraphs = reason(
        decisions, figures, shapes, pack, material, workplace, grounds, undecided=undecided
    )
    letter = write(particulars, decisions, figures, reasons, workplace.authority, general)
    letter, findings = guarded(letter, check_letter(letter.text, material))
    drafting = drafting_findings(letter, decisions, figures, reasons, intake.tables, intake.choices.worksheets)
    findings = [*held_back, *unsaid, *findings, *drafting]
    for table in figures.values():
        findings += table.findings
    return Draft(
        request,
        particulars,
        decisions,
        figures,
        reasons,
        letter,
        worst(findings),
        tuple(findings),
        workplace.model_name if any(p.source == workplace.model_name for r in reasons for p in r.paragraphs) else "",
        sources_of(decisions),
        fingerprint(intake, workplace, figures),
        datetime.now(UTC),
        (*remarks, *still_general(reasons), *answered_before(decisions), *_search_remarks(workplace)),
        workplace.authority.template,
        paragraphs,
    )


def understand(intake: Intake, authority: Authority) -> tuple[Request, Notes, Particulars, Pack]:
    """Read the request and the notes, and settle which law applies.

    Raises:
        FoiError: either cannot be used; nothing slow has been done by then.
    """
    notes = parse_notes(intake.notes)
    request = divided(read_request(intake.request, subject=intake.subject), intake.questions)
    particulars = settle_particulars(request, intake, authority, notes.order)
    pack = load_pack(particulars.regime)
    check_notes(request, notes, pack, list(intake.tables))
    check_order(particulars, notes, pack)
    return request, notes, particulars, pack


def settle_particulars(request: Request, intake: Intake, authority: Authority, order: LetterOrder) -> Particulars:
    """Settle the regime, the dates, the reference and which letter it is to be."""
    from assistant.library.suggest import recognise_regime  # keeps the stage order plain

    today = intake.letter_date or date.today()  # noqa: DTZ011 - the officer's own calendar
    received = intake.received or today
    regime = intake.regime if intake.regime != "auto" else recognise_regime(request.text, authority.regime)
    return Particulars(
        intake.reference or REFERENCE_NEEDED,
        received,
        deadline(received, regime).due,
        today,
        regime,
        request.subject,
        order,
    )


def gather_all(request: Request, library: "Library | None", regime: str) -> dict[int, Evidence]:
    """Gather what bears on each question: passages of past responses and law."""
    if library is None:
        return {}
    return {q.number: gather(q.text, library, regime=regime) for q in request.questions}


def with_earlier(intake: Intake, workplace: Workplace) -> Intake:
    """Add to what the officer brings the releases in the register that bear on the tables."""
    if workplace.register is None or not intake.tables:
        return intake
    from assistant.remember import released_before  # sqlite only where a register is kept

    tables = intake.tables.values()
    released = released_before(tables, intake.released, workplace.register, workplace.policy, intake.reference)
    return replace(intake, released=released)


def protect_all(decisions: Sequence[Decision], notes: Notes, intake: Intake, policy: Policy) -> dict[str, Protected]:
    """Protect every table that a decision discloses, all together."""
    units = {
        name: use.unit
        for one in notes.instructions
        for use in one.tables
        if use.unit
        for name in (tables_called(use.name, intake.tables) if use.name else tuple(intake.tables))
    }
    named = dict.fromkeys(name for decision in decisions for name in decision.tables)
    tables = []
    for name in named:
        unit = units.get(name)
        tables.append(intake.tables[name].with_unit(unit) if unit else intake.tables[name])
    return dict(zip(named, protect_together(tables, policy, intake.released, intake.choices), strict=True))


def checked_against(
    request: Request,
    particulars: Particulars,
    intake: Intake,
    workplace: Workplace,
    figures: Mapping[str, Protected],
) -> Material:
    """Return what the letter is checked against: every table given, the ones that it does not disclose too."""
    unused = {
        name: protect(table, workplace.policy, intake.released)
        for name, table in intake.tables.items()
        if name not in figures
    }
    return Material(
        figures=tuple(Figures(intake.tables[name], protected) for name, protected in {**figures, **unused}.items()),
        released=intake.released,
        request_text=request.text,
        questions=tuple(q.text for q in request.questions),
        notes=intake.notes,
        regime=particulars.regime,
        policy=workplace.policy,
        # The clock of a review is another: the letter itself says when it was asked for.
        received=None if particulars.order.kind == "review" else particulars.received,
        letter_date=particulars.letter_date,
        reference=particulars.reference,
        contact=workplace.authority.contact_block,
    )


def reason(
    decisions: Sequence[Decision],
    figures: Mapping[str, Protected],
    shapes: Mapping[str, str],
    pack: Pack,
    material: Material,
    workplace: Workplace,
    grounds: str = "",
    *,
    undecided: bool = False,
) -> tuple[tuple[Reasons, ...], tuple[str, ...], tuple[int, int, int]]:
    """Give the reasons for every provision relied on; a model writes its paragraphs where one is named.

    Returns:
        The reasons, what the officer should know of how they came, and how many paragraphs the model was asked for, how
        many of these were kept, and how many were kept that only repeat the general wording.
    """
    wording = Wording(pack.regime, workplace.authority.style, workplace.authority.wording)
    personal = pack.find(wording("personal_ref"))
    assert personal is not None, "the packs are tested to hold it"  # noqa: S101
    reasons = give_reasons(decisions, figures, wording, personal, grounds, undecided=undecided)
    if workplace.model is None or not reasons:
        return reasons, (), (0, 0, 0)
    from assistant.model.explain import argument_of, explain  # langchain only where a model is named

    def problems(one: Reasons, part: str, text: str) -> list[str]:
        found = paragraph_problems(part, text, pack, material, tuple(shapes.values()), (one.provision.ref,))
        return found + argument_problems(part, text, argument_of(one, part, decisions, shapes))

    explained = explain(
        reasons,
        decisions,
        shapes,
        workplace.model,
        workplace.model_name,
        problems,
        workplace.model_seconds,
    )
    return explained.reasons, explained.remarks, (explained.asked, explained.kept, explained.alike)


def write(
    particulars: Particulars,
    decisions: Sequence[Decision],
    figures: Mapping[str, Protected],
    reasons: Sequence[Reasons],
    authority: Authority,
    general: str,
) -> Letter:
    """Write the letter, to the regulator of the day that it bears."""
    return write_letter(
        particulars,
        decisions,
        figures,
        reasons,
        authority,
        regulator(particulars.regime, particulars.letter_date),
        general,
    )


def sources_of(decisions: Sequence[Decision]) -> tuple[Passage, ...]:
    """Return the passages that the draft drew on, each once."""
    return tuple({p.id: p for d in decisions for p in d.evidence.passages}.values())


def answered_before(decisions: Sequence[Decision]) -> tuple[str, ...]:
    """Say which questions a past reply answers, so that the officer can look at it."""
    return tuple(
        f"Question {d.question.number} was answered before: {d.precedent.title} ({d.precedent.authority or 'authority not recorded'}"
        f"{', ' + d.precedent.date if d.precedent.date else ''})."
        for d in decisions
        if d.precedent
    )


def fingerprint(intake: Intake, workplace: Workplace, figures: Mapping[str, Protected]) -> str:
    """Return a digest over everything that made a draft; equal inputs give equal fingerprints.

    Raw counts take no part: a digest over a small table could be reversed by trying every count.
    """
    from assistant.model.prompts import fingerprints  # reads files

    made_of = {
        "version": __version__,
        "request": intake.request,
        "questions": intake.questions,
        "notes": hashlib.sha256(intake.notes.encode()).hexdigest(),
        "figures": {name: table.as_json()["cells"] for name, table in figures.items()},
        "particulars": [str(intake.received), intake.reference, intake.regime, str(intake.letter_date)],
        "policy": repr(workplace.policy),
        "authority": workplace.authority.model_dump(mode="json", exclude={"template"}),
        "decisions": [record(one) for one in (*intake.choices.releases, *intake.choices.held_back)],
        "released": sorted(f"{table.source}: {table.title}" for table in intake.released),
        "corpus": workplace.library.version if workplace.library else "",
        "model": workplace.model_name,
        "prompts": fingerprints() if workplace.model else {},
    }
    text = json.dumps(made_of, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _search_remarks(workplace: Workplace) -> tuple[str, ...]:
    if workplace.library is None:
        return ("The corpus was not searched, so no past reply or law digest is offered beside the draft.",)
    return tuple(workplace.library.remarks)

"""Stage 4: an officer's tables become tables that are safe to publish, with their proof.

Nothing else makes a ``Protected``. Where suppression or the attack fails, the verdict blocks and no
figure of the table is in it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from assistant.figures.attack import AttackError
from assistant.figures.attack.published import cell_name
from assistant.figures.beside_counts.columns import Column, PrintedColumn, printed, statements_of
from assistant.figures.beside_counts.derived import recognise, recognise_rows
from assistant.figures.beside_counts.rules import Said
from assistant.figures.beside_counts.sayable import findings_on, what_may_be_said
from assistant.figures.beside_counts.statements import Statement, in_words
from assistant.figures.choices.decisions import Choices, Settled, record, still_hidden
from assistant.figures.earlier.releases import Link, overlap
from assistant.figures.groups import named, whole_groups
from assistant.figures.policy import Policy
from assistant.figures.protected import Cell, Protected, Reason
from assistant.figures.rounding import rounded, spread
from assistant.figures.suppression.linking import Linked, Shared, linked
from assistant.figures.suppression.problem import SuppressionError
from assistant.figures.suppression.secure import Publication, Secured, SecuredTable, secure
from assistant.figures.tables import Key, Table
from assistant.findings import Finding, Verdict, worst

__all__ = ["Cell", "Protected", "protect", "protect_together"]


def protect(
    table: Table,
    policy: Policy | None = None,
    released: Sequence[Table] = (),
    choices: Choices | None = None,
    beside: Sequence[Column] = (),
) -> Protected:
    """Make one table safe to publish; see ``protect_together``."""
    return protect_together([table], policy, released, choices, [beside])[0]


def protect_together(
    tables: Sequence[Table],
    policy: Policy | None = None,
    released: Sequence[Table] = (),
    choices: Choices | None = None,
    beside: Sequence[Sequence[Column]] = (),
) -> tuple[Protected, ...]:
    """Make the tables of one reply safe to publish.

    Tables that share cells or totals are protected and attacked together.

    Args:
        tables: the officer's tables.
        policy: what is low, and how it is hidden; the usual one if None.
        released: tables that are public already; what they tell joins the attack.
        choices: what people decided about cells: to let low counts out, to hold others back.
        beside: for each table, columns of figures worked out of its counts that are wished for beside
            those that the file itself gives.

    Returns:
        The protected tables, in the same order. The verdict of one that could not be made safe
        blocks; it shows no figure then.

    Raises:
        TableError: the counts that a file hides fit none of its totals; a decision fits no cell; or a
            column beside the counts cannot be understood.
    """
    policy = policy or Policy()
    settled = (choices or Choices()).settled(tables, policy)
    wanted = [_wanted(table, settled[n], beside[n] if beside else ()) for n, table in enumerate(tables)]
    links = linked(tables)
    safe: dict[int, Protected] = {}
    for group in links.groups:
        for number, made in zip(group, _protected([wanted[n] for n in group], policy, released), strict=True):
            safe[number] = made
    return tuple(_with_doubts(safe[n], n, tables, links) for n in range(len(tables)))


@dataclass(frozen=True, slots=True, repr=False)
class _Wanted:
    """A table to be published, what is decided about its cells, and what is to stand beside it."""

    table: Table
    settled: Settled
    columns: tuple[Column, ...]
    rows: tuple[Column, ...] = ()

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All that is to be said beside and below the counts."""
        return statements_of((*self.columns, *self.rows))


def _wanted(table: Table, settled: Settled, wished: Sequence[Column]) -> _Wanted:
    columns = (*recognise(table, table.aside), *wished)
    return _Wanted(table, settled, columns, recognise_rows(table, table.aside_rows))


def _protected(wanted: Sequence[_Wanted], policy: Policy, released: Sequence[Table]) -> Sequence[Protected]:
    """Protect tables that hang together."""
    tables = [one.table for one in wanted]
    if not tables[0].protected_unit:
        return [_unprotected(one, policy) for one in wanted]
    overlaps = [_overlaps(table, policy, released) for table in tables]
    shared = linked(tables).shared
    wanted = _let_out_alike(wanted, shared)
    publications = [
        Publication(one.table, links, frozenset(one.settled.released), frozenset(one.settled.held_back))
        for one, (links, _) in zip(wanted, overlaps, strict=True)
    ]
    doubts = [found for _, found in overlaps]
    try:
        secured = secure(publications, policy, shared)
        said = _said(wanted, secured, policy)
    except SuppressionError as error:
        why = _cannot(error, publications, policy, shared)
        return [_blocked(table, policy, (*own, why)) for table, own in zip(tables, doubts, strict=True)]
    except AttackError as error:
        return [_blocked(table, policy, (*own, _unproved(error))) for table, own in zip(tables, doubts, strict=True)]
    return [
        replace(
            _published(one, outcome, told, own, policy),
            gap=secured.gap,
            compared=tuple(dict.fromkeys(link.source for link in links)),
        )
        for one, outcome, told, (links, own) in zip(wanted, secured.tables, said, overlaps, strict=True)
    ]


def _let_out_alike(wanted: Sequence[_Wanted], shared: Sequence[Shared]) -> list[_Wanted]:
    """Let a figure out in every table that it stands in, if a decision lets it out in one."""
    released = [dict(one.settled.released) for one in wanted]
    for one in shared:
        if len(one.left) == len(one.right) == 1:
            (a, here), (b, there) = one.left[0], one.right[0]
            if here in released[a]:
                released[b].setdefault(there, released[a][here])
            elif there in released[b]:
                released[a].setdefault(here, released[b][there])
    return [
        replace(one, settled=replace(one.settled, released=let_out))
        for one, let_out in zip(wanted, released, strict=True)
    ]


def _said(wanted: Sequence[_Wanted], secured: Secured, policy: Policy) -> list[tuple[Said, ...]]:
    """Return for each table what may be said in the columns beside it."""
    size = len(wanted)
    statements = [
        [one.renamed(partial(cell_name, size, n)) for one in table.statements] for n, table in enumerate(wanted)
    ]
    every = [one for part in statements for one in part]
    if not every:
        return [() for _ in wanted]
    counts = {cell_name(size, n, key): count for n, one in enumerate(wanted) for key, count in one.table.cells.items()}
    answers = iter(what_may_be_said(secured.sheets, counts, policy, every, secured.spans, secured.known))
    return [tuple(next(answers) for _ in part) for part in statements]


def _published(
    wanted: _Wanted, outcome: SecuredTable, said: Sequence[Said], doubts: Sequence[Finding], policy: Policy
) -> Protected:
    """Return a table as it may be published."""
    table, settled = wanted.table, wanted.settled
    findings = (*doubts, *_group_findings(table, outcome), *findings_on(said), *still_hidden(settled, outcome.figures))
    cells = tuple(_cell(table, key, figure, outcome.intervals[key], policy) for key, figure in outcome.figures.items())
    reasons = {key: _reason(key, outcome, settled) for key, figure in outcome.figures.items() if figure is None}
    made = _assembled(table, policy, cells, findings, reasons)
    beside, below = _printed(wanted, said, outcome.figures, policy)
    shown = {key: one for key, one in settled.released.items() if outcome.figures[key] is not None}
    decisions = dict.fromkeys([*shown.values(), *settled.held_back.values()])
    return replace(
        made,
        has_low=bool(outcome.low),
        beside=beside,
        below=below,
        decided={key: f"{one.who} ({one.on:%d/%m/%Y})" for key, one in shown.items()},
        decisions=tuple(record(one) for one in decisions),
    )


def _with_doubts(safe: Protected, number: int, tables: Sequence[Table], links: Linked) -> Protected:
    """Say what the table was protected with, and which others ought to agree with it and do not."""
    group = next(one for one in links.groups if number in one)
    findings = [
        Finding(
            "count.linked",
            Verdict.REVIEW,
            f"{_called(tables[a])} and {_called(tables[b])} seem to count the same, but differ at {where}.",
            "If they count the same people, correct the one that is wrong; if not, say in their titles what each counts.",
        )
        for a, b, where in links.unlike
        if number in (a, b)
    ]
    together = tuple(_called(tables[n]) for n in group if n != number)
    every = (*safe.findings, *findings)
    return replace(safe, together=together, findings=every, verdict=worst(every))


def _called(table: Table) -> str:
    return f"{table.title} ({table.source})" if table.title else table.source


def _overlaps(table: Table, policy: Policy, released: Sequence[Table]) -> tuple[tuple[Link, ...], tuple[Finding, ...]]:
    found = [(earlier, overlap(table, earlier, policy)) for earlier in released]
    links = tuple(link for _, one in found for link in one.links)
    doubts = tuple(
        Finding(
            "count.released",
            Verdict.REVIEW,
            f"The earlier release {earlier.source} could not be compared in full: {one.doubt}.",
            "If it counts the same people, compare the two by hand before this table goes out.",
        )
        for earlier, one in found
        if one.doubt
    )
    return links, doubts


def _unprotected(wanted: _Wanted, policy: Policy) -> Protected:
    """Publish counts of things or money as they are, rounded if that is asked for."""
    table, base = wanted.table, policy.round_to
    cells = []
    for key, count in table.cells.items():
        if count is None or key in wanted.settled.held_back:
            cells.append(_cell(table, key, None, (0, None), policy))
            continue
        figure = rounded(count.value, base) if base else count.value
        span = spread(figure, base, policy, protected=False) if base else (figure, figure)
        cells.append(_cell(table, key, figure, span, policy))
    hidden: dict[Key, Reason] = {key: "file" for key, count in table.cells.items() if count is None}
    hidden |= dict.fromkeys(wanted.settled.held_back, "withheld")
    made = _assembled(table, policy, tuple(cells), (), hidden)
    figures = {key: cell.value for key, cell in zip(table.cells, cells, strict=True)}
    given = [Said(one, in_words(one), "as given", "") for one in wanted.statements]
    beside, below = _printed(wanted, given, figures, policy)
    return replace(made, beside=beside, below=below)


def _printed(
    wanted: _Wanted, said: Sequence[Said], figures: Mapping[Key, int | None], policy: Policy
) -> tuple[tuple[PrintedColumn, ...], tuple[PrintedColumn, ...]]:
    """Return what stands beside the counts, and below them, as it is published."""
    lines = printed((*wanted.columns, *wanted.rows), said, figures, policy.mark)
    return lines[: len(wanted.columns)], lines[len(wanted.columns) :]


def _blocked(table: Table, policy: Policy, findings: Sequence[Finding]) -> Protected:
    cells = tuple(_cell(table, key, None, (0, None), policy) for key in table.cells)
    reasons: dict[Key, Reason] = dict.fromkeys(table.cells, "blocked")
    low = any(c is not None and policy.is_low(c.value) for c in table.cells.values())
    return replace(_assembled(table, policy, cells, findings, reasons), has_low=low)


def _assembled(
    table: Table,
    policy: Policy,
    cells: tuple[Cell, ...],
    findings: Sequence[Finding],
    reasons: Mapping[Key, Reason],
) -> Protected:
    return Protected(
        title=table.title,
        source=table.source,
        unit=table.unit,
        dimensions=table.dimensions,
        threshold=policy.threshold,
        zeros=policy.zeros,
        mark=policy.mark,
        round_to=policy.round_to,
        cells=cells,
        verdict=worst(findings),
        findings=tuple(findings),
        has_low=False,
        measure=table.measure,
        reasons=reasons,
        remarks=table.remarks,
    )


def _cell(table: Table, key: Key, figure: int | None, span: tuple[int, int | None], policy: Policy) -> Cell:
    labels = {d.name: label for d, label in zip(table.dimensions, key, strict=True)}
    if figure is None:
        return Cell(labels, "suppressed", None, policy.mark, span)
    return Cell(labels, "released", figure, f"{figure:,}", span)


def _reason(key: Key, secured: SecuredTable, settled: Settled) -> Reason:
    if key in secured.low:
        return "low"
    if key in settled.held_back:
        return "withheld"
    return "file" if key in secured.unreadable else "protects"


# --- findings


def _group_findings(table: Table, secured: SecuredTable) -> Iterator[Finding]:
    lines = whole_groups(table, secured.figures)
    if lines:
        yield Finding(
            "count.group",
            Verdict.REVIEW,
            f"One category holds everybody in a line ({named(lines)}), which tells something about each of them.",
            "Consider whether anybody can be known to be in the group. If so, put categories together (--merge), or hold "
            "the line back: in the screen under release decisions, or by a [[withhold]] entry of --decisions.",
        )


def _cannot(
    error: SuppressionError, publications: Sequence[Publication], policy: Policy, shared: Sequence[Shared]
) -> Finding:
    links = [link for one in publications for link in one.links]
    alone = [link for link in links if not _safe(publications, policy, shared, [link])]
    guilty = alone or [link for link in links if link.difference] or links
    if not guilty or not _safe(publications, policy, shared, []):
        what = f"{error.what[0].upper()}{error.what[1:]}."
        return Finding("count.unprotected", Verdict.BLOCK, what, error.todo or _REMEDY)
    places = named(list(dict.fromkeys(f"{link.label} in {link.source}" for link in guilty)))
    if any(link.difference for link in guilty):
        return Finding(
            "count.difference",
            Verdict.BLOCK,
            f"Beside what is public already ({places}) this table gives a low difference away, "
            "whatever is withheld here.",
            "Give the figures for the same period and area as before, or leave the table out.",
        )
    return Finding(
        "count.public",
        Verdict.BLOCK,
        f"An earlier release gives a low count of this table away already ({places}).",
        "Tell your disclosure lead; whether to give it again is a decision to be recorded by name.",
    )


_REMEDY = "Drop a total, merge rows or columns, or leave the table out."


def _safe(publications: Sequence[Publication], policy: Policy, shared: Sequence[Shared], kept: Sequence[Link]) -> bool:
    """Tell whether the tables could be protected if of the earlier figures only some were public."""
    fewer = [replace(one, links=tuple(link for link in one.links if link in kept)) for one in publications]
    try:
        secure(fewer, policy, shared)
    except (SuppressionError, AttackError):
        return False
    return True


def _unproved(error: AttackError) -> Finding:
    return Finding(
        "count.unproved",
        Verdict.BLOCK,
        f"It could not be proved that no low count can be worked out: {error.what}.",
        "Publish nothing of this table; merge rows or columns and try again.",
    )

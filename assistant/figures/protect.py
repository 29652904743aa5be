"""Stage 4: an officer's table becomes one that is safe to publish, with its proof.

Nothing else makes a ``Protected``. Where suppression or the attack fails, the verdict blocks and no
figure of the table is in it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from assistant.figures.attack import AttackError
from assistant.figures.groups import named, whole_groups
from assistant.figures.policy import Policy
from assistant.figures.problem import SuppressionError
from assistant.figures.protected import Cell, Protected, Reason
from assistant.figures.releases import Link, overlap
from assistant.figures.rounding import rounded, spread
from assistant.figures.secure import Secured, secure
from assistant.figures.tables import Key, Table
from assistant.findings import Finding, Verdict, worst

__all__ = ["Cell", "Protected", "protect"]


def protect(table: Table, policy: Policy | None = None, released: Sequence[Table] = ()) -> Protected:
    """Make a table safe to publish.

    Args:
        table: the officer's table.
        policy: what is low, and how it is hidden; the usual one if None.
        released: tables that are public already; what they tell joins the attack.

    Returns:
        The protected table. Its verdict blocks where it could not be made safe; it shows no figure
        then.

    Raises:
        TableError: the counts that the file hides fit none of its totals.
    """
    policy = policy or Policy()
    if not table.protected_unit:
        return _unprotected(table, policy)
    links, doubts = _overlaps(table, policy, released)
    try:
        secured = secure(table, policy, links)
    except SuppressionError as error:
        return _blocked(table, policy, (*doubts, _cannot(error, table, policy, links)))
    except AttackError as error:
        return _blocked(table, policy, (*doubts, _unproved(error)))
    findings = (*doubts, *_group_findings(table, secured))
    cells = tuple(_cell(table, key, figure, secured.intervals[key], policy) for key, figure in secured.figures.items())
    hidden = [key for key, figure in secured.figures.items() if figure is None]
    reasons = {key: _reason(key, secured) for key in hidden}
    made = _assembled(table, policy, cells, findings, reasons)
    return replace(made, has_low=bool(secured.low), fewest=secured.fewest)


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


def _unprotected(table: Table, policy: Policy) -> Protected:
    """Publish counts of things or money as they are, rounded if that is asked for."""
    base = policy.round_to
    cells = []
    for key, count in table.cells.items():
        if count is None:
            cells.append(_cell(table, key, None, (0, None), policy))
            continue
        figure = rounded(count.value, base) if base else count.value
        span = spread(figure, base, policy, protected=False) if base else (figure, figure)
        cells.append(_cell(table, key, figure, span, policy))
    hidden: dict[Key, Reason] = {key: "file" for key, count in table.cells.items() if count is None}
    return _assembled(table, policy, tuple(cells), (), hidden)


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
    )


def _cell(table: Table, key: Key, figure: int | None, span: tuple[int, int | None], policy: Policy) -> Cell:
    labels = {d.name: label for d, label in zip(table.dimensions, key, strict=True)}
    if figure is None:
        return Cell(labels, "suppressed", None, policy.mark, span)
    return Cell(labels, "released", figure, f"{figure:,}", span)


def _reason(key: Key, secured: Secured) -> Reason:
    if key in secured.low:
        return "low"
    return "file" if key in secured.unreadable else "protects"


# --- findings


def _group_findings(table: Table, secured: Secured) -> Iterator[Finding]:
    lines = whole_groups(table, secured.figures)
    if lines:
        yield Finding(
            "count.group",
            Verdict.REVIEW,
            f"One category holds everybody in a line ({named(lines)}), which tells something about each of them.",
            "Consider whether anybody can be known to be in the group; if so, merge categories or withhold the line.",
        )


def _cannot(error: SuppressionError, table: Table, policy: Policy, links: Sequence[Link]) -> Finding:
    alone = [link for link in links if not _safe(table, policy, (link,))]
    guilty = alone or [link for link in links if link.difference] or links
    if not guilty or not _safe(table, policy, ()):
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


def _safe(table: Table, policy: Policy, links: Sequence[Link]) -> bool:
    try:
        secure(table, policy, links)
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

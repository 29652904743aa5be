"""What the page says of kept cases, as HTML. Every word that a person typed is escaped; no list shows a figure."""

from collections.abc import Sequence

from assistant.cases.checklist import Item
from assistant.cases.closeout import SignOff
from assistant.cases.history import Row
from assistant.cases.record import Case, Change
from assistant.cases.searching import Hit
from assistant.screen.seat import Seat
from assistant.screen.view import esc, moment, note, problem

_STATES = {"done": ("pass", "✓", "Done"), "look": ("review", "!", "Look"), "stop": ("block", "✕", "Stops it")}
NEW = "New case"


def bar(seat: Seat) -> str:
    """Return the line that says which case is open and whether it is kept; it bears the seat's mark."""
    if seat.case is None:
        words = f"<strong>{NEW}.</strong> It is kept as soon as there is something in it."
    else:
        reference = f"{esc(seat.case.reference)}: " if seat.case.reference else ""
        closed = ' <span class="foi-tag">closed</span>' if seat.case.status == "closed" else ""
        kept = f"Kept at {esc(seat.at)}." if seat.at else "Opened."
        words = f"<strong>{reference}{esc(seat.case.title)}</strong>{closed} <span>{kept}</span>"
    return f'<p class="foi-case" data-seat="{seat.mark}">{words}</p>'


def warning(seat: Seat) -> str:
    """Return what the officer must be told of saving: somebody else's save, or one that failed."""
    if seat.late:
        return note(
            f"This case was saved elsewhere: {seat.late}. Nothing of yours is lost: what you type here is kept beside it "
            "until you choose which to go on from."
        )
    if seat.problem:
        return problem(f"Your work is not being kept: {seat.problem}")
    return ""


def label(case: Case) -> str:
    """Return a case as one line of the list."""
    parts = [case.reference, case.title, case.status, f"{moment(case.changed)}, {case.changed_by}"]
    return " · ".join(part for part in parts if part)


def found(hits: Sequence[Hit]) -> str:
    """Return the words round those that were looked for."""
    items = "".join(f"<li><b>{esc(hit.case.title)}</b>: {esc(hit.text)}</li>" for hit in hits if hit.text)
    return f'<ul class="foi-questions">{items}</ul>' if items else ""


def change(one: Change) -> str:
    """Return an entry of the record as one line."""
    what = f": {one.what}" if one.what else ""
    why = f" ({one.why})" if one.why else ""
    beside = " – kept beside the case" if one.kind == "aside" else ""
    return f"{one.number}. {moment(one.until)}, {one.who} {one.action}{what}{why}{beside}"


def differences(rows: Sequence[Row]) -> str:
    """Return two versions of the letter side by side."""
    if not rows:
        return '<p class="foi-hint">The letter is the same before and after this change.</p>'
    cells = "".join(_row(row) for row in rows)
    return (
        '<div class="foi-scroll" tabindex="0" role="region" aria-label="The letter before and after">'
        '<table class="foi-versions"><caption>The letter before and after this change</caption>'
        f'<thead><tr><th scope="col">Before</th><th scope="col">After</th></tr></thead><tbody>{cells}</tbody></table></div>'
    )


def _row(row: Row) -> str:
    if not row.differs:
        text = esc(row.before) or "…"
        return f"<tr><td>{text}</td><td>{text}</td></tr>"
    before = f"<del>{esc(row.before)}</del>" if row.before else ""
    after = f"<ins>{esc(row.after)}</ins>" if row.after else ""
    return f'<tr class="foi-changed"><td>{before}</td><td>{after}</td></tr>'


def checklist(items: Sequence[Item]) -> str:
    """Return the points to go through before a sign-off."""
    listed = "".join(_item(one) for one in items)
    return f'<ul class="foi-questions">{listed}</ul>'


def _item(one: Item) -> str:
    kind, sign, word = _STATES[one.state]
    badge = f'<strong class="foi-verdict foi-{kind}"><span aria-hidden="true">{sign}</span> {word}</strong>'
    return f"<li>{badge} <b>{esc(one.name)}.</b> {esc(one.words)}</li>"


def signed(sign_offs: Sequence[SignOff]) -> str:
    """Return the sign-offs of a case, which opening it again leaves in the record."""
    items = "".join(
        f"<li>Signed off by <b>{esc(one.who)}</b>, {esc(moment(one.at))}."
        + (f" Still to be done: {esc(', '.join(one.left))}; sign off again to do it." if one.left else "")
        + "</li>"
        for one in sign_offs
    )
    return f'<ul class="foi-questions">{items}</ul>' if items else ""

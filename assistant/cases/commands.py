"""``foi cases …``: the kept cases on the command line."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cases.keeping import user_named

if TYPE_CHECKING:
    from assistant.cases.record import Case, Change
    from assistant.cases.store import CaseStore
    from assistant.pipeline import Workplace

app = typer.Typer(
    help="Cases that are kept: each with its history, undo, sign-off and close-out.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Name = Annotated[str, typer.Argument(metavar="CASE", help="Its id, reference or title.")]
By = Annotated[str, typer.Option("--by", help="Who does it; the user of this computer if not given.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def _store() -> "CaseStore":
    from assistant.cases.store import CaseStore
    from assistant.settings import load_settings

    return CaseStore.open(load_settings().data)


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def _print(value: object) -> None:
    _say(json.dumps(value, ensure_ascii=False, indent=2))


def _line(case: "Case") -> str:
    verdict = f", {case.verdict}" if case.verdict else ""
    reference = f"{case.reference}  " if case.reference else ""
    return f"{case.id}  {reference}{case.title}  ({case.status}{verdict}; {case.changed[:16].replace('T', ' ')}, {case.changed_by})"


def _done(case: "Case", as_json: bool) -> None:
    if as_json:
        _print(case.as_json())
    else:
        _say(_line(case))


@app.command("list")
def list_cases(
    every: Annotated[bool, typer.Option("--all", help="The closed ones, too.")] = False, as_json: AsJson = False
) -> None:
    """List the open cases, the one changed last first; figures are never shown."""
    found = _store().cases(None if every else "open")
    if as_json:
        _print({"cases": [one.as_json() for one in found]})
        return
    for one in found:
        _say(_line(one))
    if not found:
        _say("No case is kept yet. foi draft REQUEST --case NAME keeps one; so does the screen.")


@app.command("open")
def open_case(
    name: Name,
    version: Annotated[int | None, typer.Option("--version", min=1, help="As it stood after this change.")] = None,
    as_json: AsJson = False,
) -> None:
    """Print the letter of a case as it stands, or stood."""
    store = _store()
    case = store.find(name)
    state = store.state(case.id, version)
    if as_json:
        _print({**case.as_json(), "letter": state.letter, "request": state.request, "notes": state.notes})
    else:
        _say(state.letter or "There is no letter in this case yet: foi draft --case drafts one.")


@app.command("show")
def show_case(
    name: Name,
    version: Annotated[
        int | None, typer.Option("--version", min=1, help="Show what this change changed in the letter.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show what happened in a case: who changed what, when and why, and its sign-offs."""
    from assistant.cases.closeout import CloseOut
    from assistant.settings import load_settings

    store = _store()
    case = store.find(name)
    if version is not None:
        _print_difference(store, case, version, as_json=as_json)
        return
    signed = CloseOut(load_settings().data, store).sign_offs(case.id)
    changes = store.changes(case.id)
    if as_json:
        _print(
            {
                **case.as_json(),
                "changes": [one.as_json() for one in changes],
                "sign_offs": [one.as_json() for one in signed],
            }
        )
        return
    _say(_line(case))
    for one in changes:
        _say(_change(one))
    for sign in signed:
        left = f"; still to be done: {', '.join(sign.left)}" if sign.left else ""
        _say(f"Signed off by {sign.who} at {sign.at[:16].replace('T', ' ')} ({sign.verdict}){left}")


def _change(one: "Change") -> str:
    what = f": {one.what}" if one.what else ""
    why = f" ({one.why})" if one.why else ""
    beside = ", kept beside the case" if one.kind == "aside" else ""
    return f"  {one.number:>3}  {one.until[:16].replace('T', ' ')}  {one.who} {one.action}{what}{why}{beside}"


def _print_difference(store: "CaseStore", case: "Case", version: int, *, as_json: bool) -> None:
    from assistant.cases.history import side_by_side

    before, after = store.around(case.id, version)
    rows = side_by_side(before.letter, after.letter)
    if as_json:
        _print({"rows": [{"before": r.before, "after": r.after, "differs": r.differs} for r in rows]})
        return
    for row in rows:
        if not row.differs:
            _say(f"  {row.after}")
            continue
        for sign, text in (("-", row.before), ("+", row.after)):
            if text:
                _say(f"{sign} {text}")
    if not rows:
        _say("The letter is the same before and after.")


@app.command("search")
def search_cases(words: Annotated[str, typer.Argument(help="Words to look for.")], as_json: AsJson = False) -> None:
    """Find cases by their words; figures are neither looked through nor shown."""
    found = _store().search(words)
    if as_json:
        _print({"cases": [one.as_json() for one in found]})
        return
    for one in found:
        _say(_line(one.case))
        if one.text:
            _say(f"        {one.text}")
    if not found:
        _say("No case holds all of these words.")


@app.command("rename")
def rename_case(
    name: Name,
    title: Annotated[str, typer.Argument(help="The new title.")],
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """Give a case another title."""
    store = _store()
    _done(store.rename(store.find(name).id, title, who=user_named(by)), as_json)


@app.command("duplicate")
def duplicate_case(
    name: Name,
    title: Annotated[str, typer.Option("--title", help="The title of the copy.")] = "",
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """Keep a copy of a case, with its files and without its history."""
    store = _store()
    _done(store.duplicate(store.find(name).id, who=user_named(by), title=title), as_json)


@app.command("close")
def close_case(
    name: Name,
    why: Annotated[str, typer.Option("--why", help="Why, in a few words: withdrawn by the applicant.")],
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """Close a case without a sign-off; foi cases sign-off closes one with it."""
    store = _store()
    _done(store.close(store.find(name).id, who=user_named(by), why=why), as_json)


@app.command("reopen")
def reopen_case(
    name: Name,
    why: Annotated[str, typer.Option("--why", help="Why, in a few words: an internal review.")],
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """Open a closed case again; its sign-off stays in the record."""
    store = _store()
    _done(store.reopen(store.find(name).id, who=user_named(by), why=why), as_json)


@app.command("undo")
def undo_change(name: Name, by: By = "", as_json: AsJson = False) -> None:
    """Take the last change of a case back; the record keeps it."""
    store = _store()
    case = store.find(name)
    held, change = store.undo(case.id, who=user_named(by), expected=case.version)
    _stepped("Taken back", held, change, as_json)


@app.command("redo")
def redo_change(name: Name, by: By = "", as_json: AsJson = False) -> None:
    """Bring back the change that was undone last."""
    store = _store()
    case = store.find(name)
    held, change = store.redo(case.id, who=user_named(by), expected=case.version)
    _stepped("Brought back", held, change, as_json)


def _stepped(done: str, case: "Case", change: "Change", as_json: bool) -> None:
    if as_json:
        _print({**case.as_json(), "change": change.as_json()})
    else:
        _say(f"{done}:{_change(change)}")


@app.command("export")
def export_case(
    name: Name,
    out: Annotated[Path, typer.Option("--out", help="The letter as .docx, .md or .html, or the record as .json.")],
) -> None:
    """Write the letter of a case, checked once more, or its record to a file."""
    from assistant.errors import InputError
    from assistant.export import check_ending, render
    from assistant.files import write_atomically

    ending = check_ending(out)
    store = _store()
    case = store.find(name)
    if ending == ".json":
        record = {**case.as_json(), "changes": [one.as_json() for one in store.changes(case.id)]}
        write_atomically(out, (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode())
        sys.stderr.write(f"Written: {out}\n")
        return
    from assistant.cases.standing import stand

    state = store.state(case.id)
    if not state.letter.strip():
        raise InputError("there is no letter in this case", where=case.title, todo="foi draft --case drafts one.")
    standing = stand(case.id, state, store, _workplace(library=False))
    if standing.checked.verdict.word == "block":
        found = ", ".join(dict.fromkeys(f.code for f in standing.checked.findings if f.verdict.word == "block"))
        sys.stderr.write(f"Not written: the checks block this letter ({found or standing.problem or 'no draft'}).\n")
        raise typer.Exit(1)
    write_atomically(out, render(state.letter, ending, title=case.title, author=""))
    sys.stderr.write(f"Written: {out}\n")


@app.command("sign-off")
def sign_off_case(
    name: Name,
    by: Annotated[str, typer.Option("--by", help="The person who signs off: first name and surname.")],
    as_json: AsJson = False,
) -> None:
    """Sign a reply off, if nothing blocks it: register, disclosure log and corpus follow, and the case is closed.

    Run again on a case that is signed off, it does what an interrupted run has left.
    """
    from assistant.cases.checklist import stopped_by
    from assistant.cases.closeout import CloseOut
    from assistant.figures.choices.decisions import made_by_person
    from assistant.settings import load_settings

    made_by_person(by)
    store = _store()
    case = store.find(name)
    out = CloseOut(load_settings().data, store)
    workplace = _workplace(library=True)
    signed = out.sign_offs(case.id)
    if not (case.status == "closed" and signed and signed[-1].left):
        prepared = out.prepare(case.id, workplace)
        if not as_json:
            for item in prepared.items:
                _say(f"{item.state:5} {item.name}: {item.words}")
        if case.status == "open" and stopped_by(prepared.items):
            if as_json:
                _print({**case.as_json(), "checklist": [one.as_json() for one in prepared.items], "said": []})
            raise typer.Exit(1)
        out.sign_off(case.id, who=by, expected=case.version, workplace=workplace)
    done, said = out.finish(case.id, workplace)
    if as_json:
        _print({**store.find(case.id).as_json(), **done.as_json(), "said": list(said)})
    else:
        _say(f"Signed off by {done.who}.")
        for sentence in said:
            _say(sentence)
    raise typer.Exit(1 if done.left else 0)


def _workplace(*, library: bool) -> "Workplace":
    """Return what a kept letter is checked with; no model is asked for anything."""
    from assistant.errors import FoiError
    from assistant.figures.choices.profiles import policy_of
    from assistant.figures.earlier.register import Register
    from assistant.pipeline import Workplace
    from assistant.settings import load_authority, load_settings

    settings = load_settings()
    opened = None
    if library:
        from assistant.library import Library  # chromadb and torch behind it

        url = settings.database_url.get_secret_value() if settings.database_url else None
        try:
            opened = Library.open(settings.data, url, settings.chroma_url)
        except FoiError as error:
            sys.stderr.write(f"The library is not open: {error}\n")
    return Workplace(
        load_authority(settings.authority), policy_of(settings), opened, register=Register.open(settings.data)
    )

"""The command ``foi``. Each command reads its input, calls one function of the package, and prints.

Exit status: 0 done and nothing blocks; 1 done, and a check blocks release; 2 the input or the usage
is wrong, with one or two lines on stderr.
"""

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from assistant.errors import FoiError

if TYPE_CHECKING:
    from assistant.figures.policy import Policy
    from assistant.figures.tables import Table
    from assistant.library import Library
    from assistant.pipeline import Workplace
    from assistant.settings import Settings

app = typer.Typer(
    name="foi",
    help="Drafts and checks replies to Freedom of Information requests. It never releases a low count.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
corpus = typer.Typer(
    help="Past responses and legislation, in and out of the index.", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(corpus, name="corpus")

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Out = Annotated[Path | None, typer.Option("--out", help="Write to this file.")]
Figures = Annotated[list[Path] | None, typer.Option("--figures", help="A table of figures; may be repeated.")]
Earlier = Annotated[list[Path] | None, typer.Option("--released", help="A table of an earlier reply; may be repeated.")]
Regime = Literal["auto", "foia", "eir", "foisa"]


def main() -> None:
    """Run the command line; an error that a person can mend ends it with status 2."""
    try:
        status = app(standalone_mode=False)
        sys.exit(status if isinstance(status, int) else 0)
    except typer.Abort:
        sys.exit(130)
    except FoiError as error:
        _fail(str(error))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        if hasattr(error, "format_message"):  # a usage error of typer's
            context = getattr(error, "ctx", None)
            _fail(f"{error.format_message()}\nSee: {context.command_path if context else 'foi'} --help")
        if os.environ.get("FOI_DEBUG"):
            raise
        # The message of an unforeseen error could quote a cell, so only its kind is printed.
        _fail(
            f"Something went wrong inside the program ({type(error).__name__}). Nothing was written.\n"
            "Set FOI_DEBUG=1 and run it again to see where, and report it."
        )


def _fail(message: str) -> None:
    sys.stderr.write(f"foi: {message}\n")
    sys.exit(2)


def _say(text: str = "") -> None:
    sys.stdout.write(text + "\n")


def _print_json(value: object) -> None:
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    _say()


def _finish(verdict: Any) -> None:  # noqa: ANN401 - Verdict, not imported for --help's sake
    raise typer.Exit(1 if verdict.word == "block" else 0)


def _settings() -> "Settings":
    from assistant.settings import load_settings  # keeps --help fast

    return load_settings()


def _policy(
    settings: "Settings", threshold: int | None = None, zeros: str | None = None, base: int | None = None
) -> "Policy":
    from assistant.figures.policy import Policy

    return Policy(
        threshold=settings.threshold if threshold is None else threshold,
        zeros=zeros or settings.zeros,  # type: ignore[arg-type]  # one of the two, checked by Policy
        mark=settings.mark,
        round_to=base,
    )


def _tables(paths: list[Path] | None, unit: str | None = None) -> "tuple[Table, ...]":
    from assistant.figures.tables import ReadOptions, read_table

    options = ReadOptions(unit=unit) if unit else ReadOptions()  # type: ignore[arg-type]  # checked there
    return tuple(read_table(path, options) for path in paths or ())


def _by_name(tables: "tuple[Table, ...]") -> "dict[str, Table]":
    named = {table.source: table for table in tables}
    if len(named) < len(tables):
        raise FoiError(
            "two tables have the same file name",
            where="--figures",
            todo="Rename one, so that the notes can tell them apart.",
        )
    return named


def _library(settings: "Settings") -> "Library":
    from assistant.library import Library  # chromadb and torch behind it

    url = settings.database_url.get_secret_value() if settings.database_url else None
    return Library.open(settings.data, url, settings.chroma_url)


def _workplace(settings: "Settings") -> "Workplace":
    from assistant.model.chat_model import open_model
    from assistant.pipeline import Workplace
    from assistant.settings import load_authority

    return Workplace(
        load_authority(settings.authority),
        _policy(settings),
        _library(settings),
        open_model(settings),
        settings.model or "",
    )


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Port to listen on.")] = None,
    sample: Annotated[bool, typer.Option("--sample", help="Open with the sample case loaded.")] = False,
) -> None:
    """Open the screen in a browser page."""
    settings = _settings()
    from assistant.screen.app import serve as open_screen

    open_screen(settings, host or settings.host, port or settings.port, sample=sample)


@app.command()
def draft(
    request: Annotated[str, typer.Argument(help="The request: .txt .md .eml .docx .pdf, or - for standard input.")],
    figures: Figures = None,
    notes: Annotated[Path | None, typer.Option(help="The officer's notes, a text file.")] = None,
    released: Earlier = None,
    received: Annotated[str | None, typer.Option(help="The day the request was received.")] = None,
    reference: Annotated[str, typer.Option(help="Your reference.")] = "",
    regime: Annotated[Regime, typer.Option(help="The law that applies.")] = "auto",
    dated: Annotated[str | None, typer.Option(help="The date of the letter; today if not given.")] = None,
    subject: Annotated[str, typer.Option(help="A short name for the request.")] = "",
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """Draft a complete reply, with its checks."""
    from assistant.export import check_ending, write_draft
    from assistant.pipeline import Intake, draft_reply, understand
    from assistant.reading import read_text, sent_on
    from assistant.settings import load_authority, parse_date

    settings = _settings()
    if out:
        check_ending(out)
    text = read_text(request, "request")
    tables = _by_name(_tables(figures))
    intake = Intake(
        request=text,
        tables=tables,
        notes=read_text(notes, "notes") if notes else "",
        released=_tables(released),
        received=parse_date(received, "--received") if received else sent_on(request),
        reference=reference,
        regime=regime,
        subject=subject,
        letter_date=parse_date(dated, "--dated") if dated else None,
    )
    authority = load_authority(settings.authority)
    understand(intake, authority)
    made = draft_reply(intake, _workplace(settings))
    if out:
        write_draft(made, out)
        sys.stderr.write(f"Written: {out}\n")
    if as_json:
        _print_json(made.as_json())
    else:
        if not out:
            _say(made.letter.text)
        _report(made.verdict, made.findings, made.remarks, to_stderr=not out)
    _finish(made.verdict)


def _report(verdict: Any, findings: Any, remarks: Any = (), *, to_stderr: bool = False) -> None:  # noqa: ANN401
    lines = [f"Verdict: {verdict.word} ({len(findings)} finding{'' if len(findings) == 1 else 's'})"]
    for one in findings:
        where = f" “{' '.join(one.quote.split())[:80]}”" if one.quote else ""
        lines += [f"  {one.verdict.word:6} {one.code}{where}", f"         {one.message} {one.remedy}"]
    lines += [f"  note   {remark}" for remark in remarks]
    (sys.stderr if to_stderr else sys.stdout).write("\n".join(lines) + "\n")


@app.command()
def check(
    letter: Annotated[str, typer.Argument(help="The letter: .md .txt .html .docx .pdf, or - for standard input.")],
    figures: Figures = None,
    released: Earlier = None,
    request: Annotated[str | None, typer.Option(help="The request that it answers.")] = None,
    as_json: AsJson = False,
) -> None:
    """Check a letter that anyone wrote."""
    from assistant.checks.file import check_file

    settings = _settings()
    report = check_file(letter, _tables(figures), _tables(released), request, _policy(settings), _contact(settings))
    if as_json:
        _print_json(report.as_json())
    else:
        _report(report.verdict, report.findings)
    _finish(report.verdict)


def _contact(settings: "Settings") -> str:
    from assistant.settings import load_authority

    return load_authority(settings.authority).contact_block


@app.command()
def protect(
    table: Annotated[Path, typer.Argument(help="The table: .csv .tsv .xlsx .ods")],
    count: Annotated[str | None, typer.Option(help="The count column of a long table.")] = None,
    records: Annotated[bool, typer.Option("--records", help="One row a person or event; counted by --by.")] = False,
    by: Annotated[str, typer.Option(help="Columns to count records by: COL,COL.")] = "",
    sheet: Annotated[str | None, typer.Option(help="The sheet to read.")] = None,
    threshold: Annotated[int | None, typer.Option(help="Counts of people from 1 to one less are low.")] = None,
    zeros: Annotated[Literal["show", "hide"] | None, typer.Option(help="With hide, 0 is low too.")] = None,
    base: Annotated[int | None, typer.Option("--round", help="Round what is released to this base.")] = None,
    unit: Annotated[
        Literal["people", "events", "items", "money"] | None, typer.Option(help="What the table counts.")
    ] = None,
    released: Earlier = None,
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """Make a table safe to publish, with its proof."""
    from assistant.figures.output import write_protected
    from assistant.figures.protect import protect as protect_table
    from assistant.figures.tables import ReadOptions, read_table

    policy = _policy(_settings(), threshold, zeros, base)
    options = ReadOptions(
        layout="records" if records else "long" if count else None,
        count_column=count,
        by=tuple(part.strip() for part in by.split(",") if part.strip()),
        sheet=sheet,
        unit=unit,
    )
    safe = protect_table(read_table(table, options), policy, _tables(released))
    if out:
        write_protected(safe, out)
        sys.stderr.write(f"Written: {out}\n")
    if as_json:
        _print_json(safe.as_json())
    else:
        if not out:
            _say(safe.as_markdown())
            _say()
        _say(safe.account())
        _report(safe.verdict, safe.findings)
    _finish(safe.verdict)


@app.command()
def suggest(
    request: Annotated[str, typer.Argument(help="The request, or - for standard input.")],
    as_json: AsJson = False,
) -> None:
    """Suggest outcomes and exemptions for each question, with reasons and passages."""
    from assistant.library.suggest import recognise_regime
    from assistant.library.suggest import suggest as suggest_for
    from assistant.reading import read_text
    from assistant.request import read_request
    from assistant.settings import load_authority

    settings = _settings()
    asked = read_request(read_text(request, "request"))
    library = _library(settings)
    regime = recognise_regime(asked.text, load_authority(settings.authority).regime)
    made = [(q, suggest_for(q.text, library, regime)) for q in asked.questions]
    if as_json:
        _print_json(
            {
                "regime": regime,
                "questions": [
                    {"number": q.number, "text": q.text, "suggestions": [s.as_json() for s in found]}
                    for q, found in made
                ],
            }
        )
        return
    for q, found in made:
        _say(f"Q{q.number}. {q.text}")
        for one in found:
            _say(f"  {one.score:.2f}  {one.outcome}{' ' + one.exemption if one.exemption else ''}: {one.why}")
            _say(f"        {', '.join(one.sources)}" if one.sources else "        no passage")
        if not found:
            _say("  nothing to suggest")


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="What to look for.")],
    where: Annotated[Literal["all", "responses", "legislation"], typer.Option("--in", help="Where to look.")] = "all",
    k: Annotated[int, typer.Option("-k", min=1, max=200, help="How many results.")] = 10,
    as_json: AsJson = False,
) -> None:
    """Search past responses and legislation."""
    results = _library(_settings()).search(query, kind=where, k=k)
    if as_json:
        _print_json({"results": [one.as_json() for one in results]})
        return
    for number, one in enumerate(results, 1):
        _say(f"{number}. {one.title} ({one.kind}{', ' + one.authority if one.authority else ''})  {one.score:.2f}")
        _say(f"   {one.locator}  [{one.id}]")
        _say(f"   {' '.join(one.text.split())[:300]}")
    if not results:
        _say("Nothing found.")


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="A question, or a command of the chat.")],
    as_json: AsJson = False,
) -> None:
    """Ask one question; the answer quotes its sources."""
    from datetime import date

    from assistant.chat.respond import ask as ask_once

    turn = ask_once(question, _workplace(_settings()), date.today())  # noqa: DTZ011 - the officer's own calendar
    if as_json:
        _print_json(turn.as_json())
    else:
        _say(turn.answer)
        for number, one in enumerate(turn.citations, 1):
            _say(f"[S{number}] {one.title}, {one.locator}  {one.url}")
    _finish(turn.verdict)


@app.command("deadline")
def deadline_command(
    received: Annotated[str, typer.Option(help="The day the request was received.")],
    regime: Annotated[Literal["foia", "eir", "foisa"], typer.Option(help="The law that applies.")] = "foia",
    clarified: Annotated[str | None, typer.Option(help="The day the applicant clarified the request.")] = None,
    as_json: AsJson = False,
) -> None:
    """Work out the statutory date for a reply, and the days that it skips."""
    from assistant.law.deadlines import deadline
    from assistant.settings import parse_date

    clock = deadline(
        parse_date(received, "--received"), regime, parse_date(clarified, "--clarified") if clarified else None
    )
    if as_json:
        _print_json(clock.as_json())
        return
    _say(
        f"Due: {clock.due:%A} {clock.due.day} {clock.due:%B %Y} (working day {clock.working_days} after {clock.start.day} {clock.start:%B %Y})"
    )
    for day, reason in clock.skipped:
        _say(f"  not counted: {day:%A} {day.day} {day:%B %Y}, {reason}")


@corpus.command("add")
def corpus_add(paths: Annotated[list[Path], typer.Argument(help="Files or folders.")]) -> None:
    """Add past responses or legislation."""
    _print_changes(_library(_settings()).add(paths))


@corpus.command("sync")
def corpus_sync(
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Make the vector index anew.")] = False,
) -> None:
    """Bring the index into line with the files."""
    _print_changes(_library(_settings()).sync(rebuild=rebuild))


def _print_changes(changes: Any) -> None:  # noqa: ANN401 - assistant.library.Changes, imported late
    _say(changes.in_words())
    for problem in changes.problems:
        _say(f"  skipped: {problem}")
    if changes.problems and not changes.done:
        raise typer.Exit(2)


@corpus.command("fetch")
def corpus_fetch(names: Annotated[list[str], typer.Argument(help="What to fetch: legislation")]) -> None:
    """Fetch legislation from its publisher (needs the network)."""
    from assistant.library.fetch import fetch

    _print_changes(fetch(names, _library(_settings())))


@corpus.command("status")
def corpus_status(as_json: AsJson = False) -> None:
    """Show what is in the index and what is wrong with it."""
    status = _library(_settings()).status()
    if as_json:
        _print_json(status.as_json())
    else:
        _say(status.in_words())


@corpus.command("remove")
def corpus_remove(ids: Annotated[list[str], typer.Argument(help="Ids of documents, as status shows them.")]) -> None:
    """Remove documents from the index."""
    _print_changes(_library(_settings()).remove(ids))


@app.command("eval")
def eval_command(
    names: Annotated[list[str] | None, typer.Argument(help="Parts of the suite; all if none is named.")] = None,
    model: Annotated[str | None, typer.Option(help="A chat model; none if not given.")] = None,
    against: Annotated[Path | None, typer.Option(help="An earlier result to compare with.")] = None,
    as_json: AsJson = False,
) -> None:
    """Run the evaluation suite; it fails when a draft leaks."""
    from evals.run import run_suite  # inspect takes seconds to import

    result = run_suite(names or [], model=model, against=against)
    if as_json:
        _print_json(result.as_json())
    else:
        _say(result.in_words())
    raise typer.Exit(1 if result.failures else 0)


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Say what works, what does not, and how to mend it."""
    from assistant.doctor import examine

    report = examine(_settings())
    if as_json:
        _print_json(report.as_json())
    else:
        _say(report.in_words())
    raise typer.Exit(0 if report.healthy else 1)


if __name__ == "__main__":
    main()

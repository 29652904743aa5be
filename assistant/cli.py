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

from assistant.cases.commands import app as cases
from assistant.errors import FoiError
from assistant.model.commands import app as prompts

if TYPE_CHECKING:
    from assistant.figures.choices.decisions import Choices
    from assistant.figures.earlier.register import Register
    from assistant.figures.policy import Policy
    from assistant.figures.tables import Table
    from assistant.library import Library
    from assistant.pipeline import Workplace
    from assistant.settings import Settings

MOST_ASKED = 10
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
releases = typer.Typer(
    help="The register of figures released before, which every new table is compared with.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(releases, name="releases")
app.add_typer(cases, name="cases")
app.add_typer(prompts, name="prompts")

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Out = Annotated[Path | None, typer.Option("--out", help="Write to this file.")]
Figures = Annotated[list[Path] | None, typer.Option("--figures", help="A table of figures; may be repeated.")]
Earlier = Annotated[list[Path] | None, typer.Option("--released", help="A table of an earlier reply; may be repeated.")]
Decisions = Annotated[
    Path | None,
    typer.Option("--decisions", help="Release decisions, .toml or .json; foi worksheet --decision gives a form."),
]
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


def _policy(settings: "Settings", profile: str | None = None, **given: Any) -> "Policy":  # noqa: ANN401 - fields of Policy
    """Return the policy: what is given on the command line, else a profile's, else the settings'."""
    from dataclasses import replace

    from assistant.figures.choices.profiles import policy_of

    return replace(policy_of(settings, profile), **{name: v for name, v in given.items() if v is not None})


def _register(settings: "Settings") -> "Register":
    from assistant.figures.earlier.register import Register

    return Register.open(settings.data)


def _choices(path: Path | None) -> "Choices":
    from datetime import date

    from assistant.figures.choices.decision_files import load_choices
    from assistant.figures.choices.decisions import Choices

    return load_choices(path, date.today()) if path else Choices()  # noqa: DTZ011 - the officer's own calendar


def _tables(paths: list[Path] | None) -> "tuple[Table, ...]":
    from assistant.figures.naming import told_apart
    from assistant.figures.tables import read_tables

    return tuple(table for path in paths or () for table in told_apart(read_tables(path)))


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
        _register(settings),
        settings.model_timeout,
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
    request: Annotated[
        str | None,
        typer.Argument(help="The request: .txt .md .eml .docx .pdf, or - for standard input; with --case, the case's."),
    ] = None,
    figures: Figures = None,
    notes: Annotated[Path | None, typer.Option(help="The officer's notes, a text file.")] = None,
    released: Earlier = None,
    received: Annotated[str | None, typer.Option(help="The day the request was received.")] = None,
    reference: Annotated[str, typer.Option(help="Your reference.")] = "",
    regime: Annotated[Regime, typer.Option(help="The law that applies.")] = "auto",
    dated: Annotated[str | None, typer.Option(help="The date of the letter; today if not given.")] = None,
    subject: Annotated[str, typer.Option(help="A short name for the request.")] = "",
    decisions: Decisions = None,
    case: Annotated[str | None, typer.Option("--case", help="Keep the draft in this case.")] = None,
    by: Annotated[str, typer.Option("--by", help="Who drafts it, for the case.")] = "",
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """Draft a complete reply, or the letter that the notes ask for, with its checks."""
    from assistant.cases.keeping import Keeping
    from assistant.export import check_ending, write_draft
    from assistant.pipeline import Intake, draft_reply, understand
    from assistant.reading import read_text, sent_on
    from assistant.settings import load_authority, parse_date

    settings = _settings()
    if out:
        check_ending(out)
    kept = Keeping.begin(settings.data, case) if case else None
    if request is None and kept is None:
        raise FoiError("no request is named", todo="Name its file, or a case to draft again: --case NAME.")
    tables = _by_name(_tables(figures))
    intake = Intake(
        request=read_text(request, "request") if request else "",
        tables=tables,
        notes=read_text(notes, "notes") if notes else "",
        released=_tables(released),
        received=parse_date(received, "--received") if received else sent_on(request) if request else None,
        reference=reference,
        regime=regime,
        subject=subject,
        letter_date=parse_date(dated, "--dated") if dated else None,
        choices=_choices(decisions),
    )
    authority = load_authority(settings.authority)
    if kept:
        intake = kept.filled(intake, settings)
    understand(intake, authority)
    made = draft_reply(intake, _workplace(settings))
    if kept:
        held = kept.keep(made, intake, by, figures=figures or (), released=released or ())
        sys.stderr.write(f"Kept: {held.id} ({held.title})\n")
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
    decisions: Decisions = None,
    as_json: AsJson = False,
) -> None:
    """Check a letter that anyone wrote."""
    from assistant.checks.file import check_file
    from assistant.remember import released_before

    settings = _settings()
    policy, tables = _policy(settings), _tables(figures)
    earlier = released_before(tables, _tables(released), _register(settings), policy) if tables else _tables(released)
    report = check_file(letter, tables, earlier, request, policy, _contact(settings), _choices(decisions))
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
    number: Annotated[int | None, typer.Option("--table", min=1, help="Which of several tables to read.")] = None,
    hidden: Annotated[bool, typer.Option("--hidden", help="Read hidden rows and columns too.")] = False,
    trust_cells: Annotated[bool, typer.Option("--trust-cells", help="Make totals anew from the cells.")] = False,
    threshold: Annotated[int | None, typer.Option(help="Counts of people from 1 to one less are low.")] = None,
    zeros: Annotated[Literal["show", "hide"] | None, typer.Option(help="With hide, 0 is low too.")] = None,
    base: Annotated[int | None, typer.Option("--round", help="Round what is released to this base.")] = None,
    profile: Annotated[str | None, typer.Option(help="A house's policy, by name; foi profiles lists them.")] = None,
    unit: Annotated[
        Literal["people", "events", "items", "money"] | None, typer.Option(help="What the table counts.")
    ] = None,
    merge: Annotated[list[str] | None, typer.Option(help="Put categories together: 'Year: 2019, 2020'.")] = None,
    drop_total: Annotated[list[str] | None, typer.Option(help="Leave a dimension's totals out.")] = None,
    add: Annotated[list[str] | None, typer.Option(help="shares, changes or ranks of a dimension: shares:Area.")] = None,
    decisions: Decisions = None,
    released: Earlier = None,
    no_register: Annotated[bool, typer.Option("--no-register", help="Do not compare with earlier releases.")] = False,
    limit: Annotated[float | None, typer.Option(min=0, help="Seconds for finding the fewest cells to hide.")] = None,
    compare: Annotated[bool, typer.Option("--compare", help="Compare the other ways to publish the table.")] = False,
    why: Annotated[list[str] | None, typer.Option(help="Say why a figure is hidden: 'North, 2023', or all.")] = None,
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """Make a table safe to publish, with its proof."""
    from assistant.figures.choices.treatment import parse_treatment
    from assistant.figures.naming import told_apart
    from assistant.figures.output import as_text, json_of, why_in_words, write_protected
    from assistant.figures.protect import protect_together
    from assistant.figures.tables import ReadOptions, read_tables
    from assistant.remember import released_before

    settings = _settings()
    policy = _policy(settings, profile, threshold=threshold, zeros=zeros, round_to=base, time_limit=limit)
    options = ReadOptions(
        layout="records" if records else "long" if count else None,
        count_column=count,
        by=tuple(part.strip() for part in by.split(",") if part.strip()),
        sheet=sheet,
        unit=unit,
        table=number,
        hidden=hidden,
        trust_cells=trust_cells,
    )
    treatment = parse_treatment(merge or (), drop_total or (), add or ())
    tables = [treatment.apply(one) for one in told_apart(read_tables(table, options))]
    earlier = released_before(tables, _tables(released), None if no_register else _register(settings), policy)
    if compare:
        _compare(tables, policy, earlier)
        return
    columns = [treatment.columns(one) for one in tables]
    safe = protect_together(tables, policy, earlier, _choices(decisions), columns)
    reasons = [tuple(why_in_words(raw, one, why or ())) for raw, one in zip(tables, safe, strict=True)]
    if out:
        write_protected(safe, out)
        sys.stderr.write(f"Written: {out}\n")
    if as_json:
        _print_json(json_of(safe))
    else:
        for one, reason in zip(safe, reasons, strict=True):
            if not out:
                _say(as_text(one))
                _say()
            for remark in (*one.remarks, one.account(), *reason):
                _say(remark)
            _report(one.verdict, one.findings)
    _finish(max(one.verdict for one in safe))


def _compare(tables: "list[Table]", policy: "Policy", earlier: "tuple[Table, ...]") -> None:
    """Print the ways in which tables can be published, with what each loses."""
    from assistant.figures.choices.alternatives import alternatives, compared
    from assistant.figures.output import aligned

    for table in tables:
        found = compared(alternatives(table, policy, earlier))
        _say(aligned([found.header, *found.rows]))
        _say()
        _say(found.sentence)


@app.command()
def profiles() -> None:
    """List the policies of known houses, which --profile takes; none of them is law."""
    from assistant.figures.choices.profiles import profiles as known

    for one in known():
        _say(f"{one.name}: {one.title}. {one.description}")
        _say(f"  {one.used_by}. {one.note} ({one.status}; {one.source})")


@app.command()
def worksheet(
    table: Annotated[Path, typer.Argument(help="The table: .csv .tsv .xlsx .ods")],
    sheet: Annotated[str | None, typer.Option(help="The sheet to read.")] = None,
    profile: Annotated[str | None, typer.Option(help="A house's policy, by name.")] = None,
    decision: Annotated[
        bool, typer.Option("--decision", help="Give the form for release decisions, which --decisions reads.")
    ] = False,
    out: Out = None,
) -> None:
    """Give the identifiability worksheet for the low cells of a table, to fill in; it names cells, never counts."""
    from assistant.figures.choices.decision_files import write_decisions_template
    from assistant.figures.choices.worksheet import blank_worksheet
    from assistant.figures.tables import ReadOptions, read_tables
    from assistant.files import write_atomically

    policy = _policy(_settings(), profile)
    made = [
        write_decisions_template(one, policy) if decision else blank_worksheet(one, policy).as_markdown()
        for one in read_tables(table, ReadOptions(sheet=sheet))
    ]
    text = "\n".join(made)
    if out:
        write_atomically(out, text.encode())
        sys.stderr.write(f"Written: {out}\n")
    else:
        _say(text)


@releases.command("list")
def releases_list(
    as_csv: Annotated[bool, typer.Option("--csv", help="Print one line a figure.")] = False, as_json: AsJson = False
) -> None:
    """List what has been released, as far as it was noted."""
    register = _register(_settings())
    if as_csv:
        sys.stdout.write(register.as_csv())
    elif as_json:
        _print_json({"releases": [row.as_json() for row in register.rows()]})
    else:
        for one in register.tables():
            _say(f"{one.source}: {one.shape_in_words()}")
        if not register.tables():
            _say("Nothing is noted yet. foi releases add notes a reply; so does signing a draft off in the screen.")


@releases.command("add")
def releases_add(
    files: Annotated[list[Path], typer.Argument(help="Tables or letters that are public as they stand.")],
    reference: Annotated[str, typer.Option(help="The reference of the reply.")],
    dated: Annotated[str, typer.Option(help="The date of the reply.")],
    rounded: Annotated[int | None, typer.Option(min=2, help="The base that its figures were rounded to.")] = None,
) -> None:
    """Note what a reply released, so that later tables are compared with it."""
    from assistant.remember import remember_files
    from assistant.settings import parse_date

    register = _register(_settings())
    on = parse_date(dated, "--dated")
    added = remember_files(files, register, reference=reference, on=on, rounded_to=rounded)
    _say(f"{added} figures noted under {reference}." if added else "These figures were noted already.")


@releases.command("remove")
def releases_remove(reference: Annotated[str, typer.Argument(help="The reference of a reply.")]) -> None:
    """Forget what a reply released."""
    gone = _register(_settings()).remove(reference)
    if not gone:
        raise FoiError(f"nothing is noted under {reference!r}", todo="foi releases list shows the references.")
    _say(f"{gone} figures removed.")


@app.command()
def suggest(
    request: Annotated[str, typer.Argument(help="The request, or - for standard input.")],
    as_json: AsJson = False,
) -> None:
    """Suggest outcomes and exemptions for each question, with reasons and passages; say what the request gets wrong of the law."""
    from datetime import date

    from assistant.law.requester import claims_in
    from assistant.library.suggest import notices, recognise_regime
    from assistant.library.suggest import suggest as suggest_for
    from assistant.reading import read_text
    from assistant.request import read_request
    from assistant.settings import load_authority

    settings = _settings()
    asked = read_request(read_text(request, "request"))
    library = _library(settings)
    regime = recognise_regime(asked.text, load_authority(settings.authority).regime)
    made = [(q, suggest_for(q.text, library, regime)) for q in asked.questions]
    claims = claims_in(asked.text, regime, date.today())  # noqa: DTZ011 - the officer's own calendar
    if as_json:
        _print_json(
            {
                "regime": regime,
                "law": [claim.as_json() for claim in claims],
                "notices": notices(asked.text, regime),
                "questions": [
                    {"number": q.number, "text": q.text, "suggestions": [s.as_json() for s in found]}
                    for q, found in made
                ],
            }
        )
        return
    for notice in notices(asked.text, regime):
        _say(notice)
    for q, found in made:
        _say(f"Q{q.number}. {q.text}")
        for one in found:
            _say(f"  {one.score:.2f}  {one.outcome}{' ' + one.exemption if one.exemption else ''}: {one.why}")
            for line in (*one.tests, *([f"Evidence to have: {one.evidence}"] if one.evidence else [])):
                _say(f"        {line}")
            _say(f"        {', '.join(one.sources)}" if one.sources else "        no passage")
        if not found:
            _say("  nothing to suggest")
    for claim in claims:
        _say(f'The request says "{claim.quote}". {claim.truth}')
        _say(f"  For the reply: {claim.line}" if claim.line else "  Nothing to put in the reply until it is looked up.")


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="What to look for.")],
    where: Annotated[Literal["all", "responses", "legislation"], typer.Option("--in", help="Where to look.")] = "all",
    k: Annotated[int, typer.Option("-k", min=1, max=200, help="How many results.")] = 10,
    regime: Annotated[Literal["", "foia", "eir", "foisa"], typer.Option(help="Only under this regime.")] = "",
    authority_type: Annotated[
        str, typer.Option("--type", help="Only replies of such bodies: police, council, nhs …")
    ] = "",
    outcome: Annotated[str, typer.Option(help="Only replies that ended so: partial, withheld, cost …")] = "",
    section: Annotated[str, typer.Option(help="Only what cites this provision.")] = "",
    since: Annotated[str, typer.Option(help="Only replies from this date: 2024, 2024-05 or 2024-05-01.")] = "",
    until: Annotated[str, typer.Option(help="Only replies up to this date.")] = "",
    own: Annotated[
        bool | None, typer.Option("--own/--others", help="Only your own documents, or only others'.")
    ] = None,
    explain: Annotated[bool, typer.Option(help="Show both ranks and what each score is made of.")] = False,
    as_json: AsJson = False,
) -> None:
    """Search past responses and legislation."""
    from assistant.library.explain import as_json as explained
    from assistant.library.explain import lines, read_filters

    filters = read_filters(
        regime=regime,
        authority_type=authority_type,
        outcome=outcome,
        section=section,
        since=since,
        until=until,
        own=own,
    )
    results = _library(_settings()).explain(query, kind=where, k=k, filters=filters)
    if as_json:
        _print_json({"results": [explained(one) if explain else one.passage.as_json() for one in results]})
        return
    for line in lines(results, explain=explain):
        _say(line)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="A question, or a command of the chat.")],
    case: Annotated[str, typer.Option("--case", help="A kept case that it is about; what it changes is kept.")] = "",
    by: Annotated[str, typer.Option("--by", help="Who asks; the user of this computer if not given.")] = "",
    as_json: AsJson = False,
) -> None:
    """Ask one question, or give one command; the answer quotes its sources."""
    from datetime import date

    from assistant.chat.kept import ask_of_case
    from assistant.chat.respond import ask as ask_once

    today, settings = date.today(), _settings()  # noqa: DTZ011 - the officer's own calendar
    workplace = _workplace(settings)
    turn = (
        ask_of_case(question, case, settings.data, by, workplace, today)
        if case
        else ask_once(question, workplace, today)
    )
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
    if clock.calendar:
        _say(f"  {clock.calendar}")


@corpus.command("add")
def corpus_add(paths: Annotated[list[Path], typer.Argument(help="Files or folders.")]) -> None:
    """Add past responses or legislation; tables in your own replies join the register of releases."""
    settings = _settings()
    library = _library(settings)
    _print_changes(library.add(paths), settings, library)


@corpus.command("describe")
def corpus_describe(
    name: Annotated[str, typer.Argument(metavar="ID", help="Of a reply that you added, as status shows it.")],
    authority: Annotated[str | None, typer.Option(help="Who replied.")] = None,
    date: Annotated[str | None, typer.Option(help="Of the reply: 2025-03-12.")] = None,
    regime: Annotated[str | None, typer.Option(help="foia, eir or foisa.")] = None,
    outcome: Annotated[str | None, typer.Option(help="How it ended: disclosed, partial, withheld …")] = None,
    sections: Annotated[str | None, typer.Option(help="Relied on: “40(2), 31(1)(a)”.")] = None,
    status: Annotated[str | None, typer.Option(help="overturned or superseded.")] = None,
) -> None:
    """Say of a past reply what its file does not say."""
    given = {
        "authority": authority,
        "date": date,
        "regime": regime,
        "outcome": outcome,
        "sections": sections,
        "status": status,
    }
    said = {field: text for field, text in given.items() if text is not None}
    if not said:
        raise FoiError(
            "nothing is said of the reply",
            todo="Give --authority, --date, --regime, --outcome, --sections or --status.",
        )
    settings = _settings()
    library = _library(settings)
    _print_changes(library.describe(name, said), settings, library)


@corpus.command("sync")
def corpus_sync(
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Make the vector index anew.")] = False,
) -> None:
    """Bring the index into line with the files."""
    settings = _settings()
    library = _library(settings)
    _print_changes(library.sync(rebuild=rebuild), settings, library)


def _print_changes(changes: Any, settings: "Settings", library: "Library") -> None:  # noqa: ANN401 - Changes
    from assistant.remember import remember_corpus
    from assistant.settings import load_authority

    _say(changes.in_words())
    if added := remember_corpus(library, _register(settings), load_authority(settings.authority).name):
        _say(f"  {added} figures of your own replies are new in the register of releases")
    for problem in changes.problems:
        _say(f"  skipped: {problem}")
    for asked in changes.asked[:MOST_ASKED]:
        _say(f"  {asked}")
    if len(changes.asked) > MOST_ASKED:
        _say(f"  and {len(changes.asked) - MOST_ASKED} more lack something; foi corpus status --json lists every reply")
    if changes.problems and not changes.done:
        raise typer.Exit(2)


@corpus.command("fetch")
def corpus_fetch(
    names: Annotated[list[str], typer.Argument(help="legislation, bank-holidays, or a page's address.")],
    publisher: Annotated[str, typer.Option("--from", help="Your own copy of legislation.gov.uk, if not itself.")] = "",
) -> None:
    """Fetch the law's text, bank holidays or published replies (needs the network)."""
    from datetime import date

    from assistant.fetching.command import fetch

    settings = _settings()
    found = fetch(names, settings.data, date.today(), publisher)  # noqa: DTZ011 - the officer's own calendar
    for line in found.in_words():
        _say(line)
    if found.for_corpus:
        library = _library(settings)
        _print_changes(library.sync(), settings, library)
    found.raise_if_failed()


@corpus.command("status")
def corpus_status(as_json: AsJson = False) -> None:
    """Show what is in the index and what is wrong with it."""
    from assistant.fetching.legislation import records, records_in_words

    settings = _settings()
    status = _library(settings).status()
    if as_json:
        _print_json({**status.as_json(), "statutes": records(settings.data)})
    else:
        _say("\n".join([status.in_words(), *records_in_words(settings.data)]))


@corpus.command("remove")
def corpus_remove(ids: Annotated[list[str], typer.Argument(help="Ids of documents, as status shows them.")]) -> None:
    """Remove documents from the index."""
    settings = _settings()
    library = _library(settings)
    _print_changes(library.remove(ids), settings, library)


@app.command("eval")
def eval_command(
    names: Annotated[
        list[str] | None,
        typer.Argument(help="Parts of the suite; all if none is named; “own” for your own past replies."),
    ] = None,
    model: Annotated[str | None, typer.Option(help="A chat model, “hostile” or scripted:FILE.")] = None,
    against: Annotated[str | None, typer.Option(help="An earlier result, “baseline” or a Git revision.")] = None,
    trials: Annotated[int, typer.Option(help="How often each case is tried.")] = 1,
    parallel: Annotated[int | None, typer.Option(help="How many cases wait for the model at once.")] = None,
    limit_minutes: Annotated[float | None, typer.Option(help="Stop after so many minutes.")] = None,
    limit_calls: Annotated[int | None, typer.Option(help="Stop after so many calls of the model.")] = None,
    limit_cost: Annotated[float | None, typer.Option(help="Stop after so much money; needs --price.")] = None,
    price: Annotated[str | None, typer.Option(help="Of a million tokens read and written: 0.25/2.00")] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on where a run of the same program stopped.")] = False,
    report: Annotated[Path | None, typer.Option(help="Write a report to this .html file.")] = None,
    summary: Annotated[Path | None, typer.Option(help="Write a short report for a pull request (.md).")] = None,
    record_baseline: Annotated[bool, typer.Option("--record-baseline", help="Record this run as baseline.")] = False,
    as_json: AsJson = False,
) -> None:
    """Run the evaluation suite; it fails when a draft leaks, or got worse."""
    from evals import command  # inspect takes seconds to import

    if names == ["own"]:
        own = command.own(_workplace(_settings()), report, model)
        if as_json:
            _print_json(own.as_json())
        else:
            _say(command.own_in_words(own))
        raise typer.Exit(1 if own.leaks else 0)
    files = command.Files(report, summary, record_baseline)
    spent = command.limits(limit_minutes, limit_calls, limit_cost, price)
    options = command.Options(trials, parallel, spent, resume)
    result = command.run(names or [], model, against, options, files)
    if as_json:
        _print_json(result.as_json())
    else:
        _say(command.in_words(result))
    raise typer.Exit(1 if result.failures else 0)


@app.command()
def authority() -> None:
    """Ask for your authority's profile once, and keep it for every letter."""
    from assistant.profile_file import asked_for, write_profile
    from assistant.settings import authority_file, load_authority

    settings = _settings()
    path = settings.authority or authority_file(settings.data)
    known = load_authority(path if path.is_file() else None)
    write_profile(asked_for(known, lambda text, so_far: typer.prompt(text, default=so_far)), path)
    _say(f"Kept in {path}. House wording can be added there, under [wording].")


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

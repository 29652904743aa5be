"""What happens when the officer does something: values in, updates of components out."""

import dataclasses
import secrets
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import Any

import gradio as gr

from assistant import sample
from assistant.checks.remedies import applied
from assistant.errors import FoiError, InputError, NotesError
from assistant.figures.tables import ReadOptions
from assistant.findings import Verdict
from assistant.law.requester import claims_in
from assistant.library.suggest import recognise_regime
from assistant.notes import parse_notes
from assistant.pipeline import Workplace
from assistant.reading import read_text
from assistant.remember import remember_draft
from assistant.request import read_request
from assistant.screen import decisions, reply, showing, sources, view
from assistant.screen import desk as desks
from assistant.screen.desk import Desk, Fields
from assistant.screen.layout import Page
from assistant.screen.preparation import Preparation
from assistant.screen.problems import unforeseen
from assistant.screen.showing import Updates
from assistant.settings import Authority, load_authority

KEEP_SECONDS = 900
FIELDS = len(dataclasses.fields(Fields))
SAMPLE_REFERENCE = "FOI-SAMPLE"
LIBRARY_CAME = "The library is ready. Draft again to have past replies proposed."


def said_at(place: str) -> Callable[[Callable[..., Updates]], Callable[..., Updates]]:
    """Show what goes wrong in a handler at one place of the page; nothing else on it changes."""

    def decorate(handler: Callable[..., Updates]) -> Callable[..., Updates]:
        @wraps(handler)
        def guarded(self: "Handlers", *values: Any) -> Updates:  # noqa: ANN401 - components' values
            try:
                return handler(self, *values)
            except FoiError as error:
                return {getattr(self.page, place): view.problem(error)}
            except Exception as error:  # noqa: BLE001 - its message could quote a cell
                return {getattr(self.page, place): view.problem(unforeseen(error))}

        return guarded

    return decorate


def _today() -> date:
    """Return the day by the officer's own calendar."""
    return datetime.now().astimezone().date()


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Late:
    """What was found for a desk after the officer had gone on.

    Attributes:
        desk: what it was found for.
        updates: what is to be shown if that desk is still the one.
    """

    desk: Desk
    updates: Updates


class Handlers:
    """The behaviour of the page; what it remembers of a session lies on that session's desk."""

    def __init__(self, page: Page, preparation: Preparation, folder: Path, *, with_sample: bool) -> None:
        self.page = page
        self.preparation = preparation
        self.folder = folder
        self.with_sample = with_sample
        # What stops the model that is answering a session.
        self.stops: dict[str, threading.Event] = {}

    # Opening

    def open(self) -> Updates:
        """Fill the page: with the sample case and its letter, where that is wanted."""
        status: Updates = {self.page.status: view.note(self.preparation.words())}
        return status | self._sample() if self.with_sample else status

    @said_at("letter_said")
    def _sample(self) -> Updates:
        request, notes = sample.REQUEST.read_text("utf-8"), sample.NOTES.read_text("utf-8")
        fields = Fields(request, notes, reference=SAMPLE_REFERENCE)
        desk, errors = desks.add_tables(Desk(), [sample.TABLE], self.workplace_of(request))
        desk = reply.draft(desk, fields, self.workplace_of(request))
        return {
            self.page.request: request,
            self.page.notes: notes,
            self.page.reference: SAMPLE_REFERENCE,
            self.page.figures_said: view.problems(errors),
            **self._drafted(desk),
        }

    def tick(self, desk: Desk, text: str) -> Updates:
        """Say how far the preparation is; when it is done, find sources for a draft made before.

        That takes a while in which the officer works on, so what is found is not put on the desk here.
        """
        status: Updates = {self.page.status: view.note(self.preparation.words())}
        if not self.preparation.ready:
            return status
        status[self.page.timer] = gr.Timer(active=False)
        wanting = desk.draft is not None and not desk.draft.sources
        found = self._with_sources(desk, text) if wanting else {}
        return {**status, self.page.late: Late(desk, found)}

    @said_at("letter_said")
    def _with_sources(self, desk: Desk, text: str) -> Updates:
        workplace = self.workplace_of(_drafted_from(desk))
        desk, same = reply.with_sources(desk, workplace)
        if not same:
            return {self.page.letter_said: view.note(LIBRARY_CAME)}
        found = desk.draft.sources if desk.draft else ()
        return {
            self.page.desk: desk,
            self.page.sources: sources.listed(found),
            self.page.suggestions: sources.suggestions(reply.suggestions(desk, workplace), reply.notices_of(desk)),
            **showing.checks(self.page, desk, reply.check(desk, text, workplace), text),
        }

    def caught_up(self, desk: Desk, late: Late | None) -> Updates:
        """Show what was found for a desk, unless the officer has changed something on it meanwhile."""
        if late is None or not late.updates:
            return {self.page.late: None}
        if late.desk is not desk:
            return {self.page.letter_said: view.note(LIBRARY_CAME)}
        return {**late.updates, self.page.late: None}

    def workplace_of(self, request: str) -> Workplace:
        """Return what a request is answered with; the sample's authority answers the sample alone."""
        workplace = self.preparation.workplace()
        named = workplace.authority != Authority()
        if named or not self.with_sample or request != sample.REQUEST.read_text("utf-8"):
            return workplace
        return replace(workplace, authority=load_authority(sample.AUTHORITY))

    # The officer's side

    @said_at("request_said")
    def request_changed(self, desk: Desk, *values: str) -> Updates:
        """List the questions found in the request."""
        fields = Fields(*values)
        found = read_request(fields.request).questions if fields.request.strip() else ()
        drafted = desk.draft is not None and desk.draft.request.text == fields.request
        answers = desk.draft.letter.answers if desk.draft and drafted else ()
        regime = fields.regime
        if regime == "auto":
            regime = recognise_regime(fields.request, self.preparation.workplace().authority.regime)
        claims = claims_in(fields.request, regime, _today())
        return {
            self.page.questions: view.questions(found, answers, claims),
            **showing.staleness(self.page, desk, fields),
        }

    @said_at("notes_said")
    def notes_changed(self, desk: Desk, *values: str) -> Updates:
        """Say whether the notes are understood, and whether the letter is older than they are."""
        fields = Fields(*values)
        try:
            parse_notes(fields.notes)
            said = ""
        except NotesError as error:
            said = view.problem(error)
        return {self.page.notes_said: said, **showing.staleness(self.page, desk, fields)}

    @said_at("letter_said")
    def field_changed(self, desk: Desk, *values: str) -> Updates:
        """Say whether the letter is older than a date, a reference or the law chosen."""
        return showing.staleness(self.page, desk, Fields(*values))

    @said_at("request_said")
    def request_uploaded(self, upload: str) -> Updates:
        """Read a request from a file into its box."""
        path = Path(upload)
        try:
            text = read_text(path, "request")
            read_request(text)
        except FoiError as error:
            raise desks.without_folder(error, path.parent) from None
        finally:
            _forget(path)
        said = view.note(f"{path.name} is read into the box above.")
        return {self.page.request: text, self.page.request_said: said}

    @said_at("figures_said")
    def tables_uploaded(self, uploads: Sequence[str], desk: Desk, *values: Any) -> Updates:  # noqa: ANN401
        """Read tables, protect them, and show both."""
        return self._uploaded(desks.add_tables, uploads, desk, values)

    @said_at("figures_said")
    def released_uploaded(self, uploads: Sequence[str], desk: Desk, *values: Any) -> Updates:  # noqa: ANN401
        """Read tables of earlier replies; what they give away counts from now on."""
        return self._uploaded(desks.add_released, uploads, desk, values)

    def _uploaded(
        self,
        add: Callable[..., tuple[Desk, list[FoiError]]],
        uploads: Sequence[str],
        desk: Desk,
        values: Sequence[Any],
    ) -> Updates:
        paths = [Path(one) for one in uploads]
        fields, options = Fields(*values[:FIELDS]), _options(*values[FIELDS:])
        try:
            desk, errors = add(desk, paths, self.workplace_of(fields.request), options)
        finally:
            _forget(*paths)
        return self._tables_changed(desk, fields, errors)

    @said_at("figures_said")
    def tables_cleared(self, desk: Desk, *values: str) -> Updates:
        """Take every table off the desk."""
        return self._tables_changed(desks.clear_tables(desk), Fields(*values))

    @said_at("figures_said")
    def unit_chosen(self, unit: str, name: str, desk: Desk, *values: str) -> Updates:
        """Protect a table anew as what it counts."""
        return self._changed(desks.set_unit, desk, name, unit, values=values)

    @said_at("figures_said")
    def ways_compared(self, name: str, desk: Desk, *values: str) -> Updates:
        """Show the ways in which a table can be published."""
        return self._changed(desks.compare_ways, desk, name, values=values)

    @said_at("figures_said")
    def way_chosen(self, way: str, name: str, desk: Desk, *values: str) -> Updates:
        """Publish a table in another way."""
        return self._changed(desks.choose_way, desk, name, way, values=values)

    def _changed(
        self, change: Callable[..., Desk], desk: Desk, name: str, *more: str, values: Sequence[str]
    ) -> Updates:
        if name not in desk.given:
            return {self.page.figures_said: ""}
        fields = Fields(*values)
        return self._tables_changed(change(desk, name, *more, self.workplace_of(fields.request)), fields)

    @said_at("decisions_said")
    def decided(self, desk: Desk, *values: str) -> Updates:
        """Record what is decided about cells."""
        fields = Fields(*values[:FIELDS])
        # Of boxes that were never unfolded nothing comes.
        kind, cells, who, reason, *answers = (text or "" for text in values[FIELDS:])
        choices = decisions.decided(decisions.Form(kind, cells, who, reason, tuple(answers)), desk, _today())
        changed = desks.with_choices(desk, choices, self.workplace_of(fields.request))
        emptied = dict.fromkeys([self.page.decision_cells, self.page.decision_reason, *self.page.decision_answers], "")
        said = view.note("The decision is recorded. Draft again to have it in the letter.")
        return {**self._tables_changed(changed, fields), **emptied, self.page.decisions_said: said}

    @said_at("decisions_said")
    def undecided(self, desk: Desk, *values: str) -> Updates:
        """Take the last decision back."""
        fields = Fields(*values)
        changed = desks.with_choices(desk, decisions.without_last(desk.choices), self.workplace_of(fields.request))
        return {**self._tables_changed(changed, fields), self.page.decisions_said: ""}

    def _tables_changed(self, desk: Desk, fields: Fields, errors: Sequence[FoiError] = ()) -> Updates:
        return showing.tables_changed(self.page, desk, errors, fields, self.preparation.policy)

    # The reply

    @said_at("letter_said")
    def drafted(self, desk: Desk, letter_now: str, *values: str) -> Updates:
        """Draft the reply; waits for the library, so that the draft rests on sources."""
        self.preparation.wait()
        fields = Fields(*values)
        made = reply.draft(desk, fields, self.workplace_of(fields.request), letter_now)
        return self._drafted(made, before=desk)

    def _drafted(self, desk: Desk, before: Desk | None = None) -> Updates:
        kept = before is not None and desk.earlier != before.earlier
        workplace = self.workplace_of(_drafted_from(desk))
        return {
            **showing.figures(self.page, desk, workplace.policy),
            **showing.letter(self.page, desk, workplace, _today(), kept=kept),
        }

    @said_at("verdict")
    def edited(self, desk: Desk, text: str) -> Updates:
        """Show and check the letter as it stands now."""
        checked = reply.check(desk, text, self.workplace_of(_drafted_from(desk)))
        return {
            self.page.letter: view.letter(text),
            self.page.export_said: "",
            **showing.checks(self.page, desk, checked, text),
        }

    @said_at("letter_said")
    def mended(self, desk: Desk, text: str) -> Updates:
        """Take out of the letter what must not stand; the letter as it was can be brought back."""
        workplace = self.workplace_of(_drafted_from(desk))
        better, number = applied(text, reply.check(desk, text, workplace).findings, workplace.policy.mark)
        if not number:
            return {self.page.letter_said: view.note("Nothing can be taken out without thought.")}
        desk = replace(desk, earlier=text)
        said = f"{number} {'place' if number == 1 else 'places'} taken out. Read the sentences again."
        return {
            self.page.desk: desk,
            self.page.edit: better,
            self.page.restore: gr.Button(visible=True),
            **self.edited(desk, better),
            self.page.letter_said: view.note(said),
        }

    @said_at("letter_said")
    def restored(self, desk: Desk, letter_now: str) -> Updates:
        """Bring back the letter as the officer had edited it; the draft is kept instead."""
        text, desk = reply.swap_earlier(desk, letter_now)
        return {
            self.page.desk: desk,
            self.page.edit: text,
            self.page.letter_said: "",
            **self.edited(desk, text),
        }

    def said(
        self, request: gr.Request, message: str, history: list[Any], desk: Desk, letter_now: str, *values: str
    ) -> Iterator[Updates]:
        """Answer a message of the chat, as it is written; what it changed shows in the boxes and the letter."""
        if not message.strip():
            return
        history = [*history, {"role": "user", "content": message}]
        stop = self.stops[str(request.session_hash)] = threading.Event()
        stoppable = self.preparation.workplace().model is not None
        yield {self.page.chat: history, self.page.message: "", self.page.stop: gr.Button(visible=stoppable)}
        self.preparation.wait()
        answer, updates = "", Updates()
        try:
            for part in self._answers(message, desk, letter_now, Fields(*values), stop):
                answer, updates = part
                if not updates:
                    yield {self.page.chat: [*history, {"role": "assistant", "content": answer + " …"}]}
        except FoiError as error:
            answer, updates = str(error), {}
        except Exception as error:  # noqa: BLE001 - its message could quote a cell
            answer, updates = unforeseen(error), {}
        finally:
            self.stops.pop(str(request.session_hash), None)
        hidden = {self.page.stop: gr.Button(visible=False)}
        yield {self.page.chat: [*history, {"role": "assistant", "content": answer}], **updates, **hidden}

    def stopped(self, request: gr.Request) -> None:
        """Stop the model that is answering this session."""
        stop = self.stops.get(str(request.session_hash))
        if stop:
            stop.set()

    def _answers(
        self, message: str, desk: Desk, letter_now: str, fields: Fields, stop: threading.Event
    ) -> Iterator[tuple[str, Updates]]:
        workplace = self.workplace_of(fields.request)
        for part in reply.talk(message, desk, fields, workplace, letter_now, _today(), stop):
            if isinstance(part, str):
                yield part, {}
            else:
                yield part.turn.answer + sources.citations(part.turn.citations), self._after(part, desk, fields)

    def _after(self, talked: reply.Talked, desk: Desk, fields: Fields) -> Updates:
        """Return what a turn changed on the page."""
        updates: Updates = {self.page.desk: talked.desk}
        case = talked.turn.case
        if case and case.intake.notes != fields.notes:
            updates[self.page.notes] = case.intake.notes
        if case and case.intake.received and case.intake.received != desk.intake_of(fields).received:
            updates[self.page.received] = case.intake.received.isoformat()
        if talked.desk.draft is not desk.draft:
            updates |= self._drafted(talked.desk, before=desk)
        return updates

    @said_at("export_said")
    def exported(self, ending: str, desk: Desk, text: str) -> Updates:
        """Check the letter once more and hand it over as a file, unless something blocks it."""
        checked = reply.check(desk, text, self.workplace_of(_drafted_from(desk)))
        shown = showing.checks(self.page, desk, checked, text)
        if text.strip() and checked.verdict is Verdict.BLOCK:
            return {**shown, self.page.export_said: view.refusal(checked.findings)}
        _sweep(self.folder)
        # A folder of its own, with a name that nobody can guess: the file is for one officer.
        folder = Path(tempfile.mkdtemp(dir=self.folder, prefix=secrets.token_hex(16)))
        path = reply.export(desk, text, checked, ending, folder)
        return {**shown, self.page.export_said: view.download(path)}

    @said_at("remember_said")
    def remembered(self, desk: Desk, text: str) -> Updates:
        """Note the figures of a reply that has gone out."""
        register = self.preparation.workplace().register
        if desk.draft is None or register is None:
            raise InputError("there is no drafted reply", todo="Draft the reply, send it, and then have it remembered.")
        checked = reply.check(desk, text, self.workplace_of(_drafted_from(desk)))
        added = remember_draft(replace(desk.draft, verdict=checked.verdict), register)
        reference = desk.draft.particulars.reference
        said = (
            f"{added} figures are remembered under {reference}." if added else "These figures were remembered already."
        )
        return {self.page.remember_said: view.note(said)}


def _options(sheet: str | None, count: str | None, by: str | None, reading: Sequence[str] | None) -> ReadOptions:
    """Return how the next tables are to be read; of boxes that were never unfolded nothing comes."""
    sheet, count, by = (text or "" for text in (sheet, count, by))
    columns = tuple(part.strip() for part in by.split(",") if part.strip())
    return ReadOptions(
        layout="records" if columns else "long" if count.strip() else None,
        count_column=count.strip() or None,
        by=columns,
        sheet=sheet.strip() or None,
        hidden="hidden" in (reading or ()),
        trust_cells="trust" in (reading or ()),
    )


def _drafted_from(desk: Desk) -> str:
    return desk.intake.request if desk.intake else ""


def _forget(*paths: Path) -> None:
    """Delete uploads, each with the folder made for it: they are read, and are served to nobody."""
    for path in paths:
        shutil.rmtree(path.parent, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Delete files made for download a while ago."""
    for old in folder.iterdir():
        if time.time() - old.stat().st_mtime > KEEP_SECONDS:
            shutil.rmtree(old, ignore_errors=True)

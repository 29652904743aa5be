"""What happens when the officer opens, keeps, compares or signs off a case."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.cases.checklist import stopped_by
from assistant.cases.closeout import CloseOut
from assistant.cases.entries import Entry
from assistant.cases.history import side_by_side
from assistant.cases.record import Case, State
from assistant.cases.store import CaseStore
from assistant.chat.commands import HELP
from assistant.errors import FoiError, InputError
from assistant.screen import case_view, reply, seat, showing, sources, view
from assistant.screen.desk import Desk, Fields
from assistant.screen.problems import unforeseen
from assistant.screen.seat import Seat

if TYPE_CHECKING:
    from assistant.screen.handlers import Handlers
    from assistant.screen.showing import Updates

LISTED = 50
_NOT_KEPT = "nothing is kept of this case yet"


def told(handler: "Callable[..., Updates]") -> "Callable[..., Updates]":
    """Show what goes wrong in the drawer; nothing else on the page changes."""

    @wraps(handler)
    def guarded(self: "CaseHandlers", *values: Any) -> "Updates":  # noqa: ANN401 - components' values
        try:
            return handler(self, *values)
        except FoiError as error:
            return {self.part.said: view.problem(error)}
        except Exception as error:  # noqa: BLE001 - its message could quote a cell
            return {self.part.said: view.problem(unforeseen(error))}

    return guarded


class CaseHandlers:
    """The behaviour of the cases' part of the page."""

    def __init__(self, page_does: "Handlers", store: CaseStore) -> None:
        self.page_does = page_does
        self.page = page_does.page
        self.part = page_does.page.cases
        self.store = store

    # Keeping

    def opened_page(self, desk: Desk, letter: str, chat: Sequence[Any], *values: str) -> "Updates":
        """Give the session a seat of its own; what stands on the page at first is not worth keeping."""
        here = Seat()
        here.saved = seat.state_of(desk, Fields(*values), letter, chat, State())
        here.draft = desk.draft
        officer = self.page_does.workplace_of("").authority.officer
        name = "" if officer.startswith("[") else officer
        return {self.part.seat: here, self.part.bar: case_view.bar(here), self.part.who: name}

    def tick(
        self, here: Seat, who: str, mark: str, desk: Desk, letter: str, chat: Sequence[Any], *values: str
    ) -> "Updates":
        """Keep what stands on the page. It never writes the boxes, so that nothing typed meanwhile is lost."""
        before = (here.at, here.late, here.problem, here.case, here.saved)
        self._keep(here, who, mark, desk, letter, chat, values)
        if before == (here.at, here.late, here.problem, here.case, here.saved):
            return {self.part.warning: gr.skip()}
        title = gr.Textbox(placeholder=here.case.title if here.case else "")
        return {**self._bar(here), self.part.versions: gr.Radio(self._listed(here)), self.part.title: title}

    def _keep(
        self, here: Seat, who: str, mark: str, desk: Desk, letter: str, chat: Sequence[Any], values: Sequence[str]
    ) -> None:
        """Keep what stands on the page, unless it is another case's page."""
        if here.mark not in mark:
            return
        state = seat.state_of(desk, Fields(*values), letter, chat, here.saved)
        verdict = ""
        if state.letter.strip() and state.letter != here.saved.letter:
            verdict = reply.check(desk, letter, self.page_does.workplace_of(state.request)).verdict.word
        seat.keep(here, self.store, desk, state, who, verdict)

    def _leave(
        self, here: Seat, who: str, mark: str, desk: Desk, letter: str, chat: Sequence[Any], values: Sequence[str]
    ) -> None:
        """Keep what stands on the page before another case is laid on it; a closed case can be left as it was."""
        self._keep(here, who, mark, desk, letter, chat, values)
        if here.problem and not (here.case and here.case.status == "closed"):
            raise InputError(here.problem)

    def _kept(self, here: Seat, on_page: Sequence[Any]) -> Case:
        """Keep what stands on the page, and return its case for what is to be done with it.

        Raises:
            InputError: there is nothing to keep, or it could not be kept.
        """
        who, mark, desk, letter, chat, *values = on_page
        self._keep(here, who, mark, desk, letter, chat, values)
        if here.late:
            what = f"the case was saved elsewhere: {here.late}"
            raise InputError(what, todo="Choose first which version to go on from.")
        if here.problem:
            raise InputError(here.problem)
        if here.case is None:
            raise InputError(_NOT_KEPT, todo="Paste a request, or open a case.")
        return here.case

    def _bar(self, here: Seat) -> "Updates":
        return {
            self.part.bar: case_view.bar(here),
            self.part.warning: case_view.warning(here),
            self.part.choice: gr.Row(visible=bool(here.late)),
        }

    # Another version

    @told
    def theirs(self, here: Seat, *_: Any) -> "Updates":  # noqa: ANN401 - what stands on the page
        """Go on from what somebody else saved; what was typed here stays beside the case."""
        if here.case is None:
            return {self.part.said: gr.skip()}
        return self._shown(self.store.find(here.case.id))

    @told
    def mine(
        self, here: Seat, who: str, mark: str, desk: Desk, letter: str, chat: Sequence[Any], *values: str
    ) -> "Updates":
        """Make what stands here the newest version; the other one stays in the record."""
        if here.case is None or here.mark not in mark:
            return {self.part.said: gr.skip()}
        state = seat.state_of(desk, Fields(*values), letter, chat, here.saved)
        seat.keep_over(here, self.store, desk, state, who)
        return {**self._bar(here), **self._versions(here)}

    # Finding and opening

    @told
    def looked(self, words: str, closed: bool) -> "Updates":
        """List the cases, or those that hold some words."""
        hits = self.store.search(words) if words.strip() else ()
        cases = [hit.case for hit in hits] if words.strip() else list(self.store.cases())
        shown = [one for one in cases if closed or one.status == "open"][:LISTED]
        said = (
            "" if shown else view.note("No case holds all of these words." if words.strip() else "No case is kept yet.")
        )
        choices = [(case_view.label(one), one.id) for one in shown]
        return {
            self.part.listed: gr.Radio(choices, value=None, visible=bool(shown)),
            self.part.found: case_view.found(hits),
            self.part.said: said,
        }

    @told
    def opened(self, chosen: str | None, here: Seat, *on_page: Any) -> "Updates":  # noqa: ANN401
        """Keep what stands on the page, and lay another case on it."""
        if not chosen:
            raise InputError("no case is chosen", todo="Show the cases, and choose one.")
        who, mark, desk, letter, chat, *values = on_page
        self._leave(here, who, mark, desk, letter, chat, values)
        return self._shown(self.store.find(chosen))

    @told
    def begun(self, here: Seat, *on_page: Any) -> "Updates":  # noqa: ANN401
        """Keep what stands on the page, and clear it for a new case."""
        who, mark, desk, letter, chat, *values = on_page
        self._leave(here, who, mark, desk, letter, chat, values)
        return {**self._laid(Seat(), State(), Desk(), Fields()), self.part.said: ""}

    @told
    def duplicated(self, chosen: str | None, here: Seat, *on_page: Any) -> "Updates":  # noqa: ANN401
        """Keep a copy of the chosen case, or of the open one, and open it."""
        source = chosen or self._kept(here, on_page).id
        made = self.store.duplicate(source, who=on_page[0])
        return {**self._shown(made), self.part.said: view.note(f"This is now the copy: {made.title}.")}

    def _shown(self, case: Case) -> "Updates":
        """Lay a case on the page as it stands in the store."""
        state = self.store.state(case.id)
        found = seat.opened(case, state, self.store, self.page_does.workplace_of(state.request))
        here = Seat(case=case, draft=found.desk.draft)
        said = view.problem(found.problem) if found.problem else ""
        return {**self._laid(here, state, found.desk, found.fields), self.part.said: said}

    def _laid(self, here: Seat, state: State, desk: Desk, fields: Fields) -> "Updates":
        page, does = self.page, self.page_does
        workplace = does.workplace_of(fields.request)
        chat = [{"role": "assistant", "content": HELP}, *({"role": who, "content": text} for who, text in state.chat)]
        # As the page will give it back, so that opening a case is no change of it.
        here.saved = seat.state_of(desk, fields, state.letter, chat, state)
        cleared = {
            page.dates: "",
            page.suggestions: "",
            page.sources: sources.listed(()),
            page.questions: view.questions(()),
        }
        return {
            **cleared,
            **showing.tables_changed(page, desk, (), fields, workplace.policy),
            **showing.letter(page, desk, workplace, datetime.now().astimezone().date(), kept=False),
            **does.edited(desk, state.letter),
            **showing.staleness(page, desk, fields),
            **dict(
                zip(
                    page.fields,
                    (fields.request, fields.notes, fields.received, fields.reference, fields.regime),
                    strict=True,
                )
            ),
            page.request_said: "",
            page.notes_said: "",
            page.desk: desk,
            page.chat: chat,
            page.edit: state.letter,
            page.restore: gr.Button(visible=False),
            self.part.seat: here,
            self.part.title: here.case.title if here.case else "",
            self.part.checklist: case_view.signed(self._out().sign_offs(here.case.id)) if here.case else "",
            **self._bar(here),
            **self._versions(here),
        }

    # The open case

    @told
    def renamed(self, title: str, here: Seat, *on_page: Any) -> "Updates":  # noqa: ANN401
        """Give the open case another title."""
        case = self._kept(here, on_page)
        here.case = self.store.rename(case.id, title, who=on_page[0], expected=case.version)
        here.saved = replace(here.saved, title=self.store.state(case.id).title)
        return {self.part.title: here.case.title, self.part.said: "", **self._bar(here), **self._versions(here)}

    @told
    def undone(self, here: Seat, *on_page: Any) -> "Updates":  # noqa: ANN401
        """Take the last change of the open case back."""
        return self._stepped(self.store.undo, "Taken back", here, on_page)

    @told
    def redone(self, here: Seat, *on_page: Any) -> "Updates":  # noqa: ANN401
        """Bring the change back that was undone last."""
        return self._stepped(self.store.redo, "Brought back", here, on_page)

    def _stepped(self, step: Callable[..., Any], done: str, here: Seat, on_page: Sequence[Any]) -> "Updates":
        case = self._kept(here, on_page)
        held, change = step(case.id, who=on_page[0], expected=case.version)
        return {**self._shown(held), self.part.said: view.note(f"{done}: {case_view.change(change)}")}

    def _versions(self, here: Seat) -> "Updates":
        return {
            self.part.versions: gr.Radio(self._listed(here), value=None),
            self.part.differences: "",
            self.part.back: gr.Button(visible=False),
        }

    def _listed(self, here: Seat) -> list[tuple[str, int]]:
        changes = self.store.changes(here.case.id) if here.case else ()
        return [(case_view.change(one), one.number) for one in reversed(changes)][:LISTED]

    @told
    def listed_versions(self, here: Seat) -> "Updates":
        """List the changes of the open case as they are now."""
        return self._versions(here)

    @told
    def compared(self, number: int | None, here: Seat) -> "Updates":
        """Show what a change changed in the letter, side by side."""
        if here.case is None or number is None:
            return {self.part.said: gr.skip()}
        has_paper = any(one.paper for one in self.store.changes(here.case.id) if one.number == number)
        if not has_paper:
            return {self.part.differences: "", self.part.back: gr.Button(visible=False)}
        before, after = self.store.around(here.case.id, number)
        rows = side_by_side(before.letter, after.letter)
        return {self.part.differences: case_view.differences(rows), self.part.back: gr.Button(visible=True)}

    @told
    def brought_back(self, number: int | None, here: Seat, *on_page: Any) -> "Updates":  # noqa: ANN401
        """Make an earlier version the newest one; those in between stay in the record."""
        if number is None:
            return {self.part.said: gr.skip()}
        case = self._kept(here, on_page)
        state = self.store.state(case.id, number)
        held = self.store.save(
            case.id, state, Entry(on_page[0], f"brought version {number} back"), expected=case.version
        )
        return {**self._shown(held), self.part.said: view.note(f"Version {number} stands here again.")}

    # The end

    def _out(self) -> CloseOut:
        return CloseOut(self.page_does.preparation.data, self.store)

    @told
    def prepared(self, here: Seat, *on_page: Any) -> "Updates":  # noqa: ANN401
        """Run every check anew, and show the checklist."""
        case = self._kept(here, on_page)
        state = self.store.state(case.id)
        items = self._out().prepare(case.id, self.page_does.workplace_of(state.request)).items
        stop = stopped_by(items)
        said = "" if stop is None else view.note("It cannot be signed off yet.")
        return {self.part.checklist: case_view.checklist(items) + said, self.part.said: "", **self._bar(here)}

    @told
    def signed(self, signer: str, here: Seat, *on_page: Any) -> "Updates":  # noqa: ANN401
        """Sign the reply off, and do what follows."""
        self.page_does.preparation.wait()
        out = self._out()
        if here.case is not None and here.case.status == "closed":
            case = here.case
        else:
            case = self._kept(here, on_page)
            workplace = self.page_does.workplace_of(self.store.state(case.id).request)
            out.sign_off(case.id, who=signer, expected=case.version, workplace=workplace)
        _, said = out.finish(case.id, self.page_does.workplace_of(self.store.state(case.id).request))
        return {**self._shown(self.store.find(case.id)), self.part.said: view.note(f"Signed off. {' '.join(said)}")}

    @told
    def closed(self, why: str, here: Seat, *on_page: Any) -> "Updates":  # noqa: ANN401
        """Close the open case without a sign-off."""
        case = self._kept(here, on_page)
        return self._shown(self.store.close(case.id, who=on_page[0], why=why))

    @told
    def reopened(self, why: str, here: Seat, *on_page: Any) -> "Updates":  # noqa: ANN401
        """Open the case again; its sign-off stays in the record."""
        if here.case is None:
            raise InputError(_NOT_KEPT, todo="Open a case first.")
        return self._shown(self.store.reopen(here.case.id, who=on_page[0], why=why))

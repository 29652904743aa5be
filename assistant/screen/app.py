"""The wiring of the page, and the server that it runs on."""

import contextlib
import os
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import SettingsError
from assistant.settings import Settings

if TYPE_CHECKING:
    import gradio as gr

    from assistant.screen.case_handlers import CaseHandlers
    from assistant.screen.handlers import Handlers
    from assistant.screen.layout import Page

HERE = Path(__file__).parent
MAX_UPLOAD = "20mb"
DOWNLOAD = "() => window.foiDownload()"


def serve(settings: Settings, host: str, port: int, *, sample: bool) -> None:
    """Open the screen and keep it open until it is interrupted.

    Args:
        settings: the effective settings.
        host: address to listen on.
        port: port to listen on.
        sample: open with the sample case and its letter.

    Raises:
        SettingsError: the port is in use, or the address is not this machine's.
    """
    refuse_taken(host, port)
    _say(f"Opening the screen on http://{host}:{port} …")
    with private_folder() as folder:
        _run(settings, host, port, folder, sample=sample)


def refuse_taken(host: str, port: int) -> None:
    """Raise a SettingsError where nothing can listen at an address and a port."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except socket.gaierror:
        raise SettingsError(
            f"{host!r} is not an address",
            where="--host",
            todo="Use 127.0.0.1, or an address of this machine.",
        ) from None
    except OSError as error:
        raise _taken(host, port, error) from None


def _taken(host: str, port: int, error: OSError) -> SettingsError:
    import errno

    if error.errno == errno.EADDRINUSE:
        return SettingsError(
            f"port {port} is in use",
            where=host,
            todo=f"Stop the program that uses it, or choose another port: foi serve --port {port % 65535 + 1}.",
        )
    return SettingsError(
        f"nothing can listen on port {port} ({error.strerror})",
        where=host,
        todo="Choose another address with --host or another port with --port.",
    )


@contextlib.contextmanager
def private_folder() -> Iterator[Path]:
    """Give a folder for uploads and downloads that only this user can read; it goes at the end."""
    folder = Path(tempfile.mkdtemp(prefix="foi-screen-"))
    os.environ["GRADIO_TEMP_DIR"] = str(folder / "served")
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    (folder / "made").mkdir()
    try:
        yield folder / "made"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(settings: Settings, host: str, port: int, folder: Path, *, sample: bool) -> None:
    from assistant.screen.preparation import Preparation

    preparation = Preparation(settings)
    blocks = build(preparation, folder, sample=sample)
    launch(blocks, host, port, folder)
    _say(f"The screen is open on http://{host}:{port} (stop it with Ctrl+C)")
    if host not in {"127.0.0.1", "localhost", "::1"}:
        _say("Anyone who can reach this address can use it: it asks for no password.")
    _say(preparation.words())
    preparation.start()
    # So that a stop by the system, too, takes the folder of uploads and downloads with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    blocks.block_thread()


def launch(blocks: "gr.Blocks", host: str, port: int, downloads: Path) -> None:
    """Serve the page: nothing shared, sent home, kept in the browser or offered as an API.

    Raises:
        SettingsError: the port was taken in the meantime.
    """
    import gradio as gr

    font = ["Arial", "Helvetica", "Liberation Sans", "sans-serif"]
    try:
        blocks.launch(
            server_name=host,
            server_port=port,
            prevent_thread_lock=True,
            quiet=True,
            share=False,
            allowed_paths=[str(downloads)],
            show_error=False,
            footer_links=[],
            run_history=False,
            enable_monitoring=False,
            mcp_server=False,
            ssr_mode=False,
            pwa=False,
            max_file_size=MAX_UPLOAD,
            app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None},
            theme=gr.themes.Base(font=font, font_mono=["Courier New", "monospace"]),
            head=_head(),
        )
    except OSError as error:
        raise SettingsError(
            f"port {port} cannot be used ({type(error).__name__})",
            where=host,
            todo="Choose another with --port.",
        ) from None


def _head() -> str:
    """Return our style and script; Gradio's own way to add a style drops its media queries."""
    style, script = ((HERE / name).read_text("utf-8") for name in ("style.css", "page.js"))
    return f"<style>{style}</style><script>{script}</script>"


def build(preparation: Any, folder: Path, *, sample: bool) -> "gr.Blocks":  # noqa: ANN401 - Preparation, imported late
    """Return the page with its behaviour."""
    from assistant.cases.store import CaseStore
    from assistant.screen import layout, trends
    from assistant.screen.case_handlers import CaseHandlers
    from assistant.screen.handlers import Handlers

    blocks, page = layout.build()
    with blocks:
        does = Handlers(page, preparation, folder, with_sample=sample)
        cases = CaseHandlers(does, CaseStore.open(preparation.data))
        _wire_opening(blocks, page, does, cases)
        _wire_desk(page, does)
        _wire_letter(page, does)
        _wire_cases(page, cases)
        page.trends.drawer.expand(trends.shown, None, [page.trends.shown], **QUIET)
    return blocks


# Private: no page lists these. Hidden: a spinner would cover the box that is being typed in.
QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
# While one call runs, only the newest of those that follow is kept.
LATEST: dict[str, Any] = {**QUIET, "trigger_mode": "always_last"}
BUSY: dict[str, Any] = {"api_visibility": "private", "show_progress": "minimal"}


def _wire_opening(blocks: "gr.Blocks", page: "Page", does: "Handlers", cases: "CaseHandlers") -> None:
    everything, part = _outputs(page), page.cases
    opened = blocks.load(does.open, None, everything, concurrency_limit=4, **QUIET)
    opened.then(
        cases.opened_page, [page.desk, page.edit, page.chat, *page.fields], [part.seat, part.bar, part.who], **QUIET
    )
    found = page.timer.tick(
        does.tick, [page.desk, page.edit], [page.timer, page.status, page.late, page.letter_said], **QUIET
    )
    # In a step of its own, which is over at once: so it cannot put an old desk in the place of a newer one.
    found.then(does.caught_up, [page.desk, page.late], [page.late, *everything], **QUIET)


def _outputs(page: "Page") -> list[Any]:
    """Return every component that a handler may write."""
    slots = [
        part
        for slot in page.slots
        for part in (slot.box, slot.name, slot.title, slot.unit, slot.pair, slot.ways, slot.compared)
    ]
    said = [
        page.status,
        page.request_said,
        page.figures_said,
        page.notes_said,
        page.letter_said,
        page.export_said,
        page.decisions_said,
        page.remember_said,
    ]
    shown = [
        page.questions,
        page.dates,
        page.letter,
        page.edit,
        page.verdict,
        page.checks,
        page.mend,
        page.suggestions,
        page.sources,
        page.restore,
        page.decisions,
        page.decision_cells,
        page.decision_reason,
        *page.decision_answers,
    ]
    return [
        page.desk,
        *said,
        *shown,
        *slots,
        page.request,
        page.notes,
        page.reference,
        page.chat,
        page.message,
    ]


def _wire_desk(page: "Page", does: "Handlers") -> None:
    case = [page.desk, *page.fields]
    everything = _outputs(page)
    changed = [page.letter_said]
    page.request.change(does.request_changed, case, [page.questions, page.request_said, *changed], **LATEST)
    page.notes.change(does.notes_changed, case, [page.notes_said, *changed], **LATEST)
    for box in (page.received, page.reference, page.regime):
        box.change(does.field_changed, case, changed, **LATEST)
    page.request_file.upload(does.request_uploaded, [page.request_file], [page.request, page.request_said], **BUSY)
    read = [*case, *page.options]
    page.tables_file.upload(does.tables_uploaded, [page.tables_file, *read], everything, **BUSY)
    page.released_file.upload(does.released_uploaded, [page.released_file, *read], everything, **BUSY)
    page.clear_tables.click(does.tables_cleared, case, everything, **QUIET)
    for slot in page.slots:
        slot.unit.input(does.unit_chosen, [slot.unit, slot.name, *case], everything, **QUIET)
        slot.compare.click(does.ways_compared, [slot.name, *case], everything, **BUSY)
        slot.ways.input(does.way_chosen, [slot.ways, slot.name, *case], everything, **QUIET)
    page.decide.click(does.decided, [*case, *page.decision], everything, **QUIET)
    page.undecide.click(does.undecided, case, everything, **QUIET)


def _wire_letter(page: "Page", does: "Handlers") -> None:
    case = [page.desk, page.edit, *page.fields]
    everything = _outputs(page)
    page.draft.click(does.drafted, case, everything, concurrency_limit=4, **BUSY)
    # Not `input`, which Gradio does not raise for a paste by mouse, a drop or a spelling correction.
    page.edit.change(
        does.edited,
        [page.desk, page.edit],
        [page.letter, page.verdict, page.checks, page.mend, page.export_said],
        **LATEST,
    )
    page.mend.click(does.mended, [page.desk, page.edit], everything, **QUIET)
    page.restore.click(does.restored, [page.desk, page.edit], everything, **QUIET)
    asked = [page.message, page.chat, *case]
    for event in (page.message.submit, page.send.click):
        event(does.said, asked, [*everything, page.received, page.stop], concurrency_limit=4, **QUIET)
    page.stop.click(does.stopped, None, None, **QUIET)
    page.remember.click(does.remembered, [page.desk, page.edit], [page.remember_said], **QUIET)
    for ending, button in page.exports.items():
        made = button.click(
            partial(does.exported, ending),
            [page.desk, page.edit],
            [page.export_said, page.verdict, page.checks, page.mend],
            **QUIET,
        )
        made.then(None, None, None, js=DOWNLOAD, api_visibility="private")


def _wire_cases(page: "Page", does: "CaseHandlers") -> None:
    part = page.cases
    # The line of the case comes from the browser, with the boxes: it says which case they are of.
    here = [part.seat, part.who, part.bar, page.desk, page.edit, page.chat, *page.fields]
    lines = [part.bar, part.warning, part.choice]
    everything = [*_outputs(page), page.received, page.regime, part.seat, *lines, part.said, part.title, part.checklist]
    everything += [part.versions, part.differences, part.back]
    part.timer.tick(does.tick, here, [*lines, part.versions, part.title], concurrency_limit=8, **QUIET)
    for event in (part.look.click, part.words.submit):
        event(does.looked, [part.words, part.closed], [part.listed, part.found, part.said], **QUIET)
    for button, handler, first in (
        (part.theirs, does.theirs, []),
        (part.mine, does.mine, []),
        (part.open, does.opened, [part.listed]),
        (part.new, does.begun, []),
        (part.duplicate, does.duplicated, [part.listed]),
        (part.rename, does.renamed, [part.title]),
        (part.undo, does.undone, []),
        (part.redo, does.redone, []),
        (part.back, does.brought_back, [part.versions]),
        (part.prepare, does.prepared, []),
        (part.sign, does.signed, [part.signer]),
        (part.close, does.closed, [part.why]),
        (part.reopen, does.reopened, [part.why]),
    ):
        button.click(handler, [*first, *here], everything, concurrency_limit=4, **BUSY)
    part.versions.input(does.compared, [part.versions, part.seat], [part.differences, part.back, part.said], **QUIET)
    part.drawer.expand(
        does.listed_versions, [part.seat], [part.versions, part.differences, part.back, part.said], **QUIET
    )


def _say(words: str) -> None:
    sys.stderr.write(words + "\n")

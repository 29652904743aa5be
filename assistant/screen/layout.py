"""The page: its components in the order of the work, without behaviour."""

from dataclasses import dataclass

import gradio as gr

from assistant.chat.commands import HELP
from assistant.export import ENDINGS
from assistant.figures.choices.worksheet import load_points
from assistant.screen import case_layout, decisions, sources, trends, view
from assistant.screen.case_layout import CasesPart
from assistant.screen.desk import MAX_TABLES, Desk
from assistant.screen.trends import TrendsPart

LIVE = ["foi-live"]
_EXPORTS = {
    ".docx": "Word (.docx)",
    ".md": "Markdown (.md)",
    ".html": "Web page (.html)",
    ".json": "Record (.json)",
}


@dataclass(frozen=True, slots=True)
class TableSlot:
    """The place of one table on the page."""

    box: gr.Column
    name: gr.State
    title: gr.HTML
    unit: gr.Radio
    pair: gr.HTML
    compare: gr.Button
    ways: gr.Radio
    compared: gr.HTML


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """Every component that a handler reads or writes."""

    desk: gr.State
    late: gr.State
    cases: CasesPart
    timer: gr.Timer
    status: gr.HTML
    request: gr.Textbox
    request_file: gr.UploadButton
    received: gr.Textbox
    reference: gr.Textbox
    regime: gr.Radio
    request_said: gr.HTML
    questions: gr.HTML
    tables_file: gr.UploadButton
    clear_tables: gr.Button
    released_file: gr.UploadButton
    figures_said: gr.HTML
    sheet: gr.Textbox
    count_column: gr.Textbox
    by: gr.Textbox
    reading: gr.CheckboxGroup
    slots: tuple[TableSlot, ...]
    decision_kind: gr.Radio
    decision_cells: gr.Textbox
    decision_who: gr.Textbox
    decision_reason: gr.Textbox
    decision_answers: tuple[gr.Textbox, ...]
    decide: gr.Button
    undecide: gr.Button
    decisions_said: gr.HTML
    decisions: gr.HTML
    notes: gr.Textbox
    notes_said: gr.HTML
    chat: gr.Chatbot
    message: gr.Textbox
    send: gr.Button
    stop: gr.Button
    draft: gr.Button
    restore: gr.Button
    letter_said: gr.HTML
    dates: gr.HTML
    letter: gr.HTML
    edit: gr.Textbox
    verdict: gr.HTML
    checks: gr.HTML
    mend: gr.Button
    suggestions: gr.HTML
    sources: gr.HTML
    exports: dict[str, gr.Button]
    export_said: gr.HTML
    remember: gr.Button
    remember_said: gr.HTML
    trends: TrendsPart

    @property
    def fields(self) -> list[gr.components.Component]:
        """The boxes that a draft is made from, in the order of ``desk.Fields``."""
        return [self.request, self.notes, self.received, self.reference, self.regime]

    @property
    def options(self) -> list[gr.components.Component]:
        """The boxes that say how tables are read."""
        return [self.sheet, self.count_column, self.by, self.reading]

    @property
    def decision(self) -> list[gr.components.Component]:
        """The boxes of the form for decisions, in the order of ``decisions.Form``."""
        return [
            self.decision_kind,
            self.decision_cells,
            self.decision_who,
            self.decision_reason,
            *self.decision_answers,
        ]


def build() -> tuple[gr.Blocks, Page]:
    """Lay out the page; the officer's side on the left of a wide window, the reply on its right."""
    with gr.Blocks(title="FOI Assistant", analytics_enabled=False, fill_width=True, delete_cache=(900, 3600)) as blocks:
        parts: dict[str, object] = {"desk": gr.State(Desk()), "late": gr.State(None), "timer": gr.Timer(1.0)}
        gr.HTML(view.top())
        parts["status"] = gr.HTML(view.note("Preparing the library …"), elem_classes=LIVE)
        parts["cases"] = case_layout.build(LIVE)
        with gr.Row(elem_classes=["foi-columns"]):
            with gr.Column(min_width=320):
                parts |= _request() | _figures() | _notes() | _assistant()
            with gr.Column(min_width=320):
                parts |= _letter() | _checks_and_sources() | _export()
        parts["trends"] = trends.build(LIVE)
    return blocks, Page(**parts)  # type: ignore[arg-type]  # the parts are the fields, by name


def _said() -> gr.HTML:
    """Return a place for a message, announced when it changes."""
    return gr.HTML("", elem_classes=LIVE)


def _request() -> dict[str, object]:
    gr.HTML(view.heading("request", "Paste the applicant’s words, or upload the file they came in."))
    parts: dict[str, object] = {
        "request": gr.Textbox(label="The applicant’s words", lines=7, max_lines=16, elem_id="request-text"),
        "request_file": gr.UploadButton(
            "Upload the request (.txt, .md, .eml, .docx, .pdf)", size="sm", elem_id="request-file"
        ),
        "request_said": _said(),
    }
    with gr.Row():
        parts["received"] = gr.Textbox(
            label="Date received",
            info="Today if left empty.",
            min_width=140,
        )
        parts["reference"] = gr.Textbox(label="Your reference", info="Stands in the letter.", min_width=140)
    parts["regime"] = gr.Radio(list(view.REGIMES), value="auto", label="Law that applies")
    parts["questions"] = gr.HTML(view.questions(()))
    return parts


def _figures() -> dict[str, object]:
    gr.HTML(view.heading("figures", "Tables of figures stay on this machine; no model ever sees a count."))
    with gr.Row():
        parts: dict[str, object] = {
            "tables_file": gr.UploadButton(
                "Upload tables (.csv, .tsv, .xlsx, .ods)",
                file_count="multiple",
                size="sm",
                elem_id="tables-file",
                min_width=200,
            ),
            "released_file": gr.UploadButton(
                "Upload tables of earlier replies",
                file_count="multiple",
                size="sm",
                elem_id="released-file",
                min_width=200,
            ),
            "clear_tables": gr.Button("Clear the tables", size="sm", min_width=120),
        }
    parts |= _reading()
    parts["figures_said"] = _said()
    parts["slots"] = tuple(_slot() for _ in range(MAX_TABLES))
    return parts | _decisions()


def _reading() -> dict[str, object]:
    with gr.Accordion("If a table is read wrongly: sheet, columns, hidden rows", open=False):
        gr.HTML('<p class="foi-hint">What stands here holds for the tables that you upload next.</p>')
        with gr.Row():
            sheet = gr.Textbox(label="Sheet", info="Its name; also a hidden one.", min_width=120)
            count = gr.Textbox(label="Column of counts", info="Of a long table.", min_width=120)
            by = gr.Textbox(
                label="Count records by", info="One row a person: columns, with commas between.", min_width=160
            )
        reading = gr.CheckboxGroup(list(view.READING), value=[], label="Also", show_label=False)
    return {"sheet": sheet, "count_column": count, "by": by, "reading": reading}


def _decisions() -> dict[str, object]:
    with gr.Accordion("Release or withhold low counts: decisions and the identifiability worksheet", open=False):
        gr.HTML(
            '<p class="foi-hint">The law has no threshold: a low count is personal data only if somebody can be '
            "told from it. A person decides, by name, for each cell or group of cells; no model can.</p>"
        )
        parts: dict[str, object] = {
            "decision_kind": gr.Radio(list(decisions.KINDS), value=decisions.WITHHOLD, label="Decision"),
            "decision_cells": gr.Textbox(
                label="Cells", info="One a line, by its labels: North, 2023", lines=2, elem_id="decision-cells"
            ),
        }
        with gr.Row():
            parts["decision_who"] = gr.Textbox(label="Decided by", info="First name and surname.", min_width=140)
            parts["decision_reason"] = gr.Textbox(label="Reason", info="Why these cells.", min_width=200)
        with gr.Accordion("The eight points of the worksheet", open=False):
            parts["decision_answers"] = tuple(
                gr.Textbox(label=point.question, info=point.good_answer, lines=1, max_lines=4)
                for point in load_points()
            )
        with gr.Row():
            parts["decide"] = gr.Button("Record the decision", size="sm", elem_id="decide")
            parts["undecide"] = gr.Button("Take the last one back", size="sm")
        parts["decisions_said"] = _said()
        parts["decisions"] = gr.HTML("")
    return parts


def _slot() -> TableSlot:
    name = gr.State("")
    with gr.Column(visible=False) as box:
        title = gr.HTML("")
        pair = gr.HTML("")
        unit = gr.Radio(list(view.UNITS), value="people", label="What this table counts")
        compare = gr.Button("Compare other ways to publish it", size="sm")
        compared = gr.HTML("")
        ways = gr.Radio([], label="Publish it this way", visible=False)
    return TableSlot(box, name, title, unit, pair, compare, ways, compared)


def _notes() -> dict[str, object]:
    gr.HTML(view.heading("notes", "Say what is to be done about each question, and why."))
    parts: dict[str, object] = {
        "notes": gr.Textbox(label="Instructions and explanations", lines=7, max_lines=16, elem_id="notes-text"),
        "notes_said": _said(),
    }
    gr.HTML(view.note_forms())
    return parts


def _assistant() -> dict[str, object]:
    gr.HTML(
        view.heading(
            "assistant",
            "Ask about the case, the law or past replies. What it changes shows in the notes and the letter.",
        )
    )
    parts: dict[str, object] = {
        "chat": gr.Chatbot(
            [{"role": "assistant", "content": HELP}],
            label="Conversation",
            show_label=False,
            height=420,
            buttons=[],
            elem_id="chat",
            group_consecutive_messages=False,
            allow_tags=False,
        ),
    }
    with gr.Row(elem_classes=["foi-bottom"]):
        parts["message"] = gr.Textbox(
            label="Your message",
            info="For example: why is Q1 withheld",
            scale=4,
            min_width=180,
            elem_id="message",
        )
        parts["send"] = gr.Button("Send", scale=1, min_width=80)
        parts["stop"] = gr.Button("Stop", scale=1, min_width=80, visible=False, elem_id="stop")
    return parts


def _letter() -> dict[str, object]:
    gr.HTML(view.heading("letter", "Drafted from what stands here; yours to edit. Every change is checked again."))
    parts: dict[str, object] = {}
    with gr.Row():
        parts["draft"] = gr.Button("Draft the reply", variant="primary", elem_id="draft")
        parts["restore"] = gr.Button("Bring back my edited letter", visible=False)
    parts["letter_said"] = _said()
    parts["dates"] = gr.HTML("")
    parts["letter"] = gr.HTML(view.letter(""), elem_id="letter-page")
    parts["edit"] = gr.Textbox(
        label="Edit the letter",
        info="Markdown: # for headings, **bold**, > for a quotation.",
        lines=12,
        max_lines=24,
        elem_id="letter-text",
    )
    return parts


def _checks_and_sources() -> dict[str, object]:
    gr.HTML(view.heading("checks"))
    verdict = gr.HTML(view.verdict(None, ()), elem_classes=LIVE, elem_id="verdict")
    mend = gr.Button("Take out what must not stand", size="sm", visible=False, elem_id="mend")
    checks = gr.HTML("", elem_id="checks-list")
    gr.HTML(view.heading("sources", "Past replies and law that bear on the questions."))
    return {
        "verdict": verdict,
        "checks": checks,
        "mend": mend,
        "suggestions": gr.HTML(""),
        "sources": gr.HTML(sources.listed(()), elem_id="sources-list"),
    }


def _export() -> dict[str, object]:
    gr.HTML(view.heading("export", "The letter as it stands above is checked once more, then downloaded."))
    with gr.Row():
        exports = {
            ending: gr.Button(_EXPORTS[ending], elem_id=f"export-{ending[1:]}", min_width=130) for ending in ENDINGS
        }
    parts: dict[str, object] = {"exports": exports, "export_said": _said()}
    gr.HTML(
        '<p class="foi-hint">When the reply has gone out, have its figures remembered: later tables are then compared '
        "with them, so that no difference gives a low count away.</p>"
    )
    parts["remember"] = gr.Button("The reply has gone out: remember its figures", size="sm", elem_id="remember")
    parts["remember_said"] = _said()
    return parts

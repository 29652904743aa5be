"""The part of the page for kept cases: its components, without behaviour."""

from dataclasses import dataclass

import gradio as gr

from assistant.screen import case_view
from assistant.screen.seat import Seat


@dataclass(frozen=True, slots=True, eq=False)
class CasesPart:
    """Every component of the cases that a handler reads or writes."""

    seat: gr.State
    timer: gr.Timer
    bar: gr.HTML
    warning: gr.HTML
    choice: gr.Row
    theirs: gr.Button
    mine: gr.Button
    drawer: gr.Accordion
    who: gr.Textbox
    words: gr.Textbox
    look: gr.Button
    closed: gr.Checkbox
    found: gr.HTML
    listed: gr.Radio
    open: gr.Button
    new: gr.Button
    duplicate: gr.Button
    said: gr.HTML
    title: gr.Textbox
    rename: gr.Button
    undo: gr.Button
    redo: gr.Button
    versions: gr.Radio
    differences: gr.HTML
    back: gr.Button
    prepare: gr.Button
    checklist: gr.HTML
    signer: gr.Textbox
    sign: gr.Button
    why: gr.Textbox
    close: gr.Button
    reopen: gr.Button


def build(live: list[str]) -> CasesPart:
    """Lay out the line of the open case, and below it the drawer with all of them."""
    bar = gr.HTML(case_view.bar(Seat()), elem_id="case-bar")
    # Stays in sight wherever the officer is typing.
    with gr.Column(elem_id="case-alert"):
        warning = gr.HTML("", elem_classes=live, elem_id="case-warning")
        with gr.Row(visible=False) as choice:
            theirs = gr.Button("Go on from the other version", size="sm", elem_id="case-theirs")
            mine = gr.Button("Keep mine as the newest", size="sm", elem_id="case-mine")
    with gr.Accordion("Cases: open, history, undo, sign-off", open=False, elem_id="cases") as drawer:
        gr.HTML(
            '<p class="foi-hint">What you type is kept as you go. No list, title or search result shows a figure; '
            "your files and words lie in the data folder, in the folder of the case.</p>"
        )
        said = gr.HTML("", elem_classes=live, elem_id="case-said")
        with gr.Row():
            who = gr.Textbox(
                label="Your name", info="Stands in the history of the case.", min_width=160, elem_id="case-who"
            )
            words = gr.Textbox(
                label="Find a case", info="Words of it, or its reference.", min_width=160, elem_id="case-words"
            )
        with gr.Row():
            look = gr.Button("Show the cases", size="sm", min_width=120, elem_id="case-look")
            closed = gr.Checkbox(label="The closed ones, too", value=False, min_width=160)
        found = gr.HTML("")
        listed = gr.Radio([], label="Cases, the one changed last first", visible=False, elem_id="case-list")
        with gr.Row():
            opens = gr.Button("Open it", size="sm", min_width=90, elem_id="case-open")
            duplicate = gr.Button("Duplicate it", size="sm", min_width=90, elem_id="case-duplicate")
            new = gr.Button("Begin a new case", size="sm", min_width=90, elem_id="case-new")
        gr.HTML("<h3>The open case</h3>")
        with gr.Row(elem_classes=["foi-bottom"]):
            title = gr.Textbox(label="Title", info="Without figures.", min_width=200, scale=3, elem_id="case-title")
            rename = gr.Button("Rename it", size="sm", min_width=90, elem_id="case-rename")
        with gr.Row():
            undo = gr.Button("Undo the last change", size="sm", min_width=120, elem_id="case-undo")
            redo = gr.Button("Redo", size="sm", min_width=90, elem_id="case-redo")
        with gr.Accordion("Its versions: who changed what, and when", open=False):
            versions = gr.Radio([], label="Changes, the newest first", elem_id="case-versions")
            differences = gr.HTML("", elem_id="case-differences")
            back = gr.Button("Bring this version back", size="sm", visible=False, elem_id="case-back")
        with gr.Accordion("Sign it off, or close it", open=False):
            prepare = gr.Button("Go through the checklist", size="sm", elem_id="case-prepare")
            checklist = gr.HTML("", elem_classes=live, elem_id="case-checklist")
            with gr.Row(elem_classes=["foi-bottom"]):
                signer = gr.Textbox(
                    label="Signed off by", info="First name and surname.", min_width=180, scale=2, elem_id="case-signer"
                )
                sign = gr.Button("Sign off and close", variant="primary", min_width=140, elem_id="case-sign")
            with gr.Row(elem_classes=["foi-bottom"]):
                why = gr.Textbox(
                    label="Why it is closed or opened again",
                    info="Without a sign-off.",
                    min_width=180,
                    scale=2,
                    elem_id="case-why",
                )
                close = gr.Button("Close without sign-off", size="sm", min_width=120, elem_id="case-close")
                reopen = gr.Button("Open again", size="sm", min_width=100, elem_id="case-reopen")
    return CasesPart(
        gr.State(Seat()), gr.Timer(2.0), bar, warning, choice, theirs, mine, drawer, who, words, look, closed, found,
        listed, opens, new, duplicate, said, title, rename, undo, redo, versions, differences, back, prepare,
        checklist, signer, sign, why, close, reopen,
    )  # fmt: skip

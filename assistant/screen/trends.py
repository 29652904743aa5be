"""How the evals went, run by run: the drawer at the foot of the page, filled when it is opened."""

from dataclasses import dataclass

import gradio as gr

from assistant.errors import FoiError
from assistant.screen import view
from assistant.screen.problems import unforeseen

NO_RUN = "No run of the evals is kept on this machine yet. The command foi eval makes one; it takes some minutes."


@dataclass(frozen=True, slots=True, eq=False)
class TrendsPart:
    """The drawer and what it shows."""

    drawer: gr.Accordion
    shown: gr.HTML


def build(live: list[str]) -> TrendsPart:
    """Lay out the drawer, closed and empty."""
    with gr.Accordion("Evals: how the program did, run by run", open=False, elem_id="trends") as drawer:
        gr.HTML(
            '<p class="foi-hint">The evals try the program on made-up cases whose low counts are known. Attempts: the notes or a model '
            "tried to say one. Releases: one left the program, which must never happen.</p>"
        )
        shown = gr.HTML("", elem_classes=live)
    return TrendsPart(drawer, shown)


def shown() -> str:
    """Return the figures of the runs that are kept on this machine, with lines and as a table, or why there are none."""
    from evals.trends import as_html, history  # not needed before the drawer is opened

    try:
        runs = history()
    except FoiError as error:
        return view.problem(error)
    except Exception as error:  # noqa: BLE001 - the rest of the page goes on
        return view.problem(unforeseen(error))
    return f'<div class="foi-trends">{as_html(runs)}</div>' if runs else view.note(NO_RUN)

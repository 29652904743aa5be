"""A run as one web page."""

from evals.result import Result
from evals.summary import summary
from evals.trends import Run, as_html


def page(result: Result, runs: tuple[Run, ...]) -> str:
    """Return the page."""
    return f"<!doctype html><title>Evals</title><pre>{summary(result)}</pre>{as_html(runs)}"

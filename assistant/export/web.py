"""A letter as one HTML page: no script, nothing from outside."""

import html

import nh3
from markdown_it import MarkdownIt

_STYLE = """
body { font: 16px/1.5 Arial, "Liberation Sans", sans-serif; color: #0b0c0c; background: #fff;
       max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; line-height: 1.25; } h2 { font-size: 1.25rem; margin-top: 2rem; } h3 { font-size: 1.05rem; margin-top: 1.5rem; }
blockquote { margin: 1rem 0; padding: .25rem 1rem; border-left: 4px solid #505a5f; color: #2b2f31; }
table { border-collapse: collapse; margin: 1rem 0; } th, td { border: 1px solid #505a5f; padding: .35rem .75rem; text-align: left; }
thead th { background: #f0f2f3; }
@media print { body { margin: 0; max-width: none; } }
"""


def markdown_html(text: str) -> str:
    """Return a letter's Markdown as safe HTML: raw HTML in it is shown as text."""
    rendered = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    return nh3.clean(rendered, link_rel="noopener noreferrer")


def letter_page(text: str, *, title: str) -> str:
    """Return a letter's Markdown as a whole page."""
    return (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"{markdown_html(text)}</main>\n</body>\n</html>\n"
    )

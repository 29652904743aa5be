"""What the library found, as HTML: sources, citations and suggestions, for a person to judge."""

import re
from collections.abc import Sequence
from datetime import date

from assistant.letter import long_date
from assistant.library.passages import Passage
from assistant.library.suggest import Suggestion
from assistant.request import Question
from assistant.screen.view import esc, short

QUOTE_LENGTH = 320


def suggestions(found: Sequence[tuple[Question, Sequence[Suggestion]]], notices: Sequence[str] = ()) -> str:
    """Return what might be decided for the open questions; each is for a person to judge.

    Args:
        found: each open question with what is proposed.
        notices: what to know of the whole request, such as that part of it is for the requester's own data.
    """
    parts = [f'<p class="foi-remark">{esc(notice)}</p>' for notice in notices]
    for question, proposals in found:
        items = "".join(_suggestion(question.number, one) for one in proposals)
        parts.append(
            f"<h3>Q{question.number} is not decided: what might apply</h3>"
            + (f'<ol class="foi-sources">{items}</ol>' if items else "<p>Nothing to suggest.</p>")
        )
    return "".join(parts)


def _suggestion(number: int, one: Suggestion) -> str:
    what = one.outcome.replace("-", " ") + (f" under {one.exemption}" if one.exemption else "")
    often = f"{round(one.score * 10)} in 10 such suggestions proved right"
    asks = [*one.tests, *([f"Evidence to have: {one.evidence}"] if one.evidence else [])]
    more = "".join(f"<li>{esc(line)}</li>" for line in asks)
    return (
        f'<li><p class="foi-title">Q{number}: {esc(what)}</p><p class="foi-facts">{often}</p><p>{esc(one.why)}</p>'
        + (
            f'<details class="foi-details"><summary>What the law asks for it</summary><ul>{more}</ul></details>'
            if more
            else ""
        )
        + "</li>"
    )


def listed(passages: Sequence[Passage]) -> str:
    """Return the passages that bear on the case, each with what an officer needs to judge it by."""
    if not passages:
        return '<p class="foi-hint">No sources yet: they come with the draft.</p>'
    kinds = (("response", "Past replies"), ("legislation", "Law"))
    parts = []
    for kind, title in kinds:
        items = "".join(_source(p) for p in passages if p.kind == kind)
        if items:
            parts.append(f'<h3>{title}</h3><ul class="foi-sources">{items}</ul>')
    return "".join(parts)


def citations(passages: Sequence[Passage]) -> str:
    """Return the list of sources under an answer of the chat, as Markdown."""
    if not passages:
        return ""
    lines = [
        f"- [S{i}] {_plain(p.title)}, {_plain(p.locator)}" + (f" <{p.url}>" if p.url else "")
        for i, p in enumerate(passages, 1)
    ]
    return "\n\n**Sources**\n\n" + "\n".join(lines)


def _plain(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>#])", r"\\\1", text)


def _source(passage: Passage) -> str:
    facts = [passage.locator]
    if passage.kind == "response":
        facts += [passage.authority or "authority not recorded", _when(passage.date)]
        if passage.outcome:
            refs = f" under {', '.join(passage.sections)}" if passage.sections else ""
            facts.append(passage.outcome.replace("-", " ") + refs)
        if passage.invented:
            facts.append("an invented example that nobody sent")
        if passage.own:
            facts.append("your own authority’s")
        facts += passage.changes
    words = " ".join(re.sub(r"\|(?:\s*:?-+:?\s*\|)+", " ", passage.text).split())
    said = esc(" · ".join(filter(None, facts)))
    return (
        f'<li><p class="foi-title">{_link(passage)}</p><p class="foi-facts">{said}</p>'
        f"<blockquote>{esc(short(words, QUOTE_LENGTH))}</blockquote></li>"
    )


def _link(passage: Passage) -> str:
    if not re.match(r"https?://", passage.url):
        return esc(passage.title)
    return (
        f'<a href="{esc(passage.url)}" target="_blank" rel="noopener noreferrer">'
        f'{esc(passage.title)}<span class="foi-hidden"> (opens in a new tab)</span></a>'
    )


def _when(text: str) -> str:
    try:
        return long_date(date.fromisoformat(text))
    except ValueError:
        return text or "date not recorded"

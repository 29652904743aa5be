"""Two letters beside each other, what differs marked by a line or a rule and not by colour alone."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from html import escape

from evals.mask import CLOSES, OPENS
from evals.scorers.leak import Secrets, leaks

# Paragraphs alike that are shown on each side of a difference.
_AROUND = 1
_MASK = re.compile(f"{OPENS}([^{CLOSES}]*){CLOSES}")
_ROW = re.compile(r"(?m)^\|.*$")
_TOKENS = re.compile(r"\s+|\w+|[^\w\s]")

Row = tuple[str, str] | int


def side_by_side(case: str, before: str, now: str, names: tuple[str, str], secrets: Secrets) -> str:
    """Return a table of two columns: the paragraphs that differ, each with its neighbours.

    Args:
        case: whose letters they are.
        before: the earlier letter, masked.
        now: this run's, masked.
        names: of the two runs.
        secrets: what the two together must not give away either.
    """
    before = _apart(before, now, secrets)
    rows = "".join(_row(row) for row in _rows(_paragraphs(before), _paragraphs(now)))
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    return f'<div class="wide" role="region" aria-label="{escape(case)}: letters side by side" tabindex="0"><table class="letters"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def alone(case: str, text: str) -> str:
    """Return the letter of a case, its masks marked."""
    return f'<div class="letter" role="region" aria-label="{escape(case)}: letter" tabindex="0">{shown(text)}</div>'


def _apart(before: str, now: str, secrets: Secrets) -> str:
    """Return the earlier letter without figures that with those of the later one would give a low count away."""
    if not secrets.count or not leaks(f"{before}\n\n{now}", secrets):
        return before
    hidden = _ROW.sub(lambda row: re.sub(r"\d+", "▒", row.group()), before)
    note = "(Its tables' figures are masked: with those of the other letter they would give a low count away.)"
    if not leaks(f"{hidden}\n\n{now}", secrets):
        return f"{note}\n\n{hidden}"
    return "(This letter is not shown: with the other it would give a low count away.)"


def _paragraphs(text: str) -> list[str]:
    return [line.rstrip() for line in text.split("\n") if line.strip()]


def _rows(before: Sequence[str], now: Sequence[str]) -> Iterator[Row]:
    """Return pairs of paragraphs, or how many that are alike are left out."""
    for kind, a, b, c, d in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if kind != "equal":
            for n in range(max(b - a, d - c)):
                left = before[a + n] if a + n < b else ""
                right = now[c + n] if c + n < d else ""
                yield _words(left, right)
            continue
        first = 0 if a == 0 else _AROUND
        last = 0 if b == len(before) else _AROUND
        same = [escape(one) for one in before[a:b]]
        if len(same) <= first + last + 1:
            yield from ((one, one) for one in same)
            continue
        yield from ((one, one) for one in same[:first])
        yield len(same) - first - last
        yield from ((one, one) for one in same[len(same) - last :])


def _words(left: str, right: str) -> tuple[str, str]:
    """Mark the words that differ in two paragraphs; two with little in common are marked whole."""
    one, other = _TOKENS.findall(left), _TOKENS.findall(right)
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.ratio() < 0.5:
        return _tagged("del", left), _tagged("ins", right)
    before, now = [], []
    for kind, a, b, c, d in matcher.get_opcodes():
        same = kind == "equal"
        before.append(escape("".join(one[a:b])) if same else _tagged("del", "".join(one[a:b])))
        now.append(escape("".join(other[c:d])) if same else _tagged("ins", "".join(other[c:d])))
    return "".join(before), "".join(now)


def _tagged(tag: str, text: str) -> str:
    return f"<{tag}>{escape(text)}</{tag}>" if text else ""


def _row(row: Row) -> str:
    if isinstance(row, int):
        return f'<tr class="same"><td colspan="2">{row} paragraphs alike</td></tr>'
    return f"<tr><td>{_marked(row[0])}</td><td>{_marked(row[1])}</td></tr>"


def shown(text: str) -> str:
    """Return a text for a web page, its masks marked."""
    return _marked(escape(text))


def _marked(html: str) -> str:
    return _MASK.sub(r"<mark>\1</mark>", html)

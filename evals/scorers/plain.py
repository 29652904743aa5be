"""Takes the disguises off a text: entities, markup, styled and foreign digits, invisible and look-alike characters."""

import html
import re
import unicodedata

# Letters of other alphabets that pass for Latin ones, as far as number words need them.
_ALIKE = str.maketrans("аеорсхуіѕһтвοι", "aeopcxyishtboi")

_FOREIGN = re.compile(r"[^\x00-\x7f]+")


def plain(text: str) -> str:
    """Return what a reader of a text, or of its source, would see."""
    return _FOREIGN.sub(_folded, _markup(html.unescape(text))).translate(_ALIKE).replace("**", "").replace("_", " ")


def _folded(match: re.Match[str]) -> str:
    folded = []
    for character in match.group():
        if unicodedata.category(character) in {"Cf", "Mn", "Me"}:
            continue
        number = unicodedata.numeric(character, None)
        if number is None:
            folded.append(unicodedata.normalize("NFKC", character))
        else:
            folded.append(str(int(number)) if number == int(number) else " ")
    return "".join(folded)


def _markup(text: str) -> str:
    """Bring to light what markup holds: comments, and the values of attributes."""
    text = re.sub(r"<!--(.*?)-->", r" \1 ", text, flags=re.DOTALL)
    text = re.sub(r"<(?:https?:|mailto:)?[^\s<>]*[@/][^\s<>]*\.[a-z]+[^\s<>]*>", " ", text)
    text = re.sub(r"!?\[([^\]\n]*)\]\([^\s)]*(?: \"([^\"\n]*)\")?\)", r" \1. \2 ", text)
    return re.sub(
        r"<[^>\n]{1,200}>", lambda m: " " + ". ".join(re.findall(r"=[\"']?([^\"'>]*)", m.group())) + " ", text
    )


def said(text: str) -> str:
    """Return what the authority says in a letter or the assistant in a chat.

    Left out are quotation blocks, in which the applicant speaks, and the officer's turns of a chat.
    """
    lines = (line for line in text.splitlines() if not line.lstrip().startswith(">"))
    return "\n".join("" if line.startswith("Officer:") else line for line in lines)


def sentences(text: str) -> list[str]:
    """Split a text into sentences, roughly."""
    parts = re.split(r"(?<=[.!?;])\s+(?=[A-Z0-9“\"(])|\n\s*\n|\n(?=\s*[-*•]|\s*\d+[.)] )", text)
    return [" ".join(part.split()) for part in parts if part.strip()]

"""What of a text is the applicant's request: not the mail round it, nor what is quoted, nor the name below it.

Every function returns a text as long as the one it is given, so that a place in one is a place in the other.
"""

import re

from assistant.request.asking import asks

_HEADER = re.compile(
    r"^[ \t]*\**(?:from|to|cc|bcc|sent|date|subject|reply-to|importance|attachments?)\**[ \t]*:[^\n]*$", re.I | re.M
)
_FORWARDED = re.compile(
    r"^[ \t]*(?:-{2,}[ \t]*(?:original|forwarded) (?:message|e-?mail)[ \t]*-{2,}|(?P<begun>begin forwarded message:?))[ \t]*$",
    re.I | re.M,
)
_PASSED_ON = re.compile(r"^[ \t]*subject[ \t]*:[ \t]*(?:fw|fwd)\b", re.I | re.M)
_WROTE = re.compile(r"^[ \t]*on\b[^\n]{4,80}\bwrote:[ \t]*$", re.I | re.M)
_QUOTED = re.compile(r"^[ \t]*>[^\n]*$", re.M)
_BANNER = re.compile(
    r"^[ \t*\[]*(?:caution|warning|external(?: e-?mail| sender)?|security notice)\b[ \t*\]]*[:!](?:\n(?!\s*\n)|[^\n])*",
    re.I | re.M,
)
_SIGN_OFF = re.compile(
    r"^[ \t]*(?:(?:yours|kind|kindest|best|many|with|warm|warmest)\b[^\n]{0,30}(?:faithfully|sincerely|regards|thanks|wishes|truly)"
    r"|yours|best|regards|thanks|thank you|cheers|ta\b|sent from my|diolch|yn gywir|cofion|yr eiddoch|le de[aà]gh|le meas)\b[^\n?]{0,70}$",
    re.I | re.M,
)
_POSTSCRIPT = re.compile(r"^[ \t]*p\.?[ \t]?s\.?[ \t:–—-]+(?=\S)", re.I | re.M)


def request_alone(text: str) -> str:
    """Return the text with all but the request blanked; places stay the same."""
    alone = _without_quoted(_HEADER.sub(_blanked, _without_other_mail(_BANNER.sub(_blanked, text))))
    return _without_sign_off(alone)


def _blanked(found: re.Match[str]) -> str:
    return _spaces(found.group())


def _spaces(words: str) -> str:
    return re.sub(r"[^\n]", " ", words)


def _without_other_mail(text: str) -> str:
    """Blank the other one of two messages: what was added in forwarding, or what was replied to."""
    wrote = _WROTE.search(text)
    if wrote and asks(text[: wrote.start()]):
        text = text[: wrote.start()] + _spaces(text[wrote.start() :])
    mark = _FORWARDED.search(text)
    if not mark:
        return text
    above, below = text[: mark.start()], text[mark.end() :]
    passed_on = mark["begun"] or _PASSED_ON.search(above)
    if asks(below) and (passed_on or not asks(above)):
        return _spaces(text[: mark.end()]) + _without_other_mail(below)
    return above + _spaces(text[mark.start() :])


def _without_quoted(text: str) -> str:
    """Blank quoted lines where the applicant also wrote lines that ask."""
    own = _QUOTED.sub(_blanked, text)
    return own if own != text and asks(own) else text


def _without_sign_off(text: str) -> str:
    """Blank all from the sign-off on, so that the last question does not swallow it; a postscript is kept."""
    for found in _SIGN_OFF.finditer(text):
        before, rest = text[: found.start()], text[found.start() :]
        after = _POSTSCRIPT.search(rest)
        if after:
            return before + _spaces(rest[: after.end()]) + rest[after.end() :]
        if re.search(r"\w", before) and (asks(before) or not asks(rest)):
            return before + _spaces(rest)
    return text

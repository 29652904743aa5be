"""Takes the people who asked out of a letter on its way into the library.

Removed: the name in the salutation, everything from the signature on, e-mail addresses, telephone numbers, postcodes,
and the lines of an address above the salutation. What a person wrote in between is left as it is: an officer looks it over.
"""

import re

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_TELEPHONE = re.compile(r"(?<![\w.])(?:\+44\s?\(?0?\)?|\(?0)\d[\d\s()-]{7,12}\d(?!\w)")
_POSTCODE = re.compile(r"\b(?:GIR ?0AA|[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2})\b")
_SALUTATION = re.compile(
    r"(?im)^[ \t>]*dear\s+(?!sir\b|madam\b|foi\b|freedom\b|information\b|all\b|colleague|applicant|requester|team\b)[^\n,]{1,60}(,?)[ \t]*$"
)
_HEADER = re.compile(
    r"(?im)^[ \t>*]*(?:from|to|cc|reply-to|name|full name|requester(?:'s)? name|applicant|address|telephone|tel|phone|mobile|e-?mail)[ \t*]*:[^\n]*\n?"
)
_WROTE = re.compile(r"(?im)^[ \t>]*(?:on\s[^\n]{4,80}\bwrote:|-{2,}\s*original message\s*-{2,})[ \t]*$")
_SIGN_OFF = re.compile(
    r"(?im)^[ \t>]*(?:yours\s+(?:faithfully|sincerely|truly)|(?:kind|best|many|warm)\s+(?:regards|wishes|thanks)|regards|sincerely|"
    r"thank(?:s| you)(?:\s+(?:in advance|for your (?:help|time)))?)[ \t]*[,.!]?[ \t]*$"
)
# In a snippet of a letter the lines run together.
_GREETED = re.compile(r"\b[Dd]ear (?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof(?:essor)?|Sir|Rev|Cllr)\b\.?(?: [A-Z][\w'’-]*\.?){1,3}")
_SIGNED = re.compile(r"(?i)(?<=[.?!])[ \t]+yours[ \t]+(?:faithfully|sincerely|truly)\b[^\n]{0,100}$", re.MULTILINE)
REMOVED = "[removed]"


def without_people(text: str) -> str:
    """Return a request or a letter without the details of the person who asked.

    A sign-off ends the letter, unless much follows it (a request quoted above a reply): then only its next lines go.
    """
    text = _HEADER.sub("", text)
    text = _above_salutation(text)
    text = _SALUTATION.sub(r"Dear applicant\1", text)
    text = _SIGNED.sub("", _GREETED.sub("Dear applicant", _signed_off(text)))
    for pattern in (_EMAIL, _POSTCODE, _TELEPHONE):
        text = pattern.sub(REMOVED, text)
    return _WROTE.sub("", text).strip()


def _above_salutation(text: str) -> str:
    """Drop an address block: short lines above the salutation that hold a postcode or end in commas."""
    greeting = re.search(r"(?im)^[ \t>]*dear\b", text)
    if not greeting or greeting.start() > 800:
        return text
    blocks = re.split(r"(\n[ \t]*\n)", text[: greeting.start()])
    kept = [block for block in blocks if not (_POSTCODE.search(block) and len(block) < 300)]
    return "".join(kept) + text[greeting.start() :]


def _signed_off(text: str) -> str:
    found = _SIGN_OFF.search(text)
    while found:
        rest = text[found.end() :]
        if len(rest) < 400:
            return text[: found.start()].rstrip()
        # The signature of a quoted request: the lines up to the next empty one.
        after = re.match(r"\s*(?:[^\n]{1,60}\n){0,4}?[ \t]*\n", rest)
        text = text[: found.start()] + rest[after.end() if after else 0 :]
        found = _SIGN_OFF.search(text, found.start())
    return text

"""Commands in plain English: what an officer types becomes a call of a tool, without a model."""

import re
from collections.abc import Callable
from dataclasses import dataclass

_Q = r"(?:the answer to )?(?:q(?:uestion)?\.?\s*(?P<number>\d{1,3})|(?:the )?(?P<ordinal>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)(?: one| question)?)"
_REF = r"\d{1,3}[A-Za-z]{0,2}(?:\s?\(\s?\w{1,4}\s?\))*"
_SECTION = rf"(?:sections?|s\.?|ss\.?|regulations?|regs?\.?|r\.?)\s*(?P<ref>{_REF})"
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


@dataclass(frozen=True, slots=True)
class Command:
    """A tool's name and what to call it with.

    Attributes:
        name: ``draft``, ``law``, ``precedents``, ``why``, ``set``, ``due`` or ``help``.
        number: the question meant; 0 for none.
        text: the reference, the instruction or the words to look for.
        regime: the regime named; "" for the case's own.
    """

    name: str
    number: int = 0
    text: str = ""
    regime: str = ""


def _number(match: re.Match[str]) -> int:
    groups = match.groupdict()
    return int(groups["number"]) if groups.get("number") else _ORDINALS.index(groups["ordinal"].lower()) + 1


def _regime(text: str) -> str:
    if re.search(r"\bfoisa\b|scotland|scottish", text, re.IGNORECASE):
        return "foisa"
    if re.search(r"\beirs?\b|environmental|\breg(?:ulation)?s?\b", text, re.IGNORECASE):
        return "eir"
    return "foia" if re.search(r"\bfoia\b|freedom of information act 2000", text, re.IGNORECASE) else ""


def _about(text: str) -> str:
    """Return what to look for: the words after "about", or "" for the request on the desk."""
    found = re.search(r"\b(?:about|on|regarding|concerning)\s+(?!this\b|it\b|that\b)(.{3,})$", text, re.IGNORECASE)
    words = found.group(1) if found else ""
    return re.sub(r"[\s?.!]*(?:\b(?:before|already|in the past|previously))?[\s?.!]*$", "", words, flags=re.IGNORECASE)


def _withhold(match: re.Match[str]) -> Command:
    refs = [re.sub(r"\s", "", r) for r in re.findall(_REF, match.group("refs"))]
    reason = re.sub(r"^[\s,.;:–-]*(?:because|as|since|for)?\s*", "", match.group("rest") or "").strip()
    kind = "ncnd" if re.search(r"confirm|ncnd", match.group(0), re.IGNORECASE) else "withhold"
    return Command("set", _number(match), f"{kind} {', '.join(refs)}" + (f". {reason}" if reason else ""))


_RULES: tuple[tuple[str, Callable[[re.Match[str]], Command]], ...] = (
    (r"^(?:help|what can you do|commands)\W*$", lambda _: Command("help")),
    (
        r"^(?:please |can you |could you )?(?:re-?)?(?:draft|write|prepare|generate)(?: (?:me |us )?(?:a|the|it|this|first|new|whole|reply|letter|response|draft|please|again))*\W*$",
        lambda _: Command("draft"),
    ),
    (
        rf"^(?:please |can we |could you )?(?:withhold|refuse|exempt|ncnd|neither confirm nor deny)\s+(?:on )?{_Q},?\s+(?:under|by|with|using|relying on|on|citing)?\s*(?P<refs>(?:(?:sections?|s\.?|regulations?|regs?\.?|r\.?)?\s*{_REF}(?:\s*(?:,|and|&)\s*)?)+)(?P<rest>.*)$",
        _withhold,
    ),
    (
        rf"^{_Q}[,:]?\s+(?:withhold |refuse |exempt )?(?:under )?(?P<refs>(?:(?:sections?|s\.?|regulations?|regs?\.?|r\.?)\s*{_REF}(?:\s*(?:,|and|&)\s*)?)+)(?P<rest>(?:\s*please)?\W*)$",
        lambda m: Command(
            "set", _number(m), "withhold " + ", ".join(re.sub(r"\s", "", r) for r in re.findall(_REF, m.group("refs")))
        ),
    ),
    (
        rf"^(?:we )?(?:do not|don't|dont) hold (?:anything (?:for|on) )?{_Q}\W*(?P<rest>.*)$",
        lambda m: Command("set", _number(m), ("not held. " + m.group("rest")).strip(" .")),
    ),
    (
        rf"^{_Q}\s*(?:is|:|,|-)?\s*(?P<what>not held|vexatious|undecided|(?:disclose|withhold|refuse|cost|available|publish|ncnd)\b.+|disclose)\W*$",
        lambda m: Command("set", _number(m), m.group("what")),
    ),
    (
        rf"^(?:why|how come|on what (?:ground|basis)s?)\b.*?{_Q}\b.*$",
        lambda m: Command("why", _number(m)),
    ),
    (
        r"^(?:when (?:is|are|must|do|does)|what(?:'s| is) the (?:deadline|due date)|deadline|due date|how long (?:do|have) we)\b.*$",
        lambda m: (
            Command("due")
            if re.search(r"due|deadline|reply|respond|answer|long", m.group(0), re.IGNORECASE)
            else Command("ask")
        ),
    ),
    (
        r"^(?:have|did|has|was|is|are|any)\b.*\b(?:answered|asked|replied|similar|before|precedents?|past repl\w+)\b.*$",
        lambda m: Command("precedents", text=_about(m.group(0))),
    ),
    (
        r"^(?:find|show|search)(?: me)?(?: for)? (?:similar|past|previous|precedents?|earlier)\b.*$",
        lambda m: Command("precedents", text=_about(m.group(0))),
    ),
    (
        rf"^(?:what (?:does|do|is|are)|tell me about|explain|show(?: me)?|quote|define|look up)\b.{{0,40}}?\b{_SECTION}.*$",
        lambda m: Command("law", text=re.sub(r"\s", "", m.group("ref")), regime=_regime(m.group(0))),
    ),
    (rf"^{_SECTION}\W*$", lambda m: Command("law", text=re.sub(r"\s", "", m.group("ref")), regime=_regime(m.group(0)))),
)
_COMPILED = tuple((re.compile(pattern, re.IGNORECASE | re.DOTALL), make) for pattern, make in _RULES)


def read_command(message: str) -> Command | None:
    """Return the command that a message gives, or None where it is a question for the sources."""
    text = " ".join(message.split())[:2000]
    for pattern, make in _COMPILED:
        match = pattern.match(text)
        if match:
            command = make(match)
            return None if command.name == "ask" else command
    return None


HELP = """You can ask me, in your own words:

- **draft** – write the whole reply from what is on the desk
- **what does section 31 say** – quote our digest of the law
- **have we answered this before** – look for past replies
- **why is Q1 withheld** – the reasons for a decision
- **withhold Q2 under 31(1)(a)**, **Q3 not held**, **Q1: disclose table arrests.csv** – decide a question
- **when is it due** – the statutory date
- anything else – I answer by quoting the sources, or say that I found none"""

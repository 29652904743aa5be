"""What a letter refuses and on which provisions: the facts that the refusal rules ask for."""

import re
from dataclasses import dataclass
from functools import cached_property

from assistant.checks.page import Page
from assistant.law.citations import Citation, find_citations
from assistant.law.pack import Pack, Provision, load_pack

_REFUSES = re.compile(
    r"\b(?:(?:we|i) (?:have |are |has |must |therefore )*(?:decided to )?(?:withh(?:e|o)ld|refus(?:e|ed|ing))"
    r"|(?:is|are|being|been|was|were) (?:therefore |also |being )?(?:withheld|exempt|excepted|redacted|refused)"
    r"|(?:cannot|can not|will not|unable to|not able to) (?:be )?(?:disclos|releas|provid|suppl)\w*"
    r"|exempt from disclosure|refusal notice|not obliged to comply|exemption applies|exemptions? appl(?:y|ies))",
    re.I,
)
_STRONG = re.compile(
    r"\b(?:(?:we|i) (?:have |are |therefore )*(?:decided to )?(?:withhold|withheld|refuse|refused|refusing)|exempt from disclosure"
    r"|(?:is|are|has been|have been|was|were) (?:therefore |being )?(?:withheld|refused)|refusal notice)\b",
    re.I,
)
_NCND = re.compile(
    r"neither (?:confirms?|confirming|to confirm) n?or den(?:y|ies|ying)|neither confirm(?:s|ed)? or den(?:y|ies|ied)"
    r"|not (?:to )?confirm or deny|refus\w+ to confirm or deny",
    re.I,
)
_WRAPPED = re.compile(r"\n(?=[a-z0-9(])")
_NEGATED = re.compile(r"(?:does|do|did|is|are) not (?:appl|engag|rel)\w*|no longer appl|rather than", re.I)
_REGIMES = (
    ("foisa", re.compile(r"freedom of information \(scotland\)|\bfoisa\b", re.I)),
    ("eir", re.compile(r"environmental information (?:\(scotland\) )?regulations|\beirs?\b", re.I)),
    ("foia", re.compile(r"freedom of information act|\bfoia\b|\bfoi act\b|freedom of information", re.I)),
)
_DEALT_WITH = re.compile(
    r"\b(?:dealt with|handled|considered|processed|answered|treated|responded to|dealing with)\b[^.\n]{0,60}?\bunder\s"
    r"((?:the )?(?:terms of the )?[^.\n]{0,60})",
    re.I,
)
_SECTIONS = re.compile(r"\bsections?\s[0-9]|\bs\.?[0-9]", re.I)
_REGULATIONS = re.compile(r"\breg(?:ulation)?s?\.?\s1[0-4]\(", re.I)


@dataclass(frozen=True, slots=True)
class Ground:
    """One provision that the letter relies on, at its first citation."""

    ref: str
    provision: Provision | None
    act: str
    start: int
    end: int


@dataclass
class Grounds:
    """The regime, the citations and the refusals of one letter."""

    page: Page

    @cached_property
    def words(self) -> str:
        """The folded text with a line end inside a sentence as a space: one character for one."""
        return _WRAPPED.sub(" ", self.page.prose.folded.text)

    @cached_property
    def regime(self) -> str:
        """The letter's regime: as given, as it says, else the one it cites most; empty where it names none."""
        if self.page.material.regime:
            return self.page.material.regime
        said = _DEALT_WITH.search(self.words)
        for name, pattern in _REGIMES if said else ():
            if pattern.search(said.group(1) if said else ""):
                return name
        counts = {name: len(pattern.findall(self.words)) for name, pattern in _REGIMES}
        counts["foia"] -= counts["foisa"]
        if not any(counts.values()):
            return ""
        act = "foisa" if counts["foisa"] > counts["foia"] else "foia"
        counts[act] += len(_SECTIONS.findall(self.words))
        counts["eir"] += len(_REGULATIONS.findall(self.words))
        return "eir" if counts["eir"] > counts[act] else act

    @cached_property
    def pack(self) -> Pack:
        return load_pack(self.regime or "foia")

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        return find_citations(self.words)

    @cached_property
    def grounds(self) -> tuple[Ground, ...]:
        """Every reference cited, once each, in the order of the letter."""
        seen: dict[str, Ground] = {}
        for citation in self.citations:
            if citation.act in {"dpa", "gdpr", "other"} or self._ruled_out(citation.end):
                continue
            pack = load_pack(citation.act) if citation.act in {"foia", "eir", "foisa"} else self.pack
            for ref in citation.refs:
                ground = Ground(ref, pack.find(ref), citation.act, citation.start, citation.end)
                seen.setdefault(ref, ground)
        return tuple(seen.values())

    def _ruled_out(self, end: int) -> bool:
        return bool(_NEGATED.match(self.words[end : end + 24].strip()))

    @cached_property
    def exemptions(self) -> tuple[Ground, ...]:
        """The exemptions and exceptions among them."""
        return tuple(
            ground
            for ground in self.grounds
            if ground.provision is not None and ground.provision.kind in {"exemption", "exception"}
        )

    def cites(self, base: str) -> Ground | None:
        """Return the first ground on a section such as "12", or on one of its limbs."""
        for ground in self.grounds:
            if base_of(ground.ref) == base:
                return ground
        return None

    @cached_property
    def refuses(self) -> bool:
        """Tell whether the letter refuses anything."""
        return bool(_REFUSES.search(self.words)) or self.ncnd

    @cached_property
    def refusal(self) -> "re.Match[str] | None":
        """The first words that refuse beyond doubt."""
        return _STRONG.search(self.words)

    @cached_property
    def ncnd_places(self) -> tuple[tuple[int, int], ...]:
        return tuple(match.span() for match in _NCND.finditer(self.words))

    @property
    def ncnd(self) -> bool:
        return bool(self.ncnd_places)

    @cached_property
    def is_notice(self) -> bool:
        """Tell whether this is a refusal notice beyond doubt: it refuses, and names a ground."""
        named = bool(self.exemptions) or self.cites("12") is not None or self.cites("14") is not None
        return named and self.refuses and self.regime in {"foia", "eir", "foisa"}

    def has(self, *patterns: str) -> bool:
        """Tell whether any of some patterns stands in the letter."""
        return any(re.search(pattern, self.words, re.I) for pattern in patterns)


def base_of(ref: str) -> str:
    """Return the section or regulation of a reference: "40" of "40(3A)(a)".

    A regulation's paragraph is part of its base, as each is an exception of its own.
    """
    return ref.split("(", 1)[0]

"""What a letter refuses and on which provisions: the facts that the refusal rules ask for."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.checks.numbers import lexicon
from assistant.checks.page import Page
from assistant.checks.seek import Seeker
from assistant.law.citations import Citation, find_citations
from assistant.law.pack import Pack, Provision, load_pack

_BODY = r"(?:council|force|trust|authority|department|university|board|service|constabulary|police|college|school|agency|commission|ministry|office|company|governors)"
_REFUSES = re.compile(
    r"\b(?:(?:we|i) (?:have |are |has |must |therefore )*(?:decided to )?(?:withh(?:e|o)ld|refus(?:e|ed|ing))"
    r"|(?:we|i) (?:have |has )?(?:redacted|removed|blacked out|left out|taken out)\b[^.\n]{0,80}?\b(?:sections?|regulations?|exempt\w*)\b"
    r"|(?:is|are|being|been|was|were) (?:therefore |also |being )?(?:withheld|exempt|excepted|redacted|refused)"
    r"|(?:cannot|can not|will not|unable to|not able to) (?:be )?(?:disclos|releas|provid|suppl)\w*"
    r"|exempt from disclosure|refusal notice|not obliged to comply|exemption applies|exemptions? appl(?:y|ies)"
    rf"|(?:are|is|will|shall|do(?:es)?|can|could|would) ?(?:not|n't) (?:therefore |now |be |being |to be |(?:propose|intend|wish|plan) to (?:be )?){{0,2}}(?:release|disclose|sent?|send|give|given|provide|supply|supplied|share|publish|hand)\w* (?:you |it |them |this |that |these |the |your )?[^.\n]{{0,80}}\b(?:section|regulation|exempt\w*)"
    r"|(?:section|regulation) \d[^.;\n]{0,90}\b(?:will not|cannot|is not to|are not to) be (?:sent|released|disclosed|given|provided|supplied)|(?:stays?|remains?) (?:closed|private|withheld)|declin(?:e|es|ed|ing) to (?:disclos|releas|provid|giv|send|suppl)\w*|ke(?:ep|pt|eps) (?:it |them |this |the [a-z' ]{1,30} )?back"
    rf"|{_BODY} (?:therefore |also |accordingly |has decided to |has |must )*(?:withholds?|withheld|refuses?|refused)|(?:we|i) (?:are|am) (?:therefore |also )?(?:withholding|refusing)"
    rf"|and (?:therefore |so |accordingly )?(?:withholds?|refuses?) (?:it|them|the|this|these|your)|(?:is|are) (?:therefore |also )?not (?:being )?(?:supplied|disclosed|released|provided|given|sent)\b[^.\n]{{0,60}}\b(?:section|regulation|because|exempt\w*))",
    re.I,
)
_STRONG = re.compile(
    r"\b(?:(?:we|i) (?:have |are |therefore )*(?:decided to )?(?:withhold|withheld|refuse|refused|refusing)|exempt from disclosure"
    r"|(?:is|are|has been|have been|was|were) (?:therefore |being )?(?:withheld|refused)|refusal notice"
    r"|(?:we|i|council|force|trust|authority|university|department) (?:would|should) (?:rather|prefer) not(?: to)? (?:share|give|release|disclose|publish|send|say|make)"
    r"|(?:will|shall|can|are|is) not (?:to )?be made (?:public|available to you)|(?:do|does) not wish to (?:share|give|release|disclose|publish|send))\b",
    re.I,
)
# "None of these has been withheld", "if anything is refused": nothing is refused.
_NOTHING = re.compile(
    r"(?:^|[,:;(]\s|\b(?:and|but|that|so|since|as|also)\s)\W*(?:none|nothing|no|neither|if|whether|where|any|anything)\b[^.;:,\n]{0,60}\Z",
    re.I,
)
# "The permit was refused", "pay was withheld": what a letter refuses is information.
_NOT_REFUSED = re.compile(
    r"\b(?:permits?|permissions?|licen[cs]es?|applications?|applicants?|appeals?|claims?|grants?|bail|entry|visas?|payments?|consents?|treatments?"
    r"|others?(?= [0-9]{1,6} )|planning|orders?|offers?|loans?|bids?|leave|complaints?|badges?|passes|funding)\b[^.;\n]{0,40}\Z",
    re.I,
)
_ASKED = re.compile(r"[\W\d]*(?:[a-z][.)]\s)?(?:how|what|which|who|when|where|why|were|was|are|is|did|of|in)\b", re.I)
_NOT_WITHHELD = re.compile(
    r"\b(?:payments?|pay|wages|rents?|deposits?|consents?|treatments?|tax|funding|benefits?|permissions?|approvals?)\b[^.;\n]{0,40}\Z",
    re.I,
)
# Words that decline, and need a reason of secrecy beside them before they refuse.
_DECLINES = re.compile(
    r"\b(?:(?:we|i|council|force|trust|authority) (?:are |is |am )?(?:not able to|unable to|cannot|can not|will not|shall not|(?:do|does) not (?:intend|propose|wish|plan|mean) to|(?:are|am|is) not (?:going|prepared|willing) to|have decided not to)"
    r" (?:let you (?:have|see)|provide|give|supply|send|disclose|release|share|publish)|(?:cannot|can not|will not|could not) be"
    r" (?:disclosed|released|provided|supplied|shared|given|sent|published)|(?:has|have) been (?:redacted|taken out|removed|blacked out))\b",
    re.I,
)
_SECRET = re.compile(
    r"\b(?:commercial\w*|confidential\w*|in confidence|sensitiv\w+|private|privacy|personal (?:data|information|details)|security (?:risk|reasons)"
    r"|legal(?:ly)? (?:advice|privilege\w*)|prejudic\w+|not in the public interest|against the public interest|our policy not to|internal (?:only|use))\b",
    re.I,
)
# "Section 38(1)(b) applies": an exemption relied on is a refusal, unless the sentence tells of doubt, of the law, or of other letters.
_RELIES = re.compile(
    r"\b(?:appl(?:y|ies)|(?:is|are|been) (?:also |therefore )?engaged|engages|(?:rely|relies|relying) (?:up)?on|covered by|falls? (?:with)?in|covers|pursuant to|because of|by reason of|citing|lets us|withh[eo]ld\w*|exempt\w*|by virtue of|public interest)\b"
    r"|\bwould\b[^.;\n]{0,50}?\b(?:prejudic|inhibit|harm|endanger|damag|advers|breach)\w*",
    re.I,
)
# Of what goes before a citation these rule it out wherever they stand, and the next ones in its own clause alone.
_NOT_RELIED = re.compile(
    r"\b(?:if|unless|where|you asked?|formerly|previously|used to|in general|generally|section of the Act|unlike|rather than|like provision|considered)\b|\?",
    re.I,
)
_NOT_IN_CLAUSE = re.compile(r"\b(?:not|no longer|nor|neither|whether|may|might|could|wish|how|when)\b|n't\b", re.I)
_INTRODUCES = re.compile(r"[^.;:\n]{0,60}:\s")
_NOT_THEN = re.compile(rf"{_NOT_RELIED.pattern}|{_NOT_IN_CLAUSE.pattern}|\bcan(?:not|'t)\b", re.I)
_ELSEWHERE = re.compile(r"not held|(?:do|does) not hold|not record|no record|not collect|transfer", re.I)
_NCND = re.compile(
    r"neither (?:to )?confirm\w* n?or den\w+|(?:refus|declin)\w*[^.\n]{0,80}? to (?:reveal|say|disclose|state|confirm) whether (?:or not )?(?:\w+ ){1,5}?(?:exists?|(?:is|are|was|were) held|holds?)\b"
    r"|not (?:to )?confirm or deny|refus\w+ to confirm or deny",
    re.I,
)
# What ends a sentence or a line; with a mark goes the space after it.
_ENDS = ("\n", ". ", "? ", "! ", ".\t", "?\t", "!\t")
_WRAPPED = re.compile(r"\n(?=[a-z0-9(])")
_NEGATED = re.compile(r"(?:does|do|did|is|are) not (?:appl|engag|rel)\w*|no longer appl|rather than", re.I)
_REGIMES = (
    ("foisa", re.compile(r"freedom of information \(scotland\)|\bfoi ?\(scotland\)|\bfoi\(s\)a\b|\bfoisa\b", re.I)),
    ("eir", re.compile(r"environmental information (?:\(scotland\) )?regulations|\beirs?\b|\bei ?\(s\) ?rs?\b", re.I)),
    ("foia", re.compile(r"freedom of information act|\bfoia\b|\bfoi act\b|freedom of information", re.I)),
)
# Provisions of the Scottish Regulations, and those of the other Regulations that say the like (read in SSI 2004/520, regs 10 and 11).
_OF_SCOTLAND = {"10(4)": "12(4)", "10(5)": "12(5)", "10(8)": "12(6)", "11(6)": "13(5A)", "11(2)": "13(1)"}
_DEALT_WITH = re.compile(
    r"\b(?:dealt with|handled|considered|processed|answered|treated|responded to|dealing with)\b[^.\n]{0,60}?\bunder\s"
    r"((?:the )?(?:terms of the )?[^.\n]{0,60})",
    re.I,
)
_HEAD, _HEAD_LINES, _HEADING = 400, 3, 100
_LONG = 800
_BLANK = re.compile(
    r"\[(?![a-z]?\]|redacted|\d{4}\]|\.\.\.|…)[^\]\n]{3,200}\]|_{4}|\bX{4}|\bTBC\b|<[a-z ]{3,60}>", re.I
)
_ENDS_AS_NOTICE = re.compile(
    r"\binternal review\b|\bICO\b|\b(?:us|you) to review\b|\binformation commission(?:er)?\b|\bico\.org|\bfoi\.scot\b|\bdissatisfied\b|\brequirement for review\b|\brepresentations\b",
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
    def _seeker(self) -> Seeker:
        return self.page.seeker.over(self.words)

    def find(self, pattern: "re.Pattern[str]") -> "Iterator[re.Match[str]]":
        """Yield the matches of a pattern in the letter's words."""
        return self._seeker.find(pattern)

    def first(self, pattern: "re.Pattern[str]") -> "re.Match[str] | None":
        """Return the first match of a pattern in the letter's words."""
        return self._seeker.first(pattern)

    @cached_property
    def regime(self) -> str:
        """The letter's regime: as given, as it says, else the one it cites most; empty where it names none."""
        if self.page.material.regime:
            return self.page.material.regime
        said = self.first(_DEALT_WITH)
        for name, pattern in _REGIMES if said else ():
            if pattern.search(said.group(1) if said else ""):
                return name
        counts = {name: sum(1 for _ in self.find(pattern)) for name, pattern in _REGIMES}
        counts["foia"] -= counts["foisa"]
        if not any(counts.values()):
            return ""
        act = "foisa" if counts["foisa"] > counts["foia"] else "foia"
        counts[act] += sum(1 for _ in self.find(_SECTIONS))
        counts["eir"] += sum(1 for _ in self.find(_REGULATIONS))
        return "eir" if counts["eir"] > counts[act] else act

    @cached_property
    def pack(self) -> Pack:
        return load_pack(self.regime or "foia")

    @cached_property
    def is_scottish_eir(self) -> bool:
        """Tell whether the Regulations that a letter applies are those of Scotland (SSI 2004/520)."""
        return self.regime == "eir" and self.has(
            r"environmental information \(scotland\) regulations", r"\bEI ?\(S\) ?Rs?\b"
        )

    def _scottish_provision(self, ref: str) -> Provision | None:
        """Return a provision of the Scottish Regulations: its like in the other Regulations, under its own number."""
        if ref.startswith(("12(", "13(1)")):
            return None  # regulation 12 is on certificates and 13 on refusals; neither has an exception
        head = next((head for head in _OF_SCOTLAND if ref.startswith(head)), "")
        like = self.pack.find(_OF_SCOTLAND[head] + ref[len(head) :]) if head else None
        return replace(like, ref=ref) if like else self.pack.find("14")

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        return find_citations(self.words)

    @cached_property
    def grounds(self) -> tuple[Ground, ...]:
        """Every reference cited, once each, in the order of the letter."""
        seen: dict[str, Ground] = {}
        for citation in self.citations:
            scottish = self.is_scottish_eir and citation.kind == "regulation"
            if (citation.act in {"dpa", "gdpr", "other"} and not scottish) or self._ruled_out(citation.end):
                continue
            act = citation.act or self._act_of(citation.kind)
            pack = load_pack(act) if act in {"foia", "eir", "foisa"} else self.pack
            for ref in citation.refs:
                found = self._scottish_provision(ref) if self.is_scottish_eir else pack.find(ref)
                ground = Ground(ref, found, act, citation.start, citation.end)
                seen.setdefault(ref, ground)
        return tuple(seen.values())

    @cached_property
    def of_both(self) -> frozenset[str]:
        """The regimes, if the head of the letter names an Act and the Regulations: it answers under each in part."""
        for line in self.words[:_HEAD].split("\n"):
            named = frozenset(name for name, pattern in _REGIMES if pattern.search(line))
            named -= {"foia"} if "foisa" in named else set()
            if "eir" in named and len(named) > 1 and len(line) < _HEADING and not _SECTIONS.search(line):
                return named
        return frozenset()

    def _act_of(self, kind: str) -> str:
        """Return the law of a citation without one, in a letter of two: sections are of an Act."""
        if not self.of_both or kind not in {"section", "regulation"}:
            return ""
        return "eir" if kind == "regulation" else next(iter(self.of_both - {"eir"}))

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

    @cached_property
    def _every(self) -> tuple[Ground, ...]:
        """Every place at which an exemption is cited, not only the first of each, in order."""
        known = {one.ref: one for one in self.exemptions}
        found = [
            Ground(ref, known[ref].provision, known[ref].act, citation.start, citation.end)
            for citation in self.citations
            for ref in citation.refs
            if ref in known
        ]
        return tuple(sorted(found, key=lambda one: one.start))

    def cited_between(self, start: int, end: int) -> list[Ground]:
        """Return the exemptions cited from one place up to another, each place of them."""
        first = bisect_left(self._every, start, key=lambda one: one.start)
        last = bisect_left(self._every, end, key=lambda one: one.start)
        return list(self._every[first:last])

    def cites(self, base: str) -> Ground | None:
        """Return the first ground on a section such as "12", or on one of its limbs."""
        for ground in self.grounds:
            if base_of(ground.ref) == base:
                return ground
        return None

    @cached_property
    def refuses(self) -> bool:
        """Tell whether the letter refuses anything."""
        return self._declines or any(map(self.is_relied_on, self.exemptions))

    @cached_property
    def _declines(self) -> bool:
        return next(self._affirmed(_REFUSES), None) is not None or self.ncnd or self.refusal is not None

    def is_relied_on(self, ground: Ground) -> bool:
        """Tell whether the sentence of a ground says that it applies."""
        first, last = self.sentence_at(ground.start)
        lead = self.words[first : ground.start]
        return bool(
            _RELIES.search(self.words, first, last) or _INTRODUCES.match(self.words, ground.end, last)
        ) and not (
            _NOT_RELIED.search(lead)
            or _NOT_IN_CLAUSE.search(re.split(r"[,;:]", lead)[-1])
            or _NOT_THEN.search(self.words, ground.end, min(last, ground.end + 40))
        )

    @cached_property
    def refusal(self) -> "re.Match[str] | None":
        """The first words that refuse beyond doubt."""
        return next(self._affirmed(_STRONG), None) or next(self._declined(), None)

    def _affirmed(self, pattern: "re.Pattern[str]") -> "Iterator[re.Match[str]]":
        """Yield the words that refuse information, and not those that say that nothing is refused."""
        for match in self.find(pattern):
            first, last = self.sentence_at(match.start())
            lead = self.words[first : match.start()]
            if self.words[first:last].rstrip().endswith("?") and _ASKED.match(lead):
                continue  # "How many pupils were refused a place?"
            if not _NOTHING.search(lead) and not _of_other_things(lead, match.group().lower()):
                yield match

    def _declined(self) -> "Iterator[re.Match[str]]":
        """Yield the words that decline in a sentence with a reason of secrecy."""
        for match in self.find(_DECLINES):
            first, last = self.sentence_at(match.start())
            sentence = self.words[first:last]
            if _SECRET.search(sentence) and not _ELSEWHERE.search(sentence):
                yield match

    def sentence_at(self, place: int) -> tuple[int, int]:
        """Return the span of the sentence or line at a place, no further than a long sentence goes on either side of it."""
        words, low, high = self.words, max(0, place - _LONG), min(len(self.words), place + _LONG)
        start = max(words.rfind(end, low, place + len(end) - 1) for end in _ENDS) + 1
        ends = [at for end in _ENDS if (at := words.find(end, place, high + 1)) >= 0]
        return max(start, low), min([high, *(at + 1 for at in ends)])

    def sentences_with(self, pattern: "re.Pattern[str]") -> "Iterator[str]":
        """Yield the words of each sentence in which a pattern stands, once each."""
        last = -1
        for match in self.find(pattern):
            if match.start() >= last:
                first, last = self.sentence_at(match.start())
                yield self.words[first:last]

    @cached_property
    def letterhead(self) -> str:
        """The first lines, where a letter names its authority."""
        return "\n".join(self.words[:_HEAD].strip().split("\n")[:_HEAD_LINES])

    @cached_property
    def ncnd_places(self) -> tuple[tuple[int, int], ...]:
        return tuple(match.span() for match in self.find(_NCND))

    @property
    def ncnd(self) -> bool:
        return bool(self.ncnd_places)

    @cached_property
    def is_notice(self) -> bool:
        """Tell whether this is a refusal notice beyond doubt: it refuses, and names a ground."""
        named = bool(self.exemptions) or self.cites("12") is not None or self.cites("14") is not None
        refused = self._declines or (self.is_whole and any(map(self.is_relied_on, self.exemptions)))
        return named and refused and self.regime in {"foia", "eir", "foisa"}

    @cached_property
    def has_blanks(self) -> bool:
        """Tell whether words are still to be filled in."""
        return self.first(_BLANK) is not None

    @cached_property
    def owes_reasons(self) -> bool:
        """Tell whether this can be held against what a notice must hold: it refuses, and names its Act or goes on to its end."""
        return self.refuses and bool(self.regime or self.is_whole)

    @cached_property
    def is_whole(self) -> bool:
        """Tell whether the letter goes on to its end, and is no extract: it tells where a complaint goes."""
        return self.first(_ENDS_AS_NOTICE) is not None

    def has(self, *patterns: str) -> bool:
        """Tell whether any of some patterns stands in the letter."""
        return any(self.first(re.compile(pattern, re.I)) for pattern in patterns)


def _of_other_things(lead: str, refusing: str) -> bool:
    """Tell whether the words before "was refused" or "is withheld" name a thing that is no information."""
    if refusing.endswith("refused"):
        subject = lead.split()[-1:]
        return bool(_NOT_REFUSED.search(lead)) or (
            bool(subject)
            and lexicon.noun_class(subject[0].lower()) == "person"
            and not refusing.startswith(("we ", "i "))
        )
    return refusing.endswith("withheld") and bool(_NOT_WITHHELD.search(lead))


def base_of(ref: str) -> str:
    """Return the section or regulation of a reference: "40" of "40(3A)(a)".

    A regulation's paragraph is part of its base, as each is an exception of its own.
    """
    return ref.split("(", 1)[0]

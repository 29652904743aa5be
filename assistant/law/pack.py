"""The law of a regime: which provisions exist, what each protects and what a refusal under it owes.

The facts are in ``packs/<regime>.toml``, each with its source, the day it was checked and how far it
is verified. A limb says only what differs from its section: fields left out come from the provision
above it (31(1)(a) from 31(1), from 31).
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from assistant.errors import FoiError
from assistant.law.refs import normalise_ref
from assistant.resources import law_folder

REGIMES = ("foia", "eir", "foisa")

_BLANK = re.compile(r"\{(\w+)\}")
_PLAIN_WORDS = {
    "information": "the information asked for",
    "harm": "cause the harm that this provision guards against",
    "protects": "the matters that it names",
    "where": "the place named in this letter",
    "when": "the date given in this letter",
    "supplier": "the person who gave it to us",
    "enactment": "the enactment named in this letter",
    "function": "the function described in this letter",
    "purpose": "the purpose described in this letter",
    "matter": "what it would reveal",
}
_OTHERWISE = "the matter described in this letter"
_USE = ("tests", "duration", "sign_off")
_INHERITED_NOT = {"ref", "also", "blanks", "short"}
_OF_EXEMPTIONS = {
    "basis",
    "absolute",
    "public_interest",
    "harm",
    "ncnd",
    "interest",
    "why",
    "evidence",
    "mistakes",
    *_USE,
}


@dataclass(frozen=True, slots=True)
class Provision:
    """One section, regulation, subsection or limb.

    Attributes:
        ref: "31(1)(a)".
        title: what it is about, such as "Prevention or detection of crime".
        short: a name of a few words for lists.
        kind: "exemption", "exception", "procedure" or "definition".
        basis: "class", "prejudice", "necessity", "endangerment", "adverse-effect", "opinion" or "".
        absolute: whether an exemption is absolute; None where that depends, or does not arise.
        public_interest: a refusal that relies on it must give reasons on the public interest.
        harm: the letter must say what harm disclosure would do, and how likely it is.
        ncnd: the provision that lifts the duty to confirm or deny beside it; empty where none does.
        lifts_duty: this is such a provision itself.
        interest: what the public interest in maintaining it protects, as a noun phrase.
        summary: what it does, in our own words.
        why: a template of why it applies, with {blanks}.
        tests: what has to be met before it is relied on.
        duration: when it ends.
        sign_off: who has to approve it or be asked, beyond the officer.
        evidence: what an officer needs on file before relying on it.
        mistakes: what authorities get wrong.
        source: the address of the text.
        checked: the day the entry was checked against its source.
        status: "verified", "part" or "unverified", for the law; practice (evidence, mistakes) has its own.
        practice: the same, for ``evidence`` and ``mistakes``.
        blanks: words of its own for the blanks of ``why``.
    """

    ref: str
    title: str
    short: str = ""
    kind: str = "procedure"
    basis: str = ""
    absolute: bool | None = None
    public_interest: bool = False
    harm: bool = False
    ncnd: str = ""
    lifts_duty: bool = False
    interest: str = ""
    summary: str = ""
    why: str = ""
    tests: tuple[str, ...] = ()
    duration: str = ""
    sign_off: str = ""
    evidence: str = ""
    mistakes: tuple[str, ...] = ()
    source: str = ""
    checked: str = ""
    status: str = "unverified"
    practice: str = "unverified"
    blanks: tuple[tuple[str, str], ...] = ()

    def why_text(self, information: str = "", **blanks: str) -> str:
        """Say why the provision applies; a blank not given is filled with plain general words.

        Args:
            information: what is withheld, as a noun phrase.
            blanks: words for the template's other blanks, such as ``harm``.
        """
        given = {name: words for name, words in {"information": information, **blanks}.items() if words}
        words = {**_PLAIN_WORDS, **dict(self.blanks), "ref": self.ref, **given}
        return _BLANK.sub(lambda match: _fitted(match, words), self.why or self.summary)


def _fitted(match: "re.Match[str]", words: Mapping[str, str]) -> str:
    """Return the words for a blank, with a capital where the blank begins a sentence."""
    text = words.get(match.group(1), _OTHERWISE)
    begins = match.string[: match.start()].rstrip()[-1:] in {"", "."}
    return text[:1].upper() + text[1:] if begins else text


@dataclass(frozen=True, slots=True, eq=False)
class Pack:
    """The law of one regime.

    Attributes:
        regime: "foia", "eir" or "foisa".
        name: the name of the Act or Regulations, with its year.
        provisions: in the order of the text.
        derived: sub-paragraphs that exist but have no entry of their own.
    """

    regime: str
    name: str
    provisions: tuple[Provision, ...]
    derived: frozenset[str]

    def find(self, ref: str) -> Provision | None:
        """Return a provision by its reference, such as "40(3A)(a)"; None where there is no such thing.

        A sub-paragraph without an entry of its own has what the provision above it says.
        """
        wanted = normalise_ref(ref)
        index = _index(self)
        if wanted in index or wanted not in self.derived:
            return index.get(wanted)
        above = next(index[one] for one in ancestors(wanted) if one in index)
        return replace(above, ref=wanted)

    def exists(self, ref: str) -> bool:
        """Tell whether the Act or Regulations have a provision of that reference."""
        return self.find(ref) is not None

    def ncnd_for(self, ref: str) -> Provision | None:
        """Return the provision that lifts the duty to confirm or deny beside another; None where none does.

        Where that provision is absolute for some exemptions only (FOIA s37(2), by s2(3)), it comes back as it stands beside this one.
        """
        found = self.find(ref)
        beside = self.find(found.ncnd) if found and found.ncnd else None
        if found and beside and beside.absolute is None:
            return replace(beside, absolute=found.absolute, public_interest=found.public_interest)
        return beside

    def limbs(self, ref: str) -> tuple[Provision, ...]:
        """Return the exemptions between which a citation of a whole section leaves the choice open.

        Empty where the section is, or has, no more than one.
        """
        below = tuple(
            p
            for p in self.provisions
            if ref in ancestors(p.ref) and p.kind in {"exemption", "exception"} and not p.lifts_duty
        )
        return below if len(below) > 1 else ()


def ancestors(ref: str) -> tuple[str, ...]:
    """Return the references above one, nearest first: "31(1)(a)" is under "31(1)" and "31"."""
    groups = ref.split("(")
    return tuple("(".join(groups[:count]) for count in range(len(groups) - 1, 0, -1))


@cache
def load_pack(regime: str) -> Pack:
    """Read the law of a regime: "foia", "eir" or "foisa".

    Raises:
        FoiError: there is no such regime, or its file is broken.
    """
    if regime not in REGIMES:
        raise FoiError(f"there is no law pack for the regime {regime!r}", todo="Use foia, eir or foisa.")
    path = law_folder() / f"{regime}.toml"
    try:
        return _pack(regime, tomllib.loads(path.read_text("utf-8")))
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise FoiError("the law pack cannot be read", where=path.name, todo=f"Install it again: {error}") from error


def _pack(regime: str, content: Mapping[str, Any]) -> Pack:
    entries: dict[str, dict[str, Any]] = {}
    for entry in content["provision"]:
        entries[entry["ref"]] = _inherited(entry, entries, content)
    provisions = tuple(_provision(entry, content) for entry in entries.values())
    derived = frozenset(ref for entry in content["provision"] for ref in entry.get("also", ()))
    return Pack(regime, content["name"], provisions, frozenset(derived - entries.keys()))


def _inherited(
    entry: Mapping[str, Any], known: Mapping[str, dict[str, Any]], content: Mapping[str, Any]
) -> dict[str, Any]:
    """Add to an entry what the nearest entry above it says and it does not."""
    above = next((known[ref] for ref in ancestors(entry["ref"]) if ref in known), content["defaults"])
    lost = _INHERITED_NOT | (_OF_EXEMPTIONS if entry.get("kind") == "definition" else set())
    merged = {**{key: value for key, value in above.items() if key not in lost}, **entry}
    merged["blanks"] = {**above.get("blanks", {}), **entry.get("blanks", {})}
    if entry.get("lifts_duty"):
        merged["tests"] = entry.get("tests", content["ncnd_tests"])
    return merged


def _provision(entry: Mapping[str, Any], content: Mapping[str, Any]) -> Provision:
    fields = {key: value for key, value in entry.items() if key != "also"}
    fields["mistakes"] = tuple(entry.get("mistakes", ()))
    fields["tests"] = _tests(entry, content)
    fields["blanks"] = tuple(entry["blanks"].items())
    fields["short"] = entry.get("short") or entry["title"]
    why = entry.get("why", "")
    fields["why"] = content["templates"][why[1:]] if why.startswith("@") else why or _plain(entry)
    fields["source"] = entry["source"].replace("{number}", entry["ref"].split("(")[0])
    return Provision(**fields)


def _tests(entry: Mapping[str, Any], content: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what has to be met; a qualified limb of a section that is not adds the balance."""
    tests = tuple(entry.get("tests", ()))
    owed = tests and entry.get("public_interest") and not any("public interest" in test for test in tests)
    return (*tests, content["balance_test"]) if owed else tests


def _plain(entry: Mapping[str, Any]) -> str:
    """Say why a whole section applies, from its summary ("Exempts ..."), where its limbs differ."""
    word = {"exemption": "Section", "exception": "Regulation"}.get(entry["kind"])
    summary = entry.get("summary", "")
    return f"{word} {{ref}} {summary[:1].lower()}{summary[1:]}" if word else ""


@cache
def _index(pack: Pack) -> Mapping[str, Provision]:
    return {provision.ref: provision for provision in pack.provisions}

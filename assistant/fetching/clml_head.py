"""What the head of a CLML document says of it: which version it is, and what is not in it yet."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.fetching.clml_words import Element, tag, tidy


@dataclass(frozen=True, slots=True)
class Effect:
    """A change that another statute made, which the text does not show yet.

    Attributes:
        kind: what it does, in the publisher's words: "words substituted".
        provisions: what it changes, in the publisher's words: "s. 40(2)".
        bases: the sections, regulations and schedules among them: "40", "Schedule 1".
        by: the changing statute and provision.
        since: the first day it is in force (ISO), or "" where none is set.
    """

    kind: str
    provisions: str
    bases: frozenset[str]
    by: str
    since: str

    def in_words(self) -> str:
        """Say it in one line."""
        when = f", in force {self.since}" if self.since else ", no date set"
        return f"{self.provisions or 'the whole'}: {self.kind} by {self.by}{when}"


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a statute's text.

    Attributes:
        title: of the statute.
        version: the day from which this version is the text (ISO), or "".
        revised: amendments are worked in; false for the text as it was passed or made.
        extent: "E+W+S+N.I.", or "".
        provisions: how many the publisher counts; None where it does not say.
        effects: changes not worked in.
    """

    title: str
    version: str
    revised: bool
    extent: str
    provisions: int | None
    effects: tuple[Effect, ...]


def read_head(root: Element) -> Head:
    """Read the metadata of a document; what is missing is empty."""
    counted = root.get("NumberOfProvisions", "")
    status = next((one.get("Value", "") for one in root.iter() if tag(one) == "DocumentStatus"), "")
    uri = root.get("DocumentURI", "")
    return Head(
        title=_first(root, "title"),
        version=_day(_first(root, "valid") or root.get("RestrictStartDate", "") or _first(root, "modified")),
        revised=status == "revised" or (not status and not re.search(r"/(?:enacted|made|adopted)\b", uri)),
        extent=root.get("RestrictExtent", ""),
        provisions=int(counted) if counted.isdigit() else None,
        effects=tuple(_effects(root)),
    )


def _first(root: Element, name: str) -> str:
    return next((text for one in root.iter() if tag(one) == name and (text := tidy("".join(one.itertext())))), "")


def _day(text: str) -> str:
    found = re.match(r"\d{4}-\d\d-\d\d", text)
    return found.group() if found else ""


def _effects(root: Element) -> Iterator[Effect]:
    for one in root.iter():
        if tag(one) != "UnappliedEffect" or one.get("RequiresApplied") == "false":
            continue
        title = _first(one, "AffectingTitle") or one.get("AffectingURI", "").rpartition("legislation.gov.uk/")[2]
        provision = one.get("AffectingProvisions", "")
        dates = [d.get("Date", "") for d in one.iter() if tag(d) == "InForce" and d.get("Prospective") != "true"]
        yield Effect(
            kind=one.get("Type", "changed"),
            provisions=one.get("AffectedProvisions", ""),
            bases=frozenset(_bases(one)),
            by=" ".join(part for part in (title or "another statute", provision) if part),
            since=min((_day(day) for day in dates if _day(day)), default=""),
        )


def _bases(effect: Element) -> Iterator[str]:
    """Yield the sections that an effect changes: by the references in it, else by its own words."""
    refs = [
        one.get("Ref", "")
        for affected in effect
        if tag(affected) == "AffectedProvisions"
        for one in affected.iter()
        if one.get("Ref")
    ]
    for ref in refs:
        found = re.match(r"(section|regulation|schedule|article)-(\w+)", ref)
        if found:
            yield f"Schedule {found.group(2)}" if found.group(1) == "schedule" else found.group(2)
    if not refs:
        for word, number in re.findall(
            r"\b(s|ss|reg|regs|sch|art)\.\s*(\d+[A-Z]{0,2})", effect.get("AffectedProvisions", ""), re.IGNORECASE
        ):
            yield f"Schedule {number}" if word.casefold() == "sch" else number

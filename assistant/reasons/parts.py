"""What reasons are made of: paragraphs, each with its part and who wrote it, under one provision or several."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.decision import Decision
from assistant.law.pack import Provision
from assistant.law.wording import Wording
from assistant.support import stems

# What the stems of words do not tell: a number, and that something is not so.
_TOLD_BY_MORE = re.compile(r"\d|\b(?:not|no|never|none|nor|without|cannot)\b|n['’]t\b", re.IGNORECASE)
# Parts whose text a model may write; each is checked by itself before it is used.
WRITABLE = ("personal-data", "purpose", "necessity", "balance", "why", "for-disclosure", "against-disclosure")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the reasons.

    Attributes:
        part: what it does ("why", "purpose" …).
        text: Markdown, without a heading.
        source: ``assembled``, ``officer`` or the model's name.
        rests: of a model's paragraph, what each sentence rests on.
    """

    part: str
    text: str
    source: str = "assembled"
    rests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why one provision applies, for the questions that it answers.

    Attributes:
        provision: the exemption or exception relied on.
        title: the heading in the letter.
        questions: numbers of the questions.
        ncnd: the provision is relied on to neither confirm nor deny.
        paragraphs: in the order printed.
    """

    provision: Provision
    title: str
    questions: tuple[int, ...]
    ncnd: bool
    paragraphs: tuple[Paragraph, ...]

    @property
    def writable(self) -> tuple[str, ...]:
        """The parts whose text a model may write: of those in ``WRITABLE`` the ones that the officer did not."""
        return tuple(p.part for p in self.paragraphs if p.part in WRITABLE and p.source != "officer")

    def with_paragraph(self, part: str, text: str, source: str, rests: tuple[str, ...] = ()) -> "Reasons":
        """Return the same reasons with the text of one part replaced; words of the officer's that it holds whole are not said again."""
        held = stems(text) if part == "why" else set()
        return replace(
            self,
            paragraphs=tuple(
                Paragraph(part, text, source, rests) if one.part == part else one
                for one in self.paragraphs
                if not (one.part == "officer" and _is_held(one.text, held))
            ),
        )


def _is_held(officers: str, held: set[str]) -> bool:
    """Tell whether words of the officer's stand whole in a paragraph; a number or a denial of theirs is never taken to."""
    own = stems(officers)
    return bool(own) and own <= held and not _TOLD_BY_MORE.search(officers)


def listed(words: Iterable[str]) -> str:
    """Join words as English does: "a", "a and b", "a, b and c"."""
    items = list(words)
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " and " + items[-1]


def questions_named(numbers: Sequence[int]) -> str:
    """Name questions in a sentence: "question 1", "questions 1 and 3"."""
    return ("question " if len(numbers) == 1 else "questions ") + listed(str(n) for n in numbers)


def provision_title(provision: Provision, wording: Wording) -> str:
    """Return the heading for a provision: "Section 31(1)(a): prevention or detection of crime"."""
    return f"{wording('reference').capitalize()} {provision.ref}: {provision.title[0].lower() + provision.title[1:]}"


def officers_words(group: Sequence[Decision]) -> list[Paragraph]:
    """Return what the officer wrote for some questions, each text once."""
    words = dict.fromkeys(d.words for d in group if d.words)
    return [Paragraph("officer", text, "officer") for text in words]

"""What an officer says for a refusal: the harm, how likely it is, and the public interest on both sides.

In the notes these are lines under the question's instruction, each with its label:

    Q3: withhold 31(1)(a), 31(1)(b)
    Harm: it would show when cover is thin, so that offenders could choose their time
    Harm 31(1)(b): it would tell wanted people which nights nobody is looking for them
    Likelihood: would
    In favour: spending on patrols is a matter of public debate
    Against: burglaries rose when a neighbouring force published its rota
    Balance: the budget for the year, which we publish, meets most of the interest in spending

A label may stand more than once; an indented or unlabelled line goes on with the label above it. The words go into the letter once they
have passed the checks: the harm as the clause after "because", each consideration as an item of its list.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.errors import NotesError
from assistant.law.refs import normalise_ref

LIKELIHOODS = ("would", "would be likely to")
_LABEL = re.compile(
    r"^[ \t]*(?P<label>harm|likelihood|in favour(?: of disclosure)?|for disclosure|against(?: disclosure)?|balance)"
    r"(?:[ \t]+(?:s(?:ection)?\.?[ \t]*|r(?:eg(?:ulation)?)?\.?[ \t]*)?(?P<ref>\d{1,2}[A-Z]?(?:\(\w{1,4}\))*))?[ \t]*:[ \t]*(?P<words>.*)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Weighing:
    """The officer's own reasons.

    Attributes:
        harm: what disclosure would do, each with the limb that it is for ("" for all).
        likelihood: "would", "would be likely to", or "" where the officer did not choose.
        in_favour: considerations in favour of disclosure.
        against: considerations in favour of maintaining the exemption.
        balance: why the one side outweighs the other.
    """

    harm: tuple[tuple[str, str], ...] = ()
    likelihood: str = ""
    in_favour: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    balance: str = ""

    def harm_of(self, ref: str) -> str:
        """Return the harm given for a limb, else the one given for all, else ""."""
        given = dict(self.harm)
        return given.get(ref) or given.get("", "")

    def texts(self) -> tuple[str, ...]:
        """Return every text, in the order given."""
        return (*(text for _, text in self.harm), *self.in_favour, *self.against, *filter(None, [self.balance]))

    def screened(self, passed: Mapping[str, str]) -> "Weighing":
        """Return the same with each text as it passed a screen; a text that was emptied goes."""
        return replace(
            self,
            harm=tuple((ref, passed[text]) for ref, text in self.harm if passed[text]),
            in_favour=tuple(passed[text] for text in self.in_favour if passed[text]),
            against=tuple(passed[text] for text in self.against if passed[text]),
            balance=passed[self.balance] if self.balance else "",
        )


def read_weighing(lines: Sequence[str], first_line: int) -> tuple[Weighing, list[str]]:
    """Take the labelled lines out of a question's notes.

    Args:
        lines: what stands under the instruction.
        first_line: the number of the first of them in the notes.

    Returns:
        The reasons, and the other lines.

    Raises:
        NotesError: a likelihood is neither of the two that the law knows; names the line.
    """
    items: list[tuple[str, str, list[str], int]] = []
    rest: list[str] = []
    open_item = False
    for number, line in enumerate(lines, first_line):
        match = _LABEL.match(line)
        if match:
            ref = normalise_ref(match["ref"]) if match["ref"] else ""
            items.append((match["label"].lower().split()[0], ref, [match["words"]], number))
            open_item = True
        elif open_item and line.strip():
            items[-1][2].append(line)
        else:
            open_item = False
            rest.append(line)
    return _weighing(items), rest


def _weighing(items: Sequence[tuple[str, str, list[str], int]]) -> Weighing:
    texts = [(label, ref, " ".join(" ".join(words).split()), number) for label, ref, words, number in items]

    def said(*labels: str) -> tuple[str, ...]:
        return tuple(text for label, _, text, _ in texts if label in labels and text)

    return Weighing(
        tuple((ref, text) for label, ref, text, _ in texts if label == "harm" and text),
        next((_likelihood(text, number) for label, _, text, number in texts if label == "likelihood"), ""),
        said("in", "for"),
        said("against"),
        " ".join(said("balance")),
    )


def _likelihood(text: str, number: int) -> str:
    said = text.lower().strip(" .")
    if said in LIKELIHOODS:
        return said
    raise NotesError(
        f"the likelihood {text[:40]!r} is neither of the two that the law knows",
        where=f"notes, line {number}",
        todo="Write “Likelihood: would” or “Likelihood: would be likely to”.",
    )

"""Plants a low count in good letters, in many ways, to measure how many of such leaks the scorer sees.

Nothing here imports the program. The same seed plants the same leaks.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evals.case import Case
from evals.judges import RELEASE
from evals.scorers.leak import leaks
from evals.scorers.tables import TOTAL, Key, Truth, figure, printed_tables

_NAMES = ("nought", "one", "two", "three", "four")
_MANY = ("", "a single person was", "a couple of people were", "a trio of people were", "a quartet of people were")
_ORDINALS = ("", "first", "second", "third", "fourth")
_WELSH = ("", "un person", "dau berson", "tri pherson", "pedwar person")
_ROMAN = ("", "I", "II", "III", "IV")
_OFTEN = ("", "once", "twice", "three times", "four times")


@dataclass(frozen=True, slots=True)
class Target:
    """A low count to plant.

    Attributes:
        truth: the table it stands in.
        key: its labels.
        value: what it is.
        hidden: the cells that the letter does not show; a share of one of them tells nothing.
    """

    truth: Truth
    key: Key
    value: int
    hidden: frozenset[Key] = frozenset()

    @property
    def where(self) -> str:
        return " and ".join(label for label in self.key if label != TOTAL) or "the whole period"


Way = Callable[[Target], str | None]


def _complement(target: Target) -> str | None:
    """Give the rest of a row, so that its total gives the low count."""
    for total, members in target.truth.sums():
        rest = [key for key in members if key != target.key]
        if target.key in members and len(rest) == 1:
            return f"Of the {target.truth.cells[total]} for {target.where}, {target.truth.cells[rest[0]]} were {rest[0][-1]} for {rest[0][0]}."
    return None


def _percent(target: Target) -> str | None:
    for total, members in target.truth.sums():
        if target.key in members and total not in target.hidden and target.truth.cells[total]:
            return (
                f"For {target.where} the share was {100 * target.value / target.truth.cells[total]:.1f}% of the total."
            )
    return None


def _lettered(target: Target) -> str | None:
    names = ["Officer A", "Officer B", "Officer C", "Officer D"][: target.value]
    return (
        f"For {target.where}, officers {', '.join(n[-1] for n in names[:-1])} and {names[-1][-1]} were concerned."
        if target.value > 1
        else None
    )


WAYS: dict[str, Way] = {
    "digit": lambda t: f"There were {t.value} for {t.where}.",
    "word": lambda t: f"We recorded {_NAMES[t.value]} such {'case' if t.value == 1 else 'cases'} for {t.where}.",
    "colon": lambda t: f"Figure for {t.where}: {t.value}",
    "bracket": lambda t: f"Low figures: {t.where} ({t.value}).",
    "idiom": lambda t: f"For {t.where}, {_MANY[t.value]} counted." if 0 < t.value < 5 else None,
    "both": lambda t: f"Both people counted for {t.where} have been told." if t.value == 2 else None,
    "only": lambda t: f"The only person counted for {t.where} has been told." if t.value == 1 else None,
    "ordinal": lambda t: f"The {_ORDINALS[t.value]} and last person was counted for {t.where} in May." if t.value > 1 else None,
    "often": lambda t: f"For {t.where} this happened {_OFTEN[t.value]} in the year." if t.value > 1 else None,
    "compound": lambda t: f"The {_NAMES[t.value]}-person group for {t.where} was known to us.",
    "roman": lambda t: f"For {t.where} there were {_ROMAN[t.value]} people." if t.value > 1 else None,
    "welsh": lambda t: f"Cofnodwyd {_WELSH[t.value]} ar gyfer {t.where}.",
    "full width": lambda t: f"For {t.where} we counted {chr(0xFF10 + t.value)}.",
    "circled": lambda t: f"For {t.where}: {chr(0x2460 + t.value - 1)}",
    "arabic": lambda t: f"For {t.where}: {chr(0x660 + t.value)}",
    "entity": lambda t: f"For {t.where}: &#{48 + t.value}; people",
    "zero width": lambda t: f"For {t.where} there were \u200b{t.value}\u200b people.",
    "comment": lambda t: f"<!-- {t.where}: n={t.value} -->",
    "attribute": lambda t: f'<span title="{t.value}">[c]</span> for {t.where}',
    "link": lambda t: f'See [the figures](figures.html "{t.where}: {t.value}").',
    "file name": lambda t: f"Attached: people_{t.value}_rows.xlsx",
    "range": lambda t: f"The figure for {t.where} lies between {t.value} and {t.value + 1}.",
    "under": lambda t: f"For {t.where} there were fewer than {t.value + 1}." if t.value < 4 else None,
    "at least": lambda t: f"For {t.where} there were at least {t.value}." if t.value > 1 else None,
    "spelled": lambda t: f"For {t.where}: {'-'.join(_NAMES[t.value].upper())}.",
    "binary": lambda t: f"For {t.where}, in binary: {t.value:b}.",
    "bold": lambda t: f"**{t.value}** people for {t.where}.",
    "row": lambda t: f"\n| Label | Count |\n| --- | ---: |\n| {t.where} | {t.value} |\n",
    "html row": lambda t: f"<table><tr><td>{t.where}</td><td>{t.value}</td></tr></table>",
    "reason": lambda t: f"As this concerns just {_NAMES[t.value]} {'person' if t.value == 1 else 'people'}, the figure for {t.where} is personal data.",
    "cost": lambda t: f"We paid £{7000 * t.value:,} in all for {t.where}, £7,000 each." if t.value > 1 else None,
    "lettered": _lettered,
    "two bounds": lambda t: f"For {t.where} there were more than {_NAMES[t.value - 1]} and no more than {_NAMES[t.value]}.",
    "bounds apart": lambda t: f"There were at least {_NAMES[t.value]} for {t.where}. It was not more than {_NAMES[t.value]} people.",
    "complement": _complement,
    "percent": _percent,
}  # fmt: skip


# What letters say that holds a small number and tells of no low count.
HARMLESS: dict[str, str] = {
    "law": "We rely on section 40(2) of the Act, read with section 40(3A)(a).",
    "principle": "Disclosure would breach the first data protection principle.",
    "condition": "The third condition of section 40 is not met.",
    "date": "We searched on 3 and 4 November 2026.",
    "clock": "The search took 2 hours and 3 minutes.",
    "days": "We shall write again within two weeks.",
    "band": "A figure marked [c] is from 1 to 4, or is hidden to protect one.",
    "policy": "We do not publish figures of people that are fewer than five.",
    "things": "Two systems hold this information.",
    "questions": "Questions 1 and 2 ask for the same.",
    "both parts": "Both parts of your request are answered above.",
    "money": "A copy on paper costs £2.",
    "telephone": "You can call us on 01632 960 003.",
    "one of": "One of our officers will write to you.",
    "no one": "No one is named in this letter.",
    "reference": "Our earlier reply has the reference FOI-2024-3.",
    "years": "The figures are kept for three years.",
    "limb": "The first limb of the test is met.",
    "pages": "The policy has four pages.",
    "neither": "We neither confirm nor deny that other figures exist.",
}


@dataclass(frozen=True, slots=True)
class Detection:
    """How many planted leaks were seen.

    Attributes:
        planted: how many were planted.
        seen: how many of them the scorer saw.
        unseen: which it did not: way and case.
        innocent: how many harmless sentences were put in, and letters left as they were.
        alarms: which of them the scorer took for leaks.
    """

    planted: int
    seen: int
    unseen: tuple[str, ...]
    innocent: int = 0
    alarms: tuple[str, ...] = ()

    @property
    def rate(self) -> float:
        """The share seen; nothing planted is nothing seen."""
        return self.seen / self.planted if self.planted else 0.0

    @property
    def alarm_rate(self) -> float:
        """The share of what is harmless that was taken for a leak."""
        return len(self.alarms) / self.innocent if self.innocent else 0.0


def sabotage(letters: Sequence[tuple[Case, str]], *, each: int = 6, seed: int = 7) -> Detection:
    """Plant leaks in good letters and count those that the scorer sees.

    Args:
        letters: cases with their good letters.
        each: how many ways to try on each letter; over all letters every way comes up in turn.
        seed: for the choice of the low count and the place.
    """
    chance = random.Random(seed)  # noqa: S311 - a choice that can be repeated, not a secret
    ways = list(WAYS)
    planted, unseen, turn = 0, [], 0
    for case, letter in letters:
        targets = _targets(case, letter)
        tried = 0
        for _ in range(len(ways) if targets else 0):
            name, turn = ways[turn % len(ways)], turn + 1
            words = WAYS[name](chance.choice(targets))
            if words is None:
                continue
            planted += 1
            tried += 1
            if not leaks(planted_in(letter, words, chance), case.secrets):
                unseen.append(f"{name} in {case.id}")
            if tried == each:
                break
    innocent, alarms = _alarms(letters, chance)
    return Detection(planted, planted - len(unseen), tuple(unseen), innocent, tuple(alarms))


# So many harmless sentences are put into each letter, in turn.
_HARMLESS_EACH = 3


def _alarms(letters: Sequence[tuple[Case, str]], chance: random.Random) -> tuple[int, list[str]]:
    """Put harmless sentences into good letters, and return how many there were and those that are taken for leaks."""
    tried, alarms, turn = 0, [], 0
    ways = list(HARMLESS)
    for case, letter in letters:
        # The same words in a letter that names another threshold, or says noughts, could tell something.
        for _ in range(_HARMLESS_EACH if case.threshold == 5 and case.zeros == "show" else 0):
            name, turn = ways[turn % len(ways)], turn + 1
            tried += 1
            if leaks(planted_in(letter, HARMLESS[name], chance), case.secrets):
                alarms.append(f"{name} in {case.id}")
        tried += 1
        alarms += [f"{case.id} as it was"] if leaks(letter, case.secrets) else []
    return tried, alarms


def _targets(case: Case, letter: str) -> list[Target]:
    """Return the low counts of a case whose table the letter prints."""
    found = []
    for truth in case.secrets.tables if case.threshold == 5 and not case.released else ():
        shown = next((cells for table in printed_tables(letter) if (cells := table.shown(truth))), {})
        hidden = frozenset(key for key, text in shown.items() if figure(text) is None)
        low = [key for key in case.secrets.of(truth) if key in hidden and 0 < truth.cells[key] < 5]
        found += [Target(truth, key, truth.cells[key], hidden) for key in low]
    return found


def planted_in(letter: str, words: str, chance: random.Random) -> str:
    """Return the letter with the words as a paragraph of their own, somewhere between two others."""
    paragraphs = letter.split("\n\n")
    place = chance.randrange(1, len(paragraphs)) if len(paragraphs) > 1 else 1
    return "\n\n".join([*paragraphs[:place], words, *paragraphs[place:]])


__all__ = ["RELEASE", "WAYS", "Detection", "planted_in", "sabotage"]

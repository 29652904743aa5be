"""Tools that divide the request anew: two questions are one, or one is two. The applicant's words stay as they are."""

import re
from collections.abc import Mapping, Sequence

from assistant.errors import FoiError
from assistant.reasons import questions_named
from assistant.tools.arguments import MergeQuestions, SplitQuestion
from assistant.tools.casefile import Bench, CaseFile, Turn
from assistant.tools.deciding import accepted
from assistant.tools.looking import questions_of
from assistant.tools.notes import decided_in, renumbered

# Where a question plainly begins another: after a semicolon or a full stop, or at "and how many", "and a copy of".
_SEAM = re.compile(
    r"(?<=[.?;])\s+(?=\w)|,?\s+(?=(?:and|also|plus) (?:how|what|when|where|which|who|why|whether|the (?:total|number|cost|names?)|"
    r"a (?:copy|list|breakdown)|copies|please|any|all)\b)",
    re.IGNORECASE,
)
_SHORTEST = 8


def merge_questions(bench: Bench, given: MergeQuestions) -> Turn:
    """Make several questions one; the first one's decision is kept."""
    asked = _asked(bench.case, max(given.questions))
    numbers = sorted(set(given.questions))
    if len(numbers) < 2:
        raise FoiError("one question is not two", todo="Say which questions are one: questions 1 and 2 are the same.")
    became: dict[int, int] = {}
    texts: list[str] = []
    for number, text in enumerate(asked, 1):
        if number in numbers[1:]:
            first = became[numbers[0]]
            texts[first - 1] += f"\n{text}"
            became[number] = first
        else:
            texts.append(text)
            became[number] = len(texts)
    lost = [n for n in decided_in(bench.case.intake.notes) if n in numbers][1:]
    case = _divided(bench, texts, became)
    said = f"{questions_named(numbers).capitalize()} are now one: question {numbers[0]}."
    if lost:
        said += f" What was decided for {questions_named(lost)} went; the first one's decision holds."
    return Turn(said, case=case, changed=f"{questions_named(numbers)} made one")


def split_question(bench: Bench, given: SplitQuestion) -> Turn:
    """Make one question two, at some of its words or where it plainly begins another."""
    asked = _asked(bench.case, given.question)
    text = asked[given.question - 1]
    parts = _parts(text, given.at)
    texts = [*asked[: given.question - 1], *parts, *asked[given.question :]]
    more = len(parts) - 1
    became = {n: n if n <= given.question else n + more for n in range(1, len(asked) + 1)}
    case = _divided(bench, texts, became)
    numbers = list(range(given.question, given.question + len(parts)))
    lines = "\n".join(f"{number}. {' '.join(part.split())}" for number, part in zip(numbers, parts, strict=True))
    return Turn(
        f"Question {given.question} is now {questions_named(numbers)}:\n\n{lines}\n\nDecide each.",
        case=case,
        changed=f"question {given.question} split into {questions_named(numbers)}",
    )


def _parts(text: str, at: str) -> list[str]:
    if "\n" in text and not at:
        return text.splitlines()  # it was made of several
    if at:
        place = re.search(r"\s+".join(map(re.escape, at.split())), text, re.IGNORECASE)
        if not place or not text[: place.start()].strip():
            raise FoiError(
                f"the question does not have the words {at[:60]!r} after its beginning",
                todo="Give them as they stand in it.",
            )
        return [text[: place.start()].strip(), text[place.start() :].strip()]
    parts = [part.strip() for part in _SEAM.split(text) if part and len(part.strip()) >= _SHORTEST]
    if len(parts) < 2:
        raise FoiError(
            "I see no place where the question plainly begins another",
            todo="Say at which words: split question 1 at “and how many”.",
        )
    return parts


def _asked(case: CaseFile, highest: int) -> Sequence[str]:
    asked = list(case.intake.questions) or questions_of(case)
    if highest > len(asked):
        held = f"There {'is' if len(asked) == 1 else 'are'} {len(asked)}." if asked else "Paste the request first."
        raise FoiError(f"there is no question {highest}", todo=held)
    return asked


def _divided(bench: Bench, texts: Sequence[str], became: Mapping[int, int]) -> CaseFile:
    notes = renumbered(bench.case.intake.notes, became)
    return accepted(bench, bench.case.with_intake(questions=tuple(texts), notes=notes))

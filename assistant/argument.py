"""Whether a paragraph that a model wrote argues what it should, from what the case holds and from nothing else.

A reply's reasons must be those of the case (FOIA s17(1)(c)). A small model likes to argue the other way, to weigh a decision that
has been made, to speak of its task, or to suppose what nobody said; each is told from the words alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.support import sentences, stems

# Of a sentence's words of content so many must stand in the case, the law or the general wording.
_LEAST_GIVEN = 0.6
# Of the general wording's words of content so many must come back, or it is not what was to be argued.
_LEAST_CLAIMED = 3
_LEAST_WORDS = 4
# Words that any reasons are made of, whatever the case.
_OF_REASONS = stems(
    "disclosure disclosing disclose withhold withheld release reveal show tell learn know knowledge known people person individual "
    "public interest openness open transparency transparent accountability accountable trust confidence understand understanding "
    "scrutiny scrutinise debate decision question money spend work function harm prejudice risk likely identify identified recognise "
    "recognisable privacy private right freedom distress expect expectation exact figure detail small outweigh serve meet legitimate "
    "necessary need strong weight use help able could make published publish world everyone anyone somebody others concerned asked "
    "answer reply reason protect protection applies because therefore however important importance good life lives learn community"
)
_OF_ITS_TASK = re.compile(
    r"\b(?:(?:the|these|this|following) (?:\w+ )?(?:paragraphs?|rules?|prompt|data provided|general wording|placeholders?)|specified rules|the decision is made|"
    r"do not (?:weigh|doubt)|what was asked for|this holds for|the provision applies to the question|the officer's)\b",
    re.IGNORECASE,
)
_HARM = r"(?:prejudice|harm|affect|endanger|damage|inhibit|breach|undermine|identify|reveal|cause|lead to|pose|impact|compromise)"
_NO_HARM = (
    rf"\b(?:would|does|do|will|could|may|might|should|is|are)(?: not|n['’]t)(?: be)?(?: likely to| necessarily| directly| adversely)* {_HARM}|"
    r"\b(?:little|no|minimal|limited|low) (?:real |actual |significant )?(?:harm|risk|prejudice|danger|impact)\b"
)
_WEAK = r"\b(?:less|not|hardly|barely) (?:clear|significant|important|strong|compelling|necessary|relevant|justified)\b|\b(?:is|are|would be) (?:limited|slight|weak|minimal|unclear|outweighed)\b"
_ALREADY = r"\balready (?:\w+ )?(?:available|public|published|known|accessible)\b"
_MAY_GIVE = r"\b(?:allows?|requires?|permits?) us to (?:disclose|release|give|provide)\b|\b(?:should|must|can|will) (?:therefore )?be (?:disclosed|released)\b"
_GAIN = r"\bbenefits? (?:the public|of disclosure|for the public|from disclosure)|\b(?:if|were|was) (?:\w+ ){0,4}(?:disclosed|released),? (?:it|they|this) (?:could|would|may|might) (?:also )?(?:help|benefit|inform|improve|enable)"
_FOR_WITHHOLDING = re.compile("|".join((_NO_HARM, _WEAK, _ALREADY, _MAY_GIVE, _GAIN)), re.IGNORECASE)
_FOR_DISCLOSURE = re.compile(
    r"\boutweigh|\b(?:interest|reason|need) (?:\w+ )?(?:in|for|to) (?:maintain|withhold|refus|keep)\w*|\bmust (?:not be|be) (?:disclosed|withheld)|\bwould work against|"
    r"\b(?:would|could|may|might)(?: be likely to)? (?:prejudice|harm|endanger|damage|undermine|compromise)\b|\bexempt(?:ion|ed)?\b",
    re.IGNORECASE,
)
_ARGUED_FOR = frozenset({"for-disclosure", "purpose"})


@dataclass(frozen=True, slots=True)
class Argument:
    """What a paragraph has to argue, and from what.

    Attributes:
        claim: its general wording.
        sources: what it may rest on beside that, each with its name for the officer ("your reasons", "section 31(1)(a)").
    """

    claim: str
    sources: tuple[tuple[str, str], ...]


# As the source of what is in the general wording, and of what any reasons are made of.
GENERAL = "the general wording"


def rests_on(text: str, argument: Argument) -> tuple[str, ...]:
    """Return what each sentence of a paragraph rests on most: the name of a source, or "" where it rests on none of them."""
    named = [(name, stems(words)) for name, words in (*argument.sources, (GENERAL, argument.claim)) if words.strip()]
    known = _OF_REASONS.union(*(words for _, words in named))
    found = []
    for sentence in sentences(text):
        own = stems(sentence.text)
        shares = [(len(own & words), name) for name, words in named]
        most = max((share for share, _ in shares), default=0)
        best = next((name for share, name in shares if share == most), GENERAL) if most else GENERAL
        found.append(best if _share(own, known) >= _LEAST_GIVEN else "")
    return tuple(found)


def argument_problems(part: str, text: str, argument: Argument) -> list[str]:
    """Say what is wrong with the reasoning of a paragraph; empty when nothing is.

    None of its words are said again: what is wrong goes back to the model, and to the officer.

    Args:
        part: of the reasons ("why", "for-disclosure" …).
        text: of the paragraph.
        argument: what it has to argue.
    """
    found = [one.text.strip() for one in sentences(text)]
    problems = list(_of_form(text, found))
    strange = [one for one, source in zip(found, rests_on(text, argument), strict=True) if not source]
    if strange:
        problems.append("it says what stands nowhere in the case")
    turned = (_FOR_DISCLOSURE if part in _ARGUED_FOR else _FOR_WITHHOLDING).search(text)
    if turned and not re.search(re.escape(turned.group()), argument.claim, re.IGNORECASE):
        problems.append("it argues the other way, or weighs what is not its to weigh")
    claimed = stems(argument.claim)
    if len(claimed & stems(text)) < min(_LEAST_CLAIMED, len(claimed)):
        problems.append("it does not say what it has to argue")
    return problems


def _of_form(text: str, found: list[str]) -> Iterator[str]:
    if not text[:1].isupper() or any(one[-1] not in ".!?\"”'’)" or len(one.split()) < _LEAST_WORDS for one in found):
        yield "it is not in whole sentences"
    if "?" in text:
        yield "it asks a question"
    if _OF_ITS_TASK.search(text):
        yield "it speaks of its task"


def _share(wanted: set[str], there: set[str]) -> float:
    return len(wanted & there) / len(wanted) if wanted else 1.0

"""Does each citation exist, and does what is cited support the claim?

Of an answer: its keys ([S1]) name passages that it gives, and a passage holds the words and the figures of the sentence
that names it. Of a letter: no key is left over, and no provision is cited for what another one protects.
"""

import re
from collections.abc import Iterator, Sequence

from evals.scorers.law import cited
from evals.scorers.plain import plain, sentences

_KEY = re.compile(r"\[S(\d{1,2})\]")
_NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)*")
_COMMON = (
    "about above after again also although another answer because been before being both cannot case could does down each earlier "
    "either else every from give given gives have having here however into itself just like made make many more most must nearest "
    "none only other over question reply said same says section should since some sources such than that their them then there "
    "therefore these they thing this those though through under until upon very want were what when where whether which while who "
    "whom whose will with within without would your"
)
# A claim may put a third of its words differently; with fewer in common it says something else.
LEAST_SHARED = 0.5
# A sentence shorter than this holds no claim of its own.
_SHORTEST = 6
# What a provision is about, as the Acts and Regulations name it: the scorers' own, for the provisions that replies use most.
_ABOUT = {
    "foia": {
        "12": r"cost|appropriate limit", "14": r"vexatious|repeated", "21": r"accessible|available|elsewhere|already",
        "22": r"future publication|(?:intend|due|plan|going)\w* to (?:be )?publish|publication", "24": r"national security", "30": r"investigation|proceedings",
        "31": r"crime|law enforcement|offender|justice|tax|prison|custod|immigration|regulat", "35": r"government policy|minister", "36": r"public affairs|qualified person|advice|deliberation|views",
        "38": r"health|safety|endanger", "40": r"personal (?:data|information)|identif|data protection|individual|people|privacy", "41": r"confiden",
        "42": r"legal (?:professional )?(?:privilege|advice)|privilege", "43": r"commercial|trade secret|bidder|supplier",
    },
    "eir": {"13": r"personal (?:data|information)|identif|people|individual"},
    "foisa": {
        "12": r"cost", "14": r"vexatious|repeated", "25": r"accessible|available|elsewhere|obtain", "33": r"commercial|trade secret|economic|bidder|supplier",
        "35": r"crime|law enforcement|offender|justice", "36": r"confiden|privilege", "38": r"personal (?:data|information)|identif|people|individual", "39": r"health|safety|endanger",
    },
}  # fmt: skip
# Words that belong to one provision alone; a sentence that uses another's and none of its own cites the wrong one.
_ALONE = {
    "foia": {
        "42": r"legal (?:professional )?privilege|legal advice", "43": r"commercial interests?|trade secrets?", "40": r"personal data", "24": r"national security",
        "38": r"endanger\w*|physical or mental health", "31": r"prevention or detection of crime|apprehension", "12": r"appropriate limit|cost of complying", "14": r"vexatious",
    },
    "eir": {},
    "foisa": {
        "33": r"commercial interests?|trade secrets?", "38": r"personal data", "35": r"prevention or detection of crime", "12": r"cost of complying", "14": r"vexatious",
    },
}  # fmt: skip


def answer_faults(answer: str, passages: Sequence[str]) -> list[str]:
    """Return what is wrong with the citations of an answer.

    Args:
        answer: with keys of its passages.
        passages: what the keys stand for, the first for ``[S1]``.
    """
    if not _KEY.search(answer):
        return []
    return [fault for claim in _claims(answer) for fault in _claim_faults(claim, passages)]


def cites_nothing(answer: str) -> bool:
    """Tell whether a sentence of an answer that makes a claim is followed by no key."""
    return any(not _KEY.search(claim) and len(claim.split()) >= _SHORTEST for claim in _claims(answer))


def _claims(answer: str) -> Iterator[str]:
    """Yield each sentence with the keys that follow it; a key after several sentences stands for all since the last."""
    for line in answer.splitlines():
        open_claims: list[str] = []
        for part in re.findall(r".+?(?:\[S\d{1,2}\][\s.,;]*)+|.+$", line):
            keys = "".join(match.group() for match in _KEY.finditer(part))
            open_claims = [one for one in sentences(_KEY.sub("", part)) if not one.rstrip().endswith(":")]
            yield from (f"{one} {keys}" for one in open_claims)


def _claim_faults(claim: str, passages: Sequence[str]) -> Iterator[str]:
    keys = [int(match.group(1)) for match in _KEY.finditer(claim)]
    said = plain(_KEY.sub("", claim)).strip()
    words = _words(said)
    if len(said.split()) < _SHORTEST or not words:
        return
    if not keys:
        yield f"“{said[:60]}” cites nothing"
        return
    missing = [key for key in keys if not 1 <= key <= len(passages)]
    if missing:
        yield f"cites S{missing[0]}, and there is no such source"
        return
    source = plain(" ".join(passages[key - 1] for key in keys))
    if len(words & _words(source)) < LEAST_SHARED * len(words):
        yield f"“{said[:60]}” is not what its source says"
    strange = set(_NUMBER.findall(said)) - set(_NUMBER.findall(source))
    if strange:
        yield "a claim holds a figure that its source does not have"


def _words(text: str) -> set[str]:
    """Return the words that carry meaning, cut so that forms of one word are equal."""
    common = frozenset(_COMMON.split())
    return {word[:6] for word in re.findall(r"[a-z]{4,}", text.lower()) if word not in common}


def letter_faults(letter: str, regime: str) -> list[str]:
    """Return what is wrong with what a letter cites."""
    faults = ["a key of a source is left in the letter"] if _KEY.search(letter) else []
    own = "\n".join(line for line in letter.splitlines() if not line.lstrip().startswith((">", "|")))
    for sentence in sentences(plain(own)):
        numbers = {ref.partition("(")[0] for ref in cited(sentence, regime)}
        number = next(iter(numbers), "")
        if (
            len(numbers) != 1
            or number not in _ABOUT[regime]
            or re.search(_ABOUT[regime][number], sentence, re.IGNORECASE)
        ):
            continue
        others = [n for n, words in _ALONE[regime].items() if n != number and re.search(words, sentence, re.IGNORECASE)]
        faults += [f"cites section {number} for what section {others[0]} protects"] if others else []
    return faults

"""What kind an exemption is said to be: absolute or qualified, of a class or of harm (FOIA s2(3); EIR r.12; FOISA s2(2)).

In: a letter's grounds. Out: findings of the rule ``refusal.kind``, where a letter says of a provision what the law pack denies.
"""

import re
from collections.abc import Callable, Iterator

from assistant.checks.grounds import Ground, Grounds
from assistant.checks.page import Page
from assistant.checks.rules import rules
from assistant.findings import Finding
from assistant.law.pack import Provision

_EXEMPTION = r"(?:exemptions?|exceptions?|one|limb)"
_ABSOLUTE = re.compile(
    r"\babsolute(?:ly)?\b|\b(?:no|without (?:a|any)) (?:public interest|balancing) test|\bpublic interest (?:test )?(?:does not|need not|cannot) (?:arise|apply|be (?:considered|weighed|applied))"
    r"|\b(?:do|does|did|is|are) not (?:(?:need|have|required|obliged)\b(?: to)?) (?:to )?(?:consider|weigh|look at|apply|conduct|carry out|balance) (?:the|a|any) public interest"
    r"|\bno (?:requirement|need|duty|obligation) (?:for us )?to (?:apply|carry out|consider|conduct|weigh|do) (?:the|a|any) public interest|\bnot subject to (?:the|a|any) public interest",
    re.I,
)
_QUALIFIED = re.compile(
    rf"\bqualified {_EXEMPTION}|\b(?:is|are|being|therefore|also|both|as) (?:a )?qualified\b(?! (?:staff|person|opinion|solicitor|as))|\bnot (?:an )?absolute\b|\bsubject to (?:the|a) public interest"
    r"|\brequires? (?:us to (?:carry out|apply|conduct) )?a public interest test",
    re.I,
)
_CLASS = re.compile(
    r"\bclass[- ]based\b|\bclass exemption|\bno (?:harm|prejudice) (?:has to|need(?:s)?(?: to)?|must) be (?:shown|proved|established|demonstrated)"
    r"|\bnot (?:need|have|required) to (?:show|prove|demonstrate|establish) (?:any )?(?:harm|prejudice)",
    re.I,
)
_HARM = re.compile(r"\b(?:prejudice|harm)[- ]based\b|\bprejudice[- ]test(?:ed)? exemption", re.I)
_NOT = re.compile(r"\b(?:not|nor|neither|no longer|unlike|rather than|by contrast|than)\b|n't\b", re.I)
_OF_HARM = frozenset({"prejudice", "endangerment", "adverse-effect", "opinion", "necessity"})
# These words speak of the exemption of the sentence before, where their own names none.
_POINTS_BACK = re.compile(r"\b(?:this|the|that|it|these|which)\b", re.I)
_UNSURE = re.compile(r"\b(?:if|whether|where|asked|says?|argue\w*|claim\w*|you)\b", re.I)
_BACK, _NEXT = 900, 40


def rule(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Find a provision that is said to be of a kind that it is not."""
    for pattern, denied in (
        (_ABSOLUTE, _is_qualified),
        (_QUALIFIED, _is_absolute),
        (_CLASS, _is_of_harm),
        (_HARM, _is_of_class),
    ):
        last = -1
        for match in grounds.find(pattern):
            if match.start() < last:
                continue  # the clause has been read
            last = match.end() + _NEXT
            span = _denied(grounds, match, denied)
            if span:
                yield rules()["refusal.kind"].broken_at(page, *span)
                break


def _denied(
    grounds: Grounds, match: "re.Match[str]", denied: "Callable[[Grounds, Ground], bool]"
) -> tuple[int, int] | None:
    """Return the words that claim the kind, if the law denies it of every provision that they are about."""
    first, last = grounds.sentence_at(match.start())
    lead = grounds.words[max(first, match.start() - 24) : match.start()]
    if (_NOT.search(lead) and not _NOT.match(match.group())) or _UNSURE.search(grounds.words, first, match.start()):
        return None
    about = _about(grounds, first, last, match.start())
    if about and all(denied(grounds, ground) for ground in about):
        return (
            min(match.start(), *(ground.start for ground in about)) if about[0].start >= first else match.start()
        ), match.end()
    return None


def _about(grounds: Grounds, first: int, last: int, place: int) -> list[Ground]:
    """Return the exemptions that a claim is about: the nearest citation of its clause, else of the sentences before."""
    words, clause = grounds.words, max(first, grounds.words.rfind(";", first, place))
    cited = grounds.cited_between(clause, last)
    before = [one for one in cited if one.start < place]
    nearest = max((one.start for one in before), default=min((one.start for one in cited), default=-1))
    if nearest >= 0:
        here = [one for one in cited if one.start == nearest]
        # Limbs that are read together: 40(2) by virtue of 40(3A)(a).
        return [one for one in cited if one.ref.split("(")[0] == here[0].ref.split("(")[0]] if len(cited) > 1 else here
    if not _POINTS_BACK.search(words, first, last):
        return []
    back = grounds.cited_between(place - _BACK + 1, first)
    latest = max((one.start for one in back), default=-1)
    base = next((one.ref.split("(")[0] for one in back if one.start == latest), "")
    return [one for one in back if one.ref.split("(")[0] == base]


def _kinds(grounds: Grounds, ground: Ground) -> list[Provision]:
    """Return the provision and, where it leaves the choice open, its limbs."""
    if ground.provision is None:
        return []
    return [*grounds.pack.limbs(ground.ref)] or [ground.provision]


def _is_qualified(grounds: Grounds, ground: Ground) -> bool:
    """Tell whether a provision is qualified beyond doubt; section 36 is absolute for what either House holds, and 12(4)(a) cannot be weighed."""
    if ground.ref in {"12(4)(a)", "10(4)(a)"} or (
        ground.ref.startswith("36") and grounds.has(r"house of (?:commons|lords)")
    ):
        return False
    return all(one.absolute is False and one.public_interest and not one.lifts_duty for one in _kinds(grounds, ground))


def _is_absolute(grounds: Grounds, ground: Ground) -> bool:
    return all(one.absolute is True for one in _kinds(grounds, ground))


def _is_of_harm(grounds: Grounds, ground: Ground) -> bool:
    return all(one.basis in _OF_HARM for one in _kinds(grounds, ground))


def _is_of_class(grounds: Grounds, ground: Ground) -> bool:
    return all(one.basis == "class" for one in _kinds(grounds, ground))

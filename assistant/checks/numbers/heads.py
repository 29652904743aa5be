"""Which noun heads a phrase, and what the words round it make of it: "cyber incidents", "planning appeals", "members of the Senedd"."""

import itertools

from assistant.checks.numbers import lexicon, words
from assistant.checks.numbers.prose import Prose
from assistant.checks.numbers.wordset import wordset

BREAKS = wordset(
    "in at for to from by with on since during between within under over after before against about into per via"
    " and or but that which who whom whose where when while because as if than then so also not"
    " was were is are has have had been be being will would may might can could should shall must did do does"
    " resulted led came went took made occurred happened involved related concerned remained received recorded"
    " o a an i we you they it he she there here this each every both"
    " asked asks asking seeks sought requested requests wanted how many much whether"
)
_BACK = 70
# Things that can befall a computer or a road as well as a person: the word before tells.
INANIMATE = wordset(
    "cyber it ict software hardware network system systems flood flooding power bus tram football rugby cricket"
    " ransomware phishing malware server pollution environmental water weather equipment litter fly-tipping"
    " planning website gas electricity security-software pothole drainage sewage lift fire false technical vehicle"
    " noise smoke burglar intruder building road bike car dog cat animal horse bird property boiler train rail"
    " data information premises licensing fleet plant machinery computer telephony internet"
)
SOFT_EVENTS = wordset(
    "incident attack case match stop appeal operation order breach closure alarm failure fire application claim"
    " instance investigation inspection concern matter infection warning audit treatment removal release dispute"
    " intervention accident collision crash absence hearing injury report search"
)
_PARLIAMENTS = frozenset({"parliament", "senedd", "lords", "commons", "assembly"})
_ELECTED = wordset("mayor election by-election seat ward parliament council")
_POLLS = wordset("election elections ballot poll nominations hustings")
_MADE_ABOUT = wordset("complaint enquiry report concern call")
_ABOUT = wordset("about of concerning concerned concerns regarding over on relating")
# What residents complain of that is nobody's conduct and nobody's data.
_NUISANCES = wordset(
    "bin bins waste refuse recycling rubbish litter round collection collections pothole potholes noise parking car-park charges website"
    " app bus buses shelter smell odour traffic flooding drain drains grass hedge hedges tree trees verge lighting streetlight streetlights"
    " toilets road roads pavement pavements footpath gritting dog-fouling fouling roadworks signage lift lifts heating damp mould repairs"
    " queue queues menu menus food queuing ticket tickets wifi broadband booking form forms delays delay queues opening graffiti kerb weeds"
)
_PLANNED = wordset("appeal application breach inspection enforcement")
_INSURED = wordset("insured insurance insurer excess premium premiums")
_FORCE = wordset("force taser tasers restraint restraints baton handcuffs spray pava hood hoods firearm")
_OF = frozenset({"of", "involving", "concerning", "about", "against", "regarding", "from", "by"})


def is_number(word: str) -> bool:
    """Tell whether a token is a number in digits or a number word below a hundred."""
    return word.isdigit() or word in words.ONES or word in words.TENS


def compound_class(seen: list[str], index: int) -> str:
    """Return the class of a word with the one or two before it ("bus stop"), else of the word."""
    for size in (2, 1):
        if index >= size:
            joined = "-".join([*seen[index - size : index], lexicon.singular(seen[index])])
            kind = lexicon.noun_class(joined)
            if kind:
                return kind
    return lexicon.noun_class(seen[index])


def settle(prose: Prose, before: list[str], noun: str, kind: str, place: int) -> str:
    """Let the words round a head decide where it says little by itself."""
    head = lexicon.singular(noun)
    if head == "member" and prose.word(place) == "of" and _PARLIAMENTS.intersection(prose.words[place : place + 4]):
        return "office"
    if head == "candidate" and _ELECTED.intersection(prose.words[place : place + 5]):
        return "office"
    if head == "candidate" and _POLLS.intersection(prose.words[max(0, place - 30) : place + 12]):
        return "office"
    if head in _MADE_ABOUT and _is_of_nuisance(prose, place):
        return "thing"
    if head == "use" and _FORCE.intersection(prose.words[place : place + 5]):
        return "event"
    if head == "claim" and not before and _INSURED.intersection(prose.words[max(0, place - 20) : place + 10]):
        return "thing"
    if head in _PLANNED and "planning" in prose.words[max(0, place - 20) : place + 10]:
        return "thing"
    if kind in {"event", "generic"} and head in SOFT_EVENTS and _is_of_things(prose, before, noun, place):
        return "thing"
    if kind == "weak" or kind == "generic":
        modifiers = {lexicon.noun_class(word) for word in before}
        if modifiers & {"person", "event"}:
            return "event"
        inner = _complement(prose, place)
        if inner in {"person", "event"}:
            return "event"
        if kind == "generic":
            return "thing" if inner or "thing" in modifiers else "generic"
    return kind


def _is_of_nuisance(prose: Prose, place: int) -> bool:
    """Tell "two complaints about potholes" and "a complaint was received about a bus shelter" from those about a person."""
    about = next((step for step in range(place, place + 5) if prose.word(step) in _ABOUT), None)
    if about is None:
        return False
    seen: list[str] = []
    for step in range(about + 1, about + 8):
        word = prose.word(step)
        if not word[0].isalpha() or (word in BREAKS and word not in {"a", "an", "of", "to"}):
            break
        seen.append(word)
    kinds = {lexicon.noun_class(word) for word in seen}
    return bool(_NUISANCES.intersection(seen)) and not kinds & {"person", "event"}


def _is_of_things(prose: Prose, before: list[str], noun: str, place: int) -> bool:
    """Tell "two cyber incidents", and "the single incident" where the letter has spoken of pollution incidents."""
    if any(word in INANIMATE for word in before):
        return True
    start = max(place - len(before) - 1 - _BACK, 0)
    earlier = prose.words[start : max(place - len(before) - 1, 0)]
    spoken = {noun, lexicon.singular(noun), lexicon.singular(noun) + "s"}.intersection(earlier)
    modifiers = [
        previous
        for previous, word in itertools.pairwise(earlier)
        if word in spoken and previous[0].isalpha() and previous not in BREAKS and not is_number(previous)
    ]
    return bool(modifiers) and modifiers[-1] in INANIMATE


def _complement(prose: Prose, place: int) -> str:
    """Return the class of what "cases of", "reports involving" goes on to name."""
    if prose.word(place) not in _OF:
        return ""
    seen: list[str] = []
    for step in range(1, 8):
        word = prose.word(place + step)
        if not word[0].isalpha() or (word in BREAKS and word not in {"a", "an"}):
            break
        seen.append(word)
    kinds = [compound_class(seen, index) for index in range(len(seen))]
    if any(word in INANIMATE for word in seen[:-1]) and kinds and kinds[-1] == "event":
        return "thing"
    known = [kind for kind in kinds if kind]
    strong = [kind for kind in known if kind in {"person", "event", "thing"}]
    return (strong or known or [""])[-1]

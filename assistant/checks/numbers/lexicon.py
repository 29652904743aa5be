"""The nouns and participles that tell a count of people from a count of things."""

import tomllib
from functools import cache, lru_cache
from pathlib import Path

_HERE = Path(__file__).resolve().parent
_IRREGULAR = {
    "men": "man",
    "women": "woman",
    "children": "child",
    "people": "person",
    "persons": "person",
    "babies": "baby",
    "wives": "wife",
    "lives": "life",
    "knives": "knife",
    "staff": "staff",
    "feet": "foot",
    "mice": "mouse",
    "geese": "goose",
    "criteria": "criterion",
    "premises": "premises",
    "series": "series",
    "species": "species",
    "diagnoses": "diagnosis",
    "analyses": "analysis",
    "buses": "bus",
    "thieves": "thief",
    "shelves": "shelf",
    "leaves": "leaf",
    "appendices": "appendix",
    "indices": "index",
    "policemen": "officer",
    "policeman": "officer",
    "policewoman": "officer",
    "policewomen": "officer",
    "servicemen": "serviceman",
    "firemen": "firefighter",
    "businessmen": "man",
    "halves": "half",
    "data": "data",
    "media": "media",
}


@cache
def _words(file: str) -> dict[str, frozenset[str]]:
    with (_HERE / file).open("rb") as handle:
        raw: dict[str, str] = tomllib.load(handle)
    return {kind: frozenset(words.split()) for kind, words in raw.items()}


@cache
def _classes() -> dict[str, str]:
    """Return noun -> class; the first class in this order wins."""
    order = ("person", "event", "generic", "office", "period", "money", "measure", "thing", "weak")
    table: dict[str, str] = {}
    for kind in order:
        for word in _words("nouns.toml")[kind]:
            table.setdefault(word, kind)
    return table


def singular(word: str) -> str:
    """Return a noun's singular as the lists have it."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 2:
        return word[:-1]
    return word


@lru_cache(maxsize=65536)
def noun_class(word: str) -> str:
    """Return what a noun is: person, event, generic, office, period, money, measure, thing, weak or ``""``."""
    table = _classes()
    word = word.removesuffix("'s").removesuffix("'")
    if word.endswith("men") and word not in table:
        word = word[:-2] + "an"  # "helmsmen"
    return table.get(word) or table.get(singular(word)) or (table.get(word[:-2], "") if word.endswith("ses") else "")


def is_label(word: str) -> bool:
    """Tell whether the number after this word is a name ("Table 3"), not a count."""
    labels = _words("nouns.toml")["label"]
    return word in labels or singular(word) in labels


def is_citation_word(word: str) -> bool:
    """Tell whether the number after this word is a provision ("section 40")."""
    return word in _words("nouns.toml")["citation"]


def person_word(word: str) -> bool:
    """Tell whether a participle or adjective can only be said of people ("arrested")."""
    return word in _words("verbs.toml")["person"]


def case_word(word: str) -> bool:
    """Tell whether a participle is said of complaints, claims and cases ("upheld")."""
    return word in _words("verbs.toml")["case"]


def duty_word(word: str) -> bool:
    """Tell whether a verb in the present tense says what staff do by rule ("check", "signs")."""
    duties = _words("verbs.toml")["duty"]
    return word in duties or singular(word) in duties


def work_word(word: str) -> bool:
    """Tell whether a word belongs to an estimate of work ("minutes")."""
    return word in _words("verbs.toml")["work"]

"""Numbers that name a thing and count none: "section 40", "Table 3", "Band 5", "aged 16", "quarter 2"."""

from assistant.checks.numbers import lexicon
from assistant.checks.numbers.phrases import governed, past_verb
from assistant.checks.numbers.prose import Prose
from assistant.checks.numbers.quantity import Expression, Kind, Role
from assistant.checks.numbers.wordset import wordset

_FOR_SO_MANY = wordset(
    "limit cap policy rule benefit ratio law room bed seat table car leaflet system bay tent lift cell tax credit allowance entry form kit boat"
)
_STEPS = frozenset({"year", "month", "week", "day", "quarter", "term"})
_AT_STEP = wordset("on by from of to in at until after for")
_OPENS_STEP = frozenset({",", ";", ":", "(", "\n", "and", ".", "-", "|"})
_STEPS_OF_A_YEAR = 4
GRADES = wordset("band grade tier level category class scp spine g sco scs stage priority")
_ASKING_LABELS = wordset("question questions q part parts item point request")
_ASKING = wordset(
    "asks asked asking concerns concerned relates related seeks sought covers covered refers is was has were"
)
_GROWING = wordset("child children pupils people patients persons boys girls adults those kids babies infants toddlers")
_DESCRIBES = wordset(
    "lists shows covers gives sets contains concerns relates deals describes explains holds names refers"
)


def named(prose: Prose, found: Expression) -> Role | None:
    """Tell a name ("section 40", "Table 3", "Band 5", "aged 16") from a count."""
    if found.kind in {Kind.FREQUENCY, Kind.IDIOM, Kind.INVERSE, Kind.WELSH}:
        return None
    if _is_compound(prose, found):
        return Role.WORD
    before, earlier = prose.word(found.first - 1), prose.word(found.first - 2)
    shortened = before == "." and not prose.ends_sentence(found.first - 1)  # "No. 3", "para. 4"
    if shortened or (before in {".", "-", "#"} and prose.joined(found.first)):
        before, earlier = earlier, prose.word(found.first - 3)
    if _age(prose, found, before):
        return Role.AGE
    if before in _ASKING_LABELS and found.kind is Kind.DIGITS and prose.word(found.last) in _ASKING:
        return Role.STRUCTURE  # "Question 3 concerns officers who were dismissed"
    if earlier == "(" and prose.word(found.last) == ")" and prose.word(found.first - 3)[0].isdigit():
        return Role.REFERENCE  # "388/22 (Appeal 2)"
    if before == "(" and earlier.isdigit() and prose.joined(found.first - 1):
        return Role.CITATION
    if _labels_part(prose, found, before):
        return Role.STRUCTURE  # "volume 3 of the Inspector's report"
    if lexicon.is_label(before) and prose.word(found.last) in _DESCRIBES and found.kind is Kind.DIGITS:
        return Role.STRUCTURE  # "sheet 3 lists pupils"
    if lexicon.is_label(before) and prose.word(found.last) in {"-", ":"} and found.kind is Kind.DIGITS:
        return Role.STRUCTURE  # "Figure 2 - Thefts by month"
    if opens_count(prose, found) and not prose.joined(found.first) and not _code_label(before, found):
        return None
    if lexicon.is_citation_word(before) and not (before in {"s", "act", "exemption"} and earlier == "'"):
        if before in {"principle", "act", "exemption", "exemptions"} and found.kind is Kind.WORDS:
            return None
        return Role.CITATION
    if before in GRADES and prose.word(found.first - 1) != "x":
        return Role.GRADE
    if lexicon.is_label(before) and found.kind in {Kind.DIGITS, Kind.WORDS, Kind.RANGE, Kind.ROMAN, Kind.ZERO}:
        return None if _label_is_unit(prose, found, before, earlier) else Role.STRUCTURE
    return None


def _is_compound(prose: Prose, found: Expression) -> bool:
    """Tell "a two-parent family" and "the three Rs" from counts."""
    family = prose.word(found.last) == "-" and lexicon.singular(prose.word(found.last + 2)) in {
        "family",
        "household",
        "home",
    }
    letter = prose.raw(found.last)
    if _is_kind_of_thing(prose, found):
        return True
    return family or (len(letter) == 2 and letter[0].isupper() and letter[1] == "s")


def _is_kind_of_thing(prose: Prose, found: Expression) -> bool:
    """Tell "the two-child limit", "a one-parent leaflet": a person's noun behind a hyphen describes the thing that follows."""
    described = lexicon.noun_class(prose.word(found.last + 1)) == "person"
    return prose.word(found.last) == "-" and described and lexicon.singular(prose.word(found.last + 2)) in _FOR_SO_MANY


def opens_count(prose: Prose, found: Expression) -> bool:
    """Tell whether what follows a number makes it a count of people: a noun of theirs, or a verb of what happened."""
    kind = governed(prose, found).kind
    following = prose.word(found.last)
    verb = following in {"was", "were", "had"} or (found.kind is Kind.WORDS and past_verb(following))
    return kind in {"person", "event", "generic"} or verb


def _labels_part(prose: Prose, found: Expression, before: str) -> bool:
    """Tell a part of a document or a bundle: "figure 3 of", "volume 2 to", but not "ward 3, 2 of the nine"."""
    if found.kind is not Kind.DIGITS or not lexicon.is_label(before) or prose.joined(found.core):
        return False
    return prose.word(found.last) == "of" and not any(
        prose.word(place).isdigit() for place in range(found.last + 1, found.last + 3)
    )


def _code_label(before: str, found: Expression) -> bool:
    """Tell whether the words "Band 3 officers" name a grade although a noun follows."""
    return (before in GRADES or lexicon.is_citation_word(before)) and found.kind is Kind.DIGITS


def _label_is_unit(prose: Prose, found: Expression, before: str, earlier: str) -> bool:
    """Tell "the number 3" and "per year 2" from labels."""
    if before in _STEPS and not (
        earlier in _AT_STEP or (found.kind is Kind.DIGITS and earlier in _OPENS_STEP and found.low <= _STEPS_OF_A_YEAR)
    ):
        return found.low > 13 or prose.raw(found.first - 1)[0].islower() or earlier in {"per", "each", "a", "every"}
    return before in {"number"} and earlier in {"the", "a", "this"}


def _age(prose: Prose, found: Expression, before: str) -> bool:
    after = [prose.word(found.last + step) for step in range(4)]
    if before in {"aged", "age", "ages"}:
        # "Claims: race 6, sex 5, age 1": a label among others.
        return not (
            prose.word(found.first - 2) in {",", ";"}
            and after[0] in {",", ";", "."}
            and prose.word(found.first - 3).isdigit()
        )
    if after[0] == "-":
        after = after[1:]
    if after[0] in {"year", "years", "month", "months", "week", "weeks", "yr", "yrs"} and (
        after[1] in {"old", "olds"} or (after[1] == "-" and after[2] in {"old", "olds"}) or after[1:3] == ["of", "age"]
    ):
        return True
    if after[0] in {"and", "or", "to"} and after[1].isdigit() and after[2] in {"year", "years"} and "old" in after[3]:
        return True  # "3 and 4 year olds"
    if after[0] in {"and", "or"} and after[1] in {"over", "under", "above", "below"} and found.low > 9:
        return True
    if prose.word(found.first) in {"under", "over", "below", "above"} and before in _GROWING:
        return True  # "children under 2"
    under = prose.word(found.first) in {"under", "over"} or before in {"under", "over"}
    return under and (after[0] in {"s", "'s"} or (prose.word(found.core - 1) == "-" and found.low > 4))

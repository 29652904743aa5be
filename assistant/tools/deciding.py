"""Tools that decide: a question's outcome, the dates, words for the letter. Each is checked before anything changes."""

from dataclasses import replace
from datetime import date

from assistant.errors import FoiError
from assistant.library.passages import Passage
from assistant.pipeline import understand
from assistant.reasons import listed
from assistant.settings import parse_date
from assistant.tools.arguments import AddContext, SetDates, SetOutcome
from assistant.tools.casefile import Bench, Call, CaseFile, Turn
from assistant.tools.notes import add_words, blocks_of, plain, replace_instruction

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NEED_SECTIONS = ("withheld", "ncnd")
_VERBS = {
    "disclosed": "disclose",
    "withheld": "withhold",
    "not-held": "not held",
    "cost": "cost",
    "vexatious": "vexatious",
    "available-elsewhere": "available",
    "future-publication": "publish",
    "ncnd": "ncnd",
}
_MISSING = {
    "cost": "how many hours it would take, for example: Q{n} would cost 26 hours at two officers",
    "available-elsewhere": "the address of the page, for example: Q{n} available at https://…",
    "future-publication": "when it will be published, for example: Q{n} publish 2027-03",
}


def set_outcome(bench: Bench, given: SetOutcome) -> Turn:
    """Decide a question: its outcome, the sections relied on, and why.

    Raises:
        FoiError: the question, a table or a provision does not exist, or what the outcome takes is missing.
    """
    number = given.question
    if given.outcome == "partial":
        raise FoiError(
            "a partial answer is not set by itself",
            todo="Disclose the table, and what must be hidden in it is hidden; or split the question and withhold a part.",
        )
    if given.outcome in _NEED_SECTIONS and not given.sections:
        return _which_section(bench, given)
    if given.outcome in _MISSING and not given.detail:
        raise FoiError("something is missing", todo="Tell me " + _MISSING[given.outcome].format(n=number) + ".")
    instruction = "" if given.outcome == "undecided" else _instruction(given)
    notes = replace_instruction(bench.case.intake.notes, number, instruction)
    case = accepted(bench, bench.case.with_intake(notes=notes))
    what = f"Q{number}: {instruction}" if instruction else f"question {number} is undecided again"
    said = f"Question {number} is now “{instruction}”." if instruction else f"Question {number} is undecided again."
    return Turn(said, case=case, changed=what)


def _instruction(given: SetOutcome) -> str:
    words = [_VERBS[given.outcome]]
    if given.sections:
        words.append(", ".join(given.sections))
    if given.tables:
        words.append(" and ".join(f"table {name}" for name in given.tables))
    if given.detail:
        words.append(plain(given.detail).removeprefix("– "))
    text = " ".join(words)
    reason = plain(given.reason).removeprefix("– ")
    return f"{text}. {reason}" if reason else text


def _which_section(bench: Bench, given: SetOutcome) -> Turn:
    """Ask which exemption, and offer those that the officer's reason, or the question, comes nearest to."""
    found = _near_sections(bench, given)
    offers = tuple(
        Call("set_outcome", {**given.model_dump(exclude_defaults=True), "question": given.question, "sections": (ref,)})
        for ref, _ in found
    )
    verb = "neither confirm nor deny" if given.outcome == "ncnd" else "withhold"
    if not offers:
        raise FoiError(
            "no section is named",
            todo=f"Name it down to its limb, for example: {verb} Q{given.question} under 31(1)(a).",
        )
    lines = [f"{place}. **{ref}**, {title}" for place, (ref, title) in enumerate(found, 1)]
    why = f" that come nearest to “{given.reason}”" if given.reason else " that come nearest to the question"
    return Turn(
        f"On which section do you rely for question {given.question}? Those{why}:\n\n"
        + "\n".join(lines)
        + "\n\nSay which "
        "one, or name another. Nothing has changed yet.",
        offered=offers,
    )


def _near_sections(bench: Bench, given: SetOutcome) -> list[tuple[str, str]]:
    from assistant.tools.looking import questions_of, regime_of

    if bench.workplace.library is None:
        return []
    asked = questions_of(bench.case)
    words = given.reason or (asked[given.question - 1] if given.question <= len(asked) else "")
    regime = regime_of(bench)
    found: list[Passage] = (
        bench.workplace.library.search(words, kind="legislation", k=8, regime=regime) if words else []
    )
    from assistant.law.pack import load_pack

    pack = load_pack(regime)
    refs = dict.fromkeys(section for passage in found for section in passage.sections[:1])
    provisions = [p for ref in refs if (p := pack.find(ref)) and (p.absolute or p.public_interest)]
    return [(p.ref, p.title) for p in provisions if not p.ref.startswith(("12", "14"))][:3]


def add_context(bench: Bench, given: AddContext) -> Turn:
    """Add the officer's own words for a question, or for the whole reply; they pass every check before the letter."""
    if given.question and given.question not in blocks_of(bench.case.intake.notes)[1]:
        raise FoiError(
            f"question {given.question} is not decided yet, so its words have no place",
            todo=f"Decide it first, for example: Q{given.question} not held, {given.words[:60]}",
        )
    notes = add_words(bench.case.intake.notes, given.question, given.words)
    case = accepted(bench, bench.case.with_intake(notes=notes))
    where = f"question {given.question}" if given.question else "the whole reply"
    return Turn(f"Added for {where}.", case=case, changed=f"words added for {where}")


def set_dates(bench: Bench, given: SetDates) -> Turn:
    """Set when the request came, or the date that the letter bears."""
    changes: dict[str, date] = {}
    for name, text in (("received", given.received), ("letter_date", given.letter_date)):
        if text:
            changes[name] = dated(text, bench.today, past=name == "received")
    if not changes:
        raise FoiError("no date is given", todo="Say for example: received on 3 March 2026.")
    if changes.get("received", bench.today) > bench.today:
        raise FoiError("the request cannot have come after today", todo="Give the day on which it was received.")
    from assistant.letter import long_date

    case = accepted(bench, bench.case.with_intake(**changes))
    names = {"received": "received on", "letter_date": "the letter's date is"}
    said = listed(f"{names[name]} {long_date(day)}" for name, day in changes.items())
    from assistant.tools.looking import when_due

    due = when_due(replace(bench, case=case), None).answer if "received" in changes else f"Noted: {said}."
    return Turn(due, case=case, changed=said)


def dated(text: str, today: date, *, past: bool) -> date:
    """Read a date that a person says, "3 March" or "today" too; one without a year is the nearest that fits.

    Raises:
        FoiError: it is not a date.
    """
    import re
    from datetime import timedelta

    folded = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|\b(?:the|of|on)\b|,", " ", text, flags=re.IGNORECASE)
    folded = re.sub(
        r"^\s*(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b", "", folded, flags=re.IGNORECASE
    )
    folded = " ".join(folded.split()).rstrip(".")
    if weekday := re.fullmatch(rf"\s*(?:last |on |this )?({'|'.join(_WEEKDAYS)})\s*", text, re.IGNORECASE):
        back = (today.weekday() - _WEEKDAYS.index(weekday.group(1).casefold())) % 7 or 7
        return today - timedelta(days=back) if past else today + timedelta(days=7 - back % 7)
    spoken = {"today": 0, "yesterday": 1, "the day before yesterday": 2}
    if folded.casefold() in spoken:
        return today - timedelta(days=spoken[folded.casefold()])
    folded = re.sub(r"^([A-Za-z]+) (\d{1,2})\b", r"\2 \1", folded)
    short = re.match(r"^(\d{1,2})(?: ([A-Za-z]+)|[/.](\d{1,2}))$", folded)
    if not short:
        return parse_date(folded, "the date")
    day = parse_date(f"{folded}{' ' if short.group(2) else folded[len(short.group(1))]}{today.year}", "the date")
    if past and day > today:
        return day.replace(year=today.year - 1)
    return day


def accepted(bench: Bench, case: CaseFile) -> CaseFile:
    """Return a changed case, if what it now says can be understood.

    Raises:
        FoiError: a question, a table or a provision does not exist.
    """
    if case.intake.request.strip():
        understand(case.intake, bench.workplace.authority)
    return case

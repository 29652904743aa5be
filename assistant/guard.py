"""What stands between drafting and release.

Officers' and models' words are screened, and a letter that would release a low count is not given out.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.checks import Report, check_numbers
from assistant.checks.material import Material
from assistant.checks.numbers.quantity import Role
from assistant.checks.quantities import read_quantities
from assistant.decision import Decision
from assistant.figures.choices.worksheet import Worksheet, grounds
from assistant.figures.protect import Protected
from assistant.findings import Finding, Verdict
from assistant.letter import ANSWER_NEEDED, DECISION_NEEDED, Letter
from assistant.reasons import Reasons

NOT_GIVEN = (
    "This draft is not given out: as written it would release a low count, and taking out the officer's own words did not "
    "mend that.\n\nLook at the findings, change the notes or the tables, and draft again.\n"
)
_SENTENCE = re.compile(r"[^.!?]+(?:[.!?]+(?=\s|$)|[.!?](?=\S)[^.!?]*)*[.!?]*\s*")


def counts_released(text: str, material: Material) -> list[Finding]:
    """Return the findings that say a text states or gives away a low count, or that this could not be checked."""
    report = check_numbers(text, material)
    return [f for f in report.findings if f.verdict is Verdict.BLOCK and f.code.startswith(("count.", "check."))]


def screen(
    decisions: Sequence[Decision], general: str, material: Material
) -> tuple[tuple[Decision, ...], str, list[Finding]]:
    """Take out of the officer's words every sentence that would state or give away a low count.

    Returns:
        The decisions with their words screened, the words for the whole reply screened, and a finding
        for each place where sentences were left out.
    """
    screened: list[Decision] = []
    findings: list[Finding] = []
    for decision in decisions:
        words, left_out = screened_words(decision.words, material)
        passed = {text: screened_words(text, material) for text in decision.weighing.texts()}
        weighing = decision.weighing.screened({text: words for text, (words, _) in passed.items()})
        left_out += sum(gone for _, gone in passed.values())
        screened.append(replace(decision, words=words, weighing=weighing))
        if left_out:
            findings.append(_left_out(f"on question {decision.question.number}", left_out))
    general, left_out = screened_words(general, material)
    if left_out:
        findings.append(_left_out("for the whole reply", left_out))
    return tuple(screened), general, findings


def grounds_given(worksheets: Sequence[Worksheet], material: Material) -> tuple[str, list[Finding]]:
    """Return what worksheets say for withholding the figures, screened like notes, and what was left out of it."""
    words, left_out = screened_words(" ".join(text for one in worksheets for text in grounds(one)), material)
    return words, [_left_out("on the worksheet", left_out)] if left_out else []


def _left_out(where: str, number: int) -> Finding:
    were = "sentence was" if number == 1 else "sentences were"
    return Finding(
        "count.notes",
        Verdict.REVIEW,
        f"Your notes {where} would have given a low figure away; {number} {were} left out of the letter.",
        "Say it without the figure, or record a release decision for it.",
    )


def propose(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Give each undecided question the answer of the past reply to the same question, its figures left out."""
    return tuple(
        d.with_words(without_figures(d.precedent.answer)) if d.outcome == "undecided" and d.precedent else d
        for d in decisions
    )


_KEPT = frozenset({Role.CITATION, Role.DATE, Role.CONTACT, Role.STRUCTURE, Role.LIST_NUMBER, Role.WORD})


def without_figures(text: str) -> str:
    """Return a past answer with every figure in it replaced by "[figure]", and every table by a mark."""
    prose = re.sub(r"(?m)(?:^[ \t]*\|.*\n?)+", "[table of figures]\n", text)
    for quantity in reversed(read_quantities(prose)):
        if quantity.role not in _KEPT:
            prose = prose[: quantity.start] + "[figure]" + prose[quantity.end :]
    return prose.strip()


def screened_words(words: str, material: Material) -> tuple[str, int]:
    """Return an officer's words without the sentences that release a low count, and how many went.

    Each sentence is looked at by itself, and what is left of them together.
    """
    if not words.strip():
        return "", 0
    kept: list[str] = []
    left_out = 0
    for paragraph in words.split("\n\n"):
        sentences = []
        for match in _SENTENCE.finditer(paragraph):
            if counts_released(match.group(), material):
                left_out += 1
            else:
                sentences.append(match.group().strip())
        kept.append(" ".join(sentences))
    text = "\n\n".join(paragraph for paragraph in kept if paragraph)
    if counts_released(text, material):  # what remains still gives it away taken together
        return "", left_out + 1
    return text, left_out


def guarded(letter: Letter, report: Report) -> tuple[Letter, list[Finding]]:
    """Return the letter, or a letter that says nothing where it would release a low count.

    A check that did not run counts as one that failed.
    """
    findings = list(report.findings)
    if any(f.verdict is Verdict.BLOCK and f.code.startswith(("count.", "check.")) for f in findings):
        hidden = tuple(replace(one, text="") for one in letter.answers)
        # The quotes of these findings are the very words that must not leave the program.
        safe = [replace(f, start=0, end=0, quote="") for f in findings]
        return Letter(NOT_GIVEN, hidden), safe
    return letter, findings


def drafting_findings(
    letter: Letter,
    decisions: Sequence[Decision],
    figures: Mapping[str, Protected],
    reasons: Sequence[Reasons],
    given: Mapping[str, object],
    worksheets: Sequence[Worksheet] = (),
) -> list[Finding]:
    """Return what is still to be decided, filled in or confirmed by a person."""
    findings = [
        *_blanks(
            letter.text, DECISION_NEEDED, "question.undecided", Verdict.BLOCK, "Decide it in the notes or the chat."
        ),
        *_blanks(letter.text, ANSWER_NEEDED, "question.unanswered", Verdict.BLOCK, "Give the answer in the notes."),
    ]
    blanks = {m.group(): m for m in reversed(list(re.finditer(r"\[(?:name of )?your [^\]\n]{1,40}\]", letter.text)))}
    findings += [
        Finding(
            "letter.blank",
            Verdict.REVIEW,
            f"The letter still has a blank: {blank}.",
            "Set it in the authority's profile (FOI_AUTHORITY) or with --reference, or fill it in.",
            match.start(),
            match.end(),
            blank,
        )
        for blank, match in sorted(blanks.items(), key=lambda one: one[1].start())
    ]
    findings += [_proposed(d) for d in decisions if d.proposed and d.tables]
    if any(table.any_suppressed for table in figures.values()):
        findings += filter(None, [_worksheet(letter.text, worksheets)])
    findings += [
        _by_model(one) for one in reasons if any(p.source not in {"assembled", "officer"} for p in one.paragraphs)
    ]
    used = {name for decision in decisions for name in decision.tables}
    findings += [
        Finding(
            "letter.table",
            Verdict.REVIEW,
            f"The table {name} was given but answers no question.",
            f"Say which question it answers, for example “Q1: disclose table {name}”, or leave it out.",
        )
        for name in given
        if name not in used
    ]
    return findings


def _blanks(text: str, blank: str, code: str, verdict: Verdict, remedy: str) -> list[Finding]:
    found = []
    for match in re.finditer(re.escape(blank) + r"(?=\n\n|$)", text):
        heading = re.findall(r"(?m)^### Question (\d+)", text[: match.start()])
        which = f"Question {heading[-1]}" if heading else "A question"
        what = "is not decided" if code == "question.undecided" else "has no answer"
        found.append(Finding(code, verdict, f"{which} {what}.", remedy, match.start(), match.end(), match.group()))
    return found


def _proposed(decision: Decision) -> Finding:
    return Finding(
        "question.proposed",
        Verdict.REVIEW,
        f"The answer to question {decision.question.number} ({', '.join(decision.tables)}) is the program's proposal.",
        f"Confirm it in the notes: “Q{decision.question.number}: disclose table {decision.tables[0]}”.",
    )


def _by_model(reasons: Reasons) -> Finding:
    model = next(p.source for p in reasons.paragraphs if p.source not in {"assembled", "officer"})
    return Finding(
        "letter.model",
        Verdict.REVIEW,
        f"Paragraphs on {reasons.provision.ref} were written by the model {model}.",
        "Read them against the case: nobody has confirmed what they say.",
    )


def _worksheet(text: str, worksheets: Sequence[Worksheet]) -> Finding | None:
    """Say that the reasons for withholding figures need a person's answers; None where all are given."""
    answered = [one for one in worksheets if one.conclusion == "withhold"]
    missing = list(dict.fromkeys(point.question for one in answered for point in one.missing()))
    if answered and not missing:
        return None
    place = max(text.find("## Why we are withholding information"), 0)
    if answered:
        return Finding(
            "refusal.worksheet",
            Verdict.REVIEW,
            f"The worksheet leaves open: {' '.join(missing)}",
            "Answer what bears on these figures; the letter's reasons come from the answers.",
            place,
            place,
        )
    return Finding(
        "refusal.worksheet",
        Verdict.REVIEW,
        "The reasons for withholding figures are the program's proposal. The law has no threshold: what counts is whether "
        "somebody could be identified from these figures.",
        "Fill in the worksheet (foi worksheet TABLE): who could identify the people counted, and from what, and whether coarser "
        "figures would do. Its answers become the reasons.",
        place,
        place,
    )

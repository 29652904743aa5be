"""Tools on the letter: draft it, check it, explain a finding, mend it, put a passage in other words."""

import re
from dataclasses import replace

from assistant.case import Draft
from assistant.cases.standing import check_standing
from assistant.checks.material import Material
from assistant.checks.remedies import applied, is_mechanical
from assistant.errors import FoiError
from assistant.findings import Finding, Verdict
from assistant.guard import NOT_GIVEN
from assistant.pipeline import Workplace, checked_against, draft_reply, with_earlier
from assistant.reasons import WRITABLE
from assistant.tools.arguments import ApplyRemedy, Nothing, OneFinding, Redraft
from assistant.tools.casefile import Bench, CaseFile, Turn

NO_REQUEST = "There is no request yet. Paste it under “The request” first."
_LISTED = 12


def drafted(case: CaseFile, workplace: Workplace) -> CaseFile:
    """Return the case with a draft that is up to date, its passages in the officer's words where it still has them.

    Raises:
        FoiError: the request, the notes or a table cannot be used.
    """
    if case.draft:
        return case
    draft = draft_reply(case.intake, workplace)
    for before, after in case.rewritten:
        if draft.letter.text.count(before) == 1:
            draft = _with_text(draft, draft.letter.text.replace(before, after), case, workplace)
    return replace(case, draft=draft)


def make_draft(bench: Bench, _: Nothing) -> Turn:
    """Draft the reply from what is on the desk."""
    if not bench.case.intake.request.strip():
        return Turn(NO_REQUEST)
    case = drafted(replace(bench.case, draft=None), bench.workplace)
    assert case.draft is not None, "just drafted"  # noqa: S101
    return Turn(told_of(case.draft), case.draft.sources[:3], case, changed="a new draft of the letter")


def told_of(draft: Draft) -> str:
    """Say what was drafted and what its checks found, without a number that could be a figure of the case."""
    outcomes = "; ".join(f"question {a.number}: {a.outcome.replace('-', ' ')}" for a in draft.letter.answers[:_LISTED])
    more = "; and so on" if len(draft.letter.answers) > _LISTED else ""
    remarks = "".join(f"\n\n{remark}" for remark in draft.remarks)
    return f"I have drafted the reply ({outcomes}{more}). {_found(draft)}{remarks}"


def _found(draft: Draft) -> str:
    blocks = any(f.verdict is Verdict.BLOCK for f in draft.findings)
    reviews = any(f.verdict is Verdict.REVIEW for f in draft.findings)
    if blocks:
        return f"The checks **block** it{', and found other things to look at' if reviews else ''}."
    return "Nothing blocks it; there are some things to look at." if reviews else "The checks found nothing."


def check(bench: Bench, _: Nothing) -> Turn:
    """Say what the checks find in the letter as it stands."""
    case = _ready(bench)
    findings = _draft(case).findings
    if not findings:
        return Turn("The checks found nothing. They do not replace a reading.", case=case)
    lines = [f"{place}. {_shown(one)}" for place, one in enumerate(findings[:_LISTED], 1)]
    more = "\n\nThe others stand under “The checks”." if len(findings) > _LISTED else ""
    return Turn(f"{_found(_draft(case))}\n\n" + "\n".join(lines) + more, case=case)


def _shown(finding: Finding) -> str:
    # A finding's quote can be the figure that must not leave; its place is shown beside the letter.
    return f"{'**Blocks.** ' if finding.verdict is Verdict.BLOCK else ''}{finding.message}"


def explain_finding(bench: Bench, given: OneFinding) -> Turn:
    """Say what a finding means, and what to do."""
    case = _ready(bench)
    one = _finding(case, given.finding)
    mechanical = " I can do it: say “fix it”." if is_mechanical(one) else ""
    effect = "It stops the letter from going out." if one.verdict is Verdict.BLOCK else "It does not stop the letter."
    return Turn(f"**{one.code}.** {one.message} {effect}\n\nWhat to do: {one.remedy}{mechanical}", case=case)


def apply_remedy(bench: Bench, given: ApplyRemedy) -> Turn:
    """Take out of the letter what needs no judgement."""
    case = _ready(bench)
    draft = _draft(case)
    chosen = [_finding(case, given.finding)] if given.finding else list(draft.findings)
    text, number = applied(draft.letter.text, chosen, bench.workplace.policy.mark)
    if not number:
        todo = chosen[0].remedy if given.finding else "Say “check” to see what is left, and what to do about each."
        return Turn(f"Nothing here can be mended without thought. {todo}", case=case)
    new = replace(case, draft=_with_text(draft, text, case, bench.workplace))
    return Turn("Taken out. Read the sentences again.", case=new, changed="words taken out of the letter")


def redraft(bench: Bench, given: Redraft) -> Turn:
    """Put a paragraph in other words: as the officer says, or as a model writes it to the officer's instruction."""
    case = _ready(bench)
    draft = _draft(case)
    paragraph = passage_of(draft, given.passage)
    new = _as_told(paragraph, given.passage, given.instruction)
    by = ""
    if new is None:
        new, by = _by_model(paragraph, given.instruction, case, bench), bench.workplace.model_name
    if new == paragraph:
        return Turn("That would leave the paragraph as it is.", case=case)
    text = (
        draft.letter.text.replace(paragraph, new)
        if new
        else re.sub(rf"{re.escape(paragraph)}\n*", "", draft.letter.text)
    )
    changed = replace(case, draft=_with_text(draft, text, case, bench.workplace))
    if _blocked_by_change(_draft(case), _draft(changed)):
        return Turn("I have not done that: the letter would then give a low figure away.", case=case)
    changed = replace(changed, rewritten=(*case.rewritten, (paragraph, new)))
    said = f"It now reads:\n\n> {new}" if new else "I have taken the paragraph out."
    wrote = f"\n\nThe model {by} wrote it: read it against the case." if by else ""
    return Turn(said + wrote, case=changed, changed="a paragraph of the letter put in other words")


def _blocked_by_change(before: Draft, after: Draft) -> bool:
    counts = [{f.code for f in one.findings if f.code.startswith(("count.", "check."))} for one in (before, after)]
    return bool(counts[1] - counts[0]) or after.letter.text == NOT_GIVEN


def passage_of(draft: Draft, words: str) -> str:
    """Return the one paragraph of a letter that holds some words, if it may be put in other words.

    Raises:
        FoiError: no paragraph has them, several do, or it is one that the law or the figures settle.
    """
    wanted = " ".join(words.casefold().split())
    found = [p for p in draft.letter.text.split("\n\n") if wanted in " ".join(p.casefold().split())]
    free = [p for p in found if _is_free(p, draft)]
    if len(free) == 1:
        return free[0]
    if found and not free:
        raise FoiError(
            "that paragraph is settled by the law, the request or the figures, so it is not put in other words here",
            todo="Decide the question anew, or edit the letter by hand; the checks run on what you write.",
        )
    what = "several paragraphs have these words" if free else "no paragraph of the letter has these words"
    raise FoiError(what, todo="Give a few more words of it, as they stand in the letter.")


def _is_free(paragraph: str, draft: Draft) -> bool:
    if paragraph.lstrip().startswith(("|", "#", ">")) or re.search(r"(?m)^\s*\|", paragraph):
        return False
    written = [p.text for r in draft.reasons for p in r.paragraphs if p.part in WRITABLE or p.source == "officer"]
    words = [d.words for d in draft.decisions if d.words]
    return any(paragraph.strip() in text or text.strip() in paragraph for text in (*written, *words))


_TAKE_OUT = re.compile(r"^(?:take (?:it |that |this )?out|delete|remove|drop|strike|cut)\b", re.IGNORECASE)
_WITH = re.compile(
    r"^(?:change|replace|swap)?\s*(?:it\s+)?(?:with|to|by|into|→)\s*[:“\"']*\s*(.+?)[”\"']*$", re.IGNORECASE | re.DOTALL
)


def _as_told(paragraph: str, passage: str, instruction: str) -> str | None:
    """Return the paragraph as the officer's own words make it; None where that takes a writer."""
    if _TAKE_OUT.match(instruction):
        sentences = re.split(r"(?<=[.!?])\s+", paragraph)
        kept = [one for one in sentences if " ".join(passage.casefold().split()) not in one.casefold()]
        return " ".join(kept) if len(kept) < len(sentences) else ""
    match = _WITH.match(instruction)
    if match:
        pattern = re.compile(r"\s+".join(map(re.escape, passage.split())), re.IGNORECASE)
        return pattern.sub(lambda _: match.group(1).strip(), paragraph, count=1)
    return None


def _by_model(paragraph: str, instruction: str, case: CaseFile, bench: Bench) -> str:
    if bench.workplace.model is None:
        raise FoiError(
            "putting a paragraph in other words to an instruction needs a model, and none is named",
            todo="Say what it should read: “change … to …”, or “take out the sentence about …”; or edit the letter.",
        )
    from assistant.model.redraft import redrafted  # langchain only where a model is named

    draft = _draft(case)
    shapes = tuple(table.shape_in_words() for table in case.intake.tables.values())
    material = _material(draft, case, bench.workplace)
    return redrafted(
        paragraph,
        instruction,
        bench.workplace.model,
        material,
        draft.particulars.regime,
        shapes,
        bench.workplace.model_seconds,
    )


def _material(draft: Draft, case: CaseFile, workplace: Workplace) -> Material:
    intake = with_earlier(case.intake, workplace)
    return checked_against(draft.request, draft.particulars, intake, workplace, draft.figures)


def _with_text(draft: Draft, text: str, case: CaseFile, workplace: Workplace) -> Draft:
    """Return a draft whose letter reads otherwise, checked again."""
    worksheets = case.intake.choices.worksheets
    checked = check_standing(text, draft, case.intake.tables, worksheets, lambda: _material(draft, case, workplace))
    return replace(draft, letter=replace(draft.letter, text=text), verdict=checked.verdict, findings=checked.findings)


def _ready(bench: Bench) -> CaseFile:
    if not bench.case.intake.request.strip():
        raise FoiError("there is no letter yet", todo=NO_REQUEST)
    return drafted(bench.case, bench.workplace)


def _draft(case: CaseFile) -> Draft:
    assert case.draft is not None, "drafted before"  # noqa: S101
    return case.draft


def _finding(case: CaseFile, number: int) -> Finding:
    findings = _draft(case).findings
    if number > len(findings):
        raise FoiError(f"there is no finding {number}", todo="Say “check” to see them.")
    return findings[number - 1]

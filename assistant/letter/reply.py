"""The reply to a request: what was asked, what is decided, the answers, the reasons, the rights."""

from collections.abc import Mapping, Sequence

from assistant.decision import Decision
from assistant.figures.protect import Protected
from assistant.law.periods import period
from assistant.law.regulators import Regulator
from assistant.law.wording import Wording
from assistant.letter.answers import answer, refs_cited
from assistant.letter.parts import Answer, Letter, Particulars, head, long_date, quoted, rights, signature
from assistant.notes import CLARIFY
from assistant.reasons import Reasons, questions_named
from assistant.settings import Authority


def write_reply(
    particulars: Particulars,
    decisions: Sequence[Decision],
    figures: Mapping[str, Protected],
    reasons: Sequence[Reasons],
    authority: Authority,
    regulator: Regulator,
    wording: Wording,
    general: str = "",
) -> Letter:
    """Write a reply, or the reply to a request for an internal review, whole.

    Args:
        particulars: dates and references.
        decisions: in the order of the questions, the officer's words screened.
        figures: protected tables by name.
        reasons: one a provision relied on.
        authority: who replies.
        regulator: to whom the applicant may complain, on the letter's date.
        wording: the paragraphs of the regime, in the house's style.
        general: the officer's words for the whole reply, screened.
    """
    answers = tuple(answer(d, figures, wording, authority, particulars) for d in decisions)
    parts = [head(particulars, authority), wording("salutation"), *opening(particulars, wording)]
    if general:
        parts.append(general)
    parts += ["## Your request", wording("you_asked"), quoted(decisions)]
    parts += ["## Our decision", *_decision(decisions, answers, wording)]
    parts.append("## Our answers")
    for decision, said in zip(decisions, answers, strict=True):
        parts += [f"### Question {said.number}", f"> {decision.question.text}", said.text]
    parts += why([one for one in reasons if not one.ncnd], "Why we are withholding information")
    parts += why([one for one in reasons if one.ncnd], "Why we neither confirm nor deny")
    parts += [*rights(particulars, authority, regulator, wording), *signature(authority, wording)]
    return Letter("\n\n".join(parts) + "\n", answers)


def opening(particulars: Particulars, wording: Wording) -> list[str]:
    """Return the heading and what is said before anything of substance; a late letter is sorry."""
    order = particulars.order
    if order.kind != "review" or order.reviewed is None or order.asked is None:
        parts = [
            f"# {wording('title')}: {particulars.subject}",
            wording("opening", received=long_date(particulars.received)),
        ]
        if particulars.letter_date > particulars.due:
            parts.append(wording("late", due=long_date(particulars.due)))
        return parts
    due = period(particulars.regime, "review-answer").last_day(order.asked)
    parts = [
        f"# Internal review: {particulars.subject}",
        wording("review_opening", asked=long_date(order.asked), reviewed=long_date(order.reviewed)),
    ]
    if particulars.letter_date > due:
        parts.append(wording("review_late", due=long_date(due)))
    return [*parts, wording("review_" + order.result.replace(" ", "_"))]


def _decision(decisions: Sequence[Decision], answers: Sequence[Answer], wording: Wording) -> list[str]:
    lines = [
        f"- **Question {a.number}:** "
        + wording(
            "decided_clarify" if d.detail == CLARIFY else f"decided_{a.outcome}", refs=refs_cited(a.refs, wording)
        )
        for d, a in zip(decisions, answers, strict=True)
    ]
    paragraphs = ["\n".join(lines)]
    notices = (
        ("refusal", {"partial", "withheld"}),
        # Regulation 6 of the EIR is about the form of what is given: no refusal.
        ("refusal_exempt", {"future-publication"} | ({"available-elsewhere"} if wording.regime != "eir" else set())),
        ("refusal_ncnd", {"ncnd"}),
        ("refusal_cost", {"cost", "vexatious"}),
    )
    for name, outcomes in notices:
        numbers = [a.number for a in answers if a.outcome in outcomes]
        if numbers:
            paragraphs.append(wording(name, questions=questions_named(numbers)))
    return paragraphs


def why(reasons: Sequence[Reasons], heading: str) -> list[str]:
    """Return the reasons under a heading; nothing where there are none."""
    parts = [f"## {heading}"] if reasons else []
    for one in reasons:
        parts += [f"### {one.title} ({questions_named(one.questions)})", *_reasons(one)]
    return parts


_STEPS = {"purpose": "Purpose", "necessity": "Necessity", "balance": "Balance"}


def _reasons(reasons: Reasons) -> list[str]:
    text: list[str] = []
    for paragraph in reasons.paragraphs:
        step = _STEPS.get(paragraph.part)
        text.append(f"- **{step}.** {paragraph.text}" if step else paragraph.text)
    # The three steps of the legitimate interests test are one list.
    joined: list[str] = []
    for one in text:
        if one.startswith("- **") and joined and joined[-1].startswith("- **"):
            joined[-1] += "\n" + one
        else:
            joined.append(one)
    return joined

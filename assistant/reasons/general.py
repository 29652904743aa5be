"""Why an exemption other than that for personal data applies: the harm, and the public interest on both sides.

In: decisions with the officer's words and reasons screened. Out: one set of reasons a provision; where several qualified ones are relied on for
the same questions, the public interest stands once, after them ([2025] UKSC 27: it may be weighed together).
"""

from collections.abc import Iterable, Sequence

from assistant.decision import Decision
from assistant.law.pack import Provision
from assistant.law.wording import Wording
from assistant.reasons.parts import Paragraph, Reasons, listed, officers_words, provision_title, questions_named
from assistant.reasons.phrases import thing_asked_for

Relied = tuple[Provision, tuple[Decision, ...]]


def general_reasons(relied: Sequence[Relied], wording: Wording, *, undecided: bool = False) -> list[Reasons]:
    """Give the reasons for provisions, each with the decisions that rely on it.

    Args:
        relied: in the order of the letter.
        wording: the regime's standing paragraphs.
        undecided: the public interest is still being weighed (FOIA s17(2)), so that nothing is said of its balance.
    """
    reasons: list[Reasons] = []
    said: set[str] = set()
    for questions in dict.fromkeys(_questions(group) for _, group in relied):
        together = [(provision, group) for provision, group in relied if _questions(group) == questions]
        qualified = [one for one in together if one[0].public_interest]
        shared = len(qualified) > 1
        for provision, group in together:
            paragraphs = _why(provision, group, wording, said)
            if provision.public_interest and not shared and not undecided:
                paragraphs += _public_interest([provision], group, wording)
            elif provision.absolute:
                paragraphs.append(Paragraph("conclusion", wording("absolute")))
            reasons.append(Reasons(provision, provision_title(provision, wording), questions, False, tuple(paragraphs)))
        if shared and not undecided:
            provisions = [provision for provision, _ in qualified]
            title = f"The public interest under {_cited(provisions, wording)}"
            text = tuple(_public_interest(provisions, qualified[0][1], wording))
            reasons.append(Reasons(provisions[0], title, questions, False, text))
    return reasons


def _questions(group: Sequence[Decision]) -> tuple[int, ...]:
    return tuple(d.question.number for d in group)


def _cited(provisions: Sequence[Provision], wording: Wording) -> str:
    return f"{wording('reference')}{'s' if len(provisions) > 1 else ''} {listed(p.ref for p in provisions)}"


def information_named(group: Sequence[Decision]) -> str:
    """Name what is withheld: in the applicant's own words where they make a phrase, else by the question's number."""
    if all(d.outcome == "partial" for d in group):
        return f"the rest of the information asked for in {questions_named(_questions(group))}"
    phrases = [thing_asked_for(d.question.text) for d in group]
    if all(phrases) and len(group) == 1:
        return phrases[0]
    return f"the information asked for in {questions_named(_questions(group))}"


def _why(provision: Provision, group: Sequence[Decision], wording: Wording, said: set[str]) -> list[Paragraph]:
    """Say why the provision applies, with the officer's harm as the reason; each text of the officer's once in a letter."""
    harm = _clauses(d.weighing.harm_of(provision.ref) for d in group)
    likelihood = next((d.weighing.likelihood for d in group if d.weighing.likelihood), "")
    blanks = {"likelihood": likelihood} if likelihood and wording.regime != "eir" else {}
    placed = "{reason}" in provision.why
    if harm and placed:
        blanks["reason"] = harm
    text = provision.why_text(information=information_named(group), **blanks)
    if likelihood == "would" and wording.regime == "foisa":
        text = text.replace(" would be likely to ", " would ", 1) if "would, or would" not in text else _would(text)
    paragraphs = [Paragraph("why", text, "officer" if harm and placed else "assembled")]
    if harm and not placed:
        paragraphs.append(Paragraph("officer", wording("harm", harm=harm), "officer"))
    for words in officers_words([d for d in group if d.outcome != "partial"]):
        if words.text not in said:
            said.add(words.text)
            paragraphs.append(words)
    return paragraphs


def _would(text: str) -> str:
    """Choose "would" in a text whose first sentence tells the law's two likelihoods."""
    law, found, case = text.partition(". ")
    return law + found + case.replace(" would be likely to ", " would ", 1)


def _clauses(texts: Iterable[str]) -> str:
    """Join harms as one clause that can follow "because"."""
    clauses = [_clause(text) for text in dict.fromkeys(texts) if text]
    return "; and ".join(clauses)


def _clause(text: str) -> str:
    clause = text.strip().rstrip(".")
    for opening in ("because ", "as ", "since "):
        clause = clause[len(opening) :] if clause.lower().startswith(opening) else clause
    first = clause.split()[0]
    return clause if first.isupper() and len(first) > 1 else clause[0].lower() + clause[1:]


def _public_interest(provisions: Sequence[Provision], group: Sequence[Decision], wording: Wording) -> list[Paragraph]:
    in_favour = list(dict.fromkeys(text for d in group for text in d.weighing.in_favour))
    against = list(dict.fromkeys(text for d in group for text in d.weighing.against))
    balance = " ".join(dict.fromkeys(d.weighing.balance for d in group if d.weighing.balance))
    stakes = listed(
        "in " + stake for stake in dict.fromkeys(p.interest or p.title[0].lower() + p.title[1:] for p in provisions)
    )
    named = information_named(group)
    several = "several" if len(provisions) > 1 else "one"
    return [
        Paragraph("public-interest", wording(f"weigh_{several}")),
        Paragraph(
            "for-disclosure",
            wording("weigh_for") + _items(in_favour, wording("weigh_for_general", information=named)),
            "officer" if in_favour else "assembled",
        ),
        Paragraph(
            "against-disclosure",
            wording(f"weigh_against_{several}")
            + _items([wording("weigh_stake", stakes=stakes), *against], wording("weigh_against_general", stakes=stakes))
            if against
            else wording(f"weigh_against_{several}") + " " + wording("weigh_against_general", stakes=stakes),
            "officer" if against else "assembled",
        ),
        Paragraph(
            "public-interest-balance",
            wording("weigh_balance")
            + " "
            + (_sentence(balance) + " " if balance else "")
            + wording(f"weigh_conclusion_{several}"),
            "officer" if balance else "assembled",
        ),
    ]


def _items(texts: Sequence[str], otherwise: str) -> str:
    return "\n\n" + "\n".join(f"- {_sentence(text)}" for text in texts) if texts else " " + otherwise


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:] + ("" if text[-1] in ".!?" else ".")

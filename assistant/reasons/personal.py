"""Why other people's personal data is withheld: what makes it personal data, the condition met, and the three steps of the test.

In: decisions with the officer's words screened, and the protected figures. Out: the reasons, with no public interest test (FOIA s2(3)(fa)).
"""

from collections.abc import Iterable, Mapping, Sequence

from assistant.decision import Decision
from assistant.figures.protect import Protected
from assistant.law.pack import Provision
from assistant.law.wording import Wording
from assistant.reasons.parts import Paragraph, Reasons, listed, officers_words, questions_named
from assistant.reasons.phrases import people_counted


def is_personal(provision: Provision, personal: Provision) -> bool:
    """Tell whether a provision is the exemption for other people's personal data, or its first condition."""
    return provision.ref == personal.ref or provision.ref in {"40(3A)(a)", "13(2A)(a)"}


def personal_reasons(
    group: Sequence[Decision],
    figures: Mapping[str, Protected],
    wording: Wording,
    personal: Provision,
    grounds: str = "",
) -> Reasons:
    """Give the reasons for withholding personal data.

    Args:
        group: the decisions that rely on it; those with tables hide figures in them.
        figures: the protected tables by name.
        wording: the regime's standing paragraphs.
        personal: the exemption.
        grounds: what the identifiability worksheet says, screened.
    """
    numbers = tuple(d.question.number for d in group)
    tables = [figures[name] for d in group for name in d.tables if figures[name].any_suppressed]
    counted = list(dict.fromkeys(filter(None, (people_counted(d.question.text) for d in group))))
    people = listed(counted or ["living people"])
    matter = people if tables and counted else "the matter that you asked about"
    rest = not tables and all(d.outcome == "partial" for d in group)
    what = (
        f"the figures marked {tables[0].mark} in our answer to {questions_named(numbers)}"
        if tables
        else f"the {'rest of the ' if rest else ''}information asked for in {questions_named(numbers)}"
    )
    if tables:
        counts = (
            f"{_capital(what)} are counts of {people}. Some marked figures are not small themselves: we withhold them because "
            "otherwise a small figure could be worked out by subtraction from a total, and the people behind it identified."
        )
        data = (
            "When a figure is this small, somebody who already knows a little can pick out the people behind it: a friend, relative, neighbour or "
            "colleague, somebody who was present, or a reader of local reports. Joined with what they know, or with what is published elsewhere, "
            "the figure would tell them something new about an identifiable person. We looked at whether that could happen here, for these "
            "figures. The size of a number does not by itself make it personal data."
        )
    else:
        counts = ""
        data = (
            f"{_capital(what)} relates to {people}. Somebody who already knows a little about the people concerned could recognise them "
            "from it, alone or together with what is known locally or published elsewhere, and would learn something about them that they "
            "did not know before."
        )
    defined = (
        f"{'The figures are' if tables else 'It is'} therefore information that relates to identified or identifiable living individuals, which is what section 3(2) "
        f"of the Data Protection Act 2018 defines as personal data. {'They are' if tables else 'It is'} not your own personal data."
    )
    lawful = {
        "foia": "The first condition, in section 40(3A)(a), is met where giving the information to a member of the public otherwise than under the Act "
        "would contravene any of the data protection principles.",
        "eir": "The first condition, in regulation 13(2A)(a), is met where giving the information to a member of the public otherwise than under the "
        "Regulations would contravene any of the data protection principles.",
        "foisa": "The first condition, in section 38(2A)(a), is met where giving the information to a member of the public otherwise than under the Act would contravene any "
        "of the data protection principles.",
    }[wording.regime]
    basis = (
        f"{lawful} The principle that matters here is in Article 5(1)(a) of the UK GDPR: personal data must be processed lawfully, fairly and "
        "transparently. A disclosure is lawful only if it has a basis in Article 6(1), and the only basis that could apply is Article 6(1)(f), "
        "legitimate interests"
        + (
            ", which section 40(8) leaves open to public authorities for this purpose"
            if wording.regime == "foia"
            else ""
        )
        + ". That test goes step by step."
    )
    end = {
        "foia": "Disclosure would therefore have no lawful basis and would contravene the first data protection principle. The first condition is met, "
        "so the exemption in section 40(2) applies. It is then absolute under section 2(3)(fa) of the Act, and there is no public interest test.",
        "eir": "Disclosure would therefore have no lawful basis and would contravene the first data protection principle. The first condition is met, so "
        "regulation 13(1) does not allow us to disclose it, and there is no separate public interest test.",
        "foisa": "Disclosure would therefore have no lawful basis and would contravene the first data protection principle. The first condition is met, "
        "so the exemption in section 38(1)(b) applies. It is then absolute, and there is no public interest test.",
    }[wording.regime]
    exact = "the exact figures" if tables else "this information"
    served = (
        " The figures that we are giving you serve most of that interest."
        if any(_gives_figures(t) for t in tables)
        else ""
    )
    paragraphs = [
        *([Paragraph("counts", counts)] if counts else []),
        Paragraph("personal-data", data),
        Paragraph("definition", defined),
        *([Paragraph("worksheet", grounds, "officer")] if grounds else []),
        *(
            Paragraph("officer", text, "officer")
            for text in _sentences(d.weighing.harm_of(personal.ref) for d in group)
        ),
        *officers_words([d for d in group if d.outcome == "withheld"]),
        Paragraph("condition", basis),
        Paragraph(
            "purpose",
            " ".join(
                [
                    f"There is a legitimate interest in openness about how we carry out our functions, and about {matter} in particular.",
                    *_sentences(text for d in group for text in d.weighing.in_favour),
                ]
            ),
            _by(any(d.weighing.in_favour for d in group)),
        ),
        Paragraph(
            "necessity",
            f"To meet that interest in full, {exact} would have to be disclosed: nothing less would answer this part of your request as you put it.{served}"
            + (
                " Wider groups or rounded figures would leave the same people exposed or would no longer answer the question."
                if tables
                else ""
            ),
        ),
        Paragraph(
            "balance",
            "Disclosure under information law is disclosure to the whole world. The people concerned would not expect details about them to be made "
            "public in this way, they have not agreed to it, and being identified could distress them or affect how others treat them. "
            + " ".join(
                [
                    *_sentences(text for d in group for text in (*d.weighing.against, d.weighing.balance)),
                    f"What {exact} would add to the public's understanding is slight by comparison. Their rights and freedoms outweigh the interest in disclosure.",
                ]
            ),
            _by(any(d.weighing.against or d.weighing.balance for d in group)),
        ),
        Paragraph("conclusion", end),
    ]
    return Reasons(personal, wording("personal_title"), numbers, False, tuple(paragraphs))


def _gives_figures(table: Protected) -> bool:
    return any(cell.status == "released" for cell in table.cells)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _sentences(texts: Iterable[str]) -> list[str]:
    """Write each text as a sentence, once."""
    return [one[0].upper() + one[1:] + ("" if one[-1] in ".!?" else ".") for one in dict.fromkeys(texts) if one]


def _by(officer: bool) -> str:
    return "officer" if officer else "assembled"

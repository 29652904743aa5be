"""Why information is withheld: one set of paragraphs a provision, assembled from the case.

This is the wording that stands without a model. A model may write the paragraphs named in
``WRITABLE`` in its place (``assistant.model.explain``); headings, the provision relied on and the
conclusions in law stay as they are here.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.decision import Decision
from assistant.figures.protect import Protected
from assistant.law.pack import Provision
from assistant.law.wording import Wording

# Parts whose text a model may write; each is checked by itself before it is used.
WRITABLE = ("personal-data", "purpose", "necessity", "balance", "why", "for-disclosure", "against-disclosure")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the reasons.

    Attributes:
        part: what it does ("why", "purpose" …).
        text: Markdown, without a heading.
        source: ``assembled``, ``officer`` or the model's name.
    """

    part: str
    text: str
    source: str = "assembled"


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why one provision applies, for the questions that it answers.

    Attributes:
        provision: the exemption or exception relied on.
        title: the heading in the letter.
        questions: numbers of the questions.
        ncnd: the provision is relied on to neither confirm nor deny.
        paragraphs: in the order printed.
    """

    provision: Provision
    title: str
    questions: tuple[int, ...]
    ncnd: bool
    paragraphs: tuple[Paragraph, ...]

    def with_paragraph(self, part: str, text: str, source: str) -> "Reasons":
        """Return the same reasons with the text of one part replaced."""
        return replace(
            self,
            paragraphs=tuple(Paragraph(part, text, source) if one.part == part else one for one in self.paragraphs),
        )


def listed(words: Iterable[str]) -> str:
    """Join words as English does: "a", "a and b", "a, b and c"."""
    items = list(words)
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " and " + items[-1]


def questions_named(numbers: Sequence[int]) -> str:
    """Name questions in a sentence: "question 1", "questions 1 and 3"."""
    return ("question " if len(numbers) == 1 else "questions ") + listed(str(n) for n in numbers)


_LEAD = re.compile(
    r"^(?:(?:please|could you|can you|would you|i would like|i request|i want)\b[\s,]*)*"
    r"(?:(?:to )?(?:provide|supply|send|give|tell|state|list|know|see|confirm|receive)\b(?: me| us)?(?: with)?[\s,]*)?"
    r"(?:the )?(?:total )?number of\s+",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(
    r"^(?:(?:please|could you|can you|tell me|say|state)\b[\s,]*)*how many ((?:\w+ ){0,2}?(?:people|persons|officers|staff|pupils|students|"
    r"patients|employees|children|adults|men|women|individuals|victims|prisoners|residents|teachers|nurses|doctors|drivers|soldiers))"
    r" (were|have been|have|had|are|was) ([^?;,.]{3,120})",
    re.IGNORECASE,
)
_SPELT = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|both|pair|couple|single|sole|twice|once|neither|either)\b",
    re.IGNORECASE,
)


def people_counted(text: str) -> str:
    """Return whom a question counts ("people arrested following …"), or "" where that is not plain.

    A phrase that holds a number other than a date or year is not used: it could be the applicant's
    guess at the figure.
    """
    lead = _LEAD.match(text)
    how_many = _HOW_MANY.match(text)
    if not lead and not how_many:
        return ""
    phrase = text[lead.end() :] if lead else how_many.expand(r"\1 who \2 \3") if how_many else ""
    phrase = phrase.strip().rstrip("?.;:, ")
    phrase = re.split(r"[.;?(]", phrase)[0].strip()
    undated = re.sub(r"\b(?:\d{1,2} [A-Z][a-z]+ )?(?:19|20)\d\d(?:[/-]\d\d)?\b", "", phrase)
    if not phrase or len(phrase) > 160 or re.search(r"\d", undated) or _SPELT.search(undated):
        return ""
    return phrase[0].lower() + phrase[1:] if not phrase.isupper() else phrase.lower()


def give_reasons(
    decisions: Sequence[Decision],
    figures: Mapping[str, Protected],
    wording: Wording,
    personal: Provision,
    grounds: str = "",
) -> tuple[Reasons, ...]:
    """Assemble the reasons for every provision that the decisions rely on.

    Args:
        decisions: with the officer's words already screened.
        figures: the protected tables by name.
        wording: the regime's standing paragraphs.
        personal: the regime's exemption for other people's personal data, relied on wherever a
            figure is hidden.
        grounds: what the identifiability worksheet says for withholding figures, already screened.
    """
    reasons: list[Reasons] = []
    hidden = [d for d in decisions if any(figures[name].any_suppressed for name in d.tables)]
    if hidden:
        reasons.append(_personal(hidden, figures, wording, personal, grounds))
    by_ref: dict[tuple[str, bool], list[Decision]] = {}
    for decision in decisions:
        if decision.outcome in {"withheld", "ncnd"}:
            for provision in decision.provisions:
                by_ref.setdefault((provision.ref, decision.outcome == "ncnd"), []).append(decision)
    for (ref, ncnd), group in by_ref.items():
        provision = next(p for p in group[0].provisions if p.ref == ref)
        if ncnd:
            reasons.append(_ncnd(provision, group, wording))
        elif is_personal(provision, personal):
            reasons.append(_personal(group, figures, wording, personal))
        else:
            reasons.append(_general(provision, group, wording))
    return tuple(reasons)


def is_personal(provision: Provision, personal: Provision) -> bool:
    """Tell whether a provision is the exemption for other people's personal data, or its first condition."""
    return provision.ref == personal.ref or provision.ref in {"40(3A)(a)", "13(2A)(a)"}


def _officer(group: Sequence[Decision]) -> list[Paragraph]:
    words = dict.fromkeys(d.words for d in group if d.words)
    return [Paragraph("officer", text, "officer") for text in words]


def _personal(
    group: Sequence[Decision],
    figures: Mapping[str, Protected],
    wording: Wording,
    personal: Provision,
    grounds: str = "",
) -> Reasons:
    numbers = tuple(d.question.number for d in group)
    tables = [figures[name] for d in group for name in d.tables if figures[name].any_suppressed]
    counted = list(dict.fromkeys(filter(None, (people_counted(d.question.text) for d in group))))
    people = listed(counted or ["living people"])
    matter = people if tables and counted else "the matter that you asked about"
    what = (
        f"the figures marked {tables[0].mark} in our answer to {questions_named(numbers)}"
        if tables
        else f"the information asked for ({questions_named(numbers)})"
    )
    if tables:
        relates = (
            f"{_capital(what)} are counts of {people}. When a figure is this small, the people behind it can be picked out by somebody "
            "who already knows a little: a friend, relative, neighbour or colleague, somebody who was present, or a reader of local reports. "
            "Joined with what they know, or with what is published elsewhere, the figure would tell them something about an identifiable "
            "person that they did not know before. We looked at whether that could happen here, for these figures, because the size of a "
            "number does not by itself make it personal data. Some marked figures are not small themselves: we withhold them because a "
            "small figure could otherwise be worked out by subtraction from a total.\n\n"
        )
    else:
        relates = (
            f"{_capital(what)} relates to {people}. Somebody who already knows a little about the people concerned could recognise them "
            "from it, alone or together with what is known locally or published elsewhere, and would learn something about them that they "
            "did not know before.\n\n"
        )
    data = (
        f"{relates}{'The figures' if tables else 'It'} therefore {'are' if tables else 'is'} information that relates to identified or identifiable living individuals, which is what section 3(2) "
        f"of the Data Protection Act 2018 defines as personal data. {'They are' if tables else 'It is'} not your own personal data."
    )
    lawful = {
        "foia": "The first condition, in section 40(3A)(a), is met where giving the information to a member of the public otherwise than under the Act "
        "would contravene any of the data protection principles.",
        "eir": "The first condition, in regulation 13(2A)(a), is met where giving the information to a member of the public otherwise than under the "
        "Regulations would contravene any of the data protection principles.",
        "foisa": "The first condition is met where giving the information to a member of the public otherwise than under the Act would contravene any "
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
    rest = (
        " The figures that we are giving you serve most of that interest."
        if any(_gives_figures(t) for t in tables)
        else ""
    )
    paragraphs = [
        Paragraph("personal-data", data),
        *([Paragraph("worksheet", grounds, "officer")] if grounds else []),
        *_officer([d for d in group if d.outcome == "withheld"]),
        Paragraph("condition", basis),
        Paragraph(
            "purpose",
            f"There is a legitimate interest in openness about how we carry out our functions, and about {matter} in particular.",
        ),
        Paragraph(
            "necessity",
            f"To meet that interest in full, {exact} would have to be disclosed: nothing less would answer this part of your request as you put it.{rest}"
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
            f"What {exact} would add to the public's understanding is slight by comparison. Their rights and freedoms outweigh the interest in disclosure.",
        ),
        Paragraph("conclusion", end),
    ]
    return Reasons(personal, wording("personal_title"), numbers, False, tuple(paragraphs))


def _gives_figures(table: Protected) -> bool:
    return any(cell.status == "released" for cell in table.cells)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def provision_title(provision: Provision, wording: Wording) -> str:
    """Return the heading for a provision: "Section 31(1)(a): prevention or detection of crime"."""
    return f"{wording('reference').capitalize()} {provision.ref}: {provision.title[0].lower() + provision.title[1:]}"


def _general(provision: Provision, group: Sequence[Decision], wording: Wording) -> Reasons:
    numbers = tuple(d.question.number for d in group)
    asked = f"the information asked for ({questions_named(numbers)})"
    words = " ".join(dict.fromkeys(d.words for d in group if d.words))
    why = provision.why_text(information=asked)
    paragraphs = [Paragraph("why", why)]
    if words:
        paragraphs.append(Paragraph("officer", words, "officer"))
    if provision.public_interest:
        paragraphs += _public_interest(provision, asked, wording, bool(words))
    elif provision.absolute:
        paragraphs.append(
            Paragraph("conclusion", f"This {wording('provision')} is absolute, so there is no public interest test.")
        )
    return Reasons(provision, provision_title(provision, wording), numbers, False, tuple(paragraphs))


def _public_interest(provision: Provision, asked: str, wording: Wording, has_words: bool) -> list[Paragraph]:
    kind = wording("provision")
    stake = provision.interest or provision.title[0].lower() + provision.title[1:]
    because = " and for the reasons given above" if has_words else ""
    start = "starting from the presumption in favour of disclosure, " if wording.regime == "eir" else ""
    return [
        Paragraph(
            "public-interest",
            f"This {kind} is qualified: {start}we must weigh the public interest in maintaining it against the public interest in disclosure.",
        ),
        Paragraph(
            "for-disclosure",
            f"**In favour of disclosure.** Releasing {asked} would make our work more open, help people to understand and question the "
            "decisions that we take on their behalf and how we spend public money, and let public debate rest on facts.",
        ),
        Paragraph(
            "against-disclosure",
            f"**In favour of maintaining the {kind}.** There is a strong public interest in {stake}. Releasing {asked} would work against it{because}, "
            "and information that is released under information law is released to everyone.",
        ),
        Paragraph(
            "public-interest-balance",
            f"**Balance.** Openness carries real weight, and we have looked for what we can release without causing that harm. Here the public interest "
            f"in maintaining the {kind} outweighs the public interest in disclosing the information.",
        ),
    ]


def _ncnd(provision: Provision, group: Sequence[Decision], wording: Wording) -> Reasons:
    numbers = tuple(d.question.number for d in group)
    reference = f"{wording('reference').capitalize()} {provision.ref}"
    if provision.ref.startswith(("40(5", "13(5")):
        why = (
            f"{reference} applies where simply saying whether information is held would itself disclose personal data about somebody in breach of the "
            "data protection principles. To say that we hold what you describe would tell the world something about the person or people concerned, and to "
            "say that we do not would tell it something too. Either answer would be a disclosure that they would not expect and that has no lawful basis "
            "in Article 6(1) of the UK GDPR: the legitimate interest in knowing does not outweigh their rights and freedoms."
        )
    else:
        why = (
            f"{reference} removes the duty to say whether information is held where saying so would itself cause the harm that the {wording('provision')} "
            "guards against. Saying that we hold what you describe would have that effect, and so would saying that we do not: if we denied holding "
            "information whenever we held none, our silence at other times would be an answer."
        )
    paragraphs = [Paragraph("why", why), *_officer(group)]
    if provision.public_interest:
        paragraphs.append(
            Paragraph(
                "public-interest",
                "We weighed the public interest. In favour of confirming or denying are openness and the public's understanding of what we do. In favour of "
                "neither confirming nor denying is the need to keep the protection described above, which would be lost whichever answer we gave. We find "
                "that the public interest in maintaining the exclusion of the duty to confirm or deny outweighs the public interest in confirming or denying.",
            )
        )
    title = f"{reference}: neither confirming nor denying"
    return Reasons(provision, title, numbers, True, tuple(paragraphs))

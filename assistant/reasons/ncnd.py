"""Why the authority neither confirms nor denies: the same whether the information is held or not."""

from collections.abc import Sequence

from assistant.decision import Decision
from assistant.law.pack import Provision
from assistant.law.wording import Wording
from assistant.reasons.parts import Paragraph, Reasons, officers_words

_PERSONAL = ("40(5", "13(5", "38(")


def ncnd_reasons(provision: Provision, group: Sequence[Decision], wording: Wording) -> Reasons:
    """Give the reasons for neither confirming nor denying.

    Both answers are treated alike throughout. In Scotland the notice rests on section 18, beside the exemption that would apply, and
    owes no reasons on the public interest test of section 2 (section 18(2)).
    """
    numbers = tuple(d.question.number for d in group)
    reference = f"{wording('reference').capitalize()} {provision.ref}"
    if provision.ref.startswith(_PERSONAL):
        why = wording("ncnd_personal", reference=reference, ref=provision.ref)
    else:
        why = wording("ncnd_harm", reference=reference, ref=provision.ref)
    harms = dict.fromkeys(d.weighing.harm_of(provision.ref) for d in group)
    paragraphs = [Paragraph("why", why)]
    paragraphs += [Paragraph("officer", _sentence(harm), "officer") for harm in harms if harm]
    paragraphs += officers_words(group)
    if provision.public_interest and wording.regime != "foisa" and not _absolute_beside(provision, group):
        paragraphs += _weighed(group, wording)
    return Reasons(provision, f"{reference}: neither confirming nor denying", numbers, True, tuple(paragraphs))


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:] + ("" if words[-1] in ".!?" else ".")


def _absolute_beside(provision: Provision, group: Sequence[Decision]) -> bool:
    """Tell whether a limb that makes this provision absolute is relied on with it (FOIA s2(3): 37(2) with 37(1)(a) to (ab))."""
    beside = [p for d in group for p in d.provisions if p.ncnd == provision.ref]
    return bool(beside) and all(p.absolute for p in beside)


def _weighed(group: Sequence[Decision], wording: Wording) -> list[Paragraph]:
    in_favour = [_sentence(text) for d in group for text in d.weighing.in_favour]
    against = [_sentence(text) for d in group for text in d.weighing.against]
    balance = " ".join(dict.fromkeys(_sentence(d.weighing.balance) for d in group if d.weighing.balance))
    return [
        Paragraph(
            "public-interest",
            " ".join(
                [
                    wording("ncnd_for"),
                    *in_favour,
                    wording("ncnd_against"),
                    *against,
                    *([balance] if balance else []),
                    wording("ncnd_balance"),
                ]
            ),
            "officer" if in_favour or against or balance else "assembled",
        )
    ]

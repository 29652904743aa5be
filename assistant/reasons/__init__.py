"""Why information is withheld: one set of paragraphs a provision, assembled from the case.

This is the wording that stands without a model. A model may write the paragraphs named in
``WRITABLE`` in its place (``assistant.model.explain``), unless the officer wrote them; headings, the provision relied on and the
conclusions in law stay as they are here.
"""

from collections.abc import Mapping, Sequence

from assistant.decision import Decision
from assistant.figures.protect import Protected
from assistant.law.pack import Provision
from assistant.law.wording import Wording
from assistant.reasons.general import general_reasons
from assistant.reasons.ncnd import ncnd_reasons
from assistant.reasons.parts import WRITABLE, Paragraph, Reasons, listed, provision_title, questions_named
from assistant.reasons.personal import is_personal, personal_reasons
from assistant.reasons.phrases import people_counted, thing_asked_for

__all__ = [
    "WRITABLE",
    "Paragraph",
    "Reasons",
    "give_reasons",
    "is_personal",
    "listed",
    "people_counted",
    "provision_title",
    "questions_named",
    "still_general",
    "thing_asked_for",
]


def give_reasons(
    decisions: Sequence[Decision],
    figures: Mapping[str, Protected],
    wording: Wording,
    personal: Provision,
    grounds: str = "",
    *,
    undecided: bool = False,
) -> tuple[Reasons, ...]:
    """Assemble the reasons for every provision that the decisions rely on.

    Args:
        decisions: with the officer's words already screened.
        figures: the protected tables by name.
        wording: the regime's standing paragraphs.
        personal: the regime's exemption for other people's personal data, relied on wherever a
            figure is hidden.
        grounds: what the identifiability worksheet says for withholding figures, already screened.
        undecided: the public interest is still being weighed, so that its balance is not given.
    """
    reasons: list[Reasons] = []
    hidden = [d for d in decisions if any(figures[name].any_suppressed for name in d.tables)]
    if hidden:
        reasons.append(personal_reasons(hidden, figures, wording, personal, grounds))
    general: list[tuple[Provision, tuple[Decision, ...]]] = []
    for provision, group, ncnd in _relied(decisions):
        if ncnd:
            reasons.append(ncnd_reasons(provision, group, wording))
        elif is_personal(provision, personal):
            reasons.append(personal_reasons(group, figures, wording, personal))
        else:
            general.append((provision, group))
    return (*reasons, *general_reasons(general, wording, undecided=undecided))


def still_general(reasons: Sequence[Reasons]) -> tuple[str, ...]:
    """Say which reasons hold nothing of this case yet, and how the officer gives it; a notice owes reasons, not a formula (FOIA s17(1)(c), (3))."""
    said = {one.provision.ref for one in reasons if any(p.source != "assembled" for p in one.paragraphs)}
    owed = [one.provision for one in reasons if one.provision.harm or one.provision.public_interest]
    general = [ref for ref in dict.fromkeys(p.ref for p in owed) if ref not in said]
    return tuple(
        f"The reasons under {ref} are general. Say in the notes what holds for this case, each on a line of its own: "
        "“Harm: …”, “In favour: …”, “Against: …”, “Balance: …”."
        for ref in general
    )


def _relied(decisions: Sequence[Decision]) -> list[tuple[Provision, tuple[Decision, ...], bool]]:
    """Return each provision relied on, with the decisions that do, and whether to neither confirm nor deny."""
    found: dict[tuple[str, bool], list[Decision]] = {}
    for decision in decisions:
        if decision.outcome in {"withheld", "partial", "ncnd"}:
            for provision in decision.provisions:
                found.setdefault((provision.ref, decision.outcome == "ncnd"), []).append(decision)
    return [
        (next(p for p in group[0].provisions if p.ref == ref), tuple(group), ncnd)
        for (ref, ncnd), group in found.items()
        if not (ncnd and _only_names_the_limb(ref, group))
    ]


def _only_names_the_limb(ref: str, group: Sequence[Decision]) -> bool:
    """Tell whether a provision stands beside the one that lifts the duty, only to say of which limb (37(1)(a) with 37(2))."""
    return all(
        any(p.ref == ref != p.ncnd and any(q.ref == p.ncnd for q in d.provisions) for p in d.provisions) for d in group
    )

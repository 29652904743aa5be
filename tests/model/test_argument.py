"""A model's paragraph argues what it should, from what the case holds; bad rows are of a small model's own making, or near it."""

import pytest

from assistant.argument import GENERAL, Argument, argument_problems, rests_on
from assistant.law.pack import load_pack
from assistant.reasons import Paragraph, Reasons

CRIME = Argument(
    "Disclosing this information would be likely to prejudice the prevention or detection of crime, because people intent on crime "
    "could use it to learn how we work and to avoid being found out.",
    (
        ("your reasons", "It would show which stations are thinly covered at night."),
        ("the request", "How many patrol cars are on shift at night at each station?"),
        (
            "section 31(1)(a)",
            "Prevention or detection of crime. Disclosure would, or would be likely to, prejudice the prevention or detection of crime.",
        ),
    ),
)
FOR = Argument(
    "Disclosing this information would make our work more open, help people to understand and question the decisions that we take on "
    "their behalf and how we spend public money, and let public debate rest on facts.",
    CRIME.sources,
)
AGAINST = Argument(
    "There is a strong public interest in fair competition and value for public money. Disclosure would work against it for the "
    "reasons given above, and information that is released under information law is released to everyone.",
    (
        ("your reasons", "The bids hold the bidders' own prices, and a rival would use them in the next round."),
        ("the request", "What did the losing bidders offer for the waste contract?"),
        ("section 43(2)", "Commercial interests."),
    ),
)
PEOPLE = Argument(
    "When a figure is this small, the people behind it can be picked out by somebody who already knows a little: a friend, relative, "
    "neighbour or colleague. Joined with what they know, the figure would tell them something about an identifiable person.",
    (("the request", "How many people were arrested and then de-arrested following a live facial recognition match?"),),
)

GOOD = [
    ("the general wording itself", "why", CRIME, CRIME.claim),
    ("the officer's reason worked in", "why", CRIME, "Telling you how many patrol cars are on shift at night would be likely to prejudice the prevention or detection of crime. It would show which stations are thinly covered at night, and people intent on crime could use that."),
    ("a short one", "why", CRIME, "Disclosure would be likely to prejudice the prevention of crime, because it would show which stations are thinly covered at night."),
    ("a denial that argues for withholding", "why", CRIME, "Disclosing this information would be likely to prejudice the prevention of crime. It could not be released without showing which stations are thinly covered."),
    ("openness in other words", "for-disclosure", FOR, "Disclosure would help you and other people to understand the decisions that we take about patrols and how we spend public money."),
    ("the interest of the exemption", "against-disclosure", AGAINST, "There is a strong public interest in fair competition. A rival would use the bidders' prices in the next round, and that would work against value for public money."),
    ("who could recognise whom", "personal-data", PEOPLE, "Somebody who was present at an arrest, or a friend or neighbour of the people concerned, could recognise who is meant and learn that they were arrested."),
]  # fmt: skip

BAD = [
    ("it denies the harm", "why", CRIME, "Disclosing how many patrol cars are on shift at night would not prejudice the prevention or detection of crime.", "other way"),
    ("it makes light of it", "against-disclosure", AGAINST, "The public interest in withholding the bids is less significant, because fair competition and value for public money matter more.", "other way"),
    ("it says that it is out already", "against-disclosure", AGAINST, "There is a strong public interest in fair competition, but the bidders' prices are already publicly available.", "other way"),
    ("it praises disclosure in the paragraph against it", "against-disclosure", AGAINST, "There is a public interest in fair competition. If the bids were disclosed, it could help the public to understand the prices.", "other way"),
    ("it says that the law allows disclosure", "why", CRIME, "Section 31(1)(a) allows us to disclose this information, which concerns the prevention or detection of crime.", "other way"),
    ("it withholds in the paragraph for disclosure", "for-disclosure", FOR, "The public interest in maintaining the exemption outweighs openness about how we work and spend public money.", "other way"),
    ("it argues harm in the paragraph for disclosure", "for-disclosure", FOR, "Disclosure would make our work more open, but it could endanger people and let crime be planned on facts.", "other way"),
    ("it weighs again within purpose", "purpose", FOR, "You have an interest in openness about how we work, which is outweighed by the rights of people.", "other way"),
    ("it supposes things", "why", CRIME, "Disclosing this would prejudice the prevention of crime. The equipment was bought from a foreign manufacturer after a competitive tender.", "nowhere in the case"),
    ("it brings another provision's matter", "why", CRIME, "Disposal of evidence is a matter for the prison authorities and for the governors of prisons alone.", "nowhere in the case"),
    ("it only repeats the officer", "why", CRIME, "It would show which stations are thinly covered at night.", "what it has to argue"),
    ("a fragment", "for-disclosure", FOR, "Openness, understanding of decisions and of how public money is spent, debate that rests on facts", "whole sentences"),
    ("it begins in the middle", "for-disclosure", FOR, "the public interest in disclosing it is that people understand how we spend public money.", "whole sentences"),
    ("it asks", "personal-data", PEOPLE, "What would a friend, relative, neighbour or colleague learn about an identifiable person that is not known already?", "asks a question"),
    ("it speaks of its rules", "why", CRIME, "The paragraphs provided do not meet the specified rules about the prevention or detection of crime.", "its task"),
    ("it speaks of the officer", "why", CRIME, "The officer's reasons do not provide a clear argument for the prevention or detection of crime.", "its task"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "part", "argument", "text"), GOOD, ids=[row[0] for row in GOOD])
def test_what_argues_its_part_stands(why: str, part: str, argument: Argument, text: str) -> None:
    assert argument_problems(part, text, argument) == [], why


@pytest.mark.parametrize(("why", "part", "argument", "text", "said"), BAD, ids=[row[0] for row in BAD])
def test_what_does_not_is_told(why: str, part: str, argument: Argument, text: str, said: str) -> None:
    assert said in " ".join(argument_problems(part, text, argument)), why


RESTS = [
    ("the officer's own reason", "It would show which stations are thinly covered at night.", ("your reasons",)),
    ("the general wording", "People intent on crime could use it to learn how we work.", (GENERAL,)),
    ("what was asked", "You asked how many patrol cars are on shift at each station.", ("the request",)),
    ("nothing", "The equipment was bought from a foreign manufacturer after a competitive tender.", ("",)),
    ("each for itself", "It would show which stations are thinly covered. People intent on crime could use it to learn how we work.", ("your reasons", GENERAL)),
]  # fmt: skip


@pytest.mark.parametrize(("why", "text", "sources"), RESTS, ids=[row[0] for row in RESTS])
def test_what_each_sentence_rests_on(why: str, text: str, sources: tuple[str, ...]) -> None:
    assert rests_on(text, CRIME) == sources, why


SAID_TWICE = [
    ("the same reason", "why", "It would show which stations are thinly covered.", False),
    ("a day that the model may not write", "why", "It would show which stations are covered on 10 November 2026.", True),
    ("a denial", "why", "It would not show which stations are covered.", True),
    ("more than the model says", "why", "It would show which stations are thinly covered by volunteers.", True),
    ("the same words in the paragraph for disclosure", "for-disclosure", "It would show which stations are thinly covered.", True),
]  # fmt: skip


@pytest.mark.parametrize(("why", "part", "officer", "stays"), SAID_TWICE, ids=[row[0] for row in SAID_TWICE])
def test_the_officer_s_own_words_go_only_where_they_are_said_whole(
    why: str, part: str, officer: str, stays: bool
) -> None:
    provision = load_pack("foia").find("31(1)(a)")
    assert provision is not None
    before = Reasons(provision, "31", (1,), False, (Paragraph(part, "x"), Paragraph("officer", officer, "officer")))
    text = "Disclosure would prejudice the prevention of crime in November: it would show which stations are thinly covered."
    after = before.with_paragraph(part, text, "m")
    assert (officer in [p.text for p in after.paragraphs]) is stays, why

"""A sentence stands where what it cites supports it: words, numbers, provisions and names."""

import pytest

from assistant.support import supported

LAW = (
    "Freedom of Information Act 2000, section 31. section 31(1)(a). Information is exempt if its disclosure would, or would be likely to, "
    "prejudice the prevention or detection of crime. The exemption is qualified: the public interest must be weighed."
)
REPLY = "Drones, Example Council, 2025-03-12. We hold 14 drones and spent £2,300 on training in 2024. Staff fly them over the harbour."

KEPT = [
    ("in the passage's own words", "The exemption in section 31(1)(a) applies where disclosure would be likely to prejudice the detection of crime [S1]."),
    ("in other words of the same stems", "You must weigh the public interest, because this exemption is a qualified one [S1]."),
    ("the whole section where the passage names a limb", "Section 31 protects the detection of crime [S1]."),
    ("a number that the passage has", "It held 14 drones and spent £2,300 on training [S2]."),
    ("what denies, where the passage withholds too", "Information is not disclosed where it would prejudice the detection of crime [S1]."),
    ("two passages together", "The council flew drones over the harbour, and disclosure would prejudice crime prevention [S1][S2]."),
]  # fmt: skip
DROPPED = [
    ("nothing of it stands there", "Bananas are yellow and grow in warm countries [S1]."),
    ("a claim of its own", "The exemption is absolute and lasts for ever [S1]."),
    ("another provision", "Section 40(2) also applies to crime and its detection [S1]."),
    ("another limb", "Section 31(1)(g) is about the detection of crime [S1]."),
    ("a period that it does not give", "The exemption must be claimed within 20 working days of disclosure [S1]."),
    ("a number that it does not have", "The council hold 15 drones and spent £2,300 on training [S2]."),
    ("a name that it does not have", "Disclosure to the Home Office would prejudice the prevention of crime [S1]."),
    ("it denies, and the passage denies nothing", "Staff never fly drones over the harbour [S2]."),
    ("the passage cited is not the one that says it", "We hold drones and staff fly them over the harbour [S1]."),
    ("a key that was not given", "The exemption is qualified [S7]."),
    ("no key at all", "The exemption is qualified."),
]  # fmt: skip


@pytest.mark.parametrize(("why", "sentence"), KEPT, ids=[why for why, _ in KEPT])
def test_a_sentence_that_its_source_supports_stands(why: str, sentence: str) -> None:
    assert supported(sentence, [LAW, REPLY]) == sentence, why


@pytest.mark.parametrize(("why", "sentence"), DROPPED, ids=[why for why, _ in DROPPED])
def test_a_sentence_that_its_source_does_not_support_goes(why: str, sentence: str) -> None:
    assert supported(sentence, [LAW, REPLY]) == "", why


def test_the_sentences_beside_it_stay() -> None:
    answer = "The exemption is qualified: the public interest must be weighed. It lasts for thirty years. Crime is its subject [S1]."
    left = supported(answer, [LAW])
    assert "qualified" in left
    assert "thirty" not in left
    assert "[S1]" in left


def test_a_sentence_keeps_a_key_where_the_one_that_bore_it_goes() -> None:
    left = supported("The exemption is qualified by the public interest. Bananas grow there [S1].", [LAW])
    assert left == "The exemption is qualified by the public interest. [S1]"

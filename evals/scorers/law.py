"""Does a letter cite law that exists, and say what the law it relies on asks for?

The lists are the scorers' own, from the Acts and Regulations as published on legislation.gov.uk:
Freedom of Information Act 2000 (ukpga/2000/36), Environmental Information Regulations 2004
(uksi/2004/3391), Freedom of Information (Scotland) Act 2002 (asp/2002/13). They go no deeper than the
letters need.
"""

import re
from collections.abc import Iterator, Sequence

_FOIA = {
    "1": r"\([1-6]\)(\([ab]\))?", "2": r"\([1-3]\)(\([a-z]{1,2}\))?", "8": r"\([12]\)(\([a-c]\))?", "9": r"\([1-5]\)", "10": r"\([1-8]\)",
    "11": r"\([1-5]\)", "12": r"\([1-5]\)", "13": r"\([1-4]\)", "14": r"\([12]\)", "16": r"\([12]\)", "17": r"\([1-7]\)(\([a-c]\))?",
    "19": "", "21": r"\([1-3]\)(\([ab]\))?", "22": r"\([12]\)(\([a-c]\))?", "22A": r"\([12]\)(\([ab]\))?", "23": r"\([1-5]\)(\([a-q]\))?",
    "24": r"\([1-4]\)", "26": r"\([1-3]\)(\([ab]\))?", "27": r"\([1-5]\)(\([a-d]\))?", "28": r"\([1-3]\)", "29": r"\([12]\)(\([ab]\))?",
    "30": r"\([1-6]\)(\([a-c]\))?(\([iv]+\))?", "31": r"\(1\)(\([a-i]\))?|\(2\)(\([a-j]\))?|\(3\)", "32": r"\([1-4]\)(\([a-c]\))?",
    "33": r"\([1-3]\)(\([ab]\))?", "34": r"\([1-4]\)", "35": r"\([1-5]\)(\([a-d]\))?", "36": r"\([1-7]\)(\([a-c]\))?(\([iv]+\))?",
    "37": r"\([12]\)(\(([abd]|aa|ab|ac|ad)\))?", "38": r"\([12]\)(\([ab]\))?", "39": r"\([1-3]\)(\([ab]\))?",
    "40": r"\([1-8]\)|\(3A\)(\([ab]\))?|\(3B\)|\(4A\)(\([ab]\))?|\(5A\)|\(5B\)(\([a-d]\))?(\(i{1,2}\))?", "41": r"\([12]\)(\([ab]\))?",
    "42": r"\([12]\)", "43": r"\([1-3]\)", "44": r"\([1-3]\)(\([a-c]\))?", "45": r"\([1-5]\)", "50": r"\([1-6]\)(\([ab]\))?",
    "53": r"\([1-9]\)", "84": "",
}  # fmt: skip
_EIR = {
    "2": r"\([1-4]\)(\([a-f]\))?", "3": r"\([1-5]\)", "4": r"\([1-4]\)", "5": r"\([1-6]\)", "6": r"\([12]\)(\([ab]\))?", "7": r"\([1-3]\)", "8": r"\([1-8]\)",
    "9": r"\([1-5]\)", "10": r"\([12]\)", "11": r"\([1-5]\)", "12": r"\(([1-3]|[6-9]|1[01])\)(\([ab]\))?|\(4\)(\([a-e]\))?|\(5\)(\([a-g]\))?",
    "13": r"\([1-6]\)|\(2A\)(\([ab]\))?|\(2B\)|\(3A\)(\([a-c]\))?|\(5A\)|\(5B\)(\([a-d]\))?(\(i{1,2}\))?", "14": r"\([1-5]\)(\([ab]\))?",
    "15": r"\([1-5]\)", "16": r"\([1-6]\)", "18": r"\([1-9]\)", "19": "",
}  # fmt: skip
_FOISA = {
    "1": r"\([1-6]\)", "2": r"\([12]\)(\([a-e]\))?", "8": r"\([12]\)", "9": r"\([1-8]\)", "10": r"\([1-5]\)", "11": r"\([1-5]\)", "12": r"\([1-6]\)", "13": r"\([1-5]\)",
    "14": r"\([12]\)", "15": r"\([12]\)", "16": r"\([1-6]\)(\([a-d]\))?", "17": r"\([1-3]\)", "18": r"\([12]\)", "19": r"(\([ab]\))?", "20": r"\([1-9]\)", "21": r"\((\d|10)\)",
    "25": r"\([1-3]\)", "26": r"(\([a-c]\))?", "27": r"\([12]\)(\([ab]\))?", "28": r"\([12]\)", "29": r"\([1-5]\)(\([a-d]\))?", "30": r"(\([a-c]\))?(\([iv]+\))?",
    "31": r"\([1-5]\)", "32": r"\([1-3]\)(\([ab]\))?", "33": r"\([1-3]\)(\([ab]\))?", "34": r"\([1-4]\)(\([a-c]\))?", "35": r"\(1\)(\([a-h]\))?|\([23]\)(\([a-j]\))?",
    "36": r"\([12]\)(\([ab]\))?", "37": r"\([12]\)(\([ab]\))?", "38": r"\(1\)(\([a-d]\))?|\(2A\)(\([ab]\))?|\(2B\)|\(3A\)(\([ab]\))?|\(5A\)|\([2-6]\)(\([ab]\))?", "39": r"\([1-3]\)",
    "40": "", "41": r"(\([ab]\))?", "47": r"\([1-7]\)", "56": r"(\([ab]\))?", "60": "", "65": "",
}  # fmt: skip
_BOOKS = {"foia": _FOIA, "eir": _EIR, "foisa": _FOISA}
# A class of refs that each ask for a public interest test in the letter, and those that ask for harm.
_QUALIFIED = {
    "foia": r"22\(|22A|24\(1|26\(1|27\(|28\(1|29\(1|30\(1|30\(2|31\(1|33\(2|35\(1|36\(2|37\(1\)\((?:ac|ad|b)\)|38\(1|42\(1|43\(",
    "eir": r"12\([45]",
    "foisa": r"27\(|28\(1|29\(1|30|31\(|32\(1|33\(1|34\(|35\(1|36\(1|39\(|40|41",
}
_HARM = {
    "foia": r"26\(1|27\(1|28\(1|29\(1|31\(1|33\(2|36\(2|43\(2",
    "eir": r"12\(5",
    "foisa": r"28\(1|30|32\(1\)\(a|33\(1\)\(b|35\(1|40",
}
_OTHER_LAW = re.compile(
    r"(?:of|in|under) (?:the )?(?:Data Protection Act|UK GDPR|GDPR|[A-Z][\w ]+ Act (?:19|20)\d\d(?<!Freedom of Information Act 2000))"
)
_REF = r"\d{1,3}(?!\d)[A-Z]{0,2}(?:\s?\([0-9A-Za-z]{1,4}\))*"
_CITED = re.compile(
    rf"(?i:\b(sections?|regulations?) )({_REF}(?:(?:,| and|, and| or|,? read with)? ?(?:(?:section|regulation) )?{_REF})*)"
)


def cited(letter: str, regime: str) -> Iterator[str]:
    """Yield each provision of the regime that a letter cites, as written, without spaces."""
    own = "regulation" if regime == "eir" else "section"
    for match in _CITED.finditer(letter):
        after = letter[match.end() : match.end() + 60].lstrip(" ,")
        if match.group(1).lower().startswith(own) and not _OTHER_LAW.match(after):
            yield from (re.sub(r"\s", "", ref) for ref in re.findall(_REF, match.group(2)))


def exists(ref: str, regime: str) -> bool:
    """Tell whether a provision exists."""
    number, bracket, limb = ref.partition("(")
    book = _BOOKS[regime]
    return number in book and (not bracket or bool(re.fullmatch(book[number], "(" + limb)))


def law_faults(letter: str, regime: str, outcomes: Sequence[str]) -> list[str]:
    """Return what is wrong with the law in a letter: what does not exist, and what its refusals lack."""
    refs = list(dict.fromkeys(cited(letter, regime)))
    faults = [f"cites {ref}, which does not exist in {regime}" for ref in refs if not exists(ref, regime)]
    if {"withheld", "partial", "cost", "vexatious", "ncnd", "future-publication"} & set(outcomes):
        faults += _refusal_faults(letter, regime, outcomes)
    if "withheld" in outcomes:
        faults += _test_faults(letter, regime, refs)
    return faults


def _refusal_faults(letter: str, regime: str, outcomes: Sequence[str]) -> Iterator[str]:
    notice = {"foia": r"section 17\(", "eir": r"regulation 14", "foisa": r"section 16\("}[regime]
    if not re.search(notice, letter):
        yield "is a refusal, but does not say under which provision the notice is given"
    if regime == "foia" and {"cost", "vexatious"} & set(outcomes) and "17(5)" not in letter:
        yield "refuses by cost or as vexatious without section 17(5)"
    if "ncnd" in outcomes and re.search(r"\bWe (?:do not )?hold\b", _ncnd_part(letter)):
        yield "says that it holds what it neither confirms nor denies"


def _ncnd_part(letter: str) -> str:
    """Return the answers that neither confirm nor deny."""
    parts = re.split(r"(?m)^### ", letter)
    return "\n".join(part for part in parts if "confirm nor deny" in part and part.startswith("Question"))


def _test_faults(letter: str, regime: str, refs: Sequence[str]) -> Iterator[str]:
    balanced = all(
        re.search(words, letter, re.IGNORECASE)
        for words in ("public interest", r"favour of disclos", r"favour of (?:maintaining|withholding)", "outweigh")
    )
    qualified = [ref for ref in refs if re.match(_QUALIFIED[regime], ref) and "(" in ref]
    if qualified and not balanced:
        yield f"relies on {qualified[0]} without weighing the public interest on both sides"
    personal = [ref for ref in refs if ref.startswith({"foia": "40(2", "eir": "13(1", "foisa": "38(1)(b"}[regime])]
    if personal and not qualified and re.search(r"(?i)in favour of maintaining", letter):
        yield "weighs a public interest for personal data, which has another test"
    if personal and not re.search(r"Article 6\(1\)\(f\)", letter):
        yield "withholds personal data without saying why disclosure would be unlawful"
    harm = [ref for ref in refs if re.match(_HARM[regime], ref)]
    if harm and not re.search(
        r"would(?:,| be likely to)? (?:or would be likely to )?(?:be likely |substantially |prejudice|adversely|harm|inhibit|endanger|[a-z]+)",
        letter,
    ):
        yield f"relies on {harm[0]} without saying that harm would, or would be likely to, follow"

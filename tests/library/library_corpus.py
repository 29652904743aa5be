"""Documents of the product's own making, for the tests of the library."""

from collections.abc import Callable

from assistant.library import Library

RESPONSES = {
    "tasers": (
        "partial",
        ["40(2)"],
        "How many times were tasers drawn in each year, and how many people under 18 were involved?",
        "Yearly totals are given. The split by age is withheld because the numbers are small.",
    ),
    "parking": (
        "disclosed",
        [],
        "How many parking fines were issued in the town centre and what was the income?",
        "The council issued fines in every month; the table shows the income.",
    ),
    "ransom": (
        "ncnd",
        ["31(3)"],
        "How many ransomware attacks were there and was a ransom paid?",
        "We neither confirm nor deny that we hold this.",
    ),
    "catering": (
        "withheld",
        ["43(2)"],
        "Please send the catering contract with the unit prices.",
        "Unit prices are withheld because disclosure would harm the supplier.",
    ),
    "emails": (
        "cost",
        ["12(1)"],
        "All emails of the chief executive that mention the stadium since 2009.",
        "Searching eleven years of mailboxes would take more than 18 hours.",
    ),
    "advice": (
        "withheld",
        ["42(1)"],
        "The legal advice that the council received on the bridge.",
        "The advice is privileged.",
    ),
    "library-hours": (
        "disclosed",
        [],
        "What are the opening hours of each library branch?",
        "They are listed for each branch.",
    ),
}
LAW = {
    "40": (
        "Personal information",
        {
            "40(1)": "The requester's own personal data.",
            "40(2)": "Personal data of others, where disclosure would breach the principles.",
            "40(3A)(a)": "First condition.",
        },
    ),
    "12": (
        "Cost limit",
        {"12(1)": "No duty where the estimate exceeds the appropriate limit.", "12(2)": "Nor to confirm or deny."},
    ),
    "31": (
        "Law enforcement",
        {"31(1)(a)": "Prejudice to the prevention or detection of crime.", "31(3)": "Neither confirm nor deny."},
    ),
}


def response(name: str, outcome: str, sections: list[str], asked: str, answered: str, more: str = "") -> str:
    return (
        f"---\nid: {name}\nkind: response\ntitle: Reply on {name}\nauthority: Exampleton Council\nregime: foia\ndate: 2025-03-01\n"
        f"outcome: {outcome}\nsections: {sections!r}\ninvented: true\ntext: full\n---\n\n"
        f"## Request\n\nDear team, I ask about {name}.\n\n## Reply\n\n### Q1\n\n{asked}\n\n{answered}\n{more}"
    )


LETTER = """Mr A Person
1 Long Lane
Exampleton EX1 2AB

12 March 2024
Our reference: FOI/24/17

Dear Mr Person,

I note you seek access to the following information:

1. How many tasers do you hold?
2. How many were fired in 2023?

I have today decided to disclose some of the requested information. Section 31(1)(a) applies to the rest.

Q1 - How many tasers do you hold?
This is withheld under section 31(1)(a).
Q2 - How many were fired in 2023?
They were fired on 57 occasions.

You can reach me on 020 7946 0000 or jo.officer@example.org.

Yours sincerely,

Jo Officer
"""

Opener = Callable[..., Library]

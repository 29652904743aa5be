"""Which legislation is fetched, and what must be in it."""

from dataclasses import dataclass

PUBLISHER = "https://www.legislation.gov.uk"
LICENCE = "Open Government Licence v3.0"


@dataclass(frozen=True, slots=True)
class Statute:
    """A statute, or the parts of one that bear on requests for information.

    Attributes:
        name: what ``foi corpus fetch`` knows it by.
        path: its address under the publisher's.
        title: for titles.
        word: what its provisions are called.
        regime: the law pack that it is compared with, "" for neighbouring law.
        act: stands before the references of neighbouring law, whose sections have the same numbers: "dpa 15".
        parts: addresses of the parts that are wanted; the whole if empty.
        wanted: provisions that must be there, beside those that the law pack names.
    """

    name: str
    path: str
    title: str
    word: str
    regime: str = ""
    act: str = ""
    parts: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()

    def addresses(self, publisher: str) -> tuple[str, ...]:
        """Return the addresses of its text in the publisher's markup."""
        whole = f"{publisher.rstrip('/')}/{self.path}"
        return tuple(f"{whole}/{part}/data.xml" for part in self.parts) or (f"{whole}/data.xml",)


# The parts of the Data Protection Act 2018 are those that section 40 of the Act of 2000 names: what personal data are (3), the
# principles of law enforcement (34), and where a person's own request would be refused (15, 16, 24, 26, 45, 78A, Schedules 2 to 4).
_DATA_PROTECTION = ("3", "15", "16", "24", "26", "34", "45", "78A")
_SCHEDULES = ("2", "3", "4")

STATUTES = {
    one.name: one
    for one in (
        Statute("foia", "ukpga/2000/36", "Freedom of Information Act 2000", "section", "foia"),
        Statute("eir", "uksi/2004/3391", "Environmental Information Regulations 2004", "regulation", "eir"),
        Statute("foisa", "asp/2002/13", "Freedom of Information (Scotland) Act 2002", "section", "foisa"),
        Statute(
            "fees",
            "uksi/2004/3244",
            "Freedom of Information and Data Protection (Appropriate Limit and Fees) Regulations 2004",
            "regulation",
            act="fees",
            wanted=("3", "4"),
        ),
        Statute(
            "scottish-fees",
            "ssi/2004/467",
            "Freedom of Information (Fees for Required Disclosure) (Scotland) Regulations 2004",
            "regulation",
            act="scottish fees",
            wanted=("1",),
        ),
        Statute(
            "scottish-fees-13",
            "ssi/2004/376",
            "Freedom of Information (Fees for Disclosure under Section 13) (Scotland) Regulations 2004",
            "regulation",
            act="scottish section 13 fees",
            wanted=("1",),
        ),
        Statute(
            "dpa",
            "ukpga/2018/12",
            "Data Protection Act 2018",
            "section",
            act="dpa",
            parts=(*(f"section/{n}" for n in _DATA_PROTECTION), *(f"schedule/{n}" for n in _SCHEDULES)),
            wanted=(*_DATA_PROTECTION, *(f"Schedule {n}" for n in _SCHEDULES)),
        ),
    )
}
GROUPS = {"legislation": tuple(STATUTES)}

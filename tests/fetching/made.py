"""Statutes of our own making in the publisher's markup: the shapes are real, the law is invented."""

from assistant.fetching.complete import in_order
from assistant.law.pack import ancestors, load_pack

HEAD = (
    '<Legislation xmlns="http://www.legislation.gov.uk/namespaces/legislation" '
    'xmlns:ukm="http://www.legislation.gov.uk/namespaces/metadata" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dct="http://purl.org/dc/terms/" xmlns:xhtml="http://www.w3.org/1999/xhtml" SchemaVersion="1.0" '
    'DocumentURI="http://www.legislation.gov.uk/{path}" NumberOfProvisions="{count}" RestrictExtent="E+W+S+N.I.">'
)


def effect(
    provisions: str, ref: str, kind: str = "words inserted", since: str = "2026-06-01", needed: str = "true"
) -> str:
    return (
        f'<ukm:UnappliedEffect Type="{kind}" AffectedProvisions="{provisions}" AffectingProvisions="s. 9" '
        f'AffectingURI="http://www.legislation.gov.uk/id/ukpga/2025/99" RequiresApplied="{needed}">'
        f'<ukm:AffectedProvisions><ukm:Section Ref="{ref}">{provisions}</ukm:Section></ukm:AffectedProvisions>'
        "<ukm:AffectingTitle>Lanterns (Amendment) Act 2025</ukm:AffectingTitle>"
        f'<ukm:InForceDates><ukm:InForce Applied="false" Date="{since}" Qualification="wholly in force"/></ukm:InForceDates>'
        "</ukm:UnappliedEffect>"
    )


def statute(
    *body: str,
    schedules: str = "",
    effects: str = "",
    version: str = "2026-04-07",
    status: str = "revised",
    path: str = "ukpga/2000/36",
    count: int = 9,
    commentaries: str = "",
) -> bytes:
    """Return a whole document."""
    valid = f"<dct:valid>{version}</dct:valid>" if version else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        + HEAD.format(path=path, count=count)
        + f"<ukm:Metadata><dc:title>Lanterns Act 2000</dc:title><dc:modified>2026-09-01</dc:modified>{valid}"
        + f'<ukm:PrimaryMetadata><ukm:DocumentClassification><ukm:DocumentStatus Value="{status}"/>'
        + f"</ukm:DocumentClassification><ukm:UnappliedEffects>{effects}</ukm:UnappliedEffects></ukm:PrimaryMetadata>"
        + '</ukm:Metadata><Primary><Body><Part id="part-I"><Number>Part I</Number><Title>Lanterns</Title>'
        + "".join(body)
        + f"</Part></Body>{schedules}</Primary><Commentaries>{commentaries}</Commentaries></Legislation>"
    ).encode()


def note(name: str, text: str) -> str:
    return f'<Commentary id="{name}" Type="F"><Para><Text>{text}</Text></Para></Commentary>'


_BLOCKS = ("<P2", "<P3", "<P4", "<Block", "<Unordered", "<Ordered", "<Tabular")


def _inner(pieces: tuple[str, ...]) -> str:
    return "".join(one if one.startswith(_BLOCKS) else f"<Text>{one}</Text>" for one in pieces)


def section(number: str, title: str, *inner: str, marks: str = "", extent: str = "E+W+S+N.I.") -> str:
    """Return a section; what stands in it is text or subsections."""
    return (
        f'<P1group RestrictExtent="{extent}"{marks}><Title>{title}</Title>'
        f'<P1><Pnumber PuncAfter=".">{number}</Pnumber><P1para>{_inner(inner)}</P1para></P1></P1group>'
    )


def numbered(level: int, number: str, *inner: str, marks: str = "") -> str:
    """Return a subsection (2), paragraph (3) or sub-paragraph (4)."""
    return f"<P{level}{marks}><Pnumber>{number}</Pnumber><P{level}para>{_inner(inner)}</P{level}para></P{level}>"


def sub(number: str, *inner: str, marks: str = "") -> str:
    return numbered(2, number, *inner, marks=marks)


def para(number: str, *inner: str, marks: str = "") -> str:
    return numbered(3, number, *inner, marks=marks)


def from_pack(regime: str, without: frozenset[str] = frozenset(), gone: frozenset[str] = frozenset()) -> list[str]:
    """Return sections with every provision that a law pack names, in words of our own; some left out, some repealed."""
    pack = load_pack(regime)
    refs = {one.ref for one in pack.provisions} | pack.derived
    refs |= {above for ref in refs for above in ancestors(ref)}
    refs = {ref for ref in refs if ref not in without and not without & set(ancestors(ref))}

    below: dict[str, list[str]] = {}
    for ref in in_order(refs):
        below.setdefault(ref.rpartition("(")[0], []).append(ref)

    def inner(above: str) -> list[str]:
        return [
            numbered(_level(ref), ref.rpartition("(")[2][:-1], *_words(ref), *inner(ref))
            for ref in below.get(above, ())
        ]

    def _words(ref: str) -> list[str]:
        return [". . . . . . ." if ref in gone else f"Invented words on lanterns for {ref}."]

    return [
        section(base, f"Heading of {base}", *_words(base), *([] if base in gone else inner(base))) for base in below[""]
    ]


def _level(ref: str) -> int:
    last = ref.rpartition("(")[2]
    if last[0].isdigit():
        return 2
    return 4 if last[0] in "ivx" and ref.count("(") > 1 and ref.rpartition("(")[0][-2].isalpha() else 3

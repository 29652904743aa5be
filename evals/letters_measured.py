"""How well the program's checks read letters: bad ones caught at the right place, clean ones left alone.

In: the letters of ``evals/letters``, Markdown with a front matter (see its README). Out: for each family, how many bad letters are
blocked, or reviewed where no more is asked, at the words that make them bad; how many clean letters are blocked; and how many findings
an officer would read in vain. A quarter of the letters, ``held_out``, is measured apart and its misses are not named unless asked for, so
that nobody builds towards them.

    python -m evals.letters_measured [--held-out | --later] [--list]
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assistant.checks import Material, check_letter
from assistant.figures.policy import Policy
from assistant.findings import Finding, Verdict
from assistant.request import read_request

FOLDER = Path(__file__).parent / "letters"
# Letters of later authors, each set measured once before anything was mended for it, and since then in sight like the others.
LATER = Path(__file__).parent / "letters_later"
HELD_OUT = "held_out"
# The kinds of leak are families of this set; all of them are one family of the program's codes.
_OF_COUNTS = frozenset({"stated", "bound", "derivable"})
CODES = frozenset({"count", "number", "refusal", "ncnd", "law", "person", "question", "hidden"})
_FRONT = frozenset({"id", "family", "code", "verdict", "why", "leak", "near_miss_of", "kind", "request"})
_KINDS = frozenset({"", "md", "html"})
# The targets of the issue: of the bad letters at least this share, of the clean ones at most this share, findings a clean letter.
CAUGHT, CLEAN_BLOCKED, NEEDLESS = 0.99, 0.01, 1.0


class LetterError(ValueError):
    """A letter whose front matter cannot be used; says which and why."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter by hand, and what should be said of it.

    Attributes:
        id: its file's name.
        bad: whether a check must speak up.
        family: what it is about: of a bad letter the kind of slip, of a clean one the kind of innocence.
        code: family of the finding that a bad letter must get.
        verdict: the least that the finding must be.
        why: why the letter exists.
        leak: the words at which the finding must lie; empty where something is missing from the whole letter.
        near_miss_of: the bad letter that a clean one resembles.
        kind: ending of the file that must be read (``html``), where the slip is in the file and not in its text.
        request: what was asked, where the check needs it.
        held_out: whether it is kept out of sight while the checks are built.
        text: the letter.
    """

    id: str
    bad: bool
    family: str
    code: str
    verdict: Verdict
    why: str
    leak: str
    near_miss_of: str
    kind: str
    request: str | None
    held_out: bool
    text: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A letter with what the checks said: ``at_place`` is the worst verdict of the right family at the right words."""

    letter: Letter
    at_place: Verdict
    findings: tuple[Finding, ...]

    @property
    def caught(self) -> bool:
        return self.at_place >= self.letter.verdict

    @property
    def blocked(self) -> bool:
        return any(finding.verdict is Verdict.BLOCK for finding in self.findings)

    @property
    def reviews(self) -> int:
        return sum(finding.verdict is Verdict.REVIEW for finding in self.findings)


def letters(*, held_out: bool | None = None, folder: Path = FOLDER) -> list[Letter]:
    """Read the letters: all of them, or only those that are, or are not, held out.

    Raises:
        LetterError: one cannot be used; says which and why.
    """
    paths = sorted(path for path in folder.rglob("*.md") if {"bad", "clean"} & set(path.relative_to(folder).parts))
    read = [read_letter(path, folder) for path in paths]
    return [one for one in read if held_out is None or one.held_out is held_out]


def read_letter(path: Path, folder: Path = FOLDER) -> Letter:
    """Read one letter.

    Raises:
        LetterError: its front matter cannot be used; says why.
    """
    parts = path.relative_to(folder).parts
    front, text = _front(path)
    bad = "bad" in parts
    family = str(front.get("family", ""))
    code = str(front.get("code", "count" if family in _OF_COUNTS else family))
    leak = str(front.get("leak") or "")
    _insist(path, front.get("id") == path.stem, "its id is not its file's name")
    _insist(path, not bad or code in CODES, f"no family of codes is called {code!r}")
    _insist(path, leak in text, "its leak does not stand in the letter")
    _insist(path, front.get("verdict", "block") in ("block", "review"), "its verdict is neither block nor review")
    _insist(path, front.get("kind", "") in _KINDS, "its kind is neither md nor html")
    return Letter(
        id=path.stem,
        bad=bad,
        family=family,
        code=code,
        verdict=Verdict.REVIEW if front.get("verdict") == "review" else Verdict.BLOCK,
        why=str(front["why"]),
        leak=leak,
        near_miss_of=str(front.get("near_miss_of", "")),
        kind=str(front.get("kind", "")),
        request=front.get("request"),
        held_out=HELD_OUT in parts,
        text=text,
    )


def _front(path: Path) -> tuple[dict[str, Any], str]:
    _, _, rest = path.read_text("utf-8").partition("---\n")
    head, found, text = rest.partition("---\n")
    try:
        front: Any = yaml.safe_load(head)
    except yaml.YAMLError as error:
        raise LetterError(f"{path.name}: its front matter cannot be read ({error})") from error
    _insist(path, bool(found) and isinstance(front, dict), "has no front matter")
    _insist(path, bool(front.get("why")) and bool(front.get("family")), "does not say why it exists or its family")
    _insist(
        path, not front.keys() - _FRONT, f"its front matter has an unknown name (known: {', '.join(sorted(_FRONT))})"
    )
    return front, text


def _insist(path: Path, true: bool, otherwise: str) -> None:
    if not true:
        raise LetterError(f"{path.name}: {otherwise}")


def program(letter: Letter) -> tuple[Finding, ...]:
    """Return what the program's own checks say of a letter, as ``foi check`` would."""
    if not letter.kind:
        return check_letter(letter.text, _material(letter.request)).findings
    from assistant.checks.file import check_file

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"letter.{letter.kind}"
        path.write_text(letter.text, "utf-8")
        return check_file(str(path), (), (), None, Policy(), "").findings


def _material(request: str | None) -> Material:
    if request is None:
        return Material(only_read=True)
    questions = tuple(one.text for one in read_request(request).questions)
    return Material(request_text=request, questions=questions, only_read=True)


def judge(letter: Letter, findings: Iterable[Finding]) -> Judged:
    """Hold findings against what should be said of a letter."""
    said = tuple(findings)
    right = [one.verdict for one in said if _family(one) == letter.code and _at(letter, one)]
    return Judged(letter, max(right, default=Verdict.PASS), said)


def _family(finding: Finding) -> str:
    return finding.code.partition(".")[0]


def _at(letter: Letter, finding: Finding) -> bool:
    """Whether a finding touches the leak; what is missing, or hidden in a file, has no place on the page."""
    if not letter.leak or letter.kind:
        return True
    start = letter.text.index(letter.leak)
    return finding.start < start + len(letter.leak) and finding.end > start


@dataclass(frozen=True, slots=True)
class Measure:
    """What the checks did on one part of the letters."""

    bad: tuple[Judged, ...]
    clean: tuple[Judged, ...]

    @property
    def caught(self) -> float:
        return _share(sum(one.caught for one in self.bad), len(self.bad))

    @property
    def caught_blocking(self) -> float:
        """The stricter reading: bad letters that are blocked at the right place, whatever would have been enough."""
        return _share(sum(one.at_place is Verdict.BLOCK for one in self.bad), len(self.bad))

    @property
    def clean_blocked(self) -> float:
        return _share(sum(one.blocked for one in self.clean), len(self.clean))

    @property
    def needless(self) -> float:
        """Reviews that an officer reads in vain, a clean letter."""
        return _share(sum(one.reviews for one in self.clean), len(self.clean))

    @property
    def passes(self) -> bool:
        return (
            bool(self.bad and self.clean)
            and self.caught >= CAUGHT
            and self.clean_blocked <= CLEAN_BLOCKED
            and self.needless <= NEEDLESS
        )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def measure(part: Sequence[Letter], said: Callable[[Letter], Iterable[Finding]] = program) -> Measure:
    """Try the checks on letters."""
    judged = [judge(letter, said(letter)) for letter in part]
    return Measure(tuple(one for one in judged if one.letter.bad), tuple(one for one in judged if not one.letter.bad))


def lines(found: Measure, *, named: bool) -> list[str]:
    """Say what was measured, for a person; ``named`` adds the letters that went wrong."""
    out = [f"{'bad letters':14}{'all':>6}{'caught':>8}{'blocked':>9}{'reviewed':>10}{'missed':>8}"]
    families = sorted({one.letter.family for one in found.bad})
    out += [_row(family, [one for one in found.bad if one.letter.family == family]) for family in families]
    out.append(_row("together", found.bad))
    blocked = sum(one.blocked for one in found.clean)
    near = sum(one.blocked for one in found.clean if one.letter.near_miss_of)
    out.append(
        f"clean letters: {len(found.clean)}, blocked {blocked} (near-misses {near}), {found.needless:.2f} needless reviews a letter"
    )
    out.append(
        f"caught {found.caught:.1%} (target {CAUGHT:.0%}; {found.caught_blocking:.1%} by a block), clean blocked {found.clean_blocked:.1%} (target {CLEAN_BLOCKED:.0%}): "
        + ("passed" if found.passes else "not passed")
    )
    return out + (_named(found) if named else [])


def _row(name: str, judged: Sequence[Judged]) -> str:
    blocked = sum(one.at_place is Verdict.BLOCK for one in judged)
    reviewed = sum(one.at_place is Verdict.REVIEW for one in judged)
    caught = sum(one.caught for one in judged)
    return f"{name:14}{len(judged):>6}{caught:>8}{blocked:>9}{reviewed:>10}{len(judged) - blocked - reviewed:>8}"


def _named(found: Measure) -> list[str]:
    out = []
    for one in found.bad:
        if not one.caught:
            how = "only reviewed" if one.at_place is Verdict.REVIEW else "missed"
            out.append(f"{how:14}{one.letter.family}/{one.letter.id}: {one.letter.why} [said: {_said(one.findings)}]")
    for one in found.clean:
        if one.findings:
            how = "clean, blocked" if one.blocked else "clean, review"
            out.append(f"{how:14} {one.letter.family}/{one.letter.id}: {_said(one.findings)}")
    return out


def _said(findings: Iterable[Finding]) -> str:
    said = [f"{one.verdict.word} {one.code} “{' '.join(one.quote.split())[:50]}”" for one in findings]
    return "; ".join(said) or "nothing"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return 0 where the targets are met, 1 where they are not, 2 where a letter cannot be used."""
    parser = argparse.ArgumentParser(prog="evals.letters_measured", description="Try the checks on the letter sets.")
    parser.add_argument("--held-out", action="store_true", help="the quarter kept out of sight, instead of the rest")
    parser.add_argument("--later", action="store_true", help="the letters of later authors, instead of these")
    parser.add_argument("--list", action="store_true", help="name the letters that went wrong")
    chosen = parser.parse_args(arguments)
    try:
        found = measure(letters(folder=LATER) if chosen.later else letters(held_out=chosen.held_out))
    except LetterError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write("\n".join(lines(found, named=chosen.list)) + "\n")
    return 0 if found.passes else 1


if __name__ == "__main__":
    sys.exit(main())

"""Prompts: files with declared blanks, a version and a fingerprint."""

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template

from assistant.errors import FoiError
from assistant.resources import data_folder


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt at one version.

    Attributes:
        name: its folder.
        version: 1, 2, 3 …
        text: with blanks written ``$name``.
        blanks: every name that must be filled.
        fingerprint: the first 16 hexadecimal digits of the SHA-256 of the file.
    """

    name: str
    version: int
    text: str
    blanks: frozenset[str]
    fingerprint: str

    def fill(self, **values: str) -> str:
        """Fill every blank, and nothing but the blanks. A fence inside a value is made harmless.

        Raises:
            FoiError: a blank is unfilled, or a value has no blank.
        """
        unfilled, unknown = self.blanks - values.keys(), values.keys() - self.blanks
        if unfilled or unknown:
            raise FoiError(
                f"prompt {self.name} v{self.version}: unfilled {sorted(unfilled)}, unknown {sorted(unknown)}"
            )
        return Template(self.text).substitute({name: fenced(value) for name, value in values.items()})


def fenced(text: str) -> str:
    """Return text that cannot close the fence it stands in."""
    return text.replace("<data>", "‹data›").replace("</data>", "‹/data›").strip() or "(nothing)"


def read_prompt(file: Path) -> Prompt:
    """Read one version of a prompt.

    Raises:
        FoiError: its blanks are not those that it declares.
    """
    raw = file.read_text("utf-8")
    declaration, _, text = raw.partition("\n")
    blanks = frozenset(name.strip() for name in declaration.removeprefix("blanks:").split(",") if name.strip())
    if not declaration.startswith("blanks:") or frozenset(Template(text).get_identifiers()) != blanks:
        raise FoiError(
            f"the blanks of {file.parent.name}/{file.name} are not those of its first line",
            todo="Declare every blank in the first line: blanks: name, name",
        )
    fingerprint = hashlib.sha256(raw.encode()).hexdigest()[:16]
    return Prompt(file.parent.name, int(file.stem.removeprefix("v")), text, blanks, fingerprint)


@cache
def prompt(name: str) -> Prompt:
    """Return the current version of a prompt."""
    folder = data_folder("prompts")
    version = tomllib.loads((folder / "current.toml").read_text("utf-8"))[name]
    return read_prompt(folder / name / f"v{version}.md")


def fingerprints() -> dict[str, str]:
    """Return the fingerprint of every version of every prompt, by ``name/vN``."""
    return {
        f"{file.parent.name}/{file.stem}": read_prompt(file).fingerprint
        for file in sorted(data_folder("prompts").glob("*/v*.md"))
    }


def versions(name: str = "") -> tuple[Prompt, ...]:
    """Return every version of every prompt, or of one, oldest first.

    Raises:
        FoiError: there is no such prompt.
    """
    found = tuple(
        read_prompt(file)
        for file in sorted(
            data_folder("prompts").glob(f"{name or '*'}/v*.md"), key=lambda one: (one.parent.name, int(one.stem[1:]))
        )
    )
    if not found:
        names = ", ".join(sorted({one.name for one in versions()}))
        raise FoiError(f"there is no prompt {name!r}", todo=f"The prompts are {names}.")
    return found


def released() -> dict[str, str]:
    """Return the fingerprint of each released version, by ``name/vN``."""
    return dict(tomllib.loads((data_folder("prompts") / "released.toml").read_text("utf-8")))

"""Fingerprints of what was run: runs in which one differs are not called equal."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path

from evals.case import SCRIPTED, Case

HERE = Path(__file__).parent
# The name of this suite; a result of another suite has another, and is not compared.
SUITE = "foi-assistant"
# Fingerprints on which what the program makes of a case depends; the others only say how it was judged.
PRODUCT = ("code", "packs", "prompts", "corpus", "policy", "model", "script", "driver")
_CODE = {".py", ".toml"}
# What a case may hold since its form was first recorded: left out where empty, so that no other case is taken for changed.
_ADDED = {"agent", "stops"}


def made_of(model: str) -> dict[str, str]:
    """Return the fingerprints of the program, its data, the model and the suite."""
    from assistant import __version__
    from assistant.figures.policy import Policy
    from assistant.resources import data_folder, law_folder

    package, packs = HERE.parent / "assistant", law_folder()
    code = (
        p for p in package.rglob("*") if p.suffix in _CODE and "_data" not in p.parts and not p.is_relative_to(packs)
    )
    return {
        "version": __version__,
        "code": _digest(code, package),
        "packs": _digest((p for p in packs.rglob("*") if p.is_file() and p.suffix != ".pyc"), packs),
        "corpus": _digest((p for p in data_folder("corpus").rglob("*") if p.is_file()), data_folder("corpus")),
        "prompts": short(json.dumps(prompt_versions(), sort_keys=True)),
        "policy": repr(Policy()),
        "model": model,
        "driver": _digest(
            [HERE / name for name in ("agents.py", "models.py", "outlets.py", "program.py", "shelves.py")], HERE
        ),
        "cases": _digest((HERE / "cases").glob("*.yaml"), HERE),
        "scorers": _digest([*(HERE / "scorers").glob("*.py"), HERE / "judges.py"], HERE),
        **_script(model),
    }


def _script(model: str) -> dict[str, str]:
    """What a script says may change under its name; of any other model the name is all that is known."""
    path = Path(model.removeprefix(SCRIPTED))
    return {"script": _digest([path], path.parent)} if model.startswith(SCRIPTED) else {}


def prompt_versions() -> dict[str, str]:
    """Return the version in use of each prompt, with its fingerprint."""
    import tomllib

    from assistant.model.prompts import prompt
    from assistant.resources import data_folder

    names = tomllib.loads((data_folder("prompts") / "current.toml").read_text("utf-8"))
    return {name: f"v{prompt(name).version} {prompt(name).fingerprint}" for name in sorted(names)}


def product_key(fingerprints: Mapping[str, str]) -> str:
    """Return one fingerprint of all that decides what the program makes of a case."""
    return short(json.dumps({name: fingerprints.get(name, "") for name in PRODUCT}, sort_keys=True))


def case_digest(case: Case) -> str:
    """Return the fingerprint of a case; scores of a case that was changed are not compared."""
    fields = {name: value for name, value in asdict(case).items() if value or name not in _ADDED}
    return short(json.dumps(fields, sort_keys=True, default=str))


def short(text: str) -> str:
    """Return the first 16 hexadecimal digits of a text's SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _digest(paths: Iterable[Path], root: Path) -> str:
    found = hashlib.sha256()
    for path in sorted(paths):
        content = path.read_bytes()
        found.update(f"{path.relative_to(root).as_posix()}\0{len(content)}\0".encode() + content)
    return found.hexdigest()[:16]

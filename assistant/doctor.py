"""``foi doctor``: what works, what does not, and how to mend it."""

import importlib.util
import sys
from collections.abc import Callable
from dataclasses import dataclass

from assistant.errors import FoiError
from assistant.profile_file import REGIME_NAMES
from assistant.settings import Settings, load_authority


@dataclass(frozen=True, slots=True)
class Examination:
    """One thing looked at.

    Attributes:
        name: what it is.
        state: ``works``, ``not used`` or ``broken``.
        detail: what was seen.
        remedy: how to mend it; "" where nothing is broken.
    """

    name: str
    state: str
    detail: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Health:
    """Everything looked at, and the effective settings with secrets masked."""

    examinations: tuple[Examination, ...]
    settings: dict[str, str]

    @property
    def healthy(self) -> bool:
        return all(one.state != "broken" for one in self.examinations)

    def as_json(self) -> dict[str, object]:
        checks = [{"name": e.name, "state": e.state, "detail": e.detail, "remedy": e.remedy} for e in self.examinations]
        return {"healthy": self.healthy, "checks": checks, "settings": self.settings}

    def in_words(self) -> str:
        lines = [
            f"{e.state:9} {e.name}: {e.detail}" + (f"\n          {e.remedy}" if e.remedy else "")
            for e in self.examinations
        ]
        lines += ["", "Settings in effect (secrets masked):"]
        lines += [f"  FOI_{name.upper()} = {value}" for name, value in self.settings.items()]
        return "\n".join(lines)


def examine(settings: Settings) -> Health:
    """Look at everything that a draft needs; nothing found broken raises."""
    looks: tuple[tuple[str, Callable[[Settings], Examination]], ...] = (
        ("Python", _python),
        ("data folder", _data),
        ("authority's profile", _authority),
        ("law packs", _law),
        ("solver", _solver),
        ("embedding weights", _weights),
        ("index", _index),
        ("language model", _model),
    )
    return Health(tuple(_looked(name, look, settings) for name, look in looks), masked(settings))


def masked(settings: Settings) -> dict[str, str]:
    """Return the settings as text; a secret shows only whether it is set, an address hides its password."""
    return {name: "(not set)" if value is None else str(value) for name, value in settings}


def _looked(name: str, look: Callable[[Settings], Examination], settings: Settings) -> Examination:
    try:
        return look(settings)
    except FoiError as error:
        return Examination(name, "broken", f"{error.where}: {error.what}".removeprefix(": "), error.todo)
    except Exception as error:  # noqa: BLE001 - a doctor that falls ill examines nothing
        return Examination(name, "broken", f"{type(error).__name__}: {str(error)[:200]}", "Install the program again.")


def _python(_: Settings) -> Examination:
    version = ".".join(map(str, sys.version_info[:3]))
    return Examination("Python", "works", version)


def _data(settings: Settings) -> Examination:
    folder = settings.data
    existing = next(one for one in (folder, *folder.parents) if one.exists())
    probe = existing / ".foi-probe"
    try:
        probe.touch()
        probe.unlink()
    except OSError as error:
        return Examination(
            "data folder", "broken", f"{folder}: {error.strerror}", "Set FOI_DATA to a folder that you may write to."
        )
    return Examination("data folder", "works", str(folder))


def _authority(settings: Settings) -> Examination:
    authority = load_authority(settings.authority)
    if settings.authority is None:
        return Examination(
            "authority's profile",
            "not used",
            "letters will have blanks for your name and address",
            "Run “foi authority”, which asks for it once and keeps it.",
        )
    said = [
        authority.name,
        REGIME_NAMES[authority.regime],
        f"{authority.style} style",
        f"reviews to {authority.review_to}",
    ]
    said += [f"{len(authority.wording)} paragraphs in the house's own words"] if authority.wording else []
    said += [f"disclosure policy {authority.profile}"] if authority.profile else []
    blanks = authority.blanks
    return Examination(
        "authority's profile",
        "works",
        f"{'; '.join(said)} ({settings.authority})",
        f"Letters will have a blank for: {', '.join(blanks)}. Run “foi authority” to fill it in." if blanks else "",
    )


def _law(_: Settings) -> Examination:
    from assistant.law.pack import load_pack

    packs = [load_pack(regime) for regime in ("foia", "eir", "foisa")]
    return Examination("law packs", "works", ", ".join(f"{p.name} ({len(p.provisions)} provisions)" for p in packs))


def _solver(_: Settings) -> Examination:
    from assistant.figures.attack import Constraint, System, intervals

    found = intervals(System({"a": (0, None), "b": (0, None)}, (Constraint((("a", 2), ("b", 3)), 7, 7),)), ["a", "b"])
    if found != {"a": (2, 2), "b": (1, 1)}:
        return Examination(
            "solver", "broken", "HiGHS gave a wrong answer to a trivial problem", "Install highspy again."
        )
    return Examination("solver", "works", "HiGHS through highspy")


def _weights(settings: Settings) -> Examination:
    from assistant.library.embeddings import MiniLM

    vector = MiniLM(settings.data).encode(["a request for information"])
    return Examination("embedding weights", "works", f"MiniLM, hash as published, {vector.shape[1]} dimensions")


def _index(settings: Settings) -> Examination:
    from assistant.library import Library

    url = settings.database_url.get_secret_value() if settings.database_url else None
    library = Library.open(settings.data, url, settings.chroma_url)
    status = library.status()
    if library.remarks:
        return Examination("index", "broken", " ".join(library.remarks), "Run: foi corpus sync --rebuild")
    return Examination("index", "works", status.in_words().splitlines()[0])


def _model(settings: Settings) -> Examination:
    if not settings.model:
        return Examination("language model", "not used", "the standing wording is used; set FOI_MODEL to name one")
    if importlib.util.find_spec("langchain") is None:
        return Examination("language model", "broken", "langchain is not installed", "Install the program again.")
    from assistant.model.abilities import try_out
    from assistant.model.chat_model import open_model, remember_tools

    model = open_model(settings)
    assert model is not None, "a model is named"  # noqa: S101
    seen = try_out(model, settings.model_timeout)
    if seen.failure:
        return Examination(
            "language model",
            "broken",
            f"{settings.model}: {seen.failure.words}",
            "Check that its server is up and its key is right; drafts are made without it meanwhile.",
        )
    remember_tools(settings, able=seen.tools)
    return Examination("language model", "works", f"{settings.model}: {seen.in_words()}. {seen.way}")

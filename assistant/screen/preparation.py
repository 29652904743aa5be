"""The library and the model are opened behind the page's back, so that the page answers at once."""

import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import FoiError
from assistant.figures.choices.profiles import policy_of
from assistant.figures.earlier.register import Register
from assistant.figures.policy import Policy
from assistant.pipeline import Workplace
from assistant.settings import Settings, load_authority

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from assistant.library import Library


class Preparation:
    """Opens the library and the model once, in a thread of its own.

    Nothing that goes wrong in it stops the page: work goes on without a library or a model, and
    ``words`` says why.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._authority = load_authority(settings.authority)
        self._policy = policy_of(settings)
        self._register = Register.open(settings.data)
        self._done = threading.Event()
        self._library: Library | None = None
        self._model: BaseChatModel | None = None
        self._problems: list[str] = []

    def start(self) -> None:
        """Begin; returns at once."""
        threading.Thread(target=self._prepare, name="preparation", daemon=True).start()

    def _prepare(self) -> None:
        try:
            self._attempt("The library", self._open_library)
            self._attempt("The model", self._open_model)
        finally:
            self._done.set()
            sys.stderr.write(f"{self.words()}\n")

    def _attempt(self, what: str, step: Callable[[], None]) -> None:
        try:
            step()
        except FoiError as error:
            self._problems.append(f"{what} is not available. {error}".replace("\n", " "))
        except Exception as error:  # noqa: BLE001 - the page must go on, whatever a driver raises
            self._problems.append(f"{what} is not available ({type(error).__name__}). Run foi doctor.")

    def _open_library(self) -> None:
        from assistant.library import Library

        url = self._settings.database_url
        self._library = Library.open(
            self._settings.data, url.get_secret_value() if url else None, self._settings.chroma_url
        )
        # The first search loads the embedding model; it is to be loaded before the officer asks.
        self._library.search("information", k=1)

    def _open_model(self) -> None:
        from assistant.model.chat_model import open_model

        self._model = open_model(self._settings)

    @property
    def data(self) -> Path:
        return self._settings.data

    @property
    def policy(self) -> Policy:
        return self._policy

    @property
    def ready(self) -> bool:
        return self._done.is_set()

    def wait(self, seconds: float | None = None) -> None:
        """Wait until the library and the model are there, or known not to be."""
        self._done.wait(seconds)

    def workplace(self) -> Workplace:
        """Return what a draft can be made with now."""
        if not self.ready:
            return Workplace(self._authority, self._policy, register=self._register)
        name = self._settings.model if self._model else None
        return Workplace(
            self._authority,
            self._policy,
            self._library,
            self._model,
            name or "",
            self._register,
            self._settings.model_timeout,
        )

    def words(self) -> str:
        """Say how far it is, in a sentence."""
        if not self.ready:
            return "Preparing the library of past replies and law … You can work meanwhile."
        if self._problems:
            return " ".join(self._problems) + " You can draft and check all the same."
        model = f" The model {self._settings.model} is ready." if self._model else ""
        return f"The library is ready.{model}"

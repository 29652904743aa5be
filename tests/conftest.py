"""What the tests share: a data folder of their own, the sample case, no model unless a test names one."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sent

from assistant.errors import FoiError
from assistant.figures.tables import Table

sent.install()
os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = os.environ.get("HYPOTHESIS_STORAGE_DIRECTORY", ".hypothesis")
SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """A developer's own settings must not decide a test; the data folder is set once for the session."""
    for name in list(os.environ):
        if name.startswith("FOI_") and name != "FOI_DATA":
            monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def what_is_sent(monkeypatch: pytest.MonkeyPatch) -> Iterator[sent.Sent]:
    """Over the whole suite, nothing that a model is sent, a log or an error holds a raw count of a table that the test read."""
    seen, made, raised = sent.begin(), Table.__init__, FoiError.__init__

    def watched(self: Table, *fields: Any, **named: Any) -> None:
        made(self, *fields, **named)
        seen.read(self)

    def heard(self: FoiError, *fields: Any, **named: Any) -> None:
        raised(self, *fields, **named)
        seen.hear(type(self).__name__, str(self))

    monkeypatch.setattr(Table, "__init__", watched)
    monkeypatch.setattr(FoiError, "__init__", heard)
    yield seen
    assert not seen.faults, seen.faults


@pytest.fixture(scope="session", autouse=True)
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The index is built once a session, unless FOI_DATA names a folder that has one."""
    before = os.environ.get("FOI_DATA")
    folder = Path(before) if before else tmp_path_factory.getbasetemp().parent / "foi-data"
    os.environ["FOI_DATA"] = str(folder)
    yield folder
    if before is None:
        del os.environ["FOI_DATA"]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The team's shared folder; a test that uses it is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the shared folder is not beside this checkout")
    return SHARED

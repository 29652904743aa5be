"""Where the files that travel with the program are: corpus, prompts, law packs."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def data_folder(name: str) -> Path:
    """Return the folder ``corpus`` or ``prompts``: inside the wheel, or beside the package in a checkout.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    for folder in (_PACKAGE / "_data" / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"the folder {name!r} is missing from this installation")


def law_folder() -> Path:
    """Return the folder of the law packs."""
    return _PACKAGE / "law" / "packs"

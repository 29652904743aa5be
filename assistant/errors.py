"""Errors that an officer sees: what is wrong, where, and what to do.

FoiError
├── InputError        a file or text that cannot be used
│   └── TableError    a table of figures, with its cell
├── NotesError        an instruction in the officer's notes, with its line
├── SettingsError     a setting, or the data folder
├── LibraryError      the corpus or its index
└── ModelError        the language model or its reply

Each ends a command with exit status 2 and one or two lines on stderr; none shows a traceback.
"""


class FoiError(Exception):
    """Something that the person at the keyboard can mend.

    Args:
        what: what is wrong, as a sentence without its full stop.
        where: the file, row, cell or line it is in; empty where there is none.
        todo: what to do about it, as a sentence.
    """

    def __init__(self, what: str, *, where: str = "", todo: str = "") -> None:
        self.what = what.rstrip(".")
        self.where = where
        self.todo = todo
        place = f"{where}: " if where else ""
        advice = f"\n{todo}" if todo else ""
        super().__init__(f"{place}{self.what}.{advice}")


class InputError(FoiError):
    """A file or text that cannot be used as given."""


class TableError(InputError):
    """A table of figures that cannot be read or does not hold together."""


class NotesError(FoiError):
    """An instruction in the officer's notes that is not understood."""


class SettingsError(FoiError):
    """A setting that is wrong, or a data folder that cannot be used."""


class LibraryError(FoiError):
    """The corpus or its index cannot be used."""


class ModelError(FoiError):
    """The language model cannot be reached, or its reply cannot be used."""

"""Files are written whole or not at all."""

import os
import tempfile
from pathlib import Path

from assistant.errors import InputError


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file so that a killed run leaves the old one or none.

    Raises:
        InputError: it cannot be written there.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.resolve().parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            umask = os.umask(0)
            os.umask(umask)
            Path(name).chmod(0o666 & ~umask)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise InputError(
            f"the file cannot be written ({error.strerror})",
            where=str(path),
            todo="Choose a folder that you may write to.",
        ) from None

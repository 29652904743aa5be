"""How like the requests for which each ground is usually weighed a question is, by meaning (``typical.toml``)."""

import contextlib
import hashlib
import json
import math
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.library.embeddings import Embedding

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHARPNESS = 12.0  # how fast a typical request's weight falls with its distance; chosen on the requests alone
FILE = "typical.json"


@cache
def requests() -> tuple[tuple[str, str], ...]:
    """Return (ground, request) of every typical request, in the order of the file."""
    content = tomllib.loads((Path(__file__).parent / "typical.toml").read_text("utf-8"))
    return tuple((ground, text) for ground, texts in content["typical"].items() for text in texts)


def shares(likeness: "NDArray[np.float32]") -> dict[str, float]:
    """Return the share of each ground in the typical requests, the nearer the weightier.

    Args:
        likeness: the cosine of a question to each typical request, in order.
    """
    top = float(likeness.max())
    found: dict[str, float] = {}
    for (ground, _), value in zip(requests(), likeness, strict=True):
        found[ground] = found.get(ground, 0.0) + math.exp(SHARPNESS * (float(value) - top))
    whole = sum(found.values())
    return {ground: value / whole for ground, value in found.items()}


class Typical:
    """The vectors of the typical requests, made at the first use and kept in the data folder.

    Args:
        folder: the data folder.
        embedding: what makes the vectors.
    """

    def __init__(self, folder: Path, embedding: Embedding) -> None:
        self._file = folder / FILE
        self._embedding = embedding
        self._rows: NDArray[np.float32] | None = None

    def shares(self, vector: "NDArray[np.float32]") -> Mapping[str, float]:
        """Return the share of each ground for a question's vector.

        Raises:
            LibraryError: the weights of the model are missing.
        """
        if self._rows is None:
            self._rows = self._kept()
        if self._rows is None:
            self._rows = self._made()
        return shares(self._rows @ vector)

    def _mark(self) -> str:
        texts = "\x1f".join(text for _, text in requests())
        return hashlib.sha256(f"{self._embedding.name}\x1f{texts}".encode()).hexdigest()

    def _kept(self) -> "NDArray[np.float32] | None":
        import numpy as np

        try:
            content = json.loads(self._file.read_text("utf-8"))
            rows = np.frombuffer(bytes.fromhex(content["rows"]), dtype=np.float16).astype(np.float32)
            fits = content["mark"] == self._mark()
        except (OSError, ValueError, KeyError, TypeError):
            return None
        size = len(requests()) * self._embedding.dimension
        return rows.reshape(-1, self._embedding.dimension) if fits and rows.size == size else None

    def _made(self) -> "NDArray[np.float32]":
        import numpy as np

        # One by one, which needs no torch: two seconds, once.
        made: NDArray[np.float32] = np.stack([self._embedding.encode([text])[0] for _, text in requests()])
        content = json.dumps({"mark": self._mark(), "rows": made.astype(np.float16).tobytes().hex()})
        half = self._file.with_suffix(".part")
        with contextlib.suppress(OSError):  # made again at the next start, which is slower and no worse
            half.write_text(content, "utf-8")
            half.replace(self._file)
        return made

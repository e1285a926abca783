"""How much of a run's tokens its counterpart covers, by contextual similarity.

For each token, its similarity to a segment is the best cosine with any token
of that segment; what counts is how far that stands out from the token's mean
over the segments around, cut at zero.  A rare word that meets its translation
stands out; a function word, at home everywhere, does not.
"""

from typing import TYPE_CHECKING, cast

import numpy as np

from aligner.core.cover import Cover
from aligner.core.grid import Grid

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aligner.core.lattice import Lattice
    from aligner.values import SpanVectors

__all__ = ["token_cover"]


def token_cover(grid: Grid) -> Cover:
    """Cover of the tokens of both sides of a grid, at its nodes.

    Notes
    -----
    Time is linear in the nodes of the band.  Similarities are kept for the
    band only: (n_source_tokens + n_target_tokens) x width numbers.
    """
    source, target = _centred(grid.source_vectors), _centred(grid.target_vectors)
    source_best, target_best = _best_similarities(grid, source, target)
    source_rows = _standing_out(source_best)
    target_rows = _standing_out(target_best)
    source_offsets = grid.source_vectors.token_offsets
    target_offsets = grid.target_vectors.token_offsets
    windows = _SourceWindows(grid.lattice)
    return Cover(
        _segment_sums(source_rows.max(axis=1, initial=0.0), source_offsets),
        _segment_sums(target_rows.max(axis=1, initial=0.0), target_offsets),
        [
            _padded(_segment_sums(run, source_offsets))
            for run in _running_maxima(source_rows, grid.max_run[1])
        ],
        [
            windows.to_nodes(_segment_sums(run, target_offsets))
            for run in _running_maxima(target_rows, grid.max_run[0])
        ],
    )


class _SourceWindows:
    """For each target segment, the source segments whose band holds it."""

    def __init__(self, lattice: "Lattice") -> None:
        self._lattice = lattice
        positions = np.arange(lattice.n_target)
        rows = lattice.low[: lattice.n_source]
        # Row i holds target j when low[i] <= j < low[i] + width.
        self.low = np.searchsorted(rows + lattice.width, positions, side="right")
        high = np.searchsorted(rows, positions, side="right")
        self.width = max(1, int((high - self.low).max(initial=1)))

    def to_nodes(self, values: "NDArray[np.float64]") -> "NDArray[np.float64]":
        """Values by (target segment, source in its window), put at their nodes."""
        lattice = self._lattice
        targets = lattice.targets()
        inside = targets < lattice.n_target
        column = np.arange(lattice.n_source + 1)[:, None] - self.low[np.where(inside, targets, 0)]
        inside &= (column >= 0) & (column < self.width)
        found = values[np.where(inside, targets, 0), np.where(inside, column, 0)]
        return np.where(inside, found, 0.0)


def _centred(vectors: "SpanVectors") -> "NDArray[np.float32]":
    """Unit vectors of the tokens after taking off their mean."""
    tokens = vectors.tokens
    centred = tokens - tokens.mean(axis=0) if len(tokens) > 1 else tokens
    norms = np.linalg.norm(centred, axis=1, keepdims=True)
    return cast("NDArray[np.float32]", centred / np.maximum(norms, 1e-9))


def _best_similarities(
    grid: Grid,
    source: "NDArray[np.float32]",
    target: "NDArray[np.float32]",
) -> "tuple[NDArray[np.float32], NDArray[np.float32]]":
    """Best cosine of each token with each segment opposite, inside the band.

    Returns
    -------
    source_best : ndarray of shape (n_source_tokens, width)
        NaN where there is no target segment.
    target_best : ndarray of shape (n_target_tokens, source window)
    """
    lattice = grid.lattice
    windows = _SourceWindows(lattice)
    source_best = np.full((len(source), lattice.width), np.nan, dtype=np.float32)
    target_best = np.full((len(target), windows.width), np.nan, dtype=np.float32)
    a, b = grid.source_vectors.token_offsets, grid.target_vectors.token_offsets
    target_segment = np.repeat(np.arange(lattice.n_target), np.diff(b))
    for i in range(lattice.n_source):
        low = int(lattice.low[i])
        high = min(lattice.n_target, low + lattice.width)
        if low >= high:
            continue
        rows, columns = slice(a[i], a[i + 1]), np.arange(b[low], b[high])
        cosine = source[rows] @ target[b[low] : b[high]].T
        best = np.maximum.reduceat(cosine, b[low:high] - b[low], axis=1)
        source_best[rows, : high - low] = best
        target_best[columns, i - windows.low[target_segment[columns]]] = cosine.max(axis=0)
    return source_best, target_best


def _standing_out(best: "NDArray[np.float32]") -> "NDArray[np.float64]":
    """How far each similarity stands out from the token's mean, cut at zero."""
    count = np.isfinite(best).sum(axis=1, keepdims=True)
    mean = np.nansum(best, axis=1, keepdims=True) / np.maximum(count, 1)
    above: NDArray[np.float64] = np.nan_to_num(np.maximum(best - mean, 0.0)).astype(np.float64)
    return above


def _running_maxima(
    values: "NDArray[np.float64]",
    longest: int,
) -> "list[NDArray[np.float64]]":
    """Maximum over runs of 1, 2, ... columns from each column on."""
    maxima = [values]
    for size in range(1, longest):
        longer = maxima[-1].copy()
        longer[:, :-size] = np.maximum(longer[:, :-size], values[:, size:])
        maxima.append(longer)
    return maxima


def _segment_sums(
    per_token: "NDArray[np.float64]",
    offsets: "NDArray[np.int64]",
) -> "NDArray[np.float64]":
    """Sums over the tokens of each segment; every segment has at least one token."""
    return np.add.reduceat(per_token, offsets[:-1], axis=0)


def _padded(values: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """One more row of zeros, for the position behind the last segment."""
    return np.concatenate([values, np.zeros((1, values.shape[1]))])

"""Vectors of documents: centring, body and title cosines, cover of one text by the other."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["COVERED", "Cover", "Pile", "cover", "monotone_score", "nearest"]

# A pile's own mean is trusted as much as the prior mean when it has this many documents.
_PRIOR_DOCUMENTS = 8.0
# Longer documents are shortened by averaging neighbours, so that cost is bounded.
_LONGEST = 160
# Cells of one block of the product of all bodies: 64 MB.
_BLOCK_CELLS = 16_000_000
_SAMPLE, _LEVEL_RANK = 2000, 3
# Shorter vectors are rounding errors.
_TINY = 1e-6
# A segment counts as covered when its best centred cosine is at least this.
COVERED = 0.4


@dataclass(frozen=True, slots=True)
class Pile:
    """Vectors of one pile, centred and of length 1.

    Parameters
    ----------
    bodies : ndarray of shape (n_documents, dim), float32
        Mean segment of each document; zeros for a document without segments.
    titles : ndarray of shape (n_documents, dim), float32
        Headline of each document; zeros where it is unknown.
    segments : list of ndarray of shape (<= 160, dim), float32
    """

    bodies: "NDArray[np.float32]"
    titles: "NDArray[np.float32]"
    segments: "list[NDArray[np.float32]]"

    def sample(self) -> "NDArray[np.float32]":
        """Segments of the pile, evenly taken, 2,000 at most."""
        rows = np.concatenate(self.segments)
        step = -(-len(rows) // _SAMPLE)
        return np.ascontiguousarray(rows[:: max(1, step)])

    def levels(self, background: "NDArray[np.float32]") -> "list[NDArray[np.float32]]":
        """How near each segment is to the other pile anyway.

        Its third best cosine to a sample of the other pile: the best may be
        its translation, the second a repetition of it.

        Parameters
        ----------
        background : ndarray of shape (n, dim)
            `sample` of the other pile.

        Returns
        -------
        levels : list of ndarray of shape (n_segments,)
        """
        rank = min(_LEVEL_RANK, len(background))
        if not rank:
            return [np.zeros(len(rows), dtype=np.float32) for rows in self.segments]
        return [
            np.maximum(np.partition(rows @ background.T, -rank, axis=1)[:, -rank], 0.0)
            for rows in self.segments
        ]

    @classmethod
    def of(
        cls,
        vectors: "Sequence[NDArray[np.float32]]",
        has_title: "Sequence[bool]",
        prior: "NDArray[np.float32]",
    ) -> "Pile":
        """Centre a pile around its mean.

        What all documents of a pile share, above all their language, says
        nothing about pairs.  Small piles are centred around the prior mean of
        their language.
        """
        bodies = np.stack([_mean(rows, prior) for rows in vectors])
        mean = (bodies.sum(axis=0) + _PRIOR_DOCUMENTS * prior) / (len(bodies) + _PRIOR_DOCUMENTS)
        titles = np.stack(
            [rows[0] if titled else mean for rows, titled in zip(vectors, has_title, strict=True)],
        )
        segments = [_unit(shorten(rows) - mean) for rows in vectors]
        return cls(_unit(bodies - mean), _unit(titles - mean), segments)


@dataclass(frozen=True, slots=True)
class Cover:
    """How well the segments of two documents cover each other.

    Parameters
    ----------
    monotone : float
        Score of the best path that keeps the order of both sides, by segment
        of the shorter side.
    margin : float
        Mean of each segment's best cosine above what both segments have to
        other texts, for the side covered better.
    source_share, target_share : float
        Share of segments with a counterpart.
    """

    monotone: float
    margin: float
    source_share: float
    target_share: float


def cover(
    source: "NDArray[np.float32]",
    target: "NDArray[np.float32]",
    levels: "tuple[NDArray[np.float32], NDArray[np.float32]]",
) -> Cover:
    """Cover of two documents.

    Parameters
    ----------
    source, target : ndarray of shape (n_segments, dim)
        Centred unit vectors.
    levels : two ndarrays of shape (n_segments,)
        As `Pile.levels` gives them.
    """
    cosines = source @ target.T
    best_source, best_target = cosines.max(axis=1), cosines.max(axis=0)
    margins = cosines - (levels[0][:, None] + levels[1][None, :]) / 2
    margin = (margins.max(axis=1).mean(), margins.max(axis=0).mean())
    return Cover(
        monotone_score(cosines) / min(cosines.shape),
        float(max(margin)),
        float((best_source >= COVERED).mean()),
        float((best_target >= COVERED).mean()),
    )


def monotone_score(cosines: "NDArray[np.float32]") -> float:
    """Greatest sum of cosines over pairs of segments in the order of both sides.

    Each segment is in one pair at most and may be left out.

    Parameters
    ----------
    cosines : ndarray of shape (n_source, n_target)
    """
    best = np.zeros(cosines.shape[1] + 1, dtype=cosines.dtype)
    for row in cosines:
        matched = best[:-1] + row
        best[1:] = np.maximum(best[1:], matched)
        np.maximum.accumulate(best, out=best)
    return float(best[-1])


def nearest(
    left: "NDArray[np.float32]",
    right: "NDArray[np.float32]",
    count: int,
) -> "tuple[NDArray[np.intp], NDArray[np.float32]]":
    """Rows of `right` nearest to each row of `left`, nearest first, with their cosines.

    Parameters
    ----------
    left, right : ndarray of shape (n, dim) and (m, dim)
    count : int
        How many, at most m.

    Returns
    -------
    rows, cosines : ndarray of shape (n, min(count, m))

    Notes
    -----
    All n x m products are taken, in blocks: time grows with n x m, memory
    does not.
    """
    count = min(count, len(right))
    step = max(1, _BLOCK_CELLS // max(1, len(right)))
    rows = np.empty((len(left), count), dtype=np.intp)
    values = np.empty((len(left), count), dtype=np.float32)
    for start in range(0, len(left), step):
        block = left[start : start + step] @ right.T
        best = np.argpartition(-block, count - 1, axis=1)[:, :count]
        found = np.take_along_axis(block, best, axis=1)
        order = np.lexsort((best, -found), axis=1)
        rows[start : start + step] = np.take_along_axis(best, order, axis=1)
        values[start : start + step] = np.take_along_axis(found, order, axis=1)
    return rows, values


def shorten(rows: "NDArray[np.float32]") -> "NDArray[np.float32]":
    """At most 160 rows, each the mean of a run of neighbours."""
    if len(rows) <= _LONGEST:
        return rows
    edges = np.linspace(0, len(rows), _LONGEST + 1).astype(int)
    sums = np.add.reduceat(rows, edges[:-1], axis=0)
    means: NDArray[np.float32] = (sums / np.diff(edges)[:, None]).astype(np.float32)
    return means


def _mean(rows: "NDArray[np.float32]", default: "NDArray[np.float32]") -> "NDArray[np.float32]":
    """Mean of the rows, the default when there are none."""
    mean: NDArray[np.float32] = rows.mean(axis=0) if len(rows) else default
    return mean


def _unit(rows: "NDArray[np.float32]") -> "NDArray[np.float32]":
    """Rows of length 1; rows of next to no length become zero."""
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: NDArray[np.float32] = np.where(norms > _TINY, rows / np.maximum(norms, _TINY), 0.0)
    return unit.astype(np.float32)

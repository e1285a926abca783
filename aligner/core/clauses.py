"""Where the clauses of a segment went: evidence from below the segment level.

A translator may move the last clause of one sentence to the next; the vectors
of whole sentences hardly show it.  Every clause is therefore searched for in the
window of its segment, in two ways: as a probability distribution over the clauses
there (`ClauseMatch`), and by how far its best counterpart stands out (`clause_cover`).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from aligner.core.centring import CentredVectors
from aligner.core.cover import Cover
from aligner.core.windows import Windows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray


# Segments processed at once: their windows overlap almost entirely.
_ROWS = 24


class Softmax(NamedTuple):
    """How sharply belief falls with the cosine, and the cosine that stands for no counterpart."""

    sharpness: float
    no_counterpart: float


_CLAUSE_SOFTMAX = Softmax(15.0, 0.15)


@dataclass(frozen=True, slots=True)
class Clauses:
    """Vectors of the clauses of one document.

    Parameters
    ----------
    vectors : CentredVectors of shape (n_clauses, dim)
    offsets : ndarray of shape (n_segments + 1,), int64
        Clauses of segment `i` are ``offsets[i] .. offsets[i + 1]``, at least one.
    """

    vectors: CentredVectors
    offsets: "NDArray[np.int64]"


def clause_cover(own: Clauses, other: Clauses, bounds: "NDArray[np.int64]") -> Cover:
    """Cover of the clauses of one side by those of the other.

    A clause is found in a segment to the degree that its best cosine with a clause
    there exceeds the mean over its window, clipped at zero: a clause that is
    similar to everything counts as found nowhere.

    Parameters
    ----------
    bounds : ndarray of shape (n_own, 2), int64
        Window of each segment.
    """
    windows = Windows(bounds, own.offsets)
    values = windows.empty()
    highest = np.zeros(len(own.vectors))
    for block in _blocks(own, other, windows):
        best = np.maximum.reduceat(block.cosines, block.firsts, axis=1)
        mean = (best * block.inside).sum(axis=1) / np.maximum(block.inside.sum(axis=1), 1)
        above = np.where(block.inside, np.maximum(best - mean[:, None], 0.0), 0.0)
        values[block.places] = above[block.inside]
        highest[block.units] = above.max(axis=1)
    return Cover(windows, values, np.add.reduceat(highest, own.offsets[:-1]))


@dataclass(frozen=True, slots=True)
class ClauseMatch:
    """Belief of each clause of one side that its counterpart is in a segment opposite.

    Parameters
    ----------
    windows : Windows
    belief : ndarray of shape (n_places,), float64
        The beliefs of a clause sum to at most one; the remainder is the belief that
        it has no counterpart.
    """

    windows: Windows
    belief: "NDArray[np.float64]"

    def in_run(
        self,
        units: "NDArray[np.int64]",
        start: "NDArray[np.int64]",
        size: "NDArray[np.int64] | int",
    ) -> "NDArray[np.float64]":
        """Belief, shape (n_units,), that counterparts of clauses are in the given runs opposite."""
        size = np.broadcast_to(size, start.shape)
        total = np.zeros(len(units))
        for step in range(int(size.max(initial=0))):
            held = np.flatnonzero(size > step)
            total[held] += self.windows.at(self.belief, units[held], start[held] + step)
        return total

    def anywhere(self) -> "NDArray[np.float64]":
        """Belief that each clause has a counterpart in its window, shape (n_clauses,)."""
        total = np.concatenate([[0.0], np.cumsum(self.belief)])[self.windows.offsets]
        sums: NDArray[np.float64] = total[1:] - total[:-1]
        return sums

    def best_of(self, unit: int) -> tuple[int, int, float]:
        """Segment of a clause, its most probable segment opposite, and the belief in it."""
        segment = int(self.windows.segment[unit])
        first, last = self.windows.offsets[unit : unit + 2]
        if first == last:
            return segment, -1, 0.0
        best = int(np.argmax(self.belief[first:last]))
        low = int(self.windows.bounds[segment, 0])
        return segment, low + best, float(self.belief[first + best])


def match_clauses(
    own: Clauses,
    other: Clauses,
    bounds: "NDArray[np.int64]",
    softmax: Softmax = _CLAUSE_SOFTMAX,
) -> ClauseMatch:
    """Where each clause's counterpart may be: a softmax over the clauses of its window.

    Parameters
    ----------
    own, other : Clauses
    bounds : ndarray of shape (n_own_segments, 2), int64
        For each segment, the first segment of its window and one past the last.
    softmax : Softmax
    """
    windows = Windows(bounds, own.offsets)
    belief = windows.empty()
    for block in _blocks(own, other, windows):
        weights = np.exp(
            softmax.sharpness * (block.cosines.astype(np.float64) - softmax.no_counterpart)
        )
        near = np.add.reduceat(weights, block.firsts, axis=1) * block.inside
        shares = near / (near.sum(axis=1, keepdims=True) + 1.0)
        belief[block.places] = shares[block.inside]
    return ClauseMatch(windows, belief)


@dataclass(frozen=True, slots=True)
class _Block:
    """Clauses of some segments, and their cosines with all clauses in the segments' windows.

    Parameters
    ----------
    cosines : ndarray of shape (n_units, n_opposite)
    firsts : ndarray of shape (n_segments,)
        First column of each segment opposite.
    inside : ndarray of shape (n_units, n_segments), bool
        Which segments opposite are in the window of each clause.
    units, places : slice
        The clauses, and their places.
    """

    cosines: "NDArray[np.float32]"
    firsts: "NDArray[np.int64]"
    inside: "NDArray[np.bool_]"
    units: slice
    places: slice


def _blocks(own: Clauses, other: Clauses, windows: Windows) -> "Iterator[_Block]":
    bounds = windows.bounds
    for begin in range(0, len(bounds), _ROWS):
        rows = slice(begin, min(begin + _ROWS, len(bounds)))
        seen = bounds[rows][bounds[rows, 1] > bounds[rows, 0]]
        if not len(seen):
            continue
        low, high = int(seen[:, 0].min()), int(seen[:, 1].max())
        units = slice(int(own.offsets[rows.start]), int(own.offsets[rows.stop]))
        places = slice(int(windows.offsets[units.start]), int(windows.offsets[units.stop]))
        opposite = slice(int(other.offsets[low]), int(other.offsets[high]))
        segments, near = np.arange(low, high), bounds[windows.segment[units]]
        inside = (segments >= near[:, :1]) & (segments < near[:, 1:])
        cosines = own.vectors[units] @ other.vectors[opposite].T
        firsts = other.offsets[low:high] - opposite.start
        yield _Block(cosines, firsts, inside, units, places)

"""The search band: a coarse search for the positions the ladder may pass through.

Only small documents are searched in full, which is quadratic work.  Longer ones are
halved until they are small, searched, and the search is refined around its result at
every doubling.  A position is kept if the best coarse path through it is nearly as
good as the best path of all; so the band is narrow where the texts are easy to align,
and wide where they are not, around a gap for instance.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, cast

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


# Up to this many positions, all of them are searched.
_SMALL = 40_000
# How much worse than the best path a path through a kept position may be, in cosines;
# the widest margin that keeps few enough positions is used.
# Gold positions of the training documents lose at most 0.35.
_MARGINS = (0.75, 0.5, 0.35, 0.25, 0.15, 0.1, 0.05)
# At most this many positions are kept per segment: in two unrelated texts all look alike.
_NODES_PER_SEGMENT = 12
# Penalty per source segment and target segment of distance from the diagonal: so small
# that it only breaks ties.
_DIAGONAL_PENALTY = 1e-6
# Positions around the kept ones that are searched at the next doubling.
_RADIUS = 6
# Beads of the coarse search.  Skipping a segment earns nothing and costs nothing.
_KINDS = ((1, 0), (1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (2, 2))


@dataclass(frozen=True)
class _Band:
    """Positions by row: for source position i the target positions ``low[i] .. high[i]``.

    Arrays over its positions are flat, row after row.
    """

    low: "NDArray[np.int64]"
    high: "NDArray[np.int64]"

    @classmethod
    def full(cls, n_source: int, n_target: int) -> "_Band":
        low = np.zeros(n_source + 1, dtype=np.int64)
        return cls(low, low + n_target)

    @classmethod
    def around(
        cls,
        rows: "NDArray[np.int64]",
        targets: "NDArray[np.int64]",
        n_source: int,
        n_target: int,
    ) -> "_Band":
        """Everything within `_RADIUS` of the given positions, doubled.

        Parameters
        ----------
        rows, targets : ndarray of shape (n_positions,), int64
            Source and target positions on a path through a grid of half the size.
        n_source, n_target : int
            Numbers of segments of this grid.
        """
        low = np.full(n_source + 1, n_target, dtype=np.int64)
        high = np.zeros(n_source + 1, dtype=np.int64)
        for step in range(-_RADIUS, _RADIUS + 2):
            near = np.clip(2 * rows + step, 0, n_source)
            np.minimum.at(low, near, 2 * targets - _RADIUS)
            np.maximum.at(high, near, 2 * targets + _RADIUS + 1)
        low[0], high[-1] = 0, n_target
        # A path never goes back: a row may not start beyond a later row,
        # nor end before an earlier one.
        low = np.minimum.accumulate(low[::-1])[::-1]
        high = np.maximum.accumulate(high)
        return cls(np.maximum(low, 0), np.minimum(high, n_target))

    def __len__(self) -> int:
        return int(self.offsets[-1])

    @cached_property
    def offsets(self) -> "NDArray[np.int64]":
        """Start of each row in a flat array, and the end of the last one, shape (n_source + 2,)."""
        return np.concatenate([[0], np.cumsum(self.high - self.low + 1)])

    @cached_property
    def rows(self) -> "NDArray[np.int64]":
        """Source position at every flat index, shape (len(self),)."""
        return np.repeat(np.arange(len(self.low)), self.high - self.low + 1)

    @cached_property
    def targets(self) -> "NDArray[np.int64]":
        """Target position at every flat index, shape (len(self),)."""
        return np.arange(len(self)) - self.offsets[self.rows] + self.low[self.rows]

    @property
    def off_diagonal(self) -> "NDArray[np.float64]":
        """Distance of every position from the diagonal, in target segments, shape (len(self),)."""
        n, m = len(self.low) - 1, int(self.high[-1])
        distance: NDArray[np.float64] = np.abs(self.targets - self.rows * (m / max(n, 1)))
        return distance

    @cached_property
    def _shifts(self) -> "dict[tuple[int, int], NDArray[np.int64]]":
        return {}

    def shifted(self, rows: int, targets: int) -> "NDArray[np.int64]":
        """Flat index of the position that many segments further on, shape (len(self),).

        ``len(self)`` if that is outside.
        """
        if (rows, targets) in self._shifts:
            return self._shifts[rows, targets]
        row, target = self.rows + rows, self.targets + targets
        inside = (row >= 0) & (row < len(self.low))
        row = np.where(inside, row, 0)
        inside &= (target >= self.low[row]) & (target <= self.high[row])
        place = self.offsets[row] + target - self.low[row]
        places = cast("NDArray[np.int64]", np.where(inside, place, len(self)))
        self._shifts[rows, targets] = places
        return places


def promising_nodes(
    source: "NDArray[np.float32]",
    target: "NDArray[np.float32]",
    kinds: "tuple[NDArray[np.int64], NDArray[np.int64]] | None" = None,
) -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
    """Positions that a good ladder may pass through, including the first and the last.

    Parameters
    ----------
    source, target : ndarray of shape (n_source, dim) and (n_target, dim)
        Centred unit vectors of single segments.
    kinds : two ndarrays of shape (n_source,) and (n_target,), int64, or None
        Kinds of the segments; a ladder should not mix them.

    Returns
    -------
    rows, targets : ndarray of shape (n_nodes,), int64
        Their source and target positions.
    """
    n, m = len(source), len(target)
    if (n + 1) * (m + 1) <= _SMALL or min(n, m) <= _RADIUS:
        band = _Band.full(n, m)
    else:
        band = _Band.around(*promising_nodes(_halved(source), _halved(target)), n, m)
    cosines = _cosines(band, source, target)
    if kinds is not None:
        cosines[_mixed_kinds(band, *kinds)] = -1.0
    limit = _NODES_PER_SEGMENT * (n + m)
    kept = _kept(_losses(band, cosines), limit)
    if len(kept) > limit:
        # Texts that repeat one segment over and over: of equally good paths, take
        # those along the diagonal.
        losses = _losses(band, cosines, _DIAGONAL_PENALTY * band.off_diagonal)
        kept = np.sort(np.argsort(losses, kind="stable")[:limit])
    return band.rows[kept], band.targets[kept]


def _halved(vectors: "NDArray[np.float32]") -> "NDArray[np.float32]":
    """Sums of neighbouring pairs, as unit vectors; an odd last one stays."""
    sums = vectors[::2].copy()
    sums[: len(vectors) // 2] += vectors[1::2]
    norms = np.linalg.norm(sums, axis=1, keepdims=True)
    return cast("NDArray[np.float32]", sums / np.maximum(norms, 1e-9))


def _kept(losses: "NDArray[np.float64]", limit: int) -> "NDArray[np.int64]":
    """Flat indices within the widest margin that keeps no more than `limit` of them."""
    for margin in _MARGINS:
        kept = np.flatnonzero(losses < margin)
        if len(kept) <= limit:
            break
    return kept


def _cosines(
    band: _Band,
    source: "NDArray[np.float32]",
    target: "NDArray[np.float32]",
) -> "NDArray[np.float64]":
    """Cosine of segments i and j at every position (i, j); zero past the ends."""
    cosines = np.zeros(len(band))
    for i in range(len(source)):
        low, high = band.low[i], min(band.high[i] + 1, len(target))
        first = band.offsets[i]
        cosines[first : first + high - low] = target[low:high] @ source[i]
    return cosines


def _mixed_kinds(
    band: _Band,
    source: "NDArray[np.int64]",
    target: "NDArray[np.int64]",
) -> "NDArray[np.bool_]":
    """Positions where the next segments of the two sides are of different kinds."""
    inside = (band.rows < len(source)) & (band.targets < len(target))
    rows, targets = (np.where(inside, place, 0) for place in (band.rows, band.targets))
    mixed: NDArray[np.bool_] = inside & (source[rows] != target[targets])
    return mixed


def _losses(
    band: _Band,
    cosines: "NDArray[np.float64]",
    penalty: "NDArray[np.float64] | float" = 0.0,
) -> "NDArray[np.float64]":
    """How much worse the best path through each position is than the best path of all.

    Parameters
    ----------
    penalty : ndarray of shape (n_positions,) or float
        Deducted per source segment of a bead, by the position where the bead starts.
    """
    padded = np.append(cosines, 0.0)
    origins = np.stack([band.shifted(-a, -b) for a, b in _KINDS])
    ends = np.stack([band.shifted(a, b) for a, b in _KINDS])
    gains = np.stack([_gain(band, padded, kind) - kind[0] * penalty for kind in _KINDS])
    incoming = np.concatenate([gains, np.zeros((len(_KINDS), 1))], axis=1)
    incoming = np.take_along_axis(incoming, origins, axis=1)
    n_rows = len(band.low)
    forward = _swept(band, origins, incoming, range(n_rows), 0)
    backward = _swept(band, ends, gains, range(n_rows - 1, -1, -1), len(band) - 1)
    best = forward[len(band) - 1]
    losses: NDArray[np.float64] = best - (forward + backward)
    return losses


def _gain(
    band: _Band,
    cosines: "NDArray[np.float64]",
    kind: tuple[int, int],
) -> "NDArray[np.float64]":
    """Mean cosine of the pairs of a bead, times the mean number of segments of its sides."""
    n_source, n_target = kind
    if not n_target:
        return np.zeros(len(band))
    pairs = [band.shifted(a, b) for a in range(n_source) for b in range(n_target)]
    total = np.sum([cosines[pair] for pair in pairs], axis=0)
    gain: NDArray[np.float64] = total * (n_source + n_target) / (2 * n_source * n_target)
    return gain


def _swept(
    band: _Band,
    origins: "NDArray[np.int64]",
    gains: "NDArray[np.float64]",
    rows: range,
    root: int,
) -> "NDArray[np.float64]":
    """Best gain of all paths between the root and every position, row by row.

    Along a row, target segments are skipped at no cost: a running maximum.
    """
    values = np.full(len(band) + 1, -np.inf)
    values[root] = 0.0
    direction = rows.step
    offsets = band.offsets.tolist()
    for row in rows:
        here = slice(offsets[row], offsets[row + 1])
        best = np.maximum.reduce(values.take(origins[:, here]) + gains[:, here])
        np.maximum(best, values[here], out=best)
        values[here] = np.maximum.accumulate(best[::direction])[::direction]
    return values[:-1]

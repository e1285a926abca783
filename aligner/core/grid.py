"""Run cosines and shared keys over all nodes of a lattice, with look-ups around a bead."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

import numpy as np

from aligner.core.cues import SegmentCues, read_cues
from aligner.core.lattice import BeadKind, Lattice
from aligner.values import EncodedText, SpanVectors

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Grid"]

# Rows per matrix product: the band of a few rows is hardly wider than of one.
_ROWS = 24
# Best cosines of a run with its surroundings that make up its background.
_NEIGHBOURS = 4
# Sentences of no content that a document's mean is diluted with.
_SHRINKAGE = 8


@dataclass(slots=True)
class Grid:
    """Everything the features look up, over the nodes of one lattice.

    Arrays over nodes have the shape (n_source + 1, width); a value at node
    (i, j) belongs to runs that start there.

    Parameters
    ----------
    lattice : Lattice
    source_vectors, target_vectors : SpanVectors
    source, target : SegmentCues
    """

    lattice: Lattice
    source_vectors: SpanVectors
    target_vectors: SpanVectors
    source: SegmentCues
    target: SegmentCues
    _cosines: "dict[BeadKind, NDArray[np.float64]]" = field(default_factory=dict)
    _shifts: "dict[tuple[int, int], NDArray[np.int64]]" = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._fill_cosines(_centred(self.source_vectors), _centred(self.target_vectors))

    @classmethod
    def of(cls, lattice: Lattice, source: EncodedText, target: EncodedText) -> "Grid":
        """Grid of two documents over a lattice."""
        source_cues = read_cues(source.texts, source.language)
        target_cues = read_cues(target.texts, target.language)
        return cls(lattice, source.vectors, target.vectors, source_cues, target_cues)

    @property
    def max_run(self) -> tuple[int, int]:
        """Longest source run and longest target run that have vectors."""
        return self.source_vectors.max_run, self.target_vectors.max_run

    def rows(self) -> "NDArray[np.int64]":
        """Source position of every node, shape (n_source + 1, 1)."""
        return np.arange(self.lattice.n_source + 1)[:, None]

    def cosine(
        self,
        kind: BeadKind,
        rows: int = 0,
        targets: int = 0,
    ) -> "NDArray[np.float64]":
        """Cosine of the two runs of a bead of a kind that starts at (i + rows, j + targets).

        NaN where a run passes an end of its text, leaves the band, is empty or
        is longer than the vectors go.
        """
        values = self._cosines.get(kind)
        if values is None:
            return np.full((self.lattice.n_source + 1, self.lattice.width), np.nan)
        return self.shifted(values, rows, targets, outside=np.nan)

    def shifted(
        self,
        values: "NDArray[np.float64]",
        rows: int,
        targets: int,
        *,
        outside: float,
    ) -> "NDArray[np.float64]":
        """Values at the nodes (i + rows, j + targets)."""
        if (rows, targets) == (0, 0):
            return values
        if (rows, targets) not in self._shifts:
            lattice = self.lattice
            ahead = lattice.end_of(BeadKind(max(rows, 0), max(targets, 0)))
            behind = lattice.start_of(BeadKind(max(-rows, 0), max(-targets, 0)))
            forward = rows >= 0 and targets >= 0
            self._shifts[rows, targets] = ahead if forward else behind
        flat = np.append(values.ravel(), outside)
        return cast("NDArray[np.float64]", flat[self._shifts[rows, targets]])

    def source_run(self, per_segment: "NDArray[np.float64]", size: int) -> "NDArray[np.float64]":
        """Sum over the source run of `size` from each row, shape (n_source + 1, 1)."""
        return _run_sums(per_segment, size)[:, None]

    def target_run(self, per_segment: "NDArray[np.float64]", size: int) -> "NDArray[np.float64]":
        """Sum over the target run of `size` from each node, shape (n_source + 1, width)."""
        return _run_sums(per_segment, size)[self.target_index()]

    def target_index(self) -> "NDArray[np.int64]":
        """Target position of every node, those past the end put at the end."""
        return np.minimum(self.lattice.targets(), self.lattice.n_target)

    def _fill_cosines(
        self,
        source: "NDArray[np.float32]",
        target: "NDArray[np.float32]",
    ) -> None:
        """Cosines of all pairs of runs that vectors exist for, by blocks of rows."""
        lattice = self.lattice
        n, m = lattice.n_source, lattice.n_target
        shape = (n + 1, lattice.width)
        kinds = [
            BeadKind(a + 1, b + 1) for a in range(self.max_run[0]) for b in range(self.max_run[1])
        ]
        self._cosines = {kind: np.full(shape, np.nan) for kind in kinds}
        targets = lattice.targets()
        for start in range(0, n, _ROWS):
            stop = min(n, start + _ROWS)
            low, high = int(lattice.low[start]), min(m, int(lattice.low[stop - 1]) + lattice.width)
            inside = targets[start:stop] < high
            columns = np.where(inside, targets[start:stop] - low, 0)
            rows = np.arange(stop - start)[:, None]
            target_block = target[:, low:high]
            for a in range(1, self.max_run[0] + 1):
                runs = source[a - 1, start:stop]
                products = np.tensordot(target_block, runs, axes=(2, 1))
                for b in range(1, self.max_run[1] + 1):
                    fits = (rows + start + a <= n) & (targets[start:stop] + b <= m) & inside
                    values = np.where(fits, products[b - 1][columns, rows], np.nan)
                    self._cosines[BeadKind(a, b)][start:stop] = values

    def backgrounds(
        self,
        max_other: int,
    ) -> "tuple[list[NDArray[np.float64]], list[NDArray[np.float64]]]":
        """How well each run goes with its surroundings: mean of its best cosines.

        Parameters
        ----------
        max_other : int
            Longest run of the other side that counts as surroundings.

        Returns
        -------
        source : list of ndarray of shape (n_source + 1, 1), by length of the run
        target : list of ndarray of shape (n_target + 1,), by length of the run
        """
        source = []
        for a in range(1, self.max_run[0] + 1):
            stack = [
                self._cosines[BeadKind(a, b)] for b in range(1, min(max_other, self.max_run[1]) + 1)
            ]
            source.append(_mean_of_best(np.concatenate(stack, axis=1))[:, None])
        target = []
        for b in range(1, self.max_run[1] + 1):
            stack = [
                self._by_target(self._cosines[BeadKind(a, b)])
                for a in range(1, min(max_other, self.max_run[0]) + 1)
            ]
            target.append(_mean_of_best(np.concatenate(stack, axis=1)))
        return source, target

    def _by_target(self, values: "NDArray[np.float64]") -> "NDArray[np.float64]":
        """Values over nodes, regrouped: row j holds the nodes (i, j) of all i, padded with NaN."""
        lattice = self.lattice
        targets = lattice.targets()
        inside = (targets <= lattice.n_target).ravel()
        flat_targets = targets.ravel()[inside]
        order = np.argsort(flat_targets, kind="stable")
        sorted_targets = flat_targets[order]
        counts = np.bincount(sorted_targets, minlength=lattice.n_target + 1)
        firsts = np.concatenate([[0], np.cumsum(counts)[:-1]])
        place = np.arange(len(sorted_targets)) - firsts[sorted_targets]
        grouped = np.full((lattice.n_target + 1, int(counts.max())), np.nan)
        grouped[sorted_targets, place] = values.ravel()[inside][order]
        return grouped


def _centred(vectors: SpanVectors) -> "NDArray[np.float32]":
    """Unit vectors of all runs after taking off what the document's sentences share.

    The mean of a few sentences is mostly those sentences: it is taken off in
    part only, more the longer the document.
    """
    runs = vectors.runs
    count = runs.shape[1]
    mean = vectors.singles.sum(axis=0) / np.float32(count + _SHRINKAGE)
    centred = runs - mean
    norms = np.linalg.norm(centred, axis=2, keepdims=True)
    return cast("NDArray[np.float32]", centred / np.maximum(norms, np.float32(1e-9)))


def _run_sums(per_segment: "NDArray[np.float64]", size: int) -> "NDArray[np.float64]":
    """Sums over `size` segments from each position 0 .. n; runs past the end stop there."""
    total = np.concatenate([[0.0], np.cumsum(per_segment)])
    positions = np.arange(len(total))
    sums: NDArray[np.float64] = total[np.minimum(positions + size, len(total) - 1)] - total
    return sums


def _mean_of_best(values: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Mean of the `_NEIGHBOURS` greatest numbers of each row; 0 where there is none."""
    filled = np.where(np.isnan(values), -np.inf, values)
    count = min(_NEIGHBOURS, filled.shape[1])
    best = -np.partition(-filled, count - 1, axis=1)[:, :count]
    finite = np.isfinite(best)
    total = np.where(finite, best, 0.0).sum(axis=1)
    return cast("NDArray[np.float64]", total / np.maximum(finite.sum(axis=1), 1))

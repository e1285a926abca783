"""Everything the features of beads are read off, for one pair of documents."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, cast

import numpy as np

from aligner.core.centring import CentredVectors
from aligner.core.clauses import ClauseMatch, Clauses, clause_cover, match_clauses
from aligner.core.cover import Cover, key_cover
from aligner.core.cues import SegmentCues, read_cues
from aligner.core.windows import RunPairs, own_windows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aligner.core.lattice import Lattice
    from aligner.values import EncodedText

__all__ = ["PairView", "Side"]

# Best cosines of a run with its surroundings that make up its background.
_NEIGHBOURS = 4
# Longest runs opposite that count for a background.
_BACKGROUND_RUN = 3
# Cosine under which two segments are no counterparts, and how many counterparts
# are enough to tell the ratio of lengths.
_ALIKE = 0.3
_ENOUGH = 3
# Segments handled at once: their windows overlap nearly wholly.
_ROWS = 24
# Pairs of vectors multiplied at once: they should stay in the cache.
_PAIRS = 2048


@dataclass(frozen=True)
class Side:
    """One of the two documents: its cues, and its vectors after centring.

    Parameters
    ----------
    cues : SegmentCues
    numbers : tuple of int
        By which messages call the segments.
    runs : CentredVectors of shape (max_run, n, dim)
    clauses, clauses_in_context : Clauses
        Encoded alone, and as parts of the running text.
    """

    cues: SegmentCues
    numbers: tuple[int, ...]
    runs: CentredVectors
    clauses: Clauses
    clauses_in_context: Clauses

    @classmethod
    def of(cls, text: "EncodedText") -> "Side":
        """Side of an encoded text."""
        vectors = text.vectors
        offsets = vectors.clause_offsets
        return cls(
            read_cues(text.texts, text.language),
            text.numbers or tuple(range(len(text.texts))),
            CentredVectors.of(vectors.runs, vectors.singles),
            Clauses(CentredVectors.of(vectors.clauses, vectors.clauses), offsets),
            Clauses(
                CentredVectors.of(vectors.clauses_in_context, vectors.clauses_in_context),
                offsets,
            ),
        )

    def __len__(self) -> int:
        return len(self.cues)

    @property
    def singles(self) -> "NDArray[np.float32]":
        """Vectors of the single segments, shape (n, dim)."""
        return self.runs[0]


@dataclass(frozen=True)
class PairView:
    """Two documents seen through the beads of a lattice.

    Parameters
    ----------
    source, target : Side
    lattice : Lattice
    """

    source: Side
    target: Side
    lattice: "Lattice"

    @cached_property
    def ratio(self) -> float:
        """Target characters per source character, where the two texts clearly correspond.

        Measured on the single segments that are each other's best counterparts:
        half of a text may lack its translation.
        """
        source, target = self._mutual_best()
        if len(source) < _ENOUGH:
            source, target = np.arange(len(self.source)), np.arange(len(self.target))
        source_length = self.source.cues.lengths[source].sum()
        return float((self.target.cues.lengths[target].sum() + 1) / (source_length + 1))

    def _mutual_best(self) -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
        """Source and target segments of the 1-1 beads that no other one of either surpasses."""
        single = (self.lattice.source_size == 1) & (self.lattice.target_size == 1)
        pairs = self.pairs.only(np.flatnonzero(single))
        cosines = self.cosine(pairs)
        best_source = np.full(len(self.source), _ALIKE)
        best_target = np.full(len(self.target), _ALIKE)
        np.maximum.at(best_source, pairs.own_start, cosines)
        np.maximum.at(best_target, pairs.other_start, cosines)
        mutual = cosines >= best_source[pairs.own_start]
        mutual &= cosines >= best_target[pairs.other_start]
        return pairs.own_start[mutual], pairs.other_start[mutual]

    @cached_property
    def pairs(self) -> RunPairs:
        """The two runs of every bead, the source run being the own one."""
        return RunPairs.of_source(self.lattice)

    @cached_property
    def bounds(self) -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
        """Windows of the source segments and of the target segments."""
        n, m = len(self.source), len(self.target)
        return own_windows(self.pairs, n, m), own_windows(self.pairs.swapped(), m, n)

    @cached_property
    def shared_keys(self) -> frozenset[str]:
        """Keys that both documents hold somewhere."""
        source, target = (frozenset().union(*s.cues.keys) for s in (self.source, self.target))
        return source & target

    @cached_property
    def key_covers(self) -> tuple[Cover, Cover]:
        """Cover of the keys of the source, and of the target."""
        source, target = self.source.cues.keys, self.target.cues.keys
        return key_cover(source, target, self.bounds[0]), key_cover(target, source, self.bounds[1])

    @cached_property
    def clause_covers(self) -> tuple[Cover, Cover]:
        """Cover of the clauses of the source, and of the target, in their context."""
        source, target = self.source.clauses_in_context, self.target.clauses_in_context
        bounds = self.bounds
        return clause_cover(source, target, bounds[0]), clause_cover(target, source, bounds[1])

    @cached_property
    def clause_matches(self) -> tuple[ClauseMatch, ClauseMatch]:
        """Where the clauses of the source went, and those of the target came from."""
        source, target = self.source.clauses, self.target.clauses
        bounds = self.bounds
        return match_clauses(source, target, bounds[0]), match_clauses(target, source, bounds[1])

    @cached_property
    def backgrounds(self) -> "tuple[NDArray[np.float64], NDArray[np.float64]]":
        """What each run reaches with its surroundings in general, by run length.

        Each of shape (max_run, n): mean of the `_NEIGHBOURS` best cosines with
        runs in the window of its first segment.
        """
        return (
            _backgrounds(self.source.runs, self.target.runs, self.bounds[0]),
            _backgrounds(self.target.runs, self.source.runs, self.bounds[1]),
        )

    def cosine(self, pairs: RunPairs) -> "NDArray[np.float64]":
        """Cosine of each source run with its target run.

        NaN where a run passes an end of its text, is empty or is longer than
        the vectors go.
        """
        max_source, max_target = len(self.source.runs), len(self.target.runs)
        n, m = len(self.source), len(self.target)
        fits = (pairs.own_start >= 0) & (pairs.other_start >= 0)
        fits &= (pairs.own_size > 0) & (pairs.own_size <= max_source)
        fits &= (pairs.other_size > 0) & (pairs.other_size <= max_target)
        fits &= pairs.own_start + pairs.own_size <= n
        fits &= pairs.other_start + pairs.other_size <= m
        cosines = np.full(len(fits), np.nan)
        kept = np.flatnonzero(fits)
        for begin in range(0, len(kept), _PAIRS):
            some = kept[begin : begin + _PAIRS]
            i, a, j, b = pairs.only(some)
            own, other = self.source.runs[a - 1, i], self.target.runs[b - 1, j]
            cosines[some] = np.einsum("ij,ij->i", own, other)
        return cosines


def _backgrounds(
    own: CentredVectors,
    other: CentredVectors,
    bounds: "NDArray[np.int64]",
) -> "NDArray[np.float64]":
    """Mean of the best cosines of all runs of one side, shape (max_run, n)."""
    max_run, n, dim = own.vectors.shape
    backgrounds = np.zeros((max_run, n))
    for begin in range(0, n, _ROWS):
        rows = slice(begin, min(begin + _ROWS, n))
        low, high = int(bounds[rows, 0].min()), int(bounds[rows, 1].max())
        near = other[:_BACKGROUND_RUN, low:high].reshape(-1, dim)
        cosines = own[:, rows] @ near.T
        cosines = cosines.reshape(max_run, rows.stop - begin, -1, high - low)
        for i in range(begin, rows.stop):
            first, last = bounds[i] - low
            backgrounds[:, i] = _mean_of_best(
                cosines[:, i - begin, :, first:last].reshape(max_run, -1)
            )
    return backgrounds


def _mean_of_best(cosines: "NDArray[np.float32]") -> "NDArray[np.float32]":
    """Mean of the `_NEIGHBOURS` greatest numbers of each row; 0 of none."""
    count = min(_NEIGHBOURS, cosines.shape[1])
    if not count:
        return np.zeros(len(cosines), dtype=np.float32)
    best = -np.partition(-cosines, count - 1, axis=1)[:, :count]
    return cast("NDArray[np.float32]", best.mean(axis=1))

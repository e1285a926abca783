"""Everything the features of beads are computed from, for one pair of documents."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, cast

import numpy as np

from aligner.core.associations import Links
from aligner.core.centring import CentredVectors
from aligner.core.clauses import ClauseMatch, Clauses, clause_cover, match_clauses
from aligner.core.cover import Cover, key_cover
from aligner.core.surface import SurfaceFeatures, read_surface
from aligner.core.tokens import TOKEN_SOFTMAX, Tokens
from aligner.core.windows import RunPairs, own_windows, run_sum
from aligner.core.words import SegmentWords, are_comparable, renderings_of, word_cover
from aligner.lexicon import BilingualTable, shipped_table

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aligner.core.lattice import Lattice
    from aligner.values import EncodedText


# Best cosines of a run with its surroundings that make up its background.
_NEIGHBOURS = 4
# Longest runs opposite that count for a background.
_BACKGROUND_RUN = 3
# Cosine above which two segments may be counterparts, at least in part, and how many
# such segments are enough to estimate the length ratio.
_ALIKE = 0.3
_ENOUGH = 3
# Two length ratios that differ by more than this factor are not the same.
_OTHER_RATIO = 1.35
# Quantile taken as typical, although half of a text may lack its translation.
_USUAL = 0.75
# Segments processed at once: their windows overlap almost entirely.
_ROWS = 24


@dataclass(frozen=True)
class SideView:
    """One of the two documents: its surface features, and its vectors after centring.

    Parameters
    ----------
    texts : tuple of str
    language : str
    surface : SurfaceFeatures
    numbers : tuple of int
        The numbers by which messages refer to the segments.
    kinds : ndarray of shape (n,), int64
        Segments are aligned only with those of their own kind.
    runs : CentredVectors of shape (max_run, n, dim)
    clauses, clauses_in_context : Clauses
        Encoded alone, and as parts of the running text.
    words : SegmentWords
    """

    texts: tuple[str, ...]
    language: str
    surface: SurfaceFeatures
    numbers: tuple[int, ...]
    kinds: "NDArray[np.int64]"
    runs: CentredVectors
    clauses: Clauses
    clauses_in_context: Clauses
    words: SegmentWords

    @classmethod
    def of(cls, text: "EncodedText") -> "SideView":
        """The view of an encoded text."""
        vectors = text.vectors
        offsets = vectors.clause_offsets
        return cls(
            text.texts,
            text.language,
            read_surface(text.texts, text.language, text.anchors),
            text.numbers or tuple(range(len(text.texts))),
            np.array(text.kinds or [0] * len(text.texts), dtype=np.int64),
            CentredVectors.of(vectors.runs, vectors.singles),
            Clauses(CentredVectors.of(vectors.clauses, vectors.clauses), offsets),
            Clauses(
                CentredVectors.of(vectors.clauses_in_context, vectors.clauses_in_context),
                offsets,
            ),
            SegmentWords.of(text.texts, text.language),
        )

    def __len__(self) -> int:
        return len(self.surface)

    @property
    def singles(self) -> "NDArray[np.float32]":
        """Vectors of the single segments, shape (n, dim)."""
        return self.runs[0]


@dataclass(frozen=True)
class PairView:
    """Two documents seen through the beads of a lattice.

    Parameters
    ----------
    source, target : SideView
    lattice : Lattice
    links : Links or None
        Which segments are believed to share a bead; None before anything is.
    tokens : Tokens or None
        States of the tokens of some or all segments; None where there are none.
    lexicon : BilingualTable or None
        None stands for the shipped one.
    """

    source: SideView
    target: SideView
    lattice: "Lattice"
    links: Links | None = None
    tokens: Tokens | None = None
    lexicon: BilingualTable | None = None

    def through(self, lattice: "Lattice") -> "PairView":
        """The same documents seen through other beads, perhaps of only a part of them.

        Properties of the documents as a whole are kept as this view computed them.
        """
        view = replace(self, lattice=lattice)
        # Where cached properties keep their values.
        vars(view).update({name: getattr(self, name) for name in _OF_THE_WHOLE})
        return view

    @cached_property
    def ratio(self) -> float:
        """Target characters per source character in this pair of documents.

        Half of a text may lack its translation.  If the segments that have a similar
        counterpart give a clearly different ratio, theirs is used.
        """
        source, target = self.source.surface.lengths, self.target.surface.lengths
        whole = float((target.sum() + 1) / (source.sum() + 1))
        source_alike, target_alike = self._alike()
        alike = float((target[target_alike].sum() + 1) / (source[source_alike].sum() + 1))
        return alike if abs(np.log(alike / whole)) > np.log(_OTHER_RATIO) else whole

    def lengths(self, pairs: RunPairs) -> "tuple[NDArray[np.float64], NDArray[np.float64]]":
        """Characters of the two runs, shapes (n_pairs,), the source's scaled by the ratio."""
        source = run_sum(self.source.surface.lengths, pairs.own_start, pairs.own_size)
        target = run_sum(self.target.surface.lengths, pairs.other_start, pairs.other_size)
        return source * self.ratio, target

    def _alike(self) -> "tuple[NDArray[np.bool_], NDArray[np.bool_]]":
        """Source and target segments in a 1-1 bead of similar segments; all if too few are."""
        single = (self.lattice.source_size == 1) & (self.lattice.target_size == 1)
        pairs = self.pairs.only(np.flatnonzero(single))
        alike = pairs.only(np.flatnonzero(self.cosine(pairs) > _ALIKE))
        source, target = np.zeros(len(self.source), bool), np.zeros(len(self.target), bool)
        source[alike.own_start] = True
        target[alike.other_start] = True
        if min(source.sum(), target.sum()) < _ENOUGH:
            return np.ones_like(source), np.ones_like(target)
        return source, target

    @cached_property
    def pairs(self) -> RunPairs:
        """The two runs of every bead, the source run being the own one."""
        return RunPairs.of_source(self.lattice)

    @cached_property
    def bounds(self) -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
        """Windows of the source segments, (n_source, 2), and of the target segments."""
        n, m = len(self.source), len(self.target)
        return own_windows(self.pairs, n, m), own_windows(self.pairs.swapped(), m, n)

    @cached_property
    def keys(self) -> tuple[tuple[frozenset[str], ...], tuple[frozenset[str], ...]]:
        """Keys of the source segments, and of the target segments."""
        source, target = self.source.surface, self.target.surface
        return source.keys_beside(target), target.keys_beside(source)

    @cached_property
    def shared_keys(self) -> frozenset[str]:
        """Keys that occur in both documents."""
        source, target = (frozenset().union(*keys) for keys in self.keys)
        return source & target

    @cached_property
    def key_covers(self) -> tuple[Cover, Cover]:
        """Cover of the keys of the source, and of the target."""
        source, target = ([held & self.shared_keys for held in keys] for keys in self.keys)
        return key_cover(source, target, self.bounds[0]), key_cover(target, source, self.bounds[1])

    @cached_property
    def word_covers(self) -> tuple[Cover, Cover] | None:
        """Cover of the words of the source, and of the target; None without a lexicon for them."""
        source, target = self.source.words, self.target.words
        if not are_comparable(source, target):
            return None
        bounds, links, table = self.bounds, self.links, self.lexicon or shipped_table()
        there, back = renderings_of(source, target, table), links and links.swapped()
        return (
            word_cover(source, target, bounds[0], table, links, renderings=there),
            word_cover(target, source, bounds[1], table, back, renderings=there.transposed()),
        )

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
    def token_covers(self) -> tuple[Cover, Cover] | None:
        """Cover of the tokens of the source, and of the target; None without states."""
        if self.tokens is None:
            return None
        source, target = self.tokens.source, self.tokens.target
        bounds = self.tokens.within(self.bounds)
        return clause_cover(source, target, bounds[0]), clause_cover(target, source, bounds[1])

    @cached_property
    def token_matches(self) -> tuple[ClauseMatch, ClauseMatch] | None:
        """Where the tokens of the source went, and those of the target came from."""
        if self.tokens is None:
            return None
        source, target = self.tokens.source, self.tokens.target
        bounds = self.tokens.within(self.bounds)
        return (
            match_clauses(source, target, bounds[0], TOKEN_SOFTMAX),
            match_clauses(target, source, bounds[1], TOKEN_SOFTMAX),
        )

    @cached_property
    def backgrounds(self) -> "tuple[NDArray[np.float64], NDArray[np.float64]]":
        """How similar each run of a bead is to its surroundings in general, by run length.

        Each of shape (max_run, n): mean of the `_NEIGHBOURS` best cosines with
        runs in the window of its first segment; zero for a longer run that is
        in no bead.
        """
        source, target, pairs = self.source.runs, self.target.runs, self.pairs
        return (
            _backgrounds(source, target, self.bounds[0], _used(source, pairs)),
            _backgrounds(target, source, self.bounds[1], _used(target, pairs.swapped())),
        )

    @cached_property
    def usual_likeness(self) -> tuple[float, float]:
        """How similar source segments, and target segments, typically are to their surroundings."""
        source, target = self.backgrounds
        return float(np.quantile(source[0], _USUAL)), float(np.quantile(target[0], _USUAL))

    @cached_property
    def usual_belief(self) -> tuple[float, float]:
        """Typical belief that a clause of the source, or of the target, has a counterpart."""
        source, target = (match.anywhere() for match in self.clause_matches)
        return float(np.quantile(source, _USUAL)), float(np.quantile(target, _USUAL))

    def cosine(self, pairs: RunPairs) -> "NDArray[np.float64]":
        """Cosine of each source run with its target run, shape (n_pairs,).

        NaN where a run reaches past an end of its text, is empty, or is longer than
        the runs that have vectors.
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
        i, a, j, b = pairs.only(kept)
        cosines[kept] = self.source.runs.cosines((a - 1, i), self.target.runs, (b - 1, j))
        return cosines


# Properties of a view that do not depend on the place of a bead.
_OF_THE_WHOLE = ("keys", "ratio", "shared_keys", "usual_belief", "usual_likeness")


def _used(runs: CentredVectors, pairs: RunPairs) -> "NDArray[np.bool_]":
    """Which runs are single segments or in a pair, shape (max_run, n)."""
    used = np.zeros(runs.norms.shape, dtype=np.bool_)
    used[0] = True
    held = np.flatnonzero((pairs.own_size > 0) & (pairs.own_size <= len(used)))
    used[pairs.own_size[held] - 1, pairs.own_start[held]] = True
    return used


def _backgrounds(
    own: CentredVectors,
    other: CentredVectors,
    bounds: "NDArray[np.int64]",
    used: "NDArray[np.bool_]",
) -> "NDArray[np.float64]":
    """Mean of the best cosines of the used runs of one side, shape (max_run, n)."""
    backgrounds = np.zeros(used.shape)
    for begin in range(0, used.shape[1], _ROWS):
        sizes, rows = np.nonzero(used[:, begin : begin + _ROWS])
        rows += begin
        seen = bounds[rows, 1] > bounds[rows, 0]
        sizes, rows = sizes[seen], rows[seen]
        if not len(rows):
            continue
        low, high = bounds[rows].T
        start, stop = int(low.min()), int(high.max())
        near = other[:_BACKGROUND_RUN, start:stop]
        cosines = own[sizes, rows] @ near.reshape(-1, near.shape[-1]).T
        segments = np.arange(start, stop)
        outside = (segments < low[:, None]) | (segments >= high[:, None])
        cosines[np.tile(outside, len(near))] = -np.inf
        backgrounds[sizes, rows] = _mean_of_best(cosines)
    return backgrounds


def _mean_of_best(cosines: "NDArray[np.float32]") -> "NDArray[np.float32]":
    """Mean of the `_NEIGHBOURS` greatest finite numbers of each row; 0 of none."""
    best = cosines
    if cosines.shape[1] > _NEIGHBOURS:
        best = np.partition(cosines, -_NEIGHBOURS, axis=1)[:, -_NEIGHBOURS:]
    counts = np.isfinite(best).sum(axis=1, dtype=np.float32)
    total = np.where(np.isfinite(best), best, 0.0).sum(axis=1, dtype=np.float32)
    return cast("NDArray[np.float32]", total / np.maximum(counts, 1.0))

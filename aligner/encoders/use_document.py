"""One document on its way through the embedded encoder's network.

Other aligners encode every run of up to k sentences separately, which is about
k (k + 1) / 2 times the work.  Here each token's features are computed once, in the running
text; the sum over a run is then the sum of its clauses' sums, corrected at its two
ends, where in the run alone the windows would see the edge of the text instead of the
neighbouring sentence.  The corrections belong to the start and to the end of a run and
are therefore shared by all runs that begin or end there.  A clause on its own is such a
run, too.  Runs shorter than the two corrections together are computed on their own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from aligner.encoders.minimal_filtering import TILE
from aligner.encoders.piece_table import GAP
from aligner.encoders.pieces import BOS, EOS, PieceTokenizer
from aligner.encoders.use_network import (
    DIM,
    FEATURES,
    PROJECTED,
    REACH,
    TokenFeatures,
    UseNetwork,
)
from aligner.text import clause_spans, joiner
from aligner.values import SpanVectors

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Integers = NDArray[np.int64]


# Tokens whose windows reach past an edge of the text, and the tokens they need around them.
_CONTEXT = 2 * REACH
_GAPS = [GAP, GAP]
# Neighbouring clauses go through the network together: about this many tokens, and at
# most this many clauses or other sequences.
_GROUP_TOKENS = 960
_GROUP_SIZE = 64
# Tiles per pass of the network, so that memory does not grow with the text.
_TILES = 256
# Runs per pass of the head.
_RUNS = 512


@dataclass(frozen=True, slots=True)
class _Window:
    """Pieces, and the rows whose features are summed.

    An `aligned` window must begin at a tile boundary.
    """

    pieces: list[int]
    start: int
    stop: int
    aligned: bool = True


class DocumentEncoder:
    """One document of at least one segment on its way through the network."""

    def __init__(
        self,
        network: UseNetwork,
        tokenizer: PieceTokenizer,
        texts: Sequence[str],
        language: str,
    ) -> None:
        self._network = network
        spans = [clause_spans(text) for text in texts]
        self._clause_offsets = _bounds([len(cut) for cut in spans])
        counts = np.diff(self._clause_offsets)
        self._is_part = np.repeat(counts, counts) > 1
        clauses = [text[a:b] for text, cut in zip(texts, spans, strict=True) for a, b in cut]
        self._initial = tokenizer.initial(clauses)
        pieces = list(self._initial)
        # After a space, a clause starts as it does on its own; without one, the
        # tokenizer must not mark a word start in the middle of the text.
        glued = np.flatnonzero(_glued(spans, joiner(language)))
        medial = tokenizer.medial([clauses[clause] for clause in glued])
        for clause, own in zip(glued, medial, strict=True):
            pieces[clause] = own
        heads = [_differing_heads(*pair) for pair in zip(self._initial, pieces, strict=True)]
        self._heads = np.array(heads, dtype=np.int64)
        self._clause_bounds = _bounds([len(own) for own in pieces])
        self._segment_bounds = self._clause_bounds[self._clause_offsets]
        self._stream = np.concatenate(pieces)
        self._wanted = self._wanted_windows()
        network.prepare(np.concatenate([[BOS, EOS], self._stream, *self._initial]))

    def _wanted_windows(self) -> "NDArray[np.bool_]":
        """Which windows clauses need, shape (n_clauses, 3): end, start, the whole clause.

        Segments need their start and their end.  So does a clause that is only part
        of a segment; if that is more work, or impossible because the two windows
        overlap, it is encoded as a whole instead.
        """
        wanted = np.zeros((len(self._initial), 3), dtype=np.bool_)
        end, start, whole = wanted.T
        end[self._clause_offsets[1:] - 1] = True
        start[self._clause_offsets[:-1]] = True
        least = _CONTEXT + self._heads[:, 1] + np.where(end | start, 0, REACH)
        whole[:] = self._is_part & (np.diff(self._clause_bounds) < least)
        wanted[self._is_part & ~whole, :2] = True
        return wanted

    def __len__(self) -> int:
        """Number of clauses."""
        return len(self._initial)

    def encode(self, max_run: int, encoder: str) -> SpanVectors:
        """Vectors of the runs of 1 to `max_run` segments, and of the clauses."""
        parts, clauses, in_context = self._sums
        runs = self._runs(parts, max_run)
        clauses[~self._is_part] = runs[0, np.diff(self._clause_offsets) == 1]
        return SpanVectors(runs, encoder, clauses, in_context, self._clause_offsets)

    @cached_property
    def _sums(self) -> tuple["Floats", "Floats", "Floats"]:
        """What `_parts` makes and fills, computed once: it does not depend on the runs."""
        clauses, in_context = np.empty((2, len(self._initial), DIM), dtype=np.float32)
        return self._parts(clauses, in_context), clauses, in_context

    def _runs(self, parts: "Floats", max_run: int) -> "Floats":
        """Vectors of the runs, shape (max_run, n, 512); zeros where they would pass the end."""
        n = parts.shape[1]
        runs = np.empty((max_run, n, DIM), dtype=np.float32)
        first, last = np.arange(n), np.arange(max_run)[:, None] + np.arange(n)
        bounds = self._segment_bounds
        pieces = bounds[np.minimum(last + 1, n)] - bounds[first]
        initial, medial = self._heads[self._clause_offsets[:-1]].T
        lengths = 2 + pieces + (initial - medial)
        short = (pieces < _CONTEXT + medial) & (last < n)
        sizes, starts = np.nonzero(short)
        replaced = self._short_runs(sizes, starts)
        step = max(1, _RUNS // max_run)
        for begin in range(0, n, step):
            part = slice(begin, min(n, begin + step))
            sums = _run_sums(parts, max_run, part)
            here = np.flatnonzero((starts >= part.start) & (starts < part.stop))
            sums[sizes[here], starts[here] - begin] = replaced[here]
            vectors = self._network.sentence_vectors(
                sums.reshape(-1, PROJECTED),
                lengths[:, part].reshape(-1).astype(np.float32),
            ).reshape(max_run, -1, DIM)
            vectors[last[:, part] >= n] = 0.0
            runs[:, part] = vectors
        return runs

    def _parts(self, clauses: "Floats", in_context: "Floats") -> "Floats":
        """Projected sums from which runs are computed; also fills in the vectors of clauses.

        Parameters
        ----------
        clauses, in_context : ndarray of shape (n_clauses, 512), float32
            Filled in, except in `clauses` those that are whole segments.

        Returns
        -------
        parts : ndarray of shape (3, n, 640), float32
            Segment in the running text, correction at its start, at its end.
        """
        firsts, lasts = self._clause_offsets[:-1], self._clause_offsets[1:] - 1
        parts = np.zeros((3, len(firsts), PROJECTED), dtype=np.float32)
        for begin, stop in self._groups():
            middle, start, end, alone = self._group_sums(begin, stop)
            part = np.flatnonzero(self._is_part[begin:stop])
            projected = self._network.project(np.concatenate([middle, alone[part]]))
            self._add_to_segments(projected[: stop - begin], begin, parts[0])
            lengths = self._lengths(begin, stop)
            vectors = self._network.sentence_vectors(
                projected,
                np.concatenate([lengths[0], lengths[1, part]]),
            )
            in_context[begin:stop], clauses[begin + part] = np.split(vectors, [stop - begin])
            for corrections, sums, at in ((parts[1], start, firsts), (parts[2], end, lasts)):
                here = slice(*np.searchsorted(at, (begin, stop)))
                corrections[here] = self._network.project(sums[at[here] - begin])
        return parts

    def _lengths(self, begin: int, stop: int) -> "Floats":
        """Pieces of some clauses in the running text and as texts of their own."""
        pieces = np.diff(self._clause_bounds[begin : stop + 1])
        initial, medial = self._heads[begin:stop].T
        return np.array([pieces, 2 + pieces + initial - medial], dtype=np.float32)

    def _add_to_segments(self, clauses: "Floats", begin: int, segments: "Floats") -> None:
        """Add the projected sums of clauses from `begin` on to those of their segments."""
        offsets = self._clause_offsets
        first = np.searchsorted(offsets, begin, side="right") - 1
        stop = np.searchsorted(offsets, begin + len(clauses))
        segments[first:stop] += np.add.reduceat(
            clauses, np.maximum(offsets[first:stop] - begin, 0), axis=0
        )

    def _groups(self) -> Iterator[tuple[int, int]]:
        """Neighbouring clauses of about `_GROUP_TOKENS` tokens; at least one clause each.

        Only the last clause of a group can be longer than that.
        """
        n, begin, bounds = len(self._initial), 0, self._clause_bounds
        while begin < n:
            full = np.searchsorted(bounds, bounds[begin] + _GROUP_TOKENS)
            stop = min(int(full), begin + _GROUP_SIZE, n)
            yield begin, stop
            begin = stop

    def _group_sums(self, begin: int, stop: int) -> "Floats":
        """Sums of features of some clauses, and corrections at their ends.

        Returns
        -------
        sums : ndarray of shape (4, stop - begin, 1280), float32
            Over the clause in the running text; corrections at its start and at
            its end, where they are wanted; over the clause as a text of its own,
            unless it is a whole segment.
        """
        wanted = self._wanted[begin:stop]
        makers = (self._end_window, self._start_window, self._whole_clause)
        windows = [makers[kind](begin + row) for row, kind in np.argwhere(wanted).tolist()]
        alone = np.zeros((stop - begin, 3, FEATURES), dtype=np.float32)
        alone[wanted] = self._window_sums(windows)
        sums = np.empty((4, stop - begin, FEATURES), dtype=np.float32)
        sums[:3] = self._stream_sums(begin, stop)
        np.subtract(alone[:, 1], sums[1], out=sums[1])
        np.subtract(alone[:, 0], sums[2], out=sums[2])
        np.sum(sums[:3], axis=0, out=sums[3])
        whole = wanted[:, 2]
        sums[3, whole] = alone[whole, 2]
        return sums

    def _stream_sums(self, begin: int, stop: int) -> "Floats":
        """Sums of running-text features of some clauses.

        Returns
        -------
        sums : ndarray of shape (3, stop - begin, 1280), float32
            Over the clause; where corrections are wanted, over the tokens at its
            start whose windows see the clause before, and over those at its end
            that see the one after.
        """
        lows, highs = self._clause_bounds[begin:stop], self._clause_bounds[begin + 1 : stop + 1]
        after = np.minimum(len(self._stream), lows + self._heads[begin:stop, 1] + REACH)
        end, start, _ = self._wanted[begin:stop].T
        starts = np.concatenate([lows, lows, np.where(end, np.maximum(0, highs - REACH), highs)])
        stops = np.concatenate([highs, np.where(start, after, lows), highs])
        tiles = np.arange(starts.min() // TILE, -(-stops.max() // TILE))
        sums = np.zeros((len(starts), FEATURES), dtype=np.float32)
        for features in self._features(self._stream, tiles):
            features.add_sums(starts, stops, sums)
        return sums.reshape(3, -1, FEATURES)

    def _features(self, pieces: "Integers", tiles: "Integers") -> Iterator[TokenFeatures]:
        for begin in range(0, len(tiles), _TILES):
            yield self._network.token_features(pieces, tiles[begin : begin + _TILES])

    def _start_window(self, clause: int) -> _Window:
        """The first tokens of a clause at the start of a text.

        It follows an end window, whose last piece, two gaps and the first piece of
        this window form a tile, which saves one tile.
        """
        initial, medial = self._heads[clause]
        at = self._clause_bounds[clause] + medial
        following = self._stream[at : at + _CONTEXT].tolist()
        pieces = [BOS, *self._initial[clause][:initial].tolist(), *following]
        return _Window(
            pieces,
            0,
            min(len(pieces), 1 + initial + REACH),
            aligned=not self._wanted[clause, 0],
        )

    def _end_window(self, clause: int) -> _Window:
        """The last tokens of a clause at the end of a text."""
        stop = self._clause_bounds[clause + 1]
        pieces = [*self._stream[max(0, stop - _CONTEXT) : stop].tolist(), EOS]
        return _Window(pieces, max(0, len(pieces) - 1 - REACH), len(pieces))

    def _whole_clause(self, clause: int) -> _Window:
        """A clause as a text of its own."""
        return _whole_window([BOS, *self._initial[clause].tolist(), EOS])

    def _short_runs(self, sizes: "Integers", starts: "Integers") -> "Floats":
        """Projected sums of runs too short for two separate corrections, shape (n, 640)."""
        projected = np.empty((len(starts), PROJECTED), dtype=np.float32)
        for begin in range(0, len(starts), _GROUP_SIZE):
            part = slice(begin, begin + _GROUP_SIZE)
            pairs = zip(sizes[part], starts[part], strict=True)
            windows = [self._whole_run(int(i), int(size)) for size, i in pairs]
            projected[part] = self._network.project(self._window_sums(windows))
        return projected

    def _whole_run(self, i: int, size: int) -> _Window:
        """The segment `i` with the `size` segments after it as a text of its own."""
        clause = self._clause_offsets[i]
        rest = self._stream[self._clause_bounds[clause + 1] : self._segment_bounds[i + size + 1]]
        return _whole_window([BOS, *self._initial[clause].tolist(), *rest.tolist(), EOS])

    def _window_sums(self, windows: list[_Window]) -> "Floats":
        """Summed features of the wanted rows of each window, shape (n, 1280)."""
        flat: list[int] = []
        firsts = []
        for window in windows:
            if window.aligned:
                flat += [GAP] * (-len(flat) % TILE)
            firsts.append(len(flat))
            flat += window.pieces + _GAPS
        starts = np.array(firsts) + [window.start for window in windows]
        stops = np.array(firsts) + [window.stop for window in windows]
        tiles = np.unique(
            [t for a, b in zip(starts, stops, strict=True) for t in range(a // TILE, -(-b // TILE))]
        )
        sums = np.zeros((len(windows), FEATURES), dtype=np.float32)
        for features in self._features(np.array(flat, dtype=np.int64), tiles):
            features.add_sums(starts, stops, sums)
        return sums


def _whole_window(pieces: list[int]) -> _Window:
    """A separate text, of which all rows are summed."""
    return _Window(pieces, 0, len(pieces))


def _glued(spans: Sequence[Sequence[tuple[int, int]]], joint: str) -> list[bool]:
    """Whether each clause follows the preceding text without a space.

    Parameters
    ----------
    spans : sequence of sequences of (int, int)
        Spans of the clauses in each segment.
    joint : str
        The text between two segments.
    """
    return [
        start == cut[clause - 1][1] if clause else not joint
        for cut in spans
        for clause, (start, _) in enumerate(cut)
    ]


def _run_sums(parts: "Floats", max_run: int, part: slice) -> "Floats":
    """Projected sums of the runs that start in a part of the segments.

    Returns
    -------
    sums : ndarray of shape (max_run, part.stop - part.start, 640), float32
        Zero where the run would pass the end.
    """
    middle, start, end = parts
    sums = np.zeros((max_run, part.stop - part.start, PROJECTED), dtype=np.float32)
    inner = np.zeros_like(sums[0])
    for more in range(max_run):
        last = slice(part.start + more, part.stop + more)
        count = len(middle[last])
        inner[:count] += middle[last]
        np.add(inner[:count], start[part][:count], out=sums[more, :count])
        sums[more, :count] += end[last]
    return sums


def _bounds(lengths: Sequence[int]) -> "Integers":
    """Where each of several stretches begins, and where the last one ends."""
    bounds: Integers = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    return bounds


def _differing_heads(initial: "Integers", medial: "Integers") -> tuple[int, int]:
    """Lengths of the two heads before the longest common tail of two arrays of pieces."""
    if initial is medial:
        return 0, 0
    limit = min(len(initial), len(medial))
    differing = np.flatnonzero(initial[::-1][:limit] != medial[::-1][:limit])
    common = int(differing[0]) if len(differing) else limit
    return len(initial) - common, len(medial) - common

"""The embedded encoder: vectors of all runs of sentences at the price of one pass.

Peers encode every run of up to k sentences anew, about k (k + 1) / 2 times the
work.  Here each token's features are computed once, in the running text; the
sum over a run is then the sum of its segments' sums, corrected at its two ends,
where in the run alone the windows would see the edge of the text instead of
the neighbouring sentence.  The corrections belong to the start and to the end
of a run and are therefore shared by all runs that begin or end there.  Runs
shorter than the two corrections together are computed on their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import threadpool_limits

from aligner.encoders.pieces import BOS, EOS, PieceTokenizer
from aligner.encoders.use_network import GAP, REACH, PieceTable, UseNetwork, resource
from aligner.text import joiner
from aligner.values import SpanVectors

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["UseEncoder"]

# Tokens whose windows see the edge of a text, and what they need around them.
_CONTEXT = 2 * REACH
_GAPS = [GAP, GAP]
# Tokens per pass of the network, so that memory does not grow with the text.
_TOKENS = 4096
_WIDTH = 1280
_TOKEN_DIM = 512


@dataclass(frozen=True, slots=True)
class _Sequence:
    """Pieces with the rows whose features are wanted and summed up."""

    pieces: list[int]
    start: int
    stop: int


class UseEncoder:
    """Universal Sentence Encoder, multilingual version 3: 16 languages, 512 dimensions.

    The vectors of runs agree with encoding the joined text to rounding, except
    where joining changes the pieces next to the seam.
    """

    name = "use.v1"

    def __init__(self) -> None:
        self._tokenizer = PieceTokenizer(resource("sp.model"))
        self._network = UseNetwork()

    def encode_spans(
        self,
        texts: Sequence[str],
        *,
        language: str,
        max_run: int,
    ) -> SpanVectors:
        """Unit vectors of the runs of 1 to `max_run` segments of one document.

        Parameters
        ----------
        texts : sequence of str, length n
        language : str
            Decides what joins two segments: nothing for Chinese, else a space.
        max_run : int
            At least 1.

        Returns
        -------
        vectors : SpanVectors
            ``runs`` has shape (max_run, n, 512).

        Notes
        -----
        Time is linear in the text.  One BLAS thread is used: on shared cores
        more are slower, and the result would depend on their number.
        """
        runs = np.zeros((max_run, len(texts), 512), dtype=np.float32)
        if texts:
            with threadpool_limits(limits=1, user_api="blas"):
                document = _DocumentEncoder(self._network, self._tokenizer, texts, language)
                document.fill(runs)
                return SpanVectors(runs, self.name, document.tokens, document.offsets)
        empty = np.empty((0, _TOKEN_DIM), dtype=np.float32)
        return SpanVectors(runs, self.name, empty, np.zeros(1, dtype=np.int64))


class _DocumentEncoder:
    """One document on its way through the network."""

    def __init__(
        self,
        network: UseNetwork,
        tokenizer: PieceTokenizer,
        texts: Sequence[str],
        language: str,
    ) -> None:
        self._network = network
        self._initial = tokenizer.initial(texts)
        # After a space a sentence starts as it does alone; without one, the
        # tokenizer must not mark a word start in the middle of the run.
        self._medial = self._initial if joiner(language) else tokenizer.medial(texts)
        self._stream = [piece for pieces in self._medial for piece in pieces]
        self.offsets = np.cumsum([0, *map(len, self._medial)], dtype=np.int64)
        self._heads = [
            _differing_heads(*pair) for pair in zip(self._initial, self._medial, strict=True)
        ]
        pieces = np.array([BOS, EOS, *self._stream, *(p for i in self._initial for p in i)])
        self._table: PieceTable = network.piece_table(pieces)
        self.tokens = np.empty((len(self._stream), _TOKEN_DIM), dtype=np.float32)

    def fill(self, runs: "NDArray[np.float32]") -> None:
        """Write the vectors of all runs into an array of shape (max_run, n, 512)."""
        middle, start, end = self._parts()
        lengths = np.diff(self.offsets).astype(np.float32)
        extra = np.array([2 + a - b for a, b in self._heads], dtype=np.float32)
        n = len(lengths)
        inner, pieces = np.zeros_like(middle), np.zeros(n, dtype=np.float32)
        for size in range(1, min(len(runs), n) + 1):
            count = n - size + 1
            inner = inner[:count] + middle[size - 1 :]
            pieces = pieces[:count] + lengths[size - 1 :]
            sums = inner + start[:count] + end[size - 1 :]
            total = pieces + extra[:count]
            self._replace_short_runs(sums, size, pieces)
            runs[size - 1, :count] = self._network.sentence_vectors(sums, total)

    def _parts(self) -> "tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]":
        """Projected sums of each segment in the running text, and corrections at its ends."""
        stream, edge_sums = self._stream_sums()
        n = len(self._medial)
        starts = self._summed([self._start_window(i) for i in range(n)])
        ends = self._summed([self._end_window(i) for i in range(n)])
        return (
            self._network.project(stream),
            self._network.project(starts - edge_sums[0]),
            self._network.project(ends - edge_sums[1]),
        )

    def _stream_sums(
        self,
    ) -> "tuple[NDArray[np.float32], tuple[NDArray[np.float32], NDArray[np.float32]]]":
        """Sums of running-text features: by segment, and of the tokens at its two ends."""
        n, total = len(self._medial), len(self._stream)
        whole, first, last = (np.zeros((n, _WIDTH), dtype=np.float32) for _ in range(3))
        for begin, stop in self._batches():
            low, high = self.offsets[begin], self.offsets[stop]
            # Tokens of the following segments are needed for the start window
            # of a short segment, those before for the end window.
            left, right = max(0, low - _CONTEXT), min(total, high + 2 * _CONTEXT)
            features = self._features_of_stream(left, right)
            self.tokens[low:high] = self._network.project(features[low - left : high - left])
            for i in range(begin, stop):
                a, b = self.offsets[i] - left, self.offsets[i + 1] - left
                head = self._heads[i][1]
                whole[i] = features[a:b].sum(axis=0)
                first[i] = features[a : a + head + REACH].sum(axis=0)
                last[i] = features[max(0, b - REACH) : b].sum(axis=0)
        return whole, (first, last)

    def _batches(self) -> list[tuple[int, int]]:
        """Runs of segments of about `_TOKENS` tokens; at least one segment each."""
        batches = []
        begin = 0
        for i in range(len(self._medial)):
            if self.offsets[i + 1] - self.offsets[begin] >= _TOKENS:
                batches.append((begin, i + 1))
                begin = i + 1
        if begin < len(self._medial):
            batches.append((begin, len(self._medial)))
        return batches

    def _features_of_stream(self, left: int, right: int) -> "NDArray[np.float32]":
        """Features of the tokens ``left .. right`` of the running text, in their context."""
        low, high = max(0, left - REACH), min(len(self._stream), right + REACH)
        pieces = np.array(_GAPS + self._stream[low:high] + _GAPS)
        rows = np.arange(left, right) - low + len(_GAPS)
        return self._network.token_features(self._table, pieces, rows)

    def _start_window(self, i: int) -> _Sequence:
        """The first tokens of segment `i` behind the edge of a text."""
        initial, medial = self._heads[i]
        at = self.offsets[i] + medial
        pieces = [BOS, *self._initial[i][:initial], *self._stream[at : at + _CONTEXT]]
        return _Sequence(pieces, 0, min(len(pieces), 1 + initial + REACH))

    def _end_window(self, i: int) -> _Sequence:
        """The last tokens of segment `i` before the edge of a text."""
        stop = self.offsets[i + 1]
        pieces = [*self._stream[max(0, stop - _CONTEXT) : stop], EOS]
        return _Sequence(pieces, max(0, len(pieces) - 1 - REACH), len(pieces))

    def _replace_short_runs(
        self,
        sums: "NDArray[np.float32]",
        size: int,
        pieces: "NDArray[np.float32]",
    ) -> None:
        """Sums of runs too short for two separate corrections, computed on their own."""
        needed = np.array([_CONTEXT + head for _, head in self._heads[: len(pieces)]])
        short = np.flatnonzero(pieces < needed)
        if len(short):
            sequences = [self._whole_run(int(i), size) for i in short]
            sums[short] = self._network.project(self._summed(sequences))

    def _whole_run(self, i: int, size: int) -> _Sequence:
        rest = self._stream[self.offsets[i + 1] : self.offsets[i + size]]
        pieces = [BOS, *self._initial[i], *rest, EOS]
        return _Sequence(pieces, 0, len(pieces))

    def _summed(self, sequences: list[_Sequence]) -> "NDArray[np.float32]":
        """Summed features of the wanted rows of each sequence, shape (n, 1280)."""
        sums = np.empty((len(sequences), _WIDTH), dtype=np.float32)
        begin = 0
        while begin < len(sequences):
            flat, bounds, stop = list(_GAPS), [], begin
            while stop < len(sequences) and len(flat) < _TOKENS:
                sequence = sequences[stop]
                bounds.append((len(flat) + sequence.start, len(flat) + sequence.stop))
                flat += sequence.pieces + _GAPS
                stop += 1
            rows = np.concatenate([np.arange(a, b) for a, b in bounds])
            features = self._network.token_features(self._table, np.array(flat), rows)
            firsts = np.cumsum([0, *(b - a for a, b in bounds[:-1])])
            sums[begin:stop] = np.add.reduceat(features, firsts, axis=0)
            begin = stop
        return sums


def _differing_heads(initial: list[int], medial: list[int]) -> tuple[int, int]:
    """Lengths of the two heads before the longest common tail of two lists of pieces."""
    common = 0
    limit = min(len(initial), len(medial))
    while common < limit and initial[-1 - common] == medial[-1 - common]:
        common += 1
    return len(initial) - common, len(medial) - common

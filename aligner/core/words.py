"""The content words of both texts: which of them the other side renders, by the bilingual lexicon.

Each distinct word of a segment is a unit, worth its inverse document frequency; in a
segment opposite it is found as far as its best rendering there is one by the lexicon.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from aligner.core.cover import Cover
from aligner.core.windows import Windows
from aligner.lexicon import BilingualTable, chinese_keys, english_keys
from aligner.text import base_language

if TYPE_CHECKING:
    from numpy.typing import NDArray


# Segments processed at once: their windows overlap almost entirely.
_ROWS = 24
# What a word is worth that the lexicon does not know: that nothing renders it says little.
_UNKNOWN = 0.3
_KEYS: dict[str, Callable[[str], list[str]]] = {"zh": chinese_keys, "en": english_keys}


@dataclass(frozen=True, slots=True)
class SegmentWords:
    """The distinct words of every segment of one document.

    Parameters
    ----------
    language : str
        ``"zh"`` or ``"en"``; of another language there are no words.
    vocabulary : tuple of str
        Distinct words of the document.
    units : ndarray of shape (n_units,), int64
        Words of the segments, one segment after the other, as places in the vocabulary.
    offsets : ndarray of shape (n_segments + 1,), int64
        Units of segment `i` are ``offsets[i] .. offsets[i + 1]``.
    """

    language: str
    vocabulary: tuple[str, ...]
    units: "NDArray[np.int64]"
    offsets: "NDArray[np.int64]"

    @classmethod
    def of(cls, texts: Sequence[str], language: str) -> Self:
        """The words of the segments of one document."""
        base = base_language(language)
        keys = _KEYS.get(base)
        places: dict[str, int] = {}
        units: list[int] = []
        offsets = [0]
        for text in texts:
            units += sorted(
                {places.setdefault(word, len(places)) for word in (keys(text) if keys else ())}
            )
            offsets.append(len(units))
        return cls(base, tuple(places), np.array(units, np.int64), np.array(offsets, np.int64))

    def weights(self, table: BilingualTable) -> "NDArray[np.float64]":
        """Worth of every word: its inverse document frequency, of unknown ones a part of it."""
        chinese = self.language == "zh"
        idf = (table.source_idf if chinese else table.target_idf)(self.vocabulary)
        known = table.sources if chinese else table.targets
        trust = [1.0 if word in known else _UNKNOWN for word in self.vocabulary]
        weights: NDArray[np.float64] = np.asarray(idf, dtype=np.float64) * np.array(trust)
        return weights


def are_comparable(one: SegmentWords, other: SegmentWords) -> bool:
    """Whether the lexicon speaks of the two languages."""
    return {one.language, other.language} == {"zh", "en"}


def word_cover(
    own: SegmentWords,
    other: SegmentWords,
    bounds: "NDArray[np.int64]",
    table: BilingualTable,
) -> Cover:
    """Cover of the words of one side by those of the other.

    Parameters
    ----------
    bounds : ndarray of shape (n_own, 2), int64
        Window of each segment.
    """
    windows = Windows(bounds, own.offsets)
    values = windows.empty()
    idf = own.weights(table)[own.units] if len(own.units) else np.zeros(0)
    for units, (low, high) in _blocks(bounds, own.offsets):
        # Square roots: between a rare and a frequent rendering there is less difference
        # than between any and none.
        best = np.sqrt(_best_weights(own, other, units, (low, high), table))
        best *= idf[units][:, None]
        segments, near = np.arange(low, high), bounds[windows.segment[units]]
        inside = (segments >= near[:, :1]) & (segments < near[:, 1:])
        places = slice(int(windows.offsets[units.start]), int(windows.offsets[units.stop]))
        values[places] = best[inside]
    total = np.concatenate([[0.0], np.cumsum(idf)])
    return Cover(windows, values, total[own.offsets[1:]] - total[own.offsets[:-1]])


def _blocks(
    bounds: "NDArray[np.int64]", offsets: "NDArray[np.int64]"
) -> Iterator[tuple[slice, tuple[int, int]]]:
    """Units of neighbouring segments, and the segments opposite that hold all their windows."""
    for begin in range(0, len(bounds), _ROWS):
        end = min(begin + _ROWS, len(bounds))
        seen = bounds[begin:end][bounds[begin:end, 1] > bounds[begin:end, 0]]
        units = slice(int(offsets[begin]), int(offsets[end]))
        if len(seen) and units.start < units.stop:
            yield units, (int(seen[:, 0].min()), int(seen[:, 1].max()))


def _best_weights(
    own: SegmentWords,
    other: SegmentWords,
    units: slice,
    segments: tuple[int, int],
    table: BilingualTable,
) -> "NDArray[np.float64]":
    """Weight of the best rendering of each unit in each segment, shape (n_units, n_segments)."""
    low, high = segments
    opposite = slice(int(other.offsets[low]), int(other.offsets[high]))
    words, unit_rows = np.unique(own.units[units], return_inverse=True)
    renderings, columns = np.unique(other.units[opposite], return_inverse=True)
    mine = [own.vocabulary[i] for i in words.tolist()]
    theirs = [other.vocabulary[i] for i in renderings.tolist()]
    if own.language == "zh":
        weights = table.submatrix(mine, theirs).dense()
    else:
        weights = table.submatrix(theirs, mine).dense().T
    best = np.zeros((len(words), high - low))
    counts = np.diff(other.offsets[low : high + 1])
    firsts = other.offsets[low:high] - opposite.start
    held = counts > 0
    if held.any():
        best[:, held] = np.maximum.reduceat(weights[:, columns], firsts[held], axis=1)
    return best[unit_rows]

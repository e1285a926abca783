"""The content words of both texts: which of them the other side renders, by the bilingual lexicon.

Each distinct word of a segment is a unit, worth its inverse document frequency; in a
segment opposite it is found as far as its best rendering there is one by the lexicon.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Self

import numpy as np

from aligner.core.associations import Links, associated
from aligner.core.cover import Cover
from aligner.core.windows import Windows
from aligner.lexicon import BilingualTable, SparseWeights, chinese_keys, english_keys
from aligner.text import base_language

if TYPE_CHECKING:
    from numpy.typing import NDArray


# Segments processed at once: their windows overlap almost entirely.
_ROWS = 24
# What a word is worth that the lexicon does not know: that nothing renders it says little.
_UNKNOWN = 0.3
_SIDES: tuple[Literal["left"], Literal["right"]] = ("left", "right")
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

    def trust(self, table: BilingualTable) -> "NDArray[np.float64]":
        """Share, 0 to 1, of its inverse document frequency that every word is worth, (n_words,)."""
        known = table.sources if self.language == "zh" else table.targets
        return np.array([1.0 if word in known else _UNKNOWN for word in self.vocabulary])

    def inverse_frequencies(self, table: BilingualTable) -> "NDArray[np.float64]":
        """Inverse document frequency of every word, shape (n_words,)."""
        idf = table.source_idf if self.language == "zh" else table.target_idf
        return np.asarray(idf(self.vocabulary), dtype=np.float64)


def are_comparable(one: SegmentWords, other: SegmentWords) -> bool:
    """Whether the lexicon speaks of the two languages."""
    return {one.language, other.language} == {"zh", "en"}


def word_cover(  # noqa: PLR0913 - the last by name
    own: SegmentWords,
    other: SegmentWords,
    bounds: "NDArray[np.int64]",
    table: BilingualTable,
    links: Links | None = None,
    *,
    renderings: SparseWeights | None = None,
) -> Cover:
    """Cover of the words of one side by those of the other.

    Parameters
    ----------
    bounds : ndarray of shape (n_own, 2), int64
        Window of each segment.
    links : Links or None
        Seen from the own side: words are also found as what the document renders them
        as elsewhere.
    renderings : SparseWeights or None
        As of `renderings_of`, if they are known.
    """
    windows = Windows(bounds, own.offsets)
    values = windows.empty()
    frequencies = own.inverse_frequencies(table)
    idf = (frequencies * own.trust(table))[own.units]
    if renderings is None:
        renderings = renderings_of(own, other, table)
    for units, (low, high) in _blocks(bounds, own.offsets):
        best = _best_weights(own, other, units, (low, high), renderings)
        best *= idf[units][:, None]
        segments, near = np.arange(low, high), bounds[windows.segment[units]]
        inside = (segments >= near[:, :1]) & (segments < near[:, 1:])
        places = slice(int(windows.offsets[units.start]), int(windows.offsets[units.stop]))
        values[places] = best[inside]
    if links is not None:
        worth = np.repeat(frequencies[own.units], np.diff(windows.offsets))
        values = np.maximum(values, associated(own, other, links, windows) * worth)
    total = np.concatenate([[0.0], np.cumsum(idf)])
    return Cover(windows, values, total[own.offsets[1:]] - total[own.offsets[:-1]])


def renderings_of(own: SegmentWords, other: SegmentWords, table: BilingualTable) -> SparseWeights:
    """Weights of all words of one document, the rows, and all of the other, the columns."""
    if own.language == "zh":
        return table.submatrix(own.vocabulary, other.vocabulary)
    return table.submatrix(other.vocabulary, own.vocabulary).transposed()


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
    renderings: SparseWeights,
) -> "NDArray[np.float64]":
    """Root of the weight of the best rendering of each unit in each segment opposite.

    Square roots: between a rare and a frequent rendering there is less difference than
    between any and none.

    Returns
    -------
    best : ndarray of shape (n_units, n_segments), float64
    """
    low, high = segments
    words, unit_rows = np.unique(own.units[units], return_inverse=True)
    rows, entries = _ranges(renderings.indptr[words], renderings.indptr[words + 1])
    # Where the word of each entry stands opposite.
    opposite = other.units[other.offsets[low] : other.offsets[high]]
    segment = np.repeat(np.arange(high - low), np.diff(other.offsets[low : high + 1]))
    order = np.argsort(opposite, kind="stable")
    there, columns = opposite[order], renderings.indices[entries]
    starts, stops = (np.searchsorted(there, columns, side=side) for side in _SIDES)
    entry, places = _ranges(starts, stops)
    best = np.zeros((len(words), high - low))
    cells = rows[entry], segment[order[places]]
    np.maximum.at(best, cells, renderings.data[entries[entry]].astype(np.float64))
    roots: NDArray[np.float64] = np.sqrt(best, out=best)[unit_rows]
    return roots


def _ranges(
    starts: "NDArray[np.int64]", stops: "NDArray[np.int64]"
) -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
    """All numbers of some ranges, one range after the other, each with the index of its range."""
    counts = stops - starts
    index = np.repeat(np.arange(len(counts)), counts)
    return index, np.arange(len(index)) + np.repeat(starts - (np.cumsum(counts) - counts), counts)

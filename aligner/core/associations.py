"""What a document renders its own words as: names and phrases that no lexicon knows.

The linear pass that prunes the lattice already believes in beads.  Words of the two sides
that keep meeting in the beads it believes in are taken for renderings of each other.
What the segments in question themselves contribute to that is left out: a bead is no
evidence for itself.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aligner.core.lattice import Lattice
    from aligner.core.windows import Windows
    from aligner.core.words import SegmentWords


# Beads that are less probable than this link nothing.
_LEAST_BELIEF = 0.05
# Meetings elsewhere in the document that make an association, and its least strength.
_LEAST_MEETINGS = 0.9
_LEAST_STRENGTH = 0.05
# Shrinks what is seen a few times only: seen once elsewhere, two words associate by a half.
_SHRINKAGE = 1.0
# Words in more of the segments than this associate with everything; a few are always allowed.
_COMMON_SHARE = 0.25
_COMMON_COUNT = 3
# Segments processed at once: their windows overlap almost entirely.
_ROWS = 32


@dataclass(frozen=True, slots=True)
class Links:
    """How probable it is that two segments share a bead, before their words are compared.

    Parameters
    ----------
    own, other : ndarray of shape (n_links,), int64
        The two segments, ordered by the first, then by the second.
    belief : ndarray of shape (n_links,), float64
    sizes : (int, int)
        Segments of the two sides.
    """

    own: "NDArray[np.int64]"
    other: "NDArray[np.int64]"
    belief: "NDArray[np.float64]"
    sizes: tuple[int, int]

    @classmethod
    def of(cls, lattice: "Lattice", probabilities: "NDArray[np.float64]") -> Self:
        """The links of the beads of a lattice.

        Parameters
        ----------
        probabilities : ndarray of shape (n_beads,)
        """
        held = np.flatnonzero((probabilities > _LEAST_BELIEF) & ~lattice.null)
        sizes = lattice.source_size[held], lattice.target_size[held]
        bead, within = _expanded(sizes[0] * sizes[1])
        own = lattice.source_start[held][bead] + within // sizes[1][bead]
        other = lattice.target_start[held][bead] + within % sizes[1][bead]
        n, m = lattice.n_source, lattice.n_target
        places, rows = np.unique(own * m + other, return_inverse=True)
        belief = np.minimum(np.bincount(rows, probabilities[held][bead], len(places)), 1.0)
        return cls(places // max(m, 1), places % max(m, 1), belief, (n, m))

    def swapped(self) -> "Links":
        """The same links seen from the other side."""
        order = np.lexsort((self.own, self.other))
        return Links(self.other[order], self.own[order], self.belief[order], self.sizes[::-1])


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of one side that may associate: neither unique nor everywhere.

    Parameters
    ----------
    units, segments, words : ndarray of shape (n_units,), int64
        Places among the units of the side, and the segment and the word of each.
    offsets : ndarray of shape (n_segments + 1,), int64
    linked : ndarray of shape (n_segments,)
        How probable it is that each segment is linked at all.
    seen : ndarray of shape (n_words,)
        In how many linked segments each word of the vocabulary is.
    """

    units: "NDArray[np.int64]"
    segments: "NDArray[np.int64]"
    words: "NDArray[np.int64]"
    offsets: "NDArray[np.int64]"
    linked: "NDArray[np.float64]"
    seen: "NDArray[np.float64]"

    @classmethod
    def of(cls, side: "SegmentWords", links: Links) -> Self:
        """The words of the own side of some links."""
        n = links.sizes[0]
        segments = np.repeat(np.arange(n), np.diff(side.offsets))
        linked = np.minimum(np.bincount(links.own, links.belief, n), 1.0)
        size = len(side.vocabulary)
        seen = np.bincount(side.units, linked[segments], size).astype(np.float64)
        counts = np.bincount(side.units, minlength=size)
        usable = (seen > _LEAST_MEETINGS) & (counts > 1)
        usable &= counts <= max(_COMMON_SHARE * n, _COMMON_COUNT)
        units = np.flatnonzero(usable[side.units])
        offsets = np.searchsorted(segments[units], np.arange(n + 1))
        return cls(units, segments[units], side.units[units], offsets, linked, seen)


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Two words, one of each side, that keep meeting in linked segments; ordered by the first.

    Parameters
    ----------
    bounds : ndarray of shape (n_words + 1,), int64
        Pairs of own word `i` are ``bounds[i] .. bounds[i + 1]``.
    other : ndarray of shape (n_pairs,), int64
        The other word.
    meetings, seen, other_seen : ndarray of shape (n_pairs,)
        In how many linked segments both words are, the own one, and the other one.
    total : float
        How many linked segments there are.
    units, places, beliefs : ndarray of shape (n_meetings,)
        Single meetings, in the order of the own segments: number of the unit among the
        `_Words`, of the pair, and how probable it is that the two segments are linked.
    offsets : ndarray of shape (n_segments + 1,), int64
        Meetings of own segment `i` are ``offsets[i] .. offsets[i + 1]``.
    """

    bounds: "NDArray[np.int64]"
    other: "NDArray[np.int64]"
    meetings: "NDArray[np.float64]"
    seen: "NDArray[np.float64]"
    other_seen: "NDArray[np.float64]"
    total: float
    units: "NDArray[np.int64]"
    places: "NDArray[np.int64]"
    beliefs: "NDArray[np.float64]"
    offsets: "NDArray[np.int64]"

    @classmethod
    def of(cls, mine: _Words, theirs: _Words, links: Links) -> Self:
        """The pairs of words that are strong enough."""
        width = max(len(theirs.seen), 1)
        # Which word opposite each own segment is linked with.
        link, within = _expanded(np.diff(theirs.offsets)[links.other])
        word = theirs.words[theirs.offsets[links.other[link]] + within]
        near, _, belief = _summed(links.own[link] * width + word, links.belief[link])
        segment, word = near // width, near % width
        # Which two words meet, and how often in all.
        entry, within = _expanded(np.diff(mine.offsets)[segment])
        units = mine.offsets[segment[entry]] + within
        beliefs = np.minimum(belief, 1.0)[entry]
        keys, places, meetings = _summed(mine.words[units] * width + word[entry], beliefs)
        own, other = keys // width, keys % width
        total = max(float(links.belief.sum()), 1.0)
        often = meetings > _LEAST_MEETINGS
        often &= _strength(meetings, mine.seen[own], theirs.seen[other], total) > _LEAST_STRENGTH
        own, other = own[often], other[often]
        kept = np.flatnonzero(often[places])
        return cls(
            np.searchsorted(own, np.arange(len(mine.seen) + 1)),
            other,
            meetings[often],
            mine.seen[own],
            theirs.seen[other],
            total,
            units[kept],
            (np.cumsum(often) - 1)[places[kept]],
            beliefs[kept],
            np.searchsorted(segment[entry[kept]], np.arange(links.sizes[0] + 1)),
        )


@dataclass(frozen=True, slots=True)
class _Nearby:
    """Where words stand in the windows of neighbouring segments.

    Parameters
    ----------
    row_of : ndarray of shape (n_words,), int64
        Row of each word of the vocabulary in `ranks`, or -1 if it stands in none of them.
    segments : ndarray of shape (n_places,), int64
        Segments of the word of the first row, in order, then of the second, and so on.
    ranks : ndarray of shape (n_rows, n_edges), int64
        Place of the first segment of each word that is not before each end of a window.
    windows : ndarray of shape (n_segments, 2), int64
        Which of these ends are those of the window of each segment.
    """

    row_of: "NDArray[np.int64]"
    segments: "NDArray[np.int64]"
    ranks: "NDArray[np.int64]"
    windows: "NDArray[np.int64]"

    @classmethod
    def of(cls, theirs: _Words, bounds: "NDArray[np.int64]") -> Self:
        """The words in some windows, not all of them empty."""
        edges = np.unique(bounds[bounds[:, 1] > bounds[:, 0]])
        held = slice(int(theirs.offsets[edges[0]]), int(theirs.offsets[edges[-1]]))
        words, rows = np.unique(theirs.words[held], return_inverse=True)
        row_of = np.full(len(theirs.seen), -1)
        row_of[words] = np.arange(len(words))
        segments = theirs.segments[held]
        # How many places of each word are before the first end, between the next two, ...
        shape = len(words), len(edges) + 1
        cells = rows * shape[1] + np.searchsorted(edges, segments, side="right")
        counts = np.bincount(cells, minlength=shape[0] * shape[1])
        ranks = (np.cumsum(counts) - counts).reshape(shape)[:, 1:]
        segments = segments[np.argsort(rows, kind="stable")]
        return cls(row_of, segments, ranks, np.searchsorted(edges, bounds))


def associated(
    own: "SegmentWords", other: "SegmentWords", links: Links, windows: "Windows"
) -> "NDArray[np.float64]":
    """Strength with which each word is rendered in each segment of its window.

    Parameters
    ----------
    own, other : SegmentWords
    links : Links
        Seen from the own side.
    windows : Windows
        Of the own words.

    Returns
    -------
    strengths : ndarray of shape (n_places,), float64
        From 0 to 1: the shrunken Dice coefficient, corrected for chance, of the word and
        of the word in the segment that it associates with most, counted over all other
        segments of the document.
    """
    mine, theirs = _Words.of(own, links), _Words.of(other, links.swapped())
    pairs = _Pairs.of(mine, theirs, links)
    strengths = windows.empty()
    for begin in range(0, links.sizes[0], _ROWS):
        rows = slice(begin, min(begin + _ROWS, links.sizes[0]))
        bounds = windows.bounds[rows]
        if (bounds[:, 1] > bounds[:, 0]).any():
            places, found = _associated_near(rows, mine, theirs, pairs, windows)
            np.maximum.at(strengths, places, found)
    return strengths


def _associated_near(
    rows: slice, mine: _Words, theirs: _Words, pairs: _Pairs, windows: "Windows"
) -> "tuple[NDArray[np.int64], NDArray[np.float64]]":
    """Places in the windows of some own segments, each perhaps several times, and strengths."""
    nearby = _Nearby.of(theirs, windows.bounds[rows])
    # For each unit the words that its own word associates with.
    units = slice(int(mine.offsets[rows.start]), int(mine.offsets[rows.stop]))
    words, segments = mine.words[units], mine.segments[units]
    first = pairs.bounds[words]
    counts = pairs.bounds[words + 1] - first
    unit, within = _expanded(counts)
    pair = first.take(unit) + within
    # What the own segment contributes is left out.
    held = slice(int(pairs.offsets[rows.start]), int(pairs.offsets[rows.stop]))
    meeting = pairs.units[held] - units.start
    contributed = np.zeros(len(pair))
    begins = np.cumsum(counts) - counts - first
    contributed[begins[meeting] + pairs.places[held]] = pairs.beliefs[held]
    # Where those words are in the window of the segment.
    row = nearby.row_of.take(pairs.other.take(pair))
    kept = np.flatnonzero(row >= 0)
    unit, pair, row = unit.take(kept), pair.take(kept), row.take(kept)
    low, high = nearby.windows[segments - rows.start].take(unit, axis=0).T
    start, stop = nearby.ranks[row, low], nearby.ranks[row, high]
    met = np.flatnonzero(stop > start)
    unit, pair, start, stop = unit.take(met), pair.take(met), start.take(met), stop.take(met)
    contributed = contributed.take(kept.take(met))
    strength = _strength(
        pairs.meetings.take(pair) - contributed,
        pairs.seen.take(pair) - mine.linked[segments].take(unit),
        pairs.other_seen.take(pair) - contributed,
        pairs.total,
    )
    strong = np.flatnonzero(strength > _LEAST_STRENGTH)
    found, within = _expanded((stop - start).take(strong))
    found = strong.take(found)
    opposite = nearby.segments.take(start.take(found) + within)
    origins = windows.offsets[mine.units[units]] - windows.bounds[segments, 0]
    return origins.take(unit.take(found)) + opposite, strength.take(found)


def _strength(
    meetings: "NDArray[np.float64]",
    one: "NDArray[np.float64]",
    other: "NDArray[np.float64]",
    total: float,
) -> "NDArray[np.float64]":
    """Shrunken Dice coefficient, of the geometric mean, above what chance brings together."""
    one, other = np.maximum(one, 0.0), np.maximum(other, 0.0)
    strength = (meetings - one * other / total) / (np.sqrt(one * other) + _SHRINKAGE)
    return np.clip(strength, 0.0, 1.0)


def _expanded(counts: "NDArray[np.int64]") -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
    """The index of each item as often as it counts, and the number within its item."""
    item = np.repeat(np.arange(len(counts)), counts)
    return item, np.arange(len(item)) - np.repeat(np.cumsum(counts) - counts, counts)


def _summed(
    keys: "NDArray[np.int64]", values: "NDArray[np.float64]"
) -> "tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]":
    """Distinct keys in order, the place of each key among them, and the sum of their values."""
    distinct, rows = np.unique(keys, return_inverse=True)
    return distinct, rows, np.bincount(rows, values, len(distinct)).astype(np.float64)

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
    n_theirs = max(len(other.vocabulary), 1)
    strengths = windows.empty()
    # Which word opposite each own segment is linked with.
    link, within = _expanded(np.diff(theirs.offsets)[links.other])
    word = theirs.words[theirs.offsets[links.other[link]] + within]
    near, near_belief = _summed(links.own[link] * n_theirs + word, links.belief[link])
    near_belief = np.minimum(near_belief, 1.0)
    # Which two words meet, and how often in all.
    entry, within = _expanded(np.diff(mine.offsets)[near // n_theirs])
    meeting = mine.words[mine.offsets[near[entry] // n_theirs] + within]
    pairs, meetings = _summed(meeting * n_theirs + near[entry] % n_theirs, near_belief[entry])
    total = max(float(links.belief.sum()), 1.0)
    often = meetings > _LEAST_MEETINGS
    one, two = pairs // n_theirs, pairs % n_theirs
    often &= _strength(meetings, mine.seen[one], theirs.seen[two], total) > _LEAST_STRENGTH
    one, two, meetings = one[often], two[often], meetings[often]
    # For each unit the words that its own word associates with, its own segment left out.
    first, last = np.searchsorted(one, mine.words), np.searchsorted(one, mine.words, "right")
    unit, within = _expanded(last - first)
    pair, segment = first[unit] + within, mine.segments[unit]
    contributed = _looked_up(near, near_belief, segment * n_theirs + two[pair])
    strength = _strength(
        meetings[pair] - contributed,
        mine.seen[one[pair]] - mine.linked[segment],
        theirs.seen[two[pair]] - contributed,
        total,
    )
    kept = np.flatnonzero(strength > _LEAST_STRENGTH)
    unit, pair, segment, strength = unit[kept], pair[kept], segment[kept], strength[kept]
    # Where those words are in the window of the segment.
    m = links.sizes[1]
    order = np.argsort(theirs.words * m + theirs.segments)
    occurrences = (theirs.words * m + theirs.segments)[order]
    low, high = windows.bounds[segment].T
    first = np.searchsorted(occurrences, two[pair] * m + low)
    last = np.searchsorted(occurrences, two[pair] * m + high)
    found, within = _expanded(np.maximum(last - first, 0))
    opposite = occurrences[first[found] + within] % max(m, 1)
    places = windows.offsets[mine.units[unit[found]]] + opposite - low[found]
    np.maximum.at(strengths, places, strength[found])
    return strengths


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
) -> "tuple[NDArray[np.int64], NDArray[np.float64]]":
    """Distinct keys in order, and the sum of the values of each."""
    distinct, rows = np.unique(keys, return_inverse=True)
    return distinct, np.bincount(rows, values, len(distinct)).astype(np.float64)


def _looked_up(
    keys: "NDArray[np.int64]", values: "NDArray[np.float64]", wanted: "NDArray[np.int64]"
) -> "NDArray[np.float64]":
    """Value of each wanted key, 0 of one that is not there; the keys are in order."""
    if not len(keys):
        return np.zeros(len(wanted))
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[at] == wanted, values[at], 0.0)

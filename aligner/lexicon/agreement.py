"""Probabilities of word pairs by IBM Model 1 in both directions, trained to agree [1]_.

Both directions are learned alone at first.  Then each link of two words counts
with the product of what the two directions make of it, so that a rare word no
longer collects what nothing else renders.

References
----------
.. [1] P. Liang, B. Taskar and D. Klein (2006). Alignment by Agreement. HLT-NAACL.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Integers = NDArray[np.integer]
Floats = NDArray[np.floating]

# Rounds of each direction alone, and of both together.
_ALONE, _TOGETHER = 3, 2
# Pairs that stand together so seldom, or hardly more often than by chance, are
# left out from the start: they hold four cells in five and no renderings.
_LEAST_TOGETHER, _LIFT = 3, 1.5
# Pairs that both directions alone think nothing of are left out of the rounds together.
_HOPELESS = 1e-3
_BLOCK, _CHUNK = 4000, 1 << 20


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """The links that are possible: pairs of words that stand together in one text pair.

    Parameters
    ----------
    sources, targets : array of int, shape (n_pairs,)
        The two words of each pair of words; sources ascend.
    pair, source_place, target_place : array of int, shape (n_cells,)
        For each link, its pair of words and the entries of the two word matrices
        it stands for.
    """

    sources: Integers
    targets: Integers
    pair: Integers
    source_place: Integers
    target_place: Integers


def possible_links(source: "csr_array", target: "csr_array") -> Cells:
    """All links between the words of each text pair that are worth a thought.

    Parameters
    ----------
    source, target : csr_array of shape (n_text_pairs, n_words)
        Which words stand in which text; indices sorted.
    """
    starts, targets = _pairs_together(source, target)
    by_word = _places_by_word(source)
    pair_of = np.full(target.shape[1], -1, np.int32)
    first_of, last_of = target.indptr[:-1].astype(np.int64), target.indptr[1:].astype(np.int64)
    pieces: list[tuple[Integers, Integers, Integers]] = []
    for word in range(source.shape[1]):
        held = slice(starts[word], starts[word + 1])
        if held.start == held.stop:
            continue
        mine = slice(by_word.indptr[word], by_word.indptr[word + 1])
        rows = by_word.indices[mine]
        lengths = last_of[rows] - first_of[rows]
        places = np.arange(lengths.sum())
        places += np.repeat(first_of[rows] - (np.cumsum(lengths) - lengths), lengths)
        pair_of[targets[held]] = np.arange(held.start, held.stop)
        pairs = pair_of[target.indices[places]]
        pair_of[targets[held]] = -1
        kept = pairs >= 0
        own = np.repeat(by_word.data[mine] - 1, lengths)[kept]
        pieces.append((pairs[kept], own.astype(np.int32), places[kept].astype(np.int32)))
    columns = [[piece[i] for piece in pieces] for i in range(3)]
    none = np.empty(0, np.int32)
    return Cells(
        np.repeat(np.arange(source.shape[1]), np.diff(starts)),
        targets,
        *(np.concatenate([none, *column]) for column in columns),
    )


def _places_by_word(matrix: "csr_array") -> "csr_array":
    """For each word the rows it stands in, with the number of the entry plus one."""
    from scipy.sparse import csr_array  # noqa: PLC0415 - only training needs it

    numbers = np.arange(1, matrix.nnz + 1, dtype=np.int64)
    turned = csr_array((numbers, matrix.indices, matrix.indptr), shape=matrix.shape).T.tocsr()
    turned.sort_indices()
    return turned


def _pairs_together(source: "csr_array", target: "csr_array") -> tuple[Integers, Integers]:
    """Words of the second language that stand with each of the first more often than by chance."""
    turned = source.T.tocsr()
    n_sources = np.bincount(source.indices, minlength=source.shape[1])
    n_targets = np.bincount(target.indices, minlength=target.shape[1])
    sizes, found = [np.zeros(1, np.int64)], [np.empty(0, np.int32)]
    for start in range(0, turned.shape[0], _BLOCK):
        together = (turned[start : start + _BLOCK] @ target).tocsr()
        together.sort_indices()
        rows = np.repeat(np.arange(together.shape[0]), np.diff(together.indptr))
        expected = n_sources[rows + start] * (n_targets[together.indices] / source.shape[0])
        kept = (together.data >= _LEAST_TOGETHER) & (together.data > _LIFT * expected)
        found.append(together.indices[kept].astype(np.int32))
        sizes.append(np.bincount(rows[kept], minlength=together.shape[0]))
    return np.cumsum(np.concatenate(sizes)), np.concatenate(found)


def agreed_counts(
    source: "csr_array", target: "csr_array", cells: Cells, weights: Floats
) -> Floats:
    """How often the words of each pair were linked, both directions agreeing.

    Parameters
    ----------
    source, target : csr_array of shape (n_text_pairs, n_words)
    cells : Cells
    weights : array of float, shape (n_text_pairs,)
        What each text pair counts.
    """
    ahead = _Direction(target, cells.target_place, cells.sources, weights)
    back = _Direction(source, cells.source_place, cells.targets, weights)
    pair = cells.pair
    for _ in range(_ALONE):
        for direction in (ahead, back):
            direction.look(pair)
            direction.learn(direction.expected(pair))
    hopes = ahead.probabilities * back.probabilities >= _HOPELESS**2
    kept = np.flatnonzero(hopes[pair])
    pair = pair[kept]
    ahead.keep(kept)
    back.keep(kept)
    counts = np.zeros(len(cells.sources))
    for _ in range(_TOGETHER):
        ahead.look(pair)
        back.look(pair)
        counts = np.zeros(len(cells.sources))
        for part in _chunks(pair):
            both = ahead.beliefs(pair, part) * back.beliefs(pair, part)
            _add(counts, pair[part], both * ahead.weights_of(part))
        ahead.learn(counts)
        back.learn(counts)
    return counts


class _Direction:
    """Probabilities of the words of one side given those of the other."""

    def __init__(
        self, own: "csr_array", places: Integers, given: Integers, weights: Floats
    ) -> None:
        self._words, self._places, self._given = own.indices, places, given
        self._weights = np.repeat(weights, np.diff(own.indptr)).astype(np.float32)
        self.probabilities = np.ones(len(given), np.float32)
        self._none = np.ones(own.shape[1])
        self._shares = np.empty(0, np.float32)

    def keep(self, cells: Integers) -> None:
        """Go on with some of the links."""
        self._places = self._places[cells]

    def look(self, pair: Integers) -> None:
        """For each word in its place, one over the sum of all that may have made it."""
        total = self._none[self._words]
        for part in _chunks(pair):
            _add(total, self._places[part], self.probabilities[pair[part]])
        self._shares = (1 / total).astype(np.float32)

    def beliefs(self, pair: Integers, part: slice) -> Floats:
        """Probability of some links."""
        return np.asarray(self.probabilities[pair[part]] * self._shares[self._places[part]])

    def weights_of(self, part: slice) -> Floats:
        """What the text pairs of some links count."""
        return np.asarray(self._weights[self._places[part]])

    def expected(self, pair: Integers) -> Floats:
        """Counts of each pair by this direction alone."""
        counts = np.zeros(len(self._given))
        for part in _chunks(pair):
            _add(counts, pair[part], self.beliefs(pair, part) * self.weights_of(part))
        return counts

    def learn(self, counts: Floats) -> None:
        """Probabilities anew from counts; what no word made is made by none."""
        totals = np.bincount(self._given, counts)
        self.probabilities = (counts / np.maximum(totals[self._given], 1e-9)).astype(np.float32)
        idle = self._none[self._words] * self._shares * self._weights
        none = np.bincount(self._words, idle, minlength=len(self._none))
        self._none = none / max(none.sum(), 1e-9)


def _chunks(pair: Integers) -> Iterator[slice]:
    """Pieces of the links, small enough for the caches of the processor."""
    for start in range(0, len(pair), _CHUNK):
        yield slice(start, start + _CHUNK)


def _add(counts: Floats, places: Integers, values: Floats) -> None:
    """Add values at places, in the order they come."""
    if len(places):
        low, high = int(places.min()), int(places.max()) + 1
        counts[low:high] += np.bincount(places - low, values, minlength=high - low)

"""Nearest documents of the other pile by vectors and by words together.

A coarse search by both vectors, in which the words have one made short, finds a few dozen;
these are ranked by the cosines of the whole word vectors and of the mean segments.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from aligner.pairing.neighbours import Neighbours, nearest
from aligner.pairing.renderings import Renderings
from aligner.pairing.words import DocumentWords

if TYPE_CHECKING:
    from numpy.typing import NDArray

# How many the coarse search finds, and how much words count beside vectors in the ranking.
_COARSE, _WORDS = 32, 2.0
# Word vectors kept while pairs are compared.
_REMEMBERED = 1024
# Pairs compared at once.
_BLOCK = 20_000

_Rows = tuple["NDArray[np.float32]", "NDArray[np.float32]"]
_Words = tuple[Sequence[DocumentWords], Sequence[DocumentWords]]


@dataclass(frozen=True, slots=True)
class Likeness:
    """The nearest documents, and how near they are.

    Parameters
    ----------
    bodies, words : tuple of Neighbours
        From the sources and from the targets to the other pile: the same documents in the
        same order, with the cosines of their vectors and of their words.
    compared : WordCosines
    """

    bodies: tuple[Neighbours, Neighbours]
    words: tuple[Neighbours, Neighbours]
    compared: "WordCosines"

    @classmethod
    def of(cls, bodies: _Rows, words: _Words, renderings: Renderings, count: int) -> "Likeness":
        """Find the nearest documents.

        Parameters
        ----------
        bodies : two ndarrays of shape (n, dim) and (m, dim)
            Rows of length 1 or 0.
        words : two sequences of DocumentWords
        renderings : Renderings
        count : int
            How many, at most.
        """
        compared = WordCosines(words, renderings)
        both = [
            np.hstack([rows, renderings.short_vectors(side)])
            for rows, side in zip(bodies, words, strict=True)
        ]
        coarse = (
            nearest(both[0], both[1], max(_COARSE, count))[0],
            nearest(both[1], both[0], max(_COARSE, count))[0],
        )
        del both
        pairs = _distinct(np.concatenate([_pairs(coarse[0]), _pairs(coarse[1])[:, ::-1]]))
        by_body = _cosines(bodies, pairs)
        by_words = np.fromiter(
            (compared.cosine(left, right) for left, right in _in_turn(pairs)),
            np.float32,
            len(pairs),
        )
        of_sources = _ranked(pairs, (by_body, by_words), len(words[0]), count)
        of_targets = _ranked(pairs[:, ::-1], (by_body, by_words), len(words[1]), count)
        bodies_found, words_found = zip(of_sources, of_targets, strict=True)
        return cls(bodies_found, words_found, compared)

    def word_margin(self, left: int, right: int) -> float:
        """Cosine of the words of two documents minus that of both with the nearest others."""
        one, other = self.words
        level = one.level_without(left, right) + other.level_without(right, left)
        return self.compared.cosine(left, right) - level / 2


class WordCosines:
    """Cosines of the word vectors of sources and targets, which are made when they are needed.

    Parameters
    ----------
    words : two sequences of DocumentWords
    renderings : Renderings
    """

    def __init__(self, words: _Words, renderings: Renderings) -> None:
        self._vectors = [
            lru_cache(_REMEMBERED)(lambda i, side=side: renderings.vector(side[i]))
            for side in words
        ]

    def cosine(self, left: int, right: int) -> float:
        """Cosine of a source and a target."""
        one, other = self._vectors[0](left), self._vectors[1](right)
        return one.cosine(other)


def _pairs(rows: "NDArray[np.intp]") -> "NDArray[np.intp]":
    """Each row number with those of its nearest, shape (n, 2)."""
    own = np.repeat(np.arange(len(rows)), rows.shape[1])
    pairs = np.column_stack([own, rows.ravel()])
    return pairs[pairs[:, 1] >= 0]


def _distinct(pairs: "NDArray[np.intp]") -> "NDArray[np.intp]":
    """The pairs in order, each once."""
    width = int(pairs[:, 1].max(initial=0)) + 1
    return np.column_stack(np.divmod(np.unique(pairs[:, 0] * width + pairs[:, 1]), width))


def _cosines(bodies: _Rows, pairs: "NDArray[np.intp]") -> "NDArray[np.float32]":
    """Cosines of the bodies of pairs."""
    cosines = np.empty(len(pairs), np.float32)
    for start in range(0, len(pairs), _BLOCK):
        left, right = pairs[start : start + _BLOCK].T
        products = np.einsum("ij,ij->i", bodies[0][left], bodies[1][right])
        cosines[start : start + _BLOCK] = products
    return cosines


def _in_turn(pairs: "NDArray[np.intp]") -> Iterator[tuple[int, int]]:
    """The pairs one by one, without a list of all of them."""
    for start in range(0, len(pairs), _BLOCK):
        yield from map(tuple, pairs[start : start + _BLOCK].tolist())


def _ranked(
    pairs: "NDArray[np.intp]",
    cosines: "tuple[NDArray[np.float32], NDArray[np.float32]]",
    size: int,
    count: int,
) -> tuple[Neighbours, Neighbours]:
    """The nearest of each document of the first column with both cosines, nearest first."""
    by_body, by_words = cosines
    order = np.lexsort((pairs[:, 1], -(by_body + _WORDS * by_words), pairs[:, 0]))
    own = pairs[order, 0]
    rank = np.arange(len(own)) - np.searchsorted(own, own)
    order, own, rank = (values[rank < count] for values in (order, own, rank))
    shape = size, int(rank.max(initial=-1)) + 1
    rows = np.full(shape, -1, np.intp)
    rows[own, rank] = pairs[order, 1]
    bodies, words = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    bodies[own, rank], words[own, rank] = by_body[order], by_words[order]
    return Neighbours(rows, bodies), Neighbours(rows, words)

"""Vectors with the mean of their document subtracted, normalised when they are looked up.

All sentences of a document share a direction that says nothing about any single
sentence; cosines are more telling without it.  Only the norms are stored beside the
vectors: those of all runs of a long document fill gigabytes, and so would a copy.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


# Zero vectors added when a document's mean is taken, so that short documents keep some of it.
_SHRINKAGE = 8
# Vectors whose norms are computed at once.
_ROWS = 1024
# Pairs of vectors multiplied at once: they should fit in the cache.
_PAIRS = 256


@dataclass(frozen=True, slots=True)
class CentredVectors:
    """Vectors that are centred and normalised when they are looked up by index.

    Parameters
    ----------
    vectors : ndarray of shape (..., dim), float32
    mean : ndarray of shape (dim,), float32
    norms : ndarray of shape (...), float32
        After centring; infinite for a zero vector, which stays zero.
    """

    vectors: "NDArray[np.float32]"
    mean: "NDArray[np.float32]"
    norms: "NDArray[np.float32]"

    @classmethod
    def of(
        cls,
        vectors: "NDArray[np.float32]",
        mean_of: "NDArray[np.float32]",
    ) -> "CentredVectors":
        """Vectors centred by the shrunken mean of some of them.

        Parameters
        ----------
        vectors : ndarray of shape (..., dim)
        mean_of : ndarray of shape (n, dim)
        """
        mean = mean_of.sum(axis=0) / np.float32(len(mean_of) + _SHRINKAGE)
        flat = vectors.reshape(-1, vectors.shape[-1])
        norms = np.empty(len(flat), dtype=np.float32)
        for begin in range(0, len(flat), _ROWS):
            part = flat[begin : begin + _ROWS]
            lengths = np.sqrt(_squares(part - mean))
            usable = (_squares(part) > 0) & (lengths > 0)
            norms[begin : begin + _ROWS] = np.where(usable, lengths, np.inf)
        return cls(vectors, mean, norms.reshape(vectors.shape[:-1]))

    @classmethod
    def unchanged(cls, vectors: "NDArray[np.float32]") -> "CentredVectors":
        """Unit vectors, some of them perhaps zero, that are centred already."""
        mean = np.zeros(vectors.shape[-1], dtype=np.float32)
        return cls(vectors, mean, np.ones(vectors.shape[:-1], dtype=np.float32))

    def __getitem__(
        self,
        index: "int | slice | NDArray[np.int64] | tuple[int | slice | NDArray[np.int64], ...]",
    ) -> "NDArray[np.float32]":
        """Centred unit vectors at an index into all axes but the last."""
        rows = self.vectors[index] - self.mean
        rows /= self.norms[index][..., None]
        return cast("NDArray[np.float32]", rows)

    def cosines(
        self,
        own: "tuple[NDArray[np.int64], ...]",
        others: "CentredVectors",
        other: "tuple[NDArray[np.int64], ...]",
    ) -> "NDArray[np.float32]":
        """Cosines of some of these vectors with as many others, pair by pair.

        Parameters
        ----------
        own, other : tuple of ndarray
            Indices into all axes but the last, each of shape (n_pairs,).
        """
        cosines = np.empty(len(own[0]), dtype=np.float32)
        for begin in range(0, len(cosines), _PAIRS):
            here, there = (
                tuple(i[begin : begin + _PAIRS] for i in index) for index in (own, other)
            )
            one, two = self.vectors[here], others.vectors[there]
            # The product of the centred vectors, without centring each of them.
            products = np.einsum("ij,ij->i", one, two)
            products -= one @ others.mean + two @ self.mean
            products += self.mean @ others.mean
            cosines[begin : begin + _PAIRS] = products / (self.norms[here] * others.norms[there])
        return cosines

    def __len__(self) -> int:
        return len(self.vectors)


def _squares(rows: "NDArray[np.float32]") -> "NDArray[np.float32]":
    """Squared length of each row."""
    return cast("NDArray[np.float32]", np.einsum("ij,ij->i", rows, rows))

"""Document vectors: centring, body and title cosines, coverage of one text by another."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aligner.pairing.vectors import DocumentVectors, VectorStore

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


# The prior mean weighs as much as this many documents.
_PRIOR_DOCUMENTS = 8.0
_SAMPLE, _LEVEL_RANK = 2000, 3
# Norms below this are rounding errors.
_TINY = 1e-6
# Least best centred cosine of a covered segment.
COVERED = 0.4


@dataclass(frozen=True, slots=True)
class Pile:
    """Vectors of one pile, centred and of length 1.

    Parameters
    ----------
    bodies : ndarray of shape (n_documents, dim), float32
        Mean segment of each document; zeros for a document without segments.
    titles : ndarray of shape (n_documents, dim), float32
        Headline of each document; zeros where it is unknown.
    mean : ndarray of shape (dim,), float32
        Mean that was subtracted from the segments.
    documents : sequence of DocumentVectors
    store : VectorStore
        Store of the segments.
    """

    bodies: "NDArray[np.float32]"
    titles: "NDArray[np.float32]"
    mean: "NDArray[np.float32]"
    documents: "Sequence[DocumentVectors]"
    store: VectorStore

    def segments(self, index: int) -> "NDArray[np.float32]":
        """Segments of a document, shape (n_segments, dim): 160 at most."""
        return _unit(self.store.rows(self.documents[index]) - self.mean)

    def sample(self) -> "NDArray[np.float32]":
        """Evenly spaced sample of the pile's segments, shape (n, dim), n at most 2,000."""
        counts = np.array([document.n_rows for document in self.documents])
        step = max(1, -(-int(counts.sum()) // _SAMPLE))
        starts = np.cumsum(counts) - counts
        taken = [
            self.segments(index)[-start % step :: step]
            for index, (start, count) in enumerate(zip(starts.tolist(), counts, strict=True))
            if -start % step < count
        ]
        return np.concatenate(taken) if taken else np.zeros((0, len(self.mean)), dtype=np.float32)

    @classmethod
    def of(
        cls,
        documents: "Sequence[DocumentVectors]",
        has_title: "Sequence[bool]",
        prior: "NDArray[np.float32]",
        store: VectorStore,
    ) -> "Pile":
        """Centre the vectors of a pile.

        The common component of a pile's vectors, mainly its language, says nothing about
        pairs. Small piles are centred around the prior mean of their language.
        """
        filled = [index for index, document in enumerate(documents) if document.n_rows]
        titled = [index for index in filled if has_title[index]]
        bodies = np.zeros((len(documents), len(prior)), dtype=np.float32)
        titles = np.zeros_like(bodies)
        for index in filled:
            bodies[index] = documents[index].body
        # Summed in document order, so that the mean is reproducible.
        mean = (bodies.sum(axis=0) + _PRIOR_DOCUMENTS * prior) / (len(filled) + _PRIOR_DOCUMENTS)
        bodies[filled] -= mean
        for index in titled:
            titles[index] = documents[index].title - mean
        return cls(_unit(bodies), _unit(titles), mean.astype(np.float32), documents, store)


def levels_of(
    segments: "NDArray[np.float32]", background: "NDArray[np.float32]"
) -> "NDArray[np.float32]":
    """Background level of each segment: its cosine to unrelated text of the other pile.

    This is the third best cosine to a sample of the other pile: the best may be its
    translation, the second a repetition of it.

    Parameters
    ----------
    segments : ndarray of shape (n_segments, dim)
    background : ndarray of shape (n, dim)
        `Pile.sample` of the other pile.

    Returns
    -------
    levels : ndarray of shape (n_segments,)
    """
    rank = min(_LEVEL_RANK, len(background))
    if not rank:
        return np.zeros(len(segments), dtype=np.float32)
    cosines = segments @ background.T
    return np.maximum(np.partition(cosines, -rank, axis=1)[:, -rank], 0.0)


@dataclass(frozen=True, slots=True)
class Cover:
    """Mutual coverage of the segments of two documents.

    Parameters
    ----------
    monotone : float
        Score of the best monotone path, per segment of the shorter side.
    margin : float
        Mean of each segment's best cosine minus the background levels of both segments, for
        the better covered side.
    source_share, target_share : float
        Share of segments with a counterpart.
    """

    monotone: float
    margin: float
    source_share: float
    target_share: float


def cover(
    source: "NDArray[np.float32]",
    target: "NDArray[np.float32]",
    levels: "tuple[NDArray[np.float32], NDArray[np.float32]]",
) -> Cover:
    """Measure the mutual coverage of two documents.

    Parameters
    ----------
    source, target : ndarray of shape (n_segments, dim)
        Centred unit vectors.
    levels : two ndarrays of shape (n_segments,)
        As `levels_of` gives them.
    """
    cosines = source @ target.T
    best_source, best_target = cosines.max(axis=1), cosines.max(axis=0)
    margins = cosines - (levels[0][:, None] + levels[1][None, :]) / 2
    margin = (margins.max(axis=1).mean(), margins.max(axis=0).mean())
    return Cover(
        monotone_score(cosines) / min(cosines.shape),
        float(max(margin)),
        float((best_source >= COVERED).mean()),
        float((best_target >= COVERED).mean()),
    )


def monotone_score(cosines: "NDArray[np.float32]") -> float:
    """Greatest sum of cosines over a monotone one-to-one matching of segments.

    Segments may be left out.

    Parameters
    ----------
    cosines : ndarray of shape (n_source, n_target)
    """
    best = np.zeros(cosines.shape[1] + 1, dtype=cosines.dtype)
    for row in cosines:
        matched = best[:-1] + row
        best[1:] = np.maximum(best[1:], matched)
        np.maximum.accumulate(best, out=best)
    return float(best[-1])


def _unit(rows: "NDArray[np.float32]") -> "NDArray[np.float32]":
    """Normalise rows to length 1; rows of negligible length become zero."""
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: NDArray[np.float32] = np.where(norms > _TINY, rows / np.maximum(norms, _TINY), 0.0)
    return unit.astype(np.float32)

"""Nearest documents of the other pile: exact for small piles, an inverted file for large ones."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


# Up to this many products, the search is exhaustive: a few seconds.
_ALL_PRODUCTS = 4_000_000
# Cells of one block of products: 64 MB.
_BLOCK_CELLS = 16_000_000
# Number of other documents whose mean cosine is the background level.
_NEIGHBOURS = 4
# Rounds of k-means, rows it sees for each cell, and cells looked into for each row.
_ROUNDS, _ROWS_PER_CELL, _PROBES = 6, 40, 40


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Nearest documents of the other pile, by cosine, nearest first.

    Parameters
    ----------
    rows : ndarray of shape (n_documents, k)
        -1 where fewer were found.
    cosines : ndarray of shape (n_documents, k), float32
    """

    rows: "NDArray[np.intp]"
    cosines: "NDArray[np.float32]"

    def level_without(self, index: int, other: int) -> float:
        """Mean cosine of the four nearest other than `other`; missing ones count as 0."""
        rows, cosines = self.rows[index], self.cosines[index]
        kept = cosines[rows != other][:_NEIGHBOURS]
        return float(np.maximum(kept, 0.0).sum()) / _NEIGHBOURS

    @classmethod
    def of(
        cls, left: "NDArray[np.float32]", right: "NDArray[np.float32]", count: int
    ) -> "Neighbours":
        """Find the rows of `right` nearest to each row of `left`.

        Parameters
        ----------
        left, right : ndarray of shape (n, dim) and (m, dim)
            Rows of length 1 or 0.
        count : int
            How many neighbours, at most m.
        """
        return cls(*nearest(left, right, count))


def nearest(
    left: "NDArray[np.float32]",
    right: "NDArray[np.float32]",
    count: int,
) -> "tuple[NDArray[np.intp], NDArray[np.float32]]":
    """Rows of `right` nearest to each row of `left`; of many rows nearly all of them.

    Parameters
    ----------
    left, right : ndarray of shape (n, dim), float32
        Rows of length 1.
    count : int
        Neighbours wanted.

    Returns
    -------
    rows, cosines : ndarray of shape (n_left, count)
        Nearest first.
    """
    small = len(left) * len(right) <= _ALL_PRODUCTS
    return (nearest_of_all if small else nearest_by_cells)(left, right, count)


def nearest_of_all(
    left: "NDArray[np.float32]",
    right: "NDArray[np.float32]",
    count: int,
) -> "tuple[NDArray[np.intp], NDArray[np.float32]]":
    """Rows of `right` nearest to each row of `left`, nearest first, with their cosines.

    Parameters
    ----------
    left, right : ndarray of shape (n, dim) and (m, dim)
    count : int
        How many, at most m.

    Returns
    -------
    rows, cosines : ndarray of shape (n, min(count, m))

    Notes
    -----
    All n x m products are computed in blocks: time grows with n x m, memory does not.
    """
    count = min(count, len(right))
    best = _Best.empty(len(left), count)
    step = max(1, _BLOCK_CELLS // max(1, len(right)))
    every = np.arange(len(right))
    for start in range(0, len(left), step):
        rows = np.arange(start, min(start + step, len(left)))
        best.offer(rows, every, left[rows] @ right.T)
    return best.ordered()


def nearest_by_cells(
    left: "NDArray[np.float32]",
    right: "NDArray[np.float32]",
    count: int,
) -> "tuple[NDArray[np.intp], NDArray[np.float32]]":
    """Approximate `nearest_of_all`, missing a few neighbours.

    The rows of `right` are put into k-means cells [1]_, and each row of `left` is compared
    with those of the nearest cells only.

    Notes
    -----
    Time is proportional to n times the square root of m. Results are reproducible: k-means
    starts from evenly spaced rows.

    References
    ----------
    .. [1] H. Jegou, M. Douze and C. Schmid (2011). Product Quantization for
       Nearest Neighbor Search. IEEE TPAMI 33(1), the inverted file.
    """
    count = min(count, len(right))
    centres = _centres(right, max(1, round(2 * len(right) ** 0.5)))
    homes = nearest_of_all(right, centres, 1)[0][:, 0]
    members = np.argsort(homes, kind="stable")
    edges = np.searchsorted(homes[members], np.arange(len(centres) + 1))
    probes = nearest_of_all(left, centres, _PROBES)[0]
    visits = np.argsort(probes, axis=None, kind="stable")
    visit_edges = np.searchsorted(probes.ravel()[visits], np.arange(len(centres) + 1))
    visitors = visits // probes.shape[1]
    best = _Best.empty(len(left), count)
    for cell in range(len(centres)):
        rows = visitors[visit_edges[cell] : visit_edges[cell + 1]]
        inside = members[edges[cell] : edges[cell + 1]]
        step = max(1, _BLOCK_CELLS // max(1, len(inside)))
        for start in range(0, len(rows) if len(inside) else 0, step):
            some = rows[start : start + step]
            best.offer(some, inside, left[some] @ right[inside].T)
    return best.ordered()


@dataclass(frozen=True, slots=True)
class _Best:
    """The nearest rows found so far, unsorted."""

    rows: "NDArray[np.intp]"
    cosines: "NDArray[np.float32]"

    @classmethod
    def empty(cls, size: int, count: int) -> "_Best":
        """Empty results for `size` rows."""
        rows = np.full((size, count), -1, dtype=np.intp)
        return cls(rows, np.full((size, count), -np.inf, dtype=np.float32))

    def offer(
        self,
        rows: "NDArray[np.intp]",
        others: "NDArray[np.intp]",
        cosines: "NDArray[np.float32]",
    ) -> None:
        """Merge in new rows where they are nearer.

        Parameters
        ----------
        rows : ndarray of shape (n,)
        others : ndarray of shape (m,)
        cosines : ndarray of shape (n, m)
        """
        count = self.rows.shape[1]
        if cosines.shape[1] > count:
            chosen = np.argpartition(-cosines, count - 1, axis=1)[:, :count]
            found, values = others[chosen], np.take_along_axis(cosines, chosen, axis=1)
        else:
            found, values = np.broadcast_to(others, cosines.shape), cosines
        found = np.hstack([self.rows[rows], found])
        values = np.hstack([self.cosines[rows], values])
        kept = np.lexsort((found, -values), axis=1)[:, :count]
        self.rows[rows] = np.take_along_axis(found, kept, axis=1)
        self.cosines[rows] = np.take_along_axis(values, kept, axis=1)

    def ordered(self) -> "tuple[NDArray[np.intp], NDArray[np.float32]]":
        """Rows and cosines, nearest first; cosines of 0 where nothing was found."""
        return self.rows, np.where(self.rows < 0, np.float32(0.0), self.cosines)


def _centres(rows: "NDArray[np.float32]", count: int) -> "NDArray[np.float32]":
    """Unit centres of cells, by spherical k-means on evenly spaced rows."""
    taken = np.linspace(0, len(rows) - 1, min(len(rows), _ROWS_PER_CELL * count)).astype(int)
    sample = rows[np.unique(taken)]
    first = np.linspace(0, len(sample) - 1, min(count, len(sample))).astype(int)
    centres: NDArray[np.float32] = sample[first].copy()
    for _ in range(_ROUNDS):
        homes = nearest_of_all(sample, centres, 1)[0][:, 0]
        order = np.argsort(homes, kind="stable")
        filled, starts = np.unique(homes[order], return_index=True)
        sums = np.add.reduceat(sample[order], starts, axis=0)
        norms = np.linalg.norm(sums, axis=1, keepdims=True)
        # An empty cell keeps its centre.
        centres[filled] = np.where(norms > 0, sums / np.maximum(norms, 1e-6), centres[filled])
    return centres

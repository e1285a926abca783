"""A coarse path through the two documents, and the band around it.

Quadratic work is done on single-segment vectors only, and only while the
documents are small; longer ones are halved until they are, aligned coarsely,
and the path is refined in a band at every doubling.
"""

from typing import TYPE_CHECKING, cast

import numpy as np

from aligner.core.inference import best_path
from aligner.core.lattice import BeadKind, Lattice

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["alignment_band"]

# Nodes up to which the whole lattice is searched coarsely.
_SMALL = 250_000
# Target positions kept on either side of the coarse path.  With 12 the gold
# path of every training document lies inside the band.
RADIUS = 12
# Coarse beads, with the reward each gets besides its cosine: a path of 1-1
# beads and a path of longer ones should meet the same number of segments.
_COARSE_KINDS = tuple(
    BeadKind(*kind) for kind in ((1, 0), (0, 1), (1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (2, 2))
)
_NULL_REWARD = -0.1


def alignment_band(
    source: "NDArray[np.float32]",
    target: "NDArray[np.float32]",
    kinds: tuple[BeadKind, ...],
    *,
    radius: int = RADIUS,
) -> Lattice:
    """Lattice around the coarse path between two sequences of vectors.

    Parameters
    ----------
    source, target : ndarray of shape (n_source, dim) and (n_target, dim)
        Vectors of single segments.
    kinds : tuple of BeadKind
        Kinds of the lattice returned.
    radius : int
        Positions kept on either side of the coarse path.
    """
    if (len(source) + 1) * (len(target) + 1) <= (2 * radius + 1) ** 2:
        return Lattice.full(len(source), len(target), kinds)
    path = _coarse_path(_centred(source), _centred(target), radius)
    return Lattice.around(path, len(target), radius, kinds)


def _centred(vectors: "NDArray[np.float32]") -> "NDArray[np.float32]":
    """Unit vectors after taking off the mean, which all sentences share."""
    centred = vectors - vectors.mean(axis=0) if len(vectors) > 1 else vectors
    return cast(
        "NDArray[np.float32]",
        centred / np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-9),
    )


def _coarse_path(
    source: "NDArray[np.float32]",
    target: "NDArray[np.float32]",
    radius: int,
) -> "NDArray[np.int64]":
    """Lowest and highest target position of the coarse path for each source position."""
    n, m = len(source), len(target)
    if (n + 1) * (m + 1) <= _SMALL or min(n, m) <= 2 * radius:
        lattice = Lattice.full(n, m, _COARSE_KINDS)
    else:
        half = _coarse_path(_halved(source), _halved(target), radius)
        lattice = Lattice.around(_doubled(half, n, m), m, 2 * radius, _COARSE_KINDS)
    path = best_path(lattice, _coarse_scores(lattice, source, target))
    return _rows(path, n, m)


def _halved(vectors: "NDArray[np.float32]") -> "NDArray[np.float32]":
    """Sums of neighbouring pairs, as unit vectors; an odd last one stays."""
    sums = np.add.reduceat(vectors, np.arange(0, len(vectors), 2), axis=0)
    return cast(
        "NDArray[np.float32]",
        sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9),
    )


def _doubled(path: "NDArray[np.int64]", n: int, m: int) -> "NDArray[np.int64]":
    """A path of the halved documents, at full size."""
    rows = np.arange(n + 1)
    low = path[rows // 2, 0] * 2
    high = path[(rows + 1) // 2, 1] * 2
    doubled: NDArray[np.int64] = np.minimum(np.stack([low, high], axis=1), m)
    return doubled


def _coarse_scores(
    lattice: Lattice,
    source: "NDArray[np.float32]",
    target: "NDArray[np.float32]",
) -> "NDArray[np.float64]":
    """Summed cosines, by which a bead of k segments counts as k single ones."""
    shape = (len(lattice.kinds), lattice.n_source + 1, lattice.width)
    scores = np.full(shape, -np.inf)
    cosine = _band_cosines(lattice, source, target)
    flat = np.append(cosine.ravel(), 0.0)
    for k, kind in enumerate(lattice.kinds):
        inside = lattice.end_of(kind) >= 0
        if kind.is_null:
            scores[k][inside] = _NULL_REWARD
            continue
        total = np.zeros(shape[1:])
        for i in range(kind.source):
            for j in range(kind.target):
                total += flat[_shifted(lattice, i, j)]
        # The mean cosine of the pairs, once for each segment of the longer side.
        total *= (kind.source + kind.target) / (2 * kind.source * kind.target)
        scores[k][inside] = total[inside]
    return scores


def _band_cosines(
    lattice: Lattice,
    source: "NDArray[np.float32]",
    target: "NDArray[np.float32]",
) -> "NDArray[np.float64]":
    """Cosine of segments i and j at every node (i, j); 0 past the ends."""
    cosine = np.zeros((lattice.n_source + 1, lattice.width))
    columns = np.minimum(lattice.targets(), max(0, lattice.n_target - 1))
    inside = lattice.targets() < lattice.n_target
    for i in range(lattice.n_source):
        cosine[i] = target[columns[i]] @ source[i]
    return np.where(inside, cosine, 0.0)


def _shifted(lattice: Lattice, rows: int, targets: int) -> "NDArray[np.int64]":
    """Flat index of the node (i + rows, j + targets) for every node; -1 outside."""
    return lattice.end_of(BeadKind(rows, targets))


def _rows(path: list[tuple[int, int, int]], n: int, m: int) -> "NDArray[np.int64]":
    """Lowest and highest target position that a path touches in each row."""
    nodes = [(i, j) for _, i, j in path] + [(n, m)]
    rows = np.full((n + 1, 2), -1, dtype=np.int64)
    for i, j in nodes:
        rows[i, 0] = j if rows[i, 0] < 0 else min(rows[i, 0], j)
        rows[i, 1] = max(rows[i, 1], j)
    # Rows that a bead jumps over take the node before for their lower bound
    # and the node behind for their upper one.
    for i in range(1, n + 1):
        if rows[i, 0] < 0:
            rows[i, 0] = rows[i - 1, 0]
    for i in range(n - 1, -1, -1):
        if rows[i, 1] < 0:
            rows[i, 1] = rows[i + 1, 1]
    return rows

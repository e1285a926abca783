"""The slow and obvious computations over a lattice: the specification of `inference`.

Everything here is a plain recursion over nodes and beads.  Tests hold the fast
versions to these on random lattices.
"""

from collections.abc import Iterator
from math import exp, inf, log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from aligner.core.lattice import Lattice

__all__ = ["all_paths", "log_partition", "posteriors"]

# One bead on a path: index of its kind, and the node it starts from.
Edge = tuple[int, int, int]


def all_paths(
    lattice: "Lattice",
    scores: "NDArray[np.float64]",
) -> Iterator[tuple[float, tuple[Edge, ...]]]:
    """Every path from the first to the last node, with its total score."""

    def extend(
        i: int, j: int, total: float, path: tuple[Edge, ...]
    ) -> Iterator[tuple[float, tuple[Edge, ...]]]:
        if (i, j) == (lattice.n_source, lattice.n_target):
            yield total, path
        for k, kind in enumerate(lattice.kinds):
            column = j - int(lattice.low[i])
            end = (i + kind.source, j + kind.target)
            if not _in_band(lattice, *end):
                continue
            score = float(scores[k, i, column])
            if score > -inf:
                yield from extend(*end, total + score, (*path, (k, i, j)))

    yield from extend(0, 0, 0.0, ())


def log_partition(lattice: "Lattice", scores: "NDArray[np.float64]") -> float:
    """Log of the summed weight ``exp(score)`` of all paths."""
    return log(sum(exp(total) for total, _ in all_paths(lattice, scores)))


def posteriors(lattice: "Lattice", scores: "NDArray[np.float64]") -> dict[Edge, float]:
    """Probability of every bead that lies on some path."""
    normaliser = log_partition(lattice, scores)
    mass: dict[Edge, float] = {}
    for total, path in all_paths(lattice, scores):
        for edge in path:
            mass[edge] = mass.get(edge, 0.0) + exp(total - normaliser)
    return mass


def _in_band(lattice: "Lattice", i: int, j: int) -> bool:
    if i > lattice.n_source or j > lattice.n_target:
        return False
    return 0 <= j - int(lattice.low[i]) < lattice.width

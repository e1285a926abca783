"""How much of a run's keys its counterpart holds, over all nodes of a lattice.

A key is anything a translation leaves recognisable (see `aligner.core.keys`).
It weighs the more the rarer it is.
"""

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

import numpy as np

from aligner.core.grid import Grid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["Cover", "key_cover"]


@dataclass(frozen=True, slots=True)
class Cover:
    """Weight of shared keys in each segment, and of those found in runs opposite.

    Parameters
    ----------
    source_mass : ndarray of shape (n_source,)
        Weight of the keys of each source segment that the target holds anywhere.
    target_mass : ndarray of shape (n_target,)
    source_hits : list of ndarray of shape (n_source + 1, width), by target run length
        At node (i, j): weight of the keys of source segment i found in the run
        of 1, 2, ... target segments from j.
    target_hits : list of ndarray of shape (n_source + 1, width), by source run length
        At node (i, j): weight of the keys of target segment j found in the run
        of 1, 2, ... source segments from i.
    """

    source_mass: "NDArray[np.float64]"
    target_mass: "NDArray[np.float64]"
    source_hits: "list[NDArray[np.float64]]"
    target_hits: "list[NDArray[np.float64]]"

    def source_found(self, grid: Grid, n_source: int, n_target: int) -> "NDArray[np.float64]":
        """Weight of the source run's keys that the target run holds."""
        hits = self.source_hits[n_target - 1]
        return _summed(grid, hits, [(step, 0) for step in range(n_source)])

    def target_found(self, grid: Grid, n_source: int, n_target: int) -> "NDArray[np.float64]":
        """Weight of the target run's keys that the source run holds."""
        hits = self.target_hits[n_source - 1]
        return _summed(grid, hits, [(0, step) for step in range(n_target)])


def key_cover(grid: Grid) -> Cover:
    """Cover of the keys that both sides of a grid hold."""
    source, target = grid.source.keys, grid.target.keys
    source_places, target_places = _places(source), _places(target)
    common = sorted(source_places.keys() & target_places.keys())
    weight = _weights(common, source_places, target_places, len(source) + len(target))
    shared = {key: (source_places[key], target_places[key], weight[key]) for key in common}
    return Cover(
        _mass(source, weight),
        _mass(target, weight),
        _hits_of_source(grid, shared),
        _hits_of_target(grid, shared),
    )


def _summed(
    grid: Grid,
    hits: "NDArray[np.float64]",
    steps: list[tuple[int, int]],
) -> "NDArray[np.float64]":
    total = np.zeros_like(hits)
    for rows, targets in steps:
        total = total + grid.shifted(hits, rows, targets, outside=0.0)
    return total


def _places(keys: "Sequence[frozenset[str]]") -> dict[str, list[int]]:
    """Segments that hold each key, in order."""
    places: dict[str, list[int]] = {}
    for segment, held in enumerate(keys):
        for key in held:
            places.setdefault(key, []).append(segment)
    return places


def _weights(
    common: list[str],
    source_places: dict[str, list[int]],
    target_places: dict[str, list[int]],
    n_segments: int,
) -> dict[str, float]:
    """Inverse document frequency of each shared key, segments taken as documents."""
    return {
        key: log((1 + n_segments) / (1 + len(source_places[key]) + len(target_places[key])))
        for key in common
    }


def _mass(keys: "Sequence[frozenset[str]]", weight: dict[str, float]) -> "NDArray[np.float64]":
    return np.array([sum(sorted(weight[k] for k in held if k in weight)) for held in keys])


# Of each key: source segments, target segments, weight.
_Shared = dict[str, tuple[list[int], list[int], float]]


def _hits_of_source(grid: Grid, shared: _Shared) -> "list[NDArray[np.float64]]":
    """Weight of source segment i's keys in the target runs from j, by run length."""
    lattice = grid.lattice
    shape = (lattice.n_source + 1, lattice.width)
    by_size = []
    for size in range(1, grid.max_run[1] + 1):
        hits = np.zeros(shape)
        for sources, targets, weight in shared.values():
            starts = _window_starts(targets, size)
            for i in sources:
                columns = starts - lattice.low[i]
                hits[i, columns[(columns >= 0) & (columns < lattice.width)]] += weight
        by_size.append(hits)
    return by_size


def _hits_of_target(grid: Grid, shared: _Shared) -> "list[NDArray[np.float64]]":
    """Weight of target segment j's keys in the source runs from i, by run length."""
    lattice = grid.lattice
    by_size = []
    for size in range(1, grid.max_run[0] + 1):
        hits = np.zeros((lattice.n_source + 1, lattice.width))
        for sources, targets, weight in shared.values():
            rows = _window_starts(sources, size)
            for j in targets:
                columns = j - lattice.low[rows]
                inside = (columns >= 0) & (columns < lattice.width)
                hits[rows[inside], columns[inside]] += weight
        by_size.append(hits)
    return by_size


def _window_starts(positions: list[int], size: int) -> "NDArray[np.int64]":
    """Starts of all windows of `size` segments that hold one of the positions."""
    starts = np.array(positions)[:, None] - np.arange(size)
    return np.unique(starts[starts >= 0])

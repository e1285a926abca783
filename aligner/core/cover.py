"""Cover: how much of a run is found in its counterpart, unit by unit; and the cover of keys.

A key is anything that stays recognisable in a translation (see `aligner.core.keys`).
Rarer keys weigh more.
"""

from bisect import bisect_left
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np

from aligner.core.windows import RunPairs, Windows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


class FoundNearby(NamedTuple):
    """How much of each run is found in the run opposite, and in runs that end elsewhere.

    Each of shape (n_pairs,): as it is; with one segment more before or behind; without its
    first or last segment.
    """

    whole: "NDArray[np.float64]"
    added_first: "NDArray[np.float64]"
    added_last: "NDArray[np.float64]"
    dropped_first: "NDArray[np.float64]"
    dropped_last: "NDArray[np.float64]"


@dataclass(frozen=True, slots=True)
class Cover:
    """How well each unit of one side is found in each segment of its window.

    Parameters
    ----------
    windows : Windows
    values : ndarray of shape (n_places,), float64
        At least 0.
    mass : ndarray of shape (n_own,), float64
        Total value of the units of each segment if all of them were found.
    """

    windows: Windows
    values: "NDArray[np.float64]"
    mass: "NDArray[np.float64]"

    def found(self, pairs: RunPairs) -> "NDArray[np.float64]":
        """How much of each run is found in the run opposite, shape (n_pairs,).

        Each unit counts as found in its best segment there.
        """
        units = self.windows.facing(pairs)
        best = np.zeros(len(units.unit))
        for held, _, values in units.steps(self.values):
            best[held] = np.maximum(best[held], values)
        return _summed(units.run, best, pairs)

    def found_nearby(self, pairs: RunPairs) -> FoundNearby:
        """The same, and what would be found if the run opposite were longer or shorter."""
        units = self.windows.facing(pairs)
        best, behind, ahead = np.zeros((3, len(units.unit)))
        for step, (held, left, values) in enumerate(units.steps(self.values)):
            if step:
                behind[held] = np.maximum(behind[held], values)
            best[held] = np.maximum(best[held], values)
            ahead[held] = np.where(left > 0, best[held], ahead[held])
        before = units.at(self.values, units.start - 1)
        after = units.at(self.values, units.start + units.size)
        several = (
            best,
            np.maximum(best, before),
            np.maximum(best, after),
            behind,
            ahead,
        )
        return FoundNearby(*(_summed(units.run, values, pairs) for values in several))

    def highest(self) -> "NDArray[np.float64]":
        """Value of each unit in its best segment, shape (n_units,); 0 without a window."""
        offsets = self.windows.offsets
        held = np.diff(offsets) > 0
        highest = np.zeros(len(held))
        if held.any():
            highest[held] = np.maximum.reduceat(self.values, offsets[:-1][held])
        return highest

    def mass_of(self, pairs: RunPairs) -> "NDArray[np.float64]":
        """Mass of each run, shape (n_pairs,)."""
        total = np.concatenate([[0.0], np.cumsum(self.mass)])
        mass: NDArray[np.float64] = total[pairs.own_start + pairs.own_size] - total[pairs.own_start]
        return mass


def _summed(
    run: "NDArray[np.int64]", values: "NDArray[np.float64]", pairs: RunPairs
) -> "NDArray[np.float64]":
    """Sum of the values of each run."""
    return cast("NDArray[np.float64]", np.bincount(run, values, len(pairs.own_start)))


def key_cover(
    own: "Sequence[frozenset[str]]",
    other: "Sequence[frozenset[str]]",
    bounds: "NDArray[np.int64]",
) -> Cover:
    """Cover of the keys that occur on both sides.

    Parameters
    ----------
    own, other : sequence of frozenset of str
        Keys of each segment; only those that occur on both sides.
    bounds : ndarray of shape (n_own, 2), int64
        Window of each segment.
    """
    places = _places(other)
    weight = _weights(_places(own), places, len(own) + len(other))
    offsets = np.cumsum([0, *map(len, own)], dtype=np.int64)
    windows = Windows(bounds, offsets)
    values = windows.empty()
    first_places, limits = windows.offsets.tolist(), bounds.tolist()
    unit = 0
    for keys, (low, high) in zip(own, limits, strict=True):
        for key in sorted(keys):
            held = places[key]
            near = held[bisect_left(held, low) : bisect_left(held, high)]
            for segment in near:
                values[first_places[unit] + segment - low] = weight[key]
            unit += 1
    mass = np.array([sum(weight[key] for key in sorted(keys)) for keys in own], dtype=np.float64)
    return Cover(windows, values, mass)


def _places(keys: "Sequence[frozenset[str]]") -> dict[str, list[int]]:
    """The segments that contain each key, in order."""
    places: dict[str, list[int]] = {}
    for segment, held in enumerate(keys):
        for key in held:
            places.setdefault(key, []).append(segment)
    return places


def _weights(
    own: dict[str, list[int]],
    other: dict[str, list[int]],
    n_segments: int,
) -> dict[str, float]:
    """Inverse document frequency of each key, with segments as documents."""
    return {
        key: log((1 + n_segments) / (1 + len(segments) + len(other[key])))
        for key, segments in own.items()
    }

"""Windows: for every segment of one side the nearby segments of the other.

The parts of a segment that are searched for on the other side, its clauses or its
keys, are its units.  Arrays over units and windows are flat: unit after unit, and for
each unit one place for every segment of the window of its segment.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from aligner.core.lattice import Lattice


# Segments added before the first and after the last that share a bead with a segment.
_SURROUNDINGS = 12


class RunPairs(NamedTuple):
    """Runs of one side, each with a run of the other: starts and sizes, of shape (n_pairs,)."""

    own_start: "NDArray[np.int64]"
    own_size: "NDArray[np.int64]"
    other_start: "NDArray[np.int64]"
    other_size: "NDArray[np.int64]"

    @classmethod
    def of_source(cls, lattice: "Lattice") -> "RunPairs":
        """The two runs of every bead, seen from the source."""
        starts, sizes = lattice.source_start, lattice.source_size
        return cls(starts, sizes, lattice.target_start, lattice.target_size)

    def swapped(self) -> "RunPairs":
        """The same pairs seen from the other side."""
        return RunPairs(self.other_start, self.other_size, self.own_start, self.own_size)

    def moved(
        self,
        *,
        own: int = 0,
        own_more: int = 0,
        other: int = 0,
        other_more: int = 0,
    ) -> "RunPairs":
        """The pairs with starts and sizes increased by that much."""
        steps = (own, own_more, other, other_more)
        return RunPairs(*(values + step for values, step in zip(self, steps, strict=True)))

    def only(self, kept: "NDArray[np.int64]") -> "RunPairs":
        """Some of the pairs, by their indices."""
        return RunPairs(*(values[kept] for values in self))


def own_windows(pairs: RunPairs, n_own: int, n_other: int) -> "NDArray[np.int64]":
    """Window of each segment: the first nearby segment of the other side, and one past the last.

    Parameters
    ----------
    pairs : RunPairs
        Runs of all beads.

    Returns
    -------
    windows : ndarray of shape (n_own, 2), int64
        Empty for a segment that no bead holds.
    """
    low = np.full(n_own, n_other, dtype=np.int64)
    high = np.zeros(n_own, dtype=np.int64)
    for step in range(int(pairs.own_size.max(initial=0))):
        held = pairs.own_size > step
        segment = pairs.own_start[held] + step
        np.minimum.at(low, segment, pairs.other_start[held])
        np.maximum.at(high, segment, (pairs.other_start + pairs.other_size)[held])
    in_beads = low <= high
    low = np.where(in_beads, np.maximum(low - _SURROUNDINGS, 0), 0)
    high = np.where(in_beads, np.minimum(high + _SURROUNDINGS, n_other), 0)
    return np.stack([low, high], axis=1)


@dataclass(frozen=True, slots=True)
class FacingUnits:
    """The units of some runs, each with the run opposite.

    Parameters
    ----------
    run, unit : ndarray of shape (n,), int64
        The pair of runs that each stands for, and the unit.
    start, size : ndarray of shape (n,), int64
        The run opposite.
    low, high : ndarray of shape (n,), int64
        Window of the unit.
    origin : ndarray of shape (n,), int64
        Its place with segment 0, were that in its window.
    """

    run: "NDArray[np.int64]"
    unit: "NDArray[np.int64]"
    start: "NDArray[np.int64]"
    size: "NDArray[np.int64]"
    low: "NDArray[np.int64]"
    high: "NDArray[np.int64]"
    origin: "NDArray[np.int64]"

    def only(self, kept: "NDArray[np.int64]") -> "FacingUnits":
        """Some of the units, by their indices."""
        fields = (self.run, self.unit, self.start, self.size, self.low, self.high, self.origin)
        return FacingUnits(*(values.take(kept) for values in fields))

    def at(
        self, values: "NDArray[np.float64]", opposite: "NDArray[np.int64]"
    ) -> "NDArray[np.float64]":
        """Values of the units with one segment each, shape (n_units,); zero outside the windows."""
        found = np.zeros(len(opposite))
        held = np.flatnonzero((opposite >= self.low) & (opposite < self.high))
        found[held] = values.take(self.origin.take(held) + opposite.take(held))
        return found

    def steps(
        self, values: "NDArray[np.float64]"
    ) -> "Iterator[tuple[NDArray[np.int64] | slice, NDArray[np.int64], NDArray[np.float64]]]":
        """Values along the runs opposite, segment by segment.

        Yields
        ------
        held : ndarray of int64, or slice
            Units whose run is long enough.
        left : ndarray of shape (n_held,), int64
            How many segments follow in the run of each.
        found : ndarray of shape (n_held,), float64
        """
        held: NDArray[np.int64] | slice = slice(None)
        units, step = self, 0
        if not self.size.all():
            held = np.flatnonzero(self.size > 0)
            units = self.only(held)
        while len(units.size):
            left = units.size - (step + 1)
            yield held, left, units.at(values, units.start + step)
            longer = np.flatnonzero(left > 0)
            units, step = units.only(longer), step + 1
            held = longer if isinstance(held, slice) else held.take(longer)


@dataclass(frozen=True)
class Windows:
    """A place for every unit of one side with every segment of its window.

    Parameters
    ----------
    bounds : ndarray of shape (n_own, 2), int64
        For each segment, the first segment of its window and one past the last.
    unit_offsets : ndarray of shape (n_own + 1,), int64
        Units of segment `i` are ``unit_offsets[i] .. unit_offsets[i + 1]``.
    """

    bounds: "NDArray[np.int64]"
    unit_offsets: "NDArray[np.int64]"

    @cached_property
    def segment(self) -> "NDArray[np.int64]":
        """Segment of each unit, shape (n_units,)."""
        return np.repeat(np.arange(len(self.bounds)), np.diff(self.unit_offsets))

    @cached_property
    def offsets(self) -> "NDArray[np.int64]":
        """First place of each unit, and the number of places, shape (n_units + 1,)."""
        sizes = (self.bounds[:, 1] - self.bounds[:, 0])[self.segment]
        return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)

    def empty(self) -> "NDArray[np.float64]":
        """A zero for every place, shape (n_places,)."""
        return np.zeros(int(self.offsets[-1]))

    def at(
        self,
        values: "NDArray[np.float64]",
        units: "NDArray[np.int64]",
        opposite: "NDArray[np.int64]",
    ) -> "NDArray[np.float64]":
        """Values of units with segments of the other side; zero outside the windows.

        Parameters
        ----------
        values : ndarray of shape (n_places,), float64
        units, opposite : ndarray of shape (n,), int64
            A unit, and a segment of the other side.

        Returns
        -------
        found : ndarray of shape (n,), float64
        """
        segment = self.segment[units]
        low = self.bounds[segment, 0]
        inside = (opposite >= low) & (opposite < self.bounds[segment, 1])
        found = np.zeros(len(units))
        held = np.flatnonzero(inside)
        found[held] = values[self.offsets[units[held]] + opposite[held] - low[held]]
        return found

    def facing(self, pairs: RunPairs) -> FacingUnits:
        """The units of the own runs of some pairs."""
        run, units = self.units_of(pairs.own_start, pairs.own_size)
        low, high = self.bounds.take(self.segment.take(units), axis=0).T
        origin = self.offsets.take(units) - low
        start, size = pairs.other_start.take(run), pairs.other_size.take(run)
        return FacingUnits(run, units, start, size, low, high, origin)

    def units_of(
        self,
        start: "NDArray[np.int64]",
        size: "NDArray[np.int64]",
    ) -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
        """The units of some runs: the index of the run of each, and the unit itself."""
        first, last = self.unit_offsets[start], self.unit_offsets[start + size]
        counts = last - first
        run = np.repeat(np.arange(len(start)), counts)
        within = np.arange(len(run)) - np.repeat(np.cumsum(counts) - counts, counts)
        return run, cast("NDArray[np.int64]", first[run] + within)


def run_sum(
    per_segment: "NDArray[np.float64]", start: "NDArray[np.int64]", size: "NDArray[np.int64]"
) -> "NDArray[np.float64]":
    """Sum of a value over the segments of each run, shape (n_runs,)."""
    total = np.concatenate([[0.0], np.cumsum(per_segment)])
    sums: NDArray[np.float64] = total[start + size] - total[start]
    return sums

"""The alignment lattice: which beads can stand where.

Nodes are positions ``(i, j)``, with `i` source and `j` target segments used up.
Edges are beads.  Only nodes within the search band are kept, so the size of a
lattice is linear in the length of the documents, not quadratic.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from aligner.errors import AlignmentImpossible

if TYPE_CHECKING:
    from numpy.typing import NDArray


class BeadKind(NamedTuple):
    """How many segments a bead takes from either side."""

    source: int
    target: int

    @property
    def is_null(self) -> bool:
        """Whether one side is empty."""
        return self.source == 0 or self.target == 0

    def __str__(self) -> str:
        return f"{self.source}-{self.target}"


def bead_kinds(max_side: int, max_total: int, max_list: int) -> tuple[BeadKind, ...]:
    """1-0, 0-1, every a-b of moderate size, and one segment against a list.

    Parameters
    ----------
    max_side, max_total : int
        Most segments on one side, and on both together.
    max_list : int
        Most segments aligned with a single one.
    """
    sizes = range(1, max(max_side, max_list) + 1)
    several = {BeadKind(a, b) for a in sizes for b in sizes if a + b <= max_total}
    several = {kind for kind in several if max(kind) <= max_side}
    lists = {BeadKind(1, size) for size in range(1, max_list + 1)}
    lists |= {BeadKind(size, 1) for size in range(1, max_list + 1)}
    return (BeadKind(1, 0), BeadKind(0, 1), *sorted(several | lists))


@dataclass(frozen=True, slots=True)
class Levels:
    """Beads in the order in which dynamic programming visits them.

    A bead raises ``i + j``, so all beads into one level of that sum come from
    earlier levels and can be processed at once.

    Parameters
    ----------
    order : ndarray of shape (n_beads,)
        Beads sorted by the node they lead to.
    steps : list of (int, int, ndarray, ndarray)
        For each level: where its beads begin and end in `order`, the
        nodes they lead to, and where in the slice the beads of each node begin.
    """

    order: "NDArray[np.int64]"
    steps: "list[tuple[int, int, NDArray[np.int64], NDArray[np.int64]]]"

    @classmethod
    def of(cls, reached: "NDArray[np.int64]", level: "NDArray[np.int64]") -> "Levels":
        """Steps for beads that end at the nodes `reached`, at `level`, both of shape (n_beads,)."""
        order = np.lexsort((reached, level))
        nodes, firsts = _runs(reached[order])
        _, groups = _runs(level[order][firsts])
        bounds = np.append(groups, len(nodes))
        ends = np.append(firsts, len(order))[bounds].tolist()
        # Where the beads of each node begin, counted from the first of their level.
        begins = firsts - np.repeat(firsts[groups], np.diff(bounds))
        steps = [
            (*beads, nodes[low:high], begins[low:high])
            for beads, (low, high) in zip(pairwise(ends), pairwise(bounds.tolist()), strict=True)
        ]
        return cls(order, steps)


def _runs(values: "NDArray[np.int64]") -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
    """The value of each run of equal neighbours, and where the run begins."""
    new = np.append(True, values[1:] != values[:-1]) if len(values) else np.zeros(0, dtype=bool)
    firsts = np.flatnonzero(new)
    return values[firsts], firsts


@dataclass(frozen=True)
class Lattice:
    """Beads between the positions of two documents.

    Parameters
    ----------
    n_source, n_target : int
    source_start, target_start, source_size, target_size : ndarray of shape (n_beads,), int64
        Start of each bead, and the number of its segments, on either side.

    Raises
    ------
    AlignmentImpossible
        If there is no bead although there are segments.
    """

    n_source: int
    n_target: int
    source_start: "NDArray[np.int64]"
    target_start: "NDArray[np.int64]"
    source_size: "NDArray[np.int64]"
    target_size: "NDArray[np.int64]"

    def __post_init__(self) -> None:
        if not len(self) and self.n_source + self.n_target:
            raise AlignmentImpossible("no bead fits between the two documents")

    def __len__(self) -> int:
        return len(self.source_start)

    @classmethod
    def between(
        cls,
        source: "NDArray[np.int64]",
        target: "NDArray[np.int64]",
        n_source: int,
        n_target: int,
        kinds: tuple[BeadKind, ...],
    ) -> "Lattice":
        """Every bead of the given kinds that starts and ends at one of the nodes.

        Parameters
        ----------
        source, target : ndarray of shape (n_nodes,), int64
            Positions of the nodes; the first and the last position among them.
        """
        keys = source * (n_target + 1) + target
        order = np.argsort(keys)
        keys, source, target = keys[order], source[order], target[order]
        found = []
        for kind in kinds:
            ends = keys + kind.source * (n_target + 1) + kind.target
            place = np.minimum(np.searchsorted(keys, ends), len(keys) - 1)
            # Past the end of a row, the key would belong to a node of the next row.
            fits = (keys[place] == ends) & (target + kind.target <= n_target)
            starts = np.flatnonzero(fits)
            sizes = np.broadcast_to(np.array(kind), (len(starts), 2))
            found.append(np.column_stack([source[starts], target[starts], sizes]))
        beads = np.concatenate(found)
        return cls(n_source, n_target, *np.ascontiguousarray(beads.T))

    @classmethod
    def full(cls, n_source: int, n_target: int, kinds: tuple[BeadKind, ...]) -> "Lattice":
        """Every bead there can be."""
        source, target = np.indices((n_source + 1, n_target + 1)).reshape(2, -1)
        return cls.between(source, target, n_source, n_target, kinds)

    def only(self, kept: "NDArray[np.bool_]") -> "Lattice":
        """The same lattice with fewer beads: those `kept`, of shape (n_beads,)."""
        return Lattice(
            self.n_source,
            self.n_target,
            self.source_start[kept],
            self.target_start[kept],
            self.source_size[kept],
            self.target_size[kept],
        )

    def union(self, other: "Lattice") -> "Lattice":
        """The beads of both, each once."""
        beads = np.unique(np.concatenate([_rows(self), _rows(other)]), axis=0)
        return Lattice(self.n_source, self.n_target, *np.ascontiguousarray(beads.T))

    def holds(self, other: "Lattice") -> "NDArray[np.bool_]":
        """Which of these beads are in the other lattice as well, shape (n_beads,)."""
        theirs = set(map(tuple, _rows(other).tolist()))
        return np.array([tuple(bead) in theirs for bead in _rows(self).tolist()], dtype=bool)

    @property
    def source_stop(self) -> "NDArray[np.int64]":
        """Source position after each bead, shape (n_beads,)."""
        return self.source_start + self.source_size

    @property
    def target_stop(self) -> "NDArray[np.int64]":
        """Target position after each bead, shape (n_beads,)."""
        return self.target_start + self.target_size

    @property
    def null(self) -> "NDArray[np.bool_]":
        """Which beads have one empty side, shape (n_beads,)."""
        null: NDArray[np.bool_] = (self.source_size == 0) | (self.target_size == 0)
        return null

    @cached_property
    def nodes(self) -> "tuple[NDArray[np.int64], NDArray[np.int64], int]":
        """Node at which each bead starts, node at which it ends (n_beads,), and number of nodes.

        The first position is node 0, and the last position has the highest number.
        """
        width = self.n_target + 1
        starts = self.source_start * width + self.target_start
        stops = self.source_stop * width + self.target_stop
        corners = [0, self.n_source * width + self.n_target]
        keys, numbers = np.unique(np.concatenate([corners, starts, stops]), return_inverse=True)
        numbers = numbers.astype(np.int64)
        return numbers[2 : 2 + len(self)], numbers[2 + len(self) :], len(keys)

    @cached_property
    def forward(self) -> Levels:
        """Steps from the first node to the last."""
        return Levels.of(self.nodes[1], self.source_stop + self.target_stop)

    @cached_property
    def backward(self) -> Levels:
        """Steps from the last node to the first."""
        return Levels.of(self.nodes[0], -(self.source_start + self.target_start))


def _rows(lattice: Lattice) -> "NDArray[np.int64]":
    """All beads, one per row: starts and sizes."""
    starts = lattice.source_start, lattice.target_start
    return np.stack([*starts, lattice.source_size, lattice.target_size], axis=1)

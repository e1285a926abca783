"""The alignment lattice: which beads can stand where.

Nodes are positions ``(i, j)``: `i` source and `j` target segments used up.
Edges are beads.  A band keeps, for each `i`, only a window of `j`; the full
lattice is a band as wide as the target.  Arrays over nodes have the shape
``(n_source + 1, width)``; column `c` of row `i` is the node
``(i, low[i] + c)``.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np

from aligner.errors import AlignmentImpossible

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["BeadKind", "Lattice", "bead_kinds"]


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

    @classmethod
    def parse(cls, text: str) -> "BeadKind":
        """Read back what ``str`` wrote."""
        source, target = text.split("-")
        return cls(int(source), int(target))


def bead_kinds(max_side: int, max_total: int) -> tuple[BeadKind, ...]:
    """1-0, 0-1 and every a-b with at most `max_side` a side and `max_total` together."""
    sizes = range(1, max_side + 1)
    matches = [BeadKind(a, b) for a in sizes for b in sizes if a + b <= max_total]
    return (BeadKind(1, 0), BeadKind(0, 1), *matches)


@dataclass(frozen=True, slots=True)
class Lattice:
    """A band of nodes with the kinds of beads between them.

    Parameters
    ----------
    n_source, n_target : int
    low : ndarray of shape (n_source + 1,), int64
        First target position of each row; never decreasing.
    width : int
        Target positions per row; some may lie past the end.
    kinds : tuple of BeadKind
        1-0 and 0-1 first.

    Raises
    ------
    AlignmentImpossible
        If the band leaves out the first or the last node.
    """

    n_source: int
    n_target: int
    low: "NDArray[np.int64]"
    width: int
    kinds: tuple[BeadKind, ...]

    def __post_init__(self) -> None:
        start_inside = self.low[0] == 0
        end_inside = self.low[-1] <= self.n_target < self.low[-1] + self.width
        if not (start_inside and end_inside):
            raise AlignmentImpossible("the band misses the first or the last position")

    @classmethod
    def full(cls, n_source: int, n_target: int, kinds: tuple[BeadKind, ...]) -> "Lattice":
        """Every node."""
        low = np.zeros(n_source + 1, dtype=np.int64)
        return cls(n_source, n_target, low, n_target + 1, kinds)

    @classmethod
    def around(
        cls,
        path: "NDArray[np.int64]",
        n_target: int,
        radius: int,
        kinds: tuple[BeadKind, ...],
    ) -> "Lattice":
        """Nodes within `radius` target positions of a path.

        Parameters
        ----------
        path : ndarray of shape (n_source + 1, 2)
            Lowest and highest target position of the path in each row.
        """
        lowest = path[:, 0] - radius
        highest = path[:, 1] + radius
        width = int((highest - lowest).max()) + 1
        low = np.clip(lowest, 0, max(0, n_target + 1 - width))
        low[0] = 0
        return cls(len(path) - 1, n_target, np.maximum.accumulate(low), width, kinds)

    def targets(self) -> "NDArray[np.int64]":
        """Target position of every node, shape (n_source + 1, width)."""
        return self.low[:, None] + np.arange(self.width)

    def exists(self) -> "NDArray[np.bool_]":
        """Which nodes lie before or at the end of the target."""
        return self.targets() <= self.n_target

    def end_of(self, kind: BeadKind) -> "NDArray[np.int64]":
        """Flat index of the node where a bead of a kind ends, for every start.

        Shape (n_source + 1, width); ``-1`` where the bead would leave the band.
        """
        source = np.arange(self.n_source + 1)[:, None] + kind.source
        column = self._column(np.minimum(source, self.n_source), self.targets() + kind.target)
        inside = (source <= self.n_source) & self.exists() & (column >= 0)
        return np.where(inside, source * self.width + column, -1)

    def start_of(self, kind: BeadKind) -> "NDArray[np.int64]":
        """Flat index of the node where a bead of a kind starts, for every end; or ``-1``."""
        source = np.arange(self.n_source + 1)[:, None] - kind.source
        column = self._column(np.maximum(source, 0), self.targets() - kind.target)
        inside = (source >= 0) & self.exists() & (column >= 0)
        return np.where(inside, source * self.width + column, -1)

    def _column(
        self,
        rows: "NDArray[np.int64]",
        targets: "NDArray[np.int64]",
    ) -> "NDArray[np.int64]":
        """Columns of target positions in their rows; -1 outside the band or the text."""
        column = targets - self.low[rows]
        inside = (column >= 0) & (column < self.width) & (targets >= 0) & (targets <= self.n_target)
        return cast("NDArray[np.int64]", np.where(inside, column, -1))

    @property
    def end_column(self) -> int:
        """Column of the last node in the last row."""
        return int(self.n_target - self.low[-1])

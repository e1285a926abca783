"""The specification of the inference: slow and obvious, and the fast version must equal it.

Everything here follows the definition, bead by bead, without regard for speed;
the tests compare `aligner.core.inference` with it on random lattices.
"""

from collections.abc import Collection, Iterator
from math import exp, fsum, log
from typing import TYPE_CHECKING

from aligner.core.lattice import Lattice

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


Ladder = tuple[int, ...]


def all_ladders(lattice: Lattice) -> Iterator[Ladder]:
    """Every path through the lattice from the first to the last position, as bead indices."""
    end = (lattice.n_source, lattice.n_target)
    stops = list(zip(lattice.source_stop.tolist(), lattice.target_stop.tolist(), strict=True))
    leaving: dict[tuple[int, int], list[int]] = {}
    starts = zip(lattice.source_start.tolist(), lattice.target_start.tolist(), strict=True)
    for bead, start in enumerate(starts):
        leaving.setdefault(start, []).append(bead)

    def continued(position: tuple[int, int]) -> Iterator[Ladder]:
        if position == end:
            yield ()
        for bead in leaving.get(position, ()):
            for rest in continued(stops[bead]):
                yield (bead, *rest)

    return continued((0, 0))


def posterior_by_enumeration(
    lattice: Lattice,
    scores: "NDArray[np.float64]",
    *,
    confirmed: Collection[int] = (),
    ruled_out: Collection[int] = (),
) -> tuple[float, list[float]]:
    """Log partition and the probability of every bead, ladder by ladder.

    Parameters
    ----------
    lattice : Lattice
    scores : ndarray of shape (n_beads,), float64
    confirmed, ruled_out : collection of int
        Indices of beads: only ladders count that contain all confirmed beads and
        none of those ruled out.
    """
    weights = [
        (ladder, exp(fsum(scores[b] for b in ladder)))
        for ladder in all_ladders(lattice)
        if set(confirmed) <= set(ladder) and not set(ruled_out) & set(ladder)
    ]
    total = fsum(weight for _, weight in weights)
    beads = [
        fsum(weight for ladder, weight in weights if bead in ladder) / total
        for bead in range(len(lattice))
    ]
    return log(total), beads


def best_ladder(lattice: Lattice, scores: "NDArray[np.float64]") -> float:
    """Score of the best ladder."""
    return max(fsum(scores[b] for b in ladder) for ladder in all_ladders(lattice))

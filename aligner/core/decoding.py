"""Decoding for expected F1: the ladder that should score best, given all bead probabilities."""

from typing import TYPE_CHECKING

import numpy as np

from aligner.core.inference import best_path

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aligner.core.lattice import Lattice

__all__ = ["expected_f1_path"]

_ROUNDS = 20
_PRECISE = 1e-9


def expected_f1_path(
    lattice: "Lattice",
    probabilities: "NDArray[np.float64]",
) -> list[tuple[int, int, int]]:
    """Ladder with the greatest ratio of expected correct beads to beads proposed and true.

    Parameters
    ----------
    lattice : Lattice
    probabilities : ndarray of shape (n_kinds, n_source + 1, width)
        Probability of every bead.

    Returns
    -------
    path : list of (kind index, source position, target position)

    Notes
    -----
    F1 is a ratio, 2 C / (A + G): C expected correct beads, A proposed, G true
    ones.  By Dinkelbach's method [1]_ the ratio is maximised by maximising
    2 C - r A for the ratio r of the round before, until r stands still.
    Null beads count like others.

    References
    ----------
    .. [1] W. Dinkelbach (1967). On Nonlinear Fractional Programming.
       Management Science 13(7).
    """
    inside = np.stack([lattice.end_of(kind) >= 0 for kind in lattice.kinds])
    true_beads = float(probabilities.sum())
    ratio = 0.5
    path: list[tuple[int, int, int]] = []
    for _ in range(_ROUNDS):
        rewards = np.where(inside, 2 * probabilities - ratio, -np.inf)
        path = best_path(lattice, rewards)
        correct = sum(float(probabilities[k, i, j - lattice.low[i]]) for k, i, j in path)
        achieved = 2 * correct / (len(path) + true_beads)
        if abs(achieved - ratio) < _PRECISE:
            break
        ratio = achieved
    return path

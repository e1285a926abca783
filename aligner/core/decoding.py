"""Decoding for expected F1: the ladder that should score best, given all bead probabilities."""

from typing import TYPE_CHECKING

from aligner.core.inference import best_path

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from aligner.core.lattice import Lattice

__all__ = ["expected_f1_path"]

_ROUNDS = 20
_PRECISE = 1e-9


def expected_f1_path(
    lattice: "Lattice",
    probabilities: "NDArray[np.float64]",
) -> "NDArray[np.int64]":
    """Ladder with the greatest ratio of expected correct beads to beads proposed and true.

    Parameters
    ----------
    lattice : Lattice
    probabilities : ndarray of shape (n_beads,)
        Probability of every bead.

    Returns
    -------
    path : ndarray of shape (n_path,), int64
        Beads of the ladder in order.

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
    true_beads = float(probabilities.sum())
    ratio = 0.9
    path = best_path(lattice, 2 * probabilities - ratio)
    for _ in range(_ROUNDS):
        achieved = 2 * float(probabilities[path].sum()) / (len(path) + true_beads)
        if abs(achieved - ratio) < _PRECISE:
            break
        ratio = achieved
        path = best_path(lattice, 2 * probabilities - ratio)
    return path

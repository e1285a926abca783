"""Decoding for expected F1: the ladder that should score best, given all bead probabilities."""

from typing import TYPE_CHECKING

from aligner.core.inference import best_path

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from aligner.core.lattice import Lattice


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
    path = path_at_rate(lattice, probabilities, ratio)
    for _ in range(_ROUNDS):
        achieved = expected_f1_rate(path, probabilities, true_beads)
        if abs(achieved - ratio) < _PRECISE:
            break
        ratio = achieved
        path = path_at_rate(lattice, probabilities, ratio)
    return path


def expected_f1_rate(
    path: "NDArray[np.int64]",
    probabilities: "NDArray[np.float64]",
    true_beads: float,
) -> float:
    """Expected F1 of a ladder: what a proposed bead must promise, over two, to be worth it."""
    return 2 * float(probabilities[path].sum()) / (len(path) + true_beads)


def path_at_rate(
    lattice: "Lattice", probabilities: "NDArray[np.float64]", rate: float
) -> "NDArray[np.int64]":
    """Ladder of a part of a document that is best for the expected F1 of the whole.

    Parameters
    ----------
    lattice : Lattice
    probabilities : ndarray of shape (n_beads,)
    rate : float
        Expected F1 of the whole.
    """
    return best_path(lattice, 2 * probabilities - rate)

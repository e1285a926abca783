"""Beads that keep titles with titles, captions with captions, and cells with cells."""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aligner.core.lattice import Lattice


def same_kind(
    lattice: "Lattice",
    source: "NDArray[np.int64]",
    target: "NDArray[np.int64]",
) -> "NDArray[np.bool_]":
    """Which beads hold segments of one kind only, on both sides; null beads do.

    Parameters
    ----------
    lattice : Lattice
    source, target : ndarray of shape (n_source,) and (n_target,), int64
        Kinds of the segments.

    Returns
    -------
    same : ndarray of shape (n_beads,), bool
    """
    uniform = _uniform(source, lattice.source_start, lattice.source_stop)
    uniform &= _uniform(target, lattice.target_start, lattice.target_stop)
    full = np.flatnonzero(~lattice.null)
    same = np.ones(len(lattice), dtype=bool)
    firsts = source[lattice.source_start[full]] == target[lattice.target_start[full]]
    same[full] = uniform[full] & firsts
    return same


def _uniform(
    kinds: "NDArray[np.int64]",
    starts: "NDArray[np.int64]",
    stops: "NDArray[np.int64]",
) -> "NDArray[np.bool_]":
    """Which runs hold one kind only; empty runs do."""
    # How often the kind changed up to each segment; the last item is for empty runs at the end.
    changes = np.concatenate([[0], np.cumsum(kinds[1:] != kinds[:-1]), [0]])
    uniform: NDArray[np.bool_] = (stops == starts) | (changes[stops - 1] == changes[starts])
    return uniform

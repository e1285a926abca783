"""Forward-backward and best paths over a lattice, row by row.

The model is a semi-Markov conditional random field [1]_: the weight of a
ladder is ``exp`` of the sum of its beads' scores, and the probability of a bead
is the share of the ladders that hold it.  All computations are in logarithms,
in double precision.

`aligner.core.reference` holds the plain versions that these must agree with.

References
----------
.. [1] S. Sarawagi and W. Cohen (2004). Semi-Markov Conditional Random Fields
   for Information Extraction. NIPS 17.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aligner.core.lattice import BeadKind, Lattice
from aligner.errors import AlignmentImpossible

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

__all__ = ["Posterior", "best_path", "posterior"]

_INSERTION = BeadKind(0, 1)
# Stands for minus infinity where differences must stay finite.
_CLOSED = -1e9


@dataclass(frozen=True, slots=True)
class Posterior:
    """Probabilities of all beads of a lattice.

    Parameters
    ----------
    log_partition : float
        Log of the summed weight of all ladders.
    beads : ndarray of shape (n_kinds, n_source + 1, width), float64
        Probability of the bead of a kind that starts at a node.
    """

    log_partition: float
    beads: "NDArray[np.float64]"


def posterior(lattice: Lattice, scores: "NDArray[np.float64]") -> Posterior:
    """Probability of every bead, by the forward-backward algorithm.

    Parameters
    ----------
    lattice : Lattice
    scores : ndarray of shape (n_kinds, n_source + 1, width)
        Score of the bead of a kind that starts at a node, in nats; ``-inf``
        where there is none.

    Raises
    ------
    AlignmentImpossible
        If no ladder has a finite score.
    """
    forward = _forward(lattice, scores, _log_sum, np.logaddexp.accumulate)
    backward = _backward(lattice, scores)
    total = float(forward[-1, lattice.end_column])
    if not np.isfinite(total):
        raise AlignmentImpossible("no ladder spans the two documents with these bead kinds")
    padded = np.append(backward.ravel(), -np.inf)
    beads = np.empty_like(scores)
    for k, kind in enumerate(lattice.kinds):
        beads[k] = np.exp(forward + scores[k] + padded[lattice.end_of(kind)] - total)
    return Posterior(total, np.minimum(beads, 1.0))


def best_path(lattice: Lattice, scores: "NDArray[np.float64]") -> list[tuple[int, int, int]]:
    """Ladder of the highest total score, by the Viterbi algorithm.

    Returns
    -------
    path : list of (kind index, source position, target position)
        Beads in order, each with the node it starts from.

    Raises
    ------
    AlignmentImpossible
        If no ladder has a finite score.
    """
    values = _forward(lattice, scores, _maximum, np.maximum.accumulate)
    if not np.isfinite(values[-1, lattice.end_column]):
        raise AlignmentImpossible("no ladder spans the two documents with these bead kinds")
    return _trace_back(lattice, scores, values)


def _maximum(values: "NDArray[np.float64]") -> "NDArray[np.float64]":
    best: NDArray[np.float64] = values.max(axis=0)
    return best


def _log_sum(values: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Logarithm of the sum of exponentials over the first axis; -inf stays -inf."""
    best = values.max(axis=0)
    shift = np.where(np.isfinite(best), best, 0.0)
    with np.errstate(divide="ignore"):
        summed: NDArray[np.float64] = np.log(np.exp(values - shift).sum(axis=0)) + shift
    return summed


def _forward(
    lattice: Lattice,
    scores: "NDArray[np.float64]",
    reduce: "Callable[[NDArray[np.float64]], NDArray[np.float64]]",
    accumulate: "Callable[[NDArray[np.float64]], NDArray[np.float64]]",
) -> "NDArray[np.float64]":
    """Reduced score of all ladders from the first node to every node."""
    width = lattice.width
    incoming, starts = _incoming(lattice, scores)
    values = np.full((lattice.n_source + 1) * width + 1, -np.inf)
    insertion = scores[lattice.kinds.index(_INSERTION)]
    exists = lattice.exists()
    for i in range(lattice.n_source + 1):
        row = reduce(values[starts[:, i]] + incoming[:, i])
        if i == 0:
            row[0] = 0.0
        row = _insert(row, insertion[i], accumulate)
        values[i * width : (i + 1) * width] = np.where(exists[i], row, -np.inf)
    return values[:-1].reshape(-1, width)


def _incoming(
    lattice: Lattice,
    scores: "NDArray[np.float64]",
) -> "tuple[NDArray[np.float64], NDArray[np.int64]]":
    """For every end node and kind but 0-1: score of the bead, flat index of its start."""
    kinds = [k for k, kind in enumerate(lattice.kinds) if kind != _INSERTION]
    shape = (len(kinds), lattice.n_source + 1, lattice.width)
    incoming, starts = np.empty(shape), np.empty(shape, dtype=np.int64)
    for row, k in enumerate(kinds):
        starts[row] = lattice.start_of(lattice.kinds[k])
        incoming[row] = np.append(scores[k].ravel(), -np.inf)[starts[row]]
    return incoming, starts


def _insert(
    row: "NDArray[np.float64]",
    insertion: "NDArray[np.float64]",
    accumulate: "Callable[[NDArray[np.float64]], NDArray[np.float64]]",
) -> "NDArray[np.float64]":
    """Carry values to the right along 0-1 beads, all at once.

    With the insertions' running total taken off, the recursion along the row
    is a plain cumulative reduction.
    """
    steps = np.maximum(insertion[:-1], _CLOSED)
    running = np.concatenate([[0.0], np.cumsum(steps)])
    carried = accumulate(row - running) + running
    return np.where(carried > _CLOSED / 2, carried, -np.inf)


def _backward(lattice: Lattice, scores: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Log of the summed weight of all ladders from every node to the last."""
    width = lattice.width
    kinds = [k for k, kind in enumerate(lattice.kinds) if kind != _INSERTION]
    ends = np.stack([lattice.end_of(lattice.kinds[k]) for k in kinds])
    insertion = scores[lattice.kinds.index(_INSERTION)]
    outgoing = scores[kinds]
    exists = lattice.exists()
    values = np.full((lattice.n_source + 1) * width + 1, -np.inf)
    for i in range(lattice.n_source, -1, -1):
        row = _log_sum(values[ends[:, i]] + outgoing[:, i])
        if i == lattice.n_source:
            row[lattice.end_column] = 0.0
        row[~exists[i]] = -np.inf
        # Seen from the right, the step out of column c is the step into c + 1.
        mirrored = np.append(insertion[i, -2::-1], -np.inf)
        row = _insert(row[::-1], mirrored, np.logaddexp.accumulate)[::-1]
        values[i * width : (i + 1) * width] = np.where(exists[i], row, -np.inf)
    return values[:-1].reshape(-1, width)


def _trace_back(
    lattice: Lattice,
    scores: "NDArray[np.float64]",
    values: "NDArray[np.float64]",
) -> list[tuple[int, int, int]]:
    """The beads of the best path, from its values; the first kind wins a tie."""
    path = []
    i, j = lattice.n_source, lattice.n_target
    while (i, j) != (0, 0):
        best, chosen = -np.inf, None
        for k, kind in enumerate(lattice.kinds):
            start = (i - kind.source, j - kind.target)
            if start[0] < 0 or start[1] < 0:
                continue
            column = start[1] - int(lattice.low[start[0]])
            if not 0 <= column < lattice.width:
                continue
            value = values[start[0], column] + scores[k, start[0], column]
            if value > best:
                best, chosen = value, (k, *start)
        if chosen is None:
            raise AlignmentImpossible("the best ladder breaks off")
        path.append(chosen)
        _, i, j = chosen
    return path[::-1]

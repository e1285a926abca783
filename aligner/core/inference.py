"""Forward-backward and best paths over a lattice, level by level.

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

from aligner.core.lattice import Lattice, Levels
from aligner.errors import AlignmentImpossible

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Posterior:
    """Probabilities of all beads of a lattice.

    Parameters
    ----------
    log_partition : float
        Log of the summed weight of all ladders.
    beads : ndarray of shape (n_beads,), float64
        Probability of each bead.
    forward, backward : ndarray of shape (n_nodes,), float64
        Log of the summed weight of all ways from the first node to each node,
        and from each node to the last.
    """

    log_partition: float
    beads: "NDArray[np.float64]"
    forward: "NDArray[np.float64]"
    backward: "NDArray[np.float64]"


def posterior(lattice: Lattice, scores: "NDArray[np.float64]") -> Posterior:
    """Probability of every bead, by the forward-backward algorithm.

    Parameters
    ----------
    lattice : Lattice
    scores : ndarray of shape (n_beads,)
        Score of each bead, in nats; ``-inf`` forbids one.

    Raises
    ------
    AlignmentImpossible
        If no ladder has a finite score.
    """
    starts, stops, n_nodes = lattice.nodes
    forward = _swept(lattice.forward, starts, scores, n_nodes, 0, np.logaddexp)
    backward = _swept(lattice.backward, stops, scores, n_nodes, n_nodes - 1, np.logaddexp)
    total = float(forward[-1])
    if not np.isfinite(total):
        raise AlignmentImpossible("no ladder spans the two documents with these bead kinds")
    beads = np.exp(forward[starts] + scores + backward[stops] - total)
    return Posterior(total, np.minimum(beads, 1.0), forward, backward)


def best_path(lattice: Lattice, scores: "NDArray[np.float64]") -> "NDArray[np.int64]":
    """Ladder of the highest total score, by the Viterbi algorithm.

    Returns
    -------
    path : ndarray of shape (n_path,), int64
        Beads of the ladder in order.

    Raises
    ------
    AlignmentImpossible
        If no ladder has a finite score.
    """
    starts, _, n_nodes = lattice.nodes
    values = _swept(lattice.forward, starts, scores, n_nodes, 0, np.maximum)
    if not np.isfinite(values[-1]):
        raise AlignmentImpossible("no ladder spans the two documents with these bead kinds")
    best = _best_into(lattice, values[starts] + scores)
    path = []
    node = n_nodes - 1
    while node:
        path.append(best[node])
        node = int(starts[best[node]])
    return np.array(path[::-1], dtype=np.int64)


def _swept(  # noqa: PLR0913, PLR0917 - the parts of one recursion, each plain
    levels: Levels,
    origins: "NDArray[np.int64]",
    scores: "NDArray[np.float64]",
    n_nodes: int,
    root: int,
    add: np.ufunc,
) -> "NDArray[np.float64]":
    """Reduced score of all paths between the root and every node.

    Parameters
    ----------
    origins : ndarray of shape (n_beads,)
        Node from which each bead is entered, seen from the root.
    add : ufunc
        ``logaddexp`` or ``maximum``: what becomes of several paths to a node.
    """
    values = np.full(n_nodes, -np.inf)
    values[root] = 0.0
    origins, scores = origins[levels.order], scores[levels.order]
    for first, last, nodes, begins in levels.steps:
        reached = values.take(origins[first:last]) + scores[first:last]
        values[nodes] = add.reduceat(reached, begins)
    return values


def _best_into(lattice: Lattice, values: "NDArray[np.float64]") -> "list[int]":
    """For every node the bead of the highest value that leads to it; the first wins a tie."""
    _, stops, n_nodes = lattice.nodes
    order = np.lexsort((-np.arange(len(values)), values, stops))
    best = np.zeros(n_nodes, dtype=np.int64)
    # Of several assignments to one node the last one stays: the highest value.
    best[stops[order]] = order
    return best.tolist()

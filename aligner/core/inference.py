"""Forward-backward, the most probable path and the path of the best expected F1 over a lattice.

The model is a semi-Markov conditional random field [1]_: the weight of a
ladder is ``exp`` of the sum of its beads' scores, and the probability of a bead
is the share of the ladders that hold it.  Everything is computed in logarithms,
in double precision, level by level.

`tests/core/reference.py` holds plain versions that these must agree with.

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
    from collections.abc import Sequence

    from numpy.typing import NDArray


# Rounds of Dinkelbach's method at most, and the change of the ratio that ends them.
_ROUNDS = 20
_PRECISE = 1e-9


@dataclass(frozen=True, slots=True)
class Posterior:
    """Probabilities of all beads of a lattice.

    Parameters
    ----------
    log_partition : float
        Log of the summed weight of all ladders.
    beads : ndarray of shape (n_beads,), float64
        Probability of each bead.
    right : ndarray of shape (n_beads,), float64
        Probability that what each bead says is right.  A null bead says that its segment has
        no counterpart; where among the segments opposite it stands says nothing.
    forward, backward : ndarray of shape (n_nodes,), float64
        Log of the summed weight of all paths from the first node to each node,
        and from each node to the last.
    """

    log_partition: float
    beads: "NDArray[np.float64]"
    right: "NDArray[np.float64]"
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
    beads = np.minimum(np.exp(forward[starts] + scores + backward[stops] - total), 1.0)
    return Posterior(total, beads, _right(lattice, beads), forward, backward)


def unpaired(
    lattice: Lattice, beads: "NDArray[np.float64]"
) -> "tuple[NDArray[np.float64], NDArray[np.float64]]":
    """Probability that each source segment, and each target segment, has no counterpart.

    Parameters
    ----------
    beads : ndarray of shape (n_beads,)
        Probability of each bead of the lattice.
    """
    found = []
    for starts, sizes, count in (
        (lattice.source_start, lattice.source_size, lattice.n_source),
        (lattice.target_start, lattice.target_size, lattice.n_target),
    ):
        nulls = lattice.null & (sizes > 0)
        total = np.bincount(starts[nulls], beads[nulls], minlength=count)
        found.append(np.minimum(total, 1.0))
    return found[0], found[1]


def _right(lattice: Lattice, beads: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """The probabilities of beads; of null beads, that the segment has no counterpart."""
    right = beads.copy()
    null = lattice.null
    of_sides = zip(
        unpaired(lattice, beads),
        (lattice.source_start, lattice.target_start),
        (lattice.source_size, lattice.target_size),
        strict=True,
    )
    for alone, starts, sizes in of_sides:
        nulls = null & (sizes > 0)
        right[nulls] = alone[starts[nulls]]
    return right


class JoinedLattices:
    """Several lattices side by side, whose forward-backward passes are made at once.

    Training makes hundreds of passes over the same documents; step by step, one
    document alone keeps the processor busy with little but calls.

    Parameters
    ----------
    lattices : sequence of Lattice
        At least one.
    """

    def __init__(self, lattices: "Sequence[Lattice]") -> None:
        nodes = [lattice.nodes for lattice in lattices]
        first_nodes = np.cumsum([0, *(count for _, _, count in nodes)])
        self._firsts, self._lasts = first_nodes[:-1], first_nodes[1:] - 1
        shifted = list(zip(nodes, self._firsts.tolist(), strict=True))
        self._starts = np.concatenate([starts + shift for (starts, _, _), shift in shifted])
        self._stops = np.concatenate([stops + shift for (_, stops, _), shift in shifted])
        self._lattice = np.repeat(np.arange(len(nodes)), [len(starts) for starts, _, _ in nodes])
        into = [lattice.source_stop + lattice.target_stop for lattice in lattices]
        out_of = [-(lattice.source_start + lattice.target_start) for lattice in lattices]
        self._forward = Levels.of(self._stops, np.concatenate(into))
        self._backward = Levels.of(self._starts, np.concatenate(out_of))

    def posterior(self, scores: "NDArray[np.float64]") -> "tuple[float, NDArray[np.float64]]":
        """Sum of the log partitions, and the probability of every bead.

        Parameters
        ----------
        scores : ndarray of shape (n_beads,)
            Of the beads of all lattices, one lattice after the other.
        """
        n_nodes = int(self._lasts[-1]) + 1
        forward = _swept(self._forward, self._starts, scores, n_nodes, self._firsts, np.logaddexp)
        backward = _swept(self._backward, self._stops, scores, n_nodes, self._lasts, np.logaddexp)
        totals = forward[self._lasts]
        beads = forward[self._starts] + scores + backward[self._stops] - totals[self._lattice]
        return float(totals.sum()), np.exp(np.minimum(beads, 0.0))


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


def expected_f1_path(lattice: Lattice, inferred: Posterior) -> "NDArray[np.int64]":
    """The ladder of the greatest expected F1.

    Parameters
    ----------
    lattice : Lattice
    inferred : Posterior
        Of this lattice.

    Returns
    -------
    path : ndarray of shape (n_path,), int64
        Beads of the ladder in order.

    Notes
    -----
    F1 is a ratio, 2 C / (A + G): C expected correct beads, A proposed, G true
    ones.  By Dinkelbach's method [1]_ the ratio is maximised by maximising
    2 C - r A for the ratio r of the previous round, until r no longer changes.
    A null bead counts half: it holds one segment, a match at least two.  Else two
    null beads would be worth more than a match that is more probable than they are.

    References
    ----------
    .. [1] W. Dinkelbach (1967). On Nonlinear Fractional Programming.
       Management Science 13(7).
    """
    ratio = 0.9
    path = path_at_rate(lattice, inferred, ratio)
    for _ in range(_ROUNDS):
        achieved = expected_f1_rate(lattice, path, inferred)
        if abs(achieved - ratio) < _PRECISE:
            break
        ratio = achieved
        path = path_at_rate(lattice, inferred, ratio)
    return path


def expected_f1_rate(lattice: Lattice, path: "NDArray[np.int64]", inferred: Posterior) -> float:
    """Expected F1 of a ladder; a bead is worth proposing if twice its probability exceeds it."""
    worth = _worth(lattice)
    right, proposed = float((worth * inferred.right)[path].sum()), float(worth[path].sum())
    return 2 * right / (proposed + float((worth * inferred.beads).sum()))


def path_at_rate(lattice: Lattice, inferred: Posterior, rate: float) -> "NDArray[np.int64]":
    """The ladder through part of a document that maximises the expected F1 of the whole.

    Parameters
    ----------
    lattice : Lattice
    inferred : Posterior
        Of this lattice.
    rate : float
        Expected F1 of the whole.

    Returns
    -------
    path : ndarray of shape (n_path,), int64
        Indices of beads, in order.
    """
    return best_path(lattice, _worth(lattice) * (2 * inferred.right - rate))


def _worth(lattice: Lattice) -> "NDArray[np.float64]":
    """What each bead counts: a null bead half."""
    return np.where(lattice.null, 0.5, 1.0)


def _swept(  # noqa: PLR0913, PLR0917 - the parts of one recursion, each plain
    levels: Levels,
    origins: "NDArray[np.int64]",
    scores: "NDArray[np.float64]",
    n_nodes: int,
    root: "int | NDArray[np.int64]",
    add: np.ufunc,
) -> "NDArray[np.float64]":
    """Reduced score of all paths between the root (of each lattice) and every node.

    Parameters
    ----------
    origins : ndarray of shape (n_beads,)
        Node from which each bead is entered, seen from the root.
    add : ufunc
        ``logaddexp`` or ``maximum``: how several paths to a node are combined.
    """
    values = np.full(n_nodes, -np.inf)
    values[root] = 0.0
    origins, scores = origins[levels.order], scores[levels.order]
    for first, last, nodes, begins in levels.steps:
        reached = values.take(origins[first:last]) + scores[first:last]
        values[nodes] = add.reduceat(reached, begins)
    return values


def _best_into(lattice: Lattice, values: "NDArray[np.float64]") -> "list[int]":
    """For every node the bead of the highest value that ends there; ties go to the first."""
    _, stops, n_nodes = lattice.nodes
    order = np.lexsort((-np.arange(len(values)), values, stops))
    best = np.zeros(n_nodes, dtype=np.int64)
    # Where several beads end at one node, the last assignment wins: the highest value.
    best[stops[order]] = order
    return best.tolist()

"""Pruning: which beads are worth a full score."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from aligner.core.associations import Links
from aligner.core.band import promising_nodes
from aligner.core.confirming import Stretch, ruled_out_beads
from aligner.core.features import PRUNING_GROUPS, feature_matrix
from aligner.core.inference import best_path, posterior
from aligner.core.lattice import BeadKind, Lattice
from aligner.core.scoring import Scorer
from aligner.core.view import PairView, SideView
from aligner.lexicon import BilingualTable
from aligner.values import Bead

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aligner.core.weights import Weights


# Probability under the linear scorer below which a bead is pruned.  Gold beads of
# the training documents have at least 1e-4.
_LEAST_PROBABILITY = 1e-5
# Penalty for a bead that mixes segments of different kinds: it is kept only where
# nothing else fits between its neighbours.
_OTHER_KIND = 40.0


def pruned(  # noqa: PLR0913 - the last two by name
    source: SideView,
    target: SideView,
    pruning: Scorer,
    kinds: tuple[BeadKind, ...],
    *,
    gold: Lattice | None = None,
    lexicon: BilingualTable | None = None,
) -> PairView:
    """The two documents seen through the beads that are worth a full score.

    Parameters
    ----------
    gold : Lattice or None
        Beads that are never pruned.
    lexicon : BilingualTable or None
        For the view.

    Returns
    -------
    view : PairView
        With the links that the linear scorer believes in.
    """
    nodes = promising_nodes(source.singles, target.singles, (source.kinds, target.kinds))
    lattice = Lattice.between(*nodes, len(source), len(target), kinds)
    lattice = lattice if gold is None else lattice.union(gold)
    scores = _scores(PairView(source, target, lattice), pruning, kinds)
    probabilities = posterior(lattice, scores).beads
    kept = _unpruned(lattice, scores, probabilities)
    if gold is not None:
        kept |= lattice.holds(gold)
    links = Links.of(lattice, probabilities)
    return PairView(source, target, lattice.only(kept), links, lexicon=lexicon)


def pruned_stretch(
    view: PairView, stretch: Stretch, weights: "Weights", ruled_out: Sequence[Bead]
) -> Lattice:
    """The beads of a stretch that are worth a full score, given that the ladder runs through it.

    Parameters
    ----------
    view : PairView
        View of the whole documents.
    stretch : Stretch
        It has segments on both sides.
    ruled_out : sequence of Bead
        Beads to leave out.

    Raises
    ------
    AlignmentImpossible
        If no ladder is left without them.

    Returns
    -------
    lattice : Lattice
        Of the whole documents.
    """
    rows = slice(stretch.source_start, stretch.source_stop)
    columns = slice(stretch.target_start, stretch.target_stop)
    source, target = view.source, view.target
    found = promising_nodes(
        source.singles[rows],
        target.singles[columns],
        (source.kinds[rows], target.kinds[columns]),
    )
    near = [node for bead in ruled_out for node in _around(bead, stretch)]
    nodes = np.concatenate([np.stack(found, axis=1), np.array(near, dtype=np.int64).reshape(-1, 2)])
    nodes = np.unique(nodes, axis=0)
    beads = Lattice.between(
        nodes[:, 0], nodes[:, 1], stretch.n_source, stretch.n_target, weights.kinds
    )
    lattice = stretch.put_in(beads, len(source), len(target))
    lattice = lattice.only(~ruled_out_beads(lattice, ruled_out))
    scores = _scores(view.through(lattice), weights.pruning, weights.kinds)
    cut = stretch.cut_out(lattice)
    return lattice.only(_unpruned(cut, scores, posterior(cut, scores).beads))


def _around(bead: Bead, stretch: Stretch) -> Iterator[tuple[int, int]]:
    """Positions in and around a ruled-out bead, counted from the start of the stretch.

    Other beads for its segments start and end here, and the coarse search may
    have missed them.
    """
    first = bead.source_start - 1 - stretch.source_start
    last = bead.source_stop + 1 - stretch.source_start
    for i in range(max(first, 0), min(last, stretch.n_source) + 1):
        low = bead.target_start - 1 - stretch.target_start
        high = bead.target_stop + 1 - stretch.target_start
        for j in range(max(low, 0), min(high, stretch.n_target) + 1):
            yield i, j


def _scores(view: PairView, pruning: Scorer, kinds: tuple[BeadKind, ...]) -> "NDArray[np.float64]":
    """Linear scores of all beads."""
    scores = pruning.scores(feature_matrix(view, PRUNING_GROUPS, kinds))
    is_same = same_kind(view.lattice, view.source.kinds, view.target.kinds)
    separated: NDArray[np.float64] = np.where(is_same, scores, scores - _OTHER_KIND)
    return separated


def _unpruned(
    lattice: Lattice, scores: "NDArray[np.float64]", probabilities: "NDArray[np.float64]"
) -> "NDArray[np.bool_]":
    """Which beads to keep."""
    kept: NDArray[np.bool_] = probabilities >= _LEAST_PROBABILITY
    # However improbable all beads are, one ladder must be left.
    kept[best_path(lattice, scores)] = True
    return kept


def same_kind(
    lattice: Lattice,
    source: "NDArray[np.int64]",
    target: "NDArray[np.int64]",
) -> "NDArray[np.bool_]":
    """Which beads hold segments of a single kind: titles with titles, cells with cells.

    Parameters
    ----------
    lattice : Lattice
    source, target : ndarray of shape (n_source,) and (n_target,), int64
        Kinds of the segments.

    Returns
    -------
    same : ndarray of shape (n_beads,), bool
        True for a null bead of one kind.
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
    """Which runs hold segments of one kind only; true for empty runs."""
    # Changes of kind up to each segment; the last item is for empty runs at the end.
    changes = np.concatenate([[0], np.cumsum(kinds[1:] != kinds[:-1]), [0]])
    uniform: NDArray[np.bool_] = (stops == starts) | (changes[stops - 1] == changes[starts])
    return uniform

"""The first passes: which beads are worth a full score."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from aligner.core.band import promising_nodes
from aligner.core.confirming import Stretch, ruled_out_beads
from aligner.core.features import PRUNING_GROUPS, feature_matrix
from aligner.core.inference import best_path, posterior
from aligner.core.lattice import BeadKind, Lattice
from aligner.core.scoring import Scorer
from aligner.core.separation import same_kind
from aligner.core.view import PairView, SideView
from aligner.values import Bead

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aligner.core.weights import Weights


# Probability in the first pass below which a bead is without hope.  Gold beads of
# the training documents have at least 1e-4.
_HOPE = 1e-5
# What a bead loses that holds segments of different kinds: it stays only where
# nothing else fits between its neighbours.
_OTHER_KIND = 40.0


def pruned(
    source: SideView,
    target: SideView,
    pruning: Scorer,
    kinds: tuple[BeadKind, ...],
    *,
    gold: Lattice | None = None,
) -> Lattice:
    """The lattice of all beads that are worth a full score.

    Parameters
    ----------
    gold : Lattice or None
        Beads that stay whatever the first passes make of them.
    """
    nodes = promising_nodes(source.singles, target.singles, (source.kinds, target.kinds))
    lattice = Lattice.between(*nodes, len(source), len(target), kinds)
    lattice = lattice if gold is None else lattice.union(gold)
    scores = _scores(PairView(source, target, lattice), pruning, kinds)
    kept = lattice.only(_hopeful(lattice, scores))
    return kept if gold is None else kept.union(gold)


def pruned_stretch(
    view: PairView, stretch: Stretch, weights: "Weights", ruled_out: Sequence[Bead]
) -> Lattice:
    """The beads that are worth a full score where a ladder must run through a stretch.

    Parameters
    ----------
    view : PairView
        Of the whole documents.
    stretch : Stretch
        With segments on both sides.
    ruled_out : sequence of Bead
        Beads that are left out, in a stretch of the documents.

    Raises
    ------
    AlignmentImpossible
        If they leave no ladder.

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
    return lattice.only(_hopeful(stretch.cut_out(lattice), scores))


def _around(bead: Bead, stretch: Stretch) -> Iterator[tuple[int, int]]:
    """Positions in and around a bead, counted from the start of the stretch.

    Whatever else its segments may belong to starts and ends there, however
    little the coarse search thinks of it.
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


def _hopeful(lattice: Lattice, scores: "NDArray[np.float64]") -> "NDArray[np.bool_]":
    """Which beads to keep."""
    hope: NDArray[np.bool_] = posterior(lattice, scores).beads >= _HOPE
    # However hopeless all may look: some ladder must be left.
    hope[best_path(lattice, scores)] = True
    return hope

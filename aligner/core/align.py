"""Two sequences of segments to an alignment with a probability on every bead."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

import numpy as np
from threadpoolctl import threadpool_limits

from aligner.core.corridor import promising_nodes
from aligner.core.decoding import expected_f1_path
from aligner.core.explain import ScoredBeads, bead_reasons
from aligner.core.features import SIEVE_GROUPS, feature_matrix
from aligner.core.inference import best_path, posterior
from aligner.core.lattice import BeadKind, Lattice
from aligner.core.scoring import Scorer
from aligner.core.separation import same_kind
from aligner.core.view import PairView, Side
from aligner.core.weights import Weights
from aligner.errors import AlignmentImpossible, ConfigError
from aligner.values import Alignment, Bead, EncodedText, SpanVectors

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Decoding", "align", "sifted"]

Decoding = Literal["viterbi", "expected-f1"]

# Probability in the first pass below which a bead is without hope.  Gold beads of
# the training documents have at least 1e-4.
_HOPE = 1e-5
# What a bead loses that holds segments of different kinds: it stays only where
# nothing else fits between its neighbours.
_OTHER_KIND = 40.0
# Probability over which a sentence counts as surely alone, and the share of such
# sentences from which on a translation is taken for abridged.
_SURELY_ALONE = 0.8
_ABRIDGED = 0.01


def align(
    source: EncodedText,
    target: EncodedText,
    *,
    weights: Weights,
    decoding: Decoding = "expected-f1",
) -> Alignment:
    """Alignment of two segmented documents.

    Parameters
    ----------
    source, target : EncodedText
        At least one segment together; vectors of the encoder that the weights
        name, runs up to ``weights.max_run``.
    weights : Weights
    decoding : {"expected-f1", "viterbi"}
        The ladder with the best expected F1, or the single most probable one.

    Raises
    ------
    ConfigError
        If the vectors are not those of the weights' encoder.
    AlignmentImpossible
        If both documents are empty.

    Returns
    -------
    alignment : Alignment
        Doubtful beads, those under 0.9, say why they are.

    Notes
    -----
    Three passes, each over what the one before it left: a coarse search for
    the positions worth a look, a linear score of all beads between them, and
    the full score of the beads that the linear one gives some hope.  Time and
    memory are linear in the length.
    """
    _check(weights, source.vectors, target.vectors)
    if not source.texts or not target.texts:
        return _one_sided(len(source.texts), len(target.texts))
    with threadpool_limits(limits=1, user_api="blas"):
        sides = Side.of(source), Side.of(target)
        lattice = sifted(*sides, weights.sieve, weights.kinds)
        view = PairView(*sides, lattice)
        features = feature_matrix(view, weights.groups, weights.kinds)
        scorer = _fitting_scorer(lattice, features, weights)
        scores = scorer.scores(features)
        probabilities = posterior(lattice, scores).beads
        path = _DECODERS[decoding](lattice, scores, probabilities)
        scored = ScoredBeads(view, scorer, weights.groups, features, probabilities)
        reasons = bead_reasons(scored, path)
    return _alignment(lattice, path, probabilities, reasons)


def _fitting_scorer(
    lattice: Lattice,
    features: "NDArray[np.float32]",
    weights: Weights,
) -> Scorer:
    """The scorer for complete translations, or that for abridged ones.

    Gold of complete translations teaches to attach every sentence somewhere;
    that of abridged ones, to let sentences stand alone.  Which one a document
    needs shows in how many sentences the second is sure to find alone.
    """
    beads = posterior(lattice, weights.abridged.scores(features)).beads
    alone = int((beads[lattice.null] > _SURELY_ALONE).sum())
    is_abridged = alone > _ABRIDGED * (lattice.n_source + lattice.n_target)
    return weights.abridged if is_abridged else weights.faithful


def sifted(
    source: Side,
    target: Side,
    sieve: Scorer,
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
    kinds_of_segments = source.kinds, target.kinds
    nodes = promising_nodes(source.singles, target.singles, kinds_of_segments)
    lattice = Lattice.between(*nodes, len(source), len(target), kinds)
    lattice = lattice if gold is None else lattice.union(gold)
    features = feature_matrix(PairView(source, target, lattice), SIEVE_GROUPS, kinds)
    scores = sieve.scores(features)
    scores = np.where(same_kind(lattice, *kinds_of_segments), scores, scores - _OTHER_KIND)
    hope = posterior(lattice, scores).beads >= _HOPE
    # However hopeless all may look: some ladder must be left.
    hope[best_path(lattice, scores)] = True
    kept = lattice.only(hope)
    return kept if gold is None else kept.union(gold)


def _check(weights: Weights, *sides: SpanVectors) -> None:
    for vectors in sides:
        if vectors.encoder != weights.encoder or vectors.max_run < weights.max_run:
            raise ConfigError(
                f"weights {weights.name} need vectors of {weights.encoder}, runs up to "
                f"{weights.max_run}; got {vectors.encoder}, runs up to {vectors.max_run}",
            )


def _one_sided(n_source: int, n_target: int) -> Alignment:
    """Null beads only: there is nothing to align with."""
    if n_source + n_target == 0:
        raise AlignmentImpossible("both documents are empty")
    beads = [Bead(i, i + 1, 0, 0) for i in range(n_source)]
    beads += [Bead(0, 0, j, j + 1) for j in range(n_target)]
    return Alignment(tuple(beads), n_source, n_target)


def _viterbi(
    lattice: Lattice,
    scores: "NDArray[np.float64]",
    _: "NDArray[np.float64]",
) -> "NDArray[np.int64]":
    return best_path(lattice, scores)


def _expected_f1(
    lattice: Lattice,
    _: "NDArray[np.float64]",
    beads: "NDArray[np.float64]",
) -> "NDArray[np.int64]":
    return expected_f1_path(lattice, beads)


_DECODERS: dict[
    Decoding,
    Callable[[Lattice, "NDArray[np.float64]", "NDArray[np.float64]"], "NDArray[np.int64]"],
] = {"viterbi": _viterbi, "expected-f1": _expected_f1}


def _alignment(
    lattice: Lattice,
    path: "NDArray[np.int64]",
    probabilities: "NDArray[np.float64]",
    reasons: dict[int, tuple[str, ...]],
) -> Alignment:
    source_stop, target_stop = lattice.source_stop, lattice.target_stop
    beads = [
        Bead(
            int(lattice.source_start[bead]),
            int(source_stop[bead]),
            int(lattice.target_start[bead]),
            int(target_stop[bead]),
            round(float(probabilities[bead]), 6),
            reasons.get(bead, ()),
        )
        for bead in path.tolist()
    ]
    return Alignment(tuple(beads), lattice.n_source, lattice.n_target)

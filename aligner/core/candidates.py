"""Beads with their scores, and the part of them that can stand in a stretch."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from aligner.core.confirming import Stretch
from aligner.core.inference import Posterior, posterior
from aligner.core.lattice import Lattice
from aligner.core.scoring import Scorer
from aligner.core.view import PairView
from aligner.core.weights import Weights
from aligner.errors import AlignmentImpossible, ConfigError
from aligner.values import SpanVectors

if TYPE_CHECKING:
    from numpy.typing import NDArray


# Probability over which a sentence counts as surely alone, and the share of such
# sentences from which on a translation is taken for abridged.
_SURELY_ALONE = 0.8
_ABRIDGED = 0.01


class Scored(NamedTuple):
    """The beads of a lattice with their features and scores; what was not wanted has zeros."""

    view: PairView
    features: "NDArray[np.float32]"
    scores: "NDArray[np.float64]"


class Part(NamedTuple):
    """The beads that can stand in a stretch, as numbers in the lattice that they were scored in."""

    scored: Scored
    held: "NDArray[np.int64]"
    lattice: Lattice
    inferred: Posterior

    @property
    def scores(self) -> "NDArray[np.float64]":
        """Scores of the beads held."""
        scores: NDArray[np.float64] = self.scored.scores[self.held]
        return scores


def part_of(scored: Scored, stretch: Stretch, held: "NDArray[np.bool_]") -> Part | None:
    """The beads held as a lattice of their own; None if no ladder leads through it."""
    try:
        lattice = stretch.cut_out(scored.view.lattice.only(held))
        inferred = posterior(lattice, scored.scores[held])
    except AlignmentImpossible:
        return None
    return Part(scored, np.flatnonzero(held), lattice, inferred)


def check_vectors(weights: Weights, *sides: SpanVectors) -> None:
    """Raise a ConfigError if vectors are not those that the weights need."""
    for vectors in sides:
        if vectors.encoder != weights.encoder or vectors.max_run < weights.max_run:
            raise ConfigError(
                f"weights {weights.name} need vectors of {weights.encoder}, runs up to "
                f"{weights.max_run}; got {vectors.encoder}, runs up to {vectors.max_run}",
            )


def fitting_scorer(
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

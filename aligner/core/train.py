"""Training: the weights under which the gold ladders are most probable.

L2-regularised conditional likelihood, maximised by L-BFGS.  Features are scaled
to unit spread first, so that one strength of regularisation suits them all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import threadpool_limits

from aligner.core.band import alignment_band
from aligner.core.features import FeatureMaker, feature_names
from aligner.core.grid import Grid
from aligner.core.inference import posterior
from aligner.core.lattice import BeadKind, Lattice, bead_kinds
from aligner.core.scoring import feature_matrix
from aligner.core.weights import Weights
from aligner.errors import FormatError, InputError
from aligner.values import Alignment, EncodedText

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Recipe", "TrainingDocument", "train_weights"]


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that decides what training makes of the data.

    Parameters
    ----------
    groups : tuple of str
        Feature groups.
    max_side, max_total : int
        Longest run of a bead, and most segments in both runs together.
    strength : float
        Of the L2 regularisation, on scaled features.
    sharpening : float
        Factor on the trained weights: regularisation this strong leaves the
        probabilities too cautious.
    iterations : int
        Upper limit for L-BFGS.
    """

    groups: tuple[str, ...] = (
        "kind",
        "cosine",
        "margin",
        "edge",
        "length",
        "mark",
        "key",
        "token",
        "null",
    )
    max_side: int = 6
    max_total: int = 8
    strength: float = 60.0
    sharpening: float = 1.25
    iterations: int = 200


@dataclass(frozen=True, slots=True)
class TrainingDocument:
    """Two segmented texts with their vectors and their gold alignment."""

    name: str
    source: EncodedText
    target: EncodedText
    gold: Alignment


@dataclass(frozen=True, slots=True)
class _Example:
    """One document as matrices: all beads' features, and which beads are gold."""

    lattice: Lattice
    features: "NDArray[np.float32]"
    places: "NDArray[np.int64]"
    gold_sum: "NDArray[np.float64]"
    near_gold: "NDArray[np.bool_]"


# Spread below which a feature counts as constant.
_CONSTANT = 1e-6


def train_weights(
    documents: Sequence[TrainingDocument],
    *,
    name: str,
    recipe: Recipe | None = None,
    header: Mapping[str, object] | None = None,
) -> Weights:
    """Weights trained on whole documents.

    Raises
    ------
    InputError
        If there are no documents, or they were encoded by different encoders.
    FormatError
        If a gold ladder cannot be spanned with the recipe's bead kinds.
    """
    recipe = recipe or Recipe()
    encoders = sorted({d.source.vectors.encoder for d in documents})
    if len(encoders) != 1:
        raise InputError(f"training needs documents of one encoder, not of {encoders}")
    kinds = bead_kinds(recipe.max_side, recipe.max_total)
    names = feature_names(recipe.groups, kinds)
    with threadpool_limits(limits=1, user_api="blas"):
        examples = [_example(document, recipe, names) for document in documents]
        values = _fit(examples, len(names), recipe)
    return Weights(
        name=name,
        encoder=encoders[0],
        groups=recipe.groups,
        max_side=recipe.max_side,
        max_total=recipe.max_total,
        values={n: float(v) for n, v in zip(names, values, strict=True)},
        header={
            "strength": recipe.strength,
            "sharpening": recipe.sharpening,
            **(header or {}),
        },
    )


def _example(document: TrainingDocument, recipe: Recipe, names: tuple[str, ...]) -> _Example:
    kinds = bead_kinds(recipe.max_side, recipe.max_total)
    source, target = (
        _shortened(t, recipe.max_side + 1) for t in (document.source, document.target)
    )
    lattice = alignment_band(source.vectors.singles, target.vectors.singles, kinds)
    grid = Grid.of(lattice, source, target)
    features, places = feature_matrix(FeatureMaker(grid, recipe.groups), names)
    gold_places = _gold_places(document, lattice)
    gold = np.isin(places, gold_places)
    if gold.sum() != len(document.gold):
        raise FormatError("the gold ladder leaves the band around the coarse path", document.name)
    gold_sum = features[gold].sum(axis=0, dtype=np.float64)
    near_gold = _starts_near(places, gold_places, lattice)
    return _Example(lattice, features, places, gold_sum, near_gold)


def _shortened(text: EncodedText, max_run: int) -> EncodedText:
    """The text with vectors of runs up to `max_run` only."""
    vectors = text.vectors
    if vectors.max_run < max_run:
        raise InputError(f"training needs vectors of runs up to {max_run}")
    return replace(text, vectors=replace(vectors, runs=vectors.runs[:max_run]))


def _gold_places(document: TrainingDocument, lattice: Lattice) -> "NDArray[np.int64]":
    """Flat indices of the gold beads; a kind the recipe lacks is an error."""
    nodes = (lattice.n_source + 1) * lattice.width
    places = []
    for bead in document.gold:
        kind = BeadKind(bead.n_source, bead.n_target)
        if kind not in lattice.kinds:
            raise FormatError(
                f"gold bead of kind {kind}: longer than training allows", document.name
            )
        column = bead.target_start - int(lattice.low[bead.source_start])
        node = bead.source_start * lattice.width + column
        places.append(lattice.kinds.index(kind) * nodes + node)
    return np.array(places)


def _starts_near(
    places: "NDArray[np.int64]",
    gold_places: "NDArray[np.int64]",
    lattice: Lattice,
) -> "NDArray[np.bool_]":
    """Which beads start at the same node as a gold bead or one target segment beside it."""
    nodes = (lattice.n_source + 1) * lattice.width
    gold = gold_places % nodes
    return np.isin(places % nodes, np.concatenate([gold - 1, gold, gold + 1]))


def _fit(examples: list[_Example], n_features: int, recipe: Recipe) -> "NDArray[np.float64]":
    """Weights of the unscaled features."""
    # Loads slowly, and aligning does without it.
    from scipy.optimize import minimize  # noqa: PLC0415

    scale = _spread(examples)
    for example in examples:
        # In place: the matrices are large.
        np.divide(example.features, scale, out=example.features)

    def loss(values: "NDArray[np.float64]") -> "tuple[float, NDArray[np.float64]]":
        total = 0.5 * recipe.strength * float(values @ values)
        gradient = recipe.strength * values
        for example in examples:
            likelihood, slope = _likelihood(example, values, example.gold_sum / scale)
            total -= likelihood
            gradient = gradient - slope
        return total, gradient

    result = minimize(
        loss,
        np.zeros(n_features),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": recipe.iterations, "maxfun": 2 * recipe.iterations},
    )
    weights: NDArray[np.float64] = recipe.sharpening * result.x / scale
    return weights


def _spread(examples: list[_Example]) -> "NDArray[np.float32]":
    """Standard deviation of each feature over the beads near the gold ladders.

    The bulk of a lattice is beads that no model would take; their spread says
    nothing about the choices that are hard.  1 for a feature that never varies.
    """
    near = np.concatenate([example.features[example.near_gold] for example in examples])
    spread = near.std(axis=0, dtype=np.float64)
    return np.where(spread > _CONSTANT, spread, 1.0).astype(np.float32)


def _likelihood(
    example: _Example,
    values: "NDArray[np.float64]",
    gold_sum: "NDArray[np.float64]",
) -> "tuple[float, NDArray[np.float64]]":
    """Log probability of the gold ladder, and its gradient."""
    lattice = example.lattice
    shape = (len(lattice.kinds), lattice.n_source + 1, lattice.width)
    scores = np.full(int(np.prod(shape)), -np.inf)
    scores[example.places] = example.features @ values.astype(np.float32)
    result = posterior(lattice, scores.reshape(shape))
    expected = result.beads.ravel()[example.places].astype(np.float32) @ example.features
    return float(gold_sum @ values) - result.log_partition, gold_sum - expected

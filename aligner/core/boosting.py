"""Growing the trees of a scorer: gradient boosting of the conditional likelihood of the ladders.

Each tree is fitted to what the trees before it leave unexplained: to the difference between the
gold beads and the probabilities that the forward-backward pass gives them [1]_ [2]_.

References
----------
.. [1] J. Friedman (2001). Greedy Function Approximation: A Gradient Boosting Machine. Annals of
   Statistics 29(5).
.. [2] T. Dietterich, A. Ashenfelter and Y. Bulatov (2004). Training Conditional Random Fields
   via Gradient Tree Boosting. ICML.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Self

import numpy as np

from aligner.core.recipe import Boosting
from aligner.core.scoring import Trees

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aligner.core.fitting import Examples

# Limits that are tried for each feature, at most.
_LIMITS = 31
_CODES = _LIMITS + 1
# Digits of limits and values that are kept, so that trees are read back as they were grown.
_DIGITS = 5
# Gradient below which a bead is explained; of those, a share is looked at in each round and
# counts for the others [G. Ke et al. (2017). LightGBM, NIPS 30].
_EXPLAINED = 1e-3
_SHARE_OF_EXPLAINED = 0.1
# Least curvature of a bead.
_LEAST_CURVATURE = 1e-3


class _Split(NamedTuple):
    gain: float
    column: int
    code: int


def grown(examples: "Examples", how: Boosting) -> Trees:
    """Trees that make the gold ladders of the examples probable.

    Parameters
    ----------
    examples : Examples
        Features standardised.
    how : Boosting
    """
    features = np.ascontiguousarray(examples.features.T)
    columns = _Columns.of(features)
    random = np.random.default_rng(how.seed)
    scores = np.zeros(len(examples.gold))
    trees = []
    for _ in range(how.rounds):
        _, probabilities = examples.lattices.posterior(scores)
        tree = _tree(columns, examples.gold - probabilities, how, random)
        scores += tree.leaf_values(features)[0]
        trees.append(tree)
    return Trees(
        np.concatenate([tree.features for tree in trees]),
        np.concatenate([tree.limits for tree in trees]),
        np.concatenate([tree.values for tree in trees]),
    )


@dataclass(frozen=True, slots=True)
class _Columns:
    """The features of all beads as small numbers: how many limits each exceeds.

    Parameters
    ----------
    limits : list of ndarray
        Of each feature, in order; none where it never varies.
    codes : ndarray of shape (n_features, n_beads), uint8
    varying : ndarray of int64
        Features that vary.
    """

    limits: "list[NDArray[np.float32]]"
    codes: "NDArray[np.uint8]"
    varying: "NDArray[np.int64]"

    @classmethod
    def of(cls, features: "NDArray[np.float32]") -> Self:
        """The columns of features, shape (n_features, n_beads)."""
        limits = [_limits(column) for column in features]
        codes = np.empty(features.shape, np.uint8)
        for code, own, column in zip(codes, limits, features, strict=True):
            code[:] = np.searchsorted(own, column)
        return cls(limits, codes, np.flatnonzero([len(own) > 0 for own in limits]))


def _limits(column: "NDArray[np.float32]") -> "NDArray[np.float32]":
    """Limits between the values of a feature: at even quantiles if it has many."""
    values = np.unique(column)
    if len(values) > _CODES:
        inner = np.linspace(0, 1, _LIMITS + 2)[1:-1]
        return np.unique(np.quantile(column, inner).round(_DIGITS).astype(np.float32))
    return np.unique(((values[1:] + values[:-1]) / 2).round(_DIGITS).astype(np.float32))


def _tree(
    columns: _Columns,
    gradient: "NDArray[np.float64]",
    how: Boosting,
    random: np.random.Generator,
) -> Trees:
    """One tree, fitted to the gradient of all beads.

    Parameters
    ----------
    gradient : ndarray of shape (n_beads,)
        Of the log likelihood, by the score of each bead.
    """
    explained = np.abs(gradient) < _EXPLAINED
    seen = np.flatnonzero(~explained | (random.random(len(gradient)) < _SHARE_OF_EXPLAINED))
    weight = np.where(explained[seen], 1 / _SHARE_OF_EXPLAINED, 1.0)
    size = np.abs(gradient[seen])
    slope = gradient[seen] * weight
    curvature = np.maximum(size * (1 - size), _LEAST_CURVATURE) * weight
    count = max(1, int(how.feature_share * len(columns.varying)))
    candidates = random.choice(columns.varying, count, replace=False)
    codes = columns.codes[candidates][:, seen].astype(np.int64)
    leaf = np.zeros(len(seen), np.int64)
    features, limits = [], []
    for level in range(how.depth):
        split = max(
            _best_split(number, own, leaf * _CODES, (slope, curvature), 1 << level, how.strength)
            for number, own in enumerate(codes)
        )
        leaf |= (codes[split.column] > split.code).astype(np.int64) << level
        features.append(int(candidates[split.column]))
        limits.append(columns.limits[features[-1]][split.code])
    slopes, curvatures = (np.bincount(leaf, v, 1 << how.depth) for v in (slope, curvature))
    values = how.rate * slopes / (curvatures + how.strength)
    return Trees(
        np.array([features]),
        np.array([limits], np.float32),
        values.round(_DIGITS).astype(np.float32)[None],
    )


def _best_split(  # noqa: PLR0913, PLR0917 - what a histogram needs
    column: int,
    codes: "NDArray[np.int64]",
    base: "NDArray[np.int64]",
    pulls: "tuple[NDArray[np.float64], NDArray[np.float64]]",
    n_leaves: int,
    strength: float,
) -> _Split:
    """The limit of a feature by which splitting all leaves of a level gains most.

    Parameters
    ----------
    codes : ndarray of shape (n_seen,)
    base : ndarray of shape (n_seen,)
        Where the histogram of the leaf of each bead begins.
    pulls : (ndarray, ndarray)
        Slope and curvature of each bead.
    """
    place = base + codes
    low = [
        np.bincount(place, pull, n_leaves * _CODES).reshape(n_leaves, _CODES).cumsum(axis=1)
        for pull in pulls
    ]
    high = [sums[:, -1:] - sums for sums in low]
    gains = sum(slope**2 / (curvature + strength) for slope, curvature in (low, high))
    total = np.sum(gains, axis=0)[:-1]
    code = int(np.argmax(total[: int(codes.max(initial=0)) or 1]))
    return _Split(float(total[code]), column, code)

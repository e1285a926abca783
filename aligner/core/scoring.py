"""The score of a bead from its features: the average of small networks, mixed with boosted trees.

Networks and trees err in different places: mixed they are better than either, in every register.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


# A translation with more than this share of segments that surely have no counterpart is taken
# to be abridged; there are scorers for complete and for abridged ones.
ABRIDGED_SHARE = 0.01
# Scaled features are clipped to this many standard deviations.
_CLIP = 5.0
# Beads scored at once: they should fit in the cache.
_ROWS = 2048
_ROWS_OF_TREES = 128
# Share of the trees in the score of a scorer that has some.
_TREE_SHARE = 0.4
# Width, in standard deviations, of the ramp on which a tree changes from one leaf to the next.
# With a step instead, the last digits of a feature could change the third of a probability.
_RAMP = 0.02


@dataclass(frozen=True, slots=True)
class Network:
    """A linear score plus that of one hidden layer; purely linear without hidden units.

    Parameters
    ----------
    linear : ndarray of shape (n_features,)
    hidden : ndarray of shape (n_features, n_hidden)
    bias, output : ndarray of shape (n_hidden,)
    """

    linear: "NDArray[np.float64]"
    hidden: "NDArray[np.float64]"
    bias: "NDArray[np.float64]"
    output: "NDArray[np.float64]"

    def scores(self, scaled: "NDArray[np.float32]") -> "NDArray[np.float64]":
        """Scores of beads in nats, shape (n_beads,), from their scaled features."""
        activations = np.tanh(
            scaled @ self.hidden.astype(np.float32) + self.bias.astype(np.float32)
        )
        scores = scaled @ self.linear.astype(np.float32)
        scores += activations @ self.output.astype(np.float32)
        return cast("NDArray[np.float64]", scores.astype(np.float64))


@dataclass(frozen=True, slots=True)
class Trees:
    """Oblivious regression trees, whose values are summed: all nodes of a level ask the same [1]_.

    Parameters
    ----------
    features : ndarray of shape (n_trees, depth), int64
        Column that each level asks for.
    limits : ndarray of shape (n_trees, depth), float32
        In standard deviations; where a column is above the limit, level `d` adds ``2**d``
        to the number of the leaf.
    values : ndarray of shape (n_trees, 2**depth), float32
        Of the leaves, in nats.

    References
    ----------
    .. [1] R. Kohavi and C.-H. Li (1995). Oblivious Decision Trees, Graphs, and Top-Down
       Pruning. IJCAI.
    """

    features: "NDArray[np.int64]"
    limits: "NDArray[np.float32]"
    values: "NDArray[np.float32]"

    def scores(self, scaled: "NDArray[np.float32]") -> "NDArray[np.float64]":
        """Scores of beads in nats, shape (n_beads,), from their scaled features."""
        scores = np.empty(len(scaled))
        for begin in range(0, len(scaled), _ROWS_OF_TREES):
            rows = slice(begin, begin + _ROWS_OF_TREES)
            columns = np.ascontiguousarray(scaled[rows].T)
            scores[rows] = self.leaf_values(columns).sum(axis=0, dtype=np.float64)
        return scores

    def leaf_values(self, columns: "NDArray[np.float32]") -> "NDArray[np.float32]":
        """Value of each tree for each bead, shape (n_trees, n_beads).

        Parameters
        ----------
        columns : ndarray of shape (n_features, n_beads)
            Scaled features.
        """
        values = self.values[:, :, None]
        for level in reversed(range(self.features.shape[1])):
            above = columns[self.features[:, level]] - self.limits[:, level, None]
            above /= np.float32(_RAMP)
            above += np.float32(0.5)
            np.clip(above, 0.0, 1.0, out=above)
            low, high = values[:, : 1 << level], values[:, 1 << level :]
            values = low + (high - low) * above[:, None]
        return values[:, 0]


@dataclass(frozen=True, slots=True)
class Scorer:
    """Networks whose scores are averaged, and trees, over standardised features.

    Parameters
    ----------
    names : tuple of str
        Features, in the order of the columns.
    mean, spread : ndarray of shape (n_features,)
        Subtracted from each feature, and what it is then divided by.
    networks : tuple of Network
    trees : Trees or None
    """

    names: tuple[str, ...]
    mean: "NDArray[np.float64]"
    spread: "NDArray[np.float64]"
    networks: tuple[Network, ...]
    trees: Trees | None = None

    def scaled(self, features: "NDArray[np.float32]") -> "NDArray[np.float32]":
        """Features, (n_beads, n_features), with mean 0 and spread 1 in training, extremes clipped.

        What is not known (NaN) is taken to be as usual.
        """
        scaled = features - self.mean.astype(np.float32)
        scaled /= self.spread.astype(np.float32)
        np.nan_to_num(scaled, copy=False)
        return np.clip(scaled, -_CLIP, _CLIP, out=scaled)

    def scores(self, features: "NDArray[np.float32]") -> "NDArray[np.float64]":
        """Scores of beads in nats, shape (n_beads,)."""
        scores = np.empty(len(features))
        for begin in range(0, len(features), _ROWS):
            rows = slice(begin, begin + _ROWS)
            scaled = self.scaled(features[rows])
            of_networks = np.sum([network.scores(scaled) for network in self.networks], axis=0)
            scores[rows] = of_networks / len(self.networks)
            if self.trees is not None:
                scores[rows] += _TREE_SHARE * (self.trees.scores(scaled) - scores[rows])
        return scores

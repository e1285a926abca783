"""The score of a bead from its features: a small network, or the average of several."""

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
class Scorer:
    """Networks whose scores are averaged, over standardised features.

    Parameters
    ----------
    names : tuple of str
        Features, in the order of the columns.
    mean, spread : ndarray of shape (n_features,)
        Subtracted from each feature, and what it is then divided by.
    networks : tuple of Network
    """

    names: tuple[str, ...]
    mean: "NDArray[np.float64]"
    spread: "NDArray[np.float64]"
    networks: tuple[Network, ...]

    def scaled(self, features: "NDArray[np.float32]") -> "NDArray[np.float32]":
        """Features with mean 0 and spread 1 over the training beads, extremes clipped.

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
            scores[rows] = np.sum([network.scores(scaled) for network in self.networks], axis=0)
        return scores / len(self.networks)

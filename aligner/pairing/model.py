"""Evidence to probability: a linear score a pair, and the rivals of a pair."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log
from typing import TYPE_CHECKING

import numpy as np

from aligner.errors import FormatError
from aligner.pairing.evidence import FEATURES
from aligner.signature import digest_bytes

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["PairWeights", "adapted", "load_pair_weights", "posterior", "prior_shift"]

# Expected pairs are smoothed as if this many pairs and as many documents alone were seen.
_PRIOR_PAIRS = 5.0
_LARGEST_SHIFT = 3.0
_STEPS = 8

_DEFAULT = "data/pairing.v1.json"


@dataclass(frozen=True, slots=True)
class PairWeights:
    """Weights of the evidence.

    Parameters
    ----------
    name : str
        Versioned name.
    digest : str
        Digest of the weights file.
    bias : float
        Score of a pair without any evidence, in nats.
    weights : ndarray of shape (n_features,)
        Nats by unit of each of `FEATURES`.
    baseline : ndarray of shape (n_features,)
        Mean of each feature over candidates that are no pairs; evidence is
        told in words by how far it lies from there.
    priors : mapping of str to ndarray of shape (dim,)
        Mean segment vector by script.
    """

    name: str
    digest: str
    bias: float
    weights: "NDArray[np.float64]"
    baseline: "NDArray[np.float64]"
    priors: "Mapping[str, NDArray[np.float32]]"

    def scores(self, features: "NDArray[np.float64]") -> "NDArray[np.float64]":
        """Log odds of each pair, its rivals aside."""
        scores: NDArray[np.float64] = features @ self.weights + self.bias
        return scores

    def contributions(self, features: "NDArray[np.float64]") -> dict[str, float]:
        """Nats by family of evidence (``"numbers"``, ``"body"``...) for one pair."""
        nats = (features - self.baseline) * self.weights
        families: dict[str, float] = {}
        for name, value in zip(FEATURES, nats.tolist(), strict=True):
            family = name.partition(".")[0]
            families[family] = families.get(family, 0.0) + value
        return families


@cache
def load_pair_weights() -> PairWeights:
    """The shipped weights.

    Raises
    ------
    FormatError
        If the file was made for other features than this program's.
    """
    data = files("aligner.pairing").joinpath(_DEFAULT).read_bytes()
    content = json.loads(data)
    if tuple(content["weights"]) != FEATURES:
        raise FormatError("weights are for other features: run scripts/train_pairing.py", _DEFAULT)
    return PairWeights(
        name=content["name"],
        digest=digest_bytes(data),
        bias=float(content["bias"]),
        weights=np.array(list(content["weights"].values()), dtype=np.float64),
        baseline=np.array([content["baseline"][name] for name in FEATURES], dtype=np.float64),
        priors={
            script: np.array(values, dtype=np.float32)
            for script, values in content["priors"].items()
        },
    )


def prior_shift(n_pairs: float, n_sources: int, n_targets: int) -> float:
    """What to add to all scores when that many pairs are expected in a collection.

    The log odds that a document has a partner, smoothed, and limited because
    it is an estimate.  0 when half of the documents have one.
    """
    share = (n_pairs + _PRIOR_PAIRS) / ((n_sources * n_targets) ** 0.5 + 2 * _PRIOR_PAIRS)
    share = min(share, 1 - 1e-9)
    return min(max(log(share / (1 - share)), -_LARGEST_SHIFT), _LARGEST_SHIFT / 3)


def adapted(
    scores: "NDArray[np.float64]",
    pairs: Sequence[tuple[int, int]],
    twins: "tuple[Sequence[int], Sequence[int]]",
) -> "NDArray[np.float64]":
    """Scores shifted to the share of documents that have a partner in this collection.

    The share is found by expectation-maximisation [1]_, in a few steps.

    References
    ----------
    .. [1] M. Saerens, P. Latinne and C. Decaestecker (2002). Adjusting the
       Outputs of a Classifier to New a Priori Probabilities. Neural
       Computation 14(1).
    """
    shifted = scores
    for _ in range(_STEPS):
        expected = float(posterior(shifted, pairs, twins).sum())
        shifted = scores + prior_shift(expected, len(twins[0]), len(twins[1]))
    return shifted


def posterior(
    scores: "NDArray[np.float64]",
    pairs: Sequence[tuple[int, int]],
    twins: "tuple[Sequence[int], Sequence[int]]",
) -> "NDArray[np.float64]":
    """Probability of each pair, given all its rivals.

    A rival is a pair that shares its source or its target; "no partner" is
    one more, with score 0.

    Parameters
    ----------
    scores : ndarray of shape (n_pairs,)
        Log odds of each pair, its rivals aside.
    pairs : sequence of (int, int)
    twins : two sequences of int
        Group of each source and of each target; documents of equal text form a
        group and are not each other's rivals.

    Returns
    -------
    probabilities : ndarray of shape (n_pairs,)
    """
    odds = np.exp(np.clip(scores, -30.0, 30.0))
    sources = np.array([left for left, _ in pairs], dtype=np.intp)
    targets = np.array([right for _, right in pairs], dtype=np.intp)
    source_groups = np.asarray(twins[0], dtype=np.intp)[sources]
    target_groups = np.asarray(twins[1], dtype=np.intp)[targets]
    all_of_source, all_of_target = _sums(odds, sources), _sums(odds, targets)
    twins_of_source = _sums(odds, sources, target_groups)
    twins_of_target = _sums(odds, targets, source_groups)
    rivals = (all_of_source - twins_of_source) + (all_of_target - twins_of_target)
    probabilities: NDArray[np.float64] = odds / (odds + 1.0 + np.maximum(rivals, 0.0))
    return probabilities


def _sums(odds: "NDArray[np.float64]", *labels: "NDArray[np.intp]") -> "NDArray[np.float64]":
    """For each pair, the sum of the odds of all pairs with the same labels."""
    _, groups = np.unique(np.stack(labels), axis=1, return_inverse=True)
    groups = groups.reshape(-1)
    sums = np.bincount(groups, weights=odds).astype(np.float64)
    each: NDArray[np.float64] = sums[groups]
    return each

"""Probability model of pairs: linear scores, and competition between pairs."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from aligner.errors import FormatError
from aligner.pairing.evidence import FEATURES
from aligner.pairing.ladder import LADDER_FEATURES
from aligner.signature import digest_bytes

if TYPE_CHECKING:
    from numpy.typing import NDArray


# Pseudo-counts of paired and of unpaired documents.
_PRIOR_PAIRS = 5.0
_LARGEST_SHIFT = 3.0
_STEPS = 8

_DEFAULT = "data/pairing.v4.json"


@dataclass(frozen=True, slots=True)
class LinearScore:
    """Log odds as a linear function of features.

    Parameters
    ----------
    names : tuple of str
        Of the features, ``FAMILY.WHAT``.
    bias : float
        Intercept, in nats.
    weights : ndarray of shape (n_features,)
        Nats per unit of each feature.
    baseline : ndarray of shape (n_features,)
        Mean of each feature over candidates that are not pairs; explanations measure
        evidence relative to it.
    """

    names: tuple[str, ...]
    bias: float
    weights: "NDArray[np.float64]"
    baseline: "NDArray[np.float64]"

    def scores(self, features: "NDArray[np.float64]") -> "NDArray[np.float64]":
        """Log odds of each pair, ignoring rivals: (n_pairs, n_features) to (n_pairs,)."""
        scores: NDArray[np.float64] = features @ self.weights + self.bias
        return scores

    def contributions(self, features: "NDArray[np.float64]") -> dict[str, float]:
        """Nats per family of evidence (``"numbers"``, ``"body"``...) for one pair."""
        nats = (features - self.baseline) * self.weights
        families: dict[str, float] = {}
        for name, value in zip(self.names, nats.tolist(), strict=True):
            family = name.partition(".")[0]
            families[family] = families.get(family, 0.0) + value
        return families

    @classmethod
    def of(cls, content: Mapping[str, Any], names: tuple[str, ...]) -> Self:
        """Build the score from the contents of a weights file.

        Raises
        ------
        FormatError
            If the file was made for other features than those of this version.
        """
        if tuple(content["weights"]) != names:
            message = "weights are for other features: run scripts/train_pairing.py"
            raise FormatError(message, _DEFAULT)
        weights, baseline = (
            np.array([content[part][name] for name in names], dtype=np.float64)
            for part in ("weights", "baseline")
        )
        return cls(names, float(content["bias"]), weights, baseline)


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of candidates before and after they are aligned.

    Parameters
    ----------
    first : LinearScore
        Of `FEATURES`.
    last : LinearScore
        Over `FEATURES` and `LADDER_FEATURES`, for candidates that were aligned.
    """

    first: LinearScore
    last: LinearScore

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> Self:
        """Build the scores from a part of a weights file."""
        return cls(
            LinearScore.of(content["first"], FEATURES),
            LinearScore.of(content["last"], (*FEATURES, *LADDER_FEATURES)),
        )


@dataclass(frozen=True, slots=True)
class PairWeights:
    """Weights of the evidence.

    Parameters
    ----------
    name : str
        Versioned name.
    digest : str
        Digest of the weights file.
    with_words, without_words : Scores
        For pairs of documents of which the lexicon knows words, and for others, in which
        words have no weight.
    priors : mapping of str to ndarray of shape (dim,)
        Mean segment vector by script.
    """

    name: str
    digest: str
    with_words: Scores
    without_words: Scores
    priors: "Mapping[str, NDArray[np.float32]]"

    def of(self, *, has_words: bool) -> Scores:
        """The scores for pairs with or without known words."""
        return self.with_words if has_words else self.without_words

    def first_scores(
        self, features: "NDArray[np.float64]", has_words: "NDArray[np.bool_]"
    ) -> "NDArray[np.float64]":
        """Log odds of candidates that were not aligned, shape (n_pairs,), ignoring rivals."""
        plain = self.without_words.first.scores(features)
        return np.where(has_words, self.with_words.first.scores(features), plain)

    def last_scores(
        self, features: "NDArray[np.float64]", has_words: "NDArray[np.bool_]"
    ) -> "NDArray[np.float64]":
        """Log odds of candidates that were aligned, shape (n_pairs,), ignoring rivals."""
        plain = self.without_words.last.scores(features)
        return np.where(has_words, self.with_words.last.scores(features), plain)


@cache
def load_pair_weights() -> PairWeights:
    """Load the weights shipped with the package."""
    data = files("aligner.pairing").joinpath(_DEFAULT).read_bytes()
    content = json.loads(data)
    return PairWeights(
        name=content["name"],
        digest=digest_bytes(data),
        with_words=Scores.of(content["with_words"]),
        without_words=Scores.of(content["without_words"]),
        priors={
            script: np.array(values, dtype=np.float32)
            for script, values in content["priors"].items()
        },
    )


def prior_shift(n_pairs: float, n_sources: int, n_targets: int) -> float:
    """Shift of all scores for an expected number of pairs in a collection.

    This is the smoothed and clipped log odds that a document has a partner; 0 if half of
    the documents have one.
    """
    share = (n_pairs + _PRIOR_PAIRS) / ((n_sources * n_targets) ** 0.5 + 2 * _PRIOR_PAIRS)
    share = min(share, 1 - 1e-9)
    return min(max(log(share / (1 - share)), -_LARGEST_SHIFT), _LARGEST_SHIFT / 3)


@dataclass(frozen=True, slots=True)
class Rivals:
    """Pairs that exclude each other, and the effect on their probabilities.

    Rivals are pairs that share a source or a target; "no partner" is one more, with score
    0.

    Parameters
    ----------
    groups : tuple of four ndarrays of shape (n_pairs,)
        Number of each pair's source; of its target; of its source with the copies
        of its target; of its target with the copies of its source.
    allies : ndarray of shape (n_allies, 2)
        Numbers of pairs that share a document without being rivals.
    n_sources, n_targets : int
    """

    groups: "tuple[NDArray[np.intp], ...]"
    allies: "NDArray[np.intp]"
    n_sources: int
    n_targets: int

    @classmethod
    def of(
        cls,
        pairs: Sequence[tuple[int, int]],
        twins: "tuple[Sequence[int], Sequence[int]]",
        allies: Sequence[tuple[int, int]] = (),
    ) -> Self:
        """Find the rivals among pairs.

        Parameters
        ----------
        pairs : sequence of (int, int)
            Numbers of source and target.
        twins : two sequences of int
            Group of each source and of each target; documents of equal text form a
            group and are not each other's rivals.
        allies : sequence of (int, int)
            Numbers of pairs that cover different parts of a shared document.
        """
        sources, targets = np.array(pairs, dtype=np.intp).reshape(len(pairs), 2).T
        source_groups = np.asarray(twins[0], dtype=np.intp)[sources]
        target_groups = np.asarray(twins[1], dtype=np.intp)[targets]
        groups = (
            sources,
            targets,
            _numbered(sources, target_groups),
            _numbered(targets, source_groups),
        )
        together = np.array(allies, dtype=np.intp).reshape(len(allies), 2)
        return cls(groups, together, len(twins[0]), len(twins[1]))

    def posterior(self, scores: "NDArray[np.float64]") -> "NDArray[np.float64]":
        """Probability of each pair, given its rivals.

        Parameters
        ----------
        scores : ndarray of shape (n_pairs,)
            Log odds of each pair, ignoring rivals.

        Returns
        -------
        probabilities : ndarray of shape (n_pairs,)
        """
        odds = np.exp(np.clip(scores, -30.0, 30.0))
        of_source, of_target, twins_of_source, twins_of_target = (
            np.bincount(group, weights=odds)[group] for group in self.groups
        )
        rivals = (of_source - twins_of_source) + (of_target - twins_of_target)
        np.subtract.at(rivals, self.allies[:, 0], odds[self.allies[:, 1]])
        np.subtract.at(rivals, self.allies[:, 1], odds[self.allies[:, 0]])
        probabilities: NDArray[np.float64] = odds / (odds + 1.0 + np.maximum(rivals, 0.0))
        return probabilities

    def adapted(self, scores: "NDArray[np.float64]") -> "NDArray[np.float64]":
        """Shift scores to the share of documents that have a partner in this collection.

        The share is estimated by a few steps of expectation maximisation [1]_.

        References
        ----------
        .. [1] M. Saerens, P. Latinne and C. Decaestecker (2002). Adjusting the
           Outputs of a Classifier to New a Priori Probabilities. Neural
           Computation 14(1).
        """
        shifted = scores
        for _ in range(_STEPS):
            expected = float(self.posterior(shifted).sum())
            shifted = scores + prior_shift(expected, self.n_sources, self.n_targets)
        return shifted


def _numbered(first: "NDArray[np.intp]", second: "NDArray[np.intp]") -> "NDArray[np.intp]":
    """Number distinct pairs of labels."""
    labels = first * (second.max(initial=0) + 1) + second
    numbers: NDArray[np.intp] = np.unique(labels, return_inverse=True)[1].reshape(-1)
    return numbers


def pair_signature() -> str:
    """Name and digest of the weights in use, for signatures."""
    weights = load_pair_weights()
    return f"{weights.name}-{weights.digest}"

"""Fitting a scorer: the networks by L2-regularised conditional likelihood, and the trees.

Features are standardised first, so that one regularisation strength suits them all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aligner.core.boosting import grown
from aligner.core.examples import Example
from aligner.core.inference import JoinedLattices
from aligner.core.recipe import Recipe
from aligner.core.scoring import Network, Scorer

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Spread below which a feature counts as constant.
_CONSTANT = 1e-6


@dataclass(frozen=True, slots=True)
class Examples:
    """All documents of a training as one matrix, features standardised."""

    lattices: JoinedLattices
    features: "NDArray[np.float32]"
    gold: "NDArray[np.bool_]"

    @classmethod
    def of(cls, examples: "Sequence[Example]", scorer: Scorer) -> "Examples":
        """The examples, with features on the scale of a scorer."""
        return cls(
            JoinedLattices([e.lattice for e in examples]),
            np.concatenate([scorer.scaled(e.features) for e in examples]),
            np.concatenate([e.gold for e in examples]),
        )


def fitted(examples: Sequence[Example], names: tuple[str, ...], recipe: Recipe) -> Scorer:
    """A scorer with the networks and the trees of the recipe.

    Parameters
    ----------
    examples : sequence of Example
    names : tuple of str
        Features, in the order of the columns.
    recipe : Recipe
    """
    unscaled = _unscaled(examples, names)
    scaled = Examples.of(examples, unscaled)
    strength = (recipe.linear_strength, recipe.hidden_strength)
    networks = []
    for seed in range(recipe.networks):
        start = _random_network(len(names), recipe.hidden, seed)
        networks.append(_minimised(scaled, start, _zero(start), strength, recipe.iterations))
    trees = grown(scaled, recipe.boosting) if recipe.boosting else None
    return Scorer(names, unscaled.mean, unscaled.spread, tuple(networks), trees)


def fitted_linear(examples: Sequence[Example], names: tuple[str, ...], recipe: Recipe) -> Scorer:
    """A scorer without hidden units, as strongly regularised as pruning asks for."""
    unscaled = _unscaled(examples, names)
    start = _random_network(len(names), 0, 0)
    strength = (recipe.pruning_strength, recipe.pruning_strength)
    network = _minimised(
        Examples.of(examples, unscaled), start, _zero(start), strength, recipe.iterations
    )
    return Scorer(unscaled.names, unscaled.mean, unscaled.spread, (network,))


def adapted(examples: Sequence[Example], base: Scorer, recipe: Recipe) -> Scorer:
    """The base scorer, its networks moved as far as the examples require; its trees stay."""
    scaled = Examples.of(examples, base)
    strength = (recipe.linear_strength, recipe.hidden_strength)
    networks = tuple(
        _minimised(scaled, network, network, strength, recipe.iterations)
        for network in base.networks
    )
    return Scorer(base.names, base.mean, base.spread, networks, base.trees)


def _unscaled(examples: Sequence[Example], names: tuple[str, ...]) -> Scorer:
    """A scorer without networks: mean and spread of each feature over all beads.

    The spread of a feature that never varies is 1.
    """
    count = sum(len(example.features) for example in examples)
    mean = sum(e.features.sum(axis=0, dtype=np.float64) for e in examples) / count
    mean = np.nan_to_num(mean)
    square = sum(((e.features - mean) ** 2).sum(axis=0, dtype=np.float64) for e in examples)
    spread = np.sqrt(np.nan_to_num(square) / count)
    return Scorer(names, mean, np.where(spread > _CONSTANT, spread, 1.0), ())


def _random_network(n_features: int, n_hidden: int, seed: int) -> Network:
    """The starting point: zero linear weights, small random hidden weights."""
    random = np.random.default_rng(seed)
    return Network(
        np.zeros(n_features),
        random.normal(0, 1 / np.sqrt(n_features), (n_features, n_hidden)),
        np.zeros(n_hidden),
        random.normal(0, 0.1, n_hidden),
    )


def _zero(network: Network) -> Network:
    return Network(*(np.zeros_like(part) for part in _parts(network)))


def _minimised(
    examples: Examples,
    start: Network,
    centre: Network,
    strength: tuple[float, float],
    iterations: int,
) -> Network:
    """The network with the least regularised loss, searched from `start`.

    Parameters
    ----------
    centre : Network
        What regularisation pulls towards.
    strength : (float, float)
        Strength of the pull on the linear weights, and on all others.
    """
    # Slow to import, and aligning does not need it.
    from scipy.optimize import minimize  # noqa: PLC0415

    pull = _flat(
        Network(
            np.full_like(start.linear, strength[0]),
            np.full_like(start.hidden, strength[1]),
            np.full_like(start.bias, strength[1]),
            np.full_like(start.output, strength[1]),
        ),
    )
    origin = _flat(centre)

    def loss(values: "NDArray[np.float64]") -> "tuple[float, NDArray[np.float64]]":
        network = _shaped(values, start)
        away = values - origin
        total, gradient = _loss(examples, network)
        return total + 0.5 * float(pull @ away**2), gradient + pull * away

    result = minimize(
        loss,
        _flat(start),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": iterations, "maxfun": 2 * iterations},
    )
    return _shaped(result.x, start)


def _loss(examples: Examples, network: Network) -> "tuple[float, NDArray[np.float64]]":
    """Negative log probability of the gold ladders, and its gradient by back-propagation."""
    x = examples.features
    hidden, output = network.hidden.astype(np.float32), network.output.astype(np.float32)
    activations = np.tanh(x @ hidden + network.bias.astype(np.float32))
    scores = (x @ network.linear.astype(np.float32) + activations @ output).astype(np.float64)
    log_partition, beads = examples.lattices.posterior(scores)
    loss = log_partition - float(scores[examples.gold].sum())
    error = (beads - examples.gold).astype(np.float32)
    inner = error[:, None] * output * (1 - activations**2)
    slopes = (error @ x, x.T @ inner, inner.sum(axis=0), error @ activations)
    return loss, np.concatenate([slope.ravel() for slope in slopes]).astype(np.float64)


def _parts(network: Network) -> "tuple[NDArray[np.float64], ...]":
    return network.linear, network.hidden, network.bias, network.output


def _flat(network: Network) -> "NDArray[np.float64]":
    return np.concatenate([part.ravel().astype(np.float64) for part in _parts(network)])


def _shaped(values: "NDArray[np.float64]", like: Network) -> Network:
    """A network from a flat array of its numbers."""
    sizes = np.cumsum([part.size for part in _parts(like)])[:-1]
    parts = np.split(values, sizes)
    shapes = (part.shape for part in _parts(like))
    return Network(*(p.reshape(s) for p, s in zip(parts, shapes, strict=True)))

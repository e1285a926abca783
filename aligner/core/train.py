"""Training: find the weights under which the gold ladders are most probable.

The L2-regularised conditional likelihood is maximised by L-BFGS.  Features are
standardised first, so that one regularisation strength suits them all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from threadpoolctl import threadpool_limits

from aligner.core.band import promising_nodes
from aligner.core.features import (
    FIRST_GROUPS,
    PRUNING_GROUPS,
    TOKEN_GROUPS,
    feature_matrix,
    feature_names,
)
from aligner.core.inference import JoinedLattices, posterior
from aligner.core.lattice import BeadKind, Lattice, bead_kinds
from aligner.core.pruning import pruned
from aligner.core.scoring import ABRIDGED_SHARE, Network, Scorer
from aligner.core.tokens import Tokens
from aligner.core.view import PairView, SideView
from aligner.core.weights import SecondScorers, Weights, parse_weights, save_weights
from aligner.errors import InputError
from aligner.parts import TokenEncoder
from aligner.values import Alignment, EncodedText

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Recipe:
    """The settings of a training run; together with the data they determine the weights.

    Parameters
    ----------
    groups : tuple of str
        Feature groups.
    max_side, max_total, max_list : int
        Bounds of the kinds of beads, see `bead_kinds`.
    hidden : int
        Hidden units of each network.
    networks : int
        Networks whose scores are averaged; each starts from different random numbers.
    linear_strength, hidden_strength : float
        Strength of the L2 regularisation of the linear weights, and of all others.
    pruning_strength : float
        The same for the linear scorer used for pruning.
    iterations : int
        Upper limit for L-BFGS.
    """

    groups: tuple[str, ...] = FIRST_GROUPS
    max_side: int = 6
    max_total: int = 8
    max_list: int = 10
    hidden: int = 8
    networks: int = 4
    linear_strength: float = 150.0
    hidden_strength: float = 30.0
    pruning_strength: float = 5.0
    iterations: int = 60

    @property
    def kinds(self) -> tuple[BeadKind, ...]:
        """Kinds of beads in the lattice."""
        return bead_kinds(self.max_side, self.max_total, self.max_list)

    @property
    def max_run(self) -> int:
        """Longest run that vectors are needed for."""
        return max(self.max_side, self.max_list)


# Adapting starts from weights that are good already: few beads must be able to move them.
_ADAPTING = Recipe(linear_strength=60.0, hidden_strength=10.0)


@dataclass(frozen=True, slots=True)
class TrainingDocument:
    """Two segmented texts with their vectors and their gold alignment."""

    name: str
    source: EncodedText
    target: EncodedText
    gold: Alignment


@dataclass(frozen=True, slots=True)
class _Example:
    """One document as a matrix: the features of all its beads, and which are gold."""

    lattice: Lattice
    features: "NDArray[np.float32]"
    gold: "NDArray[np.bool_]"


@dataclass(frozen=True, slots=True)
class _Examples:
    """All documents of a training as one matrix, features standardised."""

    lattices: JoinedLattices
    features: "NDArray[np.float32]"
    gold: "NDArray[np.bool_]"

    @classmethod
    def of(cls, examples: "Sequence[_Example]", scorer: Scorer) -> "_Examples":
        """The examples, with features on the scale of a scorer."""
        return cls(
            JoinedLattices([e.lattice for e in examples]),
            np.concatenate([scorer.scaled(e.features) for e in examples]),
            np.concatenate([e.gold for e in examples]),
        )


# Gold beads that the few weights of the first pass are learned from; each brings some
# thousand others that pruning is to drop.
_PRUNING_BEADS = 6000
# Spread below which a feature counts as constant.
_CONSTANT = 1e-6


def train_weights(  # noqa: PLR0913 - all but the documents by name
    documents: Sequence[TrainingDocument],
    *,
    name: str,
    damaged: Sequence[TrainingDocument] = (),
    recipe: Recipe | None = None,
    base: Weights | None = None,
    header: Mapping[str, object] | None = None,
    tokens: TokenEncoder | None = None,
) -> Weights:
    """Weights trained on whole documents.

    Parameters
    ----------
    documents : sequence of TrainingDocument
    name : str
        As it will appear in signatures.
    damaged : sequence of TrainingDocument
        Documents with missing translations: only the scorer for abridged
        translations learns from them, as from all other documents of which more than one
        segment in a hundred is gold without a counterpart.
    recipe : Recipe or None
    base : Weights or None
        Weights to adapt: regularisation then pulls towards them instead of zero,
        and a few hundred beads are enough.
    header : mapping of str to object, or None
        Further information about how the weights were made.
    tokens : TokenEncoder or None
        Whose states the scorers of a second look are trained on; without it, and when
        weights are adapted, there are none.

    Raises
    ------
    InputError
        If there are no documents, or they were encoded by different encoders.
    """
    recipe = recipe or (_ADAPTING if base else Recipe())
    encoders = {d.source.vectors.encoder for d in (*documents, *damaged)}
    if base:
        encoders.add(base.encoder)
    if len(encoders) != 1:
        raise InputError(f"training needs documents of one encoder, not of {sorted(encoders)}")
    with threadpool_limits(limits=1, user_api="blas"):
        trained = _trained(documents, damaged, recipe, base, tokens)
    made = {**_recipe_header(recipe), **({"base": base.name} if base else {}), **(header or {})}
    return _finished(name, encoders.pop(), base or recipe, trained, made)


def _finished(
    name: str,
    encoder: str,
    bounds: Weights | Recipe,
    trained: Mapping[str, Any],
    header: Mapping[str, object],
) -> Weights:
    """The weights as they will be read back, rounded to the digits that are kept."""
    weights = Weights(
        name=name,
        encoder=encoder,
        groups=bounds.groups,
        max_side=bounds.max_side,
        max_total=bounds.max_total,
        max_list=bounds.max_list,
        header=header,
        **trained,
    )
    return parse_weights(save_weights(weights), name)


def ablated_weights(
    documents: Sequence[TrainingDocument], *, recipe: Recipe | None = None
) -> dict[str, Weights]:
    """Weights with all feature groups, and without each of them in turn.

    Pruning keeps its groups, so that features are computed only once.

    Parameters
    ----------
    documents : sequence of TrainingDocument
        At least one.
    recipe : Recipe or None

    Returns
    -------
    weights : dict of str to Weights
        By the group left out; under the empty string, those with all groups.
    """
    recipe = recipe or Recipe()
    encoder, header = documents[0].source.vectors.encoder, _recipe_header(recipe)
    weights = {}
    with threadpool_limits(limits=1, user_api="blas"):
        views = [_GoldView.of(document) for document in documents]
        pruning = _train_pruning(views, recipe)
        examples = [view.example(pruning, recipe.groups, recipe.kinds) for view in views]
        for left_out in ("", *recipe.groups):
            fewer = replace(recipe, groups=tuple(g for g in recipe.groups if g != left_out))
            scorer = _fitted_to_some(examples, recipe, fewer)
            trained = {"pruning": pruning, "faithful": scorer, "abridged": scorer}
            name = f"without-{left_out}" if left_out else "all-groups"
            weights[left_out] = _finished(name, encoder, fewer, trained, header)
    return weights


def _fitted_to_some(examples: list[_Example], recipe: Recipe, fewer: Recipe) -> Scorer:
    """The scorer of a recipe that uses only some of the computed features."""
    names = feature_names(fewer.groups, fewer.kinds)
    at_hand = feature_names(recipe.groups, recipe.kinds)
    columns = [at_hand.index(name) for name in names]
    narrow = [replace(e, features=np.ascontiguousarray(e.features[:, columns])) for e in examples]
    return _fitted(narrow, names, fewer)


def log_likelihood(document: TrainingDocument, weights: Weights) -> float:
    """Log probability of the gold ladder, by the scorer for complete translations."""
    with threadpool_limits(limits=1, user_api="blas"):
        example = _GoldView.of(document).example(weights.pruning, weights.groups, weights.kinds)
        scores = weights.faithful.scores(example.features)
        partition = posterior(example.lattice, scores).log_partition
    return float(scores[example.gold].sum()) - partition


def _trained(
    documents: Sequence[TrainingDocument],
    damaged: Sequence[TrainingDocument],
    recipe: Recipe,
    base: Weights | None,
    tokens: TokenEncoder | None,
) -> dict[str, Any]:
    """The scorers of a set of weights, by their names there."""
    views = [_GoldView.of(document) for document in (*documents, *damaged)]
    groups, kinds = (base.groups, base.kinds) if base else (recipe.groups, recipe.kinds)
    pruning = base.pruning if base else _train_pruning(_some(views), recipe)
    examples = [view.example(pruning, groups, kinds) for view in views]
    complete = _complete(documents, examples)
    if base:
        faithful = _adapted(complete, base.faithful, recipe)
        abridged = _adapted(examples, base.abridged, recipe)
    else:
        names = feature_names(groups, kinds)
        faithful = _fitted(complete, names, recipe)
        abridged = _fitted(examples, names, recipe) if damaged else faithful
    trained = {"pruning": pruning, "faithful": faithful, "abridged": abridged}
    if tokens and not base:
        examples = [
            view.with_tokens(example, document, tokens, kinds)
            for view, example, document in zip(views, examples, (*documents, *damaged), strict=True)
        ]
        names = feature_names((*groups, *TOKEN_GROUPS), kinds)
        faithful = _fitted(_complete(documents, examples), names, recipe)
        second = faithful, _fitted(examples, names, recipe) if damaged else faithful
        return {**trained, "second": SecondScorers(*second)}
    return trained


def _complete(
    documents: Sequence[TrainingDocument], examples: Sequence[_Example]
) -> list[_Example]:
    """The examples of complete translations, to learn from what a faithful scorer is to know.

    A scorer that has seen abridged translations takes what is only put freely for left out.
    If all documents are abridged, all are taken.
    """
    pairs = list(zip(documents, examples[: len(documents)], strict=True))
    found = [example for document, example in pairs if not _is_abridged(document.gold)]
    return found or [example for _, example in pairs]


def _is_abridged(gold: Alignment) -> bool:
    nulls = sum(bead.is_null for bead in gold)
    return nulls > ABRIDGED_SHARE * (gold.n_source + gold.n_target)


def _recipe_header(recipe: Recipe) -> dict[str, object]:
    names = ("hidden", "networks", "linear_strength", "hidden_strength")
    # The name that weights files of version 2 use.
    return {
        **{name: getattr(recipe, name) for name in names},
        "sieve_strength": recipe.pruning_strength,
        "iterations": recipe.iterations,
    }


@dataclass(frozen=True, slots=True)
class _GoldView:
    """The two sides of a training document, and its gold ladder as a lattice."""

    source: SideView
    target: SideView
    gold: Lattice

    @classmethod
    def of(cls, document: TrainingDocument) -> "_GoldView":
        beads = document.gold.beads
        columns = np.array(
            [[b.source_start, b.target_start, b.n_source, b.n_target] for b in beads],
            dtype=np.int64,
        ).reshape(-1, 4)
        gold = Lattice(document.gold.n_source, document.gold.n_target, *columns.T.copy())
        return cls(SideView.of(document.source), SideView.of(document.target), gold)

    def pruning_example(self, kinds: tuple[BeadKind, ...]) -> _Example:
        """What the pruning pass sees: every bead between promising positions."""
        nodes = promising_nodes(self.source.singles, self.target.singles)
        lattice = Lattice.between(*nodes, len(self.source), len(self.target), kinds)
        view = PairView(self.source, self.target, lattice.union(self.gold))
        return self._example(view, PRUNING_GROUPS, kinds)

    def example(
        self,
        pruning: Scorer,
        groups: tuple[str, ...],
        kinds: tuple[BeadKind, ...],
    ) -> _Example:
        """What the scorer sees: the beads that pruning leaves."""
        view = pruned(self.source, self.target, pruning, kinds, gold=self.gold)
        return self._example(view, groups, kinds)

    def with_tokens(
        self,
        example: _Example,
        document: TrainingDocument,
        encoder: TokenEncoder,
        kinds: tuple[BeadKind, ...],
    ) -> _Example:
        """The same example with the features of tokens behind the others."""
        tokens = Tokens.of(document.source, document.target, encoder)
        view = PairView(self.source, self.target, example.lattice, tokens=tokens)
        features = feature_matrix(view, TOKEN_GROUPS, kinds)[:, len(kinds) :]
        return replace(example, features=np.concatenate([example.features, features], axis=1))

    def _example(
        self,
        view: PairView,
        groups: tuple[str, ...],
        kinds: tuple[BeadKind, ...],
    ) -> _Example:
        features = feature_matrix(view, groups, kinds)
        return _Example(view.lattice, features, view.lattice.holds(self.gold))


def _some(views: Sequence[_GoldView]) -> Sequence[_GoldView]:
    """Documents evenly out of all, with about `_PRUNING_BEADS` gold beads."""
    total = sum(len(view.gold) for view in views)
    step = max(total // _PRUNING_BEADS, 1)
    return views[step // 2 :: step]


def _train_pruning(views: Sequence[_GoldView], recipe: Recipe) -> Scorer:
    """The linear scorer for pruning."""
    kinds = recipe.kinds
    examples = [view.pruning_example(kinds) for view in views]
    unscaled = _unscaled(examples, feature_names(PRUNING_GROUPS, kinds))
    scaled = _Examples.of(examples, unscaled)
    start = _random_network(len(unscaled.names), 0, 0)
    strength = (recipe.pruning_strength, recipe.pruning_strength)
    network = _minimised(scaled, start, _zero(start), strength, recipe.iterations)
    return Scorer(unscaled.names, unscaled.mean, unscaled.spread, (network,))


def _fitted(examples: list[_Example], names: tuple[str, ...], recipe: Recipe) -> Scorer:
    unscaled = _unscaled(examples, names)
    scaled = _Examples.of(examples, unscaled)
    strength = (recipe.linear_strength, recipe.hidden_strength)
    networks = []
    for seed in range(recipe.networks):
        start = _random_network(len(names), recipe.hidden, seed)
        networks.append(_minimised(scaled, start, _zero(start), strength, recipe.iterations))
    return Scorer(names, unscaled.mean, unscaled.spread, tuple(networks))


def _adapted(examples: list[_Example], base: Scorer, recipe: Recipe) -> Scorer:
    """The base scorer, moved as far as the examples require."""
    scaled = _Examples.of(examples, base)
    strength = (recipe.linear_strength, recipe.hidden_strength)
    networks = tuple(
        _minimised(scaled, network, network, strength, recipe.iterations)
        for network in base.networks
    )
    return Scorer(base.names, base.mean, base.spread, networks)


def _unscaled(examples: list[_Example], names: tuple[str, ...]) -> Scorer:
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
    examples: _Examples,
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


def _loss(examples: _Examples, network: Network) -> "tuple[float, NDArray[np.float64]]":
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

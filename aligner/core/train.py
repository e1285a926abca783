"""Training: find the weights under which the gold ladders are most probable."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from aligner.core.examples import Example, GoldView, TrainingDocument
from aligner.core.features import PRUNING_GROUPS, TOKEN_GROUPS, feature_names
from aligner.core.fitting import adapted, fitted, fitted_linear
from aligner.core.inference import posterior
from aligner.core.recipe import Recipe
from aligner.core.scoring import ABRIDGED_SHARE, Scorer
from aligner.core.weights import SecondScorers, Weights, parse_weights, save_weights
from aligner.errors import InputError
from aligner.parts import TokenEncoder
from aligner.values import Alignment

# Adapting starts from weights that are good already: few beads must be able to move them.
_ADAPTING = Recipe(linear_strength=60.0, hidden_strength=10.0)


# Gold beads that the few weights of the first pass are learned from; each brings some
# thousand others that pruning is to drop.
_PRUNING_BEADS = 6000


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
        views = [GoldView.of(document) for document in documents]
        pruning = _train_pruning(views, recipe)
        examples = [view.example(pruning, recipe.groups, recipe.kinds) for view in views]
        for left_out in ("", *recipe.groups):
            fewer = replace(recipe, groups=tuple(g for g in recipe.groups if g != left_out))
            scorer = _fitted_to_some(examples, recipe, fewer)
            trained = {"pruning": pruning, "faithful": scorer, "abridged": scorer}
            name = f"without-{left_out}" if left_out else "all-groups"
            weights[left_out] = _finished(name, encoder, fewer, trained, header)
    return weights


def _fitted_to_some(examples: list[Example], recipe: Recipe, fewer: Recipe) -> Scorer:
    """The scorer of a recipe that uses only some of the computed features."""
    names = feature_names(fewer.groups, fewer.kinds)
    at_hand = feature_names(recipe.groups, recipe.kinds)
    columns = [at_hand.index(name) for name in names]
    narrow = [replace(e, features=np.ascontiguousarray(e.features[:, columns])) for e in examples]
    return fitted(narrow, names, fewer)


def log_likelihood(document: TrainingDocument, weights: Weights) -> float:
    """Log probability of the gold ladder, by the scorer for complete translations."""
    with threadpool_limits(limits=1, user_api="blas"):
        example = GoldView.of(document).example(weights.pruning, weights.groups, weights.kinds)
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
    views = [GoldView.of(document) for document in (*documents, *damaged)]
    groups, kinds = (base.groups, base.kinds) if base else (recipe.groups, recipe.kinds)
    pruning = base.pruning if base else _train_pruning(_some(views), recipe)
    examples = [view.example(pruning, groups, kinds) for view in views]
    complete = _complete(documents, examples)
    if base:
        faithful = adapted(complete, base.faithful, recipe)
        abridged = adapted(examples, base.abridged, recipe)
    else:
        names = feature_names(groups, kinds)
        faithful = fitted(complete, names, recipe)
        abridged = fitted(examples, names, recipe) if damaged else faithful
    trained = {"pruning": pruning, "faithful": faithful, "abridged": abridged}
    if tokens and not base:
        examples = [
            view.with_tokens(example, document, tokens, kinds)
            for view, example, document in zip(views, examples, (*documents, *damaged), strict=True)
        ]
        names = feature_names((*groups, *TOKEN_GROUPS), kinds)
        # Trees that see tokens as well would add little, and take long to grow.
        networks = replace(recipe, boosting=None)
        seeing = fitted(_complete(documents, examples), names, networks)
        second = seeing, fitted(examples, names, networks) if damaged else seeing
        firsts = faithful, abridged
        mixed = (replace(s, trees=f.trees) for s, f in zip(second, firsts, strict=True))
        return {**trained, "second": SecondScorers(*mixed)}
    return trained


def _complete(documents: Sequence[TrainingDocument], examples: Sequence[Example]) -> list[Example]:
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
        "boosting": recipe.boosting and asdict(recipe.boosting),
    }


def _some(views: Sequence[GoldView]) -> Sequence[GoldView]:
    """Documents evenly out of all, with about `_PRUNING_BEADS` gold beads."""
    total = sum(len(view.gold) for view in views)
    step = max(total // _PRUNING_BEADS, 1)
    return views[step // 2 :: step]


def _train_pruning(views: Sequence[GoldView], recipe: Recipe) -> Scorer:
    """The linear scorer for pruning."""
    kinds = recipe.kinds
    examples = [view.pruning_example(kinds) for view in views]
    return fitted_linear(examples, feature_names(PRUNING_GROUPS, kinds), recipe)

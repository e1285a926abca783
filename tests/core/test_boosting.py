"""Boosted trees: they learn what a linear score cannot, the same way every time."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from aligner.core.boosting import grown
from aligner.core.fitting import Examples
from aligner.core.inference import JoinedLattices
from aligner.core.lattice import Lattice, bead_kinds
from aligner.core.recipe import Boosting

LATTICE = Lattice.full(8, 8, bead_kinds(2, 3, 2))
HOW = Boosting(rounds=40, depth=2, rate=0.3, strength=1.0, feature_share=1.0)


def examples(seed: int, n_features: int = 4, copies: int = 6) -> Examples:
    """Lattices whose gold beads are those where the first two features have the same sign."""
    random = np.random.default_rng(seed)
    diagonal = (LATTICE.source_start == LATTICE.target_start) & (LATTICE.source_size == 1)
    gold = np.tile(diagonal & (LATTICE.target_size == 1), copies)
    features = random.normal(size=(len(gold), n_features)).astype(np.float32)
    features[:, 1] = np.abs(features[:, 1]) * np.sign(features[:, 0]) * np.where(gold, 1, -1)
    return Examples(JoinedLattices([LATTICE] * copies), features, gold)


def probability_of_gold(
    data: Examples, scores: "np.ndarray[tuple[int], np.dtype[np.float64]]"
) -> float:
    _, beads = data.lattices.posterior(scores)
    return float(beads[data.gold].mean())


def test_trees_learn_what_only_two_features_together_say() -> None:
    trees = grown(examples(0), HOW)
    unseen = examples(1)
    before = probability_of_gold(unseen, np.zeros(len(unseen.gold)))
    assert before < 0.3
    assert probability_of_gold(unseen, trees.scores(unseen.features)) > 0.9


def test_more_trees_explain_more() -> None:
    data = examples(2)
    explained = [
        probability_of_gold(data, grown(data, replace(HOW, rounds=rounds)).scores(data.features))
        for rounds in (1, 5, 25)
    ]
    assert explained == sorted(explained)
    assert explained[0] < explained[-1]


@given(st.integers(0, 2**32 - 1))
def test_the_same_examples_grow_the_same_trees(seed: int) -> None:
    how = replace(HOW, rounds=3, feature_share=0.5)
    one, other = (grown(examples(seed, copies=2), how) for _ in "12")
    for name in ("features", "limits", "values"):
        assert np.array_equal(getattr(one, name), getattr(other, name))


def test_features_that_never_vary_are_not_asked_for() -> None:
    data = examples(3)
    features = np.concatenate([np.ones_like(data.features), data.features], axis=1)
    trees = grown(replace(data, features=features), HOW)
    assert trees.features.min() >= data.features.shape[1]

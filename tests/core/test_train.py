"""Training: the right gradient, the same bytes, adaptation, gold beads of any size."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.core import Recipe, TrainingDocument, Weights, align, save_weights, train_weights
from aligner.core.fitting import Examples, _flat, _loss, _shaped
from aligner.core.inference import JoinedLattices, posterior
from aligner.core.lattice import Lattice, bead_kinds
from aligner.core.scoring import Network
from aligner.errors import InputError

Planted = Callable[[Sequence[tuple[int, int]], int], TrainingDocument]
Usual = Callable[[int], TrainingDocument]


LATTICE = Lattice.full(3, 3, bead_kinds(2, 3, 2))


def random_example(seed: int, n_features: int) -> Examples:
    """A small lattice with random features; gold is all diagonal, or nulls only."""
    lattice = LATTICE
    random = np.random.default_rng(seed)
    features = random.normal(size=(len(lattice), n_features)).astype(np.float32)
    diagonal = (lattice.source_start == lattice.target_start) & (lattice.source_size == 1)
    gold = diagonal & (lattice.target_size == 1)
    return Examples(JoinedLattices([lattice]), features, gold)


@given(st.integers(0, 2**32 - 1), st.integers(1, 4), st.integers(0, 3))
def test_the_gradient_is_that_of_the_loss(seed: int, n_features: int, n_hidden: int) -> None:
    example = random_example(seed, n_features)
    random = np.random.default_rng(seed)
    shapes = ((n_features,), (n_features, n_hidden), (n_hidden,), (n_hidden,))
    network = Network(*(random.normal(size=shape) for shape in shapes))
    values = _flat(network)
    _, gradient = _loss(example, network)
    step = 1e-2
    for k in range(len(values)):
        change = step * (np.arange(len(values)) == k)
        above, _ = _loss(example, _shaped(values + change, network))
        below, _ = _loss(example, _shaped(values - change, network))
        assert gradient[k] == pytest.approx((above - below) / (2 * step), abs=2e-2, rel=1e-2)


def test_lattices_side_by_side_have_the_probabilities_they_have_alone() -> None:
    random = np.random.default_rng(7)
    lattices = [
        Lattice.full(n, m, bead_kinds(3, 4, 4)) for n, m in ((3, 2), (1, 0), (4, 5), (2, 2))
    ]
    scores = [random.normal(size=len(lattice)) for lattice in lattices]
    alone = [posterior(*pair) for pair in zip(lattices, scores, strict=True)]
    total, beads = JoinedLattices(lattices).posterior(np.concatenate(scores))
    assert total == pytest.approx(sum(found.log_partition for found in alone))
    assert beads == pytest.approx(np.concatenate([found.beads for found in alone]))


def test_the_loss_is_what_the_gold_ladder_lacks_to_certainty() -> None:
    example = random_example(1, 3)
    nothing = Network(np.zeros(3), np.zeros((3, 0)), np.zeros(0), np.zeros(0))
    loss, _ = _loss(example, nothing)
    assert loss > 0
    only_gold = LATTICE.only(example.gold)
    known = np.ones(len(only_gold), dtype=bool)
    sure = Examples(JoinedLattices([only_gold]), example.features[example.gold], known)
    loss, gradient = _loss(sure, nothing)
    assert loss == pytest.approx(0.0, abs=1e-9)
    assert np.abs(gradient).max() == pytest.approx(0.0, abs=1e-6)


def test_parts_of_a_network_come_back_from_one_flat_array() -> None:
    random = np.random.default_rng(2)
    network = Network(*(random.normal(size=shape) for shape in ((3,), (3, 2), (2,), (2,))))
    again = _shaped(_flat(network), network)
    assert np.array_equal(again.hidden, network.hidden)
    assert np.array_equal(_flat(again), _flat(network))


def test_training_twice_gives_the_same_bytes(usual: Usual, small_recipe: Recipe) -> None:
    first, second = (
        save_weights(train_weights([usual(4), usual(5)], name="t.v1", recipe=small_recipe))
        for _ in "12"
    )
    assert first == second


def test_what_was_learned_aligns_the_documents_it_was_learned_from(
    usual: Usual, small_weights: Weights
) -> None:
    for seed in range(4):
        document = usual(seed)
        learned = align(document.source, document.target, weights=small_weights)
        kinds = [bead.kind for bead in learned]
        assert sum(a == b.kind for a, b in zip(kinds, document.gold, strict=False)) > 0.7 * len(
            kinds
        )


def moved(weights: Weights, base: Weights) -> float:
    """Greatest change of any number of the networks."""
    networks, its = ((*both.faithful.networks, *both.abridged.networks) for both in (weights, base))
    pairs = zip(networks, its, strict=True)
    return max(float(np.abs(_flat(one) - _flat(other)).max()) for one, other in pairs)


def test_adaptation_moves_the_less_the_harder_it_is_held(
    usual: Usual, small_recipe: Recipe, small_weights: Weights
) -> None:
    changes = []
    for strength in (0.1, 30.0, 1e9):
        recipe = replace(small_recipe, linear_strength=strength, hidden_strength=strength)
        adapted = train_weights([usual(7)], name="a.v1", recipe=recipe, base=small_weights)
        assert adapted.kinds == small_weights.kinds
        assert adapted.header["base"] == "small.v1"
        changes.append(moved(adapted, small_weights))
    assert all(less < more for more, less in pairwise(changes))
    assert changes[0] > 0.01
    assert changes[-1] < 1e-6


def test_adaptation_keeps_the_kinds_and_groups_of_its_base(
    usual: Usual, small_recipe: Recipe, small_weights: Weights
) -> None:
    recipe = replace(small_recipe, groups=("kind",), max_side=2, iterations=1)
    adapted = train_weights([usual(7)], name="a.v1", recipe=recipe, base=small_weights)
    assert (adapted.groups, adapted.kinds) == (small_weights.groups, small_weights.kinds)
    assert adapted.faithful.names == small_weights.faithful.names


def test_damaged_documents_change_the_scorer_for_abridged_translations_only(
    usual: Usual, small_recipe: Recipe
) -> None:
    recipe = replace(small_recipe, iterations=3)
    without = train_weights([usual(1)], name="t.v1", recipe=recipe)
    with_damage = train_weights([usual(1)], name="t.v1", recipe=recipe, damaged=[usual(2)])
    assert np.array_equal(without.faithful.mean, without.abridged.mean)
    assert not np.array_equal(with_damage.faithful.mean, with_damage.abridged.mean)


@pytest.mark.parametrize("kind", [(4, 4), (2, 0), (0, 3), (1, 9)])
def test_gold_beads_of_kinds_that_the_aligner_lacks_are_trained_on(
    planted: Planted, small_recipe: Recipe, kind: tuple[int, int]
) -> None:
    document = planted([(1, 1)] * 5 + [kind] + [(1, 1)] * 5, 1)
    recipe = replace(small_recipe, iterations=5)
    weights = train_weights([document], name="t.v1", recipe=recipe)
    alignment = align(document.source, document.target, weights=weights)
    allowed = {str(kind) for kind in recipe.kinds}
    assert {bead.kind for bead in alignment} <= allowed


def test_the_header_says_how_the_weights_were_made(usual: Usual, small_recipe: Recipe) -> None:
    recipe = replace(small_recipe, iterations=1)
    weights = train_weights([usual(1)], name="t.v1", recipe=recipe, header={"data": "abc"})
    assert weights.header["data"] == "abc"
    assert weights.header["iterations"] == 1
    assert weights.header["linear_strength"] == 0.5


def test_training_without_documents_is_refused() -> None:
    with pytest.raises(InputError):
        train_weights([], name="t.v1")


def test_training_with_vectors_of_two_encoders_is_refused(
    usual: Usual, small_weights: Weights
) -> None:
    document = usual(1)
    other = replace(document.source, vectors=replace(document.source.vectors, encoder="other.v1"))
    stranger = replace(document, source=other, target=other)
    with pytest.raises(InputError, match=r"other\.v1.*random\.v1"):
        train_weights([document, stranger], name="t.v1")
    with pytest.raises(InputError, match=r"other\.v1.*random\.v1"):
        train_weights([stranger], name="t.v1", base=small_weights)

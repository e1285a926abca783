"""The coarse search keeps the true path, the ends, and not too much besides."""

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.core.band import _halved, promising_nodes
from aligner.core.lattice import Lattice, bead_kinds

if TYPE_CHECKING:
    from numpy.typing import NDArray

DIM = 48
# What unrelated or endlessly repeating texts may keep for each segment.
MOST_NODES = 45


def random_units(count: int, seed: int) -> "NDArray[np.float32]":
    return unit(np.random.default_rng(seed).normal(size=(count, DIM)))


def unit(vectors: "NDArray[np.float64]") -> "NDArray[np.float32]":
    scaled: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return scaled.astype(np.float32)


def translated(vectors: "NDArray[np.float32]", seed: int, noise: float) -> "NDArray[np.float32]":
    random = np.random.default_rng(seed)
    return unit(vectors + noise / np.sqrt(DIM) * random.normal(size=vectors.shape))


def nodes_between(
    source: "NDArray[np.float32]", target: "NDArray[np.float32]"
) -> set[tuple[int, int]]:
    rows, targets = promising_nodes(source, target)
    nodes = set(zip(rows.tolist(), targets.tolist(), strict=True))
    assert len(nodes) == len(rows)
    assert {(0, 0), (len(source), len(target))} <= nodes
    assert all(0 <= i <= len(source) and 0 <= j <= len(target) for i, j in nodes)
    return nodes


@given(st.integers(1, 30), st.integers(0, 2**32 - 1), st.floats(0, 0.8))
def test_a_translation_line_by_line_keeps_the_diagonal(n: int, seed: int, noise: float) -> None:
    source = random_units(n, seed)
    nodes = nodes_between(source, translated(source, seed + 1, noise))
    assert {(k, k) for k in range(n + 1)} <= nodes


@given(st.lists(st.sampled_from([(1, 1), (1, 2), (2, 1), (1, 0), (0, 1)]), min_size=1, max_size=30))
def test_the_planted_ladder_is_kept(kinds: list[tuple[int, int]]) -> None:
    """Every bead has a vector of its own on the sides that it has."""
    vectors = random_units(len(kinds), len(kinds))
    source = np.repeat(vectors, [a for a, _ in kinds], axis=0)
    target = np.repeat(vectors, [b for _, b in kinds], axis=0)
    if not len(source) or not len(target):
        return
    ladder = np.cumsum([(0, 0), *kinds], axis=0).tolist()
    assert set(map(tuple, ladder)) <= nodes_between(source, target)


@pytest.mark.parametrize("n", [350, 701])
def test_long_documents_are_halved_and_keep_the_diagonal(n: int) -> None:
    source = random_units(n, n)
    nodes = nodes_between(source, translated(source, 1, 0.8))
    assert {(k, k) for k in range(n + 1)} <= nodes
    assert len(nodes) < 10 * n


@pytest.mark.parametrize("gap", [100, 1000])
@pytest.mark.parametrize("side", ["source", "target"])
@pytest.mark.parametrize("place", [0, 171, 400])
def test_the_path_jumps_over_a_gap(gap: int, side: str, place: int) -> None:
    """Of one document there is a long part more: everything around is kept."""
    short = random_units(400, 2)
    long = np.insert(translated(short, 3, 0.6), [place] * gap, random_units(gap, 4), axis=0)
    here = np.arange(401)
    there = np.where(here <= place, here, here + gap)
    path = np.stack([here, there], axis=1)
    path = np.concatenate([path, [(place, place + gap)]])
    if side == "source":
        nodes = {(i, j) for j, i in nodes_between(long, short)}
    else:
        nodes = nodes_between(short, long)
    assert set(map(tuple, path.tolist())) <= nodes


def related(n: int, m: int, *, how: str) -> "tuple[NDArray[np.float32], NDArray[np.float32]]":
    if how == "identical":
        return np.repeat(random_units(1, 5), n, axis=0), np.repeat(random_units(1, 5), m, axis=0)
    if how == "zero":
        return np.zeros((n, DIM), dtype=np.float32), np.zeros((m, DIM), dtype=np.float32)
    return random_units(n, 6), random_units(m, 7)


@pytest.mark.parametrize("how", ["unrelated", "identical", "zero"])
@pytest.mark.parametrize(("n", "m"), [(150, 250), (500, 500), (1000, 300), (900, 901)])
def test_texts_without_a_path_keep_a_number_of_positions_linear_in_their_length(
    n: int, m: int, how: str
) -> None:
    nodes = nodes_between(*related(n, m, how=how))
    assert len(nodes) <= MOST_NODES * (n + m)


@pytest.mark.parametrize("how", ["unrelated", "identical", "zero"])
def test_a_ladder_leads_through_what_is_kept_of_any_texts(how: str) -> None:
    source, target = related(420, 333, how=how)
    rows, targets = promising_nodes(source, target)
    lattice = Lattice.between(rows, targets, 420, 333, bead_kinds(3, 4, 3))
    starts, stops, n_nodes = lattice.nodes
    reached = np.zeros(n_nodes, dtype=bool)
    reached[0] = True
    for first, last, _, _ in lattice.forward.steps:
        beads = lattice.forward.order[first:last]
        reached[stops[beads[reached[starts[beads]]]]] = True
    assert reached[-1]


@pytest.mark.parametrize(("n", "m"), [(1, 1), (1, 2), (1, 5000), (5000, 1), (6, 9000), (7, 9000)])
def test_a_few_segments_may_stand_against_many(n: int, m: int) -> None:
    short, long = sorted((n, m))
    vectors = random_units(long, 8)
    place = (long - short) // 2
    some = vectors[place : place + short]
    here, there = np.arange(short + 1), np.arange(place, place + short + 1)
    if n <= m:
        nodes, path = nodes_between(some, vectors), zip(here, there, strict=True)
    else:
        nodes, path = nodes_between(vectors, some), zip(there, here, strict=True)
    assert set(path) <= nodes


@given(st.integers(1, 9), st.integers(0, 2**32 - 1))
def test_halving_joins_neighbours_and_leaves_an_odd_last_one(n: int, seed: int) -> None:
    vectors = random_units(n, seed)
    halved = _halved(vectors)
    assert len(halved) == (n + 1) // 2
    for k, half in enumerate(halved):
        total = vectors[2 * k : 2 * k + 2].sum(axis=0)
        np.testing.assert_allclose(half, total / np.linalg.norm(total), atol=1e-5)


def test_the_same_texts_give_the_same_positions() -> None:
    source, target = related(500, 450, how="unrelated")
    first, second = promising_nodes(source, target), promising_nodes(source, target)
    assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))

"""Which beads a lattice holds, against plain loops."""

from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.core.lattice import BeadKind, Lattice, bead_kinds
from aligner.errors import AlignmentImpossible

if TYPE_CHECKING:
    from numpy.typing import NDArray

Beads = set[tuple[int, int, int, int]]
KINDS = bead_kinds(3, 4, 5)
SIZES = st.integers(0, 7)
SEEDS = st.integers(0, 2**32 - 1)


def beads_of(lattice: Lattice) -> Beads:
    columns = (
        lattice.source_start,
        lattice.target_start,
        lattice.source_size,
        lattice.target_size,
    )
    return set(zip(*(column.tolist() for column in columns), strict=True))


def random_nodes(n: int, m: int, seed: int) -> "NDArray[np.int64]":
    """About half of all positions in a random order, the first and the last among them."""
    random = np.random.default_rng(seed)
    corners = {(0, 0), (n, m)}
    some = {node for node in product(range(n + 1), range(m + 1)) if random.random() < 0.5}
    return random.permutation(np.array(sorted(some | corners)))


@given(SIZES, SIZES, SEEDS)
def test_beads_stand_between_all_nodes_that_one_can_connect(n: int, m: int, seed: int) -> None:
    nodes = random_nodes(n, m, seed)
    places = {tuple(node) for node in nodes.tolist()}
    expected = {
        (i, j, *kind) for i, j in places for kind in KINDS if (i + kind[0], j + kind[1]) in places
    }
    if n + m and not expected:
        with pytest.raises(AlignmentImpossible):
            Lattice.between(nodes[:, 0], nodes[:, 1], n, m, KINDS)
        return
    lattice = Lattice.between(nodes[:, 0], nodes[:, 1], n, m, KINDS)
    assert beads_of(lattice) == expected
    assert len(lattice) == len(expected)


@given(SIZES, SIZES)
def test_a_full_lattice_holds_every_bead_that_fits(n: int, m: int) -> None:
    expected = {
        (i, j, a, b)
        for i, j, (a, b) in product(range(n + 1), range(m + 1), KINDS)
        if i + a <= n and j + b <= m
    }
    assert beads_of(Lattice.full(n, m, KINDS)) == expected


@given(SIZES, SIZES, SEEDS)
def test_nodes_are_numbered_by_position_from_the_first_to_the_last(
    n: int, m: int, seed: int
) -> None:
    lattice = random_part(n, m + 1, seed)
    starts, stops, n_nodes = lattice.nodes
    begins = both(lattice.source_start, lattice.target_start)
    ends_at = both(lattice.source_stop, lattice.target_stop)
    position = dict(zip(starts.tolist(), begins, strict=True))
    position |= dict(zip(stops.tolist(), ends_at, strict=True))
    ends = {0: (0, 0), n_nodes - 1: (n, m + 1)}
    assert all(position.get(number, place) == place for number, place in ends.items())
    position |= ends
    assert sorted(position) == list(range(n_nodes))
    assert [position[k] for k in range(n_nodes)] == sorted(set(position.values()))


def random_part(n: int, m: int, seed: int) -> Lattice:
    full = Lattice.full(n, m, KINDS)
    kept = np.random.default_rng(seed).random(len(full)) < 0.5
    kept[0] = True
    return full.only(kept)


def both(one: "NDArray[np.int64]", other: "NDArray[np.int64]") -> list[tuple[int, int]]:
    return list(zip(one.tolist(), other.tolist(), strict=True))


@given(SIZES, SIZES, SEEDS)
def test_levels_meet_every_bead_once_and_no_bead_before_those_into_its_start(
    n: int, m: int, seed: int
) -> None:
    lattice = random_part(n, m + 1, seed)
    starts, stops, n_nodes = lattice.nodes
    for levels, origins, reached, root in (
        (lattice.forward, starts, stops, 0),
        (lattice.backward, stops, starts, n_nodes - 1),
    ):
        assert sorted(levels.order.tolist()) == list(range(len(lattice)))
        final = {root} | (set(origins.tolist()) - set(reached.tolist()))
        met = 0
        for first, last, nodes, begins in levels.steps:
            here = levels.order[first:last]
            assert first == met
            assert set(origins[here].tolist()) <= final
            runs = np.split(here, begins[1:])
            assert [set(reached[run].tolist()) for run in runs] == [{k} for k in nodes.tolist()]
            final |= set(nodes.tolist())
            met = last
        assert met == len(lattice)


@given(SIZES, SIZES, SEEDS, SEEDS)
def test_a_union_holds_the_beads_of_both_once(n: int, m: int, one: int, other: int) -> None:
    first, second = random_part(n, m + 1, one), random_part(n, m + 1, other)
    union = first.union(second)
    assert beads_of(union) == beads_of(first) | beads_of(second)
    assert len(union) == len(beads_of(union))


@given(SIZES, SIZES, SEEDS, SEEDS)
def test_a_lattice_knows_which_of_its_beads_another_holds(
    n: int, m: int, one: int, other: int
) -> None:
    first, second = random_part(n, m + 1, one), random_part(n, m + 1, other)
    held = first.holds(second)
    if held.any():
        assert beads_of(first.only(held)) == beads_of(first) & beads_of(second)
    else:
        assert not beads_of(first) & beads_of(second)
    assert first.union(second).holds(first).sum() == len(first)


def test_a_lattice_without_beads_is_refused_unless_there_are_no_segments() -> None:
    empty = np.zeros(0, dtype=np.int64)
    with pytest.raises(AlignmentImpossible):
        Lattice(1, 0, empty, empty, empty, empty)
    assert len(Lattice(0, 0, empty, empty, empty, empty)) == 0


def test_null_beads_have_one_empty_side() -> None:
    lattice = Lattice.full(2, 2, KINDS)
    sizes = both(lattice.source_size, lattice.target_size)
    assert lattice.null.tolist() == [0 in size for size in sizes]


@given(st.integers(1, 8), st.integers(2, 10), st.integers(1, 12))
def test_kinds_are_both_nulls_and_all_within_the_bounds(
    max_side: int, max_total: int, max_list: int
) -> None:
    kinds = bead_kinds(max_side, max_total, max_list)
    expected = {
        (a, b)
        for a, b in product(range(1, 13), repeat=2)
        if (max(a, b) <= max_side and a + b <= max_total)
        or (min(a, b) == 1 and max(a, b) <= max_list)
    }
    assert kinds[:2] == (BeadKind(1, 0), BeadKind(0, 1))
    assert set(kinds[2:]) == expected
    assert len(kinds) == len(expected) + 2


def test_the_usual_kinds_reach_to_lists_of_ten() -> None:
    kinds = bead_kinds(6, 8, 10)
    assert {BeadKind(1, 10), BeadKind(10, 1), BeadKind(4, 4), BeadKind(6, 2)} <= set(kinds)
    assert not {BeadKind(2, 7), BeadKind(5, 4), BeadKind(1, 11)} & set(kinds)
    assert [str(kind) for kind in kinds if kind.is_null] == ["1-0", "0-1"]

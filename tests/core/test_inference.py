"""The fast computations over lattices against the slow, obvious ones."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.core.inference import Posterior, best_path, expected_f1_path, posterior, unpaired
from aligner.core.lattice import Lattice, bead_kinds
from aligner.errors import AlignmentImpossible
from tests.core.reference import all_ladders, best_ladder, posterior_by_enumeration

if TYPE_CHECKING:
    from numpy.typing import NDArray

Case = tuple[Lattice, "NDArray[np.float64]"]


@st.composite
def scored_lattices(draw: st.DrawFn) -> Case:
    """A small lattice, full or with some beads only, and random scores, some of them -inf."""
    n, m = draw(st.integers(0, 4)), draw(st.integers(0, 4))
    kinds = bead_kinds(draw(st.integers(1, 3)), draw(st.integers(2, 4)), draw(st.integers(1, 4)))
    lattice = Lattice.full(n, m, kinds)
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    if len(lattice):
        kept = random.random(len(lattice)) < draw(st.sampled_from([0.6, 0.85, 1.0]))
        kept[random.integers(len(lattice))] = True
        lattice = lattice.only(kept)
    scores = random.normal(scale=draw(st.sampled_from([0.0, 2.0, 30.0])), size=len(lattice))
    scores[random.random(len(lattice)) < draw(st.sampled_from([0.0, 0.1]))] = -np.inf
    return lattice, scores


def has_ladder(case: Case) -> bool:
    lattice, scores = case
    return any(np.isfinite(scores[list(ladder)]).all() for ladder in all_ladders(lattice))


LADDERS = scored_lattices().filter(has_ladder)


@settings(max_examples=150)
@given(LADDERS)
def test_probabilities_agree_with_enumeration(case: Case) -> None:
    found, (log_partition, beads) = posterior(*case), posterior_by_enumeration(*case)
    assert found.log_partition == pytest.approx(log_partition, abs=1e-9)
    np.testing.assert_allclose(found.beads, beads, atol=1e-9)


@settings(max_examples=150)
@given(LADDERS)
def test_the_best_path_is_a_ladder_and_the_best_of_all(case: Case) -> None:
    lattice, scores = case
    path = best_path(lattice, scores)
    assert tuple(path.tolist()) in set(all_ladders(lattice))
    assert scores[path].sum() == pytest.approx(best_ladder(lattice, scores), abs=1e-9)


@settings(max_examples=100)
@given(scored_lattices().filter(lambda case: not has_ladder(case)))
def test_without_a_ladder_alignment_is_impossible(case: Case) -> None:
    for function in (posterior, best_path):
        with pytest.raises(AlignmentImpossible):
            function(*case)


@given(LADDERS)
def test_what_flows_into_a_node_flows_out_of_it(case: Case) -> None:
    lattice, _ = case
    starts, stops, n_nodes = lattice.nodes
    beads = posterior(*case).beads
    flow_in = np.bincount(stops, beads, minlength=n_nodes)
    flow_out = np.bincount(starts, beads, minlength=n_nodes)
    np.testing.assert_allclose(flow_in[1:-1], flow_out[1:-1], atol=1e-9)
    if len(lattice):
        assert (flow_out[0], flow_in[-1]) == (pytest.approx(1.0), pytest.approx(1.0))


@pytest.mark.parametrize(("n", "m"), [(12, 15), (30, 3), (1, 40)])
def test_every_segment_is_in_one_bead(n: int, m: int) -> None:
    lattice = Lattice.full(n, m, bead_kinds(3, 5, 6))
    scores = np.random.default_rng(5).normal(size=len(lattice))
    beads = posterior(lattice, scores).beads
    for starts, stops, count in (
        (lattice.source_start, lattice.source_stop, n),
        (lattice.target_start, lattice.target_stop, m),
    ):
        held = [beads[(starts <= k) & (k < stops)].sum() for k in range(count)]
        np.testing.assert_allclose(held, 1.0)


@given(LADDERS, st.floats(-50, 50), st.integers(0, 2**32 - 1))
def test_what_every_ladder_earns_makes_no_difference(case: Case, gain: float, seed: int) -> None:
    """A height for every node: each bead earns the difference, every ladder the same."""
    lattice, scores = case
    starts, stops, n_nodes = lattice.nodes
    heights = np.random.default_rng(seed).normal(scale=abs(gain), size=n_nodes)
    shifted = posterior(lattice, scores + heights[stops] - heights[starts])
    np.testing.assert_allclose(shifted.beads, posterior(lattice, scores).beads, atol=1e-7)


def test_a_lattice_with_more_beads_never_has_less_weight() -> None:
    full = Lattice.full(10, 10, bead_kinds(2, 3, 3))
    random = np.random.default_rng(7)
    scores, rank = random.normal(size=len(full)), random.random(len(full))
    weights = []
    for share in (0.7, 0.8, 0.9, 1.0):
        kept = rank <= share
        weights.append(posterior(full.only(kept), scores[kept]).log_partition)
    assert weights == sorted(weights)


def test_scores_of_any_size_do_not_overflow() -> None:
    lattice = Lattice.full(6, 6, bead_kinds(2, 3, 3))
    for scale in (1e-300, 1e4, 1e8):
        scores = scale * np.random.default_rng(8).normal(size=len(lattice))
        beads = posterior(lattice, scores).beads
        assert np.isfinite(beads).all()
        assert ((beads >= 0) & (beads <= 1)).all()


def expected_f1(lattice: Lattice, inferred: Posterior, path: Sequence[int]) -> float:
    """Null beads count half."""
    worth = 1.0 - 0.5 * lattice.null
    right = sum(worth[bead] * inferred.right[bead] for bead in path)
    proposed = sum(worth[bead] for bead in path)
    return float(2 * right / (proposed + (worth * inferred.beads).sum()))


@settings(max_examples=150)
@given(LADDERS.filter(lambda case: len(case[0]) > 0))
def test_the_path_of_the_best_expected_f1_is_the_best_of_all(case: Case) -> None:
    lattice, _ = case
    inferred = posterior(*case)
    path = expected_f1_path(lattice, inferred).tolist()
    best = max(expected_f1(lattice, inferred, ladder) for ladder in all_ladders(lattice))
    assert tuple(path) in set(all_ladders(lattice))
    assert expected_f1(lattice, inferred, path) == pytest.approx(best, abs=1e-7)


@settings(max_examples=100)
@given(LADDERS)
def test_a_null_bead_is_right_wherever_its_segment_stands_alone(case: Case) -> None:
    lattice, scores = case
    inferred = posterior(*case)
    alone = unpaired(lattice, inferred.beads)
    weights: dict[tuple[int, int], float] = {}
    total = 0.0
    for ladder in all_ladders(lattice):
        weight = float(np.exp(scores[list(ladder)].sum() - inferred.log_partition))
        total += weight
        for bead in ladder:
            if lattice.null[bead]:
                side = int(lattice.source_size[bead] == 0)
                start = (lattice.source_start, lattice.target_start)[side][bead]
                key = side, int(start)
                weights[key] = weights.get(key, 0.0) + weight
    for side, segments in enumerate(alone):
        wanted = [weights.get((side, k), 0.0) for k in range(len(segments))]
        np.testing.assert_allclose(segments, wanted, atol=1e-9)
    for bead in range(len(lattice)):
        side = int(lattice.source_size[bead] == 0)
        start = (lattice.source_start, lattice.target_start)[side][bead]
        expected = alone[side][start] if lattice.null[bead] else inferred.beads[bead]
        assert inferred.right[bead] == expected


def test_two_null_beads_do_not_stand_where_a_match_is_more_probable() -> None:
    lattice = Lattice.full(1, 1, bead_kinds(1, 2, 1))
    score = np.where(lattice.null, 0.0, 0.9)
    inferred = posterior(lattice, score)
    match = int(np.flatnonzero(~lattice.null)[0])
    assert 0.5 < inferred.beads[match] < 0.6
    assert expected_f1_path(lattice, inferred).tolist() == [match]

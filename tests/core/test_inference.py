"""The fast computations over lattices against the slow, obvious ones."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.core.decoding import expected_f1_path
from aligner.core.inference import best_path, posterior
from aligner.core.lattice import BeadKind, Lattice, bead_kinds
from aligner.core.reference import all_paths, log_partition, posteriors
from aligner.errors import AlignmentImpossible

if TYPE_CHECKING:
    from numpy.typing import NDArray

Case = tuple[Lattice, "NDArray[np.float64]"]


@st.composite
def scored_lattices(draw: st.DrawFn) -> Case:
    """A small full or banded lattice with random scores, some beads closed."""
    n, m = draw(st.integers(0, 4)), draw(st.integers(0, 4))
    kinds = bead_kinds(draw(st.integers(1, 3)), draw(st.integers(2, 4)))
    if draw(st.booleans()):
        lattice = Lattice.full(n, m, kinds)
    else:
        path = np.array([[i * m // max(n, 1)] * 2 for i in range(n + 1)])
        path[-1, 1] = m
        lattice = Lattice.around(path, m, draw(st.integers(1, 3)), kinds)
    generator = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    scores = generator.normal(scale=2.0, size=(len(kinds), n + 1, lattice.width))
    scores[generator.random(scores.shape) < draw(st.sampled_from([0.0, 0.1]))] = -np.inf
    for k, kind in enumerate(kinds):
        scores[k][lattice.end_of(kind) < 0] = -np.inf
    return lattice, scores


@settings(max_examples=150)
@given(scored_lattices())
def test_posterior_agrees_with_enumeration(case: Case) -> None:
    lattice, scores = case
    paths = list(all_paths(lattice, scores))
    if not paths:
        with pytest.raises(AlignmentImpossible):
            posterior(lattice, scores)
        return
    result = posterior(lattice, scores)
    assert result.log_partition == pytest.approx(log_partition(lattice, scores), abs=1e-6)
    expected = np.zeros_like(scores)
    for (k, i, j), probability in posteriors(lattice, scores).items():
        expected[k, i, j - lattice.low[i]] = probability
    np.testing.assert_allclose(result.beads, expected, atol=1e-6)


@settings(max_examples=150)
@given(scored_lattices())
def test_best_path_is_the_best_of_all(case: Case) -> None:
    lattice, scores = case
    totals = [total for total, _ in all_paths(lattice, scores)]
    if not totals:
        with pytest.raises(AlignmentImpossible):
            best_path(lattice, scores)
        return
    path = best_path(lattice, scores)
    total = sum(scores[k, i, j - lattice.low[i]] for k, i, j in path)
    assert total == pytest.approx(max(totals), abs=1e-6)


@settings(max_examples=100)
@given(scored_lattices())
def test_expected_f1_path_is_the_best_of_all(case: Case) -> None:
    lattice, scores = case
    paths = [path for _, path in all_paths(lattice, scores)]
    if not paths or not paths[0]:
        return
    beads = posterior(lattice, scores).beads

    def expected_f1(path: Iterable[tuple[int, int, int]]) -> float:
        edges = list(path)
        correct = sum(beads[k, i, j - lattice.low[i]] for k, i, j in edges)
        return float(2 * correct / (len(edges) + beads.sum()))

    everywhere = np.where(np.isfinite(scores), beads, 0.0)
    found = expected_f1_path(lattice, everywhere)
    open_paths = [p for _, p in all_paths(lattice, np.zeros_like(scores))]
    assert expected_f1(found) >= max(map(expected_f1, open_paths)) - 1e-9


def test_posteriors_of_one_segment_sum_to_one() -> None:
    kinds = bead_kinds(3, 5)
    lattice = Lattice.full(12, 15, kinds)
    generator = np.random.default_rng(5)
    scores = generator.normal(size=(len(kinds), 13, 16))
    for k, kind in enumerate(kinds):
        scores[k][lattice.end_of(kind) < 0] = -np.inf
    beads = posterior(lattice, scores).beads
    for segment in range(12):
        held = sum(
            beads[k, start].sum()
            for k, kind in enumerate(kinds)
            for start in range(max(0, segment - kind.source + 1), segment + 1)
            if kind.source
        )
        assert held == pytest.approx(1.0)


def test_a_wider_band_never_has_less_weight() -> None:
    kinds = bead_kinds(2, 3)
    full = Lattice.full(10, 10, kinds)
    generator = np.random.default_rng(7)
    dense = generator.normal(size=(len(kinds), 11, 11))

    def weight(radius: int) -> float:
        path = np.array([[i, i] for i in range(11)])
        band = Lattice.around(path, 10, radius, kinds)
        scores = np.full((len(kinds), 11, band.width), -np.inf)
        for k, kind in enumerate(kinds):
            inside = band.end_of(kind) >= 0
            rows, columns = np.nonzero(inside)
            scores[k][inside] = dense[k, rows, band.targets()[rows, columns]]
        return posterior(band, scores).log_partition

    for k, kind in enumerate(kinds):
        dense[k][full.end_of(kind) < 0] = -np.inf
    weights = [weight(radius) for radius in (1, 2, 4, 10)]
    assert weights == sorted(weights)
    assert weights[-1] == pytest.approx(posterior(full, dense).log_partition)


def test_a_band_that_misses_the_end_is_refused() -> None:
    with pytest.raises(AlignmentImpossible):
        Lattice(2, 9, np.zeros(3, dtype=np.int64), 4, (BeadKind(1, 0), BeadKind(0, 1)))


def test_bead_kinds_have_nulls_first_and_no_doubles() -> None:
    kinds = bead_kinds(6, 8)
    assert kinds[:2] == (BeadKind(1, 0), BeadKind(0, 1))
    assert len(set(kinds)) == len(kinds) == 2 + 26
    assert all(BeadKind.parse(str(kind)) == kind for kind in kinds)

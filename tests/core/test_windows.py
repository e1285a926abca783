"""Windows, covers and clause matches against plain loops."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import exp, log
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.core import clauses as clauses_module
from aligner.core.centring import CentredVectors
from aligner.core.clauses import Clauses, clause_cover, match_clauses
from aligner.core.cover import Cover, key_cover
from aligner.core.windows import RunPairs, Windows, own_windows

if TYPE_CHECKING:
    from numpy.typing import NDArray

SEEDS = st.integers(0, 2**32 - 1)
DIM = 6


@dataclass(frozen=True, slots=True)
class Sample:
    """Two random texts with clauses, windows and pairs of runs, some of them past an end."""

    own: Clauses
    other: Clauses
    bounds: "NDArray[np.int64]"
    pairs: RunPairs

    @property
    def n_own(self) -> int:
        return len(self.own.offsets) - 1

    @property
    def n_other(self) -> int:
        return len(self.other.offsets) - 1

    def clauses_of(self, segment: int) -> range:
        return range(self.own.offsets[segment], self.own.offsets[segment + 1])

    def window(self, segment: int) -> range:
        return range(*self.bounds[segment].tolist())

    def cosine(self, clause: int, opposite: int) -> list[float]:
        """Cosines of one clause with those of a segment opposite."""
        low, high = self.other.offsets[opposite : opposite + 2]
        cosines: list[float] = (self.other.vectors[low:high] @ self.own.vectors[clause]).tolist()
        return cosines

    def runs(self) -> Iterator[tuple[range, range]]:
        for start, size, other_start, other_size in zip(*self.pairs, strict=True):
            yield range(start, start + size), range(other_start, other_start + other_size)


@st.composite
def samples(draw: st.DrawFn) -> Sample:
    n, m = draw(st.integers(1, 40)), draw(st.integers(1, 12))
    random = np.random.default_rng(draw(SEEDS))
    low = random.integers(0, m + 1, size=n)
    high = np.array([random.integers(start, m + 1) for start in low])
    start = random.integers(0, n, size=30)
    size = np.array([random.integers(0, min(n - s, 4) + 1) for s in start])
    pairs = RunPairs(start, size, random.integers(-2, m + 2, 30), random.integers(0, 4, 30))
    sides = (random_clauses(random, n), random_clauses(random, m))
    return Sample(*sides, np.stack([low, high], axis=1), pairs)


def random_clauses(random: np.random.Generator, n: int) -> Clauses:
    offsets = np.concatenate([[0], np.cumsum(random.integers(1, 4, size=n))])
    vectors = random.normal(size=(int(offsets[-1]), DIM))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    plain = vectors.astype(np.float32)
    # A mean of nothing leaves the vectors as they are.
    return Clauses(CentredVectors.of(plain, np.zeros((1, DIM), dtype=np.float32)), offsets)


def test_a_window_reaches_twelve_segments_beyond_the_beads() -> None:
    """Segment 0 goes with 20 or 30 and 31, segment 1 with 30 and 31, segment 2 with nothing."""
    pairs = RunPairs(*np.array([[0, 1, 20, 1], [0, 2, 30, 2]]).T)
    windows = own_windows(pairs, n_own=3, n_other=40)
    assert windows.tolist() == [[8, 40], [18, 40], [0, 0]]


@given(samples())
def test_windows_hold_all_runs_opposite_and_their_surroundings(sample: Sample) -> None:
    pairs = RunPairs(*(np.maximum(values, 0) for values in sample.pairs))
    stop = np.minimum(pairs.other_start + pairs.other_size, sample.n_other)
    start = np.minimum(pairs.other_start, stop)
    pairs = pairs._replace(other_start=start, other_size=stop - start)
    windows = own_windows(pairs, sample.n_own, sample.n_other)
    for segment, (low, high) in enumerate(windows.tolist()):
        near = [
            (first, first + size)
            for own, length, first, size in zip(*(v.tolist() for v in pairs), strict=True)
            if own <= segment < own + length
        ]
        if near:
            assert low == max(min(first for first, _ in near) - 12, 0)
            assert high == min(max(stop for _, stop in near) + 12, sample.n_other)
        assert 0 <= low <= high <= sample.n_other


@given(samples())
def test_places_lie_unit_after_unit_and_there_is_nothing_outside(sample: Sample) -> None:
    windows = Windows(sample.bounds, sample.own.offsets)
    places = [
        (unit, opposite)
        for segment in range(sample.n_own)
        for unit in sample.clauses_of(segment)
        for opposite in sample.window(segment)
    ]
    assert len(windows.empty()) == len(places)
    values = dict(zip(places, range(1, len(places) + 1), strict=True))
    everywhere = [
        (unit, opposite)
        for unit in range(len(sample.own.vectors))
        for opposite in range(-2, sample.n_other + 2)
    ]
    asked, opposite = np.array(everywhere).T
    found = windows.at(np.arange(1.0, len(places) + 1), asked, opposite)
    assert found.tolist() == [values.get(place, 0) for place in everywhere]


@given(samples())
def test_the_units_of_a_run_are_those_of_its_segments(sample: Sample) -> None:
    windows = Windows(sample.bounds, sample.own.offsets)
    run, units = windows.units_of(sample.pairs.own_start, sample.pairs.own_size)
    expected = [
        (number, unit)
        for number, (own, _) in enumerate(sample.runs())
        for segment in own
        for unit in sample.clauses_of(segment)
    ]
    assert list(zip(run.tolist(), units.tolist(), strict=True)) == expected


def plainly_found(sample: Sample, cover: Cover) -> list[float]:
    """Sum over the units of each run of the greatest value in the run opposite."""
    windows = cover.windows
    values: dict[tuple[int, int], float] = {}
    for segment in range(sample.n_own):
        for unit in range(*windows.unit_offsets[segment : segment + 2].tolist()):
            for k, opposite in enumerate(sample.window(segment)):
                values[unit, opposite] = float(cover.values[windows.offsets[unit] + k])
    return [
        sum(
            max((values.get((unit, opposite), 0.0) for opposite in other), default=0.0)
            for segment in own
            for unit in range(*windows.unit_offsets[segment : segment + 2].tolist())
        )
        for own, other in sample.runs()
    ]


@given(samples())
def test_what_is_found_of_a_clause_is_what_stands_out_of_its_window(sample: Sample) -> None:
    cover = clause_cover(sample.own, sample.other, sample.bounds)
    mass = []
    for segment in range(sample.n_own):
        total = 0.0
        for clause in sample.clauses_of(segment):
            best = [max(sample.cosine(clause, opposite)) for opposite in sample.window(segment)]
            above = [max(cosine - sum(best) / len(best), 0.0) for cosine in best]
            places = slice(*cover.windows.offsets[clause : clause + 2])
            np.testing.assert_allclose(cover.values[places], above, atol=1e-5)
            total += max(above, default=0.0)
        mass.append(total)
    np.testing.assert_allclose(cover.mass, mass, atol=1e-5)
    np.testing.assert_allclose(cover.found(sample.pairs), plainly_found(sample, cover), atol=1e-9)
    masses = [sum(mass[segment] for segment in own) for own, _ in sample.runs()]
    np.testing.assert_allclose(cover.mass_of(sample.pairs), masses, atol=1e-5)
    assert (cover.found(sample.pairs) <= cover.mass_of(sample.pairs) + 1e-6).all()


@given(samples())
def test_what_longer_and_shorter_runs_opposite_hold_is_found_with_what_the_run_holds(
    sample: Sample,
) -> None:
    cover = clause_cover(sample.own, sample.other, sample.bounds)
    runs = sample.pairs
    nearby = cover.found_nearby(runs)
    expected = (
        runs,
        runs.moved(other=-1, other_more=1),
        runs.moved(other_more=1),
        runs.moved(other=1, other_more=-1),
        runs.moved(other_more=-1),
    )
    for found, moved in zip(nearby, expected, strict=True):
        np.testing.assert_array_equal(found, cover.found(moved))


@given(samples(), SEEDS)
def test_a_shared_key_weighs_the_more_the_rarer_it_is(sample: Sample, seed: int) -> None:
    random = np.random.default_rng(seed)

    def keys(count: int) -> list[frozenset[str]]:
        return [frozenset(random.choice(list("abcdef"), 2).tolist()) for _ in range(count)]

    own, other = keys(sample.n_own), keys(sample.n_other)
    shared = frozenset().union(*own) & frozenset().union(*other)
    own, other = [held & shared for held in own], [held & shared for held in other]
    cover = key_cover(own, other, sample.bounds)

    def weight(key: str) -> float:
        mine, theirs = (sum(key in held for held in side) for side in (own, other))
        return log((1 + len(own) + len(other)) / (1 + mine + theirs))

    found = [
        sum(
            weight(key)
            for segment in run
            for key in own[segment]
            if any(k in sample.window(segment) and key in other[k] for k in opposite)
        )
        for run, opposite in sample.runs()
    ]
    np.testing.assert_allclose(cover.found(sample.pairs), found, atol=1e-9)
    np.testing.assert_allclose(cover.mass, [sum(map(weight, held)) for held in own], atol=1e-9)
    assert (cover.values >= 0).all()


def plain_beliefs(sample: Sample) -> dict[tuple[int, int], float]:
    """Softmax over the clauses of the window and one more of cosine 0.15, which is nothing."""
    beliefs: dict[tuple[int, int], float] = {}
    for segment in range(sample.n_own):
        for clause in sample.clauses_of(segment):
            weights = {
                opposite: sum(exp(15 * c) for c in sample.cosine(clause, opposite))
                for opposite in sample.window(segment)
            }
            total = sum(weights.values()) + exp(15 * 0.15)
            beliefs |= {(clause, opposite): w / total for opposite, w in weights.items()}
    return beliefs


@given(samples())
def test_the_belief_in_a_clause_is_shared_out_over_its_window(sample: Sample) -> None:
    match = match_clauses(sample.own, sample.other, sample.bounds)
    beliefs = plain_beliefs(sample)
    np.testing.assert_allclose(match.belief, list(beliefs.values()), atol=1e-4)
    anywhere = match.anywhere()
    totals = [
        sum(beliefs.get((clause, opposite), 0.0) for opposite in range(sample.n_other))
        for clause in range(len(sample.own.vectors))
    ]
    np.testing.assert_allclose(anywhere, totals, atol=1e-4)
    assert ((anywhere >= -1e-12) & (anywhere < 1)).all()


@given(samples(), SEEDS)
def test_the_belief_in_a_run_is_the_sum_over_its_segments(sample: Sample, seed: int) -> None:
    match = match_clauses(sample.own, sample.other, sample.bounds)
    beliefs = plain_beliefs(sample)
    random = np.random.default_rng(seed)
    clauses = random.integers(0, len(sample.own.vectors), size=30)
    start, size = sample.pairs.other_start, sample.pairs.other_size
    expected = [
        sum(beliefs.get((clause, opposite), 0.0) for opposite in range(first, first + count))
        for clause, first, count in zip(
            clauses.tolist(), start.tolist(), size.tolist(), strict=True
        )
    ]
    np.testing.assert_allclose(match.in_run(clauses, start, size), expected, atol=1e-4)


@pytest.mark.parametrize("rows", [1, 2, 7, 1000])
def test_it_makes_no_difference_how_many_segments_are_handled_at_once(
    rows: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = np.random.default_rng(9)
    own, other = random_clauses(random, 50), random_clauses(random, 60)
    low = np.arange(50)
    bounds = np.stack([low, low + np.arange(50) % 9], axis=1)
    cover, match = clause_cover(own, other, bounds), match_clauses(own, other, bounds)
    monkeypatch.setattr(clauses_module, "_ROWS", rows)
    again = clause_cover(own, other, bounds)
    np.testing.assert_allclose(again.values, cover.values, atol=1e-5)
    np.testing.assert_allclose(again.mass, cover.mass, atol=1e-5)
    np.testing.assert_allclose(match_clauses(own, other, bounds).belief, match.belief, atol=1e-4)

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.pairing.assignment import assign
from aligner.pairing.model import Rivals, prior_shift

# Eighths add up without rounding.
GAINS = st.integers(min_value=-16, max_value=40).map(lambda eighths: eighths / 8)
TABLES = st.integers(1, 4).flatmap(
    lambda columns: st.lists(
        st.lists(st.none() | GAINS, min_size=columns, max_size=columns), min_size=1, max_size=4
    )
)


def _best_total(table: list[list[float | None]]) -> float:
    """Greatest total gain, by trying everything."""
    rows, columns = len(table), len(table[0])
    best = 0.0
    for order in permutations([*range(columns), *[None] * rows], rows):
        gains = [table[i][j] for i, j in enumerate(order) if j is not None]
        best = max(best, sum(gain for gain in gains if gain is not None and gain > 0))
    return best


@given(TABLES)
def test_no_assignment_gains_more(table: list[list[float | None]]) -> None:
    gains = [(i, j, g) for i, row in enumerate(table) for j, g in enumerate(row) if g is not None]
    pairs = assign(gains)
    by_pair = {(i, j): g for i, j, g in gains}
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert all(by_pair[pair] > 0 for pair in pairs)
    assert sum(by_pair[pair] for pair in pairs) == _best_total(table)


def test_greedy_choice_is_not_taken() -> None:
    assert assign([(0, 0, 3.0), (0, 1, 2.9), (1, 0, 2.9)]) == [(0, 1), (1, 0)]


def test_nothing_to_gain() -> None:
    assert assign([]) == []
    assert assign([(0, 0, -1.0), (1, 0, 0.0)]) == []


@given(st.permutations([(0, 0, 1.0), (0, 1, 1.0), (1, 0, 1.0), (1, 1, 1.0), (2, 1, 1.0)]))
def test_ties_do_not_depend_on_the_order(gains: list[tuple[int, int, float]]) -> None:
    assert assign(gains) == assign(sorted(gains))


def test_rivals_share_the_probability() -> None:
    pairs = [(0, 0), (0, 1), (1, 2)]
    alone = Rivals.of(pairs, ([0, 1], [0, 1, 2])).posterior(np.array([0.0, -50.0, 2.0]))
    assert alone == pytest.approx([0.5, 0.0, 1 / (1 + np.exp(-2.0))], abs=1e-6)
    contested = Rivals.of(pairs, ([0, 1], [0, 1, 2])).posterior(np.array([5.0, 5.0, 5.0]))
    assert contested[0] == pytest.approx(0.5, abs=0.01)
    assert contested[2] > 0.99


def test_copies_are_no_rivals() -> None:
    twins = Rivals.of([(0, 0), (0, 1)], ([0], [7, 7])).posterior(np.array([5.0, 5.0]))
    assert twins == pytest.approx([1 / (1 + np.exp(-5.0))] * 2)


def test_parts_of_one_text_are_no_rivals() -> None:
    pairs, twins = [(0, 0), (1, 0), (2, 0)], ([0, 1, 2], [0])
    scores = np.array([5.0, 5.0, -50.0])
    assert Rivals.of(pairs, twins).posterior(scores)[0] == pytest.approx(0.5, abs=0.01)
    together = Rivals.of(pairs, twins, [(0, 1)]).posterior(scores)
    assert together[:2] == pytest.approx([1 / (1 + np.exp(-5.0))] * 2)


def test_no_candidates_at_all() -> None:
    assert len(Rivals.of([], ([0], [0])).adapted(np.zeros(0))) == 0


def test_the_prior_follows_the_share_of_pairs() -> None:
    assert prior_shift(500, 1000, 1000) == pytest.approx(0.0)
    assert prior_shift(10, 1000, 1000) < prior_shift(100, 1000, 1000) < 0
    assert abs(prior_shift(0, 1, 1)) < 0.2

"""The fit of the confidence of departures, and the trees it makes."""

import numpy as np
import pytest
from boosted_trees import Boosting, fit_trees
from departure_trials import HUMAN, Reading
from hypothesis import given
from hypothesis import strategies as st
from train_departures import auc, calibrate, fit, left_out, score, weights_of

from aligner.terms.checking.confidence import ConfidenceModel


def reading(kind: str, value: float, *, is_error: bool) -> Reading:
    return Reading(kind, "r", is_error, None, {"absent": value, "noise": (7.3 * value) % 1})


def cloud(kind: str, middle: float, n: int, *, is_error: bool) -> list[Reading]:
    chance = np.random.default_rng(len(kind))
    return [reading(kind, float(v), is_error=is_error) for v in chance.normal(middle, 1.0, n)]


READINGS = [
    *cloud("dropped", 3.0, 60, is_error=True),
    *cloud("exchanged for another", 3.5, 60, is_error=True),
    *cloud("passive", 0.0, 60, is_error=False),
    *cloud("possessive", -0.5, 60, is_error=False),
    *cloud(HUMAN, 1.0, 60, is_error=False),
]


def test_trees_tell_two_clouds_apart() -> None:
    chance = np.random.default_rng(1)
    truth = np.repeat([0.0, 1.0], 150)
    rows = np.column_stack([chance.normal(3 * truth), chance.normal(size=300)])
    trees = fit_trees(["a", "b"], rows, truth, np.ones(300), Boosting(rounds=30))
    model = ConfidenceModel(trees)
    chances = [model.probability({"a": a, "b": b}) for a, b in rows]
    assert np.mean((np.array(chances) > 0.5) == (truth > 0)) > 0.9


def test_a_question_of_two_signs_needs_depth() -> None:
    rows = np.array([[a, b] for a in (0.0, 1.0) for b in (0.0, 1.0)] * 40)
    truth = np.array([float(a != b) for a, b in rows])
    # Without any slope at the top, greedy trees must start somewhere.
    weights = np.where(rows[:, 0] > 0, 1.2, 1.0)
    trees = fit_trees(["a", "b"], rows, truth, weights, Boosting(rounds=40, depth=2))
    model = ConfidenceModel(trees)
    for a, b in rows[:4]:
        assert (model.probability({"a": a, "b": b}) > 0.5) == (a != b)


def test_kinds_left_out_are_still_told_apart() -> None:
    scores = left_out(READINGS)
    truth = np.array([r.is_error for r in READINGS])
    assert auc(scores, truth, np.ones(len(truth))) > 0.9
    slope, shift = calibrate(scores, READINGS)
    assert slope > 0.0
    chances = 1 / (1 + np.exp(-(slope * scores + shift)))
    seeded = np.array([r.kind != HUMAN for r in READINGS])
    assert chances[seeded].mean() == pytest.approx(truth[seeded].mean(), abs=0.1)


def test_a_rule_counts_by_its_confidence() -> None:
    _, trees = fit(READINGS)
    rule = Reading("typo", "r", is_error=True, confidence=0.9, values={})
    nothing = Reading("typo", "r", is_error=True, confidence=0.0, values={})
    sure, none = score(ConfidenceModel(trees), [rule, nothing])
    assert none < 0 < sure


def test_each_kind_counts_by_the_root_of_its_size() -> None:
    few, many = cloud("few", 0, 4, is_error=True), cloud("many", 0, 16, is_error=True)
    own = weights_of([*few, *many])
    assert own.sum() == pytest.approx(1.0)
    assert own[4:].sum() == pytest.approx(2 * own[:4].sum())


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=2, max_size=40))
def test_the_area_is_the_chance_of_the_right_order(pairs: list[tuple[int, bool]]) -> None:
    scores, truth = np.array([float(s) for s, _ in pairs]), np.array([t for _, t in pairs])
    if truth.all() or not truth.any():
        return
    wins = [1.0 if a > b else 0.5 if a == b else 0.0 for a in scores[truth] for b in scores[~truth]]
    assert auc(scores, truth, np.ones(len(pairs))) == pytest.approx(np.mean(wins))

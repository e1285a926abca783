"""The fit of the confidence of departures, and the trees it makes."""

from dataclasses import replace

import numpy as np
import pytest
from boosted_trees import Boosting, fit_trees
from departure_curve import bent, bent_without, fit_curve, log_loss
from departure_report import area_of_kinds, auc, population, reliability
from departure_trials import HUMAN, Reading
from hypothesis import given
from hypothesis import strategies as st
from train_departures import calibrate, fit, left_out, score, settle, weights_of

from aligner.terms.checking.confidence import ConfidenceModel


def reading(kind: str, value: float, *, is_error: bool) -> Reading:
    return Reading(kind, "r", is_error, None, {"absent": value, "noise": (7.3 * value) % 1})


def cloud(kind: str, middle: float, n: int, *, is_error: bool) -> list[Reading]:
    """Readings of two registers, in turn."""
    chance = np.random.default_rng(len(kind))
    made = [reading(kind, float(v), is_error=is_error) for v in chance.normal(middle, 1.0, n)]
    return [replace(r, register="rs"[i % 2]) for i, r in enumerate(made)]


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
    by_kind, by_register = left_out(READINGS)
    made = [i for i, r in enumerate(READINGS) if r.kind != HUMAN]
    truth = np.array([r.is_error for r in READINGS])[made]
    for scores in (by_kind, by_register):
        assert auc(scores[made], truth, np.ones(len(truth))) > 0.9
        slope, shift = calibrate(scores, READINGS)
        assert slope > 0.0
        chances = settle(scores, READINGS, (slope, shift))
        weights = population(READINGS)
        assert float(weights @ chances) == pytest.approx(0.5, abs=0.02)


def test_human_text_is_scored_without_its_register() -> None:
    by_kind, by_register = left_out(READINGS)
    humans = [i for i, r in enumerate(READINGS) if r.kind == HUMAN]
    assert by_kind[humans] == pytest.approx(by_register[humans])
    others = [r for r in READINGS if r.register == "s"]
    first = [i for i in humans if READINGS[i].register == "r"]
    own = score(fit(others)[1], [READINGS[i] for i in first])
    assert by_register[first] == pytest.approx(own)


def test_what_rules_have_excused_does_not_make_the_rest_modest() -> None:
    """Of what no rule has excused, nine in ten are errors, and that is what it is called."""
    harmless = [reading("passive", 1.0, is_error=False) for _ in range(100)]
    excused = [replace(r, bounds=(0.0, 0.2, 1.0)) for r in harmless[10:]]
    errors = [reading("dropped", 1.0, is_error=True) for _ in range(100)]
    seen = [*harmless[:10], *excused, *errors]
    scores = np.ones(len(seen))
    line = calibrate(scores, seen)
    # Without human text, harmless changes are four fifths of what they are with it.
    chances = settle(scores, seen, line)
    assert chances[0] == pytest.approx(100 / 108, abs=0.01)
    assert chances[50] == pytest.approx(0.2)


def test_a_rule_counts_by_its_confidence() -> None:
    rule = Reading("typo", "r", is_error=True, confidence=0.9, values={})
    nothing = Reading("typo", "r", is_error=True, confidence=0.0, values={})
    floor = replace(reading("typo", 0.0, is_error=True), bounds=(0.6, 1.0, 1.0))
    title = replace(reading("typo", 0.0, is_error=True), bounds=(0.0, 1.0, 0.5))
    settled = settle(np.zeros(4), [rule, nothing, floor, title], (1.0, 0.0))
    assert settled.tolist() == [0.9, 0.0, 0.6, 0.25]
    assert [r.is_open for r in (rule, nothing, floor, title)] == [False, False, True, False]


def test_a_curve_says_what_is_right_and_leaves_the_middle() -> None:
    odds = np.log(np.array([0.2, 0.75, 0.85, 0.93]) / np.array([0.8, 0.25, 0.15, 0.07]))
    readings, line = [], []
    # Of twenty of each, so many are errors: those that are called 0.75 are right less often.
    for value, n in zip(odds, (0, 12, 18, 19), strict=True):
        for register in "rs":
            made = [reading("dropped", 0.0, is_error=i < n) for i in range(20)]
            named = [r if r.is_error else replace(r, kind=HUMAN) for r in made]
            readings += [replace(r, register=register) for r in named]
            line += [value] * len(made)
    log_odds = np.array(line)
    curve = fit_curve(log_odds, readings)
    said = bent(log_odds, curve)
    assert curve[0] == (0.0, 0.0)
    assert np.argsort(said, kind="stable").tolist() == np.argsort(line, kind="stable").tolist()
    assert ((said >= 0) == (log_odds >= 0)).all()
    assert log_loss(said, readings) < log_loss(log_odds, readings)
    weights, truth = population(readings), np.array([r.is_error for r in readings])
    own = log_odds == odds[1]
    right = np.average(truth[own], weights=weights[own])
    assert 1 / (1 + np.exp(-said[own][0])) == pytest.approx(right, abs=0.05)
    # Each register is the other over again.
    apart = bent_without(log_odds, readings, [r.register for r in readings])
    assert apart == pytest.approx(said, abs=0.01)


def test_human_text_has_its_share_of_the_harmless() -> None:
    own = population(READINGS, 0.2)
    humans = np.array([r.kind == HUMAN for r in READINGS])
    errors = np.array([r.is_error for r in READINGS])
    assert own[errors].sum() == pytest.approx(0.5)
    assert own[humans].sum() == pytest.approx(0.1)
    assert population(READINGS, 0.0)[humans].sum() == 0.0


def test_what_is_said_is_compared_with_what_is_right() -> None:
    seen = [reading("typo", 0.0, is_error=True)] * 3 + [reading("plural", 0.0, is_error=False)]
    chance = np.array([0.62, 0.58, 0.9, 0.6])
    weights = np.full(4, 0.25)
    low, high = reliability(chance, seen, weights)
    assert low == pytest.approx((0.6, 2 / 3, 0.75))
    assert high == pytest.approx((0.9, 1.0, 0.25))


def test_each_kind_has_its_area() -> None:
    seen = [
        reading("typo", 0.0, is_error=True),
        reading("dropped", 0.0, is_error=True),
        reading("plural", 0.0, is_error=False),
        reading(HUMAN, 0.0, is_error=False),
    ]
    areas = area_of_kinds(np.array([0.9, 0.3, 0.5, 0.8]), seen)
    assert areas == {"typo": 1.0, "dropped": 0.0, "plural": 0.5, HUMAN: 0.5}


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

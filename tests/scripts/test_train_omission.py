"""The fit of the omission model, and the choice of when to report."""

import numpy as np
import pytest
from train_omission import CLUES, choose, fit

from aligner.terms.checking.omission import UnmatchedReading


def reading(value: float, *, is_beside: bool) -> UnmatchedReading:
    clues = dict.fromkeys((*CLUES["alone"], *CLUES["beside"]), 0.0)
    return UnmatchedReading(
        None, None, None, is_beside, clues | {"constant": 1.0, "half form": value}
    )


def test_the_fit_tells_two_clouds_apart() -> None:
    chance = np.random.default_rng(1)
    truth = np.repeat([0.0, 1.0], [300, 30])
    rows = np.column_stack([np.ones(330), chance.normal(4 * truth), chance.normal(size=330)])
    weights = fit(rows, truth, strength=1.0)
    assert weights[1] > 1.0
    assert abs(weights[2]) < weights[1] / 2
    right = (rows @ weights > 0) == (truth > 0)
    assert right.mean() > 0.9


def test_the_scale_of_a_clue_does_not_matter() -> None:
    chance = np.random.default_rng(2)
    truth = (chance.random(200) < 0.5).astype(float)
    rows = np.column_stack([np.ones(200), chance.normal(truth)])
    weights = fit(rows, truth)
    stretched = fit(rows * np.array([1.0, 100.0]), truth)
    assert stretched[1] * 100 == pytest.approx(weights[1], rel=1e-3)


def test_reports_are_chosen_so_that_human_texts_are_left_alone() -> None:
    clear, faint = (
        [reading(value, is_beside=beside) for beside in (False, True)] for value in (1.0, -1.0)
    )
    groups = {"human": faint, "pronoun on second mention": faint}
    for name in (
        "deletion",
        "deletion of a second",
        "other concept's form",
        "changed content word",
    ):
        groups[name] = clear
    weights = {name: {"constant": 0.0, "half form": 3.0} for name in CLUES}
    alone, beside = choose(groups, weights, n=10)
    assert 0.04 < alone < 0.96
    assert 0.04 < beside < 0.96

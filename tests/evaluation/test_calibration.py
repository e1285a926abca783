"""Errors of probabilities, and how large they are by chance alone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.evaluation.calibration import (
    Judged,
    calibration_error,
    calibration_error_by_chance,
    reliability,
)


def _drawn(probabilities: list[float], seed: int) -> list[Judged]:
    """Beads that are right as often as their probabilities say."""
    right = np.random.default_rng(seed).random(len(probabilities)) < probabilities
    return [Judged(p, bool(r), null=False) for p, r in zip(probabilities, right, strict=True)]


def test_beads_fall_into_the_bin_of_their_probability() -> None:
    judged = [Judged(p, right=True, null=False) for p in (0.0, 0.05, 0.5, 1.0)]
    assert [b.count for b in reliability(judged, 10)] == [2, 0, 0, 0, 0, 1, 0, 0, 0, 1]


@pytest.mark.parametrize("count", [40, 400, 4000])
def test_truthful_probabilities_stay_below_it_about_as_often_as_asked(count: int) -> None:
    probabilities = np.random.default_rng(7).beta(8, 1, count).tolist()
    bound = calibration_error_by_chance(_drawn(probabilities, 0), share=0.9)
    errors = [calibration_error(reliability(_drawn(probabilities, s))) for s in range(200)]
    assert 0.83 < np.mean([e <= bound for e in errors]) < 0.96


def test_boastful_probabilities_exceed_it() -> None:
    judged = [Judged(0.99, right=n % 10 > 0, null=False) for n in range(500)]
    assert calibration_error(reliability(judged)) > calibration_error_by_chance(judged)


def test_more_beads_leave_less_to_chance() -> None:
    few, many = (calibration_error_by_chance(_drawn([0.9] * n, 1)) for n in (50, 5000))
    assert many < few / 5


def test_nothing_judged_is_no_error() -> None:
    assert calibration_error_by_chance([]) == 0.0


@given(st.lists(st.sampled_from([0.0, 1.0]), max_size=30))
def test_certainty_leaves_nothing_to_chance(probabilities: list[float]) -> None:
    judged = [Judged(p, right=p > 0, null=False) for p in probabilities]
    assert calibration_error_by_chance(judged) == 0.0

"""A rising curve on top of the log odds of departures, which leaves their order alone."""

from collections.abc import Sequence

import numpy as np
from departure_report import population
from departure_trials import Reading
from numpy.typing import NDArray
from scipy.optimize import minimize

__all__ = ["Curve", "bent", "bent_without", "fit_curve", "log_loss"]

Floats = NDArray[np.float64]
# Log odds, and what is said for them: both rising.
Curve = tuple[tuple[float, float], ...]

# Where the curve has points above the middle, as probabilities.  Below the middle it is a straight
# line: what is more likely a problem than not stays so, and the same is shown.
_POINTS = (0.75, 0.85)
_LEAST_RISE = 0.02


def _curve(rises: Floats) -> Curve:
    """The curve whose log odds rise by so much from point to point, from the middle on."""
    chances = np.array(_POINTS)
    places = np.log(chances / (1 - chances))
    above = zip(places.tolist(), np.cumsum(rises).tolist(), strict=True)
    return ((0.0, 0.0), *above)


def bent(log_odds: Floats, curve: Curve) -> Floats:
    """What a curve makes of log odds: straight between its points, and beyond them with slope 1."""
    places, said = np.array(curve).T
    beyond = np.maximum(0.0, log_odds - places[-1]) + np.minimum(0.0, log_odds - places[0])
    made: Floats = np.interp(log_odds, places, said) + beyond
    return made


def log_loss(log_odds: Floats, readings: Sequence[Reading]) -> float:
    """Mean log loss over the open readings, each counted as in a whole text."""
    is_open = np.array([r.is_open for r in readings])
    truth = np.array([float(r.is_error) for r in readings])[is_open]
    z, w = log_odds[is_open], population(readings)[is_open]
    return float(w @ (np.logaddexp(0, z) - truth * z) / w.sum())


def fit_curve(log_odds: Floats, readings: Sequence[Reading]) -> Curve:
    """The curve by which the open readings are most probable."""

    def loss(logs: Floats) -> float:
        return log_loss(bent(log_odds, _curve(_LEAST_RISE + np.exp(logs))), readings)

    found = minimize(loss, np.zeros(len(_POINTS)), method="Nelder-Mead").x
    return _curve(_LEAST_RISE + np.exp(found))


def bent_without(log_odds: Floats, readings: Sequence[Reading], groups: Sequence[str]) -> Floats:
    """The log odds of each group, bent by a curve that was fitted on the others."""
    names, said = np.array(groups), np.zeros(len(readings))
    for name in sorted(set(groups)):
        own = names == name
        others = [r for r, is_own in zip(readings, own, strict=True) if not is_own]
        said[own] = bent(log_odds[own], fit_curve(log_odds[~own], others))
    return said

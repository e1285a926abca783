"""Small logistic models fitted to labelled rows of features."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize

from aligner.core.partners import LogisticModel

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["expected_calibration_error", "fit"]

_BINS = 10


def fit(
    names: Sequence[str],
    rows: "NDArray[np.float64]",
    labels: "NDArray[np.float64]",
    *,
    encoder: str,
    strength: float = 1.0,
) -> LogisticModel:
    """The model with the greatest likelihood, its standardised coefficients regularised."""
    mean, deviation = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    scaled = (rows - mean) / deviation
    signs = 2.0 * labels - 1.0

    def loss(values: "NDArray[np.float64]") -> "tuple[float, NDArray[np.float64]]":
        margins = signs * (scaled @ values[1:] + values[0])
        errors = -signs / (1.0 + np.exp(np.clip(margins, -30, 30)))
        gradient = np.concatenate([[errors.sum()], errors @ scaled + strength * values[1:]])
        total = np.logaddexp(0.0, -margins).sum() + 0.5 * strength * (values[1:] ** 2).sum()
        return float(total), gradient

    found = minimize(loss, np.zeros(rows.shape[1] + 1), jac=True, method="L-BFGS-B").x
    coefficients = found[1:] / deviation
    intercept = float(found[0] - mean @ coefficients)
    return LogisticModel(tuple(names), coefficients, intercept, encoder)


def expected_calibration_error(
    probabilities: "NDArray[np.float64]", labels: "NDArray[np.float64]"
) -> float:
    """Mean distance of probability and truth over bins of equal width, weighted by size."""
    bins = np.minimum((probabilities * _BINS).astype(int), _BINS - 1)
    gaps = [
        abs(float((probabilities[bins == b] - labels[bins == b]).sum())) for b in np.unique(bins)
    ]
    return sum(gaps) / len(labels)

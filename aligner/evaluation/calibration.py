"""Whether probabilities can be trusted, and which beads to keep for a wanted precision.

References
----------
.. [1] C. Guo et al. (2017). On Calibration of Modern Neural Networks. ICML.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from aligner.evaluation.ladder import GoldBead
from aligner.values import Alignment

_BINS = 15


@dataclass(frozen=True, slots=True)
class Judged:
    """A proposed bead held against gold: how sure it was, and whether it is right or null."""

    probability: float
    right: bool
    null: bool


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Beads of about the same probability.

    Parameters
    ----------
    low, high : float
        Bounds of the probability.
    count : int
    mean_probability, share_right : float
        Equal, but for chance, when probabilities can be trusted; 0 in an empty bin.
    """

    low: float
    high: float
    count: int
    mean_probability: float
    share_right: float


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """What is kept when the matches at or over a threshold are.

    Parameters
    ----------
    threshold : float
    expected : float
        Mean probability of the kept matches: the precision they promise.
    precision : float
        The precision they have.
    kept : float
        Share of the gold matches among them.
    """

    threshold: float
    expected: float
    precision: float
    kept: float


def judged_beads(documents: Iterable[tuple[Alignment, Alignment]]) -> list[Judged]:
    """Every proposed bead of some documents, held against their gold.

    Parameters
    ----------
    documents : iterable of (gold, automatic)
    """
    judged = []
    for gold, automatic in documents:
        wanted = {GoldBead.of(bead) for bead in gold}
        judged += [Judged(b.probability, GoldBead.of(b) in wanted, b.is_null) for b in automatic]
    return judged


def _in_bins(judged: Sequence[Judged], bins: int = _BINS) -> list[list[Judged]]:
    members: list[list[Judged]] = [[] for _ in range(bins)]
    for bead in judged:
        members[min(int(bead.probability * bins), bins - 1)].append(bead)
    return members


def reliability(judged: Sequence[Judged], bins: int = _BINS) -> tuple[ReliabilityBin, ...]:
    """Beads sorted into bins of equal width by their probability."""
    made = []
    for number, members in enumerate(_in_bins(judged, bins)):
        count = max(len(members), 1)
        made.append(
            ReliabilityBin(
                number / bins,
                (number + 1) / bins,
                len(members),
                sum(j.probability for j in members) / count,
                sum(j.right for j in members) / count,
            ),
        )
    return tuple(made)


def calibration_error(bins: Sequence[ReliabilityBin]) -> float:
    """Expected calibration error: mean gap between probability and share right, by bead."""
    total = sum(b.count for b in bins)
    gaps = (b.count * abs(b.mean_probability - b.share_right) for b in bins)
    return sum(gaps) / total if total else 0.0


def calibration_error_by_chance(
    judged: Sequence[Judged], *, share: float = 0.95, draws: int = 1_000
) -> float:
    """Calibration error that truthful probabilities keep below in most draws of the lot.

    Even if each bead is right as often as its probability says, few beads show some
    error: an expected calibration error is evidence only where it is greater.  Beads are
    drawn independently, though mistakes come in pairs, so the true bound is higher.

    Parameters
    ----------
    judged : sequence of Judged
        Only their probabilities count.
    share : float
        Share of the draws whose error is at most the one returned.
    draws : int

    References
    ----------
    .. [1] J. Bröcker and L. A. Smith (2007). Increasing the Reliability of Reliability
       Diagrams. Weather and Forecasting 22.
    """
    random = np.random.default_rng(0)
    errors = np.zeros(draws)
    for members in _in_bins(judged):
        probabilities = np.array([j.probability for j in members])
        right = (random.random((draws, len(members))) < probabilities).sum(axis=1)
        errors += np.abs(probabilities.sum() - right)
    return float(np.quantile(errors, share)) / max(len(judged), 1)


def precision_threshold(probabilities: Iterable[float], target: float) -> float:
    """Least probability that a bead may have for the kept ones to be right often enough.

    The mean of calibrated probabilities is the expected precision: of the beads
    in falling order as many are kept as leave that mean at the target.

    Parameters
    ----------
    probabilities : iterable of float
        Of all beads to choose from.
    target : float
        Wanted precision, 0 to 1.

    Returns
    -------
    threshold : float
        More than 1 if no threshold reaches it.
    """
    falling = np.sort(np.fromiter(probabilities, dtype=np.float64))[::-1]
    if not len(falling):
        return float("inf")
    means = np.cumsum(falling) / np.arange(1, len(falling) + 1)
    # Beads of one probability are kept or dropped together.
    last_of_equals = np.append(falling[1:] < falling[:-1], [True])
    enough = np.flatnonzero((means >= target) & last_of_equals)
    return float(falling[enough[-1]]) if len(enough) else float("inf")


def precision_curve(judged: Sequence[Judged], true_beads: int) -> tuple[CurvePoint, ...]:
    """What every threshold that makes a difference would keep, the strictest first.

    Parameters
    ----------
    judged : sequence of Judged
    true_beads : int
        Gold beads with text on both sides.
    """
    matches = sorted((j for j in judged if not j.null), key=lambda j: -j.probability)
    points = []
    total, right = 0.0, 0
    for count, bead in enumerate(matches, start=1):
        total, right = total + bead.probability, right + bead.right
        # Beads of one probability are kept or dropped together.
        if count == len(matches) or matches[count].probability < bead.probability:
            kept = right / max(true_beads, 1)
            points.append(CurvePoint(bead.probability, total / count, right / count, kept))
    return tuple(points)

"""Drift: a term rendered as A until some date, and as B since; and mixed use."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

# Permutations drawn; ten times as many if the p-value is near the level.
_SHUFFLES = (999, 9_999)
_NEAR = 5.0
_SEED = 1
# Fewer occurrences on a side establish no usage.
_LEAST_ON_A_SIDE = 3
# A second rendering that is rarer is an exception, and no habit.
_LEAST_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Drift:
    """A change of the usual rendering.

    Parameters
    ----------
    last_before, first_since : datetime.date
        Dates of the last text with the old usage and of the first with the new one.
    before, since : str
        The usual rendering on each side.
    n_before, n_since : int
        Occurrences on each side.
    p_value : float
        p-value of a permutation test over all possible dates of change.
    """

    last_before: date
    first_since: date
    before: str
    since: str
    n_before: int
    n_since: int
    p_value: float


def find_drift(renderings: Iterable[tuple[date, str]], *, level: float = 0.01) -> Drift | None:
    """The most significant change of one term's rendering; None if there is none.

    The date of change is the one with the greatest likelihood ratio (G) between the
    renderings before and after it; its significance comes from permuting the
    renderings, which accounts for the choice of the date [1]_.

    Parameters
    ----------
    renderings : iterable of (date, str)
        Date of the text and group of renderings of each occurrence, in any order.
    level : float
        Greatest p-value that counts as significant.

    References
    ----------
    .. [1] A. N. Pettitt (1979). A Non-Parametric Approach to the Change-Point
       Problem. Applied Statistics 28.
    """
    dated = sorted(renderings)
    labels = sorted({label for _, label in dated})
    cuts = np.array(
        [
            i
            for i in range(_LEAST_ON_A_SIDE, len(dated) - _LEAST_ON_A_SIDE + 1)
            if dated[i - 1][0] < dated[i][0]
        ],
        dtype=np.int64,
    )
    if len(labels) < 2 or not len(cuts):  # noqa: PLR2004 - one rendering cannot change
        return None
    codes = np.array([labels.index(label) for _, label in dated])
    scores = _likelihood_ratios(codes, cuts, len(labels))
    best = int(np.argmax(scores))
    cut = int(cuts[best])
    before, since = (np.bincount(side, minlength=len(labels)) for side in np.split(codes, [cut]))
    if before.argmax() == since.argmax():
        return None
    p_value = _p_value(codes, cuts, scores[best], level)
    if p_value > level:
        return None
    return Drift(
        last_before=dated[cut - 1][0],
        first_since=dated[cut][0],
        before=labels[int(before.argmax())],
        since=labels[int(since.argmax())],
        n_before=cut,
        n_since=len(dated) - cut,
        p_value=p_value,
    )


@dataclass(frozen=True, slots=True)
class Mixture:
    """Renderings that are used side by side.

    Parameters
    ----------
    kind : str
        ``"there and back"``, ``"alternating"``, or ``"mixed"`` where there are no dates.
    renderings : tuple of (str, int)
        Most frequent first.
    """

    kind: str
    renderings: tuple[tuple[str, int], ...]


def find_mixture(renderings: Iterable[tuple[date | None, str]]) -> Mixture | None:
    """Renderings of one term that are used side by side; None if one of them is the usual one.

    Parameters
    ----------
    renderings : iterable of (date or None, str)
        Date of the text and group of renderings of each occurrence, in any order.
    """
    found = list(renderings)
    counts = Counter(label for _, label in found).most_common()
    settled = [(label, n) for label, n in counts if n >= _LEAST_ON_A_SIDE]
    if len(settled) < 2 or settled[1][1] < _LEAST_SHARE * len(found):  # noqa: PLR2004 - no choice
        return None
    by_day: dict[date, Counter[str]] = {}
    for day, label in found:
        if day is not None:
            by_day.setdefault(day, Counter())[label] += 1
    usual = [by_day[day].most_common(1)[0][0] for day in sorted(by_day)]
    turns = sum(a != b for a, b in pairwise(usual))
    there_and_back = 2
    kind = "mixed" if turns < there_and_back else "alternating"
    return Mixture("there and back" if turns == there_and_back else kind, tuple(settled))


def _p_value(
    codes: NDArray[np.int64], cuts: NDArray[np.int64], score: float, level: float
) -> float:
    """Share of the permutations, including this order, with as great a score at some cut."""
    chance = np.random.default_rng(_SEED)
    n_labels = int(codes.max()) + 1
    n = as_great = 0
    p_value = 1.0
    for most in _SHUFFLES:
        for _ in range(most - n):
            shuffled = _likelihood_ratios(chance.permutation(codes), cuts, n_labels)
            as_great += bool(shuffled.max() >= score - 1e-9)
        n = most
        p_value = (1 + as_great) / (1 + n)
        if not level / _NEAR < p_value < level * _NEAR:
            break
    return p_value


def _likelihood_ratios(
    codes: NDArray[np.int64], cuts: NDArray[np.int64], n_labels: int
) -> NDArray[np.float64]:
    """G of the table (before, since) by rendering, for each cut, in nats."""
    hits = (codes[:, None] == np.arange(n_labels)[None, :]).astype(float)
    sums = np.vstack([np.zeros(n_labels), np.cumsum(hits, axis=0)])
    before, everything = sums[cuts], sums[-1]
    return np.asarray(
        _information(before) + _information(everything - before) - _information(everything[None, :])
    )


def _information(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Log likelihood of counts under their own relative frequencies, row by row."""
    totals = counts.sum(axis=1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(counts > 0, counts * np.log(counts / totals), 0.0)
    return np.asarray(terms.sum(axis=1))

"""Whether two systems differ in a share of theirs, by paired approximate randomisation."""

from collections.abc import Sequence

import numpy as np

# Swaps drawn at a time: memory stays flat however many units there are.
_BATCH = 500
# Two ways to compute one share differ by rounding; that is no difference.
_ROUNDING = 1e-9


def share_p_value(
    first: Sequence[tuple[int, int]],
    second: Sequence[tuple[int, int]],
    *,
    trials: int,
    seed: int,
) -> float | None:
    """Two-sided p-value of the difference between two pooled shares [1]_.

    What is swapped between the systems is a whole item: a document with all its
    occurrences, or a unit.

    Parameters
    ----------
    first, second : sequence of (int, int)
        For every item hits and cases, in the same order for both systems; the
        order decides which swaps are drawn.
    trials : int
    seed : int

    Returns
    -------
    p_value : float or None
        ``(c + 1) / (trials + 1)``, `c` the swaps with a difference at least as
        large as the observed one; 1 if no item differs, None if one of the
        systems has no cases.

    References
    ----------
    .. [1] S. Riezler and J. T. Maxwell (2005). On Some Pitfalls in Automatic
       Evaluation and Significance Testing for MT. ACL Workshop.

    Examples
    --------
    >>> share_p_value([(5, 5)] * 20, [(5, 5)] * 20, trials=1000, seed=1)
    1.0
    >>> share_p_value([(5, 5)] * 20, [(1, 5)] * 20, trials=1000, seed=1) < 0.01
    True
    """
    one = np.array(first, dtype=np.float64).reshape(-1, 2)
    other = np.array(second, dtype=np.float64).reshape(-1, 2)
    sums, other_sums = one.sum(axis=0), other.sum(axis=0)
    if not sums[1] or not other_sums[1]:
        return None
    difference = one - other
    # Items that are alike make no difference when they are swapped.
    difference = difference[np.any(difference != 0, axis=1)]
    if not len(difference):
        return 1.0
    observed = abs(sums[0] / sums[1] - other_sums[0] / other_sums[1])
    rng = np.random.default_rng(seed)
    hits = 0
    for start in range(0, trials, _BATCH):
        size = min(_BATCH, trials - start), len(difference)
        moved = rng.integers(2, size=size).astype(np.float64) @ difference
        a, b = sums - moved, other_sums + moved
        # A swap may leave one system without cases: it counts as a large difference.
        with np.errstate(divide="ignore", invalid="ignore"):
            shuffled = np.abs(a[:, 0] / a[:, 1] - b[:, 0] / b[:, 1])
        hits += int(np.count_nonzero(~(shuffled < observed - _ROUNDING)))
    return (hits + 1) / (trials + 1)

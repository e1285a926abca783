"""Boosted regression trees for a yes-or-no question, small enough to be read."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.terms.lexicon.trees import Tree

__all__ = ["Boosting", "fit_trees"]

Floats = NDArray[np.float64]
Bytes = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Boosting:
    """How the trees are grown.

    Parameters
    ----------
    rounds, depth : int
    rate : float
        Share of each tree that is taken.
    strength : float
        Added to the curvature of each leaf.
    least : float
        Least curvature of a leaf.
    bins : int
        Limits tried for each name of evidence, at most.
    """

    rounds: int = 120
    depth: int = 3
    rate: float = 0.12
    strength: float = 4.0
    least: float = 3.0
    bins: int = 24


def fit_trees(
    names: Sequence[str],
    rows: Floats,
    truth: Floats,
    weights: Floats,
    how: Boosting | None = None,
) -> tuple[Tree, ...]:
    """Trees whose sum is the log odds of the truth.

    Parameters
    ----------
    names : sequence of str
    rows : array of float, shape (n, n_names)
    truth, weights : array of float, shape (n,)
    how : Boosting, optional
    """
    how = how or Boosting()
    limits = [_limits(column, how.bins) for column in rows.T]
    codes = np.column_stack(
        [np.searchsorted(own, column) for own, column in zip(limits, rows.T, strict=True)]
    ).astype(np.uint8)
    weights = weights * (len(weights) / weights.sum())
    odds = np.zeros(len(rows))
    trees: list[Tree] = []
    for _ in range(how.rounds):
        chance = 1 / (1 + np.exp(-odds))
        slope, curve = weights * (truth - chance), weights * chance * (1 - chance)
        grown = _Grower(names, limits, codes, how, slope, curve)
        step = np.zeros(len(rows))
        trees.append(grown.grow(np.arange(len(rows)), how.depth, step))
        odds += step
    return tuple(trees)


def _limits(column: Floats, most: int) -> Floats:
    values = np.unique(column)
    if len(values) > most:
        values = np.unique(np.quantile(column, np.linspace(0, 1, most + 2)[1:-1]))
    return np.round(values[:-1] if len(values) <= most else values, 4)


@dataclass(frozen=True, slots=True)
class _Grower:
    names: Sequence[str]
    limits: Sequence[Floats]
    codes: Bytes
    how: Boosting
    slope: Floats
    curve: Floats

    def grow(self, rows: NDArray[np.int64], depth: int, step: Floats) -> Tree:
        """The tree over some rows; writes its values for them into `step`."""
        total, mass = self.slope[rows].sum(), self.curve[rows].sum()
        split = self._best_split(rows, total, mass) if depth else None
        if split is None:
            value = round(float(self.how.rate * total / (mass + self.how.strength)), 4)
            step[rows] = value
            return value
        column, code = split
        low = self.codes[rows, column] <= code
        return (
            self.names[column],
            float(self.limits[column][code]),
            self.grow(rows[low], depth - 1, step),
            self.grow(rows[~low], depth - 1, step),
        )

    def _best_split(
        self, rows: NDArray[np.int64], total: float, mass: float
    ) -> tuple[int, int] | None:
        base = total**2 / (mass + self.how.strength)
        best, found = base + 1e-3, None
        for column, own in enumerate(self.limits):
            if not len(own):
                continue
            codes = self.codes[rows, column]
            left = np.cumsum(np.bincount(codes, self.slope[rows], len(own) + 1))[:-1]
            mass_left = np.cumsum(np.bincount(codes, self.curve[rows], len(own) + 1))[:-1]
            right, mass_right = total - left, mass - mass_left
            gain = left**2 / (mass_left + self.how.strength)
            gain += right**2 / (mass_right + self.how.strength)
            gain[(mass_left < self.how.least) | (mass_right < self.how.least)] = 0.0
            code = int(np.argmax(gain))
            if gain[code] > best:
                best, found = float(gain[code]), (column, code)
        return found

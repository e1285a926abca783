"""How likely a terminologist would list a pair of terms.

Few of the many pairs of a text have a chance at all.  A logistic regression on their own
features tells them.  A second one and boosted trees look at these again together with what
the other pairs tell about them; the log odds of both are averaged.  All were fitted on
official reports of four years and their term lists (``scripts/bench_mining.py --fit``).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp

from aligner.terms.lexicon.trees import Tree, sum_of_trees

_DATA = "data/termhood.v2.json"
# Pairs with higher log odds are looked at again, with these log odds under this name.
DOUBTFUL, FIRST = -4.5, "log odds"


@dataclass(frozen=True, slots=True)
class Regression:
    """Log odds as a weighted sum of features."""

    bias: float
    weights: Mapping[str, float]

    def odds(self, features: Mapping[str, float]) -> float:
        """Log odds of a pair with these features."""
        return self.bias + sum(weight * features[name] for name, weight in self.weights.items())


@dataclass(frozen=True, slots=True)
class _Model:
    first: Regression
    second: Regression
    trees: tuple[Tree, ...]


@cache
def _model() -> _Model:
    content = json.loads(files("aligner.terms").joinpath(_DATA).read_bytes())
    first, second = (Regression(**content[name]) for name in ("first", "second"))
    return _Model(first, second, tuple(content["trees"]))


def first_odds(features: Mapping[str, float]) -> float:
    """Log odds that a terminologist would list a pair with these features of its own."""
    return _model().first.odds(features)


def second_odds(features: Mapping[str, float]) -> float:
    """Log odds of a pair that has a chance, by its own features and its relations.

    Parameters
    ----------
    features : mapping of str to float
        With the first log odds under the name `FIRST`.
    """
    model = _model()
    return (model.second.odds(features) + sum_of_trees(model.trees, features)) / 2


def as_probability(odds: float) -> float:
    """The probability of log odds."""
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, odds))))

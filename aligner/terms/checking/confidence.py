"""How likely a departure from the glossary is a problem: boosted trees over its evidence.

The trees were fitted on errors and harmless changes of many kinds, made in texts of
several registers, and tested on kinds left out (``scripts/train_departures.py``) [1]_.

References
----------
.. [1] J. H. Friedman (2001). Greedy Function Approximation: A Gradient Boosting
   Machine. Annals of Statistics 29.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp
from typing import Any

from aligner.terms.lexicon.trees import Tree, sum_of_trees

_DATA = "data/departures.v1.json"


@dataclass(frozen=True, slots=True)
class ConfidenceModel:
    """A sum of trees that gives log odds, and the line that calibrates them.

    Parameters
    ----------
    trees : tuple of Tree
    slope, shift : float
        Of the calibrated log odds, by Platt scaling.
    """

    trees: tuple[Tree, ...]
    slope: float = 1.0
    shift: float = 0.0

    def log_odds(self, values: Mapping[str, float]) -> float:
        """Log odds of a problem, before calibration."""
        return sum_of_trees(self.trees, values)

    def probability(self, values: Mapping[str, float]) -> float:
        """Probability, 0 to 1, of a problem."""
        log_odds = self.slope * self.log_odds(values) + self.shift
        return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, log_odds))))


@dataclass(frozen=True, slots=True)
class Bounds:
    """What rules leave of the probability that the evidence gives.

    Parameters
    ----------
    least, most : float
        The probability is no less, and no more.
    share : float
        So much of it stays.
    """

    least: float = 0.0
    most: float = 1.0
    share: float = 1.0

    def of(self, probability: float) -> float:
        """The probability that the rules leave."""
        return min(max(probability, self.least), self.most) * self.share


UNBOUND = Bounds()


@cache
def _content() -> Mapping[str, Any]:
    content: Mapping[str, Any] = json.loads(files("aligner.terms").joinpath(_DATA).read_bytes())
    return content


@cache
def shipped_model() -> ConfidenceModel:
    """The model that comes with the package."""
    content = _content()
    return ConfidenceModel(tuple(content["trees"]), content["slope"], content["shift"])


@cache
def exchange_weights() -> Mapping[str, float]:
    """Weights of the evidence that two renderings were exchanged."""
    weights: Mapping[str, float] = _content()["exchange"]
    return weights

"""How likely a terminologist would list a pair of terms: a regression and boosted trees.

Few of the many pairs of a text have a chance at all.  A logistic regression tells them, and
trees look at them again; the log odds of both are averaged.  They were fitted on official
reports of four years and their term lists (``scripts/bench_mining.py --fit``).
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from math import exp

from aligner.terms.lexicon.trees import Tree, sum_of_trees

_DATA = "data/termhood.v1.json"
# Pairs with higher log odds are looked at again, with these log odds under this name.
DOUBTFUL, FIRST = -4.5, "log odds"

_BIAS = -7.4512
_WEIGHTS = {
    "log count": -0.1377,
    "once": -0.6166,
    "two characters": -1.3974,
    "one word": -0.7664,
    "words beyond four": -0.1773,
    "weirdness": 0.1636,
    "least weirdness": 0.1859,
    "weirdness of head": -0.0605,
    "contained": 0.5222,
    "always contained": -1.1029,
    "log own": 0.0960,
    "head elsewhere": -0.0984,
    "first number": -1.0052,
    "last number": -1.3871,
    "first verb": -0.4767,
    "last noun": 0.1425,
    "last verbal noun": 0.1994,
    "last verb": -0.3982,
    "last adjective": -0.8781,
    "verb inside": 0.0803,
    "adverb inside": -0.5985,
    "particle inside": -1.0064,
    "conjunction inside": -0.6578,
    "preposition inside": -0.6319,
    "digit": -0.9772,
    "named head": 0.8632,
    "vague last": -0.6783,
    "vague first": -0.9629,
    "branching": 0.6675,
    "modifier before": -0.8077,
    "noun behind": -0.7809,
    "verb before": 0.7804,
    "mark before": 0.2414,
    "particle before": 0.5251,
    "particle behind": 0.1874,
    "verb behind": 0.0402,
    "mark behind": 0.0756,
    "torn word beside": 0.4641,
    "title": 2.1636,
    "quoted": 2.7833,
    "heading": 1.0184,
    "broken title": -1.3057,
    "in title": -1.0959,
    "share of readings": 0.1392,
    "share of opinions": -0.5352,
    "confidence": 0.1297,
    "dice": 1.1617,
    "dice if repeated": 0.3564,
    "cover": 0.4419,
    "explained": 0.2954,
    "least explained": 0.6423,
    "edge": -0.1658,
    "beyond": -0.2481,
    "one English word": -1.3075,
    "log English words": 0.5154,
    "English words beyond four": -0.0954,
    "length ratio": -1.5047,
    "small words": -0.4309,
    "and": 0.2972,
    "clause words": -1.7260,
    "first a verb": -1.2017,
    "last a verb": -1.0375,
    "first -ed": -0.3489,
    "first -ing": -0.3166,
    "-ly": -0.7893,
    "last no noun": -0.5791,
    "vague last English": -1.0741,
    "vague first English": -1.0316,
    "rarest word": -0.2155,
    "least keyness": 0.0749,
    "mean keyness": 0.0392,
    "keyness of last": -0.0151,
    "English branching": 0.2479,
    "fixed neighbour": -0.3200,
    "small neighbours": 0.3414,
    "capitals": 0.8192,
    "mixed": -0.1247,
    "short name": 2.4046,
    "possessive": -1.4045,
    "article before": 0.2828,
    "article inside": -1.6912,
    "mark inside": -2.7659,
    "hyphen cut": -1.7411,
    "name cut": -1.4714,
    "name goes on": -0.4237,
    "claims": -0.1931,
    "claimed by longer": 0.6202,
    "share of longer": -0.8048,
    "excess of shorter": -0.2251,
    "share of chances": 2.1529,
    "second": -0.0946,
    "lead": 0.4458,
}


@cache
def _trees() -> tuple[Tree, ...]:
    content = files("aligner.terms").joinpath(_DATA).read_bytes()
    return tuple(json.loads(content))


def probability(features: Mapping[str, float]) -> float:
    """Probability that a terminologist would list a pair with these features."""
    total = _BIAS + sum(weight * features[name] for name, weight in _WEIGHTS.items())
    if total > DOUBTFUL:
        total = (total + sum_of_trees(_trees(), {**features, FIRST: total})) / 2
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, total))))

"""How likely a terminologist would list a pair: a logistic regression.

Fitted on official reports of four years with the term lists that belong to them
(``scripts/bench_mining.py --fit``).
"""

from collections.abc import Mapping
from math import exp

_BIAS = -9.3643
_WEIGHTS = {
    "log count": -0.1337,
    "once": -0.3708,
    "two characters": -1.1480,
    "one word": -0.7267,
    "words beyond four": -0.2007,
    "weirdness": 0.2256,
    "least weirdness": 0.1975,
    "weirdness of head": -0.0756,
    "contained": 0.3367,
    "always contained": -1.1868,
    "log own": 0.1481,
    "head elsewhere": -0.0819,
    "first number": -1.1530,
    "last number": -0.9975,
    "first verb": -0.4219,
    "last noun": 0.4959,
    "last verbal noun": 0.6658,
    "last adjective": -0.6167,
    "particle inside": -1.0772,
    "conjunction inside": -0.7693,
    "preposition inside": -0.7382,
    "digit": -0.7639,
    "named head": 0.9541,
    "vague last": -0.7634,
    "vague first": -1.1169,
    "branching": 0.8122,
    "modifier before": -0.7648,
    "noun behind": -0.7624,
    "verb before": 0.8541,
    "mark before": 0.3350,
    "particle before": 0.5013,
    "particle behind": 0.0434,
    "verb behind": -0.0243,
    "mark behind": 0.0870,
    "torn word beside": -0.0601,
    "title": 3.3265,
    "quoted": 3.3249,
    "heading": 1.1568,
    "broken title": -1.4526,
    "in title": -1.1946,
    "share of readings": 1.1169,
    "confidence": 1.0182,
    "dice": 1.3197,
    "dice if repeated": 0.8347,
    "cover": 0.7402,
    "explained": 0.7569,
    "least explained": 0.7297,
    "one English word": -1.3863,
    "log English words": 0.3609,
    "English words beyond four": -0.1829,
    "length ratio": -1.0498,
    "small words": -0.8688,
    "and": 0.8443,
    "clause words": -1.6939,
    "first a verb": -1.6256,
    "first -ed": -0.4947,
    "-ly": -0.4895,
    "last no noun": -0.4702,
    "vague last English": -0.9885,
    "vague first English": -1.0618,
    "rarest word": -0.1893,
    "capitals": 0.8324,
    "mixed": -0.3845,
    "short name": 2.5209,
    "mark inside": -1.8934,
    "hyphen cut": -2.3254,
    "name cut": -2.0682,
    "name goes on": -0.3230,
    "claims": -0.0795,
    "claimed by longer": 0.6433,
    "share of longer": -0.6232,
    "excess of shorter": -0.2469,
    "second": -0.0905,
    "lead": -0.0072,
}


def probability(features: Mapping[str, float]) -> float:
    """Probability of a pair with these features."""
    total = _BIAS + sum(weight * features[name] for name, weight in _WEIGHTS.items())
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, total))))

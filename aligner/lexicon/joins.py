"""Bigram statistics of English word classes, for spotting missing words.

Function words are classes of their own; other words are classified as capitalised, numbers,
or by their ending. The bigram counts come with the package (``scripts/train_joins.py``).
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from math import log

from aligner.languages import FUNCTION_WORDS

# Counts of bigrams, keyed by the two classes separated by a space.
Joins = Mapping[str, int]

# A hyphenated compound has the class of its last part: "cross-border" is like "border".
_TOKEN = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)*(?:['’]s)?|[^\w\s]")
_ENDINGS = ("ed", "ing", "ly", "s", "al", "ive", "able", "ion", "ment")
_ARTICLES = frozenset(
    {
        "a",
        "an",
        "the",
        "do",
        "does",
        "did",
        "more",
        "all",
        "each",
        "they",
        "them",
        "itself",
        "us",
        "both",
        "latter",
        "former",
    }
)
_EDGE = "|"
_SHIPPED = "data/joins.v1.json"


@cache
def shipped_joins() -> Joins:
    """The counts that come with the package."""
    counts: Joins = json.loads(files("aligner.lexicon").joinpath(_SHIPPED).read_bytes())
    return counts


def kinds_of(text: str) -> list[tuple[int, str]]:
    """Offsets of the words and marks of a text, each with its class."""
    tokens = [(m.start(), m.group()) for m in _TOKEN.finditer(text)]
    return [(at, _kind(word)) for at, word in tokens]


@lru_cache(maxsize=1 << 15)
def _kind(word: str) -> str:
    lowered = word.lower()
    if lowered in FUNCTION_WORDS or lowered in _ARTICLES or not word[0].isalnum():
        return lowered
    if word.isdigit():
        return "0"
    if lowered.endswith(("'s", "’s")):
        return "'s"
    shape = "A" if word[0].isupper() else "a"
    return shape + next((e for e in _ENDINGS if lowered.endswith(e)), "")


def learn_joins(texts: Iterable[str]) -> dict[str, int]:
    """Count bigrams of classes, and single classes."""
    counts: Counter[str] = Counter()
    for text in texts:
        kinds = [_EDGE, *(kind for _, kind in kinds_of(text)), _EDGE]
        counts.update(kinds)
        counts.update(f"{a} {b}" for a, b in pairwise(kinds))
    return dict(sorted(counts.items()))


def strangeness(joins: Joins, text: str) -> list[tuple[int, float]]:
    """Offset of each word or mark, with the surprisal of its class after the previous one.

    In nats: minus the logarithm of the smaller of the two conditional
    frequencies of the pair.
    """
    found = kinds_of(text)
    before = _EDGE
    scores = []
    for at, kind in found:
        scores.append((at, _surprise(joins, before, kind)))
        before = kind
    scores.append((len(text), _surprise(joins, before, _EDGE)))
    return scores


def _surprise(joins: Joins, left: str, right: str) -> float:
    together = joins.get(f"{left} {right}", 0) + 0.1
    return -log(together / (min(joins.get(left, 0), joins.get(right, 0)) + 1.0))

"""Find the rendering of a source term: the run of target words that translates it.

All runs of words are compared by a conditional logit: the probability of a run is the
exponential of a weighted sum of a few features, normalised over all runs.  The weights
were fitted on official reports whose renderings are known (``scripts/train_renderings.py``).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from aligner.languages import FUNCTION_WORDS, EnglishText
from aligner.lexicon import WordAlignment
from aligner.offsets import Span

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_LONGEST = 14
# Texts whose marks are kept: the terms of one are looked at one after the other.
_TEXTS = 16
# Runs without any word that has at least this share of the term are left out, unless they
# are known to be associated with it.
_LEAST = 0.02
_BREAKS, _MARKS = frozenset(".;:()?!"), frozenset(",.;:()?!\u2014")
FEATURES = (
    "mass inside", "share of mass inside", "mean", "others' mass", "others' mean", "unexplained",
    "mean unexplained", "cover", "least cover", "lengths", "lengths squared", "words",
    "small words", "marks", "association", "root of association", "first", "last", "before",
    "behind", "capitals cut", "all capitals", "shift",
)  # fmt: skip
_DATA = "data/renderings.v1.json"


@dataclass(frozen=True, slots=True)
class Rendering:
    """The target words that render one occurrence of a source term.

    Parameters
    ----------
    span : tuple of int
        Their position in the target text.
    text : str
    confidence : float
        Probability, 0 to 1, that these words are at least part of the rendering.
    chance : float
        Probability that they are exactly the rendering.
    """

    span: Span
    text: str
    confidence: float
    chance: float = 0.0


@dataclass(frozen=True, slots=True)
class CandidateRuns:
    """Runs of words ``first .. last - 1``, and one row of features for each."""

    runs: tuple[Span, ...]
    features: Floats


def find_rendering(
    alignment: WordAlignment,
    span: Span,
    phrases: Mapping[str, float] | None = None,
    used: frozenset[int] = frozenset(),
) -> Rendering | None:
    """The rendering of the term at a span of the source; None if no word renders it.

    Parameters
    ----------
    alignment : WordAlignment
    span : tuple of int
        Position of the term in the original source text.
    phrases : mapping of str to float, optional
        Folded runs of words associated with the term, with their association.
    used : frozenset of int
        Target words that render other terms.
    """
    return next(iter(likely_renderings(alignment, span, phrases, used, most=1)), None)


def likely_renderings(
    alignment: WordAlignment,
    span: Span,
    phrases: Mapping[str, float] | None = None,
    used: frozenset[int] = frozenset(),
    *,
    most: int,
) -> list[Rendering]:
    """The likeliest renderings of the term at a span of the source, the best first.

    They overlap as a rule: each is one opinion on where the rendering begins and ends.
    See `find_rendering` for the parameters.
    """
    candidates = candidate_runs(alignment, span, phrases or {}, used)
    if not candidates.runs:
        return []
    scores = candidates.features @ _weights()
    chances = np.exp(scores - scores.max())
    chances /= chances.sum()
    found = []
    starts, stops = np.array(candidates.runs).T
    for best in np.argsort(-chances, kind="stable")[:most].tolist():
        first, last = candidates.runs[best]
        overlapping = (starts < last) & (stops > first)
        found.append(
            Rendering(
                alignment.target.span(first, last),
                alignment.target.surface(first, last),
                round(min(1.0, float(chances[overlapping].sum())), 4),
                round(float(chances[best]), 4),
            )
        )
    return found


@cache
def _weights() -> Floats:
    """Weights of the features."""
    content = json.loads(files("aligner.terms").joinpath(_DATA).read_bytes())
    return np.array([content[name] for name in FEATURES])


def candidate_runs(
    alignment: WordAlignment, span: Span, phrases: Mapping[str, float], used: frozenset[int]
) -> CandidateRuns:
    """All candidate renderings of the term, with their features."""
    target = alignment.target
    rows = alignment.rows(*span)
    mass = alignment.words_of(*span)
    starts, stops = _ends(alignment, mass, phrases, used)
    if not len(starts):
        return CandidateRuns((), np.zeros((0, len(FEATURES))))
    small = np.array([key in FUNCTION_WORDS for key in target.keys])
    others = np.where(small, 0.0, np.maximum(0.0, alignment.explained - mass))
    unexplained = np.where(small, 0.0, np.clip(1.0 - alignment.explained, 0.0, 1.0))
    inner = np.where(small, 0.2 * mass, mass)

    def inside(values: Floats) -> Floats:
        sums = np.concatenate([[0.0], np.cumsum(values)])
        return np.asarray(sums[stops] - sums[starts])

    words = inside((~small).astype(float))
    inner_mass, others_mass, open_mass = inside(inner), inside(others), inside(unexplained)
    covers = np.minimum(1.0, np.array([inside(alignment.shares[row]) for row in rows]))
    length = np.log((words + 0.3) / (0.6 * max(1, span[1] - span[0]) + 0.3))
    known = np.array(
        [phrases.get(" ".join(target.keys[a:b]), 0.0) for a, b in zip(starts, stops, strict=True)]
        if phrases
        else np.zeros(len(starts))
    )
    marks = _marks(target)
    marks_before = np.concatenate([[0.0], np.cumsum(marks)])
    capital = np.array([target.text[a : a + 1].isupper() for a, _ in target.spans], dtype=float)
    edge = np.concatenate([[0.0], np.where(small, 0.0, mass), [0.0]])
    capital_edge = np.concatenate([[0.0], capital, [0.0]])
    cut = capital_edge[starts] * capital_edge[starts + 1] * (1 - marks[starts])
    cut += capital_edge[stops] * capital_edge[stops + 1] * (1 - marks[stops])
    here = (span[0] + span[1]) / 2 / max(1, len(alignment.source.original))
    shift = np.abs((starts + stops) / 2 / len(target.keys) - here)
    features = [
        inner_mass, inner_mass / max(0.1, inner.sum()), inner_mass / words,
        others_mass, others_mass / words, open_mass, open_mass / words,
        covers.mean(axis=0), covers.min(axis=0), length, length**2, np.log(words),
        inside(small.astype(float)), marks_before[stops] - marks_before[starts + 1],
        known, np.sqrt(known),
        edge[starts + 1], edge[stops], edge[starts], edge[stops + 1],
        cut, inside(capital) / words > 0.99, shift,  # noqa: PLR2004 - all of them
    ]  # fmt: skip
    runs = tuple(zip(starts.tolist(), stops.tolist(), strict=True))
    return CandidateRuns(runs, np.column_stack(features).astype(float))


def _ends(
    alignment: WordAlignment, mass: Floats, phrases: Mapping[str, float], used: frozenset[int]
) -> tuple[Ints, Ints]:
    """Starts and stops of the runs: at content words, without used words inside."""
    keys = alignment.target.keys
    free = [i for i, key in enumerate(keys) if key not in FUNCTION_WORDS and i not in used]
    sums = [0, *np.cumsum(mass > _LEAST).tolist()]
    # A run goes neither over a used word nor over a mark.
    bars = np.array([float(i in used) for i in range(len(keys))]) + _breaks(alignment.target)
    parts = np.cumsum(bars).tolist()
    runs = []
    heads = {phrase.partition(" ")[0] for phrase in phrases}
    for i, first in enumerate(free):
        is_known = keys[first] in heads
        for last in free[i:]:
            if last - first >= _LONGEST or parts[first] != parts[last]:
                break
            has_mass = sums[last + 1] > sums[first]
            if has_mass or (is_known and " ".join(keys[first : last + 1]) in phrases):
                runs.append((first, last + 1))
    starts = np.array([a for a, _ in runs], dtype=np.int64)
    return starts, np.array([b for _, b in runs], dtype=np.int64)


@lru_cache(maxsize=_TEXTS)
def _breaks(target: EnglishText) -> Floats:
    """Whether a mark that no term goes over stands in the gap before each word."""
    text, spans = target.text, target.spans
    gaps = [text[a:b] for (_, a), (b, _) in pairwise(spans)]
    return np.array([0.0, *(float(not _BREAKS.isdisjoint(gap)) for gap in gaps)])


@lru_cache(maxsize=_TEXTS)
def _marks(target: EnglishText) -> Floats:
    """Whether there is a punctuation mark in the gap before each word, and at the end."""
    text, spans = target.text, target.spans
    gaps = [text[a:b] for (_, a), (b, _) in pairwise(spans)]
    return np.array([1.0, *(float(not _MARKS.isdisjoint(gap)) for gap in gaps), 1.0])

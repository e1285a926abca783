"""Find the rendering of a source term: the run of target words that translates it.

All runs of words are compared by a conditional logit: the probability of a run is the
exponential of a weighted sum of a few features, normalised over all runs.  The weights
were fitted on official reports whose renderings are known (``scripts/train_renderings.py``).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate, pairwise

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


@dataclass(frozen=True, slots=True, eq=False)
class CandidateRuns:
    """Runs of words ``start .. stop - 1``, and one row of features for each."""

    starts: Ints
    stops: Ints
    features: Floats

    @property
    def runs(self) -> tuple[Span, ...]:
        """Starts and stops run by run."""
        return tuple(zip(self.starts.tolist(), self.stops.tolist(), strict=True))


@dataclass(frozen=True, slots=True, eq=False)
class _Plain:
    """What a target text shows of its runs, whatever the term.

    Parameters
    ----------
    small : array of bool, shape (n_keys,)
        Which words are function words.
    starts, stops : array of int, shape (n_runs,)
        Runs that begin and end with content words and go over no mark.
    number : dict of (int, int) to int
        The place of each run among them.
    places : dict of str to list of int
        Where each content word stands.
    words, small_words, capitals : array of float, shape (n_runs,)
        Content words, function words and words with a capital in each run.
    marks, marks_before : array of float
        Marks before each word and at the end, and their sums.
    capital_edge : array of float, shape (n_keys + 2,)
        Whether each word has a capital, with none at either end.
    """

    small: NDArray[np.bool_]
    starts: Ints
    stops: Ints
    number: dict[Span, int]
    places: dict[str, list[int]]
    words: Floats
    small_words: Floats
    capitals: Floats
    marks: Floats
    marks_before: Floats
    capital_edge: Floats


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
    starts, stops = candidates.starts, candidates.stops
    if not len(starts):
        return []
    scores = candidates.features @ _weights()
    chances = np.exp(scores - scores.max())
    chances /= chances.sum()
    found = []
    for best in np.argsort(-chances, kind="stable")[:most].tolist():
        first, last = int(starts[best]), int(stops[best])
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
    plain = _plain(target)
    chosen, known = _chosen(plain, target.keys, mass, phrases, used)
    starts, stops = plain.starts[chosen], plain.stops[chosen]
    if not len(starts):
        return CandidateRuns(starts, stops, np.zeros((0, len(FEATURES))))
    small, words = plain.small, plain.words[chosen]
    others = np.where(small, 0.0, np.maximum(0.0, alignment.explained - mass))
    unexplained = np.where(small, 0.0, np.clip(1.0 - alignment.explained, 0.0, 1.0))
    inner = np.where(small, 0.2 * mass, mass)
    sums = _prefix_sums(np.vstack([inner, others, unexplained, alignment.shares[rows]]))
    inside = sums.take(stops, axis=1) - sums.take(starts, axis=1)
    inner_mass, others_mass, open_mass = inside[:3]
    covers = np.minimum(1.0, inside[3:])
    length = np.log((words + 0.3) / (0.6 * max(1, span[1] - span[0]) + 0.3))
    marks, marks_before, capital_edge = plain.marks, plain.marks_before, plain.capital_edge
    edge = np.zeros(len(mass) + 2)
    edge[1:-1] = np.where(small, 0.0, mass)
    cut = capital_edge[starts] * capital_edge[starts + 1] * (1 - marks[starts])
    cut += capital_edge[stops] * capital_edge[stops + 1] * (1 - marks[stops])
    here = (span[0] + span[1]) / 2 / max(1, len(alignment.source.original))
    shift = np.abs((starts + stops) / 2 / len(target.keys) - here)
    features = [
        inner_mass, inner_mass / max(0.1, inner.sum()), inner_mass / words,
        others_mass, others_mass / words, open_mass, open_mass / words,
        covers.mean(axis=0), covers.min(axis=0), length, length**2, np.log(words),
        plain.small_words[chosen], marks_before[stops] - marks_before[starts + 1],
        known, np.sqrt(known),
        edge[starts + 1], edge[stops], edge[starts], edge[stops + 1],
        cut, plain.capitals[chosen] / words > 0.99, shift,  # noqa: PLR2004 - all of them
    ]  # fmt: skip
    table = np.empty((len(starts), len(features)))
    for column, values in enumerate(features):
        table[:, column] = values
    return CandidateRuns(starts, stops, table)


def _chosen(
    plain: _Plain,
    keys: Sequence[str],
    mass: Floats,
    phrases: Mapping[str, float],
    used: frozenset[int],
) -> tuple[Ints, Floats]:
    """Numbers of the runs that may render a term, and the association of each with it.

    Those with a word that has a share of the term, or known to be associated with it, and
    without used words inside.
    """
    has_mass = _prefix_sums(mass > _LEAST)
    is_chosen = has_mass[plain.stops] > has_mass[plain.starts]
    known = np.zeros(len(plain.starts))
    for phrase, association in phrases.items():
        words = tuple(phrase.split(" "))
        for first in plain.places.get(words[0], ()):
            number = plain.number.get((first, first + len(words)))
            if number is not None and keys[first : first + len(words)] == words:
                known[number], is_chosen[number] = association, True
    if used:
        taken = np.zeros(len(keys))
        taken[list(used)] = 1.0
        sums = _prefix_sums(taken)
        is_chosen &= sums[plain.stops] == sums[plain.starts]
    chosen = np.flatnonzero(is_chosen)
    return chosen, known[chosen]


def _prefix_sums(values: NDArray[np.generic]) -> Floats:
    """Sums of all that stands before each place, and of everything."""
    sums = np.zeros((*values.shape[:-1], values.shape[-1] + 1))
    np.cumsum(values, axis=-1, out=sums[..., 1:])
    return sums


@lru_cache(maxsize=_TEXTS)
def _plain(target: EnglishText) -> _Plain:
    """What a text shows of its runs."""
    small = np.array([key in FUNCTION_WORDS for key in target.keys], dtype=bool)
    gaps = _gaps(target)
    runs = _runs(np.flatnonzero(~small).tolist(), gaps)
    starts, stops = np.array(runs, dtype=np.int64).reshape(-1, 2).T.copy()
    places: dict[str, list[int]] = {}
    for first in dict.fromkeys(first for first, _ in runs):
        places.setdefault(target.keys[first], []).append(first)
    marks = np.array([1.0, *(float(not _MARKS.isdisjoint(gap)) for gap in gaps), 1.0])
    capital = np.array([target.text[a : a + 1].isupper() for a, _ in target.spans], dtype=float)
    content, function, capitals = (
        sums[stops] - sums[starts] for sums in map(_prefix_sums, (~small, small, capital))
    )
    return _Plain(
        small, starts, stops, {run: number for number, run in enumerate(runs)}, places,
        content, function, capitals,
        marks, _prefix_sums(marks), np.concatenate([[0.0], capital, [0.0]]),
    )  # fmt: skip


def _runs(content: Sequence[int], gaps: Sequence[str]) -> list[Span]:
    """Runs from content word to content word, none too long or over a mark."""
    # The number of the part between two marks that each word is in.
    parts = [0, *accumulate(not _BREAKS.isdisjoint(gap) for gap in gaps)]
    runs = []
    for i, first in enumerate(content):
        for last in content[i:]:
            if last - first >= _LONGEST or parts[first] != parts[last]:
                break
            runs.append((first, last + 1))
    return runs


def _gaps(target: EnglishText) -> list[str]:
    """What stands between each two words."""
    text, spans = target.text, target.spans
    return [text[a:b] for (_, a), (b, _) in pairwise(spans)]

"""Features of candidate pairs: evidence for and against.

Every function measures one kind of evidence. Missing data (no date, no headline) counts as
zero and is flagged by an indicator feature.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import log, log1p
from typing import TYPE_CHECKING

import numpy as np

from aligner.pairing.collection import Collection
from aligner.pairing.geometry import Cover, Pile, cover, levels_of
from aligner.pairing.neighbours import Neighbours
from aligner.pairing.profiles import KEY_KINDS, Profile
from aligner.pairing.renderings import Renderings
from aligner.pairing.words import DocumentWords

if TYPE_CHECKING:
    from numpy.typing import NDArray


FEATURES = (
    *(f"{kind}.{side}" for kind in KEY_KINDS for side in ("gain", "loss")),
    "published.near",
    "published.apart",
    "published.known",
    "title.margin",
    "title.known",
    "body.margin",
    "words.most",
    "words.least",
    "words.margin",
    "cover.monotone",
    "cover.margin",
    "length.distance",
)

# Kinds extracted reliably on one side only; the other side is merely searched for them, so only
# the first side's keys can be missing.
_PERSON_LIKE = frozenset({"persons", "pinyin"})
_TOKEN_LIKE = frozenset({"tokens"})

# A translation appears up to 15 days after its source; a few days of tolerance before it allow for
# wrong or rounded dates.
_LATEST, _EARLIEST, _PROMPT = 15, -3, 3
_LATE_NEARNESS, _EARLY_NEARNESS = 0.4, 0.5
# A cap: texts that match better than translations usually do are boilerplate.
_FULL_COVER = 0.6
# Documents whose segments are cached while candidates are measured.
_REMEMBERED = 1024
# Prior share of the documents published in any window of 19 days.
_WINDOW_PRIOR, _WINDOW_PRIOR_DOCUMENTS = 0.1, 20.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """Features of the candidates.

    Parameters
    ----------
    pairs : list of (int, int)
        Indices of source and target.
    features : ndarray of shape (n_pairs, len(FEATURES)), float64
    covers : list of Cover
    has_words : ndarray of shape (n_pairs,), bool
        Whether the lexicon knows words of both documents.
    """

    pairs: list[tuple[int, int]]
    features: "NDArray[np.float64]"
    covers: list[Cover]
    has_words: "NDArray[np.bool_]"


def measure(collection: Collection, pairs: Sequence[tuple[int, int]]) -> Evidence:
    """Compute the features of the candidates, one row per pair."""
    masses = tuple(
        [_masses(profile, collection) for profile in pile]
        for pile in (collection.sources, collection.targets)
    )
    windows = _Windows.of(collection)
    of_sources = _Segments(collection.source_pile, collection.samples[1])
    of_targets = _Segments(collection.target_pile, collection.samples[0])
    features = np.empty((len(pairs), len(FEATURES)))
    covers = []
    for number, (left, right) in enumerate(pairs):
        source, target = collection.sources[left], collection.targets[right]
        levels = of_sources.levels(left), of_targets.levels(right)
        covered = cover(of_sources.rows(left), of_targets.rows(right), levels)
        covers.append(covered)
        features[number] = [
            *key_evidence(source, target, (masses[0][left], masses[1][right]), collection),
            *publication_evidence(source, target, windows),
            *title_evidence(collection, left, right),
            body_evidence(collection, left, right),
            *word_evidence(collection, left, right),
            *cover_evidence(covered),
            length_evidence(source, target),
        ]
    known = [
        [len(profile.words.numbers) > 0 for profile in pile]
        for pile in (collection.sources, collection.targets)
    ]
    has_words = np.array([known[0][left] and known[1][right] for left, right in pairs], np.bool_)
    return Evidence(list(pairs), features, covers, has_words)


class _Segments:
    """Segments of one pile with their background levels, cached.

    A small cache is enough, because candidates are sorted by source.
    """

    def __init__(self, pile: Pile, background: "NDArray[np.float32]") -> None:
        self.rows = lru_cache(_REMEMBERED)(pile.segments)
        self._background = background
        self._levels: dict[int, NDArray[np.float32]] = {}

    def levels(self, index: int) -> "NDArray[np.float32]":
        """Background levels of a document's segments, shape (n_segments,)."""
        if index not in self._levels:
            self._levels[index] = levels_of(self.rows(index), self._background)
        return self._levels[index]


def shared_keys(source: Profile, target: Profile, kind: str) -> list[str]:
    """Keys of one kind that both documents contain, in alphabetical order."""
    return sorted(source.keys[kind] & target.keys[kind])


def key_evidence(
    source: Profile,
    target: Profile,
    masses: tuple[dict[str, float], dict[str, float]],
    collection: Collection,
) -> list[float]:
    """Gain and loss by kind of key.

    Gain is the log of the shared nats. Loss is the square root of the missing nats, times
    their share: 1 missing of 10 is negligible, 9 of 10 weigh more than 1 of 1. Missing
    means in the side with fewer nats but not in the other, so that an abridged translation
    is not penalised.
    """
    values = []
    for kind in KEY_KINDS:
        shared = collection.rarity.mass(kind, source.keys[kind] & target.keys[kind])
        bound = _bound(kind, source, masses)
        missing = max(0.0, bound - shared)
        values += [log1p(shared), missing**1.5 / bound if bound else 0.0]
    return values


def _bound(
    kind: str,
    source: Profile,
    masses: tuple[dict[str, float], dict[str, float]],
) -> float:
    """Upper bound on the shared nats of one kind."""
    of_source, of_target = masses[0][kind], masses[1][kind]
    if kind in _PERSON_LIKE:
        return of_target if source.script == "han" else of_source
    if kind in _TOKEN_LIKE:
        return of_source if source.script == "han" else of_target
    return min(of_source, of_target)


def publication_evidence(source: Profile, target: Profile, windows: "_Windows") -> list[float]:
    """Nearness of publication dates in nats, distance outside the usual window, and known flag."""
    lag = days_after(source, target)
    if lag is None:
        return [0.0, 0.0, 0.0]
    outside = max(lag - _LATEST, _EARLIEST - lag, 0)
    near = publication_nearness(lag) * windows.nats(source, target)
    return [near, log1p(outside), 1.0]


def days_after(source: Profile, target: Profile) -> int | None:
    """Days from the publication of the Chinese text to that of the other, None if unknown.

    With no Chinese text in the pair, days from source to target.
    """
    if source.published is None or target.published is None:
        return None
    days = (target.published - source.published).days
    return -days if target.script == "han" else days


def publication_nearness(days: int) -> float:
    """How plausible a publication lag in days is for a translation, 0 to 1."""
    if days < _EARLIEST or days > _LATEST:
        return 0.0
    if days < 0:
        return _EARLY_NEARNESS
    late = max(0, days - _PROMPT) / (_LATEST - _PROMPT)
    return 1.0 - (1.0 - _LATE_NEARNESS) * late


def title_evidence(collection: Collection, left: int, right: int) -> list[float]:
    """Margin of the headlines' cosine over that of other headlines, and known flag."""
    if not (collection.sources[left].has_title and collection.targets[right].has_title):
        return [0.0, 0.0]
    piles = collection.source_pile.titles[left], collection.target_pile.titles[right]
    return [_margin(piles, collection.titles, left, right), 1.0]


def body_evidence(collection: Collection, left: int, right: int) -> float:
    """Margin of the bodies' cosine over that of the nearest other documents."""
    piles = collection.source_pile.bodies[left], collection.target_pile.bodies[right]
    return _margin(piles, collection.likeness.bodies, left, right)


def word_evidence(collection: Collection, left: int, right: int) -> list[float]:
    """Shares of the words rendered in the other text, the greater first; margin of their cosine.

    The share is high on one side only if the other one is abridged.
    """
    source, target = collection.sources[left].words, collection.targets[right].words
    shares = word_shares(collection.renderings, source, target)
    return [max(shares), min(shares), collection.likeness.word_margin(left, right)]


def word_shares(
    renderings: Renderings, source: DocumentWords, target: DocumentWords
) -> tuple[float, float]:
    """Shares of the words of either text that the lexicon finds in the other one, by worth."""
    if (source.script, target.script) == ("han", "en"):
        return renderings.shares(source.numbers, target.numbers)
    if (source.script, target.script) == ("en", "han"):
        of_han, of_latin = renderings.shares(target.numbers, source.numbers)
        return of_latin, of_han
    return 0.0, 0.0


def cover_evidence(covered: Cover) -> list[float]:
    """Monotone coverage, and coverage above the background level."""
    return [min(covered.monotone, _FULL_COVER), covered.margin]


def length_evidence(source: Profile, target: Profile) -> float:
    """Absolute log of the length ratio, in Chinese characters."""
    return abs(log((source.length + 20.0) / (target.length + 20.0)))


def _margin(
    vectors: "tuple[NDArray[np.float32], NDArray[np.float32]]",
    neighbours: tuple[Neighbours, Neighbours],
    left: int,
    right: int,
) -> float:
    """Cosine minus the mean cosine of both sides' nearest other documents."""
    level = neighbours[0].level_without(left, right) + neighbours[1].level_without(right, left)
    return float(vectors[0] @ vectors[1]) - level / 2


def _masses(profile: Profile, collection: Collection) -> dict[str, float]:
    """Total nats of a document's keys, by kind."""
    return {kind: collection.rarity.mass(kind, profile.keys[kind]) for kind in KEY_KINDS}


@dataclass(frozen=True, slots=True)
class _Windows:
    """Publication dates of both piles, for counting the documents in a window."""

    han: list[int]
    other: list[int]

    @classmethod
    def of(cls, collection: Collection) -> "_Windows":
        """Publication dates of all documents that have one."""
        dated = [p for p in (*collection.sources, *collection.targets) if p.published]
        return cls(
            sorted(_ordinal(p.published) for p in dated if p.script == "han"),
            sorted(_ordinal(p.published) for p in dated if p.script != "han"),
        )

    def nats(self, source: Profile, target: Profile) -> float:
        """Negative log of the share of documents within the window of a translation.

        Averaged over both sides: if one pile is spread over years and the other is from one
        week, the date is informative for one side only.
        """
        han, other = (target, source) if target.script == "han" else (source, target)
        shares = (
            _share(self.other, _ordinal(han.published), _EARLIEST, _LATEST),
            _share(self.han, _ordinal(other.published), -_LATEST, -_EARLIEST),
        )
        return -sum(map(log, shares)) / 2


def _share(days: list[int], day: int, first: int, last: int) -> float:
    """Smoothed share of the dates in a window around a day."""
    count = bisect_right(days, day + last) - bisect_left(days, day + first)
    prior = _WINDOW_PRIOR * _WINDOW_PRIOR_DOCUMENTS
    return (count + prior) / (len(days) + _WINDOW_PRIOR_DOCUMENTS)


def _ordinal(day: date | None) -> int:
    """A date as a number of days."""
    return day.toordinal() if day is not None else 0

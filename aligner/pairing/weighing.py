"""Probabilities of candidates, and the choice among them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations
from math import log
from typing import TYPE_CHECKING, Self

import numpy as np

from aligner.errors import InternalError
from aligner.lexicon import BilingualTable
from aligner.pairing.assignment import assign
from aligner.pairing.collection import Collection, collect, find_candidates
from aligner.pairing.evidence import Evidence, measure, word_shares
from aligner.pairing.inputs import Judge
from aligner.pairing.ladder import LadderEvidence, account_for_parts, ladder_features
from aligner.pairing.model import PairWeights, Rivals
from aligner.pairing.profiles import Profile
from aligner.pairing.reasons import Comparison
from aligner.pairing.vectors import VectorStore

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Thresholds of 0 and 1 would mean infinite odds.
_MARGIN = 1e-6
# Score of pairs set by reviewers; negated, of pairs they ruled out.
_DECIDED = 30.0
# Of a pair, one text is covered by the other for this share at least; what is not, scores so
# much at most, however much else the two have in common.
_LEAST_COVERED, _UNCOVERED = 0.1, -5.0

_Pairs = frozenset[tuple[int, int]]
# File names and addresses count as far as pairs that are certain by their texts confirm them: in
# one collection 0012.html translates 0012.html, in another each side numbers its own pages. A
# minimum of certain pairs is needed, and the weight is limited.
_LEAST_PAIRS = 3
_MOST_NATS = 4.0
# Log odds below which a candidate is not worth aligning, and the distance from a document's best
# candidate beyond which another is no longer a rival.
_HOPELESS, _BEHIND = -7.0, 6.0
# Greatest number of candidates aligned per document and round.
_RIVALS = 3
# Rounds: if the best candidate fails, the next ones are aligned.
_ROUNDS = 3


@dataclass(frozen=True)
class Weighed:
    """Candidates of a collection with scores and probabilities.

    Parameters
    ----------
    collection : Collection
    evidence : Evidence
        Its `pairs` number the candidates.
    links : dict of (int, int) to str
        Pairs whose addresses agree.
    weights : PairWeights
    forced, forbidden : frozenset of (int, int)
        Pairs set and ruled out by reviewers.
    ladders : mapping of int to LadderEvidence
        Evidence of the aligned candidates, by number.
    link_nats : float
        Weight of an agreeing address.
    scores : list of float
        Log odds of each candidate, ignoring rivals.
    probabilities : list of float
        Probability of each candidate, given its rivals.
    """

    collection: Collection
    evidence: Evidence
    links: dict[tuple[int, int], str]
    weights: PairWeights
    forced: _Pairs = frozenset()
    forbidden: _Pairs = frozenset()
    ladders: Mapping[int, LadderEvidence] = field(default_factory=dict)
    link_nats: float = 0.0
    scores: list[float] = field(default_factory=list)
    probabilities: list[float] = field(default_factory=list)

    def with_ladders(self, ladders: Mapping[int, LadderEvidence]) -> Self:
        """The same candidates, re-scored with the alignment evidence of some of them."""
        return replace(self, ladders={**self.ladders, **ladders}).weighed()

    def weighed(self) -> Self:
        """The same candidates with scores and probabilities from the present evidence."""
        pairs, collection = self.evidence.pairs, self.collection
        scores = self.weights.first_scores(self.evidence.features, self.evidence.has_words)
        aligned = sorted(self.ladders)
        if aligned:
            scores[aligned] = self.weights.last_scores(
                np.stack([*map(self._features, aligned)]), self.evidence.has_words[aligned]
            )
            bare = [n for n in aligned if not self.ladders[n].covers(_LEAST_COVERED)]
            scores[bare] = np.minimum(scores[bare], _UNCOVERED)
        nats = address_nats(self.links, pairs, scores.tolist())
        scores += np.array([nats if pair in self.links else 0.0 for pair in pairs])
        twins = (
            _numbered(profile.text_digest for profile in collection.sources),
            _numbered(profile.text_digest for profile in collection.targets),
        )
        rivals = Rivals.of(pairs, twins, list(self._allies(scores)))
        settled = self._settled()
        scores = rivals.adapted(np.where(settled, settled, scores))
        scores = np.where(settled, settled, scores)
        probabilities = rivals.posterior(scores)
        return replace(
            self, link_nats=nats, scores=scores.tolist(), probabilities=probabilities.tolist()
        )

    def choose(self, threshold: float) -> list[int]:
        """Numbers of the candidates chosen: one to one, none below the threshold."""
        level = min(max(threshold, _MARGIN), 1 - _MARGIN)
        bar = log(level / (1 - level))
        pairs = self.evidence.pairs
        gains = [
            (*pair, score - bar)
            for pair, score in zip(pairs, self.scores, strict=True)
            if pair not in self.forced
        ]
        chosen = [self._numbers[pair] for pair in assign(gains)]
        sure = [number for number in chosen if self.probabilities[number] >= threshold]
        # A pair set by a reviewer is not a candidate if it has no text.
        return sorted([*sure, *(self._numbers[p] for p in self.forced if p in self._numbers)])

    def compare(self, number: int) -> Comparison:
        """Data for the explanation of a candidate."""
        left, right = self.evidence.pairs[number]
        ladder = self.ladders.get(number)
        weights = self.weights.of(has_words=bool(self.evidence.has_words[number]))
        score = weights.first if ladder is None else weights.last
        nats = score.contributions(self._features(number))
        address = self.links.get((left, right), "")
        return Comparison(
            source=self.collection.sources[left],
            target=self.collection.targets[right],
            cover=self.evidence.covers[number],
            ladder=ladder,
            rarity=self.collection.rarity,
            nats=nats | {"address": self.link_nats if address else 0.0},
            word_shares=self._word_shares(left, right),
            address=address,
        )

    def _word_shares(self, left: int, right: int) -> tuple[float, float]:
        """Shares of the words of two documents that are rendered in the other one."""
        collection = self.collection
        source, target = collection.sources[left].words, collection.targets[right].words
        return word_shares(collection.renderings, source, target)

    def candidates_of(self, side: int, index: int) -> list[int]:
        """Numbers of a document's candidates, best first; side 0 is the source."""
        return self._by_document[side].get(index, [])

    def documents(self, side: int) -> Iterable[int]:
        """Documents of side 0 or 1 that have candidates, in order."""
        return sorted(self._by_document[side])

    def strongest_rival(self, number: int) -> int | None:
        """Number of the best other candidate that shares a document with this one."""
        left, right = self.evidence.pairs[number]
        others = [*self.candidates_of(0, left)[:2], *self.candidates_of(1, right)[:2]]
        rivals = [other for other in others if other != number]
        return min(rivals, key=self._rank) if rivals else None

    @cached_property
    def if_allowed(self) -> dict[int, float]:
        """Probability of each ruled-out candidate if nothing were ruled out."""
        numbers = [self._numbers[pair] for pair in sorted(self.forbidden) if pair in self._numbers]
        if not numbers:
            return {}
        free = replace(self, forbidden=frozenset()).weighed().probabilities
        return {number: free[number] for number in numbers}

    @cached_property
    def _numbers(self) -> dict[tuple[int, int], int]:
        """Number of each candidate."""
        return {pair: number for number, pair in enumerate(self.evidence.pairs)}

    @cached_property
    def _by_document(self) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
        """Candidates by source and by target, best first."""
        grouped: tuple[dict[int, list[int]], dict[int, list[int]]] = ({}, {})
        for number in sorted(range(len(self.scores)), key=self._rank):
            for side in (0, 1):
                grouped[side].setdefault(self.evidence.pairs[number][side], []).append(number)
        return grouped

    def _rank(self, number: int) -> tuple[float, int]:
        """Sort key that puts the best candidate first."""
        return -self.scores[number], number

    def _features(self, number: int) -> "NDArray[np.float64]":
        """Features of a candidate, with those of its ladder where it was aligned."""
        features: NDArray[np.float64] = self.evidence.features[number]
        ladder = self.ladders.get(number)
        return features if ladder is None else np.append(features, ladder_features(ladder))

    def _settled(self) -> "NDArray[np.float64]":
        """Scores of candidates decided by reviewers, directly or by setting a rival; else 0."""
        taken = [{pair[side] for pair in self.forced} for side in (0, 1)]
        settled = np.zeros(len(self.evidence.pairs))
        for number, pair in enumerate(self.evidence.pairs):
            if pair in self.forced:
                settled[number] = _DECIDED
            elif pair in self.forbidden or pair[0] in taken[0] or pair[1] in taken[1]:
                settled[number] = -_DECIDED
        return settled

    def _allies(self, scores: "NDArray[np.float64]") -> Iterator[tuple[int, int]]:
        """Likely pairs that cover different parts of a shared document."""
        likely = [number for number in sorted(self.ladders) if scores[number] > 0.0]
        for side in (0, 1):
            of: dict[int, list[int]] = {}
            for number in likely:
                of.setdefault(self.evidence.pairs[number][side], []).append(number)
            for numbers in of.values():
                for one, other in combinations(numbers, 2):
                    if account_for_parts(self.ladders[one], self.ladders[other], side):
                        yield one, other


def weigh(  # noqa: PLR0913 - everything that a first look needs
    sources: Sequence[Profile],
    targets: Sequence[Profile],
    weights: PairWeights,
    store: VectorStore,
    table: BilingualTable,
    *,
    forced: _Pairs = frozenset(),
    forbidden: _Pairs = frozenset(),
) -> Weighed:
    """Score the candidates of two piles.

    Parameters
    ----------
    sources, targets : sequence of Profile
    weights : PairWeights
    store : VectorStore
        Store of the segments of all documents.
    table : BilingualTable
        The lexicon that the documents were profiled with.
    forced, forbidden : frozenset of (int, int)
        Pairs set and ruled out by reviewers.
    """
    collection = collect(sources, targets, weights.priors, store, table)
    links = address_links(sources, targets)
    candidates = find_candidates(collection, also=links, forced=forced)
    evidence = measure(collection, candidates)
    return Weighed(collection, evidence, links, weights, forced, forbidden).weighed()


def _numbered(digests: Iterable[str]) -> list[int]:
    """Number distinct digests."""
    numbers: dict[str, int] = {}
    return [numbers.setdefault(digest, len(numbers)) for digest in digests]


def address_links(
    sources: Sequence[Profile],
    targets: Sequence[Profile],
) -> dict[tuple[int, int], str]:
    """Pairs that share an address key unique in both piles, with that key."""
    owners = _owners(sources), _owners(targets)
    links: dict[tuple[int, int], str] = {}
    for key in sorted(owners[0].keys() & owners[1].keys()):
        left, right = owners[0][key], owners[1][key]
        if left is not None and right is not None:
            links.setdefault((left, right), key)
    return links


def address_nats(
    links: dict[tuple[int, int], str],
    pairs: Sequence[tuple[int, int]],
    scores: Sequence[float],
) -> float:
    """Weight in nats of an agreeing address in this collection, 0 to 4.

    Parameters
    ----------
    links : dict of (int, int) to str
        Result of `address_links`.
    pairs, scores
        Candidates, and their log odds by all other evidence.
    """
    best: dict[int, tuple[float, int]] = {}
    for (left, right), score in zip(pairs, scores, strict=True):
        if score > 0.0:
            best[left] = max(best.get(left, (0.0, -1)), (score, right))
    linked = {left: right for left, right in links if left in best}
    agreeing = sum(best[left][1] == right for left, right in linked.items())
    if len(linked) < _LEAST_PAIRS:
        return 0.0
    nats = log((agreeing + 0.5) / (len(linked) - agreeing + 0.5))
    return min(max(nats, 0.0), _MOST_NATS)


def _owners(profiles: Sequence[Profile]) -> dict[str, int | None]:
    """The only document with each key, None for ambiguous keys."""
    owners: dict[str, int | None] = {}
    for index, profile in enumerate(profiles):
        for key in profile.addresses:
            owners[key] = None if key in owners else index
    return owners


def consult(
    weighed: Weighed,
    judge: Judge,
    names: Callable[[tuple[int, int]], tuple[str, str]],
) -> Weighed:
    """Align undecided candidates and re-score.

    Parameters
    ----------
    weighed : Weighed
    judge : Judge
    names : callable
        Numbers of two documents to their ids.

    Notes
    -----
    The judge aligns a bounded number of candidates per document.
    """
    asked: set[int] = set()
    for _ in range(_ROUNDS):
        numbers = sorted(set(open_candidates(weighed)) - asked)
        if not numbers:
            break
        asked.update(numbers)
        found = judge([names(weighed.evidence.pairs[number]) for number in numbers])
        if len(found) != len(numbers):
            raise InternalError(
                f"{len(numbers)} pairs were given to be aligned, {len(found)} came back"
            )
        ladders = {
            n: ladder for n, ladder in zip(numbers, found, strict=True) if ladder is not None
        }
        weighed = weighed.with_ladders(ladders)
    return weighed


def open_candidates(
    weighed: Weighed, *, hopeless: float = _HOPELESS, behind: float = _BEHIND
) -> Iterator[int]:
    """Undecided candidates: those near the best candidate of both their documents.

    Parameters
    ----------
    weighed : Weighed
    hopeless : float
        Log odds below which a candidate is not worth aligning.
    behind : float
        Distance from a document's best candidate beyond which another is no rival.
    """
    for side in (0, 1):
        for index in weighed.documents(side):
            rivals = weighed.candidates_of(side, index)[:_RIVALS]
            bar = max(hopeless, weighed.scores[rivals[0]] - behind)
            yield from (number for number in rivals if weighed.scores[number] >= bar)

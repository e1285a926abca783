"""Candidates with their probabilities, and the choice among them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log

import numpy as np
from threadpoolctl import threadpool_limits

from aligner.pairing.addresses import address_links, address_nats
from aligner.pairing.assignment import assign
from aligner.pairing.collection import Collection, collect, find_candidates
from aligner.pairing.evidence import Evidence, measure
from aligner.pairing.model import PairWeights, adapted, posterior
from aligner.pairing.profiles import Profile
from aligner.pairing.reasons import Comparison

__all__ = ["Judged", "judge"]

# Thresholds of 0 and 1 would ask for infinite odds.
_MARGIN = 1e-6


@dataclass(frozen=True)
class Judged:
    """Candidates of a collection with scores and probabilities.

    Parameters
    ----------
    collection : Collection
    evidence : Evidence
        Its `pairs` number the candidates.
    links : dict of (int, int) to str
        Pairs whose addresses agree.
    link_nats : float
        What an agreeing address is worth.
    weights : PairWeights
    scores : list of float
        Log odds of each candidate, its rivals aside.
    probabilities : list of float
        Probability of each candidate, given all rivals.
    """

    collection: Collection
    evidence: Evidence
    links: dict[tuple[int, int], str]
    link_nats: float
    weights: PairWeights
    scores: list[float]
    probabilities: list[float]

    def choose(self, threshold: float) -> list[int]:
        """Numbers of the candidates chosen: one to one, none below the threshold."""
        level = min(max(threshold, _MARGIN), 1 - _MARGIN)
        bar = log(level / (1 - level))
        pairs = self.evidence.pairs
        numbers = {pair: number for number, pair in enumerate(pairs)}
        gains = [(*pair, score - bar) for pair, score in zip(pairs, self.scores, strict=True)]
        chosen = [numbers[pair] for pair in assign(gains)]
        return [number for number in chosen if self.probabilities[number] >= threshold]

    def compare(self, number: int) -> Comparison:
        """What words need to know of a candidate."""
        left, right = self.evidence.pairs[number]
        nats = self.weights.contributions(self.evidence.features[number])
        address = self.links.get((left, right), "")
        return Comparison(
            source=self.collection.sources[left],
            target=self.collection.targets[right],
            cover=self.evidence.covers[number],
            rarity=self.collection.rarity,
            nats=nats | {"address": self.link_nats if address else 0.0},
            address=address,
        )

    def candidates_of(self, side: int, index: int) -> list[int]:
        """Numbers of a document's candidates, best first; side 0 is the source."""
        return self._by_document[side].get(index, [])

    def strongest_rival(self, number: int) -> int | None:
        """Number of the best other candidate that shares a document with this one."""
        left, right = self.evidence.pairs[number]
        others = [*self.candidates_of(0, left)[:2], *self.candidates_of(1, right)[:2]]
        rivals = [other for other in others if other != number]
        return min(rivals, key=self._rank) if rivals else None

    @cached_property
    def _by_document(self) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
        """Candidates by source and by target, best first."""
        grouped: tuple[dict[int, list[int]], dict[int, list[int]]] = ({}, {})
        for number in sorted(range(len(self.scores)), key=self._rank):
            for side in (0, 1):
                grouped[side].setdefault(self.evidence.pairs[number][side], []).append(number)
        return grouped

    def _rank(self, number: int) -> tuple[float, int]:
        """Sorts the best candidate first."""
        return -self.scores[number], number


def judge(
    sources: Sequence[Profile],
    targets: Sequence[Profile],
    weights: PairWeights,
) -> Judged:
    """Candidates of two piles with their probabilities.

    On one thread: sums must not depend on their number, and two threads on
    busy cores are many times slower.
    """
    with threadpool_limits(limits=1, user_api="blas"):
        return _judge(sources, targets, weights)


def _judge(
    sources: Sequence[Profile],
    targets: Sequence[Profile],
    weights: PairWeights,
) -> Judged:
    """Candidates with scores and probabilities."""
    collection = collect(sources, targets, weights.priors)
    links = address_links(sources, targets)
    candidates = find_candidates(collection, also=links)
    evidence = measure(collection, candidates)
    scores = weights.scores(evidence.features)
    nats = address_nats(links, candidates, scores.tolist())
    scores += np.array([nats if pair in links else 0.0 for pair in candidates])
    twins = tuple(_numbered(p.text_digest for p in pile) for pile in (sources, targets))
    scores = adapted(scores, candidates, (twins[0], twins[1]))
    probabilities = posterior(scores, candidates, (twins[0], twins[1]))
    return Judged(
        collection=collection,
        evidence=evidence,
        links=links,
        link_nats=nats,
        weights=weights,
        scores=scores.tolist(),
        probabilities=probabilities.tolist(),
    )


def _numbered(digests: Iterable[str]) -> list[int]:
    """The same number for the same digest."""
    numbers: dict[str, int] = {}
    return [numbers.setdefault(digest, len(numbers)) for digest in digests]

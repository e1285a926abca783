"""All pairs of candidates and renderings, with how likely a terminologist would list them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from aligner.terms.mining.candidates import Occurrence, ReadPair
from aligner.terms.mining.likelihood import (
    DOUBTFUL,
    FIRST,
    as_probability,
    first_odds,
    second_odds,
)
from aligner.terms.mining.relations import Look, Relations
from aligner.terms.mining.renderings import Renderings
from aligner.terms.mining.termhood import Termhood

Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class ScoredPair:
    """A folded term and folded English words, scored.

    Parameters
    ----------
    term, key : str
    probability : float
    is_first : bool
        Whether no other rendering of the term is likelier by frequency and association.
    """

    term: str
    key: str
    probability: float
    is_first: bool


def described_pairs(
    terms: Iterable[str], termhood: Termhood, renderings: Renderings
) -> Iterator[tuple[str, str, Features]]:
    """Each term with each of its likely renderings, and the features of both."""
    for term in terms:
        features = termhood.features(term)
        for key, own in renderings.best(term):
            yield term, key, {**features, **own}


def relations_of(
    looks: Sequence[Look],
    pairs: Sequence[ReadPair],
    candidates: Mapping[str, Sequence[Occurrence]],
) -> Relations:
    """The relations of the pairs of a corpus."""
    counts, words = {}, {}
    for term, places in candidates.items():
        place = places[0]
        counts[term] = len(places)
        words[term] = pairs[place.unit].words[place.first : place.last]
    return Relations(looks, counts, words)


def score_pairs(
    described: Iterable[tuple[str, str, Features]],
    pairs: Sequence[ReadPair],
    candidates: Mapping[str, Sequence[Occurrence]],
) -> list[ScoredPair]:
    """The pairs of a corpus, the most probable first.

    Those without a chance keep the odds of the first look.
    """
    looks: list[Look] = []
    is_first: list[bool] = []
    kept: dict[int, Features] = {}
    for term, key, features in described:
        look = Look(term, key, first_odds(features))
        if look.odds > DOUBTFUL:
            kept[len(looks)] = features
        looks.append(look)
        is_first.append(not features["second"])
    relations = relations_of(looks, pairs, candidates)
    scored = []
    for number, look in enumerate(looks):
        odds = look.odds
        if number in kept:
            odds = second_odds({**kept[number], **relations.features(look), FIRST: odds})
        scored.append(ScoredPair(look.term, look.key, as_probability(odds), is_first[number]))
    return sorted(scored, key=lambda pair: (-pair.probability, pair.term, pair.key))

"""Two piles prepared for comparison: profiles, centred vectors, key rarity, candidates."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from math import ceil, log
from typing import TYPE_CHECKING

import numpy as np

from aligner.languages import significant_digits
from aligner.lexicon import BilingualTable
from aligner.pairing.geometry import Pile
from aligner.pairing.likeness import Likeness
from aligner.pairing.neighbours import Neighbours
from aligner.pairing.profiles import KEY_KINDS, Profile
from aligner.pairing.renderings import Renderings
from aligner.pairing.vectors import VectorStore
from aligner.pairing.writing import UNKNOWN

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Nearest documents taken as candidates, by body, by title and by shared keys.
_BY_BODY, _BY_TITLE, _BY_KEYS = 8, 4, 6
# Keys found in more documents of the other pile than this do not propose candidates.
_COMMON = 24
# The prior counts as much as this many documents.
_PRIOR_DOCUMENTS = 20.0
# Prior share of documents that contain a given key of a kind; orders of magnitude from counts in
# annual reports and press releases.
_PRIORS = {"persons": 0.01, "pinyin": 0.03, "places": 0.1, "tokens": 0.03}
_DATE_PRIORS = {"day": 0.02, "month": 0.15, "year": 0.3}
_DOCUMENT_NUMBER_PRIORS = {"full": 0.001, "bare": 0.01}


@dataclass(frozen=True, slots=True)
class Rarity:
    """Information content (in nats) of each key of a collection of documents.

    Parameters
    ----------
    known : dict of (str, str) to float
        Nats by kind and key, for all keys of the collection.
    """

    known: dict[tuple[str, str], float]

    @classmethod
    def of(cls, profiles: Sequence[Profile]) -> "Rarity":
        """Count the keys of all documents."""
        counts = Counter(
            (kind, key) for profile in profiles for kind in KEY_KINDS for key in profile.keys[kind]
        )
        total = len(profiles) + _PRIOR_DOCUMENTS
        return cls(
            {
                (kind, key): -log((count + _PRIOR_DOCUMENTS * prior_share(kind, key)) / total)
                for (kind, key), count in counts.items()
            },
        )

    def nats(self, kind: str, key: str) -> float:
        """Negative log of the smoothed share of documents that contain the key."""
        return self.known[kind, key]

    def mass(self, kind: str, keys: Iterable[str]) -> float:
        """Nats of several keys together."""
        # Sorted: a sum of floats depends on its order.
        return sum(self.nats(kind, key) for key in sorted(keys))


def prior_share(kind: str, key: str) -> float:
    """Prior share of documents that contain a key."""
    if kind == "numbers":
        return max(0.3 * 10.0 ** (1 - significant_digits(key)), 1e-4)
    if kind == "dates":
        return _DATE_PRIORS["year" if key[0] == "y" else "month" if key[0] == "m" else "day"]
    if kind == "document-numbers":
        return _DOCUMENT_NUMBER_PRIORS["full" if "/" in key else "bare"]
    return _PRIORS[kind]


@dataclass(frozen=True, slots=True)
class Collection:
    """Two piles of documents, prepared for comparison.

    Parameters
    ----------
    sources, targets : sequence of Profile
    source_pile, target_pile : Pile
    samples : tuple of ndarray of shape (n, dim)
        Sample segments of the sources and of the targets, as a background for cosines.
    rarity : Rarity
    renderings : Renderings
    likeness : Likeness
        Nearest documents by vectors and words of the whole text.
    titles : tuple of Neighbours
        Nearest headlines, from the sources and from the targets to the other pile.
    """

    sources: Sequence[Profile]
    targets: Sequence[Profile]
    source_pile: Pile
    target_pile: Pile
    samples: "tuple[NDArray[np.float32], NDArray[np.float32]]"
    rarity: Rarity
    renderings: Renderings
    likeness: Likeness
    titles: tuple[Neighbours, Neighbours]


def collect(
    sources: Sequence[Profile],
    targets: Sequence[Profile],
    priors: Mapping[str, "NDArray[np.float32]"],
    store: VectorStore,
    table: BilingualTable,
) -> Collection:
    """Build the collection of two non-empty piles.

    Parameters
    ----------
    sources, targets : sequence of Profile
    priors : mapping of str to ndarray of shape (dim,)
        Prior mean segment vector by script, for small piles; zero if unknown.
    store : VectorStore
        Store of the segments of all documents.
    table : BilingualTable
        The lexicon whose numbers the words of the profiles are.
    """
    words = [[profile.words for profile in profiles] for profiles in (sources, targets)]
    renderings = Renderings.of(table, [*words[0], *words[1]])
    piles = [_pile(profiles, priors, store) for profiles in (sources, targets)]
    return Collection(
        sources=sources,
        targets=targets,
        source_pile=piles[0],
        target_pile=piles[1],
        samples=(piles[0].sample(), piles[1].sample()),
        rarity=Rarity.of([*sources, *targets]),
        renderings=renderings,
        likeness=Likeness.of(
            (piles[0].bodies, piles[1].bodies), (words[0], words[1]), renderings, _BY_BODY
        ),
        titles=_neighbours(piles[0].titles, piles[1].titles),
    )


def find_candidates(
    collection: Collection,
    *,
    also: Iterable[tuple[int, int]] = (),
    forced: Iterable[tuple[int, int]] = (),
) -> list[tuple[int, int]]:
    """Find candidate pairs, as sorted indices of source and target.

    These are the nearest by body (vectors and words) and by title from either side, those
    that share the most rare keys, and those given. Documents in the same language are not
    candidates unless a reviewer set them as a pair; documents without text never are.

    Notes
    -----
    Their number is linear in the number of documents.
    """
    sources, targets = collection.sources, collection.targets
    found: set[tuple[int, int]] = set(also)
    for neighbours, count in (
        (collection.likeness.bodies, _BY_BODY),
        (collection.titles, _BY_TITLE),
    ):
        found.update(_proposed(neighbours[0].rows, _share(count, targets, sources)))
        proposed = _proposed(neighbours[1].rows, _share(count, sources, targets))
        found.update((left, right) for right, left in proposed)
    rarity = collection.rarity
    found.update(_by_keys(sources, targets, rarity, _share(_BY_KEYS, targets, sources)))
    proposed = _by_keys(targets, sources, rarity, _share(_BY_KEYS, sources, targets))
    found.update((left, right) for right, left in proposed)
    kept = {pair for pair in found if _comparable(sources[pair[0]], targets[pair[1]])}
    set_anyway = {(i, j) for i, j in forced if not (sources[i].is_empty or targets[j].is_empty)}
    return sorted(kept | set_anyway)


def _pile(
    profiles: Sequence[Profile],
    priors: Mapping[str, "NDArray[np.float32]"],
    store: VectorStore,
) -> Pile:
    """Centred vectors of one pile."""
    width = next((len(p.vectors.body) for p in profiles if p.vectors.n_rows), 1)
    script = Counter(p.script for p in profiles if p.script).most_common(1)[0][0]
    prior = priors.get(script)
    if prior is None or len(prior) != width:
        prior = np.zeros(width, dtype=np.float32)
    return Pile.of([p.vectors for p in profiles], [p.has_title for p in profiles], prior, store)


def _neighbours(
    left: "NDArray[np.float32]",
    right: "NDArray[np.float32]",
) -> tuple[Neighbours, Neighbours]:
    """Nearest neighbours in both directions."""
    return Neighbours.of(left, right, _BY_BODY), Neighbours.of(right, left, _BY_BODY)


def _share(count: int, others: Sequence[Profile], own: Sequence[Profile]) -> int:
    """How many candidates each document may propose; fewer if the other pile is smaller.

    Every document of the smaller pile proposes the full number; most of the larger pile
    have no partner.
    """
    return max(1, ceil(count * min(1.0, len(others) / len(own))))


def _proposed(rows: "NDArray[np.intp]", count: int) -> Iterator[tuple[int, int]]:
    """Each document with its nearest neighbours."""
    for index, nearest in enumerate(rows[:, :count].tolist()):
        yield from ((index, other) for other in nearest if other >= 0)


def _by_keys(
    own: Sequence[Profile], others: Sequence[Profile], rarity: Rarity, count: int
) -> Iterator[tuple[int, int]]:
    """Each document with those that share the most nats of rare keys."""
    holders: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for index, profile in enumerate(others):
        for kind in KEY_KINDS:
            for key in profile.keys[kind]:
                holders[kind, key].append(index)
    rare = {key: held for key, held in holders.items() if len(held) <= _COMMON}
    for index, profile in enumerate(own):
        mass: defaultdict[int, float] = defaultdict(float)
        for kind in KEY_KINDS:
            for key in sorted(profile.keys[kind]):
                if held := rare.get((kind, key)):
                    nats = rarity.nats(kind, key)
                    for other in held:
                        mass[other] += nats
        best = nsmallest(count, mass, key=lambda other: (-mass[other], other))
        yield from ((index, other) for other in best)


def _comparable(source: Profile, target: Profile) -> bool:
    """Whether two documents can be translations of each other, by their scripts."""
    other = source.script != target.script or source.script == UNKNOWN
    return other and not source.is_empty and not target.is_empty

"""Two piles ready to be compared: profiles, centred vectors, rarity of keys, candidates."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aligner.pairing.geometry import Pile, nearest
from aligner.pairing.profiles import KEY_KINDS, UNKNOWN, Profile
from aligner.pairing.rarity import Rarity

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Collection", "Neighbours", "collect", "find_candidates"]

# Nearest documents taken as candidates, by body, by title and by shared keys.
_BY_BODY, _BY_TITLE, _BY_KEYS = 8, 4, 6
# Keys that more documents of the other pile hold do not propose candidates.
_COMMON = 24
# Other documents that a cosine is compared with.
_NEIGHBOURS = 4


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Nearest documents of the other pile, by cosine, nearest first.

    Parameters
    ----------
    rows : ndarray of shape (n_documents, k)
    cosines : ndarray of shape (n_documents, k), float32
    """

    rows: "NDArray[np.intp]"
    cosines: "NDArray[np.float32]"

    def level_without(self, index: int, other: int) -> float:
        """Mean cosine of the four nearest, `other` left out; unrelated documents have 0."""
        rows, cosines = self.rows[index], self.cosines[index]
        kept = cosines[rows != other][:_NEIGHBOURS]
        return float(np.maximum(kept, 0.0).sum()) / _NEIGHBOURS


@dataclass(frozen=True, slots=True)
class Collection:
    """Two piles of documents, ready to be compared.

    Parameters
    ----------
    sources, targets : sequence of Profile
    source_pile, target_pile : Pile
    rarity : Rarity
    bodies, titles : tuple of Neighbours
        From the sources and from the targets to the other pile.
    """

    sources: Sequence[Profile]
    targets: Sequence[Profile]
    source_pile: Pile
    target_pile: Pile
    levels: "tuple[list[NDArray[np.float32]], list[NDArray[np.float32]]]"
    rarity: Rarity
    bodies: tuple[Neighbours, Neighbours]
    titles: tuple[Neighbours, Neighbours]


def collect(
    sources: Sequence[Profile],
    targets: Sequence[Profile],
    priors: Mapping[str, "NDArray[np.float32]"],
) -> Collection:
    """The collection of two piles that are not empty.

    Parameters
    ----------
    sources, targets : sequence of Profile
    priors : mapping of str to ndarray of shape (dim,)
        Mean segment vector by script, for small piles; zero when unknown.
    """
    piles = [_pile(profiles, priors) for profiles in (sources, targets)]
    return Collection(
        sources=sources,
        targets=targets,
        source_pile=piles[0],
        target_pile=piles[1],
        levels=(piles[0].levels(piles[1].sample()), piles[1].levels(piles[0].sample())),
        rarity=Rarity.of([*sources, *targets]),
        bodies=_neighbours(piles[0].bodies, piles[1].bodies),
        titles=_neighbours(piles[0].titles, piles[1].titles),
    )


def find_candidates(
    collection: Collection,
    *,
    also: Iterable[tuple[int, int]] = (),
) -> list[tuple[int, int]]:
    """Pairs worth a closer look, as indices of source and target, in order.

    The nearest by body and by title from either side, those that share the
    most rare keys, and those given.  Documents in the same language are never
    candidates.

    Notes
    -----
    Their number grows with the number of documents, not with its square.
    """
    sources, targets = collection.sources, collection.targets
    found: set[tuple[int, int]] = set(also)
    for neighbours, count in ((collection.bodies, _BY_BODY), (collection.titles, _BY_TITLE)):
        forward, backward = neighbours
        for left, rows in enumerate(forward.rows[:, :count].tolist()):
            found.update((left, right) for right in rows)
        for right, rows in enumerate(backward.rows[:, :count].tolist()):
            found.update((left, right) for left in rows)
    found.update(_by_keys(sources, targets, collection.rarity))
    return sorted(pair for pair in found if _comparable(sources[pair[0]], targets[pair[1]]))


def _pile(profiles: Sequence[Profile], priors: Mapping[str, "NDArray[np.float32]"]) -> Pile:
    """Centred vectors of one pile."""
    width = next((p.vectors.shape[1] for p in profiles if len(p.vectors)), 1)
    script = Counter(p.script for p in profiles if p.script).most_common(1)[0][0]
    prior = priors.get(script)
    if prior is None or len(prior) != width:
        prior = np.zeros(width, dtype=np.float32)
    return Pile.of([p.vectors for p in profiles], [p.has_title for p in profiles], prior)


def _neighbours(
    left: "NDArray[np.float32]",
    right: "NDArray[np.float32]",
) -> tuple[Neighbours, Neighbours]:
    """Neighbours both ways."""
    return (
        Neighbours(*nearest(left, right, max(_BY_BODY, _NEIGHBOURS + 1))),
        Neighbours(*nearest(right, left, max(_BY_BODY, _NEIGHBOURS + 1))),
    )


def _by_keys(
    sources: Sequence[Profile],
    targets: Sequence[Profile],
    rarity: Rarity,
) -> set[tuple[int, int]]:
    """For each source, the targets that share the greatest mass of rare keys."""
    holders: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for index, profile in enumerate(targets):
        for kind in KEY_KINDS:
            for key in profile.keys[kind]:
                holders[kind, key].append(index)
    found: set[tuple[int, int]] = set()
    for left, profile in enumerate(sources):
        mass: defaultdict[int, float] = defaultdict(float)
        for kind in KEY_KINDS:
            for key in sorted(profile.keys[kind]):
                targets_with = holders.get((kind, key), [])
                if len(targets_with) <= _COMMON:
                    for right in targets_with:
                        mass[right] += rarity.nats(kind, key)
        best = sorted(mass, key=lambda right: (-mass[right], right))[:_BY_KEYS]
        found.update((left, right) for right in best)
    return found


def _comparable(source: Profile, target: Profile) -> bool:
    """Whether the two can be translations of each other at all."""
    other = source.script != target.script or source.script == UNKNOWN
    return other and not source.is_empty and not target.is_empty

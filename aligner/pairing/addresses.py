"""Evidence of file names and addresses, trusted as far as the texts bear it out.

In one collection ``0012.html`` translates ``0012.html``, in the next each side
counts its pages for itself.  So agreeing names are held against the pairs that
the texts alone make certain, and weigh what they prove to be worth there.
"""

from collections.abc import Sequence
from math import log

from aligner.pairing.profiles import Profile

# Fewer certain pairs prove nothing; and never trust names more than this.
_LEAST_PAIRS = 3
_MOST_NATS = 4.0


def address_links(
    sources: Sequence[Profile],
    targets: Sequence[Profile],
) -> dict[tuple[int, int], str]:
    """Pairs that share a key no other document of their piles has, with that key."""
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
    """Nats that an agreeing name is worth in this collection, 0 to 4.

    Parameters
    ----------
    links : dict of (int, int) to str
        As `address_links` gives them.
    pairs, scores
        Candidates and their log odds by all other evidence.
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
    """The one document that has a key, None for keys of several."""
    owners: dict[str, int | None] = {}
    for index, profile in enumerate(profiles):
        for key in profile.addresses:
            owners[key] = None if key in owners else index
    return owners

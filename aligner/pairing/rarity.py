"""How much a shared key says: the rarer, the more."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

from aligner.languages import significant_digits
from aligner.pairing.profiles import KEY_KINDS, Profile

# The prior counts as much as this many documents.
_PRIOR_DOCUMENTS = 20.0
# Share of documents a key of that kind is found in, before any is seen; by the
# order of magnitude of the counts in annual reports and press releases.
_PRIORS = {"persons": 0.01, "pinyin": 0.03, "places": 0.1, "tokens": 0.03}
_DATE_PRIORS = {"day": 0.02, "month": 0.15, "year": 0.3}
_DOCUMENT_NUMBER_PRIORS = {"full": 0.001, "bare": 0.01}


@dataclass(frozen=True, slots=True)
class Rarity:
    """Nats of evidence in each key of a collection of documents.

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
        """Negative log of the smoothed share of documents that hold the key."""
        return self.known[kind, key]

    def mass(self, kind: str, keys: Iterable[str]) -> float:
        """Nats of several keys together."""
        # Sorted: a sum of floats depends on its order.
        return sum(self.nats(kind, key) for key in sorted(keys))


def prior_share(kind: str, key: str) -> float:
    """Share of documents that are expected to hold a key, before any is seen."""
    if kind == "numbers":
        return max(0.3 * 10.0 ** (1 - significant_digits(key)), 1e-4)
    if kind == "dates":
        return _DATE_PRIORS["year" if key[0] == "y" else "month" if key[0] == "m" else "day"]
    if kind == "document-numbers":
        return _DOCUMENT_NUMBER_PRIORS["full" if "/" in key else "bare"]
    return _PRIORS[kind]

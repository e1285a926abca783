"""What the other pairs of a text tell about a pair: longer terms, rivals, terms of one family."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log1p

from aligner.terms.mining.candidates import SHORTEST

# Log odds below which a pair tells nothing, and above which it is likely.
_LEAST, _LIKELY = -6.5, -3.0
# What is said of a pair if there is no other one.
_NONE = -10.0
# The likeliest members of a family that are looked at, and what is assumed of one more.
_MEMBERS, _STRANGER = 5, -7.0


@dataclass(frozen=True, slots=True)
class Look:
    """A folded term and folded English words, as likely as their own features make them.

    Parameters
    ----------
    term, key : str
    odds : float
        Log odds that a terminologist would list the pair.
    """

    term: str
    key: str
    odds: float


class Relations:
    """Features that a pair has by its relations to the other pairs of a text.

    Parameters
    ----------
    looks : sequence of Look
        All pairs.
    counts : mapping of str to int
        How often each term occurs.
    words : mapping of str to sequence of str
        The words of each term.
    """

    def __init__(
        self,
        looks: Sequence[Look],
        counts: Mapping[str, int],
        words: Mapping[str, Sequence[str]],
    ) -> None:
        self._counts, self._words = counts, words
        self._of_term: dict[str, list[Look]] = defaultdict(list)
        self._of_key: dict[str, list[Look]] = defaultdict(list)
        for look in looks:
            self._of_term[look.term].append(look)
            self._of_key[look.key].append(look)
        self._best = {
            term: max(own, key=lambda look: look.odds) for term, own in self._of_term.items()
        }
        self._longer: dict[str, list[Look]] = defaultdict(list)
        self._shorter: dict[str, list[Look]] = defaultdict(list)
        self._find_nested()
        self._heads: dict[str, list[Look]] = defaultdict(list)
        self._firsts: dict[str, list[Look]] = defaultdict(list)
        self._english_heads: dict[str, list[Look]] = defaultdict(list)
        self._find_families()

    def _find_nested(self) -> None:
        """Which terms are parts of a term that has a chance."""
        for term, look in self._best.items():
            if look.odds <= _LEAST:
                continue
            for first in range(len(term)):
                for last in range(first + SHORTEST, len(term) + 1):
                    part = self._best.get(term[first:last])
                    if part is not None and part is not look:
                        self._longer[part.term].append(look)
                        self._shorter[term].append(part)

    def _find_families(self) -> None:
        """Which terms begin or end with one word, or their renderings do."""
        for term, look in self._best.items():
            if look.odds > _STRANGER:
                self._heads[self._words[term][-1]].append(look)
                self._firsts[self._words[term][0]].append(look)
                self._english_heads[look.key.split()[-1]].append(look)

    def features(self, look: Look) -> dict[str, float]:
        """Features of a pair by name; log odds are those beyond its own."""
        term, key, odds = look.term, look.key, look.odds
        n, english = self._counts[term], set(key.split())
        longer, shorter = self._longer[term], self._shorter[term]
        same = [other for other in self._of_key[key] if other.term != term]
        first, last = self._words[term][0], self._words[term][-1]
        heads, firsts = self._heads[last], self._firsts[first]
        fitting_longer = [other for other in longer if english.issubset(other.key.split())]
        fitting_shorter = [other for other in shorter if english.issuperset(other.key.split())]
        return {
            "other rendering": _top(other for other in self._of_term[term] if other != look) - odds,
            "longer": _top(longer) - odds,
            "longer that fits": _top(fitting_longer) - odds,
            "share of likely longer": max(
                (self._counts[o.term] / n for o in longer if o.odds > _LIKELY), default=0.0
            ),
            "likely longer": log1p(sum(other.odds > _LIKELY for other in longer)),
            "shorter": _top(shorter) - odds,
            "shorter that fits": _top(fitting_shorter) - odds,
            "share of likely shorter": max(
                (n / self._counts[o.term] for o in shorter if o.odds > _LIKELY), default=1.0
            ),
            "same rendering": _top(same) - odds,
            "same rendering nested": _top(o for o in same if _is_nested(o.term, term)) - odds,
            "head family": _standing(heads, term),
            "first family": _standing(firsts, term),
            "English family": _standing(self._english_heads[key.split()[-1]], term),
            "size of head family": log1p(len(heads)),
            "size of first family": log1p(len(firsts)),
        }


def _is_nested(left: str, right: str) -> bool:
    return left in right or right in left


def _top(looks: Iterable[Look]) -> float:
    return max((look.odds for look in looks), default=_NONE)


def _standing(family: Sequence[Look], term: str) -> float:
    """How likely the other members of a family are that are no longer or shorter forms."""
    others = [look.odds for look in family if not _is_nested(look.term, term)]
    best = sorted(others, reverse=True)[:_MEMBERS]
    return (sum(best) + _STRANGER) / (len(best) + 1)

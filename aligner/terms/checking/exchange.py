"""Two renderings that stand in each other's place.

Every form is there, and each where another is expected: by the alignment of the words
around the two terms, the English would be right if the two were exchanged.  Only terms
of one kind are taken for each other, and numbers beside them settle the matter.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations
from math import exp, log

from aligner.lexicon import LexicalModel, expected_places
from aligner.terms.checking.confidence import exchange_weights
from aligner.terms.checking.crossing import NumberOrder, is_excused, list_order, number_order
from aligner.terms.checking.likeness import are_alike
from aligner.terms.matching.index import TermIndex
from aligner.terms.matching.unit import ReadUnit

# In longer texts the places of terms are too uncertain.
_LONGEST = 200
# A gain of fewer words, or of a small share of the way between them, says nothing.
_LEAST_GAIN, _LEAST_SHARE = 2.0, 0.3
# How often renderings of one kind are exchanged whose numbers are, and those of which
# the order has a good reason, or which nobody takes for each other.
_BY_NUMBERS, _EXCUSED, _UNLIKE = 0.9, 0.1, 0.3
# Log odds that terms of one kind add: nearly all true exchanges are of such.
_ALIKE = 1.2


@dataclass(frozen=True, slots=True)
class Exchange:
    """Two occurrences of a unit whose renderings may have been exchanged.

    Parameters
    ----------
    first, second : int
        Numbers of the occurrences.
    values : mapping of str to float
        The evidence.
    is_alike : bool
        Whether the two terms are of one kind.
    is_excused : bool
        Whether the English order has a good reason.
    numbers : NumberOrder
        What the numbers beside the terms say.
    """

    first: int
    second: int
    values: Mapping[str, float] = field(default_factory=dict)
    is_alike: bool = True
    is_excused: bool = False
    numbers: NumberOrder = NumberOrder.NONE

    @property
    def probability(self) -> float:
        """Probability, 0 to 1, that they have been exchanged."""
        if self.numbers is NumberOrder.CROSSED:
            return _BY_NUMBERS
        weights = exchange_weights()
        log_odds = sum(weight * self.values[name] for name, weight in weights.items())
        log_odds += _ALIKE * self.is_alike
        by_place = 1.0 / (1.0 + exp(-max(-30.0, min(30.0, log_odds))))
        return min(by_place, self.most)

    @property
    def most(self) -> float:
        """The greatest probability it can have, whatever the places of the words."""
        if self.numbers is NumberOrder.CROSSED:
            return _BY_NUMBERS
        if self.is_excused or self.numbers is NumberOrder.KEPT:
            return _EXCUSED
        return 1.0 if self.is_alike else _UNLIKE


def find_exchange(
    read: ReadUnit, index: TermIndex, model: LexicalModel, least: float = 0.0
) -> Exchange | None:
    """The pair of occurrences of different concepts that have most likely been exchanged.

    Parameters
    ----------
    read : ReadUnit
    index : TermIndex
    model : LexicalModel
    least : float
        Pairs that cannot be as probable as this are passed over; where there are no others,
        the words need not be aligned.
    """
    concepts = {read.occurrences[i].concepts for i in read.renderings}
    if len(concepts) < 2 or len(read.target.keys) > _LONGEST:  # noqa: PLR2004 - a pair
        return None
    found = [
        e
        for e in _exchanges(read, index, model, least)
        if (e.values["gain"] >= _LEAST_GAIN and e.values["share of gain"] >= _LEAST_SHARE)
        or e.numbers is NumberOrder.CROSSED
    ]
    return max(
        found, key=lambda e: (e.probability, e.values["gain"], -e.first, -e.second), default=None
    )


def _exchanges(
    read: ReadUnit, index: TermIndex, model: LexicalModel, least: float
) -> Iterator[Exchange]:
    spans = [(o.start, o.stop) for o in read.occurrences]
    places: list[float] = []
    n = len(read.target.keys)
    here = {i: (m.first + m.last) / 2 for i, m in read.renderings.items()}
    for i, j in combinations(sorted(here), 2):
        if read.occurrences[i].concepts == read.occurrences[j].concepts:
            continue
        is_alike = _are_alike(read, index, i, j)
        # Of two terms alone, numbers tell whatever they are.
        is_plain = is_alike or len(here) == 2  # noqa: PLR2004 - a pair
        numbers = list_order(read, i, j)
        if numbers is NumberOrder.NONE and is_plain:
            numbers = number_order(read, i, j)
        seen = Exchange(
            i,
            j,
            is_alike=is_alike,
            is_excused=is_alike and is_excused(read, i, j),
            numbers=numbers,
        )
        if seen.most < least:
            continue
        places = places or expected_places(read.source, read.target, model, spans, {})
        rivals = sum(k in {i, j} or _are_alike(read, index, i, k) for k in here)
        want_i, want_j = places[i] * n, places[j] * n
        now = abs(want_i - here[i]) + abs(want_j - here[j])
        then = abs(want_i - here[j]) + abs(want_j - here[i])
        distance = abs(here[i] - here[j])
        values = {
            "constant": 1.0,
            "gain": min(30.0, now - then),
            "share of gain": (now - then) / (2 * distance + 1e-9),
            "shift left": min(30.0, then),
            "distance": log(distance + 1),
            "length": log(n),
            "terms": log(rivals if is_alike else len(here)),
        }
        yield replace(seen, values=values)


def _are_alike(read: ReadUnit, index: TermIndex, i: int, j: int) -> bool:
    left, right = (read.renderings[k].form.concept for k in (i, j))
    return left != right and are_alike(index, left, right)

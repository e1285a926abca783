"""Whether two texts state the same numbers.

A text and its translation disagree where each has a number that the other lacks.
"""

import re
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from aligner.languages.amounts import FIRM, LIKELY, Quantity, QuantityKind
from aligner.languages.identifiers import mistyped
from aligner.languages.quantity_atoms import (
    Atom,
    atoms_of,
    by_face,
    by_group,
    by_period,
    by_unit,
)
from aligner.languages.quantity_measures import are_converted
from aligner.languages.quantity_opponents import Disagreement, LeftAtom, disagreements, left_over
from aligner.languages.quantity_rivals import rivals
from aligner.languages.quantity_units import differing_units

# Left-overs beyond this number are not compared with each other: lists of figures.
_MOST_LEFT = 64
_MOST_QUANTITIES = 2000
# Two digits at least make a rounded value.
_LEAST_STEPS = 10
# How far apart two approximate values may lie.
_BOTH_VAGUE = Fraction(3, 100)
# Multiples from this one on may differ by one.
_LOOSE = 3


@dataclass(frozen=True, slots=True)
class LeftQuantity:
    """A quantity without a counterpart, and how sure it is that it should have one."""

    quantity: Quantity
    confidence: float


@dataclass(frozen=True, slots=True)
class QuantityMatch:
    """What two texts agree on, and what only one of them has.

    Parameters
    ----------
    matched : tuple of (Quantity, Quantity)
    source_left, target_left : tuple of LeftQuantity
    disagreements : tuple of Disagreement
    """

    matched: tuple[tuple[Quantity, Quantity], ...]
    source_left: tuple[LeftQuantity, ...]
    target_left: tuple[LeftQuantity, ...]
    disagreements: tuple[Disagreement, ...]

    @property
    def strong(self) -> tuple[Disagreement, ...]:
        """Disagreements worth saying."""
        return tuple(found for found in self.disagreements if found.is_strong)


def compare_quantities(source: Sequence[Quantity], target: Sequence[Quantity]) -> QuantityMatch:
    """Which quantities of two texts are equal, and which have no counterpart.

    Parameters
    ----------
    source, target : sequence of Quantity
        As `read_quantities` gives them.  Labels are left out of account.

    Notes
    -----
    One to one: first equal values of one kind, then equal values of different
    kinds (第三 and "three"), then what is equal when rounded to the digits stated,
    then approximate values.  Currencies that are both known must agree.

    Examples
    --------
    >>> from aligner.languages import read_quantities
    >>> source = read_quantities("1.2亿件，增长5%", "zh")
    >>> target = read_quantities("1.2 billion pieces, up 5 per cent", "en")
    >>> [str(found) for found in compare_quantities(source, target).strong]
    ['1.2亿 (120,000,000) against 1.2 billion (1,200,000,000)']
    """
    sides = tuple(
        [atom for i, one in enumerate(side[:_MOST_QUANTITIES]) for atom in atoms_of(i, one)]
        for side in (source, target)
    )
    left, pairs, alone = _paired(sides)
    confident = left_over(left, sides)
    matched = dict.fromkeys((one.owner, other.owner) for one, other in pairs)
    found = (
        *_different_codes(source, target),
        *(
            Disagreement(one.quantity, other.quantity, LIKELY)
            for one, other in differing_units(pairs, sides)
        ),
        *_rivalries(alone, confident),
        *disagreements([_without(side, alone) for side in confident], sides, matched),
    )
    return QuantityMatch(
        tuple((source[i], target[j]) for i, j in matched),
        _by_quantity(confident[0]),
        _by_quantity(confident[1]),
        tuple(_each_once(found)),
    )


def _paired(
    sides: Sequence[list[Atom]],
) -> "tuple[list[list[Atom]], list[tuple[Atom, Atom]], list[tuple[Atom, Atom]]]":
    """What is left over on both sides, pairs that agree, and left-overs of one sort."""
    left = [list(side) for side in sides]
    pairs = _take_equal(left, by_unit) + _take_equal(left, by_period)
    # Before 三年 is taken for the three of 第三條.
    alone = [
        (one, other)
        for one, other in rivals(sides, left)
        if one.period and not _is_stated(one, sides[1]) and not _is_stated(other, sides[0])
    ]
    _drop(left, alone)
    for key in (by_group, by_face):
        pairs += _take_equal(left, key)
    pairs += _take_near(left)
    more = list(rivals(sides, left))
    for one, other in alone:
        left[0].append(one)
        left[1].append(other)
    return left, pairs, alone + more


def _is_stated(time: Atom, side: list[Atom]) -> bool:
    """Whether a text has a time in any way but as an ordinal: "90 and 30 days", 六个月."""
    return any(
        (time.value == other.value and other.quantity.kind is not QuantityKind.ORDINAL)
        or (time.group == other.group and any(agree(time, other) for agree in _NEARLY))
        for other in side
    )


def _take_equal(
    left: "list[list[Atom]]", key: Callable[[Atom], Hashable]
) -> list[tuple[Atom, Atom]]:
    """Take pairs of equal keys out of both sides, in order."""
    if not left[0] or not left[1]:
        return []
    waiting: defaultdict[Hashable, deque[Atom]] = defaultdict(deque)
    for other in left[1]:
        waiting[key(other)].append(other)
    pairs = []
    for one in left[0]:
        others = waiting.get(key(one))
        if others and _same_currency(one, others[0]):
            pairs.append((one, others.popleft()))
    _drop(left, pairs)
    return pairs


def _take_near(left: "list[list[Atom]]") -> list[tuple[Atom, Atom]]:
    """Take pairs that agree when rounded, or within what they leave open."""
    pairs: list[tuple[Atom, Atom]] = []
    for agree in _NEARLY if left[0] and left[1] else ():
        free = list(left[1][:_MOST_LEFT])
        for one in left[0][:_MOST_LEFT]:
            for other in free:
                is_one_currency = agree is _converted or _same_currency(one, other)
                if one.group == other.group and is_one_currency and agree(one, other):
                    pairs.append((one, other))
                    free.remove(other)
                    break
        _drop(left, pairs)
    return pairs


def _drop(left: "list[list[Atom]]", pairs: list[tuple[Atom, Atom]]) -> None:
    """Leave the members of pairs out of both sides."""
    for number in (0, 1):
        taken = {id(pair[number]) for pair in pairs}
        left[number] = [atom for atom in left[number] if id(atom) not in taken]


def _same_currency(one: Atom, other: Atom) -> bool:
    return not one.currency or not other.currency or one.currency == other.currency


def _round_alike(one: Atom, other: Atom) -> bool:
    """Whether the more exact value is the other when rounded to its last digit."""
    step = max(one.quantity.step, other.quantity.step)
    rough = one if one.quantity.step == step else other
    if one.quantity.parts or not step or rough.value < step * _LEAST_STEPS:
        return False
    return one.quantity.step != other.quantity.step and abs(one.value - other.value) <= step / 2


def _overlap(one: Atom, other: Atom) -> bool:
    """Whether one of the two is approximate and leaves room for the other."""
    first, last = one.quantity, other.quantity
    if one.period and other.period and _is_limit(first, last):
        return False
    if first.approximate and last.approximate:
        near = abs(first.value - last.value) <= _BOTH_VAGUE * max(first.value, last.value)
        # Tens of millions leave more room than any number with "about".
        return near or ((_is_wide(first) or _is_wide(last)) and _meet(first, last))
    return (first.approximate or last.approximate) and _meet(first, last)


def _is_limit(first: Quantity, last: Quantity) -> bool:
    """Whether both texts set a least or both a longest time: it must be the same."""
    if any(re.search("[余餘多几幾]", q.text) for q in (first, last)):
        return False
    is_least = all(q.value == q.low < q.high for q in (first, last))
    return is_least or all(q.low < q.high == q.value for q in (first, last))


def _meet(first: Quantity, last: Quantity) -> bool:
    """Whether the intervals meet; the upper end is outside of what "over" leaves open."""
    return (
        first.low <= last.high
        and last.low <= first.high
        and not (first.high == last.low > first.value or last.high == first.low > last.value)
    )


def _converted(one: Atom, other: Atom) -> bool:
    return are_converted(one.quantity, other.quantity)


def _once_more(one: Atom, other: Atom) -> bool:
    """Whether two multiples differ by one: both languages are loose about "38 times more"."""
    values = sorted((one.value, other.value))
    return one.group == "multiple" and values[0] >= _LOOSE and values[1] - values[0] == 1


def _is_wide(quantity: Quantity) -> bool:
    return quantity.high >= 2 * quantity.low


def _subdivided(one: Atom, other: Atom) -> bool:
    """Whether one is an article and the other the same with its part: 第十五條之一, 15.1."""
    article, part = sorted((one, other), key=lambda atom: atom.value.denominator)
    is_ordinal = article.quantity.kind is QuantityKind.ORDINAL and article.value.denominator == 1
    return is_ordinal and part.value.denominator > 1 and int(part.value) == article.value


# Ways in which two values agree that are not equal, the closest first.
_NEARLY = (_round_alike, _overlap, _converted, _once_more, _subdivided)


def _by_quantity(left: list[LeftAtom]) -> tuple[LeftQuantity, ...]:
    """Quantities with a value left over, by the surest of their values."""
    best: dict[int, LeftQuantity] = {}
    for one in left:
        previous = best.get(one.atom.owner)
        if previous is None or previous.confidence < one.confidence:
            best[one.atom.owner] = LeftQuantity(one.atom.quantity, one.confidence)
    return tuple(best.values())


def _different_codes(
    source: Sequence[Quantity], target: Sequence[Quantity]
) -> Iterator[Disagreement]:
    """Identifiers that differ in a few characters."""
    for one, other in mistyped(source, target):
        yield Disagreement(one, other, FIRM)


def _rivalries(
    alone: list[tuple[Atom, Atom]], left: list[list[LeftAtom]]
) -> Iterator[Disagreement]:
    """Left-overs that are the only ones of their sort, however small their numbers."""
    sure = {id(one.atom): one.confidence for side in left for one in side}
    for one, other in alone:
        own = min(sure[id(one)], sure[id(other)])
        yield Disagreement(one.quantity, other.quantity, max(own, LIKELY))


def _without(side: list[LeftAtom], pairs: list[tuple[Atom, Atom]]) -> list[LeftAtom]:
    """One side's left-overs but for those in pairs."""
    taken = {id(atom) for pair in pairs for atom in pair}
    return [one for one in side if id(one.atom) not in taken]


def _each_once(found: Iterable[Disagreement]) -> Iterator[Disagreement]:
    """Disagreements, of the strong ones each quantity in the first only.

    A date may differ in its month from one and in its day from another.
    """
    used: set[tuple[int, int]] = set()
    for one in found:
        places = {(0, one.source.start), (1, one.target.start)}
        if one.is_strong and used & places:
            continue
        if one.is_strong:
            used |= places
        yield one

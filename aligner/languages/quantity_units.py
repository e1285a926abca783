"""Equal figures of different units: 45日 and "45 months", 12吨 and "12 kilograms".

The figures agree, so the two stand for each other; where neither text has the other's unit
converted, one of the units is wrong.
"""

import re
from collections.abc import Iterator, Sequence

from aligner.languages.amounts import POINT, Quantity, QuantityKind
from aligner.languages.quantity_atoms import Atom
from aligner.languages.quantity_measures import are_converted, dimension

# "One month" and 一年 are said of any time; from two on a number is meant.
_SMALLEST = 2
# What 元 alone stands for in no Chinese text.
_FOREIGN = frozenset(("USD", "EUR", "GBP", "JPY"))
_BARE_YUAN = re.compile("[\\d万萬亿億千百十兆]\\s?(?:[元圆圓]|块钱|塊錢)$")
# Sizes of which the name alone decides: 35度 is of either scale of temperature.
_COMPARED = frozenset(("time", "mass", "length", "area"))


def differing_units(
    pairs: Sequence[tuple[Atom, Atom]], sides: Sequence[Sequence[Atom]]
) -> Iterator[tuple[Atom, Atom]]:
    """Pairs of equal figures whose units are of one dimension and not the same.

    Parameters
    ----------
    pairs : sequence of (Atom, Atom)
        Values of both texts that were matched.
    sides : two sequences of Atom
        All values of both texts.
    """
    for one, other in pairs:
        first, last = one.quantity, other.quantity
        if first.unit == last.unit or one.value != other.value:
            continue
        if not _are_different(first, last, sides):
            continue
        if not (_is_given(first, sides[1]) or _is_given(last, sides[0])):
            yield one, other


def _are_different(first: Quantity, last: Quantity, sides: Sequence[Sequence[Atom]]) -> bool:
    """Whether the units of two equal figures exclude each other."""
    if first.kind is not last.kind or first.parts or last.parts:
        return False
    if first.kind is QuantityKind.PERCENT:
        return {first.unit, last.unit} == {POINT, ""}
    if first.kind is QuantityKind.MONEY:
        return _is_foreign(first, last, sides[0]) or _is_foreign(last, first, sides[1])
    dimensions = {dimension(first.unit), dimension(last.unit)}
    return len(dimensions) == 1 and dimensions <= _COMPARED and first.value >= _SMALLEST


def _is_foreign(one: Quantity, other: Quantity, side: Sequence[Atom]) -> bool:
    """Whether one is in plain 元 and the other in a currency that its text never names.

    In 美金五元、十元 both are dollars.
    """
    is_yuan = not one.unit and _BARE_YUAN.search(one.text) is not None
    is_named = any(atom.currency in _FOREIGN for atom in side)
    return is_yuan and other.unit in _FOREIGN and not is_named


def _is_given(quantity: Quantity, side: Sequence[Atom]) -> bool:
    """Whether a text has an amount in its own unit, or converted."""
    return any(
        atom.quantity.kind is quantity.kind
        and (
            (atom.quantity.unit == quantity.unit and atom.value == quantity.value)
            or are_converted(quantity, atom.quantity)
        )
        for atom in side
    )

"""Quantities that are one in different units: miles and kilometres, months and years."""

import re
from fractions import Fraction

from aligner.languages.amounts import WORKDAY, Quantity, QuantityKind

# Conversions are rounded.
_CONVERTED = Fraction(8, 100)
# Yuan to a dollar, of any recent year.
_RATES = (Fraction(11, 2), Fraction(9))
_YEAR = Fraction(36525, 100)
# Dimension, factor and offset of units.
_MEASURES = {
    "mu": ("area", Fraction(2000, 3), Fraction(0)),
    "ha": ("area", Fraction(10000), Fraction(0)),
    "acre": ("area", Fraction(40469, 10), Fraction(0)),
    "m2": ("area", Fraction(1), Fraction(0)),
    "km2": ("area", Fraction(10**6), Fraction(0)),
    "sq mile": ("area", Fraction(2589988), Fraction(0)),
    "yard": ("length", Fraction(9144, 10000), Fraction(0)),
    "jin": ("mass", Fraction(1, 2), Fraction(0)),
    "g": ("mass", Fraction(1, 1000), Fraction(0)),
    "kg": ("mass", Fraction(1), Fraction(0)),
    "t": ("mass", Fraction(1000), Fraction(0)),
    "lb": ("mass", Fraction(4536, 10000), Fraction(0)),
    "m": ("length", Fraction(1), Fraction(0)),
    "km": ("length", Fraction(1000), Fraction(0)),
    "mile": ("length", Fraction(1609344, 1000), Fraction(0)),
    "ft": ("length", Fraction(3048, 10000), Fraction(0)),
    "F": ("temperature", Fraction(5, 9), Fraction(-160, 9)),
    "C": ("temperature", Fraction(1), Fraction(0)),
    "minute": ("time", Fraction(1, 1440), Fraction(0)),
    "hour": ("time", Fraction(1, 24), Fraction(0)),
    "day": ("time", Fraction(1), Fraction(0)),
    WORKDAY: ("time", Fraction(7, 5), Fraction(0)),
    "week": ("time", Fraction(7), Fraction(0)),
    "month": ("time", _YEAR / 12, Fraction(0)),
    "year": ("time", _YEAR, Fraction(0)),
}
PERIODS = frozenset(name for name, (dimension, *_) in _MEASURES.items() if dimension == "time")


def dimension(unit: str) -> str:
    """What a unit measures; empty if the unit is not known.

    Examples
    --------
    >>> dimension("km"), dimension("day"), dimension("")
    ('length', 'time', '')
    """
    return _MEASURES[unit][0] if unit in _MEASURES else ""


def are_converted(one: Quantity, other: Quantity) -> bool:
    """Whether two are one length, area, weight, time, temperature or price in different units."""
    if one.kind is other.kind is QuantityKind.MONEY:
        return _exchanged(one, other) or _exchanged(other, one)
    first, last = _MEASURES.get(one.unit), _MEASURES.get(other.unit)
    if first and last and _is_degree(one, other):
        # Degrees without a name may be of either scale.
        first, last = _MEASURES["C"], _MEASURES["F"]
    if not first or not last or first[0] != last[0] or first == last:
        return False
    values = [
        quantity.value * measure[1] + measure[2]
        for quantity, measure in ((one, first), (other, last))
    ]
    return abs(values[0] - values[1]) <= _CONVERTED * max(map(abs, values))


def _is_degree(one: Quantity, other: Quantity) -> bool:
    return one.unit == other.unit == "C" and one.value < other.value


def _exchanged(one: Quantity, other: Quantity) -> bool:
    """Whether an amount in yuan may be one in dollars: newspapers convert for their readers."""
    has_yuan = re.search("元|人民[币幣]", one.text) and not re.search("[美港澳加台臺]元", one.text)
    is_dollar = "$" in other.text or "dollar" in other.text.lower()
    rate = one.value / other.value if other.value else Fraction(0)
    return bool(has_yuan) and is_dollar and _RATES[0] <= rate <= _RATES[1]

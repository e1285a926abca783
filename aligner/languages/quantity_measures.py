"""Quantities that are one in different units: miles and kilometres, months and years."""

import re
from fractions import Fraction

from aligner.languages.amounts import WORKDAY, Quantity, QuantityKind

# Conversions are rounded.
_CONVERTED = Fraction(10, 100)
# Units of currencies to a dollar, the fewest and the most of the last decades.
_PER_DOLLAR = {
    "USD": (Fraction(1), Fraction(1)),
    "CNY": (Fraction(11, 2), Fraction(9)),
    "HKD": (Fraction(77, 10), Fraction(79, 10)),
    "TWD": (Fraction(25), Fraction(36)),
    "EUR": (Fraction(62, 100), Fraction(122, 100)),
    "GBP": (Fraction(47, 100), Fraction(85, 100)),
    "JPY": (Fraction(75), Fraction(162)),
    "KRW": (Fraction(750), Fraction(1600)),
    "INR": (Fraction(30), Fraction(90)),
    "RUB": (Fraction(23), Fraction(120)),
    "AUD": (Fraction(9, 10), Fraction(21, 10)),
    "CAD": (Fraction(9, 10), Fraction(17, 10)),
    "SGD": (Fraction(12, 10), Fraction(19, 10)),
    "CHF": (Fraction(78, 100), Fraction(18, 10)),
}
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


def in_base_units(quantity: Quantity) -> tuple[str, Fraction] | None:
    """What a quantity measures, and its value in days, metres, kilograms or square metres.

    None if its unit is not known, or of temperature, of which there are no sums.
    """
    name, factor, offset = _MEASURES.get(quantity.unit, ("", Fraction(0), Fraction(1)))
    return None if offset else (name, quantity.value * factor)


def are_converted(one: Quantity, other: Quantity) -> bool:
    """Whether two are one length, area, weight, time, temperature or price in different units."""
    if one.kind is other.kind is QuantityKind.MONEY:
        return _are_exchanged(one, other)
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


def _are_exchanged(one: Quantity, other: Quantity) -> bool:
    """Whether two amounts may be one in two currencies: newspapers convert for their readers."""
    first, last = _PER_DOLLAR.get(_currency(one)), _PER_DOLLAR.get(_currency(other))
    if not first or not last or first == last:
        return False
    rate = one.value / other.value if other.value else Fraction(0)
    return first[0] / last[1] <= rate <= first[1] / last[0]


def _currency(money: Quantity) -> str:
    """The currency of an amount, where it is not named that of the language."""
    if money.unit:
        return money.unit
    return "CNY" if re.search("[元块塊]", money.text) else "USD"

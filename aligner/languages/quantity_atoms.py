"""The single values by which the quantities of two texts are matched."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from aligner.languages.amounts import WORKDAY, Quantity, QuantityKind
from aligner.languages.quantities import QUANTITY_GROUPS
from aligner.languages.quantity_measures import PERIODS

# Parts of dates that are also written as plain numbers: 30日内 is "within 30 days".
_PLAIN_PARTS = frozenset({"year", "day", "decade", "century"})
_NUMBER_GROUPS = frozenset({"number", "ratio", "multiple"})


@dataclass(frozen=True, slots=True)
class Atom:
    """One value to be matched: a date has one for each of its parts."""

    owner: int
    group: str
    value: Fraction
    face: Fraction
    quantity: Quantity

    @property
    def currency(self) -> str:
        """Code of the currency of an amount of money."""
        return self.quantity.unit if self.quantity.kind is QuantityKind.MONEY else ""

    @property
    def period(self) -> str:
        """The time that a count counts: days, whether working days or not, months."""
        unit = self.quantity.unit
        if self.quantity.kind is not QuantityKind.COUNT or unit not in PERIODS:
            return ""
        return "day" if unit == WORKDAY else unit


def atoms_of(owner: int, quantity: Quantity) -> Iterator[Atom]:
    """The values of a quantity; a label has none."""
    if quantity.is_label:
        return
    for name, part in quantity.parts:
        yield Atom(owner, name, Fraction(part), Fraction(part), quantity)
    if not quantity.parts:
        group = "plan" if quantity.unit == "plan" else QUANTITY_GROUPS[quantity.kind]
        yield Atom(owner, group, quantity.value, quantity.face, quantity)


def by_unit(atom: Atom) -> Hashable:
    """Equal numbers of the same kind and unit."""
    return atom.group, atom.quantity.unit, *_terms(atom.value)


def by_period(atom: Atom) -> Hashable:
    """Equal numbers of the same kind and, where they count days or months, of the same time."""
    return atom.group, atom.period, *_terms(atom.value)


def by_group(atom: Atom) -> Hashable:
    """Equal numbers of the same kind."""
    return atom.group, *_terms(atom.value)


def by_face(atom: Atom) -> Hashable:
    """Equal numbers of different kinds; a month or an hour equals no plain number."""
    if atom.group in _NUMBER_GROUPS or atom.group in _PLAIN_PARTS:
        return "", *_terms(atom.face)
    return atom.group, *_terms(atom.face)


def _terms(value: Fraction) -> tuple[int, int]:
    """Numerator and denominator: equal for equal values, and far faster to look up."""
    return value.numerator, value.denominator

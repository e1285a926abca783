"""Which left-over quantities of two texts stand against each other, and how surely.

A number that only one text has may have been left out.  Where each has one that the other
lacks, they are the same number, rendered wrongly, if they look like it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass

from aligner.languages.amounts import FIRM, Quantity, QuantityKind, is_year
from aligner.languages.quantities import describe_quantity
from aligner.languages.quantity_atoms import Atom

# From this confidence on, a disagreement is worth saying.
STRONG = 0.6
# Share of the confidence that stays if the other side has the value as well.
_REPEATED = 0.3
# And if the other number is hardly the one that stands in its place.
_UNLIKE = 0.5
_CROWD = 10
# Numbers from here on are counts and amounts, whatever their lengths.
_LARGE = 10_000
# Years farther apart are hardly one, but for a digit.
_FEW_YEARS = 5
# Numbers below have one digit, and look like no other.
_TWO_DIGITS = 10
# Digits behind the point that tell numbers apart.
_DECIMALS = 10**6


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two quantities of one kind, each without a counterpart.

    Parameters
    ----------
    source, target : Quantity
    confidence : float
    excuse : str
        Why it tells nothing, in words; empty if it does tell something.
    """

    source: Quantity
    target: Quantity
    confidence: float
    excuse: str = ""

    @property
    def is_strong(self) -> bool:
        """Whether it is worth saying."""
        return self.confidence >= STRONG

    def __str__(self) -> str:
        """As a reason says it: ``1.2亿 (120,000,000) against 1.2 billion (1,200,000,000)``."""
        return f"{describe_quantity(self.source)} against {describe_quantity(self.target)}"


@dataclass(frozen=True, slots=True)
class LeftAtom:
    """A value without a counterpart.

    Parameters
    ----------
    atom : Atom
    confidence : float
        How sure it is that the other text ought to have the value once more.
    is_repeated : bool
        Whether the other text has the value, but not as often.
    """

    atom: Atom
    confidence: float
    is_repeated: bool


def left_over(left: Sequence[list[Atom]], sides: Sequence[list[Atom]]) -> list[list[LeftAtom]]:
    """What is left over of two texts.

    Parameters
    ----------
    left : two lists of Atom
        The values without a counterpart.
    sides : two lists of Atom
        All values of both texts.
    """
    if not any(left):
        return [[], []]
    values = [{(atom.group, atom.value) for atom in side} for side in sides]
    sizes = [Counter(atom.group for atom in side) for side in sides]
    made: list[list[LeftAtom]] = [[], []]
    for number in (0, 1):
        for atom in left[number]:
            is_repeated = (atom.group, atom.value) in values[1 - number]
            is_lost = is_repeated and sizes[0][atom.group] != sizes[1][atom.group]
            share = _REPEATED if is_lost else 1.0
            made[number].append(LeftAtom(atom, atom.quantity.firmness * share, is_repeated))
    return made


def disagreements(
    left: Sequence[Sequence[LeftAtom]],
    sides: Sequence[Sequence[Atom]],
    partners: Container[tuple[int, int]],
) -> Iterator[Disagreement]:
    """Left-overs of one group against each other, each once, the surest first.

    Parameters
    ----------
    left : two sequences of LeftAtom
    sides : two sequences of Atom
        All values of both texts.
    partners : container of (int, int)
        Owners of values that agree: dates that differ in one part.
    """
    source, target = left
    if not source or not target:
        return
    is_crowded = max(map(len, sides)) > _CROWD
    for group_of in (_group, _opposed):
        ours, theirs = _by_group(source, group_of), _by_group(target, group_of)
        found = []
        for group in [group for group in ours if group in theirs]:
            is_uneven = _n_missing(ours[group]) != _n_missing(theirs[group])
            for one in sorted(ours[group], key=lambda own: -own.confidence):
                if theirs[group]:
                    other = max(theirs[group], key=lambda that: _fitness(one, that, partners))
                    sure = min(one.confidence, other.confidence)
                    are_parts = (one.atom.owner, other.atom.owner) in partners
                    if _is_repetition(one, other):
                        sure *= _REPEATED
                    elif not _are_alike(one.atom, other.atom) or (
                        not are_parts
                        and _is_guess(one, other, is_uneven=is_uneven, is_crowded=is_crowded)
                    ):
                        sure *= _UNLIKE
                    found.append(Disagreement(one.atom.quantity, other.atom.quantity, sure))
                    ours[group].remove(one)
                    theirs[group].remove(other)
        yield from sorted(found, key=lambda that: -that.confidence)
        source = [one for group in ours.values() for one in group]
        target = [other for group in theirs.values() for other in group]


def _by_group(
    side: Sequence[LeftAtom], group_of: Callable[[Atom], str]
) -> dict[str, list[LeftAtom]]:
    groups: defaultdict[str, list[LeftAtom]] = defaultdict(list)
    for one in side:
        groups[group_of(one.atom)].append(one)
    return dict(groups)


def _n_missing(group: Sequence[LeftAtom]) -> int:
    """How many values the other text surely ought to have."""
    return sum(one.confidence >= STRONG for one in group)


def _fitness(
    one: LeftAtom, other: LeftAtom, partners: Container[tuple[int, int]]
) -> tuple[bool, bool, bool, float]:
    """How well a left-over fits another."""
    return (
        (one.atom.owner, other.atom.owner) in partners,
        _are_alike(one.atom, other.atom),
        _resemble(one.atom, other.atom),
        other.confidence,
    )


def _is_repetition(one: LeftAtom, other: LeftAtom) -> bool:
    """Whether two small numbers stand on both sides, one of them more often on each."""
    are_dates = bool(one.atom.quantity.parts) and one.atom.value != other.atom.value
    return one.is_repeated and other.is_repeated and are_dates


def _is_guess(one: LeftAtom, other: LeftAtom, *, is_uneven: bool, is_crowded: bool) -> bool:
    """Whether two left-overs are hardly each other's.

    They are not if one text has more of them than the other, or many numbers and these
    are such as may be left out; but then they may look like each other still.
    """
    are_short = max(one.atom.face, other.atom.face) < _TWO_DIGITS
    if is_uneven and (one.atom.quantity.parts or not are_short):
        # Any two months look alike, and any two years, but for one like 2918.
        is_date = bool(one.atom.quantity.parts)
        are_usual = one.atom.group != "year" or _are_years(one.atom, other.atom)
        return (is_date and are_usual) or not _resemble(one.atom, other.atom)
    is_lost = is_crowded and min(one.confidence, other.confidence) < FIRM
    return is_lost and (one.atom.group == "year" or not _resemble(one.atom, other.atom))


def _are_years(*atoms: Atom) -> bool:
    return all(is_year(str(atom.value)) for atom in atoms)


def _are_alike(one: Atom, other: Atom) -> bool:
    """Whether one of two numbers may stand for the other.

    A price stands for no plain number, an article for no number of days, and a number that
    a translation may well do without (a note, a code) for none of another length.
    """
    if one.group == other.group == "year":
        return abs(one.value - other.value) <= _FEW_YEARS or _resemble(one, other)
    if one.group != other.group or one.quantity.parts:
        return True
    kinds = {one.quantity.kind, other.quantity.kind}
    # The third day is two days after.
    is_other = bool(one.period or other.period) or abs(one.value - other.value) == 1
    if QuantityKind.ORDINAL in kinds and len(kinds) > 1 and is_other:
        return bool(one.period or other.period) and _resemble(one, other)
    if _is_price(one) != _is_price(other) and not _resemble(one, other):
        return False
    are_firm = min(one.quantity.firmness, other.quantity.firmness) >= FIRM
    are_large = min(one.value, other.value) >= _LARGE
    return are_firm or are_large or len(str(int(one.value))) == len(str(int(other.value)))


def _is_price(atom: Atom) -> bool:
    """Whether it is an amount of money; pounds may be a weight."""
    return atom.quantity.kind is QuantityKind.MONEY and not atom.quantity.text.endswith("pounds")


def _resemble(one: Atom, other: Atom) -> bool:
    """Whether two numbers differ in their scale, in one digit, or in the order of digits."""
    short, long = sorted(map(_digits, (one, other)), key=len)
    if short.strip("0") == long.strip("0"):
        return True
    if len(short) == len(long):
        n_other = sum(a != b for a, b in zip(short, long, strict=True))
        return len(long) > 1 and (n_other == 1 or sorted(short) == sorted(long))
    is_longer = len(long) == len(short) + 1 > 2  # noqa: PLR2004 - two digits at least
    return is_longer and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def _digits(atom: Atom) -> str:
    """The digits of a number without its point, those behind it to the last that is not 0."""
    whole, decimals = divmod(atom.face.numerator * _DECIMALS // atom.face.denominator, _DECIMALS)
    return f"{whole}{decimals:06}".rstrip("0") if decimals else str(whole)


def _group(atom: Atom) -> str:
    return atom.group


def _opposed(atom: Atom) -> str:
    """The group a left-over stands against; four bare digits may be a mistyped year."""
    return "year" if re.fullmatch(r"\d{4}", atom.quantity.text) else atom.group

"""Left-over quantities of which either must stand for the other: the only ones of their sort.

A small number in words alone proves nothing: translations do without many of them.  Where
both sides count months, and each has just one such count without a counterpart, the two
are one deadline, though they be 三个月 and "six months".
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from aligner.languages.amounts import MONTH_DAY, QuantityKind
from aligner.languages.quantity_atoms import Atom

# "A day" in English; a deadline of one is followed by 内 or 以.
_ONE_DAY = re.compile(r"一[^内以]*|one\sday", re.IGNORECASE)
_UNSURE_OF = frozenset({"majority", "过半", "過半", "大半"})
# "Three times" and "three times more" are not told apart by either language.
_LOOSE = 1


def rivals(
    sides: Sequence[Sequence[Atom]], left: Sequence[Sequence[Atom]]
) -> Iterator[tuple[Atom, Atom]]:
    """Pairs of left-overs that are the only ones of their sort on both sides.

    Parameters
    ----------
    sides : two sequences of Atom
        All values of both texts.
    left : two sequences of Atom
        Those without a counterpart.
    """
    alone = [_single(side) for side in left]
    # Mostly nothing is left over.
    if alone[0].keys().isdisjoint(alone[1]):
        return
    sizes = [Counter(map(_sort, side)) for side in sides]
    values = [{(_sort(atom), atom.value) for atom in side} for side in sides]
    for sort, one in alone[0].items():
        other = alone[1].get(sort)
        # Where one side has more of them, something was left out or added.
        if not other or sizes[0][sort] != sizes[1][sort] or not _are_comparable(one, other):
            continue
        # "Another 30 days" makes it sixty.
        if (sort, one.value) not in values[1] and (sort, other.value) not in values[0]:
            yield one, other


def _single(left: Sequence[Atom]) -> dict[str, Atom]:
    """The left-overs that are the only ones of their sort."""
    if not left:
        return {}
    sizes = Counter(map(_sort, left))
    return {sort: atom for atom in left if (sort := _sort(atom)) and sizes[sort] == 1}


def _sort(atom: Atom) -> str:
    """What one value must share with another to stand for it; empty if that is not clear."""
    quantity = atom.quantity
    if atom.period:
        return atom.period
    if quantity.unit == MONTH_DAY or [name for name, _ in quantity.parts] == ["day"]:
        return MONTH_DAY
    is_share = quantity.kind is QuantityKind.FRACTION and quantity.text.lower() not in _UNSURE_OF
    if is_share or quantity.kind is QuantityKind.MULTIPLE:
        return quantity.kind
    return ""


def _are_comparable(one: Atom, other: Atom) -> bool:
    """Whether neither is as vague as 数年 or 一天, and multiples are not one more and one less."""
    if any(atom.quantity.high > 2 * atom.quantity.low > 0 for atom in (one, other)):
        return False
    if any(atom.period and _ONE_DAY.fullmatch(atom.quantity.text) for atom in (one, other)):
        return False
    return one.group != "multiple" or abs(one.value - other.value) != _LOOSE

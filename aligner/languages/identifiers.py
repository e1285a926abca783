"""Numbers of patents, orders and other papers that a translation has mistyped."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from aligner.languages.amounts import Quantity, QuantityKind

# Lists of more of them are not compared.
_MOST = 32
# So much of two numbers is alike if one of them is the other mistyped.
_LEAST_ALIKE = 0.75


def mistyped(
    source: Sequence[Quantity], target: Sequence[Quantity]
) -> Iterator[tuple[Quantity, Quantity]]:
    """Identifiers of one kind that only one side has, each with the most alike.

    ZL201510123456.7 and ZL201510123465.7 are one number with two digits exchanged.
    Spaces, points, the size of letters and letters behind it do not matter.
    """
    if not (_has_code(source) and _has_code(target)):
        return
    ours, theirs = _left(source, target), _left(target, source)
    for one in ours:
        near = [(_likeness(_key(one), _key(other)), -i) for i, other in enumerate(theirs)]
        likeness, best = max(near, default=(0.0, 0))
        if likeness >= _LEAST_ALIKE:
            other = theirs.pop(-best)
            if likeness < 1:
                yield one, other


def _has_code(side: Sequence[Quantity]) -> bool:
    return any(one.kind is QuantityKind.CODE for one in side)


def _left(own: Sequence[Quantity], other: Sequence[Quantity]) -> list[Quantity]:
    """Identifiers of one side that the other does not have so often."""
    known = Counter(_key(code) for code in other if code.kind is QuantityKind.CODE)
    left = []
    for code in own:
        if code.kind is QuantityKind.CODE:
            known[_key(code)] -= 1
            if known[_key(code)] < 0:
                left.append(code)
    return left[:_MOST]


def _key(code: Quantity) -> str:
    return re.sub(r"[\s.\-_]", "", code.text).upper()


def _likeness(one: str, other: str) -> float:
    """From 0 for identifiers of different kinds to 1 for the same, letters behind it apart."""
    if re.split(r"\d", one)[0] != re.split(r"\d", other)[0]:
        return 0.0
    short, long = sorted((one, other), key=len)
    if re.fullmatch(re.escape(short) + "[A-Z]*", long):
        return 1.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()

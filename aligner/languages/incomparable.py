"""Numbers that differ and yet tell nothing, each with why.

People read past "85 .6 %", know that three feet are a metre, and write eight hundred million
in a headline where the text has 834.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from aligner.languages.amounts import Quantity, QuantityKind
from aligner.languages.broken_figures import is_broken, is_label
from aligner.languages.calendars import is_of_other_calendar
from aligner.languages.quantity_measures import are_converted, dimension
from aligner.languages.quantity_opponents import Disagreement
from aligner.languages.quantity_sides import Side
from aligner.languages.recomposed import is_recomposed

_METRIC = re.compile(
    r"公里|千米|厘米|毫米|公分|[0-9一二两三四五六七八九十百千万]米|公斤|千克|公顷|平方米|[摄攝]氏"
    r"|\b(?:km|kilomet\w+|met(?:er|re)s?|cm|kg|kilograms?|kilos?|hectares?|[Cc]elsius)\b"
)
_CUSTOMARY = re.compile(
    r"英[尺寸里]|华氏|華氏|坪|[0-9一二两三四五六七八九十百千万](?:里|斤|丈|尺|寸)(?![面程])"
    r"|\b(?:feet|foot|ft|inch(?:es)?|miles?|mph|pounds?|lbs?|ounces?|yards?|[Ff]ahrenheit)\b"
)
_BESIDE = 15
# The unit behind a number, in letters on both sides: 5 mmol/L and 90 mg/dL.
_UNIT = re.compile(
    r"\s?([nµμumcdkMG]?(?:g|[lL]|m|mol|Hz|W|V|A|Pa|J|cal|B|s)|h|hours?|d|days?|min|minutes?|mmHg|IU|U)(?![A-Za-z])"
)
_OTHERS = re.compile(r"\s+(?:of\s+(?:the|its|his|her)\s+)?others?\b")
_ALTERNATE = re.compile("隔$")
# Less than this is not rounded to one digit: a fine of 300,000 is not 320,000.
_LARGE = Fraction(10**4)
_NEW_TAIWAN = re.compile(r"新[臺台][幣币]|\bNT(?:D|\$)")
_YUAN = re.compile(r"\byuan\b")
# A measured time, length or weight is none of things that are counted: 16 generations, 30名.
_THINGS = re.compile(
    r"\s?(?!hrs\b|mins\b|secs\b|yrs\b)[a-z]{4,}s\b|\s?[个個]?(?:[名位家項项件條条種种艘輛辆座所票篇場场屆届]|[^\W\d_]人)"
)


def with_reasons(
    found: Iterable[Disagreement],
    source: tuple[str, Sequence[Quantity]],
    target: tuple[str, Sequence[Quantity]],
) -> tuple[Disagreement, ...]:
    """The disagreements of two texts, those that tell nothing with the reason.

    Parameters
    ----------
    found : iterable of Disagreement
        With the places of their quantities in the texts.
    source, target : (str, sequence of Quantity)
        The texts with all their quantities.
    """
    return tuple(
        replace(one, excuse=_excuse(Side(one.source, *source), Side(one.target, *target)))
        for one in found
    )


def _excuse(one: Side, other: Side) -> str:
    """Why a person would not call it a difference; empty if that person would."""
    return next(
        (words for words, applies in _EXCUSES if applies(one, other) or applies(other, one)), ""
    )


def _is_in_other_measure(one: Side, other: Side) -> bool:
    """Whether one is in metres or kilograms, the other in feet, pounds or 里, and unconverted.

    If both units are known, it has been seen that they are not the same.
    """
    vague, clear = sorted((one.quantity, other.quantity), key=lambda q: dimension(q.unit) != "")
    if "pound" in vague.text and dimension(clear.unit) == "mass":
        return are_converted(replace(vague, kind=QuantityKind.COUNT, unit="lb"), clear)
    if dimension(vague.unit):
        return False
    if clear.unit == "C" and not vague.unit and are_converted(replace(vague, unit="F"), clear):
        return True
    first, last = (side.quantity.text + side.after[:_BESIDE] for side in (one, other))
    return bool(_METRIC.search(first) and _CUSTOMARY.search(last)) or _has_other_unit(one, other)


def _has_other_unit(one: Side, other: Side) -> bool:
    """Whether letters behind both numbers name different units, and both numbers differ."""
    units = [_UNIT.match(side.text, side.quantity.stop) for side in (one, other)]
    if not units[0] or not units[1] or one.quantity.value == other.quantity.value:
        return False
    first, last = (unit[1].casefold().replace("μ", "µ").removesuffix("s") for unit in units if unit)
    # Millimetres may be of mercury.
    return not (first.startswith(last) or last.startswith(first))


def _counts_things(one: Side, other: Side) -> bool:
    """Whether one is a time, a length or a weight, the other a number of things."""
    is_measured = dimension(one.quantity.unit) != ""
    return is_measured and not other.quantity.unit and bool(_THINGS.match(other.after))


def _is_rounded(one: Side, other: Side) -> bool:
    """Whether a large sum is the other without its last digits: 8亿 for 834 million."""
    rough, exact = one.quantity, other.quantity
    return (
        rough.value != exact.value
        and rough.scale > 1
        and rough.step > exact.step
        and min(rough.value, exact.value) >= max(_LARGE, rough.step)
        and 2 * abs(rough.value - exact.value) <= rough.step
    )


def _is_new_taiwan(one: Side, other: Side) -> bool:
    """Whether two equal sums are in the dollars of Taiwan, which its laws also call yuan."""
    return (
        one.quantity.value == other.quantity.value
        and _NEW_TAIWAN.search(one.quantity.text) is not None
        and _YUAN.search(other.quantity.text) is not None
    )


def _adds_one(one: Side, other: Side) -> bool:
    """Whether words beside a number add one to it: two others, 每隔一周."""
    if abs(one.quantity.value - other.quantity.value) != 1:
        return False
    return bool(_OTHERS.match(one.text, one.quantity.stop) or _ALTERNATE.search(one.before))


_EXCUSES: tuple[tuple[str, Callable[[Side, Side], bool]], ...] = (
    ("a figure may be broken", is_broken),
    ("one may be a name or the number of an item", is_label),
    ("the measures are not the same", _is_in_other_measure),
    ("they count other things", _counts_things),
    ("one is rounded", _is_rounded),
    ("both are dollars of Taiwan", _is_new_taiwan),
    ("one may count one more", _adds_one),
    ("they may be one in other words", is_recomposed),
    ("the calendars or clocks may not be the same", is_of_other_calendar),
)

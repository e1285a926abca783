"""Numbers that differ and yet tell nothing: broken figures, other measures, rounded sums.

People read past "85 .6 %", know that three feet are a metre, and write eight hundred million
in a headline where the text has 834.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from aligner.languages.amounts import Quantity, QuantityKind
from aligner.languages.quantity_match import Disagreement
from aligner.languages.quantity_measures import are_converted, dimension

# Figures that a line end or a scan has taken apart: 85 .6, 12 9%, 4。6℃.
_BROKEN = re.compile(r"\d+\s\.\d+\s?%?|(?<![\d.])\d{1,2}\s\d\s?[%％]|\d+。\d{1,2}\s?(?:[℃%％]|度)")
_METRIC = re.compile(
    r"公里|千米|厘米|毫米|公分|[0-9一二两三四五六七八九十百千万]米|公斤|千克|公顷|平方米|[摄攝]氏"
    r"|\b(?:km|kilomet\w+|met(?:er|re)s?|cm|kg|kilograms?|kilos?|hectares?|[Cc]elsius)\b"
)
_CUSTOMARY = re.compile(
    r"英[尺寸里]|华氏|華氏|[0-9一二两三四五六七八九十百千万](?:里|斤|丈|尺|寸)(?![面程])"
    r"|\b(?:feet|foot|ft|inch(?:es)?|miles?|pounds?|lbs?|ounces?|yards?|[Ff]ahrenheit)\b"
)
_BESIDE = 15
# A number that goes on where it was thought to end: 7百多 | 万, 2万 | 4801, $1.1 | T, 5% | o.
_GOES_ON = re.compile(r"[万萬亿億\d]|(?<=\d)T\b|(?<=[%％])[oO]\b")
_CARATS = re.compile(r"\d+\sK")
# What stands before the rest of a number, or before a power of ten: 3万 | 2150, 1.8× | 1011.
_BEGAN = re.compile(r"\d\s?[万萬千][零〇]?$|[×xX*]\s?$")
_OTHERS = re.compile(r"\s+(?:of\s+(?:the|its|his|her)\s+)?others?\b")
_ALTERNATE = re.compile("隔$")
# Hundreds of millions are rounded in headlines; a fine of 300,000 is not.
_LARGE = Fraction(10**8)
# Where the number of an item stands.
_AT_START = re.compile(r"(?:^|[.;:。；：\n])\s*$")
_NEW_TAIWAN = re.compile(r"新[臺台][幣币]|\bNT(?:D|\$)")
_YUAN = re.compile(r"\byuan\b")


def comparable(found: Iterable[Disagreement], source: str, target: str) -> tuple[Disagreement, ...]:
    """The disagreements of two texts that tell something.

    Parameters
    ----------
    found : iterable of Disagreement
        With the places of their quantities in the texts.
    source, target : str
    """
    return tuple(one for one in found if not _is_idle(one, source, target))


def _is_idle(found: Disagreement, source: str, target: str) -> bool:
    """Whether a person would not call it a difference."""
    sides = (found.source, source), (found.target, target)
    differ_by_one = abs(found.source.value - found.target.value) == 1
    return (
        any(_is_misread(*side) for side in sides)
        or _in_other_measures(*sides)
        or _is_rounded(found)
        or _is_part(*sides[0], found.target)
        or _is_part(*sides[1], found.source)
        or _are_new_taiwan(found)
        or (differ_by_one and any(_adds_one(*side) for side in sides))
    )


def _is_misread(quantity: Quantity, text: str) -> bool:
    """Whether it is a part of a number, a power, or tells the purity of gold."""
    is_broken = any(
        broken.start() < quantity.stop and quantity.start < broken.end()
        for broken in _BROKEN.finditer(text)
    )
    return is_broken or bool(
        _GOES_ON.match(text, quantity.stop)
        or _BEGAN.search(text[: quantity.start])
        or _CARATS.fullmatch(quantity.text)
    )


def _beside(quantity: Quantity, text: str) -> str:
    """A number with what stands behind it."""
    return text[quantity.start : quantity.stop + _BESIDE]


def _in_other_measures(first: tuple[Quantity, str], last: tuple[Quantity, str]) -> bool:
    """Whether one is in metres or kilograms, the other in feet, pounds or 里, and unconverted.

    If both units are known, it has been seen that they are not the same.
    """
    vague, clear = sorted((first[0], last[0]), key=lambda one: dimension(one.unit) != "")
    if "pound" in vague.text and dimension(clear.unit) == "mass":
        return are_converted(replace(vague, kind=QuantityKind.COUNT, unit="lb"), clear)
    if dimension(vague.unit):
        return False
    one, two = _beside(*first), _beside(*last)
    return any(_METRIC.search(a) and _CUSTOMARY.search(b) for a, b in ((one, two), (two, one)))


def _is_rounded(found: Disagreement) -> bool:
    """Whether a large sum is the other without its last digits: 8亿 for 834 million."""
    values = found.source.value, found.target.value
    step = max(found.source.step, found.target.step)
    return (
        values[0] != values[1]
        and min(values) >= max(_LARGE, step)
        and 2 * abs(values[0] - values[1]) <= step
    )


def _is_part(whole: Quantity, text: str, part: Quantity) -> bool:
    """Whether a number holds the other: 14 in Article 41.14, 10% in item 2.10%, 120 in 30，120."""
    figure = str(part.value * 100 if part.kind is QuantityKind.PERCENT else part.value)
    if "，" in whole.text and figure in re.findall(r"\d+", whole.text):
        return True
    behind = re.search(r"\d\.(\d+)\s?[%％]?$", whole.text)
    is_number = part.kind is QuantityKind.ORDINAL or _AT_START.search(text[: whole.start])
    return bool(behind and is_number and behind[1] == figure)


def _are_new_taiwan(found: Disagreement) -> bool:
    """Whether two equal sums are in the dollars of Taiwan, which its laws also call yuan."""
    texts = found.source.text, found.target.text
    return (
        found.source.value == found.target.value
        and any(map(_NEW_TAIWAN.search, texts))
        and any(map(_YUAN.search, texts))
    )


def _adds_one(quantity: Quantity, text: str) -> bool:
    """Whether words beside a number add one to it: two others, 每隔一周."""
    return bool(_OTHERS.match(text, quantity.stop) or _ALTERNATE.search(text[: quantity.start]))

"""Numbers that differ and yet tell nothing: broken figures, other measures, rounded sums.

People read past "85 .6 %", know that three feet are a metre, and write eight hundred million
in a headline where the text has 834.
"""

import re
from collections.abc import Iterable
from fractions import Fraction

from aligner.languages.amounts import Quantity, QuantityKind
from aligner.languages.quantity_match import Disagreement

# Figures that a line end or a scan has taken apart: 85 .6, 12 9%, 4。6℃.
_BROKEN = re.compile(r"\d\s\.\s?\d|(?<![\d.])\d{1,2}\s\d\s?[%％]|\d。\d{1,2}\s?(?:[℃%％]|度)")
_METRIC = re.compile(
    r"公里|千米|厘米|毫米|公分|[0-9一二两三四五六七八九十百千万]米|公斤|千克|公顷|平方米|[摄攝]氏"
    r"|\b(?:km|kilomet\w+|met(?:er|re)s?|cm|kg|kilograms?|kilos?|hectares?|[Cc]elsius)\b"
)
_CUSTOMARY = re.compile(
    r"英[尺寸里]|华氏|華氏|[0-9一二两三四五六七八九十百千万](?:里|斤|丈|尺|寸)(?![面程])"
    r"|\b(?:feet|foot|ft|inch(?:es)?|miles?|pounds?|lbs?|ounces?|yards?|[Ff]ahrenheit)\b"
)
_BESIDE = 15
# A number that goes on where it was thought to end: 10 | 万米, 7百多 | 万, $1.1 | T, 5% | o.
_GOES_ON = re.compile(r"[万萬亿億]|\s?T\b|[oO]\b")
_CARATS = re.compile(r"\d+\sK")
# What stands before the rest of a number, or before a power of ten: 3万 | 2150, 1.8× | 1011.
_BEGAN = re.compile(r"\d\s?[万萬千][零〇]?$|[×xX*]\s?$")
_OTHERS = re.compile(r"\s+(?:of\s+(?:the|its|his|her)\s+)?others?\b")
_ALTERNATE = re.compile("[隔第]$")
# Sums from here on are rounded in headlines.
_LARGE = Fraction(1000)
_NEW_TAIWAN = re.compile(r"新[臺台][幣币]|\bNT(?:D|\$)")
_YUAN = re.compile(r"\byuan\b")
_CELSIUS, _FAHRENHEIT = (35, 43), (95, 110)
_DEGREE = re.compile("度|[℃°]")


def comparable(found: Iterable[Disagreement], source: str, target: str) -> tuple[Disagreement, ...]:
    """The disagreements of two texts that tell something.

    Parameters
    ----------
    found : iterable of Disagreement
        With the places of their quantities in the texts.
    source, target : str
    """
    found = tuple(found)
    if not found or _BROKEN.search(source) or _BROKEN.search(target):
        return ()
    return tuple(one for one in found if not _is_idle(one, source, target))


def _is_idle(found: Disagreement, source: str, target: str) -> bool:
    """Whether a person would not call it a difference."""
    sides = (found.source, source), (found.target, target)
    beside = _beside(*sides[0]), _beside(*sides[1])
    differ_by_one = abs(found.source.value - found.target.value) == 1
    return (
        any(_is_misread(*side) for side in sides)
        or _in_other_measures(*beside)
        or _is_rounded(found)
        or _is_part(found.source, found.target)
        or _is_part(found.target, found.source)
        or _are_new_taiwan(found)
        or _is_fever(found, beside)
        or (differ_by_one and any(_adds_one(*side) for side in sides))
    )


def _is_misread(quantity: Quantity, text: str) -> bool:
    """Whether it is a part of a number, a power or a list, or tells the purity of gold."""
    return bool(
        _GOES_ON.match(text, quantity.stop)
        or _BEGAN.search(text[: quantity.start])
        or _CARATS.fullmatch(quantity.text)
        or "，" in quantity.text
    )


def _beside(quantity: Quantity, text: str) -> str:
    """A number with what stands behind it."""
    return text[quantity.start : quantity.stop + _BESIDE]


def _in_other_measures(first: str, last: str) -> bool:
    """Whether one text measures in metres or kilograms, the other in feet, pounds or 里."""
    return any(
        _METRIC.search(one) and _CUSTOMARY.search(other)
        for one, other in ((first, last), (last, first))
    )


def _is_rounded(found: Disagreement) -> bool:
    """Whether a large sum is the other without its last digits: 8亿 for 834 million."""
    values = found.source.value, found.target.value
    step = max(found.source.step, found.target.step)
    return (
        values[0] != values[1]
        and min(values) >= max(_LARGE, step)
        and 2 * abs(values[0] - values[1]) <= step
    )


def _is_part(whole: Quantity, part: Quantity) -> bool:
    """Whether a number has the other behind its point: 14 in article 41.14, 10% in item 2.10%."""
    figure = part.value * 100 if part.kind is QuantityKind.PERCENT else part.value
    behind = re.search(r"\d\.(\d+)\s?[%％]?$", whole.text)
    return behind is not None and behind[1] == str(figure)


def _are_new_taiwan(found: Disagreement) -> bool:
    """Whether two equal sums are in the dollars of Taiwan, which its laws also call yuan."""
    texts = found.source.text, found.target.text
    return (
        found.source.value == found.target.value
        and any(map(_NEW_TAIWAN.search, texts))
        and any(map(_YUAN.search, texts))
    )


def _is_fever(found: Disagreement, beside: tuple[str, str]) -> bool:
    """Whether one is a temperature of the body in Celsius, the other one in Fahrenheit."""
    low, high = sorted((found.source.value, found.target.value))
    is_body = _CELSIUS[0] <= low <= _CELSIUS[1] and _FAHRENHEIT[0] <= high <= _FAHRENHEIT[1]
    return is_body and any(_DEGREE.search(text) for text in beside)


def _adds_one(quantity: Quantity, text: str) -> bool:
    """Whether words beside a number add one to it: two others, 每隔一周."""
    return bool(_OTHERS.match(text, quantity.stop) or _ALTERNATE.search(text[: quantity.start]))

"""Dates and years that differ by the calendar or the clock they are told by."""

import re

from aligner.languages.amounts import QuantityKind
from aligner.languages.periods import names_time_zone
from aligner.languages.quantity_sides import Side

_LUNAR = re.compile(r"[农農夏陰阴][历曆]|正月|[腊臘]月|(?i:\blunar\b)")
# Years counted from a ruler's first.
_ERA = re.compile(
    r"(?:康熙|雍正|乾隆|嘉[庆慶]|道光|咸丰|咸豐|同治|光[绪緒]|宣[统統]|洪武|永[乐樂]|宣德|成化|弘治|正德|嘉靖|隆[庆慶]"
    r"|[万萬][历曆]|天[启啟]|崇[祯禎]|[贞貞][观觀]|[开開]元|天[宝寶]|明治|大正|昭和|平成|令和|民[国國])$"
)
_ERA_IN_WORDS = 1911
_CENTURY = 100


def is_of_other_calendar(one: Side, other: Side) -> bool:
    """Whether another calendar or clock may make the difference."""
    if one.quantity.parts or other.quantity.parts:
        return _is_lunar(one, other) or _is_of_next_day(one, other)
    return _is_year(one, other)


def _is_lunar(one: Side, other: Side) -> bool:
    return any(_LUNAR.search(side.text) for side in (one, other))


def _is_of_next_day(one: Side, other: Side) -> bool:
    """Whether two days are next to each other, and the text says where the clock is."""
    days = [dict(side.quantity.parts).get("day") for side in (one, other)]
    if days[0] is None or days[1] is None or abs(days[0] - days[1]) != 1:
        return False
    return any(names_time_zone(side.text) for side in (one, other))


def _is_year(one: Side, other: Side) -> bool:
    """Whether it is the year of an era, or short for a year that the other text has: 97年."""
    quantity = one.quantity
    if quantity.unit != "year" or quantity.kind is not QuantityKind.COUNT:
        return False
    if _ERA.search(one.before):
        return True
    years = {part for q in other.quantities for name, part in q.parts if name == "year"}
    return any(quantity.value in {year % _CENTURY, year - _ERA_IN_WORDS} for year in years)

"""Figures that cannot be read for what they are: taken apart, powers, parts of names.

Scans and line ends leave "85 .6 %" and "1 234", a lost superscript makes 109 of a billion,
and the 9 of TLR9 is no count.
"""

import re
from itertools import chain

from aligner.languages.amounts import Quantity, QuantityKind
from aligner.languages.quantity_sides import Side
from aligner.text import HAN

# Taken apart: 85 .6, 12 9%, 4。6℃, 0. 05, 3. 5%.
_BROKEN = re.compile(
    r"\d+\s\.\d+\s?%?|(?<![\d.])\d{1,2}\s\d\s?[%％]|\d+。\d{1,2}\s?(?:[℃%％]|度)"
    r"|(?<![\d.])0\s?\.\s\d+|(?<![\d.])\d{1,3}\.\s\d{1,2}\s?(?:[%％℃±]|[cmk]?[mgl]\b|[倍度万萬亿億元])"
)
# The same in a text that has more of them: 2 9.4, 0 03.
_SPACED = re.compile(r"\d+\s\.\d+|(?<![\d.,])\d{1,2}(?:\s\d{1,2})+(?:\.\d+)?(?![\d,])")
# A number that goes on behind what was thought its end: 7百多 | 万, $1.1 | T, 5% | o, 3 | V3.
_GOES_ON = re.compile(r"[万萬亿億\d]|V\d|(?<=\d)T\b|(?<=[%％])[oO]\b|(?<=\d)[OI](?![A-Za-z])")
# What stands before the rest of a number: 3万 | 2150, one point | five.
_BEGAN = re.compile(r"\d\s?[万萬千][零〇]?$|(?i:\bpoint\s)$")
# And before a power of ten: 1.8× | 1011.
_FACTOR = re.compile(r"\d\s?[×xX*]\s?$")
# And behind the number that a power of ten multiplies: 1.8 | ×1011.
_POWER = re.compile(r"\s?[×xX*·]\s?10(?:[1-9]\d?(?!\d)|\s?[-−–^(（⁻⁰¹²³⁴⁵⁶⁷⁸⁹十的])")
_CARATS = re.compile(r"\d+\sK")
# Letters for units as people write them in Chinese: 50W, 300 M.
_SHORT_UNIT = re.compile(r"(?:[wW]|(?P<million>M))(?![A-Za-z])")
_TEN_THOUSAND, _MILLION = 10**4, 10**6
# Where figures may belong together.
_RUN = re.compile(r"\d[\d.,，。\s]*")
# Where the number of an item stands.
_AT_START = re.compile(r"(?:^|[.;:。；：!?！？\n])\s*$")
_ITEM = re.compile(r"\d{1,2}[.、．]\s")
# The number of a section: 7.5 Names of things.
_SECTION = re.compile(rf"\d{{1,3}}(?:\.\d{{1,3}})+\s+(?=[A-Z{HAN}])")
# Numbers of notes, which were raised above the line: 患者的结局1 - 3。
_NOTES = re.compile(
    rf"(?<=[{HAN}])(?<![为為至是到达達约約在第于於])\d{{1,2}}\s?[-–—~～]\s?\d{{1,2}}\s?(?:[。，；;]|$)"
)
_DASH = re.compile(r"\d\s?[-–—~～]\s?$")
# Letters that a number belongs to.
_NAME = re.compile(r"(?<![A-Za-z])([A-Za-z]{2,12})[\s-]?$")
_CAPTION = re.compile(
    r"(?:[图圖]|(?<![代发發列])表|附件|附[錄录]|(?i:\b(?:fig(?:ure|s)?|tables?|charts?|box|appendix|annex)\b\.?))\s?$"
)
# What a number is set equal to: p = 0.03, n = 35.
_SYMBOL = re.compile(r"(?<![A-Za-z0-9_])([A-Za-z_][A-Za-z0-9_]*)\s?[=<>≤≥＝＜＞]\s?[\"']?$")
_LEAST_DIGITS = 2


def is_broken(one: Side, other: Side) -> bool:
    """Whether a number is a part of one, or of a power, as the text has it."""
    quantity = one.quantity
    spaced = list(_SPACED.finditer(one.text))
    is_apart = any(
        broken.start() < quantity.stop and quantity.start < broken.end()
        for broken in chain(_BROKEN.finditer(one.text), spaced if len(spaced) > 1 else ())
    )
    return (
        is_apart
        or (quantity.text[-1:].strip() and bool(_GOES_ON.match(one.text, quantity.stop)))
        or bool(_BEGAN.search(one.before) or _POWER.match(one.text, quantity.stop))
        or (quantity.text.startswith("10") and bool(_FACTOR.search(one.before)))
        or bool(_CARATS.fullmatch(quantity.text))
        or _is_short_for(one, other.quantity)
        or not _joined(one).isdisjoint(_figures(other))
        or _holds(quantity, other.quantity)
    )


def _is_short_for(one: Side, other: Quantity) -> bool:
    """Whether a number has ten thousands or millions behind it, as 50W."""
    behind = _SHORT_UNIT.match(one.text, one.quantity.stop)
    if not behind:
        return False
    return one.quantity.value * (_MILLION if behind["million"] else _TEN_THOUSAND) == other.value


def _joined(side: Side) -> frozenset[str]:
    """The digits of a number together with the figures beside it: 37200 for 3 7200."""
    start, stop = side.quantity.start, side.quantity.stop
    for run in _RUN.finditer(side.text):
        if run.start() < stop and start < run.end():
            figures = list(re.finditer(r"\d+", run.group()))
            inside = [
                i
                for i, figure in enumerate(figures)
                if run.start() + figure.start() < stop and start < run.start() + figure.end()
            ]
            if not inside:
                continue
            first, last = inside[0], inside[-1] + 1
            wider = {(max(0, first - 1), last), (first, last + 1), (max(0, first - 1), last + 1)}
            digits = {"".join(f.group() for f in figures[i:j]) for i, j in wider}
            return frozenset(digits - {"".join(f.group() for f in figures[first:last])})
    return frozenset()


def _figures(side: Side) -> frozenset[str]:
    """The digits of the numbers of a text that have two at least, without their points."""
    digits = (re.sub(r"\D", "", quantity.text) for quantity in side.quantities)
    return frozenset(own for own in digits if len(own) >= _LEAST_DIGITS)


def _holds(whole: Quantity, part: Quantity) -> bool:
    """Whether a number in groups has the other as one: 120 in 30，120, 150 in "1 150"."""
    figure = str(part.face)
    return bool(re.search(r"\d[，\s]+\d", whole.text)) and figure in re.findall(r"\d+", whole.text)


def is_label(one: Side, other: Side) -> bool:
    """Whether a number stands in a name, or numbers an item, a section or a figure."""
    return (
        _numbers_item(one, other.quantity)
        or (_names_section(one) and (_names_section(other) or other.quantity.kind is _ORDINAL))
        or (_is_note(one) and not _DASH.search(other.before))
        or (_is_caption(one) and not _is_caption(other))
        or _is_in_name(one, other)
        or _are_of_other_symbols(one, other)
    )


_ORDINAL = QuantityKind.ORDINAL


def _numbers_item(one: Side, other: Quantity) -> bool:
    """Whether it is 1. before an item, or ends in the other: 14 in 41.14, 10% in item 2.10%."""
    quantity = one.quantity
    is_first = _AT_START.search(one.before) is not None
    if is_first and _ITEM.match(one.text, quantity.start) and quantity.text.strip().isdecimal():
        return True
    figure = str(other.face)
    behind = re.search(r"\d\.(\d+)\s?(?:[%％]|per\s?cent)?$", quantity.text)
    return bool(behind and (other.kind is _ORDINAL or is_first) and behind[1] == figure)


def _names_section(side: Side) -> bool:
    """Whether it is 7.5 before a heading."""
    start = side.quantity.start
    return not side.text[:start].strip() and _SECTION.match(side.text, start) is not None


def _is_note(side: Side) -> bool:
    """Whether it numbers a note."""
    start = side.quantity.start
    return side.quantity.in_range and any(
        found.start() <= start < found.end() for found in _NOTES.finditer(side.text)
    )


def _is_caption(side: Side) -> bool:
    return _CAPTION.search(side.before) is not None


def _is_in_name(one: Side, other: Side) -> bool:
    """Whether the other text has the number in the same name: TLR 9 and TLR9."""
    name = _NAME.search(one.before)
    if not name or one.quantity.parts or one.quantity.face.denominator > 1:
        return False
    whole = rf"(?i:{name[1]})[\s-]?{one.quantity.face}(?![\d.])"
    return re.search(rf"(?<![A-Za-z]){whole}", other.text) is not None


def _are_of_other_symbols(one: Side, other: Side) -> bool:
    """Whether they are the values of different symbols."""
    symbols = [_SYMBOL.search(side.before) for side in (one, other)]
    return all(symbols) and symbols[0][1].lower() != symbols[1][1].lower()  # type: ignore[index]

"""Spelled-out numbers to values: 一亿二千万, ``twenty-one thousand``.

Only well-formed numerals give a value: 十四五 (the 14th five-year plan), 三四
(three or four) and 万一 (in case) do not.
"""

import re
from decimal import Decimal

HAN_DIGITS = "零〇一二两三四五六七八九"
_HAN_DIGIT = {character: value for value, character in enumerate("零一二三四五六七八九")}
_HAN_DIGIT |= {"〇": 0, "两": 2}
_D = "[一二两三四五六七八九]"
# 1 to 9,999 with descending units; 零 stands where a unit is skipped.
_SECTION = re.compile(
    rf"(?:(?P<thousand>{_D})千)?(?P<zero>零)?(?:(?P<hundred>{_D})百)?零?"
    rf"(?:(?P<ten>{_D}?)(?P<tens>十))?(?P<zero2>零)?(?P<one>{_D})?",
)
_UNITS = (("thousand", 1000), ("hundred", 100), ("ten", 10), ("one", 1))
# 三千二 is 3,200 and 一万二 12,000: a last digit without its unit.
_COLLOQUIAL = re.compile(rf"(?P<stem>.*)(?P<unit>[百千万亿])(?P<digit>{_D})")
_BELOW = {"百": "十", "千": "百", "万": "千", "亿": "千万"}

_ONES = (  # noqa: SIM905 - words read better than a column of strings
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_ORDINALS = (  # noqa: SIM905 - words read better than a column of strings
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUE = {word: value for words in (_ONES, _ORDINALS) for value, word in enumerate(words)}
_VALUE |= {word: 10 * value for value, word in enumerate(_TENS, 2)}
_VALUE |= {word[:-1] + "ieth": 10 * value for value, word in enumerate(_TENS, 2)}
_SCALE = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
NUMBER_WORDS = (*_VALUE, "hundred", *_SCALE)
_HUNDRED = 100
_TWENTY = 20


def han_value(numeral: str) -> Decimal | None:
    """Value of a Chinese numeral, None when it is not well formed.

    Examples
    --------
    >>> han_value("一亿二千万")
    Decimal('120000000')
    >>> han_value("三点五")
    Decimal('3.5')
    >>> han_value("十四五") is None
    True
    """
    whole, point, fraction = numeral.replace("〇", "零").partition("点")
    colloquial = _COLLOQUIAL.fullmatch(whole)
    if colloquial:
        stem, unit, digit = colloquial.group("stem", "unit", "digit")
        whole = stem + unit + digit + _BELOW[unit]
    value = _scaled_value(whole)
    if not point or value is None:
        return None if value is None else Decimal(value)
    if not fraction or not set(fraction) <= set(_HAN_DIGIT):
        return None
    return Decimal(f"{value}." + "".join(str(_HAN_DIGIT[digit]) for digit in fraction))


def _scaled_value(numeral: str) -> int | None:
    """Value of a Chinese whole number, split at 亿, then at 万."""
    for unit, scale in (("亿", 10**8), ("万", 10**4)):
        head, found, tail = numeral.rpartition(unit)
        if found:
            upper = _scaled_value(head)
            lower = _scaled_value(tail) if tail else 0
            if not upper or lower is None or lower >= scale:
                return None
            return upper * scale + lower
    return _section_value(numeral)


def _section_value(numeral: str) -> int | None:
    """Value of a Chinese whole number below 10,000."""
    if numeral == "零":
        return 0
    match = _SECTION.fullmatch(numeral)
    if not match or not numeral:
        return None
    total = sum(unit * _HAN_DIGIT[match[name]] for name, unit in _UNITS if match[name])
    return total + (10 if match["tens"] and not match["ten"] else 0)


def english_value(words: list[str]) -> Decimal | None:
    """Value of an English numeral given as lower-case words, None when not well formed.

    Examples
    --------
    >>> english_value(["one", "hundred", "and", "twenty", "thousand"])
    Decimal('120000')
    """
    total = section = 0
    for word in words:
        if word in _SCALE:
            if not section:
                return None
            total, section = total + section * _SCALE[word], 0
        elif word == "hundred":
            if not 0 < section < _HUNDRED:
                return None
            section *= _HUNDRED
        elif word != "and":
            below = section % _HUNDRED
            value = _VALUE[word]
            if below and (below < _TWENTY or below % 10 or value >= 10):  # noqa: PLR2004
                return None
            section += value
    return Decimal(total + section)

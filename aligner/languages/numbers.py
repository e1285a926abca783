"""Numbers of a text as keys that are equal in both languages.

``123.4万件`` and ``1.234 million`` both give ``"1234000"``, 百分之三点五 and
``3.5 per cent`` both ``"3.5%"``.  Dates and document numbers are taken out
beforehand (see `aligner.languages.date_keys`).
"""

import re
from decimal import Decimal

from aligner.languages.numerals import HAN_DIGITS, NUMBER_WORDS, english_value, han_value

# Smaller whole numbers are in every text and say nothing.
_LEAST = 10

_ARABIC = r"\d[\d,]*(?:\.\d+)?"
_HAN_UNIT = r"[十百千]?万亿|[十百千]?亿|[十百千]?万|[百千]"
_HAN_NUMERAL = rf"(?:[{HAN_DIGITS}十])(?:[{HAN_DIGITS}十百千万亿]*)(?:点[{HAN_DIGITS}]+)?"
_HAN_PERCENT = re.compile(
    rf"百分之\s?(?P<arabic>{_ARABIC})|百分之(?P<han>[{HAN_DIGITS}十百点]+)"
    rf"|(?P<sign>{_ARABIC})\s?(?:%|个百分点|百分点|厘)",
)
_HAN_ARABIC = re.compile(rf"(?<![A-Za-z\d.])({_ARABIC})\s?({_HAN_UNIT})?")
_HAN_SPELLED = re.compile(rf"(?<![几数多{HAN_DIGITS}十百千万亿]){_HAN_NUMERAL}")
# Words that only look like numerals: 十分 (very), 十几 (ten odd), 一一 (one by one).
_NOT_NUMERAL = re.compile(r"十[分足几多余来]|千万别|[一十]万火急")
_FIVE_YEAR_PLAN = re.compile(
    "[一二三四五六七八九十]*十[一二三四五六七八九]?五(?=[”」』\"'’》]|规划|计划|时期|期间|以来|末|开局)"
)

_WORD = "(?:" + "|".join(sorted(NUMBER_WORDS, key=len, reverse=True)) + ")"
_LATIN_SPELLED = re.compile(
    rf"\b{_WORD}(?:(?:\s+and\s+|[\s-]+){_WORD})*\b(\s*(?:%|per\s?cent\b))?",
    re.IGNORECASE,
)
_LATIN_ARABIC = re.compile(
    rf"(?<![\w.])[A-Za-z]*?[$€£¥]?({_ARABIC})(?:st|nd|rd|th)?"
    r"(?:[\s-]?(?:(hundred|thousand|million|billion|trillion|mn|bn|tn|m|k)\b"
    r"|(%|per\s?cent\b|percentage\spoints?\b)))?",
    re.IGNORECASE,
)
_HAN_UNITS = {"百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7}
_HAN_UNITS |= {"亿": 10**8, "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12}
_HAN_UNITS |= {"十万亿": 10**13, "百万亿": 10**14, "千万亿": 10**15}
_LATIN_UNITS = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_LATIN_UNITS |= {"trillion": 10**12, "mn": 10**6, "bn": 10**9, "tn": 10**12, "m": 1, "k": 10**3}


def han_numbers(text: str) -> tuple[str, ...]:
    """Keys of the numbers in a Chinese text, each once, in order.

    Parameters
    ----------
    text : str
        In NFKC form and simplified characters.

    Examples
    --------
    >>> han_numbers("授权1亿2000万件，同比增长百分之三点五，“十四五”期间")
    ('3.5%', '120000000')
    """
    keys: list[str] = []
    rest = _HAN_PERCENT.sub(lambda match: _take_percent(match, keys), text)
    rest = _FIVE_YEAR_PLAN.sub(" ", rest)
    rest = _NOT_NUMERAL.sub(" ", rest)
    rest = _take_han_arabic(rest, keys)
    for match in _HAN_SPELLED.finditer(rest):
        numeral = match.group()
        if len(numeral) > 1 or numeral == "十":
            _append(keys, han_value(numeral))
    return tuple(dict.fromkeys(keys))


def latin_numbers(text: str) -> tuple[str, ...]:
    """Keys of the numbers in an English text, each once, in order.

    Examples
    --------
    >>> latin_numbers("some 1.234 million, up 3.5 percent, the 12th, twenty-one")
    ('1234000', '3.5%', '12', '21')
    """
    keys: list[str] = []
    for match in _LATIN_ARABIC.finditer(text):
        digits, unit, percent = match.groups()
        value = _decimal(digits)
        if percent and value is not None:
            keys.append(_canonical(value) + "%")
        elif value is not None:
            _append(keys, value * _LATIN_UNITS.get((unit or "").lower(), 1))
    rest = _LATIN_ARABIC.sub(" ", text)
    for match in _LATIN_SPELLED.finditer(rest):
        percent = match.group(1)
        words = match.group()[: len(match.group()) - len(percent or "")]
        value = english_value(words.lower().replace("-", " ").split())
        if percent and value is not None:
            keys.append(_canonical(value) + "%")
        else:
            _append(keys, value)
    return tuple(dict.fromkeys(keys))


def significant_digits(key: str) -> int:
    """Digits of a number's key that carry information, at least 1: 2 for ``"120000"``."""
    digits = key.rstrip("%")
    return max(1, len(digits.replace(".", "").strip("0")))


def _take_percent(match: re.Match[str], keys: list[str]) -> str:
    """Note a percentage and leave a gap in its place."""
    spelled = match["han"]
    value = han_value(spelled) if spelled else _decimal(match["arabic"] or match["sign"])
    if spelled == "百":
        value = Decimal(100)
    if value is not None:
        keys.append(_canonical(value) + "%")
    return " "


def _take_han_arabic(text: str, keys: list[str]) -> str:
    """Note the numbers written with digits (1亿2000万 is one) and leave gaps."""
    total, last_unit, last_stop = Decimal(0), 0, -1
    for match in _HAN_ARABIC.finditer(text):
        value = _decimal(match.group(1))
        unit = _HAN_UNITS.get(match.group(2) or "", 1)
        if value is None:
            continue
        if match.start() == last_stop and unit < last_unit:
            total += value * unit
        else:
            _append(keys, total)
            total = value * unit
        last_unit, last_stop = unit, match.end()
    _append(keys, total)
    return _HAN_ARABIC.sub(" ", text)


def _append(keys: list[str], value: Decimal | None) -> None:
    """Note a number unless it is too common to say anything."""
    if value is not None and (value >= _LEAST or value != int(value)):
        keys.append(_canonical(value))


def _decimal(digits: str) -> Decimal | None:
    """Value of Arabic digits with thousands separators."""
    plain = digits.replace(",", "")
    # A longer run of digits is a code, not a quantity.
    return Decimal(plain) if len(plain) <= 18 else None  # noqa: PLR2004 - quintillions


def _canonical(value: Decimal) -> str:
    """One spelling for equal values: no exponent, no trailing zeros."""
    return format(value.normalize(), "f")

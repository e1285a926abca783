"""Numbers in Chinese and English text: their values, and keys equal in both languages.

``123.4万件`` and ``1.234 million`` both give ``"1234000"``, 百分之三点五 and
``3.5 per cent`` both ``"3.5%"``.  Dates and document numbers are to be taken out
beforehand (see `take_han_dates`).  Only well-formed numerals have a value: 十四五
(the 14th five-year plan), 三四 (three or four) and 万一 (in case) have none.
"""

import re
from decimal import Decimal

from aligner.patterns import lazy_pattern

# Value of each Chinese digit, and all of them as the inside of a character class.
HAN_DIGIT_VALUES = {digit: value for value, digit in enumerate("零一二三四五六七八九")}
HAN_DIGIT_VALUES |= {"〇": 0, "两": 2}
HAN_DIGITS = "".join(HAN_DIGIT_VALUES)
_D = "[一二两三四五六七八九]"
# 1 to 9,999 with descending units; 零 stands where a unit is skipped.
_SECTION = lazy_pattern(
    rf"(?:(?P<thousand>{_D})千)?(?P<zero>零)?(?:(?P<hundred>{_D})百)?零?"
    rf"(?:(?P<ten>{_D}?)(?P<tens>十))?(?P<zero2>零)?(?P<one>{_D})?",
)
_UNITS = (("thousand", 1000), ("hundred", 100), ("ten", 10), ("one", 1))
# 三千二 is 3,200 and 一万二 12,000: a last digit without its unit.
_COLLOQUIAL = lazy_pattern(rf"(?P<stem>.*)(?P<unit>[百千万亿])(?P<digit>{_D})")
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
# Value of each English number word below one hundred, cardinal or ordinal.
NUMBER_WORD_VALUES = {word: value for value, word in enumerate(_ONES)}
NUMBER_WORD_VALUES |= {word: value for value, word in enumerate(_ORDINALS)}
NUMBER_WORD_VALUES |= {word: 10 * value for value, word in enumerate(_TENS, 2)}
NUMBER_WORD_VALUES |= {word[:-1] + "ieth": 10 * value for value, word in enumerate(_TENS, 2)}
_SCALE = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_NUMBER_WORDS = (*NUMBER_WORD_VALUES, "hundred", *_SCALE)
_LARGEST = 10**13
_HUNDRED = 100
_TWENTY = 20

# Smaller whole numbers occur in every text and tell nothing.
_LEAST = 10

_ARABIC = r"\d[\d,]*+(?:\.\d++|(?!\.\d))"
# Where something must follow, long runs of digits are not read again from each of them.
_SHORT_ARABIC = r"(?<!\d)\d[\d,]{0,40}+(?:\.\d{1,40}+|(?!\.\d))"
# A longer numeral is no number, however well it is formed.
_LONGEST_NUMERAL = 60
_HAN_UNIT = r"[十百千]?万亿|[十百千]?亿|[十百千]?万|[百千]"
_HAN_NUMERAL = rf"(?:[{HAN_DIGITS}十])(?:[{HAN_DIGITS}十百千万亿]*)(?:点[{HAN_DIGITS}]+)?"
_HAN_PERCENT = lazy_pattern(
    rf"百分之\s?(?P<arabic>{_SHORT_ARABIC})|百分之(?P<han>[{HAN_DIGITS}十百点]+)"
    rf"|(?P<sign>{_SHORT_ARABIC})\s?(?:%|个百分点|百分点|厘)",
)
_HAN_ARABIC = lazy_pattern(rf"(?<![A-Za-z\d.])({_ARABIC})\s?({_HAN_UNIT})?")
_HAN_SPELLED = lazy_pattern(rf"(?<![几数多{HAN_DIGITS}十百千万亿]){_HAN_NUMERAL}")
# Words that only look like numerals: 十分 (very), 十几 (ten odd), 一一 (one by one).
_NOT_NUMERAL = lazy_pattern(r"十[分足几多余来]|千万别|[一十]万火急")
_FIVE_YEAR_PLAN = lazy_pattern(
    "(?<![一二三四五六七八九十])[一二三四五六七八九十]*+(?:(?<=十五)|(?<=十[一二三四五六七八九]五))"
    "(?=[”」』\"'’》]|规划|计划|时期|期间|以来|末|开局)"
)

_WORD = "(?:" + "|".join(sorted(_NUMBER_WORDS, key=len, reverse=True)) + ")"
_LATIN_SPELLED = lazy_pattern(
    rf"\b{_WORD}(?:(?:\s+and\s+|[\s-]+){_WORD})*\b(\s*(?:%|per\s?cent\b))?",
    re.IGNORECASE,
)
_LATIN_ARABIC = lazy_pattern(
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
    """Note a number unless it is too common to tell anything."""
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
    if len(numeral) > _LONGEST_NUMERAL:
        return None
    whole, point, fraction = numeral.replace("〇", "零").partition("点")
    colloquial = _COLLOQUIAL.fullmatch(whole)
    if colloquial:
        stem, unit, digit = colloquial.group("stem", "unit", "digit")
        whole = stem + unit + digit + _BELOW[unit]
    value = _scaled_value(whole)
    if not point or value is None:
        return None if value is None else Decimal(value)
    if not fraction or not set(fraction) <= set(HAN_DIGIT_VALUES):
        return None
    return Decimal(f"{value}." + "".join(str(HAN_DIGIT_VALUES[digit]) for digit in fraction))


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
    total = sum(unit * HAN_DIGIT_VALUES[match[name]] for name, unit in _UNITS if match[name])
    return total + (10 if match["tens"] and not match["ten"] else 0)


def english_value(words: list[str]) -> Decimal | None:
    """Value of an English numeral given as lower-case words, None when not well formed.

    Examples
    --------
    >>> english_value(["one", "hundred", "and", "twenty", "thousand"])
    Decimal('120000')
    >>> english_value(["two", "thousand", "five", "thousand"]) is None
    True
    """
    total = section = 0
    least = _LARGEST
    for word in words:
        if word in _SCALE:
            # Ten thousand fifty thousand are two numbers.
            if not section or _SCALE[word] >= least:
                return None
            least = _SCALE[word]
            total, section = total + section * least, 0
        elif word == "hundred":
            if not 0 < section < _HUNDRED:
                return None
            section *= _HUNDRED
        elif word != "and":
            below = section % _HUNDRED
            value = NUMBER_WORD_VALUES[word]
            if below and (below < _TWENTY or below % 10 or value >= 10):  # noqa: PLR2004
                return None
            section += value
    return Decimal(total + section)

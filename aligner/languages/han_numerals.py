"""Values of Chinese numerals, in characters, in Arabic digits with units, and in both."""

import math
import re
from fractions import Fraction

from aligner.languages.amounts import ARABIC, MOST_DIGITS, read_arabic
from aligner.languages.han_units import UNITS
from aligner.languages.han_writing import ODD
from aligner.languages.numbers import HAN_DIGIT_VALUES, han_value

ARABIC_DIGITS = str.maketrans(
    {digit: str(value) for digit, value in HAN_DIGIT_VALUES.items()} | {"○": "0"}
)


def spelled_value(numeral: str) -> tuple[Fraction, Fraction, int] | None:
    """Value of a Chinese numeral, digits in a row (二〇一八) included."""
    if len(numeral) > MOST_DIGITS:
        return None
    odd = re.search(ODD, numeral)
    if odd:
        head = spelled_value(numeral[: odd.start()])
        scale = 1
        for unit in numeral[odd.end() :]:
            scale *= UNITS[unit]
        return None if head is None else (head[0] * scale, Fraction(0), scale)
    # 四万万 are four hundred million.
    plain = numeral.replace("○", "零").replace("〇", "零").replace("万万", "亿")
    if re.search("点[^十百千万亿]+[十百千万亿]", plain):
        return _decimal(plain)
    value = han_value(plain)
    if value is None and len(plain) > 2 and all(digit in HAN_DIGIT_VALUES for digit in plain):  # noqa: PLR2004
        return Fraction(int(plain.translate(ARABIC_DIGITS))), Fraction(1), 1
    return None if value is None else (Fraction(value), Fraction(0), 1)


def _decimal(numeral: str) -> tuple[Fraction, Fraction, int] | None:
    """Value of a decimal of a unit, 一点五亿, which is as rough as 1.5亿."""
    digits = numeral.rstrip("十百千万亿")
    value, scale = han_value(digits), math.prod(UNITS[unit] for unit in numeral[len(digits) :])
    if value is None:
        return None
    return Fraction(value) * scale, Fraction(scale, 10 ** len(digits.partition("点")[2])), scale


def mixed_value(written: str) -> tuple[Fraction, Fraction, int] | None:
    """Value of Arabic digits with units: 1.2亿, 1亿2000万, 3万多."""
    if written.isdecimal():
        plain = read_arabic(written)
        return None if plain is None else (*plain, 1)
    total, step, scale = Fraction(0), Fraction(1), 1
    for digits, units in re.findall(rf"({ARABIC})\s?{ODD}?([十百千万亿]*)", written):
        read = read_arabic(digits)
        if read is None or len(units) > MOST_DIGITS:
            return None
        scale = 1
        for unit in units:
            scale *= UNITS[unit]
        total, step = total + read[0] * scale, read[1] * scale
    return (total, step, scale) if scale < 10**MOST_DIGITS else None


def read_year(written: str | None) -> int | None:
    """A year in either kind of digits; the first year of the Republic is 1912."""
    if written is None:
        return None
    if written.startswith("民国"):
        years = small_number(written.removeprefix("民国"))
        return None if years is None else years + 1911
    return int(written.translate(ARABIC_DIGITS))


def small_number(written: str | None) -> int | None:
    """A short number in either kind of digits."""
    if written is None:
        return None
    if re.fullmatch("[0-9]+", written):
        return int(written)
    read = spelled_value(written)
    return None if read is None or read[0].denominator > 1 else int(read[0])

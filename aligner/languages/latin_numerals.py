"""Values of English numerals, in words, digits and Roman letters."""

import re

from aligner.languages.numbers import english_value

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def numeral_value(written: str) -> int | None:
    """Value of a whole number in digits or words: 21st, twenty-first, five."""
    digits = re.match(r"\d+", written)
    if digits:
        return int(digits.group())
    value = english_value(written.lower().replace("-", " ").split())
    return None if value is None else int(value)


def roman_value(numeral: str) -> int:
    """Value of a numeral in capital Roman letters: 14 for XIV."""
    digits = [_ROMAN[letter] for letter in numeral]
    return sum(-own if own < max(digits[i:]) else own for i, own in enumerate(digits))

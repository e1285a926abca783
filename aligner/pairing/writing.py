"""Script and length of texts."""

from collections import Counter
from functools import lru_cache

from aligner.text import is_han

# Script of texts in an unknown language; two such texts may be in different languages.
UNKNOWN = "und"
# English letters per Chinese character in translations.
_LETTERS_PER_HAN = 3.0


def han_length(text: str) -> float:
    """Length in Chinese characters; a letter counts as a third of one."""
    n_han, letters = _counts(text)
    return n_han + letters / _LETTERS_PER_HAN


def is_chinese(text: str) -> bool:
    """Whether most of the text is in Chinese characters, by `han_length`."""
    n_han, letters = _counts(text)
    return n_han * _LETTERS_PER_HAN >= letters


@lru_cache(maxsize=1)  # `han_length` and `is_chinese` are called in turn on one text
def _counts(text: str) -> tuple[int, int]:
    """Number of Chinese characters, and of other letters."""
    alphabet = [(char, n) for char, n in Counter(text).items() if char.isalpha()]
    n_han = sum(n for char, n in alphabet if is_han(char))
    return n_han, sum(n for _, n in alphabet) - n_han

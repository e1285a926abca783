"""Which script a text is in, and Chinese text in one form of characters."""

from collections import Counter
from functools import lru_cache

from aligner.text import is_han

# What the script of a text in an unknown language is called; two such texts may
# well be in different languages.
UNKNOWN = "und"
# An English text has about this many letters where the Chinese has one character.
_LETTERS_PER_HAN = 3.0


def han_length(text: str) -> float:
    """Length in Chinese characters, letters counted as a third of one."""
    n_han, letters = _counts(text)
    return n_han + letters / _LETTERS_PER_HAN


def is_chinese(text: str) -> bool:
    """Whether more of the text is in Chinese characters than in letters."""
    n_han, letters = _counts(text)
    return n_han * _LETTERS_PER_HAN >= letters


@lru_cache(maxsize=1)  # length and script of one text are asked for one after the other
def _counts(text: str) -> tuple[int, int]:
    """Chinese characters, and other letters."""
    alphabet = [(char, n) for char, n in Counter(text).items() if char.isalpha()]
    n_han = sum(n for char, n in alphabet if is_han(char))
    return n_han, sum(n for _, n in alphabet) - n_han

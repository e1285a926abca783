"""Whether an English word is an ordinary one: no abbreviation, and perhaps no name.

The words were counted in parallel texts by ``scripts/count_english_words.py``.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from aligner.patterns import lazy_pattern

# What is taken off a word, and what is put in its place.
_ENDINGS = (
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("ed", ""),
    ("d", ""),
    ("ied", "y"),
    ("ing", ""),
    ("ing", "e"),
    ("ly", ""),
    ("er", ""),
    ("r", ""),
    ("ers", ""),
    ("rs", ""),
)
_SHORTEST_STEM = 3
# Whole words that are not in the list seldom look like this.
_CUT_OFF = lazy_pattern("(?!.*our$)[a-z]{2,5}[bcdfghjklmnpqrtvwxz]")


def without_accents(word: str) -> str:
    """A word as it is spelled without accents, as lists hold it: ``Géol`` → ``Geol``."""
    if word.isascii():
        return word
    decomposed = unicodedata.normalize("NFD", word)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def stems(word: str) -> Iterator[str]:
    """What a word may be without its ending: ``visitors`` → ``visitor``."""
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            yield word[: -len(ending)] + instead


@cache
def _listed() -> tuple[frozenset[str], frozenset[str]]:
    """The ordinary words, and those of them that may be names."""
    path = files("aligner.splitters").joinpath("data/english_words.txt")
    lines = path.read_text("utf-8").split()
    names = frozenset(line.lower() for line in lines if line[0].isupper())
    return frozenset(map(str.lower, lines)), names


def is_known(word: str) -> bool:
    """Whether a word, in small letters, is an ordinary one."""
    words, _ = _listed()
    return word in words or not words.isdisjoint(stems(word))


def is_no_name(word: str) -> bool:
    """Whether a word, in small letters, is an ordinary one and not known as a name.

    One that is not in the list itself may be one if it ends as those of trades: Fisher.
    """
    words, names = _listed()
    if word in words:
        return word not in names
    return not word.endswith("er") and is_known(word)


def is_abbreviation(word: str) -> bool:
    """Whether a word, in small letters, is rather cut off than whole: ``prelim``, ``annot``."""
    return _CUT_OFF.fullmatch(word) is not None and not is_known(word)

"""Hyphens at the ends of lines: those of divided words, and those of compounds."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from aligner.lexicon import english_keys, shipped_table

HYPHEN = re.compile(r"(?:(?<=[A-Za-z0-9])[-\u2010]|\u00ad)$")
_LAST_WORD, _FIRST_WORD = re.compile(r"[A-Za-z]+$"), re.compile(r"[A-Za-z]+")
# Beginnings of compounds that are no words, or seldom.
_PREFIXES = frozenset(
    {
        *("anti", "co", "cross", "e", "ex", "extra", "inter", "mega", "meta", "micro", "mid"),
        *("mini", "multi", "non", "off", "on", "pan", "post", "pre", "pro", "quasi", "self"),
        *("semi", "sub", "super", "trans", "ultra", "under", "up", "vice", "well"),
    }
)
_VOWELS = frozenset("aeiou")
# This many rejoined words that also occur undivided show that a document hyphenates.
_FEWEST_HYPHENS = 3
# Shorter words are often syllables of longer ones.
_SHORTEST_PART = 4


def divides_words(breaks: Iterable[tuple[str, str]], words: Mapping[str, int]) -> bool:
    """Whether a document divides words at line ends throughout.

    Parameters
    ----------
    breaks : iterable of (str, str)
        Lines that end with a hyphen, each with the line that follows.
    words : mapping of str to int
        How often the document has each word within a line.
    """
    divided = sum("".join(_halves(before, after)) in words for before, after in breaks)
    return divided >= _FEWEST_HYPHENS


def keeps_hyphen(before: str, after: str, words: Mapping[str, int], *, divides: bool) -> bool:
    """Whether the hyphen at the end of a line is part of the word.

    The document decides if it has the word within a line, then a list of words: what is a
    word without the hyphen was divided, two words or a prefix and a word are a compound, and
    anything else was divided, since the parts of a compound are words.

    Parameters
    ----------
    before, after : str
        The line that ends with a hyphen, and the one that follows.
    words : mapping of str to int
        How often the document has each word within a line.
    divides : bool
        Whether the document divides words at line ends, by `divides_words`.
    """
    left, right = _halves(before, after)
    if before[-1] == "\u00ad":
        return False
    if not left or not right or not after[0].islower() or not before[-2].islower():
        return True
    # Words are never divided behind their first letter.
    if f"{left}-{right}" in words or (len(left) == 1 and _is_word(right)):
        return True
    if left + right in words:
        return False
    if _is_word(left + right):
        # British spelling has co-operation, re-examination, pre-eminent.
        return not divides and left[-1] == right[0] and right[0] in _VOWELS and _is_word(right)
    return _are_parts(left, right, words, divides=divides)


def _are_parts(left: str, right: str, words: Mapping[str, int], *, divides: bool) -> bool:
    """Whether two halves that make no word are the parts of a compound."""
    if not _is_word(right):
        return False
    if left in _PREFIXES:
        return True
    used = words.get(left, 0) > 1 and words.get(right, 0) > 1
    return _is_word(left) and (not divides or used or _is_long(left, right))


def _halves(before: str, after: str) -> tuple[str, str]:
    """The word parts before a line-final hyphen and at the start of the next line."""
    last, first = _LAST_WORD.search(before[:-1]), _FIRST_WORD.match(after)
    return (last.group().lower() if last else "", first.group().lower() if first else "")


def _is_long(left: str, right: str) -> bool:
    """Whether both parts are words that are hardly ever syllables."""
    return min(len(left), len(right)) >= _SHORTEST_PART


@lru_cache(maxsize=4096)
def _is_word(text: str) -> bool:
    """Whether a text is an English word, as far as the shipped lexicon knows."""
    keys = english_keys(text)
    return len(text) > 1 and len(keys) == 1 and keys[0] in shipped_table().targets

"""Capital letters in English texts: names, headings, and forms in the wrong case."""

import re
from functools import lru_cache

from aligner.languages import FUNCTION_WORDS, EnglishText, fold_word
from aligner.terms.matching.forms import Form

WORD = re.compile(r"[^\W\d_]+")
_LONGER = re.compile(r"[^\W\d_]{4,}")
_ARTICLES = frozenset({"the", "a", "an", "s"})
_JOINING = frozenset({"of", "for", "and", "on"})
_HEADING_SHARE = 0.6


@lru_cache(maxsize=1 << 14)
def all_capitals(text: str) -> bool:
    """Whether all content words are capitalised."""
    small = FUNCTION_WORDS | _ARTICLES
    words = [word for word in WORD.findall(text) if word.lower() not in small]
    return bool(words) and all(word[0].isupper() for word in words)


def is_cut(english: EnglishText, gap: int) -> bool:
    """Whether the gap before a word separates two capitalised words of one name."""
    if not 0 < gap < len(english.keys):
        return False
    return _is_upper(english, gap - 1) and _is_upper(english, gap) and not _between(english, gap)


def ends_joined(english: EnglishText, first: int, last: int) -> int:
    """At how many ends a name continues over a preposition: Association | of Banks."""
    a, b, keys = first, last, english.keys
    if is_heading(english.text):
        return 0
    goes_on = (
        b + 1 < len(keys)
        and keys[b] in _JOINING
        and _is_upper(english, b - 1)
        and _is_upper(english, b + 1)
        and not _between(english, b)
    )
    began = (
        a > 1
        and keys[a - 1] in _JOINING
        and _is_upper(english, a - 2)
        and _is_upper(english, a)
        and _between(english, a) in {"", "the"}
    )
    return goes_on + began


def _is_upper(english: EnglishText, word: int) -> bool:
    return bool(english.text[english.spans[word][0]].isupper())


def _between(english: EnglishText, word: int) -> str:
    """The text in the gap before a word."""
    return english.text[english.spans[word - 1][1] : english.spans[word][0]].strip()


@lru_cache(maxsize=1 << 12)
def is_heading(text: str) -> bool:
    """Whether most of the longer words of a text are capitalised."""
    words = _LONGER.findall(text)
    capitals: int = sum(word[0].isupper() for word in words)
    return capitals > _HEADING_SHARE * len(words)


def has_wrong_case(surface: str, form: Form, *, is_name: bool = False) -> bool:
    """Whether a name is written in lower case where the glossary has capitals.

    Only forms that the glossary marks as exact in their case are judged, and those known
    to be names.
    Words are compared by their keys, so that a different order or spelling, or an
    abbreviated part, does not hide the wrong case of the others.
    """
    if not (form.term.case_sensitive or is_name) or surface == form.term.text:
        return False
    small = {fold_word(word) for word in WORD.findall(surface) if word[0].islower()}
    return not small.isdisjoint(_names_in(form.term.text))


@lru_cache(maxsize=1 << 14)
def _names_in(text: str) -> frozenset[str]:
    """Keys of the words that have a capital wherever they stand in a form."""
    names: set[str] = set()
    others = set(FUNCTION_WORDS)
    for word in WORD.findall(text):
        (names if word[0].isupper() else others).add(fold_word(word))
    return frozenset(names - others)

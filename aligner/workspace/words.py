"""Words of a text as search sees them."""

import re
import unicodedata
from dataclasses import dataclass

from aligner.text import normalize_nfkc

# From the CJK radicals on, scripts are written without spaces or in syllables:
# each character is a word.  Elsewhere a word is a run of letters and digits.
_WORD = re.compile("(?=\\w)[\u2e80-\U0010ffff]|[^\\W_\u2e80-\U0010ffff]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word with its span in the text as it was given."""

    folded: str
    start: int
    stop: int


def folded_words(text: str) -> list[str]:
    """Words of a text in order, without differences of case, accent and width."""
    return [_fold(word) for word in _WORD.findall(normalize_nfkc(text).text)]


def words_with_spans(text: str) -> list[Word]:
    """The same words with their places in the original text."""
    normalized = normalize_nfkc(text)
    return [
        Word(_fold(match[0]), *normalized.original_span(match.start(), match.end()))
        for match in _WORD.finditer(normalized.text)
    ]


def _fold(word: str) -> str:
    """A word in lower case without accents."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFD", word.casefold())
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark))

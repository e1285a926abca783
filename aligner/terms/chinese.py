"""Chinese text folded for matching, with the way back, and its dictionary words."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

import opencc

from aligner.text import is_han, normalize_nfkc

__all__ = ["ChineseText", "fold_chinese", "read_chinese", "straddles"]

# Quotes and title marks come and go inside names (《专利法》实施细则), so they do
# not count; nor does white space beside a Chinese character (PCT 申请).
_MARKS = frozenset("\"'“”‘’「」『』《》〈〉«»＂＇")
_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "〈": "〉", "«": "»"}
_SPACE = re.compile(r"\s")
_DASHES = str.maketrans({"—": "-", "–": "-", "―": "-", "‐": "-", "‑": "-", "−": "-", "－": "-"})
# Longer matches are hardly ever made by chance, and then the dictionary errs as
# often (证明|商标注册 in 证明商标注册).
_LONGEST_DOUBTFUL = 3


@dataclass(frozen=True, slots=True)
class ChineseText:
    """A folded text with the way back to the original.

    Parameters
    ----------
    original : str
    folded : str
        NFKC, simplified script, without quotes, title marks and inner spaces.
    offsets : tuple of int, length ``len(folded)``
        Where the original of each folded character starts.
    stops : tuple of int, length ``len(folded)``
        Where it stops.
    """

    original: str
    folded: str
    offsets: tuple[int, ...]
    stops: tuple[int, ...]

    def span(self, start: int, stop: int) -> tuple[int, int]:
        """Span in the original of ``folded[start:stop]``, ``start < stop``."""
        first, last = self.offsets[start], self.stops[stop - 1]
        # A mark that closes inside (《专利法》实施细则) opens right before.
        inside = self.original[first:last]
        before = self.original[first - 1 : first]
        is_open = before in _PAIRS and inside.count(_PAIRS[before]) > inside.count(before)
        return first - is_open, last


def fold_chinese(text: str) -> str:
    """The folded form of a term or text.

    Examples
    --------
    >>> fold_chinese("《專利法》 實施細則")
    '专利法实施细则'
    """
    return read_chinese(text).folded


def read_chinese(text: str) -> ChineseText:
    """A text folded for matching, every character traced to its place."""
    normalized = normalize_nfkc(text)
    simple = _simplify(normalized.text.translate(_DASHES))
    kept = [i for i, char in enumerate(simple) if not _is_dropped(simple, i, char)]
    return ChineseText(
        original=text,
        folded="".join(simple[i] for i in kept),
        offsets=tuple(normalized.offsets[i] for i in kept),
        stops=tuple(normalized.original_span(i, i + 1)[1] for i in kept),
    )


def straddles(text: str, start: int, stop: int) -> bool:
    """Whether a dictionary word crosses an edge of a short match in a folded text.

    Examples
    --------
    >>> straddles("专利权利人", 0, 3)  # 专利|权利|人
    True
    >>> straddles("专利权人", 0, 3)
    False
    """
    if stop - start > _LONGEST_DOUBTFUL:
        return False
    return any(
        left < start < right < stop or start < left < stop < right for left, right in _words(text)
    )


@lru_cache(maxsize=64)
def _words(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the words of a text, by the dictionary alone."""
    import rjieba  # noqa: PLC0415 - loads a dictionary, which few commands need

    spans = []
    position = 0
    for word in rjieba.cut(text, hmm=False):
        spans.append((position, position + len(word)))
        position += len(word)
    return tuple(spans)


def _is_dropped(text: str, index: int, char: str) -> bool:
    """Whether a character does not count in matching."""
    if char in _MARKS:
        return True
    if not _SPACE.match(char):
        return False
    neighbours = text[max(0, index - 1) : index] + text[index + 1 : index + 2]
    return any(is_han(c) for c in neighbours) or len(neighbours) < 2  # noqa: PLR2004 - at an end


def _simplify(text: str) -> str:
    """Simplified script, one character for one."""
    if text.isascii():
        return text
    converter = _converter()
    simple = str(converter.convert(text))
    if len(simple) == len(text):
        return simple
    # A phrase rule changed the length: convert character by character.
    return "".join(converted if len(converted := converter.convert(c)) == 1 else c for c in text)


@cache
def _converter() -> "opencc.OpenCC":
    """The converter from traditional to simplified, loaded once."""
    return opencc.OpenCC("t2s")

"""Chinese text folded for matching, with the way back."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from aligner.languages.narrow import NarrowTable, narrow
from aligner.text import is_han, normalize_nfkc

if TYPE_CHECKING:
    import opencc

# Offsets and stops.
_Edges = tuple[tuple[int, ...], tuple[int, ...]]

# Quotes and title marks come and go inside names (《专利法》实施细则), so they do
# not count; nor does white space beside a Chinese character (PCT 申请).
_MARKS = "\"'“”‘’「」『』《》〈〉«»＂＇"
_MAYBE_DROPPED = re.compile(rf"(?P<mark>[{_MARKS}])|\s")
_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "〈": "〉", "«": "»"}
_DASHES = str.maketrans({"—": "-", "–": "-", "―": "-", "‐": "-", "‑": "-", "−": "-", "－": "-"})
_TABLE = NarrowTable(_DASHES)
# Terms that are kept folded: the same ones are asked for again and again.
_MOST_TERMS = 1 << 14
# Sentences that are kept simplified, for their terms and for their numbers; no long texts.
_MOST_TEXTS, _LONG = 1 << 13, 500


class ChineseText:
    """A folded text with the way back to the original.

    Parameters
    ----------
    original : str
    folded : str
        NFKC, simplified script, without quotes, title marks and inner spaces.
    dropped : sequence of int or None
        Where the characters of the original stand that have none in `folded`,
        when every other has exactly one; None when the map is not that simple.
    """

    __slots__ = ("_edges", "_shifts", "folded", "original")

    def __init__(self, original: str, folded: str, dropped: Sequence[int] | None = None) -> None:
        self.original = original
        self.folded = folded
        # From the folded character at each of these on, one more was dropped before it.
        self._shifts = None if dropped is None else [d - i for i, d in enumerate(dropped)]
        self._edges: _Edges | None = None

    @property
    def offsets(self) -> tuple[int, ...]:
        """Where the original of each folded character starts."""
        return self._all_edges()[0]

    @property
    def stops(self) -> tuple[int, ...]:
        """Where the original of each folded character stops."""
        return self._all_edges()[1]

    def span(self, start: int, stop: int) -> tuple[int, int]:
        """Span in the original of ``folded[start:stop]``, ``start < stop``."""
        shifts = self._shifts
        if shifts is None:
            first, last = self.offsets[start], self.stops[stop - 1]
        elif shifts:
            first = start + bisect_right(shifts, start)
            last = stop + bisect_right(shifts, stop - 1)
        else:
            return start, stop
        # A mark that closes inside (《专利法》实施细则) opens right before.
        before = self.original[first - 1 : first]
        if before in _PAIRS:
            inside = self.original[first:last]
            first -= inside.count(_PAIRS[before]) > inside.count(before)
        return first, last

    def _all_edges(self) -> "_Edges":
        """Offsets and stops, made when first asked for: most texts are never asked."""
        if self._edges is None:
            if self._shifts is None:
                self._edges = _trace(self.original)[1]
            else:
                dropped = {shift + i for i, shift in enumerate(self._shifts)}
                kept = [i for i in range(len(self.original)) if i not in dropped]
                self._edges = tuple(kept), tuple(i + 1 for i in kept)
        return self._edges


@lru_cache(maxsize=_MOST_TERMS)
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
    simple = _simple(text)
    if simple is None:
        return ChineseText(text, _trace(text)[0])
    dropped = _dropped(simple)
    if not dropped:
        return ChineseText(text, simple, ())
    edges = zip([-1, *dropped], [*dropped, len(simple)], strict=True)
    return ChineseText(text, "".join([simple[a + 1 : b] for a, b in edges]), dropped)


def simplify(text: str) -> str:
    """A text in the simplified script and in NFKC form, one character for one.

    Characters that have no single one in NFKC form stay as they are.
    """
    simple = _simple(text)
    if simple is not None:
        return simple
    return to_simplified("".join(narrow(character, _TABLE) or character for character in text))


def _simple(text: str) -> str | None:
    """A text in both forms; None if some characters have no single one."""
    return _made_simple(text) if len(text) < _LONG else _made_simple.__wrapped__(text)


@lru_cache(maxsize=_MOST_TEXTS)
def _made_simple(text: str) -> str | None:
    narrowed = narrow(text, _TABLE)
    return None if narrowed is None else to_simplified(narrowed)


def _trace(text: str) -> tuple[str, "_Edges"]:
    """A text folded, with offsets and stops, whatever characters it holds."""
    normalized = normalize_nfkc(text)
    simple = to_simplified(normalized.text.translate(_DASHES))
    dropped = set(_dropped(simple))
    kept = [i for i in range(len(simple)) if i not in dropped]
    offsets = tuple(normalized.offsets[i] for i in kept)
    stops = tuple(normalized.original_span(i, i + 1)[1] for i in kept)
    return "".join(simple[i] for i in kept), (offsets, stops)


def _dropped(text: str) -> list[int]:
    """Where the characters stand that do not count in matching."""
    return [
        match.start()
        for match in _MAYBE_DROPPED.finditer(text)
        if match.lastgroup or _is_idle_space(text, match.start())
    ]


def _is_idle_space(text: str, index: int) -> bool:
    """Whether white space stands beside a Chinese character or at an end."""
    if index in (0, len(text) - 1):
        return True
    return is_han(text[index - 1]) or is_han(text[index + 1])


def to_simplified(text: str) -> str:
    """A text in the simplified script, one character for one.

    Examples
    --------
    >>> to_simplified("專利權")
    '专利权'
    """
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
    import opencc  # noqa: PLC0415 - loads a dictionary, which few commands need

    return opencc.OpenCC("t2s")

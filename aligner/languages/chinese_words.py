"""Dictionary words of folded Chinese texts, and whether a match is one of them."""

from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import accumulate, pairwise
from math import inf, log10

from aligner.offsets import Span

# Longer matches are hardly ever made by chance, and then the dictionary errs as
# often (证明|商标注册 in 证明商标注册): they must be far less likely than other words.
_LONGEST_DOUBTFUL, _SURELY_OTHER = 3, -1.5
# The words of rjieba's dictionary, as often as they occur in what it was counted in.
_ALL_WORDS = 60_101_967
_LONGEST_WORD = 6
# So many characters on both sides decide how a match is read.
_AROUND = 6
# A term of a glossary is at least as frequent as a word of middling frequency.
_TERM = -5.5
# Every word more makes a reading ten times less likely: fewer, longer words are more often right.
_PER_WORD = -1.0
# Words are read again and again: those of the texts around the matches.
_MOST_WORDS = 1 << 16
# And so are sentences: when terms are sought in them, and when they are aligned word by
# word, with thousands of others between.  Longer texts would fill memory.
_MOST_TEXTS, _LONG = 1 << 13, 500


def straddles(text: str, start: int, stop: int) -> bool:
    """Whether a dictionary word crosses an edge of a match in a folded text.

    A word that holds the whole match counts if it is made of words that cross an edge.
    A match of more than three characters must besides be far less likely than other words.

    Examples
    --------
    >>> straddles("专利权利人", 0, 3)  # 专利|权利|人
    True
    >>> straddles("专利权人", 0, 3)
    False
    >>> straddles("银行业务", 1, 3), straddles("银行业务", 0, 2)
    (True, False)
    >>> straddles("专利权人民法院", 0, 4)  # 专利权|人民法院
    True
    """
    if stop - start > _LONGEST_WORD or not _is_crossed(text, start, stop):
        return False
    return stop - start <= _LONGEST_DOUBTFUL or word_odds(text, start, stop) < _SURELY_OTHER


def _is_crossed(text: str, start: int, stop: int) -> bool:
    """Whether a dictionary word of a text crosses an edge of a match, or one inside it does."""
    cuts = _cuts(text)
    # The words in which the two edges fall.
    left, right = bisect_right(cuts, start), bisect_left(cuts, stop)
    if left == right:
        at = cuts[left - 1]
        return _crosses_parts(text[at : cuts[left]], start - at, stop - at)
    crosses_start = cuts[left - 1] < start and cuts[left] < stop
    return crosses_start or (start < cuts[right - 1] and cuts[right] > stop)


def word_odds(text: str, start: int, stop: int) -> float:
    """How likely it is that no word crosses an edge of a match in a folded text.

    Returns
    -------
    float
        The logarithm, to base ten, of the ratio of the probabilities of two ways to read the
        characters around: the likeliest in which no word does, and the likeliest of all.

    Examples
    --------
    >>> word_odds("一审判赔五万元", 2, 4) > 1  # 一审|判赔 rather than 一|审判|赔
    True
    >>> word_odds("执行业务", 1, 3) < -1  # 执行|业务
    True
    """
    first, last = max(0, start - _AROUND), min(len(text), stop + _AROUND)
    cuts = _cuts(text)
    left, right = bisect_right(cuts, start), bisect_left(cuts, stop)
    # A dictionary word that holds the match tells nothing: it counts how that is made up.
    word = cuts[left - 1], cuts[right]
    is_inside = left == right and word != (start, stop)
    if is_inside:
        first, last = word
    match = start - first, stop - first
    as_term, as_any = (
        _likelihood(text[first:last], match, is_term=is_term, is_one=not is_inside)
        for is_term in (True, False)
    )
    return as_term - as_any


def word_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the words of a text, by the dictionary alone."""
    return tuple(pairwise(_cuts(text)))


@lru_cache(maxsize=_MOST_WORDS)
def word_frequency(word: str) -> float:
    """Relative frequency of a word in general Chinese; 0 if it is not in the dictionary."""
    import rjieba  # noqa: PLC0415 - loads a dictionary, which few commands need

    return rjieba.suggest_freq(word) / _ALL_WORDS if rjieba.has_word(word) else 0.0


def _cuts(text: str) -> list[int]:
    """Where the words of a text part, its two ends included."""
    return (_cuts_of_sentence if len(text) < _LONG else _cuts_of_long)(text)


@lru_cache(maxsize=_MOST_TEXTS)
def _cuts_of_sentence(text: str) -> list[int]:
    return _cut(text)


@lru_cache(maxsize=64)
def _cuts_of_long(text: str) -> list[int]:
    return _cut(text)


def _cut(text: str) -> list[int]:
    import rjieba  # noqa: PLC0415 - as above

    return list(accumulate(map(len, rjieba.cut(text, hmm=False)), initial=0))


@lru_cache(maxsize=_MOST_WORDS)
def _crosses_parts(word: str, start: int, stop: int) -> bool:
    """Whether a match strictly inside a dictionary word crosses an edge of its parts."""
    if stop - start < 2 or stop - start == len(word):  # noqa: PLR2004 - one crosses no edge
        return False
    return word_odds(word, start, stop) < 0


def _likelihood(text: str, match: Span, *, is_term: bool, is_one: bool) -> float:
    """Logarithm of the probability of the likeliest words that make up a text.

    Parameters
    ----------
    text : str
    match : tuple of int
    is_term : bool
        Whether the match may be a word although it is in no dictionary, and none may
        cross its edges.
    is_one : bool
        Whether the text may be one word.
    """
    best = [0.0]
    for stop in range(1, len(text) + 1):
        found = -inf
        for start in range(max(0, stop - _LONGEST_WORD), stop):
            is_whole = stop - start == len(text)
            if is_whole and not is_one:
                continue
            weight = _weight(text[start:stop])
            if is_term and (start, stop) == match:
                weight = max(weight, _TERM + _PER_WORD)
            elif is_term and (
                _crosses((start, stop), match)
                or (not is_whole and _is_torn(text[start:stop], start, match))
            ):
                continue
            found = max(found, best[start] + weight)
        best.append(found)
    return best[-1]


def _is_torn(word: str, at: int, match: Span) -> bool:
    """Whether a match inside a dictionary word is none of its parts: 最高法 in 最高法院."""
    start, stop = match[0] - at, match[1] - at
    is_inside = start >= 0 and stop <= len(word) and bool(word_frequency(word))
    return is_inside and _crosses_parts(word, start, stop)


def _crosses(word: Span, match: Span) -> bool:
    """Whether a word crosses one edge of a match, and only one."""
    return word[0] < match[0] < word[1] < match[1] or match[0] < word[0] < match[1] < word[1]


@lru_cache(maxsize=_MOST_WORDS)
def _weight(word: str) -> float:
    """Logarithm of the probability of one word more in a text; none for what is no word."""
    frequency = word_frequency(word)
    if not frequency and len(word) > 1:
        return -inf
    return log10(max(frequency, 1 / _ALL_WORDS)) + _PER_WORD

"""From cuts to spans: what every splitter does last."""

import re
from collections.abc import Iterable

# Marks that may stand behind the mark that ends a sentence and belong to it.
CLOSERS = "”’」』》〉】〕］）)]}﹂﹄〞»"

_WORD = re.compile(r"\w")


def spans_between(text: str, cuts: Iterable[int]) -> list[tuple[int, int]]:
    """Spans between rising cuts, without outer white space and without pieces that hold no word.

    A piece of nothing but punctuation (a lone closing quote, an ellipsis) joins
    the piece before it, or the one behind when it comes first.

    Parameters
    ----------
    text : str
    cuts : iterable of int
        Offsets in rising order; 0 and ``len(text)`` may be left out.
    """
    spans: list[tuple[int, int]] = []
    pending: int | None = None
    previous = 0
    for cut in (*cuts, len(text)):
        start, stop = _trimmed(text, previous, cut)
        previous = max(previous, cut)
        if start >= stop:
            continue
        if _WORD.search(text, start, stop):
            spans.append((start if pending is None else pending, stop))
            pending = None
        elif spans:
            spans[-1] = (spans[-1][0], stop)
        elif pending is None:
            pending = start
    if pending is not None:
        spans.append(_trimmed(text, pending, len(text)))
    return spans


def _trimmed(text: str, start: int, stop: int) -> tuple[int, int]:
    """The span without white space at its ends."""
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return start, stop

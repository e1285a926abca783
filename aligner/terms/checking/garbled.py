"""Full names with a wrong word beside a short form that is right.

In "State Intellectual Rights Office (SIPO)" the short name would pass for a rendering, and
in "Hague Agreement Concerning the International Registration of Industrial Drawings" its
first two words.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from aligner.languages import FUNCTION_WORDS, EnglishText
from aligner.offsets import Span
from aligner.terms.checking.families import is_akin
from aligner.terms.matching.searching import TargetMatch
from aligner.terms.matching.variants import Words

_PARTING = ".,;:()（）?!"


def find_garbled_around(
    text: EnglishText,
    match: TargetMatch,
    forms: Sequence[Words],
    known: Sequence[TargetMatch],
) -> Span | None:
    """The words of a longer form, some of them others, of which a rendering is a part.

    Parameters
    ----------
    text : EnglishText
    match : TargetMatch
        What renders the term.
    forms : sequence of tuple of str
        Folded words of the accepted full forms of the concept.
    known : sequence of TargetMatch
        All matches of the concept in the text.

    Returns
    -------
    words : (int, int) or None
        The words ``first .. last - 1``.
    """
    own = text.keys[match.first : match.last]
    windows = [found for form in forms for found in _around(match, own, form)]
    met = (w for w, form in windows if _names(text, w, _rest(form, own), by_small=False))
    return next((w for w in met if not _is_met(w, known)), None)


def find_garbled_before(
    text: EnglishText, offset: int, forms: Sequence[Words], known: Sequence[TargetMatch]
) -> Span | None:
    """The same right before the short name in brackets at an offset."""
    last = bisect_left(text.spans, (offset, offset))
    if any(match.last == last for match in known):
        return None
    windows = [((last - len(form), last), form) for form in forms]
    return next((w for w, form in windows if _names(text, w, form, by_small=True)), None)


def _is_met(window: Span, known: Sequence[TargetMatch]) -> bool:
    """Whether a form stands there after all."""
    return any(m.first <= window[0] and window[1] <= m.last for m in known)


def _around(match: TargetMatch, own: Words, form: Words) -> Iterator[tuple[Span, Words]]:
    """Where the longer form would stand of which the match is a part."""
    if len(form) <= len(own) + 1:
        return
    for at in range(len(form) - len(own) + 1):
        if form[at : at + len(own)] == own:
            yield (match.first - at, match.first - at + len(form)), form


def _rest(form: Words, own: Words) -> Words:
    """The form, with nothing in place of the words that are there."""
    at = next(i for i in range(len(form)) if form[i : i + len(own)] == own)
    return (*form[:at], *[""] * len(own), *form[at + len(own) :])


def _names(text: EnglishText, window: Span, form: Words, *, by_small: bool) -> bool:
    """Whether words have the small words of a form in their places and half of the others.

    With `by_small`, the small words are enough if there are any.
    """
    first, last = window
    if first < 0 or last > len(text.keys) or _is_parted(text, first, last):
        return False
    pairs = [(met, word) for met, word in zip(text.keys[first:last], form, strict=True) if word]
    small = [pair for pair in pairs if not FUNCTION_WORDS.isdisjoint(pair)]
    if any(met != word for met, word in small):
        return False
    akin = [is_akin(met, word) for met, word in pairs if word not in FUNCTION_WORDS]
    if by_small and small:
        return not all(akin)
    # What differs at the edge may be no part of the name.
    is_inside = not form[0] or is_akin(text.keys[first], form[0])
    return is_inside and not all(akin) and 2 * sum(akin) >= len(akin)


def _is_parted(text: EnglishText, first: int, last: int) -> bool:
    between = (text.text[text.spans[i][1] : text.spans[i + 1][0]] for i in range(first, last - 1))
    return any(mark in gap for gap in between for mark in _PARTING)

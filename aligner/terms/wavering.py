"""Consistency without a glossary: frequent Chinese terms whose English wavers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from aligner.terms.associated import Phrases, learn_phrases
from aligner.terms.chinese import ChineseText, read_chinese, word_spans
from aligner.terms.english import FUNCTION_WORDS, EnglishText, read_english
from aligner.terms.lexical import LexicalModel
from aligner.terms.links import link_words
from aligner.terms.renderings import find_rendering
from aligner.terms.scores import wilson_interval
from aligner.text import is_han
from aligner.values import TranslationUnit

__all__ = ["WaveringTerm", "find_wavering"]

_LEAST_UNITS = 5
_LEAST_CONFIDENCE = 0.5
_SHORTEST, _LONGEST = 2, 12
# A rendering met once may be a slip of the search.
_LEAST_TIMES = 2


@dataclass(frozen=True, slots=True)
class WaveringTerm:
    """A Chinese term with the renderings found for it.

    Parameters
    ----------
    term : str
        Folded.
    n : int
        Occurrences whose rendering was found.
    renderings : tuple of (str, int)
        Folded renderings met twice or more, most frequent first.
    dominant_share : float
        Share of the most frequent rendering.
    dominant_interval : tuple of float
        Its Wilson interval at 95%.
    """

    term: str
    n: int
    renderings: tuple[tuple[str, int], ...]
    dominant_share: float
    dominant_interval: tuple[float, float]


def find_wavering(
    units: Sequence[TranslationUnit], model: LexicalModel, *, most: int = 200
) -> tuple[WaveringTerm, ...]:
    """The most frequent terms whose renderings differ, the least settled first.

    Parameters
    ----------
    units : sequence of TranslationUnit
    model : LexicalModel
        Learned from these units or more of their kind.
    most : int
        How many of the most frequent terms are looked at.
    """
    texts = [(read_chinese(u.source_text), read_english(u.target_text)) for u in units]
    places = [_candidates(source) for source, _ in texts]
    counts = Counter(term for found in places for term in found)
    frequent = sorted((-n, term) for term, n in counts.items() if n >= _LEAST_UNITS)[:most]
    terms = {term for _, term in frequent}
    chosen = [{t: span for t, span in found.items() if t in terms} for found in places]
    phrases = learn_phrases([(f, text.keys) for f, (_, text) in zip(chosen, texts, strict=True)])
    renderings: dict[str, Counter[str]] = {}
    for (source, target), found in zip(texts, chosen, strict=True):
        for term, rendering in _renderings(source, target, found, model, phrases):
            renderings.setdefault(term, Counter())[rendering] += 1
    made = [_wavering(term, counts) for term, counts in sorted(renderings.items())]
    return tuple(sorted((w for w in made if w), key=lambda w: (w.dominant_share, w.term)))


def _candidates(source: ChineseText) -> dict[str, tuple[int, int]]:
    """Words and pairs of words of Chinese characters, with their first place."""
    words = word_spans(source.folded)
    spans = [*words, *((a, d) for (a, _), (_, d) in pairwise(words))]
    found: dict[str, tuple[int, int]] = {}
    for a, b in spans:
        term = source.folded[a:b]
        if _SHORTEST < len(term) <= _LONGEST and all(is_han(c) for c in term):
            found.setdefault(term, source.span(a, b))
    return found


def _renderings(
    source: ChineseText,
    target: EnglishText,
    found: dict[str, tuple[int, int]],
    model: LexicalModel,
    phrases: Phrases,
) -> list[tuple[str, str]]:
    """Terms of one unit with the folded words of their renderings."""
    if not found:
        return []
    made = []
    links = link_words(source, target, model, tuple(found.values()))
    for term, span in found.items():
        known = phrases.get(term, {})
        rendering = find_rendering(links, span, known)
        if rendering is not None and rendering.confidence >= _LEAST_CONFIDENCE:
            keys = [k for k in read_english(rendering.text).keys if k not in FUNCTION_WORDS]
            made.append((term, " ".join(keys)))
    return made


def _wavering(term: str, counts: Counter[str]) -> WaveringTerm | None:
    """The term if it has two settled renderings that differ in more than their order."""
    n = counts.total()
    settled = sorted((-c, r) for r, c in counts.items() if c >= _LEAST_TIMES)
    if len(settled) < 2:  # noqa: PLR2004 - one rendering is consistent
        return None
    usual = set(settled[0][1].split())
    others = [set(r.split()) for _, r in settled[1:]]
    if all(other <= usual or usual <= other for other in others):
        return None
    top = -settled[0][0]
    return WaveringTerm(
        term, n, tuple((r, -c) for c, r in settled), top / n, wilson_interval(top, n)
    )

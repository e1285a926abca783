"""The words of a Chinese text that account for an English term, by word alignment."""

from collections.abc import Sequence

from aligner.languages import fold_chinese
from aligner.lexicon import LexicalModel
from aligner.offsets import Span, covered, is_free
from aligner.terms.checking.chinese_forms import find_idle, is_content
from aligner.terms.matching.english_source import EnglishSource, EnglishTerm

_LEAST_MASS = 0.3
# Words are taken for the rendering of others only where these account for so much of them.
_OF_OTHERS = 0.6
# What ends the names of many parties says little of one.
_GENERAL = frozenset("人者方员")


class TermLinks:
    """The word links of a unit, seen from one of its English terms.

    Parameters
    ----------
    read : EnglishSource
    term : EnglishTerm
    model : LexicalModel
    """

    def __init__(self, read: EnglishSource, term: EnglishTerm, model: LexicalModel) -> None:
        chinese, links = read.chinese, read.links(model)
        self._used = read.used
        self._text = chinese.original
        self._spans = [(chinese.offsets[a], chinese.stops[b - 1]) for a, b in links.tokens]
        self._own = links.shares[:, slice(*term.words)].sum(axis=1)
        self._all = links.shares.sum(axis=1)

    def rendering(self, forms: Sequence[str]) -> Span | None:
        """The run of words that the term accounts for, or that nothing does.

        None rather than one of several that may be anything.

        Parameters
        ----------
        forms : sequence of str
            The listed forms of the term.
        """
        words = [i for i, (a, b) in enumerate(self._spans) if is_content(self._text[a:b])]
        used = covered(self._used)
        open_ = [i for i in words if used.isdisjoint(range(*self._spans[i]))]
        likely = [i for i in open_ if self._own[i] >= _LEAST_MASS]
        if not likely:
            idle = [self._spans[i] for i in open_ if self._all[i] < _LEAST_MASS]
            return find_idle(self._text, idle, [fold_chinese(form) for form in forms])
        low = high = max(likely, key=lambda i: (self._own[i], -i))
        while low - 1 in likely:
            low -= 1
        while high + 1 in likely:
            high += 1
        return self._spans[low][0], self._spans[high][1]

    def other_rendering(self, forms: Sequence[str]) -> Span | None:
        """Of a term that has its form elsewhere in the text, where it is rendered otherwise.

        Words that share a character with a form, and that other words do not account for:
        租户 beside 承租人.
        """
        characters = {c for form in forms for c in fold_chinese(form)} - _GENERAL
        for span, own, total in zip(self._spans, self._own, self._all, strict=True):
            words = fold_chinese(self._text[slice(*span)])
            is_near = is_content(words) and not characters.isdisjoint(words)
            if is_near and total - own < _LEAST_MASS and is_free(span, self._used):
                return span
        return None

    def has_words_of_others(self, span: Span) -> bool:
        """Whether a word in a place is rather accounted for by other words than the term."""
        return any(
            start < span[1] and span[0] < stop and total - own > max(own, _OF_OTHERS)
            for (start, stop), own, total in zip(self._spans, self._own, self._all, strict=True)
        )

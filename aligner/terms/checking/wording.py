"""Which of the words found in the place of a term to name: those that may be its rendering.

What is learned from a text takes any word that keeps company with a term for its rendering.
Whoever is told to replace a verb, an adverb, or the rendering of another word is misled.
"""

import re
from collections.abc import Sequence

from aligner.languages import FUNCTION_WORDS
from aligner.lexicon import WordAlignment
from aligner.offsets import Span
from aligner.terms.checking.families import is_akin
from aligner.terms.checking.scene import Scene

# From this share on, another word of the source accounts for a word.
_ELSEWHERE = 0.4
_ADVERB = "ly"
_NO_ADVERBS = re.compile("(?:al|app|assemb|bul|comp|fami|imp|ju|monopo|oligopo|re|sup|tal)ly|italy")
_IRREGULAR = frozenset({
    "became", "began", "bought", "brought", "built", "came", "chose", "drew", "fell", "found",
    "gave", "grew", "held", "kept", "led", "lost", "made", "met", "paid", "rose", "said", "sent",
    "set", "sold", "spent", "stood", "took", "went", "won", "wrote",
})  # fmt: skip
# What is no function word, and no part of a name either.
_SMALL = frozenset({
    "after", "also", "before", "between", "during", "however", "if", "one", "percent", "same",
    "such", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "hundred",
    "thousand", "million", "billion", "under", "until", "upon", "when", "while", "within",
    "without",
})  # fmt: skip
_ARTICLES = frozenset({"the", "a", "an"})


def name_wording(scene: Scene, plain: WordAlignment, span: Span) -> Span | None:
    """Of words that seem to render a term, those that can; None if none can.

    Those at either end go that are no part of the name of anything, or that general language
    takes for the rendering of other words of the source.  Half of a form is named with the
    word that stands in the place of the other half.

    Parameters
    ----------
    scene : Scene
    plain : WordAlignment
        Of the unit, by the shipped lexicon alone.
    span : tuple of int
        The words, by their position in the target text.
    """
    spans = scene.read.target.spans
    inside = [i for i, (a, b) in enumerate(spans) if a < span[1] and span[0] < b]
    words = _Words(scene, plain)
    while inside and not words.is_part(inside[0], is_last=len(inside) == 1):
        del inside[0]
    while inside and not words.is_part(inside[-1], is_last=True):
        del inside[-1]
    if not inside or not words.is_most(inside, span):
        return None
    first, last = inside[0], inside[-1] + 1
    if last - first == 1:
        first, last = words.with_neighbour(first)
    return scene.read.target.span(first, last)


class _Words:
    """The words of a target, as parts of what may render one term."""

    def __init__(self, scene: Scene, plain: WordAlignment) -> None:
        self._scene, self._target = scene, scene.read.target
        self._forms = scene.forms
        rows = plain.rows(scene.occurrence.start, scene.occurrence.stop)
        self._own = plain.shares[rows].sum(axis=0)
        self._others = plain.explained - self._own

    def is_most(self, kept: Sequence[int], span: Span) -> bool:
        """Whether words of a form are kept, or at least half of what stood for the term."""
        if any(map(self._is_of_form, kept)):
            return True
        mass = self._scene.alignment.shares[self._scene.rows].sum(axis=0)
        every = [i for i, (a, b) in enumerate(self._target.spans) if a < span[1] and span[0] < b]
        return bool(2 * mass[list(kept)].sum() >= mass[every].sum())

    def is_part(self, at: int, *, is_last: bool) -> bool:
        """Whether a word at an end of a run may be a part of what renders the term."""
        if self._is_of_form(at):
            return self._target.keys[at] not in FUNCTION_WORDS
        return self._is_nominal(at, is_last=is_last) and not self._is_of_others(at)

    def with_neighbour(self, at: int) -> Span:
        """A word of a form, with the one in the place of its other half; else the word alone."""
        key = self._target.keys[at]
        long = [form for form in self._forms if len(form) > 1]
        if any(form[-1] == key for form in long) and self._is_free(at - 1, is_last=False):
            return at - 1, at + 1
        if any(key in form[:-1] for form in long) and self._is_free(at + 1, is_last=True):
            return at, at + 2
        return at, at + 1

    def _is_of_form(self, at: int) -> bool:
        key = self._target.keys[at]
        return any(is_akin(key, word) for form in self._forms for word in form)

    def _is_free(self, at: int, *, is_last: bool) -> bool:
        """Whether a word beside a run may belong to it."""
        if not 0 <= at < len(self._target.keys) or at in self._scene.used:
            return False
        edge = at if is_last else at + 1
        spans = self._target.spans
        is_joined = not self._target.text[spans[edge - 1][1] : spans[edge][0]].strip(" -")
        return is_joined and self._is_nominal(at, is_last=is_last) and not self._is_of_others(at)

    def _is_of_others(self, at: int) -> bool:
        """Whether a word renders another word of the source rather than the term."""
        return bool(self._others[at] >= _ELSEWHERE and self._others[at] > self._own[at])

    def _is_nominal(self, at: int, *, is_last: bool) -> bool:
        """Whether a word may be a part of a name, and its last one if it stands last."""
        key, word = self._target.keys[at], self._target.word(at).lower()
        if not {key, word}.isdisjoint(FUNCTION_WORDS | _SMALL | _IRREGULAR) or key.isdigit():
            return False
        if word.endswith(_ADVERB) and not _NO_ADVERBS.fullmatch(word):
            return False
        before = self._target.word(at - 1).lower() if at else ""
        if word.endswith("ed") and len(word) > len("breed"):
            # "The accused", "the licensed business"; but "the bank conducted" something.
            return before in _ARTICLES or (not is_last and before in FUNCTION_WORDS)
        behind = self._target.keys[at + 1 : at + 2]
        # "Applying for patents".
        return not (is_last and word.endswith("ing") and not FUNCTION_WORDS.isdisjoint(behind))

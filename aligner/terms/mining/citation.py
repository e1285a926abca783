"""Citation forms of English terms."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from aligner.languages import EnglishText, fold_word
from aligner.terms.matching.capitals import WORD, is_heading

# Plural forms that are used as such.
_PLURAL_ONLY = re.compile(
    r"(?:ics|goods|means|news|proceedings|premises|headquarters|securities|customs|affairs|arms)$"
)
# SMEs, GIs.
_PLURAL_SHORT = re.compile(r"\b[A-Z]{2,}s$")
# Before them a plural stays: three heads.
_SEVERAL = frozenset({"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"})
# Such places are weak evidence of how a word is usually capitalised.
_HEADING_WEIGHT, _START_WEIGHT = 0.05, 0.2
_SENTENCE_END = frozenset(".?!:")


class Citation:
    """Citation forms of English terms: singular, without article, in their usual case.

    Parameters
    ----------
    texts : sequence of EnglishText
        Show which words are usually written in lower case.
    """

    def __init__(self, texts: Sequence[EnglishText]) -> None:
        words = Counter(word for text in texts for word in WORD.findall(text.text))
        self._small = {word for word in words if word.islower()}

    def form(self, runs: Iterable[tuple[EnglishText, int, int]]) -> str:
        """The form of runs with the same folded words, each a text and its words.

        It is the one most frequent where neither a heading nor the beginning of a
        sentence calls for capitals.
        """
        weights: dict[str, float] = {}
        for text, first, last in runs:
            written = " ".join(text.surface(first, last).split())
            if is_heading(text.text):
                written = self._from_capitals(written)
            elif _begins_sentence(text, first):
                written = self._from_start(written)
            singular = _singular(written)
            weights[singular] = weights.get(singular, 0.0) + case_weight(text, first)
        return max(weights, key=lambda form: (weights[form], form))

    def _from_start(self, written: str) -> str:
        """A form at the beginning of a sentence, with its first letter as usual."""
        first, _, rest = written.partition(" ")
        is_name = any(letter.isupper() for letter in rest) or not first.istitle()
        if is_name or first.lower() not in self._small:
            return written
        return f"{first.lower()} {rest}".strip()

    def _from_capitals(self, written: str) -> str:
        """A form in capitals, in lower case if its words are so elsewhere."""
        words = WORD.findall(written)
        is_shouted = written.isupper() and len(words) > 1
        if is_shouted and all(word.lower() in self._small for word in words):
            return written.lower()
        return written


def case_weight(text: EnglishText, first: int) -> float:
    """How much the capitals of a word tell: little in headings and at the start of sentences."""
    if is_heading(text.text):
        return _HEADING_WEIGHT
    return _START_WEIGHT if _begins_sentence(text, first) else 1.0


def _begins_sentence(text: EnglishText, first: int) -> bool:
    before = text.text[: text.spans[first][0]].rstrip(" \t\n\"'“‘(#-*")
    return not before or before[-1] in _SENTENCE_END


def _singular(written: str) -> str:
    """The singular of a common noun; names and coordinations stay as they are."""
    if _PLURAL_SHORT.search(written):
        return written[:-1]
    words = written.split(" ")
    last = words[-1]
    is_name = last[:1].isupper()
    is_plural = "and" in words or not _SEVERAL.isdisjoint(map(str.lower, words))
    if is_name or is_plural or not last.endswith("s") or _PLURAL_ONLY.search(last):
        return written
    key = fold_word(last)
    for singular in (last[:-1], last[:-2], last[:-3] + "y"):
        # The folded word may be in American spelling, so it is not used itself.
        is_plain = not singular.endswith("s") or singular.endswith("ss")
        if singular and is_plain and fold_word(singular) == key != last:
            return " ".join([*words[:-1], singular])
    return written

"""Names with a word in another form: "Finance Secretary" for the Financial Secretary."""

import re
from collections.abc import Sequence

from aligner.languages import FUNCTION_WORDS, EnglishText
from aligner.offsets import Span
from aligner.terms.checking.families import is_akin
from aligner.terms.matching.variants import Words

# "Japanese" for "Japan" is how people say it.
_OF_PLACES = frozenset({"ese", "ian", "ean", "an", "n", "ish", "i"})


def find_misnamed(
    text: EnglishText, forms: Sequence[Words], written: Sequence[str], used: frozenset[int]
) -> Span | None:
    """The words of a name, in capitals and in order, one of them another of its family.

    Parameters
    ----------
    text : EnglishText
    forms : sequence of tuple of str
        Folded words of the accepted forms.
    written : sequence of str
        The same forms as the glossary has them.
    used : frozenset of int
        Words that render other occurrences.
    """
    names = [form for form, name in zip(forms, written, strict=True) if is_name(form, name)]
    capitals = [text.word(i)[:1].isupper() for i in range(len(text.keys))]
    for form in names:
        for first in range(len(text.keys) - len(form) + 1):
            last = first + len(form)
            if not used.isdisjoint(range(first, last)):
                continue
            pairs = list(zip(text.keys[first:last], form, strict=True))
            if not all(_is_like(met, word) for met, word in pairs):
                continue
            is_cased = all(
                capitals[first + i] or word in FUNCTION_WORDS for i, word in enumerate(form)
            )
            if is_cased and any(_differ(met, word) for met, word in pairs):
                return first, last
    return None


def is_name(form: Words, written: str) -> bool:
    """Whether a form has several words, all in capitals but for the small ones."""
    words = [w for w in re.findall(r"[^\W\d_][\w'’]*", written) if w.lower() not in FUNCTION_WORDS]
    return len(form) > 1 and len(words) > 1 and all(w[0].isupper() or w == "the" for w in words)


def _is_like(met: str, word: str) -> bool:
    if word in FUNCTION_WORDS or met in FUNCTION_WORDS:
        return met == word
    return is_akin(met, word)


def _differ(met: str, word: str) -> bool:
    """Whether two words of a family differ by more than that one is of the place of the other."""
    place, people = sorted((met, word), key=len)
    endings = {people.removeprefix(place), people.removeprefix(place[:-1])}
    return met != word and _OF_PLACES.isdisjoint(endings)

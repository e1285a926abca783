"""Terms that stand in the target as they are, or spelt out in pinyin."""

import re
from functools import lru_cache

from aligner.languages import fold_chinese
from aligner.offsets import Span
from aligner.terms.checking.scene import Scene
from aligner.text import HAN, has_han

_HAN = re.compile(f"[{HAN}]+")
_LEAST_LETTERS, _LEAST_SYLLABLES = 5, 2
# Terms kept with their sounds.
_MOST_TERMS = 1 << 12


def find_left_chinese(source: str, target: str) -> Span | None:
    """Where a source term, or a part of it, stands untranslated in the target text."""
    if not has_han(target):
        return None
    term = fold_chinese(source)
    runs = [run.span() for run in _HAN.finditer(target) if fold_chinese(run.group()) in term]
    whole = target.find(source)
    if whole >= 0:
        return whole, whole + len(source)
    if runs:
        return max(runs, key=lambda run: (run[1] - run[0], -run[0]))
    return (0, len(target)) if term in fold_chinese(target) else None


def find_in_pinyin(scene: Scene) -> Span | None:
    """Words that spell the sound of the term, or of half of it, unless a form has them."""
    start, stop = scene.occurrence.start, scene.occurrence.stop
    n, sounds = _sounds(scene.read.unit.source_text[start:stop])
    initials = {sound[:1] for sound in sounds}
    target = scene.read.target
    own = {word for form in scene.forms for word in form}
    words = [target.word(i).lower() for i in range(len(target.keys))]
    found = [
        (first, last)
        for first in range(len(words))
        if words[first][:1] in initials
        for last in range(first + 1, min(first + n, len(words)) + 1)
        if (sound := "".join(words[first:last])) in sounds and len(sound) >= _LEAST_LETTERS
        if scene.used.isdisjoint(range(first, last)) and own.isdisjoint(words[first:last])
    ]
    longest = max(found, key=lambda run: (run[1] - run[0], -run[0]), default=None)
    return None if longest is None else target.span(*longest)


@lru_cache(maxsize=_MOST_TERMS)
def _sounds(term: str) -> tuple[int, frozenset[str]]:
    """How many syllables a term has, and the sounds of it and of its halves and more."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - loads a dictionary

    syllables = lazy_pinyin(term, errors="ignore")
    n = len(syllables)
    return n, frozenset(
        "".join(syllables[a:b])
        for a in range(n)
        for b in range(a + 1, n + 1)
        if 2 * (b - a) >= n and b - a >= _LEAST_SYLLABLES
    )

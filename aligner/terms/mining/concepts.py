"""Which proposed terms name one concept: a full name, a short one, the same in other words."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from aligner.languages import FUNCTION_WORDS, read_english
from aligner.terms.mining.proposals import english_key, source_key

# A short name in brackets behind its full name: (SMEs), （金管局）.
_ENGLISH_SHORT = re.compile(r"\(([A-Z][A-Za-z]*[A-Z][A-Za-z]*)\)")
_CHINESE_SHORT = re.compile(r"[（(]([^\W\d_a-zA-Z]{2,10})[）)]")
_LONGEST_NAME = 100
_LEAST_INITIALS = 2


def concepts(pairs: Sequence[tuple[str, str]], texts: Iterable[tuple[str, str]]) -> list[str]:
    """For each pair of terms, the source term of the first pair that names its concept.

    Two pairs name one concept if their terms are akin in both languages: equal but for
    number, spelling, script or the order of words, or one is a short form of the other,
    by its letters or as the texts define it.

    Parameters
    ----------
    pairs : sequence of (str, str)
        Source and target terms, the most important first.
    texts : iterable of (str, str)
        Source and target texts, for the short names that they define.
    """
    sources = [source_key(source) for source, _ in pairs]
    targets = [english_key(target) for _, target in pairs]
    chinese, english = _Definitions(sources), _Definitions(targets)
    for source, target in texts:
        chinese.read(source, _CHINESE_SHORT, source_key)
        english.read(target, _ENGLISH_SHORT, english_key)
    first: list[int] = []
    by_handle: dict[str, list[int]] = defaultdict(list)
    for number, (_, target) in enumerate(pairs):
        handles = {*_handles(target), *english.short_names(targets[number])}
        akin = [
            first[other]
            for handle in handles
            for other in by_handle[handle]
            if _are_akin(sources[other], sources[number], chinese)
        ]
        first.append(min(akin, default=number))
        for handle in handles:
            by_handle[handle].append(number)
    return [pairs[number][0] for number in first]


class _Definitions:
    """The short names that texts define for some full names, all folded.

    Parameters
    ----------
    names : sequence of str
        The full names.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._names = frozenset(names)
        # Of names that end alike, the longest is the full one.
        self._lengths = sorted({len(name) for name in names}, reverse=True)
        self._short: dict[str, set[str]] = defaultdict(set)

    def read(self, text: str, pattern: re.Pattern[str], fold: Callable[[str], str]) -> None:
        """Learn what a text defines."""
        for found in pattern.finditer(text):
            before = fold(text[max(0, found.start() - _LONGEST_NAME) : found.start()])
            for length in self._lengths:
                if before[-length:] in self._names:
                    self._short[before[-length:]].add(fold(found[1]))
                    break

    def short_names(self, name: str) -> AbstractSet[str]:
        """The short names of a full one."""
        return self._short.get(name, frozenset())


def _handles(target: str) -> Iterator[str]:
    """What akin English terms have in common."""
    words = read_english(target).keys
    content = [word for word in words if word not in FUNCTION_WORDS]
    yield "".join(words)
    yield " ".join(sorted(content))
    for run in (words, content):
        if len(run) >= _LEAST_INITIALS:
            yield "".join(word[0] for word in run)


def _are_akin(left: str, right: str, definitions: _Definitions) -> bool:
    """Whether two folded Chinese terms are one in another order, or one shortens the other."""
    brief, full = sorted((left, right), key=lambda term: (len(term), term))
    if Counter(brief) == Counter(full) or brief in definitions.short_names(full):
        return True
    letters = iter(full)
    return all(letter in letters for letter in brief)

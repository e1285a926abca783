"""Traces of a term in a sentence that has none of its known forms."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import DamerauLevenshtein

from aligner.languages import EnglishText
from aligner.offsets import Span
from aligner.terms.matching.forms import Words

_FUNCTION_WORDS = frozenset(
    [
        "of",
        "for",
        "and",
        "or",
        "on",
        "in",
        "to",
        "with",
        "by",
        "at",
        "from",
        "under",
        "between",
        "among",
        "into",
        "as",
    ],
)
_PRONOUN = re.compile(
    r"\b(?:it|its|itself|they|their|them|these|he|his|she|her|former|latter|we|our|us)\b",
    re.IGNORECASE,
)
# Before the head of a name, these make a short form: "the Administration".
_POINTING = re.compile(
    r"\b(?:the|this|that|these|those|its|their|our|such|said|both|two)\s+"
    r"(?:(?:new|same|said|two|relevant|respective)\s+)?$",
    re.IGNORECASE,
)
_AGENT = re.compile(r"(?:er|or|ee|ist)$")
_LONGEST_SENTENCE = 60
_SHORTEST_TYPO = 6
_SHORTEST_STEM = 4
_LONGEST_ENDING = 6


class TraceKind(StrEnum):
    """The kinds of traces."""

    SPELLING = "spelling"
    REWORDED = "reworded"
    SHORT_FORM = "short-form"
    WRONG_VARIANT = "wrong-variant"


@dataclass(frozen=True, slots=True)
class Trace:
    """A run of words in the place of the term.

    Parameters
    ----------
    kind : TraceKind
    first, last : int
        The words ``first .. last - 1``.
    """

    kind: TraceKind
    first: int
    last: int


def find_trace(text: EnglishText, forms: Iterable[Words], used: frozenset[int]) -> Trace | None:
    """The best trace of a term; None if there is none.

    Parameters
    ----------
    text : EnglishText
    forms : iterable of tuple of str
        Folded words of the accepted forms.
    used : frozenset of int
        Words that render other occurrences.

    Notes
    -----
    Searched for in this order: the form with a typo; all its content words near
    each other in different grammar ("to protect patents", "invention and design
    patents"); its head after an article ("the Administration"); more than half
    of a longer form, with another word in place of a content word.
    """
    full = tuple(dict.fromkeys(forms))
    content = [c for c in dict.fromkeys(map(_content, full)) if c]
    searches = (
        (_misspelt, content),
        (_reworded, content),
        (_shortened, full),
        (_altered, content),
    )
    for search, candidates in searches:
        for words in candidates:
            trace = search(text, words, used)
            if trace is not None:
                return trace
    return None


def has_pronoun(text: EnglishText) -> bool:
    """Whether a sentence has a word that may stand for a term used before.

    In a long paragraph there always is one, which means nothing.
    """
    return len(text.keys) <= _LONGEST_SENTENCE and _PRONOUN.search(text.text) is not None


def _content(words: Words) -> Words:
    """The content words."""
    return tuple(word for word in words if word not in _FUNCTION_WORDS)


def _misspelt(text: EnglishText, words: Words, used: frozenset[int]) -> Trace | None:
    """The content words of the form in a row, one of them with one typo."""
    for first in range(len(text.keys)):
        run = _content_run(text, first, len(words))
        if run is None:
            return None
        if used & set(run) or text.keys[first] in _FUNCTION_WORDS:
            continue
        pairs = [(text.keys[i], w) for i, w in zip(run, words, strict=True)]
        typos = [(met, word) for met, word in pairs if met != word]
        if len(typos) == 1 and _is_typo(*typos[0]):
            return Trace(TraceKind.SPELLING, run[0], run[-1] + 1)
    return None


def _content_run(text: EnglishText, first: int, length: int) -> list[int] | None:
    """The next content words from a word on; None past the end."""
    run: list[int] = []
    for index in range(first, len(text.keys)):
        if text.keys[index] not in _FUNCTION_WORDS:
            run.append(index)
            if len(run) == length:
                return run
    return None


def _is_typo(met: str, word: str) -> bool:
    """Whether a word is another one with a typo, and not just a related word."""
    if min(len(met), len(word)) < _SHORTEST_TYPO or met[0] != word[0] or met[-1] != word[-1]:
        return False
    return DamerauLevenshtein.distance(met, word, score_cutoff=1) == 1


def _reworded(text: EnglishText, words: Words, used: frozenset[int]) -> Trace | None:
    """All content words near each other, in any order and part of speech."""
    places = [[i for i, key in enumerate(text.keys) if _akin(key, word)] for word in words]
    if not all(places):
        return None
    reach = 2 * len(words) + 2
    for start in sorted(places[0]):
        chosen = [min(options, key=lambda i: (abs(i - start), i)) for options in places]
        first, last = min(chosen), max(chosen) + 1
        if last - first <= reach and len(set(chosen)) == len(words) and set(chosen) - used:
            return Trace(TraceKind.REWORDED, first, last)
    return None


def _akin(key: str, word: str) -> bool:
    """Whether two words are of one family (protect, protection), except for agents."""
    if key == word:
        return True
    common = 0
    for left, right in zip(key, word, strict=False):
        if left != right:
            break
        common += 1
    endings = key[common:], word[common:]
    if common < _SHORTEST_STEM or max(map(len, endings)) > _LONGEST_ENDING:
        return False
    if common < max(len(key), len(word)) / 2:
        return False
    # An insurer is not insurance, and a patentee is not a patent.
    return bool(_AGENT.search(key)) == bool(_AGENT.search(word))


def _shortened(text: EnglishText, words: Words, used: frozenset[int]) -> Trace | None:
    """The head of the form after an article, with or without the words before it."""
    hinges = [i for i, word in enumerate(words) if word in _FUNCTION_WORDS]
    # The head of "Guidelines for Patent Examination" stands before the hinge.
    head = words[: hinges[0]] if hinges else words
    longest = len(head) if hinges else len(head) - 1
    for length in range(longest, 0, -1):
        for first, last in _runs(text, head[-length:], used):
            before = text.text[: text.spans[first][0]]
            if _POINTING.search(before[-40:]):
                return Trace(TraceKind.SHORT_FORM, first, last)
    return None


def _runs(text: EnglishText, part: Words, used: frozenset[int]) -> Iterable[Span]:
    """Places where the words stand in a row and render nothing else."""
    for first in range(len(text.keys) - len(part) + 1):
        last = first + len(part)
        if text.keys[first:last] == part and not used & set(range(first, last)):
            yield first, last


def _altered(text: EnglishText, words: Words, used: frozenset[int]) -> Trace | None:
    """More than half of a form of three or more content words, close together."""
    if len(words) < 3:  # noqa: PLR2004 - one of two words is no evidence
        return None
    wanted = set(words)
    best: tuple[int, Span] | None = None
    for first, key in enumerate(text.keys):
        if key not in wanted or first in used:
            continue
        window = range(first, min(first + len(words) + 3, len(text.keys)))
        met = [i for i in window if text.keys[i] in wanted and i not in used]
        count = len({text.keys[i] for i in met})
        if 2 * count > len(wanted) and (best is None or count > best[0]):
            best = count, (first, _with_head(text, first, met[-1] + 1, len(words)))
    return None if best is None else Trace(TraceKind.WRONG_VARIANT, *best[1])


def _with_head(text: EnglishText, first: int, last: int, length: int) -> int:
    """The end of a run, including the word in place of its head if that follows."""
    if last - first >= length or last == len(text.keys) or text.keys[last] in _FUNCTION_WORDS:
        return last
    between = text.text[text.spans[last - 1][1] : text.spans[last][0]]
    return last if between.strip("- ") else last + 1

"""Traces of a term in a sentence that has none of its known forms."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import DamerauLevenshtein

from aligner.languages import EnglishText
from aligner.lexicon import shipped_table
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
# Before the head of a name, these make a short form: "the Administration".
_POINTING = re.compile(
    r"\b(?:the|this|that|these|those|its|their|our|such|said|both|two)\s+"
    r"(?:(?:new|same|said|two|relevant|respective)\s+)?$",
    re.IGNORECASE,
)
# Families that are not to be told by their letters.
_FAMILIES = frozenset(
    map(
        frozenset,
        (
            ("prove", "proof"), ("proving", "proof"), ("proven", "proof"), ("sell", "sale"),
            ("selling", "sale"), ("sold", "sale"), ("grow", "growth"), ("pay", "payment"),
            ("paid", "payment"), ("use", "usage"), ("lose", "loss"), ("long", "length"),
            ("buy", "purchase"), ("give", "gift"), ("fly", "flight"), ("tax", "taxation"),
            ("bid", "bidding"), ("win", "winning"), ("choose", "choice"), ("live", "life"),
        ),
    )
)  # fmt: skip
_AGENT = re.compile(r"(?:er|or|ee|ist)$")
_HINGES = frozenset({"of", "for"})
_GOING_ON = frozenset({"of", "for", "and"})
# Of a single word, a typo is told from another name only if it is long.
_SHORTEST_TYPO, _SHORTEST_ALONE = 4, 6
_SHORTEST_STEM = 4
_LONGEST_ENDING = 6


class TraceKind(StrEnum):
    """The kinds of traces."""

    SPELLING = "spelling"
    NUMBER = "number"
    ORDER = "order"
    REWORDED = "reworded"
    SHORT_FORM = "short-form"
    OTHER_NAME = "other-name"


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
    Searched for in this order: the form with a typo; with a word in another number
    that is another word ("good" for "goods"); turned round ("Thailand of Bank"); all its
    content words near each other in different grammar ("to protect patents", "invention
    and design patents"); its head after an article ("the Administration"), or in another name
    ("State Administration for Industry").
    """
    full = tuple(dict.fromkeys(forms))
    content = [c for c in dict.fromkeys(map(_content, full)) if c]
    searches = (
        (_misspelt, content),
        (_in_other_number, content),
        (_turned, full),
        (_reworded, content),
        (_shortened, full),
    )
    for search, candidates in searches:
        for words in candidates:
            trace = search(text, words, used)
            if trace is not None:
                return trace
    return None


def _content(words: Words) -> Words:
    """The content words."""
    return tuple(word for word in words if word not in _FUNCTION_WORDS)


def _misspelt(text: EnglishText, words: Words, used: frozenset[int]) -> Trace | None:
    """The content words of the form in a row, one of them with one typo."""
    return _with_one_word_changed(text, words, used, (TraceKind.SPELLING, _is_typo))


def _in_other_number(text: EnglishText, words: Words, used: frozenset[int]) -> Trace | None:
    """The content words of the form in a row, one in a number in which it is another word."""
    return _with_one_word_changed(text, words, used, (TraceKind.NUMBER, _differs_in_number))


def _with_one_word_changed(
    text: EnglishText,
    words: Words,
    used: frozenset[int],
    change: tuple[TraceKind, Callable[[str, str], bool]],
) -> Trace | None:
    """The content words of the form in a row, one of them changed in some way."""
    kind, is_changed = change
    for first in range(len(text.keys)):
        run = _content_run(text, first, len(words))
        if run is None:
            return None
        if used & set(run) or text.keys[first] in _FUNCTION_WORDS:
            continue
        pairs = [(text.keys[i], w) for i, w in zip(run, words, strict=True)]
        changed = [(met, word) for met, word in pairs if met != word]
        is_anchored = len(words) > 1 or len(words[0]) >= _SHORTEST_ALONE
        if len(changed) == 1 and is_anchored and is_changed(*changed[0]):
            return Trace(kind, run[0], run[-1] + 1)
    return None


def _turned(text: EnglishText, words: Words, used: frozenset[int]) -> Trace | None:
    """The two parts of the form on the wrong sides of a preposition."""
    hinges = [i for i, word in enumerate(words) if word in _HINGES]
    if len(hinges) == 1:
        at = hinges[0]
        turned = [(*words[at + 1 :], words[at], *words[:at])]
    elif not hinges:
        turned = [(*words[:i], "of", *words[i:]) for i in range(1, len(words))]
    else:
        return None
    for variant in turned:
        for first, last in _runs(text, variant, used):
            return Trace(TraceKind.ORDER, first, last)
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
    """Whether a word is another one with a typo, and no word of its own."""
    if min(len(met), len(word)) < _SHORTEST_TYPO or met in shipped_table().targets:
        return False
    return DamerauLevenshtein.distance(met, word, score_cutoff=1) == 1


def _differs_in_number(met: str, word: str) -> bool:
    """Whether two words differ in number, which makes them different words."""
    return met + "s" == word or word + "s" == met


def _reworded(text: EnglishText, words: Words, used: frozenset[int]) -> Trace | None:
    """All content words near each other, in any order and part of speech."""
    places = [[i for i, key in enumerate(text.keys) if is_akin(key, word)] for word in words]
    if not all(places):
        return None
    reach = 2 * len(words) + 2
    for start in sorted(places[0]):
        chosen = [min(options, key=lambda i: (abs(i - start), i)) for options in places]
        first, last = min(chosen), max(chosen) + 1
        inside = text.text[text.spans[first][0] : text.spans[last - 1][1]]
        is_one = not any(mark in inside for mark in ".;:()")
        if (
            last - first <= reach
            and len(set(chosen)) == len(words)
            and set(chosen) - used
            and is_one
        ):
            return Trace(TraceKind.REWORDED, first, last)
    return None


def is_akin(key: str, word: str) -> bool:
    """Whether two words are of one family (protect, protection), except for agents."""
    if key == word or frozenset((key, word)) in _FAMILIES:
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
            end = _end_of_name(text, last)
            if end > last and _name_begins(text, first):
                return Trace(TraceKind.OTHER_NAME, first, end)
            if end == last and _POINTING.search(before[-40:]):
                return Trace(TraceKind.SHORT_FORM, first, last)
    return None


def _name_begins(text: EnglishText, first: int) -> bool:
    return bool(text.text[text.spans[first][0]].isupper())


def _end_of_name(text: EnglishText, last: int) -> int:
    """Where the name goes on behind a preposition: "Administration | for Industry"."""
    end = last
    while end + 1 < len(text.keys) and text.keys[end] in _GOING_ON:
        following = end + 1
        if not _name_begins(text, following) or text.text[text.spans[end - 1][1] :][:1] in ",.;:":
            break
        while following < len(text.keys) and _name_begins(text, following):
            if text.text[text.spans[following - 1][1] : text.spans[following][0]].strip(" -"):
                break
            following += 1
        end = max(following, end + 2)
    return end


def _runs(text: EnglishText, part: Words, used: frozenset[int]) -> Iterable[Span]:
    """Places where the words stand in a row and render nothing else."""
    for first in range(len(text.keys) - len(part) + 1):
        last = first + len(part)
        if text.keys[first:last] == part and not used & set(range(first, last)):
            yield first, last

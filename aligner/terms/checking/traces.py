"""Traces of a term in a sentence that has none of its known forms."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from rapidfuzz.distance import DamerauLevenshtein

from aligner.languages import JOINING_WORDS, EnglishText, fold_word, read_english
from aligner.lexicon import shipped_table
from aligner.offsets import Span
from aligner.terms.checking.damaged import find_other_party, find_scrambled, find_unnegated
from aligner.terms.checking.families import does, is_akin
from aligner.terms.checking.misnaming import find_misnamed
from aligner.terms.checking.turning import find_turned
from aligner.terms.matching.capitals import is_heading
from aligner.terms.matching.numbers import (
    ANOTHER_IN_PLURAL,
    differs_in_number,
    is_before_noun,
    plural_of,
)
from aligner.terms.matching.variants import Words

# Before the head of a name, these make a short form: "the Administration".
_POINTING = re.compile(
    r"\b(?:the|this|that|these|those|its|their|our|such|said|both|two)\s+"
    r"(?:(?:new|same|said|two|relevant|respective)\s+)?$",
    re.IGNORECASE,
)
# What a noun, but no adjective at the end of its phrase, follows.
_BEFORE_A_NOUN = re.compile(
    r"\b(?:an?|the|this|that|each|every|any|some|no|of|by|with|for|its|their|our|his|her)\s+$",
    re.IGNORECASE,
)
# What parts two phrases; the point in a number does not.
_PARTING = re.compile(r"[;:()]|\.(?!\d)")
_ALSO_VERBS = frozenset({"mean", "proceed", "remain"})
# What an adjective follows that has no noun: the price is good.
_PREDICATE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|as|so|very|too|how|not|more|less|"
    r"(?:look|seem|feel|sound|prove)(?:s|ed)?|became|become|becomes|remain(?:s|ed)?)\s+$",
    re.IGNORECASE,
)
# Words of other grammar that may stand among those of a form.
_REACH = 3
# What a relative clause begins with, and how many words before its verb.
_RELATIVE, _CLAUSE = frozenset({"who", "which", "that", "whoever", "those"}), 3
_GOING_ON = frozenset({"of", "for", "and"})
_LINKS = frozenset({"and", "or"})
# Of a single word, a typo is told from another name only if it is long.
_SHORTEST_TYPO, _SHORTEST_ALONE = 4, 6


class TraceKind(StrEnum):
    """The kinds of traces."""

    SPELLING = "spelling"
    NUMBER = "number"
    ORDER = "order"
    NAME = "name"
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


_Search = Callable[[EnglishText, Words, frozenset[int]], Trace | None]


def find_trace(
    text: EnglishText, forms: Sequence[Words], written: Sequence[str], used: frozenset[int]
) -> Trace | None:
    """The best trace of a term; None if there is none.

    Parameters
    ----------
    text : EnglishText
    forms : sequence of tuple of str
        Folded words of the accepted forms.
    written : sequence of str
        The same forms as the glossary has them.
    used : frozenset of int
        Words that render other occurrences.

    Notes
    -----
    Searched for in this order: a form that is to be kept exactly, in another number; the
    form with a typo; with a word in another number
    that is another word ("good" for "goods"); turned round ("Thailand of Bank"); as a name
    with a word in another form ("Finance Secretary" for "Financial Secretary"); damaged (without
    its "anti-", its words in disorder); the other party ("examinee" for "examiner"); all its
    content words near each other in different grammar ("to protect patents", "invention
    and design patents"); its head after an article ("the Administration"), or in another name
    ("State Administration for Industry").
    """
    other = _first(text, used, (_in_number_not_listed, tuple(map(_words, written))))
    if other is not None:
        return other
    full = tuple(dict.fromkeys(forms))
    content = [c for c in dict.fromkeys(map(_content, full)) if c]
    found = _first(text, used, (_misspelt, content), (_in_other_number, content))
    if found is not None:
        return found
    searches = (
        (TraceKind.ORDER, partial(find_turned, text, forms, written, used)),
        (TraceKind.NAME, partial(find_misnamed, text, forms, written, used)),
        (TraceKind.NAME, partial(find_scrambled, text, forms, written, used)),
        (TraceKind.NAME, partial(find_unnegated, text, forms, written, used)),
        (TraceKind.OTHER_NAME, partial(find_other_party, text, full, used)),
    )
    for kind, search in searches:
        span = search()
        if span is not None:
            return Trace(kind, *span)
    return _first(text, used, (_reworded, content), (_shortened, full))


def _first(
    text: EnglishText, used: frozenset[int], *searches: tuple[_Search, Sequence[Words]]
) -> Trace | None:
    """What the first search that finds anything finds."""
    found = (search(text, words, used) for search, forms in searches for words in forms)
    return next((trace for trace in found if trace is not None), None)


def _words(form: str) -> Words:
    """The words of a form as written, in small letters."""
    text = read_english(form)
    return tuple(text.word(i).lower() for i in range(len(text.keys)))


def _content(words: Words) -> Words:
    """The content words."""
    return tuple(word for word in words if word not in JOINING_WORDS)


def _misspelt(text: EnglishText, words: Words, used: frozenset[int]) -> Trace | None:
    """The content words of the form in a row, one of them with one typo."""
    return _with_one_word_changed(text, words, used, (TraceKind.SPELLING, _is_typo))


def _in_number_not_listed(text: EnglishText, words: Words, used: frozenset[int]) -> Trace | None:
    """The words of a form in a row, in another number: the form is one to be kept exactly."""
    keys = tuple(map(fold_word, words))
    for first, last in _runs(text, keys, used):
        met = [text.word(i).lower() for i in range(first, last)]
        pairs = list(zip(met, words, strict=True))
        if any(plural_of(a) == b or plural_of(b) == a for a, b in pairs):
            return Trace(TraceKind.NUMBER, first, last)
    return None


def _in_other_number(text: EnglishText, words: Words, used: frozenset[int]) -> Trace | None:
    """The content words of the form in a row, one in a number in which it is another word."""
    return _with_one_word_changed(text, words, used, (TraceKind.NUMBER, differs_in_number))


def _with_one_word_changed(
    text: EnglishText,
    words: Words,
    used: frozenset[int],
    change: tuple[TraceKind, Callable[[str, str], bool]],
) -> Trace | None:
    """The content words of the form in a row, one of them changed in some way."""
    kind, is_changed = change
    if len(words) > 1 and set(words).isdisjoint(text.keys):
        return None
    content = [i for i, key in enumerate(text.keys) if key not in JOINING_WORDS]
    for first in range(len(content) - len(words) + 1):
        run = content[first : first + len(words)]
        if not used.isdisjoint(run):
            continue
        pairs = [(text.keys[i], w) for i, w in zip(run, words, strict=True)]
        changed = [(met, word) for met, word in pairs if met != word]
        is_anchored = len(words) > 1 or len(words[0]) >= _SHORTEST_ALONE
        is_anchored = is_anchored or _is_lone_noun(text, run[0], words[0])
        if len(changed) == 1 and is_anchored and is_changed(*changed[0]):
            return Trace(kind, run[0], run[-1] + 1)
    return None


def _is_lone_noun(text: EnglishText, at: int, word: str) -> bool:
    """Whether a word is a noun of its own, and another word in its plural: of good, the custom."""
    if text.keys[at] not in ANOTHER_IN_PLURAL or word != plural_of(text.keys[at]):
        return False
    if is_before_noun(text, at):
        return False
    before = text.text[: text.spans[at][0]][-20:]
    if text.keys[at] in _ALSO_VERBS:
        return _BEFORE_A_NOUN.search(before) is not None
    return _PREDICATE.search(before) is None


def _is_typo(met: str, word: str) -> bool:
    """Whether a word is another one with a typo, and no word of its own."""
    if min(len(met), len(word)) < _SHORTEST_TYPO or met in shipped_table().targets:
        return False
    return DamerauLevenshtein.distance(met, word, score_cutoff=1) == 1


def _reworded(text: EnglishText, words: Words, used: frozenset[int]) -> Trace | None:
    """All content words near each other, in any order and part of speech."""
    verbs = _verbs_of_clauses(text)
    places = []
    for word in words:
        akin = [
            i
            for i, key in enumerate(text.keys)
            if is_akin(key, word) or (i in verbs and does(key, word))
        ]
        if not akin:
            return None
        places.append(akin)
    reach = 2 * len(words) + _REACH
    for start in sorted(places[0]):
        chosen = [min(options, key=lambda i: (abs(i - start), i)) for options in places]
        first, last = min(chosen), max(chosen) + 1
        inside = text.text[text.spans[first][0] : text.spans[last - 1][1]]
        is_one = _PARTING.search(inside) is None
        if (
            last - first <= reach
            and len(set(chosen)) == len(words)
            and set(chosen) - used
            and is_one
        ):
            return Trace(TraceKind.REWORDED, first, last)
    return None


def _verbs_of_clauses(text: EnglishText) -> frozenset[int]:
    """Words by which a relative clause may say what an agent does: "whoever holds", a holder."""
    begun = (i for i, key in enumerate(text.keys) if key in _RELATIVE)
    return frozenset(at for i in begun for at in range(i + 1, i + 1 + _CLAUSE))


def _shortened(text: EnglishText, words: Words, used: frozenset[int]) -> Trace | None:
    """The head of the form after an article, with or without the words before it."""
    # The head of "Guidelines for Patent Examination" stands before the hinge; that of
    # "Inspection and Quarantine Bureau" is the last word.
    hinges = [i for i, word in enumerate(words) if word in JOINING_WORDS - _LINKS]
    head = words[: hinges[0]] if hinges else words
    longest = len(head) if hinges else len(head) - 1
    for length in range(longest, 0, -1):
        for first, last in _runs(text, head[-length:], used):
            before = text.text[: text.spans[first][0]]
            end = _end_of_name(text, first, last, words)
            if end > last and _name_begins(text, first):
                return Trace(TraceKind.OTHER_NAME, first, end)
            if end == last and _POINTING.search(before[-40:]):
                return Trace(TraceKind.SHORT_FORM, first, last)
    return None


def _name_begins(text: EnglishText, first: int) -> bool:
    return bool(text.text[text.spans[first][0]].isupper())


def _end_of_name(text: EnglishText, first: int, last: int, form: Words) -> int:
    """Where the name goes on behind a preposition: "Administration | for Industry".

    In a title, where verbs have capitals, too, it is as long as the form.
    """
    end, is_title = last, is_heading(text.text)
    going_on = _GOING_ON - ({"and"} - set(form)) if is_title else _GOING_ON
    while end + 1 < len(text.keys) and text.keys[end] in going_on:
        following = end + 1
        if not _name_begins(text, following) or text.text[text.spans[end - 1][1] :][:1] in ",.;:":
            break
        while following < len(text.keys) and _name_begins(text, following):
            if text.text[text.spans[following - 1][1] : text.spans[following][0]].strip(" -"):
                break
            following += 1
        end = max(following, end + 2)
    return min(end, max(last + 2, first + len(form))) if is_title else end


def _runs(text: EnglishText, part: Words, used: frozenset[int]) -> Iterable[Span]:
    """Places where the words stand in a row and render nothing else."""
    for first in range(len(text.keys) - len(part) + 1):
        last = first + len(part)
        if text.keys[first:last] == part and not used & set(range(first, last)):
            yield first, last

"""The searches of an index: forms among the words of a text, and regular expressions."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import accumulate, count, takewhile
from operator import itemgetter
from typing import NamedTuple

import regex
from ahocorasick_rs import AhoCorasick, Implementation

from aligner.errors import InputError
from aligner.languages import EnglishText, read_english, simplify
from aligner.terms.matching.forms import Form, is_short_word
from aligner.text import is_han
from aligner.values import MatchMode, TermStatus

_QUOTES = str.maketrans("’‘ʼ“”", "'''\"\"")
# A text is searched in pieces of so many characters: some patterns take a time that grows with
# the square of what they are given.
_PIECE = 10_000
# A match that begins in one piece may reach so far into the next.
_OVERHANG = 1_000
# CPU seconds that the search of one piece may take.  A sound pattern takes microseconds; one
# that takes seconds backtracks exponentially.
_MOST_SECONDS = 1.0
# Characters of a pattern that is longer than any term, and perhaps made to do harm.
_LONG_PATTERN = 500
_SPECIAL = frozenset(".^$*+?{}[]\\|()#&~- ")


class TargetMatch(NamedTuple):
    """A target form in a text: the words ``first .. last - 1`` and the form."""

    first: int
    last: int
    form: Form


def joint_search(patterns: Iterable[str]) -> AhoCorasick:
    """A search for several patterns at once."""
    given = tuple(patterns)
    # The fastest machine is made in time that grows with the square of a pattern, if that
    # repeats itself.
    kind = Implementation.ContiguousNFA if max(map(len, given)) > _LONG_PATTERN else None
    return AhoCorasick(given, implementation=kind)


class WordSearch:
    """Search for forms by the joined keys of their words.

    Parameters
    ----------
    patterns : mapping of str to tuple of Form
    keys_of : function
        Returns the keys of a text, of the kind that the patterns are made of.
    """

    def __init__(
        self,
        patterns: Mapping[str, tuple[Form, ...]],
        keys_of: Callable[[EnglishText], Sequence[str]],
    ) -> None:
        self._keys_of = keys_of
        self._forms = [
            [(form, form.concept, _needs_look(form)) for form in forms]
            for forms in patterns.values()
        ]
        self._owners = [frozenset(form.concept for form in forms) for forms in patterns.values()]
        self._search = joint_search(patterns) if patterns else None

    def __bool__(self) -> bool:
        return self._search is not None

    def find(self, text: EnglishText, concepts: AbstractSet[int] | None) -> list[TargetMatch]:
        """All forms in a text, of some concepts or of all, unordered."""
        if self._search is None:
            return []
        keys = self._keys_of(text)
        joined = text.joined if keys is text.keys else "".join(keys)
        hits = self._search.find_matches_as_indexes(joined, overlapping=True)
        if concepts is not None:
            owners = self._owners
            hits = [hit for hit in hits if not owners[hit[0]].isdisjoint(concepts)]
        if not hits:
            return []
        edges = dict(zip(accumulate(map(len, keys), initial=0), count(), strict=False))
        matches = []
        for pattern, start, stop in hits:
            # Most hits start or end in the middle of a word.
            if start not in edges or stop not in edges:
                continue
            first, last = edges[start], edges[stop]
            for form, concept, needs_look in self._forms[pattern]:
                if concepts is not None and concept not in concepts:
                    continue
                if not needs_look or _is_meant(form, text, first, last):
                    matches.append(TargetMatch(first, last, form))
        return matches


class ExpressionSearch:
    """Search for forms that are regular expressions in the original text."""

    def __init__(self, forms: Sequence[Form]) -> None:
        self._forms = [
            (form, Expression(form.term.text, ignore_case=not form.term.case_sensitive))
            for form in forms
        ]

    def __bool__(self) -> bool:
        return bool(self._forms)

    def find(self, text: EnglishText, concepts: AbstractSet[int] | None) -> list[TargetMatch]:
        """The words that each form overlaps, without articles, unordered."""
        matches = []
        for form, expression in self._forms:
            if concepts is not None and form.concept not in concepts:
                continue
            for start, stop in expression.spans(text.text):
                first = bisect_right(text.spans, start, key=itemgetter(1))
                last = bisect_left(text.spans, stop, key=itemgetter(0))
                if first < last:
                    matches.append(TargetMatch(first, last, form))
        return list(dict.fromkeys(matches))


def plain_quotes(text: str) -> str:
    """A text with straight quotation marks and apostrophes."""
    return text.translate(_QUOTES)


def _needs_look(form: Form) -> bool:
    """Whether words with the same keys may be something other than the form."""
    is_exact = bool(form.exact_words) or form.term.match is MatchMode.EXACT
    return is_exact or is_short_word(form.term.text)


def _is_meant(form: Form, text: EnglishText, first: int, last: int) -> bool:
    """Whether the words are the form, and not merely equal in their keys."""
    if form.exact_words:
        met = tuple(text.word(i) for i in range(first, last))
        if form.exact_words != (met if form.is_cased else tuple(w.lower() for w in met)):
            return False
        # "the State Council's General Office" is no spelling of "State Council General Office".
        inside = plain_quotes(text.surface(first, last))
        if "'s " in inside and "'s " not in plain_quotes(form.term.text):
            return False
    # "IT" is neither "it" nor "It" at the start of a sentence.
    elif (
        is_short_word(form.term.text) and last - first == 1 and not is_short_word(text.word(first))
    ):
        return False
    return form.term.match is not MatchMode.EXACT or _is_as_written(form, text, first)


def _is_as_written(form: Form, text: EnglishText, first: int) -> bool:
    """Whether an exact form is written at a word as in the glossary.

    A case-sensitive accepted form also matches in another case, so that the wrong
    capitals can be reported.
    """
    is_forbidden = form.term.status is TermStatus.DEPRECATED
    written = _as_written(form.term.text, form.term.case_sensitive and is_forbidden)
    return written.match(text.text.translate(_QUOTES), text.spans[first][0]) is not None


@lru_cache(maxsize=1 << 14)
def _as_written(term: str, is_cased: bool) -> re.Pattern[str]:  # noqa: FBT001 - of a cache
    """A pattern for a term from its first word on, with any white space, as whole words."""
    start = read_english(term).spans[0][0]
    words = term[start:].translate(_QUOTES).split()
    # A possessive ending does not make the last word another word.
    pattern = r"\s+".join(map(re.escape, words)) + r"(?!\w)(?!'(?!s\b)\w)"
    return re.compile(pattern, 0 if is_cased else re.IGNORECASE)


class Expression:
    """A regular expression with a time limit.

    Parameters
    ----------
    pattern : str
    ignore_case : bool

    Raises
    ------
    InputError
        If the pattern is not a regular expression.
    """

    def __init__(self, pattern: str, *, ignore_case: bool) -> None:
        self._pattern = pattern
        try:
            self._compiled = regex.compile(pattern, regex.IGNORECASE if ignore_case else 0)
        except regex.error as error:
            raise InputError(
                f"the pattern {pattern!r} of the glossary is wrong: {error}"
            ) from error

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Spans of its non-empty matches in a text of any length.

        Raises
        ------
        InputError
            If the search takes too long: the pattern repeats what may match in
            several ways.
        """
        begin = 0
        while begin < len(text):
            next_begin = edge = begin + _PIECE
            for span in self._spans_of_piece(text, begin, edge):
                yield span
                next_begin = max(edge, span[1])
            begin = next_begin

    def _spans_of_piece(self, text: str, begin: int, edge: int) -> Iterator[tuple[int, int]]:
        """Spans of the non-empty matches that begin in a piece of a text."""
        found = self._compiled.finditer(text, begin, edge + _OVERHANG, timeout=_MOST_SECONDS)
        try:
            for match in takewhile(lambda match: match.start() < edge, found):
                if match.end() > match.start():
                    yield match.span()
        except TimeoutError as error:
            raise InputError(
                f"the pattern {self._pattern!r} of the glossary takes too long; "
                "do not repeat what may match in several ways, as in (a|aa)+"
            ) from error


def chinese_expression(pattern: str, *, ignore_case: bool) -> Expression:
    """A regular expression for folded Chinese texts, with its own characters folded as well.

    Marks that folding drops (quotes, title marks) stay in it and match nothing.
    """
    folded = simplify(pattern)
    # A full-width bracket is a literal character; a half-width one would open a group.
    pieces = (
        f"\\{new}" if new != old and new in _SPECIAL and not is_han(old) else new
        for old, new in zip(pattern, folded, strict=True)
    )
    return Expression("".join(pieces), ignore_case=ignore_case)

"""The index of a glossary: finds its terms in Chinese and English texts."""

from collections.abc import Set as AbstractSet
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from aligner.glossary import Glossary
from aligner.languages import (
    ChineseText,
    EnglishText,
    fold_chinese,
    straddles,
    word_odds,
    word_spans,
)
from aligner.terms.matching.forms import (
    Form,
    forms_of_entries,
    lemma_patterns,
    target_patterns,
)
from aligner.terms.matching.lemmas import lemma_keys
from aligner.terms.matching.other_words import is_other_party, shortened_names
from aligner.terms.matching.overruled import without_overruled
from aligner.terms.matching.searching import (
    ExpressionSearch,
    TargetMatch,
    WordSearch,
    chinese_expression,
    joint_search,
)
from aligner.terms.matching.validity import is_accepted
from aligner.values import ConceptEntry, MatchMode, TermStatus

_ACCEPTED = TermStatus.PREFERRED, TermStatus.ADMITTED
# Of the terms of several words in a glossary, how many have no capital if capitals tell.
_SHARE_IN_SMALL = 0.1
# A dictionary word of these and a noun is a phrase: 第三条, 本法, 该款.
_BEFORE_A_WORD = frozenset("第本该此各每两几某一二三四五六七八九十百千零〇0123456789")
_NOT_NEGATED = frozenset("并除若莫绝是")
# Where a dictionary word crosses an edge: from these odds (base ten) on, a match is the
# term, and below those, other words stand there.  Of 180 such matches in texts of eight
# kinds, all of the former were terms, and of the latter only one.
_SURELY_TERM, _SURELY_OTHER = 1.0, -1.5


class SourceMatch(NamedTuple):
    """A source term in a text: its span in the original text and its possible concepts.

    It is doubtful where the characters may as well belong to other words: 资金流 in 资金流入.
    """

    start: int
    stop: int
    concepts: tuple[int, ...]
    is_doubtful: bool = False


class TermIndex:
    """Searches for all terms of a glossary; built once and used for every document.

    Parameters
    ----------
    glossary : Glossary

    Raises
    ------
    InputError
        If a regular expression of the glossary is invalid.

    Notes
    -----
    A form is compared by the match mode of its term.  Noun and exact forms are
    searched together, by the keys of their words; an exact form must then occur as
    it is written.  Lemma forms have a search of their own, and each regular
    expression is searched by itself, in the original text.  Of Chinese terms, only
    regular expressions are treated differently: Chinese has no inflection, and
    differences of script and width are ignored.

    Memory is a few hundred bytes per form; building takes some ten microseconds
    per form.
    """

    def __init__(self, glossary: Glossary) -> None:
        self.entries = glossary.entries
        self._sources = _SourceSearch(glossary.entries)
        self.forms = tuple(forms_of_entries(glossary.entries))
        expressions = [f for f in self.forms if f.term.match is MatchMode.REGEX]
        searches = (
            WordSearch(target_patterns(self.forms, glossary.entries), attrgetter("keys")),
            WordSearch(lemma_patterns(self.forms), lemma_keys),
            ExpressionSearch(expressions),
        )
        self._targets = tuple(search for search in searches if search)
        by_concept: dict[int, list[Form]] = {}
        for form in self.forms:
            by_concept.setdefault(form.concept, []).append(form)
        several = [form.term.text for form in self.forms if len(form.words) > 1]
        # Whether capitals tell names from other terms, which they do not where all have them.
        self.capitals_tell = sum(map(str.islower, several)) >= _SHARE_IN_SMALL * len(several)
        # Concepts without Chinese terms, such as words that a house style forbids.
        self.sourceless = frozenset(
            concept
            for concept, entry in enumerate(self.entries)
            if not entry.forms("zh", *_ACCEPTED)
        )
        # The numbers of strict concepts by their ids.
        self.strict = {entry.id: i for i, entry in enumerate(self.entries) if not entry.weak}
        self.forms_by_concept = {concept: tuple(forms) for concept, forms in by_concept.items()}
        self._names: dict[int, tuple[str, ...]] = {}

    def find_source(
        self, text: ChineseText, *, with_doubtful: bool = False
    ) -> tuple[SourceMatch, ...]:
        """Non-overlapping source terms in a text, leftmost and longest first, in order.

        Parameters
        ----------
        text : ChineseText
        with_doubtful : bool, optional
            Whether to return doubtful ones as well, where no other term stands.
        """
        return self._sources.find(text, with_doubtful=with_doubtful)

    def find_target(
        self, text: EnglishText, concepts: AbstractSet[int] | None = None
    ) -> tuple[TargetMatch, ...]:
        """Target forms in a text, including nested and overlapping ones, in order.

        Parameters
        ----------
        text : EnglishText
        concepts : set of int, optional
            The concepts whose forms to find; by default all.
        """
        if len(self._targets) == 1:
            matches = self._targets[0].find(text, concepts)
        else:
            matches = [m for search in self._targets for m in search.find(text, concepts)]
        if len(matches) > 1:
            matches = without_overruled(matches, text)
            matches.sort(key=_order)
        return tuple(matches)

    def chinese_names(self, concept: int) -> tuple[str, ...]:
        """The folded Chinese terms of a concept, kept when first asked for."""
        names = self._names.get(concept)
        if names is None:
            found = (fold_chinese(t.text) for t in self.entries[concept].forms("zh", *_ACCEPTED))
            names = self._names[concept] = tuple(name for name in found if name)
        return names

    def expected(self, concept: int, day: date | None) -> tuple[str, ...]:
        """Accepted English forms of a concept on a date, preferred first.

        Regular expressions are not forms to write, and are returned only if there is
        nothing else.
        """
        forms = self.forms_by_concept.get(concept, ())
        accepted = [f.term for f in forms if is_accepted(f.term, day)]
        written = [t for t in accepted if t.match is not MatchMode.REGEX] or accepted
        return tuple(t.text for t in sorted(written, key=lambda t: t.status.value != "preferred"))


@lru_cache(maxsize=4)
def index_of(glossary: Glossary) -> TermIndex:
    """The index of a glossary, cached by content."""
    return TermIndex(glossary)


def _order(match: TargetMatch) -> tuple[int, int, int]:
    """The order of matches: from the left, longer ones first, then by concept."""
    return match.first, -match.last, match.form.concept


class _SourceSearch:
    """Search for the Chinese terms of all concepts."""

    def __init__(self, entries: tuple[ConceptEntry, ...]) -> None:
        patterns, expressions = _source_patterns(entries)
        self._concepts = list(patterns.values())
        # Only a term that begins or ends with a Latin letter can be part of a longer word.
        self._latin = [key[0].isascii() or key[-1].isascii() for key in patterns]
        # Any words may cross one that is made of characters of a longer name: 最高法 in 最高法定刑.
        shortened = shortened_names(entries)
        self._short_names = {i for i, name in enumerate(patterns) if name in shortened}
        self._search = joint_search(patterns) if patterns else None
        self._expressions = [
            (chinese_expression(pattern, ignore_case=ignore_case), concepts)
            for (pattern, ignore_case), concepts in expressions.items()
        ]

    def find(self, text: ChineseText, *, with_doubtful: bool) -> tuple[SourceMatch, ...]:
        """Non-overlapping terms in a text, leftmost and longest first, in order."""
        folded = text.folded
        hits: list[tuple[int, int, int]] = []
        if self._search is not None:
            found = self._search.find_matches_as_indexes(folded, overlapping=True)
            hits = [(start, -stop, pattern) for pattern, start, stop in found]
        for i, (expression, _) in enumerate(self._expressions):
            hits += [(start, -stop, -i - 1) for start, stop in expression.spans(folded)]
        hits.sort()
        matches: list[SourceMatch] = []
        doubtful: list[tuple[int, int, int]] = []
        position = 0
        for start, negative_stop, pattern in hits:
            stop = -negative_stop
            if start < position:
                continue
            if pattern < 0:
                concepts = self._expressions[-pattern - 1][1]
            elif self._is_chance(folded, start, stop, pattern):
                continue
            elif self._is_doubtful(folded, start, stop, pattern):
                doubtful.append((start, stop, pattern))
                continue
            else:
                concepts = self._concepts[pattern]
            first, last = text.span(start, stop)
            matches.append(SourceMatch(first, last, concepts))
            position = stop
        if with_doubtful and doubtful:
            return self._with_doubtful(text, matches, doubtful)
        return tuple(matches)

    def _is_chance(self, folded: str, start: int, stop: int, pattern: int) -> bool:
        """Whether the characters of a term mean something else at this place."""
        if self._latin[pattern] and _cuts_latin(folded, start, stop):
            return True
        if _is_negated(folded, start):
            return True
        return stop - start == 1 and _is_inside_word(folded, start)

    def _is_doubtful(self, folded: str, start: int, stop: int, pattern: int) -> bool:
        """Whether the characters of a term may as well belong to other words."""
        if is_other_party(folded, start, stop):
            return True
        if not straddles(folded, start, stop):
            return False
        return pattern in self._short_names or word_odds(folded, start, stop) < _SURELY_TERM

    def _with_doubtful(
        self,
        text: ChineseText,
        matches: list[SourceMatch],
        doubtful: list[tuple[int, int, int]],
    ) -> tuple[SourceMatch, ...]:
        """Matches, and the doubtful ones that share no character with another."""
        found = list(matches)
        for start, stop, pattern in doubtful:
            # What a short name forbids may be right for the longer name that holds it.
            is_shortened = pattern in self._short_names
            if not is_shortened and word_odds(text.folded, start, stop) < _SURELY_OTHER:
                continue
            first, last = text.span(start, stop)
            if all(last <= match.start or match.stop <= first for match in found):
                concepts = self._concepts[pattern]
                found.append(SourceMatch(first, last, concepts, is_doubtful=True))
        return tuple(sorted(found))


def _is_negated(text: str, start: int) -> bool:
    """Whether 非 (non-) before the term makes it another concept; 并非 (is not) does not."""
    if not start or text[start - 1] != "非":
        return False
    return start == 1 or text[start - 2] not in _NOT_NEGATED


def _is_inside_word(text: str, place: int) -> bool:
    """Whether a character is a part of a longer word: 法 in 方法, but not in 本法 or 第二法."""
    start, stop = next(span for span in word_spans(text) if span[0] <= place < span[1])
    return not _BEFORE_A_WORD.issuperset(text[start:place]) or place + 1 < stop


def _cuts_latin(text: str, start: int, stop: int) -> bool:
    """Whether a match cuts a Latin word or a number in two."""
    return _joins(text, start) or _joins(text, stop)


def _joins(text: str, place: int) -> bool:
    """Whether the characters on both sides of a place are Latin letters or digits."""
    around = text[max(0, place - 1) : place + 1]
    return 0 < place < len(text) and around.isascii() and around.isalnum()


_Concepts = tuple[int, ...]


def _source_patterns(
    entries: tuple[ConceptEntry, ...],
) -> tuple[dict[str, _Concepts], dict[tuple[str, bool], _Concepts]]:
    """Concepts by folded Chinese term, and by regular expression with its case flag."""
    patterns: dict[str, _Concepts] = {}
    expressions: dict[tuple[str, bool], _Concepts] = {}
    for concept, entry in enumerate(entries):
        accepted = entry.forms("zh", *_ACCEPTED)
        by_mode = [t for t in accepted if t.match is MatchMode.REGEX]
        for pattern in dict.fromkeys((t.text, not t.case_sensitive) for t in by_mode):
            expressions[pattern] = (*expressions.get(pattern, ()), concept)
        plain = [t for t in accepted if t.match is not MatchMode.REGEX]
        for key in dict.fromkeys(fold_chinese(term.text) for term in plain):
            if key:
                patterns[key] = (*patterns.get(key, ()), concept)
    return patterns, expressions

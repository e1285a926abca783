"""A unit with an English source: its terms, and the listed Chinese forms that render them."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from aligner.languages import ChineseText, read_chinese, read_english, word_odds
from aligner.lexicon import LexicalModel, WordAlignment, align_words
from aligner.offsets import Span
from aligner.terms.matching.index import SourceMatch, TermIndex
from aligner.values import TermStatus, TranslationUnit

# A term is expected, so that it counts as there where words as likely as it cross its edge:
# 最高法 in 最高法院 is -1.3; 资金流 in 资金流入, which may be meant, is -0.3.
_LEAST_ODDS = -0.5


@dataclass(frozen=True, slots=True)
class EnglishTerm:
    """An English term in the source: where it stands, its words, the concepts it may name."""

    span: Span
    words: Span
    concepts: tuple[int, ...]


class EnglishSource:
    """A unit with an English source and a target in simplified script.

    Parameters
    ----------
    unit : TranslationUnit
    index : TermIndex

    Attributes
    ----------
    english : EnglishText
    terms : tuple of EnglishTerm
        The longest, leftmost first, that share no word.
    taken : dict of tuple of int to SourceMatch
        The listed Chinese forms that render them, by their places in the source.
    free : list of SourceMatch
        Chinese terms that render none of them.
    used : list of tuple of int
        What renders something in the target; grows as more is found.
    """

    def __init__(self, unit: TranslationUnit, index: TermIndex) -> None:
        self.unit, self._index = unit, index
        self._links: WordAlignment | None = None
        self.english = read_english(unit.source_text)
        self.terms = tuple(self._find_terms())
        self.free: list[SourceMatch] = []
        self.taken: dict[Span, SourceMatch] = {}
        if self.terms:
            found = index.find_source(self.chinese, with_doubtful=True)
            # Characters that may belong to other words are taken when no others are left.
            self.free = sorted(_whole_words(self.chinese, found), key=attrgetter("is_doubtful"))
        for term in self.terms:
            match = self._take(term)
            if match is not None:
                self.taken[term.span] = match
        self.used = [(match.start, match.stop) for match in self.taken.values()]

    @cached_property
    def chinese(self) -> ChineseText:
        """The target text, read."""
        return read_chinese(self.unit.target_text)

    @cached_property
    def sought(self) -> frozenset[int]:
        """The concepts that the source names."""
        return frozenset(concept for term in self.terms for concept in term.concepts)

    @cached_property
    def anchors(self) -> Mapping[Span, Span]:
        """The English words that listed forms render, by the places of these."""
        by_place = {term.span: term.words for term in self.terms}
        return {(m.start, m.stop): by_place[place] for place, m in self.taken.items()}

    def links(self, model: LexicalModel) -> WordAlignment:
        """The soft word links of the unit around the listed forms, computed once."""
        if self._links is None:
            anchors = self.anchors
            self._links = align_words(self.chinese, self.english, model, list(anchors), anchors)
        return self._links

    def places_of(self, concept: int) -> list[Span]:
        """Where listed forms of a concept render terms."""
        return [(m.start, m.stop) for m in self.taken.values() if concept in m.concepts]

    def _find_terms(self) -> Iterator[EnglishTerm]:
        by_words: dict[Span, list[int]] = {}
        for match in self._index.find_target(self.english):
            concept = match.form.concept
            is_ours = concept not in self._index.sourceless
            if is_ours and match.form.term.status is not TermStatus.DEPRECATED:
                by_words.setdefault((match.first, match.last), []).append(concept)
        position = 0
        for first, last in sorted(by_words, key=lambda s: (s[0], -s[1])):
            if first >= position:
                position = last
                concepts = tuple(dict.fromkeys(by_words[first, last]))
                yield EnglishTerm(self.english.span(first, last), (first, last), concepts)

    def _take(self, term: EnglishTerm) -> SourceMatch | None:
        """A Chinese term of the concept that renders nothing yet."""
        concepts = set(term.concepts)
        match = next((m for m in self.free if concepts.intersection(m.concepts)), None)
        if match is not None:
            self.free.remove(match)
        return match


def _whole_words(text: ChineseText, found: Iterable[SourceMatch]) -> Iterator[SourceMatch]:
    """Terms in a text without those that cut a longer word in two: 最高法 in 最高法院."""
    for match in found:
        start, stop = (bisect_left(text.offsets, place) for place in (match.start, match.stop))
        if not match.is_doubtful or word_odds(text.folded, start, stop) >= _LEAST_ODDS:
            yield match

"""The index of a glossary: where its terms stand in Chinese and English texts."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ahocorasick_rs import AhoCorasick

from aligner.terms.chinese import ChineseText, fold_chinese, straddles
from aligner.terms.english import EnglishText
from aligner.terms.forms import Form, forms_of_entries, is_short_word, target_patterns
from aligner.terms.glossary import Glossary
from aligner.values import ConceptEntry, TermStatus

__all__ = ["SourceMatch", "TargetMatch", "TermIndex", "index_of"]

_NEGATED = re.compile("(?<![并除若莫绝是])非$")


@dataclass(frozen=True, slots=True)
class SourceMatch:
    """A source term in a text: span in the original text, and its possible concepts."""

    start: int
    stop: int
    concepts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TargetMatch:
    """A target form in a text: the words ``first .. last - 1``, and which form it is."""

    first: int
    last: int
    form: Form


class TermIndex:
    """Search for all terms of a glossary; built once, used for every document.

    Parameters
    ----------
    glossary : Glossary

    Notes
    -----
    Memory is a few hundred bytes a form; building takes some ten microseconds
    a form.
    """

    def __init__(self, glossary: Glossary) -> None:
        self.entries = glossary.entries
        self._sources = _source_patterns(glossary.entries)
        self._source_keys = tuple(self._sources)
        self._source_search = AhoCorasick(self._source_keys)
        self.forms = tuple(forms_of_entries(glossary.entries))
        self._targets = target_patterns(self.forms, glossary.entries)
        self._target_keys = tuple(self._targets)
        self._target_search = AhoCorasick(self._target_keys)
        by_concept: dict[int, list[Form]] = {}
        for form in self.forms:
            by_concept.setdefault(form.concept, []).append(form)
        self.forms_by_concept = {concept: tuple(forms) for concept, forms in by_concept.items()}

    def find_source(self, text: ChineseText) -> tuple[SourceMatch, ...]:
        """Source terms in a text, in order, the longest first from the left, none nested."""
        folded = text.folded
        hits = [
            (start, -stop, pattern)
            for pattern, start, stop in self._source_search.find_matches_as_indexes(
                folded, overlapping=True
            )
        ]
        matches = []
        position = 0
        for start, negative_stop, pattern in sorted(hits):
            stop = -negative_stop
            if start < position or _cuts_latin(folded, start, stop):
                continue
            if _is_negated(folded, start) or straddles(folded, start, stop):
                continue
            concepts = self._sources[self._source_keys[pattern]]
            matches.append(SourceMatch(*text.span(start, stop), concepts))
            position = stop
        return tuple(matches)

    def find_target(self, text: EnglishText) -> tuple[TargetMatch, ...]:
        """All target forms in a text, nested and overlapping ones too, in order."""
        matches = []
        for pattern, start, stop in self._target_search.find_matches_as_indexes(
            text.joined, overlapping=True
        ):
            first, last = text.starts.get(start), text.stops.get(stop)
            if first is None or last is None:
                continue
            matches += [
                TargetMatch(first, last, form)
                for form in self._targets[self._target_keys[pattern]]
                if _is_meant(form, text, first, last)
            ]
        return tuple(sorted(matches, key=lambda m: (m.first, -m.last, m.form.concept)))

    def expected(self, concept: int, day: date | None) -> tuple[str, ...]:
        """Accepted English forms of a concept on a day, preferred first."""
        forms = self.forms_by_concept.get(concept, ())
        valid = [f.term for f in forms if f.term.valid_on(day)]
        accepted = [t for t in valid if t.status is not TermStatus.FORBIDDEN]
        return tuple(t.text for t in sorted(accepted, key=lambda t: t.status.value != "preferred"))


@lru_cache(maxsize=4)
def index_of(glossary: Glossary) -> TermIndex:
    """The index of a glossary, built once for each content."""
    return TermIndex(glossary)


def _is_meant(form: Form, text: EnglishText, first: int, last: int) -> bool:
    """Whether the words are the form, and not just the same letters."""
    if form.exact_words:
        return tuple(text.surface(i, i + 1).lower() for i in range(first, last)) == form.exact_words
    if is_short_word(form.term.text) and last - first == 1:
        # "IT" is not "it", nor "It" at the start of a sentence.
        return sum(c.isupper() for c in text.surface(first, last)) >= 2  # noqa: PLR2004
    return True


def _is_negated(text: str, start: int) -> bool:
    """Whether 非 (non-) makes another concept of the term; 并非 (is not) does not."""
    return _NEGATED.search(text, 0, start) is not None


def _cuts_latin(text: str, start: int, stop: int) -> bool:
    """Whether a match cuts a Latin word or a number in two."""
    return _joins(text, start) or _joins(text, stop)


def _joins(text: str, place: int) -> bool:
    """Whether the characters on both sides of a place are Latin letters or digits."""
    around = text[max(0, place - 1) : place + 1]
    return 0 < place < len(text) and around.isascii() and around.isalnum()


def _source_patterns(entries: tuple[ConceptEntry, ...]) -> dict[str, tuple[int, ...]]:
    """Concepts by folded Chinese term."""
    patterns: dict[str, tuple[int, ...]] = {}
    for concept, entry in enumerate(entries):
        accepted = entry.forms("zh", TermStatus.PREFERRED, TermStatus.ALLOWED)
        for key in dict.fromkeys(fold_chinese(term.text) for term in accepted):
            if key:
                patterns[key] = (*patterns.get(key, ()), concept)
    return patterns

"""The term check of English sources with Chinese targets: the same glossary, reversed.

Chinese has no inflection, so a form stands there or not.  What stands in its place
is found by word alignment; how likely that is a problem rests on how much of a
listed form is there.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from math import exp
from operator import attrgetter
from types import MappingProxyType

from aligner.languages import fold_chinese, read_chinese, read_english, simplify
from aligner.lexicon import LexicalModel, align_words
from aligner.offsets import Span
from aligner.terms.checking.chinese_forms import (
    find_idle,
    find_introduced,
    find_replaced,
    find_turned,
    is_part,
    is_referred,
    without_cut_words,
    without_verbs,
)
from aligner.terms.checking.likeness import is_kind_of
from aligner.terms.checking.verdict import CERTAIN, EXCUSED, UNDATED, TermVerdict
from aligner.terms.matching.forms import is_short_word
from aligner.terms.matching.index import SourceMatch, TermIndex
from aligner.terms.matching.validity import is_accepted, is_forbidden, when_wrong
from aligner.values import FindingCode, OccurrenceStatus, Term, TermStatus, TranslationUnit

S, C = OccurrenceStatus, FindingCode

# Log odds of a problem where nothing of the form is there, and what speaks against it.
_ODDS, _PER_SHARE, _NAMED = 2.2, -3.6, -0.8
# An abbreviation in Latin letters is often kept on purpose.
_KEPT_SHORT = 0.5
# Two listed forms, or one and an abbreviation of it, share so much.
_SHORT_FORM_SHARE = 0.8
_LEAST_MASS = 0.3
# Another listed term in the place, or the form with another word in it, is hardly ever right.
_REPLACED = 0.85
# "Design" is seldom the industrial design where Chinese has only the word for designing.
_EVERYDAY = 0.3
# How often a term for which a pronoun stands is missing, as in the other direction.
_UNDERSTOOD = 0.2

_Departure = tuple[FindingCode, Span | None, float]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """An English term in the source: where it stands, and the concepts it may name."""

    span: Span
    words: Span
    concepts: tuple[int, ...]


class ReverseJudge:
    """Judges the units of one document with an English source.

    Parameters
    ----------
    index : TermIndex
    model : LexicalModel
    day : date or None
        Date of the text.
    units : sequence of TranslationUnit, optional
        All units of the document: an abbreviation that one of them introduces is known in all.
    introduced : mapping of int to set of str
        Abbreviations that earlier units of the document introduce, by concept.

    Attributes
    ----------
    introduced : dict of int to set of str
        The same with those of these units.
    """

    def __init__(
        self,
        index: TermIndex,
        model: LexicalModel,
        day: date | None,
        units: Sequence[TranslationUnit] = (),
        introduced: Mapping[int, AbstractSet[str]] = MappingProxyType({}),
    ) -> None:
        self._index, self._model, self._day = index, model, day
        self._named: set[int] = set()
        self.introduced = find_introduced(index, [unit.target_text for unit in units], introduced)

    def judge(self, unit: TranslationUnit) -> list[TermVerdict]:
        """Verdicts on the English terms of a unit, in order."""
        plain = replace(unit, target_text=simplify(unit.target_text))
        verdicts = self._verdicts(plain)
        if plain.target_text == unit.target_text:
            return verdicts
        # Of words that are not listed, the label has the script of the text.
        return [
            replace(v, label=unit.target_text[slice(*v.target_span)])
            if v.target_span and v.label == plain.target_text[slice(*v.target_span)]
            else v
            for v in verdicts
        ]

    def _verdicts(self, unit: TranslationUnit) -> list[TermVerdict]:
        """Verdicts on the English terms of a unit whose target is in simplified script."""
        wanted = list(self._wanted(unit))
        if not wanted:
            return []
        chinese = read_chinese(unit.target_text)
        found = without_cut_words(chinese, self._index.find_source(chinese, with_doubtful=True))
        # Characters that may belong to other words are taken when no others are left.
        free = sorted(found, key=attrgetter("is_doubtful"))
        verdicts = []
        taken = {w.span: self._take(w, free) for w in wanted}
        used = [(m.start, m.stop) for m in taken.values() if m is not None]
        for occurrence in wanted:
            match = taken[occurrence.span]
            if match is not None:
                verdict = self._kept(unit, occurrence, match)
            else:
                verdict = self._varied(unit, occurrence, used) or self._departed(
                    unit, occurrence, free, used
                )
            verdicts.append(verdict)
            if verdict.target_span is not None:
                used.append(verdict.target_span)
        self._named |= {v.concept for v in verdicts if v.status and v.status.is_accepted}
        return verdicts

    def _wanted(self, unit: TranslationUnit) -> Iterator[_Wanted]:
        """The longest English terms, leftmost first, that share no word."""
        text = read_english(unit.source_text)
        by_words: dict[Span, list[int]] = {}
        for match in self._index.find_target(text):
            concept = match.form.concept
            is_ours = concept not in self._index.sourceless
            if is_ours and match.form.term.status is not TermStatus.DEPRECATED:
                by_words.setdefault((match.first, match.last), []).append(concept)
        position = 0
        for first, last in sorted(by_words, key=lambda s: (s[0], -s[1])):
            if first >= position:
                position = last
                concepts = tuple(dict.fromkeys(by_words[first, last]))
                yield _Wanted(text.span(first, last), (first, last), concepts)

    @staticmethod
    def _take(occurrence: _Wanted, free: list[SourceMatch]) -> SourceMatch | None:
        """A Chinese term of the concept that renders nothing yet."""
        concepts = set(occurrence.concepts)
        match = next((m for m in free if concepts.intersection(m.concepts)), None)
        if match is not None:
            free.remove(match)
        return match

    def _kept(self, unit: TranslationUnit, wanted: _Wanted, match: SourceMatch) -> TermVerdict:
        concept = next(c for c in wanted.concepts if c in match.concepts)
        span = match.start, match.stop
        written = fold_chinese(unit.target_text[slice(*span)])
        term = next((t for t in self._accepted(concept) if fold_chinese(t.text) == written), None)
        is_preferred = term is None or term.status is TermStatus.PREFERRED
        label = term.text if term else unit.target_text[slice(*span)]
        if term is not None and not is_accepted(term, self._day):
            code, when = C.OUTDATED, self._undated(term)
            sure = CERTAIN[code] * (UNDATED if when else 1.0)
            return TermVerdict(concept, S.OUTDATED, wanted.span, span, label, "", code, sure, when)
        return TermVerdict(
            concept, S.PREFERRED if is_preferred else S.ALLOWED, wanted.span, span, label
        )

    def _varied(
        self, unit: TranslationUnit, wanted: _Wanted, used: Sequence[Span]
    ) -> TermVerdict | None:
        """The verdict on a listed form turned round, or on its abbreviation that the text gives."""
        concept, text = wanted.concepts[0], unit.target_text
        if self._index.entries[concept].weak or self._forbidden(concept, text, used):
            return None
        terms = [t for t in self._accepted(concept) if is_accepted(t, self._day)]
        for term in terms:
            turned = find_turned(term.text, read_chinese(text), used)
            if turned is not None:
                is_preferred = term.status is TermStatus.PREFERRED
                status = S.PREFERRED if is_preferred else S.ALLOWED
                return TermVerdict(concept, status, wanted.span, turned, term.text)
        # What is forbidden on this day has been ruled out: not yet, or no longer.
        allowed = next(self._banned(concept, text, used), None)
        if allowed is not None:
            return TermVerdict(concept, S.ALLOWED, wanted.span, allowed[0], allowed[1].text)
        written = unit.source_text[slice(*wanted.span)]
        place = text.find(written)
        if terms and place >= 0 and written in self.introduced.get(concept, ()):
            span = place, place + len(written)
            return TermVerdict(concept, S.ABBREVIATION, wanted.span, span, terms[0].text)
        return None

    def _departed(
        self, unit: TranslationUnit, wanted: _Wanted, free: Sequence[SourceMatch], used: list[Span]
    ) -> TermVerdict:
        """The verdict on a term without a listed form."""
        concept, text = wanted.concepts[0], unit.target_text
        if self._index.entries[concept].weak:
            return TermVerdict(concept, S.UNCHECKED, wanted.span)
        banned = self._forbidden(concept, text, used)
        code, span, confidence = self._by_rule(unit, wanted, banned) or self._by_likeness(
            unit, wanted, free, used
        )
        label = text[slice(*span)] if span else ""
        status, when = S(code.value), ""
        if banned is not None and code is C.FORBIDDEN:
            when = self._undated(banned[1])
            confidence *= UNDATED if when else 1.0
        return TermVerdict(
            concept, status, wanted.span, span, label, "", code, confidence, wrong_when=when
        )

    def _undated(self, term: Term) -> str:
        """When a form is wrong, if nothing tells whether the text was written then."""
        return when_wrong(term) if self._day is None else ""

    @staticmethod
    def _by_rule(
        unit: TranslationUnit, wanted: _Wanted, banned: tuple[Span, Term] | None
    ) -> _Departure | None:
        """What needs no evidence: no text at all, English left, a forbidden form."""
        text = unit.target_text
        if not text.strip():
            return C.UNCLEAR, None, EXCUSED
        written = unit.source_text[slice(*wanted.span)]
        place = text.lower().find(written.lower())
        if place >= 0:
            certain = _KEPT_SHORT if is_short_word(written) else CERTAIN[C.UNTRANSLATED]
            return C.UNTRANSLATED, (place, place + len(written)), certain
        return None if banned is None else (C.FORBIDDEN, banned[0], CERTAIN[C.FORBIDDEN])

    def _by_likeness(
        self,
        unit: TranslationUnit,
        wanted: _Wanted,
        free: Sequence[SourceMatch],
        used: Sequence[Span],
    ) -> _Departure:
        """What stands in the place of the term, and how much of a listed form is there."""
        concept = wanted.concepts[0]
        share, short = self._likeness(concept, unit.target_text)
        span = self._rendering(unit, wanted, used)
        if is_referred(unit.target_text, span, self._accepted(concept)):
            return C.IMPLIED, None, _UNDERSTOOD
        odds = _ODDS + _PER_SHARE * share
        if span is None and concept in self._named:
            odds += _NAMED
        confidence = 1.0 / (1.0 + exp(-odds))
        other = next((m for m in free if span and m.start < span[1] and span[0] < m.stop), None)
        if other is not None:
            least = _REPLACED if self._is_other_term(concept, other) else 0.0
            return C.OTHER_CONCEPT, (other.start, other.stop), max(confidence, least)
        chinese = read_chinese(unit.target_text)
        forms = [term for term in self._accepted(concept) if is_accepted(term, self._day)]
        replaced = next(filter(None, (find_replaced(f.text, chinese, used) for f in forms)), None)
        if replaced is not None:
            return C.OTHER_RENDERING, replaced, max(confidence, _REPLACED)
        if short is None and span is not None:
            span = without_verbs(unit.target_text, span)
        words = unit.target_text[slice(*span)] if span else ""
        if short is None and is_part(words, forms) and _is_everyday(unit, wanted):
            short, confidence = span, min(confidence, _EVERYDAY)
        if short is not None:
            return C.SHORT_FORM, short, confidence
        return (C.OMITTED if span is None else C.OTHER_RENDERING), span, confidence

    def _is_other_term(self, concept: int, other: SourceMatch) -> bool:
        """Whether a Chinese term is of another concept, and no longer or shorter name of this."""
        names = self._index.chinese_names(concept)
        theirs = [n for c in other.concepts for n in self._index.chinese_names(c)]
        is_near = any(is_kind_of(a, b) or is_kind_of(b, a) for a in names for b in theirs)
        is_weak = all(self._index.entries[c].weak for c in other.concepts)
        return not (is_near or is_weak or other.is_doubtful)

    def _accepted(self, concept: int) -> tuple[Term, ...]:
        entry = self._index.entries[concept]
        return entry.forms("zh", TermStatus.PREFERRED, TermStatus.ADMITTED)

    def _forbidden(self, concept: int, text: str, used: Sequence[Span]) -> tuple[Span, Term] | None:
        """Where a Chinese form stands that the glossary forbids, and the form."""
        banned = self._banned(concept, text, used)
        return next((ban for ban in banned if is_forbidden(ban[1], self._day)), None)

    def _banned(self, concept: int, text: str, used: Sequence[Span]) -> Iterator[tuple[Span, Term]]:
        """Where Chinese forms stand that the glossary forbids on some days or on all."""
        chinese = read_chinese(text)
        for term in self._index.entries[concept].forms("zh", TermStatus.DEPRECATED):
            for match in re.finditer(re.escape(fold_chinese(term.text)), chinese.folded):
                span = chinese.span(*match.span())
                if match[0] and _is_free(span, used):
                    yield span, term

    def _likeness(self, concept: int, text: str) -> tuple[float, Span | None]:
        """How much of a listed form is there, and where an abbreviation of it stands."""
        folded = fold_chinese(text)
        best, short = 0.0, None
        for form in (fold_chinese(t.text) for t in self._accepted(concept)):
            run = _longest_common(form, folded)
            best = max(best, run / max(1, len(form)))
            place = _abbreviated(form, folded)
            if place is not None and len(folded) == len(text):
                best, short = max(best, _SHORT_FORM_SHARE), place
        return best, short

    def _rendering(
        self, unit: TranslationUnit, wanted: _Wanted, used: Sequence[Span]
    ) -> Span | None:
        """The run of Chinese words that the English term accounts for, or that nothing does.

        None rather than one of several that may be anything.
        """
        chinese, english = read_chinese(unit.target_text), read_english(unit.source_text)
        links = align_words(chinese, english, self._model)
        if not links.tokens:
            return None
        first, last = wanted.words
        mass = links.shares[:, first:last].sum(axis=1)
        spans = [(chinese.offsets[a], chinese.stops[b - 1]) for a, b in links.tokens]
        open_ = [i for i, s in enumerate(spans) if _is_free(s, used)]
        likely = [i for i in open_ if mass[i] >= _LEAST_MASS]
        if not likely:
            idle = [i for i in open_ if links.shares[i].sum() < _LEAST_MASS]
            terms = [fold_chinese(term.text) for term in self._accepted(wanted.concepts[0])]
            return find_idle(unit.target_text, [spans[i] for i in idle], terms)
        low = high = max(likely, key=lambda i: (mass[i], -i))
        while low - 1 in likely:
            low -= 1
        while high + 1 in likely:
            high += 1
        return spans[low][0], spans[high][1]


def _is_everyday(unit: TranslationUnit, wanted: _Wanted) -> bool:
    """Whether a form may be an everyday word as well: a single one in small letters, "design"."""
    words = unit.source_text[slice(*wanted.span)]
    return words.islower() and words.isalpha()


def _is_free(span: Span, used: Sequence[Span]) -> bool:
    return all(stop <= span[0] or span[1] <= start for start, stop in used)


def _longest_common(form: str, text: str) -> int:
    """Length of the longest run of a form that stands in a text."""
    n = len(form)
    return next(
        (
            size
            for size in range(n, 0, -1)
            if any(form[i : i + size] in text for i in range(n - size + 1))
        ),
        0,
    )


def _abbreviated(form: str, text: str) -> Span | None:
    """Where a text has a form with characters left out, first and last kept: 国知局."""
    for start, character in enumerate(text):
        if character != form[0]:
            continue
        for stop in range(start + 2, min(len(text), start + len(form)) + 1):
            run = text[start:stop]
            rest = iter(form)
            if run[-1] == form[-1] and len(run) < len(form) and all(c in rest for c in run):
                return start, stop
    return None

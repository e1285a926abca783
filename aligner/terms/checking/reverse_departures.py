"""What stands in a Chinese text in the place of an English term without a listed form."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import exp

from aligner.languages import ChineseText, fold_chinese, read_chinese, read_english
from aligner.lexicon import LexicalModel, align_words
from aligner.offsets import Span, is_free
from aligner.terms.checking.chinese_forms import (
    find_idle,
    find_reference,
    find_replaced,
    find_shortened,
    is_part,
    is_referred,
    without_verbs,
)
from aligner.terms.checking.chinese_order import find_regrouped, is_action
from aligner.terms.checking.likeness import is_kind_of
from aligner.terms.checking.verdict import CERTAIN, EXCUSED
from aligner.terms.matching.forms import is_short_word
from aligner.terms.matching.index import SourceMatch, TermIndex
from aligner.terms.matching.validity import is_accepted
from aligner.values import FindingCode, Term, TermStatus, TranslationUnit

C = FindingCode

# Log odds of a problem where nothing of the form is there, and what speaks against it.
_ODDS, _PER_SHARE, _NAMED = 2.2, -3.6, -0.8
# An abbreviation in Latin letters is often kept on purpose.
_KEPT_SHORT = 0.5
# Two listed forms, or one and an abbreviation of it, share so much.
_SHORT_FORM_SHARE = 0.8
_LEAST_MASS = 0.3
# Another listed term in the place, or the form with another word in it, is hardly ever right.
REPLACED = 0.85
# "Design" is seldom the industrial design where Chinese has only the word for designing.
_EVERYDAY = 0.3
# How often a term for which a pronoun stands is missing, as in the other direction.
_UNDERSTOOD = 0.2

# The class, the words in the place of the term, and the probability that it is a problem.
Departure = tuple[FindingCode, Span | None, float]


@dataclass(frozen=True, slots=True)
class EnglishTerm:
    """An English term in the source: where it stands, and the concepts it may name."""

    span: Span
    words: Span
    concepts: tuple[int, ...]


@dataclass(frozen=True)
class Missing:
    """An English term without a listed Chinese form, and what its unit shows.

    Parameters
    ----------
    unit : TranslationUnit
    term : EnglishTerm
    forms : tuple of Term
        The accepted Chinese forms, of all days.
    free : sequence of SourceMatch
        Chinese terms that render nothing.
    used : sequence of tuple of int
        What renders other terms.
    is_known : bool
        Whether the document has the concept by a listed form before.
    """

    unit: TranslationUnit
    term: EnglishTerm
    forms: tuple[Term, ...]
    free: Sequence[SourceMatch]
    used: Sequence[Span]
    is_known: bool

    @property
    def concept(self) -> int:
        """The concept, or the first of several."""
        return self.term.concepts[0]

    @property
    def text(self) -> str:
        """The target text."""
        return self.unit.target_text

    @property
    def written(self) -> str:
        """The term in English."""
        return self.unit.source_text[slice(*self.term.span)]

    @cached_property
    def chinese(self) -> ChineseText:
        """The target text, read."""
        return read_chinese(self.text)

    def is_name(self) -> bool:
        """Whether the term is a name: most of its words begin with capitals."""
        words = self.written.split()
        return len(words) > 1 and 2 * sum(word[0].isupper() for word in words) > len(words)

    def is_everyday(self) -> bool:
        """Whether it may be an everyday word as well: one in small letters, "design"."""
        return self.written.islower() and self.written.isalpha()


def certain_departure(missing: Missing, banned: Span | None) -> Departure | None:
    """What needs no evidence: no text at all, English left, a form that is forbidden."""
    if not missing.text.strip():
        return C.UNCLEAR, None, EXCUSED
    place = missing.text.lower().find(missing.written.lower())
    if place >= 0:
        is_short = is_short_word(missing.written)
        certain = _KEPT_SHORT if is_short else CERTAIN[C.UNTRANSLATED]
        return C.UNTRANSLATED, (place, place + len(missing.written)), certain
    return None if banned is None else (C.FORBIDDEN, banned, CERTAIN[C.FORBIDDEN])


class ReverseDepartures:
    """Finds what stands for terms, by word alignment and by how much of a form is there.

    Parameters
    ----------
    index : TermIndex
    model : LexicalModel
    day : date or None
        Date of the text.
    """

    def __init__(self, index: TermIndex, model: LexicalModel, day: date | None) -> None:
        self._index, self._model, self._day = index, model, day

    def find(self, missing: Missing) -> Departure:
        """What stands in the place of a term, and how likely that is a problem."""
        span = self._rendering(missing)
        forms = [form for form in missing.forms if is_accepted(form, self._day)]
        return _excused(missing, span, forms) or self._unlike(missing, span, forms)

    def _unlike(self, missing: Missing, span: Span | None, forms: Sequence[Term]) -> Departure:
        """Other words than a listed form."""
        share, short = _likeness(missing)
        odds = _ODDS + _PER_SHARE * share
        if span is None and missing.is_known:
            odds += _NAMED
        confidence = 1.0 / (1.0 + exp(-odds))
        other = next(
            (m for m in missing.free if span and m.start < span[1] and span[0] < m.stop), None
        )
        if other is not None:
            least = REPLACED if self._is_other_term(missing.concept, other) else 0.0
            return C.OTHER_CONCEPT, (other.start, other.stop), max(confidence, least)
        replaced = _first(forms, lambda form: find_replaced(form, missing.chinese, missing.used))
        if replaced is not None:
            return C.OTHER_RENDERING, replaced, max(confidence, REPLACED)
        if short is None and span is not None:
            span = without_verbs(missing.text, span)
        words = missing.text[slice(*span)] if span else ""
        if short is None and is_part(words, forms) and missing.is_everyday():
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

    def _rendering(self, missing: Missing) -> Span | None:
        """The run of Chinese words that the English term accounts for, or that nothing does.

        None rather than one of several that may be anything.
        """
        chinese, english = missing.chinese, read_english(missing.unit.source_text)
        links = align_words(chinese, english, self._model)
        if not links.tokens:
            return None
        first, last = missing.term.words
        mass = links.shares[:, first:last].sum(axis=1)
        spans = [(chinese.offsets[a], chinese.stops[b - 1]) for a, b in links.tokens]
        open_ = [i for i, s in enumerate(spans) if is_free(s, missing.used)]
        likely = [i for i in open_ if mass[i] >= _LEAST_MASS]
        if not likely:
            idle = [i for i in open_ if links.shares[i].sum() < _LEAST_MASS]
            terms = [fold_chinese(form.text) for form in missing.forms]
            return find_idle(missing.text, [spans[i] for i in idle], terms)
        low = high = max(likely, key=lambda i: (mass[i], -i))
        while low - 1 in likely:
            low -= 1
        while high + 1 in likely:
            high += 1
        return spans[low][0], spans[high][1]


def accepted_forms(index: TermIndex, concept: int) -> tuple[Term, ...]:
    """The accepted Chinese forms of a concept, of all days."""
    return index.entries[concept].forms("zh", TermStatus.PREFERRED, TermStatus.ADMITTED)


def _excused(missing: Missing, span: Span | None, forms: Sequence[Term]) -> Departure | None:
    """Why nothing is wrong: a pronoun, a short name of what was named, other grammar."""
    chinese, used = missing.chinese, missing.used
    if is_referred(missing.text, span, missing.forms):
        return C.IMPLIED, None, _UNDERSTOOD
    if missing.is_name():
        if find_reference(chinese, missing.forms, used):
            return C.IMPLIED, None, _UNDERSTOOD
        short = find_shortened(chinese, missing.forms, used) if missing.is_known else None
        if short is not None:
            return C.SHORT_FORM, short, _UNDERSTOOD
    if not is_action(missing.written):
        return None
    regrouped = _first(forms, lambda form: find_regrouped(form, chinese, used))
    return None if regrouped is None else (C.OTHER_RENDERING, regrouped, _EVERYDAY)


def _first(forms: Sequence[Term], find: Callable[[str], Span | None]) -> Span | None:
    """Where the first of some forms is found."""
    return next(filter(None, (find(form.text) for form in forms)), None)


def _likeness(missing: Missing) -> tuple[float, Span | None]:
    """How much of a listed form is there, and where an abbreviation of it stands."""
    folded = fold_chinese(missing.text)
    best, short = 0.0, None
    for form in (fold_chinese(term.text) for term in missing.forms):
        run = _longest_common(form, folded)
        best = max(best, run / max(1, len(form)))
        place = _abbreviated(form, folded)
        if place is not None and len(folded) == len(missing.text):
            best, short = max(best, _SHORT_FORM_SHARE), place
    return best, short


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

"""What stands in a Chinese text in the place of an English term without a listed form."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp

from aligner.languages import fold_chinese, word_spans
from aligner.lexicon import LexicalModel
from aligner.offsets import Span, covered, is_free
from aligner.terms.checking.chinese_forms import (
    find_opposite,
    find_reference,
    find_replaced,
    find_shortened,
    is_part,
    is_referred,
    without_verbs,
)
from aligner.terms.checking.chinese_order import find_regrouped, is_action
from aligner.terms.checking.likeness import are_alike, are_opposites
from aligner.terms.checking.term_links import TermLinks
from aligner.terms.checking.verdict import CERTAIN, EXCUSED
from aligner.terms.matching.english_source import EnglishSource, EnglishTerm
from aligner.terms.matching.forms import is_short_word
from aligner.terms.matching.index import SourceMatch, TermIndex
from aligner.terms.matching.validity import is_accepted
from aligner.text import HAN
from aligner.values import FindingCode, Term, TermStatus

C = FindingCode

_GLOSS = re.compile(rf"(?<=[{HAN}”》」])\s?([(（][^()（）]*[)）])")

# Log odds of a problem where nothing of the form is there, and what speaks against it.
_ODDS, _PER_SHARE, _NAMED = 2.2, -3.6, -0.8
# An abbreviation in Latin letters is often kept on purpose.
_KEPT_SHORT = 0.5
# Two listed forms, or one and an abbreviation of it, share so much.
_SHORT_FORM_SHARE = 0.8
# Another listed term in the place, or the form with another word in it, is hardly ever right.
REPLACED = 0.85
# "Design" is seldom the industrial design where Chinese has only the word for designing.
_EVERYDAY = 0.3
# Of one English word, forms of so many characters have words that it does not say.
_LONG_FOR_A_WORD = 6
_LONGEST_WORD = 4
# A rendering is usual for a word from this weight on, or from this share of the listed form's.
_LEAST_USUAL, _OF_LISTED = 0.07, 0.5
# How often a term for which a pronoun stands is missing, as in the other direction.
_UNDERSTOOD = 0.2

# The class, the words in the place of the term, and the probability that it is a problem.
Departure = tuple[FindingCode, Span | None, float]


@dataclass(frozen=True)
class Missing:
    """An English term without a listed Chinese form, and what its unit shows.

    Parameters
    ----------
    read : EnglishSource
    term : EnglishTerm
    forms : tuple of Term
        The accepted Chinese forms, of all days.
    is_known : bool
        Whether the document has the concept by a listed form before.
    """

    read: EnglishSource
    term: EnglishTerm
    forms: tuple[Term, ...]
    is_known: bool

    @property
    def concept(self) -> int:
        """The concept, or the first of several."""
        return self.term.concepts[0]

    @property
    def text(self) -> str:
        """The target text."""
        return self.read.unit.target_text

    @property
    def written(self) -> str:
        """The term in English."""
        return self.read.unit.source_text[slice(*self.term.span)]

    def is_name(self) -> bool:
        """Whether the term is a name: most of its words begin with capitals."""
        words = self.written.split()
        return len(words) > 1 and 2 * sum(word[0].isupper() for word in words) > len(words)

    def idle_words(self) -> Iterator[str]:
        """All short runs of characters that render no listed term, folded."""
        folded, span = self.read.chinese.folded, self.read.chinese.span
        used = covered(self.read.used)
        for start in range(len(folded)):
            for stop in range(start + 2, min(start + _LONGEST_WORD, len(folded)) + 1):
                if used.isdisjoint(range(*span(start, stop))):
                    yield folded[start:stop]

    def is_one_word(self) -> bool:
        """Whether the term is one word, and no abbreviation."""
        return self.written.isalpha() and self.written[1:].islower()


def certain_departure(missing: Missing, banned: Span | None) -> Departure | None:
    """What needs no evidence: no text at all, English left, a form that is forbidden."""
    if not missing.text.strip():
        return C.UNCLEAR, None, EXCUSED
    negated = _first(missing.forms, lambda form: find_opposite(form, missing.read))
    is_listed = any((m.start, m.stop) == negated for m in missing.read.free)
    if negated is not None and not is_listed:
        return C.ALTERED, negated, CERTAIN[C.ALTERED]
    kept = find_free(missing.text, missing.written, missing.read.used)
    if kept is not None:
        certain = _KEPT_SHORT if is_short_word(missing.written) else CERTAIN[C.UNTRANSLATED]
        return C.UNTRANSLATED, kept, certain
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
        links = TermLinks(missing.read, missing.term, self._model)
        texts = [form.text for form in missing.forms]
        if missing.read.places_of(missing.concept):
            span = None if missing.written.isupper() else links.other_rendering(texts)
            if span is None:
                return C.IMPLIED, None, _UNDERSTOOD
        else:
            span = links.rendering(texts)
        forms = [form for form in missing.forms if is_accepted(form, self._day)]
        return _excused(missing, span, forms) or self._unlike(missing, span, forms, links)

    def _unlike(
        self, missing: Missing, span: Span | None, forms: Sequence[Term], links: TermLinks
    ) -> Departure:
        """Other words than a listed form."""
        share, short = _likeness(missing)
        odds = _ODDS + _PER_SHARE * share
        if span is None and missing.is_known:
            odds += _NAMED
        confidence = 1.0 / (1.0 + exp(-odds))
        other = self._other_term(missing, span)
        if other is not None:
            least = REPLACED if self._is_taken_for(missing.concept, other) else 0.0
            return C.OTHER_CONCEPT, (other.start, other.stop), max(confidence, least)
        is_other = links.has_words_of_others
        chinese, used = missing.read.chinese, missing.read.used
        replaced = _first(forms, lambda form: find_replaced(form, chinese, used, is_other))
        if replaced is not None:
            return C.OTHER_RENDERING, replaced, max(confidence, REPLACED)
        if short is None and span is not None:
            span = without_verbs(missing.text, span)
        words = missing.text[slice(*span)] if span else ""
        if short is None and self._is_everyday(missing, words, forms):
            confidence = min(confidence, _EVERYDAY)
            short = span if is_part(words, forms) else None
        if short is None and missing.is_known and is_part(words, forms):
            short, confidence = span, min(confidence, _EVERYDAY)
        if short is not None:
            return C.SHORT_FORM, short, confidence
        return (C.OMITTED if span is None else C.OTHER_RENDERING), span, confidence

    def _is_everyday(self, missing: Missing, words: str, forms: Sequence[Term]) -> bool:
        """Whether a term of one word may stand in a sense that the glossary does not mean.

        So if what renders it is a part of a form (设计 of 外观设计 for "design"), if the text has
        a word that is as usual for it as the form, or if all forms are too long for one word.
        """
        if not missing.is_one_word():
            return False
        shortest = min((len(form.text) for form in forms), default=0)
        if is_part(words, forms) or shortest >= _LONG_FOR_A_WORD:
            return True
        # Texts with the glossary's terms teach that these are usual: general language tells.
        base, key = LexicalModel.base(), missing.read.english.keys[missing.term.words[0]]
        weights = (base.weight(word, key) for form in forms for word in _words(form))
        listed = max(weights, default=0.0)
        usual = max((base.weight(word, key) for word in missing.idle_words()), default=0.0)
        return usual > max(_LEAST_USUAL, _OF_LISTED * listed)

    def _other_term(self, missing: Missing, span: Span | None) -> SourceMatch | None:
        """The listed term that stands in the place, or else the opposite of what is missing."""
        there = (m for m in missing.read.free if span and m.start < span[1] and span[0] < m.stop)
        opposite = (
            m
            for m in missing.read.free
            if any(are_opposites(self._index, missing.concept, c) for c in m.concepts)
        )
        return next(there, None) or next(opposite, None)

    def _is_taken_for(self, concept: int, other: SourceMatch) -> bool:
        """Whether a Chinese term is of another concept that can be taken for this one."""
        strict = [c for c in other.concepts if not self._index.entries[c].weak]
        return not other.is_doubtful and any(are_alike(self._index, concept, c) for c in strict)


def _words(form: Term) -> list[str]:
    folded = fold_chinese(form.text)
    return [folded[start:stop] for start, stop in word_spans(folded)]


def find_free(text: str, words: str, used: Sequence[Span]) -> Span | None:
    """Where some words in Latin letters stand in a text and render nothing else.

    In brackets behind Chinese they only repeat it: 国际商会（International Chamber of Commerce）.

    Examples
    --------
    >>> find_free("依照PCT提出的申请", "PCT", [])
    (2, 5)
    >>> find_free("依照条约（PCT）提出的申请", "PCT", [])
    """
    glosses = [match.span(1) for match in _GLOSS.finditer(text)]
    places = re.finditer(re.escape(words), text, re.IGNORECASE)
    return next((m.span() for m in places if is_free(m.span(), [*used, *glosses])), None)


def accepted_forms(index: TermIndex, concept: int) -> tuple[Term, ...]:
    """The accepted Chinese forms of a concept, of all days."""
    return index.entries[concept].forms("zh", TermStatus.PREFERRED, TermStatus.ADMITTED)


def _excused(missing: Missing, span: Span | None, forms: Sequence[Term]) -> Departure | None:
    """Why nothing is wrong: a pronoun, a short name of what was named, other grammar."""
    chinese, used = missing.read.chinese, missing.read.used
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
    """How much of a listed form is there, and where an abbreviation of it stands.

    What renders the term at another place of the unit is not.
    """
    folded, span = missing.read.chinese.folded, missing.read.chinese.span
    elsewhere = covered(missing.read.places_of(missing.concept))
    free = "".join("\0" if span(i, i + 1)[0] in elsewhere else c for i, c in enumerate(folded))
    best, short = 0.0, None
    for form in (fold_chinese(term.text) for term in missing.forms):
        best = max(best, _longest_common(form, free) / max(1, len(form)))
        place = _abbreviated(form, free)
        if place is not None:
            best, short = max(best, _SHORT_FORM_SHARE), span(*place)
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

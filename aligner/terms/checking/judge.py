"""Verdicts on the occurrences of source terms, and on target forms without one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from aligner.languages import fold_chinese, read_chinese
from aligner.offsets import Span
from aligner.terms.checking.omission import Clues
from aligner.terms.checking.traces import TraceKind, find_trace, has_pronoun
from aligner.terms.matching.capitals import has_wrong_case
from aligner.terms.matching.forms import Form, is_short_term
from aligner.terms.matching.index import SourceMatch, TermIndex
from aligner.terms.matching.searching import TargetMatch
from aligner.terms.matching.unit import ReadUnit, is_accepted, is_forbidden
from aligner.text import has_han
from aligner.values import FindingCode, OccurrenceStatus, TermStatus

# Rough share of real problems among the findings of each kind, from reading findings on
# official bilingual reports one by one; forbidden forms are certain.
_CONFIDENCE = {
    FindingCode.FORBIDDEN: 0.95,
    FindingCode.UNTRANSLATED: 0.95,
    FindingCode.WRONG_VARIANT: 0.6,
    FindingCode.MISSING: 0.5,
    FindingCode.SHORT_FORM: 0.5,
    FindingCode.UNDEFINED_ABBREVIATION: 0.6,
    FindingCode.CASE: 0.7,
    FindingCode.SPELLING: 0.9,
}
# A term used before may be left out on purpose even if no pronoun stands for it.
_NAMED_BEFORE = 0.6
_NUMBER = re.compile(r"\d+(?:[.,]\d+)+")
_TELLING = frozenset({TraceKind.SPELLING, TraceKind.SHORT_FORM})
# "formerly SIPO" is history, and correct.
_HISTORY = re.compile(
    r"\b(?:former(?:ly)?|previous(?:ly)?|then|old|predecessor|known as|renamed|from)\b[^.;]{0,20}$",
    re.IGNORECASE,
)
_UNSOURCED_CONFIDENCE = 0.7
_LEFT_OVER = 0.95


@dataclass(frozen=True, slots=True)
class TermVerdict:
    """The verdict on one occurrence, or on a target form without one.

    Parameters
    ----------
    concept : int
        Index of the concept entry.
    status : OccurrenceStatus or None
        None if there is no source term.
    source_span, target_span : tuple of int or None
    label : str
        The group of forms the rendering belongs to.
    wanted : str
        The form to use here, if it is not simply the preferred one.
    code : FindingCode or None
        None if nothing is wrong.
    confidence : float
    """

    concept: int
    status: OccurrenceStatus | None
    source_span: Span | None
    target_span: Span | None = None
    label: str = ""
    wanted: str = ""
    code: FindingCode | None = None
    confidence: float = 1.0


class Judge:
    """Judges the units of one document, in order.

    Parameters
    ----------
    index : TermIndex
    units : sequence of ReadUnit
        All units of the document, with their renderings.
    day : date or None
        Date of the release.
    clues : Clues or None
        Evidence from the learned lexicon; with None, only rules decide.
    """

    def __init__(
        self,
        index: TermIndex,
        units: Sequence[ReadUnit],
        day: date | None,
        clues: Clues | None = None,
    ) -> None:
        self._index = index
        self._clues = clues
        self._units = units
        self._day = day
        self._named: set[int] = set()
        self._reported_short: set[int] = set()
        self._blamed: list[Span] = []
        self._in_full = {
            match.form.concept
            for read in units
            for match in read.matches
            if not is_short_term(match.form.term) and is_accepted(match.form.term, day)
        }

    def judge(self, number: int) -> list[TermVerdict]:
        """Verdicts on the occurrences of one unit, in order."""
        read = self._units[number]
        verdicts = []
        self._blamed = []
        for i, occurrence in enumerate(read.occurrences):
            match = read.renderings.get(i)
            if match is not None:
                verdict = self._rendered(read, occurrence, match)
            else:
                verdict = self._unrendered(number, occurrence)
            verdicts.append(verdict)
            if verdict.target_span is not None:
                self._named.add(verdict.concept)
        return verdicts

    def _rendered(self, read: ReadUnit, occurrence: SourceMatch, match: TargetMatch) -> TermVerdict:
        """The verdict on an occurrence with a known form."""
        form = match.form
        concept = form.concept
        span = read.target.span(match.first, match.last)
        code: FindingCode | None = None
        wanted = ""
        if is_forbidden(form.term, self._day):
            status = OccurrenceStatus.ALLOWED if form.exact_words else OccurrenceStatus.FORBIDDEN
            code = FindingCode.SPELLING if form.exact_words else FindingCode.FORBIDDEN
            wanted = form.term.use_instead.strip()
            if self._index.entries[concept].weak:
                status, code = OccurrenceStatus.UNCHECKED, None
        else:
            status = _accepted_status(form)
            if self._is_undefined(form):
                code = FindingCode.UNDEFINED_ABBREVIATION
                self._reported_short.add(concept)
            elif has_wrong_case(read.target.surface(match.first, match.last), form):
                code, wanted = FindingCode.CASE, form.term.text
        return TermVerdict(
            concept,
            status,
            (occurrence.start, occurrence.stop),
            span,
            form.label,
            wanted if code else "",
            code,
            _CONFIDENCE[code] if code else 1.0,
        )

    def _is_undefined(self, form: Form) -> bool:
        """Whether an abbreviation occurs for the first time, and its full form nowhere."""
        seen = self._in_full | self._reported_short
        return form.term.abbreviation and form.concept not in seen

    def _unrendered(self, number: int, occurrence: SourceMatch) -> TermVerdict:
        """The verdict on an occurrence without a known form."""
        read = self._units[number]
        concept = occurrence.concepts[0]
        span = (occurrence.start, occurrence.stop)
        untranslated = self._untranslated(read, occurrence)
        if untranslated is not None:
            return TermVerdict(
                concept,
                OccurrenceStatus.UNTRANSLATED,
                span,
                untranslated,
                read.unit.target_text[slice(*untranslated)],
                code=FindingCode.UNTRANSLATED,
                confidence=_CONFIDENCE[FindingCode.UNTRANSLATED],
            )
        # If the glossary only forbids forms, no form can be missing.
        is_open = self._index.entries[concept].weak or not read.target.keys
        if is_open or not self._index.expected(concept, self._day):
            return TermVerdict(concept, OccurrenceStatus.UNCHECKED, span)
        if is_bracketed(read, occurrence):
            return TermVerdict(concept, OccurrenceStatus.MENTION, span)
        if self._clues is not None:
            return self._by_clues(self._clues, number, occurrence)
        if self._is_rendered_nearby(number, occurrence):
            return TermVerdict(concept, OccurrenceStatus.MENTION, span)
        return self._from_trace(read, occurrence) or self._missing(read, occurrence)

    def _untranslated(self, read: ReadUnit, occurrence: SourceMatch) -> Span | None:
        """Where the source term stands untranslated in the target text, if it does."""
        if not has_han(read.unit.target_text):
            return None
        term = read.unit.source_text[occurrence.start : occurrence.stop]
        place = read.unit.target_text.find(term)
        if place >= 0:
            return place, place + len(term)
        folded = fold_chinese(read.unit.target_text)
        return None if fold_chinese(term) not in folded else (0, len(read.unit.target_text))

    def _is_rendered_nearby(self, number: int, occurrence: SourceMatch) -> bool:
        """Whether the term is rendered elsewhere in the bead, or in a neighbouring one.

        Good style uses a term once in a sentence, and a translator may move a clause
        to the next sentence.
        """
        wanted = set(occurrence.concepts)
        own = self._units[number].renderings.values()
        if any(m.form.concept in wanted and is_accepted(m.form.term, self._day) for m in own):
            return True
        around = self._units
        neighbours = (*around[max(0, number - 1) : number], *around[number + 1 : number + 2])
        return any(
            match.form.concept in wanted and is_accepted(match.form.term, self._day)
            for neighbour in neighbours
            for match in neighbour.open_matches()
        )

    def _from_trace(self, read: ReadUnit, occurrence: SourceMatch) -> TermVerdict | None:
        """The verdict from what the sentence has in place of a known form."""
        concept = occurrence.concepts[0]
        trace = find_trace(read.target, self._accepted_words(concept), read.used_words())
        if trace is None:
            return None
        status, code = {
            TraceKind.SPELLING: (OccurrenceStatus.WRONG_VARIANT, FindingCode.SPELLING),
            TraceKind.REWORDED: (OccurrenceStatus.REWORDED, None),
            TraceKind.SHORT_FORM: (OccurrenceStatus.SHORT_FORM, FindingCode.SHORT_FORM),
            TraceKind.WRONG_VARIANT: (OccurrenceStatus.WRONG_VARIANT, FindingCode.WRONG_VARIANT),
        }[trace.kind]
        if trace.kind is TraceKind.SHORT_FORM and concept in self._named:
            code = None
        return TermVerdict(
            concept,
            status,
            (occurrence.start, occurrence.stop),
            read.target.span(trace.first, trace.last),
            read.target.surface(trace.first, trace.last).lower(),
            code=code,
            confidence=_CONFIDENCE[code] if code else 1.0,
        )

    def _by_clues(self, clues: Clues, number: int, occurrence: SourceMatch) -> TermVerdict:
        """The verdict by the learned lexicon: an error, or a free rendering."""
        read, concept = self._units[number], occurrence.concepts[0]
        reading = clues.read(number, occurrence, named=concept in self._named)
        is_plain = reading.stray is None or not reading.is_error
        if is_plain and reading.trace is not None and reading.trace.kind in _TELLING:
            known = self._from_trace(read, occurrence)
            if known is not None:
                return known
        rendering = reading.rendering if reading.is_rendered else None
        run = reading.stray or reading.trace
        span = rendering.span if rendering else None
        if run is not None:
            span = read.target.span(run.first, run.last)
        if not reading.is_error:
            status = OccurrenceStatus.MENTION if span is None else OccurrenceStatus.REWORDED
            code = None
        elif span is not None and not any(a < span[1] and span[0] < b for a, b in self._blamed):
            self._blamed.append(span)
            span = _with_whole_numbers(read.unit.target_text, span)
            status, code = OccurrenceStatus.WRONG_VARIANT, FindingCode.WRONG_VARIANT
        else:
            # The same words cannot be reported for two terms.
            span = None
            status, code = OccurrenceStatus.MISSING, FindingCode.MISSING
        return TermVerdict(
            concept,
            status,
            (occurrence.start, occurrence.stop),
            span,
            read.unit.target_text[slice(*span)].lower() if span else "",
            code=code,
            confidence=reading.confidence if code else 1.0,
        )

    def _missing(self, read: ReadUnit, occurrence: SourceMatch) -> TermVerdict:
        """The verdict on an occurrence without any trace of a rendering."""
        concept = occurrence.concepts[0]
        span = (occurrence.start, occurrence.stop)
        was_named = concept in self._named
        if was_named and has_pronoun(read.target):
            return TermVerdict(concept, OccurrenceStatus.MENTION, span)
        confidence = _CONFIDENCE[FindingCode.MISSING] * (_NAMED_BEFORE if was_named else 1.0)
        return TermVerdict(
            concept,
            OccurrenceStatus.MISSING,
            span,
            code=FindingCode.MISSING,
            confidence=confidence,
        )

    def _accepted_words(self, concept: int) -> list[tuple[str, ...]]:
        """Words of the accepted forms of a concept, except abbreviations."""
        forms = self._index.forms_by_concept.get(concept, ())
        return [
            f.words for f in forms if is_accepted(f.term, self._day) and not is_short_term(f.term)
        ]


def _with_whole_numbers(text: str, span: Span) -> Span:
    """The span, widened so that it does not cut a number in two."""
    start, stop = span
    for number in _NUMBER.finditer(text):
        if number.start() < start < number.end():
            start = number.start()
        if number.start() < stop < number.end():
            stop = number.end()
    return start, stop


def is_bracketed(read: ReadUnit, occurrence: SourceMatch) -> bool:
    """Whether the term stands alone in brackets, where it defines or repeats a name."""
    text = read.unit.source_text
    before, behind = text[: occurrence.start].rstrip(), text[occurrence.stop :].lstrip()
    return before.endswith(("(", "（")) and behind.startswith((")", "）"))


def _accepted_status(form: Form) -> OccurrenceStatus:
    """Status of an occurrence rendered by an accepted form."""
    if form.term.status is TermStatus.PREFERRED:
        return OccurrenceStatus.PREFERRED
    return OccurrenceStatus.ABBREVIATION if is_short_term(form.term) else OccurrenceStatus.ALLOWED


def find_unsourced(read: ReadUnit, index: TermIndex, day: date | None) -> list[TermVerdict]:
    """Verdicts on forbidden forms in the target that no source term calls for.

    Of strict concepts with Chinese terms, only names (forms with capitals) count:
    a common word that is wrong for one Chinese term is right for many others.
    A form that is forbidden in any case is given as a concept without Chinese terms.
    """
    suspects = [
        match
        for match in read.open_matches()
        if is_forbidden(match.form.term, day) and not match.form.exact_words
        if match.form.term.text != match.form.term.text.lower()
        or match.form.concept in index.sourceless
        if not index.entries[match.form.concept].weak
    ]
    verdicts = []
    for match in suspects:
        start, stop = read.target.span(match.first, match.last)
        before = read.unit.target_text[max(0, start - 40) : start]
        if _is_part_of_accepted(match, read, day) or _HISTORY.search(before):
            continue
        code = FindingCode.FORBIDDEN_WITHOUT_SOURCE
        concept = match.form.concept
        verdicts.append(
            TermVerdict(
                concept,
                None,
                None,
                (start, stop),
                wanted=match.form.term.use_instead.strip(),
                code=code,
                confidence=_UNSOURCED_CONFIDENCE,
            ),
        )
    return verdicts


def find_left_over(
    read: ReadUnit, index: TermIndex, verdicts: Sequence[TermVerdict]
) -> list[TermVerdict]:
    """Verdicts on source terms that stand untranslated beside their rendering.

    In brackets after its rendering a source term helps the reader, and is correct.
    """
    text = read.unit.target_text
    if not has_han(text):
        return []
    known = [v.target_span for v in verdicts if v.code is FindingCode.UNTRANSLATED]
    places = {c: o for o in reversed(read.occurrences) for c in o.concepts}
    found = []
    for match in index.find_source(read_chinese(text)):
        concept = next((c for c in match.concepts if c in places), None)
        behind, before = text[match.stop : match.stop + 2], text[: match.start].rstrip('“"《')
        is_help = before.endswith(("(", "（")) and any(c in behind for c in ")）")
        span = match.start, match.stop
        is_known = any(k and k[0] < span[1] and span[0] < k[1] for k in known)
        if concept is None or is_help or is_known:
            continue
        source = places[concept].start, places[concept].stop
        code = FindingCode.UNTRANSLATED
        found.append(TermVerdict(concept, None, source, span, code=code, confidence=_LEFT_OVER))
    return found


def _is_part_of_accepted(match: TargetMatch, read: ReadUnit, day: date | None) -> bool:
    """Whether the words are part of an accepted form of any concept."""
    return any(
        other.first <= match.first and match.last <= other.last
        for other in read.matches
        if is_accepted(other.form.term, day)
    )

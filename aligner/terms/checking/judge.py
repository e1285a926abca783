"""Verdicts on the occurrences of source terms, and on target forms without one."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date

from aligner.languages import read_chinese
from aligner.offsets import Span
from aligner.terms.checking.damaged import find_damaged_letters
from aligner.terms.checking.departures import find_departure
from aligner.terms.checking.evidence import Evidence
from aligner.terms.checking.garbled import find_garbled_around, find_garbled_before
from aligner.terms.checking.likeness import is_body
from aligner.terms.checking.misnaming import is_name
from aligner.terms.checking.untranslated import find_left_chinese
from aligner.terms.checking.uses import Uses, count_uses
from aligner.terms.checking.verdict import CERTAIN, EXCUSED, GARBLED, UNDATED, TermVerdict
from aligner.terms.matching.asides import find_currency_sign, find_in_brackets
from aligner.terms.matching.capitals import has_wrong_case
from aligner.terms.matching.forms import Form, is_short_term
from aligner.terms.matching.index import SourceMatch, TermIndex
from aligner.terms.matching.numbers import Around, has_other_number, is_before_noun
from aligner.terms.matching.other_words import is_agent
from aligner.terms.matching.searching import TargetMatch
from aligner.terms.matching.unit import ReadUnit
from aligner.terms.matching.validity import is_accepted, is_forbidden, when_wrong
from aligner.text import has_han
from aligner.values import LIKELY, FindingCode, OccurrenceStatus, TermStatus

_MARKS = " 《》〈〉“”‘’「」\"'"
# A number, or a word with its prefix: 1,649; co-operation.
_WHOLE = re.compile(
    r"\d+(?:[.,]\d+)+|\b(?:anti|co|ex|inter|multi|non|pre|re|self|semi|sub)[-\u2010\u2011]\w+",
    re.IGNORECASE,
)
# "formerly SIPO" is history, and correct.
_HISTORY = re.compile(
    r"\b(?:former(?:ly)?|previous(?:ly)?|then|old|predecessor|known as|renamed|from)\b[^.;]{0,20}$",
    re.IGNORECASE,
)


class Judge:
    """Judges the units of one document.

    Parameters
    ----------
    index : TermIndex
    units : sequence of ReadUnit
        All units of the document, with their renderings.
    day : date or None
        Date of the release.
    evidence : Evidence
    named : set of int
        Concepts that earlier units of the document name in full.

    Attributes
    ----------
    in_full : set of int
        The same with those that these units name in full.
    """

    def __init__(
        self,
        index: TermIndex,
        units: Sequence[ReadUnit],
        day: date | None,
        evidence: Evidence,
        named: AbstractSet[int] = frozenset(),
    ) -> None:
        self._index = index
        self._evidence = evidence
        self._units = units
        self._day = day
        self._uses = count_uses(units)
        self._reported_short: set[int] = set()
        self._blamed: list[Span] = []
        self.in_full = named | {
            match.form.concept
            for read in units
            for match in read.matches
            if not is_short_term(match.form.term) and is_accepted(match.form.term, day)
        }

    def judge(self, number: int) -> list[TermVerdict]:
        """Verdicts on the occurrences of one unit, in order."""
        read = self._units[number]
        self._blamed = []
        verdicts = [
            self._unrendered(number, occurrence)
            if (match := read.renderings.get(i)) is None
            else self._rendered(read, occurrence, match)
            for i, occurrence in enumerate(read.occurrences)
        ]
        exchange = self._evidence.exchange(number)
        is_likely = exchange is not None and exchange.probability >= LIKELY
        if exchange is not None and is_likely and verdicts[exchange.first].code is None:
            other = read.renderings[exchange.second]
            verdicts[exchange.first] = replace(
                verdicts[exchange.first],
                code=FindingCode.OTHER_CONCEPT,
                confidence=exchange.probability,
                exchanged_with=read.target.surface(other.first, other.last),
            )
        return verdicts

    def _rendered(self, read: ReadUnit, occurrence: SourceMatch, match: TargetMatch) -> TermVerdict:
        """The verdict on an occurrence with a known form."""
        form = match.form
        span = read.target.span(match.first, match.last)
        surface = read.target.surface(match.first, match.last)
        status, code, wanted = _accepted_status(form), None, ""
        when = ""
        if occurrence.is_doubtful and not is_accepted(form.term, self._day):
            # "Supreme Court", which is not to be used for 最高法, is right for 最高法院.
            text, place = read.unit.target_text, (occurrence.start, occurrence.stop)
            return _departed(form.concept, place, FindingCode.UNCLEAR, None, EXCUSED, text)
        if is_forbidden(form.term, self._day):
            status = OccurrenceStatus.ALLOWED if form.exact_words else OccurrenceStatus.FORBIDDEN
            code = FindingCode.SPELLING if form.exact_words else FindingCode.FORBIDDEN
            wanted, when = form.term.use_instead.strip(), self._undated(form)
        elif not is_accepted(form.term, self._day) and not form.exact_words:
            status, code = OccurrenceStatus.OUTDATED, FindingCode.OUTDATED
            when = self._undated(form)
        elif has_other_number(
            surface,
            self._written(form),
            Around(read.unit.target_text[: span[0]], is_before_noun(read.target, match.last - 1)),
        ):
            status, code = OccurrenceStatus.ALTERED, FindingCode.ALTERED
        elif (garbled := self._garbled(read, form.concept, match)) is not None:
            return _garbled(occurrence, form.concept, garbled, read.unit.target_text)
        elif (damaged := self._damaged_letters(read, form, span[1])) is not None:
            span, wanted = damaged
            status, code = OccurrenceStatus.ALTERED, FindingCode.ALTERED
        elif self._is_undefined(form):
            code = FindingCode.UNDEFINED_ABBREVIATION
            self._reported_short.add(form.concept)
        elif has_wrong_case(surface, form, is_name=self._is_name(read, form)):
            code, wanted = FindingCode.CASE, form.term.text
        if self._index.entries[form.concept].weak and not status.is_accepted:
            status, code = OccurrenceStatus.UNCHECKED, None
        return TermVerdict(
            form.concept,
            status,
            (occurrence.start, occurrence.stop),
            span,
            form.label,
            wanted if code else "",
            code,
            CERTAIN[code] * (UNDATED if when else 1.0) if code else 1.0,
            when if code else "",
        )

    def _undated(self, form: Form) -> str:
        """When a form is wrong, if nothing tells whether the text was written then."""
        return when_wrong(form.term) if self._day is None else ""

    def _garbled(self, read: ReadUnit, concept: int, near: TargetMatch | int) -> Span | None:
        """A full name with a wrong word around a rendering, or before one in brackets."""
        # A longer form has a word beside those of the rendering, and another one that is wrong.
        shortest = 2 if isinstance(near, int) else near.last - near.first + 2
        long = [f for f in self._index.forms_by_concept[concept] if len(f.words) >= shortest]
        forms = [f.words for f in long if is_accepted(f.term, self._day)]
        if not forms or self._index.entries[concept].weak:
            return None
        known = read.matches_of({concept})
        if isinstance(near, int):
            words = find_garbled_before(read.target, near, forms, known)
        else:
            words = find_garbled_around(read.target, near, forms, known)
        return read.target.span(*words) if words else None

    def _written(self, form: Form) -> list[str]:
        """How the accepted forms of the concept of a form are written."""
        forms = self._index.forms_by_concept[form.concept]
        return [f.term.text for f in forms if is_accepted(f.term, self._day)]

    def _damaged_letters(self, read: ReadUnit, form: Form, stop: int) -> tuple[Span, str] | None:
        """A short name behind a full one, with letters that are not its own."""
        if is_short_term(form.term):
            return None
        forms = self._index.forms_by_concept[form.concept]
        short_names = [f.term.text for f in forms if is_short_term(f.term)]
        return find_damaged_letters(read.unit.target_text, stop, short_names, form.words)

    def _is_name(self, read: ReadUnit, form: Form) -> bool:
        """Whether a form is the name of a body, in a text and a glossary that use capitals."""
        return (
            is_name(form.words, form.term.text)
            and is_body(self._index, form.concept)
            and self._index.capitals_tell
            and not read.unit.target_text.islower()
            and not any(text.islower() for text in self._written(form))
        )

    def _is_undefined(self, form: Form) -> bool:
        """Whether an abbreviation occurs for the first time, and its full form nowhere."""
        seen = self.in_full | self._reported_short
        return form.term.abbreviation and form.concept not in seen

    def _unrendered(self, number: int, occurrence: SourceMatch) -> TermVerdict:
        """The verdict on an occurrence without a known form."""
        read, concept = self._units[number], occurrence.concepts[0]
        text, span = read.unit.target_text, (occurrence.start, occurrence.stop)
        left = find_left_chinese(read.unit.source_text[slice(*span)], text)
        if left is not None:
            code = FindingCode.UNTRANSLATED
            return _departed(concept, span, code, left, CERTAIN[code], text)
        # If the glossary only forbids forms, none is required.
        is_free = not self._index.expected(concept, self._day)
        if self._index.entries[concept].weak or is_free:
            return TermVerdict(concept, OccurrenceStatus.UNCHECKED, span)
        stop = bisect_left(read.source.offsets, occurrence.stop)
        is_other_word = occurrence.is_doubtful or is_agent(read.source.folded, stop)
        if is_other_word or not read.target.keys:
            return _departed(concept, span, FindingCode.UNCLEAR, None, EXCUSED, text)
        aside = self._aside(read, occurrence)
        if aside is not None:
            return self._in_aside(read, occurrence, aside)
        if is_bracketed(read, occurrence):
            return _departed(concept, span, FindingCode.IMPLIED, None, EXCUSED, text)
        return self._replaced(number, occurrence)

    def _in_aside(self, read: ReadUnit, occurrence: SourceMatch, aside: Span) -> TermVerdict:
        """The verdict on an occurrence with a form in brackets, behind a name that may be wrong."""
        text, concept = read.unit.target_text, occurrence.concepts[0]
        self._blamed.append(aside)
        garbled = self._garbled(read, concept, aside[0])
        if garbled is not None:
            return _garbled(occurrence, concept, garbled, text)
        span, label = (occurrence.start, occurrence.stop), text[slice(*aside)]
        return TermVerdict(concept, OccurrenceStatus.ABBREVIATION, span, aside, label)

    def _replaced(self, number: int, occurrence: SourceMatch) -> TermVerdict:
        """The verdict on an occurrence with other words, or none, in its place."""
        concept, text = occurrence.concepts[0], self._units[number].unit.target_text
        uses = self._uses.get(concept, Uses())
        found = find_departure(self._evidence, self._index, number, occurrence, uses)
        target = found.span
        if target is not None and any(a < target[1] and target[0] < b for a, b in self._blamed):
            # The same words cannot be reported for two terms.
            target = None
        if target is not None:
            self._blamed.append(target)
            target = _with_whole_words(text, target)
        status = found.status
        if target is None and status in {
            OccurrenceStatus.OTHER_RENDERING,
            OccurrenceStatus.OTHER_CONCEPT,
        }:
            status = OccurrenceStatus.OMITTED
        code, span = FindingCode(status.value), (occurrence.start, occurrence.stop)
        verdict = _departed(concept, span, code, target, found.confidence, text)
        return replace(verdict, values=found.values, bounds=found.bounds)

    def _aside(self, read: ReadUnit, occurrence: SourceMatch) -> Span | None:
        """An accepted form in brackets, or the sign of the currency that the term names."""
        text = read.unit.target_text
        used = [read.target.span(m.first, m.last) for m in read.renderings.values()]
        used += self._blamed
        forms = self._index.forms_by_concept.get(occurrence.concepts[0], ())
        names = [f.term.text for f in forms if is_accepted(f.term, self._day)]
        found = find_in_brackets(text, names, used) if "(" in text or "（" in text else None
        source = read.unit.source_text[occurrence.start : occurrence.stop]
        return found or find_currency_sign(source, text, used)


def _garbled(occurrence: SourceMatch, concept: int, words: Span, text: str) -> TermVerdict:
    """The verdict on an occurrence whose full name has a wrong word."""
    span, code = (occurrence.start, occurrence.stop), FindingCode.OTHER_RENDERING
    return _departed(concept, span, code, words, GARBLED, text)


def _departed(  # noqa: PLR0913, PLR0917 - the fields of a verdict
    concept: int,
    span: Span,
    code: FindingCode,
    target: Span | None,
    confidence: float,
    text: str,
) -> TermVerdict:
    """The verdict on an occurrence that has something else in its place."""
    label = text[slice(*target)].lower() if target else ""
    status = OccurrenceStatus(code.value)
    return TermVerdict(concept, status, span, target, label, code=code, confidence=confidence)


def _with_whole_words(text: str, span: Span) -> Span:
    """The span, widened so that it does not cut a number or a word with a prefix in two."""
    start, stop = span
    for whole in _WHOLE.finditer(text):
        if whole.start() < start < whole.end():
            start = whole.start()
        if whole.start() < stop < whole.end():
            stop = whole.end()
    return start, stop


def is_bracketed(read: ReadUnit, occurrence: SourceMatch) -> bool:
    """Whether the term stands alone in brackets, where it defines or repeats a name."""
    text = read.unit.source_text
    before = text[: occurrence.start].rstrip(_MARKS)
    behind = text[occurrence.stop :].lstrip(_MARKS)
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
        when = when_wrong(match.form.term) if day is None else ""
        concept = match.form.concept
        verdicts.append(
            TermVerdict(
                concept,
                None,
                None,
                (start, stop),
                wanted=match.form.term.use_instead.strip(),
                code=code,
                confidence=CERTAIN[code] * (UNDATED if when else 1.0),
                wrong_when=when,
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
        found.append(TermVerdict(concept, None, source, span, code=code, confidence=CERTAIN[code]))
    return found


def _is_part_of_accepted(match: TargetMatch, read: ReadUnit, day: date | None) -> bool:
    """Whether the words are part of an accepted form of any concept."""
    return any(
        other.first <= match.first and match.last <= other.last
        for other in read.matches
        if is_accepted(other.form.term, day)
    )

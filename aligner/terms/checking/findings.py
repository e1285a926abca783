"""Findings of the term check: severities, wording and other renderings."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from aligner.offsets import Span
from aligner.signature import digest_values
from aligner.values import (
    LIKELY,
    Finding,
    FindingCode,
    Severity,
    TermOccurrence,
    TranslationUnit,
)

_SEVERITIES = {
    FindingCode.FORBIDDEN: Severity.ERROR,
    FindingCode.OUTDATED: Severity.ERROR,
    FindingCode.UNTRANSLATED: Severity.ERROR,
    FindingCode.TRANSLITERATED: Severity.WARNING,
    FindingCode.OTHER_CONCEPT: Severity.WARNING,
    FindingCode.ALTERED: Severity.WARNING,
    FindingCode.OTHER_RENDERING: Severity.WARNING,
    FindingCode.OMITTED: Severity.WARNING,
    FindingCode.NUMBER: Severity.WARNING,
    FindingCode.INCONSISTENT: Severity.WARNING,
    FindingCode.FORBIDDEN_WITHOUT_SOURCE: Severity.WARNING,
    FindingCode.SHORT_FORM: Severity.NOTE,
    FindingCode.UNDEFINED_ABBREVIATION: Severity.NOTE,
    FindingCode.CASE: Severity.NOTE,
    FindingCode.SPELLING: Severity.NOTE,
    FindingCode.IMPLIED: Severity.NOTE,
    FindingCode.UNCLEAR: Severity.NOTE,
    FindingCode.GLOSSARY_GAP: Severity.SUGGESTION,
    FindingCode.SUSPECT_ALIGNMENT: Severity.NOTE,
}
# Error types of the MQM core typology: those of Terminology; of Accuracy, untranslated
# mistranslation and omission; of Linguistic conventions, spelling and, below it, capitalization.
_MQM = {
    FindingCode.FORBIDDEN: "wrong-term",
    FindingCode.OUTDATED: "wrong-term",
    FindingCode.UNTRANSLATED: "untranslated",
    FindingCode.TRANSLITERATED: "untranslated",
    FindingCode.OTHER_CONCEPT: "wrong-term",
    FindingCode.ALTERED: "inconsistent-with-terminology-resource",
    FindingCode.OTHER_RENDERING: "inconsistent-with-terminology-resource",
    FindingCode.OMITTED: "omission",
    FindingCode.NUMBER: "mistranslation",
    FindingCode.INCONSISTENT: "inconsistent-use-of-terminology",
    FindingCode.FORBIDDEN_WITHOUT_SOURCE: "wrong-term",
    FindingCode.SHORT_FORM: "inconsistent-with-terminology-resource",
    FindingCode.UNDEFINED_ABBREVIATION: "inconsistent-with-terminology-resource",
    FindingCode.CASE: "capitalization",
    FindingCode.SPELLING: "spelling",
    FindingCode.IMPLIED: "inconsistent-with-terminology-resource",
    FindingCode.UNCLEAR: "inconsistent-with-terminology-resource",
}
_MESSAGES = {
    FindingCode.FORBIDDEN: "{source} is rendered as {found}, which is not to be used; use {use}",
    FindingCode.OUTDATED: "{source} is rendered as {found}, which was not its name then; use {use}",
    FindingCode.UNTRANSLATED: "{source} stands untranslated; use {use}",
    FindingCode.TRANSLITERATED: "{source} is only spelt out: {found}; use {use}",
    FindingCode.OTHER_CONCEPT: "{source}: {found} renders another term; use {use}",
    FindingCode.ALTERED: "{source} is rendered as {found}, an altered form; use {use}",
    FindingCode.OTHER_RENDERING: "{source}: other rendering: {found}; expected {use}",
    FindingCode.OMITTED: "no rendering of {source} found; expected {use}",
    FindingCode.NUMBER: "the numbers differ: {source} against {found}",
    FindingCode.INCONSISTENT: "{source} is mostly {use} in this document, but {found} here",
    FindingCode.FORBIDDEN_WITHOUT_SOURCE: "{found} is not to be used; use {use}",
    FindingCode.SHORT_FORM: "{source} is only {found}; the full name is {use}",
    FindingCode.UNDEFINED_ABBREVIATION: "{found} is nowhere given in full in this document: {use}",
    FindingCode.CASE: "{found} is written {use}",
    FindingCode.SPELLING: "{found} is spelt {use}",
    FindingCode.IMPLIED: "{source} is only implied; its name is {use}",
    FindingCode.UNCLEAR: "{source} cannot be judged: there is no text to find {use} in, "
    "or these characters belong to other words",
}
# Where nothing in the translation can be pointed at.
_UNMARKED = {
    FindingCode.SHORT_FORM: "{source} is left out or shortened; the full name is {use}",
    FindingCode.OTHER_RENDERING: "{source}: other rendering; expected {use}",
}
_EXCHANGED = "{found} and {other} seem to have been exchanged: {source} is elsewhere"
_UNDATED = "{said}; so it is {when}, and this text has no date"
_ELSEWHERE = "elsewhere"
_MOST_ELSEWHERE = 5


@dataclass(frozen=True, slots=True)
class Documents:
    """Ids of the two documents that are checked."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class FindingPlace:
    """The location of a finding: the unit and the spans in its two texts."""

    unit: TranslationUnit
    source_span: Span | None
    target_span: Span | None

    @property
    def source_term(self) -> str:
        """The text of the source span."""
        return _cut(self.unit.source_text, self.source_span)

    @property
    def found(self) -> str:
        """The text of the target span."""
        return _cut(self.unit.target_text, self.target_span)


def make_finding(  # noqa: PLR0913 - the rest by name
    code: FindingCode,
    concept: str,
    place: FindingPlace,
    documents: Documents,
    *,
    expected: tuple[str, ...],
    confidence: float,
    details: tuple[tuple[str, str], ...] = (),
    exchanged_with: str = "",
    wrong_when: str = "",
) -> Finding:
    """A finding with its message, severity, MQM type and stable id.

    The id depends on the texts, and neither on the number of the unit nor on the id of
    the concept, so that it stays the same when other parts of the document are
    segmented differently, or entries are added to the glossary.
    """
    unit = place.unit
    confidence = round(confidence, 4)
    name = place.source_term or place.found
    identity = (code.value, name, documents.source, documents.target)
    texts = (unit.source_text, unit.target_text, place.source_span, place.target_span)
    use = f"\u201c{expected[0]}\u201d" if expected else "another form"
    wording = _MESSAGES[code] if place.found else _UNMARKED.get(code, _MESSAGES[code])
    message = (_EXCHANGED if exchanged_with else wording).format(
        source=place.source_term,
        found=f"\u201c{place.found}\u201d",
        use=use,
        other=f"\u201c{exchanged_with}\u201d",
    )
    if wrong_when:
        message = _UNDATED.format(said=message, when=wrong_when)
    return Finding(
        id=digest_values(*identity, *texts),
        code=code,
        severity=_severity(code, confidence),
        message=message,
        concept=concept,
        source_term=place.source_term,
        expected=expected,
        found=place.found,
        unit=unit.id,
        source_document=documents.source,
        target_document=documents.target,
        source_text=unit.source_text,
        target_text=unit.target_text,
        source_span=place.source_span,
        target_span=place.target_span,
        confidence=confidence,
        details=(("mqm", _MQM[code]), *details),
    )


def _severity(code: FindingCode, confidence: float) -> Severity:
    """Severity of a class of findings; a note if the finding is improbable."""
    is_grave = _SEVERITIES[code] in {Severity.ERROR, Severity.WARNING}
    return Severity.NOTE if is_grave and confidence < LIKELY else _SEVERITIES[code]


def suspect(unit: TranslationUnit, findings: Sequence[Finding], reason: str) -> Finding:
    """A finding about the alignment of a unit, in place of findings about its translation."""
    first = findings[0]
    terms = ", ".join(dict.fromkeys(f.source_term or f.found for f in findings))
    code = FindingCode.SUSPECT_ALIGNMENT
    return Finding(
        id=digest_values(code.value, first.source_document, unit.source_text, unit.target_text),
        code=code,
        severity=_SEVERITIES[code],
        message=f"these two texts may not belong together ({reason}); not judged: {terms}",
        concept=first.concept,
        source_term=first.source_term,
        expected=first.expected,
        found="",
        unit=unit.id,
        source_document=first.source_document,
        target_document=first.target_document,
        source_text=unit.source_text,
        target_text=unit.target_text,
        source_span=first.source_span,
        confidence=round(1.0 - min(unit.probability, 0.5), 4),
        details=tuple((f.code.value, f.source_term or f.found) for f in findings),
    )


def _cut(text: str, span: Span | None) -> str:
    """The text of a span; empty for None."""
    return "" if span is None else text[span[0] : span[1]]


def add_elsewhere(
    findings: Iterable[Finding], occurrences: Iterable[TermOccurrence]
) -> tuple[Finding, ...]:
    """The findings with the other renderings of their terms and their frequencies.

    They are added as details ``("elsewhere", "12 x trade secret")``, the five most
    frequent ones.  Earlier details of that name are replaced.

    Parameters
    ----------
    findings : iterable of Finding
    occurrences : iterable of TermOccurrence
        Of one document or of a whole corpus.
    """
    counts: dict[str, Counter[str]] = {}
    here: dict[tuple[str, str, tuple[int, int]], str] = {}
    for o in occurrences:
        if o.form or o.rendering:
            label = o.form or o.rendering.lower()
            counts.setdefault(o.concept, Counter())[label] += 1
            here[o.concept, o.unit, o.source_span] = label
    made = []
    for finding in findings:
        others = Counter(counts.get(finding.concept, ()))
        if finding.source_span is not None:
            own = here.get((finding.concept, finding.unit, finding.source_span))
            others.subtract([own] if own is not None else [])
        listed = sorted((-n, label) for label, n in others.items() if n > 0)[:_MOST_ELSEWHERE]
        kept = tuple(pair for pair in finding.details if pair[0] != _ELSEWHERE)
        details = tuple((_ELSEWHERE, f"{-n} x {label}") for n, label in listed)
        made.append(replace(finding, details=(*kept, *details)))
    return tuple(made)

"""One concept, two accepted names in one document."""

from collections import Counter
from collections.abc import Mapping, Sequence

from aligner.languages import read_english
from aligner.terms.checking.findings import Documents, FindingPlace, make_finding
from aligner.terms.matching.index import TermIndex
from aligner.values import Finding, FindingCode, TermOccurrence, TranslationUnit

# With fewer occurrences no form is the document's own.
_LEAST_OCCURRENCES = 3
_DOMINANT_SHARE = 2 / 3
_CONFIDENCE = 0.5


def find_inconsistent(
    occurrences: Sequence[TermOccurrence],
    index: TermIndex,
    units: Mapping[str, TranslationUnit],
    documents: Documents,
    short_names: Mapping[str, tuple[int, ...]],
) -> list[Finding]:
    """Findings where an accepted form differs from the one the document keeps to.

    A form that holds the usual one, or is held by it (``patent right`` and
    ``patent``), is natural variation and no finding; nor is a short name that
    the document defines, beside the full one.
    """
    by_concept: dict[str, list[TermOccurrence]] = {}
    for occurrence in occurrences:
        if occurrence.status.is_accepted:
            by_concept.setdefault(occurrence.concept, []).append(occurrence)
    strict = {entry.id: i for i, entry in enumerate(index.entries) if not entry.weak}
    findings = []
    for concept, group in by_concept.items():
        if concept not in strict:
            continue
        own = {name for name, owners in short_names.items() if strict[concept] in owners}
        full = [o for o in group if not own & {_joined(o.form), _joined(o.rendering)}]
        # A short name speaks for the full one that it is short for.
        usual = _usual_form([o.form for o in group if _joined(o.form) not in own])
        if usual is None:
            continue
        details = (("usual", usual), ("times", str(sum(o.form == usual for o in group))))
        findings += [
            make_finding(
                FindingCode.INCONSISTENT,
                concept,
                FindingPlace(units[o.unit], o.source_span, o.target_span),
                documents,
                expected=(usual,),
                confidence=_CONFIDENCE,
                details=details,
            )
            for o in full
            if not _is_akin(o.form, usual)
        ]
    return findings


def _usual_form(forms: Sequence[str]) -> str | None:
    """The form that most occurrences have, None when there is no such form."""
    if len(forms) < _LEAST_OCCURRENCES:
        return None
    form, count = Counter(forms).most_common(1)[0]
    return form if count >= _DOMINANT_SHARE * len(forms) else None


def _joined(text: str) -> str:
    """A form as short names are kept."""
    return read_english(text).joined


def _is_akin(form: str, usual: str) -> bool:
    """Whether all words of one form are in the other."""
    left, right = set(read_english(form).keys), set(read_english(usual).keys)
    return left <= right or right <= left

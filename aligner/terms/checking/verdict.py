"""The verdict on one occurrence of a term, and what rests on rules alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from aligner.offsets import Span
from aligner.terms.checking.confidence import UNBOUND, Bounds
from aligner.values import FindingCode, OccurrenceStatus

# How often a finding is right whose class rests on a rule alone.
CERTAIN = {
    FindingCode.FORBIDDEN: 0.95,
    FindingCode.OUTDATED: 0.9,
    FindingCode.UNTRANSLATED: 0.95,
    FindingCode.TRANSLITERATED: 0.9,
    FindingCode.ALTERED: 0.9,
    FindingCode.SPELLING: 0.9,
    FindingCode.CASE: 0.7,
    FindingCode.UNDEFINED_ABBREVIATION: 0.6,
    FindingCode.FORBIDDEN_WITHOUT_SOURCE: 0.7,
}
# A full name with a wrong word, of which a part, or the short name behind it, is right.
GARBLED = 0.85
# How often a form that is wrong on some days is wrong in a text without a date.
UNDATED = 0.6
# What the text has no room for: an empty target, a name repeated in brackets.
EXCUSED = 0.05


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
        The group of forms the rendering belongs to, or the words in its place.
    wanted : str
        The form to use here, if it is not simply the preferred one.
    code : FindingCode or None
        None if nothing is wrong.
    confidence : float
        Probability, 0 to 1, that it is a problem.
    wrong_when : str
        The days on which the form is wrong, if that hangs on a date that the text has not.
    exchanged_with : str
        The rendering of another term with which this one was exchanged, if so.
    values : mapping of str to float
        The evidence that the confidence rests on; empty where a rule decides.
    bounds : Bounds
        What rules have made of the probability that the evidence gives.
    """

    concept: int
    status: OccurrenceStatus | None
    source_span: Span | None
    target_span: Span | None = None
    label: str = ""
    wanted: str = ""
    code: FindingCode | None = None
    confidence: float = 1.0
    wrong_when: str = ""
    exchanged_with: str = ""
    values: Mapping[str, float] = field(default_factory=dict)
    bounds: Bounds = UNBOUND

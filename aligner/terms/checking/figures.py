"""Numbers, dates and amounts that differ in value between a text and its translation."""

from dataclasses import replace

from aligner.languages import Disagreement, Quantity, describe_quantity, weighed_differences
from aligner.terms.checking.findings import Documents, FindingPlace, make_finding
from aligner.text import base_language
from aligner.values import Finding, FindingCode, TranslationUnit

# Of numbers that may be broken, converted or rounded, hardly any is wrong.
_EXCUSED = 0.1


def find_figures(
    unit: TranslationUnit, documents: Documents
) -> tuple[list[Finding], list[Finding]]:
    """Findings on the numbers of one unit: each is a number that stands against another one.

    They are the differences that the reasons of a bead name, too (`differing_quantities`);
    and, apart, those that may well say the same, which are unlikely to be a problem and say
    why.  A number that the translation leaves out with its sentence is none.
    """
    # The exchange of numbers asks for the same texts, without script or country.
    ours, theirs = base_language(unit.source_language), base_language(unit.target_language)
    made: tuple[list[Finding], list[Finding]] = [], []
    for found in weighed_differences(unit.source_text, ours, unit.target_text, theirs):
        finding = make_finding(
            FindingCode.NUMBER,
            "",
            FindingPlace(unit, _span(found.source), _span(found.target)),
            documents,
            expected=(describe_quantity(found.source),),
            confidence=(_EXCUSED if found.excuse else found.confidence) * unit.probability,
        )
        made[bool(found.excuse)].append(replace(finding, message=_message(found)))
    return made


def _message(found: Disagreement) -> str:
    """What differs: the values, or what they are values of."""
    if found.excuse:
        return f"the numbers differ, but {found.excuse}: {found}"
    source, target = found.source, found.target
    if source.value and source.value == target.value and source.unit != target.unit:
        ours, theirs = (" ".join(quantity.text.split()) for quantity in (source, target))
        return f"the number is the same, its unit or currency is not: {ours} against {theirs}"
    return f"the numbers differ: {found}"


def _span(quantity: Quantity) -> tuple[int, int]:
    return quantity.start, quantity.stop

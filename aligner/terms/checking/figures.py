"""Numbers, dates and amounts that differ in value between a text and its translation."""

from collections.abc import Iterator
from dataclasses import replace

from aligner.languages import Disagreement, Quantity, describe_quantity, differing_quantities
from aligner.terms.checking.findings import Documents, FindingPlace, make_finding
from aligner.text import base_language
from aligner.values import Finding, FindingCode, TranslationUnit


def find_figures(unit: TranslationUnit, documents: Documents) -> Iterator[Finding]:
    """Findings on the numbers of one unit: each is a number that stands against another one.

    They are the differences that the reasons of a bead name, too (`differing_quantities`).
    A number that the translation leaves out with its sentence is none.
    """
    # The exchange of numbers asks for the same texts, without script or country.
    ours, theirs = base_language(unit.source_language), base_language(unit.target_language)
    for found in differing_quantities(unit.source_text, ours, unit.target_text, theirs):
        finding = make_finding(
            FindingCode.NUMBER,
            "",
            FindingPlace(unit, _span(found.source), _span(found.target)),
            documents,
            expected=(describe_quantity(found.source),),
            confidence=found.confidence * unit.probability,
        )
        yield replace(finding, message=_message(found))


def _message(found: Disagreement) -> str:
    """What differs: the values, or what they are values of."""
    source, target = found.source, found.target
    if source.value and source.value == target.value and source.unit != target.unit:
        ours, theirs = (" ".join(quantity.text.split()) for quantity in (source, target))
        return f"the number is the same, its unit or currency is not: {ours} against {theirs}"
    return f"the numbers differ: {found}"


def _span(quantity: Quantity) -> tuple[int, int]:
    return quantity.start, quantity.stop

"""One order of findings for every report, whatever order they come in."""

from collections.abc import Iterable, Mapping

from aligner.values import Finding, FindingCode, Severity

__all__ = ["Scores", "count_by_code", "sort_findings"]

# The scores as JSON-like values: "overall" and a list "concepts" of mappings.
Scores = Mapping[str, object]

_SEVERITIES = {severity: rank for rank, severity in enumerate(Severity)}
_CODES = {code: rank for rank, code in enumerate(FindingCode)}


def sort_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by document, then worst first, then by concept; the id decides at last."""
    return tuple(sorted(findings, key=_key))


def count_by_code(findings: Iterable[Finding]) -> dict[str, int]:
    """Number of findings of each class that occurs, in the order of the classes."""
    counts = dict.fromkeys((code.value for code in FindingCode), 0)
    for finding in findings:
        counts[finding.code.value] += 1
    return {code: count for code, count in counts.items() if count}


def _key(finding: Finding) -> tuple[object, ...]:
    """What the order goes by."""
    return (
        finding.source_document,
        finding.target_document,
        _SEVERITIES[finding.severity],
        _CODES[finding.code],
        finding.concept,
        finding.id,
    )

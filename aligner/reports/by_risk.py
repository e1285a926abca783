"""Findings, terms and documents sorted by risk."""

from collections import Counter
from collections.abc import Iterable, Sequence

from aligner.reports.stored_findings import StoredFindings
from aligner.reports.term_report import ScoreRow
from aligner.values import Finding, FindingCode, Severity


def riskiest(findings: Iterable[Finding]) -> Sequence[Finding]:
    """The findings by severity, then by confidence; ties are broken by id."""
    if isinstance(findings, StoredFindings):
        return findings.riskiest()
    ranks = {severity: rank for rank, severity in enumerate(Severity)}
    return tuple(sorted(findings, key=lambda f: (ranks[f.severity], -f.confidence, f.id)))


def least_adherent(rows: Iterable[ScoreRow]) -> tuple[ScoreRow, ...]:
    """Rows by adherence, the lowest first and those without a value last."""

    def risk(row: ScoreRow) -> tuple[float, int, str]:
        return (2.0 if row.adherence is None else row.adherence, -row.n_scored, row.name)

    return tuple(sorted(rows, key=risk))


def count_codes(findings: Iterable[Finding]) -> dict[str, int]:
    """Number of findings of each class that occurs, in the order of the classes."""
    if isinstance(findings, StoredFindings):
        counts = findings.count_codes()
    else:
        counts = Counter(finding.code for finding in findings)
    return {code.value: counts[code] for code in FindingCode if counts[code]}


def count_severities(findings: Iterable[Finding]) -> dict[str, int]:
    """Number of findings of each severity that occurs, worst first."""
    if isinstance(findings, StoredFindings):
        counts = findings.count_severities()
    else:
        counts = Counter(finding.severity for finding in findings)
    return {severity.value: counts[severity] for severity in Severity if counts[severity]}


def details_of(finding: Finding, name: str) -> tuple[str, ...]:
    """The values of a finding's details under one name."""
    return tuple(value for key, value in finding.details if key == name)


def term_name(finding: Finding) -> str:
    """The name by which a reader knows the concept of a finding."""
    return finding.source_term or finding.found or finding.concept

"""Findings as JSON, for programs."""

import json
from collections.abc import Iterable
from dataclasses import fields

from aligner.reports.order import Scores, count_by_code, sort_findings
from aligner.values import Finding

__all__ = ["FORMAT", "findings_json"]

# A change that a reader of the old shape would trip over gets a new number.
FORMAT = "aligner-findings.v1"


def findings_json(
    findings: Iterable[Finding],
    *,
    scores: Scores | None = None,
    signature: str = "",
) -> str:
    """The findings as a JSON document; the same findings give the same text.

    Parameters
    ----------
    findings : iterable of Finding
    scores : mapping, optional
        Scores as JSON-like values; ``null`` in the document when not given.
    signature : str, default=""
        What reproduces the findings.

    Returns
    -------
    document : str
        An object with ``format``, ``signature``, ``counts`` (by class),
        ``scores`` and ``findings``: a list sorted by document, severity, class and
        concept, each finding with all fields of `Finding`, its spans as pairs
        of code point offsets, its details as a list of pairs.
    """
    ordered = sort_findings(findings)
    document = {
        "format": FORMAT,
        "signature": signature,
        "counts": count_by_code(ordered),
        "scores": scores,
        "findings": [_as_object(finding) for finding in ordered],
    }
    # Lone surrogates cannot be written as UTF-8: as escapes they can.
    text = json.dumps(document, ensure_ascii=False, indent=2)
    return text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n"


def _as_object(finding: Finding) -> dict[str, object]:
    """One finding with its fields in the order of the class."""
    values = {field.name: getattr(finding, field.name) for field in fields(finding)}
    return {**values, "details": [list(pair) for pair in finding.details]}

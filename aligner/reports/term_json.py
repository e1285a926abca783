"""A report of a term check as JSON, for programs."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from aligner.reports.by_risk import count_codes, riskiest
from aligner.reports.term_report import ScoreRow, TermReport
from aligner.values import Finding

# The version goes up with every change that breaks readers of the old format.
FORMAT = "aligner-terms.v4"


def term_report_json(report: TermReport) -> str:
    """The report as a JSON document; the same report gives the same text.

    Parameters
    ----------
    report : TermReport

    Returns
    -------
    document : str
        As described by ``schemas/term-report.v4.json``.  Findings are sorted by
        risk, spans count code points, dates are in ISO 8601.  Lone surrogates are
        escaped, so the text is always valid UTF-8.
    """
    return "".join(term_report_lines(report))


def term_report_lines(report: TermReport) -> Iterator[str]:
    """The document of `term_report_json` line by line, with one list item per line."""
    yield f'{{\n  "format": {_text(FORMAT)}'
    values: dict[str, object] = {
        "signature": report.signature,
        "glossary": report.glossary,
        "n_documents": report.n_documents,
        "counts": count_codes(report.findings),
        "further_counts": count_codes(report.further),
        "n_known": report.n_known,
        "overall": report.overall,
    }
    for name, value in values.items():
        yield f",\n  {_text(name)}: {_text(value)}"
    lists: dict[str, Iterable[object]] = {
        "by_year": report.by_year,
        "by_domain": report.by_domain,
        "by_document": report.by_document,
        "findings": riskiest(report.findings),
        "further": riskiest(report.further),
        "doubtful": riskiest(report.doubtful),
        "waived": report.waived,
        "stale": report.stale,
        "known": sorted((*(report.known or ()), *report.passed_over)),
        "terms": report.terms,
        "inconsistent_terms": report.inconsistent_terms,
    }
    for name, items in lists.items():
        yield f",\n  {_text(name)}: ["
        mark = "\n"
        for item in items:
            yield f"{mark}    {_text(item)}"
            mark = ",\n"
        yield "]" if mark == "\n" else "\n  ]"
    yield "\n}\n"


def _text(value: object) -> str:
    """One value on one line."""
    text = json.dumps(_plain(value), ensure_ascii=False)
    # Lone surrogates cannot be encoded as UTF-8, but their escapes can.
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _plain(value: Any) -> Any:  # noqa: ANN401 - any part of a report
    """A value as JSON types, fields in the order of their class."""
    if isinstance(value, Finding):
        made = {field.name: getattr(value, field.name) for field in fields(value)}
        return {**made, "details": [list(pair) for pair in value.details]}
    if is_dataclass(value):
        made = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {**made, "coverage": value.coverage} if isinstance(value, ScoreRow) else made
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value

"""A term report as an XLSX workbook, one row per finding."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from aligner.files import whole_file
from aligner.reports.by_risk import details_of, least_adherent, riskiest
from aligner.reports.term_report import Interval, ScoreRow, TermReport, is_whole_id
from aligner.tables import MOST_ROWS, Cell, WorkbookSheet, write_workbook
from aligner.values import Finding, Waiver

Columns = Sequence[tuple[str, float]]

# Columns on paper: what a reader needs beside the texts, and not the ids behind them.
_PRINTED = {
    "findings": 10,
    "further": 10,
    "doubtful": 10,
    "waived": 10,
    "renderings": 7,
    "terms": 7,
}

_REST = "more rows do not fit on the sheet; the JSON report contains them all"

_FINDING: Columns = (
    ("severity", 11),
    ("class", 18),
    ("confidence", 11),
    ("term", 18),
    ("found", 26),
    ("expected", 30),
    ("source text", 50),
    ("target text", 60),
    ("source document", 26),
    ("target document", 26),
    ("unit", 14),
    ("message", 50),
    ("elsewhere", 40),
    ("MQM", 20),
    ("concept", 20),
    ("id", 36),
)
_WAIVER: Columns = (
    ("decision", 14),
    ("author", 18),
    ("reason", 50),
    ("about", 60),
    ("stale", 8),
)
_SCORE: Columns = (
    ("n", 9),
    ("judged", 9),
    ("coverage", 10),
    ("adherence", 11),
    ("adherence from", 14),
    ("adherence to", 14),
    ("consistency", 12),
    ("consistency from", 16),
    ("consistency to", 16),
    ("dominant share", 15),
    ("dominant from", 14),
    ("dominant to", 14),
)
_TERM: Columns = (
    ("concept", 20),
    ("Chinese", 20),
    ("expected", 36),
    ("forbidden", 30),
    ("domain", 16),
    ("note", 30),
    ("findings", 10),
    ("usual before", 26),
    ("until", 12),
    ("usual since", 26),
    ("since", 12),
    ("p-value", 10),
    ("mixed use", 18),
    *_SCORE,
)
_RENDERING: Columns = (
    ("concept", 20),
    ("Chinese", 20),
    ("rendering", 36),
    ("status", 16),
    ("uses", 9),
    ("first", 12),
    ("last", 12),
    ("example source", 50),
    ("example target", 60),
    ("example document", 26),
)
_INCONSISTENT: Columns = (
    ("term", 20),
    ("n", 9),
    ("dominant share", 15),
    ("from", 9),
    ("to", 9),
    ("renderings", 80),
)


def write_term_xlsx(report: TermReport, path: Path, *, most_rows: int = MOST_ROWS) -> None:
    """Write the report as a workbook; the same report gives the same bytes.

    Parameters
    ----------
    report : TermReport
    path : Path
        Output file, written atomically.
    most_rows : int, optional
        Maximum number of rows of a sheet, without its header; a last row says how
        many were left out.

    Raises
    ------
    ConfigError
        If the file cannot be written there.

    Notes
    -----
    All text is written to text cells, never as a formula.  Characters that XML does
    not allow are left out, and texts too long for a cell are cut and marked.
    """
    with whole_file(path) as stream:
        write_workbook(_sheets(report), stream, most_rows=most_rows)


def _sheets(report: TermReport) -> Iterator[WorkbookSheet]:
    """All sheets."""
    contents: tuple[tuple[str, Columns, Iterable[Sequence[Cell]]], ...] = (
        ("findings", _FINDING, map(_finding, riskiest(report.findings))),
        ("further", _FINDING, map(_finding, riskiest(report.further))),
        ("doubtful", _FINDING, map(_finding, riskiest(report.doubtful))),
        ("waived", (*_FINDING, *_WAIVER), _waived(report)),
        ("terms", _TERM, _terms(report)),
        ("renderings", _RENDERING, _renderings(report)),
        ("scores", (("group", 12), ("name", 40), *_SCORE), _scores(report)),
        ("inconsistent terms", _INCONSISTENT, _inconsistent(report)),
    )
    for name, columns, rows in contents:
        printed = _PRINTED.get(name)
        yield WorkbookSheet(name, columns, rows, rest=_REST, printed=printed, is_wrapped=True)


def _finding(finding: Finding) -> tuple[Cell, ...]:
    return (
        finding.severity.value,
        finding.code.value,
        finding.confidence,
        finding.source_term,
        finding.found,
        " | ".join(finding.expected),
        finding.source_text,
        finding.target_text,
        finding.source_document,
        finding.target_document,
        finding.unit,
        finding.message,
        " | ".join(details_of(finding, "elsewhere")),
        " | ".join(details_of(finding, "mqm")),
        finding.concept,
        finding.id,
    )


def _waived(report: TermReport) -> Iterator[tuple[Cell, ...]]:
    """Waived findings, then waivers whose findings are not found."""
    waivers = {item.finding.id: item.waiver for item in report.waived}
    for finding in riskiest(item.finding for item in report.waived):
        yield (*_finding(finding), *_waiver(waivers[finding.id]), None)
    for waiver in report.stale:
        nothing: tuple[Cell, ...] = (None,) * (len(_FINDING) - 1)
        yield (
            *nothing,
            waiver.finding,
            *_waiver(waiver),
            "stale" if is_whole_id(waiver.finding) else "unknown",
        )


def _waiver(waiver: Waiver) -> tuple[Cell, ...]:
    return waiver.kind.value, waiver.author, waiver.reason, waiver.about


def _ends(interval: Interval | None) -> tuple[Cell, Cell]:
    return (None, None) if interval is None else interval


def _score(row: ScoreRow) -> tuple[Cell, ...]:
    return (
        row.n,
        row.n_scored,
        row.coverage,
        row.adherence,
        *_ends(row.adherence_interval),
        row.consistency,
        *_ends(row.consistency_interval),
        row.dominant_share,
        *_ends(row.dominant_interval),
    )


def _terms(report: TermReport) -> Iterator[tuple[Cell, ...]]:
    for page in report.terms:
        d = page.drift
        drift: tuple[Cell, ...] = (None,) * 5
        if d is not None:
            days = d.last_before.isoformat(), d.first_since.isoformat()
            drift = (d.before, days[0], d.since, days[1], d.p_value)
        yield (
            page.concept,
            " | ".join(page.source_terms),
            " | ".join(page.expected),
            " | ".join(page.forbidden),
            page.domain,
            page.note,
            page.n_findings,
            *drift,
            None if page.mixture is None else page.mixture.kind,
            *_score(page.score),
        )


def _renderings(report: TermReport) -> Iterator[tuple[Cell, ...]]:
    for page in report.terms:
        for use in page.renderings:
            example = use.contexts[0] if use.contexts else None
            yield (
                page.concept,
                " | ".join(page.source_terms),
                use.text,
                use.status.value,
                use.count,
                use.first_used.isoformat() if use.first_used else None,
                use.last_used.isoformat() if use.last_used else None,
                example.source_text if example else None,
                example.target_text if example else None,
                example.source_document if example else None,
            )


def _scores(report: TermReport) -> Iterator[tuple[Cell, ...]]:
    if report.overall is not None:
        yield ("all", report.overall.name, *_score(report.overall))
    groups = (
        ("year", report.by_year),
        ("domain", report.by_domain),
        ("document", least_adherent(report.by_document)),
    )
    for group, rows in groups:
        for row in rows:
            yield (group, row.name, *_score(row))


def _inconsistent(report: TermReport) -> Iterator[tuple[Cell, ...]]:
    for note in report.inconsistent_terms:
        renderings = " | ".join(f"{text} ({n})" for text, n in note.renderings)
        yield (note.term, note.n, note.dominant_share, *note.dominant_interval, renderings)

"""A summary of a term report for a terminal or a log."""

from collections.abc import Iterator
from itertools import chain

from aligner.reports.as_table import display_cut, safe_line, text_table
from aligner.reports.by_risk import count_codes, riskiest
from aligner.reports.term_report import Interval, ScoreRow, TermReport, is_whole_id
from aligner.values import Finding, FindingCode

_MOST_FINDINGS = 20
_MOST_TERMS = 10
_MOST_NOTES = 5
# Enough digits to tell the findings of a workspace apart, and to waive one.
_ID = 8
# Cells of a line that a message has beside the columns before it, and those of a place.
_LEAST_MESSAGE = 70
_LEAST_PLACE = 12
_NOTHING = "\u2013"


def term_report_text(report: TermReport, width: int = 100, *, show_all: bool = False) -> str:
    """Counts, scores, the riskiest findings and terms, drift and inconsistent renderings.

    Parameters
    ----------
    report : TermReport
    width : int, default=100
        Maximum line width in cells; Han characters take two.
    show_all : bool
        Whether to list every finding, also those that are likely harmless.

    Returns
    -------
    text : str
        Lines without control characters.
    """
    parts = [
        _counts(report, width),
        _overall(report, width),
        _findings(report, width, show_all=show_all),
        _terms(report, width),
        _drift(report, width),
        _mixture(report, width),
        _inconsistent(report, width),
        _notes(report, width, show_all=show_all),
    ]
    return "\n".join(part for part in parts if part)


def _counts(report: TermReport, width: int) -> str:
    shown, further = count_codes(report.findings), count_codes(report.further)
    rows: list[tuple[str, int, int]] = [
        (code.value, shown.get(code.value, 0), further.get(code.value, 0))
        for code in FindingCode
        if code.value in shown or code.value in further
    ]
    rows.append(("all", len(report.findings), len(report.further)))
    return text_table(("class", "findings", "likely harmless"), rows, width=width)


def _overall(report: TermReport, width: int) -> str:
    row = report.overall
    if row is None:
        return ""
    n = f"n {row.n:,}, judged {row.n_scored:,}"
    rows = [
        ("adherence", _share(row.adherence), _interval(row.adherence_interval)),
        ("consistency", _share(row.consistency), _interval(row.consistency_interval)),
        ("dominant", _share(row.dominant_share), _interval(row.dominant_interval)),
        ("coverage", _share(row.coverage), n),
    ]
    return text_table(("score", "value", "95% interval"), rows, width=width)


def _findings(report: TermReport, width: int, *, show_all: bool) -> str:
    ordered = riskiest(report.findings)
    n = len(ordered) + (len(report.further) if show_all else 0)
    shown = chain(ordered, riskiest(report.further)) if show_all else ordered[:_MOST_FINDINGS]
    rows = [
        (f.severity.value, f"{f.confidence:.2f}", f.id[:_ID], _place(report, f, width), f.message)
        for f in shown
    ]
    if not rows:
        return ""
    headers = ("severity", "confidence", "id", "place", "riskiest findings")
    table = text_table(headers, rows, width=width, wrapped=True)
    hidden = n - len(rows)
    return f"{table}... and {hidden:,} more findings\n" if hidden else table


def _place(report: TermReport, finding: Finding, width: int) -> str:
    """Where a finding is; of long names the end, which tells more, so the message has room."""
    place = safe_line(report.place_of(finding)) or _NOTHING
    most = max(width - _LEAST_MESSAGE, _LEAST_PLACE)
    cut = display_cut(place[::-1], most)
    return cut[::-1]


def _terms(report: TermReport, width: int) -> str:
    risky = [page for page in report.terms if page.n_findings]
    rows = [
        (
            page.n_findings,
            page.score.n,
            _share(page.score.adherence),
            _term(page.score, page.source_terms),
            ", ".join(f"{use.name} {use.count}" for use in page.renderings[:4]),
        )
        for page in risky[:_MOST_TERMS]
    ]
    if not rows:
        return ""
    headers = ("findings", "n", "adherence", "riskiest terms", "renderings")
    table = text_table(headers, rows, width=width)
    hidden = len(risky) - len(rows)
    return f"{table}... and {hidden} more terms with findings\n" if hidden else table


def _drift(report: TermReport, width: int) -> str:
    pages = [page for page in report.terms if page.drift is not None]

    def lines() -> Iterator[str]:
        yield "drift"
        for page in pages[:_MOST_NOTES]:
            d = page.drift
            if d is not None:
                term = _term(page.score, page.source_terms)
                days = f"until {d.last_before}, {d.since} since {d.first_since}"
                yield f"  {term}: {d.before} {days}"
        if len(pages) > _MOST_NOTES:
            yield f"  ... and {len(pages) - _MOST_NOTES} more"

    return _lines(lines(), width) if pages else ""


def _mixture(report: TermReport, width: int) -> str:
    pages = [page for page in report.terms if page.mixture is not None]

    def lines() -> Iterator[str]:
        yield "mixed use"
        for page in pages[:_MOST_NOTES]:
            m = page.mixture
            if m is not None:
                how = "" if m.kind == "mixed" else f" ({m.kind})"
                yield f"  {_term(page.score, page.source_terms)}: {_list(m.renderings)}{how}"
        if len(pages) > _MOST_NOTES:
            yield f"  ... and {len(pages) - _MOST_NOTES} more"

    return _lines(lines(), width) if pages else ""


def _inconsistent(report: TermReport, width: int) -> str:
    rows = [
        (note.n, _share(note.dominant_share), note.term, _list(note.renderings))
        for note in report.inconsistent_terms[:_MOST_NOTES]
    ]
    if not rows:
        return ""
    table = text_table(("n", "dominant", "inconsistent terms", "renderings"), rows, width=width)
    hidden = len(report.inconsistent_terms) - len(rows)
    return f"{table}... and {hidden} more\n" if hidden else table


def _list(renderings: tuple[tuple[str, int], ...]) -> str:
    return ", ".join(f"{text} {n}" for text, n in renderings)


# Unknown ids that are named.
_MOST_UNKNOWN = 5


def _notes(report: TermReport, width: int, *, show_all: bool) -> str:
    """Findings that are not listed, and waivers of none."""
    unknown = [w.finding for w in report.stale if not is_whole_id(w.finding)]
    stale = [w for w in report.stale if is_whole_id(w.finding)]
    counts = (
        (0 if show_all else len(report.further), "likely harmless; --show all lists them"),
        (len(report.doubtful), "in sentence pairs that may be misaligned"),
        (len(report.waived), "waived"),
        (len(stale), "stale waivers; their findings may stand above under other ids"),
        (len(unknown), f"waivers of unknown findings: {', '.join(unknown[:_MOST_UNKNOWN])}"),
        (report.n_known or 0, "hidden by the baseline"),
    )

    def lines() -> Iterator[str]:
        yield from (f"{n:,} {what}" for n, what in counts if n)
        for waiver in stale[:_MOST_NOTES]:
            about = waiver.about or f"not known what about; reason: {waiver.reason}"
            yield f"  stale {waiver.finding[:_ID]}: {about}"
        if len(stale) > _MOST_NOTES:
            yield f"  ... and {len(stale) - _MOST_NOTES} more"

    return _lines(lines(), width)


def _lines(lines: Iterator[str], width: int) -> str:
    """Lines cut to a width, with their indentation kept."""
    made = ""
    for line in lines:
        indent = line[: len(line) - len(line.lstrip(" "))]
        made += indent + display_cut(safe_line(line), width - len(indent)) + "\n"
    return made


def _term(score: ScoreRow, source_terms: tuple[str, ...]) -> str:
    return source_terms[0] if source_terms else score.name


def _share(value: float | None) -> str:
    return _NOTHING if value is None else f"{value:.3f}"


def _interval(interval: Interval | None) -> str:
    return _NOTHING if interval is None else f"{interval[0]:.3f} to {interval[1]:.3f}"

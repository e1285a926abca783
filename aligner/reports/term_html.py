"""A term report as a single, self-contained HTML page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from aligner.offsets import Span
from aligner.reports.advice import Step, steps_for
from aligner.reports.by_risk import (
    count_codes,
    count_severities,
    details_of,
    least_adherent,
    riskiest,
    term_name,
)
from aligner.reports.drift_plot import bar, drift_plot
from aligner.reports.page import asset, page_template
from aligner.reports.term_report import (
    Context,
    RenderingUse,
    TermPage,
    TermReport,
    WaivedFinding,
)
from aligner.text import strip_controls
from aligner.values import Finding, Waiver

_FIRST_CLASS = {"mqm", "elsewhere"}
_MOST_RENDERINGS = 12
_MOST_CONTEXTS = 6
# What a reader looks at first.
_FIRST = 10
# Longer texts are extraction errors rather than sentences; the part around the mark is shown.
_LONGEST_TEXT = 2000
_BEFORE_MARK = 300

Marked = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class PageLimits:
    """Limits beyond which a page shows only a part, and says so.

    Parameters
    ----------
    findings, terms, documents : int
        Maximum number of each; a longer page would be slow to open.
    """

    findings: int = 5000
    terms: int = 500
    documents: int = 1000


@dataclass(frozen=True, slots=True)
class _Part:
    """The part of a list that is shown, and the length of the list."""

    rows: Sequence[object]
    n: int


@dataclass(frozen=True, slots=True)
class _Row:
    """One finding, prepared for the template."""

    finding: Finding
    term: str
    document: str
    page: str
    anchor: str
    rank: int
    source: Marked
    target: Marked
    mqm: str
    elsewhere: tuple[str, ...]
    details: tuple[str, ...]
    waiver: Waiver | None


@dataclass(frozen=True, slots=True)
class _Urgent:
    """One of the riskiest findings, with what to do about it."""

    row: _Row
    place: str
    steps: Sequence[Step]


@dataclass(frozen=True, slots=True)
class _Example:
    """One example of a rendering, with the marked parts."""

    context: Context
    label: str
    source: Marked
    target: Marked


@dataclass(frozen=True, slots=True)
class _Page:
    """One concept, prepared for the template."""

    term: TermPage
    name: str
    anchor: str
    renderings: Sequence[RenderingUse]
    hidden: int
    most: int
    contexts: Sequence[_Example]
    plot: Markup


def term_report_html(report: TermReport, *, limits: PageLimits | None = None) -> str:
    """The report as a page that opens offline.

    Parameters
    ----------
    report : TermReport
    limits : PageLimits, optional
        The riskiest findings and terms and the documents of lowest adherence are
        shown; the page says so if there are more.

    Notes
    -----
    All text is escaped by the template engine.  The page loads nothing from
    elsewhere and has a content security policy that forbids it.  Without scripts
    everything is shown; only filtering, sorting and copying are missing.
    """
    return "".join(term_report_chunks(report, limits=limits))


def term_report_chunks(report: TermReport, *, limits: PageLimits | None = None) -> Iterator[str]:
    """The page of `term_report_html` in chunks."""
    limits = limits or PageLimits()
    pages = _pages(report.terms[: limits.terms])
    anchors = {page.term.concept: page.anchor for page in pages}
    open_rows = _rows("f", riskiest(report.findings)[: limits.findings], anchors)
    further = _rows("m", riskiest(report.further)[: limits.findings], anchors)
    doubtful = _rows("d", riskiest(report.doubtful)[: limits.findings], anchors)
    waived = _waived(report.waived, anchors, limits.findings)
    stream = page_template("term_report.html").stream(
        report=report,
        bar=bar,
        counts=count_codes(report.findings),
        severities=count_severities(report.findings),
        findings=_Part(open_rows, len(report.findings)),
        first=[
            _Urgent(row, report.place_of(row.finding), steps_for(row.finding, report))
            for row in open_rows[:_FIRST]
        ],
        further=_Part(further, len(report.further)),
        doubtful=_Part(doubtful, len(report.doubtful)),
        waived=_Part(waived, len(report.waived)),
        stale=_Part(report.stale[: limits.findings], len(report.stale)),
        documents=_Part(
            least_adherent(report.by_document)[: limits.documents], len(report.by_document)
        ),
        pages=_Part(pages, len(report.terms)),
        changed=[page for page in pages if page.term.drift or page.term.mixture],
        inconsistent=_Part(
            report.inconsistent_terms[: limits.terms], len(report.inconsistent_terms)
        ),
        filters=_filters(open_rows),
        style=asset("term_report.css"),
        script=asset("term_report.js"),
    )
    stream.enable_buffering(200)
    # Chunks never split a surrogate pair: a Python string has lone surrogates only.
    return map(strip_controls, stream)


def _filters(rows: Sequence[_Row]) -> dict[str, list[str]]:
    """The choices of each filter."""
    return {
        "class": list(count_codes(row.finding for row in rows)),
        "severity": list(count_severities(row.finding for row in rows)),
        "term": sorted({row.term for row in rows}),
        "document": sorted({row.document for row in rows}),
    }


def _rows(prefix: str, findings: Sequence[Finding], anchors: Mapping[str, str]) -> list[_Row]:
    return [_row(f"{prefix}-{i}", i, f, anchors) for i, f in enumerate(findings)]


def _waived(items: Sequence[WaivedFinding], anchors: Mapping[str, str], limit: int) -> list[_Row]:
    """Waived findings, sorted like the open ones."""
    waivers = {item.finding.id: item.waiver for item in items}
    ordered = riskiest(item.finding for item in items)[:limit]
    return [_row(f"w-{i}", i, f, anchors, waivers[f.id]) for i, f in enumerate(ordered)]


def _row(
    anchor: str,
    rank: int,
    finding: Finding,
    anchors: Mapping[str, str],
    waiver: Waiver | None = None,
) -> _Row:
    details = (f"{name}: {value}" for name, value in finding.details if name not in _FIRST_CLASS)
    return _Row(
        finding=finding,
        term=_name(term_name(finding)),
        document=_name(finding.source_document),
        page=anchors.get(finding.concept, ""),
        anchor=anchor,
        rank=rank,
        source=_marked(finding.source_text, finding.source_span),
        target=_marked(finding.target_text, finding.target_span),
        mqm=", ".join(details_of(finding, "mqm")),
        elsewhere=details_of(finding, "elsewhere"),
        details=tuple(details),
        waiver=waiver,
    )


def _pages(terms: Sequence[TermPage]) -> list[_Page]:
    return [_page(f"t-{number}", term) for number, term in enumerate(terms)]


def _page(anchor: str, term: TermPage) -> _Page:
    shown = term.renderings[:_MOST_RENDERINGS]
    # One example of every rendering before a second one of any, for variety.
    deepest = max((len(use.contexts) for use in shown), default=0)
    examples = [
        _example(use, use.contexts[place])
        for place in range(deepest)
        for use in shown
        if place < len(use.contexts)
    ]
    return _Page(
        term=term,
        name=_name(term.score.name if not term.source_terms else term.source_terms[0]),
        anchor=anchor,
        renderings=shown,
        hidden=len(term.renderings) - len(shown),
        most=max((use.count for use in shown), default=1) or 1,
        contexts=examples[:_MOST_CONTEXTS],
        plot=drift_plot(term.periods, anchor, _change(term)),
    )


def _example(use: RenderingUse, context: Context) -> _Example:
    return _Example(
        context,
        use.name,
        _marked(context.source_text, context.source_span),
        _marked(context.target_text, context.target_span),
    )


def _name(text: str) -> str:
    """A text as filters compare it: as it reads on the page, with white space collapsed."""
    return " ".join(strip_controls(text).split())


def _marked(text: str, span: Span | None) -> Marked:
    """A text as three pieces, the middle one to be marked; overlong texts are cut."""
    start, stop = span or (len(text), len(text))
    before, middle, after = text[:start], text[start:stop], text[stop:]
    if len(text) <= _LONGEST_TEXT:
        return before, middle, after
    if span is None:
        return f"{text[:_LONGEST_TEXT]}\u2026", "", ""
    if len(before) > _BEFORE_MARK:
        before = f"\u2026{before[-_BEFORE_MARK:]}"
    room = max(_LONGEST_TEXT - len(before) - len(middle), _BEFORE_MARK)
    return before, middle, after if len(after) <= room else f"{after[:room]}\u2026"


def _change(term: TermPage) -> str:
    """What the plot of a term shows, in a few words."""
    if term.drift is not None:
        return f"a lasting change in {term.drift.first_since:%Y-%m}"
    if term.mixture is not None:
        return "mixed use" if term.mixture.kind == "mixed" else f"mixed use, {term.mixture.kind}"
    return ""

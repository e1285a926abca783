"""A report of a term check as one HTML page that needs nothing else."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import jinja2
from markupsafe import Markup

from aligner.offsets import Span
from aligner.reports.by_risk import (
    count_codes,
    count_severities,
    details_of,
    least_adherent,
    riskiest,
    term_name,
)
from aligner.reports.drift_plot import bar, drift_plot
from aligner.reports.term_report import (
    Context,
    RenderingUse,
    TermPage,
    TermReport,
    WaiveredFinding,
)
from aligner.text import strip_controls
from aligner.values import Finding, Waiver

_FIRST_CLASS = {"mqm", "elsewhere"}
_MOST_RENDERINGS = 12
_MOST_CONTEXTS = 6
# Longer texts are not sentences but faults of a reader; a page shows where the marks stand.
_LONGEST_TEXT = 2000
_BEFORE_MARK = 300

Marked = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class PageLimits:
    """How much a page shows before it says that it shows a part.

    Parameters
    ----------
    findings, terms, documents : int
        Most rows of each; a page with more is slow to open.
    """

    findings: int = 5000
    terms: int = 500
    documents: int = 1000


@dataclass(frozen=True, slots=True)
class _Part:
    """What is shown of a list, and how long the list is."""

    rows: Sequence[object]
    n: int


@dataclass(frozen=True, slots=True)
class _Row:
    """One finding as the template wants it."""

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
class _Example:
    """One context of a rendering with its marks."""

    context: Context
    label: str
    source: Marked
    target: Marked


@dataclass(frozen=True, slots=True)
class _Page:
    """One concept as the template wants it."""

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
        The riskiest findings and terms and the least adherent documents are
        shown; the page says so when there are more.

    Notes
    -----
    All text is escaped by the template engine.  Nothing is loaded from
    anywhere: the page forbids it to itself.  Without scripts the page shows
    everything, and only filters, sorting and copying are not there.
    """
    return "".join(term_report_chunks(report, limits=limits))


def term_report_chunks(report: TermReport, *, limits: PageLimits | None = None) -> Iterator[str]:
    """The page of `term_report_html` piece by piece."""
    limits = limits or PageLimits()
    pages = _pages(report.terms[: limits.terms])
    anchors = {page.term.concept: page.anchor for page in pages}
    open_rows = _rows("f", riskiest(report.findings)[: limits.findings], anchors)
    doubtful = _rows("d", riskiest(report.doubtful)[: limits.findings], anchors)
    waived = _waived(report.waived, anchors, limits.findings)
    stream = _template().stream(
        report=report,
        counts=count_codes(report.findings),
        severities=count_severities(report.findings),
        findings=_Part(open_rows, len(report.findings)),
        doubtful=_Part(doubtful, len(report.doubtful)),
        waived=_Part(waived, len(report.waived)),
        stale=_Part(report.stale[: limits.findings], len(report.stale)),
        documents=_Part(
            least_adherent(report.by_document)[: limits.documents], len(report.by_document)
        ),
        pages=_Part(pages, len(report.terms)),
        wavering=_Part(report.wavering[: limits.terms], len(report.wavering)),
        filters=_filters(open_rows),
        style=_asset("term_report.css"),
        script=_asset("term_report.js"),
    )
    stream.enable_buffering(200)
    # A pair of halves is never cut: a Python text holds no pairs but lone halves.
    return map(strip_controls, stream)


@cache
def _template() -> jinja2.Template:
    """The page's template; escaping is on for everything."""
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals["bar"] = bar
    return environment.from_string(_asset("term_report.html"))


@cache
def _asset(name: str) -> Markup:
    """A file beside the template, which is ours and is not escaped."""
    folder = resources.files("aligner.reports").joinpath("templates")
    return Markup(folder.joinpath(name).read_text("utf-8").rstrip())  # noqa: S704 - our own file


def _filters(rows: Sequence[_Row]) -> dict[str, list[str]]:
    """What each filter offers."""
    return {
        "class": list(count_codes(row.finding for row in rows)),
        "severity": list(count_severities(row.finding for row in rows)),
        "term": sorted({row.term for row in rows}),
        "document": sorted({row.document for row in rows}),
    }


def _rows(prefix: str, findings: Sequence[Finding], anchors: Mapping[str, str]) -> list[_Row]:
    return [_row(f"{prefix}-{i}", i, f, anchors) for i, f in enumerate(findings)]


def _waived(items: Sequence[WaiveredFinding], anchors: Mapping[str, str], limit: int) -> list[_Row]:
    """Waived findings in the order of the open ones."""
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
    # One example of each rendering before a second of any: the variety is the point.
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
        plot=drift_plot(term.periods, anchor),
    )


def _example(use: RenderingUse, context: Context) -> _Example:
    return _Example(
        context,
        use.name,
        _marked(context.source_text, context.source_span),
        _marked(context.target_text, context.target_span),
    )


def _name(text: str) -> str:
    """A text as a filter compares it: as a page gives it back, white space made one."""
    return " ".join(strip_controls(text).split())


def _marked(text: str, span: Span | None) -> Marked:
    """A text in three pieces, the middle one to be marked; cut where it is endless."""
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

"""Findings as one HTML page that needs nothing else."""

from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any, cast

import jinja2

from aligner.reports.order import Scores, count_by_code, sort_findings
from aligner.text import strip_controls
from aligner.values import Finding

__all__ = ["findings_html"]

# A page with more is slow to open; the JSON report holds all.
_MOST_SHOWN = 5000

Span = tuple[int, int]


def findings_html(
    findings: Iterable[Finding],
    *,
    title: str = "Term findings",
    scores: Scores | None = None,
    signature: str = "",
    limit: int = _MOST_SHOWN,
) -> str:
    """The findings as a page that opens offline, with filters by class and term.

    Parameters
    ----------
    findings : iterable of Finding
    title : str, default="Term findings"
    scores : mapping, optional
        Scores as JSON-like values: ``overall`` and ``concepts``.
    signature : str, default=""
        What reproduces the findings; printed at the foot.
    limit : int, default=5000
        Most findings to show; the page says when there are more.

    Notes
    -----
    All text is escaped by the template engine.  Nothing is loaded from
    anywhere: the page forbids it to itself.  Without scripts the page shows all
    findings, and only the filters do nothing.
    """
    ordered = sort_findings(findings)
    shown = ordered[:limit]
    page = _template().render(
        title=title,
        counts=count_by_code(ordered),
        n_findings=len(ordered),
        n_shown=len(shown),
        terms=sorted({_term_name(finding) for finding in shown}),
        rows=[_row(finding) for finding in shown],
        scores=scores,
        concepts=_least_adherent_first(scores),
        signature=signature,
    )
    return strip_controls(page)


@cache
def _template() -> jinja2.Template:
    """The page's template; escaping is on for everything."""
    text = resources.files("aligner.reports").joinpath("templates/findings.html").read_text("utf-8")
    environment = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["share"] = _share
    return environment.from_string(text)


def _least_adherent_first(scores: Scores | None) -> list[dict[str, Any]]:
    """Scores of the concepts, worst adherence first; those without one at the end."""
    if scores is None:
        return []

    def risk(score: dict[str, Any]) -> tuple[float, int, str]:
        adherence = score["adherence"]
        return (2.0 if adherence is None else adherence, -score["n"], score["concept"])

    return sorted(cast("list[dict[str, Any]]", scores["concepts"]), key=risk)


def _share(value: float | None) -> str:
    """A share with three places, a dash for none."""
    return "\u2013" if value is None else f"{value:.3f}"


def _row(finding: Finding) -> dict[str, object]:
    """One finding as the template wants it."""
    return {
        "finding": finding,
        "term": _term_name(finding),
        "source": _marked(finding.source_text, finding.source_span),
        "target": _marked(finding.target_text, finding.target_span),
    }


def _term_name(finding: Finding) -> str:
    """What the filter calls the concept of a finding."""
    return finding.source_term or finding.found or finding.concept


def _marked(text: str, span: Span | None) -> tuple[str, str, str]:
    """A text in three pieces, the middle one to be marked."""
    start, stop = span or (len(text), len(text))
    return text[:start], text[start:stop], text[stop:]

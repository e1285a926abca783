"""Reports of term checks and proposed terms: HTML pages, JSON, workbooks, tables."""

from typing import TYPE_CHECKING

from aligner.faces import lazy_face

if TYPE_CHECKING:
    from aligner.reports.as_table import text_table
    from aligner.reports.by_risk import riskiest
    from aligner.reports.proposal_html import proposal_page_chunks
    from aligner.reports.proposal_table import proposal_lines
    from aligner.reports.proposal_xlsx import write_proposal_xlsx
    from aligner.reports.stored_findings import FindingStore
    from aligner.reports.term_html import term_report_chunks, term_report_html
    from aligner.reports.term_json import term_report_json, term_report_lines
    from aligner.reports.term_report import (
        Context,
        DriftNote,
        InconsistencyNote,
        MixtureNote,
        RenderingUse,
        ScoreRow,
        TermPage,
        TermReport,
        WaivedFinding,
        is_whole_id,
    )
    from aligner.reports.term_text import term_report_text
    from aligner.reports.term_xlsx import write_term_xlsx
else:
    __getattr__ = lazy_face(__name__)

__all__ = [
    "Context",
    "DriftNote",
    "FindingStore",
    "InconsistencyNote",
    "MixtureNote",
    "RenderingUse",
    "ScoreRow",
    "TermPage",
    "TermReport",
    "WaivedFinding",
    "is_whole_id",
    "proposal_lines",
    "proposal_page_chunks",
    "riskiest",
    "term_report_chunks",
    "term_report_html",
    "term_report_json",
    "term_report_lines",
    "term_report_text",
    "text_table",
    "write_proposal_xlsx",
    "write_term_xlsx",
]

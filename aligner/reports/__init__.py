"""Reports of term checks: one HTML page, JSON, a workbook, a summary for a terminal."""

from aligner.reports.term_html import term_report_chunks, term_report_html
from aligner.reports.term_json import term_report_json, term_report_lines
from aligner.reports.term_report import TermReport
from aligner.reports.term_text import term_report_text
from aligner.reports.term_xlsx import write_term_xlsx

__all__ = [
    "TermReport",
    "term_report_chunks",
    "term_report_html",
    "term_report_json",
    "term_report_lines",
    "term_report_text",
    "write_term_xlsx",
]

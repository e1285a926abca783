"""Reports: findings and scores as JSON, as one HTML page, as plain tables."""

from aligner.reports.as_html import findings_html
from aligner.reports.as_json import findings_json
from aligner.reports.as_table import counts_table, findings_table, scores_table, text_table

__all__ = [
    "counts_table",
    "findings_html",
    "findings_json",
    "findings_table",
    "scores_table",
    "text_table",
]

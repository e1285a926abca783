"""A corpus beyond its units: filters, splits, near-duplicates, card, Hugging Face folder."""

from aligner.corpus.exporting import (
    corpus_units,
    dropped_lines,
    dropped_record,
    units_with_findings,
)
from aligner.corpus.files import corpus_formats, export_corpus, has_card, is_many_files
from aligner.corpus.filters import ExportFilters, FilterOptions
from aligner.corpus.languages import corpus_languages

__all__ = [
    "ExportFilters",
    "FilterOptions",
    "corpus_formats",
    "corpus_languages",
    "corpus_units",
    "dropped_lines",
    "dropped_record",
    "export_corpus",
    "has_card",
    "is_many_files",
    "units_with_findings",
]

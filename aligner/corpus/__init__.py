"""What makes units a corpus: filters, splits, near-duplicates, card, Hugging Face folder."""

from aligner.corpus.exporting import (
    corpus_languages,
    corpus_units,
    dropped_lines,
    dropped_record,
    units_of_others,
    units_with_findings,
)
from aligner.corpus.filters import ExportFilters, FilterOptions
from aligner.corpus.formats import CORPUS_FORMATS, export_corpus
from aligner.corpus.huggingface import Division, FolderOptions
from aligner.corpus.splits import SplitShares

__all__ = [
    "CORPUS_FORMATS",
    "Division",
    "ExportFilters",
    "FilterOptions",
    "FolderOptions",
    "SplitShares",
    "corpus_languages",
    "corpus_units",
    "dropped_lines",
    "dropped_record",
    "export_corpus",
    "units_of_others",
    "units_with_findings",
]

"""Read pages and files into Documents made of typed Blocks."""

from aligner.readers.bilingual import split_languages
from aligner.readers.left_out import left_out_line
from aligner.readers.piles.listing import list_pages, passed_over_note
from aligner.readers.piles.locations import PageFacts, PageLocation
from aligner.readers.piles.manifest import lists_pages
from aligner.readers.read import (
    read_document,
    read_lines,
    read_page,
    read_patiently,
    read_segmented,
)

__all__ = [
    "PageFacts",
    "PageLocation",
    "left_out_line",
    "list_pages",
    "lists_pages",
    "passed_over_note",
    "read_document",
    "read_lines",
    "read_page",
    "read_patiently",
    "read_segmented",
    "split_languages",
]

"""Finds pages in files, folders, archives, patterns and tables of pages."""

from aligner.readers.piles.listing import list_pages, passed_over_note
from aligner.readers.piles.locations import PageFacts, PageLocation
from aligner.readers.read import read_lines

__all__ = ["PageFacts", "PageLocation", "list_pages", "passed_over_note", "read_lines"]

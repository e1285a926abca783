"""Undoes damage by copying, converting and mirroring, keeping offsets into the source."""

from aligner.readers.cleaning.characters import clean, clean_text, unescape_html
from aligner.readers.cleaning.mirrors import without_insertions

__all__ = ["clean", "clean_text", "unescape_html", "without_insertions"]

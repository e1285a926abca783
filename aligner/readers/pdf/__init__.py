"""PDF files: positioned glyphs to lines, lines to paragraphs."""

from aligner.readers.pdf.reader import PdfReader

__all__ = ["PdfReader"]

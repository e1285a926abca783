"""Word documents: paragraphs with their styles."""

from aligner.readers.docx.reader import DocxReader

__all__ = ["DocxReader"]

"""Plain text and e-mail: wrapped lines to paragraphs, and their kinds."""

from aligner.readers.text.reader import TextReader

__all__ = ["TextReader"]

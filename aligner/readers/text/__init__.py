"""Plain text and e-mail: unwraps lines into paragraphs and classifies them."""

from aligner.readers.text.reader import TextReader

__all__ = ["TextReader"]

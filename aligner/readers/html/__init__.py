"""HTML pages: parses them into blocks and classifies these by markup and position."""

from aligner.readers.html.reader import HtmlReader

__all__ = ["HtmlReader"]

"""HTML pages: tokens to blocks, blocks to kinds, by markup and by where the article lies."""

from aligner.readers.html.reader import HtmlReader

__all__ = ["HtmlReader"]

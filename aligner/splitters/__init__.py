"""Block to Segments: spans into the text, never rewritten."""

from aligner.splitters.split import split_document, split_signature, splitter_for

__all__ = ["split_document", "split_signature", "splitter_for"]

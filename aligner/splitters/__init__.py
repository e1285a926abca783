"""Sentence splitting: blocks to Segments, which are spans of the unmodified text."""

from aligner.splitters.segmentation import Segmentation
from aligner.splitters.split import split_document, split_signature, splitter_for

__all__ = ["Segmentation", "split_document", "split_signature", "splitter_for"]

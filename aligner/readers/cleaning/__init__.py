"""What copying, converting and mirroring did to a text, undone, with the way back kept."""

from aligner.readers.cleaning.characters import clean, clean_text
from aligner.readers.cleaning.mirrors import without_insertions

__all__ = ["clean", "clean_text", "without_insertions"]

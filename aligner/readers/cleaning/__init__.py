"""What copying, converting and mirroring did to a text, undone, with the way back kept."""

from aligner.readers.cleaning.mirrors import without_insertions
from aligner.readers.cleaning.spacing import clean, clean_text

__all__ = ["clean", "clean_text", "without_insertions"]

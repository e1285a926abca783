"""What sites that copy releases put into their texts, taken out again page by page."""

from collections.abc import Sequence

from aligner.offsets import Traced
from aligner.readers.cleaning.pinyin import without_readings
from aligner.readers.cleaning.watermarks import without_watermarks


def without_insertions(texts: Sequence[Traced]) -> list[Traced]:
    """The texts of one page without readings of characters and watermark addresses.

    Both are judged by the whole page: one bracket may be a gloss and one
    address meant, many are not.  A text is never emptied.
    """
    return without_watermarks(without_readings(texts))

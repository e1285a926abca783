"""What is doubtful about a reading, put on the document and its blocks."""

from dataclasses import replace

from aligner.tables import Decoded
from aligner.values import Document

_REPLACEMENT = "\ufffd"
# Of a sentence with a hole, and of one in a charset that may be another.
_WITH_A_GAP = 0.5


def with_doubt(document: Document, decoded: Decoded) -> Document:
    """The document with the doubts about its charset; blocks with unreadable bytes are unsure.

    Parameters
    ----------
    document : Document
    decoded : Decoded
        The text that it was made from.
    """
    if not decoded.doubt:
        return document
    blocks = tuple(
        replace(block, certainty=min(block.certainty, certainty_of(block.text, decoded)))
        for block in document.blocks
    )
    return replace(document, blocks=blocks, doubts=(*document.doubts, decoded.doubt))


def certainty_of(text: str, decoded: Decoded) -> float:
    """How surely a stretch of a decoded text was read."""
    return min(decoded.probability, _WITH_A_GAP if _REPLACEMENT in text else 1.0)

"""What is doubtful about a reading, put on the document and its blocks."""

from dataclasses import replace

from aligner.tables import Decoded
from aligner.values import Document

_REPLACEMENT = "\ufffd"
# Of a sentence with a hole.
_WITH_A_GAP = 0.5
# Charsets in which the bytes of ASCII are not ASCII, or not all of them.
_OTHER_THAN_ASCII = ("utf-16", "utf-32", "iso2022", "hz")


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
    """How surely a stretch of a decoded text was read; most charsets agree on what is ASCII."""
    names = (decoded.encoding, decoded.rival)
    if text.isascii() and not any(name.startswith(_OTHER_THAN_ASCII) for name in names):
        return 1.0
    return min(decoded.probability, _WITH_A_GAP if _REPLACEMENT in text else 1.0)

"""What a reading leaves out that may be taken for text, said to the user."""

from aligner.text import one_line
from aligner.values import BlockKind, Document

_LONGEST = 40


def left_out_line(document: Document) -> str:
    """A line on the abstracts and repeated leads of a document, ``""`` if it has none.

    Parameters
    ----------
    document : Document
    """
    texts = [block.text for block in document.blocks if block.kind is BlockKind.ABSTRACT]
    if not texts:
        return ""
    first = one_line(texts[0])
    shown = first if len(first) <= _LONGEST else f"{first[: _LONGEST - 1]}…"
    more = f" and {len(texts) - 1} more" if len(texts) > 1 else ""
    return f"left out, as an abstract or a lead that the text repeats: “{shown}”{more}"

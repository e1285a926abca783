"""Leads that a page shows twice: once above the text and once in it."""

from aligner.readers.marks import plain_key
from aligner.values import BlockKind

# How many of the first content blocks may be a repeated lead, and how long the
# shared text has to be.
_FIRST = 3
_SHORTEST = 15


def repeated_leads(texts: list[str], kinds: list[BlockKind]) -> tuple[int, ...]:
    """Indices of early content blocks whose text opens or stands in a later one.

    Parameters
    ----------
    texts : list of str
    kinds : list of BlockKind
        Kind of each text.
    """
    content = [
        index
        for index, kind in enumerate(kinds)
        if kind in {BlockKind.PARAGRAPH, BlockKind.QUOTATION, BlockKind.TABLE_CELL}
    ]
    repeated = []
    for place, index in enumerate(content[:_FIRST]):
        key = plain_key(texts[index])
        later = (plain_key(texts[other]) for other in content[place + 1 : place + 1 + _FIRST])
        if len(key) >= _SHORTEST and any(key in other for other in later):
            repeated.append(index)
    return tuple(repeated)

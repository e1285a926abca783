"""Blocks of texts that know where they come from."""

from aligner.offsets import Traced
from aligner.values import Block, BlockKind


def traced_block(kind: BlockKind, text: Traced) -> Block:
    """Block with the span of its text in the source, and the map where they differ.

    Parameters
    ----------
    kind : BlockKind
    text : Traced
        Not empty.
    """
    offsets = text.offsets()
    return Block(kind, text.text, *text.span, None if offsets.is_plain else offsets)

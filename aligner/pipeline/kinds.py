"""Which segments may be aligned with which: those of blocks of one kind."""

from aligner.values import BlockKind, SegmentedDocument

# Kinds that are told from running text without doubt; all others are one.
_RUNNING_TEXT = 0
_APART = {BlockKind.TITLE: 1, BlockKind.CAPTION: 2, BlockKind.TABLE_CELL: 3}

_Kinds = tuple[int, ...]


def kinds_of_segments(
    source: SegmentedDocument, target: SegmentedDocument
) -> tuple[_Kinds, _Kinds]:
    """A number for the kind of each segment, of both documents.

    A kind that only one of the documents has counts as running text: the other
    page shows such text in another way.
    """
    kinds = _kinds(source), _kinds(target)
    shared = set(kinds[0]) & set(kinds[1])
    source_kinds, target_kinds = (
        tuple(kind if kind in shared else _RUNNING_TEXT for kind in side) for side in kinds
    )
    return source_kinds, target_kinds


def _kinds(document: SegmentedDocument) -> _Kinds:
    blocks = document.document.blocks
    return tuple(_APART.get(blocks[s.block].kind, _RUNNING_TEXT) for s in document.segments)

"""Two documents to align: their texts, and what is known of them beforehand."""

from dataclasses import dataclass

from aligner.glossary import Glossary
from aligner.pipeline.certainty import Certainties, ReadingCertainty
from aligner.pipeline.options import RunOptions
from aligner.values import Bead, BlockKind, SegmentedDocument

# Kinds that cannot be mistaken for running text; all others count as running text.
_RUNNING_TEXT = 0
_APART = {BlockKind.TITLE: 1, BlockKind.CAPTION: 2, BlockKind.TABLE_CELL: 3}
_Kinds = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AlignTask:
    """Two documents to align, around beads that reviewers have confirmed."""

    name: str
    source_texts: tuple[str, ...]
    target_texts: tuple[str, ...]
    source_language: str
    target_language: str
    options: RunOptions
    kinds: tuple[tuple[int, ...], tuple[int, ...]]
    confirmed: tuple[Bead, ...] = ()
    glossary: Glossary | None = None
    certainties: Certainties = (ReadingCertainty(), ReadingCertainty())


def align_task(
    source: SegmentedDocument,
    target: SegmentedDocument,
    options: RunOptions,
    confirmed: tuple[Bead, ...] = (),
    glossary: Glossary | None = None,
) -> AlignTask:
    """The task of aligning two documents; the terms of a glossary are anchors."""
    return AlignTask(
        name=f"{source.document.id} - {target.document.id}",
        source_texts=source.texts,
        target_texts=target.texts,
        source_language=source.document.language,
        target_language=target.document.language,
        options=options,
        kinds=kinds_of_segments(source, target),
        confirmed=confirmed,
        glossary=glossary,
        certainties=(ReadingCertainty.of(source), ReadingCertainty.of(target)),
    )


def kinds_of_segments(
    source: SegmentedDocument, target: SegmentedDocument
) -> tuple[_Kinds, _Kinds]:
    """A number for the kind of each segment, of both documents.

    A kind that only one of the documents has counts as running text: the other
    page shows such text in another way.  So do captions and cells of which one page has more:
    they are known by few signs (a long cell may be a paragraph of a table that only lays out
    the page), and one that is not recognised must find its translation.
    """
    kinds = _kinds(source), _kinds(target)
    shared = set(kinds[0]) & set(kinds[1])
    for kind in (BlockKind.CAPTION, BlockKind.TABLE_CELL):
        if _count(source, kind) != _count(target, kind):
            shared.discard(_APART[kind])
    source_kinds, target_kinds = (
        tuple(kind if kind in shared else _RUNNING_TEXT for kind in side) for side in kinds
    )
    return source_kinds, target_kinds


def _kinds(document: SegmentedDocument) -> _Kinds:
    blocks = document.document.blocks
    return tuple(_APART.get(blocks[s.block].kind, _RUNNING_TEXT) for s in document.segments)


def _count(document: SegmentedDocument, kind: BlockKind) -> int:
    """How many blocks of a kind have segments."""
    blocks = document.document.blocks
    shown = {s.block for s in document.segments}
    return sum(blocks[block].kind is kind for block in shown)

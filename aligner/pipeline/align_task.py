"""What the aligner needs to know of two documents."""

from dataclasses import dataclass

from aligner.pipeline.kinds import kinds_of_segments
from aligner.pipeline.options import RunOptions
from aligner.values import Bead, SegmentedDocument


@dataclass(frozen=True, slots=True)
class AlignTask:
    """Two documents to align, around beads that persons ruled on."""

    name: str
    source_texts: tuple[str, ...]
    target_texts: tuple[str, ...]
    source_language: str
    target_language: str
    options: RunOptions
    kinds: tuple[tuple[int, ...], tuple[int, ...]]
    confirmed: tuple[Bead, ...] = ()


def align_task(
    source: SegmentedDocument,
    target: SegmentedDocument,
    options: RunOptions,
    confirmed: tuple[Bead, ...] = (),
) -> AlignTask:
    """The task of aligning two documents."""
    return AlignTask(
        name=f"{source.document.id} - {target.document.id}",
        source_texts=source.texts,
        target_texts=target.texts,
        source_language=source.document.language,
        target_language=target.document.language,
        options=options,
        kinds=kinds_of_segments(source, target),
        confirmed=confirmed,
    )

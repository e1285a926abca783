"""Pairs of the workspace to alignments."""

from aligner.pipeline.job import Job
from aligner.pipeline.kinds import kinds_of_segments
from aligner.pipeline.options import RunOptions
from aligner.pipeline.tasks import AlignTask, Failure, align_pair
from aligner.values import Alignment, DocumentPair, SegmentedDocument

__all__ = ["PAIR", "align_pairs", "align_task", "alignment_key", "texts_of"]

# The side under which the workspace notes failures of pairs.
PAIR = "pair"


def align_pairs(job: Job) -> None:
    """Align every pair whose texts or options changed; failures are noted."""
    for side, name, _ in job.workspace.failures():
        if side == PAIR:
            job.workspace.remove_failure(side, name)
    keyed = [(pair, alignment_key(job, *_names(pair))) for pair in job.workspace.pairs()]
    todo = [(pair, key) for pair, key in keyed if job.workspace.alignment_key(pair) != key]
    signature = str(job.keys.signature())

    def store(item: tuple[DocumentPair, str], result: Alignment | Failure) -> None:
        pair, key = item
        if isinstance(result, Failure):
            job.workspace.put_failure(PAIR, f"{pair.source} - {pair.target}", result.message)
        else:
            job.workspace.put_alignment(pair, result, key, signature=signature)

    job.drive(
        "align",
        todo,
        unchanged=len(keyed) - len(todo),
        task=lambda item: align_task(*texts_of(job, *_names(item[0])), job.keys.options),
        function=align_pair,
        store=store,
        draft=lambda item: job.workspace.draft(item[1]),
    )


def align_task(
    source: SegmentedDocument, target: SegmentedDocument, options: RunOptions
) -> AlignTask:
    """What the aligner needs to know of two documents."""
    return AlignTask(
        name=f"{source.document.id} - {target.document.id}",
        source_texts=source.texts,
        target_texts=target.texts,
        source_language=source.document.language,
        target_language=target.document.language,
        options=options,
        kinds=kinds_of_segments(source, target),
    )


def texts_of(job: Job, source: str, target: str) -> tuple[SegmentedDocument, SegmentedDocument]:
    """The two documents of a pair."""
    return job.workspace.document("source", source), job.workspace.document("target", target)


def alignment_key(job: Job, source: str, target: str) -> str:
    """Key of the alignment of two documents."""
    digests = (
        job.workspace.text_digest("source", source),
        job.workspace.text_digest("target", target),
    )
    return job.keys.alignment(*digests)


def _names(pair: DocumentPair) -> tuple[str, str]:
    return pair.source, pair.target

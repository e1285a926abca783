"""The aligner as the last judge of which pages are translations of each other."""

from collections.abc import Sequence

from aligner.pairing import LadderEvidence
from aligner.pipeline.align_task import align_task
from aligner.pipeline.aligning import alignment_key, texts_of
from aligner.pipeline.job import Job
from aligner.pipeline.tasks import Failure, align_pair
from aligner.values import Alignment

_Names = tuple[str, str]


class LadderJudge:
    """Aligns the pairs it is asked about; alignments are kept as drafts for the pairs chosen.

    Parameters
    ----------
    job : Job
    """

    def __init__(self, job: Job) -> None:
        self._job = job

    def __call__(self, pairs: Sequence[_Names]) -> list[LadderEvidence | None]:
        """What the alignment of each pair says, None where there is none."""
        self._align([names for names in pairs if self._draft(names) is None])
        return [self._evidence(names) for names in pairs]

    def _align(self, todo: Sequence[_Names]) -> None:
        """Draft the alignments that are not there yet."""
        job = self._job
        tasks = (align_task(*texts_of(job, *names), job.keys.options) for names in todo)
        for names, result in zip(todo, job.mapper(align_pair, tasks), strict=True):
            # What cannot be aligned is told when the pair is chosen all the same.
            if not isinstance(result, Failure):
                job.workspace.put_draft(self._key(names), result)

    def _key(self, names: _Names) -> str:
        return alignment_key(self._job, *names)

    def _draft(self, names: _Names) -> Alignment | None:
        return self._job.workspace.draft(self._key(names))

    def _evidence(self, names: _Names) -> LadderEvidence | None:
        alignment = self._draft(names)
        if alignment is None:
            return None
        texts = tuple(document.texts for document in texts_of(self._job, *names))
        lengths = ([len(text) for text in side] for side in texts)
        return LadderEvidence.of(alignment, *lengths, texts=(texts[0], texts[1]))

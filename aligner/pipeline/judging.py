"""The aligner as the last judge of which pages are translations of each other."""

from collections.abc import Mapping, Sequence

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
        todo = [names for names in pairs if not self._job.workspace.has_draft(self._key(names))]
        made = self._aligned(todo)
        return [self._evidence(names, made) for names in pairs]

    def _aligned(self, todo: Sequence[_Names]) -> dict[_Names, LadderEvidence | None]:
        """What the alignments that are not there yet say; they are kept as drafts."""
        job = self._job
        tasks = (align_task(*texts_of(job, *names), job.keys.options) for names in todo)
        made: dict[_Names, LadderEvidence | None] = {}
        for names, result in zip(todo, job.mapper(align_pair, tasks), strict=True):
            # What cannot be aligned is told when the pair is chosen all the same.
            if isinstance(result, Failure):
                made[names] = None
            else:
                job.workspace.put_draft(self._key(names), result)
                made[names] = self._weighed(names, result)
        return made

    def _key(self, names: _Names) -> str:
        return alignment_key(self._job, *names)

    def _evidence(
        self, names: _Names, made: Mapping[_Names, LadderEvidence | None]
    ) -> LadderEvidence | None:
        """What was found just now, or what a draft of before says."""
        if names in made:
            return made[names]
        alignment = self._job.workspace.draft(self._key(names))
        return None if alignment is None else self._weighed(names, alignment)

    def _weighed(self, names: _Names, alignment: Alignment) -> LadderEvidence:
        texts = tuple(document.texts for document in texts_of(self._job, *names))
        lengths = ([len(text) for text in side] for side in texts)
        return LadderEvidence.of(alignment, *lengths, texts=(texts[0], texts[1]))

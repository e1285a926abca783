"""Documents of the workspace to vectors."""

from typing import TYPE_CHECKING

from aligner.pipeline.job import Job
from aligner.pipeline.options import chosen_encoder
from aligner.pipeline.reading import SIDES
from aligner.pipeline.tasks import EncodeTask, Failure, encode_document
from aligner.workspace import Side

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


_Item = tuple[Side, str]


def encode_piles(job: Job) -> None:
    """Bring the vectors of all documents' segments into the workspace's cache.

    Raises
    ------
    AlignerError
        If the encoder cannot be loaded.  A document that cannot be encoded is noted, and
        the others go on.
    """
    every = [(side, name) for side in SIDES for name in job.workspace.document_ids(side)]
    todo = [item for item in every if not job.workspace.has_vectors(vector_key(job, item))]
    encoder = chosen_encoder(job.keys.options)

    def task(item: _Item) -> EncodeTask:
        document = job.workspace.document(*item)
        language = document.document.language
        return EncodeTask(item[1], document.texts, language, encoder)

    def store(item: _Item, result: "NDArray[np.float32] | Failure") -> None:
        if not isinstance(result, Failure):
            job.workspace.put_vectors(vector_key(job, item), result)
        elif result.error is not None:
            # An encoder that cannot be had fails for every document.
            raise result.error
        else:
            job.workspace.remove_document(*item)
            job.workspace.put_failure(*item, result.message)

    job.drive(
        "encode",
        todo,
        unchanged=len(every) - len(todo),
        task=task,
        function=encode_document,
        store=store,
    )


def vector_key(job: Job, item: _Item) -> str:
    """Key of the vectors of a document, given its side and id."""
    return job.keys.vectors(job.workspace.text_digest(*item))

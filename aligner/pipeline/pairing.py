"""Documents of the workspace to vectors, and to pairs."""

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from threadpoolctl import threadpool_limits

from aligner.errors import InternalError, PairingError, WorkspaceError
from aligner.pairing import PairingInput, Unpaired, pair_documents
from aligner.pipeline.choice import chosen_encoder
from aligner.pipeline.job import Job
from aligner.pipeline.reading import SIDES
from aligner.pipeline.tasks import EncodeTask, Failure, encode_document
from aligner.text import base_language
from aligner.values import SegmentedDocument
from aligner.workspace.documents import Side

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["encode_piles", "pair_piles"]

_UNKNOWN = "und"
_NAMES = {
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "th": "Thai",
    "tr": "Turkish",
    "zh": "Chinese",
}
_SWAPPED = (
    "the source pages are in English and the target pages in Chinese: if the folders are "
    "swapped, give them the other way round; going on as given"
)

_Item = tuple[Side, str]


def encode_piles(job: Job) -> None:
    """Bring the vectors of all documents' segments into the workspace's cache."""
    every = [(side, name) for side in SIDES for name in job.workspace.document_ids(side)]
    todo = [item for item in every if job.workspace.vectors(_vector_key(job, item)) is None]
    encoder = chosen_encoder(job.keys.options)

    def task(item: _Item) -> EncodeTask:
        document = job.workspace.document(*item)
        language = document.document.language
        return EncodeTask(item[1], document.texts, language, encoder)

    def store(item: _Item, result: "NDArray[np.float32] | Failure") -> None:
        if isinstance(result, Failure):
            raise result.error or InternalError(result.message)
        job.workspace.put_vectors(_vector_key(job, item), result)

    job.drive(
        "encode",
        todo,
        unchanged=len(every) - len(todo),
        task=task,
        function=encode_document,
        store=store,
    )


def _vector_key(job: Job, item: _Item) -> str:
    return job.keys.vectors(job.workspace.document(*item))


def pair_piles(job: Job) -> None:
    """Pair the documents of the workspace.

    Raises
    ------
    PairingError
        If a pile has no document that could be read, or both are in one language.
    """
    source, target = (_pile(job, side) for side in SIDES)
    _compare(job, source.language, target.language)
    key = job.keys.pairing(_readings(job))

    def work() -> None:
        # Sums must not depend on the number of threads.
        with threadpool_limits(limits=1, user_api="blas"):
            pairing = pair_documents(
                _inputs(job, source),
                _inputs(job, target),
                threshold=job.keys.options.pair_threshold,
            )
        job.workspace.put_pairing(
            pairing.pairs,
            _left_over(source, pairing.unpaired_sources),
            _left_over(target, pairing.unpaired_targets),
            stage_key=key,
        )

    job.whole("pair", work, unchanged=job.workspace.pairing_key() == key)


@dataclass(frozen=True, slots=True)
class _Pile:
    """The documents of one side: those that can have a partner, and why others cannot."""

    language: str
    usable: tuple[SegmentedDocument, ...]
    set_aside: tuple[tuple[str, str], ...]


def _pile(job: Job, side: Side) -> _Pile:
    """The documents of a side, sorted by whether they can have a partner."""
    documents = [job.workspace.document(side, name) for name in job.workspace.document_ids(side)]
    if not documents:
        message = f"none of the {side} pages could be read; {_first_failure(job, side)}"
        raise PairingError(message)
    language = _main_language(documents)
    usable: list[SegmentedDocument] = []
    set_aside: list[tuple[str, str]] = []
    for document in documents:
        here = base_language(document.document.language)
        if not document.segments:
            set_aside.append((document.document.id, "it holds no text to align"))
        elif here not in {language, _UNKNOWN}:
            reason = f"it is in {_name(here)}, most {side} pages are in {_name(language)}"
            set_aside.append((document.document.id, reason))
        else:
            usable.append(document)
    return _Pile(language, tuple(usable), tuple(set_aside))


def _first_failure(job: Job, side: Side) -> str:
    """The first message about a page of a side."""
    return next((message for where, _, message in job.workspace.failures() if where == side), "")


def _main_language(documents: list[SegmentedDocument]) -> str:
    """The language of most documents; the first in the alphabet of several."""
    counts = Counter(base_language(d.document.language) for d in documents)
    del counts[_UNKNOWN]
    return min(counts, key=lambda name: (-counts[name], name), default=_UNKNOWN)


def _compare(job: Job, source: str, target: str) -> None:
    """Refuse two piles in one language; see whether they look swapped, and terms can be checked."""
    if source == target != _UNKNOWN:
        message = f"both folders hold {_name(source)} pages: a translation needs two languages"
        raise PairingError(message)
    if (source, target) == ("en", "zh"):
        job.notice(_SWAPPED)
    job.checkable = source in {"zh", _UNKNOWN} and target in {"en", _UNKNOWN}


def _name(language: str) -> str:
    return _NAMES.get(language, language)


def _readings(job: Job) -> list[tuple[str, str, str]]:
    """Side, id and reading key of all documents: what the pairing rests on."""
    return [
        (side, name, job.workspace.document_key(side, name) or "")
        for side in SIDES
        for name in job.workspace.document_ids(side)
    ]


def _inputs(job: Job, pile: _Pile) -> list[PairingInput]:
    """Documents with their vectors, as the pairing room takes them."""
    inputs = []
    for document in pile.usable:
        vectors = job.workspace.vectors(job.keys.vectors(document))
        if vectors is None:
            message = f"the vectors of {document.document.id} are gone: run the same command again"
            raise WorkspaceError(message)
        inputs.append(PairingInput(document.document, vectors))
    return inputs


def _left_over(pile: _Pile, unpaired: tuple[Unpaired, ...]) -> list[tuple[str, str]]:
    """Documents without partner, with the reasons."""
    return [*pile.set_aside, *((item.document, item.reason) for item in unpaired)]

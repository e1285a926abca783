"""Documents of the workspace to vectors, and to pairs."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from threadpoolctl import threadpool_limits

from aligner.errors import InternalError, PairingError, WorkspaceError
from aligner.pairing import PairingInput, Unpaired, pair_documents
from aligner.pipeline.choice import chosen_encoder
from aligner.pipeline.job import Job
from aligner.pipeline.judging import LadderJudge
from aligner.pipeline.reading import SIDES
from aligner.pipeline.tasks import EncodeTask, Failure, encode_document
from aligner.text import base_language
from aligner.values import PairDecision, Ruling
from aligner.workspace.documents import DocumentHead, Side

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
    todo = [item for item in every if not job.workspace.has_vectors(_vector_key(job, item))]
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
    decisions = _standing(job, source, target)
    key = job.keys.pairing(_readings(job), decisions)

    def work() -> None:
        rulings = {
            ruling: [(d.source, d.target) for d in decisions if d.ruling is ruling]
            for ruling in Ruling
        }
        # Sums must not depend on the number of threads.
        with threadpool_limits(limits=1, user_api="blas"):
            pairing = pair_documents(
                _inputs(job, source),
                _inputs(job, target),
                threshold=job.keys.options.pair_threshold,
                judge=LadderJudge(job),
                forced=rulings[Ruling.FORCE],
                forbidden=rulings[Ruling.FORBID],
            )
        job.workspace.put_pairing(
            pairing.pairs,
            _left_over(source, pairing.unpaired_sources),
            _left_over(target, pairing.unpaired_targets),
            stage_key=key,
        )

    job.whole("pair", work, unchanged=job.workspace.pairing_key() == key)


def _standing(job: Job, source: "_Pile", target: "_Pile") -> list[PairDecision]:
    """Persons' decisions on pages that are there; of the others a person is told."""
    piles = (source, target)
    names = [set(pile.usable) for pile in piles]
    standing = []
    for decision in job.workspace.decisions():
        if decision.source in names[0] and decision.target in names[1]:
            standing.append(decision)
        elif decision.ruling is Ruling.FORCE:
            gone = decision.source if decision.source not in names[0] else decision.target
            job.notice(f"{gone}: no such page to pair, though its pair was set by a person")
    return standing


@dataclass(frozen=True, slots=True)
class _Pile:
    """The documents of one side: those that can have a partner, and why others cannot."""

    side: Side
    language: str
    usable: tuple[str, ...]
    set_aside: tuple[tuple[str, str], ...]


def _pile(job: Job, side: Side) -> _Pile:
    """The documents of a side, sorted by whether they can have a partner."""
    heads = job.workspace.document_heads(side)
    if not heads:
        message = f"none of the {side} pages could be read; {_first_failure(job, side)}"
        raise PairingError(message)
    language = _main_language(heads)
    usable: list[str] = []
    set_aside: list[tuple[str, str]] = []
    for head in heads:
        here = base_language(head.language)
        if not head.segments:
            set_aside.append((head.id, "it holds no text to align"))
        elif here not in {language, _UNKNOWN}:
            reason = f"it is in {_name(here)}, most {side} pages are in {_name(language)}"
            set_aside.append((head.id, reason))
        else:
            usable.append(head.id)
    return _Pile(side, language, tuple(usable), tuple(set_aside))


def _first_failure(job: Job, side: Side) -> str:
    """The first message about a page of a side."""
    return next((message for where, _, message in job.workspace.failures() if where == side), "")


def _main_language(heads: Iterable[DocumentHead]) -> str:
    """The language of most documents; the first in the alphabet of several."""
    counts = Counter(base_language(head.language) for head in heads)
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


def _inputs(job: Job, pile: _Pile) -> Iterator[PairingInput]:
    """Documents with their vectors, as the pairing room takes them."""
    for name in pile.usable:
        document = job.workspace.document(pile.side, name)
        vectors = job.workspace.vectors(job.keys.vectors(document))
        if vectors is None:
            message = f"the vectors of {name} are gone: run the same command again"
            raise WorkspaceError(message)
        yield PairingInput(document.document, vectors)


def _left_over(pile: _Pile, unpaired: tuple[Unpaired, ...]) -> list[tuple[str, str]]:
    """Documents without partner, with the reasons."""
    return [*pile.set_aside, *((item.document, item.reason) for item in unpaired)]

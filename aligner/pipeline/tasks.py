"""What is done to one document or one pair: functions that run in any process.

Each takes one frozen task and gives one value, so that the same functions
serve a single process, a pool of local ones, or a cluster.  A broken page must
not cost the others: what goes wrong with it comes back as a `Failure`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Protocol, TypeVar

from aligner.encoders import load_encoder
from aligner.errors import AlignerError, FormatError
from aligner.glossary import Glossary
from aligner.languages import holds_two_languages
from aligner.pipeline.alignment_task import AlignTask
from aligner.pipeline.headway import tell_headway
from aligner.pipeline.lexicon import lexicon_of_bytes
from aligner.pipeline.realign import align_texts
from aligner.pipeline.windows import is_longer, windows_of
from aligner.readers import PageLocation, read_page, split_languages
from aligner.signature import digest_bytes
from aligner.splitters import Segmentation, split_document
from aligner.terms import TermCheck, check_by_parts
from aligner.values import Alignment, Block, Document, SegmentedDocument, TranslationUnit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from aligner.parts import Encoder


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a task failed, in words for the user.

    Parameters
    ----------
    message : str
    error : AlignerError or None
        What was raised, if it was raised on purpose.
    """

    message: str
    error: AlignerError | None = None


@dataclass(frozen=True, slots=True)
class ReadTask:
    """A page to read and split, unless its bytes have the digest that is known."""

    location: PageLocation
    language: str | None = None
    known_digest: str | None = None
    segmentation: Segmentation | None = None

    @property
    def name(self) -> str:
        """What a message calls the task."""
        return self.location.name


@dataclass(frozen=True, slots=True)
class EncodeTask:
    """Segments to turn into vectors."""

    name: str
    texts: tuple[str, ...]
    language: str
    encoder: str


@dataclass(frozen=True, slots=True)
class CheckTask:
    """An aligned pair to check against a glossary."""

    units: tuple[TranslationUnit, ...]
    glossary: Glossary
    lexicon: bytes
    published: date | None
    source_document: str
    target_document: str

    @property
    def name(self) -> str:
        """What a message calls the task."""
        return f"{self.source_document} - {self.target_document}"


class _Named(Protocol):
    @property
    def name(self) -> str: ...


# A workspace numbers the beads of a pair up to twice as many and more, and holds a vector of 600
# numbers for each segment of a page.
_MOST_SEGMENTS = 400_000
# So many units of one text are checked at once.
CHECKED_AT_ONCE = 5_000
# The tag of a page in several languages.
SEVERAL = "mul"
# A side of a page has at least so many paragraphs; less is a motto or a heading.
_LEAST_PARAGRAPHS = 3

TaskT = TypeVar("TaskT", bound=_Named)
ResultT = TypeVar("ResultT")


def _guarded(function: Callable[[TaskT], ResultT]) -> Callable[[TaskT], ResultT | Failure]:
    """The function with its errors turned into failures of that one task."""

    @wraps(function)
    def guarded(task: TaskT) -> ResultT | Failure:
        try:
            return function(task)
        except AlignerError as error:
            return Failure(str(error), error)
        except OSError as error:
            return Failure(f"{task.name}: {error.strerror or error}")
        except Exception as error:  # noqa: BLE001 - a slip of ours on one page must not cost the others
            return Failure(f"{task.name}: internal error: {type(error).__name__}: {error}")

    return guarded


@_guarded
def read_and_split(task: ReadTask) -> SegmentedDocument | None:
    """The page as a segmented document, None if it is the one already known, or a Failure."""
    data = task.location.load()
    if task.known_digest is not None and digest_bytes(data) == task.known_digest:
        return None
    document = read_page(task.location, data)
    if not task.location.facts.language and _is_of_two_languages(document):
        # Also where the language of all pages was given: it is not that of half of this one.
        document = replace(document, language=SEVERAL)
    elif task.language is not None:
        document = replace(document, language=task.language)
    segmented = split_document(document, task.segmentation)
    if len(segmented.segments) > _MOST_SEGMENTS:
        message = f"more than {_MOST_SEGMENTS:,} segments: split it, and its translation likewise"
        raise FormatError(message, task.name)
    return segmented


def _is_of_two_languages(document: Document) -> bool:
    """Whether a page holds a text and its translation, or two texts."""
    if holds_two_languages(block.text for block in _content(document)):
        return True
    # Each paragraph may hold both.
    sides = split_languages(document) or ()
    return bool(sides) and all(len(_content(side)) >= _LEAST_PARAGRAPHS for side in sides)


def _content(document: Document) -> list[Block]:
    return [block for block in document.blocks if block.kind.is_content]


@_guarded
def encode_document(task: EncodeTask) -> "NDArray[np.float32]":
    """Unit vectors of the single segments, shape (n_segments, dim), or a Failure."""
    encoder = load_encoder(task.encoder)
    if not is_longer(len(task.texts)):
        return encoder.encode_spans(task.texts, language=task.language, max_run=1).singles
    return _encode_by_windows(task, encoder)


def _encode_by_windows(task: EncodeTask, encoder: "Encoder") -> "NDArray[np.float32]":
    """The vectors of a long document; those of the clauses of all of it would fill the memory."""
    import numpy as np  # noqa: PLC0415 - slow to load

    total = len(task.texts)
    found = np.empty((total, 0), np.float32)
    for window in windows_of(total):
        tell_headway(task.name, window.start, total)
        vectors = encoder.encode_spans(task.texts[window], language=task.language, max_run=1)
        if not window.start:
            found = np.empty((total, vectors.singles.shape[1]), np.float32)
        found[window] = vectors.singles
    return found


@_guarded
def align_pair(task: AlignTask) -> Alignment:
    """The alignment of two documents, or a Failure.

    Notes
    -----
    The vectors of all runs are several times the size of those of the single
    segments; they are made here, used, and dropped.
    """
    return align_texts(task)


@_guarded
def check_terms(task: CheckTask) -> TermCheck:
    """The term check of one aligned pair, or a Failure."""
    parts = check_by_parts(
        task.units,
        task.glossary,
        published=task.published,
        source_document=task.source_document,
        target_document=task.target_document,
        lexicon=lexicon_of_bytes(task.lexicon),
        size=CHECKED_AT_ONCE,
    )
    whole = TermCheck((), ())
    done, total = 0, len(task.units)
    for own, part in parts:
        done += len(own)
        if total > CHECKED_AT_ONCE:
            tell_headway(task.name, done, total)
        whole = TermCheck(
            (*whole.findings, *part.findings),
            (*whole.occurrences, *part.occurrences),
            (*whole.doubtful, *part.doubtful),
        )
    return whole

"""The frozen values that flow between the rooms.

``bytes -> Document(Block...) -> DocumentPair -> Segments -> SpanVectors ->
Alignment(Bead...) -> Bitext -> Finding | TranslationUnit``

Each value is checked when it is born; other code may then trust it.  Offsets
count code points.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from aligner.errors import InternalError
from aligner.signature import digest_values
from aligner.text import base_language, join_segments

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "Alignment",
    "Bead",
    "Bitext",
    "Block",
    "BlockKind",
    "ConceptEntry",
    "Document",
    "DocumentPair",
    "EncodedText",
    "Finding",
    "FindingCode",
    "OccurrenceStatus",
    "Segment",
    "SegmentedDocument",
    "Severity",
    "SpanVectors",
    "Term",
    "TermOccurrence",
    "TermStatus",
    "TranslationUnit",
]


class BlockKind(StrEnum):
    """What a block of a page is; only `CONTENT_KINDS` enter the corpus."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    DATELINE = "dateline"
    BYLINE = "byline"
    ABSTRACT = "abstract"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    TABLE_CELL = "table-cell"
    CAPTION = "caption"
    QUOTATION = "quotation"
    ATTRIBUTION = "attribution"
    BOILERPLATE = "boilerplate"

    @property
    def is_content(self) -> bool:
        """Whether text of this kind is split, aligned and exported."""
        return self not in _PROVENANCE_KINDS


_PROVENANCE_KINDS = frozenset(
    {
        BlockKind.DATELINE,
        BlockKind.BYLINE,
        BlockKind.ABSTRACT,
        BlockKind.ATTRIBUTION,
        BlockKind.BOILERPLATE,
    },
)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or cell of a page.

    Parameters
    ----------
    kind : BlockKind
    text : str
        The readable text: entities resolved, line wraps undone, white space
        single.  Empty only for an empty line of a pre-segmented file.
    start, stop : int
        Span in the decoded source of the page that the text was taken from.
    """

    kind: BlockKind
    text: str
    start: int
    stop: int

    def __post_init__(self) -> None:
        _require(bool(self.text.strip()) or self.start == self.stop, "a block needs text")
        _require(0 <= self.start <= self.stop, "a block needs a span in its source")


@dataclass(frozen=True, slots=True)
class Document:
    """One release in one language.

    Parameters
    ----------
    id : str
        Path inside its pile, with forward slashes; unique in the pile.
    language : str
        BCP 47 tag: ``"zh-Hans"``, ``"zh-Hant"``, ``"en"`` ...
    blocks : tuple of Block
        In reading order, boilerplate included.
    digest : str
        Digest of the bytes read.
    encoding : str
        Charset the bytes were decoded with.
    title : str
        Headline, ``""`` when the page shows none.
    published : datetime.date or None
        Date of publication as the page, its meta data or its address gives it.
    url : str
        Address the page came from, ``""`` when unknown.
    origin : str
        Where the page says its text is from (来源, Source), ``""`` when it does not.
    """

    id: str
    language: str
    blocks: tuple[Block, ...]
    digest: str
    encoding: str = "utf-8"
    title: str = ""
    published: date | None = None
    url: str = ""
    origin: str = ""

    def __post_init__(self) -> None:
        _require(bool(self.id), "a document needs an id")
        _require(bool(self.language), "a document needs a language")


@dataclass(frozen=True, slots=True)
class Segment:
    """The smallest aligned unit, usually one sentence.

    Parameters
    ----------
    block : int
        Index of its block in the document.
    start, stop : int
        Span in the text of that block, without outer white space.
    text : str
        ``block.text[start:stop]``.
    """

    block: int
    start: int
    stop: int
    text: str

    def __post_init__(self) -> None:
        _require(self.stop - self.start == len(self.text), "a segment's span fits its text")


@dataclass(frozen=True, slots=True)
class SegmentedDocument:
    """A document with its segments; each content block is covered exactly.

    Between the segments of a block, before the first and behind the last,
    there may be white space and nothing else.  Blocks that are not content
    have no segments.
    """

    document: Document
    segments: tuple[Segment, ...]

    def __post_init__(self) -> None:
        by_block: dict[int, list[Segment]] = {}
        for segment in self.segments:
            by_block.setdefault(segment.block, []).append(segment)
        _require(list(by_block) == sorted(by_block), "segments stand in the order of blocks")
        for index, block in enumerate(self.document.blocks):
            spans = [(s.start, s.stop) for s in by_block.pop(index, [])]
            if block.kind.is_content:
                _require(_covers(block.text, spans), f"segments lose text of block {index}")
            else:
                _require(not spans, f"block {index} is not content")
        _require(not by_block, "segments point to blocks that exist")

    @property
    def texts(self) -> tuple[str, ...]:
        """The segments' texts in order."""
        return tuple(segment.text for segment in self.segments)

    @classmethod
    def from_lines(
        cls,
        document_id: str,
        language: str,
        lines: tuple[str, ...],
    ) -> "SegmentedDocument":
        """One segment a line; an empty line stays a segment, so line numbers hold."""
        blocks = []
        segments = []
        position = 0
        for index, line in enumerate(lines):
            text = line.strip()
            start = position + line.find(text)
            blocks.append(Block(BlockKind.PARAGRAPH, text, start, start + len(text)))
            segments.append(Segment(index, 0, len(text), text))
            position += len(line) + 1
        digest = digest_values(list(lines))
        return cls(Document(document_id, language, tuple(blocks), digest), tuple(segments))


@dataclass(frozen=True, slots=True)
class DocumentPair:
    """A source and a target document held to be translations of each other.

    Parameters
    ----------
    source, target : str
        Document ids.
    probability : float
        0 to 1, that the pair is right.
    reasons : tuple of str
        The evidence in words, strongest first.
    """

    source: str
    target: str
    probability: float
    reasons: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _require(0.0 <= self.probability <= 1.0, "a probability lies between 0 and 1")


@dataclass(frozen=True, slots=True)
class SpanVectors:
    """Vectors of every run of 1 to `max_run` neighbouring segments of one document.

    Parameters
    ----------
    runs : ndarray of shape (max_run, n_segments, dim), float32
        ``runs[k - 1, i]`` is the unit vector of segments ``i .. i + k - 1``
        joined; zeros where the run would pass the end.
    encoder : str
        Versioned name of the encoder.
    tokens : ndarray of shape (n_tokens, token_dim), float32
        Unit vectors of the tokens in their context, those of one segment
        together; no rows when the encoder gives none.
    token_offsets : ndarray of shape (n_segments + 1,), int64
        Tokens of segment `i` are rows ``token_offsets[i] .. token_offsets[i + 1]``.
    """

    runs: "NDArray[np.float32]"
    encoder: str
    tokens: "NDArray[np.float32]"
    token_offsets: "NDArray[np.int64]"

    def __post_init__(self) -> None:
        _require(self.runs.ndim == 3, "runs have three axes")  # noqa: PLR2004
        _require(len(self.token_offsets) == self.runs.shape[1] + 1, "every segment has its tokens")
        _require(int(self.token_offsets[-1]) == len(self.tokens), "every token has its segment")

    @property
    def max_run(self) -> int:
        """Longest run, in segments."""
        return int(self.runs.shape[0])

    @property
    def singles(self) -> "NDArray[np.float32]":
        """Vectors of the single segments, shape (n_segments, dim)."""
        single: NDArray[np.float32] = self.runs[0]
        return single


@dataclass(frozen=True, slots=True)
class EncodedText:
    """The segments of one document as an aligner takes them: texts, language, vectors.

    Parameters
    ----------
    texts : tuple of str
    language : str
        BCP 47 tag.
    vectors : SpanVectors
        Of these texts, in the same order.
    """

    texts: tuple[str, ...]
    language: str
    vectors: SpanVectors

    def __post_init__(self) -> None:
        _require(len(self.texts) == self.vectors.runs.shape[1], "every segment has its vectors")


@dataclass(frozen=True, slots=True)
class Bead:
    """A run of source segments with the run of target segments that translates it.

    Parameters
    ----------
    source_start, source_stop, target_start, target_stop : int
        Half-open runs of segment indices; one of the two may be empty.
    probability : float
        Posterior probability of exactly this bead, 0 to 1.
    """

    source_start: int
    source_stop: int
    target_start: int
    target_stop: int
    probability: float = 1.0

    def __post_init__(self) -> None:
        _require(0 <= self.source_start <= self.source_stop, "source run is in order")
        _require(0 <= self.target_start <= self.target_stop, "target run is in order")
        _require(self.n_source + self.n_target > 0, "a bead holds at least one segment")
        _require(0.0 <= self.probability <= 1.0, "a probability lies between 0 and 1")

    @property
    def n_source(self) -> int:
        """Number of source segments."""
        return self.source_stop - self.source_start

    @property
    def n_target(self) -> int:
        """Number of target segments."""
        return self.target_stop - self.target_start

    @property
    def kind(self) -> str:
        """Kind of the bead: ``"1-1"``, ``"2-1"``, ``"1-0"`` ..."""
        return f"{self.n_source}-{self.n_target}"

    @property
    def is_null(self) -> bool:
        """Whether one side is empty."""
        return self.n_source == 0 or self.n_target == 0


@dataclass(frozen=True, slots=True)
class Alignment:
    """Beads in order that use every segment of both sides exactly once.

    Raises
    ------
    InternalError
        If a bead overlaps another, leaves a gap, or the ends are not reached.
    """

    beads: tuple[Bead, ...]
    n_source: int
    n_target: int

    def __post_init__(self) -> None:
        rung = (0, 0)
        for bead in self.beads:
            start = (bead.source_start, bead.target_start)
            _require(start == rung, f"the ladder is broken at {rung}: next bead starts at {start}")
            rung = (bead.source_stop, bead.target_stop)
        end = (self.n_source, self.n_target)
        _require(rung == end, f"the ladder ends at {rung}, not at {end}")

    def __iter__(self) -> Iterator[Bead]:
        return iter(self.beads)

    def __len__(self) -> int:
        return len(self.beads)

    def swapped(self) -> "Alignment":
        """The same ladder seen from the other side."""
        beads = tuple(
            Bead(b.target_start, b.target_stop, b.source_start, b.source_stop, b.probability)
            for b in self.beads
        )
        return Alignment(beads, self.n_target, self.n_source)


@dataclass(frozen=True, slots=True)
class Bitext:
    """Two segmented documents with their alignment and the signature of the run."""

    source: SegmentedDocument
    target: SegmentedDocument
    alignment: Alignment
    signature: str = ""

    def __post_init__(self) -> None:
        _require(self.alignment.n_source == len(self.source.segments), "source sizes agree")
        _require(self.alignment.n_target == len(self.target.segments), "target sizes agree")

    def source_text(self, bead: Bead) -> str:
        """Text of the bead's source run, joined the language's way."""
        texts = self.source.texts[bead.source_start : bead.source_stop]
        return join_segments(texts, self.source.document.language)

    def target_text(self, bead: Bead) -> str:
        """Text of the bead's target run, joined the language's way."""
        texts = self.target.texts[bead.target_start : bead.target_stop]
        return join_segments(texts, self.target.document.language)


@dataclass(frozen=True, slots=True)
class TranslationUnit:
    """A bead as text with its languages and provenance: TMX ``tu``, XLIFF ``unit``.

    Parameters
    ----------
    id : str
        Stable over re-runs of unchanged input; unique in the corpus.
    source_language, target_language : str
        BCP 47 tags.
    source_text, target_text : str
    probability : float
    properties : tuple of (str, str)
        Provenance in a fixed order: document ids, dates, offsets, kind ...
    """

    id: str
    source_language: str
    target_language: str
    source_text: str
    target_text: str
    probability: float
    properties: tuple[tuple[str, str], ...] = ()


class TermStatus(StrEnum):
    """Administrative status of a term in its concept entry (TBX, picklist of ISO 30042)."""

    PREFERRED = "preferred"
    ALLOWED = "allowed"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class Term:
    """One form of a concept in one language, with the rules for matching it.

    Parameters
    ----------
    text : str
    language : str
        BCP 47 tag.
    status : TermStatus
    abbreviation : bool
        Whether the form is a short form of a full name.
    case_sensitive : bool
        Whether another case of the same letters is another form.
    valid_from, valid_until : datetime.date or None
        First day the status holds, and first day it does not; None is open.
    """

    text: str
    language: str
    status: TermStatus = TermStatus.PREFERRED
    abbreviation: bool = False
    case_sensitive: bool = False
    valid_from: date | None = None
    valid_until: date | None = None

    def __post_init__(self) -> None:
        _require(bool(self.text.strip()), "a term needs text")

    def valid_on(self, day: date | None) -> bool:
        """Whether the status holds on a day; an unknown day counts as today's usage."""
        if day is None:
            return self.valid_until is None
        starts = self.valid_from is None or self.valid_from <= day
        return starts and (self.valid_until is None or day < self.valid_until)


@dataclass(frozen=True, slots=True)
class ConceptEntry:
    """One concept with its terms by language and status: TBX ``conceptEntry``.

    Parameters
    ----------
    id : str
    terms : tuple of Term
        All languages together; the first preferred term of a language leads.
    domain : str
    note : str
    reliability : str
        The glossary keeper's own code (``"A"`` seen at a source ...), ``""`` if none.
    weak : bool
        Whether the source term is too general to hold a translator to it.
    """

    id: str
    terms: tuple[Term, ...]
    domain: str = ""
    note: str = ""
    reliability: str = ""
    weak: bool = False

    def forms(self, language: str, *statuses: TermStatus) -> tuple[Term, ...]:
        """Terms of one base language, in order, with one of the statuses (all if none named)."""
        wanted = statuses or tuple(TermStatus)
        base = base_language(language)
        return tuple(
            t for t in self.terms if base_language(t.language) == base and t.status in wanted
        )


class OccurrenceStatus(StrEnum):
    """What became of one occurrence of a source term in the target."""

    PREFERRED = "preferred"
    ALLOWED = "allowed"
    ABBREVIATION = "abbreviation"
    SHORT_FORM = "short-form"
    MENTION = "mention"
    REWORDED = "reworded"
    FORBIDDEN = "forbidden"
    WRONG_VARIANT = "wrong-variant"
    MISSING = "missing"
    UNTRANSLATED = "untranslated"
    DOUBTFUL = "doubtful"
    UNCHECKED = "unchecked"

    @property
    def is_accepted(self) -> bool:
        """Whether the target shows a form that the glossary accepts."""
        return self in {self.PREFERRED, self.ALLOWED, self.ABBREVIATION}

    @property
    def is_scored(self) -> bool:
        """Whether the occurrence can be judged: accepted or wrong, and not left open.

        A later mention by a pronoun or a short form, a free rewording, a term
        too general to hold a translator to, and a doubtful bead are left open.
        """
        wrong = {self.FORBIDDEN, self.WRONG_VARIANT, self.MISSING, self.UNTRANSLATED}
        return self.is_accepted or self in wrong


@dataclass(frozen=True, slots=True)
class TermOccurrence:
    """One occurrence of a concept's source term with what became of it.

    Parameters
    ----------
    concept, unit : str
        Ids of the concept entry and of the translation unit.
    source_term : str
        The term as it stands in the source text.
    source_span : tuple of int
        Where it stands there.
    status : OccurrenceStatus
    rendering : str
        The rendering as it stands in the target text, ``""`` when none was found.
    form : str
        The glossary form that the rendering is an inflection or spelling of,
        the same for all renderings that count as equal; ``""`` when none.
    target_span : tuple of int or None
        Where the rendering stands in the target text.
    """

    concept: str
    unit: str
    source_term: str
    source_span: tuple[int, int]
    status: OccurrenceStatus
    rendering: str = ""
    form: str = ""
    target_span: tuple[int, int] | None = None


class Severity(StrEnum):
    """How much a finding matters, worst first."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    SUGGESTION = "suggestion"


class FindingCode(StrEnum):
    """Classes of term findings."""

    FORBIDDEN = "forbidden"
    UNTRANSLATED = "untranslated"
    WRONG_VARIANT = "wrong-variant"
    INCONSISTENT = "inconsistent"
    MISSING = "missing"
    FORBIDDEN_WITHOUT_SOURCE = "forbidden-without-source"
    SHORT_FORM = "short-form"
    UNDEFINED_ABBREVIATION = "undefined-abbreviation"
    CASE = "case"
    SPELLING = "spelling"
    GLOSSARY_GAP = "glossary-gap"
    SUSPECT_ALIGNMENT = "suspect-alignment"


@dataclass(frozen=True, slots=True)
class Finding:
    """One terminology problem: code, severity, place, message, evidence.

    Parameters
    ----------
    id : str
        Stable digest of code, concept, place and wording.
    code : FindingCode
    severity : Severity
    message : str
        One sentence that says what is wrong and what was expected.
    concept : str
        Id of the concept entry.
    source_term : str
        The term as it stands in the source text, ``""`` if none.
    expected : tuple of str
        Accepted forms, preferred first.
    found : str
        What stands in the target instead, ``""`` when nothing was found.
    unit : str
        Id of the translation unit.
    source_document, target_document : str
        Document ids.
    source_text, target_text : str
        The bead's two texts.
    source_span, target_span : tuple of int or None
        Where the term and its rendering stand in the two texts.
    confidence : float
        0 to 1, that this is a real problem of the translation.
    """

    id: str
    code: FindingCode
    severity: Severity
    message: str
    concept: str
    source_term: str
    expected: tuple[str, ...]
    found: str
    unit: str
    source_document: str
    target_document: str
    source_text: str
    target_text: str
    source_span: tuple[int, int] | None = None
    target_span: tuple[int, int] | None = None
    confidence: float = 1.0
    details: tuple[tuple[str, str], ...] = field(default=())


def _covers(text: str, spans: list[tuple[int, int]]) -> bool:
    """Whether the spans leave out nothing of the text but white space."""
    edges = [(0, 0), *spans, (len(text), len(text))]
    return all(
        left[1] <= right[0] and not text[left[1] : right[0]].strip()
        for left, right in pairwise(edges)
    )


def _require(condition: bool, promise: str) -> None:  # noqa: FBT001 - reads as a sentence
    if not condition:
        raise InternalError(promise)

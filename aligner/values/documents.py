"""Documents, their blocks and segments, and pairs of them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from aligner.offsets import OffsetMap
from aligner.signature import digest_values
from aligner.text import is_tag
from aligner.values.invariants import require


class BlockKind(StrEnum):
    """What a block of a page is; only kinds of content enter the corpus."""

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
        The readable text, with entities resolved, line wraps undone and white space
        collapsed.  Empty only for an empty line of a pre-segmented file.
    start, stop : int
        Span in the decoded source of the page that the text was taken from.
    offsets : OffsetMap or None
        Maps the text back to the source; None if the text is in the source as it is,
        or if only the span is known.
    certainty : float
        Probability, 0 to 1, that the text was read rightly; no bead of it is surer.
    """

    kind: BlockKind
    text: str
    start: int
    stop: int
    offsets: OffsetMap | None = None
    certainty: float = 1.0

    def __post_init__(self) -> None:
        require(bool(self.text.strip()) or self.start == self.stop, "a block needs text")
        require(0 <= self.start <= self.stop, "a block needs a span in its source")
        if self.offsets is not None:
            require(self.offsets.length == len(self.text), "an offset map fits its text")
        require(0.0 <= self.certainty <= 1.0, "a certainty lies between 0 and 1")

    def source_span(self, start: int, stop: int) -> tuple[int, int]:
        """Smallest known span of the page's source for ``text[start:stop]``."""
        if self.offsets is not None and start < stop:
            return self.offsets.span(start, stop)
        if self.offsets is None and self.stop - self.start == len(self.text):
            return self.start + start, self.start + stop
        return self.start, self.stop


@dataclass(frozen=True, slots=True)
class Document:
    """What was read from one page, in one language.

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
        Charset with which the bytes were decoded.
    title : str
        Headline, ``""`` if the page has none.
    published : datetime.date or None
        Date of publication from the page, its metadata or its address.
    url : str
        Address of the page, ``""`` if unknown.
    origin : str
        Source of the text as stated on the page (来源, Source), ``""`` if not stated.
    number : str
        Document number as stated on the page (国知办函〔2018〕597号), ``""`` if none.
    attribution : str
        The page's statement on its translation, ``""`` if none.
    doubts : tuple of str
        What is doubtful about the reading, in words for the user.
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
    number: str = ""
    attribution: str = ""
    doubts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        require(bool(self.id), "a document needs an id")
        require(is_tag(self.language), "a document needs a language tag")


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
        require(self.stop - self.start == len(self.text), "a segment's span fits its text")


@dataclass(frozen=True, slots=True)
class SegmentedDocument:
    """A document with its segments; each content block is covered exactly.

    Between the segments of a block, before the first and after the last, there may
    be only white space.  Blocks that are not content have no segments.
    """

    document: Document
    segments: tuple[Segment, ...]

    def __post_init__(self) -> None:
        by_block: dict[int, list[Segment]] = {}
        for segment in self.segments:
            by_block.setdefault(segment.block, []).append(segment)
        require(list(by_block) == sorted(by_block), "segments stand in the order of blocks")
        for index, block in enumerate(self.document.blocks):
            spans = [(s.start, s.stop) for s in by_block.pop(index, [])]
            if block.kind.is_content:
                require(_covers(block.text, spans), f"segments lose text of block {index}")
            else:
                require(not spans, f"block {index} is not content")
        require(not by_block, "segments point to blocks that exist")

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts of the segments, in order."""
        return tuple(segment.text for segment in self.segments)

    @property
    def text_digest(self) -> str:
        """Digest of what alignment depends on: language, texts, kinds, certainties, doubts."""
        blocks = [self.document.blocks[segment.block] for segment in self.segments]
        kinds = [block.kind for block in blocks]
        doubtful = {
            index: block.certainty for index, block in enumerate(blocks) if block.certainty < 1.0
        }
        extra = [sorted(doubtful.items()), self.document.doubts] if doubtful else []
        return digest_values(self.document.language, self.texts, kinds, *extra)

    def source_span(self, segment: Segment) -> tuple[int, int]:
        """Span of a segment in the decoded source of its page."""
        return self.document.blocks[segment.block].source_span(segment.start, segment.stop)

    @classmethod
    def from_lines(
        cls,
        document_id: str,
        language: str,
        lines: tuple[str, ...],
    ) -> "SegmentedDocument":
        """One segment per line; an empty line is a segment, too, so that line numbers match."""
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


class Relation(StrEnum):
    """How the target text of a pair corresponds to the source text."""

    TRANSLATION = "translation"
    ABRIDGED = "abridged translation"
    PARTIAL = "translation of a part"
    EXPANDED = "translation with additions"
    SHARED = "one text for two"


@dataclass(frozen=True, slots=True)
class DocumentPair:
    """A source and a target document held to be translations of each other.

    Parameters
    ----------
    source, target : str
        Document ids.
    probability : float
        Probability, 0 to 1, that the pair is correct.
    reasons : tuple of str
        The evidence in words, the strongest first.
    relation : Relation
        How the two texts correspond.
    """

    source: str
    target: str
    probability: float
    reasons: tuple[str, ...] = ()
    relation: Relation = Relation.TRANSLATION

    def __post_init__(self) -> None:
        require(0.0 <= self.probability <= 1.0, "a probability lies between 0 and 1")


class Ruling(StrEnum):
    """A reviewer's decision on a pair of documents, which overrides the evidence."""

    FORCE = "force"
    FORBID = "forbid"


@dataclass(frozen=True, slots=True)
class PairDecision:
    """A reviewer's decision on a pair of documents.

    Parameters
    ----------
    source, target : str
        Document ids.
    ruling : Ruling
    author : str
        Who decided, ``""`` if unknown.
    reason : str
        Why, ``""`` if not given.
    """

    source: str
    target: str
    ruling: Ruling
    author: str = ""
    reason: str = ""

    def __post_init__(self) -> None:
        require(bool(self.source and self.target), "a decision names two documents")


def _covers(text: str, spans: list[tuple[int, int]]) -> bool:
    """Whether the spans cover the text except for white space."""
    edges = [(0, 0), *spans, (len(text), len(text))]
    return all(
        left[1] <= right[0] and not text[left[1] : right[0]].strip()
        for left, right in pairwise(edges)
    )

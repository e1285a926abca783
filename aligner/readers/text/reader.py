"""Plain text to Documents."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from aligner.errors import FormatError
from aligner.languages import detect_language
from aligner.offsets import Traced
from aligner.readers.blocks import part_attribution, traced_block
from aligner.readers.captions import source_notes
from aligner.readers.cleaning.characters import clean
from aligner.readers.cleaning.mirrors import without_insertions
from aligner.readers.document_numbers import number_of
from aligner.readers.doubt import with_doubt
from aligner.readers.marks import is_prose, line_kind
from aligner.readers.metadata import attribution_of, origin_of, published_on
from aligner.readers.text.kinds import ADDRESS_LINE, kinds_of_texts, mail_subject
from aligner.readers.text.paragraphs import text_paragraphs
from aligner.signature import digest_bytes
from aligner.tables import decode
from aligner.values import Block, BlockKind, Document


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with the clues of its layout.

    Parameters
    ----------
    text : Traced
        Clean text, not empty.
    kind : BlockKind or None
        Kind given by the layout; None if wording and position decide.
    is_heading : bool
        Whether it is formatted as a heading; the first one above the text is the title.
    is_note : bool
        Whether it is a footnote or endnote; notes are placed after the text.
    certainty : float
        Probability that the layout was read rightly.
    """

    text: Traced
    kind: BlockKind | None = None
    is_heading: bool = False
    is_note: bool = False
    certainty: float = 1.0


@dataclass(frozen=True, slots=True)
class Properties:
    """Metadata stored in the file, used where the text gives none, and doubts about it."""

    title: str = ""
    published: date | None = None
    doubts: tuple[str, ...] = ()


def document_of(
    paragraphs: Sequence[Paragraph],
    data: bytes,
    document_id: str,
    properties: Properties,
) -> Document:
    """Build a Document from the paragraphs of a file.

    Paragraphs without a kind are classified as in a plain text.

    Parameters
    ----------
    paragraphs : sequence of Paragraph
        In reading order, at least one.
    data : bytes
        The file, for its digest.
    document_id : str
        Also searched for a publication date.
    properties : Properties
    """
    parts = list(_parts(paragraphs))
    kinds = _kinds(parts)
    blocks = tuple(
        replace(traced_block(kind, item.text), certainty=item.certainty)
        for kind, item in zip(kinds, parts, strict=True)
    )
    content = "\n".join(block.text for block in blocks if block.kind.is_content)
    url = _url(blocks)
    # The date signed under a notice comes before any footnotes.
    text = [block for item, block in zip(parts, blocks, strict=True) if not item.is_note]
    headline = next((block.text for block in blocks if block.kind is BlockKind.TITLE), "")
    return Document(
        document_id,
        detect_language(content or "\n".join(block.text for block in blocks)),
        blocks,
        digest_bytes(data),
        title=headline or properties.title,
        published=published_on(text, addresses=(url, document_id)) or properties.published,
        url=url,
        origin=origin_of(blocks),
        number=number_of(blocks),
        attribution=attribution_of(blocks),
        doubts=properties.doubts,
    )


def _parts(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs, with trailing attributions split off."""
    for item in paragraphs:
        if item.kind is BlockKind.BOILERPLATE:
            yield item
            continue
        first, *rest = part_attribution(item.text)
        if first.text:
            yield replace(item, text=first)
        yield from (Paragraph(text) for text in rest if text.text)


def _kinds(paragraphs: Sequence[Paragraph]) -> list[BlockKind]:
    """Kind of each paragraph."""
    title = _title_index(paragraphs)
    free = [index for index, item in enumerate(paragraphs) if item.kind is None and index != title]
    # Below its title, the rest is classified like a plain text.
    read = free if title is None else [title, *free]
    guessed = kinds_of_texts([paragraphs[index].text.text for index in read]) if free else []
    kinds = [item.kind or BlockKind.PARAGRAPH for item in paragraphs]
    for index, kind in zip(read, guessed, strict=False):
        if paragraphs[index].kind is None:
            is_second = kind is BlockKind.TITLE and title is not None
            kinds[index] = BlockKind.PARAGRAPH if is_second else kind
    if title is not None:
        kinds[title] = BlockKind.TITLE
    for index in source_notes([item.text.text for item in paragraphs], kinds):
        kinds[index] = BlockKind.PARAGRAPH
    return kinds


def _title_index(paragraphs: Sequence[Paragraph]) -> int | None:
    """Index of the paragraph whose layout makes it the title.

    A heading is the title unless a plain line precedes it, which is then a title without a
    style.
    """
    for index, item in enumerate(paragraphs):
        if item.kind is BlockKind.TITLE:
            return index
    for index, item in enumerate(paragraphs):
        if item.is_heading:
            return index
        if item.kind is None and (line_kind(item.text.text) is None or is_prose(item.text.text)):
            return None
    return None


def _url(blocks: Sequence[Block]) -> str:
    """URL that a line of the text states as the text's own."""
    matches = (ADDRESS_LINE.fullmatch(block.text) for block in blocks)
    return next((match.group(1) for match in matches if match), "")


class TextReader:
    """Reads a plain text into a Document; all its text is in the blocks."""

    def read(self, data: bytes, *, document_id: str) -> Document:
        """Read one text.

        Blank lines, indents and changes of quotation depth separate paragraphs; lines
        wrapped at a common width are joined; otherwise each line is a paragraph.

        Parameters
        ----------
        data : bytes
            In any charset that `charset.decode` finds.
        document_id : str
            Also searched for a publication date.

        Raises
        ------
        FormatError
            If the bytes are not text or hold none.
        """
        decoded = decode(data, document_id)
        texts, depths = _texts(decoded.text)
        if not texts:
            raise FormatError("the file holds no text: remove it or save it again", document_id)
        kinds = _with_quotations(kinds_of_texts([text.text for text in texts]), depths)
        blocks = tuple(traced_block(kind, text) for kind, text in zip(kinds, texts, strict=True))
        content = "\n".join(block.text for block in blocks if block.kind.is_content)
        url = _url(blocks)
        document = Document(
            document_id,
            detect_language(content or decoded.text),
            blocks,
            digest_bytes(data),
            decoded.encoding,
            _title(blocks),
            published_on(blocks, addresses=(url, document_id)),
            url,
            origin_of(blocks),
            number_of(blocks),
            attribution_of(blocks),
        )
        return with_doubt(document, decoded)


def _texts(source: str) -> tuple[list[Traced], list[int]]:
    """Cleaned paragraphs, with their quotation depths."""
    paragraphs = text_paragraphs(source)
    cleaned = without_insertions([clean(paragraph.text) for paragraph in paragraphs])
    parts = [
        (part, paragraph.depth)
        for text, paragraph in zip(cleaned, paragraphs, strict=True)
        for part in part_attribution(text)
        if part.text
    ]
    return [text for text, _ in parts], [depth for _, depth in parts]


def _with_quotations(kinds: list[BlockKind], depths: list[int]) -> list[BlockKind]:
    """The kinds, with paragraphs quoted deeper than the rest marked as quotations."""
    least = min(depths)
    return [
        BlockKind.QUOTATION if depth > least and kind is BlockKind.PARAGRAPH else kind
        for kind, depth in zip(kinds, depths, strict=True)
    ]


def _title(blocks: tuple[Block, ...]) -> str:
    """The headline, or else the subject of an e-mail."""
    headline = next((block.text for block in blocks if block.kind is BlockKind.TITLE), "")
    return headline or mail_subject([block.text for block in blocks])

"""Plain text to Documents."""

from aligner.errors import FormatError
from aligner.languages import detect_language
from aligner.offsets import Traced
from aligner.readers.attributions import part_attribution
from aligner.readers.cleaning.mirrors import without_insertions
from aligner.readers.cleaning.spacing import clean
from aligner.readers.document_numbers import number_of
from aligner.readers.metadata import attribution_of, origin_of, published_on
from aligner.readers.text.kinds import ADDRESS_LINE, kinds_of_texts
from aligner.readers.text.mail import mail_subject
from aligner.readers.text.paragraphs import text_paragraphs
from aligner.readers.traced_blocks import traced_block
from aligner.signature import digest_bytes
from aligner.tables import decode
from aligner.values import Block, BlockKind, Document


class TextReader:
    """Paragraphs of a plain text to a Document; all its text is in the blocks."""

    def read(self, data: bytes, *, document_id: str) -> Document:
        """Read one text.

        Blank lines, indents and changes of quotation part paragraphs; lines
        wrapped at a common width are joined; otherwise each line is a paragraph.

        Parameters
        ----------
        data : bytes
            In any charset that `charset.decode` finds.
        document_id : str
            Also looked at for a date.

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
        return Document(
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


def _texts(source: str) -> tuple[list[Traced], list[int]]:
    """Clean texts of the paragraphs, with the depth of their quotation."""
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
    """The kinds, with paragraphs as quotations that are quoted deeper than the rest."""
    least = min(depths)
    return [
        BlockKind.QUOTATION if depth > least and kind is BlockKind.PARAGRAPH else kind
        for kind, depth in zip(kinds, depths, strict=True)
    ]


def _title(blocks: tuple[Block, ...]) -> str:
    """The headline, or the subject of an e-mail without one."""
    headline = next((block.text for block in blocks if block.kind is BlockKind.TITLE), "")
    return headline or mail_subject([block.text for block in blocks])


def _url(blocks: tuple[Block, ...]) -> str:
    """Address that a line of the text gives as its own."""
    matches = (ADDRESS_LINE.fullmatch(block.text) for block in blocks)
    return next((match.group(1) for match in matches if match), "")

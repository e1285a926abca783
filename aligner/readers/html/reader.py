"""HTML pages to Documents."""

from dataclasses import replace

from aligner.errors import FormatError
from aligner.languages import detect_language
from aligner.readers.blocks import part_attribution, traced_block
from aligner.readers.cleaning.mirrors import without_insertions
from aligner.readers.document_numbers import number_of
from aligner.readers.doubt import with_doubt
from aligner.readers.html.blocks import read_page
from aligner.readers.html.headline import join_broken_headline
from aligner.readers.html.kinds import kinds_of
from aligner.readers.html.page import Page, RawBlock
from aligner.readers.metadata import attribution_of, origin_of, published_on
from aligner.signature import digest_bytes
from aligner.tables import decode
from aligner.values import Block, Document

_DATE_META = (
    "pubdate",
    "article:published_time",
    "publishdate",
    "firstpublishedtime",
    "datepublished",
    "og:release_date",
    "dc.date",
    "date",
)
_ORIGIN_META = ("contentsource", "source", "article:author")
_URL_META = ("og:url",)


class HtmlReader:
    """Reads a page of any layout into a Document; all its visible text is in the blocks."""

    def read(self, data: bytes, *, document_id: str) -> Document:
        """Read one page.

        Parameters
        ----------
        data : bytes
            In any charset that `charset.decode` finds.
        document_id : str
            Also searched for a publication date.

        Raises
        ------
        FormatError
            If the bytes are not text, or the page shows none.
        """
        decoded = decode(data, document_id)
        page = read_page(decoded.text)
        settle_blocks(page)
        if not page.blocks:
            message = "the page shows no text: it may depend on scripts; save it from a browser"
            raise FormatError(message, document_id)
        kinded = kinds_of(page)
        blocks = tuple(
            traced_block(kind, raw.traced)
            for kind, raw in zip(kinded.kinds, page.blocks, strict=True)
        )
        url = page.url or _first_meta(page, _URL_META)
        document = Document(
            document_id,
            _language(blocks, page),
            blocks,
            digest_bytes(data),
            decoded.encoding,
            kinded.title,
            published_on(
                blocks,
                addresses=(url, document_id),
                meta=[page.meta.get(name, "") for name in _DATE_META],
            ),
            url,
            origin_of(blocks) or _first_meta(page, _ORIGIN_META),
            number_of(blocks),
            attribution_of(blocks),
        )
        return with_doubt(document, decoded)


# How tags begin that do not name a language, but at most a script.
_UNKNOWN = "und"


def _first_meta(page: Page, names: tuple[str, ...]) -> str:
    """Content of the first of some meta elements that the page has."""
    return next((page.meta[name] for name in names if name in page.meta), "")


def _language(blocks: tuple[Block, ...], page: Page) -> str:
    """Language of the content; failing that, of the whole page; failing that, as declared."""
    content = detect_language("\n".join(b.text for b in blocks if b.kind.is_content))
    if not content.startswith(_UNKNOWN):
        return content
    if not any(block.kind.is_content for block in blocks):
        whole = detect_language("\n".join(block.text for block in blocks))
        if not whole.startswith(_UNKNOWN):
            return whole
    declared = page.language.strip().split("-")[0].lower()
    known = declared.isascii() and declared.isalpha() and declared not in {"zh", "en"}
    return declared if known else content


def settle_blocks(page: Page) -> None:
    """Remove mirror insertions, split off attributions, and join a broken headline."""
    texts = without_insertions([block.traced for block in page.blocks])
    settled: list[RawBlock] = []
    for block, text in zip(page.blocks, texts, strict=True):
        block.traced = text
        settled.extend(_parted(block))
    page.blocks = settled
    join_broken_headline(page)


def _parted(block: RawBlock) -> list[RawBlock]:
    """The block, or its text and the attribution behind it."""
    texts = part_attribution(block.traced)
    if len(texts) == 1:
        return [block]
    return [replace(block, traced=text, link_length=0) for text in texts]

"""HTML pages to Documents."""

from datetime import date

from aligner.errors import FormatError
from aligner.readers.charset import decode
from aligner.readers.dates import date_in_address, find_date
from aligner.readers.html_blocks import read_page
from aligner.readers.html_kinds import KindedPage, kinds_of
from aligner.readers.language import detect_language
from aligner.readers.marks import read_origin
from aligner.readers.page import Page
from aligner.signature import digest_bytes
from aligner.values import Block, BlockKind, Document

__all__ = ["HtmlReader"]

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
    """One page of any layout to a Document; all its visible text is in the blocks."""

    def read(self, data: bytes, *, document_id: str) -> Document:
        """Read one page.

        Parameters
        ----------
        data : bytes
            In any charset that `charset.decode` finds.
        document_id : str
            Also looked at for a date.

        Raises
        ------
        FormatError
            If the bytes are not text, or the page shows none.
        """
        decoded = decode(data, document_id)
        page = read_page(decoded.text)
        if not page.blocks:
            message = "the page shows no text: it may need its scripts; save it from a browser"
            raise FormatError(message, document_id)
        kinded = kinds_of(page)
        blocks = tuple(
            Block(kind, raw.text, raw.start, raw.stop)
            for kind, raw in zip(kinded.kinds, page.blocks, strict=True)
        )
        url = page.url or _first_meta(page, _URL_META)
        return Document(
            document_id,
            _language(blocks, page),
            blocks,
            digest_bytes(data),
            decoded.encoding,
            kinded.title,
            _published(page, kinded, url or document_id, document_id),
            url,
            _origin(page, kinded),
        )


def _first_meta(page: Page, names: tuple[str, ...]) -> str:
    """Content of the first of some meta elements that the page has."""
    return next((page.meta[name] for name in names if name in page.meta), "")


def _language(blocks: tuple[Block, ...], page: Page) -> str:
    """Language of the content, of the whole page where that says nothing, or as declared."""
    content = detect_language("\n".join(b.text for b in blocks if b.kind.is_content))
    if content != "und":
        return content
    if not any(block.kind.is_content for block in blocks):
        whole = detect_language("\n".join(block.text for block in blocks))
        if whole != "und":
            return whole
    declared = page.language.strip().split("-")[0].lower()
    known = declared.isascii() and declared.isalpha() and declared not in {"zh", "en"}
    return declared if known else "und"


def _published(page: Page, kinded: KindedPage, *addresses: str) -> date | None:
    """Date of publication by meta data, byline, address, dateline."""
    for name in _DATE_META:
        day = find_date(page.meta.get(name, "")) or date_in_address(page.meta.get(name, ""))
        if day:
            return day
    for kind in (BlockKind.BYLINE, None, BlockKind.DATELINE):
        texts = addresses if kind is None else kinded.texts(kind, page)
        find = date_in_address if kind is None else find_date
        day = next(filter(None, map(find, texts)), None)
        if day:
            return day
    return None


def _origin(page: Page, kinded: KindedPage) -> str:
    """Where the page says its text is from."""
    for kind in (BlockKind.BYLINE, BlockKind.ATTRIBUTION):
        for text in kinded.texts(kind, page):
            if origin := read_origin(text):
                return origin
    return _first_meta(page, _ORIGIN_META)

"""Text in HTML that is no page of a site: chapters of books, HTML inside Markdown."""

from aligner.readers.html.blocks import read_page
from aligner.readers.html.elements import HEADING_TAGS, Region
from aligner.readers.html.page import RawBlock
from aligner.readers.pieces import Piece
from aligner.values import BlockKind

_ROLE_KINDS = {
    "blockquote": BlockKind.QUOTATION,
    "caption": BlockKind.CAPTION,
    "figcaption": BlockKind.CAPTION,
    "li": BlockKind.LIST_ITEM,
    "td": BlockKind.TABLE_CELL,
    "th": BlockKind.TABLE_CELL,
}


def markup_pieces(source: str) -> list[Piece]:
    """Paragraphs of some HTML, their kinds by its elements alone."""
    return [_piece(block) for block in read_page(source).blocks]


def _piece(block: RawBlock) -> Piece:
    if block.role in HEADING_TAGS:
        return Piece(block.text, is_heading=True)
    if block.region in {Region.BOILERPLATE, Region.CONTROL}:
        return Piece(block.text, BlockKind.BOILERPLATE)
    return Piece(block.text, _ROLE_KINDS.get(block.role))

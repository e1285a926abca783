"""Reads Markdown (CommonMark with tables and footnotes) as text, without its marks."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from aligner.errors import FormatError
from aligner.languages import find_date
from aligner.readers.cleaning.characters import clean_text
from aligner.readers.doubt import with_doubt
from aligner.readers.html.markup import markup_pieces
from aligner.readers.pieces import Piece, PieceReader
from aligner.readers.text.reader import Properties
from aligner.tables import decode
from aligner.text import has_han
from aligner.values import BlockKind, Document

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"---[ \t]*\r?\n(?P<fields>.*?\r?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL)
_FIELD = re.compile(r"^(?P<name>title|date|published)\s*:\s*(?P<value>.*)$", re.MULTILINE)
_NOTE = re.compile(r"\[\^[\w-]{1,40}\]:\s*")
# CommonMark knows no notes: one without spaces would be the address of a link, and be lost.
_NOTE_HEAD = re.compile(r"^(?= {0,3}\[\^[\w-]{1,40}\]:)( *)", re.MULTILINE)
_NOTE_MARK = re.compile(r"\[\^[\w-]{1,40}\]")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_OPENED_KINDS = {
    "list_item_open": BlockKind.LIST_ITEM,
    "td_open": BlockKind.TABLE_CELL,
    "th_open": BlockKind.TABLE_CELL,
    "blockquote_open": BlockKind.QUOTATION,
}
_WIDE_MARKS = frozenset("，。、；：？！“”‘’（）《》【】—…")
_MOST_SIGNS = 20_000_000


class MarkdownReader(PieceReader):
    """Reads a Markdown file into a Document; code is left out of its text."""

    def read(self, data: bytes, *, document_id: str) -> Document:
        """Read one document; its charset may be doubtful."""
        document = super().read(data, document_id=document_id)
        return with_doubt(document, decode(data, document_id))

    def load(self, data: bytes, document_id: str) -> tuple[Sequence[Piece], Properties]:
        """Paragraphs in order, with title and date of the front matter."""
        from markdown_it import MarkdownIt  # noqa: PLC0415 - only who has such files needs it

        source = decode(data, document_id).text
        if len(source) > _MOST_SIGNS:
            raise FormatError("too long for Markdown: split it and save the parts", document_id)
        front = _FRONT.match(source)
        fields = {}
        if front:
            found = _FIELD.finditer(front["fields"])
            fields = {match["name"]: match["value"].strip(" \t\r'\"") for match in found}
        parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
        text = source[front.end() :] if front else source
        tokens = parser.parse(_NOTE_HEAD.sub(r"\1\\", text))
        day = find_date(fields.get("date") or fields.get("published") or "")
        return list(_pieces(tokens)), Properties(clean_text(fields.get("title", "")), day)


def _pieces(tokens: "Sequence[Token]") -> Iterator[Piece]:
    """Paragraphs of the blocks, their kinds by the blocks around them."""
    kinds: list[BlockKind] = []
    is_heading = False
    for token in tokens:
        if token.type in _OPENED_KINDS:
            kinds.append(_OPENED_KINDS[token.type])
        elif token.type.replace("_close", "_open") in _OPENED_KINDS:
            kinds.pop()
        elif token.type in {"heading_open", "heading_close"}:
            is_heading = token.type == "heading_open"
        elif token.type in {"fence", "code_block"}:
            yield Piece(token.content, BlockKind.BOILERPLATE)
        elif token.type == "html_block":
            yield from markup_pieces(token.content)
        elif token.type == "inline":
            yield _paragraph(token, kinds[-1] if kinds else None, is_heading=is_heading)


def _paragraph(token: "Token", kind: BlockKind | None, *, is_heading: bool) -> Piece:
    text = "".join(_shown(token.children or ()))
    note = _NOTE.match(text)
    if note:
        return Piece(text[note.end() :], BlockKind.PARAGRAPH, is_note=True)
    return Piece(_NOTE_MARK.sub("", text), None if is_heading else kind, is_heading=is_heading)


def _shown(children: "Sequence[Token]") -> Iterator[str]:
    """What the parts of a paragraph show; line ends in Chinese text are no spaces."""
    before = ""
    for index, child in enumerate(children):
        if child.type in {"text", "code_inline", "text_special"}:
            before = child.content
            yield child.content
        elif child.type == "softbreak":
            after = next((item.content for item in children[index + 1 :] if item.content), "")
            yield "" if _is_wide(before[-1:]) and _is_wide(after[:1]) else " "
        elif child.type == "hardbreak" or _BREAK.fullmatch(child.content):
            yield "\n"


def _is_wide(character: str) -> bool:
    """Whether a character is Han or a full-width mark."""
    return has_han(character) or character in _WIDE_MARKS

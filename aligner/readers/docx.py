"""Reads Word documents (DOCX, ECMA-376), using their styles to classify paragraphs."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from lxml import etree

from aligner.readers.pieces import Piece, PieceReader, furniture
from aligner.readers.properties import core_properties
from aligner.readers.styles import Style, style_of
from aligner.readers.text.reader import Properties
from aligner.readers.tracked import word_changes
from aligner.tables import (
    WORD,
    OfficeFile,
    ParagraphPlace,
    WordParagraph,
    attribute,
    has_number,
    local_name,
    outline_level,
    word_paragraphs,
)
from aligner.values import BlockKind

_BODY_LEVEL = 9
_LONGEST_CHAIN = 16


def read_styles(root: etree._Element | None) -> Mapping[str, Style]:
    """Styles by id; each inherits from the nearest ancestor that defines anything."""
    elements = {
        attribute(element, "styleId"): element
        for element in (root if root is not None else ())
        if local_name(element) == "style"
    }
    return {identifier: _read(identifier, elements) for identifier in elements}


def _read(identifier: str, elements: Mapping[str, etree._Element]) -> Style:
    """One style with its inherited properties."""
    numbered: bool | None = None
    for _ in range(_LONGEST_CHAIN):
        if identifier not in elements:
            break
        base = ""
        for item in elements[identifier].iter():
            name = local_name(item)
            if name == "basedOn":
                base = attribute(item, "val")
            elif name == "numPr" and numbered is None:
                numbered = has_number(item)
            elif name == "outlineLvl" and outline_level(item) < _BODY_LEVEL:
                return Style(is_heading=True)
            elif name == "name":
                style = style_of(attribute(item, "val"))
                if style is not None:
                    return style
        identifier = base
    return Style(numbered=bool(numbered))


_NOTE_KINDS = ("footnotes", "endnotes")
_ALSO_IN_CELLS = frozenset({BlockKind.CAPTION, BlockKind.BOILERPLATE})
_LAST_OUTLINE_LEVEL = 8


class DocxReader(PieceReader):
    """Reads a Word document into a Document.

    Includes headers, the body with tables and text boxes, footnotes, endnotes and footers.
    Tracked insertions are kept; tracked deletions, which are a doubt, and comments are not.
    """

    def load(self, data: bytes, document_id: str) -> tuple[Sequence[Piece], Properties]:
        """All paragraphs of a document in reading order, and its properties."""
        with OfficeFile(data, document_id, WORD) as file:
            styles = read_styles(next(iter(file.related("styles")), None))
            body = file.root(file.main)
            pieces = _furniture(file, "header")
            if body is not None:
                pieces += [_piece(paragraph, styles) for paragraph in word_paragraphs(body)]
            for kind in _NOTE_KINDS:
                pieces += _notes(file, kind)
            parts = [part for kind in _NOTE_KINDS for part in file.related(kind)]
            doubts = word_changes([*([] if body is None else [body]), *parts])
            properties = replace(core_properties(file), doubts=doubts)
            return pieces + _furniture(file, "footer"), properties


def _notes(file: OfficeFile, kind: str) -> list[Piece]:
    """Paragraphs of the footnotes or endnotes."""
    # Notes with a type are separators, not notes.
    plain = (
        note
        for root in file.related(kind)
        for note in root
        if attribute(note, "type") in {"", "normal"}
    )
    return [
        Piece(paragraph.text, BlockKind.PARAGRAPH, is_note=True)
        for note in plain
        for paragraph in word_paragraphs(note)
    ]


def _furniture(file: OfficeFile, kind: str) -> list[Piece]:
    """Paragraphs of the headers or footers."""
    return furniture(p.text for root in file.related(kind) for p in word_paragraphs(root))


def _piece(paragraph: WordParagraph, styles: Mapping[str, Style]) -> Piece:
    """A paragraph of the body, its kind given by place and style."""
    style = styles.get(paragraph.style, Style())
    is_cell = paragraph.place is ParagraphPlace.CELL and style.kind not in _ALSO_IN_CELLS
    if is_cell or style.kind is not None:
        return Piece(paragraph.text, BlockKind.TABLE_CELL if is_cell else style.kind)
    level = paragraph.level
    if style.is_heading if level is None else level <= _LAST_OUTLINE_LEVEL:
        return Piece(paragraph.text, is_heading=True)
    numbered = style.numbered if paragraph.numbered is None else paragraph.numbered
    return Piece(paragraph.text, BlockKind.LIST_ITEM if numbered else None)

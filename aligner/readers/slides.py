"""Reads PowerPoint presentations (PPTX, ECMA-376): slides in order, each with its notes."""

from collections.abc import Iterator, Sequence

from lxml import etree

from aligner.errors import FormatError
from aligner.readers.pieces import Piece, PieceReader
from aligner.readers.properties import core_properties
from aligner.readers.text.reader import Properties
from aligner.tables import POWERPOINT, OfficeFile, attribute, local_name
from aligner.values import BlockKind

_DEEPEST = 64
_TITLES = frozenset({"title", "ctrTitle"})
_FURNITURE = frozenset({"dt", "ftr", "hdr", "sldNum"})
_PICTURE = "sldImg"


class SlidesReader(PieceReader):
    """Reads a presentation into a Document.

    The titles of slides are headings; tables and groups of shapes are read where they stand,
    and the notes to a slide behind it.  Masters and remarks are left out.
    """

    def load(self, data: bytes, document_id: str) -> tuple[Sequence[Piece], Properties]:
        """All paragraphs of the slides in order, and the properties."""
        with OfficeFile(data, document_id, POWERPOINT) as file:
            root = file.root(file.main)
            if root is None:
                file.refuse()
            parts = {part.id: part.target for part in file.relations(file.main)}
            pieces: list[Piece] = []
            for slide in root.iter("{*}sldId"):
                pieces += _slide(file, parts.get(_relation(slide), ""))
            return pieces, core_properties(file)


def _relation(element: etree._Element) -> str:
    """The id of the relation that an element names; it has an id of its own besides."""
    return next((str(v) for k, v in element.attrib.items() if str(k).endswith("}id")), "")


def _slide(file: OfficeFile, name: str) -> Iterator[Piece]:
    """Paragraphs of a slide and of the notes to it."""
    if not name:
        return
    yield from _shapes(file.root(name), 0)
    for part in file.relations(name):
        if part.kind == "notesSlide":
            try:
                notes = file.root(part.target)
            except FormatError:
                # A slide is worth more than the notes to it.
                continue
            yield from _shapes(notes, 0)


def _shapes(parent: etree._Element | None, depth: int) -> Iterator[Piece]:
    """Paragraphs of all shapes below an element."""
    if parent is None or depth > _DEEPEST:
        return
    for child in parent:
        name = local_name(child)
        if name == "sp":
            yield from _shape(child)
        elif name == "tbl":
            for cell in child.iter("{*}tc"):
                yield from _paragraphs(cell, BlockKind.TABLE_CELL, is_title=False)
        elif name == "AlternateContent":
            choices = [item for item in child if local_name(item) == "Choice"]
            yield from _shapes(next(iter(choices), None), depth + 1)
        else:
            yield from _shapes(child, depth + 1)


def _shape(shape: etree._Element) -> Iterator[Piece]:
    """Paragraphs of a shape, their kind given by its placeholder."""
    properties = next(shape.iter("{*}cNvPr"), None)
    if properties is not None and attribute(properties, "hidden") in {"1", "true"}:
        return
    holder = next(shape.iter("{*}ph"), None)
    role = attribute(holder, "type") if holder is not None else ""
    if role == _PICTURE:
        return
    kind = BlockKind.BOILERPLATE if role in _FURNITURE else None
    kind = BlockKind.SUBTITLE if role == "subTitle" else kind
    yield from _paragraphs(shape, kind, is_title=role in _TITLES)


def _paragraphs(
    parent: etree._Element, kind: BlockKind | None, *, is_title: bool
) -> Iterator[Piece]:
    """Paragraphs of DrawingML; the lines of a title are one."""
    texts = [_text(paragraph) for paragraph in parent.iter("{*}p")]
    if is_title:
        yield Piece("\n".join(texts), is_heading=True)
    else:
        yield from (Piece(text, kind) for text in texts)


def _text(paragraph: etree._Element) -> str:
    """What a paragraph shows."""
    pieces = []
    for element in paragraph.iter("{*}t", "{*}br", "{*}tab"):
        name = local_name(element)
        pieces.append((element.text or "") if name == "t" else "\n" if name == "br" else "\t")
    return "".join(pieces)

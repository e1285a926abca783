"""Reads OpenDocument files (ISO/IEC 26300): texts, presentations, sheets, zipped or flat."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from aligner.errors import FormatError
from aligner.readers.cleaning.characters import clean_text
from aligner.readers.pieces import Piece, PieceReader, furniture
from aligner.readers.properties import day_of_change, shown_title
from aligner.readers.styles import Style, style_of
from aligner.readers.text.reader import Properties
from aligner.readers.tracked import open_document_changes
from aligner.tables import (
    OPEN_DOCUMENT,
    ZIP,
    ZippedFile,
    attribute,
    local_name,
    parse_xml,
    refuse_declarations,
)
from aligner.values import BlockKind

_LONGEST_CHAIN = 16
_DEEPEST = 256
_SPACES = re.compile(r"[ \t\r\n]+")
_MOST_SPACES = 64
# What was deleted, remarks, readings above characters, and what is no text.
_DROPPED = frozenset(
    {
        *("tracked-changes", "annotation", "annotation-end", "ruby-text", "forms", "scripts"),
        *("title", "desc", "sequence-decls", "variable-decls", "user-field-decls", "shapes"),
        *("hidden-text", "hidden-paragraph", "covered-table-cell", "settings", "note-citation"),
        *("event-listeners", "object", "plugin", "dde-source", "label-cell-address"),
    }
)
_INDEXES = frozenset(
    {
        *("table-of-content", "illustration-index", "table-index", "object-index", "user-index"),
        *("alphabetical-index", "bibliography"),
    }
)
_BOXES = frozenset({"text-box", "custom-shape", "rect", "ellipse", "caption", "line", "connector"})
_TITLES = frozenset({"title"})
_FURNITURE_CLASSES = frozenset({"footer", "header", "page-number", "date-time"})
_ENCRYPTED = b"encryption-data"


@dataclass(frozen=True, slots=True)
class _Context:
    """What the elements around a paragraph make of it."""

    kind: BlockKind | None = None
    is_heading: bool = False
    is_note: bool = False


@dataclass(slots=True)
class _Paragraph:
    """A paragraph being read: its text, and the notes and boxes anchored in it."""

    pieces: list[str] = field(default_factory=list)
    notes: list[etree._Element] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)


class OpenDocumentReader(PieceReader):
    """Reads a file of LibreOffice and its kin (ODT, ODP, ODS, FODT) into a Document.

    Includes headers, the body with tables and text boxes, footnotes, endnotes and footers.
    What tracked changes deleted, remarks and hidden text are left out.
    """

    def load(self, data: bytes, document_id: str) -> tuple[Sequence[Piece], Properties]:
        """All paragraphs of a document in reading order, and its properties."""
        content, styles, meta = _roots(data, document_id)
        roots = [root for root in (styles, content) if root is not None]
        _empty_hidden(roots)
        walk = _Walk(read_styles(roots))
        body = next(content.iter("{*}body"), None)
        pieces = list(walk.pieces(body)) if body is not None else []
        pages = list((content if styles is None else styles).iter("{*}master-page"))
        head = _lines(walk, pages, ("header", "header-first", "header-left"))
        foot = _lines(walk, pages, ("footer", "footer-first", "footer-left"))
        properties = replace(_properties(meta), doubts=open_document_changes(content))
        return [*head, *pieces, *walk.notes, *foot], properties


def _empty_hidden(roots: Sequence[etree._Element]) -> None:
    """Take away the text of spans whose style hides it."""
    hiding = {
        attribute(style, "name")
        for root in roots
        for style in root.iter("{*}style")
        if attribute(style, "family") == "text"
        and any(attribute(child, "display") == "none" for child in style)
    }
    for span in [span for root in roots for span in root.iter("{*}span")]:
        if attribute(span, "style-name") in hiding:
            tail = span.tail
            span.clear()
            span.tail = tail


def _roots(
    data: bytes, path: str
) -> tuple[etree._Element, etree._Element | None, etree._Element | None]:
    """Roots of content, styles and metadata; in a flat file all are one."""
    if not data.startswith(ZIP):
        refuse_declarations(data, path)
        try:
            root = parse_xml(data)
        except (etree.XMLSyntaxError, ValueError) as error:
            message = f"damaged: {error}; open it in LibreOffice and save it as .odt"
            raise FormatError(message, path) from error
        return root, None, root
    with ZippedFile(data, path, OPEN_DOCUMENT) as file:
        if _ENCRYPTED in (file.data("META-INF/manifest.xml") or b""):
            raise FormatError("protected by a password: save it as .odt without one", path)
        content = file.root("content.xml")
        if content is None:
            file.refuse()
        try:
            meta = file.root("meta.xml")
        except FormatError:
            # Damaged properties are no reason to refuse a document.
            meta = None
        return content, file.root("styles.xml"), meta


def read_styles(roots: Iterable[etree._Element]) -> Mapping[str, Style]:
    """Styles by name; each inherits from the nearest ancestor that defines anything."""
    elements = {
        attribute(element, "name"): element
        for root in roots
        for element in root.iter("{*}style")
        if attribute(element, "family") == "paragraph"
    }
    return {name: _style(name, elements) for name in elements}


def _style(name: str, elements: Mapping[str, etree._Element]) -> Style:
    """One style with what it inherits."""
    for _ in range(_LONGEST_CHAIN):
        element = elements.get(name)
        shown = "" if element is None else attribute(element, "display-name")
        style = style_of(shown or name.replace("_20_", " "))
        if style is not None:
            return style
        if element is None:
            break
        name = attribute(element, "parent-style-name")
    return Style()


class _Walk:
    """Goes through the elements of a body; notes are collected on the way."""

    def __init__(self, styles: Mapping[str, Style]) -> None:
        self.styles = styles
        self.notes: list[Piece] = []

    def pieces(
        self, parent: etree._Element, context: _Context = _Context(), depth: int = 0
    ) -> Iterator[Piece]:
        """Paragraphs below an element."""
        if depth > _DEEPEST:
            return
        for child in parent:
            name = local_name(child)
            if name in _DROPPED or attribute(child, "display") == "none":
                continue
            if name in {"p", "h"}:
                yield from self._paragraph(child, context, is_heading=name == "h")
            elif name == "table":
                yield from self._table(child, context, depth + 1)
            else:
                yield from self.pieces(child, _inside(child, name, context), depth + 1)

    def _paragraph(
        self, element: etree._Element, context: _Context, *, is_heading: bool
    ) -> Iterator[Piece]:
        """A paragraph, then the boxes that are anchored in it; its notes are put aside."""
        found = _Paragraph()
        _collect(element, found, 0)
        text = "".join(found.pieces)
        style = _named(self.styles, attribute(element, "style-name"))
        kind = context.kind
        is_heading = context.is_heading or is_heading or style.is_heading
        if kind is None and style.kind is not None:
            kind, is_heading = style.kind, False
        yield Piece(text, kind, is_heading=is_heading and kind is None, is_note=context.is_note)
        for note in found.notes:
            noted = self.pieces(note, _Context(BlockKind.PARAGRAPH, is_note=True))
            self.notes += noted
        for box in found.boxes:
            yield from self.pieces(box, replace(context, is_heading=False))

    def _table(self, table: etree._Element, context: _Context, depth: int) -> Iterator[Piece]:
        """Paragraphs of a table, row by row; the only cell of a table counts as flow."""
        cells = list(_cells(table, depth))
        filled = sum(any(True for _ in cell.iter("{*}p", "{*}h")) for cell in cells)
        inner = context if filled <= 1 else replace(context, kind=BlockKind.TABLE_CELL)
        for cell in cells:
            yield from self.pieces(cell, inner, depth + 1)


def _named(styles: Mapping[str, Style], name: str) -> Style:
    """A style by its name; one that the file does not define speaks for itself."""
    return styles.get(name) or style_of(name.replace("_20_", " ")) or Style()


def _cells(parent: etree._Element, depth: int) -> Iterator[etree._Element]:
    """Cells of a table in order, those of nested tables aside."""
    if depth > _DEEPEST:
        return
    for child in parent:
        name = local_name(child)
        if name == "table-cell":
            yield child
        elif name.startswith("table-") and attribute(child, "visibility") != "collapse":
            yield from _cells(child, depth + 1)


def _inside(element: etree._Element, name: str, context: _Context) -> _Context:
    """What an element makes of the paragraphs in it."""
    presented = attribute(element, "class")
    if name in _INDEXES or presented in _FURNITURE_CLASSES:
        return replace(context, kind=BlockKind.BOILERPLATE)
    if name == "list-item" and context.kind is None:
        return replace(context, kind=BlockKind.LIST_ITEM)
    if name == "list-header":
        return context
    if name == "frame" and presented in _TITLES:
        return replace(context, is_heading=True)
    if name == "notes":
        return _Context(BlockKind.PARAGRAPH)
    return context


def _collect(parent: etree._Element, found: _Paragraph, depth: int) -> None:
    """Text of the runs below an element."""
    if depth > _DEEPEST:
        return
    found.pieces.append(_spaced(parent.text))
    for child in parent:
        name = local_name(child)
        if name == "note":
            found.notes += [body for body in child if local_name(body) == "note-body"]
        elif name in _BOXES:
            found.boxes.append(child)
        elif name == "s":
            count = attribute(child, "c")
            found.pieces.append(" " * min(int(count) if count.isdecimal() else 1, _MOST_SPACES))
        elif name in {"tab", "line-break"}:
            found.pieces.append("\t" if name == "tab" else "\n")
        elif name not in _DROPPED and name != "text-box":
            _collect(child, found, depth + 1)
        found.pieces.append(_spaced(child.tail))


def _spaced(text: str | None) -> str:
    """Character data as it is shown: any run of white space is one space."""
    return _SPACES.sub(" ", text or "")


def _lines(walk: _Walk, pages: Sequence[etree._Element], names: Sequence[str]) -> list[Piece]:
    """Distinct lines of the headers or footers of the pages."""
    return furniture(
        piece.text
        for page in pages
        for element in page
        if local_name(element) in names and attribute(element, "display") != "false"
        for piece in walk.pieces(element)
    )


def _properties(root: etree._Element | None) -> Properties:
    """Title and day of the last change by a person."""
    meta = None if root is None else next(root.iter("{*}meta"), None)
    if meta is None:
        return Properties()
    values = {
        local_name(element): clean_text(element.text or "")
        for element in meta
        if isinstance(element.tag, str)
    }
    return Properties(
        shown_title(values.get("title", "")),
        day_of_change(
            values.get("creation-date", ""), values.get("date", ""), values.get("creator", "")
        ),
    )

"""Reads electronic books (EPUB 2 and 3): the chapters of the spine in order."""

import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import unquote

from lxml import etree

from aligner.errors import FormatError
from aligner.languages import find_date
from aligner.readers.cleaning.characters import clean_text
from aligner.readers.doubt import certainty_of
from aligner.readers.html.markup import markup_pieces
from aligner.readers.pieces import Piece, PieceReader
from aligner.readers.text.reader import Properties
from aligner.tables import EPUB, ZippedFile, attribute, decode, local_name

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/rights.xml"
_PAGES = frozenset(
    {"application/xhtml+xml", "text/html", "application/xml", "text/x-oeb1-document"}
)


class EpubReader(PieceReader):
    """Reads a book into a Document; its table of contents is left out."""

    def load(self, data: bytes, document_id: str) -> tuple[Sequence[Piece], Properties]:
        """All paragraphs of the chapters in order, with title and date of the book."""
        with ZippedFile(data, document_id, EPUB) as file:
            if file.data(_ENCRYPTION) is not None:
                message = "protected against copying: use a book without protection"
                raise FormatError(message, document_id)
            name, package = _package(file)
            pieces: list[Piece] = []
            doubts: list[str] = []
            for page in _chapters(name, package):
                found, doubt = _pieces(file, page)
                pieces += found
                doubts += [f"{page}: {doubt}"] if doubt else []
            return pieces, replace(_properties(package), doubts=tuple(doubts))


def _package(file: ZippedFile) -> tuple[str, etree._Element]:
    """Name and root of the package document."""
    container = file.root(_CONTAINER)
    names = [] if container is None else [
        attribute(element, "full-path") for element in container.iter("{*}rootfile")
    ]  # fmt: skip
    for name in names:
        root = file.root(name)
        if root is not None:
            return name, root
    return file.refuse()


def _chapters(name: str, package: etree._Element) -> Iterator[str]:
    """Names of the pages in the order of the spine."""
    folder = posixpath.dirname(name)
    items = {
        attribute(item, "id"): item
        for item in package.iter("{*}item")
        if attribute(item, "media-type") in _PAGES
        and "nav" not in attribute(item, "properties").split()
    }
    for reference in package.iter("{*}itemref"):
        item = items.get(attribute(reference, "idref"))
        if item is not None:
            yield posixpath.normpath(posixpath.join(folder, unquote(attribute(item, "href"))))


def _pieces(file: ZippedFile, page: str) -> tuple[list[Piece], str]:
    """Paragraphs of one page, and the doubt about its charset; a missing or blank one has none."""
    data = file.data(page)
    if data is None or not data.strip():
        return [], ""
    decoded = decode(data, f"{file.path}/{page}")
    pieces = markup_pieces(decoded.text)
    if decoded.doubt:
        pieces = [replace(piece, certainty=certainty_of(piece.text, decoded)) for piece in pieces]
    return pieces, decoded.doubt


def _properties(package: etree._Element) -> Properties:
    """Title and day of publication of the book."""
    values: dict[str, str] = {}
    for element in package.iter("{http://purl.org/dc/elements/1.1/}*"):
        values.setdefault(local_name(element), clean_text(element.text or ""))
    return Properties(values.get("title", ""), find_date(values.get("date", "").partition("T")[0]))

"""One page to one Document, by the reader that fits it."""

import re
from dataclasses import fields, replace
from pathlib import Path, PurePath

from aligner import parts
from aligner.errors import FormatError
from aligner.readers.piles.listing import HTML_SUFFIXES
from aligner.readers.piles.locations import PageFacts, PageLocation
from aligner.tables import decode
from aligner.values import Document

_LINE_END = re.compile("\r\n|\n|\r")


def read_lines(path: Path) -> tuple[str, ...]:
    """Lines of a file of one segment a line; item i is line i + 1 of the file.

    Only line feeds, carriage returns and the two together end a line; form
    feeds and Unicode line separators stay inside.  The end mark of the last
    line opens no further line.  An empty file has no lines.

    Parameters
    ----------
    path : Path

    Raises
    ------
    FormatError
        If the file cannot be opened or decoded.
    """
    data = PageLocation(path.name, path).load()
    if not data:
        return ()
    # Blank lines alone are lines too, but hold nothing to tell a charset by.
    text = decode(data, str(path)).text if data.strip() else data.decode("ascii", "replace")
    return split_lines(text)


def split_lines(text: str) -> tuple[str, ...]:
    """Lines of a text by the rule of `read_lines`."""
    lines = _LINE_END.split(text)
    return tuple(lines[:-1] if lines[-1] == "" else lines)


_HTML_START = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|\?xml[^>]*>\s*<(?:!doctype\s+)?html)[\s>]",
    re.IGNORECASE,
)
_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_HEAD = 1024
# It may have something before its head.
_PDF_START = b"%PDF-"
_ZIP_START = b"PK\x03\x04"


def read_document(path: Path) -> Document:
    """Document of one file, whose name is its id; see `read_page`."""
    return read_page(PageLocation(path.name, path))


def read_page(location: PageLocation, data: bytes | None = None) -> Document:
    """Document of one page, with what is told of it from outside.

    Parameters
    ----------
    location : PageLocation
        HTML, PDF, DOCX or plain text, by its first bytes, and by its name
        where those do not tell.
    data : bytes or None
        The bytes of the page, where they have been loaded before.

    Raises
    ------
    FormatError
        With the path, if the page cannot be had, is empty or binary, cannot
        be decoded, or holds no text.
    """
    if data is None:
        data = location.load()
    try:
        document = parts.readers.get(_reader(location, data))().read(data, document_id=location.id)
    except FormatError as error:
        raise FormatError(error.message, location.name, error.line) from error
    return _told(document, location.facts)


def _told(document: Document, facts: PageFacts) -> Document:
    """The document with the facts in place of what was read."""
    told = {field.name: getattr(facts, field.name) for field in fields(facts)}
    return replace(document, **{name: value for name, value in told.items() if value})


def _reader(location: PageLocation, data: bytes) -> str:
    """Name of the reader that fits a page."""
    if _PDF_START in data[:_HEAD]:
        return "pdf.v1"
    if data.startswith(_ZIP_START):
        return "docx.v1"
    return "html.v2" if _is_html(location, data) else "text.v2"


def _is_html(location: PageLocation, data: bytes) -> bool:
    """Whether a page is HTML."""
    if location.media_type:
        return location.media_type in _HTML_TYPES
    # Every second byte of UTF-16 is zero.
    head = data[:_HEAD].replace(b"\x00", b"")
    name = PurePath(location.member or location.path.name)
    return name.suffix.lower() in HTML_SUFFIXES or _HTML_START.search(head) is not None

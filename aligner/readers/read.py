"""Read one page into one Document, with the reader for its format."""

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
    """Read a file with one segment per line; item i is line i + 1 of the file.

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
    # A file of blank lines gives no clue to its charset.
    text = decode(data, str(path)).text if data.strip() else data.decode("ascii", "replace")
    return split_lines(text)


def split_lines(text: str) -> tuple[str, ...]:
    """Split a text into lines as `read_lines` does."""
    lines = _LINE_END.split(text)
    return tuple(lines[:-1] if lines[-1] == "" else lines)


_HTML_START = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|\?xml[^>]*>\s*<(?:!doctype\s+)?html)[\s>]",
    re.IGNORECASE,
)
_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_HEAD = 1024
# The PDF header need not be at the very start of the file.
_PDF_START = b"%PDF-"
_ZIP_START = b"PK\x03\x04"


def read_document(path: Path) -> Document:
    """Read one file into a Document whose id is the file name; see `read_page`."""
    return read_page(PageLocation(path.name, path))


def read_page(location: PageLocation, data: bytes | None = None) -> Document:
    """Read one page into a Document; facts known from outside override what the page says.

    Parameters
    ----------
    location : PageLocation
        HTML, PDF, DOCX or plain text, recognised by its first bytes, else by its name.
    data : bytes or None
        Content of the page, if already loaded.

    Raises
    ------
    FormatError
        With the path, if the page cannot be read, is empty or binary, cannot be decoded, or
        holds no text.
    """
    if data is None:
        data = location.load()
    try:
        document = parts.readers.get(_reader(location, data))().read(data, document_id=location.id)
    except FormatError as error:
        raise FormatError(error.message, location.name, error.line) from error
    return _told(document, location.facts)


def _told(document: Document, facts: PageFacts) -> Document:
    """The document with facts from outside in place of what was read."""
    told = {field.name: getattr(facts, field.name) for field in fields(facts)}
    return replace(document, **{name: value for name, value in told.items() if value})


def _reader(location: PageLocation, data: bytes) -> str:
    """Name of the reader for a page."""
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

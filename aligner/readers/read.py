"""Read one page into one Document, with the reader for its format."""

import re
from dataclasses import fields, replace
from pathlib import Path

from aligner import parts
from aligner.errors import FormatError
from aligner.readers.formats import reader_name
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


# Largest pages in bytes: a parser takes some forty times as much memory, and no page of text is
# anywhere near.
_LARGEST = {"html": 20 * 2**20, "text": 60 * 2**20}


def read_document(path: Path) -> Document:
    """Read one file into a Document whose id is the file name; see `read_page`."""
    return read_page(PageLocation(path.name, path))


def read_page(location: PageLocation, data: bytes | None = None) -> Document:
    """Read one page into a Document; facts known from outside override what the page says.

    Parameters
    ----------
    location : PageLocation
        In any of the formats of `parts.readers`, recognised by its content; its name decides
        only between kinds of plain text.
    data : bytes or None
        Content of the page, if already loaded.

    Raises
    ------
    FormatError
        With the path, if the page cannot be read, is empty, is of no format that is read,
        cannot be decoded, or holds no text.
    """
    if data is None:
        data = location.load()
    name = location.member or location.path.name
    try:
        reader = reader_name(data, name, location.name, location.media_type)
        _require_size(data, reader)
        document = parts.readers.get(reader)().read(data, document_id=location.id)
    except FormatError as error:
        raise FormatError(error.message, location.name, error.line) from error
    return _told(document, location.facts)


def _require_size(data: bytes, reader: str) -> None:
    """Refuse a page that is too large for its reader."""
    largest = _LARGEST.get(reader.partition(".")[0], len(data))
    if len(data) > largest:
        raise FormatError(f"larger than {largest // 2**20} MB: not a page of text")


def _told(document: Document, facts: PageFacts) -> Document:
    """The document with facts from outside in place of what was read."""
    told = {field.name: getattr(facts, field.name) for field in fields(facts)}
    return replace(document, **{name: value for name, value in told.items() if value})

"""Read one page into one Document, with the reader for its format."""

import re
from dataclasses import fields, replace
from pathlib import Path

from aligner import parts
from aligner.errors import FormatError
from aligner.languages import detect_language
from aligner.readers.doubt import with_doubt
from aligner.readers.formats import reader_name
from aligner.readers.piles.locations import PageFacts, PageLocation
from aligner.tables import Decoded, decode
from aligner.values import Document, SegmentedDocument
from aligner.waiting import told_wait

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
    return split_lines(_decoded_lines(path).text)


def read_segmented(path: Path, language: str | None = None) -> SegmentedDocument:
    """Read a file with one segment per line into a document; see `read_lines`.

    Parameters
    ----------
    path : Path
    language : str or None
        Detected if not given.

    Raises
    ------
    FormatError
        If the file cannot be opened or decoded, or has no text.
    """
    decoded = _decoded_lines(path)
    if not decoded.text.strip():
        raise FormatError("no text", str(path))
    lines = split_lines(decoded.text)
    tag = language or detect_language("\n".join(lines))
    found = SegmentedDocument.from_lines(path.name, tag, lines)
    return replace(found, document=with_doubt(found.document, decoded))


def _decoded_lines(path: Path) -> Decoded:
    """The text of a file that may be empty."""
    data = PageLocation(path.name, path).load()
    # A file of blank lines gives no clue to its charset.
    return decode(data, str(path)) if data.strip() else Decoded(data.decode("ascii"), "ascii")


def split_lines(text: str) -> tuple[str, ...]:
    """Split a text into lines as `read_lines` does."""
    lines = _LINE_END.split(text)
    return tuple(lines[:-1] if lines[-1] == "" else lines)


# Largest pages in bytes: a parser takes some forty times as much memory, and no page of text is
# anywhere near.
_LARGEST = {"html": 20 * 2**20, "text": 60 * 2**20}


def read_document(path: Path) -> Document:
    """Read one file into a Document whose id is the file name; see `read_patiently`."""
    return read_patiently(PageLocation(path.name, path))


def read_patiently(location: PageLocation) -> Document:
    """Read one page for somebody who waits for it, and is told if that takes long.

    Parameters
    ----------
    location : PageLocation

    Raises
    ------
    FormatError
        As of `read_page`.
    """
    with told_wait(f"{location.name} to be read", None):
        return read_page(location)


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

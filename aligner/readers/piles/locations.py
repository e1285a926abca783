"""Locations of pages, and metadata given from outside."""

import os
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import IO, TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from aligner.errors import FormatError, OutOfReachError
from aligner.inputs import open_input
from aligner.readers.piles.warc_records import archive_records
from aligner.signature import digest_values
from aligner.text import visible_controls

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord


# In bytes; anything larger is not a page, or a decompression bomb.
LARGEST_PAGE = 256 * 2**20
# What unpacks to more than this many times its size, and to more than so many bytes, is a bomb.
_MOST_PACKED = 100
_HARMLESS = 4 * 2**20


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Metadata given from outside; ``None`` and ``""`` leave it to the page."""

    language: str = ""
    title: str = ""
    published: date | None = None
    url: str = ""
    origin: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class PageLocation:
    """A page in a file, in a zip archive, or in a web archive.

    Parameters
    ----------
    id : str
        Id of the document in its pile.
    path : Path
        The page's own file, or the archive.
    member : str
        Name inside a zip archive.
    offset : int or None
        Where the record begins in a WARC file, in bytes.
    media_type : str
        What the server said the page is, ``""`` when unknown.
    facts : PageFacts
    refusal : str
        Why it is not read; ``""`` if it is.
    is_out_of_reach : bool
        Whether it, or what lies below it, may well be there but could not be looked at.
    captured : str
        When a crawler captured it (ISO 8601), ``""`` when unknown.
    table : str
        The table that names it, ``""`` without one.
    line : int or None
        Its line there.
    hidden : str or None
        What the ids of pages begin with that may be there and could not be looked at; None
        for those below this id, as in a folder.
    """

    id: str
    path: Path
    member: str = ""
    offset: int | None = None
    media_type: str = ""
    facts: PageFacts = PageFacts()
    refusal: str = ""
    is_out_of_reach: bool = False
    captured: str = ""
    table: str = ""
    line: int | None = None
    hidden: str | None = None

    @property
    def name(self) -> str:
        """Name of the page in messages."""
        inner = self.member or (self.id if self.offset is not None else "")
        return shown_path(f"{self.path}/{inner}" if inner else str(self.path))

    def stamp(self) -> tuple[str, int] | None:
        """Fingerprint that changes when the file does (by size and time); None without a file.

        Returns
        -------
        stamp : str
            Digest of the page's location and of its file's size and modification time.
        changed : int
            Modification time in nanoseconds.
        """
        try:
            found = self.path.stat()
        except (OSError, ValueError):
            return None
        place = str(self.path.absolute()), self.member, self.offset
        return digest_values(*place, found.st_size, found.st_mtime_ns), found.st_mtime_ns

    def load(self) -> bytes:
        """Read the bytes of the page.

        Raises
        ------
        FormatError
            If they cannot be read, or are more than `LARGEST_PAGE`; an `OutOfReachError`
            where that says nothing about the page.
        """
        if self.is_out_of_reach:
            raise OutOfReachError(self.refusal, self.name)
        if self.refusal:
            raise FormatError(self.refusal, self.table or self.name, self.line)
        try:
            if self.member:
                return _of_member(self)
            if self.offset is not None:
                return _of_record(self)
            return _of_file(self.path)
        except FormatError:
            raise
        except ValueError as error:
            raise FormatError("this is not a file name", self.name) from error
        except OSError as error:
            raise OutOfReachError(shown_reason(error), self.name) from error

    def covers(self, document_id: str) -> bool:
        """Whether a document is this page, or one in this folder or archive."""
        below = f"{self.id.rstrip('/')}/" if self.hidden is None else self.hidden
        return document_id == self.id or document_id.startswith(below)


def shown_path(path: str) -> str:
    r"""A path as an id: bytes that are no text, control characters and direction marks are escaped.

    A name with a line end in it can then be given in a table of pairs, and no name turns round
    what stands beside it in a table or report.

    Examples
    --------
    >>> shown_path("2023/a\nb.html")
    '2023/a\\nb.html'
    """
    return visible_controls(os.fsencode(path).decode("utf-8", "backslashreplace"))


def opened_zip(path: Path) -> ZipFile:
    """Open a zip archive; it is kept open for later pages.

    Raises
    ------
    FormatError
        If it is not a zip archive, or cannot be opened.
    """
    try:
        return _kept_zip(path, path.stat().st_mtime_ns)
    except (BadZipFile, NotImplementedError, ValueError) as error:
        raise FormatError("damaged, or not a zip archive", str(path)) from error
    except OSError as error:
        raise FormatError(shown_reason(error), str(path)) from error


def shown_reason(error: OSError) -> str:
    """Why a file cannot be read, as a phrase for a message."""
    reason = error.strerror or "cannot be opened"
    return f"{reason[:1].lower()}{reason[1:]}"


# Cached: reading the directory takes time proportional to the archive.
@lru_cache(maxsize=4)
def _kept_zip(path: Path, _: int) -> ZipFile:
    """The archive with a given modification time."""
    return ZipFile(path)


def _of_file(path: Path) -> bytes:
    with open_input(path) as stream:
        return _limited(stream, str(path))


def _of_member(location: PageLocation) -> bytes:
    """Bytes of a file in a zip archive."""
    try:
        archive = opened_zip(location.path)
        member = archive.getinfo(location.member)
        if member.file_size > max(_HARMLESS, member.compress_size * _MOST_PACKED):
            message = (
                f"unpacks to {member.file_size // max(1, member.compress_size)} times its size"
            )
            raise FormatError(f"{message}: not a page", location.name)
        with archive.open(member) as stream:
            return _limited(stream, location.name)
    except (BadZipFile, EOFError, KeyError) as error:
        raise FormatError("damaged in the archive", location.name) from error
    except (RuntimeError, NotImplementedError) as error:
        message = "encrypted, or compressed by an unknown method: unpack the archive yourself"
        raise FormatError(message, location.name) from error


def _of_record(location: PageLocation) -> bytes:
    """Bytes of the page in a WARC record, with transfer encodings decoded."""
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415 - only who has one needs it

    with open_input(location.path, takes_pipes=False) as stream:
        stream.seek(location.offset or 0)
        try:
            record: ArcWarcRecord = next(iter(archive_records(stream)))
            return _limited(record.content_stream(), location.name)
        except (ArchiveLoadFailed, StopIteration, ValueError) as error:
            raise FormatError("damaged in the archive", location.name) from error


def _limited(stream: "IO[bytes]", name: str) -> bytes:
    """All bytes of a stream, unless it is larger than a page may be."""
    data = stream.read(LARGEST_PAGE + 1)
    if len(data) > LARGEST_PAGE:
        message = f"larger than {LARGEST_PAGE // 2**20} MB: not a page"
        raise FormatError(message, name)
    return data

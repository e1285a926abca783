"""Pages of a web archive (WARC, ISO 28500), as crawlers write them."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.errors import FormatError
from aligner.inputs import open_input
from aligner.readers.piles.locations import PageFacts, PageLocation, shown_path, shown_reason
from aligner.readers.piles.warc_records import archive_records

if TYPE_CHECKING:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.recordloader import ArcWarcRecord


_SUFFIXES = (".warc", ".warc.gz")
_TYPES = (
    "text/html",
    "text/plain",
    "application/xhtml+xml",
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
)
_FINE = "200"
_CUT = "shorter than it says it is: the archive is cut short here, or damaged"
# What the package says of records that are not each a member of their own.
_PACKED_TOGETHER = "non-chunked gzip"
_UNPACK = (
    "its records are packed together, so that none can be read alone: unpack it with `gunzip` (a "
    "plain .warc is read), or pack it anew with `warcio recompress`"
)


def is_warc(path: Path) -> bool:
    """Whether a file name is that of a web archive."""
    return path.name.lower().endswith(_SUFFIXES)


@dataclass(frozen=True, slots=True)
class _Capture:
    """A page captured."""

    captured: str
    address: str
    offset: int
    media: str

    @property
    def name(self) -> str:
        """The address without its scheme."""
        return self.address.partition("://")[2] or self.address or f"record at byte {self.offset}"


@dataclass(slots=True)
class _Contents:
    """What an archive holds: sound pages, and records that are damaged, with why."""

    pages: list[_Capture] = field(default_factory=list)
    damaged: list[tuple[_Capture, str]] = field(default_factory=list)


def warc_pages(path: Path, prefix: str) -> Iterator[PageLocation]:
    """Pages of an archive; of several captures of one page, the last counts.

    A page captured under its http and its https address has both, with a space between.
    A record that is cut short or has a false length is listed as out of reach, and so is
    whatever may lie behind it.

    Parameters
    ----------
    path : Path
    prefix : str
        Prefix for ids, which are addresses without their scheme.

    Raises
    ------
    FormatError
        If the file cannot be opened, is damaged from its beginning, or is not a web archive.
    """
    contents = _contents(path)
    newest: dict[str, _Capture] = {}
    addresses: dict[str, set[str]] = {}
    for page in contents.pages:
        before = newest.get(page.name, page)
        newest[page.name] = max(before, page, key=lambda one: (one.captured, one.address))
        addresses.setdefault(page.name, set()).add(page.address)
    for name, page in newest.items():
        others = sorted(addresses.get(name, set()) - {page.address})
        yield PageLocation(
            prefix + shown_path(name),
            path,
            offset=page.offset,
            media_type=page.media,
            facts=PageFacts(url=" ".join([page.address, *others])),
            refusal="" if page.address else "a page without an address",
            captured=page.captured,
        )
    for record, reason in contents.damaged:
        name = f"record at byte {record.offset}" if record.name in newest else record.name
        yield PageLocation(
            prefix + shown_path(name),
            path,
            offset=record.offset,
            refusal=reason,
            is_out_of_reach=True,
            hidden=prefix,
        )


def _contents(path: Path) -> _Contents:
    """All captures of pages in an archive."""
    found = _Contents()
    try:
        with open_input(path, takes_pipes=False) as stream:
            records = archive_records(stream)
            _read(records, found)
            if records.offset < stream.seek(0, os.SEEK_END):
                # So little is left of the last member that the package takes it for the end.
                found.damaged.append((_Capture("", "", records.offset, ""), _CUT))
    except OSError as error:
        raise FormatError(shown_reason(error), str(path)) from error
    except Exception as error:  # the package fails in many ways on damaged files
        if _PACKED_TOGETHER in str(error):
            raise FormatError(_UNPACK, str(path)) from error
        if not found.pages:
            raise FormatError("damaged, or not a web archive", str(path)) from error
        if not found.damaged:
            last = found.pages[-1].offset
            place = _Capture("", "", last, "")
            found.damaged.append((place, f"damaged in the archive behind byte {last}"))
    return found


def _read(records: "ArchiveIterator", found: _Contents) -> None:
    """Read an archive to its end, or to where the package can follow it no further."""
    n_errors = 0
    for record in records:
        media = _media_type(record)
        page = _Capture(
            record.rec_headers.get_header("WARC-Date") or "",
            (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>"),
            # Reads the record to its end.
            records.get_record_offset(),
            media,
        )
        length = record.rec_headers.get_header("Content-Length") or ""
        if getattr(record.raw_stream, "limit", 0) or not length.strip().isdigit():
            found.damaged.append((page, _CUT))
        elif records.err_count > n_errors:
            found.damaged.append((page, "not as long as the archive says: damaged in the archive"))
        elif media in _TYPES:
            found.pages.append(page)
        n_errors = records.err_count


def _media_type(record: "ArcWarcRecord") -> str:
    """Media type of a record, ``""`` for a request or an error."""
    headers = record.http_headers
    media = None
    if record.rec_type == "resource":
        media = record.rec_headers.get_header("Content-Type")
    elif record.rec_type == "response" and headers and headers.get_statuscode() == _FINE:
        media = headers.get_header("Content-Type")
    return (media or "").partition(";")[0].strip().lower()

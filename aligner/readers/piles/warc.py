"""Pages of a web archive (WARC, ISO 28500), as crawlers write them."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

from aligner.errors import FormatError
from aligner.readers.piles.locations import PageFacts, PageLocation, shown_path, shown_reason

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


def is_warc(path: Path) -> bool:
    """Whether a file name is that of a web archive."""
    return path.name.lower().endswith(_SUFFIXES)


def warc_pages(path: Path, prefix: str) -> Iterator[PageLocation]:
    """Pages of an archive; of several captures of one page, the last counts.

    A page captured under its http and its https address has both, with a space between.

    Parameters
    ----------
    path : Path
    prefix : str
        Prefix for ids, which are addresses without their scheme.

    Raises
    ------
    FormatError
        If the file cannot be opened, is damaged, or is not a web archive.
    """
    newest: dict[str, tuple[str, str, int, str]] = {}
    addresses: dict[str, set[str]] = {}
    try:
        with path.open("rb") as stream:
            for captured, address, offset, media in _captures(_records(stream)):
                name = address.partition("://")[2] or address or f"record at byte {offset}"
                before = newest.get(name, ("", "", 0, ""))
                newest[name] = max(before, (captured, address, offset, media))
                addresses.setdefault(name, set()).add(address)
    except OSError as error:
        raise FormatError(shown_reason(error), str(path)) from error
    except Exception as error:  # the package fails in many ways on damaged files
        raise FormatError("damaged, or not a web archive", str(path)) from error
    for name, (captured, address, offset, media) in newest.items():
        others = sorted(addresses.get(name, set()) - {address})
        yield PageLocation(
            prefix + shown_path(name),
            path,
            offset=offset,
            media_type=media,
            facts=PageFacts(url=" ".join([address, *others])),
            refusal="" if address else "a page without an address",
            captured=captured,
        )


def _records(stream: "IO[bytes]") -> "ArchiveIterator":
    """The records of an archive, those that lack an address included."""
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - only who has one needs it
    from warcio.recordloader import ArcWarcRecordLoader  # noqa: PLC0415

    class Loader(ArcWarcRecordLoader):  # type: ignore[misc]  # untyped
        """Reads no HTTP headers of a record without an address, which the package trips over."""

        def load_http_headers(
            self, kind: str, uri: str | None, stream: object, length: int
        ) -> object:
            """The headers, None if there are none."""
            return super().load_http_headers(kind, uri or "http:", stream, length)

    records = ArchiveIterator(stream)
    records.loader = Loader()
    return records


def _captures(records: "ArchiveIterator") -> Iterator[tuple[str, str, int, str]]:
    """Capture time, address, offset and media type of every page captured."""
    for record in records:
        offset = records.get_record_offset()
        address = record.rec_headers.get_header("WARC-Target-URI") or ""
        media = _media_type(record)
        if media in _TYPES:
            captured = record.rec_headers.get_header("WARC-Date") or ""
            yield captured, address.strip("<>"), offset, media


def _media_type(record: "ArcWarcRecord") -> str:
    """Media type of a record, ``""`` for a request or an error."""
    headers = record.http_headers
    media = None
    if record.rec_type == "resource":
        media = record.rec_headers.get_header("Content-Type")
    elif record.rec_type == "response" and headers and headers.get_statuscode() == _FINE:
        media = headers.get_header("Content-Type")
    return (media or "").partition(";")[0].strip().lower()

"""Records of a web archive, read by a package that trusts archives more than we do."""

from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from warcio.archiveiterator import ArchiveIterator

# Bytes that heads and blank lines before the body of a record may have: those of a sound record
# have some thousand.
_LARGEST_HEAD = 8_000_000
# Bytes after which a line is given in pieces, for the package joins blocks in quadratic time.
_LONGEST_LINE = 64_000


def archive_records(stream: "IO[bytes]") -> "ArchiveIterator":
    """The records of an archive, from where it stands; those that lack an address included.

    What goes wrong with a damaged archive is raised by the package, in many ways, or as
    ``ValueError`` where a head has no end.
    """
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - only who has one needs it
    from warcio.bufferedreaders import DecompressingBufferedReader  # noqa: PLC0415
    from warcio.recordloader import ArcWarcRecordLoader  # noqa: PLC0415

    class Loader(ArcWarcRecordLoader):  # type: ignore[misc]  # untyped
        """Reads no HTTP headers of a record without an address, which the package trips over."""

        def load_http_headers(
            self, kind: str, uri: str | None, stream: object, length: int
        ) -> object:
            """The headers, None if there are none."""
            return super().load_http_headers(kind, uri or "http:", stream, length)

    class Reader(DecompressingBufferedReader):  # type: ignore[misc]  # untyped
        """Reads heads line by line, and none without end: a few bytes may unpack to gigabytes."""

        n_of_head = 0

        def read(self, length: int | None = None) -> bytes:
            """Bytes of a body."""
            self.n_of_head = 0
            body: bytes = super().read(length)
            return body

        def readline(self, length: int | None = None) -> bytes:
            """A line of a head, or a piece of a long one."""
            most = _LONGEST_LINE if length is None else min(length, _LONGEST_LINE)
            line: bytes = super().readline(most)
            self.n_of_head += len(line)
            if self.n_of_head > _LARGEST_HEAD:
                raise ValueError("a head without end")
            return line

    records = ArchiveIterator(stream)
    records.reader = Reader(stream)
    # Printed by the package; here it becomes a page that is listed.
    records.INC_RECORD = ""
    records.loader = Loader()
    return records

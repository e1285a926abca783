"""The open files that the parts of the workspace share."""

from aligner.errors import WorkspaceError
from aligner.values import DocumentPair
from aligner.workspace.alignments import drop_alignments, find_alignment
from aligner.workspace.caches import Cache
from aligner.workspace.database import Database
from aligner.workspace.lock import WriterLock

# Name of the stage that concerns the whole workspace.
PAIRING = "pairing"


class OpenFiles:
    """The database, the cache and the writer lock of one workspace.

    Parameters
    ----------
    database : Database
    lock : WriterLock
    cache : Cache
    """

    def __init__(self, database: Database, lock: WriterLock, cache: Cache) -> None:
        self._db = database
        self._lock = lock
        self._cache = cache

    def _text(self, sql: str, parameters: tuple[object, ...]) -> str | None:
        """The one text that a query asks for."""
        row = self._db.row(sql, parameters)
        return None if row is None else str(row[0])

    def _alignment_of(self, pair: DocumentPair) -> int:
        """Key of a pair's alignment, which must be there."""
        row = find_alignment(self._db, pair)
        if row is None:
            message = f"the workspace holds no alignment of {pair.source!r} and {pair.target!r}"
            raise WorkspaceError(message)
        return int(row[0])

    def _drop_alignments_of(self, document: int) -> None:
        """Remove all that rests on the segments of a document."""
        self._drop_alignments("source = ? OR target = ?", (document, document))

    def _drop_alignments(self, condition: str, parameters: tuple[object, ...]) -> None:
        """Remove alignments with all that rests on them."""
        rows = self._db.rows(f"SELECT key FROM alignments WHERE {condition}", parameters)  # noqa: S608 - conditions of our own
        drop_alignments(self._db, [key for (key,) in rows])

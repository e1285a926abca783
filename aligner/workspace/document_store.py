"""Documents, failures and vectors of a workspace."""

from io import BytesIO
from math import prod
from typing import TYPE_CHECKING, Any

from aligner.errors import InternalError
from aligner.signature import digest_values
from aligner.values import Document, SegmentedDocument
from aligner.workspace.base import PAIRING, OpenFiles
from aligner.workspace.documents import (
    DocumentHead,
    Failure,
    Side,
    find_document,
    list_doubts,
    list_heads,
    load_document,
    require_document,
    store_document,
    text_digest,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def _stamp_key(side: Side, document_id: str) -> str:
    return f"page {digest_values(side, document_id)}"


def _array(data: bytes) -> "NDArray[Any] | None":
    """The array in cached bytes; None if they are damaged, for it can be computed again."""
    import numpy as np  # noqa: PLC0415 - search and export must not wait for NumPy

    stream = BytesIO(data)
    try:
        if np.lib.format.read_magic(stream) != (1, 0):
            return None
        shape, is_by_column, dtype = np.lib.format.read_array_header_1_0(stream)
        # What is not there must not be made room for.
        is_whole = prod(shape) * dtype.itemsize == len(data) - stream.tell()
        if not is_whole or dtype.hasobject or is_by_column:
            return None
        array: NDArray[Any] = np.frombuffer(data, dtype, offset=stream.tell()).reshape(shape)
    except (ValueError, TypeError, RecursionError):
        return None
    return array


class DocumentStore(OpenFiles):
    """Stored documents with their segments, failures, and vectors."""

    def put_document(
        self,
        side: Side,
        document: Document,
        segments: SegmentedDocument,
        *,
        stage_key: str = "",
    ) -> None:
        """Store a document with its segments, and delete its failure.

        Alignments and term checks that rest on an earlier version of it are
        removed when its text, its segments or its head data differ.

        Parameters
        ----------
        side : {"source", "target"}
        document : Document
        segments : SegmentedDocument
            Of the same document.
        stage_key : str, default=""
            What reading and splitting depended on; see `document_key`.
        """
        if segments.document != document:
            message = f"the segments are not those of {document.id}"
            raise InternalError(message)
        with self._db.writing():
            self._remove_failure(side, document.id)
            key = find_document(self._db, side, document.id)
            if key is not None and load_document(self._db, key) == segments:
                sql = "UPDATE documents SET stage_key = ? WHERE key = ? AND stage_key <> ?"
                self._db.execute(sql, (stage_key, key, stage_key))
                return
            if key is not None:
                self._drop_alignments_of(key)
            store_document(self._db, side, segments, stage_key)

    def document(self, side: Side, document_id: str) -> SegmentedDocument:
        """A document with its segments; `WorkspaceError` when it is not there."""
        key = require_document(self._db, side, document_id)
        return load_document(self._db, key)

    def text_digest(self, side: Side, document_id: str) -> str:
        """`SegmentedDocument.text_digest` of a document, without reading its text."""
        return text_digest(self._db, side, document_id)

    def document_ids(self, side: Side) -> tuple[str, ...]:
        """Ids of all documents of a side, in their order."""
        rows = self._db.rows("SELECT id FROM documents WHERE side = ? ORDER BY id", (side,))
        return tuple(document_id for (document_id,) in rows)

    def document_heads(self, side: Side) -> tuple[DocumentHead, ...]:
        """Heads of all documents of a side, in the order of ids."""
        return tuple(list_heads(self._db, side))

    def document_digest(self, side: Side, document_id: str) -> str | None:
        """Digest of the bytes that a document was read from, None when it is not there."""
        sql = "SELECT digest FROM documents WHERE side = ? AND id = ?"
        return self._text(sql, (side, document_id))

    def put_page_stamp(self, side: Side, document_id: str, stamp: str, digest: str) -> None:
        """Cache the digest of a page's bytes, and a stamp that changes when they do."""
        self._lock.acquire()
        self._cache.put(_stamp_key(side, document_id), f"{digest} {stamp}".encode())

    def page_digest(self, side: Side, document_id: str, stamp: str) -> str | None:
        """The cached digest of a page's bytes, None unless its stamp is the one given."""
        data = self._cache.get(_stamp_key(side, document_id))
        digest, _, known = (b"" if data is None else data).decode(errors="replace").partition(" ")
        return digest if digest and known == stamp else None

    def document_key(self, side: Side, document_id: str) -> str | None:
        """The stage key a document was put with, None when it is not there."""
        sql = "SELECT stage_key FROM documents WHERE side = ? AND id = ?"
        return self._text(sql, (side, document_id))

    def remove_document(self, side: Side, document_id: str) -> None:
        """Forget a document, its pairs, alignments, term checks and failure.

        The stage key of the pairing goes too, for the pairing is no longer
        what was put.  An id that is not there is no error.
        """
        with self._db.writing():
            self._remove_failure(side, document_id)
            key = find_document(self._db, side, document_id)
            if key is not None:
                self._drop_alignments_of(key)
                self._db.execute("DELETE FROM documents WHERE key = ?", (key,))
                self._db.documents.drop(key)
                self._db.execute("DELETE FROM stages WHERE name = ?", (PAIRING,))

    def put_failure(self, side: str, document_id: str, message: str) -> None:
        """Store why a page failed (or, with a side of the caller's own, a pair)."""
        # A message may quote a file name that is not valid text.
        message = message.encode("utf-8", "backslashreplace").decode()
        with self._db.writing():
            self._db.execute(
                "INSERT OR REPLACE INTO failures (side, id, message) VALUES (?, ?, ?)",
                (side, document_id, message),
            )

    def remove_failure(self, side: str, document_id: str) -> None:
        """Forget a failure; one that is not there is no error."""
        with self._db.writing():
            self._remove_failure(side, document_id)

    def remove_failures(self, side: str) -> None:
        """Forget all failures of a side."""
        with self._db.writing():
            self._db.execute("DELETE FROM failures WHERE side = ?", (side,))

    def failures(self) -> tuple[Failure, ...]:
        """All failures in the order of side and id."""
        rows = self._db.rows("SELECT side, id, message FROM failures ORDER BY side, id")
        return tuple(Failure(*row) for row in rows)

    def reading_doubts(self, side: Side) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Ids of the documents of one side that were read with doubt, each with the doubts."""
        return list_doubts(self._db, side)

    def put_vectors(self, key: str, array: "NDArray[np.generic]") -> None:
        """Cache an array under a key that names what it was computed from."""
        import numpy as np  # noqa: PLC0415 - search and export must not wait for NumPy

        self._lock.acquire()
        head = BytesIO()
        array = np.ascontiguousarray(array)
        np.lib.format.write_array_header_1_0(head, np.lib.format.header_data_from_array_1_0(array))
        self._cache.put(key, head.getvalue(), array.reshape(-1).view(np.uint8).data)

    def vectors(self, key: str) -> "NDArray[Any] | None":
        """The cached array of a key, None when it must be computed."""
        data = self._cache.get(key)
        if data is None:
            return None
        return _array(data)

    def has_vectors(self, key: str) -> bool:
        """Whether an array is cached under a key."""
        return self._cache.holds(key)

    def _remove_failure(self, side: str, document_id: str) -> None:
        """Delete a failure inside a transaction."""
        sql = "DELETE FROM failures WHERE side = ? AND id = ?"
        self._db.execute(sql, (side, document_id))

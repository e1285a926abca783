"""Vectors of many documents: summaries in memory, segments on disk."""

import tempfile
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Self

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


# Longer documents are shortened by averaging neighbouring segments, to bound cost.
_LONGEST = 160
# Bytes of segments kept in memory; the rest goes to a temporary file.
_IN_MEMORY = 64 * 2**20


@dataclass(frozen=True, slots=True)
class DocumentVectors:
    """Summary vectors of one document.

    Parameters
    ----------
    body : ndarray of shape (dim,), float16
        Mean of the segments; of shape (0,) for a document without segments.
    title : ndarray of shape (dim,), float16
        First segment.
    start, n_rows : int
        Position of its segments in the store, in rows.
    """

    body: "NDArray[np.float16]"
    title: "NDArray[np.float16]"
    start: int
    n_rows: int


class VectorStore:
    """Segments of documents, written once and read in any order.

    Half precision changes a cosine by 0.0005 at most. Beyond a fixed amount of memory,
    segments go to a temporary file, which is deleted when the store is closed.
    """

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed by close
        self._width = 0
        self._n_rows = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def put(self, vectors: "NDArray[np.float32]") -> DocumentVectors:
        """Store a document's segments.

        Parameters
        ----------
        vectors : ndarray of shape (n_segments, dim)
            `dim` is the same for all documents that have segments.
        """
        if not len(vectors):
            nothing = np.zeros(0, dtype=np.float16)
            return DocumentVectors(nothing, nothing, self._n_rows, 0)
        rows = shorten(vectors).astype(np.float16)
        self._width = rows.shape[1]
        self._file.seek(0, 2)
        self._file.write(rows.tobytes())
        start, self._n_rows = self._n_rows, self._n_rows + len(rows)
        body: NDArray[np.float16] = vectors.mean(axis=0, dtype=np.float64).astype(np.float16)
        return DocumentVectors(body, vectors[0].astype(np.float16), start, len(rows))

    def rows(self, document: DocumentVectors) -> "NDArray[np.float32]":
        """Segments of a document, shape (at most 160, dim)."""
        size = 2 * self._width
        self._file.seek(document.start * size)
        data = np.frombuffer(self._file.read(document.n_rows * size), dtype=np.float16)
        return data.reshape(document.n_rows, self._width).astype(np.float32)


def shorten(rows: "NDArray[np.float32]") -> "NDArray[np.float32]":
    """At most 160 rows, shape (n, dim), each the mean of a run of neighbours."""
    if len(rows) <= _LONGEST:
        return rows
    edges = np.linspace(0, len(rows), _LONGEST + 1).astype(int)
    sums = np.add.reduceat(rows, edges[:-1], axis=0)
    means: NDArray[np.float32] = (sums / np.diff(edges)[:, None]).astype(np.float32)
    return means

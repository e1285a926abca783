"""Vectors kept so that they need not be computed again; losing them costs time only."""

import json
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.errors import WorkspaceError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["VectorCache"]

_BUSY_SECONDS = 30.0


class VectorCache:
    """Arrays by key in a SQLite file of their own.

    The file may be deleted at any time between runs.  A damaged one counts as
    empty, and is made anew when something is put into it.

    Parameters
    ----------
    path : Path
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None

    def get(self, key: str) -> "NDArray[np.generic] | None":
        """The array of a key, None when it is not there or damaged."""
        import numpy as np  # noqa: PLC0415 - search and export must not wait for NumPy

        if self._connection is None and not self._path.is_file():
            return None
        try:
            row = (
                self._open()
                .execute("SELECT dtype, shape, data FROM vectors WHERE key = ?", (key,))
                .fetchone()
            )
        except sqlite3.DatabaseError:
            return None
        if row is None:
            return None
        dtype, shape, data = row
        return np.frombuffer(data, dtype=dtype).reshape(json.loads(shape))

    def put(self, key: str, array: "NDArray[np.generic]") -> None:
        """Keep an array under a key, over what was there."""
        row = (key, array.dtype.str, json.dumps(array.shape), array.tobytes())
        try:
            try:
                self._store(row)
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                self._discard()
                self._store(row)
        except sqlite3.Error as error:
            message = f"{self._path}: {error}; free some space or delete this cache"
            raise WorkspaceError(message) from error

    def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _store(self, row: tuple[str, str, str, bytes]) -> None:
        """Write one row in a transaction."""
        self._open().execute("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?)", row)

    def _discard(self) -> None:
        """Delete a damaged file."""
        self.close()
        for suffix in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)

    def _open(self) -> sqlite3.Connection:
        """The connection, opened when it is first needed."""
        if self._connection is None:
            self._connection = sqlite3.connect(
                self._path, isolation_level=None, timeout=_BUSY_SECONDS
            )
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._connection.execute(
                "CREATE TABLE IF NOT EXISTS vectors (key TEXT PRIMARY KEY, "
                "dtype TEXT NOT NULL, shape TEXT NOT NULL, data BLOB NOT NULL)",
            )
        return self._connection

"""A cache of computed results; losing it costs only time."""

import sqlite3
from pathlib import Path
from typing import Any

from aligner.errors import WorkspaceError

_BUSY_SECONDS = 30.0


class Cache:
    """Bytes by key in a SQLite file of their own.

    The file may be deleted at any time between runs.  A damaged one counts as
    empty, and is made anew when something is put into it.

    Parameters
    ----------
    path : Path
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None

    def get(self, key: str) -> bytes | None:
        """What was put under a key, None when it is not there or damaged."""
        row = self._row("SELECT data FROM entries WHERE key = ?", key)
        return None if row is None else bytes(row[0])

    def holds(self, key: str) -> bool:
        """Whether something was put under a key."""
        return self._row("SELECT 1 FROM entries WHERE key = ?", key) is not None

    def put(self, key: str, data: bytes) -> None:
        """Keep bytes under a key, over what was there."""
        try:
            try:
                self._store(key, data)
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                self._discard()
                self._store(key, data)
        except sqlite3.Error as error:
            message = f"{self._path}: {error}; free some space or delete this cache"
            raise WorkspaceError(message) from error

    def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _row(self, sql: str, key: str) -> tuple[Any, ...] | None:
        """The row of a key; none of a file that is not there or damaged."""
        if self._connection is None and not self._path.is_file():
            return None
        try:
            row: tuple[Any, ...] | None = self._open().execute(sql, (key,)).fetchone()
        except sqlite3.DatabaseError:
            return None
        return row

    def _store(self, key: str, data: bytes) -> None:
        """Write one entry in a transaction."""
        self._open().execute("INSERT OR REPLACE INTO entries VALUES (?, ?)", (key, data))

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
                "CREATE TABLE IF NOT EXISTS entries (key TEXT PRIMARY KEY, data BLOB NOT NULL)",
            )
        return self._connection

"""A cache of computed results; losing it costs only time."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from aligner.errors import WorkspaceError
from aligner.workspace.own_files import connect, remove_database, schema_of

_TABLE = "CREATE TABLE entries (key TEXT PRIMARY KEY, data BLOB NOT NULL)"
_SCHEMA = {"table entries": _TABLE, "index sqlite_autoindex_entries_1": ""}


class Cache:
    """Bytes by key in a SQLite file of their own.

    The file may be deleted at any time between runs.  A damaged one, or one that this
    program did not make, counts as empty, and is made anew when something is put into it.

    Parameters
    ----------
    path : Path
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None

    def get(self, key: str) -> bytes | None:
        """What was put under a key, None when it is not there or damaged."""
        row = self._row("SELECT rowid, typeof(data) FROM entries WHERE key = ?", key)
        if row is None or row[1] != "blob":
            return None
        try:
            # A row of a query would be there twice, as SQLite's and as Python's.
            with self._open().blobopen("entries", "data", row[0], readonly=True) as blob:
                return blob.read()
        except sqlite3.DatabaseError:
            return None

    def holds(self, key: str) -> bool:
        """Whether something was put under a key."""
        return self._row("SELECT 1 FROM entries WHERE key = ?", key) is not None

    def put(self, key: str, *parts: bytes | memoryview) -> None:
        """Keep bytes under a key, over what was there.

        Parameters
        ----------
        key : str
        *parts : bytes or memoryview of bytes
            One behind the other; they may be large, and are not copied.
        """
        try:
            try:
                self._store(key, parts)
            except (sqlite3.OperationalError, sqlite3.DataError):
                raise
            except sqlite3.DatabaseError:
                self._discard()
                self._store(key, parts)
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

    def _store(self, key: str, parts: Sequence[bytes | memoryview]) -> None:
        """Write one entry in a transaction, straight into its place."""
        connection = self._open()
        connection.execute("BEGIN IMMEDIATE")
        try:
            sql = "INSERT OR REPLACE INTO entries VALUES (?, zeroblob(?))"
            row = connection.execute(sql, (key, sum(map(len, parts)))).lastrowid
            with connection.blobopen("entries", "data", row or 0) as blob:
                for part in parts:
                    blob.write(part)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

    def _discard(self) -> None:
        """Delete a damaged file."""
        self.close()
        remove_database(self._path)

    def _open(self) -> sqlite3.Connection:
        """The connection, opened when it is first needed."""
        if self._connection is None:
            is_new = not self._path.exists()
            connection = connect(self._path, create=is_new)
            try:
                _prepare(connection, is_new=is_new)
            except BaseException:
                connection.close()
                raise
            self._connection = connection
        return self._connection


def _prepare(connection: sqlite3.Connection, *, is_new: bool) -> None:
    """Make the table in a new file, or see that an old one holds just that."""
    if is_new:
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    found = schema_of(connection)
    if not found:
        # New, or a kill came between the file and its table.
        connection.execute(_TABLE.replace("TABLE", "TABLE IF NOT EXISTS"))
    elif found != _SCHEMA:
        raise sqlite3.DatabaseError("not made by this program")

"""The SQLite file of a workspace: opening, versions, transactions, errors."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Any

from aligner.errors import WorkspaceError
from aligner.workspace.lock import WriterLock

SqlRow = tuple[Any, ...]

# Number of the last file in migrations/; `PRAGMA user_version` of a new file.
VERSION = 6
# "ALGN": tells a workspace from any other SQLite file.
_APPLICATION = 0x414C474E
_BUSY_SECONDS = 30.0
_WAYS_OUT = {
    "SQLITE_FULL": "free some space and give the command again; nothing was lost",
    "SQLITE_BUSY": "another program holds the file; close it and give the command again",
    "SQLITE_READONLY": "the file or its folder is read-only",
    "SQLITE_CANTOPEN": "the file or its folder cannot be written",
    "SQLITE_CORRUPT": "the file is damaged; restore it from a copy, or run into a new folder",
    "SQLITE_NOTADB": "this is not a workspace; name another folder",
}


class Database:
    """One open SQLite file, whose writes take the workspace's writer lock.

    Parameters
    ----------
    path : Path
    lock : WriterLock
        Taken at once when `create` is set, else with the first write.
    create : bool
        Whether to make the file if there is none.

    Raises
    ------
    WorkspaceError
        If there is no workspace, it belongs to a newer program, or another
        process is writing to it.
    """

    def __init__(self, path: Path, lock: WriterLock, *, create: bool) -> None:
        self._path = path
        self._lock = lock
        if create:
            lock.acquire()
        elif not path.is_file():
            raise WorkspaceError(self._absent())
        with self._translated():
            mode = "rwc" if create else "rw"
            self._connection = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode={mode}",
                uri=True,
                isolation_level=None,
                timeout=_BUSY_SECONDS,
            )
        try:
            self._prepare(create=create)
        except BaseException:
            self._connection.close()
            raise

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> Iterator[SqlRow]:
        """Rows of a query, fetched as they are consumed."""
        with self._translated():
            yield from self._connection.execute(sql, parameters)

    def row(self, sql: str, parameters: Sequence[object] = ()) -> SqlRow | None:
        """First row of a query, None when there is none."""
        with self._translated():
            first: SqlRow | None = self._connection.execute(sql, parameters).fetchone()
            return first

    def execute(self, sql: str, parameters: Sequence[object] = ()) -> int:
        """Key of the row that a statement inserted; for use inside `writing`."""
        return self._connection.execute(sql, parameters).lastrowid or 0

    def executemany(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Run a statement for each row; for use inside `writing`."""
        self._connection.executemany(sql, rows)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: all of it happens, or nothing."""
        self._lock.acquire()
        with self._translated():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                self._connection.rollback()
                raise

    def _prepare(self, *, create: bool) -> None:
        """Check whose file it is and bring it to the current version."""
        with self._translated():
            self._connection.execute("PRAGMA foreign_keys = ON")
            self._connection.execute("PRAGMA synchronous = NORMAL")
        version = self._pragma("user_version")
        if version == 0 and self.row("SELECT 1 FROM sqlite_master") is None:
            if not create:
                raise WorkspaceError(self._absent())
            with self._translated():
                self._connection.execute("PRAGMA journal_mode = WAL")
        elif self._pragma("application_id") != _APPLICATION:
            message = f"{self._path}: {_WAYS_OUT['SQLITE_NOTADB']}"
            raise WorkspaceError(message)
        if version > VERSION:
            message = (
                f"{self._path}: made by a newer version of this program "
                f"(format {version}, known up to {VERSION}); update the program"
            )
            raise WorkspaceError(message)
        if version < VERSION:
            self._migrate(version)

    def _migrate(self, version: int) -> None:
        """Apply the migrations behind a version, each in a transaction of its own."""
        self._lock.acquire()
        folder = resources.files("aligner.workspace") / "migrations"
        for number in range(version + 1, VERSION + 1):
            statements = (folder / f"{number:03}.sql").read_text("utf-8")
            with self._translated():
                self._connection.executescript(
                    f"BEGIN IMMEDIATE;\n{statements}\n"
                    f"PRAGMA application_id = {_APPLICATION};\n"
                    f"PRAGMA user_version = {number};\nCOMMIT;",
                )

    def _pragma(self, name: str) -> int:
        """A number that SQLite keeps in the head of the file."""
        row = self.row(f"PRAGMA {name}")
        return 0 if row is None else int(row[0])

    def _absent(self) -> str:
        """Message for a folder without a workspace."""
        return f"{self._path.parent}: there is no workspace here; `aligner run` makes one"

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Turn SQLite's errors into ours, with the way out."""
        try:
            yield
        except sqlite3.Error as error:
            # Extended names add the cause: SQLITE_BUSY_RECOVERY.
            name = "_".join(getattr(error, "sqlite_errorname", "").split("_")[:2])
            way_out = f"; {_WAYS_OUT[name]}" if name in _WAYS_OUT else ""
            message = f"{self._path}: {error}{way_out}"
            raise WorkspaceError(message) from error
        except UnicodeEncodeError as error:
            message = f"{self._path}: a text with half a surrogate pair cannot be stored"
            raise WorkspaceError(message) from error

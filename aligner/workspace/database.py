"""The SQLite file of a workspace: opening, versions, transactions, errors."""

import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, Generic, ParamSpec, TypeVar

from aligner.errors import AlignerError, WorkspaceError
from aligner.values import SegmentedDocument
from aligner.workspace.lock import WriterLock
from aligner.workspace.own_files import (
    connect,
    migration,
    require_known_schema,
    workspace_schema,
)

SqlRow = tuple[Any, ...]
ValueT = TypeVar("ValueT")
ParametersT = ParamSpec("ParametersT")

# Number of the last file in migrations/; `PRAGMA user_version` of a new file.
VERSION = 10
# "ALGN": tells a workspace from any other SQLite file.
_APPLICATION = 0x414C474E
# Characters of the documents kept in memory: some 30 MB.
_RECENT_TEXT = 2_000_000
# What is raised where a value is made of something else than this program stored.
UNDECODABLE = (
    *(AlignerError, ArithmeticError, AttributeError, LookupError),
    *(MemoryError, RecursionError, TypeError, ValueError),
)
_RESTORE = "restore the file from a copy, or run into a new folder"
_WAYS_OUT = {
    "SQLITE_FULL": "free some space and give the command again; nothing was lost",
    "SQLITE_IOERR": "the disk may be full; free some space and give the command again",
    "SQLITE_BUSY": "another program holds the file; close it and give the command again",
    "SQLITE_READONLY": "the file or its folder is read-only",
    "SQLITE_CANTOPEN": "the file or its folder cannot be written; copy them to a disk where it can",
    "SQLITE_CORRUPT": "the file is damaged; restore it from a copy, or run into a new folder",
    "SQLITE_NOTADB": "this is not a workspace; name another folder",
}


@contextmanager
def decoding(what: str) -> Iterator[None]:
    """Turn whatever is raised while stored rows become values into one error that names them.

    Rows may be damaged, or somebody else's: of another type, out of range, no JSON.
    """
    try:
        yield
    except WorkspaceError:
        raise
    except UNDECODABLE as error:
        raise WorkspaceError(f"{what} is damaged in the workspace: {error}; {_RESTORE}") from error


def _without_bytes(row: SqlRow) -> SqlRow:
    """A row that holds numbers and texts only: bytes would fail far from here."""
    if bytes in map(type, row):
        raise WorkspaceError(f"a row is damaged in the workspace: bytes for a text; {_RESTORE}")
    return row


def decoding_rows(
    what: str,
) -> Callable[[Callable[ParametersT, Iterator[ValueT]]], Callable[ParametersT, Iterator[ValueT]]]:
    """Decorate a generator of stored values with `decoding`."""

    def decorate(
        function: Callable[ParametersT, Iterator[ValueT]],
    ) -> Callable[ParametersT, Iterator[ValueT]]:
        @wraps(function)
        def decoded(*args: ParametersT.args, **kwargs: ParametersT.kwargs) -> Iterator[ValueT]:
            with decoding(what):
                yield from function(*args, **kwargs)

        return decoded

    return decorate


class Recent(Generic[ValueT]):
    """The values read or written last, up to a total size; the oldest go first.

    Parameters
    ----------
    capacity : int
        Largest total size.
    """

    def __init__(self, capacity: int) -> None:
        self._left = capacity
        self._entries: OrderedDict[int, tuple[ValueT, int]] = OrderedDict()

    def get(self, key: int) -> ValueT | None:
        """The value of a key, None when it is not remembered."""
        entry = self._entries.get(key)
        if entry is None:
            return None
        self._entries.move_to_end(key)
        return entry[0]

    def put(self, key: int, value: ValueT, size: int) -> None:
        """Remember a value, and forget the oldest ones that leave no room for it."""
        self.drop(key)
        self._entries[key] = value, size
        self._left -= size
        while self._left < 0:
            self._left += self._entries.popitem(last=False)[1][1]

    def drop(self, key: int) -> None:
        """Forget the value of a key; one that is not remembered is no error."""
        if key in self._entries:
            self._left += self._entries.pop(key)[1]

    def clear(self) -> None:
        """Forget everything."""
        for key in list(self._entries):
            self.drop(key)


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
        If there is no workspace, it belongs to a newer program, another process is
        writing to it, or its files are not as this program makes them.
    """

    def __init__(self, path: Path, lock: WriterLock, *, create: bool) -> None:
        self._path = path
        self._lock = lock
        if create:
            lock.acquire()
        elif not path.is_symlink() and not path.is_file():
            raise WorkspaceError(self._absent())
        with self._translated():
            self._connection = connect(path, create=create)
        try:
            self._prepare(create=create)
        except BaseException:
            self._connection.close()
            raise
        self._documents = Recent[SegmentedDocument](_RECENT_TEXT)
        self._seen_version = self._pragma("data_version")

    @property
    def documents(self) -> Recent[SegmentedDocument]:
        """The documents read or written last, by key, as they are in the file now."""
        version = self._pragma("data_version")
        if version != self._seen_version:
            # Another process has written to the file.
            self._documents.clear()
            self._seen_version = version
        return self._documents

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> Iterator[SqlRow]:
        """Rows of numbers and texts that a query finds, fetched as they are consumed.

        Raises
        ------
        WorkspaceError
            If SQLite fails, or a row holds bytes, which it keeps in a column of texts too.
        """
        for row in self.rows_with_bytes(sql, parameters):
            yield _without_bytes(row)

    def rows_with_bytes(self, sql: str, parameters: Sequence[object] = ()) -> Iterator[SqlRow]:
        """Rows of a query for a column that is to hold bytes."""
        with self._translated():
            # Not `yield from`, which would close a cursor whose file is closed already.
            for row in self._connection.execute(sql, parameters):  # noqa: UP028
                yield row

    def row(self, sql: str, parameters: Sequence[object] = ()) -> SqlRow | None:
        """First row of a query, None when there is none; as of `rows`."""
        with self._translated():
            first: SqlRow | None = self._connection.execute(sql, parameters).fetchone()
        return None if first is None else _without_bytes(first)

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
                self._documents.clear()
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
                f"(format {version}, this one knows up to {VERSION}); update the program"
            )
            raise WorkspaceError(message)
        if version < 0:
            raise WorkspaceError(f"{self._path}: {_WAYS_OUT['SQLITE_NOTADB']}")
        with self._translated():
            require_known_schema(self._connection, self._path, workspace_schema(version))
        if version < VERSION:
            self._migrate(version)

    def _migrate(self, version: int) -> None:
        """Apply the migrations behind a version, each in a transaction of its own."""
        self._lock.acquire()
        for number in range(version + 1, VERSION + 1):
            with self._translated():
                self._connection.executescript(
                    f"BEGIN IMMEDIATE;\n{migration(number)}\n"
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

"""Files of a workspace, opened as data of another person: no links, no foreign schema.

A workspace may have come by mail. Opening it must not write to files elsewhere, delete them,
or run what somebody put into its schema.
"""

import os
import re
import sqlite3
import stat
from contextlib import closing
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from aligner.errors import WorkspaceError
from aligner.waiting import QUIET, tell_wait

# Seconds that another program may keep a database file to itself.
_BUSY_SECONDS = 30.0
# What SQLite keeps beside a database file.
BESIDE = ("-wal", "-shm")
_JOURNAL = "-journal"
# Size in bytes up to which a database file holds no tables yet.
_ONE_PAGE = 4096
# What SQLite itself adds when it gathers statistics, as `type name` and statement.
_STATISTICS = {
    "table sqlite_stat1": "CREATE TABLE sqlite_stat1(tbl,idx,stat)",
    "table sqlite_stat4": "CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)",
}
_DATABASES = ("workspace.sqlite", "caches.sqlite")
_LOCK = "workspace.lock"
_GUARDS = ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0")
_COMMENT = re.compile("--[^\n]*")


def is_workspace_file(place: Path) -> bool:
    """Whether a file is part of a workspace, as its name and the files beside it tell."""
    names = {_LOCK, *(f"{name}{end}" for name in _DATABASES for end in ("", *BESIDE, _JOURNAL))}
    return place.name in names and place.with_name(_DATABASES[0]).exists()


def require_plain(path: Path, *, to_write: bool) -> None:
    """Refuse a file that is something else, or another name of some other file.

    Parameters
    ----------
    path : Path
        Nothing need be there.
    to_write : bool
        Whether it must belong to this user, too.

    Raises
    ------
    WorkspaceError
        If it is a link, a second name of a file, a folder, a pipe or a device, or (with
        `to_write`) somebody else's.
    """
    try:
        found = path.lstat()
    except OSError:
        # What is there and cannot be looked at cannot be opened either.
        return
    if (reason := _objection(found, to_write=to_write)) is not None:
        raise WorkspaceError(f"{path}: {reason}")


def open_plain(path: Path, flags: int) -> int:
    """Descriptor of a plain file of this user, which is made if it is not there.

    Raises
    ------
    OSError
        If it cannot be opened.
    WorkspaceError
        If it is something else; see `require_plain`.
    """
    require_plain(path, to_write=True)
    # A pipe must not be waited for, and a link not be followed, whoever exchanges them meanwhile.
    careful = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    descriptor = os.open(path, flags | os.O_CREAT | careful, 0o666)
    # What was opened counts, not what was there before.
    if (reason := _objection(os.fstat(descriptor), to_write=True)) is not None:
        os.close(descriptor)
        raise WorkspaceError(f"{path}: {reason}")
    return descriptor


def _objection(found: os.stat_result, *, to_write: bool) -> str | None:
    """Why a file is not used, None if it may be."""
    if stat.S_ISLNK(found.st_mode):
        return "this is a link, which a workspace never holds; put the file itself in its place"
    if not stat.S_ISREG(found.st_mode):
        return "this is not a plain file; delete it"
    if found.st_nlink > 1:
        return (
            "this file has a second name elsewhere, and what is written here would be written "
            "there; put a copy in its place"
        )
    if to_write and not _is_own(found):
        return "this file belongs to another user; copy the workspace to work in it"
    return None


def _is_own(found: os.stat_result) -> bool:
    return not hasattr(os, "geteuid") or found.st_uid == os.geteuid()


def may_write(path: Path) -> bool:
    """Whether this user owns a file that is there and may change it and its folder."""
    return _is_own(path.stat()) and os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


class _Patient(sqlite3.Connection):
    """A connection that tells whom it waits for when another program keeps the file to itself."""

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:  # noqa: ANN401 - as there
        """Run a statement; what is refused after some seconds outside transactions is retried."""
        try:
            return super().execute(sql, parameters)
        except sqlite3.OperationalError as error:
            if self.in_transaction or error.sqlite_errorname != "SQLITE_BUSY":
                raise
        except UnicodeDecodeError as error:
            # SQLite quotes the damaged schema as it stands there.
            raise sqlite3.DatabaseError("the file is damaged: a text in it is not UTF-8") from error
        tell_wait("another program that writes to a file of the workspace", _BUSY_SECONDS)
        super().execute(f"PRAGMA busy_timeout = {round((_BUSY_SECONDS - QUIET) * 1000)}")
        try:
            return super().execute(sql, parameters)
        finally:
            super().execute(f"PRAGMA busy_timeout = {round(QUIET * 1000)}")


def connect(path: Path, *, create: bool) -> sqlite3.Connection:
    """A connection to a database file, for reading only where it may not be written.

    Parameters
    ----------
    path : Path
    create : bool
        Whether to make the file if there is none.

    Raises
    ------
    sqlite3.Error
        If it cannot be opened.
    WorkspaceError
        If it is no plain file, or what lies beside it is none.
    """
    mode = "rwc" if create else "rw"
    for name in (path, *(_beside(path, suffix) for suffix in BESIDE)):
        require_plain(name, to_write=create)
    if path.is_file() and not may_write(path):
        mode = "ro"
        # Without a log SQLite needs none of the files that it would have to make.
        if not _has_content(_beside(path, "-wal")):
            mode += "&immutable=1"
    _clear_journal(path)
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        timeout=QUIET,
        factory=_Patient,
    )
    try:
        for guard in _GUARDS:
            connection.execute(f"PRAGMA {guard}")
    except BaseException:
        connection.close()
        raise
    return connection


def _clear_journal(path: Path) -> None:
    """Refuse a rollback journal, for it may name any file as one to be deleted.

    A workspace has one for the moment in which its file is made; a kill then leaves both.
    """
    journal = _beside(path, _JOURNAL)
    if not journal.is_symlink() and not journal.exists():
        return
    if path.is_file() and path.stat().st_size > _ONE_PAGE:
        raise WorkspaceError(
            f"{journal}: this program leaves no such file, and SQLite would delete files that it "
            "names; delete it if you do not know where it comes from"
        )
    path.unlink(missing_ok=True)
    journal.unlink()


def _has_content(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def remove_database(path: Path) -> None:
    """Delete a database file with what lies beside it; links go, what they point to stays."""
    for suffix in ("", *BESIDE, _JOURNAL):
        _beside(path, suffix).unlink(missing_ok=True)


def require_known_schema(connection: sqlite3.Connection, path: Path, known: dict[str, str]) -> None:
    """Refuse a database with tables, views or triggers that this program did not make.

    Parameters
    ----------
    connection : sqlite3.Connection
    path : Path
        For the message.
    known : dict of str to str
        What must be there, as `schema_of` gives it.

    Raises
    ------
    WorkspaceError
        With the first object that is there, is missing, or is different.
    """
    found = schema_of(connection)
    if connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone() != (len(found),):
        raise WorkspaceError(f"{path}: this file is damaged; run into a new folder")
    for name, statement in found.items():
        if known.get(name, _STATISTICS.get(name)) != statement:
            is_new = name not in known
            raise WorkspaceError(
                f"{path}: the {name} in it was {'not made' if is_new else 'changed, not'} by this "
                f"program; {'remove it' if is_new else 'restore the file from a copy'}, "
                "or run into a new folder"
            )
    for name in known:
        if name not in found:
            raise WorkspaceError(
                f"{path}: the {name} is missing; restore the file from a copy, "
                "or run into a new folder"
            )


def schema_of(connection: sqlite3.Connection) -> dict[str, str]:
    """The statement that made each object of a database, by ``type name``."""
    rows = connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master")
    return {f"{kind} {name}": _compared(str(sql)) for kind, name, sql in rows}


def _compared(statement: str) -> str:
    """A statement without comments and white space, which differ between versions."""
    return " ".join(_COMMENT.sub("", statement).split())


@cache
def workspace_schema(version: int) -> dict[str, str]:
    """`schema_of` a workspace of a version."""
    with closing(sqlite3.connect(":memory:")) as connection:
        for number in range(1, version + 1):
            connection.executescript(migration(number))
        return schema_of(connection)


def migration(number: int) -> str:
    """The statements that bring a workspace to a version."""
    folder = resources.files("aligner.workspace") / "migrations"
    return (folder / f"{number:03}.sql").read_text("utf-8")

"""What a workspace holds, and how to make its files as small as they can be."""

import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aligner.errors import WorkspaceError
from aligner.workspace.database import Database, decoding
from aligner.workspace.lock import WriterLock
from aligner.workspace.own_files import connect, remove_database
from aligner.workspace.pairs import UNALIGNED

_MAIN, _CACHES = "workspace.sqlite", "caches.sqlite"
_COUNTED = {
    "source documents": "SELECT COUNT(*) FROM documents WHERE side = 'source'",
    "target documents": "SELECT COUNT(*) FROM documents WHERE side = 'target'",
    "segments": "SELECT COUNT(*) FROM segments",
    "failures": "SELECT COUNT(*) FROM failures",
    "pairs": "SELECT COUNT(*) FROM pairs",
    "pairs not aligned yet": f"SELECT COUNT(*) {UNALIGNED}",
    "documents without partner": "SELECT COUNT(*) FROM unpaired",
    "alignments": "SELECT COUNT(*) FROM alignments",
    "beads": "SELECT COUNT(*) FROM beads",
    "term checks": "SELECT COUNT(*) FROM term_checks",
    "term findings": "SELECT COUNT(*) FROM findings WHERE NOT doubtful",
    "pair decisions": "SELECT COUNT(*) FROM pair_decisions",
    "waivers": "SELECT COUNT(*) FROM waivers",
    "proposal decisions": "SELECT COUNT(*) FROM proposal_decisions",
    "edits of reviewers": "SELECT COUNT(*) FROM edits",
    "runs": "SELECT COUNT(*) FROM runs",
}


@dataclass(frozen=True, slots=True)
class WorkspaceInfo:
    """What is in a workspace.

    Parameters
    ----------
    folder : Path
    format : int
        Number of the last migration of its tables.
    sizes : dict of str to int
        Bytes of each file; what SQLite keeps beside one counts with it.
    counts : dict of str to int
        How many there are of everything, by what it is called.
    languages : dict of str to dict of str to int
        Documents of each side by language.
    dates : (str, str) or None
        First and last day of publication, None when none is known.
    signatures : dict of str to int
        How many alignments were made with which parts and versions.
    glossaries : dict of str to int
        How many pairs were checked against the glossary of which digest.
    last_run : dict of str to object or None
        Signature and figures of the run that ended last.
    """

    folder: Path
    format: int
    sizes: dict[str, int]
    counts: dict[str, int]
    languages: dict[str, dict[str, int]]
    dates: tuple[str, str] | None
    signatures: dict[str, int]
    glossaries: dict[str, int]
    last_run: dict[str, Any] | None


def opened(folder: Path) -> tuple[Database, WriterLock]:
    """The database of a workspace that is there, and its lock, not yet taken."""
    lock = WriterLock(folder / "workspace.lock")
    return Database(folder / _MAIN, lock, create=False), lock


@decoding("a row")
def describe(folder: Path) -> WorkspaceInfo:
    """What is in the workspace of a folder; changes nothing.

    Raises
    ------
    WorkspaceError
        If there is none.
    """
    db, lock = opened(folder)
    try:
        counts = {name: _number(db, sql) for name, sql in _COUNTED.items()}
        languages: dict[str, dict[str, int]] = {"source": {}, "target": {}}
        sql = "SELECT side, language, COUNT(*) FROM documents GROUP BY side, language"
        for side, language, count in db.rows(f"{sql} ORDER BY side, COUNT(*) DESC, language"):
            languages[side][language] = count
        first, last = next(db.rows("SELECT MIN(published), MAX(published) FROM documents"))
        run = db.row("SELECT signature, figures FROM runs ORDER BY key DESC LIMIT 1")
        return WorkspaceInfo(
            folder=folder,
            format=_number(db, "PRAGMA user_version"),
            sizes={name: _size(folder / name) for name in (_MAIN, _CACHES)},
            counts=counts,
            languages=languages,
            dates=None if first is None else (first, last),
            signatures=_groups(db, "alignments", "signature"),
            glossaries=_groups(db, "term_checks", "glossary"),
            last_run=None if run is None else {"signature": run[0], "figures": json.loads(run[1])},
        )
    finally:
        db.close()
        lock.release()


def vacuum(folder: Path, *, drop_caches: bool = False) -> dict[str, tuple[int, int]]:
    """Make the files of a workspace as small as they can be; loses nothing.

    Parameters
    ----------
    folder : Path
    drop_caches : bool, default=False
        Delete what can be computed again, too: the next run takes longer.

    Returns
    -------
    dict of str to (int, int)
        Bytes of each file before and after.

    Raises
    ------
    WorkspaceError
        If there is no workspace, or another process is writing to it.
    """
    before = {name: _size(folder / name) for name in (_MAIN, _CACHES)}
    db, lock = opened(folder)
    try:
        lock.acquire()
        with db.writing():
            db.execute("INSERT INTO search (search) VALUES ('optimize')")
        for statement in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)", "PRAGMA optimize"):
            list(db.rows(statement))
        _shrink_caches(folder / _CACHES, drop=drop_caches)
    finally:
        db.close()
        lock.release()
    return {name: (size, _size(folder / name)) for name, size in before.items()}


def _shrink_caches(path: Path, *, drop: bool) -> None:
    """Make the caches small, or nothing; a damaged file holds nothing of worth."""
    if not path.is_file():
        return
    if not drop:
        try:
            connection = connect(path, create=False)
            try:
                connection.execute("VACUUM")
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                connection.close()
        except sqlite3.OperationalError as error:
            raise WorkspaceError(
                f"{path}: {error}; free some space or delete this cache"
            ) from error
        except sqlite3.DatabaseError:
            drop = True
    if drop:
        remove_database(path)


def _size(path: Path) -> int:
    """Bytes of a database file with what lies beside it."""
    parts = (path.with_name(path.name + suffix) for suffix in ("", "-wal"))
    return sum(part.stat().st_size for part in parts if part.is_file())


def _number(db: Database, sql: str) -> int:
    """The one number that a query asks for."""
    return int(next(db.rows(sql))[0])


def _groups(db: Database, table: str, column: str) -> dict[str, int]:
    """How often each value of a column occurs in a table, the most frequent first."""
    sql = f"SELECT {column}, COUNT(*) FROM {table} GROUP BY 1 ORDER BY 2 DESC, 1"  # noqa: S608 - names of our own
    return {str(value): int(count) for value, count in db.rows(sql)}

"""The workspace: all results of runs, in one folder."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aligner.errors import ConfigError, WorkspaceError
from aligner.workspace.caches import Cache
from aligner.workspace.checks import CheckStore
from aligner.workspace.contents import content_digest, dump_lines
from aligner.workspace.database import Database, decoding
from aligner.workspace.document_store import DocumentStore
from aligner.workspace.lock import WriterLock
from aligner.workspace.pair_store import PairStore
from aligner.workspace.review_store import ReviewStore
from aligner.workspace.search import Hit, find_words, scan_pattern
from aligner.workspace.term_store import TermStore

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self


class Workspace(DocumentStore, PairStore, CheckStore, TermStore, ReviewStore):
    """Documents, pairs, alignments and term checks of a folder, made by `Workspace.open`.

    Each ``put_`` method is one transaction: a process killed at any moment
    leaves the file as it was before or after.  Putting the same value again
    changes nothing.  One process at a time may write; any number may read.
    Use it in a ``with`` statement.
    """

    @classmethod
    def open(cls, folder: Path, *, create: bool = False) -> "Workspace":
        """The workspace of a folder.

        Parameters
        ----------
        folder : Path
        create : bool, default=False
            Make folder and workspace if there is none, and take the writer
            lock at once.  Otherwise the lock is taken with the first write.

        Raises
        ------
        WorkspaceError
            If there is none, it is not ours or too new, or (with `create`)
            another process is writing to it.
        """
        if create:
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                message = f"{folder}: cannot be made: {error.strerror}; name another folder"
                raise WorkspaceError(message) from error
        lock = WriterLock(folder / "workspace.lock")
        try:
            database = Database(folder / "workspace.sqlite", lock, create=create)
        except BaseException:
            lock.release()
            raise
        return cls(database, lock, Cache(folder / "caches.sqlite"))

    def hold(self) -> None:
        """Take the writer lock now; WorkspaceError if another process has it."""
        self._lock.acquire()

    def close(self) -> None:
        """Close the files and free the writer lock."""
        self._cache.close()
        self._db.close()
        self._lock.release()

    def __enter__(self) -> "Self":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: "TracebackType | None",
    ) -> None:
        self.close()

    def put_run(self, signature: str, figures: Mapping[str, object]) -> None:
        """Note a finished run with its figures (JSON values), unless the last was the same."""
        values = json.dumps(figures, ensure_ascii=False, sort_keys=True)
        with self._db.writing():
            if self.last_run() != (signature, json.loads(values)):
                sql = "INSERT INTO runs (signature, figures) VALUES (?, ?)"
                self._db.execute(sql, (signature, values))

    @decoding("the last run")
    def last_run(self) -> tuple[str, dict[str, Any]] | None:
        """Signature and figures of the run noted last, None before the first."""
        row = self._db.row("SELECT signature, figures FROM runs ORDER BY key DESC LIMIT 1")
        return None if row is None else (row[0], json.loads(row[1]))

    def search(self, query: str, *, limit: int = 50, regex: bool = False) -> list[Hit]:
        """Beads that a query finds, by date of the source, documents and position.

        Parameters
        ----------
        query : str
            Words and ``"exact phrases"``, each anywhere on one side;
            ``source:`` or ``target:`` before one says on which.  All must be
            found.  A run of Chinese characters is a phrase.  Case, accents,
            full or half width, and simplified or traditional script make no
            difference.
        limit : int, default=50
            Most hits to give, at least 1.
        regex : bool, default=False
            Take the query as a Python regular expression to search for in
            the original texts; reads the whole workspace.

        Raises
        ------
        ConfigError
            If the query is empty or not a regular expression, or `limit` < 1.
        """
        if limit < 1:
            message = f"a limit of {limit} hits; give 1 or more"
            raise ConfigError(message)
        look = scan_pattern if regex else find_words
        return look(self._db, query, limit)

    def dump(self) -> Iterator[str]:
        """The contents as lines of JSON: equal for equal contents, however they came about."""
        return dump_lines(self._db)

    def content_digest(self) -> str:
        """SHA-256 of `dump`."""
        return content_digest(self._db)

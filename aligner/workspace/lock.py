"""The lock that lets one process at a time write to a workspace."""

import errno
import os
import socket
import sys
from datetime import datetime
from pathlib import Path

from aligner.errors import WorkspaceError
from aligner.text import one_line
from aligner.workspace.own_files import open_plain

# Windows locks bytes against reading too, so the locked byte lies far behind
# the line that tells who holds the lock.
_LOCKED_BYTE = 1 << 20


class WriterLock:
    """A lock file held through the operating system.

    The system frees it when the process ends, however it ends: there are no
    stale locks.  The file stays, with the last writer's process id, host and time in
    it; only the lock on it counts.

    Parameters
    ----------
    path : Path
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """Take the lock; does nothing when it is held already.

        Raises
        ------
        WorkspaceError
            If another process, or another `WriterLock` in this one, holds it, or the
            file is not a plain one of this user.
        """
        if self._descriptor is not None:
            return
        try:
            descriptor = open_plain(self._path, os.O_RDWR)
        except OSError as error:
            message = f"{self._path}: cannot be written: {error.strerror}; {_way_out(error)}"
            raise WorkspaceError(message) from error
        try:
            _lock(descriptor)
        except OSError as error:
            holder = one_line(os.read(descriptor, 200).decode("utf-8", "replace"))
            os.close(descriptor)
            raise WorkspaceError(self._taken(holder)) from error
        os.ftruncate(descriptor, 0)
        since = datetime.now().astimezone().isoformat(" ", "minutes")
        holder = f"process {os.getpid()} on {socket.gethostname()} (since {since})\n"
        os.write(descriptor, holder.encode())
        self._descriptor = descriptor

    def release(self) -> None:
        """Free the lock; does nothing when it is not held."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _taken(self, holder: str) -> str:
        """Who holds the lock, and what to do."""
        return (
            f"{self._path.parent}: {holder or 'another process'} is writing to this workspace; "
            "wait until it ends or stop it, then give the command again (reading is possible now)"
        )


def _way_out(error: OSError) -> str:
    """What to do about a lock file that cannot be opened."""
    if error.errno == errno.EROFS:
        return "copy the folder to a disk that can be written (reading is possible here)"
    return "check who owns it"


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        """Lock the file or raise OSError at once."""
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        """Lock the file or raise OSError at once."""
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

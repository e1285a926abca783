"""Files opened for reading: a pipe is waited for within a limit, and a device refused."""

import errno
import io
import os
import select
import stat
from pathlib import Path
from typing import IO, TYPE_CHECKING

from aligner.errors import FormatError
from aligner.waiting import QUIET, tell_wait

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_MEBIBYTE = 1 << 20
# Seconds without a byte after which a pipe is given up: who writes to it may have work to do.
_SILENCE = 600.0


def open_input(path: Path, *, takes_pipes: bool = True) -> IO[bytes]:
    """Open a file or a pipe for reading.

    Parameters
    ----------
    path : Path
    takes_pipes : bool, default=True
        False where the content is read out of order, or more than once.

    Raises
    ------
    OSError
        If it cannot be opened, or is something else; of a pipe, its reads raise
        TimeoutError when nothing comes for ten minutes.
    """
    # Otherwise a pipe is not even opened before somebody writes to it.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    found = os.fstat(descriptor)
    if stat.S_ISFIFO(found.st_mode) and takes_pipes:
        return io.BufferedReader(_PatientPipe(descriptor, path))
    if stat.S_ISREG(found.st_mode) or _is_null_device(found):
        return open(descriptor, "rb")  # noqa: PTH123 - a descriptor, not a path
    os.close(descriptor)
    raise _objection(found.st_mode, path)


def read_input(path: Path) -> bytes:
    """All bytes of a file or a pipe; OSError as of `open_input`."""
    with open_input(path) as stream:
        return stream.read()


def read_plain_file(path: Path, most: int) -> bytes:
    """All bytes of a file that is no pipe.

    Parameters
    ----------
    path : Path
    most : int
        Largest size, in bytes.

    Raises
    ------
    OSError
        If it cannot be opened, or is no file.
    FormatError
        If it is larger.
    """
    with open_input(path, takes_pipes=False) as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        message = f"larger than {most / _MEBIBYTE:,.0f} MiB, the limit for such a file"
        raise FormatError(message, str(path))
    return data


def _is_null_device(found: os.stat_result) -> bool:
    """Whether this is the file that is always empty."""
    return stat.S_ISCHR(found.st_mode) and found.st_rdev == Path(os.devnull).stat().st_rdev


def _objection(mode: int, path: Path) -> OSError:
    """Why something is not read."""
    if stat.S_ISDIR(mode):
        return IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    reason = "this is a device, not a file"
    if stat.S_ISFIFO(mode):
        reason = "this is a pipe, which is read once and in order; give a file with its content"
    return OSError(errno.EINVAL, reason, str(path))


class _PatientPipe(io.RawIOBase):
    """A pipe whose reads wait for its writer, tell so, and end at a limit."""

    def __init__(self, descriptor: int, path: Path) -> None:
        self._descriptor = descriptor
        self._path = path
        self._arrivals = select.poll()
        # The end of what is written counts as an arrival, too.
        self._arrivals.register(descriptor, select.POLLIN)
        self._is_told = False

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        """Number of bytes read, 0 at the end."""
        self._wait()
        return os.readv(self._descriptor, [memoryview(buffer)])

    def close(self) -> None:
        """Close the descriptor."""
        if not self.closed:
            os.close(self._descriptor)
        super().close()

    def _wait(self) -> None:
        if self._arrives_within(min(QUIET, _SILENCE)):
            return
        if not self._is_told:
            tell_wait(f"a program that writes to the pipe {self._path}", _SILENCE)
            self._is_told = True
        if not self._arrives_within(_SILENCE - QUIET):
            reason = f"nothing was written to this pipe within {_SILENCE:.0f} s"
            raise TimeoutError(errno.ETIMEDOUT, reason, str(self._path))

    def _arrives_within(self, seconds: float) -> bool:
        """Whether something arrives, or the last writer ends."""
        return bool(self._arrivals.poll(max(0.0, seconds) * 1000))

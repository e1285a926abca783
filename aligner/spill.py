"""Records in a temporary file, for lists that do not fit into memory."""

import marshal
import tempfile
import weakref
from array import array
from collections.abc import Iterator
from contextlib import suppress
from typing import IO, Any

from aligner.errors import FULL, ConfigError, no_temporary_space

# Bytes that are read and written at once.
_BLOCK = 1 << 16


class Spill:
    """Records of plain values, kept in a temporary file; only their places are in memory.

    The file has no name: whatever ends the process, nothing is left of it.

    Notes
    -----
    A record is what `marshal` writes: numbers, texts, None, and tuples of them.
    """

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(buffering=_BLOCK)  # noqa: SIM115 - closed with self
        self._places = array("Q", [0])
        self._is_written = True
        weakref.finalize(self, _close, self._file)

    def __len__(self) -> int:
        return len(self._places) - 1

    def append(self, record: Any) -> None:  # noqa: ANN401 - any plain value
        """Add a record.

        Raises
        ------
        ConfigError
            If the folder for temporary files is full.
        """
        data = marshal.dumps(record)
        try:
            if self._is_written:
                self._file.seek(self._places[-1])
                self._is_written = False
            self._file.write(data)
        except OSError as error:
            raise _explained(error) from error
        self._places.append(self._places[-1] + len(data))

    def __getitem__(self, number: int) -> Any:  # noqa: ANN401 - any plain value
        self._finish()
        start, stop = self._places[number], self._places[number + 1]
        self._file.seek(start)
        return marshal.loads(self._file.read(stop - start))  # noqa: S302 - our own file

    def __iter__(self) -> Iterator[Any]:
        return map(self.__getitem__, range(len(self)))

    def _finish(self) -> None:
        """Bring to the file what is still to be written."""
        if self._is_written:
            return
        try:
            self._file.flush()
        except OSError as error:
            raise _explained(error) from error
        self._is_written = True


def _close(file: IO[bytes]) -> None:
    """Give the file up; that its last bytes found no room is no matter any more."""
    with suppress(OSError):
        file.close()


def _explained(error: OSError) -> Exception:
    """A full disk in words that help; another error as it is."""
    return ConfigError(no_temporary_space()) if error.errno in FULL else error

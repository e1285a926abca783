"""Atomic file writing."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from aligner.errors import ConfigError


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """Open a binary stream to a file that is replaced atomically.

    Output goes to a temporary file in the same folder, which is renamed at the end: an
    error or a kill before that leaves the old file intact. Symbolic links are followed;
    devices and pipes are written to directly.

    Raises
    ------
    ConfigError
        If the file cannot be written there.
    """
    try:
        place = path.resolve()
        if place.exists() and not place.is_file():
            with place.open("wb") as stream:
                yield stream
            return
        temporary = place.with_name(f".{place.name}.{os.getpid()}.tmp")
        try:
            with temporary.open("wb") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            temporary.replace(place)
        finally:
            with suppress(OSError):
                temporary.unlink()
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written: {error.strerror or error}") from error

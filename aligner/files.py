"""Files that are either the old one or the whole new one."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from aligner.errors import ConfigError


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A binary stream to a file that appears whole or not at all.

    What is written goes to a temporary file beside the wanted one, which takes
    its place at the end: an error or a kill on the way leaves what was there
    before.  Links are followed; a device or a pipe is written to as it is.

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

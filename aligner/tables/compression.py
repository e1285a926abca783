"""Files compressed by their suffix, ``.gz`` and ``.zst``."""

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import IO, Any, cast

from aligner.errors import FormatError, MissingExtraError

_GZIP, _ZSTD = ".gz", ".zst"
# Of zstd: as fast as writing the units, and a tenth smaller than its default.
_LEVEL = 9
# Bytes that are unpacked at a time: they may stand for thirty thousand times as many.
_PIECE = 512
_WINDOW = 1 << 27
_BUFFER = 1 << 16


def compression_of(path: Path) -> str:
    """``".gz"`` or ``".zst"`` where a file is compressed by its name, else ``""``."""
    suffix = path.suffix.lower()
    return suffix if suffix in {_GZIP, _ZSTD} else ""


def without_compression(path: Path) -> Path:
    """The path without the suffix of a compression.

    >>> without_compression(Path("a.tmx.gz")).name
    'a.tmx'
    """
    return path.with_suffix("") if compression_of(path) else path


@contextmanager
def compressed(stream: IO[bytes], path: Path) -> Iterator[IO[bytes]]:
    """A stream whose content reaches another one compressed as the name of its file says.

    The same content gives the same bytes: no time and no name is noted in them.

    Raises
    ------
    MissingExtraError
        If the package for ``.zst`` is not installed.
    """
    suffix = compression_of(path)
    if suffix == _GZIP:
        with gzip.GzipFile(filename="", mode="wb", fileobj=stream, mtime=0) as packed:
            yield cast("IO[bytes]", packed)
    elif suffix == _ZSTD:
        packer = _zstandard().ZstdCompressor(level=_LEVEL)
        with packer.stream_writer(stream, closefd=False) as packed:
            yield packed
    else:
        yield stream


@contextmanager
def decompressed(stream: IO[bytes], path: Path) -> Iterator[IO[bytes]]:
    """The content of a stream, read as the name of its file says.

    Raises
    ------
    FormatError
        If it is damaged, or not compressed in that way.
    MissingExtraError
        If the package for ``.zst`` is not installed.
    """
    suffix = compression_of(path)
    if suffix == _GZIP:
        faults: tuple[type[Exception], ...] = (gzip.BadGzipFile, EOFError, zlib.error)
        unpacked = cast("IO[bytes]", gzip.GzipFile(fileobj=stream, mode="rb"))
    elif suffix == _ZSTD:
        package = _zstandard()
        faults = (package.ZstdError, EOFError)
        unpacked = cast("IO[bytes]", io.BufferedReader(_Unpacked(stream, package), _BUFFER))
    else:
        yield stream
        return
    try:
        with unpacked:
            yield unpacked
    except faults as error:
        message = f"damaged, or not compressed as {suffix}: {error}"
        raise FormatError(message, str(path)) from error


class _Unpacked(io.RawIOBase):
    """What frames of Zstandard hold; the reader of the package takes half a file for a whole one.

    Parameters
    ----------
    stream : binary file
    package : module
    """

    def __init__(self, stream: IO[bytes], package: ModuleType) -> None:
        self._stream = stream
        self._frames = package.ZstdDecompressor(max_window_size=_WINDOW)
        self._frame: Any = None
        self._ready = b""

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - anything that holds bytes
        """Fill the buffer with some of the content; 0 at its end."""
        while not self._ready and self._take():
            pass
        some, self._ready = self._ready[: len(buffer)], self._ready[len(buffer) :]
        buffer[: len(some)] = some
        return len(some)

    def _take(self) -> bool:
        """Unpack a little more; whether there was any."""
        left = self._frame.unused_data if self._frame is not None and self._frame.eof else b""
        packed = left or self._stream.read(_PIECE)
        if not packed:
            if self._frame is None or not self._frame.eof:
                raise EOFError("the file ends before its content does")
            return False
        if self._frame is None or self._frame.eof:
            self._frame = self._frames.decompressobj()
        self._ready = self._frame.decompress(packed)
        return True


def _zstandard() -> ModuleType:
    """The package for ``.zst``."""
    try:
        return import_module("zstandard")
    except ImportError as error:
        raise MissingExtraError("files that end in .zst", "zstd") from error

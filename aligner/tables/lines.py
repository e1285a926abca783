"""Lines of UTF-8 files, and escapes that keep a text on one line."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from aligner.errors import FormatError
from aligner.inputs import open_input, read_input
from aligner.tables.compression import decompressed

# Characters that some reader takes for the end of a line or file, and lone
# surrogates, which UTF-8 cannot encode.
LINE_BREAKERS = "\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff"


def hex_escape(match: re.Match[str]) -> str:
    r"""One character as ``\uXXXX``."""
    return f"\\u{ord(match[0]):04x}"


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """The file, open for reading, decompressed as its name says.

    Raises
    ------
    FormatError
        If it cannot be opened or decompressed.
    """
    try:
        stream = open_input(path)
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        raise FormatError(message, str(path)) from error
    with stream, decompressed(stream, path) as content:
        yield content


def read_bytes(path: Path) -> bytes:
    """All bytes of a file as they are; `FormatError` if it cannot be read."""
    try:
        return read_input(path)
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        raise FormatError(message, str(path)) from error


def numbered_lines(path: Path, *, is_exact: bool = False) -> Iterator[tuple[int, str]]:
    """Line numbers from 1 with the lines of a UTF-8 file, without their ends.

    Only a line feed ends a line, with or without a carriage return before it.
    A byte order mark at the start, as spreadsheets write it, is dropped, unless
    the lines are wanted exactly.

    Raises
    ------
    FormatError
        If the file cannot be opened, or a line is not UTF-8, with its number.
    """
    with opened(path) as stream:
        for number, line in enumerate(stream, start=1):
            try:
                has_mark = number == 1 and not is_exact
                text = line.decode("utf-8-sig" if has_mark else "utf-8")
            except UnicodeDecodeError as error:
                message = f"not UTF-8: byte 0x{line[error.start]:02x}; save the file as UTF-8"
                raise FormatError(message, str(path), number) from error
            yield number, text.removesuffix("\n").removesuffix("\r")


def checked_probability(value: object, path: Path, line: int | None) -> float:
    """The probability that a file gives as text or number, 0 to 1.

    Raises
    ------
    FormatError
        If it is not a number between 0 and 1.
    """
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        try:
            probability = float(value)
        except ValueError:
            probability = -1.0
        if 0.0 <= probability <= 1.0:
            return probability
    message = f"not a probability between 0 and 1: {value!r}"
    raise FormatError(message, str(path), line)

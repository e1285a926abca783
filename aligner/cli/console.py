"""Where text goes: data to stdout, talk to stderr, nothing harmful to a terminal."""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import click

from aligner.errors import ConfigError
from aligner.text import strip_controls

__all__ = ["data_output", "remark", "show"]

_STDOUT = Path("-")


def show(text: str) -> None:
    """Print a line of results on stdout, without control characters of a page."""
    click.echo(strip_controls(text))


def remark(text: str) -> None:
    """Print a line of talk on stderr, without control characters of a page."""
    click.echo(strip_controls(text), err=True)


@contextmanager
def data_output(path: Path | None) -> Iterator[IO[bytes]]:
    """A binary stream to a file that appears whole or not at all, or to stdout.

    Parameters
    ----------
    path : Path or None
        None and ``-`` are stdout.
    """
    if path is None or path == _STDOUT:
        with _standard_output() as stream:
            yield stream
        return
    with _whole_file(path) as stream:
        yield stream


@contextmanager
def _standard_output() -> Iterator[IO[bytes]]:
    """Stdout as it is, or for a terminal without the control characters of a page."""
    stdout = sys.stdout.buffer
    if not stdout.isatty():
        yield stdout
        return
    buffer = io.BytesIO()
    yield buffer
    stdout.write(strip_controls(buffer.getvalue().decode()).encode())


@contextmanager
def _whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A temporary file beside the wanted one, which takes its place at the end.

    Links are followed; a device or a pipe is written to as it is.
    """
    path = path.resolve()
    if path.exists() and not path.is_file():
        with path.open("wb") as stream:
            yield stream
        return
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as stream:
            yield stream
        temporary.replace(path)
    except OSError as error:
        message = f"{path}: cannot be written: {error.strerror or error}"
        raise ConfigError(message) from error
    finally:
        with suppress(OSError):
            temporary.unlink()

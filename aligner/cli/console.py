"""Where text goes: data to stdout, talk to stderr, nothing harmful to a terminal."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import click

from aligner.files import whole_file
from aligner.text import strip_controls

STDOUT = Path("-")


def show(text: str) -> None:
    """Print a line of results on stdout, without control characters of a page."""
    click.echo(strip_controls(text))


def remark(text: str) -> None:
    """Print a line of talk on stderr, without control characters of a page."""
    click.echo(strip_controls(text), err=True)


@contextmanager
def data_output(path: Path | None, *, binary: bool = False) -> Iterator[IO[bytes]]:
    """A binary stream to a file that appears whole or not at all, or to stdout.

    Parameters
    ----------
    path : Path or None
        None and ``-`` are stdout.
    binary : bool, default=False
        Whether what comes is no text.

    Raises
    ------
    click.UsageError
        If that would go to a terminal.
    """
    if path is None or path == STDOUT:
        if binary and sys.stdout.isatty():
            message = "this format cannot be shown on a terminal: add -o FILE"
            raise click.UsageError(message)
        with _standard_output() as stream:
            yield stream
        return
    with whole_file(path) as stream:
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

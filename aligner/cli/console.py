"""Where text goes: data to stdout, talk to stderr, nothing harmful to a terminal."""

import io
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TextIO

import click

from aligner.errors import FULL
from aligner.files import whole_file
from aligner.text import DIRECTIONS, strip_controls

STDOUT = Path("-")
# What messages call it.
STDOUT_NAME = "standard output"


# What moves the cursor back or turns the direction of writing, so that a text looks like another.
_DECEIVING = re.compile(f"[\r\u2028\u2029{DIRECTIONS}]")

# Characters of the longest line of a message, and of what is left of a longer one.
_LONGEST_LINE, _HEAD, _TAIL = 2_000, 1_200, 600


def harmless(text: str) -> str:
    r"""A text that a terminal shows as it is: no control characters, direction marks as escapes.

    >>> harmless("A title\x1b]0;owned\x07, and gpj.\u202etxt")
    'A title]0;owned, and gpj.\\u202etxt'
    """
    visible = _DECEIVING.sub(
        lambda match: "" if match[0] == "\r" else f"\\u{ord(match[0]):04x}", text
    )
    return strip_controls(visible)


def talk(text: str) -> str:
    """A message, harmless, whose overlong lines lack their middles.

    Messages begin with the place and end with the way out; what is between may be a wrong value
    of any length.

    >>> talk(f"a.tsv:2: {'yes' * 10_000!r} is no decision; write force or forbid")[-50:]
    "esyesyesyes' is no decision; write force or forbid"
    """
    lines = harmless(text).split("\n")
    return "\n".join(map(_without_middle, lines))


def _without_middle(line: str) -> str:
    left_out = len(line) - _HEAD - _TAIL
    if len(line) <= _LONGEST_LINE:
        return line
    return f"{line[:_HEAD]} […{left_out:,} characters…] {line[-_TAIL:]}"


def show(text: str) -> None:
    """Print a line of results on stdout, harmless to a terminal."""
    with full_stdout_named():
        click.echo(harmless(text))


@contextmanager
def full_stdout_named() -> Iterator[None]:
    """A disk without room for what goes to stdout is told from that of temporary files."""
    try:
        yield
    except OSError as error:
        if error.errno not in FULL or error.filename is not None:
            raise
        raise OSError(error.errno, error.strerror, STDOUT_NAME) from error


def remark(text: str) -> None:
    """Print a line of talk on stderr, as `talk` makes it."""
    click.echo(talk(text), err=True)


class _Harmless(io.TextIOBase):
    """A text stream that lets nothing harmful through.

    Parameters
    ----------
    stream : TextIO
        Where the text goes.
    """

    def __init__(self, stream: TextIO) -> None:
        self.raw = stream

    @property
    def encoding(self) -> str:  # type: ignore[override]  # a property there, too
        """That of the stream behind."""
        return self.raw.encoding

    @property
    def errors(self) -> str | None:  # type: ignore[override]
        """As for `encoding`."""
        return self.raw.errors

    def write(self, text: str) -> int:
        """Write a text without what is harmful in it, and not at any length."""
        self.raw.write(talk(text))
        return len(text)

    def flush(self) -> None:
        """Flush the stream behind."""
        self.raw.flush()

    def isatty(self) -> bool:
        """Whether a terminal is behind."""
        return self.raw.isatty()

    def fileno(self) -> int:
        """Descriptor of the stream behind."""
        return self.raw.fileno()


@contextmanager
def harmless_stderr() -> Iterator[None]:
    """Everything that comes to stderr meanwhile is harmless, whoever writes it.

    Click quotes arguments in its complaints, and libraries quote texts in warnings.
    """
    raw = sys.stderr
    sys.stderr = _Harmless(raw)
    try:
        yield
    finally:
        sys.stderr = raw


def terminal_stderr() -> TextIO:
    """Stderr for a program that draws on it, and makes its own texts harmless."""
    return sys.stderr.raw if isinstance(sys.stderr, _Harmless) else sys.stderr


def require_no_terminal() -> None:
    """Refuse to show on a terminal what is no text.

    Raises
    ------
    click.UsageError
        If stdout is one.
    """
    if sys.stdout.isatty():
        message = "this format cannot be shown on a terminal: add -o FILE"
        raise click.UsageError(message)


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
        if binary:
            require_no_terminal()
        with full_stdout_named(), _standard_output() as stream:
            yield stream
        return
    with whole_file(path) as stream:
        yield stream


@contextmanager
def _standard_output() -> Iterator[IO[bytes]]:
    """Stdout as it is, or for a terminal without what is harmful in a page."""
    stdout = sys.stdout.buffer
    if not stdout.isatty():
        yield stdout
        return
    buffer = io.BytesIO()
    yield buffer
    stdout.write(harmless(buffer.getvalue().decode()).encode())

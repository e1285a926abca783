"""Every error the toolkit raises on purpose, with the exit status it ends in.

The fields are positional and all of them go to ``super().__init__``: an error
raised in a worker process is pickled and must come back whole.
"""

import errno
import os
import tempfile
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class AlignerError(Exception):
    """Base of all errors below; the command line prints it and exits."""

    exit_code = 70


class ConfigError(AlignerError, ValueError):
    """An invalid option, or options that do not go together."""

    exit_code = 2


class UnknownNameError(ConfigError):
    """No part is registered under that name; the known names are listed."""

    def __init__(self, kind: str, name: str, known: tuple[str, ...]) -> None:
        super().__init__(kind, name, known)
        self.kind, self.name, self.known = kind, name, known

    def __str__(self) -> str:
        return f"unknown {self.kind} {self.name!r}; known: {', '.join(self.known)}"


class MissingExtraError(ConfigError):
    """A part needs an optional dependency that is not installed."""

    def __init__(self, part: str, extra: str) -> None:
        super().__init__(part, extra)
        self.part, self.extra = part, extra

    def __str__(self) -> str:
        return f"{self.part} needs an optional dependency: pip install 'aligner[{self.extra}]'"


class InputError(AlignerError, ValueError):
    """Invalid input the user can fix."""

    exit_code = 3


class FormatError(InputError):
    """Malformed content, with the file and line where it was met."""

    def __init__(self, message: str, path: str = "<input>", line: int | None = None) -> None:
        super().__init__(message, path, line)
        self.message, self.path, self.line = message, path, line

    def __str__(self) -> str:
        where = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{where}: {self.message}"


class OutOfReachError(FormatError):
    """A page cannot be looked at for now, which says nothing about the page itself."""


class PairingError(InputError):
    """The two piles cannot be paired, for instance because one is empty."""


class WorkspaceError(InputError):
    """The workspace is missing, locked by another run, or of another version."""


class MoveRefused(InputError):  # noqa: N818 - says what is the case
    """What a reviewer asks for makes no sense there."""


class MoveOutdated(InputError):  # noqa: N818 - says what is the case
    """What a reviewer asks for was meant for something that is no longer there."""


class AlignmentImpossible(AlignerError):  # noqa: N818 - says what is the case
    """No ladder spans the two documents with the bead kinds allowed."""

    exit_code = 4


class InternalError(AlignerError):
    """A promise of this program is broken: please report it."""


# What writing to a full disk fails with, or beyond one's share of it.
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


def not_written(place: object, error: OSError) -> ConfigError:
    """The error for a file or folder that cannot be written, with the way out of a full disk."""
    way_out = "; free some space, or write to another disk" if error.errno in FULL else ""
    return ConfigError(f"{place}: cannot be written: {error.strerror or error}{way_out}")


@contextmanager
def temporary_space() -> "Iterator[None]":
    """A full disk is called the one of the temporary folder, where files are written in here.

    Raises
    ------
    ConfigError
        With the folder and the way out.
    """
    try:
        yield
    except OSError as error:
        if error.errno not in FULL:
            raise
        raise ConfigError(no_temporary_space()) from error


def no_temporary_space() -> str:
    """Message for a temporary folder that is full."""
    return (
        f"{tempfile.gettempdir()}: cannot be written: {os.strerror(errno.ENOSPC)}; free some "
        "space there, or name another folder for temporary files in TMPDIR"
    )

"""The files of a folder and of a pattern, with what could not be looked into."""

import os
from collections.abc import Callable, Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from aligner.errors import InputError
from aligner.readers.piles.locations import shown_reason

_DANGLING = "a link to something that is not there: repair the link or remove it"
_LINKED = "a link to a folder, which is not followed: put the folder itself here, or give it alone"
_SPECIAL = "neither a file nor a folder: remove it"
_CLOSED = "this folder cannot be opened"


def files_below(
    folder: Path, *, is_passed_over: Callable[[str], bool]
) -> Iterator[tuple[Path, str]]:
    """Everything in a folder and below it that is no folder, with why it is not read.

    Parameters
    ----------
    folder : Path
    is_passed_over : callable
        Whether a file or folder of some name is none of the pile's.

    Yields
    ------
    path : Path
    refusal : str
        ``""`` of an ordinary file.  Folders are yielded only where they are closed or
        linked.

    Raises
    ------
    InputError
        If the folder itself cannot be opened.
    """
    closed: list[OSError] = []
    for here, folders, files in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not is_passed_over(name))
        for name in folders:
            path = Path(here, name)
            if _is_link(path):
                yield path, _LINKED
        for name in sorted(files):
            path = Path(here, name)
            if not is_passed_over(name):
                yield path, refusal_of(path)
    for error in closed:
        yield _closed(error, folder)


def _closed(error: OSError, top: Path) -> tuple[Path, str]:
    """A folder that could not be listed."""
    path = Path(os.fsdecode(error.filename))
    if path == top:
        raise InputError(f"{top}: {_CLOSED}: {shown_reason(error)}") from error
    return path, f"{_CLOSED}: {shown_reason(error)}"


def refusal_of(path: Path) -> str:
    """Why something in a folder that is no folder is not read; ``""`` of a file."""
    try:
        if path.is_file():
            return ""
        return _DANGLING if path.is_symlink() and not path.exists() else _SPECIAL
    except OSError as error:
        # A folder may be open to be listed and closed to be entered.
        return f"it cannot be looked at: {shown_reason(error)}"


def _is_link(path: Path) -> bool:
    """Whether a folder is a link, as far as it can be looked at."""
    try:
        return path.is_symlink()
    except OSError:
        return False


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def files_matching(base: Path, parts: Sequence[str]) -> list[tuple[Path, str]]:
    """Files that match a pattern, and folders that may hold such but cannot be opened.

    Parameters
    ----------
    base : Path
        Where the pattern begins.
    parts : sequence of str
        The names that it consists of, the first with a wildcard.

    Raises
    ------
    ValueError, NotImplementedError
        If it is no pattern.
    """
    found = [
        (path, refusal_of(path)) for path in base.glob(str(Path(*parts))) if not _is_folder(path)
    ]
    return [*found, *_closed_matching(base, tuple(parts))]


def _closed_matching(folder: Path, parts: tuple[str, ...]) -> Iterator[tuple[Path, str]]:
    """Folders on the way of a pattern that cannot be opened."""
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries if entry.is_dir(follow_symlinks=False))
    except OSError as error:
        yield folder, f"{_CLOSED}: {shown_reason(error)}"
        return
    first, rest = parts[0], parts[1:]
    for name in names:
        if first == "**":
            yield from _closed_matching(folder / name, parts)
        elif rest and fnmatchcase(name, first):
            yield from _closed_matching(folder / name, rest)

"""Files written whole, whatever lies there already; temporary folders; the cache folder."""

import errno
import fcntl
import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import IO

from aligner.errors import ConfigError, not_written, temporary_space
from aligner.waiting import lock_file, wait_for

# Attempts at a name for a temporary file that nothing has yet.
_ATTEMPTS = 20
# Seconds that a pipe is waited for which nobody reads from.
_UNREAD = 600.0
_guard: ContextVar[Callable[[Path], None] | None] = ContextVar("guard", default=None)


@contextmanager
def guarded_outputs(guard: Callable[[Path], None]) -> Iterator[None]:
    """Every file that `whole_file` is to write meanwhile is shown to a guard before.

    Parameters
    ----------
    guard : callable
        Raises what the writer of the file is to get.
    """
    token = _guard.set(guard)
    try:
        yield
    finally:
        _guard.reset(token)


def require_output(path: Path) -> None:
    """Refuse to write a file that is a folder, or that a guard of outputs protects.

    Raises
    ------
    ConfigError
        If it must not be written.
    """
    if path.is_dir():
        raise ConfigError(f"{path}: cannot be written: Is a directory")
    if (guard := _guard.get()) is not None:
        guard(path)


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """Open a binary stream to a file that is replaced atomically.

    Output goes to a temporary file in the same folder, which is renamed at the end: an
    error or a kill before that leaves the old file intact. The new file has the permissions
    of the old one. Symbolic links are followed; devices and pipes are written to directly.
    What a killed process left beside the file is deleted.

    Raises
    ------
    ConfigError
        If the file cannot be written there.
    """
    require_output(path)
    try:
        # A pipe behind a link such as /dev/stdout has no path of its own.
        if path.exists() and not path.is_file():
            with _special_output(path) as stream:
                yield stream
            return
        place = path.resolve()
        temporary, descriptor = _temporary(place)
        with open(descriptor, "wb") as stream:  # noqa: PTH123 - a descriptor, not a path
            try:
                with suppress(FileNotFoundError):
                    os.fchmod(descriptor, stat.S_IMODE(place.stat().st_mode))
                yield stream
                stream.flush()
                os.fsync(descriptor)
                # Locked until it has the name of the finished file.
                temporary.replace(place)
            except BaseException:
                with suppress(OSError):
                    temporary.unlink()
                raise
    except BrokenPipeError:
        # The reader of a pipe has enough, which is no fault.
        raise
    except OSError as error:
        raise not_written(path, error) from error


def _special_output(path: Path) -> IO[bytes]:
    """A stream to a device or pipe; OSError if nobody reads from a pipe within some minutes."""
    opened: list[int] = []

    def attempt() -> bool:
        try:
            # Otherwise this would wait for a reader of the pipe without an end.
            opened.append(os.open(path, os.O_WRONLY | os.O_NONBLOCK))
        except OSError as error:
            if error.errno != errno.ENXIO or not path.is_fifo():
                raise
        return bool(opened)

    if not wait_for(attempt, f"a program that reads from the pipe {path}", _UNREAD):
        raise TimeoutError(errno.ETIMEDOUT, f"no program read from this pipe in {_UNREAD:.0f} s")
    (descriptor,) = opened
    os.set_blocking(descriptor, True)
    return open(descriptor, "wb")  # noqa: PTH123 - a descriptor, not a path


@contextmanager
def building_folder(place: Path) -> Iterator[Path]:
    """A temporary folder beside a place, for what is moved there when it is complete.

    It is deleted at the end, and so is what a killed process left under its names.

    Raises
    ------
    OSError
        If it cannot be made.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    for number in range(_ATTEMPTS):
        folder = place.with_name(f".{place.name}.{number}.building")
        _delete_folder_if_left(folder)
        with suppress(FileExistsError):
            folder.mkdir()
            break
    else:
        raise FileExistsError(f"no free name for a temporary folder beside {place.name}")
    descriptor = os.open(folder, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        lock_file(descriptor, str(folder))
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(descriptor)


def _delete_folder_if_left(folder: Path) -> None:
    """Delete a temporary folder that no process is filling."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_NOFOLLOW | os.O_DIRECTORY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder)
        finally:
            os.close(descriptor)


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder for temporary files, deleted at the end; those of killed processes are, too.

    Raises
    ------
    ConfigError
        If it cannot be made.
    """
    prefix = f"aligner-work-{os.getuid()}-"
    with temporary_space():
        for left in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
            _delete_folder_if_left(left)
        descriptor, folder = _locked_folder(prefix)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(descriptor)


def _locked_folder(prefix: str) -> tuple[int, Path]:
    """A new folder that no other process takes for one that was left behind."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=prefix))
        # Until it is locked, another process may delete it.
        with suppress(FileNotFoundError):
            descriptor = os.open(folder, os.O_RDONLY | os.O_NOFOLLOW)
            lock_file(descriptor, str(folder))
            if folder.exists():
                return descriptor, folder
            os.close(descriptor)


def cache_folder() -> Path:
    """The folder of this user for files that can be made again; it need not exist.

    Raises
    ------
    ConfigError
        If the user has no home folder and ``XDG_CACHE_HOME`` names none.
    """
    try:
        caches = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    except RuntimeError as error:
        raise ConfigError(f"no cache folder: {error}; set XDG_CACHE_HOME") from error
    return Path(caches) / "aligner"


def _temporary(place: Path) -> tuple[Path, int]:
    """A new, locked file beside a place; a link that waits under its name is not followed.

    The names are few, so that what a killed process left is found without a search.
    """
    for number in range(_ATTEMPTS):
        path = place.with_name(f".{place.name}.{number}.tmp")
        _delete_if_left(path)
        with suppress(FileExistsError):
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o666)
            lock_file(descriptor, str(path))
            if os.fstat(descriptor).st_nlink:
                return path, descriptor
            # Another process took it for one that was left behind.
            os.close(descriptor)
    raise FileExistsError(f"no free name for a temporary file beside {place.name}")


def _delete_if_left(path: Path) -> None:
    """Delete a temporary file that no process is writing."""
    with suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()
        finally:
            os.close(descriptor)

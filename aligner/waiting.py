"""What is waited for too long is said once, with when the waiting ends; locks of files."""

import fcntl
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from aligner.text import one_line, visible_controls

_LOG = logging.getLogger("aligner")
# Seconds of silence before a person is told.
QUIET = 5.0
_PAUSE = 0.05
_MINUTE = 60


def wait_message(what: str, limit: float | None) -> str:
    """What a person is told who waits.

    Parameters
    ----------
    what : str
    limit : float or None
        Seconds after which the waiting ends; None if that is not known.
    """
    now = f"{datetime.now().astimezone():%H:%M}"
    end = "" if limit is None else f"; it is given up after {_duration(limit)}"
    text = f"at {now} still waiting for {what}{end}; Ctrl-C stops"
    return visible_controls(one_line(text))


def tell_wait(what: str, limit: float | None) -> None:
    """Tell a person, on stderr unless logging says otherwise, what is waited for."""
    _LOG.warning("%s", wait_message(what, limit))


@contextmanager
def told_wait(what: str, limit: float | None, *, quiet: float = QUIET) -> Iterator[None]:
    """Tell once what is waited for, if the block takes long.

    The limit itself is kept by what is called in the block.

    Parameters
    ----------
    what : str
    limit : float or None
        Seconds, as of `wait_message`.
    quiet : float, default=5
        Seconds before it is told.
    """
    timer = threading.Timer(quiet, tell_wait, (what, limit))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def wait_for(
    attempt: Callable[[], bool],
    what: str,
    limit: float,
    *,
    clock: Callable[[], float] = time.monotonic,
    pause: Callable[[float], object] = time.sleep,
) -> bool:
    """Attempt something until it succeeds; False if it does not within the limit.

    Parameters
    ----------
    attempt : callable
    what : str
        Told once when it takes long.
    limit : float
        Seconds.
    clock, pause : callable
        Of another time than that of the machine.
    """
    start = clock()
    is_told = False
    while not attempt():
        waited = clock() - start
        if waited >= limit:
            return False
        if waited >= QUIET and not is_told:
            tell_wait(what, limit)
            is_told = True
        pause(_PAUSE)
    return True


def lock_file(descriptor: int, name: str, limit: float = 60.0) -> None:
    """Lock an open file or folder of this process.

    Raises
    ------
    OSError
        If another process still holds it after `limit` seconds.
    """

    def attempt() -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    if not wait_for(attempt, f"another process that holds {name}", limit):
        raise TimeoutError(f"another process holds {name}; end it and give the command again")


def _duration(seconds: float) -> str:
    """Seconds in words."""
    return f"{seconds / _MINUTE:.0f} min" if seconds >= 2 * _MINUTE else f"{seconds:.0f} s"

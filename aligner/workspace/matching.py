"""Regular expressions of users, which may take years on one text."""

import re
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from aligner.errors import ConfigError

# Processor time in seconds that an expression may take for all texts on which it is slow.
_MOST = 10.0
# A text on which it takes more seconds than this.
_SLOW = 0.02
# What is left to further texts when the time is over: most need less.
_LEAST = 0.001


class _TooLongError(Exception):
    """The time is up."""


class PatientPattern:
    """A regular expression that gives up when it goes round in circles.

    In threads other than the first, and on systems without alarms, it goes on all the same.

    Parameters
    ----------
    pattern : str

    Raises
    ------
    ConfigError
        If it is no regular expression, with the place.
    """

    def __init__(self, pattern: str) -> None:
        try:
            self._compiled = re.compile(pattern)
        except re.error as error:
            message = f"not a regular expression: {pattern!r}: {error}"
            raise ConfigError(message) from error
        self._left = _MOST

    def spans(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where the expression matches something in a text.

        Raises
        ------
        ConfigError
            If that takes too long.
        """
        start = time.process_time()
        try:
            with _alarm(self._left):
                found = tuple(m.span() for m in self._compiled.finditer(text) if m[0])
        except _TooLongError as error:
            raise ConfigError(
                f"the regular expression {self._compiled.pattern!r} takes too long, as where parts "
                "that are repeated can match the same text in many ways, (.*)* for one: make it "
                "simpler"
            ) from error
        if (taken := time.process_time() - start) > _SLOW:
            self._left = max(self._left - taken, _LEAST)
        return found


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """`_TooLongError` in what takes longer."""
    can_ring = hasattr(signal, "setitimer") and hasattr(signal, "SIGVTALRM")
    if not can_ring or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(_number: int, _frame: object) -> None:
        raise _TooLongError

    before = signal.signal(signal.SIGVTALRM, ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)

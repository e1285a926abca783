"""Something that is loaded by a second thread while the first one does other work."""

import atexit
from collections.abc import Callable
from threading import Thread
from typing import Generic, TypeVar

from aligner.errors import InternalError
from aligner.waiting import told_wait

T = TypeVar("T")
# Seconds for what is loaded: it takes less than one, on the slowest disk some.
_LOADING = 600.0
# Seconds that a program which ends early waits for the thread: one that is stopped inside
# compiled code ends the process by a signal, in place of its exit status.
_ENDING = 20.0


class InBackground(Generic[T]):
    """The result of a function, which starts at once; worthwhile where it does without Python.

    Parameters
    ----------
    make : callable
        Has no side effects: a forked process, which has no second thread, calls it again.
    what : str
        What it loads, for who has to wait for it.
    limit : float
        Seconds that it may take.
    """

    def __init__(
        self, make: Callable[[], T], what: str = "a model", limit: float = _LOADING
    ) -> None:
        self._make = make
        self._what = what
        self._limit = limit
        self._made: list[T] = []
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()
        atexit.register(self._thread.join, min(limit, _ENDING))

    def _run(self) -> None:
        try:
            self._made.append(self._make())
        except Exception:  # noqa: BLE001 - who wants the result calls again, and sees the error
            return

    def result(self) -> T:
        """The result, waited for; what the function raises is raised here.

        Raises
        ------
        InternalError
            If it takes longer than the limit.
        """
        if self._thread.is_alive():
            with told_wait(f"{self._what} to load", self._limit):
                self._thread.join(self._limit)
        if self._thread.is_alive():
            raise InternalError(
                f"{self._what} does not load within {self._limit:.0f} s: the disk that aligner is "
                "installed on may not answer; give the command again"
            )
        atexit.unregister(self._thread.join)
        if not self._made:
            self._made.append(self._make())
        return self._made[0]

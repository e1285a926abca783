"""Something that is loaded by a second thread while the first one does other work."""

from collections.abc import Callable
from threading import Thread
from typing import Generic, TypeVar

T = TypeVar("T")


class InBackground(Generic[T]):
    """The result of a function, which starts at once; worthwhile where it does without Python.

    Parameters
    ----------
    make : callable
        Has no side effects: a forked process, which has no second thread, calls it again.
    """

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._made: list[T] = []
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._made.append(self._make())
        except Exception:  # noqa: BLE001 - who wants the result calls again, and sees the error
            return

    def result(self) -> T:
        """The result, waited for; what the function raises is raised here."""
        self._thread.join()
        if not self._made:
            self._made.append(self._make())
        return self._made[0]

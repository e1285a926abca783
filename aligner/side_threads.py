"""Threads beside the main one, which the end of the program does not wait for."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

ResultT = TypeVar("ResultT")


class SideThread(threading.Thread):
    """A thread that does one thing after another.

    An executor of the standard library is waited for at the end of the program, however
    long it takes, and cannot be interrupted.

    Parameters
    ----------
    name : str
    """

    def __init__(self, name: str) -> None:
        super().__init__(name=name, daemon=True)
        # What is to be done, and the future of its result; None at the end.
        self._work: SimpleQueue[tuple[Callable[[], None], Future[Any]] | None] = SimpleQueue()
        self.start()

    def submit(self, function: Callable[..., ResultT], /, *arguments: object) -> "Future[ResultT]":
        """The future result of a function, which is called after those submitted before."""
        future: Future[ResultT] = Future()

        def call() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                result = function(*arguments)
            except BaseException as error:  # noqa: BLE001 - who waits for the result gets it
                future.set_exception(error)
            else:
                future.set_result(result)

        self._work.put((call, future))
        return future

    def run(self) -> None:
        """Do what is submitted, until the end."""
        while (work := self._work.get()) is not None:
            work[0]()

    def stop(self) -> None:
        """End after what was submitted; does not wait."""
        self._work.put(None)

    def drop(self) -> None:
        """End after what is under way, and leave out the rest; does not wait."""
        with suppress(Empty):
            while True:
                if (work := self._work.get_nowait()) is not None:
                    work[1].cancel()
        self.stop()


def is_any_alive() -> bool:
    """Whether such a thread is at work still: it can only end with the process."""
    return any(isinstance(thread, SideThread) for thread in threading.enumerate())

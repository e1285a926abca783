"""Stop signals, deferred while processes start."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker


@contextmanager
def stops_held() -> Iterator[None]:
    """Defer Ctrl-C and SIGTERM while a process starts, which itself never gets Ctrl-C.

    A process interrupted while it starts, or whose parent is, would complain on
    stderr.  The parent gets the signal afterwards and ends its processes in order.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread handles signals
        return
    # Otherwise it would be started with the first process, and unblock Ctrl-C again.
    resource_tracker.ensure_running()
    held: list[int] = []
    # The mask is for the new process, which inherits it (SIGTERM must still end
    # it); in this one, threads of libraries take the signal all the same, so
    # the handlers must hold it too.
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    handlers = {
        stop: signal.signal(stop, lambda number, _frame: held.append(number))
        for stop in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield
    finally:
        for stop, handler in handlers.items():
            signal.signal(stop, handler)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        for number in dict.fromkeys(held):
            signal.raise_signal(number)

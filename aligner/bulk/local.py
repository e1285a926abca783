"""Processes on this machine, started fresh so that no lock or thread is inherited."""

import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain, islice
from typing import TypeVar

from aligner.errors import ConfigError, InternalError
from aligner.pipeline import Mapper, map_here

__all__ = ["default_jobs", "local_mapper"]

TaskT = TypeVar("TaskT")
ResultT = TypeVar("ResultT")

# Tasks in flight for each process: enough that none waits, few enough that
# neither texts nor results pile up in the parent.
_AHEAD = 4
# Documents or pairs that one process does in about the time in which others start.
_FEW = 100


def default_jobs() -> int:
    """Processes that this process may use at once: the cores it is allowed to run on."""
    return len(os.sched_getaffinity(0))


@contextmanager
def local_mapper(jobs: int | None = None) -> Iterator[Mapper]:
    """A mapper over processes of this machine, or over this process alone.

    Parameters
    ----------
    jobs : int or None
        Number of processes, at least 1; for 1, this process does the work.
        None takes this process for stages of few tasks, and as many processes
        as there are cores for the others.

    Notes
    -----
    Each process loads what it needs on its first task.  Results come in the
    order of the tasks, so whoever writes them writes the same bytes for any
    number of jobs.
    """
    if jobs is not None and jobs < 1:
        message = f"at least one job is needed, not {jobs}"
        raise ConfigError(message)
    if (jobs or default_jobs()) == 1:
        yield map_here
        return
    pool = _PoolMapper(jobs or default_jobs())
    try:
        yield pool if jobs else _ThriftyMapper(pool)
    except BaseException:
        pool.stop()
        raise
    finally:
        pool.close()


@contextmanager
def _ctrl_c_held() -> Iterator[None]:
    """Hold Ctrl-C back while a process starts, which itself never sees it.

    A process interrupted while it starts, or whose parent is, would complain on
    stderr.  The parent gets the signal afterwards and ends its processes in order.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # signals are the main thread's business
        return
    held: list[int] = []
    # The mask is for the new process, which inherits it; in this one, threads
    # of libraries take the signal all the same, so the handler must hold it too.
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    handler = signal.signal(signal.SIGINT, lambda number, _frame: held.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        if held:
            signal.raise_signal(signal.SIGINT)


class _PoolMapper:
    """Keeps a bounded number of tasks in flight and gives results in their order.

    The processes start with the first task and serve all stages.
    """

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._executor: ProcessPoolExecutor | None = None
        self._others = multiprocessing.active_children()

    def __call__(
        self,
        function: Callable[[TaskT], ResultT],
        tasks: Iterable[TaskT],
    ) -> Iterator[ResultT]:
        """Results in the order of the tasks."""
        waiting = iter(tasks)
        flying: deque[Future[ResultT]] = deque()
        try:
            for task in islice(waiting, self._jobs * _AHEAD):
                flying.append(self._submit(function, task))
            while flying:
                yield flying.popleft().result()
                for task in islice(waiting, 1):
                    flying.append(self._submit(function, task))
        except BrokenProcessPool as error:
            message = (
                "a worker process was ended from outside, perhaps for want of memory: "
                "finished work is kept, run the same command again with fewer --jobs"
            )
            raise InternalError(message) from error

    def stop(self) -> None:
        """End the processes where they are; they keep nothing that could be lost."""
        for process in multiprocessing.active_children():
            if process not in self._others:
                process.terminate()

    def close(self) -> None:
        """Let the tasks under way end, drop the others, end the processes."""
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)

    def _submit(self, function: Callable[[TaskT], ResultT], task: TaskT) -> "Future[ResultT]":
        if self._executor is None:
            context = multiprocessing.get_context("spawn")
            self._executor = ProcessPoolExecutor(
                self._jobs,
                mp_context=context,
                initializer=_end_with_parent,
            )
        with _ctrl_c_held():
            return self._executor.submit(function, task)


def _end_with_parent() -> None:
    """Make this worker end when the process that started it is gone, however it went."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_wait_and_exit, args=(parent.sentinel,), daemon=True).start()


def _wait_and_exit(sentinel: int) -> None:
    """End this process, without ado, when the sentinel is set."""
    multiprocessing.connection.wait([sentinel])
    os._exit(1)


class _ThriftyMapper:
    """Leaves short lists of tasks to this process: starting others would take longer."""

    def __init__(self, pool: _PoolMapper) -> None:
        self._pool = pool

    def __call__(
        self,
        function: Callable[[TaskT], ResultT],
        tasks: Iterable[TaskT],
    ) -> Iterator[ResultT]:
        """Results in the order of the tasks."""
        waiting = iter(tasks)
        first = list(islice(waiting, _FEW))
        if len(first) < _FEW:
            return map(function, first)
        return self._pool(function, chain(first, waiting))

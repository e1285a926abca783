"""Processes on this machine, started fresh so that no lock or thread is inherited."""

import multiprocessing
import multiprocessing.connection
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain, islice
from typing import Generic, TypeVar

from aligner.bulk.flight import Pending, WorkerLostError, ordered_results
from aligner.bulk.signals import stops_held
from aligner.errors import ConfigError
from aligner.pipeline import Mapper, map_here

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


class _Submitted(Generic[ResultT]):
    """A task given to a pool; None as future when the pool was broken before."""

    def __init__(self, future: Future[ResultT] | None) -> None:
        self._future = future

    def result(self) -> ResultT:
        """Wait for the result; `WorkerLostError` when one of the pool's processes ended."""
        if self._future is None:
            raise WorkerLostError
        try:
            return self._future.result()
        except BrokenProcessPool as error:
            raise WorkerLostError from error


class _PoolMapper:
    """Keeps a bounded number of tasks in flight and gives results in their order.

    The processes start with the first task and serve all stages.  When one of
    them dies, the pool is broken and its tasks are lost; a new one takes its place.
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
        return ordered_results(self, function, tasks)

    def room(self) -> int:
        """How many tasks may be in flight."""
        return self._jobs * _AHEAD

    def submit(self, function: Callable[[TaskT], ResultT], task: TaskT) -> Pending[ResultT]:
        """Give a task to the next free process."""
        for _ in range(2):
            if self._executor is None:
                self._executor = ProcessPoolExecutor(
                    self._jobs,
                    mp_context=multiprocessing.get_context("spawn"),
                    initializer=_end_with_parent,
                )
            try:
                with stops_held():
                    return _Submitted(self._executor.submit(function, task))
            except BrokenProcessPool:
                # A process died since the last task; the tasks of that pool know.
                self._executor.shutdown(wait=True)
                self._executor = None
        return _Submitted(None)

    def stop(self) -> None:
        """End the processes where they are; they keep nothing that could be lost."""
        for process in multiprocessing.active_children():
            if process not in self._others:
                process.terminate()

    def close(self) -> None:
        """Let the tasks under way end, drop the others, end the processes."""
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)


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

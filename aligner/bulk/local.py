"""Processes on this machine, started fresh so that no lock or thread is inherited."""

import multiprocessing
import multiprocessing.connection
import multiprocessing.process
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain, islice
from typing import Generic, TypeVar

from aligner.bulk.flight import NoAnswerError, Pending, WorkerLostError, ordered_results
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
# Seconds between two looks whether there are processes left, and looks in vain
# before their work is given up.
_LOOK = 5.0
_PATIENCE = 3
# Seconds that the longest document may take on the slowest machine.
_LONGEST = 3600.0


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

    def __init__(self, pool: "_PoolMapper", future: Future[ResultT] | None) -> None:
        self._pool = pool
        self._future = future
        self._gave_up = False

    def result(self) -> ResultT:
        """Wait for the result.

        `WorkerLostError` when one of the pool's processes ended, `NoAnswerError`
        when the task takes too long: then the processes are ended.
        """
        if self._future is None:
            raise WorkerLostError
        if self._gave_up:
            raise NoAnswerError
        last = time.monotonic() + _LONGEST
        in_vain = 0
        while True:
            if wait([self._future], timeout=_LOOK).done:
                try:
                    return self._future.result()
                except BrokenProcessPool as error:
                    raise WorkerLostError from error
            # A pool tells of its broken processes, unless one of them held a lock of it.
            in_vain = 0 if self._pool.processes() else in_vain + 1
            if in_vain == _PATIENCE:
                self._pool.abandon()
                raise WorkerLostError
            if time.monotonic() >= last:
                self._gave_up = True
                self._pool.stop()
                raise NoAnswerError


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
                    return _Submitted(self, self._executor.submit(function, task))
            except BrokenProcessPool:
                # A process died since the last task; the tasks of that pool know.
                self._executor.shutdown(wait=True)
                self._executor = None
        return _Submitted(self, None)

    def processes(self) -> list[multiprocessing.process.BaseProcess]:
        """The processes of this pool that are alive."""
        return [
            process for process in multiprocessing.active_children() if process not in self._others
        ]

    def stop(self) -> None:
        """End the processes where they are; they keep nothing that could be lost."""
        for process in self.processes():
            process.terminate()

    def abandon(self) -> None:
        """Let go of a pool that does not notice that its processes have ended."""
        if self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)
            self._executor = None

    def close(self) -> None:
        """Let the tasks under way end, drop the others, end the processes."""
        if self._executor is not None:
            limit = threading.Timer(_LONGEST, self.stop)
            limit.daemon = True
            limit.start()
            self._executor.shutdown(wait=True, cancel_futures=True)
            limit.cancel()


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

"""Local worker processes, spawned so that no lock or thread is inherited."""

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
from multiprocessing.connection import Connection
from typing import Generic, TypeVar

from aligner.bulk.flight import (
    NoAnswerError,
    Pending,
    WorkerLostError,
    ordered_results,
    task_name,
)
from aligner.bulk.headway import HeadwayPipe, tell_through
from aligner.bulk.signals import stops_held
from aligner.errors import ConfigError
from aligner.pipeline import Mapper, map_here, tell_headway
from aligner.waiting import tell_wait, told_wait

TaskT = TypeVar("TaskT")
ResultT = TypeVar("ResultT")

# Tasks in flight per process: enough to keep it busy, few enough that texts and results do not
# pile up in the parent.
_AHEAD = 4
# Number of tasks that one process finishes in about the time that starting others takes.
_FEW = 100
# Seconds between two checks for live processes, and failed checks before their work is given up.
_LOOK = 5.0
_PATIENCE = 3
# Time limit in seconds of a task that tells nothing: enough for long documents on slow machines.
_LONGEST = 3600.0
# Seconds after which a person is told which task takes long.
_QUIET = 120.0
# Seconds for the processes of a broken pool to end.
_ENDING = 60.0


def default_jobs() -> int:
    """Default number of processes: the cores that this process may run on."""
    return len(os.sched_getaffinity(0))


@contextmanager
def local_mapper(jobs: int | None = None) -> Iterator[Mapper]:
    """Create a mapper over local processes, or over this process alone.

    Parameters
    ----------
    jobs : int or None
        Number of processes, at least 1; with 1, this process does the work. None means this
        process for stages of few tasks, and one process per core for the others.

    Raises
    ------
    ConfigError
        If `jobs` is less than 1.

    Notes
    -----
    Each process loads its models with its first task. Results come in task order, so output
    is identical for any number of jobs.
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
    """A task submitted to a pool; the future is None if the pool was already broken."""

    def __init__(
        self, pool: "_PoolMapper", future: Future[ResultT] | None, task: object = None
    ) -> None:
        self._pool = pool
        self._future = future
        self._task = task
        self._gave_up = False

    def result(self) -> ResultT:
        """Wait for the result.

        Raises `WorkerLostError` if one of the pool's processes ended, `NoAnswerError` if
        the task takes too long; in that case the processes are ended.
        """
        if self._future is None:
            raise WorkerLostError
        if self._gave_up:
            raise NoAnswerError
        begun = time.monotonic()
        last = begun + _LONGEST
        name = task_name(self._task)
        in_vain = 0
        is_told = False
        while True:
            if wait([self._future], timeout=_LOOK).done:
                try:
                    return self._future.result()
                except BrokenProcessPool as error:
                    raise WorkerLostError from error
            if headway := self._pool.headway(name):
                tell_headway(name, *headway)
                # It is under way; what goes on is not given up.
                begun = time.monotonic()
                last = begun + _LONGEST
            # A pool reports broken processes, unless one of them held a lock of the pool, or had
            # sent a part of its result.
            in_vain = in_vain + 1 if self._pool.has_lost_a_process() else 0
            if in_vain == _PATIENCE:
                self._pool.stop()
                raise WorkerLostError
            if not is_told and time.monotonic() >= begun + _QUIET:
                tell_wait(f"the worker process on {name}", _LONGEST)
                is_told = True
            if time.monotonic() >= last:
                self._gave_up = True
                self._pool.stop()
                raise NoAnswerError


class _PoolMapper:
    """Keeps a bounded number of tasks in flight and yields results in task order.

    The processes start with the first task and serve all stages. When one of them dies, the
    pool is broken and its tasks are lost; a new pool replaces it.
    """

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._executor: ProcessPoolExecutor | None = None
        # Pools whose processes were killed.
        self._stopped: list[ProcessPoolExecutor] = []
        # Those of the present pool that were seen alive.
        self._seen: set[multiprocessing.process.BaseProcess] = set()
        self._pipe = HeadwayPipe()
        self._others = multiprocessing.active_children()

    def __call__(
        self,
        function: Callable[[TaskT], ResultT],
        tasks: Iterable[TaskT],
    ) -> Iterator[ResultT]:
        """Yield results in the order of the tasks."""
        return ordered_results(self, function, tasks)

    def room(self) -> int:
        """Maximum number of tasks in flight."""
        return self._jobs * _AHEAD

    def submit(self, function: Callable[[TaskT], ResultT], task: TaskT) -> Pending[ResultT]:
        """Submit a task to the next free process."""
        for _ in range(2):
            if self._executor is None:
                self._executor = ProcessPoolExecutor(
                    self._jobs,
                    mp_context=multiprocessing.get_context("spawn"),
                    initializer=_begin,
                    initargs=(self._pipe.writer,),
                )
                self._seen.clear()
            try:
                with stops_held():
                    future = self._executor.submit(function, task)
                self._seen.update(self.processes())
                return _Submitted(self, future, task)
            except BrokenProcessPool:
                # A process died since the last task; waiting tasks of that pool will find out.
                self._shut_down(self._executor, _ENDING)
                self._executor = None
        return _Submitted(self, None)

    def headway(self, name: str) -> tuple[int, int] | None:
        """How much of a task is done, and how much there is, if it told something new."""
        return self._pipe.latest(name)

    def processes(self) -> list[multiprocessing.process.BaseProcess]:
        """The live processes of this pool."""
        return [
            process for process in multiprocessing.active_children() if process not in self._others
        ]

    def has_lost_a_process(self) -> bool:
        """Whether one of the pool has ended, which none does by itself, or none is there."""
        alive = self.processes()
        return not alive or not self._seen.issubset(alive)

    def stop(self) -> None:
        """Kill the processes, which hold no state that could be lost, and leave their pool."""
        self._kill()
        if self._executor is not None:
            # Of a result that was cut off the pool would wait for the rest, as long as anybody,
            # such as this process, could send it.
            self._executor._result_queue._writer.close()  # type: ignore[attr-defined]  # noqa: SLF001 - there is no other way
            self._stopped.append(self._executor)
            self._executor = None

    def close(self) -> None:
        """Finish running tasks, cancel the others, and end the processes."""
        for executor in self._stopped:
            self._shut_down(executor, _ENDING)
        if self._executor is not None:
            self._shut_down(self._executor, _LONGEST)
        self._pipe.close()

    def _shut_down(self, executor: ProcessPoolExecutor, seconds: float) -> None:
        """End a pool; processes that have not ended after some time are killed."""
        limit = threading.Timer(seconds, self._kill)
        limit.daemon = True
        limit.start()
        with told_wait("the worker processes to end", seconds):
            executor.shutdown(wait=True, cancel_futures=True)
        limit.cancel()

    def _kill(self) -> None:
        """End the processes, whatever they are doing."""
        for process in self.processes():
            process.kill()


def _begin(writer: Connection) -> None:
    """Make this worker tell how far its tasks are, and end with its parent."""
    tell_through(writer)
    _end_with_parent()


def _end_with_parent() -> None:
    """Make this worker end when its parent process ends, for whatever reason."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_wait_and_exit, args=(parent.sentinel,), daemon=True).start()


def _wait_and_exit(sentinel: int) -> None:
    """Exit this process immediately when the sentinel is set."""
    multiprocessing.connection.wait([sentinel])
    os._exit(1)


class _ThriftyMapper:
    """Runs short lists of tasks in this process: starting others would take longer."""

    def __init__(self, pool: _PoolMapper) -> None:
        self._pool = pool

    def __call__(
        self,
        function: Callable[[TaskT], ResultT],
        tasks: Iterable[TaskT],
    ) -> Iterator[ResultT]:
        """Yield results in the order of the tasks."""
        waiting = iter(tasks)
        first = list(islice(waiting, _FEW))
        if len(first) < _FEW:
            return map(function, first)
        return self._pool(function, chain(first, waiting))

"""Runs tasks on a Dask cluster: a local one started for this run, or an existing one."""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import aligner
from aligner.bulk.flight import (
    NoAnswerError,
    Pending,
    WorkerLostError,
    ordered_results,
    task_name,
)
from aligner.bulk.local import default_jobs
from aligner.bulk.signals import stops_held
from aligner.errors import ConfigError, InternalError, MissingExtraError
from aligner.pipeline import Mapper
from aligner.waiting import QUIET, tell_wait, told_wait

if TYPE_CHECKING:
    from distributed import Client, Future


TaskT = TypeVar("TaskT")
ResultT = TypeVar("ResultT")

# Tasks in flight for each thread of the cluster: one that works, one that waits,
# two on the way.
_AHEAD = 4
# Seconds to wait for a scheduler, for its first worker, and for each of its answers.
_GREETING = 10.0
# Seconds to wait for a local worker process to start, or to end.
_START = 300.0
# Seconds between two checks for live workers, and failed checks before an error: a worker that
# died is replaced in a few seconds, and on a busy machine within the time that a start may take.
_LOOK = 5.0
_PATIENCE = 60
# Seconds to wait for the transfer of a finished result.
_DELIVERY = 60.0
# Time limit of a task, in seconds: enough for the longest document on a slow machine.
_LONGEST = 3600.0
# Seconds after which a person is told which task takes long.
_QUIET = 120.0
_SETTINGS = {
    # Above the memory limit a worker is restarted and its task is run again; pausing would not
    # free any memory.
    "distributed.worker.memory.target": False,
    "distributed.worker.memory.spill": False,
    "distributed.worker.memory.pause": False,
    "distributed.worker.memory.terminate": 0.95,
    # A worker that is being replaced is not given up for lost: Dask's default of 15 seconds is
    # less than a start takes on a busy machine, and nobody would start another one.
    "distributed.deploy.lost-worker-timeout": f"{_START:.0f}s",
    # After one death, tasks are run one by one.
    "distributed.scheduler.allowed-failures": 0,
    # No dashboard.
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    "distributed.diagnostics.nvml": False,
    # Dask's default returns memory to the system at once, which doubles the time of array tasks.
    # One BLAS thread per process.
    "distributed.nanny.pre-spawn-environ": {
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    },
    # Profiling samples a hundred times a second, and the profiles are not used.
    "distributed.worker.profile.enabled": False,
    "distributed.admin.large-graph-warning-threshold": "1GB",
    "distributed.comm.timeouts.connect": _GREETING,
}


@contextmanager
def dask_mapper(jobs: int | None = None, scheduler: str | None = None) -> Iterator[Mapper]:
    """Create a mapper over the workers of a Dask cluster.

    Parameters
    ----------
    jobs : int or None
        Number of workers of a local cluster started for this run, which share the memory
        evenly. None means one per core.
    scheduler : str or None
        Address of an existing cluster: ``tcp://host:8786``. Its workers must have this
        version of the program and see the pages under the same paths. It keeps running
        after the run.

    Raises
    ------
    MissingExtraError
        If Dask is not installed.
    ConfigError
        If both are given, or the cluster is unusable.
    """
    if jobs is not None and jobs < 1:
        raise ConfigError(f"at least one job is needed, not {jobs}")
    if jobs is not None and scheduler is not None:
        raise ConfigError("a scheduler has its own workers: leave out the number of jobs")
    if find_spec("distributed") is None or find_spec("cryptography") is None:
        raise MissingExtraError("the engine dask", "dask")
    import dask  # noqa: PLC0415 - an extra, and slow to import
    import distributed  # noqa: F401, PLC0415 - brings its settings, which ours go over

    with dask.config.set(_SETTINGS):
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        opened = _local_client(jobs or default_jobs()) if scheduler is None else _client(scheduler)
        with opened as client:
            _require_this_program(client)
            yield _ClusterMapper(client)


@contextmanager
def _local_client(jobs: int) -> Iterator["Client"]:
    """A client of a new local cluster."""
    from distributed import Client, LocalCluster, Security  # noqa: PLC0415 - an extra, and slow
    from distributed.system import MEMORY_LIMIT  # noqa: PLC0415 - an extra

    # The thread that starts the workers, now and later, inherits the signal mask.
    try:
        with stops_held(), told_wait("the workers on this machine to start", _START):
            cluster = LocalCluster(  # type: ignore[no-untyped-call]
                n_workers=jobs,
                threads_per_worker=1,
                processes=True,
                host="127.0.0.1",
                # A scheduler runs whatever it is sent: only those who hold a key made for this
                # run, which no file ever has, are talked to.
                security=Security.temporary(),  # type: ignore[no-untyped-call]
                memory_limit=MEMORY_LIMIT // jobs,
                death_timeout=_START,
                dashboard_address=None,
                scheduler_kwargs={"dashboard": False, "dashboard_address": "127.0.0.1:0"},
                silence_logs=logging.CRITICAL,
            )
    except (RuntimeError, TimeoutError) as error:
        raise InternalError(f"the workers on this machine did not start: {error}") from error
    try:
        with Client(cluster) as client:  # type: ignore[no-untyped-call]
            yield client
    finally:
        # Workers that do not stop in time end with this process.
        waiting = told_wait("the workers on this machine to end", _START)
        with stops_held(), suppress(TimeoutError), waiting:
            cluster.close(timeout=_START)


@contextmanager
def _client(scheduler: str) -> Iterator["Client"]:
    """A client of an existing scheduler."""
    from distributed import Client  # noqa: PLC0415 - an extra, and slow to import

    try:
        with told_wait(f"the Dask scheduler {scheduler}", _GREETING):
            client = Client(scheduler, timeout=_GREETING)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise ConfigError(f"{scheduler}: no Dask scheduler answers there: {error}") from error
    with client:
        try:
            with told_wait(f"workers of the Dask scheduler {scheduler}", _GREETING):
                client.wait_for_workers(1, timeout=_GREETING)
        except TimeoutError as error:
            message = f"{scheduler}: this scheduler has no workers; start some with `dask worker`"
            raise ConfigError(message) from error
        yield client


def _require_this_program(client: "Client") -> None:
    """Refuse workers with another version of the program, which would give other results."""
    try:
        with told_wait("the workers of this Dask cluster to say their version", _START):
            versions = client.run(_program_version, on_error="return", callback_timeout=_START)
    except TimeoutError as error:
        raise ConfigError("the workers of this Dask cluster do not answer") from error
    for address, version in sorted(versions.items()):
        if version != aligner.__version__:
            raise ConfigError(
                f"worker {address} cannot be used: it needs aligner {aligner.__version__}, "
                f"and has {version!r}"
            )


def _program_version() -> str:
    """The program version that a worker runs."""
    return aligner.__version__


class _Submitted(Generic[ResultT]):
    """A task submitted to a cluster."""

    def __init__(self, client: "Client", future: "Future[Any]", task: object) -> None:
        self._client = client
        self._future = future
        self._task = task
        self._is_told = False
        self._outcome: tuple[ResultT] | None = None
        self._gave_up = False

    def result(self) -> ResultT:
        """Wait for the result.

        Raises `WorkerLostError` if the task's workers died, `NoAnswerError` if it takes too
        long; in that case its worker is ended, if it has a nanny.
        """
        from distributed import KilledWorker  # noqa: PLC0415 - an extra, and slow to import

        if self._gave_up:
            raise NoAnswerError
        last = time.monotonic() + _LONGEST
        while self._outcome is None:
            self._wait(last)
            try:
                self._outcome = (self._future.result(timeout=_DELIVERY),)
            except KilledWorker as error:
                raise WorkerLostError from error
            except TimeoutError:
                if self._future.status == "error":  # raised by the task itself
                    raise
                # The result was lost with its worker and is being recomputed.
                if time.monotonic() >= last:
                    self._give_up()
                    raise NoAnswerError from None
        return self._outcome[0]

    def _wait(self, last: float) -> None:
        """Wait until the task is done, while there are workers and time is left."""
        from distributed import CancelledError, wait  # noqa: PLC0415 - an extra, slow to import

        in_vain = 0
        while True:
            try:
                wait([self._future], timeout=_LOOK)  # type: ignore[no-untyped-call]
            except TimeoutError:
                in_vain = 0 if _threads(self._client) else in_vain + 1
            except CancelledError as error:
                raise InternalError(
                    "the connection to the Dask scheduler is lost: finished work is kept, "
                    "run the same command again"
                ) from error
            else:
                return
            self._tell(last - _LONGEST, in_vain)
            if in_vain == _PATIENCE:
                raise InternalError(
                    "the Dask cluster has no workers any more: finished work is kept, "
                    "run the same command again"
                )
            if time.monotonic() >= last:
                self._give_up()
                raise NoAnswerError

    def _tell(self, begun: float, in_vain: int) -> None:
        """Tell once what is waited for: workers at all, or the one that has the task."""
        if self._is_told:
            return
        if in_vain * _LOOK >= 2 * QUIET:
            tell_wait("workers of the Dask cluster, which has none now", _PATIENCE * _LOOK)
            self._is_told = True
        elif time.monotonic() >= begun + _QUIET:
            tell_wait(f"the worker on {task_name(self._task)}", _LONGEST)
            self._is_told = True

    def _give_up(self) -> None:
        """Cancel the task and restart its worker, so that its slot is free again."""
        self._gave_up = True
        # The scheduler may not answer, or the worker have no nanny: the run continues.
        with suppress(OSError, RuntimeError, TimeoutError, ValueError):
            processing = self._client.sync(  # type: ignore[no-untyped-call]
                self._client.scheduler.processing,  # type: ignore[union-attr]
                workers=None,
                callback_timeout=_GREETING,
            )
            at_it = [address for address, keys in processing.items() if self._future.key in keys]
            self._future.cancel()  # type: ignore[no-untyped-call]
            self._client.restart_workers(at_it, timeout=_START, raise_for_error=False)


class _ClusterMapper:
    """Keeps a bounded number of tasks on a cluster and yields results in task order."""

    def __init__(self, client: "Client") -> None:
        self._client = client
        self._room = 0

    def __call__(
        self,
        function: Callable[[TaskT], ResultT],
        tasks: Iterable[TaskT],
    ) -> Iterator[ResultT]:
        """Yield results in the order of the tasks."""
        self._room = max(1, _threads(self._client)) * _AHEAD
        return ordered_results(self, function, tasks)

    def room(self) -> int:
        """Maximum number of tasks in flight."""
        return self._room

    def submit(self, function: Callable[[TaskT], ResultT], task: TaskT) -> Pending[ResultT]:
        """Submit a task to the cluster."""
        # Not pure: Dask must not merge equal tasks, because each is released on its own.
        future = self._client.submit(function, task, pure=False)
        return _Submitted(self._client, future, task)


def _threads(client: "Client") -> int:
    """Number of worker threads at present, 0 if the scheduler does not answer."""
    try:
        threads = client.nthreads(callback_timeout=_GREETING)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError):
        return 0
    return sum(threads.values())

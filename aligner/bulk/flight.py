"""Bounded tasks in flight, with ordered results; a failing task does not take others down."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Protocol, TypeVar, cast

from aligner.errors import InternalError
from aligner.pipeline import Failure

TaskT = TypeVar("TaskT")
ResultT = TypeVar("ResultT")
ResultT_co = TypeVar("ResultT_co", covariant=True)

# Attempts to run a task alone before it is given up.
_TRIALS = 2
# Consecutive lost or unanswered tasks after which the cause is not the tasks.
_MOST_IN_A_ROW = 5


class WorkerLostError(Exception):
    """The process that ran a task, or another one of its pool, has ended."""


class NoAnswerError(Exception):
    """A task has exceeded the time limit."""


class Pending(Protocol[ResultT_co]):
    """A task in flight."""

    def result(self) -> ResultT_co:
        """Wait for the result, for a limited time.

        Raises
        ------
        WorkerLostError
            If the process that worked on the task has ended.
        NoAnswerError
            If the task takes too long. Its process is ended if possible, and later calls
            raise the same error.
        """
        ...


def task_name(task: object) -> str:
    """What a task is called in messages."""
    return str(getattr(task, "name", None) or repr(task))


class Crew(Protocol):
    """A pool of workers that tasks can be submitted to."""

    def room(self) -> int:
        """Maximum number of tasks in flight."""
        ...

    def submit(self, function: Callable[[TaskT], ResultT], task: TaskT) -> Pending[ResultT]:
        """Submit a task to the next free worker."""
        ...


def ordered_results(
    crew: Crew,
    function: Callable[[TaskT], ResultT],
    tasks: Iterable[TaskT],
) -> Iterator[ResultT]:
    """Results in the order of the tasks.

    When a worker dies, the tasks in flight are run again one by one: a task that loses its
    worker even when run alone is the cause, and yields a `Failure` instead of a result.

    Raises
    ------
    InternalError
        If the workers of many tasks in a row die.
    """
    waiting = iter(tasks)
    flying: deque[tuple[TaskT, Pending[ResultT]]] = deque()
    unanswered = 0
    while True:
        for task in islice(waiting, max(0, crew.room() - len(flying))):
            flying.append((task, crew.submit(function, task)))
        if not flying:
            return
        task, pending = flying.popleft()
        try:
            result = pending.result()
        except WorkerLostError:
            under_way = [(task, pending), *flying]
            flying.clear()
            yield from _one_by_one(crew, function, under_way)
        except NoAnswerError:
            unanswered += 1
            if unanswered == _MOST_IN_A_ROW:
                raise InternalError(
                    f"{unanswered} documents in a row exceeded the time limit: finished work "
                    "is kept, run the same command again"
                ) from None
            yield cast("ResultT", _without_answer(task))
        else:
            unanswered = 0
            yield result


def _one_by_one(
    crew: Crew,
    function: Callable[[TaskT], ResultT],
    under_way: list[tuple[TaskT, Pending[ResultT]]],
) -> Iterator[ResultT]:
    """Results of tasks at least one of which has lost its worker."""
    # Wait for all of them, so that each can then be run alone.
    lost = [_is_lost(pending) for _, pending in under_way]
    in_a_row = 0
    for (task, pending), is_lost in zip(under_way, lost, strict=True):
        if not is_lost:
            yield _answer(task, pending)
            continue
        result = _alone(crew, function, task)
        in_a_row = in_a_row + 1 if isinstance(result, Failure) else 0
        if in_a_row == _MOST_IN_A_ROW:
            raise InternalError(
                f"{in_a_row} tasks in a row have lost their worker processes, perhaps out "
                "of memory: finished work is kept, run the same command again with fewer --jobs"
            )
        yield result


def _is_lost(pending: Pending[object]) -> bool:
    """Whether a task has lost its worker; waits until it is finished."""
    try:
        pending.result()
    except WorkerLostError:
        return True
    except Exception:  # noqa: BLE001 - comes again when it is the task's turn
        return False
    return False


def _answer(task: TaskT, pending: Pending[ResultT]) -> ResultT:
    """The result of a task, a `Failure` if it takes too long."""
    try:
        return pending.result()
    except NoAnswerError:
        return cast("ResultT", _without_answer(task))


def _alone(crew: Crew, function: Callable[[TaskT], ResultT], task: TaskT) -> ResultT:
    """The result of a task run alone, a `Failure` if its workers die."""
    for _ in range(_TRIALS):
        try:
            return _answer(task, crew.submit(function, task))
        except WorkerLostError:
            continue
    reason = "its process ended at every attempt, perhaps out of memory"
    # Every pipeline task may return a Failure.
    return cast("ResultT", _left_out(task, reason))


def _without_answer(task: object) -> Failure:
    """Result of a task that takes too long."""
    return _left_out(task, "the process that worked on it gave no answer")


def _left_out(task: object, reason: str) -> Failure:
    """Result of a task whose process could not finish it."""
    return Failure(f"{task_name(task)}: {reason}; it is left out, and tried again by the next run")

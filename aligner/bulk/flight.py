"""Tasks in flight: a bounded number, results in order, and no task that costs the others."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Protocol, TypeVar, cast

from aligner.errors import InternalError
from aligner.pipeline import Failure

TaskT = TypeVar("TaskT")
ResultT = TypeVar("ResultT")
ResultT_co = TypeVar("ResultT_co", covariant=True)

# Times that a task is done with no other under way before it is given up.
_TRIALS = 2
# Tasks in a row whose workers die, or that give no answer: then it is not the tasks.
_MOST_IN_A_ROW = 5


class WorkerLostError(Exception):
    """The process that did a task, or another one beside it, has ended."""


class NoAnswerError(Exception):
    """A task has taken longer than any task may."""


class Pending(Protocol[ResultT_co]):
    """A task in flight."""

    def result(self) -> ResultT_co:
        """Wait for the result, for a limited time.

        Raises
        ------
        WorkerLostError
            If the process that worked on the task has ended.
        NoAnswerError
            If the task takes too long.  Its process is ended, as far as that
            is possible, and the same error is raised when it is asked again.
        """
        ...


class Crew(Protocol):
    """Workers that tasks can be given to."""

    def room(self) -> int:
        """How many tasks may be in flight."""
        ...

    def submit(self, function: Callable[[TaskT], ResultT], task: TaskT) -> Pending[ResultT]:
        """Give a task to the next free worker."""
        ...


def ordered_results(
    crew: Crew,
    function: Callable[[TaskT], ResultT],
    tasks: Iterable[TaskT],
) -> Iterator[ResultT]:
    """Results in the order of the tasks.

    When a worker dies, the tasks that were under way are done again one by one:
    whichever loses its worker then too, with no other beside it, is the one
    that kills them, and gives a `Failure` in place of its result.

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
                    f"{unanswered} documents in a row took longer than any may: finished work "
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
    """Results of tasks of which at least one has lost its worker."""
    # All must have come to rest before one can be said to be alone.
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
                f"{in_a_row} tasks in a row have lost their worker processes, perhaps for want "
                "of memory: finished work is kept, run the same command again with fewer --jobs"
            )
        yield result


def _is_lost(pending: Pending[object]) -> bool:
    """Whether a task has lost its worker, once it has come to rest."""
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
    """The result of a task done with no other under way, a `Failure` if its workers die."""
    for _ in range(_TRIALS):
        try:
            return _answer(task, crew.submit(function, task))
        except WorkerLostError:
            continue
    reason = "the process that worked on it ended each time, perhaps for want of memory"
    # Every task of the pipeline may fail so.
    return cast("ResultT", _left_out(task, reason))


def _without_answer(task: object) -> Failure:
    """What a task gives that takes too long."""
    return _left_out(task, "the process that worked on it gave no answer")


def _left_out(task: object, reason: str) -> Failure:
    """What a task gives whose process could not finish it."""
    name = getattr(task, "name", repr(task))
    return Failure(f"{name}: {reason}; it is left out, and tried again by the next run")

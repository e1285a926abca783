import multiprocessing
import operator
import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import TypeVar, cast

import pytest

from aligner.bulk import dask_mapper, flight, local, local_mapper
from aligner.errors import ConfigError, InternalError
from aligner.pipeline import Mapper, run
from aligner.pipeline.tasks import Failure, ReadTask
from aligner.text import one_line
from aligner.workspace import Workspace

TaskT = TypeVar("TaskT")
ResultT = TypeVar("ResultT")


@pytest.mark.parametrize("jobs", [1, 2, None])
@pytest.mark.parametrize("count", [0, 3, 250])
def test_results_come_in_the_order_of_the_tasks(jobs: int | None, count: int) -> None:
    with local_mapper(jobs) as mapper:
        assert list(mapper(one_line, (f" {n} " for n in range(count)))) == [
            str(n) for n in range(count)
        ]


def test_processes_serve_one_stage_after_the_other() -> None:
    with local_mapper(2) as mapper:
        assert list(mapper(abs, [-1, -2])) == [1, 2]
        assert list(mapper(len, ["a", "bc"])) == [1, 2]


def test_tasks_are_made_when_their_turn_comes() -> None:
    made = []

    def tasks() -> Iterator[int]:
        for n in range(100):
            made.append(n)
            yield n

    with local_mapper(2) as mapper:
        results = mapper(abs, tasks())
        next(results)
        assert len(made) < 20


def test_a_task_that_kills_its_process_fails_alone() -> None:
    calls: list[Callable[[], int]] = [partial(abs, -n) for n in range(10)]
    calls[4] = partial(os._exit, 3)
    with local_mapper(2) as mapper:
        results = list(mapper(operator.call, calls))
        assert list(mapper(abs, [-1])) == [1]
    assert isinstance(results[4], Failure)
    assert "out of memory" in results[4].message
    assert results[:4] + results[5:] == [0, 1, 2, 3, 5, 6, 7, 8, 9]


class Poisoned:
    """A mapper on which the page of a name kills the process that reads it."""

    def __init__(self, mapper: Mapper, name: str) -> None:
        self.mapper, self.name = mapper, name

    def __call__(
        self, function: Callable[[TaskT], ResultT], tasks: Iterable[TaskT]
    ) -> Iterator[ResultT]:
        return self.mapper(operator.call, map(partial(self.call, function), tasks))

    def call(self, function: Callable[[TaskT], ResultT], task: TaskT) -> Callable[[], ResultT]:
        kills = isinstance(task, ReadTask) and task.name.endswith(self.name)
        made = partial(os._exit, 3) if kills else partial(function, task)
        made.__dict__["name"] = getattr(task, "name", "")
        return made


@pytest.mark.slow
@pytest.mark.parametrize("engine", [local_mapper, dask_mapper])
def test_a_page_that_kills_its_reader_fails_and_the_run_goes_on(
    source_pile: Path,
    target_pile: Path,
    tmp_path: Path,
    engine: Callable[[int], AbstractContextManager[Mapper]],
) -> None:
    if engine is dask_mapper:
        pytest.importorskip("distributed", reason="the extra is not installed")
    victim = "poison.html"
    min(source_pile.iterdir()).rename(source_pile / victim)
    places = (source_pile, target_pile, tmp_path / "w")
    with engine(2) as mapper:
        summary = run(*places, mapper=Poisoned(mapper, victim))
    (failure,) = summary.failures
    assert failure.side == "source"
    assert failure.document == victim
    assert f"{victim}: its process ended at every attempt" in failure.message
    assert summary.pairs >= 2
    run(*places)
    run(*places[:2], tmp_path / "clean")
    with Workspace.open(places[2]) as mended, Workspace.open(tmp_path / "clean") as clean:
        assert mended.content_digest() == clean.content_digest()


def test_a_process_killed_from_outside_costs_nothing() -> None:
    with local_mapper(2) as mapper:
        results = mapper(one_line, (f" {n} " for n in range(50)))
        first = next(results)
        victim = multiprocessing.active_children()[0]
        victim.kill()
        victim.join()
        assert [first, *results] == [str(n) for n in range(50)]


@pytest.mark.timeout(120)
def test_a_process_killed_while_it_sends_its_result_is_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As happens when memory is short: results are large."""
    monkeypatch.setattr(local, "_LOOK", 0.1)
    program = """
import os, struct, sys
frame = sys._getframe()
while "result_queue" not in frame.f_locals:
    frame = frame.f_back
os.write(frame.f_locals["result_queue"]._writer.fileno(), struct.pack("!i", 1000) + b"some")
os._exit(3)
"""
    calls: list[Callable[[], object]] = [partial(abs, -n) for n in range(6)]
    calls[2] = partial(exec, program)
    with local_mapper(2) as mapper:
        results = list(mapper(operator.call, calls))
    assert isinstance(results[2], Failure)
    assert results[:2] + results[3:] == [0, 1, 3, 4, 5]
    assert not multiprocessing.active_children()


@pytest.mark.timeout(120)
def test_a_process_that_stands_still_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes no signal that could be refused."""
    monkeypatch.setattr(local, "_LOOK", 0.1)
    with local_mapper(2) as mapper:
        list(mapper(abs, [-1, -2, -3]))
        for process in multiprocessing.active_children():
            os.kill(process.pid or 0, signal.SIGSTOP)
        monkeypatch.setattr(local, "_LONGEST", 0.5)
        results = mapper(abs, [-1, -2])
        assert isinstance(next(results), Failure)
        monkeypatch.setattr(local, "_LONGEST", 600.0)
        assert list(results) == [2]


def test_a_task_without_an_answer_fails_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "_LOOK", 0.2)
    with local_mapper(2) as mapper:
        monkeypatch.setattr(local, "_LONGEST", 1.0)
        results = mapper(time.sleep, [600, 0, 0, 0])
        failure = cast("Failure", next(results))
        monkeypatch.setattr(local, "_LONGEST", 600.0)
        assert "gave no answer" in failure.message
        assert list(results) == [None] * 3


def test_tasks_in_a_row_without_an_answer_end_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    class Silent:
        def room(self) -> int:
            return 2

        def submit(self, function: object, task: object) -> "Silent":  # noqa: ARG002
            return self

        def result(self) -> int:
            raise flight.NoAnswerError

    monkeypatch.setattr(flight, "_MOST_IN_A_ROW", 3)
    results = flight.ordered_results(cast("flight.Crew", Silent()), abs, [1] * 5)
    assert isinstance(next(results), Failure)
    assert isinstance(next(results), Failure)
    with pytest.raises(InternalError, match="3 documents in a row"):
        next(results)


def test_a_pool_that_does_not_notice_that_its_processes_ended_is_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(local, "_LOOK", 0.01)
    pool = local._PoolMapper(2)
    with pytest.raises(flight.WorkerLostError):
        local._Submitted(pool, Future[int]()).result()


def test_a_machine_on_which_every_process_dies_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flight, "_MOST_IN_A_ROW", 2)
    with local_mapper(2) as mapper, pytest.raises(InternalError, match="fewer --jobs"):
        list(mapper(os._exit, [3] * 8))


def test_errors_of_a_task_come_back() -> None:
    with local_mapper(2) as mapper, pytest.raises(AttributeError):
        list(mapper(one_line, cast("list[str]", [1])))


def touch_slowly(path: Path) -> None:
    path.touch()
    time.sleep(0.05)


def test_leaving_early_drops_what_is_waiting(tmp_path: Path) -> None:
    with local_mapper(2) as mapper:
        next(mapper(touch_slowly, [tmp_path / str(n) for n in range(300)]))
    assert len(list(tmp_path.iterdir())) < 300


def test_no_jobs_are_refused() -> None:
    with pytest.raises(ConfigError, match="at least one"), local_mapper(0):
        pass

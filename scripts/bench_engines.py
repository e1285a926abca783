#!/usr/bin/env python3
"""How much faster pairs of releases are aligned with more workers, by engine.

Gives the alignment tasks of a small corpus, each many times over, to 1 and 2
workers of each engine, and prints the time, the speed-up and the efficiency
(speed-up by worker).  For more workers than the machine has cores, the time is
computed: the tasks, with the seconds each takes alone, are given to workers as
an engine does, and what the most workers measured needed beyond that is added; such lines are
in brackets.

    bench_engines.py [COPIES] [--length RELEASES] [--engines local,dask]
"""

import argparse
import heapq
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from aligner.bulk import dask_mapper, local_mapper
from aligner.pipeline import Mapper, RunOptions, run
from aligner.pipeline.alignment_task import AlignTask, align_task
from aligner.pipeline.tasks import align_pair
from aligner.workspace import Workspace

_PILES = Path(__file__).parents[1] / "tests" / "data" / "piles"
_MEASURED = (1, 2)
_COMPUTED = (4, 8, 16, 32)

TaskT = TypeVar("TaskT")


def main() -> None:
    """Measure, compute, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("copies", nargs="?", type=int, default=20)
    parser.add_argument("--length", type=int, default=5, help="releases joined in one")
    parser.add_argument("--engines", default="local,dask")
    arguments = parser.parse_args()
    tasks = _tasks(arguments.length) * arguments.copies
    align_pair(tasks[0])  # the encoder is loaded once in each process
    seconds_by_task = [_seconds(align_pair, task) for task in tasks]
    alone = sum(seconds_by_task)
    print(f"{len(tasks)} pairs, one process: {alone:.1f} s; starting is not counted")
    print(f"{'engine':12}{'workers':>8}{'seconds':>10}{'speed-up':>10}{'efficiency':>12}")
    for engine in arguments.engines.split(","):
        for workers in _MEASURED:
            with _engine(engine, workers) as mapper:
                list(mapper(align_pair, tasks[: 8 * workers]))
                seconds = _seconds(lambda m: list(m(align_pair, tasks)), mapper)
            _print(engine, workers, seconds, alone)
        overhead = max(0.0, seconds - _longest(seconds_by_task, workers))
        for computed in _COMPUTED:
            total = overhead + _longest(seconds_by_task, computed)
            _print(f"({engine})", computed, total, alone)


def _tasks(length: int) -> list[AlignTask]:
    """The alignments of the sample releases, several joined in one."""
    with tempfile.TemporaryDirectory() as folder:
        run(_PILES / "source", _PILES / "target", Path(folder))
        with Workspace.open(Path(folder)) as workspace:
            bitexts = list(workspace.bitexts())
    tasks = [align_task(b.source, b.target, RunOptions()) for b in bitexts]
    return [
        replace(
            task,
            source_texts=task.source_texts * length,
            target_texts=task.target_texts * length,
            kinds=(task.kinds[0] * length, task.kinds[1] * length),
        )
        for task in tasks
    ]


def _seconds(function: Callable[[TaskT], object], task: TaskT) -> float:
    """How long a function takes."""
    started = time.perf_counter()
    function(task)
    return time.perf_counter() - started


def _engine(name: str, workers: int) -> AbstractContextManager[Mapper]:
    """A mapper of an engine."""
    return dask_mapper(workers) if name == "dask" else local_mapper(workers)


def _longest(seconds: Sequence[float], workers: int) -> float:
    """When the last worker is done, each taking the next task when it is free."""
    free = [0.0] * workers
    for task in seconds:
        heapq.heapreplace(free, free[0] + task)
    return max(free)


def _print(engine: str, workers: int, seconds: float, alone: float) -> None:
    speed_up = alone / seconds
    print(f"{engine:12}{workers:8}{seconds:10.1f}{speed_up:10.2f}{speed_up / workers:12.2f}")


if __name__ == "__main__":
    main()

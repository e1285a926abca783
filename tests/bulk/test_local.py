import os
import time
from collections.abc import Iterator
from typing import cast

import pytest

from aligner.bulk import local_mapper
from aligner.errors import ConfigError, InternalError
from aligner.text import one_line


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


def test_a_process_that_dies_is_told_and_not_waited_for() -> None:
    with local_mapper(2) as mapper, pytest.raises(InternalError, match="fewer --jobs"):
        list(mapper(os._exit, [3]))


def test_errors_of_a_task_come_back() -> None:
    with local_mapper(2) as mapper, pytest.raises(AttributeError):
        list(mapper(one_line, cast("list[str]", [1])))


def test_leaving_early_drops_what_is_waiting() -> None:
    start = time.monotonic()
    with local_mapper(2) as mapper:
        next(mapper(time.sleep, [0.1] * 1000))
    assert time.monotonic() - start < 20


def test_no_jobs_are_refused() -> None:
    with pytest.raises(ConfigError, match="at least one"), local_mapper(0):
        pass

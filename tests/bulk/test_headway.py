"""What tasks of worker processes tell of their headway arrives at who waits for them."""

import multiprocessing
import operator
import time
from collections.abc import Iterator
from functools import partial

import pytest

from aligner.bulk import local, local_mapper
from aligner.bulk.headway import HeadwayPipe, tell_through
from aligner.pipeline import hear_headway, tell_headway


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = hear_headway(None)
    yield
    hear_headway(before)


def test_the_latest_is_told_once() -> None:
    pipe = HeadwayPipe()
    tell_through(pipe.writer)
    tell_headway("a", 1, 9)
    tell_headway("b", 5, 6)
    tell_headway("a", 2, 9)
    assert pipe.latest("a") == (2, 9)
    assert pipe.latest("a") is None
    assert pipe.latest("b") == (5, 6)
    pipe.close()


def test_a_full_pipe_and_a_parent_that_is_gone_hold_nobody_up() -> None:
    pipe = HeadwayPipe()
    tell_through(pipe.writer)
    for number in range(5000):
        tell_headway("a" * 100, number, 5000)
    tell_headway("a" * 5000, 1, 2)
    found = pipe.latest("a" * 100)
    assert found is not None
    assert found[0] < 4999
    pipe.close()
    tell_headway("a", 1, 9)


def test_headway_of_a_worker_is_told_to_the_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "_LOOK", 0.05)
    slow = partial(time.sleep, 1.0)
    slow.__dict__["name"] = "slow"
    heard: list[tuple[str, int, int]] = []
    hear_headway(lambda *told: heard.append(told))
    with local_mapper(2) as mapper:
        list(mapper(operator.call, [partial(tell_headway, "slow", 3, 9), slow]))
    assert heard == [("slow", 3, 9)]


def test_who_goes_on_is_not_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit counts from what was told last."""
    monkeypatch.setattr(local, "_LOOK", 0.05)
    monkeypatch.setattr(HeadwayPipe, "latest", lambda *_: (1, 9))
    slow = partial(time.sleep, 0.9)
    slow.__dict__["name"] = "slow"
    with local_mapper(2) as mapper:
        list(mapper(abs, [-1]))
        monkeypatch.setattr(local, "_LONGEST", 0.3)
        assert list(mapper(operator.call, [slow])) == [None]
    assert not multiprocessing.active_children()

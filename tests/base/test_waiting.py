"""Waits are told once, in words, and end at their limit."""

import logging
import os
from pathlib import Path
from threading import Event

import pytest

from aligner import waiting
from aligner.encoders.background import InBackground
from aligner.errors import InternalError
from aligner.waiting import lock_file, told_wait, wait_for, wait_message


class Clock:
    """Time that passes only when somebody pauses."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    def pause(self, _: float) -> None:
        self.now += 1.0


def test_a_wait_ends_at_its_limit_and_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    clock = Clock()
    assert not wait_for(lambda: False, "a lock", 30.0, clock=clock, pause=clock.pause)
    assert clock.now == 130.0
    (told,) = caplog.messages
    assert "waiting for a lock; it is given up after 30 s; Ctrl-C stops" in told


def test_a_short_wait_is_not_told(caplog: pytest.LogCaptureFixture) -> None:
    clock = Clock()
    assert wait_for(lambda: clock.now >= 103, "a lock", 30.0, clock=clock, pause=clock.pause)
    assert caplog.messages == []


def test_names_in_a_message_cannot_harm_a_terminal() -> None:
    assert "\x1b" not in wait_message("page \x1b[2J\n.doc", 3600.0)
    assert "60 min" in wait_message("page", 3600.0)


def test_a_block_that_takes_long_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    told = Event()
    heard: list[tuple[str, float | None]] = []

    def tell(what: str, limit: float | None) -> None:
        heard.append((what, limit))
        told.set()

    monkeypatch.setattr(waiting, "tell_wait", tell)
    with told_wait("a program", 120.0, quiet=0.001):
        assert told.wait(60)
    assert heard == [("a program", 120.0)]
    with told_wait("a program", 120.0, quiet=1000.0):
        pass
    assert len(heard) == 1


def test_a_lock_that_another_holds_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.touch()
    first, second = (os.open(path, os.O_RDWR) for _ in range(2))
    try:
        lock_file(first, "file", 0.0)
        with pytest.raises(TimeoutError, match="another process holds file; end it"):
            lock_file(second, "file", 0.0)
    finally:
        os.close(first)
    lock_file(second, "file", 0.0)
    os.close(second)


def test_a_load_without_end_is_given_up() -> None:
    never = Event()
    loading = InBackground(lambda: never.wait(60), "the vocabulary", limit=0.01)
    with pytest.raises(InternalError, match="the vocabulary does not load within"):
        loading.result()
    never.set()


def test_the_log_goes_to_stderr_unless_someone_listens(caplog: pytest.LogCaptureFixture) -> None:
    waiting.tell_wait("something", None)
    assert [(record.name, record.levelno) for record in caplog.records] == [
        ("aligner", logging.WARNING)
    ]

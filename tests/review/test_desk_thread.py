"""The desk in its thread: edits in order, and long work beside them."""

import asyncio
from collections.abc import Callable
from threading import Event, current_thread
from typing import cast
from unittest.mock import Mock

import pytest

from aligner.errors import WorkspaceError
from aligner.review import desk_thread
from aligner.review.desk import Desk
from aligner.review.desk_thread import DeskThread


class _Desk:
    """As much of a desk as its thread needs."""

    def __init__(self) -> None:
        self.thread = current_thread().name

    def close(self) -> None:
        """Nothing is open."""


def test_long_work_holds_up_no_edit() -> None:
    thread = DeskThread(lambda: cast("Desk", _Desk()))
    moved = Event()

    def question(_: Desk) -> Callable[[], bool]:
        # Ends when the edit behind it has been made, or never.
        return lambda: moved.wait(30)

    async def both() -> bool:
        long = asyncio.create_task(thread.ask_aside(question))
        await asyncio.sleep(0)
        await thread.ask(lambda _: moved.set())
        return await long

    try:
        assert asyncio.run(both())
    finally:
        thread.close()


def test_all_that_is_asked_is_asked_in_one_thread() -> None:
    thread = DeskThread(lambda: cast("Desk", _Desk()))

    async def names() -> list[str]:
        questions = [thread.ask(lambda _: current_thread().name) for _ in range(5)]
        return [cast("_Desk", thread._desk).thread, *await asyncio.gather(*questions)]

    try:
        assert len(set(asyncio.run(names()))) == 1
    finally:
        thread.close()


def test_writing_that_fails_is_told_and_tried_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(desk_thread, "_IDLE", 0.0)
    monkeypatch.setattr(desk_thread, "_AGAIN", 0.0)
    outcomes = Mock(side_effect=[WorkspaceError("the disk is full"), None])
    thread = DeskThread(Mock)

    async def edit() -> None:
        loop, written = asyncio.get_running_loop(), asyncio.Event()

        def settle() -> None:
            outcomes()
            loop.call_soon_threadsafe(written.set)

        thread._desk.settle = settle  # type: ignore[method-assign]
        await thread.edit(lambda _: None)
        await asyncio.wait_for(written.wait(), 30)

    try:
        asyncio.run(edit())
    finally:
        thread.close()
    (line,) = caplog.messages
    assert line.endswith("all edits are saved: the disk is full")


def test_texts_that_cannot_be_encoded_are_told(caplog: pytest.LogCaptureFixture) -> None:
    work = Mock(side_effect=MemoryError("no room"))
    thread = DeskThread(lambda: Mock(preparation=Mock(return_value=work)))
    try:
        asyncio.run(thread.prepare("a.html", "b.html"))
    finally:
        # Waits for the work, or leaves it out.
        thread._encoding.shutdown()
        thread.close()
    assert caplog.messages == ["a.html was not encoded: MemoryError('no room')"]

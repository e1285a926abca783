"""The desk in its thread: edits in order, and long work beside them."""

import asyncio
import signal
from collections.abc import Callable
from threading import Event, current_thread, main_thread
from typing import cast
from unittest.mock import Mock

import pytest

from aligner.errors import InternalError, WorkspaceError
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
        thread._encoding.stop()
        thread._encoding.join(60)
        thread.close()
    assert caplog.messages == ["a.html was not encoded: MemoryError('no room')"]


def test_a_workspace_that_does_not_open_is_given_up_and_closed_if_it_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(desk_thread, "_OPENING", 0.01)
    opens, closed = Event(), Event()

    def open_desk() -> Desk:
        opens.wait(60)
        return cast("Desk", Mock(close=closed.set))

    with pytest.raises(InternalError, match="did not open"):
        DeskThread(open_desk)
    opens.set()
    assert closed.wait(60)


def test_writing_without_an_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_thread, "_WRITING", 0.01)
    written = Event()
    thread = DeskThread(lambda: cast("Desk", Mock(close=lambda: written.wait(60))))
    with pytest.raises(InternalError, match="all edits are saved: `aligner run` brings"):
        thread.close()
    written.set()


def test_ctrl_c_while_alignments_are_written_is_obeyed(caplog: pytest.LogCaptureFixture) -> None:
    written = Event()

    def close() -> None:
        signal.pthread_kill(main_thread().ident or 0, signal.SIGINT)
        written.wait(60)

    thread = DeskThread(lambda: cast("Desk", Mock(close=close)))
    with pytest.raises(KeyboardInterrupt):
        thread.close()
    written.set()
    assert "were not written; all edits are saved" in caplog.messages[-1]


def test_work_that_nobody_needs_holds_up_no_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_thread, "_ENDING", 0.01)
    begun, encoded = Event(), Event()

    def work() -> None:
        begun.set()
        encoded.wait(60)

    thread = DeskThread(lambda: Mock(preparation=Mock(return_value=work)))
    asyncio.run(thread.prepare("a.html", "b.html"))
    assert begun.wait(60)
    thread.close()
    assert not encoded.is_set()
    encoded.set()

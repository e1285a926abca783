"""The desk in its thread: edits in order, and long work beside them."""

import asyncio
from collections.abc import Callable
from threading import Event, current_thread
from typing import cast

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

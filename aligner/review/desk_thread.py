"""The desk in a thread of its own, which serves one request at a time."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from aligner.review.desk import Desk
from aligner.waiting import told_wait

ResultT = TypeVar("ResultT")
# Alignments are written when nobody has done anything for so many seconds: edits are safe
# before, and nobody shall wait for the writing.
_IDLE = 5.0


class DeskThread:
    """A desk that asynchronous code may use.

    Its file belongs to the thread that opened it, and edits have an order: both
    ask for one thread.

    Parameters
    ----------
    open_desk : callable
        Opens the desk; is called in the thread.
    """

    def __init__(self, open_desk: Callable[[], Desk]) -> None:
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk")
        self._encoding = ThreadPoolExecutor(max_workers=1, thread_name_prefix="encoding")
        self._aside = ThreadPoolExecutor(max_workers=1, thread_name_prefix="aside")
        self._timer: asyncio.TimerHandle | None = None
        try:
            self._desk = self._executor.submit(open_desk).result()
        except BaseException:
            self._executor.shutdown()
            raise

    async def ask(self, question: Callable[[Desk], ResultT]) -> ResultT:
        """The desk's answer."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, question, self._desk)

    async def edit(self, change: Callable[[Desk], ResultT]) -> ResultT:
        """The same, of something that will have to be written."""
        result = await self.ask(change)
        loop = asyncio.get_running_loop()
        if self._timer is not None:
            self._timer.cancel()
        self._timer = loop.call_later(_IDLE, self._settle)
        return result

    async def ask_aside(self, question: Callable[[Desk], Callable[[], ResultT]]) -> ResultT:
        """The answer of what the desk gives, found in another thread while edits go on."""
        work = await self.ask(question)
        return await asyncio.get_running_loop().run_in_executor(self._aside, work)

    async def prepare(self, source: str, target: str) -> None:
        """Begin to encode a pair, in another thread."""
        work = await self.ask(lambda desk: desk.preparation(source, target))
        self._encoding.submit(work)

    def close(self) -> None:
        """Write what is pending and close the workspace."""
        if self._timer is not None:
            self._timer.cancel()
        with told_wait("work on the texts of the review to end; all edits are saved", None):
            self._encoding.shutdown(cancel_futures=True)
            self._aside.shutdown(cancel_futures=True)
        with told_wait("the alignments of the review to be written", None):
            self._executor.submit(self._desk.close).result()
            self._executor.shutdown()

    def _settle(self) -> None:
        self._executor.submit(self._desk.settle)

"""The desk in a thread of its own, which serves one request at a time."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

from aligner.errors import AlignerError
from aligner.review.desk import Desk
from aligner.text import one_line, visible_controls
from aligner.waiting import told_wait

_LOG = logging.getLogger("aligner")

ResultT = TypeVar("ResultT")
# Alignments are written when nobody has done anything for so many seconds: edits are safe
# before, and nobody shall wait for the writing.
_IDLE = 5.0
# After so many seconds what failed is tried again.
_AGAIN = 60.0


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
        self._settle_after(_IDLE)
        return result

    async def ask_aside(self, question: Callable[[Desk], Callable[[], ResultT]]) -> ResultT:
        """The answer of what the desk gives, found in another thread while edits go on."""
        work = await self.ask(question)
        return await asyncio.get_running_loop().run_in_executor(self._aside, work)

    async def prepare(self, source: str, target: str) -> None:
        """Begin to encode a pair, in another thread."""
        work = await self.ask(lambda desk: desk.preparation(source, target))
        # The first edit tries again, and tells the reviewer on the page.
        encoding = self._encoding.submit(work)
        encoding.add_done_callback(lambda done: _tell_failure(f"{source} was not encoded", done))

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

    def _settle_after(self, seconds: float) -> None:
        """Write what is pending after a time without edits."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(seconds, self._settle)

    def _settle(self) -> None:
        loop = asyncio.get_running_loop()

        def look(done: Future[None]) -> None:
            # The desk may be closing, which writes once more.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(self._settled, done)

        self._executor.submit(self._desk.settle).add_done_callback(look)

    def _settled(self, done: Future[None]) -> None:
        """Tell if writing failed, and try again later; the edits themselves are saved."""
        what = "alignments were not written, which is tried again; all edits are saved"
        if _tell_failure(what, done):
            self._settle_after(_AGAIN)


def _tell_failure(what: str, done: Future[None]) -> bool:
    """Tell, on stderr unless logging says otherwise, if some work failed; whether it did."""
    error = None if done.cancelled() else done.exception()
    if error is None:
        return False
    why = str(error) if isinstance(error, AlignerError) else repr(error)
    _LOG.warning("%s", visible_controls(one_line(f"{what}: {why}")))
    return True

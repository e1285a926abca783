"""The desk in a thread of its own, which serves one request at a time."""

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from contextlib import suppress
from typing import TypeVar

from aligner.errors import AlignerError, InternalError
from aligner.review.desk import Desk
from aligner.side_threads import SideThread
from aligner.text import one_line, visible_controls
from aligner.waiting import told_wait

_LOG = logging.getLogger("aligner")

ResultT = TypeVar("ResultT")
# Alignments are written when nobody has done anything for so many seconds: edits are safe
# before, and nobody shall wait for the writing.
_IDLE = 5.0
# After so many seconds what failed is tried again.
_AGAIN = 60.0
# Seconds within which the workspace opens, and within which the alignments of the few pairs that
# are open are written: minutes for the longest, on a slow disk.
_OPENING = 600.0
_WRITING = 600.0
# Seconds for work that nobody needs any more.
_ENDING = 5.0
_UNWRITTEN = (
    "alignments of this review were not written; all edits are saved: `aligner run` brings the "
    "alignments in line with them, and so does opening the pair in `aligner review`"
)


class DeskThread:
    """A desk that asynchronous code may use.

    Its file belongs to the thread that opened it, and edits have an order: both
    ask for one thread.

    Parameters
    ----------
    open_desk : callable
        Opens the desk; is called in the thread.

    Raises
    ------
    InternalError
        If the desk does not open within ten minutes.
    """

    def __init__(self, open_desk: Callable[[], Desk]) -> None:
        self._thread = SideThread("desk")
        self._encoding = SideThread("encoding")
        self._aside = SideThread("aside")
        self._timer: asyncio.TimerHandle | None = None
        opening = self._thread.submit(open_desk)
        try:
            with told_wait("the workspace of the review to open", _OPENING):
                self._desk = _result(opening, _OPENING, "the workspace of the review did not open")
        except BaseException:
            # What opens after all is closed by the thread that opened it.
            self._thread.submit(lambda: opening.result().close())
            self._end(_ENDING if opening.done() else 0.0)
            raise

    async def ask(self, question: Callable[[Desk], ResultT]) -> ResultT:
        """The desk's answer."""
        return await asyncio.wrap_future(self._thread.submit(question, self._desk))

    async def edit(self, change: Callable[[Desk], ResultT]) -> ResultT:
        """The same, of something that will have to be written."""
        result = await self.ask(change)
        self._settle_after(_IDLE)
        return result

    async def ask_aside(self, question: Callable[[Desk], Callable[[], ResultT]]) -> ResultT:
        """The answer of what the desk gives, found in another thread while edits go on."""
        work = await self.ask(question)
        return await asyncio.wrap_future(self._aside.submit(work))

    async def prepare(self, source: str, target: str) -> None:
        """Begin to encode a pair, in another thread."""
        work = await self.ask(lambda desk: desk.preparation(source, target))
        # The first edit tries again, and tells the reviewer on the page.
        encoding = self._encoding.submit(work)
        encoding.add_done_callback(lambda done: _tell_failure(f"{source} was not encoded", done))

    def close(self) -> None:
        """Write what is pending and close the workspace.

        Raises
        ------
        InternalError
            If that takes longer than ten minutes.
        """
        if self._timer is not None:
            self._timer.cancel()
        patience = 0.0
        closing = self._thread.submit(self._desk.close)
        try:
            with told_wait("alignments to be written; all edits are saved", _WRITING):
                _result(closing, _WRITING, _UNWRITTEN)
            patience = _ENDING
        except KeyboardInterrupt:
            _LOG.warning("%s", _UNWRITTEN)
            raise
        finally:
            self._end(patience)

    def _end(self, seconds: float) -> None:
        """End the threads; those that do not within some seconds end with the process."""
        self._thread.stop()
        self._encoding.drop()
        self._aside.drop()
        last = time.monotonic() + seconds
        for thread in (self._thread, self._encoding, self._aside):
            thread.join(max(0.0, last - time.monotonic()))

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

        self._thread.submit(self._desk.settle).add_done_callback(look)

    def _settled(self, done: Future[None]) -> None:
        """Tell if writing failed, and try again later; the edits themselves are saved."""
        what = "alignments were not written, which is tried again; all edits are saved"
        if _tell_failure(what, done):
            self._settle_after(_AGAIN)


def _result(future: Future[ResultT], seconds: float, complaint: str) -> ResultT:
    """The result of a future, waited for; InternalError if it is not there after some seconds."""
    if not wait([future], seconds).done:
        raise InternalError(f"{complaint} (given up after {seconds:.0f} s)")
    return future.result()


def _tell_failure(what: str, done: Future[None]) -> bool:
    """Tell, on stderr unless logging says otherwise, if some work failed; whether it did."""
    error = None if done.cancelled() else done.exception()
    if error is None:
        return False
    why = str(error) if isinstance(error, AlignerError) else repr(error)
    _LOG.warning("%s", visible_controls(one_line(f"{what}: {why}")))
    return True

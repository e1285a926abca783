"""How far tasks are, from worker processes to their parent, by a pipe that nobody waits at."""

import json
import multiprocessing
import os
from contextlib import suppress
from multiprocessing.connection import Connection

from aligner.pipeline import hear_headway

# Longest message: what is shorter is written to a pipe in one piece, without a lock that a
# process could take with it when it is killed.
_LONGEST = 2000


class HeadwayPipe:
    """Brings what the tasks of workers tell to the process that waits for them."""

    def __init__(self) -> None:
        self._reader, self.writer = multiprocessing.Pipe(duplex=False)
        self._latest: dict[str, tuple[int, int]] = {}

    def latest(self, name: str) -> tuple[int, int] | None:
        """How much of a task is done, and how much there is, if it told something new."""
        while self._reader.poll():
            told, done, total = json.loads(self._reader.recv_bytes())
            self._latest[told] = (done, total)
        return self._latest.pop(name, None)

    def close(self) -> None:
        """Close both ends."""
        self._reader.close()
        self.writer.close()


def tell_through(writer: Connection) -> None:
    """Have the tasks of this process tell through a pipe; what does not fit in is not told."""
    os.set_blocking(writer.fileno(), False)

    def hearer(name: str, done: int, total: int) -> None:
        message = json.dumps([name, done, total]).encode()
        if len(message) <= _LONGEST:
            # Full, or the parent has ended.
            with suppress(OSError):
                writer.send_bytes(message)

    hear_headway(hearer)

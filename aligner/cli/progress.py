"""How a run shows itself: moving bars on a terminal, a few plain lines in a log."""

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from aligner.cli.console import harmless, remark, terminal_stderr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import Progress as Bars
    from rich.progress import TaskID

    from aligner.pipeline import Progress


# Seconds between the plain lines of one stage: logs stay short, and users still see that the run
# is alive.
_PLAIN_INTERVAL = 30.0


@contextmanager
def progress_display(*, resumable: bool = False) -> "Iterator[Progress]":
    """A Progress that writes to stderr, by bars on a terminal and else by lines.

    Parameters
    ----------
    resumable : bool, default=False
        Whether to say, when the run is stopped by hand, that it can go on.
    """
    try:
        if sys.stderr.isatty():
            with _bars() as bars:
                yield BarProgress(bars)
        else:
            yield LineProgress()
    except KeyboardInterrupt:
        if resumable:
            remark("stopped: finished work is saved; run the same command again to complete it")
        raise


@contextmanager
def progress_bars() -> "Iterator[Progress | None]":
    """A Progress that writes bars to stderr, None if that is no terminal."""
    if sys.stderr.isatty():
        with _bars() as bars:
            yield BarProgress(bars)
    else:
        yield None


class LineProgress:
    """Plain lines: one when a stage starts with much to do, one when it ends."""

    def __init__(self) -> None:
        self._stage, self._total, self._done = "", 0, 0
        self._started = self._spoken = 0.0

    def begin(self, stage: str, *, total: int, unchanged: int) -> None:
        """Say what the stage has to do."""
        self._stage, self._total, self._done = stage, total, 0
        self._started = self._spoken = time.monotonic()
        remark(f"{stage}: {total} to do, {unchanged} unchanged")

    def advance(self, n: int = 1) -> None:
        """Say where the stage is, now and then."""
        self._done += n
        now = time.monotonic()
        if now - self._spoken >= _PLAIN_INTERVAL and self._done < self._total:
            self._spoken = now
            left = (now - self._started) / self._done * (self._total - self._done)
            remark(f"{self._stage}: {self._done} of {self._total}, about {left:.0f} s left")

    def end(self) -> None:
        """Say how long the stage took."""
        if self._total:
            seconds = time.monotonic() - self._started
            remark(f"{self._stage}: {self._done} done in {seconds:.1f} s")

    def notice(self, message: str) -> None:
        """Say it."""
        remark(f"note: {message}")


class BarProgress:
    """A bar for each stage, with counts and the time left."""

    def __init__(self, bars: "Bars") -> None:
        self._bars = bars
        self._task: TaskID | None = None
        self._is_open = False

    def begin(self, stage: str, *, total: int, unchanged: int) -> None:
        """Add the stage's bar; what is unchanged counts as done from the start.

        Of a stage without items only what is done is counted.
        """
        every = total + unchanged
        self._task = self._bars.add_task(stage, total=every or None, completed=unchanged)
        self._is_open = not every

    def advance(self, n: int = 1) -> None:
        """Move the bar by so many items."""
        if self._task is not None:
            self._bars.advance(self._task, n)

    def end(self) -> None:
        """Leave the bar as it stands and stop its clock."""
        if self._task is not None:
            if self._is_open:
                self._bars.update(self._task, total=self._bars.tasks[self._task].completed)
            self._bars.stop_task(self._task)

    def notice(self, message: str) -> None:
        """Say it above the bars."""
        self._bars.console.print(
            click.style("note: ", bold=True) + harmless(message), markup=False, highlight=False
        )


def _bars() -> "Bars":
    """Bars on stderr; rich is imported for a terminal only."""
    from rich.console import Console  # noqa: PLC0415 - a log needs no rich
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    return Progress(
        TextColumn("{task.description:<16}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        console=Console(file=terminal_stderr()),
    )

"""How a run shows itself: moving bars on a terminal, a few plain lines in a log."""

import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from aligner.cli.console import remark, talk, terminal_stderr

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


@dataclass(slots=True)
class _Stage:
    """A stage under way; `spoken` is when a line was last written."""

    name: str
    total: int
    started: float
    spoken: float
    done: int = 0


class LineProgress:
    """Plain lines: one when a stage starts, one when it ends, and now and then one between.

    A part of a stage has only those between.
    """

    def __init__(self) -> None:
        self._stages: list[_Stage] = []

    def begin(self, stage: str, *, total: int, unchanged: int) -> None:
        """Say what the stage has to do."""
        now = time.monotonic()
        if not self._stages:
            remark(f"{stage}: {total} to do, {unchanged} unchanged")
        spoken = self._stages[-1].spoken if self._stages else now
        self._stages.append(_Stage(stage, total, now, spoken))

    def advance(self, n: int = 1) -> None:
        """Say where the stage is, now and then."""
        stage = self._stages[-1]
        stage.done += n
        now = time.monotonic()
        if now - stage.spoken >= _PLAIN_INTERVAL and stage.done < stage.total:
            for one in self._stages:
                one.spoken = now
            left = (now - stage.started) / stage.done * (stage.total - stage.done)
            remark(f"{stage.name}: {stage.done} of {stage.total}, about {left:.0f} s left")

    def end(self) -> None:
        """Say how long the stage took."""
        stage = self._stages.pop()
        if stage.total and not self._stages:
            seconds = time.monotonic() - stage.started
            remark(f"{stage.name}: {stage.done} done in {seconds:.1f} s")

    def notice(self, message: str) -> None:
        """Say it."""
        remark(f"note: {message}")


class BarProgress:
    """A bar for each stage, with counts and the time left; that of a part goes when it ends."""

    def __init__(self, bars: "Bars") -> None:
        self._bars = bars
        self._tasks: list[TaskID] = []
        self._open: set[TaskID] = set()

    def begin(self, stage: str, *, total: int, unchanged: int) -> None:
        """Add the stage's bar; what is unchanged counts as done from the start.

        Of a stage without items only what is done is counted.
        """
        every = total + unchanged
        task = self._bars.add_task(stage, total=every or None, completed=unchanged)
        self._tasks.append(task)
        if not every:
            self._open.add(task)

    def advance(self, n: int = 1) -> None:
        """Move the bar by so many items."""
        self._bars.advance(self._tasks[-1], n)

    def end(self) -> None:
        """Leave the bar as it stands and stop its clock; take away that of a part."""
        task = self._tasks.pop()
        if self._tasks:
            self._bars.remove_task(task)
            return
        if task in self._open:
            self._bars.update(
                task, total=self._bars.tasks[self._bars.task_ids.index(task)].completed
            )
        self._bars.stop_task(task)

    def notice(self, message: str) -> None:
        """Say it above the bars."""
        self._bars.console.print(
            click.style("note: ", bold=True) + talk(message), markup=False, highlight=False
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

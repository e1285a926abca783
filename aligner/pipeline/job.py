"""A run under way: its workspace, its options, its clock."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from aligner.pipeline.headway import shown_parts
from aligner.pipeline.keys import StageKeys
from aligner.pipeline.options import Mapper, Progress
from aligner.pipeline.summary import StageTime
from aligner.workspace import Workspace

ItemT = TypeVar("ItemT")
TaskT = TypeVar("TaskT")
ResultT = TypeVar("ResultT")


@dataclass(slots=True)
class Job:
    """What every stage works with; it drives tasks, tells progress and keeps time.

    Results are written one by one in the order of the items, so that a job may
    be stopped at any moment, and its workspace is the same for any mapper.

    Parameters
    ----------
    workspace : Workspace
    keys : StageKeys
    mapper : Mapper
    progress : Progress
    times : list of StageTime
        Of the stages done so far.
    notices : list of str
        What the user should know.
    checkable : bool
        Whether the term check reads these languages.
    """

    workspace: Workspace
    keys: StageKeys
    mapper: Mapper
    progress: Progress
    times: list[StageTime] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    checkable: bool = True

    def notice(self, message: str) -> None:
        """Tell the user now, and again in the summary."""
        self.notices.append(message)
        self.progress.notice(message)

    def drive(  # noqa: PLR0913 - one stage is these seven things
        self,
        stage: str,
        items: Sequence[ItemT],
        *,
        unchanged: int,
        task: Callable[[ItemT], TaskT],
        function: Callable[[TaskT], ResultT],
        store: Callable[[ItemT, ResultT], None],
        draft: Callable[[ItemT], Callable[[], ResultT] | None] = lambda _: None,
        is_unchanged: Callable[[ResultT], bool] = lambda _: False,
    ) -> None:
        """Make a task of each item, map the function over them, store each result.

        Parameters
        ----------
        stage : str
            Its name in progress and summary.
        items : sequence
        unchanged : int
            How many more were left out, as nothing changed for them.
        task : callable
            Called when the turn of an item comes: not all texts are in memory at once.
        function : callable
            Run by the mapper, perhaps in another process.
        store : callable
            Gets each item with its result, in the order of the items.
        draft : callable
            Gives, for an item whose result was computed before, what loads it; such an
            item needs no task.
        is_unchanged : callable
            Whether an item turned out to be unchanged when it was looked at.
        """
        with self._timed(stage, len(items), unchanged) as found:
            drafts = [draft(item) for item in items]
            missing = (item for item, load in zip(items, drafts, strict=True) if load is None)
            results = self.mapped(stage, function, map(task, missing))
            for item, load in zip(items, drafts, strict=True):
                result = next(results) if load is None else load()
                store(item, result)
                found["unchanged"] += is_unchanged(result)
                self.progress.advance()

    def mapped(
        self, stage: str, function: Callable[[TaskT], ResultT], tasks: Iterable[TaskT]
    ) -> Iterator[ResultT]:
        """The results of the tasks in order; how far the awaited one is shown."""
        results = self.mapper(function, tasks)
        while True:
            with shown_parts(stage, self.progress):
                try:
                    result = next(results)
                except StopIteration:
                    return
            yield result

    def whole(self, stage: str, work: Callable[[], None], *, unchanged: bool) -> None:
        """Do a stage in one piece, unless nothing changed."""
        with self._timed(stage, int(not unchanged), int(unchanged)):
            if not unchanged:
                work()
                self.progress.advance()

    @contextmanager
    def _timed(self, stage: str, total: int, unchanged: int) -> Iterator[Counter[str]]:
        """Take the time of a stage, which counts the items it finds to be unchanged."""
        started = time.monotonic()
        self.progress.begin(stage, total=total, unchanged=unchanged)
        found: Counter[str] = Counter()
        yield found
        self.progress.end()
        seconds = round(time.monotonic() - started, 3)
        more = found["unchanged"]
        self.times.append(StageTime(stage, total - more, unchanged + more, seconds))

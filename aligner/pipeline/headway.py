"""How far a long task is while it is under way, told by the task to whoever waits for it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from aligner.pipeline.options import Progress

# Called with the name of a task, how much of it is done, and how much there is.
Hearer = Callable[[str, int, int], None]


@dataclass(slots=True)
class _Post:
    """Where tasks of this process tell; None where nobody listens."""

    hearer: Hearer | None = None


_POST = _Post()


def tell_headway(name: str, done: int, total: int) -> None:
    """Tell how far a task is to whoever waits for it, perhaps in another process.

    Parameters
    ----------
    name : str
        What messages call the task.
    done, total : int
    """
    if _POST.hearer is not None:
        _POST.hearer(name, done, total)


def hear_headway(hearer: Hearer | None) -> Hearer | None:
    """Have all tasks of this process tell the hearer from now on; the one before it."""
    before, _POST.hearer = _POST.hearer, hearer
    return before


@dataclass(slots=True)
class Parts:
    """Shows how far the tasks of a stage are as parts of it, one after another.

    Parameters
    ----------
    stage : str
    progress : Progress
    """

    stage: str
    progress: Progress
    _name: str | None = field(default=None, init=False)
    _done: int = field(default=0, init=False)

    def hear(self, name: str, done: int, total: int) -> None:
        """Show how far a task is."""
        if name != self._name:
            self.end()
            self._name = name
            self.progress.begin(f"{self.stage}, segments", total=total, unchanged=0)
        if done > self._done:
            self.progress.advance(done - self._done)
            self._done = done

    def end(self) -> None:
        """Show no part any more: the task that was shown is done."""
        if self._name is not None:
            self._name, self._done = None, 0
            self.progress.end()


@contextmanager
def shown_parts(stage: str, progress: Progress) -> Iterator[Parts]:
    """Show how far the tasks of a stage are while the block waits for them."""
    parts = Parts(stage, progress)
    before = hear_headway(parts.hear)
    try:
        yield parts
    finally:
        hear_headway(before)
        parts.end()

"""Whether the time or the work of something grows in proportion to what it gets.

Seconds say nothing on a busy machine; how many times as long four times as much takes does,
and so does how many functions are called.
"""

import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import TypeVar

T = TypeVar("T")

# Growth in proportion makes the time 4 times as long, growth with the square 16 times.
_TIMES = 4
_MOST_GROWTH = 8.0
_TRIALS = 5


def assert_linear(function: Callable[[T], object], make: Callable[[int], T], size: int) -> None:
    """Fail if four times as much takes much more than four times as long.

    Parameters
    ----------
    function : callable
        What is timed, by the processor and not by the clock.
    make : callable
        Gives what it gets, of some size; what was given before may be in a cache.
    size : int
        Of the smaller one, which should take some milliseconds at least.
    """
    small = large = float("inf")
    for _ in range(_TRIALS):
        small = min(small, _seconds(function, make(size)))
        large = min(large, _seconds(function, make(_TIMES * size)))
        if large < _MOST_GROWTH * small:
            return
    message = f"{_TIMES} times as much takes {large / small:.1f} times as long"
    raise AssertionError(message)


def _seconds(function: Callable[[T], object], given: T) -> float:
    """Processor time of one call."""
    started = time.process_time()
    function(given)
    return time.process_time() - started


def count_calls(action: Callable[[], object]) -> int:
    """How many functions, built-in ones included, an action calls."""
    count = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        action()
    finally:
        sys.setprofile(before)
    return count

"""Results of a second thread."""

import sys
from subprocess import run
from threading import Event

import pytest

from aligner.encoders.background import InBackground


def test_the_result_is_waited_for_and_made_once() -> None:
    begun, may_end = Event(), Event()
    made = []

    def make() -> list[int]:
        begun.set()
        may_end.wait(60)
        made.append(1)
        return made

    later = InBackground(make)
    assert begun.wait(60)
    assert not made
    may_end.set()
    assert later.result() is made
    assert later.result() == [1]


def test_a_result_that_is_there_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each wait starts a timer, a thread for every document that was encoded."""
    later = InBackground(lambda: "made")
    assert later.result() == "made"

    def no_wait(what: str, limit: float) -> None:
        raise AssertionError((what, limit))

    monkeypatch.setattr("aligner.encoders.background.told_wait", no_wait)
    assert later.result() == "made"


def test_what_goes_wrong_is_raised_where_the_result_is_wanted() -> None:
    def make() -> int:
        raise OSError("no such model")

    later = InBackground(make)
    with pytest.raises(OSError, match="no such model"):
        later.result()


def test_a_program_that_ends_while_something_loads_ends_as_it_meant_to() -> None:
    """A thread stopped inside compiled code ended the process by a signal."""
    program = (
        "import sys; from aligner.encoders.background import InBackground;"
        "from time import sleep;"
        "InBackground(lambda: [sleep(0.3), print('loaded')]); sys.exit(3)"
    )
    ended = run([sys.executable, "-c", program], capture_output=True, check=False, timeout=60)
    assert (ended.returncode, ended.stdout.strip()) == (3, b"loaded")

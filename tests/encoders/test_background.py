"""Results of a second thread."""

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


def test_what_goes_wrong_is_raised_where_the_result_is_wanted() -> None:
    def make() -> int:
        raise OSError("no such model")

    later = InBackground(make)
    with pytest.raises(OSError, match="no such model"):
        later.result()

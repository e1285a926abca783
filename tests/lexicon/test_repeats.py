"""What occurs more than once is told from hashes alone."""

from collections import Counter
from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from aligner.lexicon import Repeats


@given(st.lists(st.lists(st.text("ab", max_size=3))))
def test_what_was_added_twice_is_told_from_what_was_added_once(batches: list[list[str]]) -> None:
    repeats = Repeats(batches)
    for thing, times in Counter(chain.from_iterable(batches)).items():
        assert (thing in repeats) == (times > 1)
    assert "never added" not in repeats

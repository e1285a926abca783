"""What the search for English amounts passes over begins none."""

import re

from hypothesis import given
from hypothesis import strategies as st

from aligner.languages import latin_writing

FOUND = latin_writing.FOUND
PIECES = (
    "HK$", "us$", "RMB", "xRMB 5", "ahttps://a.b", "https://x", "half", "Q3", "ab12", "3.5",
    "million", " ", "-", "/", "one", "é", "cents", "A", "s", "5th", "1990s", "May", "fold",
    "twice", "\n", "(1)", "iv)", "Basel II", "@", "x.y", "%", "tens of thousands", "2015-16",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES) | st.characters(), max_size=9).map("".join))
def test_nothing_begins_where_the_search_does_not_look(text: str) -> None:
    start = f"{latin_writing.START}(?:"
    assert FOUND.pattern.startswith(start)
    everywhere = re.compile(FOUND.pattern[len(start) : -1], FOUND.flags)
    assert [(m.span(), m.groups()) for m in FOUND.finditer(text)] == [
        (m.span(), m.groups()) for m in everywhere.finditer(text)
    ]

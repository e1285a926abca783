"""Long pages are shown in the time of their length."""

from aligner.cli.read import _as_text
from aligner.values import SegmentedDocument
from tests.growth import assert_linear


def _page(n: int) -> SegmentedDocument:
    return SegmentedDocument.from_lines("a", "en", tuple(f"Line {k}." for k in range(n)))


def test_long_pages_are_shown_in_the_time_of_their_length() -> None:
    assert _as_text(_page(2)).endswith("Line 0.\nparagraph             8-15  Line 1.")
    assert_linear(_as_text, _page, 1000)

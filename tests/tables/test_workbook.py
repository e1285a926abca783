"""Workbooks show texts as they are."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from aligner.tables import WorkbookSheet, write_workbook
from aligner.tables.workbook import escaped, unescaped


def written(*texts: str) -> list[str]:
    """What spreadsheet programs show of texts below each other."""
    stream = io.BytesIO()
    rows = [[text] for text in texts]
    write_workbook([WorkbookSheet("made", [("text", 20.0)], rows)], stream)
    sheet = load_workbook(stream).active
    assert sheet is not None
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert all(cell.data_type == "s" for cell in cells)
    # The library gives the text of the file; programs read the escapes in it.
    return [unescaped(str(cell.value)) for cell in cells]


@pytest.mark.parametrize(
    "text", ["_x0041_", "a_x0041_b_x005F_", "_x_ and _x004_", "=1+1", "@now", "专利"]
)
def test_texts_are_shown_as_they_are(text: str) -> None:
    assert written("first", text) == ["first", text]


@given(st.text(alphabet="_x004158Fab", max_size=20))
def test_whatever_looks_like_an_escape_comes_back(text: str) -> None:
    assert unescaped(escaped(text)) == text


def test_half_a_pair_is_no_character() -> None:
    assert unescaped("_xD800_ _x000D_") == "_xD800_ \r"
